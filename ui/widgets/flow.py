"""A layout that sets widgets in lines, as words are set, from the side on which people start to read."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QStyle, QWidget


class Flow(QLayout):
    """Widgets one after the other, wrapped at the width that there is."""

    def __init__(self, parent: QWidget | None = None, gap: int = 6, *, even: bool = False) -> None:
        """Make the layout of a widget.

        Args:
            parent: the widget.
            gap: pixels between two widgets, and between two lines.
            even: whether all widgets of a line are as high as the highest.
        """
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap, self._even = gap, even
        self.setContentsMargins(QMargins())
        if parent is not None:
            parent.setLayout(self)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        least = QSize()
        for item in self._items:
            widget = item.widget()
            least = least.expandedTo(item.minimumSize() if widget is None else widget.minimumSizeHint())
        return least

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        y = rect.y()
        for line in self._lines(rect.width()):
            height = max(size.height() for _item, size in line)
            if move:
                self._place(rect, y, line, height)
            y += height + self._gap
        return max(0, y - rect.y() - self._gap)

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        """The items in lines, each with the size that it gets."""
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        x = 0
        for item in self._items:
            size = item.sizeHint().boundedTo(QSize(max(width, 1), 100_000))
            if item.hasHeightForWidth():
                size.setHeight(item.heightForWidth(size.width()))
            if not lines or x + size.width() > width:
                lines.append([])
                x = 0
            lines[-1].append((item, size))
            x += size.width() + self._gap
        return lines

    def _place(self, rect: QRect, y: int, line: list[tuple[QLayoutItem, QSize]], height: int) -> None:
        parent = self.parentWidget()
        direction = parent.layoutDirection() if parent is not None else Qt.LayoutDirection.LeftToRight
        x = rect.x()
        for item, size in line:
            box = QRect(QPoint(x, y), QSize(size.width(), height) if self._even else size)
            item.setGeometry(QStyle.visualRect(direction, rect, box))
            x += size.width() + self._gap
