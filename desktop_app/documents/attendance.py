"""Who was there: the lists of minutes, or how many of which kind of organisation where nobody may be named."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from desktop_app.documents.blocks import Cell, Column, Heading, Listing, Paragraph, Style, Table, cell, rich
from desktop_app.documents.people import membership_on
from desktop_app.documents.wording import BLANK, muted
from desktop_app.language import Message, _
from desktop_app.records import Attendance, Dossier, Meeting, Membership, Organisation, Person, attending, vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop_app.documents.blocks import Block, Rich
    from desktop_app.documents.people import People
    from desktop_app.documents.wording import Wording
    from desktop_app.records.attending import Place

_NAMED_ROLES: Final = frozenset({"chair", "rapporteur", "secretary", "observer", "alternate"})
_FEW: Final = 3
"""Below how many people of one type of organisation the type is not counted by itself, since it would tell who."""


def attendance_blocks(people: People, dossier: Dossier, meeting: Meeting) -> list[Block]:
    """The section on attendance, without its heading.

    Args:
        dossier: with everything in it, to know whether something is left out.
    """
    wording = people.wording
    there = wording.dossier.referring(Attendance, "meeting", meeting.id)
    if not there:
        hidden = dossier.referring(Attendance, "meeting", meeting.id)
        said = _("The list of participants is not part of this edition.") if hidden else _("No attendance is recorded.")
        return [Paragraph(rich(wording.missing(said)))]
    if not _can_name(wording, there):
        return [*_composition(wording, there, meeting), Paragraph(_counts(wording, there), Style.SMALL)]
    blocks: list[Block] = []
    in_order = sorted(there, key=lambda attendance: _order(people, meeting, attendance))
    for group, heading in attending.GROUPS.items():
        members = [one for one in in_order if attending.group_of(one) == group]
        if members:
            number = rich(wording.number(len(members)))
            blocks.append(Heading(2, wording.compose(_("{group} ({n})"), group=rich(wording.run(heading)), n=number)))
            blocks.append(
                _table(people, meeting, heading, members)
                if group == "present"
                else Listing(tuple(_line(people, meeting, attendance) for attendance in members))
            )
    return [*blocks, Paragraph(_counts(wording, there), Style.SMALL)]


def _can_name(wording: Wording, there: Sequence[Attendance]) -> bool:
    known = any(a.guest_name or wording.dossier.find(Person, a.person) for a in there)
    return wording.named and known


def _order(people: People, meeting: Meeting, attendance: Attendance) -> Place:
    who = attendance.person
    name = people.filed_as(who) or attendance.guest_name
    return attending.place(name, people.wording.language, chairs=bool(who) and who == meeting.chair)


def _table(people: People, meeting: Meeting, heading: Message, members: Sequence[Attendance]) -> Table:
    wording = people.wording
    return Table(
        columns=(Column(30), Column(38), Column(32)),
        header=tuple(cell(wording.run(label)) for label in (_("Full name"), _("Function"), _("Organisation"))),
        rows=[_row(people, meeting, attendance) for attendance in members],
        summary=wording.say(_("{group}: name, function and organisation", group=heading)),
        first_column_is_header=True,
    )


def _row(people: People, meeting: Meeting, attendance: Attendance) -> tuple[Cell, ...]:
    wording = people.wording
    function = people.function(attendance.person)
    below = [muted(remark) for remark in _remarks(people, meeting, attendance)]
    return (
        Cell((wording.line(people.name(attendance.person)),)),
        Cell(tuple(wording.line(line) for line in (function, *below) if line) or (rich(BLANK),)),
        Cell((wording.line(people.affiliation(attendance.person)) or rich(BLANK),)),
    )


def _line(people: People, meeting: Meeting, attendance: Attendance) -> Rich:
    """One who has no row of the table: name, function, organisation and remarks in a line."""
    wording = people.wording
    if attendance.person:
        who = people.full(attendance.person)
    else:
        guest = attendance.guest_name
        name = wording.name(guest) if guest else wording.missing(_("name not recorded"))
        who = wording.join((rich(name), rich(wording.name(attendance.capacity))))
    return wording.line(wording.join((who, *_remarks(people, meeting, attendance))))


def _remarks(people: People, meeting: Meeting, attendance: Attendance) -> list[Rich]:
    """What is said beside a name: the role, by whom represented, coming late and leaving early."""
    wording = people.wording
    roles = _roles(people, meeting, attendance)
    found = [rich(wording.name(wording.joined(roles)))] if roles else []
    if attendance.represented_by:
        found.append(wording.compose(_("represented by {name}"), name=people.name(attendance.represented_by)))
    times = [
        wording.say(said(wording.time(when)))
        for said, when in ((_arrived, attendance.arrived_at), (_left, attendance.left_at))
        if wording.time(when)
    ]
    if times:
        found.append(rich(wording.joined(times)))
    if attendance.interest_declared:
        found.append(wording.compose(_("Interest declared: {text}"), text=rich(attendance.interest_declared)))
    return found


def _arrived(time: str) -> Message:
    return _("arrived at {time}", time=time)


def _left(time: str) -> Message:
    return _("left at {time}", time=time)


def _roles(people: People, meeting: Meeting, attendance: Attendance) -> list[str]:
    who, wording = attendance.person, people.wording
    if not who:
        return []
    in_meeting = {"chair": meeting.chair, "rapporteur": meeting.rapporteur, "secretary": meeting.secretary}
    roles = [wording.label("group_role", role) for role, holder in in_meeting.items() if holder == who]
    if attendance.capacity:
        roles.append(attendance.capacity)
    held = people.membership(who)
    if not roles and held and held.group_role in _NAMED_ROLES:
        roles.append(wording.label("group_role", held.group_role))
    return roles


def _composition(wording: Wording, there: Sequence[Attendance], meeting: Meeting) -> list[Block]:
    """How many people of which type of organisation took part; small types together, since they would tell who."""
    dossier = wording.dossier
    types = Counter(_type(dossier, a, meeting) for a in there if a.status in attending.TOOK_PART)
    large = [code for code in vocabulary("organisation_type").codes if types[code] >= _FEW]
    others = sum(types.values()) - sum(types[code] for code in large)
    counted = [(wording.label("organisation_type", code), types[code]) for code in large]
    if not counted:
        return []
    if others:
        counted.append((wording.say(_("Other types of organisation")), others))
    return [
        Table(
            columns=(Column(75), Column(25)),
            header=(
                cell(wording.run(_("Type of organisation"))),
                cell(wording.run(_("Participants")), align="figures"),
            ),
            rows=[(cell(label), cell(wording.number(count), align="figures")) for label, count in counted],
            summary=wording.say(_("How many people took part, by type of organisation")),
            first_column_is_header=True,
        )
    ]


def _type(dossier: Dossier, attendance: Attendance, meeting: Meeting) -> str:
    held: Membership | None = membership_on(dossier, attendance.person, meeting.starts_at)
    organisation = dossier.find(Organisation, held.organisation) if held else None
    return organisation.type if organisation else ""


def _counts(wording: Wording, there: Sequence[Attendance]) -> Rich:
    """How many are in each of the lists, in words."""
    return rich(wording.joined([wording.say(message) for message in attending.in_words(there)]))
