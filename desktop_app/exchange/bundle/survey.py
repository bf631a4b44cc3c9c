"""What leaves with a bundle, said to the person before it does: how much of what, and every name."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from desktop_app.exchange.audience import heads
from desktop_app.exchange.bundle.mentions import Mentions
from desktop_app.records import KINDS, Audience, Field, Person, Record
from desktop_app.records.types import Text
from desktop_app.workspace.changes.site import KIND as SITE

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from desktop_app.records import RecordId
    from desktop_app.workspace import Change

_NAME: Final = "name"


@dataclass(frozen=True)
class Leaving:
    """What a bundle for an audience holds."""

    audience: Audience
    changes: int
    records: Mapping[str, int]
    """How many records of each kind that a person wrote and that are there, by the kind's name."""
    deleted: int
    """How many records more of which it says that they were deleted."""
    people: tuple[str, ...]
    """What each person in it is called, sorted: one for each record of a person that is there, ``""`` for one without
    a name."""
    other_names: tuple[str, ...]
    """Every other name of somebody in it, each once, sorted: guests, people who were deleted, and other spellings of
    the same people."""
    authors: tuple[str, ...]
    """Who wrote what is in it. Their names are part of the history, and leave with it."""
    personal: Mapping[tuple[str, str], int]
    """How many records carry something in each field of personal data, by the names of kind and field."""
    held_back: int
    """How many changes stay, because the audience may not see them."""
    mentioned: tuple[str, ...] = ()
    """Who is probably named in texts that leave, although their own record stays, or although the meeting is one in
    which nobody may be named."""

    @property
    def names(self) -> tuple[str, ...]:
        """Every name of somebody in it, each once, sorted."""
        return _sorted({*self.people, *self.other_names} - {""})


class Survey:
    """Counts what leaves, record by record."""

    def __init__(self, audience: Audience, people: Iterable[Person], there: Container[RecordId]) -> None:
        """Begin.

        Args:
            audience: for whom the bundle is.
            people: everyone in the workspace, to be looked for in its texts.
            there: the records of the workspace that are shown, because nobody deleted them.
        """
        self._audience = audience
        self._mentions = Mentions(people)
        self._people: set[RecordId] = set()
        self._changes = 0
        self._held_back = 0
        self._there = there
        self._deleted = 0
        self._records: Counter[str] = Counter()
        self._called: list[str] = []
        self._names: set[str] = set()
        self._authors: set[str] = set()
        self._personal: Counter[tuple[str, str]] = Counter()

    def add(self, leaving: Sequence[Change], *, held_back: int, unnamed: bool) -> None:
        """Count one record.

        Args:
            leaving: its changes that leave.
            held_back: how many of it stay.
            unnamed: whether nobody may be named in it.
        """
        self._changes += len(leaving)
        self._held_back += held_back
        for change in leaving:
            self._authors.add(change.author)
            self._mentions.look(change, unnamed=unnamed)
        for kind in {change.kind for change in leaving} - {SITE}:
            there = kind not in KINDS or leaving[0].record in self._there
            self._records[kind] += there
            self._deleted += not there
            if kind == Person.kind_name:
                self._people.add(leaving[0].record)
            if kind in KINDS:
                self._count_personal(KINDS[kind], [change for change in leaving if change.kind == kind], there=there)

    def result(self) -> Leaving:
        """All that was counted."""
        return Leaving(
            self._audience,
            self._changes,
            dict(+self._records),
            self._deleted,
            _sorted(self._called),
            _sorted(self._names - set(self._called)),
            _sorted(filter(None, self._authors)),
            dict(self._personal),
            self._held_back,
            self._mentions.named(self._people),
        )

    def _count_personal(self, kind: type[Record], changes: Sequence[Change], *, there: bool) -> None:
        said = {change.field for change in changes if change.value not in (None, "null")}
        for name in said:
            if name in kind.fields and kind.fields[name].personal:
                self._personal[kind.kind_name, name] += 1
        naming = [declared for declared in kind.fields.values() if declared.name in said and _is_name(declared)]
        called, others = _names(kind, naming, changes) if naming else ("", set())
        self._names |= others - {""}
        if kind is Person and there:
            self._called.append(called)
        elif called:
            self._names.add(called)


def _sorted(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(names, key=str.casefold))


def _is_name(declared: Field) -> bool:
    """Whether a field holds a part of somebody's name: a personal line of text whose own name ends in “name”."""
    plain = isinstance(declared.type, Text) and not declared.type.lines and declared.type.form == "any"
    return plain and declared.personal and declared.name.endswith(_NAME)


def _names(kind: type[Record], naming: Iterable[Field], changes: Sequence[Change]) -> tuple[str, set[str]]:
    """What the record is called by its name fields alone, and every other value that they have or had."""
    current: dict[str, str] = {}
    every: set[str] = set()
    for declared in naming:
        cell = [change for change in changes if change.field == declared.name]
        every.update(str(declared.type.from_json(change.json)) for change in cell)
        current[declared.name] = next((str(declared.type.from_json(head.json)) for head in heads(cell)), "")
    called = kind(**current).called("", lambda _other: "")
    return called, every - set(current.values())
