"""What is missing in minutes: a count beside the tabs, and the list of it when somebody wants to know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QToolButton

from desktop_app.language import _, plural, window_language
from ui.look.icons import icon
from ui.look.tokens import u
from ui.meetings.checklist import Missing, missing
from ui.widgets.later import Later
from ui.widgets.steps import Steps

if TYPE_CHECKING:
    from desktop_app.records import RecordId
    from desktop_app.workspace import Changed
    from ui.session import Session

_KINDS: Final = frozenset({"meeting", "agenda_item", "entry", "attendance"})


class Waiting(QToolButton):
    """The button with the count. `list` is what it opens, to be placed where there is room."""

    chosen = Signal(object)
    """A `Missing` that somebody wants to see to."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._meeting: RecordId = ""
        self.found: list[Missing] = []
        self.setProperty("role", "chip")
        self.setCheckable(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIconSize(QSize(u(3.5), u(3.5)))
        self.list: Final = Steps(_("What is missing"))
        self.list.hide()
        self.list.chosen.connect(lambda number: self.chosen.emit(self.found[number]))
        self._later: Final = Later(self, 200, self._read)
        self.toggled.connect(self._show_list)
        session.changed.connect(self._changed)
        session.retranslated.connect(self._read)

    def show_meeting(self, meeting: RecordId) -> None:
        """Say what is missing in another meeting."""
        self._meeting = meeting
        self._read()

    def _changed(self, changed: Changed) -> None:
        if self._meeting and changed.kinds & _KINDS:
            self._later.start()

    def _read(self) -> None:
        self.found = missing(self._session.workspace, self._meeting, window_language()) if self._meeting else []
        count = len(self.found)
        self.setIcon(icon("warning-circle" if count else "check-circle", "action" if count else "decision"))
        said = str(plural("{n} thing missing", "{n} things missing", count) if count else _("Complete"))
        self.setText(said)
        self.setEnabled(bool(count))
        if not count:
            self.setChecked(False)
        self._show_list(self.isChecked())

    def _show_list(self, shown: bool) -> None:  # a slot of Qt's
        self.list.setVisible(shown)
        if shown:
            self.list.show_steps([one.sentence for one in self.found])
