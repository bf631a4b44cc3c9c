"""Who signed a file that is about to be merged, and whether that is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from desktop_app.errors import RoundtableError
from desktop_app.language import Message, _
from ui.dialogs.trust import Trust
from ui.look.tokens import u
from ui.widgets import parts
from ui.words.called import spoken
from ui.words.reading import unbroken

if TYPE_CHECKING:
    from desktop_app.exchange.bundle import Incoming
    from ui.session import Session

_COMPARED = frozenset({"own", "confirmed"})


class Signed(QFrame):
    """One sentence above what a file would do, and the offer to compare a fingerprint that nobody has compared."""

    compared = Signal()
    """The fingerprint is the same: what waited for that may happen now."""
    refuted = Signal(object)
    """A different fingerprint was read out than that of this `Card`: what it signed cannot be merged any more."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._incoming: Incoming | None = None
        self._picture = parts.Picture("shield-check", 5)
        self.words = parts.label(wrap=True)
        self.compare = parts.button(_("Compare the fingerprint…"), self._compare, role="link")
        row = QHBoxLayout(self)
        row.setContentsMargins(u(6), u(1.5), u(6), u(1.5))
        row.setSpacing(u(2))
        row.addWidget(self._picture)
        row.addWidget(self.words, 1)
        row.addWidget(self.compare)
        self.hide()

    def show_of(self, incoming: Incoming | None) -> None:
        """Say it of a file; of none, nothing."""
        self._incoming = incoming
        self.setVisible(incoming is not None)
        if incoming is None:
            return
        known, words = self._standing(incoming)
        doubtful = known not in _COMPARED
        self.words.setText(unbroken(str(words)))
        self._picture.set_icon("warning" if doubtful else "shield-check", "action" if doubtful else "decision")
        self.compare.setVisible(known in ("new", "seen"))
        self.setProperty("role", "warning" if known in ("new", "unsigned", "") else "")
        for widget in (self, self.words):
            widget.style().polish(widget)

    def _standing(self, incoming: Incoming) -> tuple[str, Message]:
        from desktop_app.exchange import trust

        try:
            found = trust.standing(self._session.workspace, incoming)
        except RoundtableError as refused:
            return "", refused.sentence
        card = incoming.header.card
        name = spoken(self._session.workspace, card) if card is not None else ""
        return found.value, trust.said(found, incoming, name)

    def _compare(self) -> None:
        incoming = self._incoming
        card = incoming.header.card if incoming is not None else None
        if card is not None:
            Trust(self.window(), self._session, card).ask(self.compared.emit, other=lambda: self.refuted.emit(card))
