"""The cities that a file is encrypted to: one box for each whose card is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.language import _
from desktop_app.workspace import How
from ui.look.tokens import u
from ui.widgets import parts
from ui.words.called import known_cities, titled
from ui.words.say import say

if TYPE_CHECKING:
    from collections.abc import Collection

    from desktop_app.workspace import Card, Pinned
    from ui.session import Session


class ChosenCities(QWidget):
    """Boxes to tick. Nothing is shown while no card is known."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._known: dict[str, Pinned] = {}
        self.boxes: dict[str, parts.Check] = {}
        self._page = QVBoxLayout(self)
        self._page.setContentsMargins(0, u(2), 0, 0)
        self._page.setSpacing(u(1.5))
        self._page.addWidget(parts.label(_("Who can open it?"), role="heading"))
        hint = _(
            "Only the cities that you tick here, and you; then it needs no passphrase. What they see in it is chosen"
            " above."
        )
        self._page.addWidget(parts.label(hint, role="muted", wrap=True))
        self.every = parts.Check()
        """Ticks and unticks all."""
        say(self.every.setText, _("All cities"))
        self.every.clicked.connect(lambda _on: self._tick_all(on=self.every.checkState() != Qt.CheckState.Unchecked))
        self._page.addWidget(self.every)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(u(1.5))
        self._page.addLayout(self._rows)

    @property
    def any_known(self) -> bool:
        """Whether there is anything to choose."""
        return bool(self.boxes)

    @property
    def chosen(self) -> list[Card]:
        """The cards that are ticked."""
        return [self._known[holder].card for holder, box in self.boxes.items() if box.isChecked()]

    @property
    def never_compared(self) -> list[Card]:
        """Those that are ticked and of which nobody compared the fingerprint."""
        return [card for card in self.chosen if self._known[card.holder].how is not How.CONFIRMED]

    def refresh(self) -> None:
        """Read which cards are known; what is ticked stays so while its card is the same."""
        cities = known_cities(self._session.workspace).items()
        known = {holder: pinned for holder, pinned in cities if pinned.how is not How.REFUTED}
        if known == self._known:
            return
        ticked = {card.holder for card in self.chosen if card.holder in known and known[card.holder].card == card}
        for box in self.boxes.values():
            self._rows.removeWidget(box)
            box.deleteLater()
        self._known, self.boxes = known, {}
        for holder, pinned in known.items():
            box = parts.Check()
            title = titled(self._session.workspace, pinned.card).replace("&", "&&")
            if pinned.how is How.CONFIRMED:
                box.setText(title)
            else:
                say(box.setText, _("{name} · fingerprint never compared", name=title))
            box.setChecked(holder in ticked)
            box.toggled.connect(lambda _on: self._ticked())
            self.boxes[holder] = box
            self._rows.addWidget(box)
        several = len(self.boxes) > 1
        self.every.setVisible(several)
        self._rows.setContentsMargins(u(6) if several else 0, 0, u(6) if several else 0, 0)
        self._ticked()

    def tick(self, holders: Collection[str]) -> None:
        """Tick the cards of these holders."""
        for holder, box in self.boxes.items():
            box.setChecked(holder in holders)

    def _tick_all(self, *, on: bool) -> None:
        for box in self.boxes.values():
            with QSignalBlocker(box):
                box.setChecked(on)
        self._ticked()

    def _ticked(self) -> None:
        """Let the box for all show whether all, none or some are ticked."""
        ticked = len(self.chosen)
        some = Qt.CheckState.PartiallyChecked if ticked else Qt.CheckState.Unchecked
        self.every.setCheckState(Qt.CheckState.Checked if ticked and ticked == len(self.boxes) else some)
        self.changed.emit()
