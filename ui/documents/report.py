"""Which of the reports is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSignalBlocker, Signal

from desktop_app.documents import REPORTS
from ui.editors.combo import Combo

if TYPE_CHECKING:
    from desktop_app.records import Value


class ReportCombo(Combo):
    """The reports by their titles, each known by its name."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._fill(next(iter(REPORTS)))
        self.activated.connect(self.chosen)

    def _fill(self, name: str) -> None:
        with QSignalBlocker(self):
            self.clear()
            for known, report in REPORTS.items():
                self.addItem(str(report.title), known)
            self.setCurrentIndex(list(REPORTS).index(name))

    def value(self) -> str:
        """The name of the one that is chosen."""
        return str(self.currentData())

    def set_value(self, name: Value) -> None:
        """Choose another, and tell nobody."""
        if name != self.value():
            self._fill(str(name))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._fill(self.value())
        super().changeEvent(event)
