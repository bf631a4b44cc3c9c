"""What was decided lately: values in force that were written by somebody who saw several beside each other, deletions
that were decided either way, and what was left side by side here.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from desktop_app.records import KINDS, RecordId
from desktop_app.workspace.changes import presence
from desktop_app.workspace.changes.change import DELETED, ID_SIZE, moment
from desktop_app.workspace.changes.log import SUPERSEDED
from desktop_app.workspace.changes.restated import Said, first_said

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from desktop_app.records import Value
    from desktop_app.workspace.changes.aside import Aside
    from desktop_app.workspace.changes.history import History
    from desktop_app.workspace.file.store import Store

_SEVERAL: Final = 2 * ID_SIZE
"""Bytes that the ids of two parents take."""
_LOOKED_THROUGH: Final = 1_000
"""Decisions that are looked through for those that would be lost: more than anybody is told of."""


class Decided(NamedTuple):
    """A decision that stands, or that somebody here left a contradiction as it is."""

    record: RecordId
    kind: str
    field: str
    """The field; ``deleted`` where it was whether the record is there."""
    language: str
    value: Value
    """What is in force; of ``deleted`` 1 where it was deleted."""
    author: str
    at: str
    """ISO 8601, in UTC; ``""`` where that is not known."""
    change: str
    """The id of the change that decided, in hexadecimal; ``""`` where all was left side by side."""

    @property
    def left(self) -> bool:
        """Whether nothing was decided: all values stay, and nobody is asked."""
        return not self.change


def decided(store: Store, history: History, aside: Aside, most: int) -> list[Decided]:
    """The latest decisions, the latest first. Looks at every change."""
    with store.lock:
        found = [*_values(store, history, most), *islice(_deletions(store), most), *_left(history, aside)]
    return sorted(found, key=lambda one: (one.at, one.change), reverse=True)[:most]


def losing(
    store: Store, history: History, aside: Aside, leaving: Callable[[RecordId], Collection[bytes]]
) -> Iterator[Decided]:
    """The decisions about which there would be nothing to decide without some changes; ``leaving`` gives their ids of
    a record. What was chosen stays, and a decision that leaves itself is among them.
    """
    for one in decided(store, history, aside, _LOOKED_THROUGH):
        gone = leaving(one.record)
        if gone and _is_lost(store, aside, one, frozenset(gone)):
            yield one


def _is_lost(store: Store, aside: Aside, one: Decided, gone: frozenset[bytes]) -> bool:
    if one.left:
        heads = aside.all()[one.record, one.field, one.language]
        return not heads.isdisjoint(id_.hex() for id_ in gone)
    id_ = bytes.fromhex(one.change)
    if id_ in gone:
        return True
    if one.field != DELETED:
        return False
    number, slot, value, author, site, at, parents = store.rows(
        "select r.n, c.slot, c.value, w.author, w.site, c.at, c.parents from record r join change c on c.record = r.n"
        " join who w on w.n = c.who where r.id = ? and c.id = ?", one.record, id_,
    )[0]  # fmt: skip
    head = {id_: Said(value, author, site, at, None, bytes(parents))}
    (first,) = first_said(store, number, slot, head).values()
    left = {change: said for change, said in _changes(store, number).items() if change not in gone}
    return not _decides(left, one.record, first, slot)


def _values(store: Store, history: History, most: int) -> Iterator[Decided]:
    """Decisions about fields of records that are here."""
    known = ", ".join(f"'{kind}'" for kind in KINDS)
    sql = (
        "select r.id, s.kind, c.id from change c join slot s on s.n = c.slot join record r on r.n = c.record"
        f" where c.live > {SUPERSEDED} and length(c.parents) >= {_SEVERAL} and c.value is not null"
        f" and s.kind in ({known}) and s.field <> ? and c.record not in (select n from gone)"
        " order by c.at desc, c.id limit ?"
    )
    rows = [(record, kind, bytes(id_).hex()) for record, kind, id_ in store.rows(sql, DELETED, most)]
    changes = {item.change: item for record in {record for record, *_rest in rows} for item in history.of(record)}
    for record, kind, id_ in rows:
        item = changes[id_]
        yield Decided(record, kind, item.field, item.language, item.value, item.author, item.at, id_)


def _left(history: History, aside: Aside) -> Iterator[Decided]:
    noted = aside.noted()
    for one in history.contested():
        if one.left:
            author, at = noted[one.record, one.field, one.language]
            when = "" if at is None else moment(at)
            yield Decided(one.record, one.kind, one.field, one.language, None, author, when, "")


class _One(NamedTuple):
    """A change of a record, as far as it tells what others had seen."""

    slot: int
    at: int
    value: str | None
    parents: tuple[bytes, ...]


def _deletions(store: Store) -> Iterator[Decided]:
    """Decisions whether a record is there, the latest first."""
    known = ", ".join(f"'{kind}'" for kind in KINDS)
    sql = (
        "select r.id, r.n, s.kind, s.n, c.id, c.value, w.author, w.site, c.at, c.parents from change c"
        " join slot s on s.n = c.slot join record r on r.n = c.record join who w on w.n = c.who"
        f" where s.field = ? and s.kind in ({known}) and c.live > {SUPERSEDED} and c.parents <> x''"
        " and c.value is not null order by c.at desc, c.id"
    )
    for record, number, kind, slot, id_, value, author, site, at, parents in store.rows(sql, DELETED):
        head = {bytes(id_): Said(value, author, site, at, None, bytes(parents))}
        (first,) = first_said(store, number, slot, head).values()
        if _decides(_changes(store, number), record, first, slot):
            deletes = 1 if presence.read(value) is not None else None
            yield Decided(record, kind, DELETED, "", deletes, first.author, moment(first.at), bytes(id_).hex())


def _changes(store: Store, number: int) -> dict[bytes, _One]:
    sql = "select id, slot, at, value, parents from change where record = ?"
    return {
        bytes(id_): _One(slot, at, value, _ids(parents)) for id_, slot, at, value, parents in store.rows(sql, number)
    }


def _ids(parents: bytes) -> tuple[bytes, ...]:
    return tuple(bytes(parents[start : start + ID_SIZE]) for start in range(0, len(parents), ID_SIZE))


def _decides(changes: Mapping[bytes, _One], record: RecordId, one: Said, slot: int) -> bool:
    """Whether there was something to decide when a change of ``deleted`` was written: it stands over a deletion, and
    somebody had restored the record, or written what that deletion had not seen. Its parts go with a record.
    """
    below = [presence.read(changes[parent].value) for parent in _ids(one.parents) if parent in changes]
    deletions = [said for said in below if said is not None and said.root == record]
    if not deletions:
        return False
    if len(deletions) < len(below) or presence.read(one.value) is not None:
        return True
    seen = _with_what_came_before(changes, {bytes.fromhex(head) for said in deletions for head in said.saw})
    return any(other.slot != slot and other.at <= one.at and id_ not in seen for id_, other in changes.items())


def _with_what_came_before(changes: Mapping[bytes, _One], ids: set[bytes]) -> set[bytes]:
    found: set[bytes] = set()
    waiting = [id_ for id_ in ids if id_ in changes]
    while waiting:
        id_ = waiting.pop()
        if id_ not in found:
            found.add(id_)
            waiting += [parent for parent in changes[id_].parents if parent in changes]
    return found


def together(store: Store, record: RecordId, change: str) -> list[tuple[RecordId, str, str, str, list[str]]]:
    """The changes by which a decision was written: itself, and where it was about a deletion, those of the record's
    parts. Each with its record, field, language, id and parents, the latest of them first.
    """
    about = (
        "select r.id, s.field, s.language, c.id, c.parents, c.record, c.slot from change c"
        " join slot s on s.n = c.slot join record r on r.n = c.record"
    )
    found = list(store.rows(f"{about} where r.id = ? and c.id = ?", record, bytes.fromhex(change)))
    if found and found[0][1] == DELETED:
        found = list(store.rows(
            f"{about} where s.field = ? and c.live > {SUPERSEDED} and c.who = (select who from change d join record o"
            " on o.n = d.record where o.id = ? and d.id = ?) and (instr(c.value, ?) or exists(select 1 from change p"
            " where p.record = c.record and p.slot = c.slot and instr(c.parents, p.id) and instr(p.value, ?)))",
            DELETED, record, bytes.fromhex(change), f'"root":"{record}"', f'"root":"{record}"',
        ))  # fmt: skip
    return [
        (of, field, language, bytes(id_).hex(), _latest_first(store, number, slot, parents))
        for of, field, language, id_, parents, number, slot in found
    ]


def _latest_first(store: Store, record: int, slot: int, parents: bytes) -> list[str]:
    sql = "select id from change where record = ? and slot = ? order by at desc, id desc"
    named = set(_ids(parents))
    return [bytes(id_).hex() for (id_,) in store.rows(sql, record, slot) if bytes(id_) in named]
