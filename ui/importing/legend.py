"""What the colours of the preview mean, beside the table: those that are in it."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.language import _
from ui.look.tokens import colours, u
from ui.widgets import parts

if TYPE_CHECKING:
    from collections.abc import Collection

    from PySide6.QtGui import QColor, QPaintEvent


class Mark(Enum):
    """Why a cell has a colour."""

    REFUSED = auto()
    DOUBTFUL = auto()
    REPLACES = auto()
    AS_IT_IS = auto()


_SAID: Final = {
    Mark.REFUSED: _("must be corrected"),
    Mark.DOUBTFUL: _("worth checking"),
    Mark.REPLACES: _("replaces what is here"),
    Mark.AS_IT_IS: _("grey: already here, or left out"),
}


def ground_of(mark: Mark) -> QColor:
    """The colour behind a marked cell."""
    grounds = {
        Mark.REFUSED: colours().danger_pill,
        Mark.DOUBTFUL: colours().action_pill,
        Mark.REPLACES: colours().decision_pill,
        Mark.AS_IT_IS: colours().surface,
    }
    return grounds[mark]


class Legend(QWidget):
    """The marks in a line, each with its colour before it."""

    def __init__(self) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(u(4))
        self._entries = {mark: _Entry(mark) for mark in Mark}
        for entry in self._entries.values():
            line.addWidget(entry)
        line.addStretch()

    def show_marks(self, marks: Collection[Mark]) -> None:
        """Explain these."""
        for mark, entry in self._entries.items():
            entry.setVisible(mark in marks)


class _Entry(QWidget):
    def __init__(self, mark: Mark) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(u(1))
        if mark is not Mark.AS_IT_IS:
            line.addWidget(_Swatch(mark))
        line.addWidget(parts.label(_SAID[mark], role="muted"))


class _Swatch(QWidget):
    def __init__(self, mark: Mark) -> None:
        super().__init__()
        self._mark = mark
        self.setFixedSize(u(4), u(4))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(colours().border)
        painter.setBrush(ground_of(self._mark))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()
