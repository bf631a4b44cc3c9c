"""Tables: a head that is repeated on each page, rows that are kept whole where they fit."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from desktop_app.documents.blocks import Tone
from desktop_app.documents.marks import is_muted
from desktop_app.documents.pdf.columns import columns
from desktop_app.documents.pdf.flow import FREE, HELD, INSIDE, LONELY, Strip
from desktop_app.documents.pdf.objects import text_string
from desktop_app.documents.pdf.strips import Laid
from desktop_app.documents.pdf.style import (
    BOLD_TONES,
    CAPTION,
    CELL,
    CELL_HEAD,
    CELL_SIDE,
    CELL_TOP,
    RULE,
    SHADE,
    SHADE_OF,
    STRONG_RULE,
    TEXT_HEIGHT,
)
from desktop_app.documents.rows import held
from desktop_app.documents.text.clean import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop_app.documents.blocks import Cell, Table
    from desktop_app.documents.pdf.composer import Composer
    from desktop_app.documents.pdf.sheet import Sheet
    from desktop_app.documents.pdf.strips import LineStrip, Measure
    from desktop_app.documents.pdf.style import Text
    from desktop_app.documents.pdf.tags import Element

_HEAD_SCOPE: Final = "<</O/Table/Scope/Column>>"
_ROW_SCOPE: Final = "<</O/Table/Scope/Row>>"
_PARAGRAPH_GAP: Final = 3.0
_AFTER: Final = 13.0
_TALLEST_HEAD: Final = 0.4
"""The share of a page that a head may take to be repeated."""
_SHADED: Final = frozenset({Tone.DECISION, Tone.ACTION, Tone.WARNING})
_REPORTED_EVERY: Final = 128


class RowStrip(Strip):
    """A row, or some lines of one that is taller than a page: lines at distances from its top."""

    def __init__(self, height: float, measure: Measure) -> None:
        super().__init__(height)
        self.left, self.width = measure.left, measure.width
        self.lines: list[tuple[LineStrip, float]] = []
        self.shaded: list[tuple[LineStrip, float]] = []
        """Those of them that have something behind their words."""
        self.shade = ""
        self.rule = RULE
        """The colour of the rule below, if any."""
        self.over = ""
        """The colour of the rule above, if any."""

    def add(self, line: LineStrip, distance: float) -> None:
        """Take a line at a distance from the top."""
        placed = line, distance
        self.lines.append(placed)
        if line.shade:
            self.shaded.append(placed)
        if line.notes:
            self.notes += line.notes

    def ground(self, sheet: Sheet, top: float) -> None:
        """Shades, and the rule below."""
        if self.shade:
            sheet.fill(self.left, top, self.width, self.height, self.shade)
        for line, distance in self.shaded:
            line.ground(sheet, top + distance)
        if self.over:
            sheet.rule(self.left, top, self.width, self.over)
        if self.rule:
            sheet.rule(self.left, top + self.height, self.width, self.rule)

    def draw(self, sheet: Sheet, top: float) -> None:
        """The text, cell by cell."""
        for line, distance in self.lines:
            line.draw(sheet, top + distance)


class RepeatedRow(Strip):
    """The head of a table once more: seen again, but not read again."""

    def __init__(self, row: RowStrip) -> None:
        super().__init__(row.height)
        self.row = row

    def ground(self, sheet: Sheet, top: float) -> None:
        """Shades and rule."""
        self.row.ground(sheet, top)

    def draw(self, sheet: Sheet, top: float) -> None:
        """The text, as furniture of the page."""
        for line, distance in self.row.lines:
            sheet.line(None, line.left, top + distance + line.depth, line.line)


def table(composer: Composer, block: Table, parent: Element, measure: Measure) -> Laid:
    """A table; its columns share the width, from the start of the document's lines."""
    summary = f"/Summary{text_string(one_line(block.summary))}" if block.summary else ""
    element = parent.add("Table", f"<</O/Table{summary}>>" if summary else "")
    return Laid(_strips(composer, block, element, measure), _AFTER)


def _strips(composer: Composer, block: Table, element: Element, measure: Measure) -> Iterator[Strip]:
    """The caption, the head and the rows, each row when it is wanted: a long table is never in memory as a whole."""
    above: list[Strip] = []
    if block.caption:
        above += composer.lines(
            element.add("Caption"), block.caption, CAPTION, measure, towards=composer.direction, held=True
        )
    widths = _insides(columns(composer, block, measure))
    head: list[RowStrip] = []
    if block.header and widths:
        head = _head(composer, block, element.add("THead"), widths, measure)
        head[0].before, head[0].over = CAPTION.after if above else 0.0, STRONG_RULE
        above += head
    if block.rows and widths:
        yield from above
        yield from _body(composer, block, element.add("TBody"), widths, measure, head)
    elif above:
        above[-1].cost = FREE
        yield from above


def _head(
    composer: Composer, block: Table, group: Element, widths: Sequence[Measure], measure: Measure
) -> list[RowStrip]:
    """The head in one piece; in lines only if it would leave no room for rows."""
    row = group.add("TR")
    cells = [
        _lines(composer, cell, row.add("TH", _HEAD_SCOPE), column, CELL_HEAD)
        for cell, column in zip(block.header, widths, strict=False)
    ]
    strips = [_whole(cells, measure)]
    if strips[0].height > TEXT_HEIGHT * _TALLEST_HEAD:
        strips = _divided(cells, measure)
    for strip in strips:
        strip.shade = SHADE
    strips[-1].cost, strips[-1].rule = HELD, STRONG_RULE
    return strips


def _body(
    composer: Composer, block: Table, group: Element, widths: Sequence[Measure], measure: Measure, head: list[RowStrip]
) -> Iterator[Strip]:
    repeated = RepeatedRow(head[0]) if len(head) == 1 else None
    room = TEXT_HEIGHT - (repeated.height if repeated is not None else 0.0)
    for number, (row, stays) in enumerate(zip(block.rows, held(block), strict=True), 1):
        if number % _REPORTED_EVERY == 1:
            composer.breathe()
        cells = _cells(composer, block, row, group.add("TR"), widths)
        strips: list[RowStrip] = [_whole(cells, measure)]
        if strips[0].height > room:
            strips = _divided(cells, measure)
        for strip in strips:
            strip.repeated = repeated
        if number == 1:
            strips[0].repeated = None
            strips[0].over = "" if head else STRONG_RULE
        if number == len(block.rows):
            strips[-1].rule = STRONG_RULE
        strips[-1].cost = LONELY if stays else FREE
        yield from strips


def _cells(
    composer: Composer, block: Table, row: Sequence[Cell], element: Element, widths: Sequence[Measure]
) -> list[list[LineStrip]]:
    cells = []
    for number, (cell, column) in enumerate(zip(row, widths, strict=False)):
        heads = number == 0 and block.first_column_is_header
        owner = element.add("TH", _ROW_SCOPE) if heads else element.add("TD")
        toned = cell.tone is not Tone.PLAIN
        text = CELL_HEAD if heads or (toned and cell.tone in BOLD_TONES) else CELL
        lines = _lines(composer, cell, owner, column, text.toned(cell.tone))
        if toned and cell.tone in _SHADED:
            for line in lines:
                line.shade = SHADE_OF[cell.tone]
        cells.append(lines)
    for _ in range(len(row), len(widths)):
        element.add("TD")
    return cells


def _lines(composer: Composer, cell: Cell, owner: Element, inside: Measure, text: Text) -> list[LineStrip]:
    """The lines of a cell. Text of the other direction begins at the column's start too, while it is one line."""
    lines: list[LineStrip] = []
    towards, align = composer.direction, cell.align_in(composer.direction)
    for paragraph in cell.paragraphs:
        if not paragraph:
            continue
        element = owner if len(cell.paragraphs) == 1 else owner.add("P")
        look = CELL if text is CELL_HEAD and is_muted(paragraph) else text
        side = composer.side_of(paragraph)
        found = composer.lines(element, paragraph, look, inside, side=side, align=align, towards=towards)
        if side != towards and len(found) > 1 and cell.align == "start":
            composer.align(found, inside, side)
        if lines:
            found[0].before = _PARAGRAPH_GAP
        lines += found
    return lines


@lru_cache(maxsize=256)
def _insides(columns: tuple[Measure, ...]) -> tuple[Measure, ...]:
    """The columns without what is left free at their sides."""
    return tuple([column.indented(CELL_SIDE, "ltr").indented(CELL_SIDE, "rtl") for column in columns])


def _whole(cells: list[list[LineStrip]], measure: Measure) -> RowStrip:
    """A row in one piece."""
    lowest = CELL_TOP + CELL.leading
    strip = RowStrip(lowest, measure)
    for cell in cells:
        distance = CELL_TOP
        for line in cell:
            distance += line.before
            strip.add(line, distance)
            distance += line.height
        if distance > lowest:
            lowest = distance
    strip.height = lowest + CELL_TOP
    return strip


def _divided(cells: list[list[LineStrip]], measure: Measure) -> list[RowStrip]:
    """A row line by line, where the lines of its cells stand side by side."""
    count = max(len(cell) for cell in cells)
    strips = []
    for number in range(count):
        lines = [cell[number] for cell in cells if number < len(cell)]
        above = max(line.before for line in lines) + (CELL_TOP if number == 0 else 0.0)
        below = CELL_TOP if number == count - 1 else 0.0
        strip = RowStrip(above + max(line.height for line in lines) + below, measure)
        for line in lines:
            strip.add(line, above)
        strip.rule = RULE if number == count - 1 else ""
        strip.cost = LONELY if number in (0, count - 2) else INSIDE
        strips.append(strip)
    strips[-1].cost = FREE
    return strips
