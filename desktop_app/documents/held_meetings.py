"""The meetings that the report of many cities rests on: those of its cities, and the network's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from functools import cached_property
from typing import TYPE_CHECKING

from desktop_app.documents.blocks import (
    Cell,
    Column,
    Definitions,
    Heading,
    Listing,
    Paragraph,
    Run,
    Table,
    Tone,
    cell,
    rich,
)
from desktop_app.documents.wording import BLANK, DASH
from desktop_app.language import _, plural
from desktop_app.records import City, Meeting

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from desktop_app.documents.blocks import Block, Rich
    from desktop_app.documents.wording import Wording
    from desktop_app.language import Message

OF_NETWORK = ""
"""The city of what belongs to no city: the network's peer-learning events and conferences."""


@dataclass(frozen=True)
class HeldMeetings:
    """The meetings of some cities and of the network up to the end of a day, the oldest first."""

    wording: Wording
    cities: Sequence[City]
    on: date

    @cached_property
    def all(self) -> list[Meeting]:
        """Those that have begun: what is planned for later is no part of what a report rests on."""
        return [meeting for meeting in self._recorded if meeting.has_begun(self._evening)]

    @property
    def own(self) -> list[Meeting]:
        """The network's."""
        return self.of(OF_NETWORK)

    def of(self, city: str) -> list[Meeting]:
        """Those of one city."""
        return [meeting for meeting in self.all if meeting.city == city]

    @cached_property
    def _recorded(self) -> list[Meeting]:
        wanted = {OF_NETWORK, *(city.id for city in self.cities)}
        found = [meeting for meeting in self.wording.dossier.all(Meeting) if meeting.city in wanted]
        return sorted(found, key=lambda meeting: (meeting.starts_at, meeting.id))

    @property
    def _evening(self) -> datetime:
        return datetime.combine(self.on, time.max)

    # what is said of them

    def counted(self) -> Message:
        """How many there were, how many of them the network's, and how many are still to come."""
        found = plural("{n} meeting", "{n} meetings", len(self.all))
        planned = len(self._recorded) - len(self.all)
        details = (
            plural("{n} of the network", "{n} of the network", len(self.own)),
            plural("{n} more is planned", "{n} more are planned", planned),
        )
        among = self.wording.joined([self.wording.say(message) for message in details if message.count])
        return _("{counted} ({among})", counted=found, among=among) if among else found

    def of_network(self, number: str) -> Iterator[Block]:
        """The network's own, each with its day, under a heading with that number; nothing where there are none."""
        if self.own:
            yield Heading(2, rich(self.wording.run(_("The network’s own meetings"))), number)
            yield Definitions(tuple(self._standing(self.own)))
            yield Listing(tuple(self._line(meeting) for meeting in self.own))

    def standing(self, city: City) -> Iterator[tuple[Rich, Rich]]:
        """How many a city held, and when the last one was."""
        return self._standing(self.of(city.id))

    def _standing(self, meetings: Sequence[Meeting]) -> Iterator[tuple[Rich, Rich]]:
        wording = self.wording
        yield rich(wording.run(_("Meetings"))), wording.line(rich(wording.number(len(meetings))))
        if meetings and (day := wording.day(meetings[-1].starts_at)):
            yield rich(wording.run(_("Last meeting"))), wording.line(rich(day))

    def table(self) -> list[Block]:
        """All of them: day, whose, what, and how far the minutes are."""
        wording = self.wording
        if not self.all:
            return []
        labels = (_("Date"), _("City"), _("Meeting"), _("Minutes"))
        counted = Paragraph(wording.line(rich(wording.run(self.counted()))), keep_with_next=True)
        table = Table(
            columns=tuple(Column(share) for share in (22, 15, 46, 17)),
            header=tuple(cell(wording.run(label)) for label in labels),
            rows=[self._row(meeting) for meeting in self.all],
            summary=wording.say(
                _("Meetings of the cities and of the network: date, city, title, status of the minutes")
            ),
        )
        return [counted, table]

    def _row(self, meeting: Meeting) -> tuple[Cell, ...]:
        wording = self.wording
        city = wording.dossier.find(City, meeting.city)
        whose = wording.proper(city) if city else rich(wording.run(_("Network")))
        about = [wording.line(self._title(meeting))]
        if meeting.symbol:
            about.append(rich(Run(meeting.symbol, tone=Tone.MUTED)))
        return (
            cell(wording.day(meeting.starts_at) or BLANK),
            Cell((wording.line(whose),)),
            Cell(tuple(about)),
            cell(wording.label("minutes_status", meeting.status) or BLANK),
        )

    def _line(self, meeting: Meeting) -> Rich:
        wording = self.wording
        host = wording.dossier.find(City, meeting.host_city)
        where = wording.proper(host) if host else rich(wording.name(meeting.place)) if meeting.place else ()
        about = wording.join((where, rich(wording.day(meeting.starts_at))))
        return wording.line(wording.join((self._title(meeting), about), DASH))

    def _title(self, meeting: Meeting) -> Rich:
        wording = self.wording
        return wording.written(meeting, "title") or rich(wording.run(_("Meeting without a title")))
