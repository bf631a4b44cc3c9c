"""The consolidated report: what all cities recommend, who commits to what, and where nothing has been said yet."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from desktop_app.documents.blocks import (
    Cell,
    Column,
    Contents,
    Definitions,
    Document,
    Heading,
    Listing,
    PageBreak,
    Paragraph,
    Run,
    Style,
    Table,
    Title,
    Tone,
    cell,
    rich,
)
from desktop_app.documents.charts import by_player, composition
from desktop_app.documents.commitments import (
    commitment_table,
    commitments_of,
    open_commitments,
)
from desktop_app.documents.counting import by_code, codes_with, count_chart
from desktop_app.documents.evidence import EvidenceList
from desktop_app.documents.footnotes import Footnotes
from desktop_app.documents.furniture import NETWORK, authority_of, notices, support
from desktop_app.documents.held_meetings import OF_NETWORK, HeldMeetings
from desktop_app.documents.membership import Group
from desktop_app.documents.method import method
from desktop_app.documents.numbering import Sections, subsection_number
from desktop_app.documents.of_cities import cities_of, framed, wording_of
from desktop_app.documents.overview import by_symbol, left_out, symbol_of, title_of, topics_of, unfounded, with_status
from desktop_app.documents.participants import participants
from desktop_app.documents.recommendation_text import RecommendationText
from desktop_app.documents.wide import in_parts
from desktop_app.documents.wording import BLANK, DOT, Wording
from desktop_app.language import Message, _, country_name, plural
from desktop_app.records import City, Commitment, Dossier, Recommendation, When
from desktop_app.records.recommendation import LEFT, REJECTED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from desktop_app.documents.blocks import Block, Rich
    from desktop_app.records import Audience, RecordId

TITLE: Final = _("Consolidated network report")
_MOST_PLAYERS: Final = 6
_MOST_TOPICS: Final = 24
"""Columns beside the first that a page has room for."""


_ANSWERS: Final = {"doing": _("Does"), "commits": _("Commits"), "needs": _("Needs")}
"""What a player has said, where nothing follows that it does, commits to or needs."""


def _answer(wording: Wording, aspect: str) -> str:
    """That a player has said something of this aspect."""
    return wording.say(_ANSWERS[aspect]) if aspect in _ANSWERS else wording.label("commitment_aspect", aspect)


def build(dossier: Dossier, language: str, *, audience: Audience, on: date) -> Document:
    """The report on the cities that the dossier is about.

    Raises:
        Unknown: the dossier is about no city.
    """
    seen = dossier.for_audience(audience)
    cities = cities_of(seen)
    wording = wording_of(seen, {OF_NETWORK, *(city.id for city in cities)}, language, audience)
    return _Consolidated(dossier, wording, sorted(cities, key=wording.place), on).document()


@dataclass(frozen=True)
class _Consolidated:
    dossier: Dossier
    """With everything in it, for numbers and to know what is left out."""
    wording: Wording
    cities: Sequence[City]
    on: date

    def document(self) -> Document:
        wording = self.wording
        made = framed(wording, None, TITLE, NETWORK, self._blocks(), body=NETWORK)
        return replace(made, tags=tuple(wording.label("topic", topic) for topic in topics_of(self._speaking)))

    # what it is about

    @property
    def _all(self) -> list[Recommendation]:
        ours = {city.id for city in self.cities}
        found = [r for r in self.wording.dossier.all(Recommendation) if r.city in ours]
        return sorted(found, key=by_symbol)

    @property
    def _speaking(self) -> list[Recommendation]:
        return [r for r in self._all if r.status not in LEFT]

    @cached_property
    def _held(self) -> HeldMeetings:
        return HeldMeetings(self.wording, self.cities, self.on)

    # what it says

    def _blocks(self) -> Iterator[Block]:
        wording = self.wording
        names = wording.join([wording.proper(city) for city in self.cities])
        yield Title(
            rich(wording.run(TITLE)),
            wording.line(rich(wording.run(_("Recommendations and commitments on migration")))),
            rich(wording.moment(When.of(self.on))),
        )
        yield Definitions(tuple((rich(wording.run(label)), wording.line(said)) for label, said in self._cover(names)))
        yield from notices(wording)
        yield from self._disclaimers()
        yield from support(wording, self.cities)
        yield PageBreak()
        yield Contents(rich(wording.run(_("Contents"))), 2)
        sections = Sections(wording.language)
        footnotes = Footnotes(wording)
        evidence = EvidenceList(self.dossier, wording)
        for heading, blocks, begins_page in (
            (_("Summary"), self._summary(), True),
            (_("Recommendations"), self._recommendations(footnotes, evidence), False),
            (_("Commitment matrix"), self._matrix(footnotes), False),
            (_("Follow-up"), self._follow_up(footnotes), False),
            (_("City by city"), self._city_pages(footnotes), False),
            (_("Annexes"), self._annexes(footnotes, evidence), True),
        ):
            made = list(blocks)
            if made:
                if begins_page:
                    yield PageBreak()
                yield Heading(1, rich(wording.run(heading)), sections.next())
                yield from made

    def _cover(self, names: Rich) -> list[tuple[Message, Rich]]:
        wording = self.wording
        counted = (
            self._held.counted(),
            plural("{n} recommendation", "{n} recommendations", len(self._speaking)),
        )
        rests_on = [*(wording.say(message) for message in counted), wording.say(self._said_by_players())]
        return [
            (_("City") if len(self.cities) == 1 else _("Cities"), names),
            (_("Rests on"), rich(wording.joined(rests_on))),
        ]

    def _said_by_players(self) -> Message:
        """How many statements the matrices hold, and how many of them are commitments or were refused: the charts show
        all but the last.
        """
        found = commitments_of(self.wording.dossier, self._speaking)
        made, refused = sum(one.is_made for one in found), sum(one.is_rejected for one in found)
        statements = plural(
            "{n} statement of what a player does, commits to or needs",
            "{n} statements of what players do, commit to or need",
            len(found),
        )
        details = (plural("{n} commitment", "{n} commitments", made), plural("{n} refused", "{n} refused", refused))
        among = self.wording.joined([self.wording.say(message) for message in details if message.count])
        return _("{counted} ({among})", counted=statements, among=among) if among else statements

    def _disclaimers(self) -> Iterator[Block]:
        said = dict.fromkeys(self.wording.shown(city, "disclaimer") for city in self.cities)
        for text, language in said:
            if text:
                foreign = "" if language == self.wording.language else language
                yield Paragraph((Run(text, language=foreign, tone=Tone.MUTED),), Style.SMALL)

    def _summary(self) -> Iterator[Block]:
        wording, speaking = self.wording, self._speaking
        if not speaking:
            yield Paragraph(rich(wording.missing(_("No recommendation is recorded yet."))))
            return
        yield count_chart(
            wording,
            _("Recommendations by topic"),
            by_code(wording, "topic", (r.topic for r in speaking)),
            _("Recommendations"),
        )
        yield by_player(wording, [c for c in commitments_of(wording.dossier, speaking) if not c.is_rejected])
        if len(self.cities) > 1:
            yield from self._gap_map(speaking)

    def _gap_map(self, speaking: Sequence[Recommendation]) -> Iterator[Block]:
        """Cities by topics: how many recommendations, and where there are none."""
        wording = self.wording
        topics = [topic for topic in topics_of(speaking) if topic]
        count = Counter((r.city, r.topic) for r in speaking)
        yield Heading(2, rich(wording.run(_("Which city speaks about what"))))
        numbered = [
            f"{wording.number(n)}\N{NO-BREAK SPACE}{wording.label('topic', t)}" for n, t in enumerate(topics, 1)
        ]
        yield Paragraph(rich(DOT.join(numbered)), Style.SMALL, keep_with_next=True)
        first, others = (cell(wording.run(_("City"))), [wording.number(n) for n in range(1, len(topics) + 1)])
        whole = Table(
            columns=(Column(28), *(Column(72 / min(max(len(topics), 1), _MOST_TOPICS)) for _topic in topics)),
            header=(first, *(cell(number, align="centre") for number in others)),
            rows=[
                (
                    Cell((wording.line(wording.proper(city)),)),
                    *(self._counted(count[city.id, topic]) for topic in topics),
                )
                for city in self.cities
            ],
            summary=wording.say(_("How many recommendations each city has on each topic")),
            first_column_is_header=True,
        )
        yield from in_parts(wording, whole, _MOST_TOPICS)

    def _counted(self, number: int) -> Cell:
        if not number:
            return cell(Run(BLANK, tone=Tone.MUTED), align="centre")
        return cell(Run(self.wording.number(number), bold=True), align="centre", tone=Tone.ACCENT)

    def _recommendations(self, footnotes: Footnotes, evidence: EvidenceList) -> Iterator[Block]:
        wording, speaking = self.wording, self._speaking
        text = RecommendationText(footnotes, evidence, self.on, cities_named=True)
        for place, topic in enumerate(topics_of(speaking), 1):
            label = wording.label("topic", topic) or wording.say(_("No topic yet"))
            yield Heading(2, rich(label), subsection_number(place, wording.language))
            for recommendation in speaking:
                if recommendation.topic == topic:
                    yield from text.blocks(recommendation)

    def _matrix(self, footnotes: Footnotes) -> Iterator[Block]:
        """Players by recommendations: which of the three questions each has answered."""
        wording, speaking = self.wording, self._speaking
        if not speaking:
            return
        found = commitments_of(wording.dossier, speaking)
        players = codes_with("player", (c.player for c in found))
        said: dict[RecordId, list[Commitment]] = defaultdict(list)
        for commitment in found:
            said[commitment.recommendation].append(commitment)
        yield Paragraph(
            rich(
                wording.run(
                    _("Which player has said what it does, commits to or needs. A dash: nothing has been said yet.")
                )
            ),
            keep_with_next=True,
        )
        whole = Table(
            columns=(Column(30), *(Column(14) for _player in players)),
            header=(
                cell(wording.run(_("Recommendation"))),
                *(cell(wording.label("player", player)) for player in players),
            ),
            rows=[self._answers(footnotes, one, said[one.id], players) for one in speaking],
            summary=wording.say(_("Which player has said what about each recommendation")),
            first_column_is_header=True,
        )
        yield from in_parts(wording, whole, _MOST_PLAYERS)

    def _answers(
        self, footnotes: Footnotes, recommendation: Recommendation, said: Sequence[Commitment], players: Sequence[str]
    ) -> tuple[Cell, ...]:
        wording = self.wording
        named = [wording.line(title_of(footnotes, recommendation))]
        if recommendation.symbol:
            named.insert(0, rich(Run(symbol_of(wording.dossier, recommendation), tone=Tone.MUTED)))
        cells = [Cell(tuple(named))]
        answered: dict[str, set[str]] = defaultdict(set)
        for commitment in said:
            answered[commitment.player].add(REJECTED if commitment.is_rejected else commitment.aspect)
        aspects = codes_with("commitment_aspect", (c.aspect for c in said))
        for player in players:
            lines = [rich(_answer(wording, aspect)) for aspect in aspects if aspect in answered[player]]
            if REJECTED in answered[player]:
                lines.append(rich(wording.label("response", REJECTED)))
            cells.append(Cell(tuple(lines)) if lines else cell(Run(BLANK, tone=Tone.MUTED)))
        return tuple(cells)

    def _follow_up(self, footnotes: Footnotes) -> Iterator[Block]:
        open_ = open_commitments(self.wording.dossier, self._speaking)
        if open_:
            late = sum(commitment.is_overdue(self.on) for commitment in open_)
            said = [plural("{n} open commitment", "{n} open commitments", len(open_))]
            if late:
                said.append(plural("{n} of them overdue", "{n} of them overdue", late))
            opening = self.wording.joined([self.wording.say(message) for message in said])
            yield Paragraph(rich(opening), Style.LEAD, keep_with_next=True)
            yield from commitment_table(footnotes, open_, self.on)

    def _city_pages(self, footnotes: Footnotes) -> Iterator[Block]:
        for place, city in enumerate(self.cities, 1):
            yield from self._city_page(footnotes, city, place)
        yield from self._held.of_network(subsection_number(len(self.cities) + 1, self.wording.language))

    def _city_page(self, footnotes: Footnotes, city: City, place: int) -> Iterator[Block]:
        wording = self.wording
        yield Heading(2, wording.line(wording.proper(city)), subsection_number(place, wording.language))
        group = Group(wording, city, self.on)
        members = plural("{n} member", "{n} members", len(group.memberships))
        bodies = plural("{n} organisation", "{n} organisations", len(group.organisations))
        rows = [
            (_("Authority"), authority_of(wording, city)),
            (_("Country"), rich(country_name(city.country, wording.language))),
            (_("Stakeholder group"), rich(wording.joined([wording.say(bodies), wording.say(members)]))),
        ]
        told = [(rich(wording.run(label)), wording.line(said)) for label, said in rows if said]
        yield Definitions((*told, *self._held.standing(city)))
        if group.organisations:
            yield composition(wording, (o.type for o in group.organisations))
        own = [r for r in self._speaking if r.city == city.id]
        yield Paragraph(rich(wording.run(_("Recommendations"))), Style.LABEL, keep_with_next=True)
        if own:
            yield Listing(tuple(with_status(footnotes, recommendation) for recommendation in own))
        else:
            yield Paragraph(rich(wording.missing(_("none yet"))))

    # annexes

    def _annexes(self, footnotes: Footnotes, evidence: EvidenceList) -> Iterator[Block]:
        wording = self.wording
        place = 0
        for heading, blocks in (
            (_("Participants"), participants(wording, self.cities, self.on)),
            (_("Meetings"), self._held.table()),
            (_("Recommendations without evidence"), unfounded(footnotes, evidence, self._speaking)),
            (
                _("Merged and withdrawn recommendations"),
                left_out(footnotes, [r for r in self._all if r.status in LEFT]),
            ),
            (_("How this report was made"), list(method(wording, self.dossier.provenance))),
        ):
            if blocks:
                place += 1
                yield Heading(2, rich(wording.run(heading)), subsection_number(place, wording.language))
                yield from blocks
