"""What the two ways of putting lines together share: values out of cells, and what is missing in the end."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop_app.exchange.sheet.plan import Cell, How, Line, Place, Ref
from desktop_app.exchange.sheet.table import row_name
from desktop_app.language import Message, _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from desktop_app.exchange.sheet.columns import ColumnMapping
    from desktop_app.exchange.sheet.ledger import Draft, Entry
    from desktop_app.exchange.sheet.plan import Link
    from desktop_app.exchange.sheet.targets import Target
    from desktop_app.records import Field, Record, RecordId, Value


def values_of(cells: Mapping[str, Cell], kind: str) -> dict[str, Value | Ref]:
    """The values of a kind that the cells of a line give, by field."""
    start = f"{kind}."
    return {
        slot.removeprefix(start): cell.value
        for slot, cell in cells.items()
        if slot.startswith(start) and cell.value is not None and cell.refusal is None
    }


def worked_out(cells: Mapping[str, Cell], kind: str) -> frozenset[str]:
    """The fields of a kind that the line does not say itself."""
    start = f"{kind}."
    return frozenset(
        slot.removeprefix(start) for slot, cell in cells.items() if slot.startswith(start) and not cell.text
    )


def without_doubts(cells: dict[str, Cell], kind: str) -> None:
    """Take the doubts off the cells of a kind: the line does not write them."""
    for slot, cell in cells.items():
        if slot.startswith(f"{kind}.") and cell.doubts:
            cells[slot] = replace(cell, doubts=())


class Unread:
    """Cells that cannot be read, of records that their lines do not make.

    Nothing is written of such a cell, so it keeps no list from being taken: it is in doubt. What several lines say
    alike of one record is told once.
    """

    def __init__(self) -> None:
        self._told: set[tuple[int | RecordId, str, str]] = set()

    def told(self, cells: dict[str, Cell], link: Link) -> None:
        """Say it of the cells of a linked record, where the line does not make that; note it where it does."""
        for slot, cell in cells.items():
            if cell.refusal is None or not slot.startswith(f"{link.kind}."):
                continue
            key = (link.record or link.made, slot, cell.text)
            if link.how is not How.NEW:
                said = () if key in self._told else (cell.refusal,)
                cells[slot] = replace(cell, doubts=cell.doubts + said, refusal=None)
            self._told.add(key)


def already(entry: Entry) -> Message:
    """That a record is there already, and where."""
    if entry.line is None:
        return _("Already in the workspace as “{name}”: not added again.", name=entry.said)
    return _("The same as “{name}” in row {row}: not added again.", name=entry.said, row=row_name(entry.line.row))


def where(entry: Entry) -> Message:
    """Where a record stands."""
    if entry.line is None:
        return _("in the workspace")
    return _("in row {row}", row=row_name(entry.line.row))


def with_what_is_missing(lines: Iterable[Line], drafts: Sequence[Draft], mapping: ColumnMapping) -> tuple[Line, ...]:
    """The lines with a refusal for each required value that nothing gives, and with what later lines added."""
    by_line: dict[Place, list[Draft]] = {}
    for draft in drafts:
        by_line.setdefault(draft.line, []).append(draft)
    needed = {kind.kind_name: _needed(kind, mapping.target) for kind in mapping.target.kinds}
    columns = mapping.by_slot()
    finished = []
    for line in lines:
        cells: dict[str, Cell] = {}
        for draft in by_line.get(line.place, ()):
            cells |= _missing(line, draft, needed.get(draft.kind, ()), columns)
            if draft.has_grown:
                cells |= _grown(line, draft, mapping.target, columns)
        finished.append(replace(line, cells={**line.cells, **cells}) if cells else line)
    return tuple(finished)


def _needed(kind: type[Record], target: Target) -> tuple[Field, ...]:
    """The fields that somebody must say: what is linked or placed by itself is not among them."""
    return tuple(
        field
        for field in kind.fields.values()
        if field.required and not field.default and f"{kind.kind_name}.{field.name}" in target.slots
    )


def _missing(
    line: Line, draft: Draft, needed: tuple[Field, ...], columns: Mapping[str, tuple[int, ...]]
) -> dict[str, Cell]:
    """A refusal for each required value that neither the line nor a later one gives."""
    cells: dict[str, Cell] = {}
    for field in needed:
        if draft.values.get(field.name) is None:
            slot = f"{draft.kind}.{field.name}"
            cell = line.cells.get(slot)
            if cell is None or cell.refusal is None:
                nothing = _("“{field}” is missing here, and it is required.", field=field.label)
                column = columns.get(slot, (-1,))[0]
                cells[slot] = Cell(cell.text if cell else "", None, column, refusal=nothing)
    return cells


def _grown(line: Line, draft: Draft, target: Target, columns: Mapping[str, tuple[int, ...]]) -> dict[str, Cell]:
    """The cells that later lines added to what a line makes."""
    cells: dict[str, Cell] = {}
    for name, value in draft.values.items():
        slot = f"{draft.kind}.{name}"
        cell = line.cells.get(slot)
        if slot in target.slots and not isinstance(value, Ref) and (cell is None or cell.value != value):
            cells[slot] = Cell("", value, columns.get(slot, (-1,))[0])
    return cells
