"""Records that stand for one and the same person or organisation, and how such a group is seen as one.

Two cities write down the same person, neither knowing of the other. A link says so: the field `SAME_AS` of either
record. Nothing is rewritten, so unlinking brings back what was there. Links are taken together, whichever way they
point: whoever is linked with one of a group is of the group, and a circle of links says no more than a line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from desktop_app.records import attending
from desktop_app.records.meeting import Attendance
from desktop_app.records.people import Membership
from desktop_app.records.values import Translated, When

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from desktop_app.records.declare import Record, Value
    from desktop_app.records.values import RecordId

R = TypeVar("R", bound="Record")

SAME_AS: Final = "same_as"
"""The field by which a record is linked with another of its kind."""
NOT_SAME_AS: Final = "not_same_as"
"""The field that names the records with which it was compared and found to be somebody else."""

_ONCE: Final[dict[type[Record], tuple[str, ...]]] = {
    Attendance: ("meeting", "person"),
    Membership: ("person", "organisation"),
}
"""Relations that two records of one person or organisation have twice: counted once for the same values of these."""
_NEVER: Final = "9999"


class Groups:
    """Which records stand for the same. Of each group one record stands for all: the one with the smallest id."""

    def __init__(self, links: Iterable[tuple[RecordId, RecordId]] = ()) -> None:
        """Put linked records together, whatever the order of the links and the way in which each points."""
        self._first: dict[RecordId, RecordId] = {}
        for one, other in links:
            if one != other:
                low, high = sorted((self._root(one), self._root(other)))
                self._first[low] = low
                self._first[high] = low
        self._members: dict[RecordId, tuple[RecordId, ...]] = {}
        for record in sorted(self._first):
            root = self._first[record] = self._root(record)
            self._members[root] = (*self._members.get(root, ()), record)

    def _root(self, record: RecordId) -> RecordId:
        above = self._first.setdefault(record, record)
        while above != record:
            self._first[record] = self._first[above]
            record, above = above, self._first[above]
        return record

    def __bool__(self) -> bool:
        return bool(self._members)

    def __iter__(self) -> Iterator[tuple[RecordId, ...]]:
        """Each group, by its members."""
        return iter(self._members.values())

    def one(self, record: RecordId) -> RecordId:
        """The record that stands for a record's group; itself where it is linked with none."""
        return self._first.get(record, record)

    def members(self, record: RecordId) -> tuple[RecordId, ...]:
        """All records of a record's group, the one that stands for it first; itself where it is linked with none."""
        return self._members.get(self.one(record), (record,))

    def with_members(self, records: Iterable[RecordId]) -> list[RecordId]:
        """Records, and all that stand for the same as one of them, each once."""
        return list(dict.fromkeys(member for record in records for member in self.members(record)))


def is_named(record: Record) -> bool:
    """Whether there is anything by which a record is called. Of one whose data were erased there is not."""
    return bool(record.called("en", lambda _other: ""))


def links_of(records: Mapping[RecordId, Record], more: Iterable[tuple[RecordId, RecordId]] = ()) -> Groups:
    """The groups among some records.

    A link holds only between named records of one kind that are both there: so nobody gets the name back of a person
    whose data were erased.

    Args:
        records: by id.
        more: links that are not in a record's own field because others contradict them.
    """
    said = [(id_, getattr(record, SAME_AS)) for id_, record in records.items() if getattr(record, SAME_AS, "")]
    return Groups((one, other) for one, other in (*said, *more) if _may_link(records, one, other))


def _may_link(records: Mapping[RecordId, Record], one: RecordId, other: RecordId) -> bool:
    first, second = records.get(one), records.get(other)
    return first is not None and type(first) is type(second) and is_named(first) and is_named(records[other])


class AsOne:
    """Records with each group as one: what one of them leaves empty filled from the others, the relations of all on it,
    and each relation once.
    """

    def __init__(self, records: Mapping[RecordId, Record], groups: Groups, chiefly: Collection[RecordId] = ()) -> None:
        """Put them together.

        Args:
            records: by id, each as it was written.
            groups: which of them stand for the same.
            chiefly: records whose own words come before those of others of their group.
        """
        self.records: dict[RecordId, Record] = {}
        self._cities: dict[RecordId, set[RecordId]] = {}
        self._relations: dict[tuple[str, ...], RecordId] = {}
        for id_, record in records.items():
            if groups.one(id_) == id_:
                members = sorted((records[member] for member in groups.members(id_)), key=lambda r: r.id not in chiefly)
                if len(members) > 1:
                    self._cities[id_] = {member.city for member in members}
                    self._put(_turned(filled(members[0], members[1:]), groups).with_values(id=id_), groups)
                else:
                    self._put(_turned(record, groups), groups)

    def cities(self, record: RecordId) -> Collection[RecordId]:
        """The cities that wrote a record down: of one that stands for several, each of theirs."""
        found = self.records.get(record)
        return self._cities.get(record) or (() if found is None else (found.city,))

    def _put(self, record: Record, groups: Groups) -> None:
        key = _relation(record) if _names_group(record, groups) else None
        twin = self._relations.get(key) if key else None
        if twin is not None and _is_one(self.records[twin], record):
            self._cities[twin] = {*self.cities(twin), record.city}
            self.records[twin] = _joined(self.records[twin], record)
            return
        self.records[record.id] = record
        if key:
            self._relations[key] = record.id


def filled(record: R, others: Iterable[Record]) -> R:
    """A record in which what is empty is filled from others of its group, and each text from every language."""
    values: dict[str, Value] = {}
    for other in others:
        for name, field in record.fields.items():
            if field.links or field.name == "ends_on":
                continue
            own, theirs = values.get(name, getattr(record, name)), getattr(other, name)
            if isinstance(own, Translated) and isinstance(theirs, Translated):
                if set(theirs) - set(own):
                    values[name] = Translated({**theirs, **own})
            elif own == field.type.empty and theirs != field.type.empty:
                values[name] = theirs
    return record.with_values(**values) if values else record


def _turned(record: R, groups: Groups) -> R:
    """A record whose references name the records that stand for their groups."""
    values: dict[str, Value] = {}
    for name, field in record.fields.items():
        if not field.refers_to or field.links:
            continue
        value = getattr(record, name)
        ids = value if isinstance(value, tuple) else (value,)
        firsts = tuple(dict.fromkeys(groups.one(id_) for id_ in ids))
        if firsts != ids:
            values[name] = firsts if isinstance(value, tuple) else firsts[0]
    return record.with_values(**values) if values else record


def _names_group(record: Record, groups: Groups) -> bool:
    return any(len(groups.members(getattr(record, name))) > 1 for name in _ONCE.get(type(record), ()))


def _relation(record: Record) -> tuple[str, ...] | None:
    names = _ONCE.get(type(record))
    return (record.kind_name, *(getattr(record, name) for name in names)) if names else None


def _is_one(earlier: Record, later: Record) -> bool:
    """Whether two relations between the same are one: a person who left and came back was a member twice."""
    if not isinstance(earlier, Membership) or not isinstance(later, Membership):
        return True
    return earlier.starts_on <= (later.ends_on or _NEVER) and later.starts_on <= (earlier.ends_on or _NEVER)


def _joined(one: Record, other: Record) -> Record:
    """One relation of two that say the same: who came, came; who sits in the group, sits there since the first date."""
    if isinstance(one, Membership) and isinstance(other, Membership):
        starts = [when for when in (one.starts_on, other.starts_on) if when]
        until = max(one.ends_on, other.ends_on) if one.ends_on and other.ends_on else When()
        return filled(one, (other,)).with_values(starts_on=min(starts, default=When()), ends_on=until)
    if isinstance(one, Attendance) and isinstance(other, Attendance):
        first, second = (other, one) if attending.rank(other) < attending.rank(one) else (one, other)
        return filled(first, (second,)).with_values(id=one.id)
    return filled(one, (other,))
