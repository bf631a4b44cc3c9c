"""Who sits in the groups of several cities, as a list for an annex."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.documents.blocks import Cell, Column, Paragraph, Table, cell, rich
from desktop_app.documents.membership import Group
from desktop_app.documents.people import People
from desktop_app.documents.wording import BLANK
from desktop_app.language import _
from desktop_app.records import When

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from desktop_app.documents.blocks import Block
    from desktop_app.documents.wording import Wording
    from desktop_app.records import City


def participants(wording: Wording, cities: Sequence[City], on: date) -> list[Block]:
    """Name, organisation and role of each member by city; a plain word where these readers may not be told."""
    people = People(wording, When.of(on))
    seats = [(city, seat) for city in cities for seat in Group(wording, city, on).memberships]
    named = [(city, seat) for city, seat in seats if people.can_name(seat.person)]
    if not seats:
        return []
    if not named:
        return [Paragraph(rich(wording.missing(_("The list of participants is not part of this edition."))))]
    labels = (_("City"), _("Full name"), _("Organisation"), _("Role in the group"))
    return [
        Table(
            columns=tuple(Column(share) for share in (16, 28, 38, 18)),
            header=tuple(cell(wording.run(label)) for label in labels),
            rows=[
                (
                    Cell((wording.line(wording.proper(city)),)),
                    Cell((wording.line(people.name(seat.person)),)),
                    Cell((wording.line(people.affiliation(seat.person)) or rich(BLANK),)),
                    cell(wording.label("group_role", seat.group_role) or BLANK),
                )
                for city, seat in named
            ],
            summary=wording.say(_("Members of the stakeholder groups by city: name, organisation and role")),
        )
    ]
