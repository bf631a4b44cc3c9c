"""What came in before: each file with its sender, its day and how much it brought."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.language import _, plural
from ui import dates, parts
from ui.exchange.passed import Passed
from ui.models import Row
from ui.reading import dotted

if TYPE_CHECKING:
    from desktop_app.workspace import Import
    from ui.session import Session


class Arrived(Passed):
    """The list of imports, the latest first."""

    def __init__(self, session: Session) -> None:
        empty = parts.Empty(
            "tray",
            _("Nothing has come in yet"),
            _("Each file that is merged is listed here, with its sender, its day and what it brought."),
        )
        super().__init__(_("What came in"), empty, lambda: [_row(one) for one in session.workspace.imports()])


def _row(one: Import) -> Row:
    brought = plural("{n} new change", "{n} new changes", one.new)
    known = plural("{n} known already", "{n} known already", one.known)
    detail = dotted((one.sender, f"{brought}, {known}", f"SHA-256 {one.digest[:12]}"))
    return Row(str(one.number), one.label, detail, dates.written_at(one.at))
