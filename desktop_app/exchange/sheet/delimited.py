"""Lists in text files: how they are written, what separates their cells, and the cells.

Nothing in such a file says any of this; what is taken is kept in the `Sheet`, to be shown.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from typing import TYPE_CHECKING, Final

from desktop_app.errors import Damaged, TooLarge, Unknown
from desktop_app.exchange.sheet.guard import foreign, misnamed
from desktop_app.exchange.sheet.table import HEAD, MAX_COLUMNS, MAX_ROWS, Sheet
from desktop_app.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SEPARATORS: Final = (";", ",", "\t", "|")
_SAID: Final = re.compile(r'\A"?sep=(.)"?\r?\n')
"""The first line by which Excel is told the separator."""
_BOOKS: Final = frozenset((".xlsx", ".xlsm", ".xltx", ".xls", ".ods"))
"""How workbooks are called; some programs call a text with separators so."""
_SAMPLE: Final = 60
"""Rows by which the separator is chosen."""
_MOST: Final = 0.75
"""The evenness of a text with separators at least."""
_HIGH: Final = re.compile(rb"[\x80-\xff]+")
_ONE_BY_ONE: Final = 2
"""Letters beyond ASCII that stand side by side in French or Spanish at most: *Núñez*."""
_UNDEFINED: Final = frozenset(b"\x81\x8d\x8f\x90\x9d")
"""Bytes that Windows-1252 leaves undefined."""
_LITERAL: Final = re.compile(r'="([^"]*)"')
"""A text in the guise of a formula, by which programs keep the zero at the beginning of a number."""
_LONGEST: Final = 4 * 2**20


def read_text(path: Path, data: bytes, encoding: str) -> Sheet:
    """The list in a text file.

    Args:
        path: where it came from.
        data: its content.
        encoding: how it is written, where the person knows; empty to find out.

    Raises:
        Foreign: it is no text.
        Unknown: there is no such encoding, or the text is not written in it.
        TooLarge: it has too many rows or columns.
        Damaged: a quotation mark in it is never closed.
    """
    encoding = encoding or encoding_of(data)
    if not encoding:
        raise foreign(path)
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise Unknown(_("“{name}” is not written in {encoding}.", name=path.name, encoding=encoding)) from error
    said = _SAID.match(text)
    separator = said[1] if said else _separator(text)
    rows = _rows(path, text[said.end() :] if said else text, separator)
    _check_quotes(path, text, rows)
    if path.suffix.casefold() in _BOOKS and not _is_delimited(text):
        raise misnamed(path)
    return Sheet(
        path=path, table="", tables=(), rows=rows, encoding=encoding.removesuffix("-sig"), separator=separator
    )  # fmt: skip


def encoding_of(data: bytes) -> str:
    """How a text is written; empty for what is no text.

    A mark at the beginning decides; then strict UTF-8, which other encodings hardly ever happen to be; then UTF-16
    by its zeros; then the Windows encodings: in Arabic, letters beyond ASCII stand in words, in French or Spanish
    one by one between others.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    if b"\0" in data:
        return _wide(data)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _windows(data)
    return "utf-8"


def _wide(data: bytes) -> str:
    sample = data[:65536]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 5 < len(sample) or min(even, odd) * 20 > max(even, odd):
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"


def _windows(data: bytes) -> str:
    runs = [len(run) for run in _HIGH.findall(data)]
    if sum(length for length in runs if length > _ONE_BY_ONE) * 2 > sum(runs):
        return "cp1256"
    return "latin-1" if _UNDEFINED.intersection(data) else "cp1252"


def _separator(text: str) -> str:
    """What separates the cells: what gives the same number of them in most rows, the more the better."""
    scores = {separator: _evenness(text, separator) for separator in _SEPARATORS}
    best = max(_SEPARATORS, key=lambda separator: scores[separator])
    return best if scores[best] > 0 else ";"


def _is_delimited(text: str) -> bool:
    """Whether most rows have the same number of cells, more than one."""
    return _SAID.match(text) is not None or max(_evenness(text, separator) for separator in _SEPARATORS) > _MOST


def _evenness(text: str, separator: str) -> float:
    sample = io.StringIO(text[:262_144], newline="")
    widths: list[int] = []
    for row in _parsed(sample, separator):
        if any(cell.strip() for cell in row):
            widths.append(len(row))
        if len(widths) == _SAMPLE:
            break
    if not widths or max(widths) == 1:
        return 0.0
    usual = max(set(widths), key=lambda width: (widths.count(width), width))
    return widths.count(usual) / len(widths) + usual / 100 if usual > 1 else 0.01


def _parsed(lines: io.StringIO, separator: str) -> Iterator[list[str]]:
    csv.field_size_limit(max(csv.field_size_limit(), _LONGEST))
    return csv.reader(lines, delimiter=separator)


def _rows(path: Path, text: str, separator: str) -> tuple[tuple[str, ...], ...]:
    rows: list[tuple[str, ...]] = []
    filled = 0
    try:
        for row in _parsed(io.StringIO(text, newline=""), separator):
            cells = [_unquoted(cell) for cell in row]
            while cells and not cells[-1].strip():
                cells.pop()
            filled += bool(cells)
            if filled > MAX_ROWS + HEAD or len(cells) > MAX_COLUMNS:
                raise _too_large(path)
            rows.append(tuple(cells))
    except csv.Error as error:
        raise _too_large(path) from error  # the one error that a lenient reader has: a cell without end
    while rows and not rows[-1]:
        rows.pop()
    return tuple(rows)


def _unquoted(cell: str) -> str:
    if cell.startswith('="') and (found := _LITERAL.fullmatch(cell)):
        return found[1]
    return cell


def _check_quotes(path: Path, text: str, rows: tuple[tuple[str, ...], ...]) -> None:
    """A quotation mark that is never closed makes one cell of all that follows."""
    if rows and text.count('"') % 2 and any("\n" in cell for cell in rows[-1][-1:]):
        start = " ".join(rows[-1][-1].split())[:40]
        raise Damaged(
            _(
                "In “{name}” a quotation mark is opened and never closed, before “{start}”. Correct it in a text"
                " editor, or save the list as a workbook (.xlsx). Nothing was changed.",
                name=path.name,
                start=start,
            )
        )


def _too_large(path: Path) -> TooLarge:
    return TooLarge(
        _(
            "“{name}” has more than {rows} rows, {columns} columns or {length} characters in a cell. Split "
            "the list. Nothing was changed.",
            name=path.name,
            rows=MAX_ROWS,
            columns=MAX_COLUMNS,
            length=_LONGEST,
        )
    )
