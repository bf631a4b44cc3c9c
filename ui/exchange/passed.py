"""Lists of what passed: the files that came in and the files that went out, the latest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop_app.language import Message, _
from ui.widgets import parts
from ui.widgets.row_list import RowList
from ui.words.reading import from_the_left

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ui.widgets.models import Row, RowModel


def code_said(fingerprint: str) -> Message | str:
    """What two people compare by telephone who want to know whether they mean the same file."""
    return _("file code {fingerprint}", fingerprint=from_the_left(fingerprint)) if fingerprint else ""


class Passed(QWidget):
    """A list, or what will stand in it while nothing has passed yet."""

    def __init__(
        self, name: Message, empty: parts.Empty, rows: Callable[[], Sequence[Row]], model: RowModel | None = None
    ) -> None:
        """Make it. ``rows`` reads them all; whoever gives a model of his own overrides `_read`."""
        super().__init__()
        self._rows = rows
        self.list = RowList(name, model)
        self._pages = QStackedWidget()
        self._pages.addWidget(empty)
        self._pages.addWidget(self.list)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self._pages)

    def offer(self, hint: Message, *buttons: QWidget) -> None:
        """Put buttons below the list, for the row that is chosen, after a sentence about what they do."""
        foot = parts.Foot()
        row = foot.row
        row.addWidget(parts.label(hint, role="small", wrap=True), 1)
        for button in buttons:
            row.addWidget(button)
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.list, 1)
        self.list.show()  # the stack that it came from had hidden it
        column.addWidget(parts.line())
        column.addWidget(foot)
        self._pages.addWidget(box)

    def _read(self) -> None:
        self.list.rows.show(list(self._rows()))

    def refresh(self) -> None:
        """Read the list again."""
        self._read()
        self._pages.setCurrentIndex(1 if self.list.rows.total else 0)
