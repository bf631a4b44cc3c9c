"""What the window says lies over the foot of the page and moves nothing of it.

Were it part of the page's layout, all that stands beside it would move when it comes and come back when it goes: under
a hand that is about to click. At the head of a page stand its title, its tabs and what it is about; at the foot, the
end of a list or of a text, which can be scrolled. And where something was clicked away, nothing is clicked for as long
as a double click takes.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ui.look.tokens import u
from ui.widgets.parts import Foot

_LEAST: Final = 70
_WIDEST: Final = 104
"""Units of width; above, a sentence no longer reads well."""

_OWN: Final = Qt.FindChildOption.FindDirectChildrenOnly


class Banner(QWidget):
    """Holds notices and work under way over a page, as high as they are, and is nowhere when they are not."""

    def __init__(self, over: QWidget) -> None:
        """Make it over a widget that has its place in a parent already."""
        super().__init__(over.parentWidget())
        self._over = over
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
        """Take the room that is needed, at the foot of what it lies over, above the bar with its buttons."""
        shown = [row for row in self.findChildren(QWidget, options=_OWN) if not row.isHidden()]
        self.setVisible(bool(shown))
        if not shown:
            return
        for row in shown:  # what was said while it was hidden is not in its layout yet
            if (inner := row.layout()) is not None:
                inner.invalidate()
        self._rows.invalidate()
        room, gap = self._over.geometry(), u(3)
        feet = [foot.mapTo(self._over, QPoint()).y() for foot in self._over.findChildren(Foot) if foot.isVisible()]
        bottom = room.top() + min(feet, default=room.height())
        wanted = max(row.sizeHint().width() for row in shown)
        least = max(row.minimumSizeHint().width() for row in shown)
        width = min(max(min(max(wanted, u(_LEAST)), u(_WIDEST)), least), room.width() - 2 * gap)
        height = self._rows.heightForWidth(width) if self._rows.hasHeightForWidth() else self._rows.sizeHint().height()
        self.setGeometry(room.center().x() - width // 2, bottom - gap - height, width, height)
        self.raise_()


class Guard(QWidget):
    """Nothing to be seen, in the place of what went, that takes what is clicked on it for a moment."""

    def __init__(self, gone: QWidget) -> None:
        super().__init__(gone.parentWidget())
        self.setGeometry(gone.geometry())
        self.show()
        self.raise_()
        QTimer.singleShot(QApplication.doubleClickInterval(), self, self.deleteLater)
