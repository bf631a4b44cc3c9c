"""Whether a record is deleted: a rule over the heads of its cells, the same on every machine.

Deleting is a change of the field ``deleted`` whose value names the heads of the record's cells that its author saw, and
the record with which it went; ``null`` restores it. One that says an earlier deletion again names only what that saw. A
record's deletion is agreed when every head of ``deleted`` deletes it and together they saw every other head; then it is
hidden. An edit that nobody who deleted it had seen keeps it visible, and so does a restoration: what disagrees then is
shown. A part that was deleted with its whole is hidden no sooner than that: while people disagree whether minutes are
deleted, they are read with all that they hold.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from desktop_app.workspace.changes.change import DELETED, canonical

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop_app.records import RecordId
    from desktop_app.workspace.changes.log import Head, Log
    from desktop_app.workspace.file.store import Store


TABLES: Final = ("gone", "staying", "contested")
"""The tables that follow from the log: see `Presence`."""
_MOST_SEEN: Final = 10_000
"""Heads that one deletion names, so that its value stays within what a change may hold."""


class Deletion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a change of ``deleted`` says that deletes."""

    saw: list[str]
    """The ids of the heads that its author saw, in hexadecimal, ascending."""
    root: str
    """The record that was deleted, of which this one is a part; or this one itself."""


class Verdict(NamedTuple):
    """What the heads of a record say about its being deleted."""

    agreed: bool
    """Whether it is deleted, and nobody says otherwise."""
    contested: bool
    """Whether somebody wants it deleted, and somebody else restored it or edited what the other had not seen."""
    roots: tuple[RecordId, ...] = ()
    """The records with which it went, as each deletion says, the one that is shown first."""
    unseen: tuple[bytes, ...] = ()
    """The heads of other cells that none who deleted it had seen."""

    def root_of(self, record: RecordId) -> RecordId:
        """The record with which this one went: itself where anybody deleted it by itself."""
        return record if record in self.roots else self.roots[0]


def deletion(saw: Iterable[bytes], root: RecordId) -> str:
    """The value that deletes."""
    return canonical({"saw": [head.hex() for head in islice(sorted(saw), _MOST_SEEN)], "root": root})


def read(value: str | None) -> Deletion | None:
    """What a value of ``deleted`` says; ``None`` where it restores, or where this version cannot read it."""
    try:
        return msgspec.json.decode(value or "null", type=Deletion | None)
    except msgspec.MsgspecError:
        return None


def verdict(heads: Iterable[Head], others: Iterable[bytes]) -> Verdict:
    """What follows from the heads of ``deleted``, the one that is shown first, and those of the other cells."""
    said = [read(head.value) for head in heads]
    deletions = [one for one in said if one is not None]
    if not deletions:
        return Verdict(agreed=False, contested=False)
    seen = {head for one in deletions for head in one.saw}
    unseen = tuple(head for head in others if head.hex() not in seen)
    agreed = len(deletions) == len(said) and not unseen
    return Verdict(agreed, not agreed, tuple(one.root for one in deletions), unseen)


class Presence:
    """Keeps three tables: ``gone``, of hidden records; ``staying``, of parts that would be if their whole were;
    ``contested``, of records that would be hidden if everybody agreed.
    """

    def __init__(self, store: Store, log: Log) -> None:
        self._store = store
        self._log = log

    def verdict(self, number: int, kind: str) -> Verdict:
        """What the log says about a record."""
        heads = self._log.heads(number, self._log.slot(kind, DELETED, ""))
        return verdict(heads, self._log.other_heads(number, kind) if heads else ())

    def clear(self, records: str = "") -> None:
        """Forget what was found of the records whose numbers the SQL selects; without it of all."""
        where = f" where n in ({records})" if records else ""
        for table in TABLES:
            self._store.run(f"delete from {table}{where}")

    def settle(self, number: int) -> list[int]:
        """Bring the tables in step with the log for one record, and for the parts that went with it; gives the numbers
        of the parts that come or go with that.
        """
        return self.settle_all(f"select {number:d} as n")

    def settle_all(self, touched: str = "select n from record") -> list[int]:
        """The same for the records whose numbers the SQL selects."""
        sql = (
            "select r.n, r.id, r.kind from (select distinct c.record from"
            f" ({touched}) t cross join change c on c.record = t.n and c.live > 0"
            " and +c.slot in (select n from slot where field = ? and language = '')) d"
            " cross join record r on r.n = d.record"
        )
        stands: dict[RecordId, bool] = {}
        for number, record, kind in self._store.rows(sql, DELETED):
            self._settle(number, record, kind, stands)
        return self._follow(touched, stands)

    def _settle(self, number: int, record: RecordId, kind: str, stands: dict[RecordId, bool]) -> None:
        found = self.verdict(number, kind)
        self.clear(f"select {number:d}")
        if found.contested:
            self._store.run("insert into contested values (?)", number)
        if found.agreed:
            root = found.root_of(record)
            table = "staying" if root != record and self._stands(root, stands) else "gone"
            self._store.run(f"insert into {table} values (?, ?)", number, root)

    def _follow(self, touched: str, stands: dict[RecordId, bool]) -> list[int]:
        """Have parts come or go where the deletion of their whole is agreed no more, or is now."""
        followed: list[int] = []
        for table, other, where in (("gone", "staying", True), ("staying", "gone", False)):
            sql = (
                f"select distinct p.root from ({touched}) t cross join record r on r.n = t.n"
                f" cross join {table} p on p.root = r.id and p.n <> r.n"
            )
            for (root,) in self._store.rows(sql) if self._any(table) else ():
                if self._stands(root, stands) is where:
                    parts = "p.root = ? and p.n not in (select n from record where id = p.root)"
                    followed += [n for (n,) in self._store.rows(f"select p.n from {table} p where {parts}", root)]
                    self._store.run(f"insert into {other} select p.n, p.root from {table} p where {parts}", root)
                    self._store.run(f"delete from {table} as p where {parts}", root)
        return followed

    def _any(self, table: str) -> bool:
        return self._store.value(f"select 1 from {table} limit 1") is not None

    def _stands(self, root: RecordId, known: dict[RecordId, bool]) -> bool:
        """Whether a record is here, and not deleted by itself as far as everybody agrees."""
        if root not in known:
            here = "select n, kind from record r where id = ? and exists (select 1 from change where record = r.n)"
            places = self._store.rows(here, root)
            known[root] = bool(places) and not any(self.verdict(number, kind).agreed for number, kind in places)
        return known[root]

    def is_gone(self, number: int) -> bool:
        """Whether a record is hidden."""
        return self._holds("gone", number)

    def is_staying(self, number: int) -> bool:
        """Whether a record is a part that would be hidden if its whole were."""
        return self._holds("staying", number)

    def is_contested(self, number: int) -> bool:
        """Whether somebody wants it deleted and somebody else does not."""
        return self._holds("contested", number)

    def _holds(self, table: str, number: int) -> bool:
        return self._store.value(f"select 1 from {table} where n = ?", number) is not None

    def went_with(self, root: RecordId) -> list[int]:
        """The numbers of the records that went with one, or would if everybody agreed that it goes."""
        sql = "select n from gone where root = ?1 union select n from staying where root = ?1 order by n"
        return [number for (number,) in self._store.rows(sql, root)]
