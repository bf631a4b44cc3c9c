"""Taking in many changes at once: the union of two sets, in one transaction, in bulk.

Per chunk: what is known is left out; records that are new are written at once (`founding`); the rest is laid out in
temporary tables, which live in memory, and goes into the log in the order of its key; parents are superseded; only the
cells that were touched are ranked anew, *also those that had several heads before*; the state's rows are made by one
pivot per kind. Search is brought in step once, at the end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from desktop_app.language import _
from desktop_app.records import KINDS
from desktop_app.workspace import founding
from desktop_app.workspace.ahead import Ahead, Chunks
from desktop_app.workspace.log import ONLY, OTHER, SHOWN, SUPERSEDED, TWIN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from desktop_app.progress import Progress
    from desktop_app.records import RecordId
    from desktop_app.workspace.change import Change
    from desktop_app.workspace.counters import Counters
    from desktop_app.workspace.erasing import Erasing
    from desktop_app.workspace.founding import Key
    from desktop_app.workspace.held import Manifest
    from desktop_app.workspace.log import Log
    from desktop_app.workspace.presence import Presence
    from desktop_app.workspace.search import Search
    from desktop_app.workspace.state import State
    from desktop_app.workspace.store import Store

CHUNK: Final = 20_000
_TABLES: Final = (
    "stage(record integer, slot integer, id blob, who integer, seq integer, at integer, parents blob, salt blob,"
    " value text, primary key(record, slot, id)) without rowid",
    "named(record integer, slot integer, id blob, primary key(record, slot, id)) without rowid",
    "cell(record integer, slot integer, primary key(record, slot)) without rowid",
    "several(record integer, slot integer, primary key(record, slot)) without rowid",
    "ranked(record integer, slot integer, id blob, live integer, primary key(record, slot, id)) without rowid",
    "touched(n integer primary key)",
    "all_touched(n integer primary key)",
)
_NAMED: Final = "select record, slot, id from temp.named"


class Absorbed(msgspec.Struct, frozen=True):
    """What taking in a set of changes did."""

    new: int
    known: int
    """Changes that were here already."""
    records: frozenset[RecordId]
    """The records that got something new."""
    disagreements: int
    """Cells of these records in which different values now stand side by side."""
    batch: int
    """The number of this import in the list of imports."""
    erasures: int = 0
    """How many erasures were not here before."""


class Absorber:
    """Takes changes into one workspace."""

    def __init__(
        self, store: Store, log: Log, state: State, presence: Presence, search: Search, counters: Counters,
        erasing: Erasing,
    ) -> None:  # fmt: skip
        self._store = store
        self._log = log
        self._state = state
        self._presence = presence
        self._search = search
        self._counters = counters
        self._erasing = erasing
        self._filled = False

    def absorb(
        self,
        changes: Iterable[Change],
        batch: int,
        progress: Progress,
        *,
        held: Manifest | None = None,
        ahead: bool = False,
    ) -> tuple[int, int]:
        """Take changes in, in any order and however often, within a transaction; gives how many were new and known.

        They go fastest sorted by record. Afterwards the table ``temp.all_touched`` holds the records that got
        something new, until the next call.

        Whoever reads changes from elsewhere has seen that each of them `is_sound`.

        Args:
            held: notes which they were.
            ahead: that the changes can be made in another thread: they need nothing of this workspace.
        """
        for table in _TABLES:
            self._store.run(f"create table if not exists temp.{table}")
        self._store.run("delete from temp.all_touched")
        new = given = 0
        self._filled = False
        with (Ahead if ahead else Chunks)(changes, CHUNK) as coming:
            for chunk in coming:
                progress.step(given, None, _("Taking in changes"))
                if held is not None:
                    held.note_all(chunk)
                if self._erasing.any_done:
                    chunk = [self._erasing.redacted(change) for change in chunk]
                new += self._absorb_chunk(chunk, batch, coming)
                given += len(chunk)
        if new or self._filled:
            progress.step(given, None, _("Bringing the search up to date"))
            self._search.index([number for (number,) in self._store.rows("select n from temp.all_touched")])
        return new, given - new

    def _absorb_chunk(self, chunk: Sequence[Change], batch: int, coming: Chunks[Change]) -> int:
        numbers = self._numbers(chunk)
        known = self._known(numbers.values())
        fresh: dict[Key, dict[bytes, Change]] = {}
        for change in chunk:
            if change.id not in known:
                found = fresh.setdefault((change.record, change.kind), {})
                if change.value is not None or change.id not in found:
                    found[change.id] = change
        self._clear("stage", "named", "cell", "several", "ranked", "touched")
        filled = self._fill_in(chunk, numbers)
        if not fresh and not filled:
            return 0
        self._write({key: list(changes.values()) for key, changes in fresh.items()}, numbers, batch)
        self._log.forget()
        with coming.lending():
            self._join(batch)
            self._presence.settle_all("select n from temp.touched")
            self._state.refresh(
                "select n from temp.touched", {KINDS[kind] for _id, kind in (*numbers, *fresh) if kind in KINDS}
            )
            self._store.run("insert or ignore into temp.all_touched select n from temp.touched")
        ids = [id_ for changes in fresh.values() for id_ in changes]
        self._counters.count(ids)
        return len(ids)

    def _fill_in(self, chunk: Sequence[Change], numbers: Mapping[Key, int]) -> bool:
        """Give back the values of changes that came without them before: somebody had erased them, for himself."""
        if self._store.value("select 1 from change indexed by redacted where value is null limit 1") is None:
            return False
        records = msgspec.json.encode(list(numbers.values())).decode()
        sql = (
            "select c.id from json_each(?) j cross join change c indexed by redacted on c.record = j.value"
            " where c.value is null"
        )
        without = {id_ for (id_,) in self._store.rows(sql, records)}
        slot = self._log.slot
        given = [
            (numbers[c.record, c.kind], slot(c.kind, c.field, c.language), c)
            for c in chunk
            if c.id in without and c.value is not None
        ]
        self._store.run_many(
            "update change set salt = ?, value = ? where record = ? and slot = ? and id = ?",
            [(bytearray(c.salt), c.value, place, number, bytearray(c.id)) for place, number, c in given],
        )
        cells = {(place, number) for place, number, _c in given}
        self._store.run_many("insert into temp.cell values (?, ?)", cells)
        self._store.run_many("insert or ignore into temp.touched values (?)", [(place,) for place, _number in cells])
        self._filled = self._filled or bool(given)
        return bool(given)

    def _numbers(self, chunk: Sequence[Change]) -> dict[Key, int]:
        """The numbers of the records of a chunk that are here."""
        records = msgspec.json.encode(list({change.record for change in chunk})).decode()
        sql = "select r.id, r.kind, r.n from json_each(?) j cross join record r on r.id = j.value"
        return {(id_, kind): place for id_, kind, place in self._store.rows(sql, records)}

    def _known(self, numbers: Iterable[int]) -> set[bytes]:
        """The ids of all changes of some records: in one read, since most of a bundle is often here already."""
        records = msgspec.json.encode(list(numbers)).decode()
        sql = "select c.id from json_each(?) j cross join change c on c.record = j.value"
        return {id_ for (id_,) in self._store.rows(sql, records)}

    def _write(self, fresh: Mapping[Key, Sequence[Change]], numbers: Mapping[Key, int], batch: int) -> None:
        """Write what founds a record into the log, and lay out the rest for `_join`."""
        founded = founding.number(self._store, {key: found for key, found in fresh.items() if key not in numbers})
        plain = {key for key in founded if founding.is_plain(fresh[key])}
        founding.found(self._store, self._log, {founded[key]: fresh[key] for key in plain}, batch)
        places = founded | {key: numbers[key] for key in fresh if key in numbers}
        self._store.run_many("insert or ignore into temp.touched values (?)", [(place,) for place in places.values()])
        self._store.run_many(
            "update record set born = ?2 where n = ?1 and born > ?2",
            [(numbers[key], min(change.at for change in fresh[key])) for key in fresh if key in numbers],
        )
        self._stage({places[key]: changes for key, changes in fresh.items() if key not in plain})

    def _stage(self, fresh: Mapping[int, Sequence[Change]]) -> None:
        """Lay changes out for `_join`; `bytearray` spares the driver a look-up."""
        slot, who = self._log.slot, self._log.who
        placed = [(place, slot(c.kind, c.field, c.language), c) for place, changes in fresh.items() for c in changes]
        self._store.run_many(
            "insert into temp.stage values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (place, number, bytearray(c.id), who(c.author, c.site), c.seq, c.at, bytearray().join(c.parents),
                 bytearray(c.salt), c.value)
                for place, number, c in placed
            ],
        )  # fmt: skip
        self._store.run_many(
            "insert or ignore into temp.named values (?, ?, ?)",
            [(place, number, bytearray(parent)) for place, number, c in placed for parent in c.parents],
        )

    def _join(self, batch: int) -> None:
        """Bring the changes that were laid out together with those that are here."""
        run = self._store.run
        run(
            "insert into change(record, slot, id, who, seq, at, live, batch, parents, salt, value) select record, slot,"
            f" id, who, seq, at, {ONLY}, {batch}, parents, salt, value from temp.stage order by record, slot, id"
        )
        run("insert or ignore into temp.cell select distinct record, slot from temp.stage")
        self._supersede()
        self._rank()

    def _clear(self, *tables: str) -> None:
        for table in tables:
            self._store.run(f"delete from temp.{table}")

    def _supersede(self) -> None:
        """Parents that are here are superseded; those that are not yet here are awaited; so are those that came."""
        run = self._store.run
        supersede = f"update change set live = {SUPERSEDED} where (record, slot, id) in ({_NAMED})"
        run(supersede)
        run(
            "insert or ignore into missing select p.record, p.slot, p.id from temp.named p where not exists"
            " (select 1 from main.change c where c.record = p.record and c.slot = p.slot and c.id = p.id)"
        )
        if self._store.value("select 1 from missing limit 1") is None:
            return
        self._clear("named")
        run(
            "insert into temp.named select s.record, s.slot, s.id from temp.stage s"
            " join missing m on m.record = s.record and m.slot = s.slot and m.id = s.id"
        )
        run(supersede)
        run(f"delete from missing where (record, slot, id) in ({_NAMED})")

    def _rank(self) -> None:
        """Rank the heads of the touched cells that have several, and those that had several and have one now."""
        run = self._store.run
        run(
            "insert into temp.several select t.record, t.slot from temp.cell t cross join change c"
            f" on c.record = t.record and c.slot = t.slot where c.live > {SUPERSEDED} group by t.record, t.slot"
            f" having count(*) > 1 or max(c.live) <> {ONLY}"
        )
        if self._store.value("select 1 from temp.several limit 1") is None:
            return
        run(
            f"insert into temp.ranked select record, slot, id, case when place > 1 then iif(same, {TWIN}, {OTHER})"
            f" when sum(same) over (partition by record, slot) = count(*) over (partition by record, slot) then {ONLY}"
            f" else {SHOWN} end from (select c.record, c.slot, c.id, row_number() over latest as place,"
            "  c.value is null or c.value is first_value(c.value) over latest as same"
            "  from temp.several t cross join change c on c.record = t.record and c.slot = t.slot"
            f" where c.live > {SUPERSEDED}"
            "  window latest as (partition by c.record, c.slot order by c.value is null, c.at desc, c.id desc))"
        )
        run(
            "update change set live = (select r.live from temp.ranked r"
            " where r.record = change.record and r.slot = change.slot and r.id = change.id)"
            " where (record, slot, id) in (select record, slot, id from temp.ranked)"
        )
