"""The records that a list would make and those that are there, found by what they are called, line by line."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz

from desktop_app.exchange.sheet.folding import fold
from desktop_app.exchange.sheet.organisations import key_of
from desktop_app.exchange.sheet.plan import How, Link, Place, Ref
from desktop_app.records import Translated

if TYPE_CHECKING:
    from desktop_app.exchange.sheet.known import Known
    from desktop_app.records import RecordId, Value

_ALIKE: Final = 90.0
_CROWD: Final = 60
"""How many others a name is compared with for likeness at most; beyond it, only what is equal is found."""


@dataclass(slots=True)
class Draft:
    """A record to be made, to which later lines may add what it lacks."""

    kind: str
    line: Place
    values: dict[str, Value | Ref]
    worked_out: frozenset[str] = frozenset()
    """Fields that the list does not say itself."""
    has_grown: bool = False
    """Whether a later line has added to it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A record, new or known, under one of its names."""

    kind: str
    name: str
    """By which people are compared."""
    made: int = -1
    record: RecordId = ""
    line: Place | None = None
    names: Translated = Translated()
    """What it is called, where that differs between languages."""

    @property
    def said(self) -> str | Translated:
        """What a sentence calls it, in the sentence's own language."""
        return self.names or self.name

    def is_called(self, names: Translated) -> bool:
        """Whether one of its names is one of these."""
        return not {fold(name) for name in names.values()}.isdisjoint(fold(name) for name in self.names.values())

    @property
    def which(self) -> int | RecordId:
        """Tells records apart: the place among what is made, or the identity."""
        return self.record or self.made

    @property
    def value(self) -> Ref | RecordId:
        """How another record refers to it."""
        return self.record or Ref(self.made)

    def link(self) -> Link:
        """The link of a later line."""
        how = How.WORKSPACE if self.record else How.LINE
        return Link(self.kind, how, self.made, self.record, self.line)


class Organisations:
    """Organisations by their names and acronyms."""

    def __init__(self, known: Known) -> None:
        self._by_key: dict[str, Entry] = {}
        self._by_acronym: dict[str, Entry] = {}
        self._by_word: dict[str, list[tuple[str, Entry]]] = defaultdict(list)
        for organisation in known.organisations:
            entry = Entry("organisation", "", record=organisation.id, names=organisation.name)
            self.add(entry, organisation.name, organisation.acronym)

    def add(self, entry: Entry, name: Translated, acronym: str) -> None:
        """Note an organisation under all that it is called."""
        for text in name.values():
            key = key_of(text)
            self._by_key.setdefault(key, entry)
            for word in set(key.split()):
                self._by_word[word].append((key, entry))
        if acronym:
            self._by_acronym.setdefault(fold(acronym), entry)

    def find(self, name: Translated, acronym: str) -> Entry | None:
        """The organisation of that name, of another name for the same, or of which the name is the acronym."""
        for text in name.values():
            entry = self._by_key.get(key_of(text)) or self._by_acronym.get(fold(text))
            if entry is not None:
                return entry
        return self._by_key.get(key_of(acronym)) if acronym else None

    def like(self, name: Translated) -> Entry | None:
        """Another organisation whose name is almost the same."""
        for text in name.values():
            key = key_of(text)
            for word in sorted(set(key.split()), key=len, reverse=True)[:3]:
                others = self._by_word.get(word, [])
                for other, entry in others if len(others) <= _CROWD else ():
                    if _figures(other) == _figures(key) and fuzz.ratio(key, other) >= _ALIKE:
                        return entry
        return None


class People:
    """People by their addresses, and by their names within their organisations."""

    def __init__(self, known: Known) -> None:
        self._by_mail: dict[str, list[Entry]] = defaultdict(list)
        self._by_name: dict[str, list[Entry]] = defaultdict(list)
        self._within: dict[int | RecordId, list[Entry]] = defaultdict(list)
        self._seats: dict[int | RecordId, dict[int | RecordId, RecordId]] = defaultdict(dict)
        for person in known.people:
            name = f"{person.given_name} {person.family_name}"
            self.add(Entry("person", name, record=person.id), person.email)
        titles = {person.id: f"{person.given_name} {person.family_name}" for person in known.people}
        for seat in sorted(known.memberships, key=lambda seat: not seat.ends_on):  # the one that lasts stands last
            entry = Entry("person", titles.get(seat.person, ""), record=seat.person)
            self.seat(entry, seat.organisation, seat.id)

    def add(self, entry: Entry, mail: str) -> None:
        """Note a person."""
        self._by_name[name_key(entry.name)].append(entry)
        if mail:
            self._by_mail[mail.casefold()].append(entry)

    def seat(self, entry: Entry, organisation: int | RecordId, membership: RecordId = "") -> None:
        """Note that a person sits for an organisation, and the membership if it is in the workspace."""
        self._seats[entry.which][organisation] = membership
        self._within[organisation].append(entry)

    def sits(self, entry: Entry, organisation: int | RecordId) -> bool:
        """Whether a person sits for an organisation already."""
        return organisation in self._seats.get(entry.which, ())

    def membership(self, entry: Entry, organisation: int | RecordId) -> RecordId:
        """The membership of the workspace by which a person sits for an organisation; ``""`` for a new one."""
        return self._seats.get(entry.which, {}).get(organisation, "")

    def with_mail(self, mail: str) -> list[Entry]:
        """Those who have an address."""
        return self._by_mail.get(mail.casefold(), []) if mail else []

    def called(self, name: str) -> list[Entry]:
        """Those who have a name, in whatever order it is written."""
        return self._by_name.get(name_key(name), [])

    def same(self, name: str, mail: str, organisation: int | RecordId | None) -> Entry | None:
        """The person that a line is about, where that is somebody who is known.

        The same address and a like name, or the same name in the same organisation. A name without an organisation is
        somebody of that name who has none either, or the only one of that name, or of several the first who is in the
        workspace: a list that is brought in again adds nobody.
        """
        for entry in self.with_mail(mail):
            if alike(name, entry.name):
                return entry
        called = self.called(name)
        if organisation is not None:
            return next((entry for entry in called if self.sits(entry, organisation)), None)
        if len({entry.which for entry in called}) == 1:
            return called[0]
        seatless = [entry for entry in called if not self._seats.get(entry.which)]
        return next(iter([*seatless, *(entry for entry in called if entry.line is None)]), None)

    def like(self, name: str, organisation: int | RecordId | None) -> Entry | None:
        """Somebody of the same organisation whose name is almost the same."""
        others = self._within.get(organisation, []) if organisation is not None else []
        for entry in others if len(others) <= _CROWD else ():
            if fuzz.token_sort_ratio(fold(name), fold(entry.name)) >= _ALIKE:
                return entry
        return None


def name_key(name: str) -> str:
    """The words of a name in one order, whichever they stand in."""
    return " ".join(sorted(fold(name).split()))


def alike(name: str, other: str) -> bool:
    """Whether two names may be one person's: a part of one may be missing in the other."""
    return fuzz.token_set_ratio(fold(name), fold(other)) >= 80.0


def _figures(text: str) -> str:
    return "".join(c for c in text if c.isdigit())
