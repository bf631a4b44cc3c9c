"""Actions in documents: the table of a meeting's own, and those still open from the meetings before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.documents.blocks import Cell, Column, Run, Table, Tone, cell, rich
from desktop_app.documents.numbering import entries_of
from desktop_app.documents.wording import paragraphs
from desktop_app.language import Message, _
from desktop_app.records import Dossier, Entry, Meeting, When
from desktop_app.records.meeting import CLOSED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from desktop_app.documents.blocks import Rich
    from desktop_app.documents.footnotes import Footnotes
    from desktop_app.documents.people import People
    from desktop_app.records import RecordId


def earlier_meetings(dossier: Dossier, meeting: Meeting) -> list[Meeting]:
    """The meetings before this one in its series, oldest first; a series that bites its tail ends there."""
    found: list[Meeting] = []
    seen = {meeting.id}
    before = dossier.find(Meeting, meeting.previous)
    while before is not None and before.id not in seen:
        seen.add(before.id)
        found.append(before)
        before = dossier.find(Meeting, before.previous)
    return found[::-1]


def matters_arising(dossier: Dossier, meeting: Meeting) -> list[tuple[Meeting, list[Entry]]]:
    """The actions of each earlier meeting in the series that are open, or were closed since the last of them."""
    last = dossier.find(Meeting, meeting.previous)
    found = (
        (before, [entry for entry in entries_of(dossier, before.id) if entry.arises(meeting, last)])
        for before in earlier_meetings(dossier, meeting)
    )
    return [(before, entries) for before, entries in found if entries]


def action_table(
    people: People,
    footnotes: Footnotes,
    entries: Sequence[Entry],
    numbers: Mapping[RecordId, str],
    on: date,
    summary: Message,
) -> Table:
    """Number, action, owner, due date and status of each; what is overdue says so in words.

    Args:
        on: the day on which something is overdue or not.
        summary: what the table shows, for somebody who cannot see it.
    """
    wording = people.wording
    labels = (_("No."), _("Action"), _("Owner"), _("Due"), _("Status"))
    return Table(
        columns=tuple(Column(share) for share in (9, 35, 21, 18, 17)),
        header=tuple(cell(wording.run(label)) for label in labels),
        rows=[
            (
                cell(numbers.get(entry.id, "")),
                Cell(tuple(paragraphs(footnotes.written(entry, "text")))),
                Cell((owner_of(people, footnotes, entry),)),
                Cell((due_of(footnotes, entry),)),
                Cell(tuple(status_of(footnotes, entry, on))),
            )
            for entry in entries
        ],
        summary=wording.say(summary),
        first_column_is_header=True,
    )


def owner_of(people: People, footnotes: Footnotes, entry: Entry) -> Rich:
    """Who has an action to do, or that nobody has it yet."""
    said = people.owner(entry.owner) if entry.owner else rich(people.wording.missing(_("no owner yet")))
    return footnotes.wording.line(footnotes.on(said, entry, "owner"))


def due_of(footnotes: Footnotes, entry: Entry) -> Rich:
    """By when an action is due, or that there is no date yet."""
    wording = footnotes.wording
    said = Run(wording.moment(entry.due_on)) if entry.due_on else wording.missing(_("no date yet"))
    return footnotes.on(rich(said), entry, "due_on")


def status_of(footnotes: Footnotes, entry: Entry, on: date) -> list[Rich]:
    """How far an action is; a second line says that it is overdue, or when it was closed."""
    wording = footnotes.wording
    said = (
        wording.label("implementation", entry.implementation) if entry.implementation else wording.say(_("Still open"))
    )
    lines = [footnotes.on(rich(said), entry, "implementation")]
    if entry.is_overdue(on):
        lines.append(rich(wording.run(_("overdue"), bold=True, tone=Tone.WARNING)))
    if entry.closed_on and entry.implementation in CLOSED:
        lines.append(rich(Run(wording.day(When(entry.closed_on)), tone=Tone.MUTED)))
    return lines
