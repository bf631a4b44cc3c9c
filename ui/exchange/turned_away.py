"""A file that cannot be merged, opened: why, and what can be done about it. It stays until it is put away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from desktop_app.language import _
from ui.dialogs.trust import Trust
from ui.forms.form import Column
from ui.widgets import parts
from ui.words.reading import unbroken
from ui.words.say import say

if TYPE_CHECKING:
    from ui.exchange.waiting import Refused
    from ui.session import Session

_OTHERS = _("The other files can be merged without it. A better one can be added with “Add files…”.")
_ALONE = _(
    "Nothing of it was merged, and no other file waits. Ask for it again and add the new one with “Add files…”, or put"
    " this one away: the file itself stays where it is."
)


class TurnedAway(Column):
    """Which file, the reason, and the steps from there."""

    again = Signal(object)
    """The file at this path is to be looked at once more."""
    put_away = Signal()
    """Nothing more is to be said of the file that is shown."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._one: Refused | None = None
        self.what = parts.label(role="heading", wrap=True)
        self.why = parts.label(wrap=True)
        self.retry = parts.button(_("Look at it again"), self._again, icon="arrows-clockwise")
        self.compare = parts.button(_("Compare the fingerprint…"), self._compare, icon="shield-check")
        self.rest = parts.button(_("Put this file away"), self._put_away, icon="x", role="link")
        self.others = parts.label(role="muted", wrap=True)
        super().__init__(self.what, self.why, self.others)
        for button in (self.compare, self.retry, self.rest):
            self.column.insertWidget(self.column.count() - 1, button, 0, Qt.AlignmentFlag.AlignLeading)
        self.hide()

    def show_of(self, one: Refused | None, *, others: bool = False) -> None:
        """Say it of a file; of none, nothing. ``others``: some wait beside it that can be merged."""
        self._one = one
        self.setVisible(one is not None)
        if one is None:
            return
        say(self.what.setText, _("“{name}” cannot be merged", name=one.path.name))
        say(self.why.setText, one.sentence, form=unbroken)
        say(self.others.setText, _OTHERS if others else _ALONE)
        self.compare.setVisible(one.card is not None)

    def _again(self) -> None:
        if self._one is not None:
            self.again.emit(self._one.path)

    def _put_away(self) -> None:
        self.put_away.emit()

    def _compare(self) -> None:
        if self._one is not None and self._one.card is not None:
            Trust(self.window(), self._session, self._one.card).ask(self._again)
