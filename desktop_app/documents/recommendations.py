"""The recommendation document: what a group recommends, to whom, why, and what each player does about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from desktop_app.documents.blocks import (
    Definitions,
    Document,
    Heading,
    Letterhead,
    Paragraph,
    Signature,
    Title,
    rich,
)
from desktop_app.documents.evidence import EvidenceList, meetings_behind
from desktop_app.documents.footnotes import Footnotes
from desktop_app.documents.furniture import (
    NETWORK,
    STAKEHOLDER_GROUP,
    body_of,
    furniture,
    letterhead,
    notices,
    signatures,
    support,
)
from desktop_app.documents.numbering import Sections, subsection_number
from desktop_app.documents.overview import (
    by_status,
    by_symbol,
    key_issues,
    left_out,
    summary_table,
    topics_of,
    unfounded,
)
from desktop_app.documents.people import People
from desktop_app.documents.recommendation_text import RecommendationText
from desktop_app.documents.wording import Wording
from desktop_app.errors import NotForAudience, Unknown
from desktop_app.language import _, plural, window_language
from desktop_app.records import City, Commitment, Dossier, Meeting, Recommendation, When, vocabulary
from desktop_app.records.recommendation import LEFT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from desktop_app.documents.blocks import Block, Rich
    from desktop_app.language import Message
    from desktop_app.records import Audience, Record

_SETTLED: Final = frozenset({"validated", "adopted"})


def build(dossier: Dossier, language: str, *, audience: Audience, on: date) -> Document:
    """The document on the recommendations that the dossier is about; on all in it where it names none.

    Args:
        on: the day of the edition, on which a commitment is overdue or not.

    Raises:
        NotForAudience: none of them is meant for ``audience``.
        Unknown: the dossier holds no recommendation.
    """
    seen = dossier.for_audience(audience)
    wanted = seen.subjects(Recommendation) or ([] if dossier.subjects(Recommendation) else seen.all(Recommendation))
    if not wanted:
        raise _refusal(dossier, audience)
    wording = Wording.about(seen, language, audience, _content(seen, wanted))
    meetings = meetings_behind(seen, wanted)
    ordered = sorted(wanted, key=by_symbol)
    return _Recommendations(dossier, wording, ordered, meetings, on).document()


def _refusal(dossier: Dossier, audience: Audience) -> NotForAudience | Unknown:
    if not dossier.all(Recommendation):
        return Unknown(_("There is no recommendation here yet."))
    name = vocabulary("audience").label(audience.code, window_language())
    return NotForAudience(
        _(
            "None of these recommendations may be seen by the audience “{audience}”. Choose a narrower audience, or"
            " change who may see them.",
            audience=name,
        )
    )


def _content(dossier: Dossier, recommendations: list[Recommendation]) -> Iterator[Record]:
    for recommendation in recommendations:
        yield recommendation
        yield from dossier.referring(Commitment, "recommendation", recommendation.id)


def common_symbol(symbols: list[str]) -> str:
    """What the symbols share, up to a stroke: ``TNG/REC/2017`` of ``TNG/REC/2017/1`` and ``TNG/REC/2017/4``."""
    written = [symbol for symbol in symbols if symbol]
    if len(written) < 2:
        return "".join(written)
    shared: list[str] = []
    for parts in zip(*(symbol.split("/") for symbol in written), strict=False):
        if len(set(parts)) > 1:
            break
        shared.append(parts[0])
    return "/".join(shared)


@dataclass(frozen=True)
class _Recommendations:
    dossier: Dossier
    """With everything in it: for numbers, and to know what is left out. Nothing is shown from here."""
    wording: Wording
    wanted: list[Recommendation]
    meetings: list[Meeting]
    on: date

    def document(self) -> Document:
        wording = self.wording
        city, body = self._city(), self._body()
        title = wording.say(_("Political recommendations"))
        name = wording.called(city) if city else ""
        where = wording.say(_("{label}: {value}", label=title, value=name)) if name else title
        draft = any(r.status not in _SETTLED for r in self._speaking())
        symbol = common_symbol([r.symbol for r in self.wanted])
        return Document(
            title=where,
            language=wording.language,
            blocks=tuple(self._blocks(city)),
            letterhead=letterhead(wording, city, body) if city else Letterhead(wording.say(NETWORK), ""),
            furniture=furniture(wording, city, title=where, symbol=symbol, draft=draft),
            subject=wording.say(body),
            tags=tuple(wording.label("topic", topic) for topic in topics_of(self._speaking())),
        )

    # who speaks

    def _city(self) -> City | None:
        """The city that speaks, where it is one alone."""
        cities = {recommendation.city for recommendation in self.wanted}
        return self.wording.dossier.find(City, cities.pop()) if len(cities) == 1 else None

    def _body(self) -> Message:
        return STAKEHOLDER_GROUP if self._city() else NETWORK

    def _session(self) -> Meeting | None:
        """The last meeting behind the recommendations of the body that speaks: its officers answer for them.

        Those of one city's meeting do not answer for other cities.
        """
        held = [meeting for meeting in self.meetings if self._city() or body_of(meeting) == self._body()]
        return held[-1] if held else None

    def _officer(self, role: str, *, full: bool) -> Rich:
        """Who presided or reported at the session; empty where nobody is known or may be named."""
        session = self._session()
        holder = getattr(session, role) if session else ""
        if session is None or not holder:
            return ()
        people = People.at(self.wording, session)
        if not people.can_name(holder):
            return ()
        return people.full(holder) if full else people.name(holder)

    # what is said

    def _speaking(self) -> list[Recommendation]:
        return [r for r in self.wanted if r.status not in LEFT]

    def _blocks(self, city: City | None) -> Iterator[Block]:
        wording = self.wording
        footnotes, evidence = Footnotes(wording), EvidenceList(self.dossier, wording)
        text = RecommendationText(footnotes, evidence, self.on, cities_named=city is None)
        speaking = self._speaking()
        where = wording.proper(city) if city else ()
        yield Title(
            rich(wording.run(_("Political recommendations"))),
            wording.line(where),
            rich(wording.moment(When.of(self.on))),
        )
        yield self._header()
        yield from notices(wording, *self._brackets())
        sections = Sections(wording.language)
        for heading, blocks in (
            (_("Key issues"), key_issues(footnotes, speaking)),
            (_("Summary"), summary_table(footnotes, evidence, speaking)),
            (_("Preamble"), self._preamble(text)),
            (_("Recommendations"), list(self._recommendations(text))),
            (_("Recommendations without evidence"), unfounded(footnotes, evidence, speaking)),
            (
                _("Merged and withdrawn recommendations"),
                left_out(footnotes, [r for r in self.wanted if r.status in LEFT]),
            ),
        ):
            if blocks:
                yield Heading(1, rich(wording.run(heading)), sections.next())
                yield from blocks
        places = (
            Signature(wording.line(self._officer(role, full=False)), rich(wording.label("group_role", role)))
            for role in ("chair", "rapporteur")
        )
        yield signatures(wording, city, *places)
        yield from support(wording, [city] if city else [])

    def _header(self) -> Definitions:
        """Which body, which recommendations, and the session that they come from."""
        wording, session = self.wording, self._session()
        missing = rich(wording.missing(_("not recorded")))
        rows = [
            (_("Body"), rich(wording.run(self._body()))),
            (_("Symbol"), rich(common_symbol([r.symbol for r in self.wanted]))),
            (_("Recommendations"), rich(by_status(wording, self.wanted))),
            (_("Session"), self._meeting(session) if session else ()),
            (_("Chair"), self._officer("chair", full=True)),
            (_("Rapporteur"), self._officer("rapporteur", full=True)),
        ]
        if session and len(self.meetings) > 1:
            earlier = plural("{n} earlier meeting", "{n} earlier meetings", len(self.meetings) - 1)
            rows.insert(4, (_("Also based on"), rich(wording.run(earlier))))
        if session is None:
            rows = [row for row in rows if row[1]]
        return Definitions(tuple((rich(wording.run(label)), wording.line(said or missing)) for label, said in rows))

    def _meeting(self, meeting: Meeting) -> Rich:
        wording = self.wording
        parts = (
            wording.written(meeting, "title"),
            rich(meeting.symbol),
            rich(wording.day(meeting.starts_at)),
            rich(wording.name(meeting.place)),
        )
        return wording.join(parts)

    def _brackets(self) -> list[Message]:
        """What square brackets mean, where a text holds some."""
        texts = (text for recommendation in self._speaking() for text in recommendation.text.values())
        if any("[" in text for text in texts):
            return [_("Words in [square brackets] are not agreed yet.")]
        return []

    def _preamble(self, text: RecommendationText) -> list[Block]:
        """Who recommends, on what grounds, and what the reader finds; nothing that was not written down."""
        wording, city = self.wording, self._city()
        speaking = self._speaking()
        if not speaking:
            return []
        number = rich(wording.run(plural("{n} recommendation", "{n} recommendations", len(speaking))))
        network = _("The city-to-city network submits {recommendations} to the players concerned.")
        group = _("The stakeholder group ({city}) submits {recommendations} to the players concerned.")
        said = [
            wording.compose(group, city=wording.proper(city), recommendations=number)
            if city
            else wording.compose(network, recommendations=number)
        ]
        if self.meetings:
            said.append(self._grounds())
        players = _(
            "For each of them this document says what cities, regions, states, civil society and international"
            " organisations do today, commit to and need. A dash means that nothing has been said yet."
        )
        return [Paragraph(part, number=text.next_number()) for part in (*said, rich(wording.run(players)))]

    def _grounds(self) -> Rich:
        wording, first, last = self.wording, self.meetings[0], self.meetings[-1]
        if len(self.meetings) == 1:
            day = rich(wording.day(first.starts_at))
            return wording.compose(_("They rest on the discussions of the meeting of {day}."), day=day)
        number = plural("{n} meeting", "{n} meetings", len(self.meetings))
        return wording.compose(
            _("They rest on the discussions of {meetings} held between {first} and {last}."),
            meetings=rich(wording.run(number)),
            first=rich(wording.day(first.starts_at)),
            last=rich(wording.day(last.starts_at)),
        )

    def _recommendations(self, text: RecommendationText) -> Iterator[Block]:
        wording, speaking = self.wording, self._speaking()
        for place, topic in enumerate(topics_of(speaking), 1):
            label = wording.label("topic", topic) or wording.say(_("No topic yet"))
            yield Heading(2, rich(label), subsection_number(place, wording.language))
            for recommendation in speaking:
                if recommendation.topic == topic:
                    yield from text.blocks(recommendation)
