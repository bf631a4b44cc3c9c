"""Taking in a city's card: its fingerprint is compared by telephone. Another key, or a card whose fingerprint was read
out otherwise before, is taken only when the fingerprint is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt

from desktop_app.errors import OtherKey
from desktop_app.language import Message, _, plural
from desktop_app.workspace import How
from ui.dialogs.frame import Ask
from ui.editors.line import Line
from ui.widgets import parts
from ui.words.called import spoken, titled
from ui.words.reading import from_the_left
from ui.words.say import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from desktop_app.progress import Progress
    from desktop_app.workspace import Card
    from desktop_app.workspace.merging.withdrawing import Signed
    from ui.session import Session


class Trust(Ask):
    """Asks whether a card is the city's own.

    Enter and Escape mean that nobody has compared it yet: nothing but the telephone makes a card the city's own.
    """

    def __init__(self, parent: QWidget, session: Session, card: Card) -> None:
        known = session.workspace.keyring.found(card.holder)
        self._session = session
        self._card = card
        self._name = spoken(session.workspace, card)
        self._typed = True
        if known is not None and known.card.keys == card.keys and known.how is How.REFUTED:
            why = _why_again(self._name)
        elif known is not None and known.card.keys != card.keys and known.how is not How.REFUTED:
            why = _why_other(self._name)
        else:
            why, self._typed = _why(self._name), False
        super().__init__(parent, _("The card of {name}", name=titled(session.workspace, card)), why,
                         _("Accept this card") if self._typed else _("It is the same"),
                         harmful=not self._typed)  # fmt: skip
        self.fingerprint = fingerprint_label(card.fingerprint)
        self.typed = Line()
        if self._typed:
            self.add(_("Fingerprint, as they read it out"), self.typed)
            self.typed.setFocus()
        else:
            self.add(_("Fingerprint"), self.fingerprint)
            say(self.cancel.setText, _("Compare later"))
            self.other = parts.button(
                _("They read out a different one"), lambda: self.done(_OTHER_READ), role="link", icon="x"
            )
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
            other: called when they read out another fingerprint, and that was noted and said.
        """
        if later is not None:
            self.rejected.connect(later)

        def ended(answer: int) -> None:
            if answer == _OTHER_READ:
                turn_away(self._session, self._card, self._name, other or (lambda: None))

        self.finished.connect(ended)

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

    session.jobs.run(
        work, lambda _nothing: taken(), doing=_("Adding the card of {name}", name=spoken(session.workspace, card)),
        alone=True,
    )  # fmt: skip


def turn_away(session: Session, card: Card, name: str, done: Callable[[], None]) -> None:
    """Remember of a card that its fingerprint was read out otherwise, and warn; also of what it signed that is here.

    Args:
        session: the open workspace.
        card: whose signature was checked.
        name: what its city is called.
        done: called when it is remembered, before it is said.
    """
    workspace = session.workspace

    def work(progress: Progress) -> Signed:
        workspace.keyring.pin(card, How.REFUTED, progress=progress)
        return workspace.withdrawing.signed_with(card.verify_key)

    def warn(here: Signed) -> None:
        done()
        if here.imports:
            session.warn(
                _turned_away(here, name),
                offer=_("Received"),
                taken=lambda: session.asked.emit(f"arrived:{here.imports[0]}"),
            )
        else:
            session.warn(_turned_away(here, name))

    session.jobs.run(work, warn, doing=_("Looking for what is signed with it"), alone=True)


def _turned_away(here: Signed, name: str) -> Message:
    """That a card is not accepted, and what to do about what it signed."""
    if not here.imports:
        return _(
            "The card of {name} is not accepted, and no file signed with it is merged: a different fingerprint"
            " was read out, so somebody else may have made it. Ask {name} to send the card and the file"
            " again.",
            name=name,
        )
    return plural(
        "The card of {name} is not accepted: a different fingerprint was read out, so somebody else may have"
        " made it. {n} record from files signed with it is here already. Withdraw these files, and ask {name}"
        " for new ones.",
        "The card of {name} is not accepted: a different fingerprint was read out, so somebody else may have"
        " made it. {n} records from files signed with it are here already. Withdraw these files, and ask {name}"
        " for new ones.",
        here.records,
        name=name,
    )


_OTHER_READ: Final = 2
"""How the dialog ends when the fingerprint is another; 0 and 1 are Qt's own."""
_OTHER = _("That is not the fingerprint of this card. Do not accept it; ask them for the card again.")


def _why(name: str) -> Message:
    return _(
        "A card says by which signature the files of a city are known; it comes with each of them. Call {name} on a "
        "number that you know, and ask for the fingerprint of their own card to be read out: it stands in their "
        "Roundtable under Exchange › Cities. This is their card only if every character is the same.",
        name=name,
    )


def _why_other(name: str) -> Message:
    return _(
        "This card has different keys from the card that is known for {name}. Somebody may be posing as "
        "{name}. Call them on a number that you know, and type the fingerprint that they read out to "
        "you.",
        name=name,
    )


def _why_again(name: str) -> Message:
    return _(
        "{name} read out a different fingerprint from the one on this card. If that was a mistake, call them again, and"
        " type the fingerprint that they read out to you.",
        name=name,
    )


def fingerprint_label(fingerprint: str = "") -> parts.Label:
    """A fingerprint to be read out: large, and selectable."""
    made = parts.label(from_the_left(fingerprint), role="title")
    made.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    say(made.setAccessibleName, _("Fingerprint"))
    return made
