"""Who stands behind a recommendation, and who has reservations: a card for each city or organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.language import _
from desktop_app.records import Support
from ui.forms.part_card import PartCard
from ui.look.tokens import u
from ui.widgets import parts

if TYPE_CHECKING:
    from desktop_app.records import RecordId
    from desktop_app.workspace import Changed
    from ui.session import Session

_IN_WORDS: Final = frozenset({"reservation", "oppose"})
"""The positions that are explained."""


class PositionCard(PartCard):
    """The editors of one position. What a party says in its own words is asked where it has a reservation."""

    first = "party"

    def __init__(self, session: Session, record: RecordId) -> None:
        super().__init__(session, Support, record, remove=_("Remove this position"))
        self._explained: Final = QWidget()
        inner = QVBoxLayout(self._explained)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(u(1))
        self.place(self.binding.row("party"))
        self.place(self.binding.row("position"), self.binding.row("date"))
        words = self.binding.row("reservation")
        words.label.setProperty("role", "small")
        inner.addWidget(words.label)
        inner.addWidget(words)
        self.add(self._explained)
        self.binding.shown.connect(self._follow)
        self.binding.show(record)

    @property
    def called(self) -> str:
        found = self.binding.record
        return self._session.title(found.party) if isinstance(found, Support) and found.party else ""

    def _follow(self) -> None:
        found = self.binding.record
        if isinstance(found, Support):
            self._explained.setVisible(found.position in _IN_WORDS or bool(found.reservation))


class PositionsPanel(QWidget):
    """The positions on one recommendation."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._recommendation: RecordId = ""
        self.cards: Final[dict[RecordId, PositionCard]] = {}
        self.another: Final = parts.button(_("Add a position"), self.begin, role="link", icon="plus")
        self._none: Final = parts.label(_("No position has been recorded yet."), role="muted", wrap=True)
        self._column: Final = QVBoxLayout()
        self._column.setSpacing(u(2))
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(u(2))
        page.addWidget(self._none)
        page.addLayout(self._column)
        page.addWidget(self.another, 0, Qt.AlignmentFlag.AlignLeading)
        session.changed.connect(self._changed)

    def show_recommendation(self, recommendation: RecordId) -> None:
        """Show the positions on a recommendation."""
        self._recommendation = recommendation
        self._read()

    def begin(self) -> None:
        """Begin another position, and go there."""
        values = {"recommendation": self._recommendation}
        made = self._session.attempt(lambda: self._session.workspace.draft(Support, values))
        if made is not None:
            self.cards[made].begin()

    def _changed(self, changed: Changed) -> None:
        if self._recommendation and Support.kind_name in changed.kinds:
            self._read()

    def _read(self) -> None:
        workspace = self._session.workspace
        found = workspace.all(Support, recommendation=self._recommendation) if self._recommendation else []
        there = [one.id for one in found]
        for record in set(self.cards) - set(there):
            card = self.cards.pop(record)
            card.hide()
            card.deleteLater()
        for record in there:
            if record not in self.cards:
                self.cards[record] = PositionCard(self._session, record)
                self._column.addWidget(self.cards[record])
        self._none.setVisible(not there)
