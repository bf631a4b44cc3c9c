"""Who else has what is erased: whom it was sent to, with whose files it came, and whose it is. They have to be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.language import Message, _, list_mark, window_language
from ui.dialogs.frame import Ask
from ui.widgets import parts
from ui.words import dates
from ui.words.called import called
from ui.words.reading import dotted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget

    from desktop_app.workspace import Holders
    from ui.session import Session


class WhoHasIt(Ask):
    """Shows it after an erasure, or when somebody asks."""

    def __init__(self, parent: QWidget, session: Session, holders: Holders, *, erased: bool) -> None:
        why = _("They keep what was erased here until they erase it too.") if holders else _NOBODY
        super().__init__(parent, _("Erased: who must be informed") if erased else _("Who must be informed"), why,
                         _("Close"))  # fmt: skip
        self.cancel.hide()
        for widget in said_of(session, holders):
            self.rows.addRow(widget)
        if erased:
            where = _("You can find this list again under Exchange › Erasures.")
            self.rows.addRow(parts.label(where, role="small", wrap=True))

    def show_it(self) -> None:
        """Open it."""
        self.then(self.accept)


def said_of(session: Session, holders: Holders) -> Iterator[QWidget]:
    """The lines that name them; none for nobody."""
    if holders.cities:
        yield _heading(_("The record belongs to"))
        yield parts.label(_joined([session.title(city) for city in holders.cities]), wrap=True)
    if holders.exports:
        yield _heading(_("Who was sent files that contain it"))
    for one in holders.exports:
        who = one.recipient or str(_("an unnamed recipient"))
        yield parts.label(dotted((who, one.file, dates.written_at(one.at))), wrap=True)
    if holders.imports:
        yield _heading(_("Who sent files that contain it"))
        senders = dict.fromkeys(one.label.rpartition(", ")[0] or one.sender for one in holders.imports)
        yield parts.label(_joined([called(session.workspace, name) for name in senders]), wrap=True)


_NOBODY = _("Nobody: no file containing it was sent from here or received.")


def _heading(message: Message) -> QWidget:
    return parts.label(message, role="strong")


def _joined(names: list[str]) -> str:
    return list_mark(window_language()).join(f"\u2068{name}\u2069" for name in names if name)
