"""The rows of a list read one by one: which texts each has for which slot, and what those mean."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from desktop_app.exchange.sheet.folding import fold, tidy
from desktop_app.exchange.sheet.labels import read_code
from desktop_app.exchange.sheet.organisations import guess_type
from desktop_app.exchange.sheet.people import is_placeholder
from desktop_app.exchange.sheet.plan import NO_CORRECTIONS, Cell, Fate, Line, Place
from desktop_app.exchange.sheet.values import Manner, joined_text, read_value, side_by_side
from desktop_app.exchange.sheet.words import meaning
from desktop_app.language import Message, _
from desktop_app.records.types import InLanguages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop_app.exchange.sheet.columns import ColumnMapping
    from desktop_app.exchange.sheet.plan import Corrections
    from desktop_app.exchange.sheet.table import Sheet
    from desktop_app.exchange.sheet.values import Finder

_TABLE: Final = 3
"""Columns that are taken, from which on a row with a single cell is odd."""
_FEW: Final = 3
"""Cells that a heading or a total has at most."""
_NONE: Final[list[tuple[int, str]]] = []
_KEPT_CELLS: Final = 100_000
"""Cells that are remembered, so that what is often repeated is read once."""


class RowReader:
    """Reads the rows of one list in the way that a mapping says, with the person's corrections."""

    def __init__(self, sheet: Sheet, mapping: ColumnMapping, corrections: Corrections, find: Finder | None) -> None:
        self.sheet = sheet
        self.mapping = mapping
        self.target = mapping.target
        self.corrections = corrections
        self.manner = Manner(mapping.language, mapping.month_first, find)
        self.columns = mapping.by_slot()
        self.start = 0 if mapping.header is None else mapping.header + 1
        self._taken = sorted({number for numbers in self.columns.values() for number in numbers})
        self._header = {column.number: fold(column.header) for column in mapping.columns if column.header}
        self.above = {column: dict(self.repetitions(column)) for column in mapping.repeats}
        """By column and row, the row whose cell an empty one repeats."""
        self._typed_rows = corrections.by_row.keys()
        self._read: dict[tuple[str, int, str], Cell] = {}
        self._active = {kind.kind_name: self._said(kind.kind_name) for kind in self.target.kinds}
        self._at = -1
        self._texts: dict[str, list[tuple[int, str]]] = {}

    def _said(self, kind: str) -> tuple[str, ...]:
        """The slots of a kind that a row may give without the person's help."""
        said = (slot for slot in self.target.slots if slot in self.columns or slot in self.mapping.fixed)
        return tuple(slot for slot in said if slot.startswith(f"{kind}."))

    def slots(self, row: int, kind: str) -> tuple[str, ...]:
        """The slots of a kind that may have a cell in a row: those of its columns, and those that were typed."""
        active = self._active[kind]
        typed = self.corrections.by_row.get(row)
        if typed is None:
            return active
        more = {place.slot for place in typed if place.slot.startswith(f"{kind}.")}
        return tuple(slot for slot in self.target.slots if slot in more or slot in active)

    def repetitions(self, column: int) -> Iterator[tuple[int, int]]:
        """The empty cells of a column that have something above them: the row of each, and the row that it repeats.

        Nothing is repeated past a total, or past a heading that stands in another column or names a kind of
        organisations.
        """
        last, said = -1, list[int]()
        for row in range(self.start, len(self.sheet.rows)):
            if self.sheet.text(row, column).strip() or (row, column) in self.sheet.uncomputed:
                said.append(row)  # what it is matters only above an empty cell
            elif not self.is_blank(row) and not self.is_header_again(row):
                last = -1 if self._is_no_entry(row) else self._last(said, column, last)
                said.clear()
                if last >= 0:
                    yield row, last

    def _last(self, said: list[int], column: int, before: int) -> int:
        """The last of these rows that can be repeated, the one before them where they say nothing, or -1."""
        row = next((row for row in reversed(said) if not self.is_header_again(row)), None)
        if row is None:
            return before
        ends = self._is_no_entry(row) and (self._is_total(row) or _is_kind(self.sheet.text(row, column)))
        return -1 if ends else row

    def _is_no_entry(self, row: int) -> bool:
        return (row, 0) not in self.corrections.taken and self.why_no_line(row) is not None

    def _source(self, row: int, column: int) -> int:
        """The row that says what a cell says: its own, or the one that it repeats."""
        return self.above[column].get(row, row) if column in self.above else row

    def is_blank(self, row: int) -> bool:
        """Whether nothing stands in any column of the row that is taken."""
        cells = self.sheet.rows[row]
        return not any(column < len(cells) and cells[column].strip() for column in self._taken)

    def texts(self, row: int, slot: str) -> list[tuple[int, str]]:
        """The columns that give a slot in this row, with what they say."""
        if row != self._at:
            self._at, self._texts = row, self._all_texts(row)
        return self._texts.get(slot, _NONE)

    def _all_texts(self, row: int) -> dict[str, list[tuple[int, str]]]:
        found: dict[str, list[tuple[int, str]]] = {}
        for slot, columns in self.columns.items():
            for column in columns:
                text = tidy(self.sheet.text(self._source(row, column), column))
                if text or self.is_uncomputed(row, column):
                    found.setdefault(slot, []).append((column, text))
        return found

    def is_uncomputed(self, row: int, column: int) -> bool:
        """Whether a cell holds a formula without its result, or repeats one."""
        return (self._source(row, column), column) in self.sheet.uncomputed

    def is_header_again(self, row: int) -> bool:
        """Whether a row repeats the header, as lists do that were printed on several pages."""
        said = [(column, text) for column, text in enumerate(self.sheet.rows[row]) if text.strip()]
        return len(said) >= 2 and all(self._header.get(column) == fold(text) for column, text in said)

    def why_no_line(self, row: int) -> Message | None:
        """Why a row looks like a heading or a total rather than like an entry of the list."""
        filled = self._filled(row)
        if len(filled) > _FEW:
            return None
        if self._is_total(row):
            return _("This looks like a total, not like an entry: the row is left out.")
        alone = len(filled) == 1 and len(self._taken) >= _TABLE
        if alone and (row in self.sheet.spread or self._names_a_group(filled[0])):
            return _("This looks like a heading, not like an entry: the row is left out.")
        return None

    def _filled(self, row: int) -> list[str]:
        return [text for text in map(str.strip, self.sheet.rows[row]) if text]

    def _is_total(self, row: int) -> bool:
        first = fold(next((text for text in self._filled(row) if not text.isdecimal()), ""))
        return any(first == word or first.startswith(f"{word} ") for word in meaning("total"))

    def _names_a_group(self, text: str) -> bool:
        if not self.target.is_group:
            return False
        return _is_kind(text) or bool(guess_type(text))

    def typed(self, row: int, slot: str, part: int = 0) -> str | None:
        """What the person typed for a cell of a line, or else for the one that it repeats."""
        own = self.corrections.typed.get(Place(row, slot, part)) if row in self._typed_rows else None
        source = self._source_of_slot(row, slot)
        if own is not None or source == row:
            return own
        return self.corrections.typed.get(Place(source, slot))

    def _source_of_slot(self, row: int, slot: str) -> int:
        columns = self.columns.get(slot, ())
        return self._source(row, columns[0]) if len(columns) == 1 else row

    def cell(self, row: int, slot: str, part: int = 0) -> Cell | None:
        """The cell of a slot, from its columns or from what the person typed; ``None`` where there is nothing."""
        typed = self.typed(row, slot, part)
        if typed is not None:
            is_own = Place(row, slot, part) in self.corrections.typed
            return self.read(slot, typed, -1 if is_own else self.columns[slot][0]) if typed.strip() else None
        texts = self.texts(row, slot)
        field = self.target.slots[slot].field
        assert field is not None
        if self.sheet.uncomputed and any(self.is_uncomputed(row, column) and not text for column, text in texts):
            return Cell("", None, texts[0][0], refusal=_uncomputed())
        if len(texts) > 1 and isinstance(field.type, InLanguages):
            cells = [self.read(slot, text, column) for column, text in texts]
            values = [cell.value for cell in cells if cell.refusal is None]
            first = next((cell for cell in cells if cell.refusal), cells[0])
            return first if first.refusal else replace(first, value=side_by_side(values))
        if not texts:
            return self.fixed(slot)
        cell = self.read(slot, joined_text(field, [text for _column, text in texts]), texts[0][0])
        says_nothing = cell.value is None and cell.refusal is None
        return (self.fixed(slot) or cell) if says_nothing else cell

    def fixed(self, slot: str) -> Cell | None:
        """What the mapping puts where the list says nothing; in doubt where the list has a column for it."""
        text = self.mapping.fixed.get(slot, "")
        if not text:
            return None
        cell = self.read(slot, text)
        if slot in self.columns and cell.refusal is None:
            said = _("The list says nothing here; “{text}” is used.", text=text)
            return replace(cell, doubts=(said, *cell.doubts), column=self.columns[slot][0])
        return cell

    def read(self, slot: str, text: str, column: int = -1) -> Cell:
        """A text read as the value of a slot. What an optional cell says without meaning anything is left out."""
        key = (slot, column, text)
        known = self._read.get(key)
        if known is not None:
            return known
        field = self.target.slots[slot].field
        assert field is not None
        if is_placeholder(text):
            cell = Cell(text, None, column)
        else:
            reading = read_value(field, text, self.manner)
            cell = Cell(text, reading.value, column, reading.doubts, reading.refusal)
        if len(self._read) < _KEPT_CELLS:
            self._read[key] = cell
        return cell

    def plain_lines(self, row: int) -> Iterator[Line]:
        """The line of a row that makes one record."""
        slots = self.slots(row, self.target.kind.kind_name)
        cells = {slot: cell for slot in slots if (cell := self.cell(row, slot)) is not None}
        yield Line(row, 0, cells)

    def left_out(self, row: int, why: Message | None) -> Line:
        """The line of a row that is not taken."""
        text = " · ".join(text for text in map(tidy, self.sheet.rows[row]) if text)
        return Line(row, 0, {next(iter(self.target.slots)): Cell(text)}, Fate.LEFT_OUT, doubts=(why,) if why else ())


def gaps(sheet: Sheet, mapping: ColumnMapping) -> frozenset[int]:
    """The columns that have empty cells which can mean what stands above them."""
    reader = RowReader(sheet, mapping, NO_CORRECTIONS, None)
    may = (column.number for column in mapping.columns if mapping.may_repeat(column))
    return frozenset(number for number in may if next(reader.repetitions(number), None) is not None)


def _is_kind(text: str) -> bool:
    """Whether a text is what a kind of organisations is called."""
    return any(read_code(name, text).refusal is None for name in ("organisation_type", "player"))


def _uncomputed() -> Message:
    return _(
        "This cell holds a formula whose result is not in the file. Open the list in a spreadsheet program and save"
        " it, type here what it should say, or leave the cell empty."
    )
