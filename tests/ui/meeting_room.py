"""A meeting with an agenda, a few entries and the people who may be named in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop_app.records import AgendaItem, Entry, Meeting, Membership, Organisation, Person
from desktop_app.records.position import spread

if TYPE_CHECKING:
    from desktop_app.workspace import Workspace


@dataclass
class Room:
    meeting: str = ""
    people: dict[str, str] = field(default_factory=dict)
    """Ids by given name."""
    body: str = ""
    items: list[str] = field(default_factory=list)
    entries: list[str] = field(default_factory=list)


PEOPLE = (("Amina", "El Idrissi", True), ("Claire", "Dubois", True), ("Youssef", "Benali", False))

SAID = (
    (0, "note", "The chair recalled the list of reception places."),
    (0, "action", "Send the map of reception places"),
    (1, "note", "The regional office reported 412 children."),
    (1, "decision", "Enrolment shall not depend on a residence permit."),
)


def meeting_room(workspace: Workspace) -> Room:
    """Write it all into a workspace."""
    room = Room()
    room.body = workspace.add(
        Organisation, {"name": {"en": "Human Rights Council"}, "acronym": "CNDH", "type": "human_rights_institution"}
    )
    for given, family, member in PEOPLE:
        person = workspace.add(Person, {"given_name": given, "family_name": family})
        room.people[given] = person
        values = {"person": person, "organisation": room.body, "starts_on": "2016-11", "function": {"en": "Adviser"}}
        workspace.add(Membership, values if member else {**values, "ends_on": "2017-12-31"})
    room.meeting = workspace.add(
        Meeting, {"title": {"en": "12th meeting"}, "starts_at": "2018-01-15T10:00", "kind": "stakeholder_group"}
    )
    for title, position in zip(("Matters arising", "Access to schooling"), spread(2), strict=True):
        item = {"meeting": room.meeting, "title": {"en": title}, "position": position}
        room.items.append(workspace.add(AgendaItem, item))
    for (item_at, kind, text), position in zip(SAID, spread(len(SAID)), strict=True):
        entry = {"agenda_item": room.items[item_at], "kind": kind, "text": {"en": text}, "position": position}
        room.entries.append(workspace.add(Entry, entry))
    return room
