"""Where a list says something else than the workspace about what is there already. Nothing is replaced unasked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from desktop_app.exchange.sheet.folding import fold, tidy
from desktop_app.exchange.sheet.plan import Fate, Line, Place
from desktop_app.language import Message, _, list_mark
from desktop_app.records import Translated, When
from desktop_app.records.types import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from desktop_app.exchange.sheet.columns import ColumnMapping
    from desktop_app.exchange.sheet.known import Known
    from desktop_app.exchange.sheet.plan import Cell, Corrections
    from desktop_app.exchange.sheet.table import Sheet
    from desktop_app.records import Field, Record, RecordId, Value

_BY_NAME: Final = "organisation.name"
"""What an organisation is found by: another name for it has its own doubt."""
_PARTS: Final = ("person.family_name", "person.given_name")


@dataclass(frozen=True, slots=True)
class Held:
    """What the workspace says in the place of a cell."""

    record: RecordId
    field: Field
    value: Value
    """Of a text in several languages, those that the cell says something in."""
    replaced: bool
    """Whether the cell is to replace it."""
    title: Callable[[RecordId, str], str]
    """What another record is called in a language."""

    def sentence(self, listed: Value) -> Message:
        """What is here, what the list says, and which of them counts."""
        here, there = Shown(self.field, self.value, self.title), Shown(self.field, listed, self.title)
        said = {"field": self.field.label, "here": here, "listed": there}
        if self.replaced:
            return _("{field}: “{listed}” from the list replaces what is here.", **said)
        if not self.value:
            return _(
                "{field}: empty here, “{listed}” in the list. It stays empty unless you take what the list says.",
                **said,
            )
        return _(
            "{field}: “{here}” here, “{listed}” in the list. What is here stays unless you take what the list says.",
            **said,
        )


@dataclass(frozen=True, slots=True)
class Shown:
    """A value as a reader of any language reads it: a value of a `Message`."""

    field: Field
    value: Value
    title: Callable[[RecordId, str], str]

    def within(self, language: str) -> str:
        """The value in that language."""
        if isinstance(self.value, Translated):
            return " / ".join(self.value.values())
        if self.field.refers_to:
            records = self.value if isinstance(self.value, tuple) else (str(self.value),)
            return list_mark(language).join(self.title(record, language) for record in records)
        return self.field.type.show(self.value, language)


def compared(
    lines: Iterable[Line], known: Known, sheet: Sheet, mapping: ColumnMapping, corrections: Corrections
) -> list[Line]:
    """The lines, each cell with what the workspace says instead. What several lines say alike is told once."""
    return list(_Comparing(known, sheet, mapping, corrections).lines(lines))


class _Comparing:
    def __init__(self, known: Known, sheet: Sheet, mapping: ColumnMapping, corrections: Corrections) -> None:
        self._known = known
        self._sheet = sheet
        self._mapping = mapping
        self._corrections = corrections
        self._told: set[tuple[RecordId, str, Value]] = set()

    def lines(self, lines: Iterable[Line]) -> Iterator[Line]:
        for line in lines:
            held = {} if line.fate is Fate.LEFT_OUT else dict(self._held(line))
            if not held:
                yield line
                continue
            cells = {slot: replace(cell, held=held.get(slot)) for slot, cell in line.cells.items()}
            replaces = any(one.replaced for one in held.values())
            fate = Fate.CHANGED if line.fate is Fate.KNOWN and replaces else line.fate
            yield replace(line, cells=cells, fate=fate)

    def _held(self, line: Line) -> Iterator[tuple[str, Held]]:
        for link in line.links:
            record = self._known.kept(link.kind).get(link.record) if link.record else None
            if record is None:
                continue
            renamed = link.kind != "person" or _name_differs(record, line.cells)
            for slot, cell in line.cells.items():
                if slot.startswith(f"{link.kind}.") and slot != _BY_NAME and (renamed or slot not in _PARTS):
                    held = self._against(record, Place(line.row, slot, line.part), cell)
                    if held is not None:
                        yield slot, held

    def _against(self, record: Record, place: Place, cell: Cell) -> Held | None:
        field = self._mapping.target.slots[place.slot].field
        if field is None or cell.value is None or cell.refusal is not None or not self._is_said(place, cell):
            return None
        here = getattr(record, field.name)
        if isinstance(cell.value, Translated):
            here = Translated({language: text for language in cell.value if (text := here.get(language))})
        key = (record.id, field.name, cell.value)
        if _agree(field, here, cell.value) or key in self._told:
            return None
        self._told.add(key)
        return Held(record.id, field, here, place in self._corrections.replaced, self._known.title)

    def _is_said(self, place: Place, cell: Cell) -> bool:
        """Whether the list itself says it, or the person in its place: it was not worked out."""
        if place in self._corrections.typed:
            return True
        if cell.column < 0 or not cell.text:
            return False
        stands = self._sheet.text(place.row, cell.column).strip()
        return bool(stands) or cell.text != self._mapping.fixed.get(place.slot)


def _name_differs(record: Record, cells: Mapping[str, Cell]) -> bool:
    """Whether a person has another name, wherever a list divides it."""
    here = " ".join(str(getattr(record, slot.partition(".")[2])) for slot in _PARTS)
    listed = " ".join(str(cells[slot].value or "") for slot in _PARTS if slot in cells)
    return sorted(fold(here).split()) != sorted(fold(listed).split())


def _agree(field: Field, here: Value, listed: Value) -> bool:
    """Whether two values say the same, however they are written."""
    if isinstance(listed, Translated):
        return isinstance(here, Translated) and all(_plain(here.get(at, "")) == _plain(listed[at]) for at in listed)
    if isinstance(listed, tuple):
        return isinstance(here, tuple) and set(here) == set(listed)
    if isinstance(listed, When):
        return str(here).startswith(listed)  # a year agrees with a day in it
    if not isinstance(listed, str) or not isinstance(here, str):
        return here == listed
    if isinstance(field.type, Text) and field.type.form == "phone":
        return _digits(here) == _digits(listed)
    if isinstance(field.type, Text) and field.type.lines:
        return {_plain(line) for line in listed.splitlines()} <= {_plain(line) for line in here.splitlines()}
    return _plain(here) == _plain(listed)


def _plain(text: str) -> str:
    return " ".join(tidy(text).casefold().split())


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())
