"""What a form says below a field in which several values stand side by side, and the way from there to all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop_app.language import LanguageName, Message, _, plural
from desktop_app.workspace.changes.change import DELETED
from ui.look.tokens import u
from ui.widgets import parts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop_app.records import Contested, Disagreement
    from desktop_app.workspace.changes.decided import Decided


def key_of(one: Contested | Disagreement | Decided) -> str:
    """What the tray knows a contradiction by."""
    return f"{one.record}/{one.kind}/{one.field}/{one.language}"


class Beside(QWidget):
    """A button for each contradiction of a field; one text in three languages may have three."""

    def __init__(self, decide: Callable[[str], None]) -> None:
        """Make it. ``decide`` takes the key of the contradiction that is to be looked at."""
        super().__init__()
        self._decide = decide
        self._shown: Sequence[Disagreement] = ()
        self.buttons: list[QPushButton] = []
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(u(0.5))
        self.hide()

    def show_all(self, found: Sequence[Disagreement]) -> None:
        """Show what contradicts in the field now."""
        if found == self._shown:
            return
        self._shown = found
        for old in self.buttons:
            self._rows.removeWidget(old)
            old.deleteLater()
        self.buttons = [self._button(one) for one in found]
        self.setVisible(bool(found))

    def _button(self, one: Disagreement) -> QPushButton:
        made = parts.button(said(one), lambda: self._decide(key_of(one)), role="link", icon="scales")
        self._rows.addWidget(made, 0, Qt.AlignmentFlag.AlignLeading)
        return made


def said(one: Disagreement) -> Message:
    """That there are several values, in which language, and what can be done about it."""
    if one.field == DELETED:
        return _("Somebody deleted this while somebody else went on writing. Decide…")
    values = plural("{n} value", "{n} values", len(one.sides))
    told = _("{values} in {language}", values=values, language=LanguageName(one.language)) if one.language else values
    if one.left:
        return _("{values}, left side by side. Look at them…", values=told)
    return _("{values} side by side, not decided. Look at them…", values=told)
