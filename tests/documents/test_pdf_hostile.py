"""Whatever people paste, a PDF comes out, whole and sound."""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pikepdf
import PIL.Image
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.documents import pdf
from desktop_app.documents.blocks import (
    Box,
    Column,
    Definitions,
    Furniture,
    Heading,
    Letterhead,
    Listing,
    Paragraph,
    Picture,
    Run,
    Signatures,
    Table,
    Title,
    cell,
    rich,
)
from desktop_app.documents.jpeg import bare
from desktop_app.documents.pdf.images import read
from tests.documents.everything import picture, saying
from tests.documents.pdf_reading import Tagged, a_document, problems, spoken

if TYPE_CHECKING:
    from desktop_app.documents.blocks import Block

HOSTILE = [
    "",
    " ",
    "\n",
    "\x00\x01\x1b[0m\x7f\x9f",
    "\ud800 half \udfff",
    "\ufffe\uffff",
    "\u202e\u202e\u2066\u2069\u2069\u202c",
    "a\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301",
    "\u0301",
    "\u200d\u200d",
    "👩‍👩‍👧 🇲🇦 ☃",
    "ا\u064b\u064b ـ \u0640",
    "(" * 300,
    "<img src='file:///etc/passwd'/>&#0;",
    "x" * 3000,
    "ب" * 3000,
    "\u00a0" * 500,
    " " * 5000,
    "\u00ad" * 200,
    "\u3000\u2003\u2009",
    "𐎀𓀀\U0010ffff",
    "I.\u2002بند",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_anywhere(text: str) -> None:
    for language in ("en", "ar"):
        assert problems(pdf.render(saying(text, language))) == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.text(max_size=40), min_size=1, max_size=4), st.sampled_from(["en", "ar"]))
def test_any_text_in_any_looks(texts: list[str], language: str) -> None:
    runs = tuple(Run(text, bold=at % 2 == 1, italic=at % 3 == 1) for at, text in enumerate(texts))
    assert problems(pdf.render(a_document(Paragraph(runs), language=language))) == []


@pytest.mark.parametrize("word", ["word ", "x", "كلمة ", "ب", "ب(", "\u2068word\u2069 ", "\u202e", "é\u0301"])
def test_two_hundred_thousand_characters_in_one_paragraph(word: str) -> None:
    text = word * (200_000 // len(word))
    opened = pikepdf.open(io.BytesIO(pdf.render(a_document(text))))
    assert len(opened.pages) >= 1


def test_a_title_of_a_million_characters() -> None:
    text = "Title " * 170_000
    document = replace(a_document(Heading(1, rich(text))), title=text, letterhead=Letterhead(text, text))
    furniture = Furniture(text, text, text, text, text)
    assert len(pikepdf.open(io.BytesIO(pdf.render(replace(document, furniture=furniture)))).pages) > 10


def test_a_table_of_two_thousand_rows() -> None:
    rows = [(cell(str(number)), cell("some words in a cell"), cell("ب")) for number in range(2000)]
    data = pdf.render(a_document(Table((Column(1), Column(3), Column(1)), (cell("A"), cell("B"), cell("C")), rows, "")))
    tagged = Tagged(data)
    assert len(tagged.all("TR")) == 2001
    assert len(tagged.all("TD")) == 6000


def test_a_table_of_nothing() -> None:
    for table in (Table((), (), [], ""), Table((Column(1),), (), [], ""), Table((Column(1),), (cell("A"),), [], "")):
        assert problems(pdf.render(a_document(table, "After"))) == []


def test_blocks_without_content() -> None:
    blocks: list[Block] = [
        Title(()),
        Heading(2, ()),
        Paragraph(()),
        Listing(()),
        Definitions(()),
        Box((), ()),
        Signatures((), ()),
    ]
    assert problems(pdf.render(a_document(*blocks, "Text"))) == []


def test_override_in_a_name_does_not_turn_the_sentence_around() -> None:
    data = pdf.render(a_document("Present: \u2068Eve\u202ereverof\u2069, and others."))
    paragraph = next(element for element in Tagged(data).all("P") if element.content)
    assert spoken(paragraph, data).startswith("Present: Eve")
    assert spoken(paragraph, data).replace("\u200e", "").endswith(", and others.")


def test_a_jpeg_loses_its_metadata_and_not_a_pixel() -> None:
    source = PIL.Image.effect_mandelbrot((80, 50), (-2, -1, 1, 1), 50).convert("RGB")
    exif = PIL.Image.Exif()
    exif[0x013B] = "Somebody"
    target = io.BytesIO()
    source.save(target, "JPEG", exif=exif, comment=b"made by Somebody", progressive=True)
    data = target.getvalue() + b"Somebody after the end"
    kept = bare(data)
    assert kept is not None
    assert b"Somebody" in data
    assert b"Somebody" not in kept
    assert PIL.Image.open(io.BytesIO(kept)).tobytes() == PIL.Image.open(io.BytesIO(data)).tobytes()
    assert b"Somebody" not in pdf.render(a_document(Picture(data, "A set", 100)))


def test_a_picture_stands_as_its_camera_was_held() -> None:
    exif = PIL.Image.Exif()
    exif[0x0112] = 6
    target = io.BytesIO()
    PIL.Image.new("RGB", (80, 20)).save(target, "JPEG", exif=exif)
    image = read(target.getvalue())
    assert image is not None
    assert (image.width, image.height) == (20, 80)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16"])
def test_pictures_of_every_kind(mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    target = io.BytesIO()
    PIL.Image.new(mode, (7, 5)).save(target, kind)
    data = pdf.render(a_document(Picture(target.getvalue(), "A picture", 70)))
    assert problems(data) == []
    assert len(Tagged(data).all("Figure")) == 1


def test_what_is_no_picture_is_said_in_words() -> None:
    png = picture()
    bomb = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in [(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)), (b"IEND", b"")]
    )
    for data in (b"", b"nothing", png[:40], png[:-20] + b"\0" * 20, bomb, b"\xff\xd8\xff\xe0\x00"):
        assert read(data) is None
        assert problems(pdf.render(a_document(Picture(data, "What it shows", 100)))) == []
