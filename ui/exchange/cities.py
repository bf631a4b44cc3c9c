"""Our city's card, to be saved and read out, and the cards of the cities that we know."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.language import Message, _
from desktop_app.workspace import How
from ui.dialogs.frame import Ask
from ui.dialogs.trust import Trust, fingerprint_label, take_in
from ui.forms.form import Column
from ui.look.tokens import u
from ui.widgets import parts
from ui.widgets.models import Row
from ui.widgets.row_list import RowList
from ui.words import dates
from ui.words.called import known_cities, spoken, titled
from ui.words.reading import dotted, from_the_left

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop_app.workspace import Card, Pinned, Workspace
    from ui.look.icons import Role
    from ui.session import Session

_KINDS = "Roundtable (*.rtcard)"
_WHY_NEW_KEYS = _(
    "Do this if a computer with this workspace was lost or stolen, or if somebody may know its "
    "passphrase. A city that adds your new card, with its fingerprint, refuses from then on what is "
    "signed with the old keys. What you erased stays erased. Colleagues who sign with the same"
    " keys need the new ones with your next file."
)


class Cities(QWidget):
    """Our own card on one side, the list of the others on the other."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._known: dict[str, Pinned] = {}
        self.name = parts.label(role="strong", wrap=True)
        self.fingerprint = fingerprint_label()
        self.save = parts.button(_("Save our card…"), self._choose_place, role="primary", icon="identification-card")
        self.renew = parts.button(_("Make new keys…"), self._ask_to_renew, role="link", icon="arrows-clockwise")
        self.list = RowList(_("Cities we know"))
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self._turn())
        self.compare = parts.button(_("Compare the fingerprint…"), self._compare)
        self.remove = parts.button(_("Forget this card"), self._remove)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._empty())
        self._pages.addWidget(self._listed())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(Column(self._own()), 2)
        row.addWidget(parts.line(vertical=True))
        row.addWidget(self._pages, 3)

    def _own(self) -> QWidget:
        box = QWidget()
        page = QVBoxLayout(box)
        page.setContentsMargins(0, u(2), 0, 0)
        page.setSpacing(u(2))
        of_city = bool(self._session.workspace.city)
        page.addWidget(parts.label(_("Our city’s card") if of_city else _("Our card"), role="heading"))
        page.addWidget(self.name)
        page.addWidget(self.fingerprint)
        hint = _(
            "Send the card to the cities that you exchange files with, and read these twelve characters out "
            "to them by telephone. From then on they can tell what you have signed, and can make files that "
            "only you can open."
        )
        page.addWidget(parts.label(hint, role="muted", wrap=True))
        page.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeading)
        page.addWidget(self.renew, 0, Qt.AlignmentFlag.AlignLeading)
        return box

    def _empty(self) -> QWidget:
        return parts.Empty(
            "identification-card",
            _("No city’s card is known yet"),
            _(
                "Drop the cards that you were sent here. A city whose signed file you merge is listed too, but "
                "only as seen until you compare its fingerprint."
            ),
            parts.button(_("Add a card…"), self._choose, role="primary", icon="folder-open"),
        )

    def _listed(self) -> QWidget:
        box, foot = QWidget(), parts.Foot()
        row = foot.row
        row.addWidget(parts.button(_("Add a card…"), self._choose))
        row.addStretch()
        row.addWidget(self.remove)
        row.addWidget(self.compare)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.list, 1)
        column.addWidget(parts.line())
        column.addWidget(foot)
        return box

    def refresh(self) -> None:
        """Read our card and the list again."""
        from desktop_app.exchange import cards

        own = cards.own(self._session.workspace)
        self.name.setText(own.title)
        self.fingerprint.setText(from_the_left(own.fingerprint))
        self._known = known_cities(self._session.workspace)
        self.list.rows.show([_row(self._session.workspace, pinned) for pinned in self._known.values()])
        self._pages.setCurrentIndex(1 if self._known else 0)
        if not self.list.key and self._known:
            self.list.select(next(iter(self._known)))
        self._turn()

    def _turn(self) -> None:
        pinned = self._known.get(self.list.key)
        self.remove.setEnabled(pinned is not None)
        self.compare.setEnabled(pinned is not None and not _is_confirmed(pinned))

    # our own

    def _choose_place(self) -> None:
        proposed = self._session.workspace.path.with_suffix(".rtcard")
        chosen, _kind = QFileDialog.getSaveFileName(self, str(_("Save our card…")), str(proposed), _KINDS)
        if chosen:
            self.write(Path(chosen))

    def write(self, path: Path) -> None:
        """Save our card."""
        from desktop_app.exchange import cards

        path = path if cards.is_card(path) else path.with_name(path.name + cards.SUFFIX)
        if self._session.attempt(lambda: cards.write(self._session.workspace, path)) is not None:
            self._session.notice(_("“{name}” was saved. Send it, and read out its fingerprint.", name=path.name))

    def _ask_to_renew(self) -> None:
        dialog = Ask(self.window(), _("Make new keys"), _WHY_NEW_KEYS, _("Make new keys"), harmful=True)

        def go() -> None:
            dialog.accept()
            ring = self._session.workspace.keyring
            self._session.jobs.run(ring.renew, lambda _keys: self._renewed(), doing=_("Making new keys"), alone=True)

        dialog.then(go)

    def _renewed(self) -> None:
        self.refresh()
        self._session.notice(
            _("New keys were made. Save the card, send it to the other cities, and read out its fingerprint to them.")
        )

    # those of others

    def _choose(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileNames(self, str(_("Add a card…")), "", _KINDS)
        self.take([Path(path) for path in chosen])

    def take(self, paths: Sequence[Path]) -> None:
        """Read cards that were dropped or chosen, and ask about each, one after the other."""
        from desktop_app.exchange import cards

        if not paths:
            return
        first, rest = paths[0], paths[1:]
        card = self._session.attempt(lambda: cards.read(first))
        if card is not None:
            self._ask(card, rest)
        else:
            self.take(rest)

    def _compare(self) -> None:
        self._ask(self._known[self.list.key].card, ())

    def _ask(self, card: Card, rest: Sequence[Path]) -> None:
        def taken() -> None:
            self.refresh()
            self.list.select(card.holder)
            self.take(rest)

        Trust(self.window(), self._session, card).ask(taken, lambda: self._put_off(card, taken, rest), taken)

    def _put_off(self, card: Card, taken: Callable[[], None], rest: Sequence[Path]) -> None:
        """Keep a card that nobody compared as one that was only seen, so that it stays to be compared."""
        if self._session.workspace.keyring.pinned(card.holder) is not None:
            self.take(rest)
            return

        def kept() -> None:
            taken()
            self._session.notice(
                _("The card of {name} is kept, but not compared yet. Until its fingerprint is compared, nothing is"
                  " proved.",
                  name=spoken(self._session.workspace, card))
            )  # fmt: skip

        take_in(self._session, card, How.SEEN, kept)

    def _remove(self) -> None:
        pinned, ring = self._known[self.list.key], self._session.workspace.keyring

        def put_back() -> None:
            take_in(self._session, pinned.card, pinned.how, self.refresh)

        ring.unpin(pinned.card.holder)
        self.refresh()
        self._session.notice(
            _("The card of {name} is no longer known here.", name=spoken(self._session.workspace, pinned.card)),
            offer=_("Undo"), taken=put_back,
        )  # fmt: skip


def _is_confirmed(pinned: Pinned) -> bool:
    return pinned.how is How.CONFIRMED


def _row(workspace: Workspace, pinned: Pinned) -> Row:
    card = pinned.card
    how, tone, picture = _KNOWN[pinned.how]
    detail = dotted((card.fingerprint, how))
    return Row(card.holder, titled(workspace, card), detail, dates.written_at(pinned.at), tone, picture)


_KNOWN: Final[dict[How, tuple[Message, Role, str]]] = {
    How.CONFIRMED: (_("confirmed"), "decision", "shield-check"),
    How.SEEN: (_("seen, never compared"), "action", "eye"),
    How.REFUTED: (_("not theirs: a different fingerprint was read out"), "danger", "warning"),
}
