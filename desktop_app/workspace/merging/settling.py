"""What follows from the log for some of its cells, worked out anew: after values or changes were taken out of it.

The log itself needs this when it shrinks. Where it only grows, `desktop_app.workspace.merging.absorbing` does the same
in bulk.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

import msgspec

from desktop_app.workspace.changes.change import ID_SIZE
from desktop_app.workspace.changes.log import Head, brief
from desktop_app.workspace.merging.joining import move, settled

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from desktop_app.workspace.changes.log import Log
    from desktop_app.workspace.changes.presence import Presence
    from desktop_app.workspace.current.search import Search
    from desktop_app.workspace.current.state import State
    from desktop_app.workspace.file.store import Store
    from desktop_app.workspace.merging.joining import Moved

_AT_ONCE: Final = 2_000


class Settler:
    """Brings all that follows from the log in step with it, within a transaction."""

    def __init__(self, store: Store, log: Log, state: State, presence: Presence, search: Search) -> None:
        self._store = store
        self._log = log
        self._state = state
        self._presence = presence
        self._search = search

    def settle(self, cells: Collection[tuple[int, int]]) -> None:
        """Work out anew the heads of these cells, what is awaited in them, and their records in state and search."""
        ordered = sorted(cells)
        for start in range(0, len(ordered), _AT_ONCE):
            self._settle_heads(ordered[start : start + _AT_ONCE])
        self._log.forget()
        self._settle_records(sorted({record for record, _slot in ordered}))

    def _settle_heads(self, cells: list[tuple[int, int]]) -> None:
        run, wanted = self._store.run, msgspec.json.encode(cells).decode()
        moved: list[Moved] = []
        awaited: list[tuple[int, int, bytearray]] = []
        for (record, slot), rows in groupby(self._rows(wanted), key=lambda row: row[:2]):
            cell = [
                (Head(bytes(id_), at, brief(value), live), bytes(parents))
                for _r, _s, id_, at, value, live, parents in rows
            ]
            named = {
                parents[start : start + ID_SIZE] for _h, parents in cell for start in range(0, len(parents), ID_SIZE)
            }
            standing = (head for head, _parents in cell if head.id not in named)
            moved += settled((record, slot), standing, (head for head, _parents in cell))[1]
            here = {head.id for head, _parents in cell}
            awaited += [(record, slot, bytearray(parent)) for parent in named - here]
        move(self._store, moved)
        run(
            "delete from missing where (record, slot) in (select j.value ->> 0, j.value ->> 1 from json_each(?) j)",
            wanted,
        )
        self._store.run_many("insert into missing values (?, ?, ?)", awaited)

    def _rows(self, wanted: str) -> Iterator[tuple[int, int, bytes, int, str | None, int, bytes]]:
        sql = (
            "select c.record, c.slot, c.id, c.at, c.value, c.live, c.parents from json_each(?) j cross join change c"
            " on c.record = j.value ->> 0 and c.slot = j.value ->> 1 order by c.record, c.slot"
        )
        return self._store.each(sql, wanted)

    def _settle_records(self, records: list[int]) -> None:
        run, listed = self._store.run, msgspec.json.encode(records).decode()
        run("create table if not exists temp.touched_records(n integer primary key)")
        run("delete from temp.touched_records")
        run("insert into temp.touched_records select value from json_each(?)", listed)
        touched = "select n from temp.touched_records"
        self._presence.clear(touched)
        for kind in self._state.tables():
            run(f"delete from {kind.name} where n in ({touched})")
        run(
            f"update record set born = coalesce((select min(at) from change where change.record = n), born)"
            f" where n in ({touched})"
        )
        parts = self._presence.settle_all(touched)
        run(
            "insert or ignore into temp.touched_records select value from json_each(?)",
            msgspec.json.encode(parts).decode(),
        )
        self._state.refresh(f"(select * from record where n in ({touched}))")
        self._search.index(sorted({*records, *parts}))
        run(f"delete from record where n in ({touched}) and not exists (select 1 from change where change.record = n)")
