"""Records that are not here yet: nothing in the file bears on them, so they are ranked in memory and written at once.

That takes half the time of comparing them with the log through temporary tables, and most of what comes is new.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from desktop_app.workspace.change import DELETED
from desktop_app.workspace.log import ONLY, SUPERSEDED, Head, ranked

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from desktop_app.records import RecordId
    from desktop_app.workspace.change import Change
    from desktop_app.workspace.log import Log
    from desktop_app.workspace.store import Store

Key: TypeAlias = "tuple[RecordId, str]"
"""A record and its kind."""
Row: TypeAlias = tuple[int, int, bytearray, int, int, int, int, int, bytearray, bytearray, str | None]
_NONE: Final = bytearray()


def is_plain(changes: Iterable[Change]) -> bool:
    """Whether a new record's changes are what `found` takes: nothing deleted and nothing erased."""
    return all(change.value is not None and change.field != DELETED for change in changes)


def number(store: Store, records: Mapping[Key, Sequence[Change]]) -> dict[Key, int]:
    """Number records that are not here, by their age."""
    by_age = sorted((min(change.at for change in changes), key) for key, changes in records.items())
    first = 1 + int(store.value("select coalesce(max(n), 0) from record"))
    store.run_many(
        "insert into record(n, id, kind, born) values (?, ?, ?, ?)",
        [(place, *key, at) for place, (at, key) in enumerate(by_age, start=first)],
    )
    return {key: place for place, (_at, key) in enumerate(by_age, start=first)}


def found(store: Store, log: Log, records: Mapping[int, Sequence[Change]], batch: int) -> None:
    """Write the changes of records that were just numbered, each change once."""
    rows: list[Row] = []
    awaited: list[tuple[int, int, bytearray]] = []
    for place, changes in records.items():
        cells: dict[int, list[Change]] = {}
        for change in changes:
            cells.setdefault(log.slot(change.kind, change.field, change.language), []).append(change)
        for slot, cell in sorted(cells.items()):
            standing = _standing(cell)
            for change in sorted(cell, key=_id) if len(cell) > 1 else cell:
                who = log.who(change.author, change.site)
                rows.append(_row(place, slot, change, who, standing[change.id], batch))
                if change.parents:
                    awaited += [(place, slot, bytearray(parent)) for parent in change.parents if parent not in standing]
    store.run_many(
        "insert into change(record, slot, id, who, seq, at, live, batch, parents, salt, value)"
        " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        rows,
    )
    if awaited:
        store.run_many("insert or ignore into missing values (?, ?, ?)", awaited)


def _standing(cell: Sequence[Change]) -> dict[bytes, int]:
    """The ``live`` of every change of a cell."""
    if len(cell) == 1:
        return {cell[0].id: ONLY}
    named = {parent for change in cell for parent in change.parents}
    standing = dict.fromkeys((change.id for change in cell), SUPERSEDED)
    heads = (Head(change.id, change.at, change.value, ONLY) for change in cell if change.id not in named)
    return standing | {head.id: head.live for head in ranked(heads)}


def _row(place: int, slot: int, change: Change, who: int, live: int, batch: int) -> Row:
    """A row of the log; `bytearray` spares the driver a look-up of more than a microsecond for each value."""
    parents = bytearray().join(change.parents) if change.parents else _NONE
    return (
        place, slot, bytearray(change.id), who, change.seq, change.at, live, batch, parents, bytearray(change.salt),
        change.value,
    )  # fmt: skip


def _id(change: Change) -> bytes:
    return change.id
