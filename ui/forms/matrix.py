"""The commitment matrix: what each player does today, commits to and needs, in fifteen cells that grow.

A cell writes a `Commitment` when its first text settles and deletes it when it is emptied. Where a cell holds several
commitments, each has its own editor, one under another; Ctrl+Enter begins one more.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from desktop_app.language import window_language
from desktop_app.records import Commitment, vocabulary
from ui.forms.commitment import Cell
from ui.look.tokens import u
from ui.widgets import parts

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from desktop_app.records import RecordId
    from desktop_app.workspace import Changed
    from ui.session import Session

PLAYERS: Final = ("civil_society", "international_organisation", "city", "region", "state")
"""In the order of the conference's own table."""

ASPECTS: Final = vocabulary("commitment_aspect").codes
_BESIDE: Final = 100
"""Units of width from which players stand beside their cells."""

_ABOVE: Final = 62
"""Units of width from which three cells stand side by side."""


class Matrix(QWidget):
    """The cells of one recommendation, rows of equal height, headed by aspect and by player."""

    entered = Signal(object)
    """The `CommitmentEdit` where somebody is."""
    turned = Signal(str)
    """What is typed is evidently in another language than the one shown."""
    details_wanted = Signal(object)
    """The one of whose commitment somebody wants to say more."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._recommendation: RecordId = ""
        self._follows: QWidget | None = None
        self.cells: Final = {
            (player, aspect): Cell(session, player, aspect) for player in PLAYERS for aspect in ASPECTS
        }
        for cell in self.cells.values():
            cell.arranged.connect(self._chain)
            cell.entered.connect(self.entered)
            cell.turned.connect(self.turned)
            cell.details_wanted.connect(self.details_wanted)
        self._players: Final[dict[str, QLabel]] = {player: parts.label(role="muted", wrap=True) for player in PLAYERS}
        self._aspects: Final[dict[str, QLabel]] = {aspect: parts.label(role="strong") for aspect in ASPECTS}
        self._grid: Final = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(u(2))
        self._stacked: Final[dict[tuple[str, str], QLabel]] = {at: parts.label(role="small") for at in self.cells}
        self._form = ""
        for label in self._players.values():
            label.setContentsMargins(0, u(2), 0, u(1))
        for label in self._aspects.values():
            label.setContentsMargins(u(2), 0, u(2), 0)
        self._place(u(_BESIDE))
        self._name()
        session.changed.connect(self._changed)
        session.retranslated.connect(self._name)

    def _name(self) -> None:
        language = window_language()
        for player, label in self._players.items():
            label.setText(vocabulary("player").label(player, language))
        for aspect, label in self._aspects.items():
            label.setText(vocabulary("commitment_aspect").label(aspect, language))
        for (_player, aspect), label in self._stacked.items():
            label.setText(vocabulary("commitment_aspect").label(aspect, language))
        self._read()

    def _place(self, width: int) -> None:
        """Players beside their cells; above them where there is less room; and where there is least, each cell under
        the name of its aspect."""
        form = "beside" if width >= u(_BESIDE) else "above" if width >= u(_ABOVE) else "stacked"
        if form == self._form:
            return
        self._form = form
        grid = self._grid
        for widget in (*self._players.values(), *self._aspects.values(), *self._stacked.values(), *self.cells.values()):
            grid.removeWidget(widget)
        first, across = int(form == "beside"), 1 if form == "stacked" else len(ASPECTS)
        grid.setColumnMinimumWidth(0, u(26) if first else 0)
        for column in range(len(ASPECTS) + 1):
            grid.setColumnStretch(column, int(first <= column < first + across))
        for label in self._aspects.values():
            label.setVisible(form != "stacked")
        for label in self._stacked.values():
            label.setVisible(form == "stacked")
        if form == "stacked":
            self._stack()
            return
        for column, label in enumerate(self._aspects.values(), first):
            grid.addWidget(label, 0, column)
        for number, (player, label) in enumerate(self._players.items()):
            row = 1 + number * (2 - first)
            grid.addWidget(label, row, 0, 1, 1 if first else across, Qt.AlignmentFlag.AlignTop)
            for column, aspect in enumerate(ASPECTS, first):
                grid.addWidget(self.cells[player, aspect], row + 1 - first, column)

    def _stack(self) -> None:
        row = 0
        for player, label in self._players.items():
            self._grid.addWidget(label, row, 0)
            for aspect in ASPECTS:
                self._grid.addWidget(self._stacked[player, aspect], row + 1, 0)
                self._grid.addWidget(self.cells[player, aspect], row + 2, 0)
                row += 2
            row += 1

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(event.size().width())

    def minimumSizeHint(self) -> QSize:
        return QSize(u(30), super().minimumSizeHint().height())

    def come_after(self, widget: QWidget) -> None:
        """Be the next for the Tab key after a widget of the same page."""
        self._follows = widget
        self._chain()

    def _chain(self) -> None:
        """Let Tab go along the rows: Qt would put an editor that is made later at the end of the page."""
        if self._follows is not None:
            editors = [editor for cell in self.cells.values() for editor in cell.editors]
            for before, after in pairwise([self._follows, *editors]):
                QWidget.setTabOrder(before, after)

    def show_recommendation(self, recommendation: RecordId, language: str) -> None:
        """Show the commitments of a recommendation, their texts in a language."""
        self._session.settle()
        self._recommendation = recommendation
        for cell in self.cells.values():
            cell.recommendation, cell.language = recommendation, language
        self._read()

    def _changed(self, changed: Changed) -> None:
        if Commitment.kind_name in changed.kinds:
            self._read()

    def _read(self) -> None:
        found: dict[tuple[str, str], list[Commitment]] = {}
        if self._recommendation:
            for one in self._session.workspace.all(Commitment, recommendation=self._recommendation):
                found.setdefault((one.player, one.aspect), []).append(one)
        for place, cell in self.cells.items():
            cell.show_commitments(found.get(place, []))

    def begin_another(self) -> None:
        """Begin one more commitment in the cell where somebody is writing."""
        for cell in self.cells.values():
            if cell.focused:
                cell.begin()
                return
