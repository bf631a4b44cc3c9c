"""How wide the columns of a table are: as their shares say, but wide enough for their words if there is room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop_app.documents.pdf.style import CELL, CELL_HEAD, CELL_SIDE
from desktop_app.documents.text.breaking import longest_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop_app.documents.blocks import Cell, Table
    from desktop_app.documents.pdf.composer import Composer
    from desktop_app.documents.pdf.strips import Measure

_LEAST_SHARE: Final = 0.02
_WIDEST_WORD: Final = 0.3
"""The share of a table's width that a word may ask for; a longer one is broken."""
_TRIED: Final = 3
"""How many of a column's longest words are measured."""


def columns(composer: Composer, block: Table, measure: Measure) -> list[Measure]:
    """The columns of a table from the start of the document's lines; enough of them for every cell."""
    count = max([len(block.columns), len(block.header), *(len(row) for row in block.rows)])
    widths = _fitted(_shared(block, count, measure.width), _needed(composer, block, count, measure.width))
    found: list[Measure] = []
    rest = measure
    for width in widths:
        found.append(rest.start(width, composer.direction))
        rest = rest.indented(width, composer.direction)
    return found


def _shared(block: Table, count: int, width: float) -> list[float]:
    """The widths that the shares ask for; a column without a share gets what is usual."""
    shares = [max(column.share, 0.0) for column in block.columns]
    usual = sum(shares) / len(shares) if sum(shares) else 1.0
    shares = (shares if sum(shares) else [usual] * len(shares)) + [usual] * (count - len(shares))
    shares = [max(share, _LEAST_SHARE * sum(shares)) for share in shares]
    return [width * share / sum(shares) for share in shares]


def _needed(composer: Composer, block: Table, count: int, width: float) -> list[float]:
    """The width of each column's longest word, with the distances at its sides."""
    found = [0.0] * count
    for number in range(count):
        head = block.header[number : number + 1]
        body = [row[number] for row in block.rows if number < len(row)]
        bold = block.first_column_is_header and number == 0
        words = [(word, CELL_HEAD) for word in longest_words(_texts(head), _TRIED)]
        words += [(word, CELL_HEAD if bold else CELL) for word in longest_words(_texts(body), _TRIED)]
        if words:
            widest = max(composer.width(word, text) for word, text in words)
            found[number] = min(widest + 2 * CELL_SIDE + 0.5, width * _WIDEST_WORD)
    return found


def _texts(cells: Sequence[Cell]) -> list[str]:
    return [run.text for cell in cells for paragraph in cell.paragraphs for run in paragraph]


def _fitted(widths: list[float], needed: list[float]) -> list[float]:
    """The widths with those that are too narrow made wider, at the cost of those that have more than they need."""
    lacking = sum(max(need - width, 0.0) for width, need in zip(widths, needed, strict=True))
    spare = sum(max(width - need, 0.0) for width, need in zip(widths, needed, strict=True))
    if lacking <= 0 or spare <= 0:
        return widths
    given = min(lacking / spare, 1.0)
    granted = min(spare / lacking, 1.0)
    return [
        width + (need - width) * granted if need > width else width - (width - need) * given
        for width, need in zip(widths, needed, strict=True)
    ]
