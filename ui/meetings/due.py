"""Everything that is to be done, of all meetings, in one list: what is due first stands first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop_app.language import Message, _, plural
from desktop_app.records import AgendaItem, Entry, Meeting, When
from ui.meetings.arising import Ticks, action_row, ticked
from ui.widgets import parts
from ui.widgets.listed import Listed
from ui.words.say import say

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from desktop_app.records import RecordId
    from ui.session import Session

NAME: Final = _("Open actions of all meetings")


class OpenActions(Listed):
    """The list; Space ticks an action off, Enter goes to where it was said. What is ticked stays until it is closed."""

    def __init__(self, parent: QWidget, session: Session, today: date) -> None:
        super().__init__(parent, NAME)
        self._session: Final = session
        self._today: Final = today
        workspace = session.workspace
        self._shown: Final = [one.id for one in workspace.all(Entry, kind="action") if one.is_open_action]
        self.list: Final = Ticks(NAME)
        self.list.ticked.connect(self._tick)
        self.list.opened.connect(self._open)
        show = parts.button(_("Show in the minutes"), lambda: self._open(self.list.key), icon="arrow-right")
        self._lay_out(self.list, show)
        self._read()

    def _read(self) -> None:
        workspace = self._session.workspace
        meetings = {one.id: one for one in workspace.all(Meeting)}
        of_item = {one.id: one.meeting for one in workspace.all(AgendaItem)}
        actions = [one for action in self._shown if (one := workspace.find(Entry, action)) is not None]
        placed = [
            (one, meeting) for one in actions if (meeting := meetings.get(of_item.get(one.agenda_item, ""))) is not None
        ]
        placed.sort(key=lambda pair: (not pair[0].due_on, pair[0].due_on, pair[1].starts_at))
        self.list.rows.show([action_row(self._session, one, meeting, self._today) for one, meeting in placed])
        if placed and not self.list.key:
            self.list.select(placed[0][0].id)
        waiting = [one for one, _meeting in placed if one.is_open_action]
        say(self.said.setText, open_said(len(waiting), sum(one.is_overdue(self._today) for one in waiting)))

    def _tick(self, action: RecordId) -> None:
        workspace = self._session.workspace
        entry = workspace.find(Entry, action)
        if entry is not None:
            self._session.attempt(lambda: workspace.edit(action, ticked(entry, When.of(self._today))))
            self._read()

    def _open(self, action: RecordId) -> None:
        if action:
            self.accept()
            self._session.navigate(action)


def open_said(waiting: int, overdue: int) -> Message:
    """How many actions are open, and how many of them are overdue."""
    if overdue:
        return plural("{n} open action, overdue: {overdue}", "{n} open actions, overdue: {overdue}", waiting,
                      overdue=overdue)  # fmt: skip
    return plural("{n} open action", "{n} open actions", waiting)
