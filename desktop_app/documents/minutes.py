"""The minutes of a meeting: who was there, what was said and decided, and who does what by when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from desktop_app.documents.actions import action_table, matters_arising
from desktop_app.documents.attendance import attendance_blocks
from desktop_app.documents.blocks import (
    Definitions,
    Document,
    Heading,
    Listing,
    Paragraph,
    Signature,
    Style,
    Title,
    rich,
)
from desktop_app.documents.discussion import Discussion
from desktop_app.documents.footnotes import Footnotes
from desktop_app.documents.furniture import body_of, furniture, letterhead, notices, signatures
from desktop_app.documents.numbering import Sections, entries_of, numbers_of
from desktop_app.documents.people import People, under_chatham_house
from desktop_app.documents.wording import Wording
from desktop_app.errors import NotForAudience, Unknown
from desktop_app.language import _, window_language
from desktop_app.records import AgendaItem, City, Dossier, Meeting, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from desktop_app.documents.blocks import Block, Rich
    from desktop_app.language import Message
    from desktop_app.records import Audience, Record, RecordId


def build(dossier: Dossier, meeting: RecordId, language: str, *, audience: Audience, on: date) -> Document:
    """The minutes of one meeting.

    Actions of earlier meetings are carried over, and the next meeting is announced, as far as the dossier holds
    those meetings.

    Args:
        on: the day on which an action is overdue or not.

    Raises:
        NotForAudience: the meeting is meant for a narrower circle than ``audience``.
        Unknown: the dossier holds no such meeting.
    """
    return build_seen(dossier, dossier.for_audience(audience), meeting, language, audience=audience, on=on)


def build_seen(
    dossier: Dossier, seen: Dossier, meeting: RecordId, language: str, *, audience: Audience, on: date
) -> Document:
    """The same, where somebody has already looked up what the audience may see of the dossier."""
    found = seen.find(Meeting, meeting)
    if found is None:
        raise _refusal(dossier, meeting, audience)
    people = People.at(Wording.about(seen, language, audience, content_of(seen, found)), found)
    return _Minutes(dossier, found, people.wording, people, Footnotes(people.wording), on).document()


def _refusal(dossier: Dossier, meeting: RecordId, audience: Audience) -> NotForAudience | Unknown:
    hidden = dossier.find(Meeting, meeting)
    if hidden is None:
        return Unknown(_("There is no such meeting here."))
    circles = vocabulary("audience")
    return NotForAudience(
        _(
            "These minutes cannot be made for the audience “{audience}”: the meeting is meant for “{circle}”."
            " Choose that audience, or change who may see the meeting.",
            audience=circles.label(audience.code, window_language()),
            circle=circles.label(hidden.confidentiality, window_language()),
        )
    )


def content_of(dossier: Dossier, meeting: Meeting) -> Iterator[Record]:
    """The records whose texts make up the minutes."""
    yield meeting
    yield from dossier.referring(AgendaItem, "meeting", meeting.id)
    yield from entries_of(dossier, meeting.id)


_OPTIONAL: Final = frozenset({"symbol", "rapporteur", "topics", "approved_on"})
"""What a header does without where it is not recorded; of the rest it says so."""


@dataclass(frozen=True)
class _Minutes:
    dossier: Dossier
    """With everything in it: for numbers, and to know what is left out. Nothing is shown from here."""
    meeting: Meeting
    wording: Wording
    people: People
    footnotes: Footnotes
    on: date

    def document(self) -> Document:
        wording, meeting = self.wording, self.meeting
        city = wording.dossier.find(City, meeting.city)
        title = wording.say(_("Minutes: {meeting}", meeting=wording.shown(meeting, "title")[0]))
        draft = meeting.status != "approved"
        return Document(
            title=" ".join(filter(None, (title, f"({meeting.symbol})" if meeting.symbol else ""))),
            language=wording.language,
            blocks=tuple(self._blocks(city)),
            letterhead=letterhead(wording, city, body_of(meeting)),
            furniture=furniture(wording, city, title=title, symbol=meeting.symbol, draft=draft),
            subject=wording.say(body_of(meeting)),
            tags=tuple(wording.label("topic", topic) for topic in meeting.topics),
        )

    def _blocks(self, city: City | None) -> Iterator[Block]:
        yield self._title(city)
        yield self._header(city)
        yield from notices(self.wording, *self._chatham_house())
        sections = Sections(self.wording.language)
        for heading, blocks in (
            (_("Participants"), attendance_blocks(self.people, self.dossier, self.meeting)),
            (_("Agenda"), self._agenda()),
            (_("Matters arising"), self._matters_arising()),
            (_("Discussion and decisions"), self._discussion()),
            (_("Table of actions"), self._actions()),
            (_("Next meeting"), self._next_meeting()),
        ):
            if blocks:
                yield Heading(1, rich(self.wording.run(heading)), sections.next())
                yield from blocks
        yield signatures(self.wording, city, self._signature("chair"), self._signature("secretary"))

    def _title(self, city: City | None) -> Title:
        wording, meeting = self.wording, self.meeting
        above = _("Minutes") if meeting.status == "approved" else _("Draft minutes")
        content = self.footnotes.field(meeting, "title") or rich(wording.missing(_("Meeting without a title")))
        below = wording.join((wording.proper(city) if city else (), rich(wording.day(meeting.starts_at))))
        return Title(wording.line(content), rich(wording.run(above)), wording.line(below))

    def _header(self, city: City | None) -> Definitions:
        wording, meeting = self.wording, self.meeting
        host = wording.dossier.find(City, meeting.host_city)
        place = rich(wording.name(meeting.place)) if meeting.place else ()
        where = (place, wording.proper(host)) if host and host != city else (place,)
        approved = meeting.status == "approved"
        rows: list[tuple[Message, Rich, str]] = [
            (_("Body"), rich(wording.run(body_of(meeting))), ""),
            (_("Kind of meeting"), rich(wording.label("meeting_kind", meeting.kind)), "kind"),
            (_("Symbol"), rich(meeting.symbol), "symbol"),
            (_("Date"), rich(wording.weekday(meeting.starts_at)), "starts_at"),
            (_("Time"), self._time(), "ends_at"),
            (_("Place"), wording.join(where), "place"),
            *self._officers(),
            (_("Topics"), rich(wording.joined([wording.label("topic", t) for t in meeting.topics])), "topics"),
            (_("Attribution"), rich(wording.label("attribution", meeting.attribution)), "attribution"),
            (_("Status of the minutes"), rich(wording.label("minutes_status", meeting.status)), "status"),
            (_("Approved on"), rich(wording.day(meeting.approved_on)) if approved else (), "approved_on"),
        ]
        missing = rich(wording.missing(_("not recorded")))
        noted = ((label, said or missing, field) for label, said, field in rows if said or field not in _OPTIONAL)
        return Definitions(
            tuple(
                (rich(wording.run(label)), wording.line(self.footnotes.on(said, meeting, field)))
                for label, said, field in noted
            )
        )

    def _time(self) -> Rich:
        begin, end = self.wording.time(self.meeting.starts_at), self.wording.time(self.meeting.ends_at)
        if begin and end:
            return self.wording.compose(_("from {begin} to {end}"), begin=rich(begin), end=rich(end))
        return self.wording.compose(_("from {begin}"), begin=rich(begin)) if begin else ()

    def _officers(self) -> Iterator[tuple[Message, Rich, str]]:
        if not self.wording.named:
            return
        for label, field in ((_("Chair"), "chair"), (_("Rapporteur"), "rapporteur"), (_("Secretary"), "secretary")):
            holder: RecordId = getattr(self.meeting, field)
            yield label, self.people.full(holder) if holder else (), field

    def _chatham_house(self) -> list[Message]:
        if not under_chatham_house(self.wording.dossier, self.meeting):
            return []
        if self.wording.named:
            return [
                _("Held under the Chatham House Rule: names and affiliations in this edition must not leave the city.")
            ]
        return [
            _("Held under the Chatham House Rule: what was said may be used, but not who said it, nor who took part.")
        ]

    def _items(self) -> list[AgendaItem]:
        return self.wording.dossier.referring(AgendaItem, "meeting", self.meeting.id)

    def _agenda(self) -> list[Block]:
        items = self._items()
        if not items:
            return [Paragraph(rich(self.wording.missing(_("No agenda is recorded."))))]
        places = self._places()
        marks = tuple(f"{places[item.id]}." for item in items)
        return [Listing(tuple(self.wording.line(self.footnotes.written(item, "title")) for item in items), marks)]

    def _places(self) -> dict[RecordId, int]:
        """The number of each item in the whole agenda."""
        items = self.dossier.referring(AgendaItem, "meeting", self.meeting.id)
        return {item.id: place for place, item in enumerate(items, 1)}

    def _matters_arising(self) -> list[Block]:
        on = self.meeting.starts_at.date if self.meeting.starts_at else self.on
        summary = _("Open actions of an earlier meeting: number, action, owner, due date and status")
        blocks: list[Block] = []
        for before, entries in matters_arising(self.wording.dossier, self.meeting):
            numbers = numbers_of(self.dossier, before.id)
            blocks.append(Paragraph(self._earlier(before), Style.LABEL, keep_with_next=True))
            blocks.append(action_table(self.people, self.footnotes, entries, numbers, on, summary))
        return blocks

    def _earlier(self, before: Meeting) -> Rich:
        """Which earlier meeting an action is from."""
        wording = self.wording
        symbol = rich(before.symbol) or wording.written(before, "title")
        day = rich(wording.day(before.starts_at)) or rich(wording.missing(_("not recorded")))
        if not symbol:
            return wording.compose(_("Meeting of {day}"), day=day)
        return wording.compose(_("Meeting {symbol} of {day}"), symbol=symbol, day=day)

    def _discussion(self) -> list[Block]:
        numbers = numbers_of(self.dossier, self.meeting.id)
        discussion = Discussion(self.people, self.footnotes, numbers, self.on)
        places = self._places()
        return [block for item in self._items() for block in discussion.item(places[item.id], item)]

    def _actions(self) -> list[Block]:
        entries = [e for e in entries_of(self.wording.dossier, self.meeting.id) if e.kind == "action"]
        if not entries:
            return [Paragraph(rich(self.wording.run(_("No action was agreed."))))]
        numbers = numbers_of(self.dossier, self.meeting.id)
        summary = _("Actions of this meeting: number, action, owner, due date and status")
        return [action_table(self.people, self.footnotes, entries, numbers, self.on, summary)]

    def _next_meeting(self) -> list[Block]:
        wording = self.wording
        found = sorted(wording.dossier.referring(Meeting, "previous", self.meeting.id), key=lambda m: m.starts_at)
        if not found:
            return []
        after = found[0]
        parts = (
            rich(wording.weekday(after.starts_at)),
            rich(wording.time(after.starts_at)),
            rich(wording.name(after.place)),
        )
        when = wording.join(parts) or rich(wording.missing(_("not recorded")))
        return [Paragraph(wording.compose(_("Planned: {when}."), when=when), keep_with_next=True)]

    def _signature(self, role: str) -> Signature:
        holder: RecordId = getattr(self.meeting, role)
        name = self.people.name(holder) if self.people.can_name(holder) else ()
        return Signature(self.wording.line(name), rich(self.wording.label("group_role", role)))
