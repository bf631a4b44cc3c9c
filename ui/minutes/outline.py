"""The minutes of one meeting as rows, kept in step with the log, and what Enter has begun but nobody has filled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop_app.records import AgendaItem, Entry, Meeting, Organisation, Person
from ui.minutes.rows import Key, Part, Row, row_of_entry, rows_of_item

if TYPE_CHECKING:
    from collections.abc import Collection

    from desktop_app.records import RecordId
    from desktop_app.workspace import Changed, Workspace

_NAMED: Final = frozenset({Person.kind_name, Organisation.kind_name})
_MANY: Final = 500
"""Changed records at once from which reading all is quicker than looking each of them up."""


class Outline:
    """The rows of one meeting's minutes, in order.

    At most one row is *fresh*: begun by a person, not in the log before its first text, and gone without a trace
    when it is left empty.
    """

    def __init__(self, workspace: Workspace, meeting: RecordId) -> None:
        self.workspace: Final = workspace
        self.meeting: Final = meeting
        self.rows: list[Row] = []
        self.fresh: Row | None = None
        self.told: set[Key] = set()
        """The rows of which a person has said which language they are in."""
        self._items: list[AgendaItem] = []
        self._blocks: dict[RecordId, list[Row]] = {}
        self._items_of: dict[RecordId, RecordId] = {}
        self._names: dict[RecordId, str] = {}
        self.read()

    @property
    def language(self) -> str:
        """In which new text is written."""
        return self.workspace.language

    def name_of(self, record: RecordId) -> str:
        """What a person or an organisation is called."""
        if record not in self._names:
            self._names[record] = self.workspace.title(record, self.language)
        return self._names[record]

    def read(self) -> None:
        """Read everything from the workspace."""
        self._names.clear()
        self._blocks.clear()
        self._items_of.clear()
        self._read_items()
        self._assemble()

    def hear(self, changed: Changed) -> bool:
        """Take over what changed in the workspace; whether any of it may concern these minutes."""
        if len(changed.records) > _MANY or changed.kinds & _NAMED:
            self.read()
            return True
        touched, replaced = self._touched(changed.records)
        of_agenda = AgendaItem.kind_name in changed.kinds and self._agenda_touched(changed.records)
        for item in touched:
            self._blocks.pop(item, None)
        if of_agenda:
            self._read_items()
        if touched or replaced or of_agenda:
            self._assemble()
        return bool(touched or replaced or of_agenda)

    def _touched(self, records: Collection[RecordId]) -> tuple[set[RecordId], bool]:
        """The agenda items whose entries have to be read again, and whether any entry was replaced in its place."""
        touched: set[RecordId] = set()
        replaced = False
        for record in records:
            before = self._items_of.get(record)
            entry = self.workspace.find(Entry, record)
            after = entry.agenda_item if entry is not None else None
            if before == after and entry is not None and before is not None and self._replaced(entry):
                replaced = True
            else:
                touched.update(item for item in (before, after) if item in self._blocks)
        return touched, replaced

    def _replaced(self, entry: Entry) -> bool:
        """Put a changed entry in its row's place; refused where it moved."""
        block = self._blocks[entry.agenda_item]
        at = next((at for at, row in enumerate(block) if row.key == (Part.ENTRY, entry.id)), None)
        if at is None or block[at].position != entry.position:
            return False
        block[at] = row_of_entry(entry, self.language, self.name_of)
        return True

    def _agenda_touched(self, records: Collection[RecordId]) -> bool:
        ours = {item.id for item in self._items}
        found = (self.workspace.find(AgendaItem, record) for record in records)
        return not ours.isdisjoint(records) or any(item is not None and item.meeting == self.meeting for item in found)

    def _read_items(self) -> None:
        before = {item.id: item for item in self._items}
        self._items = self.workspace.all(AgendaItem, meeting=self.meeting)
        for item in self._items:
            if before.get(item.id) != item:
                self._blocks.pop(item.id, None)

    def _assemble(self) -> None:
        """Put the rows together from the items' blocks, reading those that are not known yet."""
        rows: list[Row] = []
        for number, item in enumerate(self._items, 1):
            if item.id not in self._blocks:
                entries = self.workspace.all(Entry, agenda_item=item.id)
                self._blocks[item.id] = rows_of_item(item, entries, self.language, self.name_of)
                self._items_of.update((entry.id, item.id) for entry in entries)
            heading, *rest = self._blocks[item.id]
            rows.append(heading if heading.number == number else heading.within(number=number))
            rows += rest
        self.rows = rows
        self._place_fresh()

    def _place_fresh(self) -> None:
        """Put the fresh row where its position says; forget it where it is in the log now, or its item is gone."""
        fresh = self.fresh
        if fresh is None:
            return
        if any(row.key == fresh.key for row in self.rows):
            self.fresh = None
            return
        if fresh.part is Part.ITEM:
            self._place_item(fresh)
            return
        block = [at for at, row in enumerate(self.rows) if row.item == fresh.item]
        if not block:
            self.fresh = None
            return
        after = [
            at
            for at in block
            if self.rows[at].part is Part.ITEM or fresh.part is Part.CONCLUSION or self._before(self.rows[at], fresh)
        ]
        self.rows.insert(after[-1] + 1, fresh)

    @staticmethod
    def _before(row: Row, fresh: Row) -> bool:
        return row.part is Part.ENTRY and row.position < fresh.position

    def _place_item(self, fresh: Row) -> None:
        earlier = [item.id for item in self._items if item.position < fresh.position]
        at = sum(row.item in set(earlier) for row in self.rows)
        self.fresh = fresh = fresh.within(number=len(earlier) + 1)
        later = [row.within(number=row.number + 1) if row.number else row for row in self.rows[at:]]
        self.rows[at:] = [fresh, *later]

    def begin(self, row: Row) -> None:
        """Show a row that is not in the log yet, in place of an earlier one that was left empty."""
        self.fresh = row
        self._assemble()

    def drop_fresh(self) -> None:
        """Forget the row that nothing was written in."""
        self.fresh = None
        self._assemble()

    def index(self, key: Key) -> int | None:
        """Where a row stands now."""
        part, record = key
        return next((at for at, row in enumerate(self.rows) if row.record == record and row.part is part), None)

    def date(self) -> str:
        """The day of the meeting (ISO 8601), as far as it is known."""
        meeting = self.workspace.find(Meeting, self.meeting)
        return meeting.starts_at[:10] if meeting else ""
