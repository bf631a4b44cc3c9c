"""What was said and decided in a meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop_app.language import _
from desktop_app.records.declare import (
    NameOf,
    Record,
    code,
    codes,
    integer,
    line,
    moment,
    position,
    prose,
    reference,
    translated,
)
from desktop_app.records.values import Precision, RecordId, Translated, When
from desktop_app.records.vocabulary import Audience

if TYPE_CHECKING:
    from datetime import date, datetime

CLOSED: Final = frozenset({"completed", "cancelled"})
"""The states of implementation after which nothing is due any more."""


def is_overdue(due_on: When, implementation: str, on: date) -> bool:
    """Whether something that was due is still open on a day."""
    return bool(due_on) and implementation not in CLOSED and due_on[:10] < on.isoformat()[: len(due_on)]


class Meeting(Record, kind="meeting", one=_("Meeting"), many=_("Meetings")):
    """One meeting, of the stakeholder group or of the network."""

    symbol: str = line(_("Symbol"), also=("cote", "signatura"))
    kind: str = code(_("Kind of meeting"), "meeting_kind", required=True, default="stakeholder_group")
    title: Translated = translated(_("Title"), required=True)
    topics: tuple[str, ...] = codes(_("Topics"), "topic")
    starts_at: When = moment(_("Starts"), finest=Precision.MINUTE, required=True)
    ends_at: When = moment(_("Ends"), finest=Precision.MINUTE)
    place: str = line(_("Place, or online"))
    host_city: RecordId = reference(_("Host city"), "city")
    chair: RecordId = reference(_("Chair"), "person", personal=True)
    rapporteur: RecordId = reference(_("Rapporteur"), "person", personal=True)
    secretary: RecordId = reference(_("Secretary"), "person", personal=True)
    attribution: str = code(_("Attribution"), "attribution", default="attributed")
    status: str = code(_("Status of the minutes"), "minutes_status", required=True, default="draft")
    approved_on: When = moment(_("Approved on"))
    previous: RecordId = reference(_("Previous meeting"), "meeting")

    def called(self, language: str, name_of: NameOf) -> str:
        return self.title.within(language) or self.symbol

    def has_begun(self, now: datetime) -> bool:
        """Whether it has begun at a moment, as finely as its start is known; where that is not known, it has."""
        return self.starts_at <= When.of(now)[: len(self.starts_at)]


class AgendaItem(Record, kind="agenda_item", one=_("Agenda item"), many=_("Agenda items")):
    """One item of a meeting's agenda."""

    meeting: RecordId = reference(_("Meeting"), "meeting", required=True, part_of=True)
    position: str = position(_("Position"))
    title: Translated = translated(_("Title"), required=True)
    starts_at: When = moment(_("Starts"), finest=Precision.MINUTE)
    presenter: RecordId = reference(_("Presenter"), "person", personal=True)
    conclusion: Translated = translated(_("Conclusion"), lines=True)

    def called(self, language: str, name_of: NameOf) -> str:
        return self.title.within(language)


class Attendance(Record, kind="attendance", one=_("Attendance"), many=_("Attendances")):
    """That somebody was invited, came, or was excused."""

    meeting: RecordId = reference(_("Meeting"), "meeting", required=True, part_of=True)
    person: RecordId = reference(_("Person"), "person", personal=True)
    guest_name: str = line(_("Name of a guest"), personal=True)
    capacity: str = line(_("Role in this meeting"))
    status: str = code(_("Attendance"), "attendance", required=True, default="present")
    represented_by: RecordId = reference(_("Represented by"), "person", personal=True)
    arrived_at: When = moment(_("Arrived"), finest=Precision.MINUTE)
    left_at: When = moment(_("Left"), finest=Precision.MINUTE)
    interest_declared: str = prose(_("Interest declared"), audience=Audience.INTERNAL)

    def called(self, language: str, name_of: NameOf) -> str:
        who = name_of(self.person) or self.guest_name
        return " · ".join(filter(None, (who, name_of(self.meeting))))


class Entry(Record, kind="entry", one=_("Entry"), many=_("Entries")):
    """A note, a decision or an action under an agenda item. A note can become a decision or an action, and back."""

    agenda_item: RecordId = reference(_("Agenda item"), "agenda_item", required=True, part_of=True)
    position: str = position(_("Position"))
    kind: str = code(_("Kind of entry"), "entry_kind", required=True, default="note")
    text: Translated = translated(_("Text"), required=True, lines=True)
    speaker: RecordId = reference(_("Speaker"), "person", personal=True)
    number: str = line(_("Number of the decision"))
    votes_for: int | None = integer(_("Votes for"))
    votes_against: int | None = integer(_("Votes against"))
    votes_abstaining: int | None = integer(_("Abstentions"))
    owner: RecordId = reference(_("Owner"), "person", "organisation", personal=True)
    due_on: When = moment(_("Due"))
    implementation: str = code(_("Implementation"), "implementation")
    closed_on: When = moment(_("Closed on"))

    def called(self, language: str, name_of: NameOf) -> str:
        return self.text.within(language)

    @property
    def is_open_action(self) -> bool:
        """Whether it is an action that still has to be done."""
        return self.kind == "action" and self.implementation not in CLOSED

    def arises(self, meeting: Meeting, before: Meeting | None) -> bool:
        """Whether an action of an earlier meeting is a matter arising in a meeting: open, or closed since ``before``.

        That is the last meeting of the series; what was closed there was said there.
        """
        if self.kind != "action" or self.is_open_action:
            return self.kind == "action"
        day, since = meeting.starts_at[: Precision.DAY], before.starts_at[: Precision.DAY] if before else ""
        closed = str(self.closed_on)
        return bool(closed) and (closed >= day[: len(closed)] or (bool(since) and closed > since[: len(closed)]))

    def is_overdue(self, on: date) -> bool:
        """Whether it is an action that should have been done before that day."""
        return self.kind == "action" and is_overdue(self.due_on, self.implementation, on)
