"""How wide the columns of a table are: as their shares say, but wide enough for their words if there is room."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Final

from desktop_app.documents.text.breaking import longest_words
from desktop_app.documents.word.look import SIDE_OF_CELL, TABLE_SIZE, TEXT_WIDTH, twips
from desktop_app.documents.word.measuring import width_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop_app.documents.blocks import Cell, Table

_LEAST_SHARE: Final = 0.02
_WIDEST_WORD: Final = 0.3
"""The share of a table's width that a word may ask for; a longer one is broken."""
_TRIED: Final = 3
"""How many of a column's longest words are measured."""


def widths(shares: Iterable[float], whole: float = TEXT_WIDTH) -> list[int]:
    """Columns in twips that fill the width exactly; a share of nothing still gets a little."""
    parts = [max(share, 0.0) for share in shares]
    if not sum(parts):
        parts = [1.0] * len(parts)
    least = _LEAST_SHARE * sum(parts)
    parts = [max(part, least) for part in parts]
    factor = twips(whole) / sum(parts) if parts else 0.0
    edges = accumulate((part * factor for part in parts), initial=0.0)
    return [round(after) - round(before) for before, after in pairwise(edges)]


def table_columns(block: Table, whole: float) -> list[int]:
    """The columns of a table in twips; enough of them for every cell."""
    count = max([len(block.columns), len(block.header), *(len(row) for row in block.rows)])
    shares = [column.share for column in block.columns]
    usual = sum(shares) / len(shares) if shares else 1.0
    asked = [width / 20 for width in widths(shares + [usual] * (count - len(shares)), whole)]
    needed = [min(_needed(block, number), whole * _WIDEST_WORD) for number in range(count)]
    return widths(_fitted(asked, needed), whole)


def _needed(block: Table, number: int) -> float:
    """The width of a column's longest word, with the room at its sides."""
    head = _texts(block.header[number : number + 1])
    body = _texts([row[number] for row in block.rows if number < len(row)])
    bold = block.first_column_is_header and number == 0
    found = [width_of(word, TABLE_SIZE, bold=True) for word in longest_words(head, _TRIED)]
    found += [width_of(word, TABLE_SIZE, bold=bold) for word in longest_words(body, _TRIED)]
    return max(found, default=0.0) + 2 * SIDE_OF_CELL + 1


def _texts(cells: Sequence[Cell]) -> list[str]:
    return [run.text for cell in cells for paragraph in cell.paragraphs for run in paragraph]


def _fitted(asked: list[float], needed: list[float]) -> list[float]:
    """The widths with those that are too narrow made wider, at the cost of those that have more than they need."""
    lacking = sum(max(need - width, 0.0) for width, need in zip(asked, needed, strict=True))
    spare = sum(max(width - need, 0.0) for width, need in zip(asked, needed, strict=True))
    if lacking <= 0 or spare <= 0:
        return asked
    taken, granted = min(lacking / spare, 1.0), min(spare / lacking, 1.0)
    return [
        width + (need - width) * (granted if need > width else taken) for width, need in zip(asked, needed, strict=True)
    ]
