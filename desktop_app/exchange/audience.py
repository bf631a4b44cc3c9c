"""What each audience may see of the log: decided change by change, when a bundle is made.

A record is seen by the narrowest audience that any of its heads, or of the records that it is part of, names: while two
people disagree about who may see it, the more careful one decides. Of what this version does not know (a kind, a
field, a code, the whole that a part belongs to) nothing leaves the city, because nobody here can say that it may. Which
city an installation writes for always leaves: every change names its installation.

The Chatham House Rule lets out what was said, and neither who said it nor for whom they spoke. So of such a meeting no
attendance leaves the city, nor any field that names a person or an organisation.

What is left out is a whole cell with all its history. No receiver sees a gap inside one, and none of the ids that do
leave depends on a value that does not; where a deletion names such ids, the salt in them keeps low-entropy values safe.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Final

from desktop_app.records import KINDS, Attendance, Audience, Meeting
from desktop_app.workspace.changes.change import DELETED
from desktop_app.workspace.changes.site import KIND as SITE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop_app.records import Field, RecordId
    from desktop_app.workspace import Change

_CONFIDENTIALITY: Final = "confidentiality"
_ATTRIBUTION: Final = (Meeting.kind_name, "attribution")
_ATTRIBUTED: Final = ("attributed", None)
_NAMING: Final = frozenset({"person", "organisation", "membership"})
"""The kinds that tell who somebody is, or for whom they speak."""


def heads(cell: Iterable[Change]) -> list[Change]:
    """The changes of one cell that none of its others names as a parent."""
    changes = list(cell)
    superseded = {parent for change in changes for parent in change.parents}
    return [change for change in changes if change.id not in superseded]


@dataclass
class _Facts:
    """What decides who may see one record."""

    audience: Audience = Audience.PUBLIC
    wholes: set[RecordId] = field(default_factory=set)
    unnamed: bool = False
    stated: bool = False


class Gate:
    """Says of each change whether an audience may have it."""

    def __init__(self, changes: Iterable[Change], audience: Audience) -> None:
        """Learn who may see what.

        Args:
            changes: all changes of the workspace, sorted by record and cell; read once. None are needed for the
                city's own audience, which gets everything.
            audience: for whom a bundle is made.
        """
        self._audience = audience
        self._facts: dict[RecordId, _Facts] = {}
        self._seen: dict[str, int] = {}
        self._last: tuple[RecordId, Audience, bool] = ("", Audience.INTERNAL, True)
        if audience < Audience.INTERNAL:
            self._learn(changes)

    def lets(self, change: Change) -> bool:
        """Whether that change leaves.

        Not one written after the gate learned who may see what: somebody may have closed the record first.
        """
        if self._audience is Audience.INTERNAL:
            return True
        if change.seq > self._seen.get(change.site, 0):
            return False
        if change.kind == SITE:
            return True
        narrowest, unnamed = self._remembered(change.record)
        if narrowest > self._audience or change.kind not in KINDS:
            return False
        if unnamed and change.kind == Attendance.kind_name:
            return False
        if change.field == DELETED:
            return True
        declared = KINDS[change.kind].fields.get(change.field)
        return declared is not None and declared.audience <= self._audience and not (unnamed and _names(declared))

    def lets_no_name(self, record: RecordId) -> bool:
        """Whether a record is about a meeting in which, for this audience, nobody may be named."""
        return self._audience < Audience.INTERNAL and self._remembered(record)[1]

    def _remembered(self, record: RecordId) -> tuple[Audience, bool]:
        if self._last[0] != record:
            self._last = (record, *self._of(record))
        return self._last[1:]

    def _learn(self, changes: Iterable[Change]) -> None:
        for (record, kind), cells in groupby(changes, key=lambda change: (change.record, change.kind)):
            facts = self._facts.setdefault(record, _Facts())
            facts.stated = False
            for (name, _language), cell in groupby(cells, key=lambda change: (change.field, change.language)):
                found = list(cell)
                for change in found:
                    if change.seq > self._seen.get(change.site, 0):
                        self._seen[change.site] = change.seq
                if _decides(kind, name):
                    self._take(facts, kind, name, found)
            if not facts.stated:
                facts.audience = max(facts.audience, _ordinary(kind))

    def _take(self, facts: _Facts, kind: str, name: str, cell: list[Change]) -> None:
        values = [change.json for change in heads(cell)]
        if name == _CONFIDENTIALITY:
            facts.stated = True
            facts.audience = max([facts.audience, *(Audience.from_code(str(value)) for value in values)])
        elif (kind, name) == _ATTRIBUTION:
            facts.unnamed |= any(value not in _ATTRIBUTED for value in values)
        else:
            facts.wholes.update(value for value in values if isinstance(value, str))

    def _of(self, record: RecordId) -> tuple[Audience, bool]:
        """The narrowest audience of a record and all that it is part of, and whether nobody may be named in it."""
        narrowest, unnamed = Audience.PUBLIC, False
        seen: set[RecordId] = set()
        ahead = [record]
        while ahead:
            here = ahead.pop()
            if here in seen:
                continue
            seen.add(here)
            facts = self._facts.get(here)
            if facts is None:
                return Audience.INTERNAL, True
            narrowest, unnamed = max(narrowest, facts.audience), unnamed or facts.unnamed
            ahead.extend(facts.wholes)
        return narrowest, unnamed


def _decides(kind: str, name: str) -> bool:
    if name == _CONFIDENTIALITY or (kind, name) == _ATTRIBUTION:
        return True
    declared = KINDS[kind].fields.get(name) if kind in KINDS else None
    return declared is not None and declared.part_of


def _ordinary(kind: str) -> Audience:
    """Who may see a record about which nothing is said: what its kind says of new ones."""
    declared = KINDS[kind].fields.get(_CONFIDENTIALITY) if kind in KINDS else None
    return Audience.from_code(str(declared.default)) if declared is not None else Audience.INTERNAL


def _names(declared: Field) -> bool:
    return declared.personal or not _NAMING.isdisjoint(declared.refers_to)
