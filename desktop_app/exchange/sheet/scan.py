"""The tables of XLSX and OpenDocument files measured from their XML, and what the reader of cells does not tell."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Final
from xml.parsers import expat

from desktop_app.exchange.sheet.guard import Extent, damaged, foreign
from desktop_app.exchange.sheet.table import column_number

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_REFERENCE: Final = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")

Range = tuple[tuple[int, int], tuple[int, int]]
"""The first and the last cell (row, column) of a merged one."""


@dataclass
class Facts:
    """What a scan of one table found."""

    uncomputed: set[tuple[int, int]] = field(default_factory=set)
    """Cells with a formula whose result is not in the file."""
    merged: list[Range] = field(default_factory=list)


def elements(path: Path, xml: IO[bytes]) -> list[tuple[str, dict[str, str]]]:
    """The elements of a small part, in order: local names, and attributes under their local names.

    Raises:
        Damaged: it is not well-formed.
        Foreign: it declares entities, which no spreadsheet program does.
    """
    found: list[tuple[str, dict[str, str]]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        found.append((_local(name), {_local(key): value for key, value in attributes.items()}))

    _parse(path, xml, start)
    return found


def scan_xlsx(path: Path, xml: IO[bytes]) -> Facts:
    """Measure one worksheet of an XLSX file (ECMA-376 part 1, 18.3.1.99).

    Raises:
        TooLarge: it reaches too far.
        Damaged: it is not well-formed.
        Foreign: it declares entities.
    """
    scan = _Xlsx(path)
    scan.parser = _parser(path, scan.start)
    _feed(path, scan.parser, xml)
    scan.close_cell()
    return scan.facts


class _Xlsx:
    """Follows the elements of a worksheet: where each cell is, and whether a formula has its result beside it."""

    parser: expat.XMLParserType

    def __init__(self, path: Path) -> None:
        self.facts = Facts()
        self._path = path
        self._extent = Extent(path)
        self._row = self._column = -1
        self._formula = False
        self._is_text = False
        self._columns: dict[str, int] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = _local(name)
        if tag == "c":
            self._cell(attributes.get("r", ""))
            self._is_text = attributes.get("t") == "str"
        elif tag == "row":
            self.close_cell()
            number = attributes.get("r", "")
            self._row = int(number) - 1 if number.isdecimal() and len(number) < 9 else self._row + 1
            self._column = -1
        elif tag == "f":
            self._formula = True
        elif tag == "v" and self._is_text:
            self._formula = False  # its result is a text, be it an empty one
        elif tag == "v" and self._formula:
            self.parser.CharacterDataHandler = self._result

    def _cell(self, reference: str) -> None:
        self.close_cell()
        if reference:
            found = _REFERENCE.fullmatch(reference)
            if found is None:
                raise damaged(self._path)
            self._row, self._column = int(found[2]) - 1, self._number(found[1])
        else:
            self._column += 1
        self._extent.reach(self._row, self._column)

    def _number(self, letters: str) -> int:
        if letters not in self._columns:
            self._columns[letters] = column_number(letters) or 0
        return self._columns[letters]

    def _result(self, text: str) -> None:
        if text.strip():
            self._formula = False
            self.parser.CharacterDataHandler = None

    def close_cell(self) -> None:
        """End the cell before: a formula that got no result is noted."""
        if self._formula:
            self.facts.uncomputed.add((self._row, self._column))
            self._formula = False
            self.parser.CharacterDataHandler = None


def scan_ods(path: Path, xml: IO[bytes]) -> dict[str, Facts]:
    """Measure the tables of an OpenDocument spreadsheet (OpenDocument 1.3 part 3, 9.1), by their names.

    Raises:
        TooLarge: one reaches too far.
        Damaged: it is not well-formed.
        Foreign: it declares entities.
    """
    scan = _Ods(path)
    _parse(path, xml, scan.start)
    return scan.tables


class _Ods:
    """Follows rows and cells, each of which may stand for many alike; empty ones reach nowhere."""

    def __init__(self, path: Path) -> None:
        self.tables: dict[str, Facts] = {}
        self._path = path
        self._facts = Facts()
        self._extent = Extent(path)
        self._row = self._column = self._next_row = self._next_column = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = _local(name)
        if tag == "table":
            self._facts = self.tables[attributes.get("table:name", "")] = Facts()
            self._extent = Extent(self._path)
            self._next_row = 0
        elif tag == "table-row":
            self._row, self._next_column = self._next_row, 0
            self._next_row += self._count(attributes, "table:number-rows-repeated")
        elif tag in ("table-cell", "covered-table-cell"):
            self._column = self._next_column
            self._next_column += self._count(attributes, "table:number-columns-repeated")
            self._cell(attributes)
        elif tag == "p":
            self._extent.reach(self._next_row - 1, self._next_column - 1)

    def _cell(self, attributes: dict[str, str]) -> None:
        if "office:value-type" in attributes:
            self._extent.reach(self._next_row - 1, self._next_column - 1)
        elif "table:formula" in attributes:
            self._facts.uncomputed.add((self._row, self._column))
        down = self._count(attributes, "table:number-rows-spanned")
        across = self._count(attributes, "table:number-columns-spanned")
        if down > 1 or across > 1:
            first = (self._row, self._column)
            self._facts.merged.append((first, (self._row + down - 1, self._column + across - 1)))

    def _count(self, attributes: dict[str, str], name: str) -> int:
        text = attributes.get(name, "1")
        if not text.isdecimal() or len(text) > 9:
            raise damaged(self._path)
        return max(int(text), 1)


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _parser(path: Path, start: Callable[[str, dict[str, str]], None]) -> expat.XMLParserType:
    def refuse(*_declaration: object) -> None:
        raise foreign(path)

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = refuse
    return parser


def _feed(path: Path, parser: expat.XMLParserType, xml: IO[bytes]) -> None:
    try:
        parser.ParseFile(xml)
    except expat.ExpatError as error:
        raise damaged(path) from error


def _parse(path: Path, xml: IO[bytes], start: Callable[[str, dict[str, str]], None]) -> None:
    _feed(path, _parser(path, start), xml)
