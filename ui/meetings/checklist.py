"""What minutes still lack before anybody should sign them, and where in the window it is to be filled in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from desktop_app.language import list_mark, plural
from desktop_app.records import Attendance, Meeting
from desktop_app.records.gaps import gaps_of
from ui.meetings.following import members_on
from ui.minutes.rows import Key, Part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop_app.language import Message
    from desktop_app.records import RecordId
    from desktop_app.records.gaps import Gap
    from desktop_app.workspace import Workspace

_PARTS: Final = {"meeting": "details", "attendance": "attendance"}
_NAMED: Final = 3
"""Members who are named before the rest is only counted."""
_ROWS: Final = {"agenda_item": Part.ITEM, "entry": Part.ENTRY}


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing, and where it belongs."""

    sentence: Message
    part: str
    """The tab: ``minutes``, ``attendance`` or ``details``."""
    row: Key | None = None
    field: str = ""
    record: RecordId = ""
    """The attendance that it is about, where it is one's."""


def missing(workspace: Workspace, meeting: RecordId, language: str) -> list[Missing]:
    """Everything that is missing in the minutes of a meeting, in the order of the document."""
    found = workspace.find(Meeting, meeting)
    if found is None:
        return []
    gaps = gaps_of(workspace.dossier([meeting]), [found], language, printed=False)
    found_missing = [_placed(gap, meeting) for gap in gaps]
    after = sum(one.part in ("details", "attendance") for one in found_missing)
    return [*found_missing[:after], *_unrecorded(workspace, found, language), *found_missing[after:]]


def _unrecorded(workspace: Workspace, meeting: Meeting, language: str) -> Iterator[Missing]:
    """Members of the group of whom a meeting of it says nothing: they would not stand in its minutes."""
    there = [one.person for one in workspace.all(Attendance, meeting=meeting.id)]
    if meeting.kind != "stakeholder_group" or not meeting.starts_at or not there:
        return
    absent = members_on(workspace, meeting.starts_at.date, there)
    if absent:
        sentence = plural(
            "Of {n} member of the group, nothing is recorded: {names}.",
            "Of {n} members of the group, nothing is recorded: {names}.",
            len(absent),
            names=list_mark(language).join([workspace.title(one, language) for one in absent[:_NAMED]])
            + ("…" if len(absent) > _NAMED else ""),
        )
        yield Missing(sentence, "attendance")


def _placed(gap: Gap, meeting: RecordId) -> Missing:
    row = (_ROWS[gap.kind], gap.record) if gap.kind in _ROWS and gap.record != meeting else None
    record = gap.record if gap.kind == "attendance" and gap.record != meeting else ""
    return Missing(gap.sentence, _PARTS.get(gap.kind, "minutes"), row, gap.field, record)
