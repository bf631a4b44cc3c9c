"""Lists read from files of every kind, and files that are none."""

from __future__ import annotations

import codecs
import contextlib
import csv
import io
import os
import struct
import zipfile
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.errors import (
    Damaged,
    FileRefused,
    Foreign,
    NotFound,
    PassphraseNeeded,
    RoundtableError,
    TooLarge,
    Unknown,
)
from desktop_app.exchange.sheet import Sheet, biff, guard, read
from desktop_app.exchange.sheet.delimited import encoding_of
from tests.exchange import sheet_sample as sample

if TYPE_CHECKING:
    from pathlib import Path

LINES: Final[list[tuple[str, ...]]] = [("Nom", "Ville"), ("Núñez", "Málaga"), ("Ben Amor", "Tunis")]


def given_file(folder: Path, data: bytes, name: str = "list.bin") -> Sheet:
    path = folder / name
    path.write_bytes(data)
    return read(path)


def separated(lines: list[tuple[str, ...]], separator: str = ";") -> str:
    return "".join(separator.join(line) + "\r\n" for line in lines)


# workbooks


def test_the_texts_of_a_workbook_are_as_people_typed_them(tmp_path: Path) -> None:
    import datetime

    line = [
        "a",
        71000101,
        0.5,
        True,
        datetime.date(2016, 2, 1),
        datetime.datetime(2016, 2, 1, 9, 30),
        datetime.time(9, 5),
    ]

    found = given_file(tmp_path, sample.workbook([line]))

    assert found.rows == (("a", "71000101", "0.5", "TRUE", "2016-02-01", "2016-02-01T09:30", "09:05"),)


def test_a_table_keeps_its_place_in_the_workbook(tmp_path: Path) -> None:
    found = given_file(tmp_path, sample.workbook([(), (None, "x"), (), (None, None, "y", None)]))

    assert found.rows == ((), ("", "x"), (), ("", "", "y"))


def test_a_cell_merged_over_rows_is_repeated_and_one_merged_over_columns_is_a_title(tmp_path: Path) -> None:
    lines = [("Title", None, None), ("A", "b", 1), (None, "c", 2), (None, "d", 3)]

    found = given_file(tmp_path, sample.workbook(lines, merged=["A1:C1", "A2:A4"]))

    assert found.rows == (("Title",), ("A", "b", "1"), ("A", "c", "2"), ("A", "d", "3"))
    assert found.spread == {0}


def test_the_table_in_which_most_stands_is_taken_and_another_can_be(tmp_path: Path) -> None:
    found = read(sample.TUNIS)

    assert (found.table, found.tables) == ("Liste", ("Liste", "Notes"))
    assert read(sample.TUNIS, table="Notes").text(0, 0) == "brouillon"
    with pytest.raises(NotFound, match="Liste, Notes"):
        read(sample.TUNIS, table="Feuil1")


def test_a_formula_is_never_computed(tmp_path: Path) -> None:
    formula = b'<c r="B1"><f>1+1</f><v>%s</v></c>'
    lines = [("x", "y")]

    def with_result(result: bytes, kind: bytes = b"") -> Sheet:
        cell = formula.replace(b"<c ", b"<c " + kind) % result
        old = b'<c r="B1" t="inlineStr"><is><t>y</t></is></c>'
        return given_file(tmp_path, sample.workbook(lines, change=sample.in_table(old, cell)))

    kept = with_result(b"7")
    assert (kept.text(0, 1), kept.uncomputed) == ("7", frozenset())
    gone = with_result(b"")
    assert (gone.text(0, 1), gone.uncomputed) == ("", frozenset({(0, 1)}))
    assert with_result(b"", b't="str" ').uncomputed == frozenset(), "an empty text is a result"


def test_open_document_spreadsheets_are_read_with_their_merged_cells(tmp_path: Path) -> None:
    cell, row = sample.ods_cell, sample.ods_row
    body = row(cell("A", ' table:number-rows-spanned="2" table:number-columns-spanned="1"'), cell("b"))
    body += row("<table:covered-table-cell/>", cell("c"))
    body += row(
        '<table:table-cell table:number-columns-repeated="16384"/>', more=' table:number-rows-repeated="1048570"'
    )

    found = given_file(tmp_path, sample.ods(body))

    assert found.rows == (("A", "b"), ("A", "c"))


@pytest.fixture(scope="module")
def old_workbook(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A real .xls, written by hand: a compound file with the few records that a workbook needs."""
    return compound({"Workbook": biff8([(0, 0, "Nom"), (0, 1, "Ville"), (1, 0, "Jebali"), (1, 1, "Tunis")])})


def record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def biff8(cells: list[tuple[int, int, str]], *, extra: bytes = b"") -> bytes:
    """The records of a workbook with one table ([MS-XLS])."""
    start = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6))
    table = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 6)) + extra
    for row, column, text in cells:
        body = struct.pack("<HHHHB", row, column, 0, len(text), 0) + text.encode("latin-1")
        table += record(0x0204, body)
    table += record(0x000A, b"")
    name = b"List"
    size = len(start) + len(record(0x0085, struct.pack("<IHBB", 0, 0, len(name), 0) + name)) + len(record(0x000A, b""))
    globals_ = start + record(0x0085, struct.pack("<IHBB", size, 0, len(name), 0) + name) + record(0x000A, b"")
    return globals_ + table


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file ([MS-CFB]) with whole sectors of 512 bytes."""
    sectors: list[bytes] = []
    fat: list[int] = []
    entries = [directory_entry("Root Entry", 5, 0xFFFFFFFE, 0)]
    for name, data in streams.items():
        data = data.ljust(4096, b"\0")
        count = -(-len(data) // 512)
        start = len(sectors)
        sectors += [data[i * 512 : (i + 1) * 512].ljust(512, b"\0") for i in range(count)]
        fat += [*range(start + 1, start + count), 0xFFFFFFFE]
        entries.append(directory_entry(name, 2, start, len(data)))
    entries[0] = entries[0][:76] + struct.pack("<I", 1) + entries[0][80:]
    directory = len(sectors)
    sectors.append(b"".join(entries).ljust(512, b"\0"))
    fat += [0xFFFFFFFE, 0xFFFFFFFD]
    sectors.append(struct.pack(f"<{len(fat)}I", *fat).ljust(512, b"\xff"))
    header = biff.SIGNATURE + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    header += struct.pack("<IIIIIIIII", 0, 1, directory, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<I", directory + 1).ljust(436, b"\xff")
    return header + b"".join(sectors)


def directory_entry(name: str, kind: int, start: int, size: int) -> bytes:
    encoded = name.encode("utf-16-le") + b"\0\0"
    return (
        encoded.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(encoded), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF)
        + b"\0" * 36
        + struct.pack("<IQ", start, size)
    )


def test_the_workbooks_of_old_are_read(tmp_path: Path, old_workbook: bytes) -> None:
    assert given_file(tmp_path, old_workbook).rows == (("Nom", "Ville"), ("Jebali", "Tunis"))


# text files


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
        ("cp1252", "cp1252"),
    ],
)
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_a_text_says_how_it_is_written(tmp_path: Path, encoding: str, said: str, separator: str) -> None:
    found = given_file(tmp_path, separated(LINES, separator).encode(encoding))

    assert found.rows == tuple(LINES)
    assert (found.encoding, found.separator) == (said, separator)


def test_arabic_of_windows_is_told_from_french_and_spanish(tmp_path: Path) -> None:
    arabic = "الاسم;المدينة\r\nسلمى بن عمر;تونس\r\n"
    found = given_file(tmp_path, arabic.encode("cp1256"))

    assert found.encoding == "cp1256"
    assert found.rows[1] == ("سلمى بن عمر", "تونس")
    assert encoding_of("Prénom;Désigné;É. Côté, Hôpital Général\r\n".encode("cp1252")) == "cp1252"
    assert encoding_of("Año;Núñez;Ibáñez;Málaga\r\n".encode("cp1252")) == "cp1252"
    assert encoding_of("a\x81é".encode("latin-1")) == "latin-1"


def test_the_person_may_know_better_how_a_text_is_written(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes("Nom;Ville\r\nİbrahim;İzmir\r\n".encode("cp1254"))

    assert read(path, encoding="cp1254").rows[1] == ("İbrahim", "İzmir")
    with pytest.raises(Unknown, match="klingon"):
        read(path, encoding="klingon")


def test_line_breaks_and_separators_in_quotation_marks_are_kept(tmp_path: Path) -> None:
    found = given_file(tmp_path, b'Nom;Adresse\r\n"Jebali; Karim";"1, rue X\r\nTunis ""centre"""\r\n')

    assert found.rows[1] == ("Jebali; Karim", '1, rue X\r\nTunis "centre"')


def test_what_excel_says_of_the_separator_is_believed(tmp_path: Path) -> None:
    assert given_file(tmp_path, b"sep=|\r\na|b,c\r\n").rows == (("a", "b,c"),)


def test_a_text_in_the_guise_of_a_formula_is_a_text(tmp_path: Path) -> None:
    found = given_file(tmp_path, b'Tel;Mail\r\n="0021671";=1+1\r\n="x";y\r\n')

    assert found.rows[1:] == (("0021671", "=1+1"), ("x", "y"))


def test_a_list_of_one_column_has_one(tmp_path: Path) -> None:
    assert given_file(tmp_path, b"Nom\r\nKarim Jebali\r\nHela Gharbi\r\n").rows[1] == ("Karim Jebali",)


CELLS = st.text(st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters='="'), max_size=12).map(str.strip)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=12), st.sampled_from([";", ",", "\t"]))
def test_what_is_written_is_read(lines: list[tuple[str, str, str]], separator: str) -> None:
    from pathlib import Path

    from desktop_app.exchange.sheet.delimited import read_text

    lines = [("first", "second", "third"), *lines]
    target = io.StringIO(newline="")
    csv.writer(target, delimiter=separator, quoting=csv.QUOTE_ALL).writerows(lines)

    found = read_text(Path("list.csv"), codecs.BOM_UTF8 + target.getvalue().encode(), "")

    read_back = [tuple(found.text(row, column) for column in range(3)) for row in range(len(found.rows))]
    assert read_back == lines[: len(found.rows)]
    assert not any(any(line) for line in lines[len(found.rows) :])


# what is no list


def refuse(folder: Path, data: bytes, name: str = "list.xlsx") -> RoundtableError:
    with pytest.raises((FileRefused, PassphraseNeeded, Unknown)) as refused:
        given_file(folder, data, name)
    said = str(refused.value)
    assert said.endswith((".", "!"))
    assert "Traceback" not in said
    return refused.value


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", Foreign),
        (b"\r\n;;\r\n", Foreign),
        (b"%PDF-1.7\n...", Foreign),
        (b"\x89PNG\r\n\x1a\n", Foreign),
        (b"<html><table><tr><td>a</td></tr></table>", Foreign),
        (b'\xef\xbb\xbf<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', Foreign),
        (bytes(range(256)) * 4, Foreign),
        (b"PK\x03\x04 but nothing else", Damaged),
        (biff.SIGNATURE + b"\0" * 4000, Damaged),
        (b'Nom;Ville\r\n"Jebali;Tunis\r\nGharbi;Sfax\r\n', Damaged),
    ],
)
def test_what_is_no_list_is_refused_in_a_sentence(tmp_path: Path, data: bytes, kind: type[FileRefused]) -> None:
    assert type(refuse(tmp_path, data)) is kind


def test_a_folder_and_a_file_that_is_not_there_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Foreign, match="not a list"):
        read(tmp_path)
    with pytest.raises(NotFound, match="no file"):
        read(tmp_path / "none.csv")


def test_another_zip_is_refused(tmp_path: Path) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")

    assert isinstance(refuse(tmp_path, target.getvalue()), Foreign)


def test_a_name_says_nothing_about_a_file(tmp_path: Path) -> None:
    assert given_file(tmp_path, sample.workbook(LINES), "list.csv").rows == tuple(LINES)
    assert given_file(tmp_path, separated(LINES).encode(), "list.xlsx").rows == tuple(LINES)


@pytest.mark.parametrize("cut", [0.05, 0.3, 0.6, 0.9, 0.99])
def test_a_workbook_cut_short_is_refused(tmp_path: Path, cut: float) -> None:
    data = sample.TUNIS.read_bytes()

    assert isinstance(refuse(tmp_path, data[: int(len(data) * cut)]), Damaged)


def test_a_file_that_is_too_large_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    with path.open("wb") as file:
        os.truncate(file.fileno(), guard.MAX_FILE + 1)

    with pytest.raises(TooLarge, match="too large for a list"):
        read(path)


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "MAX_UNPACKED", 3 * 2**20)
    bomb = sample.workbook(LINES, change=sample.in_table(b"</sheetData>", b"</sheetData>" + b" " * 4 * 2**20))
    assert len(bomb) < 20_000
    assert isinstance(refuse(tmp_path, bomb), TooLarge)

    # The same, with a directory that says otherwise of the part's size.
    lying = bomb.replace(struct.pack("<I", 4 * 2**20 + 700)[2:], b"\0\0")
    size = next(part.file_size for part in zipfile.ZipFile(io.BytesIO(bomb)).infolist() if "sheet1" in part.filename)
    lying = bomb.replace(struct.pack("<I", size), struct.pack("<I", 1000))
    assert lying != bomb
    assert isinstance(refuse(tmp_path, lying), Damaged | TooLarge)


@pytest.mark.parametrize("cell", [b"XFD1048576", b"A200000", b"ZZZ1"])
def test_two_cells_at_opposite_corners_ask_for_no_memory(tmp_path: Path, cell: bytes) -> None:
    data = sample.workbook(LINES, change=sample.in_table(b'r="B3"', b'r="' + cell + b'"'))

    refused = refuse(tmp_path, data)

    assert isinstance(refused, TooLarge)
    assert cell.decode() in str(refused)


@pytest.mark.parametrize("cell", [b"ZZZZZZZZ99999999999", b"B0", b"2B", b"&#88;FD1048576", b"-1"])
def test_a_cell_without_a_place_is_refused(tmp_path: Path, cell: bytes) -> None:
    data = sample.workbook(LINES, change=sample.in_table(b'r="B3"', b'r="' + cell + b'"'))

    assert isinstance(refuse(tmp_path, data), Damaged | TooLarge)


def test_a_worksheet_under_another_name_is_measured_too(tmp_path: Path) -> None:
    def moved(name: str, data: bytes) -> bytes:
        if name == "xl/_rels/workbook.xml.rels":
            return data.replace(b"/xl/worksheets/sheet1.xml", b"/xl/styles.xml")
        return FAR if name == "xl/styles.xml" else data

    assert isinstance(refuse(tmp_path, sample.workbook(LINES, change=moved)), TooLarge)


FAR: Final = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1"><v>1'
    b'</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
)


def test_entities_are_refused(tmp_path: Path) -> None:
    def change(name: str, data: bytes) -> bytes:
        bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
        return bomb + data if name == "xl/worksheets/sheet1.xml" else data

    assert isinstance(refuse(tmp_path, sample.workbook(LINES, change=change)), Foreign)


@pytest.mark.parametrize(
    "row",
    [
        sample.ods_row(sample.ods_cell("x", ' table:number-columns-repeated="16384"')),
        sample.ods_row(sample.ods_cell("x"), more=' table:number-rows-repeated="1048576"'),
        sample.ods_row(
            sample.ods_cell("x", ' table:number-columns-repeated="1000"'), more=' table:number-rows-repeated="100000"'
        ),
        sample.ods_row('<table:table-cell table:number-columns-repeated="16383"/>', sample.ods_cell("x")),
    ],
)
def test_cells_that_stand_for_many_ask_for_no_memory(tmp_path: Path, row: str) -> None:
    assert isinstance(refuse(tmp_path, sample.ods(row)), TooLarge)


def test_a_count_that_is_none_is_refused(tmp_path: Path) -> None:
    row = sample.ods_row(sample.ods_cell("x", ' table:number-columns-repeated="99999999999999999999"'))

    assert isinstance(refuse(tmp_path, sample.ods(row)), Damaged)


@pytest.mark.parametrize("place", [(60_000, 300), (0, 65_000)])
def test_an_old_workbook_that_reaches_too_far_is_refused(tmp_path: Path, place: tuple[int, int]) -> None:
    cells = [(0, 0, "x"), (*place, "y")]

    assert isinstance(refuse(tmp_path, compound({"Workbook": biff8(cells)})), TooLarge)


def test_an_old_workbook_that_claims_endless_tables_is_refused(tmp_path: Path) -> None:
    claim = record(0x0200, struct.pack("<IIHHH", 0, 0xFFFFFFFF, 0, 0xFFFF, 0))

    assert isinstance(refuse(tmp_path, compound({"Workbook": biff8([(0, 0, "x")], extra=claim)})), Damaged)


def test_protected_workbooks_say_so(tmp_path: Path) -> None:
    locked = record(0x002F, b"\0" * 6)

    assert isinstance(refuse(tmp_path, compound({"Workbook": biff8([], extra=locked)})), PassphraseNeeded)
    assert isinstance(refuse(tmp_path, compound({"EncryptedPackage": b"x", "EncryptionInfo": b"y"})), PassphraseNeeded)

    def encrypted(name: str, data: bytes) -> bytes:
        locked = b'<manifest:manifest xmlns:manifest="x"><manifest:encryption-data/></manifest:manifest>'
        return locked if name == "META-INF/manifest.xml" else data

    document = sample.repacked(sample.ods(sample.ods_row(sample.ods_cell("x"))), encrypted)
    assert isinstance(refuse(tmp_path, document), PassphraseNeeded)


@given(st.data())
def test_no_flipped_byte_breaks_the_reader(data: st.DataObject) -> None:
    from pathlib import Path

    from desktop_app.exchange.sheet.books import read_xls, read_zip

    kind = data.draw(st.sampled_from(["xlsx", "ods", "xls"]))
    whole = bytearray(SEEDS[kind])
    for _flip in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    reader = read_xls if kind == "xls" else read_zip
    with contextlib.suppress(FileRefused, PassphraseNeeded):
        reader(Path("list"), bytes(whole), "")


def _stored(data: bytes) -> bytes:
    """The same zip without compression, so that a flipped byte reaches the XML."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w") as archive:
        for part in source.infolist():
            archive.writestr(part.filename, source.read(part))
    return target.getvalue()


SEEDS: Final[dict[str, bytes]] = {
    "xlsx": _stored(sample.workbook(LINES)),
    "ods": _stored(sample.ods(sample.ods_row(sample.ods_cell("a"), sample.ods_cell("b")))),
    "xls": compound({"Workbook": biff8([(0, 0, "Nom"), (1, 1, "Tunis")])}),
}


# much


def test_a_hundred_thousand_rows_are_read_and_more_are_refused(tmp_path: Path) -> None:
    line = "Karim Jebali;Association Amal;k@example.org\r\n"
    many = ("Nom;Organisation;Mail\r\n" + line * 100_000).encode()

    assert len(given_file(tmp_path, many).rows) == 100_001
    assert isinstance(refuse(tmp_path, many + line.encode() * 60), TooLarge)


def test_a_cell_of_a_megabyte_is_read(tmp_path: Path) -> None:
    long = "x" * 2**20

    assert given_file(tmp_path, f"Nom;Ville\r\n{long};Tunis\r\n".encode()).rows[1] == (long, "Tunis")
    assert isinstance(refuse(tmp_path, f"Nom;Ville\r\n{long * 5};Tunis\r\n".encode()), TooLarge)


def test_control_characters_are_kept_for_the_field_to_refuse(tmp_path: Path) -> None:
    assert given_file(tmp_path, b"Nom;Ville\r\nKa\x07rim;Tunis\r\n").rows[1] == ("Ka\x07rim", "Tunis")


def test_a_text_that_is_called_a_workbook_is_refused_unless_it_is_a_list(tmp_path: Path) -> None:
    refusal = refuse(
        tmp_path, "Chère collègue,\n\nvoici la liste, comme convenu.\nBien à vous\n".encode(), "liste.xlsx"
    )
    assert "has the name of a workbook" in str(refusal)
    assert given_file(tmp_path, b"Nom;Organisme\nKarim Jebali;Amal\n", "export.xls").rows[1] == ("Karim Jebali", "Amal")
