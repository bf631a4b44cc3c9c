"""A volume of minutes has the word of drafts across those that are drafts, and across no others."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator

from desktop_app.documents import REPORTS, pdf, word
from desktop_app.documents.blocks import Contents, Heading, PageBreak, Paragraph, rich
from desktop_app.documents.word.template.reading import read
from desktop_app.language import LANGUAGES
from desktop_app.records import Audience, Meeting
from tests.documents.changing import with_changes
from tests.documents.letterheads import TEMPLATES
from tests.documents.opening import Opened, W, document
from tests.documents.pdf_reading import pages, problems
from tests.documents.reading import all_words
from tests.documents.sample import ON, named, sample_dossier
from tests.documents.test_reports import Shelf

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from desktop_app.documents.blocks import Block, Document

REPORT = REPORTS["minutes"]


def volume(june: str, september: str, language: str = "en") -> Document:
    """The minutes of the sample's two meetings of which there is something to say, in these states."""
    dossier = with_changes(sample_dossier()[0], named("june"), status=june)
    source = Shelf(with_changes(dossier, named("september"), status=september))
    return REPORT.build(REPORT.gather(source), language, audience=Audience.NETWORK, on=ON)


@pytest.fixture
def partly() -> Document:
    return volume("draft", "approved")


def marks(document: Document) -> list[bool]:
    return [block.marked for block in document.blocks if isinstance(block, PageBreak)]


def test_each_of_the_minutes_is_marked_as_it_is() -> None:
    assert [marks(volume(*states)) for states in (("draft", "approved"), ("approved", "draft"))] == [
        [True, False],
        [False, True],
    ]
    for states, word_across in ((("draft", "circulated"), "DRAFT"), (("approved", "approved"), "")):
        whole = volume(*states)
        assert not whole.is_partly_marked
        assert whole.furniture.watermark == word_across
        assert "still a draft" not in all_words(whole)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_cover_says_which_are_drafts(language: str) -> None:
    made = volume("draft", "approved", language)
    assert not made.furniture.cover_marked
    meeting = sample_dossier()[0].find(Meeting, named("june"))
    assert meeting is not None
    cover = all_words(made).split("\n")[:6]
    assert sum(meeting.symbol in line for line in cover) == 1


def test_a_pdf_has_the_word_on_the_pages_of_drafts_alone(partly: Document) -> None:
    made = pdf.render(partly)
    assert problems(made) == []
    assert_only_drafts_marked(pages(made))


def assert_only_drafts_marked(said: list[str]) -> None:
    second = next(at for at, page in enumerate(said) if at and "Third meeting" in page)
    assert second > 1
    assert ["DRAFT" in page for page in said] == [0 < at < second for at in range(len(said))]


def headers(opened: Opened) -> list[Mapping[str, str]]:
    """Of each section, the text of its headers by the pages that they are for."""
    related = etree.fromstring(opened.archive.read("word/_rels/document.xml.rels"))
    parts = {each.get("Id", ""): each.get("Target", "").removesuffix(".xml") for each in related}
    found: list[Mapping[str, str]] = []
    for section in opened.find("//w:sectPr"):
        references = section.findall(f"{W}headerReference")
        ids = {
            each.get(f"{W}type", ""): next(v for k, v in each.attrib.items() if str(k).endswith("}id"))
            for each in references
        }
        found.append({kind: "".join(map(str, opened.part(parts[str(id_)]).itertext())) for kind, id_ in ids.items()})
    return found


@pytest.mark.parametrize("name", [None, *TEMPLATES])
def test_word_has_a_section_for_what_is_marked(name: str | None, partly: Document, tmp_path: Path) -> None:
    template = read(TEMPLATES[name](), f"{name}.docx") if name else None
    opened = Opened(partly, template)
    (tmp_path / "volume.docx").write_bytes(opened.bytes)
    assert OpenXmlValidator().validate(str(tmp_path / "volume.docx")).errors == []
    cover, draft, approved = headers(opened)
    assert "first" in cover
    assert not any("DRAFT" in said for said in cover.values())
    assert set(draft) == set(approved) == set(cover) - {"first"}
    assert all("DRAFT" in said for said in draft.values())
    assert not any("DRAFT" in said for said in approved.values())


def test_a_document_that_is_marked_as_a_whole_has_one_section() -> None:
    (only,) = headers(Opened(volume("draft", "draft")))
    assert all("DRAFT" in said for said in only.values())


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_libreoffice_marks_the_same_pages(partly: Document, tmp_path: Path) -> None:
    assert_only_drafts_marked(converted(partly, tmp_path))


def converted(made: Document, tmp_path: Path) -> list[str]:
    """The text of each page, as LibreOffice lays it out."""
    file = tmp_path / "volume.docx"
    file.write_bytes(word.render(made))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return pages(file.with_suffix(".pdf").read_bytes())


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_contents_know_the_pages_of_sections(tmp_path: Path) -> None:
    blocks: list[Block] = [Contents(rich("Contents"), 1)]
    for number, marked in enumerate((False, True, True, False), 1):
        text = Paragraph(rich("The municipality agrees. " * 150 * number))
        blocks += [PageBreak(marked=marked), Heading(1, rich(f"Chapter{number}")), text]
    made = document(*blocks)
    made = replace(made, furniture=replace(made.furniture, watermark="DRAFT", cover_marked=False))
    said = converted(made, tmp_path)
    numbers = {chapter: int(page) for chapter, page in re.findall(r"(Chapter\d) ?\.{3,} ?(\d+)", said[0])}
    assert len(numbers) == 4
    for chapter, page in numbers.items():
        assert chapter in said[page - 1]
        assert ("DRAFT" in said[page - 1]) == (chapter in ("Chapter2", "Chapter3"))
