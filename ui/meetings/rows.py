"""The list of meetings: what each is called, when it was, and what of it still waits for somebody."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from desktop_app.language import Message, _, plural, window_language
from desktop_app.records import AgendaItem, City, Entry, Meeting, vocabulary
from ui.followed import Followed
from ui.widgets.models import Row
from ui.words import dates
from ui.words.reading import dotted

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from desktop_app.records import RecordId
    from desktop_app.workspace import Changed, Workspace


class MeetingRows:
    """Rows of meetings, the latest first; the title shares its line with nothing but a count of what is overdue."""

    def __init__(self, workspace: Workspace, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._own = workspace.city
        self._cities = Followed(workspace, City)
        self._meetings = Followed(workspace, Meeting)
        self._items = Followed(workspace, AgendaItem)
        self._actions = Followed(workspace, Entry, kind="action")

    @property
    def counted(self) -> bool:
        """Whether actions are counted; until then rows say nothing of them, and are there at once."""
        return self._actions.is_read

    def count(self) -> None:
        """Read all actions, to count them from now on."""
        assert self._actions.records is not None

    def hear(self, changed: Changed | None) -> None:
        """Take over what changed; ``None``: anything may have."""
        for followed in (self._cities, self._meetings, self._items, self._actions):
            followed.hear(changed)

    def open_actions(self) -> tuple[int, int]:
        """How many actions are open in all meetings, and how many of them are overdue."""
        today = self._clock().date()
        waiting = [one for one in self._actions.records.values() if one.is_open_action]
        return len(waiting), sum(one.is_overdue(today) for one in waiting)

    def rows(self) -> list[Row]:
        """All meetings as rows."""
        still_open: Counter[RecordId] = Counter()
        overdue: Counter[RecordId] = Counter()
        today = self._clock().date()
        for entry in self._actions.records.values() if self.counted else ():
            item = self._items.records.get(entry.agenda_item)
            if item is not None:
                still_open[item.meeting] += entry.is_open_action
                overdue[item.meeting] += entry.is_overdue(today)
        meetings = sorted(self._meetings.records.values(), key=lambda one: (one.starts_at, one.id), reverse=True)
        return [self._row(one, still_open[one.id], overdue[one.id]) for one in meetings]

    def _row(self, meeting: Meeting, still_open: int, overdue: int) -> Row:
        language = window_language()
        actions: Message | None = None
        if overdue:
            actions = plural("{n} action overdue", "{n} actions overdue", overdue)
        elif still_open:
            actions = plural("{n} action open", "{n} actions open", still_open)
        said = (self._city(meeting), dates.short(meeting.starts_at), self._state(meeting), actions or "", meeting.place)
        title = meeting.title.within(language) or meeting.symbol or str(_("Meeting without a title"))
        return Row(meeting.id, title, dotted(said), str(overdue) if overdue else "", "danger")

    def _city(self, meeting: Meeting) -> str:
        """Whose meeting it is, where that is another city."""
        city = self._cities.records.get(meeting.city) if meeting.city != self._own else None
        return (city.name.within(window_language()) or city.code) if city is not None else ""

    def _state(self, meeting: Meeting) -> str:
        if meeting.status == "draft" and not meeting.has_begun(self._clock()):
            return str(_("Planned"))
        return vocabulary("minutes_status").label(meeting.status, window_language())
