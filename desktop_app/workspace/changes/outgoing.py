"""The log as changes, in the order in which they travel."""

from __future__ import annotations

from itertools import groupby
from sys import intern
from typing import TYPE_CHECKING, Final

import msgspec

from desktop_app.workspace.changes.change import ID_SIZE, Change

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from desktop_app.records import RecordId
    from desktop_app.workspace.file.store import Store

_AT_ONCE: Final = 500
"""Records that are read in one short read."""
_MANY: Final = 10_000
"""Changes of a record of which a part is read at a time, and how many are read then."""
_HEAVY: Final = 2**22
"""Bytes of their values, in the same way."""


def outgoing(store: Store, records: Collection[RecordId] | None = None) -> Iterator[Change]:
    """Every change, by record, then by field and language, then by id; those of some records if named.

    Reads some hundred records at a time, so that the workspace is not held meanwhile; of one with a long history, or
    with long texts, some hundred changes.
    """
    if records is None:
        numbered = store.rows("select n from record order by id, kind")
    else:
        sql = "select r.n from json_each(?) j cross join record r on r.id = j.value order by r.id, r.kind"
        numbered = store.rows(sql, _listed(records))
    wanted = [number for (number,) in numbered]
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        large = _large(store, some)
        for record, group in groupby(some, key=lambda number: number if number in large else 0):
            if record:
                yield from _of_large(store, record, large[record])
            else:
                yield from _of_small(store, list(group))


def _large(store: Store, records: Sequence[int]) -> dict[int, int]:
    """Those of some records of which there is much, and how many changes of it may be read at once."""
    sql = (
        "select c.record, count(*), total(octet_length(c.value)) from json_each(?) j cross join change c"
        " on c.record = j.value group by c.record"
    )
    found = store.rows(sql, _listed(records))
    return {
        record: min(_MANY, 1 + int(_HEAVY * count / (size + 1)))
        for record, count, size in found
        if count > _MANY or size > _HEAVY
    }


def _of_small(store: Store, records: Sequence[int]) -> Iterator[Change]:
    sql = (
        "select r.id, s.kind, s.field, s.language, c.value, c.salt, w.author, w.site, c.seq, c.at, c.parents, c.id"
        " from json_each(?) j cross join record r on r.n = j.value join change c on c.record = r.n"
        " join slot s on s.n = c.slot join who w on w.n = c.who"
        " order by r.id, s.kind, s.field, s.language, c.id"
    )
    rows = store.rows(sql, _listed(records))
    for record, kind, field, language, value, salt, author, site, seq, at, parents, id_ in rows:
        yield Change(kind, record, field, language, value, salt, author, site, seq, at, _named(parents), id_)


def _of_large(store: Store, record: int, at_once: int) -> Iterator[Change]:
    cells = (
        "select r.id, s.kind, s.field, s.language, s.n from record r cross join slot s on s.kind = r.kind where r.n = ?"
        " order by s.field, s.language"
    )
    sql = (
        "select c.value, c.salt, w.author, w.site, c.seq, c.at, c.parents, c.id from change c join who w on w.n = c.who"
        " where c.record = ? and c.slot = ? and c.id > ? order by c.id limit ?"
    )
    for id_of, kind, field, language, slot in store.rows(cells, record):
        last = b""
        while rows := store.rows(sql, record, slot, last, at_once):
            for value, salt, author, site, seq, at, parents, id_ in rows:
                wrote = intern(author), intern(site)
                yield Change(kind, id_of, field, language, value, salt, *wrote, seq, at, _named(parents), id_)
            last = rows[-1][-1]


def _named(parents: bytes) -> tuple[bytes, ...]:
    return tuple(parents[place : place + ID_SIZE] for place in range(0, len(parents), ID_SIZE))


def whole(store: Store, records: Collection[RecordId]) -> set[bytes]:
    """The ids of all changes of some records that are here with their values."""
    sql = (
        "select c.id from json_each(?) j cross join record r on r.id = j.value cross join change c on c.record = r.n"
        " where c.value is not null"
    )
    return {id_ for (id_,) in store.rows(sql, _listed(records))}


def _listed(items: Collection[RecordId] | Collection[int]) -> str:
    return msgspec.json.encode(list(items)).decode()
