"""What is in the workspace already, seen by the names under which a list may mention it."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from rapidfuzz import fuzz, process

from desktop_app.exchange.sheet.folding import fold
from desktop_app.exchange.sheet.organisations import key_of
from desktop_app.exchange.sheet.readings import Reading, read_as, refused
from desktop_app.language import LANGUAGES, _, plural
from desktop_app.records import KINDS, Membership, Organisation, Person, Record, Translated

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from contextlib import AbstractContextManager

    from desktop_app.progress import Progress
    from desktop_app.records import RecordId

R = TypeVar("R", bound=Record)

_NEAR: Final = 90.0
_SHORT: Final = ("symbol", "acronym", "code", "number")
"""Fields by whose value alone people mention a record."""


class Store(Protocol):
    """What is needed of a workspace."""

    @property
    def language(self) -> str:
        """The language in which the city writes."""

    def all(self, kind: type[R], /, **equal: object) -> list[R]:
        """The records of a kind."""

    def title(self, record: RecordId, language: str) -> str:
        """What a record is called."""

    def together(self) -> AbstractContextManager[None]:
        """Several calls as one step."""

    def edit(self, record: RecordId, values: Mapping[str, object]) -> None:
        """Change fields of a record; of a text in several languages, those that a mapping names."""

    def add_all(
        self, records: Iterable[tuple[type[Record], Mapping[str, object]]], progress: Progress = ...
    ) -> list[RecordId]:
        """Add records, all or none, in one step; values may carry the ``id`` that a record is to have."""


class Known:
    """The records of a workspace, read once, when they are first asked for."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._by_name: dict[str, dict[str, set[RecordId]]] = {}
        self._kept: dict[str, Mapping[RecordId, Record]] = {}

    @cached_property
    def organisations(self) -> list[Organisation]:
        """Every organisation."""
        return self._store.all(Organisation)

    @cached_property
    def people(self) -> list[Person]:
        """Every person."""
        return self._store.all(Person)

    @cached_property
    def memberships(self) -> list[Membership]:
        """Every membership."""
        return self._store.all(Membership)

    def records(self, kind: type[R]) -> list[R]:
        """Every record of a kind."""
        return self._store.all(kind)

    def kept(self, kind: str) -> Mapping[RecordId, Record]:
        """Every record of a kind, by its identity."""
        if kind not in self._kept:
            self._kept[kind] = {record.id: record for record in self.records(KINDS[kind])}
        return self._kept[kind]

    def title(self, record: RecordId, language: str) -> str:
        """What a record is called."""
        return self._store.title(record, language)

    def find(self, kinds: tuple[str, ...], text: str) -> Reading:
        """The record of one of these kinds that a text names, by its title, its symbol or its acronym."""
        names: dict[str, set[RecordId]] = defaultdict(set)
        for kind in kinds:
            for name, records in self._names(kind).items():
                names[name] |= records
        wanted = fold(text)
        found = names.get(wanted, set())
        if len(found) == 1:
            return read_as(next(iter(found)))
        if found:
            return refused(
                plural("One record is called “{text}”.", "{n} records are called “{text}”.", len(found), text=text[:80])
            )
        near = process.extractOne(wanted, list(names), scorer=fuzz.ratio, score_cutoff=_NEAR) if wanted else None
        if near is not None and len(names[near[0]]) == 1:
            record = next(iter(names[near[0]]))
            titles = Translated({language: self.title(record, language) for language in LANGUAGES})
            return read_as(record, _("“{text}” is read as “{label}”.", text=text[:80], label=titles))
        return refused(_("There is no “{text}” in the workspace yet.", text=text[:80]))

    def _names(self, kind: str) -> Mapping[str, set[RecordId]]:
        if kind not in self._by_name:
            names: dict[str, set[RecordId]] = defaultdict(set)
            for record in self.records(KINDS[kind]):
                for name in names_of(record, self.title):
                    names[name].add(record.id)
            self._by_name[kind] = names
        return self._by_name[kind]


class Title(Protocol):
    """Gives the title of another record."""

    def __call__(self, record: RecordId, language: str) -> str:
        """What it is called in a language; empty where it is not here."""


def names_of(record: Record, title: Title) -> Iterator[str]:
    """Everything that a record is called, folded: its title in each language, its symbol, acronym or code."""
    seen = set(map(fold, titles_of(record, title).values()))
    seen.update(fold(str(getattr(record, name))) for name in _SHORT if name in record.fields)
    if isinstance(record, Organisation):
        seen.update(key_of(name) for name in record.name.values())
    seen.discard("")
    yield from seen


def titles_of(record: Record, title: Title) -> Translated:
    """What a record is called in each language."""
    return Translated({language: called_in(record, language, title) for language in LANGUAGES})


def called_in(record: Record, language: str, title: Title) -> str:
    """What a record is called in a language; it need not be in the workspace itself."""

    def name_of(other: RecordId) -> str:
        return title(other, language)

    return record.called(language, name_of)
