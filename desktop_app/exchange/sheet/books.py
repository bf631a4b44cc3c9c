"""Workbooks read: XLSX and OpenDocument spreadsheets, and the .xls of old, measured before anything is believed."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final, TypeAlias

import python_calamine as calamine

from desktop_app.errors import NotFound
from desktop_app.exchange.sheet.biff import check_xls
from desktop_app.exchange.sheet.guard import UNREADABLE, check_zip, damaged, foreign, protected
from desktop_app.exchange.sheet.scan import Facts, Range, elements, scan_ods, scan_xlsx
from desktop_app.exchange.sheet.table import Sheet
from desktop_app.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

_Value: TypeAlias = "int | float | str | bool | time | date | datetime | timedelta"

_WIDE: Final = 3
"""Columns over which a title is merged at least."""
_EXACT: Final = 2.0**53
"""Numbers from here on have lost their last digits."""


@dataclass
class _Book:
    """What was found out about a workbook before it is read."""

    data: bytes
    facts: dict[str, Facts] = field(default_factory=dict)


def read_zip(path: Path, data: bytes, table: str) -> Sheet:
    """A table of an XLSX or OpenDocument file; see `read_book`."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except UNREADABLE as error:
        raise damaged(path) from error
    with archive:
        names = frozenset(archive.namelist())
        if not names & {"xl/workbook.xml", "content.xml"}:
            raise foreign(path)
        tables = check_zip(path, archive)
        facts = _ods_facts(path, archive) if "content.xml" in names else _xlsx_facts(path, archive, tables)
    return _read(path, _Book(data, facts), table)


def read_xls(path: Path, data: bytes, table: str) -> Sheet:
    """A table of an Excel 97 workbook; see `read_book`."""
    check_xls(path, data)
    return _read(path, _Book(data), table)


def _ods_facts(path: Path, archive: zipfile.ZipFile) -> dict[str, Facts]:
    if "META-INF/manifest.xml" in archive.namelist():
        with archive.open("META-INF/manifest.xml") as manifest:
            if any(tag == "encryption-data" for tag, _attributes in elements(path, manifest)):
                raise protected(path)
    with archive.open("content.xml") as content:
        return scan_ods(path, content)


def _xlsx_facts(path: Path, archive: zipfile.ZipFile, tables: Iterable[str]) -> dict[str, Facts]:
    """The facts of each table, by its name; every part that may be one is measured, whatever the workbook says."""
    by_part: dict[str, Facts] = {}
    for part in tables:
        with archive.open(part) as xml:
            by_part[part] = scan_xlsx(path, xml)
    parts = _parts_by_name(path, archive)
    return {name: by_part[part] for name, part in parts.items() if part in by_part}


def _parts_by_name(path: Path, archive: zipfile.ZipFile) -> dict[str, str]:
    relations = "xl/_rels/workbook.xml.rels"
    if relations not in archive.namelist():
        return {}
    with archive.open(relations) as xml:
        targets = {said.get("Id", ""): said.get("Target", "") for _tag, said in elements(path, xml)}
    with archive.open("xl/workbook.xml") as xml:
        sheets = [said for tag, said in elements(path, xml) if tag == "sheet"]
    return {said.get("name", ""): _part(targets.get(said.get("id", ""), "")) for said in sheets}


def _part(target: str) -> str:
    return target[1:] if target.startswith("/") else f"xl/{target}"


def _read(path: Path, book: _Book, table: str) -> Sheet:
    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(book.data)) as workbook:
            names = _visible(workbook)
            wanted = _wanted(path, table, names)
            sheets = [_sheet(path, workbook.get_sheet_by_name(name), names, book) for name in wanted]
    except calamine.PasswordError as error:
        raise protected(path) from error
    except calamine.CalamineError as error:
        raise damaged(path) from error
    except BaseException as error:
        # A panic of the reader's own, which is no Exception: the file has found a hole in it.
        if type(error).__name__ != "PanicException":
            raise
        raise damaged(path) from error
    if not sheets:
        raise foreign(path)
    return max(sheets, key=lambda sheet: sum(map(_filled, sheet.rows)))


def _wanted(path: Path, table: str, names: tuple[str, ...]) -> tuple[str, ...]:
    if table and table not in names:
        raise NotFound(
            _(
                "“{name}” has no sheet “{table}”. It has: {tables}.",
                name=path.name,
                table=table[:80],
                tables=", ".join(names),
            )
        )
    return (table,) if table else names


def _visible(workbook: calamine.CalamineWorkbook) -> tuple[str, ...]:
    return tuple(
        said.name
        for said in workbook.sheets_metadata
        if said.typ == calamine.SheetTypeEnum.WorkSheet and said.visible == calamine.SheetVisibleEnum.Visible
    )


def _filled(row: Sequence[str]) -> int:
    return sum(map(bool, row))


def _sheet(path: Path, found: calamine.CalamineSheet, names: tuple[str, ...], book: _Book) -> Sheet:
    facts = book.facts.get(found.name, Facts())
    down, across = found.start or (0, 0)
    rows: list[list[str]] = [[] for _row in range(down)]
    margin = [""] * across
    for values in found.to_python():
        cells = [*margin, *(value if type(value) is str else _text(value) for value in values)]
        while cells and not cells[-1]:
            cells.pop()
        rows.append(cells)
    merged = [*(found.merged_cell_ranges or ()), *facts.merged]
    spread = _repeat(rows, merged)
    return Sheet(
        path=path,
        table=found.name,
        tables=names,
        rows=tuple(map(tuple, rows)),
        spread=spread,
        uncomputed=frozenset(facts.uncomputed),
    )


def _text(value: _Value) -> str:
    """A value as the person would have typed it: dates as ISO 8601, whole numbers without a point."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < _EXACT else repr(value)
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return value.date().isoformat() if midnight else value.isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat(timespec="minutes")
    return str(value)


def _repeat(rows: list[list[str]], merged: Iterable[Range]) -> frozenset[int]:
    """Write what a cell merged over several rows says into each of them; gives the rows with a wide one."""
    spread: set[int] = set()
    for (top, left), (bottom, right) in merged:
        if top >= len(rows) or left >= len(rows[top]):
            continue
        text = rows[top][left]
        if right - left + 1 >= _WIDE:
            spread.add(top)
            continue
        for row in rows[top + 1 : bottom + 1]:
            row += [""] * (left + 1 - len(row))
            row[left] = row[left] or text
    return frozenset(spread)
