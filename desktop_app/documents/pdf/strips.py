"""Text on its way down the page: a column, a line in it, what a block is laid out as."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from desktop_app.documents.pdf.flow import FREE, HELD, LONELY, Strip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from desktop_app.documents.blocks import Align
    from desktop_app.documents.pdf.lines import Line
    from desktop_app.documents.pdf.sheet import Sheet
    from desktop_app.documents.pdf.tags import Element
    from desktop_app.language import Direction

    Refer = Callable[[Element, int], Element]
    """Makes the element of a footnote's mark in a paragraph."""

_SHADE_SIDE: Final = 4.0


class Measure(NamedTuple):
    """A column of the page in which text is set: its left edge and its width."""

    left: float
    width: float

    def indented(self, by: float, side: Direction) -> Measure:
        """The column without a part at the start of lines of that direction."""
        return Measure(self.left if side == "rtl" else self.left + by, self.width - by)

    def start(self, width: float, side: Direction) -> Measure:
        """The part of that width at the start of lines of that direction."""
        return Measure(self.left + self.width - width if side == "rtl" else self.left, width)


class HeadingMark(NamedTuple):
    """A heading for the bookmarks and the contents; where it stands is known once the pages are."""

    level: int
    text: str
    strip: Strip


class Laid(NamedTuple):
    """A block as strips, to be taken once, and the least distance to what follows it."""

    strips: Iterable[Strip]
    after: float


class LineStrip(Strip):
    """A line of text in a column; ``left`` is where its first glyph stands."""

    label: tuple[Element, Line, float] | None = None
    """What hangs before the line: its element, its own line and where that begins."""
    shade = ""
    """What lies behind the words of the line."""

    def __init__(self, element: Element, line: Line, left: float, height: float, depth: float, refer: Refer) -> None:
        self.height = height
        self.element, self.line, self.left, self.depth, self.refer = element, line, left, depth, refer
        if line.notes:
            self.notes = line.notes

    def ground(self, sheet: Sheet, top: float) -> None:
        """The shade, a little wider than the words."""
        if self.shade and self.line.width:
            sheet.fill(
                self.left - _SHADE_SIDE, top + 0.5, self.line.width + 2 * _SHADE_SIDE, self.height - 1, self.shade
            )

    def draw(self, sheet: Sheet, top: float) -> None:
        """Draw what hangs, and the line."""
        inks, _, notes, marks, strokes = self.line
        left, baseline = self.left, top + self.depth
        if self.label is not None:
            element, line, beside = self.label
            sheet.line(element, beside, baseline, line)
        if notes:
            self._draw_with_notes(sheet, baseline)
        elif inks:
            sheet.text(self.element, left, baseline, inks)
        for stroke in strokes:
            sheet.rule(left + stroke.left, baseline - stroke.up, stroke.width, stroke.colour, 0.6)
        if marks:
            sheet.marks(self.element, left, baseline, marks)

    def _draw_with_notes(self, sheet: Sheet, baseline: float) -> None:
        """The marks of footnotes are references, followed in the structure by the footnotes themselves."""
        for ink in self.line.inks:
            element = self.refer(self.element, ink.note) if ink.note else self.element
            sheet.text(element, self.left + ink.left, baseline, [ink])


def set_costs(strips: Sequence[Strip], *, held: bool = False) -> None:
    """What it costs to break a page after each line: one line is not left alone at either end."""
    if len(strips) > 1:
        strips[0].cost = strips[-2].cost = LONELY
    strips[-1].cost = HELD if held else FREE


def edge(line: Line, measure: Measure, align: Align, side: Direction) -> float:
    """Where the first glyph of a line stands in a column."""
    if align == "centre":
        return measure.left + (measure.width - line.width) / 2
    if (align == "start") == (side == "ltr"):
        return measure.left
    return measure.left + measure.width - line.width
