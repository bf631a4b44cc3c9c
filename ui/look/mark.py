"""The program's mark: a round table seen from above, with its seats, one of them taken by whoever speaks."""

from __future__ import annotations

from math import cos, pi, sin
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from ui.look.tokens import LIGHT, colours, u

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_SEATS: Final = 9


def draw(painter: QPainter, box: QRectF, table: QColor, speaker: QColor) -> None:
    """Draw the mark into a square."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    side, centre = box.width(), box.center()
    painter.setPen(QPen(table, side * 0.075))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(centre, side * 0.235, side * 0.235)
    painter.setPen(Qt.PenStyle.NoPen)
    for seat in range(_SEATS):
        angle = 2 * pi * seat / _SEATS - pi / 2
        place = QPointF(centre.x() + side * 0.41 * cos(angle), centre.y() + side * 0.41 * sin(angle))
        painter.setBrush(speaker if seat == 1 else table)
        painter.drawEllipse(place, side * 0.078, side * 0.078)


class Mark(QWidget):
    """The mark in the window, in the colours of the moment."""

    def __init__(self, size: float) -> None:
        """Make one of ``size`` units."""
        super().__init__()
        self.setFixedSize(u(size), u(size))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw(painter, QRectF(self.rect()), colours().accent, QColor("#E08A1E"))
        painter.end()


def app_icon() -> QIcon:
    """The icon for the desktop, the same whether the window is light or dark."""
    icon = QIcon()
    for size in (16, 32, 64, 256):
        canvas = QPixmap(size, size)
        canvas.fill(Qt.GlobalColor.transparent)
        painter = QPainter(canvas)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(LIGHT.accent)
        painter.drawRoundedRect(QRectF(0, 0, size, size), size * 0.22, size * 0.22)
        inner = QRectF(size * 0.12, size * 0.12, size * 0.76, size * 0.76)
        draw(painter, inner, QColor("white"), QColor("#FFC36B"))
        painter.end()
        icon.addPixmap(canvas)
    return icon
