"""Pictures in PNG or JPEG, with what they show in words, and without what cameras and programs wrote into them."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from desktop_app.documents.word.look import TEXT_HEIGHT, TEXT_WIDTH
from desktop_app.documents.word.markup import Markup, element
from desktop_app.documents.word.package import picture_relation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop_app.documents.word.runs import Story

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG: Final = b"\xff\xd8"
_PNG_KEPT: Final = frozenset(b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT bKGD pHYs".split())
_JPEG_KEPT: Final = frozenset({0xE0, 0xE2, 0xEE})
"""Of a JPEG's application segments: density, colour profile, colour transform."""
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
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
    """The picture without its metadata (place, camera, author); ``None`` where it is none that can be drawn."""
    try:
        if data.startswith(_PNG):
            return _png(data)
        if data.startswith(_JPEG):
            return _jpeg(data)
    except (struct.error, ValueError):
        return None
    return None


def _png(data: bytes) -> Image:
    kept = [_PNG]
    size = (0, 0)
    at = len(_PNG)
    while at < len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        end = at + 12 + length
        if end > len(data):
            raise ValueError("a chunk is cut off")
        if kind == b"IHDR":
            size = struct.unpack_from(">II", data, at + 8)
        if kind in _PNG_KEPT:
            kept.append(data[at:end])
        at = end
        if kind == b"IEND":
            return _image(b"".join(kept), "png", *size)
    raise ValueError("no end")


def _jpeg(data: bytes) -> Image:
    kept = [_JPEG]
    size = (0, 0)
    for marker, segment, start in _segments(data):
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", segment, 5)
            size = (width, height)
        if marker == 0xDA:
            kept.append(data[start:])
            break
        if (0xE0 <= marker <= 0xEF and marker not in _JPEG_KEPT) or marker == 0xFE:
            continue
        kept.append(segment)
    return _image(b"".join(kept), "jpeg", *size)


def _segments(data: bytes) -> Iterator[tuple[int, bytes, int]]:
    """Marker, bytes and position of each segment up to the start of the scan."""
    at = len(_JPEG)
    while True:
        fill, marker = struct.unpack_from(">BB", data, at)
        if fill != 0xFF:
            raise ValueError("no marker where one belongs")
        if marker == 0xFF:
            at += 1
            continue
        (length,) = struct.unpack_from(">H", data, at + 2)
        end = at + 2 + length
        if end > len(data) or length < 2:
            raise ValueError("a segment is cut off")
        yield marker, data[at:end], at
        at = end


def _image(data: bytes, kind: Literal["png", "jpeg"], width: int, height: int) -> Image:
    if not width or not height:
        raise ValueError("no size")
    return Image(data, kind, width, height)


def drawing(story: Story, image: Image, alternative: str, width: float, highest: float = TEXT_HEIGHT * 0.8) -> Markup:
    """A run with the picture at a width in points, made smaller where it would leave the page."""
    width = min(width, TEXT_WIDTH)
    height = width * image.height / image.width
    if height > highest:
        width, height = width * highest / height, highest
    story.images.append(image)
    number = len(story.images)
    across, down = round(width * _EMU), round(height * _EMU)
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
