"""Records as they are now, read from their kinds' tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar

import msgspec

from desktop_app.errors import Unknown
from desktop_app.language import _
from desktop_app.records import KINDS, Record, field_named
from desktop_app.records.linked import SAME_AS, Groups, links_of
from desktop_app.workspace.changes.log import OTHER

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from desktop_app.records import RecordId
    from desktop_app.workspace.changes.log import Log
    from desktop_app.workspace.current.state import State, Table
    from desktop_app.workspace.file.store import Store

R = TypeVar("R", bound=Record)

_column: Final = msgspec.json.Decoder(list[str | int | None])


class Reader:
    """Reads one workspace's records."""

    def __init__(self, store: Store, log: Log, state: State) -> None:
        self._store = store
        self._log = log
        self._state = state

    def find(self, record: RecordId) -> Record | None:
        """The record; ``None`` where it is not here, is deleted, or is of a kind that this version does not know."""
        with self._store.lock:
            place = self._log.record(record)
            if place is None or place.kind not in KINDS:
                return None
            table = self._state.table(KINDS[place.kind])
            row = self._store.row(f"select {table.selection} from {table.name} where n = ?", place.number)
        return None if row is None else table.made(row)

    def get(self, record: RecordId) -> Record:
        """The record.

        Raises:
            Unknown: it is not here, or is deleted.
        """
        found = self.find(record)
        if found is None:
            raise Unknown(_("There is no record “{record}” here, or it was deleted.", record=str(record)[:80]))
        return found

    def all(self, kind: type[R], equal: dict[str, object]) -> list[R]:
        """The records of a kind whose fields have these values, by position, then in the order of their creation."""
        table = self._state.table(kind)
        conditions, values = [], []
        for name, value in equal.items():
            column = table.column(field_named(kind, name).name)
            assert column is not None
            conditions.append(f'"{name}" is ?')
            values.append(_held(column.field.type.to_json(column.field.check(value))))
        where = f" where {' and '.join(conditions)}" if conditions else ""
        return self._records(kind, table, where, values)

    def sketches(self, kind: type[R], names: Sequence[str]) -> list[R]:
        """All records of a kind with only some of their fields read, the others empty: to look through thousands."""
        return self._records(kind, self._state.table(kind).only(names), "", ())

    def values(self, kind: type[Record], names: Sequence[str]) -> list[Any]:
        """The id and some fields of every record of a kind, as tuples in no order.

        A column at a time, past the driver's making of rows and ours of records: 10,000 rows in a quarter of the time.
        """
        table = self._state.table(kind)
        columns = [column for name in names if (column := table.column(field_named(kind, name).name)) is not None]
        listed = ", ".join(f'json_group_array("{name}")' for name in ("id", *(column.name for column in columns)))
        ids, *held = map(_column.decode, self._store.row(f"select {listed} from {table.name}"))
        return list(zip(ids, *(column.read_all(kept) for column, kept in zip(columns, held, strict=True)), strict=True))

    def among(self, kind: type[R], field: str, values: Collection[str]) -> list[R]:
        """The records of a kind whose field has one of these values, in the same order."""
        table = self._state.table(kind)
        where = f' where "{field}" in (select value from json_each(?))'
        return self._records(kind, table, where, [msgspec.json.encode(list(values)).decode()])

    def _records(self, kind: type[R], table: Table, where: str, values: Sequence[object]) -> list[R]:
        first = '"position", ' if table.column("position") else ""
        sql = f"select {table.selection} from {table.name}{where} order by {first}born, id"
        rows = self._store.rows(sql, *values)
        return [record for row in rows if isinstance(record := table.made(row), kind)]

    def by_numbers(self, numbers: Sequence[int]) -> list[Record]:
        """The records with these numbers, in their order; those that are deleted are left out."""
        listed = ", ".join(map(str, numbers))
        kinds: dict[str, list[int]] = {}
        for number, kind in self._store.rows(f"select n, kind from record where n in ({listed})"):
            kinds.setdefault(kind, []).append(number)
        found: dict[int, Record] = {}
        for kind, ours in kinds.items():
            if kind in KINDS:
                table = self._state.table(KINDS[kind])
                wanted = ", ".join(map(str, ours))
                for row in self._store.rows(f"select n, {table.selection} from {table.name} where n in ({wanted})"):
                    found[row[0]] = table.made(row[1:])
        return [found[number] for number in numbers if number in found]

    def by_ids(self, records: Sequence[RecordId]) -> list[Record]:
        """The records with these ids that are here, in their order."""
        with self._store.lock:
            places = [place for record in records if record and (place := self._log.record(record)) is not None]
            return self.by_numbers([place.number for place in places])

    def groups(self) -> Groups:
        """Which records stand for the same, also by links that others contradict: read from the linked ones alone."""
        said: list[tuple[RecordId, RecordId]] = []
        for kind in KINDS.values():
            if SAME_AS in kind.fields:
                table = self._state.table(kind).name
                said += self._store.rows(f"select id, {SAME_AS} from {table} where {SAME_AS} is not null")
        said += self._store.rows(
            "select r.id, c.value ->> '$' from change c indexed by disagreeing join slot s on s.n = c.slot"
            f" join record r on r.n = c.record where c.live = {OTHER} and s.field = ? and c.value like '\"%'",
            SAME_AS,
        )
        if not said:
            return Groups()
        found = self.by_ids(list(dict.fromkeys(id_ for pair in said for id_ in pair)))
        return links_of({record.id: record for record in found}, said)

    def count(self, kind: type[Record]) -> int:
        """How many records of a kind there are."""
        return int(self._store.value(f"select count(*) from {self._state.table(kind).name}"))

    def title(self, record: RecordId, language: str, *, depth: int = 4) -> str:
        """What a reader calls a record; ``""`` for one that is not here."""
        found = self.find(record) if record and depth else None
        return (
            "" if found is None else found.called(language, lambda other: self.title(other, language, depth=depth - 1))
        )

    def titles(self, records: Sequence[RecordId], language: str) -> dict[RecordId, str]:
        """What a reader calls each of some records that are here."""
        sql = "select n from record where id in (select value from json_each(?))"
        with self._store.lock:
            numbers = [number for (number,) in self._store.rows(sql, msgspec.json.encode(list(records)).decode())]
            found = self.by_numbers(numbers)
        return {one.id: one.called(language, lambda other: self.title(other, language, depth=3)) for one in found}


def _held(kept: object) -> object:
    return msgspec.json.encode(kept).decode() if isinstance(kept, list | dict) else kept
