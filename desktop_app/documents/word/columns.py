"""The columns of a table in twentieths of a point, measured in Word's letters."""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Final

from desktop_app.documents.columns import fitted, shared
from desktop_app.documents.word.look import SIDE_OF_CELL, TABLE_SIZE, twips
from desktop_app.documents.word.measuring import width_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop_app.documents.blocks import Table

_SIDES: Final = 2 * SIDE_OF_CELL + 1


def widths(shares: Iterable[float], whole: float) -> tuple[int, ...]:
    """Columns that fill the width exactly."""
    return _rounded(shared(tuple(shares), whole), whole)


def table_columns(block: Table, whole: float, scale: float) -> tuple[int, ...]:
    """The columns of a table whose letters take so much more room than ours; enough of them for every cell."""

    def room_of(words: Sequence[str], *, bold: bool) -> float:
        return max([width_of(word, TABLE_SIZE * scale, bold=bold) + _SIDES for word in words], default=0.0)

    return _rounded(fitted(block, whole, room_of), whole)


@lru_cache(maxsize=256)
def _rounded(columns: tuple[float, ...], whole: float) -> tuple[int, ...]:
    """Whole numbers whose sum is that of the whole width."""
    factor = twips(whole) / whole
    edges = accumulate((column * factor for column in columns), initial=0.0)
    return tuple([round(after) - round(before) for before, after in pairwise(edges)])
