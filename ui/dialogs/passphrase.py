"""A passphrase: asked for to open something, or chosen to protect it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.language import Message, _
from ui.dialogs.frame import Ask
from ui.look.icons import icon
from ui.words.say import say

if TYPE_CHECKING:
    from PySide6.QtGui import QAction


class Secret(QLineEdit):
    """A line whose text shows as dots until the person asks to see it."""

    def __init__(self) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self._eye: QAction = self.addAction(icon("eye"), QLineEdit.ActionPosition.TrailingPosition)
        self._eye.setCheckable(True)
        say(self._eye.setText, _("Show the passphrase"))
        self._eye.toggled.connect(self._show)

    def _show(self, shown: bool) -> None:  # Qt's own signal
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self._eye.setIcon(icon("eye-slash" if shown else "eye"))


class AskPassphrase(Ask):
    """Asks for the passphrase of a file."""

    def __init__(self, parent: QWidget, name: str) -> None:
        why = _("“{name}” is protected. Nobody can read it without its passphrase.", name=name)
        super().__init__(parent, _("Passphrase"), why, _("Open"))
        self.line = Secret()
        self.add(_("Passphrase"), self.line)
        self.line.setFocus()


def chosen_passphrase(first: Secret, second: Secret) -> tuple[str | None, Message | None]:
    """The passphrase of two lines that must agree; ``None`` where both are empty; and why it cannot be taken."""
    if first.text() != second.text():
        return None, _("The two passphrases are not the same. Type them again.")
    if first.text() and len(first.text()) < 8:
        return None, _("This passphrase is too short: use at least 8 characters or, better, several words.")
    return first.text() or None, None
