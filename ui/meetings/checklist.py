"""What minutes still lack before anybody should sign them, and where in the window it is to be filled in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from desktop_app.records import Meeting
from desktop_app.records.gaps import gaps_of
from ui.minutes.rows import Key, Part

if TYPE_CHECKING:
    from desktop_app.language import Message
    from desktop_app.records import RecordId
    from desktop_app.records.gaps import Gap
    from desktop_app.workspace import Workspace

_PARTS: Final = {"meeting": "details", "attendance": "attendance"}
_ROWS: Final = {"agenda_item": Part.ITEM, "entry": Part.ENTRY}


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing, and where it belongs."""

    sentence: Message
    part: str
    """The tab: ``minutes``, ``attendance`` or ``details``."""
    row: Key | None = None
    field: str = ""
    record: RecordId = ""
    """The attendance that it is about, where it is one's."""


def missing(workspace: Workspace, meeting: RecordId, language: str) -> list[Missing]:
    """Everything that is missing in the minutes of a meeting, in the order of the document."""
    found = workspace.find(Meeting, meeting)
    if found is None:
        return []
    gaps = gaps_of(workspace.dossier([meeting]), [found], language, printed=False)
    return [_placed(gap, meeting) for gap in gaps]


def _placed(gap: Gap, meeting: RecordId) -> Missing:
    row = (_ROWS[gap.kind], gap.record) if gap.kind in _ROWS and gap.record != meeting else None
    record = gap.record if gap.kind == "attendance" and gap.record != meeting else ""
    return Missing(gap.sentence, _PARTS.get(gap.kind, "minutes"), row, gap.field, record)
