"""A list in a window of its own: what it is, its rows, and what can be done with the one that is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from desktop_app.language import _
from ui.look.tokens import u
from ui.widgets import parts
from ui.words.say import say

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent
    from PySide6.QtWidgets import QPushButton

    from desktop_app.language import Message
    from ui.widgets.row_list import RowList

_WIDE, _HIGH = 120, 110
"""Units of width and height at least, at first."""
_MEASURED: Final = 300
"""How many rows may make it wider: nobody looks at more before it stands there."""


class Listed(QDialog):
    """A heading and a line below it, the list, and at its foot what is done beside what closes it."""

    def __init__(self, parent: QWidget, title: Message) -> None:
        """Make the window, which has yet to be laid out. ``title`` says what the list holds."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        say(self.setWindowTitle, title)
        self.said = parts.label(role="muted", wrap=True)
        """What can be said of the list as a whole."""
        self._heading = parts.label(title, role="title")
        self._rows: RowList | None = None

    def _lay_out(self, rows: RowList, *do: QPushButton, below: QWidget | None = None) -> None:
        """Put the list into it, what does something with the row that is chosen, and what is said of that row."""
        head = QVBoxLayout()
        head.setContentsMargins(u(6), 0, u(6), 0)
        head.setSpacing(u(1.5))
        head.addWidget(self._heading)
        head.addWidget(self.said)
        foot = parts.Foot()
        for each in do:
            foot.row.addWidget(each)
        foot.row.addStretch()
        foot.row.addWidget(parts.button(_("Close"), self.accept, role="primary"))
        page = QVBoxLayout(self)
        page.setContentsMargins(0, u(5), 0, u(2))
        page.setSpacing(u(2))
        page.addLayout(head)
        page.addWidget(rows, 1)
        if below is not None:
            page.addWidget(parts.indented(below, 6))
        page.addWidget(foot)
        self._rows = rows

    def showEvent(self, event: QShowEvent) -> None:
        """Begin as wide as the list, where the screen is."""
        if self._rows is not None and not self.testAttribute(Qt.WidgetAttribute.WA_Resized):
            beside = self._rows.verticalScrollBar().sizeHint().width() + 2 * self._rows.frameWidth()
            parts.begin_at(self, max(u(_WIDE), self._rows.width_of(_MEASURED) + beside), u(_HIGH))
        super().showEvent(event)
