"""What minutes still lack before anybody should sign them. Said, never enforced."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop_app.language import Message, _, plural
from desktop_app.records import AgendaItem, Attendance, Entry, Meeting
from ui.minutes.rows import Key, Part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop_app.records import RecordId
    from desktop_app.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing, and where it belongs."""

    sentence: Message
    part: str
    """The tab: ``minutes``, ``attendance`` or ``details``."""
    row: Key | None = None
    field: str = ""


def missing(workspace: Workspace, meeting: RecordId, language: str) -> list[Missing]:
    """Everything that is missing in the minutes of a meeting, in the order of the document."""
    found = workspace.find(Meeting, meeting)
    if found is None:
        return []
    return [*_of_meeting(found), *_of_attendance(workspace, meeting), *_of_agenda(workspace, meeting, language)]


def _of_meeting(meeting: Meeting) -> Iterator[Missing]:
    if not meeting.title:
        yield Missing(_("The meeting has no title."), "details", field="title")
    if not meeting.starts_at:
        yield Missing(_("It is not said when the meeting was."), "details", field="starts_at")
    if not meeting.chair:
        yield Missing(_("It is not said who chaired."), "details", field="chair")


def _of_attendance(workspace: Workspace, meeting: RecordId) -> Iterator[Missing]:
    attendances = workspace.all(Attendance, meeting=meeting)
    if not any(one.status in ("present", "represented") for one in attendances):
        yield Missing(_("Nobody is recorded as present."), "attendance")
        return
    waiting = sum(one.status in ("invited", "registered") for one in attendances)
    if waiting:
        sentence = plural(
            "Of {n} person invited it is not said whether they came.",
            "Of {n} people invited it is not said whether they came.",
            waiting,
        )
        yield Missing(sentence, "attendance")


def _of_agenda(workspace: Workspace, meeting: RecordId, language: str) -> Iterator[Missing]:
    items = workspace.all(AgendaItem, meeting=meeting)
    if not items:
        yield Missing(_("The agenda is empty."), "minutes")
    for number, item in enumerate(items, 1):
        entries = workspace.all(Entry, agenda_item=item.id)
        title = item.title.within(language)
        if not item.conclusion and not any(entry.kind in ("decision", "action") for entry in entries):
            sentence = _(
                "Item {number}, “{title}”, ends without a decision, an action or a conclusion.",
                number=number,
                title=title,
            )
            yield Missing(sentence, "minutes", (Part.ITEM, item.id))
        for entry in entries:
            yield from _of_entry(entry, language)


def _of_entry(entry: Entry, language: str) -> Iterator[Missing]:
    key = (Part.ENTRY, entry.id)
    text = _shortened(entry.text.within(language))
    if not text:
        yield Missing(_("An entry has no text."), "minutes", key)
    elif entry.kind == "action" and not entry.owner:
        yield Missing(_("Nobody is named for “{action}”.", action=text), "minutes", key, "owner")
    elif entry.kind == "action" and not entry.due_on:
        yield Missing(_("No date is set for “{action}”.", action=text), "minutes", key, "due_on")


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:59].rstrip() + "…"
