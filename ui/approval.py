"""Whether minutes are approved: then they are read-only until somebody says that a correction is to be made.

People write up afterwards, so that a correction stays possible; but none happens by a slip of the hand while the
document goes on saying “Approved”. What comes in a file that is merged is taken in as ever.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop_app.language import _
from desktop_app.records import AgendaItem, Attendance, Entry, Meeting

if TYPE_CHECKING:
    from desktop_app.records import RecordId
    from desktop_app.workspace import Workspace

APPROVED: Final = "approved"
SAID: Final = _("These minutes are approved and cannot be changed by mistake.")
REOPEN: Final = _("Reopen for a correction")


def is_approved(workspace: Workspace, record: RecordId) -> bool:
    """Whether a record is a meeting whose minutes are approved, or stands in such minutes."""
    entry = workspace.find(Entry, record)
    item = workspace.find(AgendaItem, entry.agenda_item if entry is not None else record)
    attendance = workspace.find(Attendance, record)
    whole = item or attendance
    meeting = workspace.find(Meeting, whole.meeting if whole is not None else record)
    return meeting is not None and meeting.status == APPROVED
