"""What protects approved minutes: they are read-only until somebody says that a correction is to be made.

People write up afterwards, so that a correction stays possible; but none happens by a slip of the hand while the
document goes on saying “Approved”. What comes in a file that is merged is taken in as ever.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.language import _
from desktop_app.records import AgendaItem, Attendance, Entry, Meeting
from ui.look.tokens import u
from ui.widgets import parts

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_app.records import RecordId
    from desktop_app.workspace import Workspace

APPROVED: Final = "approved"
SAID: Final = _("These minutes are approved, and cannot be changed by mistake.")
REOPEN: Final = _("Reopen for a correction")


def is_approved(workspace: Workspace, record: RecordId) -> bool:
    """Whether a record is a meeting whose minutes are approved, or stands in such minutes."""
    entry = workspace.find(Entry, record)
    item = workspace.find(AgendaItem, entry.agenda_item if entry is not None else record)
    attendance = workspace.find(Attendance, record)
    whole = item or attendance
    meeting = workspace.find(Meeting, whole.meeting if whole is not None else record)
    return meeting is not None and meeting.status == APPROVED


class ApprovedBar(QWidget):
    """Says above the parts of a meeting that its minutes are approved, and offers to open them again."""

    def __init__(self, reopen: Callable[[], None]) -> None:
        super().__init__()
        self.setProperty("ground", "surface")
        self.reopen: Final = parts.button(REOPEN, reopen, role="link", icon="pencil-simple")
        row = QHBoxLayout(self)
        row.setContentsMargins(u(6), u(1), u(4), u(1))
        row.setSpacing(u(2))
        row.addWidget(parts.Picture("lock", 4))
        row.addWidget(parts.label(SAID, role="muted", wrap=True), 1)
        row.addWidget(self.reopen)
        self.hide()
