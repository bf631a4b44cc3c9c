"""The stakeholder list of a city: how its group is composed, who sits in it, and who came and left."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from desktop_app.documents.blocks import (
    Cell,
    Column,
    Definitions,
    Document,
    Heading,
    Listing,
    Paragraph,
    Style,
    Table,
    Title,
    cell,
    rich,
)
from desktop_app.documents.charts import composition
from desktop_app.documents.counting import by_code, count_table
from desktop_app.documents.furniture import STAKEHOLDER_GROUP, authority_of, notices
from desktop_app.documents.membership import Group
from desktop_app.documents.numbering import Sections, subsection_number
from desktop_app.documents.of_cities import cities_of, framed, wording_of
from desktop_app.documents.people import People
from desktop_app.documents.wording import BLANK, DASH, Wording, muted
from desktop_app.language import LanguageName, _, plural
from desktop_app.records import Audience, City, Dossier, Membership, Organisation, Person, ProcessingBasis, When
from desktop_app.records.gaps import Gap, gaps_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from desktop_app.documents.blocks import Block, Rich
    from desktop_app.language import Message
    from desktop_app.records import RecordId

_FEW: Final = 5
"""Below this a count of people by gender would tell who they are, and is not given."""
_EDITION: Final = timedelta(days=365)
"""How far back the list of changes goes."""


def build(dossier: Dossier, language: str, *, audience: Audience, on: date) -> Document:
    """The list of each city that the dossier is about.

    Args:
        on: the day on which the group is shown.

    Raises:
        Unknown: the dossier is about no city.
    """
    seen = dossier.for_audience(audience)
    cities = cities_of(seen)
    wording = wording_of(seen, {city.id for city in cities}, language, audience)
    return _List(wording, sorted(cities, key=wording.place), on).document()


def gaps(dossier: Dossier, language: str, on: date) -> list[Gap]:
    """What is missing in the records of the cities, and how many functions of members are not in the language."""
    cities = dossier.subjects(City)
    return [
        *gaps_of(dossier, cities, language),
        *(gap for city in cities for gap in _functions(dossier, city, language, on)),
    ]


def _functions(dossier: Dossier, city: City, language: str, on: date) -> Iterator[Gap]:
    members = Group(Wording(dossier, language, Audience.INTERNAL), city, on).memberships
    waiting = [member for member in members if member.function and language not in member.function]
    if waiting:
        sentence = plural(
            "{city}: the function of {n} member is not in this language: {language}. The original is shown.",
            "{city}: the functions of {n} members are not in this language: {language}. The originals are shown.",
            len(waiting),
            city=city.name,
            language=LanguageName(language),
        )
        yield Gap(sentence, waiting[0].id, "membership", "function")


@dataclass(frozen=True)
class _List:
    wording: Wording
    cities: Sequence[City]
    on: date

    def document(self) -> Document:
        city = self.cities[0] if len(self.cities) == 1 else None
        title, body = _("List of stakeholders"), STAKEHOLDER_GROUP
        return framed(self.wording, city, title, body, self._blocks(city), body=body)

    def _blocks(self, city: City | None) -> Iterator[Block]:
        wording = self.wording
        where = wording.proper(city) if city else ()
        day = rich(wording.moment(When.of(self.on)))
        yield Title(rich(wording.run(_("List of stakeholders"))), wording.line(where), day)
        if city is None:
            yield from notices(wording)
        sections = Sections(wording.language)
        for one in self.cities:
            group = _Section(wording, Group(wording, one, self.on), self.on)
            if city is None:
                yield Heading(1, wording.line(wording.proper(one)), sections.next())
                yield from group.head()
                for place, (heading, blocks) in enumerate(group.parts(), 1):
                    yield Heading(2, rich(wording.run(heading)), subsection_number(place, wording.language))
                    yield from blocks
                continue
            yield from group.head()
            yield from notices(wording)
            for heading, blocks in group.parts():
                yield Heading(1, rich(wording.run(heading)), sections.next())
                yield from blocks


@dataclass(frozen=True)
class _Section:
    """What is said of the group of one city."""

    wording: Wording
    group: Group
    on: date

    @property
    def people(self) -> People:
        return People(self.wording, When.of(self.on))

    def head(self) -> Iterator[Block]:
        """Who keeps the list, and how large the group is."""
        wording, group = self.wording, self.group
        members = group.memberships
        organisations = plural("{n} organisation", "{n} organisations", len(group.organisations))
        seats = plural("{n} member", "{n} members", len(members))
        rows = [
            (_("Authority"), authority_of(wording, group.city)),
            (_("Body"), rich(wording.run(STAKEHOLDER_GROUP))),
            (_("Composition"), rich(wording.joined([wording.say(organisations), wording.say(seats)]))),
            *((label, self._holder(role)) for label, role in _OFFICERS),
        ]
        yield Definitions(tuple((rich(wording.run(label)), wording.line(said)) for label, said in rows if said))

    def _holder(self, role: str) -> Rich:
        held = [m for m in self.group.memberships if m.group_role == role and self.people.can_name(m.person)]
        return self.wording.join((self.people.full(m.person) for m in held), self.wording.semicolon)

    def parts(self) -> Iterator[tuple[Message, list[Block]]]:
        """The sections that have something to say, each with its heading."""
        found: tuple[tuple[Message, list[Block]], ...] = (
            (_("Composition of the group"), list(self._composition())),
            (_("Organisations and their representatives"), self._organisations()),
            (_("Changes in the last twelve months"), list(self._changes())),
            (_("Protection of personal data"), list(self._privacy())),
            (_("Annex: contacts"), self._contacts()),
        )
        return ((heading, blocks) for heading, blocks in found if blocks)

    def _composition(self) -> Iterator[Block]:
        wording, organisations = self.wording, self.group.organisations
        if not organisations:
            yield Paragraph(rich(wording.missing(_("No organisation is recorded yet."))))
            return
        yield composition(wording, (o.type for o in organisations))
        unit = _("Organisations")
        levels = by_code(wording, "scope_level", (o.level for o in organisations))
        if any(o.level for o in organisations):
            yield count_table(wording, _("Level"), unit, levels, _("Organisations by level"))
        if any(o.sectors for o in organisations):
            sectors = by_code(wording, "topic", (sector for o in organisations for sector in o.sectors))
            yield count_table(wording, _("Sector"), unit, sectors, _("Organisations by sector"))
            if any(len(o.sectors) > 1 for o in organisations):
                yield Paragraph(rich(wording.run(_("An organisation may work in several sectors."))), Style.SMALL)
        yield from self._genders()

    def _genders(self) -> Iterator[Block]:
        """By gender as people said themselves, and only where the numbers tell nobody's."""
        wording = self.wording
        people = (wording.dossier.find(Person, m.person) for m in self.group.memberships)
        count = Counter(person.gender.strip() for person in people if person and person.gender.strip())
        if not count:
            return
        listed = sorted(count.items(), key=lambda pair: wording.filed(pair[0]))
        counted = [(wording.name(gender).text, n if n >= _FEW else None) for gender, n in listed]
        yield count_table(wording, _("Gender, as declared"), _("Members"), counted, _("Members by gender"))
        yield Paragraph(
            rich(wording.run(_("Numbers below 5 are not shown, because they could identify people."))), Style.SMALL
        )

    def _organisations(self) -> list[Block]:
        wording = self.wording
        rows = [row for organisation in self.group.organisations for row in self._rows(organisation)]
        if not rows:
            return []
        labels = (_("Organisation"), _("Representative"), _("Role in the group"), _("Since"))
        return [
            Table(
                columns=tuple(Column(share) for share in (32, 31, 17, 20)),
                header=tuple(cell(wording.run(label)) for label in labels),
                rows=rows,
                summary=wording.say(_("Organisations, who represents them, in which role and since when")),
                first_column_is_header=True,
            )
        ]

    def _rows(self, organisation: Organisation) -> Iterator[tuple[Cell, ...]]:
        wording, seats = self.wording, self.group.of(organisation.id)
        name = wording.line(self.people.organisation_name(organisation))
        below = [muted(rich(wording.label("organisation_type", organisation.type)))] if organisation.type else []
        if organisation.acronym and organisation.name:
            acronym = rich(wording.name(organisation.acronym))
            name = wording.line(wording.compose(_("{name} ({acronym})"), name=name, acronym=acronym))
        first = Cell((name, *below))
        if not seats:
            nobody = wording.missing(_("nobody at present"))
            yield first, cell(nobody), cell(BLANK), cell(BLANK)
        for place, seat in enumerate(seats):
            yield (first if place == 0 else cell(""), *self._seat(seat))

    def _seat(self, seat: Membership) -> tuple[Cell, Cell, Cell]:
        wording, people = self.wording, self.people
        lines = [wording.line(people.name(seat.person))]
        if people.can_name(seat.person):
            function = wording.written(seat, "function")
            lines += [wording.line(muted(function))] if function else []
            if seat.alternate_of and people.can_name(seat.alternate_of):
                whom = people.name(seat.alternate_of)
                lines.append(wording.line(muted(wording.compose(_("alternate of {name}"), name=whom))))
        return (
            Cell(tuple(lines)),
            cell(wording.label("group_role", seat.group_role) or BLANK),
            cell(wording.moment(seat.starts_on) or BLANK),
        )

    def _changes(self) -> Iterator[Block]:
        wording, since = self.wording, self.on - _EDITION
        for heading, seats, field in (
            (_("Joined"), self.group.joined_since(since), "starts_on"),
            (_("Left"), self.group.left_since(since), "ends_on"),
        ):
            lines = [self._change(seat, getattr(seat, field)) for seat in seats]
            if lines:
                yield Paragraph(rich(wording.run(heading)), Style.LABEL, keep_with_next=True)
                yield Listing(tuple(lines))

    def _change(self, seat: Membership, when: When) -> Rich:
        wording, people = self.wording, self.people
        organisation = wording.dossier.find(Organisation, seat.organisation)
        where = people.organisation_name(organisation) if organisation else ()
        who = people.name(seat.person) if people.can_name(seat.person) else ()
        role = rich(wording.label("group_role", seat.group_role))
        return wording.line(wording.join((wording.join((who, role, where)), rich(wording.day(when))), DASH))

    def _privacy(self) -> Iterator[Block]:
        """What the people in the list were told, as far as it is written down, and whom to turn to."""
        wording = self.wording
        authority = authority_of(wording, self.group.city) or wording.proper(self.group.city)
        yield Paragraph(
            wording.compose(
                _(
                    "This list holds personal data and serves the work of the stakeholder group only. It is kept by:"
                    " {authority}. It may not be passed on to anybody but the readers that it is made for. Everyone "
                    "named in it may ask to see what is kept about them, to have it corrected, or to have it erased."
                ),
                authority=authority,
            )
        )
        seats = {m.person for m in self.group.memberships}
        bases = [b for b in wording.dossier.all(ProcessingBasis) if b.person in seats and not b.withdrawn_on]
        if bases:
            counted = by_code(wording, "legal_basis", (basis.legal_basis for basis in bases))
            summary = _("People by the legal basis on which their data are kept")
            yield count_table(wording, _("Legal basis"), _("People"), counted, summary)
            without = len(seats - {basis.person for basis in bases})
            if without:
                said = plural(
                    "For {n} member no basis is recorded yet.", "For {n} members no basis is recorded yet.", without
                )
                yield Paragraph(rich(wording.missing(said)), Style.SMALL)

    def _contacts(self) -> list[Block]:
        """How to reach people: for the city's own eyes alone."""
        wording = self.wording
        if wording.audience < Audience.INTERNAL:
            return []
        return contacts(self.people, [m.person for m in self.group.memberships])


_WITHIN_NUMBER: Final = re.compile(r"(?<=\d) (?=\d)")
"""The blanks at which no line ends; it may between two telephone numbers."""

_OFFICERS: Final = (
    (_("Chair"), "chair"),
    (_("Rapporteur"), "rapporteur"),
    (_("Secretary"), "secretary"),
    (_("Focal point"), "focal_point"),
)


def contacts(people: People, wanted: Sequence[RecordId]) -> list[Block]:
    """A table of names, e-mail addresses and telephone numbers, each person once."""
    wording = people.wording
    found = [wording.dossier.find(Person, id_) for id_ in dict.fromkeys(wanted)]
    reached = [person for person in found if person and (person.email or person.phone)]
    reached.sort(key=lambda person: wording.filed(person.filed_as))
    if not reached:
        return []
    called = any(person.phone for person in reached)
    shares = (24, 26, 34, 16) if called else (30, 33, 37)
    labels = (_("Full name"), _("Organisation"), _("E-mail"), _("Telephone"))[: len(shares)]
    return [
        Table(
            columns=tuple(Column(share) for share in shares),
            header=tuple(cell(wording.run(label)) for label in labels),
            rows=[
                (
                    Cell((wording.line(people.name(person.id)),)),
                    Cell((wording.line(people.affiliation(person.id)) or rich(BLANK),)),
                    cell(wording.left_to_right(person.email) or BLANK),
                    cell(wording.left_to_right(_WITHIN_NUMBER.sub("\N{NO-BREAK SPACE}", person.phone)) or BLANK),
                )[: len(shares)]
                for person in reached
            ],
            summary=wording.say(_("How to reach the members of the group")),
            first_column_is_header=True,
        )
    ]
