"""The table of contents: its lines are set before the pages are known, its page numbers drawn after."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from desktop_app.documents.blocks import Heading, Run
from desktop_app.documents.pdf.composer import plain
from desktop_app.documents.pdf.flow import HELD, Strip
from desktop_app.documents.pdf.paragraphs import heading_text
from desktop_app.documents.pdf.sheet import Link
from desktop_app.documents.pdf.strips import Laid
from desktop_app.documents.pdf.style import BODY, HEADINGS, STRONG_RULE, Text
from desktop_app.documents.text.clean import is_blank

if TYPE_CHECKING:
    from desktop_app.documents.blocks import Contents
    from desktop_app.documents.pdf.composer import Composer
    from desktop_app.documents.pdf.sheet import Sheet
    from desktop_app.documents.pdf.strips import LineStrip, Measure
    from desktop_app.documents.pdf.tags import Element

_ENTRIES: Final = (
    Text(10.5, 17, before=6, bold=True),
    Text(10, 15.5, before=1),
    Text(9.5, 14.5, before=0),
)
_INDENT: Final = 14.0
_NUMBER_ROOM: Final = 34.0
_BESIDE_DOTS: Final = 6.0
_LEAST_DOTS: Final = 12.0


class EntryStrip(Strip):
    """One line of an entry; the last has dots and the number of the page. Every line leads to the heading."""

    def __init__(
        self,
        composer: Composer,
        line: LineStrip,
        link: Element,
        index: int,
        said: str,
        measure: Measure,
        text: Text,
        *,
        last: bool,
    ) -> None:
        super().__init__(line.height, line.before, line.cost)
        self.composer, self.line, self.link, self.index, self.said = composer, line, link, index, said
        self.measure, self.text = measure, text if last else None

    def draw(self, sheet: Sheet, top: float) -> None:
        """Draw the entry, and lead from it to its heading."""
        self.line.draw(sheet, top)
        if self.text is not None:
            sheet.later(partial(self._draw_number, top=top, text=self.text))
        sheet.link(Link(self.measure.left, top, self.measure.width, self.height, self.index, self.said, self.link))

    def _draw_number(self, sheet: Sheet, *, top: float, text: Text) -> None:
        number = str(self.composer.headings[self.index].strip.page + 1)
        side, measure, line = self.composer.direction, self.measure, self.line
        width = self.composer.width(number, text)
        end = measure.left + measure.width
        at = measure.left if side == "rtl" else end - width
        baseline = top + line.depth
        start, stop = line.left + line.line.width + _BESIDE_DOTS, at - _BESIDE_DOTS
        if side == "rtl":
            start, stop = at + width + _BESIDE_DOTS, line.left - _BESIDE_DOTS
        if stop - start > _LEAST_DOTS:
            sheet.dots(start, baseline, stop - start, STRONG_RULE)
        sheet.line(self.link, at, baseline, self.composer.line(number, text))


def contents(composer: Composer, block: Contents, headings: list[Heading], parent: Element, measure: Measure) -> Laid:
    """The contents, made from the headings of the document down to a level."""
    strips: list[Strip] = []
    if not is_blank(plain(block.heading)):
        text = HEADINGS[0]
        strips += composer.lines(
            parent.add(f"H{composer.heading_level(1)}"), block.heading, text, measure, towards=composer.direction
        )
        strips[-1].cost = HELD
    element = parent.add("TOC")
    for index, heading in enumerate(headings):
        if heading.level <= block.depth:
            strips += _entry(composer, heading, index, element, measure)
    if len(strips) > 1 and strips[0].cost == HELD:
        strips[1].before = max(strips[1].before, HEADINGS[0].after)
    return Laid(strips, BODY.after * 2)


def _entry(composer: Composer, heading: Heading, index: int, parent: Element, measure: Measure) -> list[EntryStrip]:
    text = _ENTRIES[heading.level - 1]
    side = composer.direction
    link = parent.add("TOCI").add("Reference").add("Link")
    inside = measure.indented(_INDENT * (heading.level - 1), side)
    room = inside.start(inside.width - _NUMBER_ROOM, side)
    number = (Run(f"{heading.number}\u2002"),) if heading.number else ()
    words = tuple(Run(run.text, language=run.language) for run in heading.content)
    lines = composer.lines(link, number + words, text, room, side=side)
    said = heading_text(heading)
    return [EntryStrip(composer, line, link, index, said, inside, text, last=line is lines[-1]) for line in lines]
