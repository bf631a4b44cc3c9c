"""Records with their relations, in memory: what a report, a form or an export is about. No SQL and no file."""

from __future__ import annotations

from collections import defaultdict
from functools import cache, cached_property
from typing import TYPE_CHECKING, TypeVar

import msgspec

from desktop_app.records.declare import KINDS, Record
from desktop_app.records.linked import SAME_AS, AsOne, Groups, links_of
from desktop_app.records.vocabulary import Audience

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from desktop_app.records.declare import Field, Value
    from desktop_app.records.people import Person
    from desktop_app.records.values import RecordId, Translated, When

R = TypeVar("R", bound=Record)


class Alternative(msgspec.Struct, frozen=True):
    """One of several values that disagree: a head of the log, with where it comes from."""

    value: Value
    author: str
    city: RecordId
    at: str
    """When it was written, by the clock of the machine it was written on, ISO 8601 in UTC."""
    shown: bool
    """Whether it is the one that is shown until somebody decides."""
    change: str
    """The id of the change, in hexadecimal."""
    batch: str = ""
    """What the import is called that brought it: its file's name; ``""`` where it was written here."""
    field: str = ""
    """Of an edit that contradicts a deletion: the field that it wrote."""


class Disagreement(msgspec.Struct, frozen=True):
    """A field of a record with more than one head. ``field`` may be ``deleted``."""

    record: RecordId
    kind: str
    field: str
    language: str
    alternatives: tuple[Alternative, ...]
    left: bool = False
    """Somebody here looked at all its values and left them side by side."""

    @property
    def sides(self) -> tuple[tuple[Alternative, ...], ...]:
        """The alternatives by what they say, the one that is shown first: what several people wrote alike is one."""
        found: dict[tuple[str, Value], list[Alternative]] = {}
        for one in self.alternatives:
            found.setdefault((one.field, one.value), []).append(one)
        return tuple(map(tuple, found.values()))


class Contested(msgspec.Struct, frozen=True):
    """Where a `Disagreement` is, without its values: of tens of thousands only a few are looked at."""

    record: RecordId
    kind: str
    field: str
    language: str
    values: int
    """How many different values there are; 0 where ``field`` is ``deleted``."""
    left: bool = False
    """As of the `Disagreement`."""


class MergedFile(msgspec.Struct, frozen=True):
    """One file that was taken into the workspace."""

    label: str
    sender: str
    at: str
    """By this machine's clock: ISO 8601, in UTC."""
    changes: int
    """How many it brought that were new."""
    file: str = ""
    """What the file was called."""


class Provenance(msgspec.Struct, frozen=True):
    """What a workspace is made of: which files were merged into it, and the fingerprint of the whole."""

    fingerprint: str
    files: tuple[MergedFile, ...]
    """The oldest first."""


class Revision(msgspec.Struct, frozen=True):
    """That a recommendation's text was changed after it had been settled."""

    number: int
    """Counts the days on which it was changed since."""
    before: Translated
    """The text as it was settled."""
    on: When
    """The day of the last change, by the clock of whoever made it."""

    def symbol(self, symbol: str) -> str:
        """A symbol with the number of the revision as the United Nations write it: ``TNG/REC/2017/4/Rev.1``."""
        return f"{symbol}/Rev.{self.number}" if symbol else ""


class Stale(msgspec.Struct, frozen=True):
    """That a text was changed in its original language after it had been translated."""

    field: str
    language: str
    """Of the translation."""
    original: str


class Unrecorded(msgspec.Struct, frozen=True):
    """That a meeting of the group says nothing of some who were its members on the day."""

    count: int
    named: tuple[Person, ...]
    """The first of them."""


class Dossier(msgspec.Struct, frozen=True, dict=True):
    """Records by id, and how they refer to each other. Those that are linked as the same are seen as one record."""

    records: Mapping[RecordId, Record]
    """Each as it was written."""
    about: tuple[RecordId, ...] = ()
    """The records that it was made for, in order; the others are there because these refer to them."""
    disagreements: tuple[Disagreement, ...] = ()
    provenance: Provenance | None = None
    """Of the workspace that it was read from, where a report asks for it."""
    revisions: Mapping[RecordId, Revision] = msgspec.field(default_factory=dict)
    """The recommendations whose text was changed since it was settled."""
    stale: Mapping[RecordId, tuple[Stale, ...]] = msgspec.field(default_factory=dict)
    """Translations that are older than their originals, of the records that it was made for and of their parts."""
    unrecorded: Mapping[RecordId, Unrecorded] = msgspec.field(default_factory=dict)
    """The meetings it was made for that leave members of the group out."""

    def find(self, kind: type[R], record: RecordId) -> R | None:
        """That record, if it is here and of that kind."""
        found = self._seen.get(self._groups.one(record))
        return found if isinstance(found, kind) else None

    def all(self, kind: type[R]) -> list[R]:
        """All records of a kind."""
        return [record for record in self._seen.values() if isinstance(record, kind)]

    def subjects(self, kind: type[R]) -> list[R]:
        """The records of a kind that the dossier was made for, in order."""
        about = dict.fromkeys(map(self._groups.one, self.about))
        return [record for id_ in about if (record := self.find(kind, id_)) is not None]

    def referring(self, kind: type[R], by: str, to: RecordId) -> list[R]:
        """The records of a kind whose field ``by`` refers to a record, in the order of their ``position``."""
        key = kind.kind_name, by, self._groups.one(to)
        found = [r for r in self._backwards.get(key, ()) if isinstance(r, kind)]
        return sorted(found, key=lambda record: (str(getattr(record, "position", "")), record.id))

    def is_of(self, record: Record, city: RecordId) -> bool:
        """Whether a city wrote a record down, by itself or as another record of the same person or organisation."""
        return record.city == city or (bool(self._groups) and city in self._one.cities(record.id))

    def title(self, record: RecordId, language: str) -> str:
        """What a reader calls a record; ``""`` for one that is not here."""
        found = self._seen.get(self._groups.one(record))
        return "" if found is None else found.called(language, lambda other: self.title(other, language))

    def disagreements_of(self, record: RecordId, name: str) -> tuple[Disagreement, ...]:
        """What is still undecided about one field of a record."""
        return self._undecided.get((self._groups.one(record), name), ())

    def for_audience(self, audience: Audience) -> Dossier:
        """The dossier without what that audience may not see: whole records, fields, and their alternatives.

        While two people disagree about who may see a record, the more careful one decides.
        """
        kept = {id_: redacted(r, audience) for id_, r in self.records.items() if self._open_to(r, audience)}
        return Dossier(
            kept,
            tuple(id_ for id_ in self.about if id_ in kept),
            tuple(d for d in self.disagreements if d.record in kept and _field_open(d, audience)),
            revisions={id_: revision for id_, revision in self.revisions.items() if id_ in kept},
            stale={id_: found for id_, found in self.stale.items() if id_ in kept},
            unrecorded={id_: found for id_, found in self.unrecorded.items() if _all_open(found.named, audience)},
        )

    def _open_to(self, record: Record, audience: Audience) -> bool:
        said = self._contradicted_audiences.get(record.id, ())
        return may_see(record, audience) and all(Audience.from_code(code) <= audience for code in said)

    @cached_property
    def _contradicted_audiences(self) -> dict[RecordId, list[str]]:
        return {
            found.record: [str(one.value) for one in found.alternatives]
            for found in self.disagreements
            if found.field == "confidentiality"
        }

    @cached_property
    def _groups(self) -> Groups:
        contradicted = (
            (found.record, str(one.value)) for found in self.disagreements if found.field == SAME_AS
            for one in found.alternatives if one.value
        )  # fmt: skip
        return links_of(self.records, contradicted)

    @cached_property
    def _one(self) -> AsOne:
        return AsOne(self.records, self._groups, frozenset(self.about))

    @cached_property
    def _seen(self) -> Mapping[RecordId, Record]:
        return self._one.records if self._groups else self.records

    @cached_property
    def _undecided(self) -> dict[tuple[RecordId, str], tuple[Disagreement, ...]]:
        index: dict[tuple[RecordId, str], tuple[Disagreement, ...]] = {}
        for found in self.disagreements:
            key = self._groups.one(found.record), found.field
            index[key] = (*index.get(key, ()), found)
        return index

    @cached_property
    def _backwards(self) -> dict[tuple[str, str, RecordId], list[Record]]:
        index: dict[tuple[str, str, RecordId], list[Record]] = defaultdict(list)
        for record in self._seen.values():
            for declared in _referring(record.kind_name):
                for target in declared.references(record):
                    index[record.kind_name, declared.name, target].append(record)
        return index


@cache
def _referring(kind: str) -> tuple[Field, ...]:
    """The fields of a kind that refer to other records."""
    return tuple(declared for declared in KINDS[kind].fields.values() if declared.refers_to)


def may_see(record: Record, audience: Audience) -> bool:
    """Whether an audience may see that this record exists."""
    return Audience.from_code(record.confidentiality) <= audience


def hidden_from(kind: type[Record], audience: Audience) -> tuple[Field, ...]:
    """The fields of a kind that are left out for an audience."""
    return tuple(declared for declared in kind.fields.values() if declared.audience > audience)


def redacted(record: R, audience: Audience) -> R:
    """The record without the fields that an audience may not see."""
    hidden = hidden_from(type(record), audience)
    written = [declared for declared in hidden if getattr(record, declared.name) != declared.type.empty]
    return record.with_values(**{declared.name: declared.type.empty for declared in written}) if written else record


def _all_open(records: Iterable[Record], audience: Audience) -> bool:
    """Whether an audience may see each of some records as it is called."""
    return all(
        may_see(one, audience) and redacted(one, audience).called("", str) == one.called("", str) for one in records
    )


def _field_open(disagreement: Disagreement, audience: Audience) -> bool:
    declared = KINDS[disagreement.kind].fields.get(disagreement.field) if disagreement.kind in KINDS else None
    return declared is None or declared.audience <= audience


def children_of(kind: str) -> tuple[tuple[type[Record], Field], ...]:
    """The kinds that are part of a kind, each with the field that says so."""
    return tuple(
        (other, declared)
        for other in KINDS.values()
        for declared in other.fields.values()
        if declared.part_of and kind in declared.refers_to
    )
