"""What a workbook would cost to read, found out before it is read.

A spreadsheet file is a zip of XML or a file system of its own, and a hostile or damaged one can ask for any amount of
memory: parts that unpack to terabytes, or two cells at opposite corners of an endless table, for which the reader
would make room in between. Everything is measured here first, and refused in a sentence.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from typing import IO, TYPE_CHECKING, Final

from desktop_app.errors import Damaged, Foreign, PassphraseNeeded, TooLarge
from desktop_app.exchange.sheet.table import HEAD, MAX_COLUMNS, MAX_ROWS, column_name, row_name
from desktop_app.language import Message, _

if TYPE_CHECKING:
    from pathlib import Path

MAX_FILE: Final = 64 * 2**20
"""Bytes of a list as it lies on the disk."""
MAX_UNPACKED: Final = 512 * 2**20
"""Bytes of a workbook's parts, unpacked."""
MAX_PARTS: Final = 2_000
MAX_CELLS: Final = 4_000_000
"""Cells of the rectangle around everything in a table: the reader makes room for all of them."""

UNREADABLE: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, struct.error)
"""What unpacking says of a zip in memory that is not as it should be."""
_PACKED: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""How the parts of a workbook may be packed (ECMA-376 part 2, annex B)."""
_CHUNK: Final = 2**18
_TABLE: Final = b"sheetData"
"""What every worksheet of an XLSX file says, and no other part."""


class Extent:
    """How far a table reaches, cell by cell; raises as soon as it is too far."""

    def __init__(self, path: Path) -> None:
        self._name = path.name
        self._rows = 0
        self._columns = 0

    def reach(self, row: int, column: int) -> None:
        """Count in a cell.

        Raises:
            TooLarge: it is further away than any list that is read.
        """
        if row < self._rows and column < self._columns:
            return
        self._rows = max(self._rows, row + 1)
        self._columns = max(self._columns, column + 1)
        too_far = self._rows > MAX_ROWS + HEAD or self._columns > MAX_COLUMNS
        if too_far or self._rows * self._columns > MAX_CELLS:
            raise TooLarge(self._sentence(f"{column_name(column)}{row_name(row)}"))

    def _sentence(self, cell: str) -> Message:
        return _(
            "“{name}” extends to cell {cell}. At most {rows} rows, {columns} columns and {cells} cells are "
            "read at once: split the list, or delete what lies far outside it. Nothing was changed.",
            name=self._name,
            cell=cell,
            rows=MAX_ROWS,
            columns=MAX_COLUMNS,
            cells=MAX_CELLS,
        )


def check_zip(path: Path, archive: zipfile.ZipFile) -> list[str]:
    """Measure the parts of a workbook by unpacking them, without keeping anything.

    Returns:
        The names of the parts that hold a worksheet of an XLSX file.

    Raises:
        TooLarge: they unpack to more than any list needs.
        Damaged: a part cannot be unpacked.
        PassphraseNeeded: a part is encrypted.
    """
    parts = archive.infolist()
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise _bomb(path)
    if any(part.flag_bits & 1 for part in parts):
        raise protected(path)
    if any(part.compress_type not in _PACKED for part in parts):
        raise damaged(path)
    left, tables = MAX_UNPACKED, []
    for part in parts:
        try:
            with archive.open(part) as unpacked:
                size, is_table = _unpack(unpacked, left)
        except UNREADABLE as error:
            raise damaged(path) from error
        left -= size
        if left < 0:
            raise _bomb(path)
        if is_table:
            tables.append(part.filename)
    return tables


def _unpack(part: IO[bytes], limit: int) -> tuple[int, bool]:
    """The size of a part, or a little more than ``limit``, and whether it holds a worksheet."""
    size, is_table, before = 0, False, b""
    while size <= limit and (chunk := part.read(_CHUNK)):
        size += len(chunk)
        is_table = is_table or _TABLE in before + chunk
        before = chunk[-len(_TABLE) :]
    return size, is_table


def _bomb(path: Path) -> TooLarge:
    return TooLarge(
        _(
            "Unpacked, “{name}” would be far larger than any list, so it was not opened. Nothing was changed.",
            name=path.name,
        )
    )


def damaged(path: Path) -> Damaged:
    """The refusal of a workbook that cannot be read to its end."""
    return Damaged(
        _(
            "“{name}” is damaged or incomplete. Open it in a spreadsheet program and save it again, or ask "
            "for it again. Nothing was changed.",
            name=path.name,
        )
    )


def foreign(path: Path) -> Foreign:
    """The refusal of a file that is no list."""
    return Foreign(
        _(
            "“{name}” is not a list that can be read here. Save it as an Excel workbook (.xlsx), as an OpenDocument"
            " spreadsheet (.ods) or as text (.csv). Nothing was changed.",
            name=path.name,
        )
    )


def misnamed(path: Path) -> Foreign:
    """The refusal of a text that is called a workbook and is none."""
    return Foreign(
        _(
            "“{name}” has the name of a workbook, but it holds plain text that is not a list. Open it in the"
            " program that it comes from, and save it as an Excel workbook (.xlsx). Nothing was changed.",
            name=path.name,
        )
    )


def protected(path: Path) -> PassphraseNeeded:
    """The refusal of a workbook that is protected with a password."""
    return PassphraseNeeded(
        _(
            "“{name}” is protected with a password. Open it in its spreadsheet program, save it without one,"
            " and import it again. Nothing was changed.",
            name=path.name,
        )
    )
