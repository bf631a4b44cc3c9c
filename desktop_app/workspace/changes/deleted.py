"""What was deleted and can be restored: the log keeps it all, also long after undo has forgotten the step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from desktop_app.records import KINDS, Record, Translated
from desktop_app.workspace.changes.change import DELETED, moment
from desktop_app.workspace.changes.log import ONLY, SHOWN

if TYPE_CHECKING:
    from desktop_app.records import RecordId
    from desktop_app.workspace.changes.history import History
    from desktop_app.workspace.file.store import Store

MOST: Final = 500
"""How many are listed: each is read from its changes, and nobody looks through more."""

_ROOTS: Final = (
    "select r.id, r.kind, max(c.at), w.author, (select count(*) from gone p where p.root = r.id) - 1"
    " from gone g cross join record r on r.n = g.n and r.id = g.root cross join change c on c.record = g.n"
    f" and c.live in ({ONLY}, {SHOWN}) join slot s on s.n = c.slot and s.field = ? join who w on w.n = c.who"
    " group by r.id order by max(c.at) desc, r.id limit ?"
)


class Deleted(msgspec.Struct, frozen=True):
    """A record that somebody deleted, with the parts that went with it."""

    record: RecordId
    sketch: Record
    """As it was."""
    author: str
    at: str
    """When, by the clock of the machine on which it was deleted: ISO 8601, in UTC."""
    parts: int


def deleted(store: Store, history: History) -> list[Deleted]:
    """What was deleted, the latest first; a part that went with its whole is not named apart."""
    with store.lock:
        rows = [row for row in store.rows(_ROOTS, DELETED, MOST) if row[1] in KINDS]
        return [
            Deleted(record, _as_it_was(history, record, kind), author, moment(at), parts)
            for record, kind, at, author, parts in rows
        ]


def gone_with(store: Store, history: History, root: RecordId) -> list[Record]:
    """The parts that went with a record, or would if everybody agreed that it goes, as they were, by kind and in the
    order of their creation.
    """
    went = "select n from gone where root = ?1 union select n from staying where root = ?1"
    sql = f"select r.id, r.kind from record r where r.n in ({went}) and r.id <> ?1 order by r.n"
    with store.lock:
        rows = [(record, kind) for record, kind in store.rows(sql, root) if kind in KINDS]
        rows.sort(key=lambda row: list(KINDS).index(row[1]))
        return [_as_it_was(history, record, kind) for record, kind in rows]


def _as_it_was(history: History, record: RecordId, kind: str) -> Record:
    made = KINDS[kind]
    values: dict[str, object] = {}
    texts: dict[str, dict[str, str]] = {}
    for item in history.of(record):
        field = made.fields.get(item.field)
        if field is None or not item.is_shown or item.value is None:
            continue
        if field.translated:
            texts.setdefault(item.field, {})[item.language] = str(item.value)
        else:
            values[item.field] = item.value
    values.update((name, Translated(said)) for name, said in texts.items())
    return made(id=record).with_values(**values)
