"""What a recommendation rests on: who said or decided it, in which meeting, and as what at that time."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop_app.documents.blocks import Listing, Paragraph, Style, rich
from desktop_app.documents.footnotes import Footnotes
from desktop_app.documents.numbering import numbers_of
from desktop_app.documents.people import People
from desktop_app.documents.wording import DASH
from desktop_app.language import _
from desktop_app.records import AgendaItem, Dossier, Entry, Evidence, Meeting, Recommendation

if TYPE_CHECKING:
    from desktop_app.documents.blocks import Block, Rich
    from desktop_app.documents.wording import Wording
    from desktop_app.language import Message, SortKey
    from desktop_app.records import RecordId, Translated


@dataclass(frozen=True)
class Place:
    """The place in minutes that evidence points to, as far as it is known."""

    meeting: Meeting
    item: AgendaItem | None = None
    entry: Entry | None = None


def place_of(dossier: Dossier, evidence: Evidence) -> Place | None:
    """Where evidence points to; nothing for a citation, or where the dossier does not hold it."""
    entry = dossier.find(Entry, evidence.target)
    item = dossier.find(AgendaItem, entry.agenda_item if entry else evidence.target)
    meeting = dossier.find(Meeting, item.meeting if item else evidence.target)
    return Place(meeting, item, entry) if meeting else None


def _order(wording: Wording, evidence: Evidence) -> tuple[str, str, str, SortKey, RecordId]:
    """As it was said, meeting after meeting; citations after that."""
    place = place_of(wording.dossier, evidence)
    if place is None:
        return "9999", "", "", wording.filed(evidence.citation), evidence.id
    item, entry, unnamed = place.item, place.entry, wording.filed("")
    where = item.position if item else "", entry.position if entry else ""
    return place.meeting.starts_at, *where, unnamed, evidence.id


def meetings_behind(dossier: Dossier, recommendations: list[Recommendation]) -> list[Meeting]:
    """The meetings on which recommendations rest, oldest first."""
    places = (
        place_of(dossier, evidence)
        for recommendation in recommendations
        for evidence in dossier.referring(Evidence, "recommendation", recommendation.id)
    )
    found = {place.meeting.id: place.meeting for place in places if place}
    return sorted(found.values(), key=lambda meeting: (meeting.starts_at, meeting.id))


@dataclass(frozen=True)
class EvidenceList:
    """Writes the evidence of recommendations.

    ``dossier`` is everything, for the numbers that an entry has in its minutes and to tell *none* from *not for you*.
    """

    dossier: Dossier
    wording: Wording
    _numbers: dict[RecordId, dict[RecordId, str]] = field(default_factory=dict)

    def has_any(self, recommendation: Recommendation) -> bool:
        """Whether evidence was written down, even if these readers may not see it."""
        return bool(self.dossier.referring(Evidence, "recommendation", recommendation.id))

    def blocks(self, recommendation: Recommendation) -> list[Block]:
        """The evidence of one recommendation, with its label."""
        wording = self.wording
        written = self.dossier.referring(Evidence, "recommendation", recommendation.id)
        shown = [evidence for evidence in written if not self._withheld(evidence)]
        lines = [line for evidence in sorted(shown, key=lambda e: _order(wording, e)) if (line := self._line(evidence))]
        blocks: list[Block] = [Listing(tuple(wording.line(line) for line in lines))] if lines else []
        if len(shown) < len(written):
            some = _("More evidence is recorded; it is not part of this edition.")
            none = _("Evidence is recorded; it is not part of this edition.")
            blocks.append(Paragraph(rich(wording.missing(some if lines else none))))
        if not blocks:
            return [Paragraph(rich(wording.missing(_("Evidence: none yet."))), Style.SMALL)]
        return [Paragraph(rich(wording.run(_("Evidence"))), Style.LABEL, keep_with_next=True), *blocks]

    def _withheld(self, evidence: Evidence) -> bool:
        """Whether these readers may not see it: words from a place that is not for them are not for them either."""
        seen = self.wording.dossier
        if evidence.id not in seen.records:
            return True
        return place_of(self.dossier, evidence) is not None and place_of(seen, evidence) is None

    def _line(self, evidence: Evidence) -> Rich:
        place = place_of(self.wording.dossier, evidence)
        citation = rich(self.wording.name(evidence.citation)) if evidence.citation else ()
        source = self._source(place) if place else ()
        return self.wording.join((self._quote(evidence, place), source, citation), DASH)

    def _quote(self, evidence: Evidence, place: Place | None) -> Rich:
        """The words themselves: those that were quoted, or all that the entry or the item says."""
        quoted: Translated = evidence.quote
        if quoted:
            footnotes = Footnotes(self.wording)
            return self.wording.quoted(footnotes.field(evidence, "quote"))
        if place is None:
            return ()
        if place.entry:
            return self.wording.quoted(self.wording.written(place.entry, "text"))
        return self.wording.written(place.item, "conclusion") if place.item else ()

    def _source(self, place: Place) -> Rich:
        people = People.at(self.wording, place.meeting)
        wording = self.wording
        parts: list[Rich] = []
        speaker = place.entry.speaker if place.entry else ""
        if speaker and people.wording.named:
            parts.append(people.full(speaker))
        title = self.wording.written(place.meeting, "title") or rich(wording.run(_("Meeting without a title")))
        parts.append(title)
        if place.meeting.symbol:
            parts.append(rich(place.meeting.symbol))
        parts.append(rich(wording.day(place.meeting.starts_at)))
        parts += [rich(wording.say(message).replace(" ", "\N{NO-BREAK SPACE}")) for message in self._pinpoint(place)]
        return wording.join(part for part in parts if part)

    def _pinpoint(self, place: Place) -> list[Message]:
        """The item of the agenda, and the paragraph, decision or action, by the numbers that the minutes print."""
        if place.item is None:
            return []
        items = [item.id for item in self.dossier.referring(AgendaItem, "meeting", place.meeting.id)]
        said = [_("item {n}", n=items.index(place.item.id) + 1)]
        number = self._numbers_of(place.meeting.id).get(place.entry.id, "") if place.entry else ""
        match place.entry.kind if place.entry else "":
            case "":
                pass
            case "decision":
                said.append(_("decision {number}", number=number))
            case "action":
                said.append(_("action {number}", number=number))
            case _kind:
                said.append(_("paragraph {number}", number=number))
        return said

    def _numbers_of(self, meeting: RecordId) -> dict[RecordId, str]:
        if meeting not in self._numbers:
            self._numbers[meeting] = numbers_of(self.dossier, meeting)
        return self._numbers[meeting]
