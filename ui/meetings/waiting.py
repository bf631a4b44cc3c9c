"""What is missing in minutes: a count beside the tabs, and the list of it when somebody wants to know."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QScrollArea, QToolButton, QVBoxLayout, QWidget

from desktop_app.language import _, plural, window_language
from ui.look.icons import icon
from ui.look.tokens import u
from ui.meetings.checklist import Missing, missing
from ui.widgets import parts
from ui.widgets.later import Later

if TYPE_CHECKING:
    from desktop_app.records import RecordId
    from desktop_app.workspace import Changed
    from ui.session import Session

_KINDS: Final = frozenset({"meeting", "agenda_item", "entry", "attendance"})
_MOST: Final = 60
"""Lines: whoever has more to do begins with the first."""


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
        self.list: Final = QScrollArea()
        self.list.setWidgetResizable(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.hide()
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
        if not shown:
            return
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(u(5), u(2), u(5), u(2))
        column.setSpacing(0)
        for one in self.found[:_MOST]:
            step = parts.button(one.sentence, partial(self.chosen.emit, one), role="link", icon="arrow-right")
            column.addWidget(step, 0, Qt.AlignmentFlag.AlignLeading)
        column.addStretch()
        self.list.setWidget(inner)
        self.list.setFixedHeight(min(inner.sizeHint().height(), u(38)))
