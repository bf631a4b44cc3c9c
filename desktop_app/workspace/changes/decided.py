"""What was decided lately: values in force that were written by somebody who saw several beside each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from desktop_app.records import KINDS
from desktop_app.workspace.changes.change import DELETED
from desktop_app.workspace.changes.log import SUPERSEDED

if TYPE_CHECKING:
    from desktop_app.records import RecordId
    from desktop_app.workspace.changes.history import History, HistoryItem
    from desktop_app.workspace.file.store import Store

_SEVERAL: Final = 2 * 32
"""Bytes that the ids of two parents take."""


class Decided(NamedTuple):
    """A decision that stands."""

    record: RecordId
    kind: str
    item: HistoryItem


def decided(store: Store, history: History, most: int) -> list[Decided]:
    """The latest decisions about fields of records that are here. Looks at every change."""
    known = ", ".join(f"'{kind}'" for kind in KINDS)
    sql = (
        "select r.id, s.kind, c.id from change c join slot s on s.n = c.slot join record r on r.n = c.record"
        f" where c.live > {SUPERSEDED} and length(c.parents) >= {_SEVERAL} and c.value is not null"
        f" and s.kind in ({known}) and s.field <> ? and c.record not in (select n from gone)"
        " order by c.at desc, c.id limit ?"
    )
    with store.lock:
        rows = [(record, kind, bytes(id_).hex()) for record, kind, id_ in store.rows(sql, DELETED, most)]
        changes = {item.change: item for record in {record for record, *_rest in rows} for item in history.of(record)}
    return [Decided(record, kind, changes[id_]) for record, kind, id_ in rows]
