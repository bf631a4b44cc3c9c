"""The columns of a table, measured in the letters that are printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop_app.documents.columns import fitted
from desktop_app.documents.pdf.style import CELL, CELL_HEAD, CELL_SIDE

if TYPE_CHECKING:
    from desktop_app.documents.blocks import Table
    from desktop_app.documents.pdf.composer import Composer
    from desktop_app.documents.pdf.strips import Measure

_SIDES: Final = 2 * CELL_SIDE + 0.5


def columns(composer: Composer, block: Table, measure: Measure) -> list[Measure]:
    """The columns of a table from the start of the document's lines; enough of them for every cell."""

    def room_of(word: str, *, bold: bool) -> float:
        return composer.width(word, CELL_HEAD if bold else CELL) + _SIDES

    found: list[Measure] = []
    rest = measure
    for width in fitted(block, measure.width, room_of):
        found.append(rest.start(width, composer.direction))
        rest = rest.indented(width, composer.direction)
    return found
