"""Where each value is from, and what disagrees."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from desktop_app.records import KINDS, Alternative, Contested, Disagreement
from desktop_app.workspace.changes import presence, site
from desktop_app.workspace.changes.called import CALLED
from desktop_app.workspace.changes.change import DELETED, moment, parsed
from desktop_app.workspace.changes.log import ONLY, OTHER, SHOWN, SUPERSEDED
from desktop_app.workspace.changes.restated import Said, first_said

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from desktop_app.records import RecordId, Value
    from desktop_app.records.values import Json
    from desktop_app.workspace.changes.aside import Aside, Where
    from desktop_app.workspace.changes.log import Log
    from desktop_app.workspace.file.store import Store

_COLUMNS = "c.id, s.kind, s.field, s.language, c.value, w.author, w.site, c.at, c.live, c.parents, " + CALLED
_CONTESTED = f"select record as n from change indexed by disagreeing where live = {OTHER} union select n from contested"
_AMONG = "json_each(?) j cross join record r on r.id = j.value"
_TABLES = "join slot s on s.n = c.slot join who w on w.n = c.who left join batch b on b.n = c.batch"


class HistoryItem(msgspec.Struct, frozen=True):
    """One change of a record, as a person may read it."""

    change: str
    """Its id, in hexadecimal."""
    kind: str
    """What it was written as: of another kind, under the same id, it is another record's."""
    field: str
    language: str
    value: Value
    author: str
    city: RecordId
    at: str
    """By the clock of the machine on which it was written: ISO 8601, in UTC."""
    parents: tuple[str, ...]
    batch: str
    """What the import is called that brought it (`called.CALLED`); ``""`` where it was written here."""
    is_head: bool
    is_shown: bool
    is_erased: bool
    """Whether its value was erased."""


class Written(msgspec.Struct, frozen=True):
    """That a text was written in a language."""

    field: str
    language: str
    at: int
    """By the clock of the machine on which it was written, in milliseconds."""
    is_shown: bool
    is_change: bool
    """Whether there was a text before it."""


def value_of(kind: str, field: str, language: str, text: str | None) -> Value:
    """The value of a cell for a reader: as its field reads it, or else as plain text. A deletion is 1."""
    if text is None:
        return None
    if field == DELETED:
        return 1 if presence.read(text) is not None else None
    declared = KINDS[kind].fields.get(field) if kind in KINDS else None
    kept = parsed(text)
    if declared is None or declared.translated is not bool(language):
        return _plain(kept)
    if declared.translated:
        return kept if isinstance(kept, str) else ""
    value: Value = declared.type.from_json(kept)
    return value


def _plain(kept: Json) -> Value:
    if kept is None or isinstance(kept, str):
        return kept or ""
    return msgspec.json.encode(kept).decode()


class History:
    """Reads the log of one workspace as its people see it."""

    def __init__(self, store: Store, log: Log, aside: Aside) -> None:
        self._store = store
        self._log = log
        self._aside = aside
        self._cities: dict[str, RecordId] = {}

    def city_of(self, site_id: str) -> RecordId:
        """The city for which a site writes."""
        found = self._cities.get(site_id)
        if not found:
            found = self._cities[site_id] = site.city_of(self._store, site_id)
        return found

    def of(self, record: RecordId) -> list[HistoryItem]:
        """Every change of a record, the newest first."""
        sql = (
            f"select {_COLUMNS} from record r join change c on c.record = r.n {_TABLES}"
            " where r.id = ? order by c.at desc, c.id desc"
        )
        with self._store.lock:
            return [self._item(*row) for row in self._store.rows(sql, record)]

    def written(self, records: Collection[RecordId]) -> dict[RecordId, list[Written]]:
        """When each text of some records was written in each of its languages."""
        sql = (
            f"select r.id, s.field, s.language, c.at, c.live, c.parents <> x'' from {_AMONG}"
            " cross join change c on c.record = r.n join slot s on s.n = c.slot where s.language <> ''"
        )
        found: dict[RecordId, list[Written]] = {}
        with self._store.lock:
            for record, field, language, at, live, is_change in self._store.rows(sql, *_listed(records)):
                one = Written(field, language, at, live in (ONLY, SHOWN), bool(is_change))
                found.setdefault(record, []).append(one)
        return found

    def _item(
        self, id_: bytes, kind: str, field: str, language: str, text: str | None, author: str, site_id: str,
        at: int, live: int, parents: bytes, label: str | None,
    ) -> HistoryItem:  # fmt: skip
        named = parents.hex()
        return HistoryItem(
            id_.hex(), kind, field, language, value_of(kind, field, language, text), author, self.city_of(site_id),
            moment(at), tuple(named[start : start + 64] for start in range(0, len(named), 64)), label or "",
            is_head=live > SUPERSEDED, is_shown=live in (ONLY, SHOWN), is_erased=text is None,
        )  # fmt: skip

    def disagreements(self, records: Collection[RecordId] | None = None) -> list[Disagreement]:
        """The cells in which different values stand side by side, by record; those of some records if named."""
        with self._store.lock:
            left = self._aside.all()
            found = [self._marked(one, left) for one in self._cells(records) + self._deletions(records)]
        return sorted(found, key=lambda one: (one.kind, one.record, one.field, one.language))

    def contested(self) -> list[Contested]:
        """Where there are `disagreements`, in the same order, without reading their values."""
        cells = (
            "select r.id, s.kind, s.field, s.language, count(distinct c.value) + 1 from change c indexed by disagreeing"
            f" cross join slot s on s.n = c.slot cross join record r on r.n = c.record where c.live = {OTHER}"
            " and s.field <> ? and c.record not in (select n from gone) group by c.record, c.slot"
        )
        records = "select r.id, r.kind, ?, '', 0 from contested t cross join record r on r.n = t.n"
        with self._store.lock:
            left = self._left()
            rows = [row for sql in (cells, records) for row in self._store.rows(sql, DELETED) if row[1] in KINDS]
        found = [
            Contested(record, kind, field, language, values, (record, field, language) in left)
            for record, kind, field, language, values in rows
        ]
        return sorted(found, key=lambda one: (one.kind, one.record, one.field, one.language))

    def disagreement(self, where: Contested) -> Disagreement | None:
        """One of the `disagreements` with its values; ``None`` where there is none any more."""
        wanted = where.kind, where.field, where.language
        found = self.disagreements({where.record})
        return next((one for one in found if (one.kind, one.field, one.language) == wanted), None)

    def _left(self) -> set[Where]:
        """Which of the `disagreements` were left side by side with all the values that they have."""
        looked_at = self._aside.all()
        sql = (
            "select a.record, a.field, a.language, c.id, c.live from aside a cross join record r on r.id = a.record"
            " cross join slot s on s.kind = r.kind and s.field = a.field and s.language = a.language"
            " cross join change c on c.record = r.n and c.slot = s.n"
            f" where c.live > {SUPERSEDED} and c.value is not null and a.field <> ?"
            " and c.record not in (select n from gone)"
        )
        new: set[Where] = set()
        contested: set[Where] = set()
        for *where, id_, live in self._store.rows(sql, DELETED):
            place: Where = (where[0], where[1], where[2])
            if id_.hex() not in looked_at[place]:
                new.add(place)
            if live == OTHER:
                contested.add(place)
        deleted = {record for record, field, _language in looked_at if field == DELETED}
        of_records = {(one.record, one.field, one.language) for one in self._deletions(deleted)
                      if self._marked(one, looked_at).left}  # fmt: skip
        return (contested - new) | of_records

    def count(self, touched: str) -> int:
        """How many `disagreements` there are in the records whose numbers the SQL selects."""
        known = ", ".join(f"'{kind}'" for kind in KINDS)
        cells = (
            f"select count(*) from (select distinct t.n, c.slot from ({touched}) t cross join change c"
            f" indexed by disagreeing on c.record = t.n where c.live = {OTHER} and t.n not in (select n from gone)"
            f" and c.slot in (select n from slot where kind in ({known}) and field <> '{DELETED}'))"
        )
        records = (
            f"select count(*) from ({touched}) t cross join contested o on o.n = t.n"
            f" cross join record r on r.n = t.n where r.kind in ({known})"
        )
        return int(self._store.value(cells)) + int(self._store.value(records))

    def undecided(self) -> int:
        """How many of all `disagreements` wait for a decision: nobody here left them side by side."""
        with self._store.lock:
            return self.count(_CONTESTED) - len(self._left())

    def _marked(self, one: Disagreement, left: Mapping[Where, frozenset[str]]) -> Disagreement:
        looked_at = left.get((one.record, one.field, one.language))
        if looked_at is None or not looked_at.issuperset(head.change for head in one.alternatives):
            return one
        return msgspec.structs.replace(one, left=True)

    def _cells(self, records: Collection[RecordId] | None) -> list[Disagreement]:
        which = (
            "change c indexed by disagreeing cross join record r on r.n = c.record" if records is None else
            f"{_AMONG} cross join change c indexed by disagreeing on c.record = r.n"
        )  # fmt: skip
        sql = (
            f"select distinct r.id, r.n, s.kind, s.field, s.language, s.n from {which}"
            f" cross join slot s on s.n = c.slot where c.live = {OTHER} and s.field <> '{DELETED}'"
        )
        return [
            Disagreement(record, kind, field, language, self._alternatives(number, slot, kind, field, language))
            for record, number, kind, field, language, slot in self._store.rows(sql, *_listed(records))
            if kind in KINDS and not self._gone(number)
        ]

    def _gone(self, number: int) -> bool:
        return self._store.value("select 1 from gone where n = ?", number) is not None

    def _alternatives(
        self, record: int, slot: int, kind: str, field: str, language: str, only: Collection[bytes] | None = None
    ) -> tuple[Alternative, ...]:
        """The heads of a cell, the one that is shown first."""
        sql = (
            f"select c.id, c.live, c.value, w.author, w.site, c.at, {CALLED}, c.parents from change c"
            " join who w on w.n = c.who left join batch b on b.n = c.batch"
            f" where c.record = ? and c.slot = ? and c.live > {SUPERSEDED} and c.value is not null"
            f" order by c.live > {SHOWN}, c.at desc, c.id"
        )
        rows = list(self._store.rows(sql, record, slot))
        first = first_said(self._store, record, slot, {bytes(id_): Said(*rest) for id_, _live, *rest in rows})
        return tuple(
            Alternative(
                value_of(kind, field, language, text), first[bytes(id_)].author, self.city_of(first[bytes(id_)].site),
                moment(first[bytes(id_)].at), shown=live in (ONLY, SHOWN), change=id_.hex(),
                batch=first[bytes(id_)].batch or "",
            )
            for id_, live, text, *_rest in rows
            if only is None or bytes(id_) in only
        )  # fmt: skip

    def _deletions(self, records: Collection[RecordId] | None) -> list[Disagreement]:
        """Records that somebody deleted and somebody else restored, or edited without the other's having seen it."""
        which = (
            "contested t cross join record r on r.n = t.n" if records is None else
            f"{_AMONG} cross join contested t on t.n = r.n"
        )  # fmt: skip
        sql = (
            f"select r.id, r.n, r.kind, s.n from {which}"
            f" cross join slot s on s.kind = r.kind and s.field = '{DELETED}' and s.language = ''"
        )
        found = []
        for record, number, kind, slot in self._store.rows(sql, *_listed(records)):
            if kind not in KINDS:
                continue
            heads = self._log.heads(number, slot)
            verdict = presence.verdict(heads, self._log.other_heads(number, kind))
            alternatives = self._alternatives(number, slot, kind, DELETED, "")
            found.append(Disagreement(record, kind, DELETED, "", alternatives + self._edits(number, kind, verdict)))
        return found

    def _edits(self, record: int, kind: str, verdict: presence.Verdict) -> tuple[Alternative, ...]:
        """The edits that contradict a deletion."""
        sql = f"select s.n, s.field, s.language from slot s where s.kind = ? and s.field <> '{DELETED}'"
        found: list[Alternative] = []
        for slot, field, language in self._store.rows(sql, kind):
            edits = self._alternatives(record, slot, kind, field, language, verdict.unseen)
            found += [msgspec.structs.replace(edit, field=field) for edit in edits]
        return tuple(found)


def _listed(records: Collection[RecordId] | None) -> tuple[str, ...]:
    """Records as `_AMONG` takes them."""
    return () if records is None else (msgspec.json.encode(list(records)).decode(),)
