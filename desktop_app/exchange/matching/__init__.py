"""Who is likely the same: people and organisations that two cities wrote down, each without knowing of the other.

Nothing is linked by itself. Each pair is offered with its reasons, a person decides, and what was decided is not asked
again: neither what is linked, nor what was told apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.exchange.matching import bodies, people
from desktop_app.exchange.matching.reasons import Candidate
from desktop_app.language import _, window_language
from desktop_app.progress import SILENT
from desktop_app.records import Membership, Organisation, Person
from desktop_app.records.linked import NOT_SAME_AS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from desktop_app.progress import Progress
    from desktop_app.records import RecordId
    from desktop_app.records.linked import Groups
    from desktop_app.workspace import Workspace

__all__ = ["Candidate", "candidates"]


def candidates(
    workspace: Workspace, progress: Progress = SILENT, *, among: Collection[RecordId] | None = None
) -> list[Candidate]:
    """Pairs of records that likely stand for the same, the likeliest first; of linked ones, each group once.

    Args:
        workspace: where they are looked for. Nothing is written.
        progress: told how far it is.
        among: only pairs of which one is among these, such as those that a merge brought.

    Raises:
        Cancelled: the person asked to stop.
    """
    doing = _("Looking for likely duplicates")
    progress.step(0, 3, doing)
    groups = workspace.groups()
    organisations = workspace.sketches(Organisation, "name", "acronym", "website", "based_in", "type", NOT_SAME_AS)
    found = bodies.candidates(organisations)
    progress.step(1, 3, doing)
    language = window_language()
    names = {one.id: (groups.one(one.id), one.acronym or one.name.within(language)) for one in organisations}
    persons = workspace.sketches(Person, "given_name", "family_name", "email", "phone", "city", NOT_SAME_AS)
    progress.step(2, 3, doing)
    found += people.candidates(persons, workspace.sketches(Membership, "person", "organisation"), names)
    progress.step(3, 3, doing)
    apart = _told_apart([*organisations, *persons], groups)
    return sorted(_open(found, groups, apart, among), key=lambda one: (-one.score, one.one, one.other))


def _told_apart(records: Iterable[Organisation | Person], groups: Groups) -> set[tuple[RecordId, RecordId]]:
    return {
        _pair(groups.one(record.id), groups.one(other)) for record in records for other in getattr(record, NOT_SAME_AS)
    }


def _open(
    found: Iterable[Candidate],
    groups: Groups,
    apart: set[tuple[RecordId, RecordId]],
    among: Collection[RecordId] | None,
) -> list[Candidate]:
    """What nobody has decided yet: of several pairs between two groups, the likeliest."""
    best: dict[tuple[RecordId, RecordId], Candidate] = {}
    for one in found:
        pair = _pair(groups.one(one.one), groups.one(one.other))
        known = best.get(pair)
        if pair[0] == pair[1] or pair in apart or (known is not None and known.score >= one.score):
            continue
        if among is None or one.one in among or one.other in among:
            best[pair] = one
    return list(best.values())


def _pair(one: RecordId, other: RecordId) -> tuple[RecordId, RecordId]:
    return (one, other) if one < other else (other, one)
