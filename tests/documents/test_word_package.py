"""A Word file gives nothing away, holds any text as text, and is the same bytes every time."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from openxml_audit import OpenXmlValidator
from PIL import Image

from desktop_app.documents import word
from desktop_app.documents.blocks import (
    Box,
    Column,
    Document,
    Furniture,
    Heading,
    Letterhead,
    Paragraph,
    Picture,
    Run,
    Table,
    Title,
    cell,
    rich,
)
from desktop_app.documents.text.clean import cleaned
from desktop_app.documents.word.direction import EXPLICIT
from desktop_app.documents.word.image import read
from desktop_app.language import LANGUAGES
from tests.documents.everything import everything, picture
from tests.documents.opening import Opened, document


@pytest.mark.parametrize("language", LANGUAGES)
def test_equal_documents_are_equal_bytes(language: str) -> None:
    assert word.render(everything(language)) == word.render(everything(language))


def test_no_time_is_told() -> None:
    archive = Opened(everything("en")).archive
    assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert archive.testzip() is None


def test_properties_say_the_document_and_nobody() -> None:
    archive = Opened(everything("fr")).archive
    assert sorted(name for name in archive.namelist() if name.startswith("docProps")) == ["docProps/core.xml"]
    core = etree.fromstring(archive.read("docProps/core.xml"))
    assert {etree.QName(child).localname: child.text for child in core} == {
        "title": "L’accès aux droits et aux services",
        "subject": "Commune de Tanger",
        "language": "fr-FR",
        "keywords": "migration, 2017",
    }
    whole = b"".join(archive.read(name) for name in archive.namelist()).lower()
    for word_ in (b"python", b"creator", b"lastmodifiedby", b"rsid", b"/home/", b"template"):
        assert word_ not in whole


def test_properties_are_short_lines() -> None:
    made = replace(everything("en"), title="A\nlong\ttitle " * 100_000, subject=" ", tags=())
    core = etree.fromstring(Opened(made).archive.read("docProps/core.xml"))
    title = core.findtext("{http://purl.org/dc/elements/1.1/}title") or ""
    assert title.startswith("A long title A")
    assert len(title) == 255
    assert len(core) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_keeps_the_standard(language: str, tmp_path: object) -> None:
    path = f"{tmp_path}/document.docx"
    with open(path, "wb") as file:  # noqa: PTH123
        file.write(word.render(everything(language)))
    result = OpenXmlValidator().validate(path)
    assert result.errors == []


HOSTILE = [
    "<w:p>&amp;</w:p>]]>",
    "\x00\x01\x0b\x1f\x7f\x9f",
    "\ud800 half \udfff",
    "\ufffe\uffff",
    "{page} {pages} {0}",
    "\u202egpj.exe\u2066\u2067",
    '"><!ENTITY x SYSTEM "file:///etc/passwd">&x;',
    "line\r\nbreak\rand\u2028more\u2029",
    "soft\u00adhyphen no\u2011break \u00a0",
    "👩🏽‍🚀 𝔘 e\u0301",
    "=cmd|' /C calc'!A0",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_text_wherever_it_stands(text: str) -> None:
    furniture = Furniture(text, text, text + " {page}", text, text)
    blocks = (
        Title(rich(text), rich(text), rich(text)),
        Heading(1, rich(text), text),
        Paragraph(rich(Run(text, note=rich(text), language=text)), number=text),
        Box(rich(text), (Paragraph(rich(text)),)),
        Table((Column(1),), (cell(text),), [(cell(text),)], text, rich(text)),
        Picture(picture(), text, 30, rich(text)),
    )
    opened = Opened(Document(text, "fr", blocks, Letterhead(text, text, picture()), furniture, text, (text,)))
    for name in opened.archive.namelist():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(opened.archive.read(name))
    assert seen(text) in opened.paragraphs()


def seen(text: str) -> str:
    return EXPLICIT.sub("", cleaned(text))


@given(st.text(st.characters(), max_size=200), st.sampled_from(["en", "ar"]))
def test_any_text_comes_back(text: str, language: str) -> None:
    opened = Opened(document(Paragraph(rich(Run(text), Run("."))), language=language))
    assert [EXPLICIT.sub("", said) for said in opened.paragraphs()] == [seen(text) + "."]


def test_much_text_is_no_matter() -> None:
    long = "Décision " * 22_300
    opened = Opened(document(Paragraph(rich(long)), Title(rich("x" * 1_000_000))))
    assert opened.paragraphs() == [long, "x" * 1_000_000]


def test_many_rows_are_no_matter() -> None:
    rows = [(cell(f"A{number}"), cell("Décision"), cell("طنجة")) for number in range(10_000)]
    opened = Opened(document(Table((Column(1), Column(1), Column(1)), (cell("a"),), rows, "Actions")))
    assert len(opened.find("//w:tr")) == 10_001
    assert len(opened.bytes) < 1_000_000


def test_long_furniture_keeps_to_its_line() -> None:
    furniture = Furniture("t" * 5000, "s" * 5000, "{page}", "d" * 5000)
    opened = Opened(replace(everything("en"), furniture=furniture))
    for part in ("header1", "header2", "footer1", "footer2"):
        assert len("".join(opened.paragraphs(part))) < 250


def photograph(orientation: int = 1) -> bytes:
    """A photograph as a telephone makes it: with its place, its maker and which side is up."""
    image = Image.new("RGB", (40, 20), "#17653B")
    exif = image.getexif()
    exif[0x010F], exif[0x013B] = "Telephone Ltd", "Mme Benali"
    exif[0x0112] = orientation
    target = io.BytesIO()
    image.save(target, "JPEG", exif=exif, comment=b"taken at home")
    return target.getvalue()


def test_photographs_do_not_tell_who_took_them() -> None:
    assert b"Telephone Ltd" in photograph()
    opened = Opened(document(Picture(photograph(), "The hall", 100)))
    (name,) = (name for name in opened.archive.namelist() if "media" in name)
    data = opened.archive.read(name)
    for secret in (b"Telephone", b"Benali", b"home", b"Exif"):
        assert secret not in data
    assert Image.open(io.BytesIO(data)).convert("RGB").getpixel((3, 3)) is not None


def test_photographs_stand_upright() -> None:
    upright = read(photograph(6))
    assert upright is not None
    assert (upright.width, upright.height) == (20, 40)
    assert Image.open(io.BytesIO(upright.data)).size == (20, 40)


def test_texts_in_a_png_are_left_out() -> None:
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Author", "Mme Benali")
    target = io.BytesIO()
    Image.new("RGBA", (4, 3)).save(target, "PNG", pnginfo=info)
    image = read(target.getvalue())
    assert image is not None
    assert b"Benali" not in image.data
    assert Image.open(io.BytesIO(image.data)).size == (4, 3)


def test_one_picture_is_kept_once() -> None:
    logo = picture()
    made = document(*[Picture(logo, "Logo", 50)] * 3, letterhead=Letterhead("City", "", logo))
    opened = Opened(made)
    assert len([name for name in opened.archive.namelist() if "media" in name]) == 1
    numbers = opened.values("//wp:docPr/@id") + opened.values("//wp:docPr/@id", "header1")
    assert len(set(numbers)) == len(numbers) == 4


def test_every_part_is_declared_and_referred_to() -> None:
    archive = Opened(everything("ar")).archive
    names = archive.namelist()
    assert len(set(names)) == len(names)
    types = archive.read("[Content_Types].xml").decode()
    for name in names:
        assert name.endswith((".rels", ".jpeg", ".png")) or name == "[Content_Types].xml" or f'"/{name}"' in types
    assert isinstance(archive, zipfile.ZipFile)
