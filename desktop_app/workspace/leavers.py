"""Who left long ago: whose data are proposed to be erased, and never erased by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from desktop_app.records import Membership, Person, When

if TYPE_CHECKING:
    from datetime import date

    from desktop_app.records import RecordId
    from desktop_app.workspace.workspace import Workspace

_YEAR: Final = 12


class Leaver(msgspec.Struct, frozen=True):
    """A person all of whose memberships ended long ago."""

    person: RecordId
    called: str
    ended: When
    """The end of the last one."""


def leavers(workspace: Workspace, today: date) -> list[Leaver]:
    """The people of this city whose memberships all ended more than so many months ago, the longest gone first.

    Whoever has a membership that goes on, or ended since, is not among them; nor is one who never had any, nor one
    who was erased before. Records that are linked as the same count as one person.
    """
    before = _months_before(today, workspace.erasures.months)
    groups = workspace.groups()
    ended: dict[RecordId, list[When]] = {}
    for membership in workspace.all(Membership):
        ended.setdefault(groups.one(membership.person), []).append(membership.ends_on)
    found = []
    for person in workspace.all(Person):
        ends = ended.get(groups.one(person.id), [])
        long_gone = bool(ends) and all(_is_before(end, before) for end in ends)
        if long_gone and person.city == workspace.city and not workspace.is_erased(person.id):
            found.append(Leaver(person.id, person.called("", lambda _other: ""), When(max(ends))))
    return sorted(found, key=lambda leaver: (leaver.ended, leaver.called))


def _months_before(today: date, count: int) -> str:
    year, month = divmod(today.year * _YEAR + today.month - 1 - count, _YEAR)
    return f"{year:04}-{month + 1:02}-{today.day:02}"


def _is_before(end: When, day: str) -> bool:
    """Whether a date, of which only the beginning may be known, is over before a day: a year, at its end."""
    return bool(end) and end[:10] < day[: len(end[:10])]
