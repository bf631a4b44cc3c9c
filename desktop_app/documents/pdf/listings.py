"""Lists, and terms with what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop_app.documents.pdf.flow import FREE, LONELY, Strip
from desktop_app.documents.pdf.strips import Laid
from desktop_app.documents.pdf.style import BODY, BULLET_INDENT, LIST_GAP, NUMBER_GAP, NUMBER_INDENT, TERM, VALUE
from desktop_app.documents.rows import held_items

if TYPE_CHECKING:
    from desktop_app.documents.blocks import Definitions, Listing
    from desktop_app.documents.pdf.composer import Composer
    from desktop_app.documents.pdf.sheet import Sheet
    from desktop_app.documents.pdf.strips import LineStrip, Measure
    from desktop_app.documents.pdf.tags import Element

_BULLET: Final = "•"
_NUMBERING: Final = "<</O/List/ListNumbering/{}>>"
_TERM_SHARE: Final = (0.16, 0.34)
"""The least and the greatest share of the width for the terms."""
_LONGEST_MARK: Final = 20
"""Characters of a mark for which its column is made wide enough."""
_COLUMN_GAP: Final = 14.0
_PAIR_GAP: Final = 2.5


def listing(composer: Composer, block: Listing, parent: Element, measure: Measure) -> Laid:
    """A list. Each item's bullet hangs at the start of the item's own direction, its text in line with paragraphs'."""
    element = parent.add("L", _NUMBERING.format("None" if block.marks else "Disc"))
    marks = [*block.marks, *([_BULLET] * (len(block.items) - len(block.marks)))]
    indent = max([NUMBER_INDENT, *(composer.width(mark[:_LONGEST_MARK], BODY) + NUMBER_GAP for mark in marks)])
    indent = min(indent, measure.width / 2)
    strips: list[Strip] = []
    for item, mark, stays in zip(block.items, marks, held_items(block), strict=False):
        entry = element.add("LI")
        label, body = entry.add("Lbl"), entry.add("LBody")
        side = composer.side_of(item)
        lines = composer.lines(body, item, BODY, measure.indented(indent, side), side=side)
        hung = measure.start(indent, side)
        hung = hung.indented(min(BULLET_INDENT, indent / 2), side) if mark == _BULLET else hung
        composer.label(lines[0], label, mark, BODY, hung, side)
        lines[0].before = LIST_GAP if strips else BODY.before
        lines[-1].cost = max(lines[-1].cost, LONELY) if stays else lines[-1].cost
        strips += lines
    return Laid(strips, BODY.after)


class PairStrip(Strip):
    """A line of a term beside a line of what it is."""

    def __init__(self, term: LineStrip | None, value: LineStrip | None) -> None:
        super().__init__(max(line.height for line in (term, value) if line is not None))
        self.term, self.value = term, value
        self.notes = tuple(note for line in (term, value) if line is not None for note in line.notes)

    def draw(self, sheet: Sheet, top: float) -> None:
        """Draw both on one baseline."""
        depth = max(line.depth for line in (self.term, self.value) if line is not None)
        for line in (self.term, self.value):
            if line is not None:
                line.draw(sheet, top + depth - line.depth)


def definitions(composer: Composer, block: Definitions, parent: Element, measure: Measure) -> Laid:
    """Terms and what they are, in two columns; the terms' column is as wide as they need, within limits."""
    element = parent.add("L", _NUMBERING.format("None"))
    side = composer.direction
    widest = max((composer.width("".join(run.text for run in term), TERM) for term, _ in block.pairs), default=0.0)
    share = min(max(widest + 1, measure.width * _TERM_SHARE[0]), measure.width * _TERM_SHARE[1])
    terms, values = measure.start(share, side), measure.indented(share + _COLUMN_GAP, side)
    strips: list[Strip] = []
    for term, value in block.pairs:
        entry = element.add("LI")
        first = composer.lines(entry.add("Lbl"), term, TERM, terms, towards=side)
        second = composer.lines(entry.add("LBody"), value, VALUE, values, towards=side)
        count = max(len(first), len(second))
        rows: list[Strip] = [
            PairStrip(first[at] if at < len(first) else None, second[at] if at < len(second) else None)
            for at in range(count)
        ]
        for at, row in enumerate(rows):
            row.cost = LONELY if at < count - 1 and (at == 0 or at == count - 2) else FREE
        rows[0].before = _PAIR_GAP
        strips += rows
    return Laid(strips, BODY.after + 3)
