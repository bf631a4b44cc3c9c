"""The details of a meeting: everything about it that is not its minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.language import _
from desktop_app.records import Meeting, Person, When
from ui.editors import MomentEdit
from ui.forms.binding import Binding
from ui.forms.form import Form

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_app.records import RecordId
    from ui.session import Session


class Details(QWidget):
    """A form over one meeting."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.binding: Final = Binding(session, Meeting, self)
        form = Form(session.settings.scale_percent)
        for name in ("title", "kind", "starts_at", "ends_at", "place", "host_city", "symbol"):
            form.add(self.binding.row(name))
        end = self.binding.rows["ends_at"].editor
        assert isinstance(end, MomentEdit)
        end.day = self._day
        form.heading(_("People"))
        for name in ("chair", "rapporteur", "secretary"):
            form.add(self.binding.row(name, creates=self._new_person))
        form.heading(_("Minutes"))
        for name in ("status", "approved_on", "attribution", "topics", "previous", "confidentiality"):
            form.add(self.binding.row(name))
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(form)

    def show_meeting(self, meeting: RecordId) -> None:
        """Show a meeting."""
        self.binding.show(meeting)

    def protect(self, protected: bool) -> None:
        """Let the details be read alone, but for who may see them; or be written again."""
        self.binding.protect(set(self.binding.rows) - {"confidentiality"} if protected else ())

    def _day(self) -> When:
        """The day on which the meeting begins."""
        meeting = self.binding.record
        return meeting.starts_at if isinstance(meeting, Meeting) else When()

    def begin(self, field: str = "title") -> None:
        """Put the caret into a field."""
        self.binding.rows[field].setFocus()

    def _new_person(self, name: str, use: Callable[[RecordId], object]) -> None:
        """A person by the name as it is written: what stands last is the family name."""
        given, _space, family = name.strip().rpartition(" ")
        values = {"given_name": given, "family_name": family}
        self._session.make(Person, values, use)
