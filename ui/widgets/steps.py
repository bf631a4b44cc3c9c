"""Sentences that each lead to where something is to be done: as many as there are, each whole, a few at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.look import icons
from ui.look.tokens import colours, u
from ui.widgets.delegates import draw_ground
from ui.widgets.models import ROW, Row
from ui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent

    from desktop_app.language import Message

    Index = QModelIndex | QPersistentModelIndex

_MOST: Final = 38
_SHARE: Final = 3
"""Units of height, and which part of what it stands in, at most; what is more is scrolled to."""
_ENDLESS: Final = 1 << 14


class Steps(RowList):
    """The list; it has the height of its first sentences, none of which is cut."""

    chosen = Signal(int)
    """The number of the sentence that somebody clicked, or on which they pressed Enter."""

    def __init__(self, name: Message) -> None:
        super().__init__(name)
        self.setItemDelegate(_Step(self))
        self.setUniformItemSizes(False)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(lambda index: self.chosen.emit(index.row()))

    def show_steps(self, sentences: Sequence[Message]) -> None:
        """Show these sentences instead, in the language of the window."""
        self.rows.show([Row(str(number), str(sentence)) for number, sentence in enumerate(sentences)])
        self._fit()

    @property
    def room(self) -> int:
        """The width of a row, the same with and without a bar to scroll by."""
        return self.width() - self.verticalScrollBar().sizeHint().width()

    def _fit(self) -> None:
        around = self.parentWidget()
        most = u(_MOST) if around is None else min(u(_MOST), around.height() // _SHARE)
        height = 0
        for number in range(self.rows.rowCount()):
            more = self.sizeHintForIndex(self.place(number)).height()
            if height and height + more > most:
                break
            height += more
        if height != self.height():
            self.setFixedHeight(height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()
            self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.currentIndex().isValid():
            self.chosen.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)


class _Step(QStyledItemDelegate):
    """An arrow and a sentence, in as many lines as it takes."""

    def __init__(self, steps: Steps) -> None:
        super().__init__(steps)
        self._steps = steps

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        metrics = QFontMetrics(self._steps.font())
        room = QRect(0, 0, max(self._steps.room - u(16), u(20)), _ENDLESS)
        lines = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap.value, str(index.data()))
        return QSize(u(20), max(lines.height() + u(2), u(7)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW)
        if not isinstance(row, Row):
            return
        painter.save()
        draw_ground(painter, option)
        arrow = QRect(option.rect.left() + u(5), option.rect.center().y() - u(2), u(4), u(4))
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        shown = QStyle.visualRect(option.direction, option.rect, arrow)
        icons.paint(painter, "arrow-right", shown, colours().accent)
        words = QRect(option.rect.left() + u(11), option.rect.top(), option.rect.width() - u(16), option.rect.height())
        own = Qt.TextFlag.TextForceRightToLeft if mirrored else Qt.TextFlag.TextForceLeftToRight  # it is the window's
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(colours().text)
        place = QStyle.visualRect(option.direction, option.rect, words)
        painter.drawText(place, flags.value | own.value | Qt.TextFlag.TextWordWrap.value, row.title)
        painter.restore()
