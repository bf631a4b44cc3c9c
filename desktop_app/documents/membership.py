"""Who sits in a group on a day, who came and who left: what reports about the group count from."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from desktop_app.records import City, Membership, Organisation, Person, When, vocabulary

if TYPE_CHECKING:
    from datetime import date

    from desktop_app.documents.wording import Wording
    from desktop_app.language import SortKey
    from desktop_app.records import Dossier, RecordId


@dataclass(frozen=True)
class Group:
    """The stakeholder group of one city on one day, its lists in the order of the language of ``wording``."""

    wording: Wording
    city: City
    on: date

    @cached_property
    def memberships(self) -> list[Membership]:
        """Those that hold, in the order of the roles in the group."""
        day = When.of(self.on)
        return sorted((m for m in self._all if m.holds_on(day)), key=self._place)

    def of(self, organisation: RecordId) -> list[Membership]:
        """The memberships of one organisation."""
        return self._by_organisation.get(organisation, [])

    @cached_property
    def organisations(self) -> list[Organisation]:
        """The city's organisations, by type as in the vocabulary, then by name."""
        types = vocabulary("organisation_type").codes
        found = [o for o in self.dossier.all(Organisation) if self.dossier.is_of(o, self.city.id)]
        place = self.wording.place
        return sorted(found, key=lambda o: (types.index(o.type) if o.type in types else len(types), place(o), o.id))

    def joined_since(self, day: date) -> list[Membership]:
        """Those that began after a day, and no later than this one."""
        found = (m for m in self._all if When.of(day) < m.starts_on <= When.of(self.on))
        return sorted(found, key=lambda m: (m.starts_on, *self._filed(m)))

    def left_since(self, day: date) -> list[Membership]:
        """Those that ended after a day, and no later than this one."""
        found = (m for m in self._all if When.of(day) < m.ends_on <= When.of(self.on))
        return sorted(found, key=lambda m: (m.ends_on, *self._filed(m)))

    @cached_property
    def _by_organisation(self) -> dict[RecordId, list[Membership]]:
        found: dict[RecordId, list[Membership]] = defaultdict(list)
        for membership in self.memberships:
            found[membership.organisation].append(membership)
        return found

    @cached_property
    def _all(self) -> list[Membership]:
        return [m for m in self.dossier.all(Membership) if self.dossier.is_of(m, self.city.id)]

    @property
    def dossier(self) -> Dossier:
        """Whom it counts among."""
        return self.wording.dossier

    def _place(self, membership: Membership) -> tuple[int, SortKey, RecordId]:
        roles = vocabulary("group_role").codes
        place = roles.index(membership.group_role) if membership.group_role in roles else len(roles)
        return place, *self._filed(membership)

    def _filed(self, membership: Membership) -> tuple[SortKey, RecordId]:
        person = self.dossier.find(Person, membership.person)
        return self.wording.filed(person.filed_as if person else ""), membership.id
