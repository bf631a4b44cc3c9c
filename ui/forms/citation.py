"""A piece of evidence from outside the minutes: a quotation, and where it is from, written where they are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout

from desktop_app.language import _
from desktop_app.records import Evidence
from ui import parts
from ui.binding import Binding
from ui.editors import Prose
from ui.tokens import u

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop_app.records import RecordId
    from ui.session import Session


class CitationCard(QFrame):
    """The editors of one citation. One that is left with nothing in it goes."""

    def __init__(self, session: Session, record: RecordId) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._session = session
        self.record: Final = record
        self.binding: Final = Binding(session, Evidence, self)
        citation = self.binding.row("citation", editor=Prose(least_lines=1, one_paragraph=True))
        words = QVBoxLayout()
        words.setSpacing(u(1))
        for row in (self.binding.row("quote"), citation):
            row.label.setProperty("role", "small")
            words.addWidget(row.label)
            words.addWidget(row)
        remover = parts.icon_button("x", _("Remove this evidence"), self.remove)
        page = QHBoxLayout(self)
        page.setContentsMargins(u(3), u(2), u(2), u(3))
        page.setSpacing(u(2))
        page.addLayout(words, 1)
        page.addWidget(remover, 0, Qt.AlignmentFlag.AlignTop)
        self.binding.show(record)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_moved)

    def begin(self) -> None:
        """Go to its first field."""
        self.binding.rows["quote"].setFocus()

    def remove(self) -> None:
        """Delete it; undo brings it back."""
        self._session.settle()
        found = self.binding.record
        if isinstance(found, Evidence):
            words = found.quote.within(self._session.language) or found.citation
            self._session.delete(self.record, called=words[:60])

    def _focus_moved(self, before: QWidget | None, now: QWidget | None) -> None:
        left = before is not None and self.isAncestorOf(before) and not (now is not None and self.isAncestorOf(now))
        if left and QApplication.activePopupWidget() is None:
            QTimer.singleShot(0, self, self._go_if_empty)

    def _go_if_empty(self) -> None:
        self._session.settle()
        found = self.binding.record
        if isinstance(found, Evidence) and not found.quote and not found.citation:
            self._session.attempt(lambda: self._session.workspace.delete(self.record))
