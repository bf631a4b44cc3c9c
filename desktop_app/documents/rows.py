"""Where a table or a list may be divided: after which of its rows or items no page should end.

Every format asks here, so that none leaves a row or an item alone.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from desktop_app.documents.blocks import Cell, Listing, Table

_MOST_ROWS: Final = 12
_MOST_LETTERS: Final = 60
"""Of a table that is kept whole: rows, and letters in a cell."""
_LONELY_LETTERS: Final = 100
"""In each cell of a row that would look alone at either end of a table: more of them are several lines."""


def held(table: Table) -> list[bool]:
    """For each row, whether it should stay on a page with the next one.

    A small table is kept whole. Of a larger one neither the first nor the last row stands alone where it is short (one
    of many lines is a text of its own, and to hold it would leave much of a page empty), and rows whose first cell is
    empty since they go on about the one above stay with it.
    """
    rows = table.rows
    if not rows:
        return []
    if len(rows) <= _MOST_ROWS and all(_is_short(cell) for row in rows for cell in row):
        return [True] * (len(rows) - 1) + [False]
    found = [table.first_column_is_header and _goes_on(after) for _row, after in pairwise(rows)]
    if found:
        found[0] = found[0] or not _is_tall(rows[0])
        found[-1] = found[-1] or not _is_tall(rows[-1])
    return [*found, False]


def held_items(listing: Listing) -> list[bool]:
    """For each item, whether it should stay on a page with the next one: no short one stands alone at either end."""
    short = [sum(len(run.text) for run in item) <= _LONELY_LETTERS for item in listing.items]
    last = len(short) - 1
    return [at < last and ((at == 0 and short[0]) or (at == last - 1 and short[last])) for at in range(last + 1)]


def _is_short(cell: Cell) -> bool:
    paragraphs = cell.paragraphs
    return not paragraphs or (len(paragraphs) == 1 and sum([len(run.text) for run in paragraphs[0]]) <= _MOST_LETTERS)


def _is_tall(row: tuple[Cell, ...]) -> bool:
    return any(_letters(cell) > _LONELY_LETTERS for cell in row)


def _letters(cell: Cell) -> int:
    return sum(len(run.text) for paragraph in cell.paragraphs for run in paragraph)


def _goes_on(row: tuple[Cell, ...]) -> bool:
    return bool(row) and not any(run.text for paragraph in row[0].paragraphs for run in paragraph)
