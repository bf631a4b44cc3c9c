"""The hand-over pack of a city: what whoever takes over must know on the first day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec import structs

from desktop_app.documents.actions import due_of, owner_of, status_of
from desktop_app.documents.blocks import (
    Cell,
    Column,
    Definitions,
    Document,
    Heading,
    Listing,
    Paragraph,
    Run,
    Style,
    Table,
    Title,
    Tone,
    cell,
    rich,
)
from desktop_app.documents.charts import over_time
from desktop_app.documents.commitments import commitment_table, open_commitments
from desktop_app.documents.footnotes import Footnotes
from desktop_app.documents.furniture import STAKEHOLDER_GROUP, notices
from desktop_app.documents.membership import Group
from desktop_app.documents.numbering import Sections, entries_of, numbers_of, subsection_number
from desktop_app.documents.of_cities import cities_of, framed, wording_of
from desktop_app.documents.overview import by_status
from desktop_app.documents.people import People
from desktop_app.documents.stakeholders import contacts
from desktop_app.documents.wording import BLANK, DASH, Wording, paragraphs
from desktop_app.language import Message, _, plural
from desktop_app.records import Audience, City, Commitment, Dossier, Entry, Meeting, Recommendation, When
from desktop_app.records.gaps import Gap, gaps_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from desktop_app.documents.blocks import Block, Rich
    from desktop_app.records import Record


def build(dossier: Dossier, language: str, *, audience: Audience, on: date) -> Document:
    """The pack of each city that the dossier is about.

    Raises:
        Unknown: the dossier is about no city.
    """
    seen = dossier.for_audience(audience)
    cities = cities_of(seen)
    wording = wording_of(seen, {city.id for city in cities}, language, audience, _is_shown)
    return _HandOver(dossier, wording, sorted(cities, key=wording.place), on).document()


def _is_shown(record: Record) -> bool:
    """Whether its text stands in the pack: what is still to be done, and what was decided."""
    if isinstance(record, Entry):
        return record.kind == "decision" or record.is_open_action
    return isinstance(record, Meeting) or (isinstance(record, Commitment) and record.is_open)


def gaps(dossier: Dossier, language: str, on: date) -> list[Gap]:
    """What is missing in everything that the cities of a dossier wrote down; of several, each says whose it is."""
    cities = dossier.subjects(City)
    found = [(city, gap) for city in cities for gap in _gaps_of_city(dossier, city, language, on)]
    if len(cities) < 2:
        return [gap for _city, gap in found]
    return [structs.replace(gap, sentence=_of(city, gap, language), city=city.id) for city, gap in found]


def _of(city: City, gap: Gap, language: str) -> Message:
    return _("{label}: {value}", label=city.name.within(language) or city.code, value=gap.sentence)


def _gaps_of_city(dossier: Dossier, city: City, language: str, on: date) -> list[Gap]:
    """Seats in which nobody sits, minutes that nobody approved, and what is missing in the records themselves."""
    wording = Wording(dossier, language, Audience.INTERNAL)
    group = Group(wording, city, on)
    meetings = sorted((m for m in dossier.all(Meeting) if m.city == city.id), key=lambda m: (m.starts_at, m.id))
    recommendations = [r for r in dossier.all(Recommendation) if r.city == city.id]
    found: list[Gap] = []
    for one in group.organisations:
        if not group.of(one.id):
            names = wording.called(one) or one.acronym
            sentence = _("Nobody sits in the group at present for: {names}.", names=names)
            found.append(Gap(sentence, one.id, "organisation"))
    for meeting in reversed(meetings):
        if meeting.status != "approved" and meeting.starts_at < When.of(on):
            named = meeting.symbol or dossier.title(meeting.id, language)
            sentence = _("The minutes are not approved: {meeting}.", meeting=named)
            found.append(Gap(sentence, meeting.id, "meeting", "status"))
    return [*found, *gaps_of(dossier, [*meetings, *recommendations], language)]


@dataclass(frozen=True)
class _HandOver:
    dossier: Dossier
    """With everything in it, for numbers."""
    wording: Wording
    cities: Sequence[City]
    on: date

    def document(self) -> Document:
        city = self.cities[0] if len(self.cities) == 1 else None
        title, body = _("Hand-over pack"), STAKEHOLDER_GROUP
        return framed(self.wording, city, title, body, self._blocks(city), body=body)

    def _blocks(self, city: City | None) -> Iterator[Block]:
        wording = self.wording
        day = rich(wording.moment(When.of(self.on)))
        where = wording.proper(city) if city else ()
        yield Title(rich(wording.run(_("Hand-over pack"))), wording.line(where), day)
        sections = Sections(wording.language)
        if city is None:
            yield from notices(wording)
        for one in self.cities:
            pack = _Pack(self.dossier, wording, one, self.on)
            if city is not None:
                yield from pack.standing()
                yield from notices(wording)
            else:
                yield Heading(1, wording.line(wording.proper(one)), sections.next())
                yield from pack.standing()
            for place, (heading, blocks) in enumerate(pack.parts(), 1):
                number = sections.next() if city else subsection_number(place, wording.language)
                yield Heading(1 if city else 2, rich(wording.run(heading)), number)
                yield from blocks


@dataclass(frozen=True)
class _Pack:
    """What is handed over of one city."""

    dossier: Dossier
    wording: Wording
    city: City
    on: date

    @property
    def meetings(self) -> list[Meeting]:
        """Its meetings, the latest first."""
        found = [m for m in self.wording.dossier.all(Meeting) if m.city == self.city.id]
        return sorted(found, key=lambda m: (m.starts_at, m.id), reverse=True)

    @property
    def recommendations(self) -> list[Recommendation]:
        """Its recommendations."""
        return [r for r in self.wording.dossier.all(Recommendation) if r.city == self.city.id]

    def _actions(self) -> list[tuple[Meeting, Entry]]:
        dossier = self.wording.dossier
        return [(m, e) for m in self.meetings for e in entries_of(dossier, m.id) if e.kind == "action"]

    def standing(self) -> Iterator[Block]:
        """How things stand, in a few lines and a picture."""
        wording = self.wording
        members = plural("{n} member", "{n} members", len(Group(wording, self.city, self.on).memberships))
        actions = [entry for _meeting, entry in self._actions()]
        late = sum(entry.is_overdue(self.on) for entry in actions)
        todo = plural("{n} open action", "{n} open actions", sum(entry.is_open_action for entry in actions))
        overdue = plural("{n} of them overdue", "{n} of them overdue", late)
        states = by_status(wording, self.recommendations)
        today = When.of(self.on)
        last = [m for m in self.meetings if m.starts_at and m.starts_at[: len(today)] <= today]
        rows = [
            (_("Stakeholder group"), rich(wording.run(members))),
            (_("Last meeting"), self._called(last[0]) if last else rich(wording.missing(_("none yet")))),
            (_("Recommendations"), rich(states) or rich(wording.missing(_("none yet")))),
            (_("Actions"), rich(wording.joined([wording.say(todo), *([wording.say(overdue)] if late else [])]))),
        ]
        yield Definitions(tuple((rich(wording.run(label)), wording.line(said)) for label, said in rows))

    def _called(self, meeting: Meeting) -> Rich:
        wording = self.wording
        title = wording.written(meeting, "title") or rich(wording.run(_("Meeting without a title")))
        return wording.join((title, rich(meeting.symbol), rich(wording.day(meeting.starts_at))))

    def parts(self) -> Iterator[tuple[Message, list[Block]]]:
        """The sections, each with its heading; what there is nothing of says so."""
        wording = self.wording
        footnotes = Footnotes(wording)
        commitments = open_commitments(wording.dossier, self.recommendations)
        none: list[Block] = [Paragraph(rich(wording.missing(_("None."))))]
        yield _("Open actions"), [*self._over_time(), *self._open_actions(footnotes)] or none
        yield _("Open commitments"), commitment_table(footnotes, commitments, self.on) or none
        yield _("Decisions in force"), list(self._decisions(footnotes)) or none
        yield _("What is still missing"), self._gaps() or none
        if wording.audience is Audience.INTERNAL:
            people = People(wording, When.of(self.on))
            members = [m.person for m in Group(wording, self.city, self.on).memberships]
            yield _("Contacts"), contacts(people, members) or none

    def _over_time(self) -> list[Block]:
        chart = over_time(self.wording, [entry for _meeting, entry in self._actions()], self.on)
        return [chart] if chart else []

    def _open_actions(self, footnotes: Footnotes) -> list[Block]:
        wording = self.wording
        found = [(m, e) for m, e in self._actions() if e.is_open_action]
        if not found:
            return []
        found.sort(key=lambda pair: (pair[1].due_on or "9999", pair[0].starts_at, pair[1].id))
        labels = (_("Action"), _("Owner"), _("Due"), _("Status"), _("From"))
        return [
            Table(
                columns=tuple(Column(share) for share in (32, 21, 15, 14, 18)),
                header=tuple(cell(wording.run(label)) for label in labels),
                rows=[self._action(footnotes, meeting, entry) for meeting, entry in found],
                summary=wording.say(_("Open actions: owner, date, status, and the meeting that they come from")),
            )
        ]

    def _action(self, footnotes: Footnotes, meeting: Meeting, entry: Entry) -> tuple[Cell, ...]:
        wording = self.wording
        people = People.at(wording, meeting)
        number = numbers_of(self.dossier, meeting.id).get(entry.id, "")
        source = [rich(Run(meeting.symbol or wording.day(meeting.starts_at))), rich(Run(number, tone=Tone.MUTED))]
        return (
            Cell(tuple(paragraphs(footnotes.written(entry, "text")))),
            Cell((owner_of(people, footnotes, entry),)),
            Cell((due_of(footnotes, entry),)),
            Cell(tuple(status_of(footnotes, entry, self.on))),
            Cell(tuple(wording.line(line) for line in source if line) or (rich(BLANK),)),
        )

    def _decisions(self, footnotes: Footnotes) -> Iterator[Block]:
        """What was decided in approved or circulated minutes and in drafts, the latest meeting first."""
        wording = self.wording
        for meeting in self.meetings:
            decided = [e for e in entries_of(wording.dossier, meeting.id) if e.kind == "decision"]
            if not decided:
                continue
            numbers = numbers_of(self.dossier, meeting.id)
            status = rich(wording.label("minutes_status", meeting.status))
            head = wording.join((self._called(meeting), status), DASH)
            yield Paragraph(wording.line(head), Style.LABEL, keep_with_next=True)
            yield Listing(
                tuple(footnotes.written(entry, "text") for entry in decided),
                tuple(numbers.get(entry.id, "") for entry in decided),
            )

    def _gaps(self) -> list[Block]:
        """What is missing in what these readers may see."""
        wording, seen = self.wording, self.wording.dossier.records
        found = _gaps_of_city(self.dossier, self.city, wording.language, self.on)
        lines = [wording.line(rich(wording.run(gap.sentence))) for gap in found if gap.record in seen]
        return [Listing(tuple(lines))] if lines else []
