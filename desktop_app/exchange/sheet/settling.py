"""What the two ways of putting lines together share: values out of cells, and what is missing in the end."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop_app.exchange.sheet.plan import Cell, Line, Place, Ref
from desktop_app.exchange.sheet.table import row_name
from desktop_app.language import Message, _
from desktop_app.records import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from desktop_app.exchange.sheet.columns import ColumnMapping
    from desktop_app.exchange.sheet.ledger import Draft, Entry
    from desktop_app.exchange.sheet.targets import Target
    from desktop_app.records import Value


def values_of(cells: Mapping[str, Cell], kind: str) -> dict[str, Value | Ref]:
    """The values of a kind that the cells of a line give, by field."""
    start = f"{kind}."
    return {
        slot.removeprefix(start): cell.value
        for slot, cell in cells.items()
        if slot.startswith(start) and cell.value is not None and cell.refusal is None
    }


def worked_out(cells: Mapping[str, Cell], kind: str) -> set[str]:
    """The fields of a kind that the line does not say itself."""
    start = f"{kind}."
    return {slot.removeprefix(start) for slot, cell in cells.items() if slot.startswith(start) and not cell.text}


def without_marks(cells: dict[str, Cell], kind: str) -> None:
    """Take doubts and refusals off the cells of a kind: the line does not write them."""
    for slot, cell in cells.items():
        if slot.startswith(f"{kind}.") and (cell.doubts or cell.refusal):
            cells[slot] = replace(cell, doubts=(), refusal=None)


def already(entry: Entry) -> Message:
    """That a record is there already, and where."""
    if entry.line is None:
        return _("Already in the workspace as “{name}”: not added again.", name=entry.name)
    return _("The same as “{name}” on row {row}: not added again.", name=entry.name, row=row_name(entry.line.row))


def where(entry: Entry) -> Message:
    """Where a record stands."""
    if entry.line is None:
        return _("in the workspace")
    return _("on row {row}", row=row_name(entry.line.row))


def with_what_is_missing(lines: Iterable[Line], drafts: Sequence[Draft], mapping: ColumnMapping) -> tuple[Line, ...]:
    """The lines with a refusal for each required value that nothing gives, and with what later lines added."""
    by_line: dict[Place, list[Draft]] = {}
    for draft in drafts:
        by_line.setdefault(draft.line, []).append(draft)
    columns = mapping.by_slot()
    finished = []
    for line in lines:
        cells: dict[str, Cell] = {}
        for draft in by_line.get(line.place, ()):
            cells |= _changed(line, draft, mapping.target, columns)
        finished.append(replace(line, cells={**line.cells, **cells}) if cells else line)
    return tuple(finished)


def _changed(line: Line, draft: Draft, target: Target, columns: Mapping[str, tuple[int, ...]]) -> dict[str, Cell]:
    """The cells of a line that the whole list makes different from what the line says alone."""
    cells: dict[str, Cell] = {}
    for name, field in KINDS[draft.kind].fields.items():
        slot = f"{draft.kind}.{name}"
        if slot not in target.slots:
            continue
        cell, value = line.cells.get(slot), draft.values.get(name)
        column = columns.get(slot, (-1,))[0]
        if value is not None:
            if not isinstance(value, Ref) and (cell is None or cell.value != value):
                cells[slot] = Cell("", value, column)
        elif field.required and field.default is None and (cell is None or cell.refusal is None):
            nothing = _("Nothing says “{field}” here, and it is needed.", field=field.label)
            cells[slot] = Cell(cell.text if cell else "", None, column, refusal=nothing)
    return cells
