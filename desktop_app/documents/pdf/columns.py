"""The columns of a table, measured in the letters that are printed."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from desktop_app.documents.columns import fitted
from desktop_app.documents.pdf.style import CELL, CELL_HEAD, CELL_SIDE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop_app.documents.blocks import Table
    from desktop_app.documents.pdf.composer import Composer
    from desktop_app.documents.pdf.strips import Measure
    from desktop_app.language import Direction

_SIDES: Final = 2 * CELL_SIDE + 0.5


def columns(composer: Composer, block: Table, measure: Measure) -> tuple[Measure, ...]:
    """The columns of a table from the start of the document's lines; enough of them for every cell."""

    def room_of(words: Sequence[str], *, bold: bool) -> float:
        text = CELL_HEAD if bold else CELL
        return max([composer.width(word, text) + _SIDES for word in words], default=0.0)

    return _side_by_side(fitted(block, measure.width, room_of), measure, composer.direction)


@lru_cache(maxsize=256)
def _side_by_side(widths: tuple[float, ...], measure: Measure, direction: Direction) -> tuple[Measure, ...]:
    found: list[Measure] = []
    for width in widths:
        found.append(measure.start(width, direction))
        measure = measure.indented(width, direction)
    return tuple(found)
