"""Pictures in the text, and what stands in for one that cannot be read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from desktop_app.documents.blocks import Run, Style, Tone
from desktop_app.documents.pdf.flow import NEVER, Strip
from desktop_app.documents.pdf.objects import number, text_string
from desktop_app.documents.pdf.strips import Laid
from desktop_app.documents.pdf.style import CAPTION, PAGE_HEIGHT, STRONG_RULE, TEXT_HEIGHT, TEXT_OF, Text
from desktop_app.documents.text.clean import one_line

if TYPE_CHECKING:
    from desktop_app.documents.blocks import Picture
    from desktop_app.documents.pdf.composer import Composer
    from desktop_app.documents.pdf.sheet import Sheet
    from desktop_app.documents.pdf.strips import LineStrip, Measure
    from desktop_app.documents.pdf.tags import Element

_CAPTION: Final = Text(9, 13, before=5, tone=Tone.MUTED)
_UNREAD: Final = replace(TEXT_OF[Style.SMALL], italic=True)
_TALLEST: Final = TEXT_HEIGHT - 60
_AFTER: Final = 12.0


class PictureStrip(Strip):
    """A picture in its place."""

    def __init__(self, element: Element, name: str, left: float, width: float, height: float) -> None:
        super().__init__(height)
        self.element, self.name, self.left, self.width = element, name, left, width

    def draw(self, sheet: Sheet, top: float) -> None:
        """Place the picture, and say where in its element."""
        sheet.picture(self.element, self.name, self.left, top, self.width, self.height)
        bottom = PAGE_HEIGHT - top - self.height
        box = (self.left, bottom, self.left + self.width, bottom + self.height)
        self.element.attributes = f"<</O/Layout/Placement/Block/BBox[{' '.join(number(edge) for edge in box)}]>>"


class UnreadStrip(Strip):
    """In place of a picture that cannot be read: a rule above and below what it shows."""

    def __init__(self, lines: list[LineStrip], measure: Measure) -> None:
        super().__init__(sum(line.height for line in lines) + 12)
        self.lines, self.measure = lines, measure

    def ground(self, sheet: Sheet, top: float) -> None:
        """The rules."""
        sheet.rule(self.measure.left, top, self.measure.width, STRONG_RULE)
        sheet.rule(self.measure.left, top + self.height, self.measure.width, STRONG_RULE)

    def draw(self, sheet: Sheet, top: float) -> None:
        """What the picture shows."""
        for at, line in enumerate(self.lines):
            line.draw(sheet, top + 6 + at * line.height)


def picture(composer: Composer, block: Picture, parent: Element, measure: Measure) -> Laid:
    """A picture at its width, or that of the page, with its caption below."""
    name, image = composer.pictures.of(block.data)
    strips: list[Strip] = []
    if image is None:
        content = (Run(block.alternative),)
        strips.append(UnreadStrip(composer.lines(parent.add("P"), content, _UNREAD, measure), measure))
    else:
        scale = min(min(block.width, measure.width) / image.width, _TALLEST / image.height)
        width, height = image.width * scale, image.height * scale
        element = parent.add("Figure", entries=f"/Alt{text_string(one_line(block.alternative))}")
        place = measure.start(width, composer.direction)
        strips.append(PictureStrip(element, name, place.left, width, height))
    strips[0].before = CAPTION.before
    if block.caption:
        strips[0].cost = NEVER
        strips += composer.lines(parent.add("Caption"), block.caption, _CAPTION, measure, towards=composer.direction)
    return Laid(strips, _AFTER)
