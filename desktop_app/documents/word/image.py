"""Images in PNG or JPEG, without what cameras and programs wrote into them."""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass
from typing import Final, Literal

from desktop_app.documents.jpeg import bare
from desktop_app.imaging import Unreadable, opened

_QUALITY: Final = 90
_ORIENTATION: Final = 0x0112
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT: Final = frozenset(b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT bKGD pHYs".split())


@dataclass(frozen=True, slots=True)
class Image:
    """A picture ready to be put into a document; sizes in pixels."""

    data: bytes
    kind: Literal["png", "jpeg"]
    width: int
    height: int


def read(data: bytes) -> Image | None:
    """The picture, turned as its camera said, without its metadata; ``None`` where it is none that can be drawn."""
    import PIL.ImageOps

    try:
        with opened(data) as found:
            if found.format == "PNG":
                return Image(_bare_png(data), "png", *found.size)
            if found.getexif().get(_ORIENTATION, 1) != 1:
                upright = PIL.ImageOps.exif_transpose(found)
                target = io.BytesIO()
                upright.save(target, "JPEG", quality=_QUALITY, exif=b"")
                data, found = target.getvalue(), upright
            kept = bare(data, profile=True)
            return Image(kept, "jpeg", *found.size) if kept is not None else None
    except Unreadable:
        return None


def _bare_png(data: bytes) -> bytes:
    """The chunks that draw the picture, up to its end."""
    kept = [_PNG]
    at = len(_PNG)
    kind = b""
    while kind != b"IEND":
        length, kind = struct.unpack_from(">I4s", data, at)
        end = at + 12 + length
        if kind in _PNG_KEPT:
            kept.append(data[at:end])
        at = end
    return b"".join(kept)
