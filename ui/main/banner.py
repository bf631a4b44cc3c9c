"""What the window says stands at the foot of the sidebar, in the room between the pages' names and what is always so.

There it covers nothing, moves nothing, and takes no room while nothing is said. Where the sidebar is a rail of icons,
or the window so low that its names need all of it, there is no such room: then it lies over the page, beside the foot
of the sidebar, where it covers a list or a text for a while, but nothing that is clicked or written in. Where something
was clicked away, nothing is clicked for as long as a double click takes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QStackedWidget,
    QTabBar,
    QTextEdit,
    QWidget,
)

from ui.look.tokens import u
from ui.main.notices import height_of
from ui.widgets.header import Header
from ui.widgets.parts import Foot

if TYPE_CHECKING:
    from ui.main.notices import NoticeBar
    from ui.main.sidebar import Sidebar

_WIDE: Final = 56
"""Units of width over a page."""
_STEP: Final = 4
"""Units between two places along the foot of a page that are looked at."""
_LIFTED: Final = 2
"""How much worse it is to stand higher than to stand further from the sidebar."""
_USED: Final = (
    QAbstractButton, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTabBar, QTextEdit, Foot, Header,
)  # fmt: skip
"""What is clicked or written in; and what says where one is."""
_OWN: Final = Qt.FindChildOption.FindDirectChildrenOnly


class Banner(QWidget):
    """Holds notices and work under way, one below the other, and is nowhere when there are none."""

    def __init__(self, shell: QWidget, pages: QStackedWidget, notices: NoticeBar) -> None:
        """Make it over a shell and the pages in it; it needs a sidebar yet to stand by."""
        super().__init__(shell)
        self._shell = shell
        self._pages = pages
        self._sidebar: Sidebar | None = None
        self._notices = notices
        pages.installEventFilter(self)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._lay)
        pages.currentChanged.connect(lambda _number: self._soon.start())
        self.hide()
        self.add(notices)

    def stand_by(self, sidebar: Sidebar) -> None:
        """Take one's place at the foot of a sidebar."""
        self._sidebar = sidebar
        sidebar.installEventFilter(self)
        self._soon.start()

    def add(self, row: QWidget) -> None:
        """Put something in, below what is there."""
        row.setParent(self)
        row.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind, is_ours = event.type(), isinstance(watched, QWidget) and watched.parent() is self
        if kind == QEvent.Type.ShowToParent or (not is_ours and kind in (QEvent.Type.Resize, QEvent.Type.Move)):
            self._lay()
        elif kind == QEvent.Type.LayoutRequest:
            self._soon.start()  # when all that follows from it is laid out
        elif kind == QEvent.Type.HideToParent and is_ours and isinstance(watched, QWidget):
            if self.isVisible():
                Guard(self._shell, watched.geometry().translated(self.pos()))
            self._lay()
        return False

    def _lay(self) -> None:
        """Take the room that is needed, and no more."""
        shown = [row for row in self.findChildren(QWidget, options=_OWN) if not row.isHidden()]
        self.setVisible(bool(shown))
        if not shown or self._sidebar is None:
            self.resize(0, 0)  # what is said next looks for a place anew
            return
        free = self._sidebar.free().translated(self._sidebar.pos()).adjusted(u(2), u(1), -u(2), -u(1))
        size = self._needed(shown, free.size())
        if self._sidebar.rail or size.height() > free.height():
            page = self._pages.geometry()
            size = self._needed(shown, QSize(min(u(_WIDE), page.width() - u(4)), page.height() // 2))
            self.setGeometry(QRect(self._over_page(size), size))
        else:
            self.setGeometry(free.left(), free.bottom() + 1 - size.height(), size.width(), size.height())
        top = 0
        for row in shown:
            row.setGeometry(0, top, size.width(), height_of(row, size.width()))
            top = row.geometry().bottom() + 1 + u(1)
        self.raise_()

    def _needed(self, shown: list[QWidget], room: QSize) -> QSize:
        """How large all that is shown is together, as wide as a room, and no higher if that can be."""
        width, gap = room.width(), u(1)
        beside = sum(height_of(row, width) + gap for row in shown if row is not self._notices)
        self._notices.fit(width, room.height() - beside)
        return QSize(width, sum(height_of(row, width) + gap for row in shown) - gap)

    def _over_page(self, size: QSize) -> QPoint:
        """Where nothing of the page that is used is covered: as low and as near the sidebar as can be."""
        page, used = self._pages.geometry().adjusted(u(2), 0, -u(2), -u(2)), self._used()
        if self.size() == size and page.contains(self.geometry()) and not _hit(self.geometry(), used):
            return self.pos()  # it does not wander about
        found: list[tuple[int, int, int]] = []
        for away in range(0, page.width() - size.width() + 1, u(_STEP)):
            left = page.right() + 1 - size.width() - away if self.isRightToLeft() else page.left() + away
            place = QRect(QPoint(left, page.bottom() + 1 - size.height()), size)
            while hit := _hit(place, used):
                place.moveBottom(max(one.top() for one in hit) - u(1) - 1)
            if place.top() >= page.top():
                found.append((away + _LIFTED * (page.bottom() - place.bottom()), left, place.top()))
        if found:
            _cost, left, top = min(found)
            return QPoint(left, top)
        feet = [one for foot in self._pages.findChildren(Foot) if not (one := self._seen(foot)).isEmpty()]
        bottom = min((foot.top() - u(1) for foot in feet), default=page.bottom() + 1)
        return QPoint(page.right() + 1 - size.width() if self.isRightToLeft() else page.left(), bottom - size.height())

    def _used(self) -> list[QRect]:
        """Where the page is used, as far as it is seen."""
        every = (one for one in self._pages.findChildren(QWidget) if isinstance(one, _USED))
        seen = (self._seen(one) for one in every if not (isinstance(one, QTextEdit) and one.isReadOnly()))
        return [place for place in seen if not place.isEmpty()]

    def _seen(self, widget: QWidget) -> QRect:
        """Where a widget of the page is, without what is scrolled out of sight."""
        if not widget.isVisible():
            return QRect()
        place, within = widget.rect().translated(widget.pos()), widget.parentWidget()
        while within is not None and within is not self._shell:
            place = (place & within.rect()).translated(within.pos())
            within = within.parentWidget()
        return place


def _hit(place: QRect, used: list[QRect]) -> list[QRect]:
    return [one for one in used if one.intersects(place)]


class Guard(QWidget):
    """Nothing to be seen, in the place of what went, that takes what is clicked on it for a moment."""

    def __init__(self, over: QWidget, place: QRect) -> None:
        super().__init__(over)
        self.setGeometry(place)
        self.show()
        self.raise_()
        QTimer.singleShot(QApplication.doubleClickInterval(), self, self.deleteLater)
