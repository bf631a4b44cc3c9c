"""How long the data of people who have left are kept: who is proposed to be erased, and never erased by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from desktop_app.errors import InvalidValue
from desktop_app.language import _
from desktop_app.records import Membership, Person, When
from desktop_app.workspace import site

if TYPE_CHECKING:
    from datetime import date

    from desktop_app.records import RecordId
    from desktop_app.workspace.store import Store
    from desktop_app.workspace.workspace import Workspace

_KEY: Final = "retention"
_USUAL: Final = 24
_LONGEST: Final = 1200
_YEAR: Final = 12


class Leaver(msgspec.Struct, frozen=True):
    """A person all of whose memberships ended long ago."""

    person: RecordId
    called: str
    ended: When
    """The end of the last one."""


def months(store: Store) -> int:
    """For how many months after their last membership people's data are kept."""
    said = site.meta(store, _KEY)
    return int(said) if said.isdecimal() else _USUAL


def keep_for(store: Store, count: int) -> None:
    """Have the workspace remember for how many months.

    Raises:
        InvalidValue: it is not a number of months.
    """
    if not 0 <= count <= _LONGEST:
        raise InvalidValue(_("Give a number of months between {least} and {most}.", least=0, most=_LONGEST))
    with store.transaction():
        site.remember(store, _KEY, str(count))


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
