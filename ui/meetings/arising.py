"""Matters arising: what earlier meetings of the series asked for, to be ticked off in this one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from desktop_app.language import _, plural, window_language
from desktop_app.records import Entry, Meeting, Precision, When
from desktop_app.records.meeting import CLOSED
from ui.look.icons import icon
from ui.look.tokens import u
from ui.meetings.following import arising
from ui.widgets import parts
from ui.widgets.later import Later
from ui.widgets.models import Row
from ui.widgets.row_list import RowList
from ui.words import dates
from ui.words.reading import dotted

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtGui import QKeyEvent, QMouseEvent

    from desktop_app.language import Message
    from desktop_app.records import RecordId
    from desktop_app.workspace import Changed
    from ui.session import Session

_SHOWN: Final = 4
_KINDS: Final = frozenset({"meeting", "agenda_item", "entry"})


class Ticks(RowList):
    """Actions with a mark before each; Space or a click on the mark ticks one off, Enter goes to where it was said."""

    ticked = Signal(str)
    opened = Signal(str)

    def __init__(self, name: Message) -> None:
        super().__init__(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.key:
            self.ticked.emit(self.key)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.key:
            self.opened.emit(self.key)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        x = event.position().x()
        from_start = self.viewport().width() - x if self.isRightToLeft() else x
        if index.isValid() and from_start < u(11):
            self.ticked.emit(self.rows.at(index.row()).key)


class Arising(QWidget):
    """A line that says how many actions are open, and the list of them behind it; nothing where there are none."""

    def __init__(self, session: Session, today: date) -> None:
        super().__init__()
        self._session: Final = session
        self._today: Final = today
        self._meeting: RecordId = ""
        self.head: Final = QToolButton()
        self.head.setCheckable(True)
        self.head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.head.setIconSize(QSize(u(4), u(4)))
        self.head.toggled.connect(self._unfold)
        self.list: Final = Ticks(_("Matters arising"))
        self.list.ticked.connect(self.tick)
        self.list.opened.connect(session.navigate)
        self.list.hide()
        page = QVBoxLayout(self)
        page.setContentsMargins(u(4), u(1), u(3), 0)
        page.setSpacing(0)
        page.addWidget(self.head, 0, Qt.AlignmentFlag.AlignLeading)
        page.addWidget(self.list)
        self._line = parts.line()
        page.addWidget(self._line)
        self._later: Final = Later(self, 150, self._read)
        session.changed.connect(self._changed)
        session.retranslated.connect(self._later.start)

    def show_meeting(self, meeting: RecordId) -> None:
        """Show what is arising in another meeting."""
        self._meeting = meeting
        self.head.setChecked(False)
        self._read()

    def _changed(self, changed: Changed) -> None:
        if self._meeting and changed.kinds & _KINDS:
            self._later.start()

    def _read(self) -> None:
        workspace = self._session.workspace
        meeting = workspace.find(Meeting, self._meeting)
        found = arising(workspace, meeting) if meeting is not None else []
        self.list.rows.show([action_row(self._session, entry, before, self._today) for entry, before in found])
        waiting = sum(entry.is_open_action for entry, _before in found)
        said = plural(
            "Matters arising: {n} open action",
            "Matters arising: {n} open actions",
            waiting,
        )
        self.head.setText(str(said if waiting else _("Matters arising: all done")))
        self.setVisible(bool(found))
        self._unfold(self.head.isChecked())

    def _unfold(self, shown: bool) -> None:  # a slot of Qt's
        self.head.setIcon(icon("caret-down" if shown else "caret-right"))
        self.list.setVisible(shown)
        self.list.setFixedHeight(u(13) * min(max(1, self.list.rows.rowCount()), _SHOWN))
        if shown and not self.list.key and self.list.rows.rowCount():
            self.list.select(self.list.rows.at(0).key)

    def tick(self, action: RecordId) -> None:
        """Say that an action is done, today or on the day of a meeting that was held; or that it is not after all."""
        workspace = self._session.workspace
        entry, meeting = workspace.find(Entry, action), workspace.find(Meeting, self._meeting)
        if entry is None or meeting is None:
            return
        today, day = When.of(self._today), When(meeting.starts_at[: Precision.DAY])
        held = day.precision >= Precision.DAY and day < today
        self._session.attempt(lambda: workspace.edit(action, ticked(entry, day if held else today)))
        self._read()


def action_row(session: Session, entry: Entry, before: Meeting, today: date) -> Row:
    """An action with who does it, until when, and the meeting that asked for it."""
    language = window_language()
    done = entry.implementation in CLOSED
    overdue = entry.is_overdue(today)
    about = (
        session.title(entry.owner),
        dates.short(entry.due_on),
        str(_("overdue")) if overdue else "",
        before.title.within(language),
    )
    end = str(_("done")) if done else ""
    return Row(entry.id, entry.text.within(language), dotted(about), end, icon="check-circle" if done else "circle")


def ticked(entry: Entry, day: When) -> dict[str, str]:
    """The values of an action that is done on a day; of one that was done, those of an open one."""
    if entry.implementation in CLOSED:
        return {"implementation": "", "closed_on": ""}
    return {"implementation": "completed", "closed_on": day}
