"""Organisations that are likely one: the same acronym, website or name, and not the same office of another city."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz

from desktop_app.exchange.matching import reasons
from desktop_app.exchange.matching.blocks import pairs_of
from desktop_app.exchange.matching.reasons import Candidate
from desktop_app.exchange.sheet.folding import fold, is_arabic
from desktop_app.exchange.sheet.organisations import key_of
from desktop_app.records import Organisation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from desktop_app.language import Message
    from desktop_app.records import RecordId

_ALIKE: Final = 88.0
_WORD_ALIKE: Final = 84.0
_SHORTEST_ACRONYM: Final = 3
_PREFIXES: Final = ("https ", "http ", "www ")


@dataclass(frozen=True, slots=True)
class Body:
    """What is compared of an organisation."""

    id: RecordId
    names: tuple[str, ...]
    """Folded, what means the same made one: *mairie*, *municipalité*."""
    acronym: str
    website: str
    seat: str
    type: str

    def keys(self) -> Iterator[str]:
        """Under what it is put together with others that may be the same."""
        if self.acronym:
            yield f"#{self.acronym}"
        if self.website:
            yield f"/{self.website}"
        for name in self.names:
            words = sorted(set(name.split()), key=lambda word: (-len(word), word))
            yield from (word[:6] for word in words[:3])


def candidates(bodies: Iterable[Organisation]) -> list[Candidate]:
    """Pairs of organisations that are likely one, each once.

    Args:
        bodies: with name, acronym, website, type and where they are based.
    """
    known = [_body(one) for one in bodies]
    pairs = pairs_of((one for one in known if one.names or one.acronym), Body.keys)
    return [candidate for one, other in pairs if (candidate := _judged(one, other)) is not None]


def _body(record: Organisation) -> Body:
    site = fold(record.website)
    for prefix in _PREFIXES:
        site = site.removeprefix(prefix)
    acronym = fold(record.acronym).replace(" ", "")
    return Body(
        record.id, tuple(dict.fromkeys(key_of(name) for name in record.name.values())),
        acronym if len(acronym) >= _SHORTEST_ACRONYM else "", site, fold(record.based_in), record.type,
    )  # fmt: skip


def _judged(one: Body, other: Body) -> Candidate | None:
    why: list[tuple[int, Message]] = []
    if one.website and one.website == other.website:
        why.append((45, reasons.same_website(one.website.replace(" ", "."))))
    elsewhere = bool(one.seat and other.seat and not _same_words(one.seat, other.seat))
    if one.acronym and one.acronym == other.acronym and not elsewhere:
        why.append((35, reasons.same_acronym(one.acronym.upper())))
    alike = max((_alike(ours, theirs) for ours in one.names for theirs in other.names), default=0.0)
    if alike >= _ALIKE and not elsewhere:
        why.append((round(alike / 2), reasons.alike(alike)))
    if not why or _contradicts(one, other, alike):
        return None
    ordered = sorted(why, key=lambda reason: -reason[0])
    low, high = sorted((one.id, other.id))
    score = min(99, sum(points for points, _said in why) + (15 if one.type == other.type else 0))
    return Candidate(Organisation.kind_name, low, high, score, tuple(message for _points, message in ordered))


def _contradicts(one: Body, other: Body, alike: float) -> bool:
    """Whether names in one script say that they are two, whatever else they share: two offices of one ministry."""
    ours = {is_arabic(name) for name in one.names}
    theirs = {is_arabic(name) for name in other.names}
    return bool(ours & theirs) and alike < _ALIKE and not (one.acronym and one.acronym == other.acronym)


def _alike(one: str, other: str) -> float:
    """How alike two names are: every word of the shorter must stand in the longer, or nearly so.

    A letter makes a difference in a word; a word, such as the name of a city, makes another organisation.
    """
    if one == other:
        return 100.0
    return fuzz.token_sort_ratio(one, other) if _same_words(one, other) else 0.0


def _same_words(one: str, other: str) -> bool:
    few, many = sorted((one.split(), other.split()), key=len)
    left = list(many)
    for word in few:
        best = max(left, key=lambda candidate: fuzz.ratio(word, candidate), default="")
        if fuzz.ratio(word, best) < _WORD_ALIKE:
            return False
        left.remove(best)
    return True
