"""The list that nearly every page has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSortFilterProxyModel, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
)

from ui.widgets.delegates import Sentences, TwoLines
from ui.widgets.models import RowModel
from ui.words.say import say

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from desktop_app.language import Message


class RowList(QListView):
    """A list of two-line rows; Home, End, Page keys and typing a beginning work as everywhere."""

    painted = Signal()
    """It stands on the screen for the first time."""

    def __init__(self, name: Message, rows: RowModel | None = None, *, sentences: bool = False) -> None:
        """``sentences``: whether titles may take two lines, each row as high as it needs."""
        super().__init__()
        self.is_painted = False
        self.rows = rows or RowModel(self)
        # Between the view and the model, so that laying 4,500 rows out asks C++ and not Python 9,000 times how many
        # there are, which took 5 ms. It neither sorts nor filters: a row has one number in both.
        through = QSortFilterProxyModel(self)
        through.setSourceModel(self.rows)
        self.setModel(through)
        self._two_lines = Sentences(self) if sentences else TwoLines(self)
        self.setItemDelegate(self._two_lines)
        self.setUniformItemSizes(not sentences)
        if sentences:
            self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        say(self.setAccessibleName, name)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.is_painted:
            self.is_painted = True
            QTimer.singleShot(0, self, self.painted.emit)

    @property
    def key(self) -> str:
        """The key of the current row; ``""`` for none."""
        index = self.currentIndex()
        return self.rows.at(index.row()).key if index.isValid() else ""

    def width_of(self, most: int) -> int:
        """The width in which its first rows are shown whole, ``most`` of them at the most."""
        first = (self.rows.at(number) for number in range(min(most, self.rows.rowCount())))
        return max((self._two_lines.width_of(row, self.font()) for row in first), default=0)

    def place(self, number: int) -> QModelIndex:
        """Where a row stands for the view."""
        return self.model().index(number, 0)

    def select(self, key: str) -> bool:
        """Make a row the current one; whether it is among those shown."""
        number = self.rows.row_of(key)
        if number < 0:
            return False
        index = self.place(number)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)
        return True
