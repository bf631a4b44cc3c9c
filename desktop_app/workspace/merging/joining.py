"""Changes that are not here yet come to their cells: what stands there is read, ranked in memory, and all is written.

Of a record that is new nothing is read, and most of what comes is new. A cell that had several heads before is ranked
again even if nothing but one of them is superseded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import msgspec

from desktop_app.workspace.changes.log import ONLY, SUPERSEDED, Head, brief, ranked

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from desktop_app.records import RecordId
    from desktop_app.workspace.changes.change import Change
    from desktop_app.workspace.changes.log import Log
    from desktop_app.workspace.file.store import Store

Key: TypeAlias = "tuple[RecordId, str]"
"""A record and its kind."""
Cell: TypeAlias = tuple[int, int]
"""The numbers of a record and of a slot."""
_Row: TypeAlias = tuple[int, int, bytearray, int, int, int, int, int, bytearray, bytearray, str | None]
Moved: TypeAlias = tuple[int, int, int, bytearray]
"""What a change is from now on (`live`), its cell and its id."""
_NONE: Final = bytearray()
_FEW: Final = 24
"""Heads of a cell that are not worth looking at."""
_LONG: Final = 20_000
"""Characters of a value that make its record one to look at."""


def next_number(store: Store) -> int:
    """The number that the next new record gets."""
    return 1 + int(store.value("select coalesce(max(n), 0) from record"))


def number(store: Store, records: Mapping[Key, Collection[Change]]) -> dict[Key, int]:
    """Number records that are not here, by their age."""
    by_age = sorted((min(change.at for change in changes), key) for key, changes in records.items())
    first = next_number(store)
    store.run_many(
        "insert into record(n, id, kind, born) values (?, ?, ?, ?)",
        [(place, *key, at) for place, (at, key) in enumerate(by_age, start=first)],
    )
    return {key: place for place, (_at, key) in enumerate(by_age, start=first)}


def settled(at: Cell, standing: Iterable[Head], before: Iterable[Head]) -> tuple[dict[bytes, int], list[Moved]]:
    """What the heads of a cell are, by their ids; and which of its changes are no longer what they were.

    Args:
        at: the cell.
        standing: the changes that no other names; whatever they are said to be, it is worked out anew.
        before: those that were here, as they were.
    """
    live = {head.id: head.live for head in ranked(standing)}
    said = ((live.get(head.id, SUPERSEDED), head) for head in before)
    return live, [(now, *at, bytearray(head.id)) for now, head in said if now != head.live]


def move(store: Store, moved: Iterable[Moved]) -> None:
    """Write what changes are from now on."""
    store.run_many("update change set live = ? where record = ? and slot = ? and id = ?", moved)


class Joining:
    """What comes to some records, and what stands in their cells."""

    def __init__(self, store: Store, log: Log, batch: int) -> None:
        self._store = store
        self._log = log
        self._batch = batch
        self._rows: list[_Row] = []
        self._moved: list[Moved] = []
        self._missing: list[tuple[int, int, bytearray]] = []
        self._come: list[tuple[int, int, bytearray]] = []
        """What was awaited and is here now."""
        self.crowded: set[Cell] = set()
        """The cells in which more than a few stand side by side."""
        self.long: set[int] = set()
        """The records to which a long value came."""

    def found(self, fresh: Mapping[int, Iterable[Change]]) -> None:
        """Take the changes of records that were just numbered, each change once."""
        for place, changes in sorted(fresh.items()):
            for slot, cell in sorted(self._by_slot(changes).items()):
                if len(cell) == 1 and not cell[0].parents:
                    self._add((place, slot), cell[0], ONLY)
                else:
                    self._settle((place, slot), cell)

    def join(self, fresh: Mapping[int, Iterable[Change]], filled: Iterable[Cell], known: Collection[bytes]) -> None:
        """Take the changes of records that are here, none of which is here, and the cells whose values came again.

        Args:
            fresh: by the numbers of their records.
            filled: the cells.
            known: the ids of all changes of these records that are here.
        """
        cells: dict[Cell, Sequence[Change]] = dict.fromkeys(filled, ())
        for place, changes in fresh.items():
            cells |= {(place, slot): cell for slot, cell in self._by_slot(changes).items()}
        ordered = sorted(cells)
        wanted = msgspec.json.encode(ordered).decode()
        heads, awaited = self._heads(wanted), self._awaited(wanted)
        for at in ordered:
            self._settle(at, cells[at], heads.get(at, ()), awaited.get(at, ()))
        self._missing = [row for row in self._missing if bytes(row[2]) not in known or not self._is_here(row)]

    def write(self) -> None:
        """Write what was taken, in the order of the log's key."""
        many = self._store.run_many
        many(
            "insert into change(record, slot, id, who, seq, at, live, batch, parents, salt, value)"
            " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            self._rows,
        )
        move(self._store, self._moved)
        many("delete from missing where record = ? and slot = ? and id = ?", self._come)
        many("insert or ignore into missing values (?, ?, ?)", self._missing)

    def _by_slot(self, changes: Iterable[Change]) -> dict[int, list[Change]]:
        cells: dict[int, list[Change]] = {}
        for change in changes:
            slot = self._log.slot(change.kind, change.field, change.language)
            if slot in cells:
                cells[slot].append(change)
            else:
                cells[slot] = [change]
        return cells

    def _heads(self, wanted: str) -> dict[Cell, list[Head]]:
        """The heads of some cells."""
        sql = (
            "select c.record, c.slot, c.id, c.at, c.value, c.live from json_each(?) j cross join change c"
            f" on c.record = j.value ->> 0 and c.slot = j.value ->> 1 where c.live > {SUPERSEDED}"
        )
        found: dict[Cell, list[Head]] = {}
        for record, slot, id_, at, value, live in self._store.each(sql, wanted):
            found.setdefault((record, slot), []).append(Head(id_, at, brief(value), live))
        return found

    def _awaited(self, wanted: str) -> dict[Cell, set[bytes]]:
        """What is awaited in some cells."""
        if self._store.value("select 1 from missing limit 1") is None:
            return {}
        sql = (
            "select m.record, m.slot, m.id from json_each(?) j cross join missing m"
            " on m.record = j.value ->> 0 and m.slot = j.value ->> 1"
        )
        found: dict[Cell, set[bytes]] = {}
        for record, slot, id_ in self._store.rows(sql, wanted):
            found.setdefault((record, slot), set()).add(id_)
        return found

    def _settle(
        self, at: Cell, fresh: Sequence[Change], heads: Sequence[Head] = (), awaited: Collection[bytes] = ()
    ) -> None:
        """Rank the heads of a cell, of those that stood there and those that come."""
        come = {change.id for change in fresh}
        named = {parent for change in fresh for parent in change.parents}
        superseded = named.union(awaited)
        standing = [head for head in heads if head.id not in superseded]
        standing += [Head(one.id, one.at, brief(one.value), ONLY) for one in fresh if one.id not in superseded]
        live, moved = settled(at, standing, heads)
        self._moved += moved
        if len(live) > _FEW:
            self.crowded.add(at)
        for change in sorted(fresh, key=_id):
            self._add(at, change, live.get(change.id, SUPERSEDED))
        here = come.union(awaited, (head.id for head in heads))
        self._missing += [(*at, bytearray(parent)) for parent in named if parent not in here]
        self._come += [(*at, bytearray(id_)) for id_ in come.intersection(awaited)]

    def _add(self, at: Cell, change: Change, live: int) -> None:
        """A row of the log; `bytearray` spares the driver a look-up of more than a microsecond for each value."""
        parents = bytearray().join(change.parents) if change.parents else _NONE
        if change.value is not None and len(change.value) > _LONG:
            self.long.add(at[0])
        self._rows.append((
            *at, bytearray(change.id), self._log.who(change.author, change.site), change.seq, change.at, live,
            self._batch, parents, bytearray(change.salt), change.value,
        ))  # fmt: skip

    def _is_here(self, named: tuple[int, int, bytearray]) -> bool:
        """Whether a parent is here after all: it was superseded long ago, and stands among no heads."""
        sql = "select 1 from change where record = ? and slot = ? and id = ?"
        return self._store.value(sql, *named) is not None


def _id(change: Change) -> bytes:
    return change.id
