"""Meetings: the minutes as they are taken, who was there, and what each meeting was."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from desktop_app.language import Message, _, plural, window_language
from desktop_app.records import AgendaItem, Attendance, Entry, Meeting, When, attending
from ui import documents
from ui.approval import APPROVED, REOPEN
from ui.forms.form import Column
from ui.list_page import ListPage
from ui.look.tokens import LARGE, u
from ui.meetings.approval import Approval
from ui.meetings.approved import ApprovedBar
from ui.meetings.arising import Arising
from ui.meetings.attendance import AttendancePanel, said, time_of
from ui.meetings.details import Details
from ui.meetings.due import NAME as OPEN_ACTIONS
from ui.meetings.due import OpenActions, open_said
from ui.meetings.following import following, following_symbol, invite
from ui.meetings.rows import MeetingRows
from ui.meetings.waiting import Waiting
from ui.minutes.panel import MinutesPanel
from ui.minutes.rows import Part
from ui.page import Command, more
from ui.widgets import parts
from ui.widgets.header import Header
from ui.widgets.later import Later
from ui.words import dates
from ui.words.say import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop_app.documents.blocks import Chart
    from desktop_app.records import RecordId
    from desktop_app.workspace import Changed
    from ui.documents.live import LiveMinutes
    from ui.meetings.checklist import Missing
    from ui.session import Session
    from ui.widgets.models import Row

MINUTES, ATTENDANCE, DETAILS = range(3)
_INVITES: Final = _("Lists all members as invited. Nothing is sent to anybody.")
_TABS: Final = ("minutes", "attendance", "details")


class MeetingsPage(ListPage):
    """A list of meetings beside one of them in three parts: minutes, attendance, details."""

    name: ClassVar = "meetings"
    title: ClassVar = _("Meetings")
    icon: ClassVar = "calendar-blank"
    kinds: ClassVar = frozenset({"meeting", "agenda_item", "entry", "attendance"})
    heading: ClassVar[Message] = _("Meetings")
    new_name: ClassVar[Message] = _("New meeting")
    sentences = True
    glance_name: ClassVar[Message | None] = _("Actions over time")

    def __init__(self, session: Session, clock: Callable[[], datetime] = datetime.now) -> None:
        self._clock: Final = clock
        self._today: Final = clock().date()  # the person's own calendar
        self._rows: Final = MeetingRows(session.workspace, clock)
        self.minutes: MinutesPanel | None = None
        self.live: LiveMinutes | None = None
        super().__init__(session)
        self.due: Final = parts.button(OPEN_ACTIONS, self.show_open_actions, role="link", icon="check-square")
        self.due.hide()
        self._column.insertWidget(2, self.due, 0, Qt.AlignmentFlag.AlignLeading)
        self._later: Final = Later(self, 0, self._count)

    @classmethod
    def count(cls, session: Session) -> int | None:
        return session.workspace.count(Meeting)

    # the list

    def rows(self) -> Sequence[Row]:
        return self._rows.rows()

    def refresh(self, changed: Changed | None) -> None:
        self._rows.hear(changed)
        super().refresh(changed)
        self._show_texts()
        if self._rows.counted:
            self._show_open()
        else:
            self._later.start()

    def _count(self) -> None:
        """Count actions when the page stands."""
        self._rows.count()
        self.list.rows.show(self.rows())
        self._show_open()

    def _show_open(self) -> None:
        waiting, overdue = self._rows.open_actions()
        self.due.setVisible(bool(waiting))
        say(self.due.setText, open_said(waiting, overdue))

    def show_open_actions(self) -> None:
        """Show what is to be done, of all meetings."""
        self.session.settle()
        OpenActions(self, self.session, self._today).open()

    def open(self, record: RecordId) -> bool:
        workspace = self.session.workspace
        entry = workspace.find(Entry, record)
        item = workspace.find(AgendaItem, entry.agenda_item if entry is not None else record)
        attendance = workspace.find(Attendance, record)
        meeting = item.meeting if item is not None else attendance.meeting if attendance is not None else record
        if not super().open(meeting):
            return False
        if attendance is not None:
            self.turn_to(ATTENDANCE)
            self.attendance.go_to(attendance.id)
        elif item is not None and self.minutes is not None:
            self.turn_to(MINUTES)
            self.minutes.view.go((Part.ENTRY, entry.id) if entry is not None else (Part.ITEM, item.id))
        return True

    def chart(self) -> Chart | None:
        from desktop_app.documents.charts import over_time
        from desktop_app.documents.wording import Wording

        entries = self.session.workspace.sketches(Entry, "kind", "due_on", "implementation")
        actions = (entry for entry in entries if entry.kind == "action")
        return over_time(Wording.of_window(), actions, self._today)

    # the form

    def make_form(self) -> QWidget:
        self.attendance = AttendancePanel(self.session, self._today)
        self.details = Details(self.session)
        self.waiting = Waiting(self.session)
        self.waiting.chosen.connect(self._go_to)
        self.approval = Approval(self.session, self._today, lambda: self.current, self.waiting)
        self._make = parts.button(_("Make the minutes"), self.make_minutes, role="primary", icon="file-text")
        self._approve = parts.button(_("Approve"), self.approval.approve, role="link", icon="check")
        self.look = parts.icon_button("eye", _("Preview beside the minutes"))
        self.look.setCheckable(True)
        self.look.toggled.connect(self._look)
        self.approved = ApprovedBar(self.approval.reopen)
        self._more = more(self.commands)
        self._large = self.session.settings.scale_percent > LARGE
        buttons = (self._make, self.waiting) if self._large else (self._make,)
        self._header = Header(*buttons, menu=self._more, scale_percent=self.session.settings.scale_percent)
        form = QWidget()
        page = QVBoxLayout(form)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self._header)
        page.addLayout(self._tab_row())
        page.addWidget(parts.line())
        page.addWidget(self.approved)
        page.addWidget(self.waiting.list)
        page.addWidget(self._parts, 1)
        return form

    def _tab_row(self) -> QHBoxLayout:
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        for at, message in enumerate((_("Minutes"), _("Attendance"), _("Details"))):
            self.tabs.addTab("")
            say(self.tabs.setTabText, at, message)
        say(self.tabs.setAccessibleName, _("Parts of the meeting"))
        self._parts = QStackedWidget()
        self._beside = QSplitter(Qt.Orientation.Horizontal)
        self._beside.setHandleWidth(1)
        self._beside.setChildrenCollapsible(False)
        self._place = QWidget()
        inner = QVBoxLayout(self._place)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        self.arising = Arising(self.session, self._today)
        inner.addWidget(self.arising)
        self._beside.addWidget(self._place)
        for part in (self._beside, self.attendance, Column(self.details)):
            self._parts.addWidget(part)
        self.tabs.currentChanged.connect(self._turned)
        row = QHBoxLayout()
        row.setContentsMargins(u(3), 0, u(6), 0)
        row.addWidget(self.tabs)
        row.addStretch()
        row.addWidget(self.look)
        row.addWidget(self._approve)
        if not self._large:
            row.addWidget(self.waiting)
        return row

    def make_empty(self) -> QWidget:
        return parts.Empty(
            "calendar-blank",
            _("The first meeting"),
            _(
                "Take the minutes here while people speak: what was said, what was decided, and who does what by"
                " when. Documents, open actions and the next agenda come from them."
            ),
            parts.button(_("Record a meeting"), self.new, role="primary", icon="plus"),
        )

    def show_record(self, key: str) -> None:
        old = self.minutes
        self.minutes = MinutesPanel(self.session, key, today=self._today)
        layout = self._place.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.addWidget(self.minutes, 1)
        self.minutes.show()  # the layout would show it later, which is too late where another part is turned to at once
        if old is not None:
            layout.removeWidget(old)
            old.hide()
            old.retire()
            old.deleteLater()
        self.attendance.show_meeting(key)
        self.details.show_meeting(key)
        self.arising.show_meeting(key)
        self.waiting.show_meeting(key)
        self._show_texts()
        if self.live is not None:
            self.live.show_minutes(self.minutes.view)

    def _look(self, wanted: bool) -> None:
        if wanted and self.live is None and self.minutes is not None:
            from ui.documents.live import LiveMinutes

            self.live = LiveMinutes(self.session, self._today)
            self._beside.addWidget(self.live)
            self._beside.setSizes([u(110), u(110)])
            self.live.show_minutes(self.minutes.view)
        if self.live is not None:
            self.live.setVisible(wanted)
        if wanted:
            self.turn_to(MINUTES)

    def _show_texts(self) -> None:
        meeting = self.session.workspace.find(Meeting, self.current) if self.current else None
        if meeting is None:
            return
        language = window_language()
        title = meeting.title.within(language) or str(_("Meeting without a title"))
        workspace = self.session.workspace
        there = attending.by_who(workspace.all(Attendance, meeting=meeting.id), workspace.groups())
        people = said(there.values(), {"present", "guest", "excused"})
        when = time_of(meeting, dates.shown(meeting.starts_at))
        self._header.show_texts(title, when, meeting.place, people, meeting.symbol)
        held = meeting.has_begun(self._clock())
        is_approved = meeting.status == APPROVED
        self._approve.setVisible(not is_approved and held and not self._large)  # the menu has it too
        self.approved.setVisible(is_approved)
        self.attendance.protect(is_approved)
        self.details.protect(is_approved)
        if self.minutes is not None:
            self.minutes.protect(is_approved)

    # going about in it

    def _turned(self, tab: int) -> None:
        """Show the part, and let the keyboard go there unless it is on the tabs themselves."""
        self.session.settle()
        on_tabs = self.tabs.hasFocus()
        self._parts.setCurrentIndex(tab)
        if on_tabs:
            self.tabs.setFocus()
        elif tab == ATTENDANCE:
            self.attendance.roll.setFocus(Qt.FocusReason.OtherFocusReason)
        elif tab == MINUTES and self.minutes is not None:
            self.minutes.view.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def turn_to(self, tab: int) -> None:
        """Show one of the three parts."""
        self.tabs.setCurrentIndex(tab)

    def part(self, name: str) -> None:
        if name in _TABS:
            self.turn_to(_TABS.index(name))

    def _go_to(self, missing: Missing) -> None:
        """Go to where something is missing."""
        self.part(missing.part)
        if missing.part == "details":
            self.details.begin(missing.field or "title")
        elif missing.part == "attendance":
            self.attendance.see_to(missing.record, missing.field)
        elif self.minutes is not None:
            self.minutes.show_missing(missing.row, missing.field)

    # commands

    def commands(self) -> Sequence[Command]:
        approval = (
            Command(REOPEN, self.approval.reopen, "pencil-simple")
            if self.approval.is_approved
            else Command(_("Approve these minutes"), self.approval.approve, "check")
        )
        return (
            Command(_("New meeting from this one"), self.follow, "arrow-right", "Ctrl+Shift+N"),
            Command(_("Make the minutes"), self.make_minutes, "file-text"),
            Command(_("Preview beside the minutes"), self.look_beside, "eye", "Ctrl+Shift+P"),
            approval,
            Command(OPEN_ACTIONS, self.show_open_actions, "check-square"),
            Command(_("Invite all members"), self.invite, "users-three", tip=_INVITES),
            Command(_("Delete this meeting"), self.delete, "trash"),
        )

    def new(self) -> None:
        workspace = self.session.workspace
        symbol = following_symbol(workspace, str(Meeting.fields["kind"].default), self._today.year)
        values = {"starts_at": When.of(self._today), "status": "draft", "symbol": symbol}
        made = self.session.attempt(lambda: workspace.draft(Meeting, values))
        if made is not None:
            self.open(made)
            self.turn_to(DETAILS)
            self.details.begin()

    def follow(self) -> None:
        """Make the next meeting from the one that is shown."""
        if not self.current:
            return
        made = self.session.attempt(lambda: following(self.session.workspace, self.current))
        if made is not None:
            self.open(made)
            self.turn_to(DETAILS)
            meeting = self.session.workspace.find(Meeting, made)
            self.details.begin("starts_at" if meeting is not None and meeting.title else "title")
            said = plural(
                "Its open matters are on the agenda; {n} member is listed as invited. Nothing was sent.",
                "Its open matters are on the agenda; {n} members are listed as invited. Nothing was sent.",
                len(self.session.workspace.all(Attendance, meeting=made)),
            )
            self.session.notice(said, offer=_("Undo"), taken=self.session.undo)

    def invite(self) -> None:
        """Put everybody who is a member on that day on the roll."""
        workspace, current = self.session.workspace, self.current
        meeting = workspace.find(Meeting, current)
        if meeting is None or self.approval.keeps_it():
            return
        there = {one.person for one in workspace.all(Attendance, meeting=current)}
        day = meeting.starts_at.date if meeting.starts_at else self._today
        count = self.session.attempt(lambda: invite(workspace, current, day, there))
        self.turn_to(ATTENDANCE)
        if count:
            said = plural(
                "{n} member is listed as invited. Nothing was sent.",
                "{n} members are listed as invited. Nothing was sent.",
                count,
            )
            self.session.notice(said, offer=_("Undo"), taken=self.session.undo)
        elif count is not None:
            self.session.notice(_("All members are on the list already."))

    def look_beside(self) -> None:
        """Show the minutes as they will be beside the place where they are written, or no more."""
        if self.current:
            self.look.toggle()

    def make_minutes(self) -> None:
        """Go to the documents with these minutes chosen."""
        if self.current:
            self.session.settle()
            documents.ask(self.session, "minutes", self.current)

    def delete(self) -> None:
        """Delete the meeting that is shown, with its minutes; undo brings it back."""
        meeting = self.session.workspace.find(Meeting, self.current) if self.current else None
        if meeting is not None and not self.approval.keeps_it():
            self.session.delete(meeting.id, called=meeting.title.within(window_language()))
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
