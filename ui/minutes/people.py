"""Whom `@` finds: people and organisations, those who sit in the group today first."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from desktop_app.records import Membership, Organisation, Person, When
from ui.words.tidy import folded as fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from desktop_app.records import RecordId
    from desktop_app.workspace import Workspace

MOST: Final = 8
"""Suggestions that are offered at once: more would not be read in a meeting."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who can be named: a person, or an organisation."""

    record: RecordId
    name: str
    detail: str
    """Function and organisation, or the acronym."""
    is_person: bool
    is_member: bool
    """Whether the person is in the group on the day of the meeting."""
    filed_as: str
    """By what a list puts them in order."""
    words: tuple[str, ...]
    """The folded words by which they are found."""

    def rank(self, query: Sequence[str]) -> tuple[int, ...] | None:
        """How well a query fits, the lowest first; ``None`` where a word of it begins none of ours."""
        places = []
        for part in query:
            place = next((at for at, word in enumerate(self.words) if word.startswith(part)), None)
            if place is None:
                return None
            places.append(place)
        return (not self.is_member, not self.is_person, *places)


def best(candidates: Sequence[Candidate], typed: str, most: int = MOST) -> list[Candidate]:
    """The candidates that fit what was typed, the likeliest first; the first few where nothing was.

    Those whose names are written in the other script come last.
    """
    query = fold(typed).split()
    ranked = [(rank, at) for at, candidate in enumerate(candidates) if (rank := candidate.rank(query)) is not None]
    fitting = [candidates[at] for _rank, at in sorted(ranked)]
    if len(fitting) < most:
        from desktop_app.exchange.matching.names import begins_across  # long to read, and not for a start

        fitting += sorted((c for c in candidates if begins_across(typed, c.name)), key=lambda c: not c.is_member)
    return fitting[:most]


def everybody(workspace: Workspace, language: str, on: date) -> list[Candidate]:
    """All people and organisations, by name.

    Args:
        workspace: where they are.
        language: in which functions and names are given.
        on: the day that decides who is a member.
    """
    organisations = {found.id: found for found in workspace.all(Organisation)}
    groups = workspace.groups()
    of_person: dict[RecordId, list[Membership]] = defaultdict(list)
    for membership in workspace.all(Membership):
        of_person[membership.person].append(membership)
    people = [
        _person(p, [m for id_ in groups.members(p.id) for m in of_person.get(id_, ())], organisations, language, on)
        for p in workspace.all(Person)
        if groups.one(p.id) == p.id
    ]
    bodies = [_organisation(found, language) for found in organisations.values() if groups.one(found.id) == found.id]
    return sorted([*people, *bodies], key=lambda candidate: (not candidate.is_person, fold(candidate.name)))


def _person(
    person: Person,
    memberships: Sequence[Membership],
    organisations: Mapping[RecordId, Organisation],
    language: str,
    on: date,
) -> Candidate:
    current = [m for m in memberships if m.holds_on(When.of(on))]
    shown = (current or list(memberships))[:1]
    body = organisations.get(shown[0].organisation) if shown else None
    short = (body.acronym or body.name.within(language)) if body else ""
    detail = " · ".join(filter(None, (shown[0].function.within(language) if shown else "", short)))
    words = tuple(fold(f"{person.filed_as} {body.acronym if body else ''}").split())
    name = person.called(language, lambda _other: "")
    return Candidate(
        person.id, name, detail, is_person=True, is_member=bool(current), filed_as=person.filed_as, words=words
    )


def _organisation(body: Organisation, language: str) -> Candidate:
    name = body.name.within(language) or body.acronym
    words = tuple(fold(f"{body.acronym} {' '.join(body.name.values())}").split())
    return Candidate(body.id, name, body.acronym, is_person=False, is_member=False, filed_as=name, words=words)
