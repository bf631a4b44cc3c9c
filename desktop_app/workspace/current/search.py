"""Full-text search over everything that is shown: one folded document per record, found as one types.

The index keeps no text (FTS5, contentless): what is shown of a hit is read from its record. An edit only notes that
its record's document is old; the next search reads those few again first, so that saving stays quick.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final

import msgspec

from desktop_app.records import KINDS
from desktop_app.records.values import Translated
from desktop_app.workspace.changes.change import parsed
from desktop_app.workspace.changes.log import OTHER

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from desktop_app.records import Record, RecordId, Value
    from desktop_app.workspace.current.columns import Column, Kept
    from desktop_app.workspace.current.state import State, Table
    from desktop_app.workspace.file.counters import Counters
    from desktop_app.workspace.file.store import Store

_MARK: Final = "\ue000"
"""Begins the word that says a document's kind: a letter to the index, which folding takes from people's texts."""
_RANKED: Final = 400
"""Up to so many matches are ranked by relevance; of more, the latest are shown."""
_WORDS: Final = 12
_OTHERS: Final = 4_000_000
"""Characters of what disagrees about one record that are searched: more than people write side by side."""
_AT_ONCE: Final = 1000
"""Records whose documents are made at a time."""
_MANY: Final = 5_000
_GATHER: Final = "insert into search(search, rank) values ('hashsize', ?)"
_GATHERED: Final = 2**20
"""Bytes that the index gathers before it writes: what FTS5 does by itself."""
_GATHERED_OF_MANY: Final = 2**23
_DELETED: Final = "insert into search(search, rank) values ('deletemerge', 50)"
"""Has the index write a piece of itself anew when half of its documents are gone, and not after each tenth."""
_AMONG: Final = "(select value from json_each(?))"
MAX_STALE: Final = 200
"""After so many edits the documents are read again without waiting for a search."""


class Hit(msgspec.Struct, frozen=True):
    """A record that was found."""

    record: RecordId
    kind: str
    snippet: str
    spans: tuple[tuple[int, int], ...]
    """Where in the snippet the words begin and end that were looked for."""


class Search:
    """The index over one workspace."""

    def __init__(self, store: Store, state: State, counters: Counters) -> None:
        self._store = store
        self._state = state
        self._counters = counters

    def make_table(self) -> None:
        """Make the index anew, empty, within a transaction."""
        self._store.run("drop table if exists search")
        self._store.run(
            "create virtual table search using fts5(body, content='', contentless_delete=1,"
            " tokenize='unicode61 remove_diacritics 0', prefix='1 2 3')"
        )

    def read_stale(self) -> None:
        """Read the documents of edited records again, within a transaction."""
        if self._counters.stale:
            self.index(sorted(self._counters.stale))
            self._counters.stale.clear()

    def index(self, records: Sequence[int], *, new_from: int | None = None, long: Collection[int] = ()) -> None:
        """Bring the documents of the records with these numbers in step with the state, within a transaction.

        In the order of their numbers, and of many more is gathered at a time: the index writes what it has gathered
        whenever a number is less than the last, whenever a statement of more than one row is executed, and whenever
        it is full; and what it writes is merged again later.

        Args:
            records: their numbers.
            new_from: the records from this number on have no documents yet.
            long: those with long texts, which are read one by one.
        """
        records = sorted(records)
        old = records if new_from is None else records[: bisect_left(records, new_from)]
        many = len(records) > _MANY
        if many:
            self._store.run(_DELETED)
            self._store.run(_GATHER, _GATHERED_OF_MANY)
        self._store.run(f"delete from search where rowid in {_AMONG}", _listed(old))
        for some in _parts(records, long):
            self._store.run_many("insert into search(rowid, body) values (?, ?)", self._documents(some))
        if many:
            self._store.run(_GATHER, _GATHERED)

    def _documents(self, records: Sequence[int]) -> list[tuple[int, str]]:
        from desktop_app.workspace.current import (
            fold,  # its tables are made when something is looked for, not at each start
        )

        made = []
        for kind, numbers in self._by_kind(_listed(records)).items():
            word = _kind_word(kind)
            for number, _id, texts in self._read(self._state.table(KINDS[kind]), _listed(numbers)):
                folded = fold.fold("\n".join(texts))
                made.append((number, f"{folded} {fold.without_articles(folded)} {word}"))
        return sorted(made)

    def _by_kind(self, records: str) -> dict[str, list[int]]:
        """The numbers of some records of the kinds that this version knows, by kind."""
        found: dict[str, list[int]] = {}
        for number, kind in self._store.rows(f"select n, kind from record where n in {_AMONG}", records):
            if kind in KINDS:
                found.setdefault(kind, []).append(number)
        return found

    def forget_words(self) -> None:
        """Have the index keep no word that is in no document any more, within a transaction."""
        self._store.run("insert into search(search) values ('optimize')")

    def _read(self, table: Table, records: str) -> Iterator[tuple[int, RecordId, list[str]]]:
        """The number, the id and the texts of some records of a kind, those that disagree with what is shown too."""
        columns = [column for column in table.columns if column.searched]
        others = self._others({column.name for column in columns}, records)
        names = "".join(f', "{column.name}"' for column in columns)
        sql = f"select n, id{names} from {table.name} where n in {_AMONG}"
        rows = self._store.rows(sql, records)
        if rows:
            numbers, ids, *held = zip(*rows, strict=True)
            for number, id_, texts in zip(numbers, ids, _texts(columns, held, len(rows)), strict=True):
                yield number, id_, texts + others.get(number, [])

    def _others(self, fields: set[str], records: str) -> dict[int, list[str]]:
        sql = (
            "select c.record, s.field, c.value from json_each(?) j cross join change c indexed by disagreeing"
            f" on c.record = j.value and c.live = {OTHER} join slot s on s.n = c.slot"
        )
        found: dict[int, list[tuple[str, str]]] = {}
        for number, field, value in self._store.each(sql, records):
            if field in fields and value is not None:
                found.setdefault(number, []).append((field, value))
        return {number: list(_heard(sorted(told))) for number, told in found.items()}

    def find(self, text: str, kinds: Collection[type[Record]], limit: int) -> list[Hit]:
        """The records in which every word of ``text`` begins a word, the best first."""
        from desktop_app.workspace.current import fold
        from desktop_app.workspace.current.snippet import snippet

        wanted = fold.words(text)[:_WORDS]
        if not wanted or limit < 1:
            return []
        finder = fold.finder(wanted)
        with self._store.lock:
            numbers = self._numbers(_query(wanted, kinds), limit)
            found = self._found(numbers)
        return [
            Hit(record, kind, *snippet(texts, finder))
            for record, kind, texts in (found[number] for number in numbers if number in found)
        ]

    def _found(self, numbers: list[int]) -> dict[int, tuple[RecordId, str, list[str]]]:
        """The id, the kind and the texts of each record that was found."""
        found: dict[int, tuple[RecordId, str, list[str]]] = {}
        for kind, ours in self._by_kind(_listed(numbers)).items():
            read = self._read(self._state.table(KINDS[kind]), _listed(ours))
            found |= {number: (id_, kind, texts) for number, id_, texts in read}
        return found

    def _numbers(self, query: str, limit: int) -> list[int]:
        """Rowids, ranked where they are few: ranking reads every match, and one letter matches nearly all."""
        sql = "select rowid from search where search match ? order by rowid desc limit ?"
        latest = [number for (number,) in self._store.rows(sql, query, max(_RANKED + 1, limit))]
        if len(latest) > _RANKED:
            return latest[:limit]
        sql = "select rowid from search where search match ? order by rank, rowid desc limit ?"
        return [number for (number,) in self._store.rows(sql, query, limit)]


def _parts(records: Sequence[int], alone: Collection[int]) -> Iterator[Sequence[int]]:
    """Some records at a time, in their order, with some of them alone."""
    edges = [place for place, number in enumerate(records) if number in alone] if alone else []
    last = 0
    for edge in [*edges, len(records)]:
        yield from (records[start : min(start + _AT_ONCE, edge)] for start in range(last, edge, _AT_ONCE))
        if edge < len(records):
            yield records[edge : edge + 1]
        last = edge + 1


def _heard(told: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The texts of what disagrees with what is shown, by field and value, as far as there is room."""
    room = _OTHERS
    for _field, value in told:
        if len(value) <= room:
            room -= len(value)
            said = parsed(value)
            yield from (text for text in (said if isinstance(said, list) else [said]) if isinstance(text, str) and text)


def _listed(numbers: Sequence[int]) -> str:
    return msgspec.json.encode(numbers).decode()


def _kind_word(kind: str) -> str:
    return _MARK + kind.replace("_", "")


def _query(wanted: list[str], kinds: Collection[type[Record]]) -> str:
    said = " AND ".join(f'"{word}"*' for word in wanted)
    if kinds:
        said = f"({said}) AND ({' OR '.join(f'{_quoted(kind)}' for kind in kinds)})"
    return said


def _quoted(kind: type[Record]) -> str:
    return f'"{_kind_word(kind.kind_name)}"'


def _texts(columns: Sequence[Column], held: Sequence[Sequence[Kept]], count: int) -> list[list[str]]:
    """The texts that so many records hold in their columns, paragraph by paragraph, each in one language."""
    found: list[list[str]] = [[] for _record in range(count)]
    for column, kept in zip(columns, held, strict=True):
        for said, value in zip(found, column.read_all(kept), strict=True):
            for text in _in_each_language(value) if value else ():
                said += filter(None, text.split("\n")) if "\n" in text else (text,)
    return found


def _in_each_language(value: Value) -> Iterable[str]:
    if isinstance(value, Translated):
        return value.values()
    return value if isinstance(value, tuple) else (str(value),)
