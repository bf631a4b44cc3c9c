"""The stakeholder group: who sits in it, for which organisation, in which role."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.language import Message, _
from desktop_app.records import Membership, Organisation, Person
from ui.list_page import ListPage
from ui.page import Command, more
from ui.pages.members import Members
from ui.widgets import parts
from ui.widgets.header import Header
from ui.widgets.later import Later

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QShowEvent

    from desktop_app.documents.blocks import Chart
    from desktop_app.records import RecordId
    from desktop_app.workspace import Changed
    from ui.forms.member import MemberForm
    from ui.session import Session
    from ui.widgets.models import Row


class StakeholdersPage(ListPage):
    """A row for each membership, for each person who has none yet, and for each organisation without a member."""

    name: ClassVar = "stakeholders"
    title: ClassVar = _("Stakeholders")
    icon: ClassVar = "users-three"
    kinds: ClassVar = frozenset({"person", "organisation", "membership", "city"})
    heading: ClassVar[Message] = _("Members")
    new_name: ClassVar[Message] = _("New member")
    glance_name: ClassVar[Message | None] = _("Composition of the group")

    def __init__(self, session: Session) -> None:
        self._members = Members(session)
        self._since: Changed | None = None
        self._member: MemberForm | None = None
        super().__init__(session)
        self._later: Final = Later(self, 0, self._come_back)
        self.list.painted.connect(lambda: QTimer.singleShot(0, self, self._show_form))

    @classmethod
    def count(cls, session: Session) -> int | None:
        return session.workspace.count(Membership)

    # the list

    def refresh(self, changed: Changed | None) -> None:
        self._since = changed
        super().refresh(changed)
        if self._member is not None:
            self._member.tell_linked()

    def rows(self) -> Sequence[Row]:
        return self._members.rows(self._since)

    def open(self, record: RecordId) -> bool:
        if self._stale:
            self._stale = False
            self.refresh(None)
        if not super().open(self._members.row_for(record)):
            return False
        workspace = self.session.workspace
        member = workspace.find(Membership, record)
        if len(workspace.groups().members(member.person if member is not None else record)) > 1:
            self.member.show_record(record)
        return True

    def chart(self) -> Chart:
        from desktop_app.documents.charts import composition
        from desktop_app.documents.wording import Wording

        linked = self.session.workspace.groups()
        types = {linked.one(one.id): one.type for one in self.session.workspace.sketches(Organisation, "type")}
        return composition(Wording.of_window(), types.values())

    # the form

    def make_form(self) -> QWidget:
        """Room for the form, whose thirty editors take longer than the whole list: the list is painted before them."""
        self._place = QVBoxLayout(made := QWidget())
        self._place.setContentsMargins(0, 0, 0, 0)
        self._place.setSpacing(0)
        return made

    @property
    def member(self) -> MemberForm:
        """The form, made once the list is painted, or earlier for whoever is quicker than that."""
        return self._member or self._make_member()

    def _make_member(self) -> MemberForm:
        from ui.forms.form import Column
        from ui.forms.member import MemberForm

        history = parts.icon_button("clock-counter-clockwise", _("Where this is from…"))
        history.clicked.connect(lambda: self.session.asked.emit("history"))
        self._more = more(self.commands)
        self._header = Header(history, menu=self._more, scale_percent=self.session.settings.scale_percent)
        self._place.addWidget(self._header)
        self._member = member = MemberForm(self.session)
        self._place.addWidget(Column(member), 1)
        member.shown.connect(self._show_texts)
        member.show_row(self.current)
        return member

    def make_empty(self) -> QWidget:
        if not self.session.workspace.city:
            return parts.Empty(
                "users-three",
                _("Who sits in the groups?"),
                _(
                    "The people of all cities’ stakeholder groups appear here once the cities’ files are merged. "
                    "Drop all the files you received on the window."
                ),
                parts.button(
                    _("Merge received files…"), lambda: self.session.asked.emit("merge"), role="primary",
                    icon="git-merge",
                ),
                parts.button(_("Add the first member"), self.new, role="link", icon="user-plus"),
            )  # fmt: skip
        return parts.Empty(
            "users-three",
            _("Who sits in the group?"),
            _(
                "The people of the stakeholder group, the organisations that they speak for, and their role. Drop a"
                " spreadsheet on the window to bring in a list that you have."
            ),
            parts.button(_("Add the first member"), self.new, role="primary", icon="user-plus"),
            parts.button(_("Import a spreadsheet…"), self._import, role="link", icon="table"),
        )

    def show_record(self, key: str) -> None:
        if self._member is not None:
            self._member.show_row(key)
        elif self.list.is_painted:
            self._show_form()

    def _show_form(self) -> None:
        if self._member is None and self.current and self.isVisible() and not self.session.closed:
            self._make_member()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._member is None and self.list.is_painted:  # it was hidden before its form could be made: locked, say
            QTimer.singleShot(0, self, self._show_form)

    def _come_back(self) -> None:
        """Show the row again where the form showed another of those that are linked, and that is gone."""
        if self._member is not None and self._member.is_empty and self.current:
            self._member.show_row(self.current)

    def _show_texts(self) -> None:
        if self._member is not None:
            if self._member.is_empty:
                self._later.start()
            self._header.show_texts(self._member.called, *self._member.about)

    def records(self) -> Sequence[RecordId]:
        return self.member.records()

    # commands

    def commands(self) -> Sequence[Command]:
        return (
            Command(_("Delete this member"), self.delete, "trash", "Ctrl+Shift+Backspace"),
            Command(_("Erase this person for good…"), self.erase, "eraser"),
            Command(_("People who left long ago…"), self.leavers, "user-minus"),
        )

    def new(self) -> None:
        workspace = self.session.workspace

        def add() -> RecordId:
            with workspace.together():
                person = workspace.draft(Person, {})
                return workspace.draft(Membership, {"person": person})

        made = self.session.attempt(add)
        if made is not None:
            self.open(made)
            self.member.begin()

    def delete(self) -> None:
        """Delete the member that is shown: the person too, unless they sit for another organisation as well.

        Whoever is named in minutes or commitments stays; it is offered to end the membership.
        """
        from ui.dialogs.leaving import delete_or_leave

        if not self.current:
            return
        self.session.settle()
        member, shown = self.member.membership.record, self.member
        delete_or_leave(
            self.window(), self.session, shown.deleted_with(),
            member if isinstance(member, Membership) else None, shown.called,
            lambda: self.list.setFocus(Qt.FocusReason.OtherFocusReason),
        )  # fmt: skip

    def erase(self) -> None:
        """Forget the person that is shown, after everything that goes was shown."""
        person = self.member.person.record if self.current else None
        if person is not None:
            from ui.dialogs.erase import ask_to_erase

            ask_to_erase(self.window(), self.session, person.id)

    def leavers(self) -> None:
        """Show who left so long ago that their data are to go."""
        from ui.dialogs.leavers import Leavers

        self.session.settle()
        Leavers(self.window(), self.session).open()

    def _import(self) -> None:
        self.session.asked.emit("import")
