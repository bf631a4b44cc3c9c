"""Which column of a list is what, as proposed and as the person decides."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from desktop_app.errors import InvalidValue, Unknown
from desktop_app.exchange.sheet.folding import fold
from desktop_app.exchange.sheet.table import column_name, column_number
from desktop_app.language import Message, _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop_app.exchange.sheet.targets import Target


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the list, and what it is taken for."""

    number: int
    header: str
    """What stands above it; empty where nothing does."""
    samples: tuple[str, ...]
    """The first few different texts in it."""
    slot: str = ""
    """The key of a slot; empty for a column that is not taken."""
    confidence: float = 0.0
    """From 0 to 1; 1 for the very name of the slot, or what the person chose."""
    doubt: Message | None = None
    """Why the person should look at the choice."""

    @property
    def name(self) -> str:
        """What to call the column to a person: its header, or its letters."""
        return " ".join(self.header.split()) or column_name(self.number)


@dataclass(frozen=True)
class ColumnMapping:
    """How a list is to be read. Frozen: each method gives another."""

    target: Target
    columns: tuple[Column, ...]
    header: int | None
    """The row of the header; ``None`` where there is none and the first row is a row like the others."""
    language: str
    """The language of the texts in the list, for fields that are written in several."""
    month_first: bool = False
    """Whether ``03/11/2016`` is in March, as in the United States."""
    family_first: bool = False
    """Whether whole names begin with the family name where nothing in them tells."""
    repeats: frozenset[int] = frozenset()
    """Columns in which an empty cell means what stands above it."""
    fixed: Mapping[str, str] = field(default_factory=dict)
    """By slot, the text that a row gets where the list says nothing."""

    def column(self, name: str) -> Column:
        """The column that a person names: by its header, its letters or its number from 1.

        Raises:
            Unknown: there is none, or more than one.
        """
        wanted = fold(name)
        found = [column for column in self.columns if name.strip() and column.header.strip() == name.strip()]
        found = found or [column for column in self.columns if wanted and fold(column.header) == wanted]
        if not found:
            number = int(name) - 1 if name.isdecimal() and len(name) < 6 else column_number(name)
            found = [column for column in self.columns if column.number == number]
        if len(found) != 1:
            names = ", ".join(f"{column_name(column.number)} “{column.name}”" for column in self.columns)
            raise Unknown(
                _("There is no column “{column}”. The columns are: {columns}.", column=name[:80], columns=names)
            )
        return found[0]

    def assigned(self, column: int, slot: str) -> ColumnMapping:
        """With a column taken for a slot, or for nothing when ``slot`` is empty.

        A slot that only one column may give is taken away from the column that had it. What empty cells mean was said
        of what a column held before, and is said anew of what it holds now.

        Raises:
            Unknown: there is no such slot.
        """
        key = self.target.slot(slot).key if slot else ""
        alone = bool(key) and not self.target.slots[key].joins
        before = {each.number: each.slot for each in self.columns}
        columns = tuple(
            replace(each, slot=key, confidence=1.0, doubt=None)
            if each.number == column
            else replace(each, slot="", confidence=0.0, doubt=None)
            if alone and each.slot == key
            else each
            for each in self.columns
        )
        same = {each.number for each in columns if each.slot == before[each.number]}
        return replace(self, columns=columns, repeats=self.repeats & same)

    def with_fixed(self, slot: str, text: str) -> ColumnMapping:
        """With a text for the rows in which the list says nothing; an empty one takes it away.

        Raises:
            Unknown: there is no such slot.
        """
        key = self.target.slot(slot).key
        fixed = {**self.fixed, key: text}
        return replace(self, fixed={name: said for name, said in fixed.items() if said.strip()})

    def may_repeat(self, column: Column) -> bool:
        """Whether an empty cell of a column can mean what stands above it.

        In a list of people that holds for what several of them share, and not for what is somebody's own: the row
        above is somebody else's.
        """
        return bool(column.slot) and not self._is_own(column.slot)

    def _is_own(self, slot: str) -> bool:
        return self.target.is_group and self.target.slots[slot].kind == self.target.kind.kind_name

    def repeating(self, column: int, *, on: bool = True) -> ColumnMapping:
        """With a column in which an empty cell means what stands above it, or no longer.

        Raises:
            InvalidValue: it is taken for nothing, or for what each row says of somebody else.
        """
        found = next(each for each in self.columns if each.number == column)
        if on and not found.slot:
            raise InvalidValue(
                _(
                    "Column “{column}” is left out. Say first what it holds, then what its empty cells mean.",
                    column=found.name,
                )
            )
        if on and not self.may_repeat(found):
            raise InvalidValue(
                _(
                    "Column “{column}” is about each person alone: its empty cells cannot mean the same as above.",
                    column=found.name,
                )
            )
        return replace(self, repeats=self.repeats | {column} if on else self.repeats - {column})

    def by_slot(self) -> dict[str, tuple[int, ...]]:
        """The columns of each slot that any column gives, in the order of the slots."""
        found: dict[str, tuple[int, ...]] = {}
        for key in self.target.slots:
            numbers = tuple(column.number for column in self.columns if column.slot == key)
            if numbers:
                found[key] = numbers
        return found


def with_choices(mapping: ColumnMapping, choices: list[str]) -> ColumnMapping:
    """The mapping with what somebody wrote on the command line: ``COLUMN=FIELD``, or ``COLUMN=`` for nothing.

    ``=FIELD=TEXT`` gives the text that every row gets where the list says nothing.

    Raises:
        InvalidValue: a choice has no ``=``.
        Unknown: there is no such column or field.
    """
    for choice in choices:
        name, equals, slot = choice.rpartition("=")
        if choice.startswith("=") and choice.count("=") >= 2:
            fixed_slot, _equals, text = choice[1:].partition("=")
            mapping = mapping.with_fixed(fixed_slot.strip(), text)
            continue
        if not equals:
            raise InvalidValue(_("“{choice}” is not in the form COLUMN=FIELD.", choice=choice[:80]))
        mapping = mapping.assigned(mapping.column(name).number, slot.strip())
    return mapping


def with_repeats(mapping: ColumnMapping, names: list[str]) -> ColumnMapping:
    """The mapping with the columns that somebody named on the command line, whose empty cells mean what stands above.

    Raises:
        Unknown: there is no such column.
        InvalidValue: its empty cells cannot mean that.
    """
    for name in names:
        mapping = mapping.repeating(mapping.column(name).number)
    return mapping
