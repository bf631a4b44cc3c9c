"""The rows of the stakeholder group: read whole once, and after a change only where it may be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop_app.language import _, window_language
from desktop_app.records import Membership, Organisation, Person, vocabulary
from ui import dates
from ui.models import Row
from ui.tidy import folded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop_app.records import RecordId
    from desktop_app.workspace import Changed
    from ui.session import Session

_FEW: Final = 40
"""Changed records up to which each is looked at by itself; more are read with all others in three queries."""


class Members:
    """A row for each membership, for each person who has none, and for each organisation without a member."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._workspace = session.workspace
        self._rows: dict[RecordId, Row] = {}
        self._parts: dict[RecordId, tuple[RecordId, RecordId]] = {}
        """Person and organisation of each membership."""
        self._read = False

    def rows(self, changed: Changed | None = None) -> list[Row]:
        """The rows by name. ``changed``: all that is different since the last time; ``None``: anything may be."""
        if changed is None or not self._read or len(changed.records) > _FEW:
            self._read_all()
        else:
            for record in changed.records:
                self._look_again(record)
        return sorted(self._rows.values(), key=lambda row: folded(row.title))

    # everything

    def _read_all(self) -> None:
        self._rows, self._parts, self._read = {}, {}, True
        people = {person.id: person for person in self._workspace.sketches(Person, "given_name", "family_name")}
        bodies = {body.id: body for body in self._workspace.sketches(Organisation, "name", "acronym")}
        for member in self._workspace.sketches(Membership, "person", "organisation", "group_role", "ends_on"):
            self._put(member, people, bodies)
        seated = {person for person, _body in self._parts.values()}
        spoken_for = {body for _person, body in self._parts.values()}
        for person in people.values():
            if person.id not in seated:
                self._rows[person.id] = _alone(person)
        for body in bodies.values():
            if body.id not in spoken_for:
                self._rows[body.id] = _memberless(body)

    def _put(
        self, member: Membership, people: Mapping[RecordId, Person], bodies: Mapping[RecordId, Organisation]
    ) -> None:
        person, body = people.get(member.person), bodies.get(member.organisation)
        self._parts[member.id] = member.person, member.organisation
        self._rows[member.id] = _seat(member, person, body)

    # a few

    def _look_again(self, record: RecordId) -> None:
        """Bring the rows in step with one record, whatever it is, was, or no longer is."""
        known = self._parts.pop(record, None)
        self._rows.pop(record, None)
        member = self._workspace.find(Membership, record)
        if member is not None:
            self._put_again(member)
        for part in {*(known or ()), *(self._parts.get(record) or ()), record}:
            self._look_at_person(part)
            self._look_at_body(part)

    def _look_at_person(self, record: RecordId) -> None:
        person = self._workspace.find(Person, record) if record else None
        seats = self._workspace.all(Membership, person=record) if record else []
        for member in seats:
            self._put_again(member)
        if person is not None and not seats:
            self._rows[record] = _alone(person)
        elif person is not None:
            self._rows.pop(record, None)

    def _look_at_body(self, record: RecordId) -> None:
        """An organisation may be gone while memberships still name it: they lose its name."""
        body = self._workspace.find(Organisation, record) if record else None
        seats = self._workspace.all(Membership, organisation=record) if record else []
        for member in seats:
            self._put_again(member)
        if body is not None and not seats:
            self._rows[record] = _memberless(body)
        elif body is not None:
            self._rows.pop(record, None)

    def _put_again(self, member: Membership) -> None:
        person = self._workspace.find(Person, member.person)
        body = self._workspace.find(Organisation, member.organisation)
        people = {person.id: person} if person is not None else {}
        bodies = {body.id: body} if body is not None else {}
        self._put(member, people, bodies)


def _seat(member: Membership, person: Person | None, body: Organisation | None) -> Row:
    language = window_language()
    where = (body.acronym or body.name.within(language)) if body is not None else ""
    role = vocabulary("group_role").label(member.group_role, language)
    until = str(_("until {day}", day=dates.short(member.ends_on))) if member.ends_on else ""
    return Row(member.id, _name(person), " · ".join(filter(None, (where, role))), until)


def _alone(person: Person) -> Row:
    return Row(person.id, _name(person), str(_("Not in the group")))


def _memberless(body: Organisation) -> Row:
    name = body.name.within(window_language()) or body.acronym or str(_("New organisation"))
    return Row(body.id, name, str(_("Organisation without a member")))


def _name(person: Person | None) -> str:
    name = "" if person is None else f"{person.given_name} {person.family_name}".strip()
    return name or str(_("New member"))
