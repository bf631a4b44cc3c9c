"""Old Excel workbooks (.xls) measured before they are read: how far their cells reach, and whether they are protected.

A workbook of Excel 97 is a stream of records ([MS-XLS] 2.1.4) in a compound file ([MS-CFB]), a small file system.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

from desktop_app.exchange.sheet.guard import Extent, damaged, foreign, protected

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SIGNATURE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_END: Final = 0xFFFFFFFA
"""Numbers from here on are no sectors but ends and marks."""
_ENTRY: Final = 128
_MINI: Final = 64

_FILEPASS: Final = 0x002F
_DIMENSIONS: Final = 0x0200
_CELLS: Final = frozenset((0x0006, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E, 0x00FD, 0x00D6))
"""Formula, Blank, Number, Label, BoolErr, RK, LabelSst, RString: each begins with its row and its column."""
_SEVERAL: Final = frozenset((0x00BD, 0x00BE))
"""MulRk, MulBlank: a row, the first column, the cells, the last column."""
_MOST_ROWS: Final = 65_536
_MOST_COLUMNS: Final = 256


def check_xls(path: Path, data: bytes) -> None:
    """Measure a workbook.

    Raises:
        TooLarge: it reaches too far.
        Damaged: its parts do not hang together.
        PassphraseNeeded: it is protected with a password.
        Foreign: it is a compound file, but no workbook.
    """
    try:
        streams = _Compound(data).streams()
    except (struct.error, IndexError, ValueError) as error:
        raise damaged(path) from error
    if "EncryptedPackage" in streams:
        raise protected(path)
    stream = streams.get("Workbook") or streams.get("Book")
    if stream is None:
        raise foreign(path)
    extent = Extent(path)
    for kind, body in _records(stream):
        if kind == _FILEPASS:
            raise protected(path)
        if kind in _CELLS and len(body) >= 4:
            extent.reach(*struct.unpack_from("<HH", body))
        elif kind in _SEVERAL and len(body) >= 6:
            extent.reach(*struct.unpack_from("<H", body), *struct.unpack_from("<H", body, len(body) - 2))
        elif kind == _DIMENSIONS and _is_endless(body):
            raise damaged(path)


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + size]
        at += 4 + size


def _is_endless(dimensions: bytes) -> bool:
    """Whether a table claims more rows or columns than there can be: the reader would make room for them."""
    if len(dimensions) >= 14:
        _first, rows, _start, columns = struct.unpack_from("<IIHH", dimensions)
    elif len(dimensions) >= 8:
        _first, rows, _start, columns = struct.unpack_from("<HHHH", dimensions)
    else:
        return False
    return bool(rows > _MOST_ROWS or columns > _MOST_COLUMNS)


class _Compound:
    """The streams of a compound file. Whatever is wrong with it raises struct.error, IndexError or ValueError."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        (shift,) = struct.unpack_from("<H", data, 0x1E)
        if shift not in (9, 12):
            raise ValueError(shift)
        self._size = 1 << shift
        self._fat = self._table(self._fat_sectors())

    def _fat_sectors(self) -> list[int]:
        sectors = [s for s in struct.unpack_from("<109I", self._data, 0x4C) if s < _END]
        following, left = struct.unpack_from("<II", self._data, 0x44)
        while following < _END and left:
            *more, following = struct.unpack_from(f"<{self._size // 4}I", self._sector(following))
            sectors += [s for s in more if s < _END]
            left -= 1
            if len(sectors) * self._size > len(self._data):
                raise ValueError(following)
        return sectors

    def _table(self, sectors: list[int]) -> tuple[int, ...]:
        data = b"".join(map(self._sector, sectors))
        return struct.unpack(f"<{len(data) // 4}I", data)

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        if start >= len(self._data):
            raise IndexError(number)
        return self._data[start : start + self._size].ljust(self._size, b"\0")

    def _chain(self, start: int, table: tuple[int, ...]) -> list[int]:
        chain: list[int] = []
        while start < _END:
            chain.append(start)
            start = table[start]
            if len(chain) > len(table):
                raise ValueError(start)
        return chain

    def _stream(self, start: int) -> bytes:
        return b"".join(map(self._sector, self._chain(start, self._fat)))

    def streams(self) -> dict[str, bytes]:
        """The streams that matter here, by name."""
        (cutoff,) = struct.unpack_from("<I", self._data, 0x38)
        (mini_start,) = struct.unpack_from("<I", self._data, 0x3C)
        directory = self._stream(struct.unpack_from("<I", self._data, 0x30)[0])
        entries = [directory[at : at + _ENTRY] for at in range(0, len(directory) - _ENTRY + 1, _ENTRY)]
        if not entries:
            raise ValueError(directory)
        found: dict[str, bytes] = {}
        for entry in entries:
            (length,) = struct.unpack_from("<H", entry, 0x40)
            name = entry[: max(length - 2, 0)].decode("utf-16-le", "replace")
            start, size = struct.unpack_from("<II", entry, 0x74)
            if name == "EncryptedPackage":
                found[name] = b""
            elif name in ("Workbook", "Book"):
                is_mini = size < cutoff
                found[name] = (self._mini(entries[0], mini_start, start) if is_mini else self._stream(start))[:size]
        return found

    def _mini(self, root: bytes, table_start: int, start: int) -> bytes:
        """A short stream: it lies in pieces of 64 bytes within the stream of the root entry."""
        table = self._table(self._chain(table_start, self._fat))
        pool = self._stream(struct.unpack_from("<I", root, 0x74)[0])
        return b"".join(pool[at * _MINI : (at + 1) * _MINI] for at in self._chain(start, table))
