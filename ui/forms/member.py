"""One member: the person, the organisation that they speak for, and how they sit in the group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.language import _, window_language
from desktop_app.records import Membership, Organisation, Person, vocabulary
from desktop_app.records.people import PLAYER_OF_TYPE
from ui.forms.also import Also
from ui.forms.binding import Binding
from ui.forms.form import Form

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_app.records import RecordId
    from ui.session import Session


class MemberForm(QWidget):
    """Three records in one form. The organisation's part is shared by all its members."""

    shown = Signal()
    """Name or organisation may read differently now."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.person = Binding(session, Person, self)
        self.membership = Binding(session, Membership, self)
        self.organisation = Binding(session, Organisation, self)
        self._form = Form(session.settings.scale_percent)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        self.also, self.also_body = Also(session), Also(session)
        page.addWidget(self.also)
        page.addWidget(self._form)
        self._add_rows(self._form)
        self.also.wanted.connect(self.show_record)
        self.also_body.wanted.connect(self.organisation.show)
        self.organisation.rows["type"].bound.chosen.connect(self._suggest_player)
        self.membership.shown.connect(self._follow)
        self.person.shown.connect(self.tell_linked)
        self.organisation.shown.connect(self.tell_linked)

    def _add_rows(self, form: Form) -> None:
        form.add(self.person.row("given_name"))
        form.add(self.person.row("family_name"))
        form.add(self.membership.row("organisation", creates=self._new_organisation))
        for name in ("function", "group_role", "starts_on", "ends_on"):
            form.add(self.membership.row(name))
        form.heading(_("Contact"))
        for name in ("email", "phone", "honorific", "languages"):
            form.add(self.person.row(name))
        form.heading(_("Organisation"))
        form.widget(self.also_body)
        for name in ("name", "acronym", "type", "player", "level", "sectors", "based_in", "address", "email", "phone",
                     "website", "influence", "interest"):  # fmt: skip
            form.add(self.organisation.row(name))
        form.heading(_("More about the person"))
        form.add(self.membership.row("alternate_of"))
        for name in ("gender", "notes", "confidentiality"):
            form.add(self.person.row(name))

    # showing

    def show_row(self, key: str) -> None:
        """Show a membership, or a person who has none, or an organisation for which nobody sits in the group."""
        self._session.settle()
        workspace = self._session.workspace
        member = workspace.find(Membership, key)
        body = key if member is None and workspace.find(Organisation, key) is not None else ""
        self.person.show(member.person if member is not None else "" if body else key)
        self.membership.show("" if member is None else key)
        if member is None:
            self.organisation.show(body)

    def show_record(self, record: RecordId) -> None:
        """Show one of several that are linked as the same, as its own city recorded it: a membership, a person with
        the first of their memberships, or an organisation beside the person who is shown.
        """
        workspace = self._session.workspace
        if workspace.find(Organisation, record) is not None:
            self.organisation.show(record)
        else:
            seats = workspace.all(Membership, person=record)
            self.show_row(seats[0].id if seats else record)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is shown: what was is gone, or was never there."""
        return self.person.record is None and self.organisation.record is None

    def tell_linked(self) -> None:
        """Say whose records these are, where others recorded the same."""
        self.also.tell(self.person.record)
        self.also_body.tell(self.organisation.record)
        self.shown.emit()

    def _follow(self) -> None:
        """The organisation's part shows whichever organisation the membership names now."""
        member = self.membership.record
        wanted = member.organisation if isinstance(member, Membership) else ""
        if wanted != (self.organisation.record.id if self.organisation.record is not None else ""):
            self.organisation.show(wanted)
        self.shown.emit()

    def begin(self) -> None:
        """Put the caret where a new member begins."""
        self.person.rows["given_name"].setFocus()

    @property
    def called(self) -> str:
        """What the person is called, for the head of the form."""
        shown = self.person.record or self.organisation.record
        name = self._session.title(shown.id) if shown is not None else ""
        return name or str(_("New member"))

    @property
    def about(self) -> tuple[str, ...]:
        """The organisation, and the player that it is."""
        body = self.organisation.record
        if self.person.record is None and body is not None:
            return (str(_("Nobody sits in the group for it")),)
        if not isinstance(body, Organisation):
            return (str(_("No organisation yet")),)
        language = window_language()
        player = vocabulary("player").label(body.player, language) if body.player else ""
        return body.name.within(language), player

    def deleted_with(self) -> RecordId:
        """The record whose deletion takes this member out: the person, unless other memberships keep them."""
        member, person, body = self.membership.record, self.person.record, self.organisation.record
        if person is None:
            return body.id if body is not None else ""
        if member is not None and len(self._session.workspace.all(Membership, person=person.id)) > 1:
            return member.id
        return person.id

    def records(self) -> list[RecordId]:
        """Person, membership and organisation, as far as they are there."""
        found = (self.person.record, self.membership.record, self.organisation.record)
        return [record.id for record in found if record is not None]

    # doing

    def _new_organisation(self, name: str, use: Callable[[RecordId], object]) -> None:
        self._session.make(Organisation, {"name": {self._session.language: name}}, use)

    def _suggest_player(self) -> None:
        """A type suggests the player, where none is written yet."""
        body = self.organisation.record
        if isinstance(body, Organisation) and not body.player and body.type in PLAYER_OF_TYPE:
            player = PLAYER_OF_TYPE[body.type]
            self._session.attempt(lambda: self._session.workspace.edit(body.id, {"player": player}))
