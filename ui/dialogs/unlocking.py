"""What opens a protected workspace: its passphrase, or the four rows of its recovery sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from desktop_app.language import Message, _
from ui.dialogs.frame import Ask
from ui.dialogs.passphrase import Secret
from ui.look.tokens import u
from ui.widgets import parts
from ui.words.say import say

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QKeyEvent

    from desktop_app import workspace


class Opening(QWidget):
    """A line for the passphrase, which gives way to a field for the recovery key when the person asks for it."""

    def __init__(self, salt: bytes) -> None:
        """Make it for a file that begins with ``salt``, from which follows which sheet fits."""
        super().__init__()
        self.line = Secret()
        say(self.line.setAccessibleName, _("Passphrase"))
        self.rows = _Rows()
        self._which = _which_sheet(salt)
        self.change = parts.button(_("I have a recovery sheet"), self._turn, role="link")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(u(1))
        for part in (self.line, self.rows, self._which):
            column.addWidget(part)
        column.addWidget(self.change, 0, Qt.AlignmentFlag.AlignLeading)
        self._by_sheet = False
        self._show()
        self.setFocusProxy(self.line)

    @property
    def by_sheet(self) -> bool:
        """Whether the recovery key is asked for."""
        return self._by_sheet

    def called(self) -> Message:
        """What is asked for, as its label says it."""
        return _("Recovery key") if self._by_sheet else _("Passphrase")

    def _turn(self) -> None:
        self._by_sheet = not self._by_sheet
        self._show()
        (self.rows if self._by_sheet else self.line).setFocus()

    def _show(self) -> None:
        self.line.setVisible(not self._by_sheet)
        self._which.setVisible(self._by_sheet)
        self.rows.setVisible(self._by_sheet)
        say(self.change.setText, _("I have the passphrase") if self._by_sheet else _("I have a recovery sheet"))
        self.setFocusProxy(self.rows if self._by_sheet else self.line)

    def secret(self) -> workspace.Secret:
        """What was typed.

        Raises:
            InvalidValue: the recovery key is incomplete, or mistyped.
        """
        if not self._by_sheet:
            return self.line.text()
        from desktop_app.workspace.file import recovery

        return recovery.read(self.rows.toPlainText())

    def wrong(self) -> None:
        """Let it be typed again: a passphrase from the start, a key where the slip was."""
        if not self._by_sheet:
            self.line.selectAll()
        (self.rows if self._by_sheet else self.line).setFocus()

    def clear(self) -> None:
        """Forget what was typed."""
        self.line.clear()
        self.rows.clear()


def _which_sheet(salt: bytes) -> QLabel:
    from desktop_app.workspace.file import recovery

    number = recovery.sheet_number(salt)
    return parts.label(
        _("The sheet that fits has the number {number}. Any other no longer works.", number=number),
        role="small",
        wrap=True,
    )


class _Rows(QPlainTextEdit):
    """Room for four rows of Latin letters, whatever the window's direction is."""

    def __init__(self) -> None:
        super().__init__()
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setTabChangesFocus(True)
        runs = self.document().defaultTextOption()
        runs.setTextDirection(Qt.LayoutDirection.LeftToRight)
        self.document().setDefaultTextOption(runs)
        self.setPlaceholderText("\n".join(["XXXX XXXX XXXX XXXX"] * 4))
        say(self.setAccessibleName, _("Recovery key"))
        say(self.setAccessibleDescription, _("Four rows of four groups of four letters and digits."))
        self.setFixedHeight(self.fontMetrics().lineSpacing() * 4 + u(5))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutDirectionChange and self.isRightToLeft():
            self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter after the last row is Enter for the dialog."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.blockCount() >= 4:
            event.ignore()
        else:
            super().keyPressEvent(event)


class AskToOpen(Ask):
    """Asks for what opens a workspace, or one of its backups."""

    def __init__(self, parent: QWidget, path: Path, why: Message | None = None) -> None:
        from desktop_app.workspace.file.key import salt_of

        sentence = why or _("“{name}” is protected. Open it with its passphrase or its recovery sheet.", name=path.name)
        super().__init__(parent, _("Passphrase"), sentence, _("Open"))
        self.opening = Opening(salt_of(path))
        self.line = self.opening.line
        self._name = self.add(_("Passphrase"), self.opening)
        self.opening.change.clicked.connect(self._turned)
        self.opening.setFocus()

    def _turned(self) -> None:
        say(self._name.setText, self.opening.called())
        self.refuse(None)
