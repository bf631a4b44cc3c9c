"""How wide the columns of a table are: as their shares say, but wide enough for their words if there is room.

Every format asks here and says how wide a word is in its letters; so a table has the same shape in all of them.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, Protocol

from desktop_app.documents.text.breaking import longest_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop_app.documents.blocks import Cell, Table

_LEAST_SHARE: Final = 0.02
_WIDEST_WORD: Final = 0.36
"""The share of a table's width that a word may ask for; a longer one is broken."""
_TRIED: Final = 3
"""How many of a column's longest words are measured."""
_FEW: Final = 16
"""Texts of a column up to which its longest words are kept."""


class Room(Protocol):
    """Says how wide a cell must be for each of some words to stand on one line; nothing if there are none."""

    def __call__(self, words: Sequence[str], *, bold: bool) -> float: ...


@lru_cache(maxsize=256)
def shared(shares: tuple[float, ...], whole: float) -> tuple[float, ...]:
    """Columns that fill the width as their shares say; a share of nothing still gets a little."""
    parts = [max(share, 0.0) for share in shares]
    if not sum(parts):
        parts = [1.0] * len(parts)
    least = _LEAST_SHARE * sum(parts)
    parts = [max(part, least) for part in parts]
    total = sum(parts)
    return tuple([part * whole / total for part in parts])


def fitted(block: Table, whole: float, room_of: Room) -> tuple[float, ...]:
    """The columns of a table, enough of them for every cell: those that are too narrow are made wider at the cost of
    those that have more than they need.
    """
    count = max([len(block.columns), len(block.header), *map(len, block.rows)])
    shares = tuple([column.share for column in block.columns])
    if count > len(shares):
        shares += (sum(shares) / len(shares) if shares else 1.0,) * (count - len(shares))
    asked = shared(shares, whole)
    most = whole * _WIDEST_WORD
    # A column that has all that a word may ask for lacks nothing, and what it can spare matters only if another lacks.
    needed = [0.0 if width >= most else _needed(block, at, most, room_of) for at, width in enumerate(asked)]
    lacking = sum(max(need - width, 0.0) for width, need in zip(asked, needed, strict=True))
    if lacking <= 0:
        return asked
    needed = [need or _needed(block, at, most, room_of) for at, need in enumerate(needed)]
    spare = sum(max(width - need, 0.0) for width, need in zip(asked, needed, strict=True))
    if spare <= 0:
        return asked
    taken, left = min(lacking / spare, 1.0), spare
    found = [width + min(need - width, 0.0) * taken for width, need in zip(asked, needed, strict=True)]
    # Where not all can be had, those that lack least come first: one endless word tears no others.
    for at in sorted(range(count), key=lambda at: needed[at] - asked[at]):
        granted = min(max(needed[at] - asked[at], 0.0), left)
        found[at], left = found[at] + granted, left - granted
    return tuple(found)


def _needed(block: Table, at: int, most: float, room_of: Room) -> float:
    """The width that a column's longest words ask for."""
    bold = block.first_column_is_header and at == 0
    head = _texts(block.header[at : at + 1])
    cells = [row[at] for row in block.rows if at < len(row)]
    needed = max(room_of(_longest(head), bold=True), room_of(_longest(_texts(cells)), bold=bold))
    if not bold and (heavy := _texts(cells, bold=True)):
        needed = max(needed, room_of(_longest(heavy), bold=True))
    return min(needed, most)


def _longest(texts: list[str]) -> Sequence[str]:
    """The words of a column that may be its widest. Tables of few rows often say the same in a column."""
    return _known_longest(tuple(texts)) if len(texts) <= _FEW else longest_words(texts, _TRIED)


@lru_cache(maxsize=1024)
def _known_longest(texts: tuple[str, ...]) -> Sequence[str]:
    return tuple(longest_words(texts, _TRIED))


def _texts(cells: Sequence[Cell], *, bold: bool = False) -> list[str]:
    """The texts of cells, or the bold ones alone."""
    return [run.text for cell in cells for paragraph in cell.paragraphs for run in paragraph if run.bold or not bold]
