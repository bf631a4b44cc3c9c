"""The editors of commitments, and the cell of one player that holds them; a text becomes a record when written."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop_app.errors import RoundtableError
from desktop_app.language import OWN_NAMES, _, evident_language, window_language
from desktop_app.records import Commitment, vocabulary
from ui.editors import Prose
from ui.editors.original import said_of
from ui.editors.tongue import likely
from ui.forms.binding import SETTLES_AFTER
from ui.look.tokens import u
from ui.widgets import parts
from ui.words import dates
from ui.words.reading import dotted

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent

    from desktop_app.records import RecordId
    from ui.session import Session

_UNSAID: Final = frozenset({"", "pending", "not_started"})
"""States of a commitment of which nothing has become yet."""


class CommitmentEdit(Prose):
    """One commitment of a cell; `record` is empty until its first text is written."""

    more_wanted = Signal()
    """One more commitment is wanted in this cell."""
    details_wanted = Signal()
    """Somebody wants to say when it is due, or what became of it."""
    turned = Signal(str)
    """It is kept in another language now, which the form is to show."""
    entered = Signal()
    """Somebody is here now, or what is written here has become a record or ceased to be one."""

    def __init__(self, session: Session, cell: Cell) -> None:
        super().__init__(least_lines=2)
        self.quiet: Final = parts.label(role="small", wrap=True)
        """What is known of it beside its text, to be placed below it; hidden while nothing is."""
        self.quiet.hide()
        self._session: Final = session
        self._cell: Final = cell
        self._kept: Commitment | None = None
        self._language = cell.language
        self._waiting = self._is_told = False
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
            self._is_told = False
        self._kept, self._language = commitment, language
        self._say_details()
        shown = commitment.text.get(language, "") if commitment is not None else ""
        if not self._waiting and not _same(self.value(), shown):
            self.set_value(shown)
        self.setPlaceholderText("—")

    def _say_details(self) -> None:
        kept = self._kept
        original = said_of(kept.text, self._language, self._session.language) if kept is not None else ""
        said = "\n".join(filter(None, (original, said_beside(kept) if kept is not None else "")))
        self.quiet.setVisible(bool(said))
        self.quiet.setText(said)
        role = "refusal" if kept is not None and kept.is_overdue(date.today()) else "small"
        if self.quiet.property("role") != role:
            self.quiet.setProperty("role", role)
            self.quiet.style().polish(self.quiet)

    def _noted(self) -> None:
        self._waiting = True
        self._session.unsettled(self)
        self._pause.start()
        before = self._language
        found = before if self._is_told else evident_language(self.value(), before, likely(self._session.language))
        if found != before and not (self._kept is not None and self._kept.text.get(found)):
            self._turn(found)
            self._session.notice(
                _("Saved as {language}, judging by its letters.", language=OWN_NAMES[found]),
                offer=_("It is {language}", language=OWN_NAMES.get(before, before)),
                taken=lambda: self._told(before),
            )

    def _turn(self, language: str) -> None:
        self._language = language
        self.turned.emit(language)

    def _told(self, language: str) -> None:
        """The person says which language it is: from now on the letters have no say."""
        if not isValid(self) or self._kept is None:
            return
        text, before = self.value(), self._language
        self._session.attempt(lambda: self._session.workspace.edit(self.record, {"text": {before: "", language: text}}))
        self._turn(language)
        self._is_told = True

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
        if self.hasFocus():
            self.entered.emit()

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
        for widget in (self.quiet, self):
            widget.hide()
            widget.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.settle()
            self.more_wanted.emit()
        elif enter and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.settle()
            self.details_wanted.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.settle()
        if not self.record and len(self._cell.editors) > 1:
            QTimer.singleShot(0, self._cell, self._cell.read_again)  # it was begun and left empty


def said_beside(kept: Commitment) -> str:
    """Due date, response and implementation in a line, as far as there is something to say."""
    language = window_language()
    states = (("response", kept.response), ("implementation", kept.implementation))
    said = [vocabulary(name).label(code, language) for name, code in states if code not in _UNSAID]
    return dotted((dates.short(kept.due_on) if kept.due_on else "", *said))


def _same(typed: str, kept: str) -> bool:
    return unicodedata.normalize("NFC", typed.strip()) == kept


class Cell(QWidget):
    """One player's part in one respect: an editor for each commitment, and an empty one where there is none."""

    arranged = Signal()
    """It has other editors, or in another order."""
    entered = Signal(object)
    """The editor where somebody is."""
    turned = Signal(str)
    """What is typed is evidently in another language than the one shown."""
    details_wanted = Signal(object)
    """The editor of whose commitment somebody wants to say more."""

    def __init__(self, session: Session, player: str, aspect: str) -> None:
        super().__init__()
        self._session = session
        self.busy = False
        """An editor is writing; what changes meanwhile is its own doing."""
        self.player, self.aspect = player, aspect
        self.recommendation: RecordId = ""
        self.language = session.language
        self.editors: list[CommitmentEdit] = []
        self._page = QVBoxLayout(self)
        self._page.setContentsMargins(0, 0, 0, 0)
        self._page.setSpacing(u(1))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    @property
    def called(self) -> str:
        """What a screen reader says: “Civil society – Commits to”."""
        language = window_language()
        player = vocabulary("player").label(self.player, language)
        return f"{player} – {vocabulary('commitment_aspect').label(self.aspect, language)}"

    def read_again(self) -> None:
        """Show what the workspace has for this cell."""
        known = {"recommendation": self.recommendation, "player": self.player, "aspect": self.aspect}
        self.show_commitments(self._session.workspace.all(Commitment, **known) if self.recommendation else [])

    def show_commitments(self, found: list[Commitment]) -> None:
        """Show these; an editor stays where its commitment stays, so that the caret does."""
        if self.busy:
            return
        known = {editor.record: editor for editor in self.editors if editor.record}
        begun = [editor for editor in self.editors if not editor.record]
        shown = [known.pop(one.id) if one.id in known else self._made() for one in found]
        for editor, one in zip(shown, found, strict=True):
            editor.show_commitment(one, self.language)
        kept = begun if begun and (not found or begun[0].in_use) else []
        if not shown and not kept:
            kept = [known.popitem()[1]] if known else [self._made()]
            kept[0].show_commitment(None, self.language)
        self._arrange([*shown, *kept[:1]])

    def _made(self) -> CommitmentEdit:
        made = CommitmentEdit(self._session, self)
        made.more_wanted.connect(self.begin)
        made.turned.connect(self.turned)
        made.entered.connect(lambda: self.entered.emit(made))
        made.details_wanted.connect(lambda: self.details_wanted.emit(made))
        return made

    def _arrange(self, editors: list[CommitmentEdit]) -> None:
        for old in self.editors:
            if old not in editors:
                self._page.removeWidget(old)
                self._page.removeWidget(old.quiet)
                old.retire()
        for at, editor in enumerate(editors):
            if self._page.indexOf(editor) != 2 * at:
                self._page.insertWidget(2 * at, editor)
                self._page.insertWidget(2 * at + 1, editor.quiet)
            self._page.setStretch(2 * at, int(at == len(editors) - 1))
        self.editors = editors
        self.arranged.emit()
        for at, editor in enumerate(editors, 1):
            name = self.called if len(editors) == 1 else _("{cell}, {at} of {count}", cell=self.called, at=at,
                                                           count=len(editors))  # fmt: skip
            editor.set_name(str(name))

    def begin(self) -> None:
        """Begin one more commitment here."""
        if any(not editor.record for editor in self.editors):
            return
        made = self._made()
        made.show_commitment(None, self.language)
        self._arrange([*self.editors, made])
        made.show()  # a layout shows what it was given later, and what is hidden takes no focus
        made.setFocus()

    @property
    def focused(self) -> bool:
        """Whether somebody is writing here."""
        return any(editor.hasFocus() for editor in self.editors)
