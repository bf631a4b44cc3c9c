"""What an import would do, as plain data: the window and the command line show the same.

A row of the list gives one line, or one for each person that it names. A line has a cell for each slot
(`person.email`) in which something would be written.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from desktop_app.exchange.sheet.table import row_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from desktop_app.exchange.sheet.columns import ColumnMapping
    from desktop_app.exchange.sheet.differences import Held
    from desktop_app.exchange.sheet.table import Sheet
    from desktop_app.language import Message
    from desktop_app.records import RecordId, Value


class Place(NamedTuple):
    """A cell of the plan: the row of the list, the slot, and which of the row's people it is about."""

    row: int
    slot: str = ""
    """Empty for the line as a whole."""
    part: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell of the plan would write."""

    text: str
    """What the list says, or what the person typed instead."""
    value: Value = None
    column: int = -1
    """The column that it comes from; -1 where it was worked out."""
    doubts: tuple[Message, ...] = ()
    """Why somebody should look at it; it would be written all the same."""
    refusal: Message | None = None
    """Why it cannot be written. While there is one, nothing of the list is."""
    held: Held | None = None
    """What the workspace says in its place, where that is something else."""


class Fate(Enum):
    """What becomes of a line."""

    ADDED = "added"
    """Something of it is new."""
    KNOWN = "known"
    """All of it is in an earlier line or in the workspace already."""
    CHANGED = "changed"
    """It is in the workspace already, where something of it becomes what the list says."""
    LEFT_OUT = "left out"
    """It is a heading, a total, a header repeated, or the person left it out."""


class How(Enum):
    """Where a record of a line comes from."""

    NEW = "new"
    LINE = "line"
    WORKSPACE = "workspace"


@dataclass(frozen=True, slots=True)
class Link:
    """A record that a line is about."""

    kind: str
    how: How
    made: int = -1
    """Which of the plan's `makes` it is; -1 where it is in the workspace."""
    record: RecordId = ""
    """Its identity, where it is in the workspace."""
    line: Place | None = None
    """The line that makes it, where that is an earlier one."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the list, or one person of a row."""

    row: int
    part: int
    cells: Mapping[str, Cell]
    fate: Fate = Fate.ADDED
    links: tuple[Link, ...] = ()
    doubts: tuple[Message, ...] = ()
    """About the line as a whole: why it is left out, or that it seems to be there already."""
    told: tuple[Message, ...] = ()
    """What is good to know of the line as a whole, and needs no look."""
    refusals: tuple[Message, ...] = ()
    """What keeps the line as a whole from being written."""
    alternate_of: int = -1
    """The part of the row for whom this person stands in; -1 for nobody there."""

    @property
    def place(self) -> Place:
        """The line as a whole."""
        return Place(self.row, "", self.part)

    @property
    def held(self) -> Iterator[tuple[str, Cell, Held]]:
        """The cells, by slot, in which the workspace says something else."""
        return ((slot, cell, cell.held) for slot, cell in self.cells.items() if cell.held is not None)

    def link(self, kind: str) -> Link | None:
        """The record of a kind that the line is about."""
        return next((link for link in self.links if link.kind == kind), None)


@dataclass(frozen=True, slots=True)
class Ref:
    """The record that the plan makes as its ``made``-th; its identity is known once it is there."""

    made: int


@dataclass(frozen=True, slots=True)
class Make:
    """A record that would be made."""

    kind: str
    values: Mapping[str, Value | Ref]
    line: Place


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to look at, with its place in the list."""

    place: Place
    column: int
    sentence: Message
    refused: bool
    differs: bool = False
    """Whether it is that the workspace says something else."""

    @property
    def row_name(self) -> str:
        """The row as spreadsheet programs number it."""
        return row_name(self.place.row)


@dataclass(frozen=True)
class Corrections:
    """What the person changed in the preview. Each method gives another set; none changes this one."""

    typed: Mapping[Place, str] = field(default_factory=dict)
    """Text in place of what a line's cell would be."""
    accepted: frozenset[Place] = frozenset()
    """Doubts that were looked at; a place without a slot stands for all of its line."""
    left_out: frozenset[tuple[int, int]] = frozenset()
    """Lines (row, part) that are not to be taken."""
    taken: frozenset[tuple[int, int]] = frozenset()
    """Lines to be taken as they are, though they look like a heading or like somebody who is there already."""
    replaced: frozenset[Place] = frozenset()
    """Cells that replace what the workspace says in their place."""

    def typing(self, place: Place, text: str) -> Corrections:
        """With another text for a cell of a line; an empty one leaves the cell empty."""
        return replace(self, typed={**self.typed, place: text})

    def accepting(self, *places: Place) -> Corrections:
        """With doubts that were looked at; what is in the workspace there stays as it is."""
        return replace(self, accepted=self.accepted.union(places), replaced=self.replaced.difference(places))

    def replacing(self, *places: Place) -> Corrections:
        """With cells whose text replaces what is in the workspace."""
        return replace(self, replaced=self.replaced.union(places))

    def leaving_out(self, row: int, part: int = 0) -> Corrections:
        """Without a line."""
        key = (row, part)
        return replace(self, left_out=self.left_out | {key}, taken=self.taken - {key})

    def taking(self, row: int, part: int = 0) -> Corrections:
        """With a line that would be left out, or that would be taken for somebody who is there already."""
        key = (row, part)
        return replace(self, taken=self.taken | {key}, left_out=self.left_out - {key})

    @cached_property
    def by_row(self) -> dict[int, dict[Place, str]]:
        """What was typed, row by row: a row is read anew when this changes."""
        rows: dict[int, dict[Place, str]] = {}
        for place, text in self.typed.items():
            rows.setdefault(place.row, {})[place] = text
        return rows

    def accepts(self, place: Place) -> bool:
        """Whether the doubts of a cell were looked at."""
        return place in self.accepted or place._replace(slot="") in self.accepted


NO_CORRECTIONS = Corrections()


@dataclass(frozen=True)
class SheetPlan:
    """What an import would do. Nothing is written until `apply`."""

    sheet: Sheet
    mapping: ColumnMapping
    corrections: Corrections
    read: tuple[Line, ...]
    """The lines as each row alone makes them, before they were put together."""
    lines: tuple[Line, ...]
    makes: tuple[Make, ...]
    """In the order in which they are made."""
    notes: tuple[Message, ...]
    """About the list as a whole."""
    above: Mapping[int, Mapping[int, int]] = field(default_factory=dict)
    """By column and row, the row whose cell an empty one repeats."""

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many records of each kind would be made."""
        return dict(Counter(make.kind for make in self.makes))

    @cached_property
    def differences(self) -> tuple[Place, ...]:
        """Where the list says something else than the workspace about what is there, and does not replace it."""
        return tuple(
            Place(line.row, slot, line.part)
            for line in self.lines
            for slot, _cell, held in line.held
            if not held.replaced
        )

    @cached_property
    def edits(self) -> Mapping[RecordId, Mapping[str, Value]]:
        """What would change in records that are in the workspace: values by field."""
        edits: dict[RecordId, dict[str, Value]] = {}
        for line in self.lines:
            for _slot, cell, held in line.held:
                if held.replaced:
                    edits.setdefault(held.record, {})[held.field.name] = cell.value
        return edits

    @cached_property
    def known(self) -> int:
        """How many lines are about what is there already, and add nothing."""
        return sum(line.fate is Fate.KNOWN for line in self.lines)

    @cached_property
    def doubts(self) -> int:
        """Doubts that nobody has looked at yet."""
        return sum(not remark.refused for remark in self.remarks())

    @cached_property
    def refusals(self) -> int:
        """Places that must be corrected, or their lines left out, before the list can be taken."""
        return sum(remark.refused for remark in self.remarks())

    def repeated(self, line: Line, slot: str) -> int | None:
        """The row above whose cell gives a slot of a line; ``None`` where the line's own row or nothing does."""
        cell = line.cells.get(slot)
        if cell is None or not cell.text:
            return None
        return self.above.get(cell.column, {}).get(line.row)

    def remarks(self) -> Iterator[Remark]:
        """Everything that wants looking at, in the order of the list."""
        for line in self.lines:
            yield from self.remarks_on(line)

    def remarks_on(self, line: Line) -> Iterator[Remark]:
        """What wants looking at in one line: the line as a whole first, then its cells."""
        for sentence in line.refusals:
            yield Remark(line.place, -1, sentence, refused=True)
        if not self.corrections.accepts(line.place):
            for sentence in line.doubts:
                yield Remark(line.place, -1, sentence, refused=False)
        if line.fate is Fate.LEFT_OUT:
            return
        for slot, cell in line.cells.items():
            place = Place(line.row, slot, line.part)
            if cell.refusal is not None:
                yield Remark(place, cell.column, cell.refusal, refused=True)
            elif not self.corrections.accepts(place):
                for sentence in cell.doubts:
                    yield Remark(place, cell.column, sentence, refused=False)
                if cell.held is not None and not cell.held.replaced:
                    yield Remark(place, cell.column, cell.held.sentence(cell.value), refused=False, differs=True)
