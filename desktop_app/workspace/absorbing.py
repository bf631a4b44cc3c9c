"""Taking in many changes at once: the union of two sets, in one transaction, in bulk.

Per chunk the changes are staged in temporary tables, which live in memory; what is new goes into the log in the order
of its key; parents are superseded; only the cells that were touched are ranked anew, *also those that had several
heads before*; the state's rows are made by one pivot per kind. Search is brought in step once, at the end.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

import msgspec

from desktop_app.language import _
from desktop_app.workspace.log import ONLY, OTHER, SHOWN, SUPERSEDED, TWIN

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop_app.progress import Progress
    from desktop_app.records import RecordId
    from desktop_app.workspace.change import Change
    from desktop_app.workspace.counters import Counters
    from desktop_app.workspace.erasing import Erasing
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
    "seen(id text, kind text, born integer, primary key(id, kind)) without rowid",
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

    def absorb(self, changes: Iterable[Change], batch: int, progress: Progress) -> tuple[int, int]:
        """Take changes in, in any order and however often, within a transaction; gives how many were new and known.

        They go fastest sorted by record. Afterwards the table ``temp.all_touched`` holds the records that got
        something new, until the next call.

        Whoever reads changes from elsewhere has seen that each of them `is_sound`.
        """
        for table in _TABLES:
            self._store.run(f"create table if not exists temp.{table}")
        self._store.run("delete from temp.all_touched")
        source = iter(changes)
        new = given = 0
        self._filled = False
        while chunk := list(islice(source, CHUNK)):
            progress.step(given, None, _("Taking in changes"))
            if self._erasing.any_done:
                chunk = [self._erasing.redacted(change) for change in chunk]
            new += self._absorb_chunk(chunk, batch)
            given += len(chunk)
        if new or self._filled:
            progress.step(given, None, _("Bringing the search up to date"))
            self._search.index("select n from temp.all_touched")
        return new, given - new

    def _absorb_chunk(self, chunk: Sequence[Change], batch: int) -> int:
        self._clear("stage", "named", "cell", "several", "ranked", "touched")
        self._stage(chunk)
        run = self._store.run
        self._fill_in()
        run(
            "delete from temp.stage where exists (select 1 from main.change c"
            " where c.record = stage.record and c.slot = stage.slot and c.id = stage.id)"
        )
        ids = [bytes(id_) for (id_,) in self._store.rows("select id from temp.stage")]
        if not ids and self._store.value("select 1 from temp.cell limit 1") is None:
            return 0
        run(
            "insert into change(record, slot, id, who, seq, at, live, batch, parents, salt, value) select record, slot,"
            f" id, who, seq, at, {ONLY}, {batch}, parents, salt, value from temp.stage order by record, slot, id"
        )
        run("insert or ignore into temp.cell select distinct record, slot from temp.stage")
        run("insert or ignore into temp.touched select distinct record from temp.cell")
        self._supersede()
        self._rank()
        self._log.forget()
        self._presence.settle_all("select n from temp.touched")
        self._state.refresh("select n from temp.touched")
        run("insert or ignore into temp.all_touched select n from temp.touched")
        self._counters.count(ids)
        return len(ids)

    def _clear(self, *tables: str) -> None:
        for table in tables:
            self._store.run(f"delete from temp.{table}")

    def _stage(self, chunk: Sequence[Change]) -> None:
        """Number the chunk's records, slots and authors, and lay it out; `bytearray` spares the driver a look-up."""
        records = self._number_records(chunk)
        slot, who = self._log.slot, self._log.who
        placed = [(records[c.record, c.kind], slot(c.kind, c.field, c.language), c) for c in chunk]
        self._store.run_many(
            "insert into temp.stage values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do update"
            " set salt = excluded.salt, value = excluded.value where value is null and excluded.value is not null",
            [
                (record, number, bytearray(c.id), who(c.author, c.site), c.seq, c.at, bytearray().join(c.parents),
                 bytearray(c.salt), c.value)
                for record, number, c in placed
            ],
        )  # fmt: skip
        self._store.run_many(
            "insert or ignore into temp.named values (?, ?, ?)",
            [(record, number, bytearray(parent)) for record, number, c in placed for parent in c.parents],
        )

    def _fill_in(self) -> None:
        """Give back the values of changes that came without them before: somebody had erased them, for himself."""
        if self._store.value("select 1 from change indexed by redacted where value is null limit 1") is None:
            return
        self._store.run(
            "insert into temp.cell select distinct s.record, s.slot from temp.stage s join main.change c"
            " on c.record = s.record and c.slot = s.slot and c.id = s.id"
            " where c.value is null and s.value is not null"
        )
        self._store.run(
            "update change set (salt, value) = (select s.salt, s.value from temp.stage s where s.record = change.record"
            " and s.slot = change.slot and s.id = change.id) where (record, slot, id) in"
            " (select s.record, s.slot, s.id from temp.stage s cross join main.change c on c.record = s.record"
            " and c.slot = s.slot and c.id = s.id where c.value is null and s.value is not null)"
        )
        self._filled = self._filled or self._store.value("select 1 from temp.cell limit 1") is not None

    def _number_records(self, chunk: Sequence[Change]) -> dict[tuple[str, str], int]:
        born: dict[tuple[str, str], int] = {}
        for change in chunk:
            key = (change.record, change.kind)
            earliest = born.get(key)
            if earliest is None or change.at < earliest:
                born[key] = change.at
        self._clear("seen")
        self._store.run_many("insert into temp.seen values (?, ?, ?)", [(*key, at) for key, at in born.items()])
        self._store.run(
            "insert into record(id, kind, born) select id, kind, born from temp.seen where true order by born"
            " on conflict(id, kind) do update set born = min(born, excluded.born)"
        )
        sql = "select s.id, s.kind, r.n from temp.seen s cross join record r on r.id = s.id and r.kind = s.kind"
        return {(id_, kind): number for id_, kind, number in self._store.rows(sql)}

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
