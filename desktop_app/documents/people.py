"""How a document names people: with their function and organisation *as at the day it is about*.

A person who has since moved to another organisation still spoke for the old one, so a membership is looked up by
date. Where the Chatham House Rule holds, neither a name nor an affiliation is given.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from desktop_app.language import _
from desktop_app.records import Audience, Dossier, Meeting, Membership, Organisation, Person, When

if TYPE_CHECKING:
    from desktop_app.documents.blocks import Rich, Run
    from desktop_app.documents.wording import Wording
    from desktop_app.records import RecordId


CHATHAM_HOUSE: Final = "chatham_house"
"""The attribution under which neither a name nor an affiliation leaves the city."""


def under_chatham_house(dossier: Dossier, meeting: Meeting) -> bool:
    """Whether the Chatham House Rule holds for a meeting; also while somebody says so and somebody does not."""
    undecided = dossier.disagreements_of(meeting.id, "attribution")
    said = {meeting.attribution, *(str(one.value) for found in undecided for one in found.alternatives)}
    return CHATHAM_HOUSE in said


def membership_on(dossier: Dossier, person: RecordId, day: When) -> Membership | None:
    """The membership that a person held on a day; of several, the one that began last."""
    held = [m for m in dossier.referring(Membership, "person", person) if m.holds_on(day)]
    return max(held, key=lambda membership: (membership.starts_on, membership.id), default=None)


@dataclass(frozen=True)
class People:
    """Names people and organisations for one document, as at one day."""

    wording: Wording
    day: When

    @classmethod
    def at(cls, wording: Wording, meeting: Meeting) -> People:
        """As people are named when they speak of one meeting."""
        named = wording.audience is Audience.INTERNAL or not under_chatham_house(wording.dossier, meeting)
        return cls(replace(wording, named=named), meeting.starts_at)

    def membership(self, person: RecordId) -> Membership | None:
        """What the person was on that day."""
        return membership_on(self.wording.dossier, person, self.day)

    def organisation(self, person: RecordId) -> Organisation | None:
        """For whom the person sat in the group on that day."""
        held = self.membership(person)
        return self.wording.dossier.find(Organisation, held.organisation) if held else None

    def can_name(self, person: RecordId) -> bool:
        """Whether there is a name that may be said."""
        return self.wording.named and self.wording.dossier.find(Person, person) is not None

    def name(self, person: RecordId, *, bold: bool = False) -> Rich:
        """The person's name with the form of address; a plain word where it may not be said or is not known."""
        found = self.wording.dossier.find(Person, person)
        if found is None or not self.wording.named:
            return (self.wording.missing(_("not named in this edition")),)
        name = " ".join(f"{found.given_name} {found.family_name}".split())
        # No line ends between the form of address and the name.
        said = "\N{NO-BREAK SPACE}".join(filter(None, (*found.honorific.split(), name)))
        return (self.wording.name(said, bold=bold) if said else self._erased(),)

    def _erased(self) -> Run:
        return self.wording.missing(_("name no longer kept"))

    def function(self, person: RecordId) -> Rich:
        """The person's function on that day; empty where none is written down."""
        held = self.membership(person) if self.wording.named else None
        return self.wording.written(held, "function") if held else ()

    def organisation_name(self, organisation: Organisation) -> Rich:
        """An organisation's name."""
        if not self.wording.named:
            return (self.wording.missing(_("not named in this edition")),)
        acronym = (self.wording.name(organisation.acronym),) if organisation.acronym else ()
        nameless = (self.wording.missing(_("organisation without a name")),)
        return self.wording.proper(organisation) or acronym or nameless

    def affiliation(self, person: RecordId) -> Rich:
        """The name of the organisation on that day; empty where none is written down."""
        found = self.organisation(person) if self.wording.named else None
        return self.organisation_name(found) if found else ()

    def full(self, person: RecordId) -> Rich:
        """Name, function and organisation, in one line."""
        return self.wording.join((self.name(person), self.function(person), self.affiliation(person)))

    def speaker(self, person: RecordId) -> Rich:
        """The name, and in brackets the organisation by its acronym where it has one."""
        found = self.organisation(person) if self.wording.named else None
        if found is None:
            return self.name(person, bold=True)
        short = (self.wording.name(found.acronym),) if found.acronym else self.organisation_name(found)
        return self.wording.compose(_("{name} ({organisation})"), name=self.name(person, bold=True), organisation=short)

    def owner(self, owner: RecordId) -> Rich:
        """The person or the organisation that something was given to."""
        organisation = self.wording.dossier.find(Organisation, owner)
        return self.organisation_name(organisation) if organisation else self.name(owner)

    def filed_as(self, person: RecordId) -> str:
        """By what a list puts somebody in order; ``""`` for nobody who is here."""
        found = self.wording.dossier.find(Person, person)
        return found.filed_as if found else ""
