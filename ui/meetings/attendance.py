"""Who was there: the members of that day, whoever else is recorded, and guests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.language import _, window_language
from desktop_app.records import Attendance, Meeting, Membership, When, attending
from ui.approval import SAID
from ui.editors.moment import MomentEdit
from ui.editors.reference import Search
from ui.forms.binding import Binding
from ui.look.tokens import u
from ui.meetings.roll import Roll, label
from ui.minutes.people import Candidate, everybody
from ui.widgets import parts
from ui.widgets.models import Row
from ui.words.reading import dotted
from ui.words.say import say

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable
    from datetime import date

    from PySide6.QtGui import QResizeEvent

    from desktop_app.records import RecordId
    from desktop_app.records.attending import Place
    from desktop_app.workspace import Changed
    from ui.session import Session

KINDS: Final = frozenset({"attendance", "person", "membership", "organisation", "meeting"})
_SHOWN_BELOW: Final = ("capacity", "represented_by", "arrived_at", "left_at")


class AttendancePanel(QWidget):
    """The roll of one meeting at a time, and below it more about the person who is chosen."""

    def __init__(self, session: Session, today: date) -> None:
        super().__init__()
        self._session = session
        self._today = today
        self._meeting: RecordId = ""
        self._protected = False
        self._by_key: dict[str, Attendance] = {}
        self._people: dict[RecordId, Candidate] = {}
        self.roll: Final = Roll(self._answer_of)
        self.roll.answered.connect(self.answer)
        self.roll.selectionModel().currentChanged.connect(lambda: self._show_more())
        self.summary: Final = parts.label(role="muted")
        self.guest: Final = Search(self._others, self._add_guest)
        say(self.guest.setPlaceholderText, _("Add somebody: a name"))
        say(self.guest.setAccessibleName, _("Add somebody to the attendance list"))
        self.guest.picked.connect(self._picked)
        self.more: Final = Binding(session, Attendance, self)
        self._arrange()
        session.changed.connect(self._changed)

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(u(6), u(3), u(6), u(1))
        top.setSpacing(u(4))
        top.addWidget(self.summary, 1)
        self.guest.setMaximumWidth(u(60))
        top.addWidget(self.guest, 1)
        self._keys = keys = parts.label(
            _("Keys: 1 present, 2 excused, 3 absent, 4 represented, 0 not recorded"), role="small", wrap=True
        )
        keys.setContentsMargins(u(6), 0, u(6), u(1))
        self._below = self._more_fields()
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addLayout(top)
        page.addWidget(keys)
        page.addWidget(self.roll, 1)
        self._divider = parts.line()
        page.addWidget(self._divider)
        page.addWidget(self._below)
        self.setFocusProxy(self.roll)

    def _more_fields(self) -> QWidget:
        """What else may be said of the person who is chosen, two fields a line, each under its label."""
        below = QWidget()
        grid = QGridLayout(below)
        grid.setContentsMargins(u(6), u(2), u(6), u(3))
        grid.setHorizontalSpacing(u(4))
        grid.setVerticalSpacing(u(0.5))
        for at, name in enumerate(_SHOWN_BELOW):
            row = self.more.row(name)
            if isinstance(row.editor, MomentEdit):
                row.editor.day = self._day
            row.label.setWordWrap(True)
            row.setMinimumWidth(u(16))
            grid.addWidget(row.label, at // 2 * 2, at % 2)
            grid.addWidget(row, at // 2 * 2 + 1, at % 2)
        return below

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for name in ("arrived_at", "left_at"):  # where there is little room, the roll matters more
            row = self.more.rows[name]
            row.setVisible(self.height() >= u(100))
            row.label.setVisible(self.height() >= u(100))
        self._keys.setVisible(self.height() >= u(70))
        self._show_more()

    # showing

    def show_meeting(self, meeting: RecordId) -> None:
        """Show the roll of a meeting."""
        self._session.settle()
        self._meeting = meeting
        self._read()
        if self.roll.rows.rowCount() and not self.roll.key:
            self.roll.select(self.roll.rows.at(0).key)
        self._show_more()

    def go_to(self, attendance: RecordId) -> None:
        """Choose whoever an attendance is of."""
        self.roll.select(next((key for key, one in self._by_key.items() if one.id == attendance), ""))

    def see_to(self, attendance: RecordId, field: str = "") -> None:
        """Go to an attendance, and to a field of it; to the roll where it is about nobody in particular."""
        if attendance:
            self.go_to(attendance)
        if field in self.more.rows:
            self._below.show()
            self.more.rows[field].setFocus()
        else:
            self.roll.setFocus(Qt.FocusReason.OtherFocusReason)

    def protect(self, protected: bool) -> None:
        """Let the roll be read alone, because the minutes are approved; or be taken again."""
        self._protected = protected
        self.guest.setEnabled(not protected)
        self.more.protect(_SHOWN_BELOW if protected else ())

    def _changed(self, changed: Changed) -> None:
        if self._meeting and changed.kinds & KINDS:
            self._read()
            self._show_more()

    def _read(self) -> None:
        workspace = self._session.workspace
        meeting = workspace.find(Meeting, self._meeting)
        day = meeting.starts_at.date if meeting is not None and meeting.starts_at else self._today
        people = everybody(workspace, window_language(), day)
        self._people = {one.record: one for one in people if one.is_person}
        attendances = workspace.all(Attendance, meeting=self._meeting)
        groups = workspace.groups()
        self._by_key = attending.by_who(attendances, groups)
        members = [one.record for one in self._people.values() if one.is_member]
        keys = dict.fromkeys([*members, *self._by_key])
        chair = groups.one(meeting.chair) if meeting is not None else ""
        self.roll.rows.show([self._row(key) for key in sorted(keys, key=lambda key: self._place(key, chair))])
        self.roll.viewport().update()
        self.summary.setText(said(self._by_key.values()) or str(_("Nobody is recorded yet.")))

    def _place(self, key: str, chair: RecordId) -> Place:
        one = self._people.get(key)
        name = one.filed_as if one is not None else self._by_key[key].guest_name
        return attending.place(name, window_language(), chairs=key == chair, guest=one is None)

    def _row(self, key: str) -> Row:
        one, attendance = self._people.get(key), self._by_key.get(key)
        name = one.name if one is not None else attendance.guest_name if attendance is not None else ""
        detail = one.detail if one is not None else str(_("Guest"))
        if attendance is not None and attendance.represented_by:
            by = self._session.title(attendance.represented_by)
            detail = dotted((detail, _("represented by {name}", name=by)))
        if attendance is not None and attendance.capacity:
            detail = dotted((attendance.capacity, detail))
        status = attendance.status if attendance is not None else ""
        return Row(key, name, detail, label(status) if status else "")

    def _answer_of(self, key: str) -> str:
        attendance = self._by_key.get(key)
        return attendance.status if attendance is not None else ""

    def _show_more(self) -> None:
        attendance = self._by_key.get(self.roll.key)
        shown = attendance.id if attendance is not None else ""
        if (self.more.record.id if self.more.record is not None else "") != shown:
            self.more.show(shown)
        room = self.height() >= u(64) or (attendance is not None and attendance.status == "represented")
        self._below.setVisible(bool(shown) and room)
        self._divider.setVisible(bool(shown) and room)

    # doing

    def _day(self) -> When:
        """The day of the meeting: who arrived at 10:20 did so on it."""
        meeting = self._session.workspace.find(Meeting, self._meeting)
        return meeting.starts_at if meeting is not None else When()

    def answer(self, key: str, status: str) -> None:
        """Record an answer; an empty one takes the record of it away, a guest's stays as invited."""
        workspace, attendance = self._session.workspace, self._by_key.get(key)
        if self._protected:
            self._session.notice(SAID)
        elif attendance is None and status:
            values = {"meeting": self._meeting, "person": key, "status": status}
            self._session.attempt(lambda: workspace.add(Attendance, values))
        elif attendance is not None and not status:
            self._session.attempt(lambda: workspace.delete(attendance.id))
        elif attendance is not None and attendance.status != status:
            self._session.attempt(lambda: workspace.edit(attendance.id, {"status": status}))

        if status == "represented":
            self._ask_by_whom(key)

    def _ask_by_whom(self, key: str) -> None:
        """Ask who represents somebody; where the group has one alternate for them, offer that."""
        attendance = self._by_key.get(key)
        if attendance is None or attendance.represented_by:
            return
        workspace, groups = self._session.workspace, self._session.workspace.groups()
        seats = [one for one in workspace.all(Membership) if groups.one(one.alternate_of) == key]
        alternates = {groups.one(one.person) for one in seats if one.person} & self._people.keys()
        name = self._people[key].name if key in self._people else attendance.guest_name
        if len(alternates) == 1:
            (alternate,) = alternates
            self._session.notice(
                _("Who represents {name}?", name=name),
                offer=_("Represented by {name}", name=self._people[alternate].name),
                taken=lambda: self._session.attempt(
                    lambda: workspace.edit(attendance.id, {"represented_by": alternate})
                ),
            )
        else:
            self._session.notice(
                _("Who represents {name}?", name=name),
                offer=_("Say who"),
                taken=lambda: self.see_to(attendance.id, "represented_by"),
            )

    def _others(self) -> list[Row]:
        """People who are not on the roll yet."""
        return [
            Row(one.record, one.name, one.detail, icon="user")
            for one in self._people.values()
            if one.record not in self.roll.rows.keys
        ]

    def _add_guest(self, name: str, use: Callable[[RecordId], object]) -> None:
        self._session.make(Attendance, {"meeting": self._meeting, "guest_name": name, "status": "present"}, use)

    def _picked(self, row: Row) -> None:
        self.guest.clear()
        if row.key in self._people and row.key not in self._by_key:
            self.answer(row.key, "present")
        self.roll.select(row.key)
        self.roll.setFocus(Qt.FocusReason.OtherFocusReason)


def said(attendances: Iterable[Attendance], groups: Container[str] = frozenset(attending.GROUPS)) -> str:
    """How many came and did not come; ``""`` for nobody."""
    return " · ".join(map(str, attending.in_words(attendances, groups)))


def time_of(meeting: Meeting, shown: str) -> str:
    """Date and time of a meeting; ``shown`` is its date in words."""
    ends = meeting.ends_at
    time = f"–{ends[11:]}" if ends and len(ends) == len(When("2018-01-15T10:00")) else ""
    return shown + time if shown else ""
