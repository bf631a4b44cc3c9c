"""Pictures in PNG or JPEG, with what they show in words, and without what cameras and programs wrote into them."""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from desktop_app.documents.jpeg import bare
from desktop_app.documents.word.markup import Markup, element
from desktop_app.documents.word.package import picture_relation
from desktop_app.imaging import Unreadable, opened

if TYPE_CHECKING:
    from desktop_app.documents.word.runs import Story

_QUALITY: Final = 90
_ORIENTATION: Final = 0x0112
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT: Final = frozenset(b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT bKGD pHYs".split())
_TALLEST: Final = 0.8
"""The share of a page's height that a picture may take."""
_EMU: Final = 12_700
"""English Metric Units in a point."""


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


def drawing(story: Story, image: Image, alternative: str, width: float, highest: float = 0) -> Markup:
    """A run with the picture at a width in points, made smaller where it would leave the page."""
    width = max(min(width, story.layout.text_width), 1.0)
    highest = highest or story.layout.text_height * _TALLEST
    height = width * image.height / image.width
    if height > highest:
        width, height = width * highest / height, highest
    story.images.append(image)
    number = len(story.images)
    across, down = (max(round(length * _EMU), 1) for length in (width, height))
    extent = {"cx": across, "cy": down}
    described: dict[str, str | int] = {
        "id": story.numbered_from + number - 1,
        "name": f"{story.name} {number}",
        "descr": alternative,
    }
    fill = element("pic:blipFill", element("a:blip", r_embed=picture_relation(number)), _STRETCH)
    transform = element("a:xfrm", element("a:off", x=0, y=0), element("a:ext", **extent))
    shape = element("pic:spPr", transform, element("a:prstGeom", element("a:avLst"), prst="rect"))
    named = element("pic:nvPicPr", element("pic:cNvPr", **described), element("pic:cNvPicPr"))
    graphic = element("a:graphicData", element("pic:pic", named, fill, shape), uri=_PICTURE)
    inline = element(
        "wp:inline",
        element("wp:extent", **extent),
        element("wp:docPr", **described),
        element("wp:cNvGraphicFramePr", element("a:graphicFrameLocks", noChangeAspect=1)),
        element("a:graphic", graphic),
        distT=0,
        distB=0,
        distL=0,
        distR=0,
    )
    return element("w:r", element("w:drawing", inline))


_STRETCH: Final = element("a:stretch", element("a:fillRect"))
_PICTURE: Final = "http://schemas.openxmlformats.org/drawingml/2006/picture"
