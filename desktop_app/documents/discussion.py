"""The heart of minutes: under each item of the agenda, what was said, decided and given to somebody to do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from desktop_app.documents.actions import due_of, owner_of
from desktop_app.documents.blocks import Box, Heading, Paragraph, Run, Style, Tone, rich
from desktop_app.documents.wording import paragraphs
from desktop_app.language import _, plural
from desktop_app.records import AgendaItem, Entry

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from desktop_app.documents.blocks import Block, Rich
    from desktop_app.documents.footnotes import Footnotes
    from desktop_app.documents.people import People
    from desktop_app.documents.wording import Wording
    from desktop_app.records import RecordId


@dataclass(frozen=True)
class Discussion:
    """Writes the items of one meeting's agenda."""

    people: People
    footnotes: Footnotes
    numbers: Mapping[RecordId, str]
    on: date

    def item(self, place: int, item: AgendaItem) -> Iterator[Block]:
        """One item, with its heading.

        Args:
            place: its number in the agenda, from 1.
        """
        wording = self.people.wording
        yield Heading(2, wording.line(self.footnotes.written(item, "title")), wording.say(_("Item {n}.", n=place)))
        opening = self._opening(item)
        if opening:
            yield Paragraph(wording.line(opening), Style.SMALL, keep_with_next=True)
        entries = wording.dossier.referring(Entry, "agenda_item", item.id)
        for kind, together in groupby(entries, key=lambda entry: entry.kind):
            if kind == "action":
                yield self._actions(list(together))
            else:
                for entry in together:
                    yield from self._entry(entry)
        if item.conclusion:
            label = wording.run(_("Conclusion."), bold=True)
            yield self._numbered(item, "conclusion", (label,))
        if not entries and not item.conclusion:
            yield Paragraph(rich(wording.missing(_("Nothing is recorded under this item."))))

    def _opening(self, item: AgendaItem) -> Rich:
        """Who presented the item, and when it began."""
        wording = self.people.wording
        time = wording.time(item.starts_at)
        if not item.presenter or not wording.named:
            return rich(wording.run(_("Began at {time}.", time=time))) if time else ()
        who = self.footnotes.on(self.people.full(item.presenter), item, "presenter")
        if time:
            return wording.compose(_("Presented by {name}, from {time}."), name=who, time=rich(time))
        return wording.compose(_("Presented by {name}."), name=who)

    def _entry(self, entry: Entry) -> Iterator[Block]:
        if entry.kind == "decision":
            yield self._decision(entry)
        else:
            yield from self._note(entry)

    def _note(self, entry: Entry) -> Iterator[Block]:
        running = self.people.wording.running(entry, "text")
        people = replace(self.people, wording=replace(self.people.wording, towards=running))
        speaker: Rich = ()
        if entry.speaker and people.wording.named:
            said = self.footnotes.on(people.speaker(entry.speaker), entry, "speaker")
            speaker = people.wording.compose(_("{speaker}:"), speaker=said)
        yield self._numbered(entry, "text", speaker)

    def _numbered(self, record: Entry | AgendaItem, name: str, opening: Rich = ()) -> Paragraph:
        """A numbered paragraph, with the words that open it; an empty line in its text becomes a line break."""
        said: list[Run] = [*opening, *rich(" " if opening else "")]
        for place, piece in enumerate(paragraphs(self.footnotes.written(record, name))):
            said.extend((Run("\n"), *piece) if place else piece)
        running = self.people.wording.running(record, name)
        return Paragraph(tuple(said), number=f"{self.numbers[record.id]}.", direction=running)

    def _decision(self, entry: Entry) -> Box:
        wording = self.people.wording
        label = rich(wording.run(_("Decision {number}", number=self.numbers[entry.id])))
        vote = vote_of(wording, entry)
        said = [Paragraph(text) for text in paragraphs(self.footnotes.written(entry, "text"))]
        blocks = _above(said, self._vote_noted(rich(vote), entry)) if vote else said
        return Box(label, tuple(blocks), Tone.DECISION)

    def _vote_noted(self, said: Rich, entry: Entry) -> Rich:
        for field in ("votes_for", "votes_against", "votes_abstaining"):
            said = self.footnotes.on(said, entry, field)
        return said

    def _actions(self, entries: list[Entry]) -> Box:
        """What was given to people to do, one after the other in one panel; how far it is stands in the table."""
        wording = self.people.wording
        single = len(entries) == 1
        number = self.numbers[entries[0].id]
        label = wording.run(_("Action {number}", number=number) if single else _("Actions"))
        blocks: list[Block] = []
        for entry in entries:
            first, *others = paragraphs(self.footnotes.written(entry, "text"))
            opening = () if single else rich(Run(self.numbers[entry.id], bold=True), "\N{EN SPACE}")
            running = wording.running(entry, "text")
            said = [Paragraph((*opening, *first), direction=running), *map(Paragraph, others)]
            blocks += _above(said, self._charge(entry))
        return Box(rich(label), tuple(blocks), Tone.ACTION)

    def _charge(self, entry: Entry) -> Rich:
        """Who has it to do, and by when."""
        return self.people.wording.compose(
            _("Owner: {owner}. Due: {due}."),
            owner=owner_of(self.people, self.footnotes, entry),
            due=due_of(self.footnotes, entry),
        )


def _above(said: list[Paragraph], small: Rich) -> list[Paragraph]:
    """A text with the small print that belongs to it close below."""
    held = [replace(paragraph, keep_with_next=True) for paragraph in said]
    if held:
        held[-1] = replace(held[-1], style=Style.CLOSE)
    return [*held, Paragraph(small, Style.SMALL)]


def vote_of(wording: Wording, entry: Entry) -> str:
    """The vote on a decision in words, with no more said than was written down; empty where nobody voted.

    Nobody is counted: that nobody was against, or did not vote, is said by how it was adopted.
    """
    count, against, abstaining = entry.votes_for or 0, entry.votes_against or 0, entry.votes_abstaining or 0
    cast = (
        plural("{n} vote for", "{n} votes for", count),
        plural("{n} vote against", "{n} votes against", against),
        plural("{n} abstention", "{n} abstentions", abstaining),
    )
    votes = wording.joined([wording.say(message) for message in cast if message.count])
    if not votes:
        return ""
    if not count or entry.votes_against != 0:
        return wording.say(_("Vote: {votes}.", votes=votes))
    if entry.votes_abstaining == 0:
        return wording.say(_("Adopted unanimously ({votes}).", votes=votes))
    return wording.say(_("Adopted with no vote against ({votes}).", votes=votes))
