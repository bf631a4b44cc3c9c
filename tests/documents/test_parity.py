"""Word and PDF say the same: every report, in every language, letter by letter in the order in which it is read."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections import Counter
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Final, cast

import docx
import pytest
from docx.oxml.ns import qn

from desktop_app.documents import REPORTS, pdf, word
from desktop_app.documents.blocks import Contents, Furniture, Rich, Run, Table
from desktop_app.language import LANGUAGES
from desktop_app.records import Audience
from tests.documents.pdf_reading import needs_poppler, pages
from tests.documents.reading import flat
from tests.documents.sample import ON
from tests.documents.test_reports import shelf

if TYPE_CHECKING:
    from pathlib import Path

    from desktop_app.documents.blocks import Block, Document

pytestmark = needs_poppler

_INVISIBLE: Final = re.compile("[\\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff•-]+")
"""Spaces, marks of direction, the bullets that Word draws by itself, and hyphens, which lines may end with."""

_RIGHT_TO_LEFT: Final = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")


@cache
def made(name: str, language: str) -> Document:
    """A report without what stands on every page, and heads of tables on some, whose text would come between."""
    report = REPORTS[name]
    built = report.build(report.gather(shelf()), language, audience=Audience.INTERNAL, on=ON)
    blocks = tuple(_headless(block) for block in built.blocks if not isinstance(block, Contents))
    return replace(built, blocks=blocks, letterhead=None, furniture=Furniture("", "", ""))


def _headless(block: Block) -> Block:
    return replace(block, header=(), rows=[block.header, *block.rows]) if isinstance(block, Table) else block


def without_notes(document: Document) -> Document:
    """The same without footnotes, which each format numbers and places in its own way."""
    return cast("Document", _changed(document))


def _changed(thing: object) -> object:
    if isinstance(thing, Run):
        return replace(thing, note=())
    if isinstance(thing, list | tuple):
        return type(thing)(_changed(part) for part in thing)
    if is_dataclass(thing) and not isinstance(thing, type):
        return replace(thing, **{part.name: _changed(getattr(thing, part.name)) for part in fields(thing)})
    return thing


def letters(text: str) -> str:
    """What is seen of a text, without spaces."""
    return _INVISIBLE.sub("", text)


def paragraphs_of(data: bytes) -> list[str]:
    """The letters of each paragraph of a Word file as python-docx gives them, tables in their place."""
    body = docx.Document(io.BytesIO(data)).element.body
    found = ("".join(part.text or "" for part in paragraph.iter(qn("w:t"))) for paragraph in body.iter(qn("w:p")))
    return [said for paragraph in found if (said := letters(paragraph))]


def word_text(data: bytes) -> str:
    """All letters of a Word file."""
    return "".join(paragraphs_of(data))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", REPORTS)
def test_word_and_pdf_hold_the_same_letters_in_the_same_order(name: str, language: str) -> None:
    document = without_notes(made(name, language))
    in_word = paragraphs_of(word.render(document))
    in_pdf = letters(" ".join(pages(pdf.render(document), "-raw")))
    assert Counter("".join(in_word)) == Counter(in_pdf)
    if language == "ar":
        return  # poppler chooses one direction for a page, and puts lines of the other in another order
    at = 0
    for paragraph in in_word:
        if not _RIGHT_TO_LEFT.search(paragraph):
            at = in_pdf.find(paragraph, at)
            assert at >= 0, paragraph
            at += len(paragraph)


@pytest.mark.parametrize("name", REPORTS)
def test_footnotes_are_the_same_in_both(name: str) -> None:
    document = made(name, "en")
    notes = [note for block in flat(document) for note in _notes(block)]
    data = word.render(document)
    part = next(p for p in docx.Document(io.BytesIO(data)).part.package.iter_parts() if "footnotes" in p.partname)
    in_word = letters("".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", part.blob.decode())))
    in_pdf = letters(" ".join(pages(pdf.render(document), "-raw")))
    for note in notes:
        said = letters("".join(run.text for run in note))
        assert said in in_word.replace("&amp;", "&")
        assert said in in_pdf


def _notes(thing: object) -> list[Rich]:
    if isinstance(thing, Run):
        return [thing.note] if thing.note else []
    if isinstance(thing, list | tuple):
        return [note for part in thing for note in _notes(part)]
    if is_dataclass(thing):
        return [note for part in fields(thing) for note in _notes(getattr(thing, part.name))]
    return []


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_libreoffice_reads_the_same(tmp_path: Path) -> None:
    files = {}
    for name in REPORTS:
        for language in ("fr", "ar"):
            path = tmp_path / f"{name}-{language}.docx"
            document = without_notes(made(name, language))
            path.write_bytes(word.render(document))
            files[path] = document
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'office').as_uri()}", "--headless", "--convert-to"]
    command += ["txt:Text (encoded):UTF8", "--outdir", str(tmp_path), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    for path in files:
        opened = letters(path.with_suffix(".txt").read_text(encoding="utf-8-sig"))
        assert Counter(opened) == Counter(letters(word_text(path.read_bytes()))), path.name
