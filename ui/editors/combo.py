"""A combo box with the window's own arrow, which scrolling a form does not change by accident."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QComboBox, QSizePolicy, QStyle

from ui.look import icons
from ui.look.tokens import colours, u

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QWheelEvent


class Combo(QComboBox):
    """As wide as it may be, never as its longest item wants."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumContentsLength(8)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMaxVisibleItems(16)

    def showPopup(self) -> None:
        """Open the list as wide as its longest item needs."""
        view = self.view()
        view.setMinimumWidth(max(self.width(), view.sizeHintForColumn(0) + u(3)))
        super().showPopup()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # scrolling a form must not change what it holds

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        side = u(3.2)
        place = QRect(self.width() - u(2) - side, (self.height() - side) // 2, side, side)
        shown = QStyle.visualRect(self.layoutDirection(), self.rect(), place)
        icons.paint(painter, "caret-down", shown, colours().muted)
        painter.end()
