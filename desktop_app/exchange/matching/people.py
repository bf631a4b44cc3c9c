"""People who are likely one: the same address, the same organisation, or a name that is alike and not common."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from desktop_app.exchange.matching import reasons
from desktop_app.exchange.matching.blocks import pairs_of
from desktop_app.exchange.matching.names import Word, likeness, words_of
from desktop_app.exchange.matching.reasons import Candidate
from desktop_app.exchange.sheet.folding import is_arabic
from desktop_app.records import Person

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from desktop_app.language import Message
    from desktop_app.records import Membership, RecordId

_DIGITS: Final = re.compile(r"\D+")
_OWN_DIGITS: Final = 8
"""The last digits of a telephone number, without the codes before them."""
_NAMES_MEET: Final = 50.0
"""How alike names must be where the address or the number is the same: colleagues share those of an office."""
_NAMES_ALIKE: Final = 86.0
_NAMES_ALONE: Final = 92.0
"""How alike they must be where nothing else speaks for it."""
_COMMON: Final = 0.5
"""How many people of that name one would expect by chance, above which a name says nothing by itself."""


@dataclass(slots=True)
class Somebody:
    """What is compared of a person."""

    id: RecordId
    city: RecordId
    words: tuple[Word, ...]
    email: str
    phone: str
    arabic: bool
    bodies: set[RecordId] = field(default_factory=set)

    def keys(self) -> Iterator[str]:
        """Under what this person is put together with others who may be the same."""
        if self.email:
            yield f"@{self.email}"
        if self.phone:
            yield f"+{self.phone}"
        skeletons = sorted({word.key for word in self.words})
        yield from (f"{one} {other[:2]}" for one in skeletons for other in skeletons if one != other)
        yield from (f"{one[:2]} {other}" for one in skeletons for other in skeletons if one != other)


def candidates(
    people: Iterable[Person], memberships: Iterable[Membership], bodies: Mapping[RecordId, tuple[RecordId, str]]
) -> list[Candidate]:
    """Pairs of people who are likely one, each once.

    Args:
        people: with names, e-mail, telephone and city.
        memberships: with person and organisation.
        bodies: of each organisation the one that stands for its group, and its name.
    """
    seats: dict[RecordId, set[RecordId]] = defaultdict(set)
    for member in memberships:
        if member.organisation in bodies:
            seats[member.person].add(bodies[member.organisation][0])
    found = [_somebody(person, seats.get(person.id, set())) for person in people]
    known = [one for one in found if one.words]
    commonness = _Commonness(known)
    names = dict(bodies.values())
    return [
        candidate
        for one, other in pairs_of(known, Somebody.keys)
        if (candidate := _judged(one, other, commonness, names)) is not None
    ]


def _somebody(person: Person, bodies: set[RecordId]) -> Somebody:
    name = f"{person.given_name} {person.family_name}"
    digits = _DIGITS.sub("", person.phone)
    phone = digits[-_OWN_DIGITS:] if len(digits) >= _OWN_DIGITS else ""
    return Somebody(
        person.id, person.city, words_of(name), person.email.strip().casefold(), phone, is_arabic(name), bodies
    )


class _Commonness:
    """How many people bear each word of a name: two who share *Mohamed* and *Trabelsi* are two in a large city."""

    def __init__(self, people: list[Somebody]) -> None:
        self._bearers = Counter(key for one in people for key in {word.key for word in one.words})
        self._people = len(people)

    def expected(self, words: tuple[Word, ...]) -> float:
        """How many others one would expect to have all these words by chance."""
        chance = float(self._people)
        for word in words:
            chance *= max(0, self._bearers[word.key] - 1) / self._people
        return chance


def _judged(one: Somebody, other: Somebody, commonness: _Commonness, names: Mapping[RecordId, str]) -> Candidate | None:
    alike = likeness(one.words, other.words)
    if alike < _NAMES_MEET and not (one.email and one.email == other.email and _share_a_word(one, other)):
        return None
    why: list[tuple[int, Message]] = []
    if one.email and one.email == other.email:
        why.append((45, reasons.same_email(one.email)))
    if one.phone and one.phone == other.phone:
        why.append((30, reasons.same_phone(one.phone)))
    shared = sorted(one.bodies & other.bodies)
    if shared and alike >= _NAMES_ALIKE:
        why.append((30, reasons.same_organisation(names[shared[0]])))
    if not why and not _name_says_enough(one, other, alike, commonness):
        return None
    score = min(99, round(alike / 2) + sum(points for points, _said in why))
    if alike:
        why.append((round(alike / 3), reasons.alike(alike, across=one.arabic is not other.arabic)))
    ordered = sorted(why, key=lambda reason: -reason[0])
    low, high = sorted((one.id, other.id))
    return Candidate(Person.kind_name, low, high, score, tuple(message for _points, message in ordered))


def _share_a_word(one: Somebody, other: Somebody) -> bool:
    return bool({word.folded for word in one.words} & {word.folded for word in other.words})


def _name_says_enough(one: Somebody, other: Somebody, alike: float, commonness: _Commonness) -> bool:
    """Whether a name alone is reason to ask: very alike, not common here, and nothing speaks against it."""
    if alike < _NAMES_ALONE or commonness.expected(min(one.words, other.words, key=len)) > _COMMON:
        return False
    other_address = bool(one.email and other.email)
    other_body = bool(one.bodies and other.bodies)
    return not (other_address and other_body) and not (other_body and one.city == other.city)
