"""A dossier: the records that a report is about, with all that it takes to understand them, in one short read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop_app.records import Attendance, Dossier, Meeting, Membership, Person, When
from desktop_app.records.attending import members_besides
from desktop_app.records.dossier import Unrecorded, children_of
from desktop_app.workspace.current.revising import revisions
from desktop_app.workspace.current.translating import stale

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop_app.records import Record, RecordId
    from desktop_app.records.linked import Groups
    from desktop_app.workspace.changes.history import History
    from desktop_app.workspace.current.reading import Reader


_SEAT: Final = ("city", "person", "group_role", "starts_on", "ends_on")
_NAMED: Final = 3
"""Members who are named before the rest is only counted."""


def gather(reader: Reader, history: History, about: Sequence[RecordId], city: RecordId, groups: Groups) -> Dossier:
    """The records ``about``, their parts, all that any of these refers to, the memberships of the people among them,
    and the city; of all of these whatever is linked as the same; with what is undecided in them.
    """
    found: dict[RecordId, Record] = {}
    _down(reader, reader.by_ids(about), found)
    own = list(found.values())
    _up(reader, [*found.values(), *reader.by_ids([city])], found)
    _same(reader, groups, found)
    people = [id_ for id_, record in found.items() if isinstance(record, Person)]
    _up(reader, reader.among(Membership, "person", people), found)
    _same(reader, groups, found)
    return Dossier(
        found,
        tuple(id_ for id_ in about if id_ in found),
        tuple(history.disagreements(found.keys())),
        revisions=revisions(history, [found[id_] for id_ in about if id_ in found]),
        stale=stale(history, own),
        unrecorded=_unrecorded(reader, groups, own),
    )


def _unrecorded(reader: Reader, groups: Groups, own: Sequence[Record]) -> dict[RecordId, Unrecorded]:
    """Of each meeting of a group that says of anybody whether they came, the members of whom it says nothing."""
    there: dict[RecordId, list[RecordId]] = {}
    for one in own:
        if isinstance(one, Attendance):
            there.setdefault(one.meeting, []).append(one.person)
    held = [one for one in own if isinstance(one, Meeting) and one.kind == "stakeholder_group" and one.starts_at]
    found: dict[RecordId, Unrecorded] = {}
    memberships = reader.sketches(Membership, _SEAT) if any(meeting.id in there for meeting in held) else []
    for meeting in held:
        if meeting.id in there:
            group = (one for one in memberships if one.city == meeting.city)
            left = members_besides(group, When.of(meeting.starts_at.date), there[meeting.id], groups)
            named = [one for one in reader.by_ids(left[:_NAMED]) if isinstance(one, Person)]
            if left:
                found[meeting.id] = Unrecorded(len(left), tuple(named))
    return found


def _down(reader: Reader, records: Iterable[Record], found: dict[RecordId, Record]) -> None:
    waiting = list(records)
    while waiting:
        found.update((record.id, record) for record in waiting)
        by_kind: dict[str, list[RecordId]] = {}
        for record in waiting:
            by_kind.setdefault(record.kind_name, []).append(record.id)
        waiting = [
            part
            for kind, ids in by_kind.items()
            for child, field in children_of(kind)
            for part in reader.among(child, field.name, ids)
            if part.id not in found
        ]


def _same(reader: Reader, groups: Groups, found: dict[RecordId, Record]) -> None:
    _up(reader, reader.by_ids([id_ for id_ in groups.with_members(found) if id_ not in found]), found)


def _up(reader: Reader, records: Iterable[Record], found: dict[RecordId, Record]) -> None:
    waiting = list(records)
    while waiting:
        found.update((record.id, record) for record in waiting)
        wanted = {
            target
            for record in waiting
            for field in record.fields.values()
            for target in field.references(record)
            if target not in found
        }
        waiting = reader.by_ids(sorted(wanted))
