"""What came in before: each file with its sender, its day and how much it brought."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop_app.language import _, plural
from ui import dates, parts
from ui.models import Row
from ui.page import RowList

if TYPE_CHECKING:
    from desktop_app.workspace import Import
    from ui.session import Session


class Arrived(QWidget):
    """The list of imports, the latest first."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.list = RowList(_("What came in"))
        self._pages = QStackedWidget()
        self._pages.addWidget(
            parts.Empty(
                "tray",
                _("Nothing has come in yet"),
                _("Each file that is merged is listed here, with its sender, its day and what it brought."),
            )
        )
        self._pages.addWidget(self.list)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self._pages)

    def refresh(self) -> None:
        """Read the list again."""
        self.list.rows.show([_row(one) for one in self._session.workspace.imports()])
        self._pages.setCurrentIndex(1 if self.list.rows.total else 0)


def _row(one: Import) -> Row:
    brought = plural("{n} new change", "{n} new changes", one.new)
    known = plural("{n} known already", "{n} known already", one.known)
    detail = f"{one.sender} · {brought}, {known} · SHA-256 {one.digest[:12]}"
    return Row(str(one.number), one.label, detail, dates.written_at(one.at))
