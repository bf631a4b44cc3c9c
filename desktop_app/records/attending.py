"""Who was at a meeting: in which groups they are listed and counted, and in which order they stand.

The roll of the window, its counts, the lists of the minutes and what is printed under them all ask here.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from desktop_app.language import Message, SortKey, _, plural, sort_key

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from desktop_app.records.linked import Groups
    from desktop_app.records.meeting import Attendance
    from desktop_app.records.people import Membership
    from desktop_app.records.values import RecordId, When

Place = tuple[bool, bool, SortKey]

GROUPS: Final = {
    "present": _("Present"),
    "represented": _("Represented"),
    "guest": _("Guests"),
    "excused": _("Excused"),
    "absent": _("Absent"),
    "invited": _("Invited; attendance not recorded"),
}
"""The groups of a list of participants, each with its heading, in order."""
_SAYS_MOST: Final = ("present", "represented", "excused", "absent")
TOOK_PART: Final = frozenset({"present", "represented"})
"""The answers of those who were there, by themselves or by somebody else."""


def group_of(attendance: Attendance) -> str:
    """In which of the groups somebody is listed and counted: a guest who came is no member who is present."""
    if attendance.status == "present" and not attendance.person:
        return "guest"
    return attendance.status if attendance.status in GROUPS else "invited"


def rank(attendance: Attendance) -> int:
    """How much it says of where somebody was: that they came more than that they were invited. The least says most."""
    return _SAYS_MOST.index(attendance.status) if attendance.status in _SAYS_MOST else len(_SAYS_MOST)


def by_who(attendances: Iterable[Attendance], groups: Groups) -> dict[RecordId, Attendance]:
    """Each person once, who may have been written down as several that are linked as the same: what says most of them.

    Args:
        attendances: of one meeting.
        groups: who is linked with whom. A guest of whom there is no record stands under the attendance's own id.
    """
    found: dict[RecordId, Attendance] = {}
    for one in attendances:
        who = groups.one(one.person) or one.id
        if who not in found or rank(one) < rank(found[who]):
            found[who] = one
    return found


def members_besides(
    memberships: Iterable[Membership], day: When, there: Iterable[RecordId], groups: Groups
) -> list[RecordId]:
    """Everybody who is expected at a meeting of the group on a day, each once, but who is ``there`` already.

    Args:
        memberships: of the group, in whatever order the people are to stand.
        day: on which they must hold.
        there: people who were invited or answered, under any of their records.
        groups: who is linked with whom.
    """
    known = set(map(groups.one, there))
    members = (one for one in memberships if one.person and one.is_expected and one.holds_on(day))
    return [who for who in dict.fromkeys(groups.one(one.person) for one in members) if who not in known]


def counted(attendances: Iterable[Attendance]) -> Counter[str]:
    """How many are in each group."""
    return Counter(map(group_of, attendances))


def in_words(attendances: Iterable[Attendance], groups: Container[str] = frozenset(GROUPS)) -> list[Message]:
    """How many came and did not come, group by group; nothing of a group in which nobody is."""
    count = counted(attendances)
    said = {
        "present": plural("{n} person present", "{n} people present", count["present"]),
        "represented": plural("{n} person represented", "{n} people represented", count["represented"]),
        "guest": plural("{n} guest", "{n} guests", count["guest"]),
        "excused": plural("{n} person excused", "{n} people excused", count["excused"]),
        "absent": plural("{n} person absent", "{n} people absent", count["absent"]),
    }
    return [message for group, message in said.items() if group in groups and message.count]


def place(name: str, language: str, *, chairs: bool, guest: bool = False) -> Place:
    """By what people are put in order: the chair first, then by name as the language sorts, and guests last.

    Args:
        name: by which they are filed, family name first.
        language: of whoever reads the list.
        chairs: whether it is who chairs.
        guest: whether it is somebody of whom there is no record but this name.
    """
    return not chairs, guest, sort_key(name, language)
