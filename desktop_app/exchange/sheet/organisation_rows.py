"""The organisation that a row names, with its acronym and its type worked out where the name says them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop_app.exchange.sheet.labels import Labels
from desktop_app.exchange.sheet.organisations import guess_type, split_acronym, suggest_player
from desktop_app.exchange.sheet.plan import Cell
from desktop_app.exchange.sheet.values import language_of
from desktop_app.language import _
from desktop_app.records import Translated

if TYPE_CHECKING:
    from desktop_app.exchange.sheet.rows import RowReader


def organisation_cells(reader: RowReader, row: int) -> dict[str, Cell]:
    """The cells of a row's organisation, its acronym and type worked out where the list says them with the name."""
    cells: dict[str, Cell] = {}
    for slot in reader.slots(row, "organisation"):
        if (cell := reader.cell(row, slot)) is not None:
            cells[slot] = cell
    name = cells.get("organisation.name")
    acronym = cells.get("organisation.acronym")
    if name is None or name.value is None:
        if name is not None and name.refusal is not None:
            return cells
        if acronym is None or not acronym.value:
            return {}
        name = reader.read("organisation.name", acronym.text, acronym.column)
        cells["organisation.name"] = replace(name, doubts=(_("Only the acronym is given here."),))
    elif acronym is None and reader.typed(row, "organisation.acronym") is None:
        _take_acronym(reader, cells, name)
    _guess(reader, row, cells)
    return cells


def _take_acronym(reader: RowReader, cells: dict[str, Cell], name: Cell) -> None:
    found = split_acronym(name.text)
    if found.acronym:
        language = language_of(found.name, reader.mapping.language)
        cells["organisation.name"] = replace(name, value=Translated({language: found.name}))
        cells["organisation.acronym"] = reader.read("organisation.acronym", found.acronym, name.column)


def _guess(reader: RowReader, row: int, cells: dict[str, Cell]) -> None:
    """The type that the name speaks of, and the player that such an organisation most often is."""
    said = cells.get("organisation.type")
    if said is None and reader.typed(row, "organisation.type") is None:
        code = guess_type(cells["organisation.name"].text)
        if code:
            guessed = _(
                "The type is guessed from the name: “{label}”.", label=Labels("organisation_type", codes=(code,))
            )
            column = next(iter(reader.columns.get("organisation.type", ())), -1)
            said = cells["organisation.type"] = Cell("", code, column, (guessed,))
    if said is not None and "organisation.player" not in cells:
        player = suggest_player(str(said.value or ""), said.text)
        if player and reader.typed(row, "organisation.player") is None:
            cells["organisation.player"] = Cell("", player)
