"""What is not here although it was written: counted by the numbers that every installation gives its changes.

Two things are said apart. A change that is *awaited* is named by one that is here as what its author had before them:
it exists for certain, and whoever wrote the later one has it. Any other number that is not here was left out for the
audience of a file, with the whole history of its field, or is still to come: nothing that is here builds on it, and
which of the two it is nobody can say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from desktop_app.workspace.changes.change import ID_SIZE, moment

if TYPE_CHECKING:
    from desktop_app.records import RecordId
    from desktop_app.workspace.changes.history import History
    from desktop_app.workspace.file.store import Store


class Range(msgspec.Struct, frozen=True):
    """Numbers of one installation that are not here, one after the other."""

    first: int
    last: int
    after: str
    """When the last change before them was written, ISO 8601 in UTC by that machine's clock; ``""`` for none."""
    before: str
    """When the first change after them was written."""


class Missing(msgspec.Struct, frozen=True):
    """What is not here of one installation, or on what its changes build."""

    site: str
    city: RecordId
    authors: tuple[str, ...]
    """Who wrote there, as far as it is here, by name."""
    ranges: tuple[Range, ...]
    known: int
    """How many of its changes are here."""
    awaited: int
    """How many changes its own build on that are not here, whoever wrote them."""
    awaited_before: str
    """When the first of those that build on them was written; ``""`` where none is awaited."""
    records: tuple[RecordId, ...]
    """The records that the awaited ones are about, by id."""

    @property
    def count(self) -> int:
        """How many of its numbers are not here."""
        return sum(one.last - one.first + 1 for one in self.ranges)


def missing(store: Store, history: History, own: str) -> list[Missing]:
    """What is not here, by installation, what is awaited first. The own installation has no gaps.

    Args:
        own: the site of this installation.
    """
    with store.lock:
        awaited = _awaited(store)
        gaps = {site: _ranges(store, site) for site in _sites_with_gaps(store) if site != own}
        found = [_of(store, history, site, gaps.get(site, ()), awaited.get(site, [])) for site in {*gaps, *awaited}]
    return sorted(found, key=lambda one: (-one.awaited, -one.count, one.site))


def _of(
    store: Store, history: History, site: str, ranges: tuple[Range, ...], awaited: list[tuple[bytes, RecordId, int]]
) -> Missing:
    authors = store.rows("select author from who where site = ? and author <> '' order by author", site)
    known = store.value("select count(*) from change where who in (select n from who where site = ?)", site)
    return Missing(
        site, history.city_of(site), tuple(author for (author,) in authors), ranges, int(known),
        len({id_ for id_, _record, _at in awaited}), moment(min(at for *_, at in awaited)) if awaited else "",
        tuple(sorted({record for _id, record, _at in awaited})),
    )  # fmt: skip


def _sites_with_gaps(store: Store) -> list[str]:
    sql = (
        "select w.site from (select who, count(*) as n, max(seq) as top from change group by who) c"
        " join who w on w.n = c.who group by w.site having max(c.top) > sum(c.n)"
    )
    return [site for (site,) in store.rows(sql)]


def _ranges(store: Store, site: str) -> tuple[Range, ...]:
    sql = (
        "select earlier + 1, seq - 1, before_at, at from"
        " (select seq, at, lag(seq, 1, 0) over (order by seq) as earlier, lag(at) over (order by seq) as before_at"
        " from change where who in (select n from who where site = ?))"
        " where seq > earlier + 1 order by seq"
    )
    return tuple(
        Range(first, last, "" if after is None else moment(after), moment(before))
        for first, last, after, before in store.rows(sql, site)
    )


def _awaited(store: Store) -> dict[str, list[tuple[bytes, RecordId, int]]]:
    """By site of those that build on them: the id of each change that is awaited, its record, and when."""
    sql = (
        "select m.id, r.id, w.site, c.at, c.parents from missing m join record r on r.n = m.record"
        " cross join change c on c.record = m.record and c.slot = m.slot join who w on w.n = c.who"
        " where instr(c.parents, m.id) > 0"
    )
    found: dict[str, list[tuple[bytes, RecordId, int]]] = {}
    for id_, record, site, at, parents in store.rows(sql):
        named = {bytes(parents[place : place + ID_SIZE]) for place in range(0, len(parents), ID_SIZE)}
        if bytes(id_) in named:
            found.setdefault(site, []).append((bytes(id_), record, at))
    return found
