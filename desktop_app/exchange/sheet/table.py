"""A list as it lies in its file: texts in rows and columns, before anybody has said what they mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

MAX_ROWS: Final = 100_000
"""Rows of a list that are taken at once."""

HEAD: Final = 50
"""Rows at the top in which titles and the header may stand; they come on top of `MAX_ROWS`."""

MAX_COLUMNS: Final = 1_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of one file. Rows and columns count from 0; `row_name` and `column_name` give what people see."""

    path: Path
    table: str
    """The name of the table in its workbook; empty for a text file."""
    tables: tuple[str, ...]
    """The names of all tables in the workbook that are not hidden."""
    rows: tuple[tuple[str, ...], ...]
    """The text of each cell; cells at the end of a row that are empty are left out. Dates are ISO 8601.

    A cell that is merged over several rows is repeated in each of them.
    """
    spread: frozenset[int] = frozenset()
    """Rows in which one cell is merged over three columns or more, as titles are."""
    uncomputed: frozenset[tuple[int, int]] = frozenset()
    """Cells (row, column) with a formula whose result is not in the file."""
    encoding: str = ""
    """How a text file was read, as Python calls it: ``utf-8``, ``cp1252``, ``cp1256``."""
    separator: str = ""
    """What separates the cells of a text file."""

    @property
    def width(self) -> int:
        """The number of columns in which anything stands."""
        return max(map(len, self.rows), default=0)

    def text(self, row: int, column: int) -> str:
        """The text of a cell; empty where the row is shorter."""
        cells = self.rows[row]
        return cells[column] if column < len(cells) else ""


def row_name(row: int) -> str:
    """The number of a row as spreadsheet programs show it."""
    return str(row + 1)


def column_name(column: int) -> str:
    """The letters of a column as spreadsheet programs show them: A, B, … Z, AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(name: str) -> int | None:
    """The column with these letters; ``None`` for what no column is called."""
    if not (name.isascii() and name.isalpha() and len(name) <= 3):
        return None
    number = 0
    for letter in name.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
