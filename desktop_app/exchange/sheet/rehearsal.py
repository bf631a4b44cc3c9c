"""What an import would do, worked out without writing anything, and the import itself."""

from __future__ import annotations

import re
import uuid
from datetime import date
from typing import TYPE_CHECKING, Final

from desktop_app.errors import InvalidValue, RoundtableError
from desktop_app.exchange.sheet.differences import compared
from desktop_app.exchange.sheet.group import Basis, GroupSettler
from desktop_app.exchange.sheet.group_rows import group_lines
from desktop_app.exchange.sheet.known import Known
from desktop_app.exchange.sheet.organisation_rows import organisation_cells
from desktop_app.exchange.sheet.plain import PlainSettler
from desktop_app.exchange.sheet.plan import NO_CORRECTIONS, Fate, Line, Make, Ref, SheetPlan
from desktop_app.exchange.sheet.rows import RowReader
from desktop_app.exchange.sheet.settling import with_what_is_missing
from desktop_app.language import Message, _, plural
from desktop_app.progress import SILENT, each
from desktop_app.records import KINDS, Organisation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from desktop_app.exchange.sheet.columns import ColumnMapping
    from desktop_app.exchange.sheet.known import Store
    from desktop_app.exchange.sheet.plan import Corrections
    from desktop_app.exchange.sheet.table import Sheet
    from desktop_app.progress import Progress
    from desktop_app.records import Record, RecordId, Value

_LOST: Final = re.compile(r"\?\?+(?: \?+)+|\?{3,}")
"""What is left of words in letters that an encoding lacks."""
_LOOKED_AT: Final = 2_000
_NAMED: Final = 3
"""Refusals that a sentence names before it counts the rest."""


def rehearse(
    workspace: Store,
    sheet: Sheet,
    mapping: ColumnMapping,
    corrections: Corrections = NO_CORRECTIONS,
    progress: Progress = SILENT,
    *,
    previous: SheetPlan | None = None,
    today: date | None = None,
) -> SheetPlan:
    """Work out what bringing in a list would do. Nothing is written.

    Args:
        workspace: where the list would go.
        sheet: the list.
        mapping: what its columns are.
        corrections: what the person changed in the preview.
        progress: told row by row.
        previous: the plan before the last correction, of the same list and mapping: rows that it read and that were
            not corrected since are not read again.
        today: the day on which the people's data are taken up; the actual one by default.

    Raises:
        Cancelled: the person asked to stop.
    """
    known = Known(workspace)
    reader = RowReader(sheet, mapping, corrections, known.find)
    read = _read(reader, previous, progress)
    settler: GroupSettler | PlainSettler
    if mapping.target.is_group:
        settler = GroupSettler(known, corrections, _basis(workspace, sheet, today or date.today()))
    else:
        settler = PlainSettler(mapping.target.kind, known, corrections)
    settled = [settler.line(line) for line in each(read, progress, _("Looking for people who are already there"))]
    settled = compared(settled, known, sheet, mapping, corrections)
    return SheetPlan(
        sheet=sheet,
        mapping=mapping,
        corrections=corrections,
        read=tuple(read),
        lines=with_what_is_missing(settled, settler.drafts, mapping),
        makes=tuple(Make(draft.kind, draft.values, draft.line) for draft in settler.drafts),
        notes=tuple(_notes(sheet, mapping, read, reader.above)),
        above=reader.above,
    )


def _basis(workspace: Store, sheet: Sheet, today: date) -> Basis:
    language = workspace.language
    return Basis(
        purpose=_("Stakeholder group").within(language),
        date=today.isoformat(),
        method=_("Imported from the list “{name}”", name=sheet.path.name[:200]).within(language),
    )


def _read(reader: RowReader, previous: SheetPlan | None, progress: Progress) -> list[Line]:
    """The lines of all rows, as each row alone makes them."""
    kept: dict[int, list[Line]] = {}
    if previous is not None and previous.sheet is reader.sheet and previous.mapping == reader.mapping:
        kept = _unchanged(previous, reader)
    lines: list[Line] = []
    for row in each(range(reader.start, len(reader.sheet.rows)), progress, _("Reading the rows")):
        lines += kept[row] if row in kept else _lines(reader, row)
    return lines


def _unchanged(previous: SheetPlan, reader: RowReader) -> dict[int, list[Line]]:
    before, after = previous.corrections, reader.corrections
    kept: dict[int, list[Line]] = {}
    for line in previous.read:
        kept.setdefault(line.row, []).append(line)
    typed = before.by_row.keys() | after.by_row.keys()
    changed = {row for row in typed if before.by_row.get(row) != after.by_row.get(row)}
    changed |= {row for row, _part in before.taken ^ after.taken}
    changed |= set(_repeating_otherwise(previous, reader, changed))
    return {row: lines for row, lines in kept.items() if row not in changed}


def _repeating_otherwise(previous: SheetPlan, reader: RowReader, changed: set[int]) -> Iterator[int]:
    """The rows that repeat another row than before, or one that has changed."""
    for column, above in reader.above.items():
        before = previous.above[column]
        for row in before.keys() | above.keys():
            if before.get(row) != above.get(row) or above.get(row) in changed:
                yield row


def _lines(reader: RowReader, row: int) -> Iterator[Line]:
    if reader.is_blank(row) or reader.is_header_again(row):
        return
    why = reader.why_no_line(row)
    if why is not None and (row, 0) not in reader.corrections.taken:
        yield reader.left_out(row, why)
    elif reader.target.is_group:
        yield from group_lines(reader, row)
    elif reader.target.kind is Organisation:
        cells = organisation_cells(reader, row)
        if cells:
            yield Line(row, 0, cells)
    else:
        yield from reader.plain_lines(row)


def _notes(
    sheet: Sheet, mapping: ColumnMapping, lines: list[Line], above: Mapping[int, Mapping[int, int]]
) -> Iterator[Message]:
    """What holds for the list as a whole."""
    by_slot = mapping.by_slot()
    if not lines:
        yield _("Nothing in this list can be used. Say what its columns are, or choose another sheet.")
    if mapping.header is None:
        yield _("No header row was found: the columns are recognised by their contents.")
    if sheet.encoding and sheet.encoding != "utf-8":
        yield _(
            "The file does not say which encoding it uses; {encoding} was assumed. Check the accents.",
            encoding=sheet.encoding,
        )
    if sheet.encoding and any(_LOST.search(cell) for row in sheet.rows[:_LOOKED_AT] for cell in row):
        yield _(
            "Letters were lost when this list was saved as text: only question marks are left of them. "
            "Import the workbook that it was made from."
        )
    left = [column.name for column in mapping.columns if not column.slot and column.samples]
    if left:
        yield plural(
            "One column is left out: {names}.", "{n} columns are left out: {names}.", len(left), names=", ".join(left)
        )
    for column in mapping.columns:
        if filled := above.get(column.number):
            yield plural(
                "Column “{column}”: {n} empty cell is read as what stands above it.",
                "Column “{column}”: {n} empty cells are read as what stands above them.",
                len(filled),
                column=column.name,
            )
    for slot, text in mapping.fixed.items():
        if slot not in by_slot:
            yield _(
                "No column says “{field}”: “{text}” is used for every row.",
                field=mapping.target.slots[slot].label,
                text=text,
            )


def apply(workspace: Store, plan: SheetPlan, progress: Progress = SILENT) -> list[RecordId]:
    """Bring in what the plan says: all of it or nothing, as one step that can be undone.

    Returns:
        The identities of what was made.

    Raises:
        InvalidValue: a cell cannot be taken yet; the sentence names the first ones.
        RoundtableError: the workspace has changed since the rehearsal.
        Cancelled: the person asked to stop.
    """
    _check_ready(plan)
    now = rehearse(workspace, plan.sheet, plan.mapping, plan.corrections, previous=plan)
    if [make.kind for make in now.makes] != [make.kind for make in plan.makes] or _against(now) != _against(plan):
        raise RoundtableError(
            _("The workspace has changed since the preview was made. Nothing was added; check the preview again.")
        )
    ids = [str(uuid.uuid4()) for _make in plan.makes]
    with workspace.together():
        for record, values in plan.edits.items():
            workspace.edit(record, values)
        return workspace.add_all(_records(plan, ids), progress)


def _check_ready(plan: SheetPlan) -> None:
    refused = [remark for remark in plan.remarks() if remark.refused]
    if not refused:
        return
    first = (_("Row {row}: {sentence}", row=remark.row_name, sentence=remark.sentence) for remark in refused[:_NAMED])
    raise InvalidValue(
        plural(
            "One cell still needs correcting, so nothing was added. {first}",
            "{n} cells still need correcting, so nothing was added. {first}",
            len(refused),
            first=Sentences("", parts=tuple(first)),
        )
    )


class Sentences(Message, frozen=True):
    """Several sentences, one after another, in the language of the one that they stand in."""

    parts: tuple[Message, ...] = ()

    def __hash__(self) -> int:
        return hash(self.parts)

    def within(self, language: str) -> str:
        """All of them."""
        return " ".join(part.within(language) for part in self.parts)


def _against(plan: SheetPlan) -> list[tuple[Fate, list[RecordId], list[Value]]]:
    """What of the workspace the plan was made against."""
    return [
        (line.fate, [link.record for link in line.links], [held.value for _slot, _cell, held in line.held])
        for line in plan.lines
    ]


def _records(plan: SheetPlan, ids: list[RecordId]) -> Iterator[tuple[type[Record], Mapping[str, object]]]:
    """The records to make, each with its identity, referring to each other by them."""
    for identity, make in zip(ids, plan.makes, strict=True):
        values: dict[str, object] = {"id": identity}
        for name, value in make.values.items():
            values[name] = ids[value.made] if isinstance(value, Ref) else value
        yield KINDS[make.kind], values
