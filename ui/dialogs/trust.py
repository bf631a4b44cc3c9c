"""Taking in a city's card: its fingerprint is compared by telephone, and another key is taken only when it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt

from desktop_app.errors import OtherKey
from desktop_app.language import Message, _
from desktop_app.workspace import How
from ui.dialogs.frame import Ask
from ui.editors.line import Line
from ui.widgets import parts
from ui.words.say import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from desktop_app.progress import Progress
    from desktop_app.workspace import Card
    from ui.session import Session


class Trust(Ask):
    """Asks whether a card is the city's own.

    Enter and Escape mean that nobody has compared it yet: nothing but the telephone makes a card the city's own.
    """

    def __init__(self, parent: QWidget, session: Session, card: Card) -> None:
        known = session.workspace.keyring.pinned(card.holder)
        self._replaces = known is not None and known.keys != card.keys
        super().__init__(parent, _("The card of {name}", name=card.title), _why(card, replaces=self._replaces),
                         _("Accept the new card") if self._replaces else _("It is the same"),
                         harmful=not self._replaces)  # fmt: skip
        self._session = session
        self._card = card
        self.fingerprint = fingerprint_label(card.fingerprint)
        self.typed = Line()
        if self._replaces:
            self.add(_("Fingerprint, as they read it out"), self.typed)
            self.typed.setFocus()
        else:
            self.add(_("Fingerprint"), self.fingerprint)
            say(self.cancel.setText, _("Compare later"))
            self.other = parts.button(_("They read out another"), lambda: self.done(_OTHER_READ), role="link", icon="x")
            self._page.addWidget(self.other, 0, Qt.AlignmentFlag.AlignLeading)

    def ask(
        self,
        taken: Callable[[], None],
        later: Callable[[], None] | None = None,
        other: Callable[[], None] | None = None,
    ) -> None:
        """Open it.

        Args:
            taken: called when the card was pinned.
            later: called when nobody compared it, or nobody wants the new card.
            other: called when they read out another fingerprint.
        """
        if later is not None:
            self.rejected.connect(later)
        if other is not None:
            self.finished.connect(lambda answer: other() if answer == _OTHER_READ else None)

        def yes() -> None:
            replace = self.typed.text()
            try:
                self._session.workspace.keyring.require_fit(self._card, replace=replace)
            except OtherKey:
                self.refuse(_OTHER, self.typed)
                return
            self.accept()
            take_in(self._session, self._card, How.CONFIRMED, taken, replace=replace)

        self.then(yes)


def take_in(session: Session, card: Card, how: How, taken: Callable[[], None], *, replace: str = "") -> None:
    """Pin a card, off the window's thread: what was held for it is erased now, in every backup too.

    Args:
        session: the open workspace.
        card: whose signature was checked.
        how: what it is pinned on.
        taken: called when it is pinned.
        replace: as `Keyring.pin` takes it.
    """

    def work(progress: Progress) -> None:
        session.workspace.keyring.pin(card, how, replace=replace, progress=progress)

    session.jobs.run(work, lambda _nothing: taken(), doing=_("Adding the card of {name}", name=card.name), alone=True)


_OTHER_READ: Final = 2
"""How the dialog ends when the fingerprint is another; 0 and 1 are Qt's own."""
_OTHER = _("That is not the fingerprint of this card. Do not accept it; ask them for the card again.")


def _why(card: Card, *, replaces: bool) -> Message:
    if replaces:
        return _(
            "This card has different keys from the card that is known for {name}. Somebody may be posing as "
            "{name}. Call them on a number that you know, and type the fingerprint that they read out to "
            "you.",
            name=card.name,
        )
    return _(
        "Call {name} on a number that you know, and ask for the fingerprint to be read out. This is "
        "their card only if every character is the same.",
        name=card.name,
    )


def isolated(fingerprint: str) -> str:
    """A fingerprint that keeps its order among Arabic letters."""
    return f"\u2066{fingerprint}\u2069"


def fingerprint_label(fingerprint: str = "") -> parts.Label:
    """A fingerprint to be read out: large, and selectable."""
    made = parts.label(isolated(fingerprint), role="title")
    made.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    say(made.setAccessibleName, _("Fingerprint"))
    return made
