"""Withdrawing an import: what it alone brought is taken out of the log again, and what others wrote stays.

A change that another import held as well stays, and counts as that one's from then on. What builds on a withdrawn
change stays too, and awaits it; what it had superseded is a head again. Merging the file once more brings everything
back. Erasures that came with it stay: what is to be forgotten does not come back with an import's end.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping  # noqa: TC003  # read at run time by msgspec
from typing import TYPE_CHECKING, Final

import msgspec

from desktop_app.errors import Unknown
from desktop_app.language import Message, _, plural
from desktop_app.progress import SILENT
from desktop_app.workspace.changes.change import DELETED
from desktop_app.workspace.changes.decided import Decided, losing
from desktop_app.workspace.changes.held import Held
from desktop_app.workspace.changes.log import SUPERSEDED
from desktop_app.workspace.changes.site import KIND as SITE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from desktop_app.progress import Progress
    from desktop_app.records import Contested, RecordId
    from desktop_app.workspace.changes.aside import Aside
    from desktop_app.workspace.changes.history import History
    from desktop_app.workspace.file.counters import Counters
    from desktop_app.workspace.file.store import Store
    from desktop_app.workspace.kept.imports import Imports
    from desktop_app.workspace.merging.settling import Settler
    from desktop_app.workspace.writing.editing import Editor
    from desktop_app.workspace.writing.steps import Steps

_AT_ONCE: Final = 5_000
"""Records that are looked through in one read."""


class Withdrawn(msgspec.Struct, frozen=True):
    """What withdrawing an import did, or would do."""

    gone: int
    """Changes that are taken out."""
    kept: int
    """Changes that it brought, and that another import held as well."""
    records: int
    """Records about which something is taken out, as people know them and as a rehearsal counts them: for whom an
    installation writes is none, and parts that were deleted with what they are a part of are told in `parts`."""
    whole: Mapping[str, int] = {}
    """Of how many records, by kind, nothing is left."""
    partly: Mapping[str, int] = {}
    """How many, by kind, go back to what is said of them without it."""
    parts: Mapping[str, int] = {}
    """How many others, by kind, were deleted with one of them, as parts of it, and are not any more."""
    waiting: int = 0
    """How many contradictions wait for a decision in which it has one of the sides."""
    losing: tuple[Decided, ...] = ()
    """Decisions about which there is nothing to decide without it. What was chosen stays."""

    @property
    def said(self) -> Message:
        """What it does, in one sentence."""
        if not self.kept:
            return plural(
                "What it says in {n} record is removed; nothing else changes.",
                "What it says in {n} records is removed; nothing else changes.",
                self.records,
            )
        return plural(
            "What it says in {n} record is removed, apart from what another file says too.",
            "What it says in {n} records is removed, apart from what another file says too.",
            self.records,
        )

    @property
    def remarks(self) -> list[Message]:
        """What else comes of it: to contradictions that wait, and to decisions."""
        said = []
        if self.waiting:
            said.append(plural(
                "{n} contradiction that waits for a decision has a side from this file, which goes.",
                "{n} contradictions that wait for a decision have a side from this file, which goes.",
                self.waiting,
            ))  # fmt: skip
        if self.losing:
            said.append(plural(
                "{n} decision leaves “Decided lately”: without this file there is nothing to decide there. What was"
                " chosen stays; merging the file again lists it again.",
                "{n} decisions leave “Decided lately”: without this file there is nothing to decide there. What was"
                " chosen stays; merging the file again lists them again.",
                len(self.losing),
            ))  # fmt: skip
        return said


class Signed(msgspec.Struct, frozen=True):
    """What is here that one key signed."""

    imports: tuple[int, ...]
    """The imports that it signed and that were not withdrawn, the latest first."""
    records: int
    """In how many records there is something that one of them brought."""


class Leaving:
    """Which changes an import would take along, asked of one record at a time."""

    def __init__(self, store: Store, number: int, leaves: Callable[[str, int], bool]) -> None:
        """Make it. ``leaves`` says by its site and number there whether a change is in no other import."""
        self._store = store
        self._number = number
        self._leaves = leaves

    def of(self, record: RecordId) -> set[bytes]:
        """The ids of all of a record."""
        return self._ids("r.id = ?", record)

    def heads(self, one: Contested) -> set[bytes]:
        """The ids of those among the values that stand side by side."""
        where = f"r.id = ? and s.field = ? and s.language = ? and c.live > {SUPERSEDED}"
        return self._ids(where, one.record, one.field, one.language)

    def _ids(self, where: str, *values: str) -> set[bytes]:
        sql = (
            "select c.id, w.site, c.seq from record r cross join change c on c.record = r.n join who w on w.n = c.who"
            f" join slot s on s.n = c.slot where {where} and c.batch = ?"
        )
        rows = self._store.rows(sql, *values, self._number)
        return {bytes(id_) for id_, site, seq in rows if self._leaves(site, seq)}


class Withdrawing:
    """Takes imports out of one workspace."""

    def __init__(
        self, store: Store, imports: Imports, editor: Editor, steps: Steps, counters: Counters, settler: Settler,
        history: History, aside: Aside,
    ) -> None:  # fmt: skip
        self._store = store
        self._imports = imports
        self._editor = editor
        self._steps = steps
        self._counters = counters
        self._settler = settler
        self._history = history
        self._aside = aside

    def foresee(self, number: int) -> Withdrawn:
        """What withdrawing an import would do; nothing is done.

        Raises:
            Unknown: there is no such import, or it was withdrawn before.
        """
        with self._store.lock:
            others = self._others(number)
            kept = 0
            going: Counter[int] = Counter()
            for chunk in self._brought(number):
                leaving = [record for record, _slot, _id, site, seq in chunk if not self._owner(others, site, seq)]
                kept += len(chunk) - len(leaving)
                going.update(leaving)
            parts = self._parts_of(number, going)
            inside = self._kinds_of({record: going[record] for record in parts})
            whole, partly = self._kinds_of({record: n for record, n in going.items() if record not in parts})
            leave = Leaving(self._store, number, lambda site, seq: not self._owner(others, site, seq))
            waiting = sum(self._has_side(leave, one) for one in self._history.contested() if not one.left)
            lost = tuple(losing(self._store, self._history, self._aside, leave.of))
        return Withdrawn(
            going.total(), kept, (whole + partly).total(), whole, partly, inside[0] + inside[1], waiting, lost
        )

    @staticmethod
    def _has_side(leave: Leaving, one: Contested) -> bool:
        """Whether something that leaves is a side of a contradiction; of a deletion, all that is said of its record."""
        return bool(leave.of(one.record) if one.field == DELETED else leave.heads(one))

    def _parts_of(self, number: int, going: Mapping[int, int]) -> set[int]:
        """The records of which nothing goes but that they were deleted with what they are a part of."""
        sql = (
            "select c.record, count(*) from change c join slot s on s.n = c.slot join record r on r.n = c.record"
            " where c.batch = ? and s.field = ? and c.value is not null and instr(c.value, '\"root\":') > 0"
            " and instr(c.value, '\"root\":\"' || r.id || '\"') = 0 group by c.record"
        )
        return {record for record, n in self._store.rows(sql, number, DELETED) if n == going.get(record)}

    def signed_with(self, verify_key: bytes) -> Signed:
        """What is here by the files that a key signed."""
        with self._store.lock:
            numbers = tuple(
                one.number for one in self._imports.all() if one.verify_key == verify_key and not one.withdrawn
            )
            sql = (
                "select count(distinct c.record) from change c join record r on r.n = c.record"
                " where c.batch in (select value from json_each(?)) and r.kind <> ?"
            )
            return Signed(
                numbers, self._store.value(sql, msgspec.json.encode(numbers).decode(), SITE) if numbers else 0
            )

    def _kinds_of(self, going: Mapping[int, int]) -> tuple[Counter[str], Counter[str]]:
        """By kind, of how many records everything goes, and of how many a part, by how many of their changes go."""
        found: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
        sql = (
            "select r.n, r.kind, (select count(*) from change c where c.record = r.n)"
            " from json_each(?) j cross join record r on r.n = j.value where r.kind <> ?"
        )
        for number, kind, every in self._store.rows(sql, msgspec.json.encode(list(going)).decode(), SITE):
            found[going[number] < every][kind] += 1
        return found

    def withdraw(self, number: int, progress: Progress = SILENT) -> Withdrawn:
        """Take an import out again, all of it or nothing. A backup is to be made before.

        Raises:
            Unknown: there is no such import, or it was withdrawn before.
            Cancelled: the person asked to stop; nothing was done.
        """
        with self._store.lock, self._editor.step(undoable=False):
            foreseen = self.foresee(number)
            others = self._others(number)
            self._make_tables()
            kept = gone = 0
            for chunk in self._brought(number):
                progress.step(gone + kept, None, _("Withdrawing changes"))
                owners = [(*row[:3], self._owner(others, row[3], row[4])) for row in chunk]
                self._store.run_many("insert into temp.leaving values (?, ?, ?, ?)", owners)
                kept += sum(owner > 0 for *_row, owner in owners)
                gone += sum(owner == 0 for *_row, owner in owners)
            self._store.run(
                "update change set batch = l.owner from temp.leaving l where l.owner > 0 and change.record = l.record"
                " and change.slot = l.slot and change.id = l.id"
            )
            self._store.run("delete from temp.leaving where owner > 0")
            touched = self._take_out()
            self._imports.note_withdrawn(number)
            self._steps.clear()
            self._editor.touch(touched.items())
            self._counters.save()
        return foreseen

    def _make_tables(self) -> None:
        self._store.run(
            "create table if not exists temp.leaving(record integer, slot integer, id blob, owner integer,"
            " primary key(record, slot, id)) without rowid"
        )
        self._store.run("delete from temp.leaving")

    def _others(self, number: int) -> dict[int, Held]:
        """What the other imports held that are not withdrawn.

        Raises:
            Unknown: there is no such import, or it was withdrawn before.
        """
        rows = self._store.rows("select n, held from batch where withdrawn = 0 order by n")
        if number not in [other for other, _held in rows]:
            raise Unknown(_("There is no import {number} that could be withdrawn.", number=number))
        return {other: Held(held) for other, held in rows if other != number and held is not None}

    @staticmethod
    def _owner(others: dict[int, Held], site: str, seq: int) -> int:
        """The first other import that held a change as well; 0 for none."""
        return next((other for other, held in others.items() if held.has(site, seq)), 0)

    def _brought(self, number: int) -> Iterator[list[tuple[int, int, bytes, str, int]]]:
        """The changes that count as an import's, some thousand records at a time."""
        last = self._store.value("select max(n) from record") or 0
        sql = (
            "select c.record, c.slot, c.id, w.site, c.seq from change c join who w on w.n = c.who"
            " where c.record between ? and ? and c.batch = ?"
        )
        for start in range(1, last + 1, _AT_ONCE):
            yield self._store.rows(sql, start, start + _AT_ONCE - 1, number)

    def _take_out(self) -> dict[RecordId, str]:
        """Take out of the log what is left in the table of what leaves; gives the records and their kinds."""
        rows = self._store.rows("select record, slot, id from temp.leaving")
        touched: dict[RecordId, str] = dict(
            self._store.rows("select id, kind from record where n in (select record from temp.leaving)")
        )
        self._store.run("delete from change where (record, slot, id) in (select record, slot, id from temp.leaving)")
        self._counters.discount(bytes(id_) for _record, _slot, id_ in rows)
        self._settler.settle({(record, slot) for record, slot, _id in rows})
        return touched
