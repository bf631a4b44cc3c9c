"""The editor of one commitment: a text that becomes a record when it is written, and goes when it is emptied."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QSizePolicy

from desktop_app.errors import RoundtableError
from desktop_app.records import Commitment
from ui.binding import SETTLES_AFTER
from ui.editors import Prose

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent

    from desktop_app.records import RecordId
    from ui.forms.matrix import Cell
    from ui.session import Session


class CommitmentEdit(Prose):
    """One commitment of a cell; `record` is empty until its first text is written."""

    more_wanted = Signal()
    """One more commitment is wanted in this cell."""

    def __init__(self, session: Session, cell: Cell) -> None:
        super().__init__(least_lines=2)
        self._session: Final = session
        self._cell: Final = cell
        self._kept: Commitment | None = None
        self._language = cell.language
        self._waiting = False
        self._pause: Final = QTimer(self, singleShot=True, interval=SETTLES_AFTER)
        self._pause.timeout.connect(self.settle)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        self.edited.connect(self._noted)
        self.refused.connect(session.warn)

    @property
    def record(self) -> RecordId:
        """The commitment that it shows; empty for one that is not written yet."""
        return self._kept.id if self._kept is not None else ""

    @property
    def in_use(self) -> bool:
        """Whether somebody is writing in it."""
        return self._waiting or self.hasFocus()

    def show_commitment(self, commitment: Commitment | None, language: str) -> None:
        """Show a commitment, or wait for one. Typing that is not written yet is not overwritten."""
        if language != self._language:
            self.settle()
        self._kept, self._language = commitment, language
        shown = commitment.text.get(language, "") if commitment is not None else ""
        if not self._waiting and not _same(self.value(), shown):
            self.set_value(shown)
        other, found_in = commitment.text.best(language) if commitment is not None else ("", language)
        self.setPlaceholderText(f"{other[:200]} ({found_in})" if other and found_in != language else "—")

    def _noted(self) -> None:
        self._waiting = True
        self._session.unsettled(self)
        self._pause.start()

    def settle(self) -> None:
        """Write what is typed: make the commitment, change it, or delete it where nothing is left of it."""
        self._pause.stop()
        if not self._waiting or self._cell.busy or not self._cell.recommendation:
            return
        self._cell.busy = True
        try:
            self._write(self.value())
        except RoundtableError as refused:
            self._session.warn(refused.sentence)
        else:
            self._waiting = False
        finally:
            self._cell.busy = False
        self._cell.read_again()

    def _write(self, text: str) -> None:
        workspace, kept, language = self._session.workspace, self._kept, self._language
        if kept is None:
            if text.strip():
                cell = self._cell
                values = {"recommendation": cell.recommendation, "player": cell.player, "aspect": cell.aspect}
                made = workspace.add(Commitment, {**values, "text": {language: text}})
                self._kept = workspace.find(Commitment, made)
        elif workspace.find(Commitment, kept.id) is None:
            return  # it was deleted elsewhere while somebody was typing into it
        elif text.strip() or any(other for code, other in kept.text.items() if code != language):
            if not _same(text, kept.text.get(language, "")):
                workspace.edit(kept.id, {"text": {language: text}})
        else:
            workspace.delete(kept.id)
            self._kept = None

    def retire(self) -> None:
        """Leave the window; whatever was typed has been written or belongs to nothing."""
        self._pause.stop()
        self._waiting = False
        self.hide()
        self.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.settle()
            self.more_wanted.emit()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.settle()
        if not self.record and len(self._cell.editors) > 1:
            QTimer.singleShot(0, self._cell, self._cell.read_again)  # it was begun and left empty


def _same(typed: str, kept: str) -> bool:
    return unicodedata.normalize("NFC", typed.strip()) == kept
