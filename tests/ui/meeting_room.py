"""A meeting with an agenda, a few entries and the people who may be named in them."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from desktop_app.records import AgendaItem, Entry, Meeting, Membership, Organisation, Person
from desktop_app.records.position import spread
from desktop_app.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


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


@cache
def _made(folder: Path) -> tuple[Path, Room]:
    path = folder / "Room.roundtable"
    city = {"code": "MATNG", "name": {"en": "Tangier"}, "country": "MA"}
    with Workspace.create(path, city=city, author="Omar Bennani", language="en") as workspace, workspace.together():
        return path, meeting_room(workspace)


def copy_of_room(factory: pytest.TempPathFactory, folder: Path) -> tuple[Workspace, Room]:
    """An open workspace in which nobody but the people of the room is known; written once, copied for each test."""
    shared = factory.getbasetemp() / "room"
    shared.mkdir(exist_ok=True)
    path, room = _made(shared)
    shutil.copy(path, folder / path.name)
    return Workspace.open(folder / path.name), room


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
