"""Whether a record is deleted: a rule over the heads of its cells, the same on every machine.

Deleting is a change of the field ``deleted`` whose value names the heads of the record's cells that its author saw, and
the record with which it went; ``null`` restores it. One that says an earlier deletion again names only what that saw. A
record is hidden when every head of ``deleted`` deletes it and together they saw every other head. An edit that nobody
who deleted it had seen keeps it visible, and so does a restoration: what disagrees then is shown.
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

    hidden: bool
    contested: bool
    """Whether somebody wants it deleted, and somebody else restored it or edited what the other had not seen."""
    root: RecordId = ""
    unseen: tuple[bytes, ...] = ()
    """The heads of other cells that none who deleted it had seen."""


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
        return Verdict(hidden=False, contested=False)
    seen = {head for one in deletions for head in one.saw}
    unseen = tuple(head for head in others if head.hex() not in seen)
    hidden = len(deletions) == len(said) and not unseen
    return Verdict(hidden, not hidden, deletions[0].root, unseen)


class Presence:
    """Keeps the tables ``gone``, of hidden records, and ``contested``, of those that would be if everybody agreed."""

    def __init__(self, store: Store, log: Log) -> None:
        self._store = store
        self._log = log

    def verdict(self, number: int, kind: str) -> Verdict:
        """What the log says about a record."""
        heads = self._log.heads(number, self._log.slot(kind, DELETED, ""))
        return verdict(heads, self._log.other_heads(number, kind) if heads else ())

    def settle(self, number: int, kind: str) -> bool:
        """Bring both in step with the log for one record; gives whether it is hidden."""
        found = self.verdict(number, kind)
        self._store.run("delete from gone where n = ?", number)
        self._store.run("delete from contested where n = ?", number)
        if found.hidden:
            self._store.run("insert into gone values (?, ?)", number, found.root)
        if found.contested:
            self._store.run("insert into contested values (?)", number)
        return found.hidden

    def settle_all(self, touched: str = "select n from record") -> None:
        """Bring both in step with the log for the records whose numbers the SQL selects."""
        sql = (
            "select r.n, r.kind from (select distinct c.record from"
            f" ({touched}) t cross join change c on c.record = t.n and c.live > 0"
            " and +c.slot in (select n from slot where field = ? and language = '')) d"
            " cross join record r on r.n = d.record"
        )
        for number, kind in self._store.rows(sql, DELETED):
            self.settle(number, kind)

    def is_gone(self, number: int) -> bool:
        """Whether a record is hidden."""
        return self._store.value("select 1 from gone where n = ?", number) is not None

    def is_contested(self, number: int) -> bool:
        """Whether somebody wants it deleted and somebody else does not."""
        return self._store.value("select 1 from contested where n = ?", number) is not None

    def gone_with(self, root: RecordId) -> list[int]:
        """The numbers of the hidden records that went with one."""
        return [number for (number,) in self._store.rows("select n from gone where root = ? order by n", root)]
