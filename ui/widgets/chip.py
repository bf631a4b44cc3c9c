"""A small button in a row of such: a code that is chosen or not, or something chosen that can be taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QToolButton

from ui.look.tokens import u

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent


class Chip(QToolButton):
    """Shows a person's words as they are, shortened where there is no room."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "chip")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setIconSize(QSize(u(3.5), u(3.5)))
        self._words = ""

    def show_words(self, words: str) -> None:
        """Set the text; an ampersand in it is no shortcut."""
        self._words = words
        self.setText(words.replace("&", "&&"))

    @property
    def words(self) -> str:
        """The whole text."""
        return self._words

    def minimumSizeHint(self) -> QSize:
        return QSize(u(12), super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        icon = 0 if self.icon().isNull() else self.iconSize().width() + u(1)
        return QSize(self.fontMetrics().horizontalAdvance(self._words) + icon + u(5) + 2, u(6.5))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        icon = 0 if self.icon().isNull() else self.iconSize().width() + u(1)
        room = event.size().width() - icon - u(4)
        shown = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        self.setText(shown.replace("&", "&&"))
