"""The city migration profile: the synopsis of figures with their sources, the sections, initiatives and priorities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

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
from desktop_app.documents.footnotes import Footnotes
from desktop_app.documents.furniture import STAKEHOLDER_GROUP, authority_of, notices, support
from desktop_app.documents.numbering import Sections, subsection_number
from desktop_app.documents.of_cities import framed, wording_of
from desktop_app.documents.overview import by_symbol, with_status
from desktop_app.documents.wording import BLANK, DASH, DOT, Wording, muted, paragraphs
from desktop_app.errors import NotForAudience, Unknown
from desktop_app.language import Message, _, country_name, window_language
from desktop_app.records import (
    City,
    Dossier,
    IndicatorValue,
    Initiative,
    Meeting,
    Organisation,
    Priority,
    Profile,
    ProfileSection,
    Recommendation,
    When,
    vocabulary,
)
from desktop_app.records.recommendation import LEFT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from desktop_app.documents.blocks import Block, Rich
    from desktop_app.records import Audience, Record

_BEFORE: Final = ("background",)
"""The sections that stand before the synopsis; the others follow it in the order of the vocabulary."""
_LAST: Final = "priorities"
_NOT_AVAILABLE: Final = "not_available"
_ESTIMATED: Final = "estimated"


def build(dossier: Dossier, language: str, *, audience: Audience, on: date) -> Document:
    """The profiles that the dossier is about.

    Args:
        on: the day on which an initiative is under way or has ended.

    Raises:
        NotForAudience: they are meant for a narrower circle.
        Unknown: there is none.
    """
    seen = dossier.for_audience(audience)
    profiles = seen.subjects(Profile)
    if not profiles and dossier.subjects(Profile):
        name = vocabulary("audience").label(audience.code, window_language())
        raise NotForAudience(_("This profile may not be seen by the audience “{audience}”.", audience=name))
    if not profiles:
        raise Unknown(_("There is no city migration profile here yet."))
    wording = wording_of(seen, {profile.city for profile in profiles}, language, audience, _is_shown)
    return _Profiles(wording, _in_order(wording, profiles), on).document()


def _in_order(wording: Wording, profiles: Sequence[Profile]) -> list[Profile]:
    """By city as the document's language sorts them, and the editions of each by their day."""

    def place(one: Profile) -> tuple[object, ...]:
        city = wording.dossier.find(City, one.city)
        return (wording.place(city) if city else wording.filed(""), one.date, one.id)

    return sorted(profiles, key=place)


def _is_shown(record: Record) -> bool:
    """Whether its text stands in a profile."""
    return isinstance(record, Profile | ProfileSection | IndicatorValue | Initiative | Priority)


@dataclass(frozen=True)
class _Profiles:
    wording: Wording
    profiles: Sequence[Profile]
    on: date

    def document(self) -> Document:
        one = self.profiles[0] if len(self.profiles) == 1 else None
        city = self.wording.dossier.find(City, one.city) if one else None
        title = _("City migration profile")
        draft = any(profile.status != "published" for profile in self.profiles)
        blocks = self._blocks(one, city)
        return framed(self.wording, city, title, title, blocks, body=STAKEHOLDER_GROUP, draft=draft)

    def _blocks(self, one: Profile | None, city: City | None) -> Iterator[Block]:
        wording = self.wording
        where = wording.proper(city) if city else ()
        day = wording.day(one.date) if one else ""
        edition = one.edition if one and one.edition not in day else ""
        below = wording.join((rich(edition), rich(day)))
        yield Title(rich(wording.run(_("City migration profile"))), wording.line(where), wording.line(below))
        if one is None:
            yield from notices(wording)
        sections = Sections(wording.language)
        for profile in self.profiles:
            made = _Pages(wording, profile, self.on)
            if one is None:
                name = wording.dossier.title(profile.id, wording.language)
                yield Heading(1, wording.line(rich(wording.name(name))), sections.next())
            yield from made.head()
            if one is not None:
                yield from notices(wording)
            for place, (heading, blocks) in enumerate(made.parts(), 1):
                number = sections.next() if one else subsection_number(place, wording.language)
                yield Heading(1 if one else 2, heading, number)
                yield from blocks
        yield from support(wording, [city] if city else [])


@dataclass(frozen=True)
class _Pages:
    """One profile."""

    wording: Wording
    profile: Profile
    on: date

    @property
    def footnotes(self) -> Footnotes:
        return Footnotes(self.wording)

    def head(self) -> Iterator[Block]:
        """Which city, which edition, by whom."""
        wording, profile = self.wording, self.profile
        city = wording.dossier.find(City, profile.city)
        rows = [
            (_("Authority"), authority_of(wording, city) if city else ()),
            (_("Country"), rich(country_name(city.country, wording.language)) if city else ()),
            (_("Authors"), rich(wording.name(profile.authors)) if profile.authors else ()),
            (_("Status"), rich(wording.label("profile_status", profile.status))),
        ]
        yield Definitions(tuple((rich(wording.run(label)), wording.line(said)) for label, said in rows if said))

    def parts(self) -> Iterator[tuple[Rich, list[Block]]]:
        """The sections that have something to say, each with its heading."""
        wording = self.wording
        codes = [code for code in vocabulary("profile_section").codes if code not in _BEFORE and code != _LAST]
        made: list[tuple[Rich, list[Block]]] = [
            *(self._section(code) for code in _BEFORE),
            (rich(wording.run(_("Synopsis"))), list(self._synopsis())),
            *(self._section(code) for code in codes),
            (rich(wording.run(_("Initiatives"))), list(self._initiatives())),
            (rich(wording.label("profile_section", _LAST)), [*self._section(_LAST)[1], *self._priorities()]),
            (rich(wording.run(_("Recommendations"))), self._recommendations()),
        ]
        return ((heading, blocks) for heading, blocks in made if blocks)

    def _section(self, code: str) -> tuple[Rich, list[Block]]:
        wording = self.wording
        found = wording.dossier.referring(ProfileSection, "profile", self.profile.id)
        texts = (self.footnotes.field(section, "text") for section in found if section.section == code)
        blocks: list[Block] = [Paragraph(piece) for text in texts for piece in paragraphs(text)]
        return rich(wording.label("profile_section", code)), blocks

    # figures

    def _synopsis(self) -> Iterator[Block]:
        """All figures: of all, of women and of men, each with its year and its source."""
        wording = self.wording
        values = wording.dossier.referring(IndicatorValue, "profile", self.profile.id)
        groups: dict[tuple[int, int, str, str], dict[str, IndicatorValue]] = {}
        order = vocabulary("indicator").codes
        for value in values:
            place = order.index(value.indicator) if value.indicator in order else len(order)
            key = (place, -(value.year or 0), value.territory, value.source)
            groups.setdefault(key, {})[value.sex] = value
        if not groups:
            return
        if any(value.standing == _ESTIMATED for value in values):
            yield Paragraph(
                rich(wording.run(_("Figures marked with ≈ are estimates."))), Style.SMALL, keep_with_next=True
            )
        labels = (_("Indicator"), _("Total"), _("Women"), _("Men"), _("Year"), _("Source"))
        yield Table(
            columns=tuple(Column(share) for share in (32, 14, 11, 11, 8, 24)),
            header=tuple(
                cell(wording.run(label), align="figures" if 0 < n < len(labels) - 1 else "start")
                for n, label in enumerate(labels)
            ),
            rows=[self._figures(groups[key]) for key in sorted(groups)],
            summary=wording.say(_("Indicators: total, women, men, year and source")),
            first_column_is_header=True,
        )

    def _figures(self, group: dict[str, IndicatorValue]) -> tuple[Cell, ...]:
        wording = self.wording
        first = next(iter(group.values()))
        named = [rich(wording.label("indicator", first.indicator))]
        if first.territory:
            named.append(muted(rich(wording.name(first.territory))))
        notes = [self.footnotes.field(value, "note") for value in group.values() if value.note]
        return (
            Cell((*named, *(muted(note) for note in notes))),
            *(self._figure(group.get(sex)) for sex in ("", "women", "men")),
            cell(str(first.year or BLANK), align="figures"),
            Cell((wording.line((wording.name(first.source or BLANK),)),)),
        )

    def _figure(self, value: IndicatorValue | None) -> Cell:
        wording = self.wording
        if value is None:
            return cell(Run(BLANK, tone=Tone.MUTED), align="figures")
        if value.standing == _NOT_AVAILABLE or not value.value:
            return cell(wording.missing(_("n/a")), align="figures")
        number = IndicatorValue.fields["value"].type.show(value.value, wording.regional)
        said = f"{'≈' if value.standing == _ESTIMATED else ''}{number}"
        unit = wording.unit(value.unit)
        return cell(Run(wording.left_to_right(said + unit)), align="figures")

    # what is done, and what matters

    def _initiatives(self) -> Iterator[Block]:
        wording = self.wording
        found = [one for one in wording.dossier.all(Initiative) if one.city == self.profile.city]
        for one in sorted(found, key=lambda one: (one.starts_on or "9999", one.id)):
            title = self.footnotes.field(one, "title") or rich(wording.missing(_("Initiative without a title")))
            yield Heading(2, wording.line(title))
            yield Paragraph(self._frame(one), Style.SMALL, keep_with_next=True)
            for label, name in _TEXTS:
                pieces = paragraphs(self.footnotes.field(one, name))
                if pieces:
                    yield Paragraph(rich(wording.run(label)), Style.LABEL, keep_with_next=True)
                    yield from (Paragraph(piece) for piece in pieces)

    def _frame(self, one: Initiative) -> Rich:
        """Kind, topic, who leads, when, and with how much money, in one line."""
        wording = self.wording
        lead = wording.dossier.find(Organisation, one.lead)
        when = [wording.moment(day) for day in (one.starts_on, one.ends_on) if day]
        parts = [
            rich(wording.label("initiative_kind", one.kind)),
            rich(wording.label("topic", one.topic)),
            wording.proper(lead) if lead else (),
            rich(" – ".join(when)),
            self._state(one),
        ]
        if one.budget:
            amount = Initiative.fields["budget"].type.show(one.budget, wording.regional)
            parts.append(rich(wording.left_to_right(f"{amount}\N{NO-BREAK SPACE}{one.currency}".strip())))
        return wording.line(wording.join((part for part in parts if part), DOT))

    def _state(self, one: Initiative) -> Rich:
        """Whether it is to come, under way, or over; nothing where its dates are not known."""
        today = When.of(self.on)
        if one.ends_on and one.ends_on < today[: len(one.ends_on)]:
            return rich(self.wording.run(_("ended")))
        if one.starts_on and one.starts_on <= today[: len(one.starts_on)]:
            return rich(self.wording.run(_("under way")))
        return rich(self.wording.run(_("planned"))) if one.starts_on else ()

    def _priorities(self) -> Iterator[Block]:
        wording = self.wording
        found = [one for one in wording.dossier.all(Priority) if one.city == self.profile.city]
        if not found:
            return
        ranked = sorted(found, key=lambda one: (one.rank or 99, one.id))
        yield Listing(
            tuple(self._priority(one) for one in ranked), tuple(f"{wording.number(one.rank or 0)}." for one in ranked)
        )

    def _priority(self, one: Priority) -> Rich:
        wording = self.wording
        said = self.footnotes.written(one, "text")
        meeting = wording.dossier.find(Meeting, one.agreed_in)
        if meeting is None:
            return said
        where = wording.join((rich(meeting.symbol), rich(wording.day(When(meeting.starts_at)))))
        return wording.join((said, muted(where)), DASH)

    def _recommendations(self) -> list[Block]:
        """What the city recommends, by name: the text itself stands in the recommendation document."""
        wording = self.wording
        found = [
            one
            for one in wording.dossier.all(Recommendation)
            if one.city == self.profile.city and one.status not in LEFT
        ]
        lines = [with_status(self.footnotes, one) for one in sorted(found, key=by_symbol)]
        return [Listing(tuple(lines))] if lines else []


_TEXTS: Final[tuple[tuple[Message, str], ...]] = (
    (_("Objective"), "objective"),
    (_("Activities"), "activities"),
    (_("Outcomes"), "outcomes"),
    (_("What others can take from it"), "transferability"),
)
