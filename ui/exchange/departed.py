"""What went out before: who got which file and when, for whom it was made, and whether it was protected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop_app.language import Message, _, plural
from desktop_app.records import Audience
from ui.exchange.passed import Passed, code_said
from ui.widgets import parts
from ui.widgets.models import Row
from ui.words import dates
from ui.words.reading import dotted

if TYPE_CHECKING:
    from desktop_app.workspace import Export
    from ui.session import Session

FOR: Final[dict[Audience, Message]] = {
    Audience.NETWORK: _("For the network"),
    Audience.PUBLIC: _("For the public"),
    Audience.INTERNAL: _("For my own team"),
}


class Departed(Passed):
    """The list of exports, the latest first. It stays in this workspace."""

    def __init__(self, session: Session) -> None:
        empty = parts.Empty(
            "export",
            _("No file has been made yet"),
            _("Each file you make is listed here: whom it is for, when it was made, and how many names it holds."),
        )
        super().__init__(_("Files made"), empty, lambda: [_row(one) for one in session.workspace.exports()])


def _row(one: Export) -> Row:
    said = (
        FOR[one.audience],
        _("encrypted") if one.protected else _("not protected"),
        one.file if one.recipient else "",
        plural("{n} name of a person", "{n} names of people, each spelling counted", one.names)
        if one.names
        else _("no names"),
        plural("{n} change", "{n} changes", one.changes),
        _("made by {author}", author=one.author),
        code_said(one.fingerprint),
    )
    return Row(str(one.number), one.recipient or one.file, dotted(said), dates.written_at(one.at),
               icon="lock" if one.protected else "lock-open")  # fmt: skip
