"""Taking in many changes at once: the union of two sets, in one transaction, in bulk.

Per chunk: what is known is left out; what is not goes to its cells, which are ranked in memory (`joining`), and into
the log in the order of its key; the state's rows are made by one pivot per kind. Search is brought in step once, at the
end.
"""

from __future__ import annotations

from sys import intern
from typing import TYPE_CHECKING, Final

import msgspec

from desktop_app.language import _
from desktop_app.records import KINDS
from desktop_app.workspace.changes.change import DELETED, ID_SIZE
from desktop_app.workspace.merging import joining
from desktop_app.workspace.merging.chunks import chunks
from desktop_app.workspace.merging.joining import Joining

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from desktop_app.progress import Progress
    from desktop_app.records import RecordId
    from desktop_app.workspace.changes.change import Change
    from desktop_app.workspace.changes.held import Manifest
    from desktop_app.workspace.changes.log import Log
    from desktop_app.workspace.changes.presence import Presence
    from desktop_app.workspace.current.search import Search
    from desktop_app.workspace.current.state import State
    from desktop_app.workspace.file.counters import Counters
    from desktop_app.workspace.file.store import Store
    from desktop_app.workspace.kept.erasing import Erasing
    from desktop_app.workspace.merging.joining import Cell, Key

CHUNK: Final = 8_000
_LONG_CHUNK: Final = 32_000
"""The same within a record of which there is more than a chunk. What stands in a cell is looked at with every chunk
that comes to it, and in the middle of a long history, which comes in no order, that is up to a quarter of all."""
_WORTH_COUNTING: Final = 2**22
"""Bytes of what stands in a record from which they are counted as characters."""
_TABLES: Final = (
    "touched(n integer primary key, id text, kind text, born integer)",
    "all_touched(n integer primary key)",
)


class Most(msgspec.Struct, frozen=True):
    """The most that there is about one thing."""

    heads: int = 0
    """Values that stand side by side in a cell."""
    letters: int = 0
    """Characters of those of a record together, as JSON, and of all that was said of its being deleted."""
    of_record: int = 0
    """Changes of a record."""

    def or_more(self, other: Most) -> Most:
        """The most of each."""
        return Most(*map(max, msgspec.structs.astuple(self), msgspec.structs.astuple(other)))


class Absorbed(msgspec.Struct, frozen=True):
    """What taking in a set of changes did."""

    new: int
    known: int
    """Changes that were here already."""
    disagreements: int
    """Cells of the records that got something new in which different values now stand side by side."""
    batch: int
    """The number of this import in the list of imports."""
    erasures: int = 0
    """How many erasures were not here before."""
    most: Most = Most()
    """What there is most of in the cells and records that got something new; nothing where it is little."""


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
        self._crowded: set[Cell] = set()
        self._long: set[int] = set()
        self._of_record = 0

    def absorb(
        self,
        changes: Iterable[Change],
        batch: int,
        progress: Progress,
        *,
        held: Manifest | None = None,
    ) -> tuple[int, int]:
        """Take changes in, in any order and however often, within a transaction; gives how many were new and known.

        They go fastest sorted by record. Afterwards the table ``temp.all_touched`` holds the numbers of the
        records that got something new, until the next call. Goes fastest where the store is `roomy`.

        Whoever reads changes from elsewhere has seen that each of them `is_sound`.

        Args:
            held: notes which they were.
        """
        for table in _TABLES:
            self._store.run(f"create table if not exists temp.{table}")
        self._store.run("delete from temp.all_touched")
        self._crowded.clear()
        self._long.clear()
        self._of_record = 0
        first_new = joining.next_number(self._store)
        new = given = 0
        for chunk in chunks(changes, _weight, _size_after):
            progress.step(given, None, _("Adding the changes"))
            if held is not None:
                held.note_all(chunk)
            if self._erasing.any_done:
                chunk = [self._erasing.redacted(change) for change in chunk]
            new += self._absorb_chunk(chunk, batch)
            given += len(chunk)
        touched = [number for (number,) in self._store.rows("select n from temp.all_touched")]
        if touched:
            progress.step(given, None, _("Updating the search"))
            self._search.index(touched, new_from=first_new, long=self._long)
        return new, given - new

    def most(self) -> Most:
        """What there is most of in the cells and records to which the last call of `absorb` brought something."""
        most = Most(of_record=self._of_record)
        for cell in self._crowded:
            sql = "select count(*) from change where record = ? and slot = ? and live > 0"
            most = most.or_more(Most(self._store.value(sql, *cell)))
        for record in self._long.union(record for record, _slot in self._crowded):
            most = most.or_more(Most(letters=self._letters(record)))
        return most

    def _letters(self, record: int) -> int:
        """The characters of what stands in a record, and of all that was said of its being deleted; where they are few,
        no less than that.
        """
        standing = "(live > 0 or slot in (select n from slot where field = ?))"
        size = 0
        for measure in ("octet_length", "length"):
            sql = f"select total({measure}(value)) from change where record = ? and {standing}"
            size = int(self._store.value(sql, record, DELETED))
            if size < _WORTH_COUNTING:
                break
        return size

    def touched(self) -> Iterator[tuple[RecordId, str]]:
        """The records that got something new in the last call of `absorb`, and their kinds."""
        sql = (
            "select t.n, r.id, r.kind from temp.all_touched t cross join record r on r.n = t.n where t.n > ?"
            f" order by t.n limit {CHUNK}"
        )
        last = 0
        while rows := self._store.rows(sql, last):
            yield from ((id_, intern(kind)) for _number, id_, kind in rows)
            last = rows[-1][0]

    def _absorb_chunk(self, chunk: Sequence[Change], batch: int) -> int:
        here = self._here(chunk)
        known = self._known(sorted(here.values()))
        fresh: dict[Key, dict[bytes, Change]] = {}
        for change in chunk:
            if change.id not in known:
                found = fresh.setdefault((change.record, change.kind), {})
                if change.value is not None or change.id not in found:
                    found[change.id] = change
        filled = self._fill_in(chunk, here)
        if not fresh and not filled:
            return 0
        told = {key: list(found.values()) for key, found in fresh.items()}
        touched = self._write(told, here, filled, known, batch)
        self._log.forget()
        self._bring_in_step(touched, {kind for _id, kind in (*here, *fresh)})
        ids = [id_ for changes in fresh.values() for id_ in changes]
        if len(known) + len(ids) > _LONG_CHUNK:
            self._of_record = max(self._of_record, self._longest(touched))
        self._counters.count(ids)
        return len(ids)

    def _here(self, chunk: Sequence[Change]) -> dict[Key, int]:
        """The numbers of the records of a chunk that are here."""
        records = msgspec.json.encode(list(dict.fromkeys(change.record for change in chunk))).decode()
        sql = "select r.id, r.kind, r.n from json_each(?) j cross join record r on r.id = j.value"
        return {(id_, kind): place for id_, kind, place in self._store.rows(sql, records)}

    def _known(self, numbers: Sequence[int]) -> set[bytes]:
        """The ids of all changes of some records: in one row of one read, since most of a bundle is often here."""
        records = msgspec.json.encode(numbers).decode()
        sql = "select group_concat(hex(c.id), '') from json_each(?) j cross join change c on c.record = j.value"
        ids = bytes.fromhex(self._store.value(sql, records) or "")
        return {ids[start : start + ID_SIZE] for start in range(0, len(ids), ID_SIZE)}

    def _write(
        self, fresh: Mapping[Key, Sequence[Change]], here: Mapping[Key, int], filled: Collection[Cell],
        known: Collection[bytes], batch: int,
    ) -> set[int]:  # fmt: skip
        """Write what is new; gives the numbers of all records that it touched."""
        ours = {here[key]: changes for key, changes in fresh.items() if key in here}
        others = {key: changes for key, changes in fresh.items() if key not in here}
        founded = {place: others[key] for key, place in joining.number(self._store, others).items()}
        come = Joining(self._store, self._log, batch)
        come.join(ours, filled, known)
        come.found(founded)
        come.write()
        self._crowded |= come.crowded
        self._long |= come.long
        earliest = [(place, min(change.at for change in changes)) for place, changes in sorted(ours.items())]
        self._store.run(
            "update record set born = j.value ->> 1 from json_each(?) j"
            " where n = j.value ->> 0 and born > j.value ->> 1",
            msgspec.json.encode(earliest).decode(),
        )
        return {*ours, *founded, *(place for place, _slot in filled)}

    def _bring_in_step(self, touched: Iterable[int], kinds: Iterable[str]) -> None:
        """Have the state follow."""
        run = self._store.run
        run("delete from temp.touched")
        run(
            "insert into temp.touched select r.n, r.id, r.kind, r.born from json_each(?) j cross join record r"
            " on r.n = j.value",
            msgspec.json.encode(sorted(touched)).decode(),
        )
        parts = [self._log.numbered(number) for number in self._presence.settle_all("select n from temp.touched")]
        self._store.run_many(
            "insert or ignore into temp.touched values (?, ?, ?, ?)", [(p.number, p.id, p.kind, p.born) for p in parts]
        )
        followed = {*kinds, *(part.kind for part in parts)}
        self._state.refresh("temp.touched", {KINDS[kind] for kind in followed if kind in KINDS})
        run("insert or ignore into temp.all_touched select n from temp.touched")

    def _longest(self, records: Collection[int]) -> int:
        """How many changes the record has, of these, that has the most."""
        sql = "select count(*) as n from json_each(?) j cross join change c on c.record = j.value group by c.record"
        return int(self._store.value(f"select max(n) from ({sql})", msgspec.json.encode(list(records)).decode()) or 0)

    def _fill_in(self, chunk: Sequence[Change], here: Mapping[Key, int]) -> set[Cell]:
        """Give back the values of changes that came without them before: somebody had erased them, for himself."""
        if self._store.value("select 1 from change indexed by redacted where value is null limit 1") is None:
            return set()
        records = msgspec.json.encode(list(here.values())).decode()
        sql = (
            "select c.id from json_each(?) j cross join change c indexed by redacted on c.record = j.value"
            " where c.value is null"
        )
        without = {id_ for (id_,) in self._store.rows(sql, records)}
        slot = self._log.slot
        given = [
            (here[c.record, c.kind], slot(c.kind, c.field, c.language), c)
            for c in chunk
            if c.id in without and c.value is not None
        ]
        self._store.run_many(
            "update change set salt = ?, value = ? where record = ? and slot = ? and id = ?",
            [(bytearray(c.salt), c.value, place, number, bytearray(c.id)) for place, number, c in given],
        )
        return {(place, number) for place, number, _c in given}


def _size_after(chunk: Sequence[Change]) -> int:
    return _LONG_CHUNK if chunk and chunk[0].record == chunk[-1].record else CHUNK


def _weight(change: Change) -> int:
    return len(change.value or "")
