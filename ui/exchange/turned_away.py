"""A file that cannot be merged, opened: why, and what can be done about it. It stays until it is put away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from desktop_app.language import _
from ui.dialogs.trust import Trust
from ui.forms.form import Column
from ui.widgets import parts
from ui.words.say import say

if TYPE_CHECKING:
    from ui.exchange.waiting import Refused
    from ui.session import Session


class TurnedAway(Column):
    """Which file, the reason, and the steps from there."""

    again = Signal(object)
    """The file at this path is to be looked at once more."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._one: Refused | None = None
        self.what = parts.label(role="heading", wrap=True)
        self.why = parts.label(wrap=True)
        self.retry = parts.button(_("Look at it again"), self._again, icon="arrows-clockwise")
        self.compare = parts.button(_("Compare the fingerprint…"), self._compare, icon="shield-check")
        others = _("The other files can be merged without it. A better one can be added with “Add files…”.")
        super().__init__(self.what, self.why, parts.label(others, role="muted", wrap=True))
        for button in (self.compare, self.retry):
            self.column.insertWidget(self.column.count() - 1, button, 0, Qt.AlignmentFlag.AlignLeading)
        self.hide()

    def show_of(self, one: Refused | None) -> None:
        """Say it of a file; of none, nothing."""
        self._one = one
        self.setVisible(one is not None)
        if one is None:
            return
        say(self.what.setText, _("“{name}” cannot be merged", name=one.path.name))
        say(self.why.setText, one.sentence)
        self.compare.setVisible(one.card is not None)

    def _again(self) -> None:
        if self._one is not None:
            self.again.emit(self._one.path)

    def _compare(self) -> None:
        if self._one is not None and self._one.card is not None:
            Trust(self.window(), self._session, self._one.card).ask(self._again)
