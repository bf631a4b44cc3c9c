"""The list of meetings: what each is called, when it was, and what of it still waits for somebody."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from desktop_app.language import Message, _, plural, window_language
from desktop_app.records import AgendaItem, Entry, Meeting, vocabulary
from ui import dates
from ui.models import Row

if TYPE_CHECKING:
    from datetime import date

    from desktop_app.records import RecordId
    from desktop_app.workspace import Changed, Workspace

_MANY: Final = 500


class MeetingRows:
    """Rows of meetings, the latest first: the title has the first line to itself, but for a count of what is overdue.

    Actions are counted once and then followed, never all read at a key.
    """

    def __init__(self, workspace: Workspace, on: date) -> None:
        self._workspace = workspace
        self._on = on
        self._meeting_of: dict[RecordId, RecordId] = {}
        self._actions: dict[RecordId, Entry] = {}
        self._known = False

    @property
    def counted(self) -> bool:
        """Whether actions are counted; until then rows say nothing of them, and are there at once."""
        return self._known

    def count(self) -> None:
        """Count all actions."""
        self._known = True
        self._meeting_of = {item.id: item.meeting for item in self._workspace.all(AgendaItem)}
        self._actions = {entry.id: entry for entry in self._workspace.all(Entry) if entry.kind == "action"}

    def hear(self, changed: Changed | None) -> None:
        """Take over what changed; ``None``: anything may have."""
        if changed is None or len(changed.records) > _MANY:
            self._known, self._actions = False, {}
        elif self._known and changed.kinds & {Entry.kind_name, AgendaItem.kind_name}:
            for record in changed.records:
                self._read(record)

    def _read(self, record: RecordId) -> None:
        entry = self._workspace.find(Entry, record)
        if entry is not None and entry.kind == "action":
            self._actions[record] = entry
        else:
            self._actions.pop(record, None)
        item = self._workspace.find(AgendaItem, record)
        if item is not None:
            self._meeting_of[record] = item.meeting

    def rows(self) -> list[Row]:
        """All meetings as rows."""
        still_open: Counter[RecordId] = Counter()
        overdue: Counter[RecordId] = Counter()
        for entry in self._actions.values():
            meeting = self._meeting_of.get(entry.agenda_item, "")
            still_open[meeting] += entry.is_open_action
            overdue[meeting] += entry.is_overdue(self._on)
        meetings = sorted(self._workspace.all(Meeting), key=lambda one: (one.starts_at, one.id), reverse=True)
        return [self._row(one, still_open[one.id], overdue[one.id]) for one in meetings]

    def _row(self, meeting: Meeting, still_open: int, overdue: int) -> Row:
        language = window_language()
        actions: Message | None = None
        if overdue:
            actions = plural("{n} action overdue", "{n} actions overdue", overdue)
        elif still_open:
            actions = plural("{n} action open", "{n} actions open", still_open)
        said = (dates.short(meeting.starts_at), self._state(meeting), str(actions or ""), meeting.place)
        detail = " · ".join(filter(None, said))
        title = meeting.title.within(language) or meeting.symbol or str(_("Meeting without a title"))
        return Row(meeting.id, title, detail, str(overdue) if overdue else "", "danger")

    def _state(self, meeting: Meeting) -> str:
        if meeting.status == "draft" and meeting.starts_at[:10] > self._on.isoformat():
            return str(_("Planned"))
        return vocabulary("minutes_status").label(meeting.status, window_language())
