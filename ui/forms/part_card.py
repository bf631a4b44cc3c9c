"""A card with the editors of a part of a record; one that is left with nothing in it goes."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout

from ui.forms.binding import Binding
from ui.forms.form import bring_into_view
from ui.look.tokens import u
from ui.widgets import parts

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop_app.language import Message
    from desktop_app.records import Record, RecordId
    from ui.forms.binding import FieldRow
    from ui.session import Session


class PartCard(QFrame):
    """The editors of one part: a subclass says which, and when there is nothing in it."""

    first: ClassVar[str]
    """The field in which one begins."""

    def __init__(self, session: Session, kind: type[Record], record: RecordId, *, remove: Message) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._session = session
        self.record: Final = record
        self.binding: Final = Binding(session, kind, self)
        self._words: Final = QVBoxLayout()
        self._words.setSpacing(u(1))
        page = QHBoxLayout(self)
        page.setContentsMargins(u(3), u(2), u(2), u(3))
        page.setSpacing(u(2))
        page.addLayout(self._words, 1)
        page.addWidget(parts.icon_button("x", remove, self.remove), 0, Qt.AlignmentFlag.AlignTop)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_moved)

    @property
    @abstractmethod
    def called(self) -> str:
        """What undo calls it; ``""`` where nothing is written in it yet."""

    def place(self, *rows: FieldRow) -> None:
        """Put rows under what is there already; several stand side by side."""
        beside = QHBoxLayout()
        beside.setSpacing(u(3))
        for row in rows:
            row.label.setProperty("role", "small")
            column = QVBoxLayout()
            column.setSpacing(u(1))
            column.addWidget(row.label)
            column.addWidget(row)
            column.addStretch()
            beside.addLayout(column, 1)
        self._words.addLayout(beside)

    def begin(self) -> None:
        """Go to its first field."""
        self.show()  # a layout shows what it was given later, and what is hidden takes no focus
        self.binding.rows[self.first].setFocus()
        bring_into_view(self)

    def add(self, widget: QWidget) -> None:
        """Put something else under what is there already."""
        self._words.addWidget(widget)

    def remove(self) -> None:
        """Delete it; undo brings it back."""
        self._session.settle()
        if self.binding.is_shown:
            self._session.delete(self.record, called=self.called[:60])

    def _focus_moved(self, before: QWidget | None, now: QWidget | None) -> None:
        left = before is not None and self.isAncestorOf(before) and not (now is not None and self.isAncestorOf(now))
        if left and QApplication.activePopupWidget() is None:
            QTimer.singleShot(0, self, self._go_if_empty)

    def _go_if_empty(self) -> None:
        self._session.settle()
        if self.binding.is_shown and not self.called:
            self._session.attempt(lambda: self._session.workspace.delete(self.record))
