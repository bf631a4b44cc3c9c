"""A line in a form: whose record of a person or an organisation it is, and the way to what other cities recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from desktop_app.language import _
from ui.look.tokens import u
from ui.widgets import parts
from ui.widgets.flow import Flow
from ui.words.say import say

if TYPE_CHECKING:
    from desktop_app.records import Record
    from ui.session import Session


class Also(QWidget):
    """Is there only where several records are linked as the same; each keeps values of its own."""

    wanted = Signal(str)
    """The other record that is to be shown in the form."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.said = parts.label(role="small")
        self._row = Flow(self, u(2))
        self._row.addWidget(self.said)
        self.ways: list[QPushButton] = []
        self.hide()

    def tell(self, record: Record | None) -> None:
        """Say it of the record that the form shows; ``None`` for none."""
        workspace = self._session.workspace
        same = workspace.groups().members(record.id) if record is not None else ()
        found = [workspace.find(type(record), one) for one in same if record is not None and one != record.id]
        for old in self.ways:
            self._row.removeWidget(old)
            old.deleteLater()
        self.ways = [self._way(other) for other in found if other is not None]
        self.setVisible(bool(self.ways))
        if record is not None:
            said = _("Recorded by {city}. Linked as the same, each with its own values:", city=self._city(record))
            say(self.said.setText, said)

    def _way(self, other: Record) -> QPushButton:
        shown, name = other.id, self._session.title(other.id)
        made = parts.button(
            _("Show “{name}” ({city})", name=name, city=self._city(other)), lambda: self.wanted.emit(shown), role="link"
        )
        self._row.addWidget(made)
        return made

    def _city(self, record: Record) -> str:
        return self._session.title(record.city) or str(_("Coordinator"))
