"""A picture for a letterhead: read with bounds, freed of what cameras write into it, made small enough to travel."""

from __future__ import annotations

import base64
import io
from typing import TYPE_CHECKING, Final

from desktop_app.errors import Foreign, TooLarge, refusing
from desktop_app.imaging import TooManyPixels, Unreadable, opened
from desktop_app.language import _
from desktop_app.records.picture import PICTURE_LIMIT

if TYPE_CHECKING:
    from pathlib import Path

    from PIL.Image import Image

MAX_FILE: Final = 32 * 2**20
_WIDEST: Final = 1200
"""Pixels: twice as sharp as a printer needs for the largest logo of a letterhead."""
_SMALLER: Final = 0.7


def picture(path: Path) -> str:
    """A picture of a file as a field of a record takes it.

    Raises:
        Foreign: it is no picture in PNG or JPEG.
        TooLarge: it holds more than any letterhead shows.
        FileRefused: it cannot be read.
    """
    with refusing(path), path.open("rb") as file:
        content = file.read(MAX_FILE + 1)
    if len(content) > MAX_FILE:
        raise _too_large(path)
    return base64.b64encode(_small(_upright(content, path))).decode()


def _upright(content: bytes, path: Path) -> Image:
    import PIL.ImageOps

    try:
        with opened(content) as found:
            upright: Image = PIL.ImageOps.exif_transpose(found)
            return upright
    except TooManyPixels as error:
        raise _too_large(path) from error
    except Unreadable as error:
        raise Foreign(
            _("“{name}” is not a PNG or JPEG picture that can be read. Nothing was changed.", name=path.name)
        ) from error


def _small(found: Image) -> bytes:
    """The picture as PNG, no wider than it needs to be and no larger than a field takes."""
    kept = found.convert("RGBA" if "A" in found.getbands() or "transparency" in found.info else "RGB")
    width = min(kept.width, _WIDEST)
    while True:
        size = (max(1, width), max(1, round(kept.height * width / kept.width)))
        target = io.BytesIO()
        kept.resize(size).save(target, "PNG", optimize=True)
        if target.tell() <= PICTURE_LIMIT:
            return target.getvalue()
        width = int(width * _SMALLER)


def _too_large(path: Path) -> TooLarge:
    return TooLarge(_("“{name}” is too large for a picture here. Nothing was changed.", name=path.name))
