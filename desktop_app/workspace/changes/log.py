"""The log's tables, and its cells, heads and dictionaries by their numbers."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from desktop_app.workspace.changes.change import DELETED, Change

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop_app.records import RecordId
    from desktop_app.workspace.file.store import Store

K = TypeVar("K")
V = TypeVar("V")

SUPERSEDED: Final = 0
"""``live``: another change names it as a parent."""
ONLY: Final = 1
"""``live``: the head that is shown, with which no other disagrees."""
SHOWN: Final = 2
"""``live``: the head that is shown provisionally, because others disagree."""
OTHER: Final = 3
"""``live``: a head with another value than the one shown."""
TWIN: Final = 4
"""``live``: a head with the same value as the one shown."""

_REMEMBERED: Final = 512
_LONG: Final = 1000
"""Characters from which a value is compared by its digest where there may be many."""


class Head(NamedTuple):
    """A change that no other names as a parent, in its cell."""

    id: bytes
    at: int
    value: str | None
    live: int


class Place(NamedTuple):
    """Where a record is kept."""

    number: int
    id: RecordId
    kind: str
    born: int
    """The earliest time at which any of its changes was written, in milliseconds."""


def brief(value: str | None) -> str | None:
    """A value by which heads are compared: a long one by its length and its digest, which begin as no JSON does."""
    if value is None or len(value) <= _LONG:
        return value
    return f"#{len(value)}#{hashlib.sha256(value.encode()).hexdigest()}"


def is_brief(value: str | None) -> bool:
    """Whether it stands for a long value."""
    return value is not None and value.startswith("#")


def letters(value: str | None) -> int:
    """How many characters a value has, or the one that it stands for."""
    if value is None or not is_brief(value):
        return len(value or "")
    return int(value.split("#")[1])


def standing(head: Head) -> tuple[bool, int, bytes]:
    """What the heads of a cell are ordered by; the greatest is shown."""
    return (head.value is not None, head.at, head.id)


def ranked(heads: Iterable[Head]) -> list[Head]:
    """The heads of one cell with the one that is shown first, each with its ``live``; the same on every machine.

    The latest is shown; of several written at once, the one with the greatest id. One whose value was erased is shown
    after all that have one, and contradicts none of them.
    """
    ordered = sorted(heads, key=standing, reverse=True)
    if not ordered:
        return []
    first = ordered[0]
    others = [head._replace(live=TWIN if head.value in (None, first.value) else OTHER) for head in ordered[1:]]
    contested = any(head.live == OTHER for head in others)
    return [first._replace(live=SHOWN if contested else ONLY), *others]


class Log:
    """The changes of one workspace. Every method that writes is called within a transaction."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._records: dict[RecordId, Place] = {}
        self._slots: dict[tuple[str, str, str], int] = {}
        self._who: dict[tuple[str, str], int] = {}
        self._heads: dict[tuple[int, int], list[Head]] = {}
        store.on_rollback.append(self.forget)

    def forget(self) -> None:
        """Forget what is remembered of the file."""
        for memory in (self._records, self._slots, self._who, self._heads):
            memory.clear()

    def record(self, record: RecordId) -> Place | None:
        """Where a record is kept; of the first kind by name where a log holds one id under several."""
        found = self._records.get(record)
        if found is None:
            row = self._store.row("select n, id, kind, born from record where id = ? order by kind limit 1", record)
            if row is None:
                return None
            found = Place(*row)
            _remember(self._records, record, found)
        return found

    def numbered(self, number: int) -> Place:
        """Where the record with that number is kept."""
        return Place(*self._store.row("select n, id, kind, born from record where n = ?", number))

    def new_record(self, record: RecordId, kind: str, at: int) -> int:
        """Number a record that is not here yet."""
        return self._store.insert("insert into record(id, kind, born) values (?, ?, ?)", record, kind, at)

    def was_born(self, place: Place, at: int) -> None:
        """Note that one of a record's changes is earlier than those that were known."""
        self._store.run("update record set born = ? where n = ?", at, place.number)
        self._records.pop(place.id, None)

    def slot(self, kind: str, field: str, language: str) -> int:
        """The number of a field of a kind in a language; a new one gets one within a transaction, and 0 outside."""
        key = (kind, field, language)
        number = self._slots.get(key)
        if number is None:
            sql = "select n from slot where kind = ? and field = ? and language = ?"
            number = self._store.value(sql, *key)
            if number is None and not self._store.in_transaction:
                return 0
            if number is None:
                number = self._store.insert("insert into slot(kind, field, language) values (?, ?, ?)", *key)
            self._slots[key] = number
        return number

    def who(self, author: str, site: str) -> int:
        """The number of an author at a site."""
        number = self._who.get((author, site))
        if number is None:
            number = self._store.value("select n from who where author = ? and site = ?", author, site)
            if number is None:
                number = self._store.insert("insert into who(author, site) values (?, ?)", author, site)
            self._who[author, site] = number
        return number

    def heads(self, record: int, slot: int) -> list[Head]:
        """The heads of a cell, the one that is shown first."""
        found = self._heads.get((record, slot))
        if found is None:
            sql = "select id, at, value, live from change where record = ? and slot = ? and live > 0"
            found = [Head(bytes(id_), at, value, live) for id_, at, value, live in self._store.rows(sql, record, slot)]
            found.sort(key=standing, reverse=True)
            _remember(self._heads, (record, slot), found)
        return found

    def ids(self, record: int, slot: int) -> set[bytes]:
        """The ids of all changes of a cell."""
        sql = "select id from change where record = ? and slot = ?"
        return {bytes(id_) for (id_,) in self._store.rows(sql, record, slot)}

    def values(self, record: int, slot: int) -> dict[bytes, str]:
        """The JSON texts of all changes of a cell that have one."""
        sql = "select id, value from change where record = ? and slot = ? and value is not null"
        return {bytes(id_): value for id_, value in self._store.rows(sql, record, slot)}

    def append(self, record: int, slot: int, change: Change) -> list[Head]:
        """Add a change of our own, whose parents are all here; gives the cell's heads afterwards."""
        before = self.heads(record, slot)
        parents = set(change.parents)
        kept = [head for head in before if head.id not in parents]
        after = ranked([*kept, Head(change.id, change.at, change.value, ONLY)])
        was = {head.id: head.live for head in before}
        moved = [(SUPERSEDED, record, slot, head.id) for head in before if head.id in parents]
        moved += [(head.live, record, slot, head.id) for head in after if head.live != was.get(head.id, head.live)]
        for values in moved:
            self._store.run("update change set live = ? where record = ? and slot = ? and id = ?", *values)
        live = next(head.live for head in after if head.id == change.id)
        self._insert(record, slot, [(change, live)])
        _remember(self._heads, (record, slot), after)
        return after

    def append_all(self, record: int, slot: int, changes: Iterable[Change]) -> None:
        """Add many changes of our own to one cell, which is to be settled afterwards."""
        self._insert(record, slot, [(change, SUPERSEDED) for change in changes])
        self._heads.pop((record, slot), None)

    def _insert(self, record: int, slot: int, changes: Iterable[tuple[Change, int]]) -> None:
        self._store.run_many(
            "insert into change(record, slot, id, who, seq, at, live, batch, parents, salt, value)"
            " values (?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?)",
            [
                (record, slot, one.id, self.who(one.author, one.site), one.seq, one.at, live, b"".join(one.parents),
                 one.salt, one.value)
                for one, live in changes
            ],
        )  # fmt: skip

    def value(self, record: int, slot: int, id_: bytes) -> str | None:
        """The JSON text that a change wrote; ``None`` where it was erased."""
        sql = "select value from change where record = ? and slot = ? and id = ?"
        found: str | None = self._store.value(sql, record, slot, id_)
        return found

    def other_heads(self, record: int, kind: str) -> list[bytes]:
        """The heads of all cells of a record but ``deleted``."""
        sql = "select id from change where record = ? and live > 0 and slot <> ? order by id"
        return [bytes(id_) for (id_,) in self._store.rows(sql, record, self.slot(kind, DELETED, ""))]

    def other_heads_since(self, record: int, kind: str, site: str, changes: Iterable[bytes]) -> list[bytes]:
        """Those of them that a site wrote after these changes of its own of ``deleted``; without any, all of its."""
        deleted = self.slot(kind, DELETED, "")
        last = "select seq from change where record = ? and slot = ? and id = ?"
        since = max((int(self._store.value(last, record, deleted, id_) or 0) for id_ in changes), default=0)
        sql = (
            "select id from change where record = ? and live > 0 and slot <> ? and seq > ?"
            " and who in (select n from who where site = ?)"
        )
        return [bytes(id_) for (id_,) in self._store.rows(sql, record, deleted, since, site)]


def _remember(memory: dict[K, V], key: K, value: V) -> None:
    if len(memory) >= _REMEMBERED:
        memory.clear()
    memory[key] = value
