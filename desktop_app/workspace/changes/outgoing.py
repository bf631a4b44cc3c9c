"""The log as changes, in the order in which they travel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from desktop_app.workspace.changes.change import ID_SIZE, Change

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from desktop_app.records import RecordId
    from desktop_app.workspace.file.store import Store

_AT_ONCE: Final = 500
"""Records that are read in one short read."""


def outgoing(store: Store, records: Collection[RecordId] | None = None) -> Iterator[Change]:
    """Every change, by record, then by field and language, then by id; those of some records if named.

    Reads some hundred records at a time, so that the workspace is not held meanwhile.
    """
    if records is None:
        numbered = store.rows("select n from record order by id, kind")
    else:
        sql = "select r.n from json_each(?) j cross join record r on r.id = j.value order by r.id, r.kind"
        numbered = store.rows(sql, _listed(records))
    wanted = [number for (number,) in numbered]
    for start in range(0, len(wanted), _AT_ONCE):
        numbers = _listed(wanted[start : start + _AT_ONCE])
        sql = (
            "select r.id, s.kind, s.field, s.language, c.value, c.salt, w.author, w.site, c.seq, c.at, c.parents, c.id"
            " from json_each(?) j cross join record r on r.n = j.value join change c on c.record = r.n"
            " join slot s on s.n = c.slot join who w on w.n = c.who"
            " order by r.id, s.kind, s.field, s.language, c.id"
        )
        for record, kind, field, language, value, salt, author, site, seq, at, parents, id_ in store.rows(sql, numbers):
            named = tuple(parents[place : place + ID_SIZE] for place in range(0, len(parents), ID_SIZE))
            yield Change(kind, record, field, language, value, salt, author, site, seq, at, named, id_)


def whole(store: Store, records: Collection[RecordId]) -> set[bytes]:
    """The ids of all changes of some records that are here with their values."""
    sql = (
        "select c.id from json_each(?) j cross join record r on r.id = j.value cross join change c on c.record = r.n"
        " where c.value is not null"
    )
    return {id_ for (id_,) in store.rows(sql, _listed(records))}


def _listed(items: Collection[RecordId] | Collection[int]) -> str:
    return msgspec.json.encode(list(items)).decode()
