"""What the window says has a place of its own at the foot of the page: it lies over nothing, and moves nothing.

Were it to lie over the page, there would always be a button or a text beneath it; were its place made when something
is said, what stands at the foot would move under a hand that is about to click. So there is always room for one line.
Only what needs more, such as a long sentence in a narrow window, takes it from the foot of the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.look.tokens import u

if TYPE_CHECKING:
    from ui.main.notices import NoticeBar


class Banner(QWidget):
    """Holds notices and work under way below a page; where nothing is said, room for a notice of one line."""

    def __init__(self, notices: NoticeBar) -> None:
        super().__init__()
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(u(3), 0, u(3), u(1))
        self._rows.setSpacing(u(1))
        self._rows.addWidget(notices)
        self.setMinimumHeight(notices.sizeHint().height() + u(1))

    def add(self, row: QWidget) -> None:
        """Put something in, below what is there."""
        self._rows.addWidget(row)
