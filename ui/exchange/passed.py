"""Lists of what passed: the files that came in and the files that went out, the latest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.page import RowList

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop_app.language import Message
    from ui import parts
    from ui.models import Row


class Passed(QWidget):
    """A list, or what will stand in it while nothing has passed yet."""

    def __init__(self, name: Message, empty: parts.Empty, rows: Callable[[], Sequence[Row]]) -> None:
        super().__init__()
        self._rows = rows
        self.list = RowList(name)
        self._pages = QStackedWidget()
        self._pages.addWidget(empty)
        self._pages.addWidget(self.list)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self._pages)

    def refresh(self) -> None:
        """Read the list again."""
        self.list.rows.show(list(self._rows()))
        self._pages.setCurrentIndex(1 if self.list.rows.total else 0)
