"""What the window says lies over the head of the page and moves nothing of it.

Were it part of the page's layout, all that stands beside it would move when it comes and come back when it goes: under
a hand that is about to click. In the middle of the head lie titles alone, which nobody clicks or types into: lists
begin on one side of it, and buttons stand at the other. And where something was clicked away, nothing is clicked for as
long as a double click takes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ui.look.tokens import u

if TYPE_CHECKING:
    from collections.abc import Callable

_LEAST: Final = 70
_WIDEST: Final = 104
"""Units of width; above, a sentence no longer reads well."""

_OWN: Final = Qt.FindChildOption.FindDirectChildrenOnly


class Banner(QWidget):
    """Holds notices and work under way over a page, as high as they are, and is nowhere when they are not."""

    def __init__(self, over: QWidget, inner: Callable[[], QWidget | None] = lambda: None) -> None:
        """Make it.

        Args:
            over: what it lies over; it must have its place in a parent already.
            inner: the part of it over whose head it lies, where its own head holds more than a title.
        """
        super().__init__(over.parentWidget())
        self._over, self._inner = over, inner
        over.installEventFilter(self)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(u(1))
        self.hide()

    def add(self, row: QWidget) -> None:
        """Put something in, below what is there."""
        row.installEventFilter(self)
        self._rows.addWidget(row)
        self._lay()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.ShowToParent, QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.LayoutRequest):
            self._lay()
        elif kind == QEvent.Type.HideToParent and watched is not self._over:
            Guard(self)
            self._lay()
        return False

    def _lay(self) -> None:
        """Take the room that is needed, at the head of what it lies over."""
        shown = [row for row in self.findChildren(QWidget, options=_OWN) if not row.isHidden()]
        self.setVisible(bool(shown))
        if not shown:
            return
        inner, gap = self._inner(), u(3)
        room = self._over.geometry()
        if inner is not None and inner.isVisible():
            room = QRect(room.topLeft() + inner.mapTo(self._over, QPoint()), inner.size())
        wanted = max(row.sizeHint().width() for row in shown)
        width = min(max(wanted, u(_LEAST)), u(_WIDEST), room.width() - 2 * gap)
        height = self._rows.heightForWidth(width) if self._rows.hasHeightForWidth() else self._rows.sizeHint().height()
        self.setGeometry(room.center().x() - width // 2, room.top() + u(2), width, height)
        self.raise_()


class Guard(QWidget):
    """Nothing to be seen, in the place of what went, that takes what is clicked on it for a moment."""

    def __init__(self, gone: QWidget) -> None:
        super().__init__(gone.parentWidget())
        self.setGeometry(gone.geometry())
        self.show()
        self.raise_()
        QTimer.singleShot(QApplication.doubleClickInterval(), self, self.deleteLater)
