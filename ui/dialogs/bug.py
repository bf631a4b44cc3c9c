"""The report of a bug: what it means for the person, and the traceback to hand on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout

from desktop_app.language import _
from ui.look.tokens import u
from ui.widgets import parts

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class Report(QDialog):
    """A bug of ours: what it means for the person, and the traceback to hand on."""

    def __init__(self, details: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(str(_("Something went wrong in Roundtable")))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._details = QPlainTextEdit(details)
        self._details.setReadOnly(True)
        self._details.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._details.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._details.setAccessibleName(str(_("Details of the error")))
        copy = parts.button(_("Copy the details"), self.copy, icon="copy")
        go_on = parts.button(_("Continue working"), self.accept, role="primary")
        buttons = QHBoxLayout()
        buttons.addWidget(copy)
        buttons.addStretch()
        buttons.addWidget(go_on)
        page = QVBoxLayout(self)
        page.setContentsMargins(u(6), u(6), u(6), u(6))
        page.setSpacing(u(3))
        page.addWidget(parts.label(_("Something went wrong in Roundtable"), role="title"))
        page.addWidget(parts.label(_REASSURANCE, wrap=True))
        page.addWidget(self._details, 1)
        page.addLayout(buttons)
        self.resize(u(140), u(100))
        go_on.setFocus()

    def copy(self) -> None:
        """Put the details on the clipboard."""
        QGuiApplication.clipboard().setText(self._details.toPlainText())


_REASSURANCE = _(
    "This is a mistake in the program, not yours. Everything saved before is safe in your workspace,"
    " and you can go on. If it happens again, copy the details and send them to whoever looks after "
    "Roundtable; read them first, because they may contain words that you typed."
)
