"""Pictures in a text, with what they show in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop_app.documents.word.markup import Markup, element
from desktop_app.documents.word.package import picture_relation

if TYPE_CHECKING:
    from desktop_app.documents.word.image import Image
    from desktop_app.documents.word.runs import Story

_TALLEST: Final = 0.8
"""The share of a page's height that a picture may take."""
_EMU: Final = 12_700
"""English Metric Units in a point."""


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
