"""A list read from its file, whatever kind of file it is; what is none is refused in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop_app.errors import Foreign, TooLarge, refusing
from desktop_app.exchange.sheet import biff
from desktop_app.exchange.sheet.books import read_xls, read_zip
from desktop_app.exchange.sheet.delimited import encoding_of, read_text
from desktop_app.exchange.sheet.guard import MAX_FILE, foreign
from desktop_app.language import _

if TYPE_CHECKING:
    from pathlib import Path

    from desktop_app.exchange.sheet.table import Sheet

_ZIP: Final = b"PK"
_NO_LIST: Final = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"\x7fELF", b"MZ", b"Rar!", b"7z\xbc\xaf")
"""How files begin that would otherwise pass for text."""


def read(path: Path, *, table: str = "", encoding: str = "") -> Sheet:
    """The list in a file: a workbook (XLSX, XLS, OpenDocument) or a text with separators (CSV).

    What the file is shows in its content; its name says nothing. Formulas are never computed: the result that the
    spreadsheet program saved beside them is taken as text.

    Args:
        path: the file.
        table: the name of a table in a workbook; empty for the one in which most stands.
        encoding: how a text file is written, where the person knows; empty to find out.

    Raises:
        FileRefused: it cannot be read, is of another kind, damaged, or too large.
        PassphraseNeeded: the workbook is protected with a password.
        Unknown: a text file is not written in ``encoding``.
    """
    with refusing(path):
        if path.is_dir():
            raise foreign(path)
        size = path.stat().st_size
        if size > MAX_FILE:
            raise TooLarge(
                _(
                    "“{name}” is too large for a list ({size} MB; at most {most} MB can be read). Nothing was changed.",
                    name=path.name,
                    size=size // 2**20,
                    most=MAX_FILE // 2**20,
                )
            )
        data = path.read_bytes()
    sheet = _read(path, data, table, encoding)
    if not any(cell.strip() for row in sheet.rows for cell in row):
        raise Foreign(_("“{name}” is empty. Nothing was changed.", name=path.name))
    return sheet


def _read(path: Path, data: bytes, table: str, encoding: str) -> Sheet:
    if data.startswith(_ZIP):
        return read_zip(path, data, table)
    if data.startswith(biff.SIGNATURE):
        return read_xls(path, data, table)
    if data.startswith(_NO_LIST) or _is_markup(data):
        raise foreign(path)
    return read_text(path, data, encoding)


def _is_markup(data: bytes) -> bool:
    """Whether a text is a web page or XML, as some programs write when they are asked for .xls."""
    start = data[:512]
    text = start.decode(encoding_of(start) or "latin-1", "replace").lstrip("\ufeff \t\r\n").lower()
    return text.startswith(("<?xml", "<!doctype", "<html", "<table", "<head", "<style"))
