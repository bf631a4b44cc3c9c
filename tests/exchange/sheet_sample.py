"""Lists to try the import on, and a workspace in memory that keeps what is given to it."""

from __future__ import annotations

import io
import uuid
import zipfile
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

import openpyxl

from desktop_app.exchange import sheet
from desktop_app.progress import SILENT
from desktop_app.records import Record, Translated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from contextlib import AbstractContextManager

    from desktop_app.progress import Progress
    from desktop_app.records import RecordId

R = TypeVar("R", bound=Record)

TUNIS: Final = Path(__file__).parents[2] / "resources" / "demo" / "liste_parties_prenantes_tunis.xlsx"
TODAY: Final = date(2018, 1, 15)
HEADER: Final = ("Nom et prénom", "Organisation", "Type", "Fonction", "E-mail", "Tél.", "Membre depuis", "Rôle")


class Memory:
    """A workspace of which nothing is kept on a disk."""

    def __init__(self, language: str = "fr") -> None:
        self.language = language
        self.records: dict[RecordId, Record] = {}

    def all(self, kind: type[R], /, **_equal: object) -> list[R]:
        return [record for record in self.records.values() if isinstance(record, kind)]

    def title(self, record: RecordId, language: str) -> str:
        found = self.records.get(record)
        return found.called(language, lambda other: self.title(other, language)) if found else ""

    def together(self) -> AbstractContextManager[None]:
        return nullcontext()

    def edit(self, record: RecordId, values: Mapping[str, object]) -> None:
        kept = self.records[record]
        said = {name: kept.fields[name].check(value) for name, value in values.items()}
        for name, value in said.items():
            if isinstance(value, Translated):
                said[name] = Translated({**getattr(kept, name), **value})
        self.records[record] = kept.with_values(**said)

    def add_all(
        self, records: Iterable[tuple[type[Record], Mapping[str, object]]], progress: Progress = SILENT
    ) -> list[RecordId]:
        made = []
        for kind, values in records:
            said = {"id": str(uuid.uuid4()), **values}
            for name, field in kind.fields.items():
                if name in said:
                    said[name] = field.check(said[name])
            record = kind(**said)  # type: ignore[arg-type]  # values are checked by their fields
            assert not record.missing(), record
            made.append(record)
        self.records |= {record.id: record for record in made}
        return [record.id for record in made]


def rows(*lines: Sequence[str], header: Sequence[str] = HEADER) -> sheet.Sheet:
    """A list with a header."""
    return plain(header, *lines)


def plain(*lines: Sequence[str]) -> sheet.Sheet:
    """A list as it would have been read."""
    return sheet.Sheet(Path("list.xlsx"), "List", ("List",), tuple(map(tuple, lines)))


def person(
    name: str,
    organisation: str = "Association Amal",
    kind: str = "ONG",
    function: str = "",
    mail: str = "",
    phone: str = "",
    since: str = "2016",
    role: str = "Membre",
) -> tuple[str, ...]:
    """A row below `HEADER`."""
    return (name, organisation, kind, function, mail, phone, since, role)


def plan(
    listed: sheet.Sheet,
    workspace: Memory | None = None,
    corrections: sheet.Corrections = sheet.NO_CORRECTIONS,
    *,
    kind: str = "person",
    change: Callable[[sheet.ColumnMapping], sheet.ColumnMapping] | None = None,
) -> sheet.SheetPlan:
    """What the import of a list would do."""
    workspace = workspace or Memory()
    mapping = sheet.match(listed, sheet.target(kind), language=workspace.language, today=TODAY)
    mapping = change(mapping) if change else mapping
    return sheet.rehearse(workspace, listed, mapping, corrections, today=TODAY)


def workbook(
    lines: Iterable[Sequence[object]],
    *,
    merged: Sequence[str] = (),
    change: Callable[[str, bytes], bytes] | None = None,
) -> bytes:
    """An XLSX file; ``change`` may alter its parts, by their names."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for line in lines:
        page.append(list(line))
    for cells in merged:
        page.merge_cells(cells)
    kept = io.BytesIO()
    book.save(kept)
    return repacked(kept.getvalue(), change) if change else kept.getvalue()


def repacked(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """A zip with its parts altered."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in source.infolist():
            archive.writestr(part.filename, change(part.filename, source.read(part)))
    return target.getvalue()


def in_table(old: bytes, new: bytes) -> Callable[[str, bytes], bytes]:
    """Alters the first worksheet of an XLSX file."""

    def change(name: str, data: bytes) -> bytes:
        if name != "xl/worksheets/sheet1.xml":
            return data
        assert old in data, data
        return data.replace(old, new)

    return change


def ods(body: str) -> bytes:
    """An OpenDocument spreadsheet with one table."""
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="List">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
        archive.writestr("content.xml", content)
    return target.getvalue()


def ods_cell(text: str, more: str = "") -> str:
    """A cell of text."""
    return f'<table:table-cell office:value-type="string"{more}><text:p>{text}</text:p></table:table-cell>'


def ods_row(*cells: str, more: str = "") -> str:
    """A row of cells."""
    return f"<table:table-row{more}>{''.join(cells)}</table:table-row>"
