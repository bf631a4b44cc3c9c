"""One contradiction with all its values: each says who wrote it, for which city, when, and in which file it came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.language import Message, _, list_mark, window_language
from desktop_app.records import KINDS
from desktop_app.workspace.changes.change import DELETED
from ui.dialogs.history import came_in, field_label, said_value
from ui.exchange.combining import Combining
from ui.exchange.going import Going
from ui.exchange.stated import (
    called,
    called_before,
    cautions,
    deletes,
    source,
    value_said,
    what_happened,
    whose,
)
from ui.look.tokens import u
from ui.widgets import parts
from ui.widgets.flow import Flow
from ui.widgets.lines import record_title
from ui.widgets.marked import Marked
from ui.words import dates
from ui.words.say import say
from ui.words.tidy import short

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent

    from desktop_app.records import Alternative, Disagreement, Value
    from ui.session import Session

_NAMED = 48
"""Characters of a value by which a decision is told."""
LEAVE = 0
"""What is chosen where all values are to stay side by side; a value is chosen by its place, from 1."""


class Sides(QWidget):
    """The values of one contradiction, and the three ways out: one of them, another text, or all side by side."""

    decided = Signal()
    """Something was decided, or left."""

    def __init__(self, session: Session, one: Disagreement) -> None:
        super().__init__()
        self._session, self.one = session, one
        self.chosen: int | None = None
        page = QVBoxLayout(self)
        page.setContentsMargins(0, u(1), 0, 0)
        page.setSpacing(u(3))
        title = record_title()
        self._called = called(session, one) or str(_("A record"))
        title.setText(self._called)
        page.addWidget(title)
        page.addWidget(parts.label(whose(session, one), role="small", wrap=True))
        for said in (called_before(session, one), what_happened(session, one)):
            if said is not None:
                page.addWidget(parts.label(said, role="muted", wrap=True))
        for caution in cautions(session, one):
            page.addWidget(parts.label(caution, role="strong", wrap=True))
        self.cards = [Card(session, one, place) for place in range(1, len(one.sides) + 1)]
        if any(card.marked for card in self.cards):
            page.addWidget(parts.label(_("Underlined: only in this one. Struck through: only in the one shown for the"
                                         " time being."), role="small", wrap=True))  # fmt: skip
        page.addWidget(self._laid_out())
        if one.field == DELETED:
            page.addWidget(Going(session, one))
        else:
            page.addWidget(parts.label(_("What is not kept stays in the history. “Decided lately…” takes a decision"
                                         " back."), role="small", wrap=True))  # fmt: skip
        page.addWidget(self._make_asking())
        self.combining = self._make_combining()
        if self.combining is not None:
            page.addWidget(self.combining)
        page.addWidget(self._make_leaving())

    def _laid_out(self) -> QWidget:
        box = QWidget()
        flow = Flow(box, u(3), even=True)
        for card in self.cards:
            card.taken.connect(self.keep)
            card.pointed_at.connect(self.choose)
            flow.addWidget(card)
        return box

    def _make_asking(self) -> QWidget:
        """Ways to the history of the field and to the record."""
        box = QWidget()
        flow = Flow(box, u(2))
        self.history = parts.button(
            _("Where this is from…"), lambda: self._session.asked.emit("history"), role="link",
            icon="clock-counter-clockwise",
        )  # fmt: skip
        flow.addWidget(self.history)
        flow.addWidget(parts.button(_("Show the record"), self._go, role="link", icon="arrow-square-out"))
        return box

    def _make_combining(self) -> Combining | None:
        kind = KINDS.get(self.one.kind)
        field = kind.fields.get(self.one.field) if kind is not None else None
        if field is None:
            return None
        made = Combining(self._session, self.one, field)
        made.decided.connect(self._tell)
        return made

    def _make_leaving(self) -> QWidget:
        box = QFrame()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, u(1), 0, 0)
        column.setSpacing(u(1.5))
        column.addWidget(parts.label(_("Or do not decide"), role="strong"))
        said = _after_leaving(self.one) if self.one.left else _leaving(self.one)
        column.addWidget(parts.label(said, role="muted", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(u(2))
        text = _("Ask me again") if self.one.left else _("Leave side by side")
        self.leaving = parts.button(text, self.leave, icon="columns")
        row.addWidget(self.leaving)
        row.addStretch()
        column.addLayout(row)
        return box

    # choosing

    def choose(self, place: int) -> bool:
        """Choose a value by its place, or `LEAVE`; nothing is decided yet. Gives whether there is such a place."""
        if not LEAVE <= place <= len(self.cards):
            return False
        self.chosen = place
        for card in self.cards:
            card.set_chosen(chosen=card.place == place)
        if place == LEAVE:
            self.leaving.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.cards[place - 1].button.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def confirm(self) -> None:
        """Do what is chosen."""
        if self.chosen == LEAVE:
            self.leave()
        elif self.chosen is not None:
            self.keep(self.chosen)

    # deciding

    def keep(self, place: int) -> None:
        """Keep the value at a place; the others stay in the history."""
        one, workspace = self.one, self._session.workspace
        kept = one.sides[place - 1][0]

        def decide() -> bool:
            workspace.resolve(one.record, one.field, language=one.language, keep=kept.change)
            return True

        if self._session.attempt(decide):
            self._tell(kept.value, deletes=deletes(kept))

    def leave(self) -> None:
        """Leave all values side by side, or ask again where they were left."""
        one, workspace = self.one, self._session.workspace

        def leave() -> bool:
            (workspace.open_again if one.left else workspace.leave)(one)
            return True

        if self._session.attempt(leave):
            if not one.left:
                self._session.notice(_left(one, self._called), offer=_("Undo"), taken=self._session.undo)
            self.decided.emit()

    def _tell(self, value: Value, *, deletes: bool = False) -> None:
        """Say what was decided: of which record, which field, and for which value."""
        one = self.one
        if one.field == DELETED and deletes:
            said = _("“{name}” was deleted. What was written in it stays in the history.", name=self._called)
        elif one.field == DELETED:
            said = _("“{name}” stays, with everything that was written in it.", name=self._called)
        else:
            text = short(said_value(self._session, one.kind, one.field, value), _NAMED) or str(_("(nothing)"))
            said = _("{field} of “{name}”: “{value}”. The other values stay in the history.",
                     field=field_label(one.kind, one.field, one.language), name=self._called, value=text)  # fmt: skip
        self._session.notice(said, offer=_("Undo"), taken=self._session.undo)
        self.decided.emit()

    def _go(self) -> None:
        self._session.navigate(self.one.record)


class Card(QFrame):
    """One of the values, with all who wrote it, where it is from, and the button that keeps it."""

    taken = Signal(int)
    """It is to be kept; its place."""
    pointed_at = Signal(int)
    """It was clicked; its place."""

    def __init__(self, session: Session, one: Disagreement, place: int) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setFixedWidth(u(62))
        self.place = place
        self.side = one.sides[place - 1]
        self.alternative = alternative = self.side[0]
        page = QVBoxLayout(self)
        page.setContentsMargins(u(4), u(3), u(4), u(3))
        page.setSpacing(u(2))
        page.addWidget(parts.label(heading(one, alternative, place), role="small"))
        self.value = Marked()
        text = value_said(session, one, alternative)
        self.marked = self.value.show_text(text or str(_("(nothing)")), _against(session, one, alternative))
        page.addWidget(self.value)
        page.addStretch()
        for head in self.side:
            page.addWidget(parts.label(source(session, head), role="strong", wrap=True))
            page.addWidget(parts.label(dates.written_at(head.at), role="small"))
            page.addWidget(parts.label(came_in(head.batch), role="small", wrap=True))
        self.button = parts.button(keep_label(one, alternative), lambda: self.taken.emit(place), icon="check")
        origin = list_mark(window_language()).join(source(session, head) for head in self.side)
        described = _("Value {n}: {text}. It is from {origin}.", n=place, text=text or _("(nothing)"), origin=origin)
        say(self.button.setAccessibleDescription, described)
        page.addWidget(self.button)

    def set_chosen(self, *, chosen: bool) -> None:
        """Show that Enter would keep it."""
        self.setProperty("chosen", chosen)
        self.style().polish(self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pointed_at.emit(self.place)
        super().mousePressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DynamicPropertyChange:
            self.update()
        return super().event(event)


def heading(one: Disagreement, alternative: Alternative, place: int) -> Message:
    """The number by which a value is chosen, and whether it is the one that is shown meanwhile."""
    if alternative.shown and one.field != DELETED:
        return _("{n} · shown for the time being", n=place)
    return _("{n}", n=place)


def _leaving(one: Disagreement) -> Message:
    """What happens where nothing is decided."""
    if one.field == DELETED:
        return _(
            "The record stays, in lists and in documents. Where its title or its text is printed, a footnote"
            " says that it was deleted. You will not be asked again unless somebody deletes it again or "
            "changes it."
        )
    return _(
        "All values stay, and are printed as a footnote in documents. You will not be asked again unless another value"
        " comes."
    )


def _after_leaving(one: Disagreement) -> Message:
    if one.field == DELETED:
        return _("You left this side by side. The record stays until somebody decides.")
    return _("You left this side by side. It is printed as a footnote.")


def _left(one: Disagreement, called: str) -> Message:
    """What is said once it was left."""
    if one.field == DELETED:
        return _("“{name}” is left undecided. The record stays until somebody decides.", name=called)
    label = field_label(one.kind, one.field, one.language)
    return _(
        "{field} of “{name}” is left side by side. It is printed as a footnote until somebody decides.",
        field=label, name=called,
    )  # fmt: skip


def keep_label(one: Disagreement, alternative: Alternative) -> Message:
    """What keeping a value does, in two or three words."""
    if one.field != DELETED:
        return _("Keep this")
    return _("Delete it") if deletes(alternative) else _("Keep the record")


def _against(session: Session, one: Disagreement, alternative: Alternative) -> str | None:
    """The value that is shown for the time being, with which the others are compared."""
    if alternative.shown or one.field == DELETED:
        return None
    shown = next((other for other in one.alternatives if other.shown), None)
    return value_said(session, one, shown) if shown is not None else None
