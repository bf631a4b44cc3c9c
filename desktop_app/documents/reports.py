"""Every report by its name: what it is called, what it is about, and how it comes from records.

report = REPORTS["minutes"]
dossier = report.gather(workspace, [meeting])
document = report.build(dossier, "fr", audience=Audience.NETWORK, on=date.today())
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from msgspec import structs

from desktop_app.documents import collection, consolidated, handover, profile, recommendations, stakeholders
from desktop_app.documents.actions import earlier_meetings
from desktop_app.documents.completeness import with_annex
from desktop_app.documents.evidence import meetings_behind
from desktop_app.errors import Unknown
from desktop_app.language import Message, _
from desktop_app.records import (
    Audience,
    City,
    Dossier,
    Initiative,
    Meeting,
    Membership,
    Organisation,
    Person,
    Precision,
    Priority,
    Profile,
    Recommendation,
    Record,
)
from desktop_app.records.gaps import gaps_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from datetime import date

    from desktop_app.documents.blocks import Document
    from desktop_app.records import Provenance, RecordId
    from desktop_app.records.gaps import Gap

R = TypeVar("R", bound=Record)

_LONGEST: Final = 60
"""Characters of a part of a file's name: in Arabic letters each is two bytes, and a name has 255."""


class Source(Protocol):
    """Where records come from: a workspace, or whatever reads like one."""

    def all(self, kind: type[R], /) -> list[R]:
        """All records of a kind."""
        ...

    def dossier(self, about: Sequence[RecordId], /) -> Dossier:
        """Records with their parts, and with what they refer to."""
        ...

    def provenance(self) -> Provenance:
        """Which files they came from."""
        ...


class Build(Protocol):
    """Makes the document that a dossier is about.

    Raises:
        NotForAudience: it is meant for a narrower circle.
        Unknown: there is nothing to write about.
    """

    def __call__(self, dossier: Dossier, language: str, *, audience: Audience, on: date) -> Document: ...


@dataclass(frozen=True)
class Report:
    """One kind of document."""

    name: str
    title: Message
    needs: type[Record]
    """The kind of record that it is about; about all of them where none is chosen."""
    build: Build
    around: Callable[[Source, Sequence[RecordId]], Sequence[RecordId]]
    """What else it must read, whole, to be complete."""
    missing: Callable[[Dossier, str, date], list[Gap]] | None = None
    """What is missing in it, where that is more than what is missing in the records that it is about."""
    lists_missing: bool = False
    """Whether what is missing is a section of its own in it, so that no annex repeats it."""
    of_all: bool = False
    """Whether it is usually made of all that there are, and not of one's own."""

    def gather(self, source: Source, about: Sequence[RecordId] = ()) -> Dossier:
        """The dossier of the chosen records, or of all of the kind, with all that the report says about them."""
        chosen = tuple(about) or tuple(record.id for record in source.all(self.needs))
        more = (id_ for id_ in self.around(source, chosen) if id_ not in chosen)
        return structs.replace(source.dossier([*chosen, *more]), about=chosen, provenance=source.provenance())

    def wears(self, dossier: Dossier, office: RecordId) -> RecordId:
        """The city whose template the document wears: the one that it is about, or of several the office's own."""
        subjects = dossier.subjects(self.needs)
        cities = {record.id if isinstance(record, City) else record.city for record in subjects}
        return cities.pop() if len(cities) == 1 else office

    def gaps(self, dossier: Dossier, language: str, *, on: date, audience: Audience = Audience.INTERNAL) -> list[Gap]:
        """What is still missing on a day in what these readers see of what the report is about."""
        seen = dossier.for_audience(audience)
        dossier = structs.replace(dossier, unrecorded=seen.unrecorded)
        found = (
            self.missing(dossier, language, on)
            if self.missing
            else gaps_of(dossier, dossier.subjects(self.needs), language)
        )
        return [gap for gap in found if gap.record in seen.records]

    def document(
        self, dossier: Dossier, language: str, *, audience: Audience, on: date, annex: bool = False
    ) -> Document:
        """The document; with ``annex``, what is still missing in what these readers may see is its last section.

        Raises:
            NotForAudience: it is meant for a narrower circle.
            Unknown: there is nothing to write about.
        """
        made = self.build(dossier, language, audience=audience, on=on)
        if not annex or self.lists_missing:
            return made
        return with_annex(made, self.gaps(dossier, language, on=on, audience=audience))

    def file_name(self, dossier: Dossier, language: str, *, on: date) -> str:
        """A name for the file, without its ending, that every file system takes: what it is, of what, and of which day.

        Minutes of one meeting are of its day, everything else of the day on which it is made.
        """
        subjects = dossier.subjects(self.needs)
        symbols = [str(getattr(record, "symbol", "")) for record in subjects]
        symbol = recommendations.common_symbol(symbols) if subjects else ""
        days = {record.starts_at[: Precision.DAY] for record in subjects if isinstance(record, Meeting)}
        day = days.pop() if len(days) == 1 else ""
        title = _plain(self.title.within(language)) or self.name
        return " ".join(filter(None, (title, _plain(symbol), day or on.isoformat())))


def _plain(text: str) -> str:
    """The letters and figures of a text, in whichever script, with what joins words within them."""
    words = (re.sub(r"[\W_]+", "-", word).strip("-") for word in unicodedata.normalize("NFC", text).split())
    return " ".join(filter(None, words))[:_LONGEST].strip(" -")


def _series(source: Source, about: Sequence[RecordId]) -> list[RecordId]:
    """The meetings before and after, for the matters arising and the next date."""
    meetings = source.all(Meeting)
    shelf = Dossier({meeting.id: meeting for meeting in meetings})
    chosen = [meeting for meeting in meetings if meeting.id in about]
    before = {found.id for meeting in chosen for found in earlier_meetings(shelf, meeting)}
    after = {meeting.id for meeting in meetings if meeting.previous in about}
    return [*sorted(before | after), *_authorities(source, {meeting.city for meeting in chosen})]


def _behind(source: Source, about: Sequence[RecordId]) -> list[RecordId]:
    """The meetings that evidence points to: whole, since a paragraph's number depends on those before it."""
    dossier = source.dossier(about)
    wanted = [found for id_ in about if (found := dossier.find(Recommendation, id_))]
    meetings = [meeting.id for meeting in meetings_behind(dossier, wanted)]
    return [*meetings, *_authorities(source, {found.city for found in wanted})]


def _authorities(source: Source, cities: Collection[RecordId]) -> list[RecordId]:
    """The authorities that speak for cities, whose names in other languages stand in the groups."""
    names = {city.authority for city in source.all(City) if city.id in cities and city.authority}
    return [
        one.id for one in source.all(Organisation) if one.city in cities and not names.isdisjoint(one.name.values())
    ]


_GROUP: Final[tuple[type[Record], ...]] = (Organisation, Person, Membership)


def _group(source: Source, about: Sequence[RecordId]) -> list[RecordId]:
    """The organisations, the people and the memberships of these cities."""
    return [
        record.id for kind in (Organisation, Person, Membership) for record in source.all(kind) if record.city in about
    ]


def _everything(source: Source, about: Sequence[RecordId]) -> list[RecordId]:
    """The group of these cities, their meetings and their recommendations."""
    kinds: tuple[type[Record], ...] = (Meeting, Recommendation)
    return [*_group(source, about), *(r.id for kind in kinds for r in source.all(kind) if r.city in about)]


def _of_the_network(source: Source, about: Sequence[RecordId]) -> list[RecordId]:
    """All that these cities wrote down, and the meetings that belong to no city: the network's own."""
    return [*_everything(source, about), *(meeting.id for meeting in source.all(Meeting) if not meeting.city)]


def _of_the_city(source: Source, about: Sequence[RecordId]) -> list[RecordId]:
    """What the cities of these profiles do, hold important and recommend."""
    cities = {one.city for one in source.all(Profile) if one.id in about}
    kinds: tuple[type[Record], ...] = (Initiative, Priority, Recommendation)
    own = [record.id for kind in kinds for record in source.all(kind) if record.city in cities]
    return [*cities, *own, *_authorities(source, cities)]


REPORTS: Final[dict[str, Report]] = {
    report.name: report
    for report in (
        Report("minutes", _("Minutes"), Meeting, collection.build, _series, collection.gaps),
        Report("recommendations", _("Recommendation document"), Recommendation, recommendations.build, _behind),
        Report("stakeholders", _("Stakeholder list"), City, stakeholders.build, _group, stakeholders.gaps),
        Report(
            "consolidated", consolidated.TITLE, City, consolidated.build, _of_the_network, handover.gaps, of_all=True
        ),
        Report("profile", _("City migration profile"), Profile, profile.build, _of_the_city),
        Report("handover", _("Hand-over pack"), City, handover.build, _everything, handover.gaps, lists_missing=True),
    )
}
"""Every report, by the name that the command line knows it by."""


def report_named(name: str) -> Report:
    """The report of that name.

    Raises:
        Unknown: there is none.
    """
    if name not in REPORTS:
        raise Unknown(
            _("There is no report “{name}”. Available reports: {names}.", name=name[:80], names=", ".join(REPORTS))
        )
    return REPORTS[name]
