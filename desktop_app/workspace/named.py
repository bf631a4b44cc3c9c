"""Where a person or an organisation is named: what would lose a name if the record were deleted."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

import msgspec

from desktop_app.records import KINDS, AgendaItem, Attendance, Entry, Meeting

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop_app.records import Record, RecordId
    from desktop_app.workspace.workspace import Workspace

_THEIR_OWN: Final = frozenset({"person", "organisation", "membership", "processing_basis"})
"""What is said of somebody, and goes with them; it does not name them to others."""


class Named(msgspec.Struct, frozen=True):
    """Where somebody is named."""

    meetings: int = 0
    actions: int = 0
    others: Mapping[str, int] = msgspec.field(default_factory=dict)
    """How many records of each other kind: commitments, initiatives."""

    def __bool__(self) -> bool:
        return bool(self.meetings or self.others)


def named(workspace: Workspace, record: RecordId) -> Named:
    """Where a record is referred to by its identity: in minutes, on a roll, as an owner, in a commitment."""
    found = [
        one for kind in KINDS.values() if kind.kind_name not in _THEIR_OWN for one in _naming(workspace, kind, record)
    ]
    meetings = {_meeting_of(workspace, one) for one in found} - {""}
    actions = sum(isinstance(one, Entry) and one.owner == record for one in found)
    others = Counter(one.kind_name for one in found if not _meeting_of(workspace, one))
    return Named(len(meetings), actions, others)


def _naming(workspace: Workspace, kind: type[Record], record: RecordId) -> list[Record]:
    """The records of a kind that name one, each once."""
    of_kind = workspace.kind_of(record)
    fields = [field for field in kind.fields.values() if of_kind in field.refers_to and not field.links]
    found: dict[RecordId, Record] = {}
    for field in fields:
        plain = not isinstance(field.type.empty, tuple)
        some = workspace.all(kind, **{field.name: record}) if plain else workspace.all(kind)
        found.update((one.id, one) for one in some if record in field.references(one))
    return list(found.values())


def _meeting_of(workspace: Workspace, record: Record) -> RecordId:
    """The meeting that a record is, or is part of."""
    if isinstance(record, Entry):
        item = workspace.find(AgendaItem, record.agenda_item)
        return item.meeting if item is not None else ""
    if isinstance(record, AgendaItem | Attendance):
        return record.meeting
    return record.id if isinstance(record, Meeting) else ""
