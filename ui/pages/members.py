"""The rows of the stakeholder group: read whole once, and after a change only where it may be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import structs

from desktop_app.language import _, window_language
from desktop_app.records import City, Membership, Organisation, Person, vocabulary
from ui.widgets.models import Row
from ui.words.reading import dotted
from ui.words.tidy import all_folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop_app.records import Record, RecordId, When
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
        self._shown: set[RecordId] = set()
        self._cities: dict[RecordId, str] = {}
        """What the cities are called, where there are several."""
        self._city_of: dict[RecordId, RecordId] = {}
        """Of each row."""
        self._read = False

    def rows(self, changed: Changed | None = None) -> list[Row]:
        """The rows by name. ``changed``: all that is different since the last time; ``None``: anything may be."""
        if changed is None or not self._read or len(changed.records) > _FEW or City.kind_name in changed.kinds:
            self._read_all()
        else:
            for record in changed.records:
                self._look_again(record)
        rows = self._as_one()
        if self._cities:
            rows = self._with_cities(rows)
        names = all_folded([row.title for row in rows])
        self._shown = {row.key for row in rows}
        return [rows[number] for number in sorted(range(len(rows)), key=names.__getitem__)]

    def row_for(self, record: RecordId) -> RecordId:
        """The row that shows a record: a person's membership, an organisation's first member, whichever stands there
        for all that are linked as the same.
        """
        groups = self._workspace.groups()
        person, _body = self._parts.get(record, ("", ""))
        same = {*groups.members(record), *(groups.members(person) if person else ())}
        ways = (key for key, (who, where) in self._parts.items() if who in same or (where in same and not person))
        return next((key for key in (record, *ways, *same) if key in self._shown), record)

    def _as_one(self) -> list[Row]:
        """The rows without those that say again what another of the same person or organisation says."""
        groups = self._workspace.groups()
        if not groups:
            return list(self._rows.values())
        said: dict[tuple[RecordId, RecordId], RecordId] = {}
        for key, (person, body) in sorted(self._parts.items(), key=lambda part: groups.one(part[1][0]) != part[1][0]):
            said.setdefault((groups.one(person), groups.one(body)), key)
        seated = {groups.one(person) for person, _body in self._parts.values()}
        taken = seated | {groups.one(body) for _person, body in self._parts.values()}
        seats = set(said.values())
        return [
            row
            for key, row in self._rows.items()
            if key in seats or (key not in self._parts and groups.one(key) == key and key not in taken)
        ]

    def _with_cities(self, rows: Sequence[Row]) -> list[Row]:
        """The rows with the city of each, or the cities where several wrote down the same person."""
        groups = self._workspace.groups()
        by_seat: dict[tuple[RecordId, RecordId], list[str]] = {}
        for key, (person, body) in self._parts.items():
            found = by_seat.setdefault((groups.one(person), groups.one(body)), [])
            city = self._city(key)
            if city not in found:
                found.append(city)
        told = []
        for row in rows:
            person, body = self._parts.get(row.key, ("", ""))
            cities = by_seat.get((groups.one(person), groups.one(body))) if person else None
            said = ", ".join(sorted(filter(None, cities or [self._city(row.key)])))
            told.append(structs.replace(row, end=said))
        return told

    def _city(self, key: RecordId) -> str:
        return self._cities.get(self._city_of.get(key, ""), "")

    # everything

    def _read_all(self) -> None:
        language, values = window_language(), self._workspace.values
        cities = {id_: name.within(language) for id_, name in values(City, "name")}
        self._cities = cities if len(cities) > 1 else {}
        kinds: Sequence[type[Record]] = (Membership, Person, Organisation) if self._cities else ()
        self._city_of = {id_: city for kind in kinds for id_, city in values(kind, "city")}
        people = values(Person, "given_name", "family_name")
        names = {id_: f"{given} {family}".strip() or self._nameless(id_) for id_, given, family in people}
        bodies = {
            id_: (acronym or name, name or acronym)
            for id_, texts, acronym in values(Organisation, "name", "acronym")
            for name in (texts.within(language),)
        }
        members = values(Membership, "person", "organisation", "group_role", "ends_on")
        self._read = True
        self._parts = {id_: (person, body) for id_, person, body, _role, _until in members}
        nameless, nowhere = str(_("New member")), ("", "")
        roles = {role: _said(role) for role in {role for _id, _person, _body, role, _until in members}}
        details = {
            (body, role): dotted((roles[role], bodies.get(body, nowhere)[0]))
            for body, role in {(body, role) for _id, _person, body, role, _until in members}
        }
        self._rows = {
            id_: Row(id_, names.get(person, nameless), _seat(details[body, role], ends_on))
            for id_, person, body, role, ends_on in members
        }
        seated = {person for person, _body in self._parts.values()}
        spoken_for = {body for _person, body in self._parts.values()}
        self._rows |= {id_: _alone(id_, name) for id_, name in names.items() if id_ not in seated}
        self._rows |= {id_: _memberless(id_, name) for id_, (_, name) in bodies.items() if id_ not in spoken_for}

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
            self._rows[record] = _alone(record, self._name(record, person.given_name, person.family_name))
            self._city_of[record] = person.city
        elif person is not None:
            self._rows.pop(record, None)

    def _look_at_body(self, record: RecordId) -> None:
        """An organisation may be gone while memberships still name it: they lose its name."""
        body = self._workspace.find(Organisation, record) if record else None
        seats = self._workspace.all(Membership, organisation=record) if record else []
        for member in seats:
            self._put_again(member)
        if body is not None and not seats:
            self._rows[record] = _memberless(record, body.name.within(window_language()) or body.acronym)
            self._city_of[record] = body.city
        elif body is not None:
            self._rows.pop(record, None)

    def _put_again(self, member: Membership) -> None:
        language = window_language()
        person = self._workspace.find(Person, member.person)
        body = self._workspace.find(Organisation, member.organisation)
        given, family = ("", "") if person is None else (person.given_name, person.family_name)
        name = self._name(member.person, given, family)
        where = "" if body is None else body.acronym or body.name.within(language)
        self._parts[member.id] = member.person, member.organisation
        self._city_of[member.id] = member.city
        detail = dotted((_said(member.group_role), where))  # the role first: names of organisations may be long
        self._rows[member.id] = Row(member.id, name, _seat(detail, member.ends_on))

    def _name(self, person: RecordId, given: str, family: str) -> str:
        return f"{given} {family}".strip() or self._nameless(person)

    def _nameless(self, person: RecordId) -> str:
        return self._workspace.title(person, window_language()) or str(_("New member"))


def _said(role: str) -> str:
    return vocabulary("group_role").label(role, window_language())


def _seat(said: str, ends_on: When) -> str:
    """A seat in the group; before it, so that it is read, until when somebody had it."""
    if not ends_on:
        return said
    from ui.words import dates

    return dotted((_("until {day}", day=dates.short(ends_on)), said))


def _alone(person: RecordId, name: str) -> Row:
    return Row(person, name, str(_("Not in the group")))


def _memberless(body: RecordId, name: str) -> Row:
    return Row(body, name or str(_("New organisation")), str(_("Organisation without a member")))
