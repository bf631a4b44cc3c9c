"""Reports made from records that nobody should have written: whole all the same, in both formats, and opened again."""

from __future__ import annotations

import base64
import io
import re
import struct
import zlib
from typing import TYPE_CHECKING, Final

import docx
import pypdfium2
import pytest
from lxml import etree
from msgspec.structs import replace

from desktop_app.documents import REPORTS, pdf, word
from desktop_app.records import (
    Audience,
    City,
    Commitment,
    Membership,
    Organisation,
    Person,
    Provenance,
    Recommendation,
    Translated,
)
from desktop_app.records.types import PROSE_LIMIT
from tests.documents.opening import W
from tests.documents.reading import plain, tables
from tests.documents.sample import ON, Shelf, named, sample_dossier

if TYPE_CHECKING:
    from collections.abc import Callable

    from docx.document import Document as DocxDocument

    from desktop_app.documents.blocks import Document

FORMATS: Final = ("word", "pdf")
MOST_COLUMNS: Final = 25
"""A Word table may have 63; more than these cannot be read on a page."""
MARKUP: Final = (
    '<img src="file:///etc/hostname"/> &amp; &#0; <w:p/> ]]> {{ x }} %PDF (\\) =1+1 \x00\x1b[0m\x7f\ufffe\ud800'
)
SHOWN: Final = ('<img src="file:///etc/hostname"/>', "&amp;", "&#0;", "<w:p/>", "]]>", "{{ x }}", "(\\)", "=1+1")


def shelf() -> Shelf:
    """The sample's records, to which more can be added."""
    made = Shelf()
    made.records.update(sample_dossier()[0].records)
    return made


def report(name: str, records: Shelf, language: str = "en") -> Document:
    """A report about all that there is."""
    made, about = REPORTS[name], sample_dossier()[0]
    dossier = replace(about, records=records.records, provenance=Provenance("2345-6789-BCDF", ()))
    dossier = replace(dossier, about=tuple(record.id for record in dossier.all(made.needs)))
    return made.document(dossier, language, audience=Audience.INTERNAL, on=ON, annex=True)


def opened(document: Document, format_: str) -> str:
    """The text of the file, as another program reads it."""
    if format_ == "word":
        return "\n".join(
            "".join(part.text or "" for part in paragraph.iter(f"{W}t"))
            for paragraph in word_file(document).element.iter(f"{W}p")
        )
    file = pypdfium2.PdfDocument(pdf.render(document))
    said = "\n".join(page.get_textpage().get_text_range() for page in file)
    file.close()
    return said


def word_file(document: Document) -> DocxDocument:
    """The Word file, opened with python-docx."""
    return docx.Document(io.BytesIO(word.render(document)))


def lost(said: str, count: int, of: str) -> list[int]:
    """Which of so many numbered texts are not in the file."""
    return [number for number in range(count) if of.format(number) not in said]


def with_players(count: int) -> Shelf:
    """Commitments of so many players that only a later version knows."""
    made = shelf()
    for number in range(count):
        aspect = ("doing", "commits", "needs")[number % 3]
        commitment = made.put(
            Commitment,
            f"c{number}",
            recommendation=named("rec-school"),
            player="city",
            aspect=aspect,
            text=f"T{number}.",
        )
        made.records[commitment] = made.records[commitment].with_values(player=f"player{number:03}")
    return made


@pytest.mark.parametrize("format_", FORMATS)
def test_five_hundred_players_are_all_in_the_matrix_of_a_recommendation(format_: str) -> None:
    document = report("recommendations", with_players(500))
    said = opened(document, format_)
    assert lost(said, 500, "player{:03}") == []
    assert lost(said, 500, "T{}.") == []


@pytest.mark.parametrize("format_", FORMATS)
def test_five_hundred_players_are_columns_of_several_tables_that_fit_a_page(format_: str) -> None:
    document = report("consolidated", with_players(500))
    assert lost(opened(document, format_).replace("\n", "").replace("\r", ""), 500, "player{:03}") == []
    parts = [table for table in tables(document) if plain(table.caption).startswith("Columns ")]
    assert max(len(table.columns) for table in tables(document)) <= MOST_COLUMNS
    assert plain(parts[0].caption) == "Columns 1 to 5 of 505"
    assert plain(parts[-1].caption).endswith(" to 505 of 505")
    first = [[plain(text) for text in row[0].paragraphs] for row in parts[0].rows]
    assert all([[plain(text) for text in row[0].paragraphs] for row in part.rows] == first for part in parts)
    assert {plain(part.header[0].paragraphs[0]) for part in parts} == {"Recommendation"}


def test_topics_and_aspects_of_a_later_version_are_shown_as_they_are() -> None:
    made = shelf()
    for number in range(60):
        one = made.put(Recommendation, f"r{number}", symbol=f"X/{number}", title=f"R{number}", language="fr")
        made.records[one] = made.records[one].with_values(topic=f"topic{number:02}")
        two = made.put(Commitment, f"a{number}", recommendation=one, player="city", aspect="needs", text=f"N{number}.")
        made.records[two] = made.records[two].with_values(aspect=f"aspect{number % 7}")
    document = report("consolidated", made)
    assert max(len(table.columns) for table in tables(document)) <= MOST_COLUMNS
    for format_ in FORMATS:
        text = opened(document, format_)
        assert lost(text, 60, "topic{:02}") == []
        assert lost(text, 60, "N{}.") == []
        assert lost(text, 7, "aspect{}") == []


@pytest.mark.parametrize("format_", FORMATS)
def test_a_list_of_a_thousand_members(format_: str) -> None:
    made = shelf()
    for number in range(1_000):
        body = named(f"o{number // 3}")
        if number % 3 == 0:
            made.put(Organisation, f"o{number // 3}", type="academia", player="civil_society", name=f"Body{number}.")
        person = made.put(Person, f"p{number}", given_name="A", family_name=f"Fam{number}X")
        made.put(Membership, f"m{number}", person=person, organisation=body, starts_on="2016-11", function="Adviser")
    assert lost(opened(report("stakeholders", made), format_), 1_000, "Fam{}X") == []


@pytest.mark.parametrize("format_", FORMATS)
def test_a_thousand_open_commitments_to_follow_up(format_: str) -> None:
    made = shelf()
    for number in range(1_000):
        made.put(
            Commitment, f"c{number}", recommendation=named("rec-school"), player="city", aspect="commits",
            text=f"T{number}.", due_on="2018-01",
        )  # fmt: skip
    assert lost(opened(report("handover", made), format_), 1_000, "T{}.") == []


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize(("name", "record", "field"), [
    ("recommendations", "rec-school", "text"), ("minutes", "school-note", "text"), ("handover", "a1", "text"),
])  # fmt: skip
def test_a_paragraph_of_two_hundred_thousand_characters(name: str, record: str, field: str, format_: str) -> None:
    made = shelf()
    text = " ".join(f"w{number:05}" for number in range(28_570))
    assert 190_000 < len(text) < PROSE_LIMIT
    made.records[named(record)] = made.records[named(record)].with_values(**{field: Translated({"en": text})})
    shown = opened(report(name, made), format_)
    assert len(set(re.findall(r"w\d{5}", shown))) == 28_570


def hostile(text: str) -> Shelf:
    """The sample with this text in every field that a person writes freely."""
    made = shelf()
    for id_, record in list(made.records.items()):
        free: dict[str, object] = {}
        for name, field in record.fields.items():
            value = getattr(record, name)
            if isinstance(value, Translated) and value:
                free[name] = Translated(dict.fromkeys(value, text))
            elif isinstance(value, str) and value and type(field.type).__name__ in ("Line", "Prose", "Text"):
                free[name] = text
        made.records[id_] = record.with_values(**free)
    return made


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("name", REPORTS)
def test_markup_and_control_characters_in_every_field_are_text(name: str, language: str) -> None:
    document = report(name, hostile(MARKUP), language)
    made = word.render(document)
    file = docx.Document(io.BytesIO(made))
    assert not [rel for rel in file.part.rels.values() if rel.is_external]
    text = "\n".join("".join(part.text or "" for part in p.iter(f"{W}t")) for p in file.element.iter(f"{W}p"))
    for part in SHOWN:
        assert part in text.replace("\u200e", ""), part
    assert "\ufffd" in text
    content = pdf.render(document)
    assert b"/Launch" not in content
    opened_pdf = pypdfium2.PdfDocument(content)
    assert len(opened_pdf) >= 1
    opened_pdf.close()


def png(side: int) -> bytes:
    """A black picture of so many pixels each way, packed as small as it goes."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    packer = zlib.compressobj(9)
    row = bytes(1 + (side + 7) // 8)
    rows = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize("picture", [
    lambda: png(20_000), lambda: png(64)[:60], lambda: b"\xff\xd8\xff" + b"\0" * 500,
], ids=["huge", "cut", "broken"])  # fmt: skip
@pytest.mark.parametrize("name", REPORTS)
def test_a_logo_that_cannot_be_drawn_costs_nothing_but_itself(name: str, picture: Callable[[], bytes]) -> None:
    made = shelf()
    (city,) = [record for record in made.records.values() if isinstance(record, City)]
    logo = base64.b64encode(picture()).decode()
    made.records[city.id] = city.with_values(logo=logo, donor_logo=logo, donors=Translated({"en": "Donors"}))
    document = report(name, made)
    for format_ in FORMATS:
        assert "Commune de Tanger" in opened(document, format_)
    assert etree.fromstring(word_file(document).part.blob) is not None
