"""LibreOffice opens what is written and shows it: one conversion of several documents for the whole session."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from desktop_app.documents import word
from desktop_app.documents.blocks import (
    Box,
    Column,
    Contents,
    Heading,
    Letterhead,
    Listing,
    PageBreak,
    Paragraph,
    Run,
    Style,
    Table,
    Title,
    cell,
    rich,
)
from desktop_app.language import LANGUAGES
from tests.documents.everything import WORDS, everything
from tests.documents.opening import document

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from desktop_app.documents.blocks import Block, Document

pytestmark = pytest.mark.skipif(
    not shutil.which("soffice") or not shutil.which("pdftotext"), reason="needs LibreOffice and poppler"
)


def long_table() -> Document:
    rows = [(cell(f"A{number}"), cell("Rédiger le protocole.")) for number in range(1, 101)]
    return document(Table((Column(1), Column(5)), (cell("Numéro"), cell("Action")), rows, "Actions"), language="fr")


def tall_row() -> Document:
    words = " ".join(f"mot{number}" for number in range(3000))
    return document(Table((Column(1),), (cell("Texte"),), [(cell(words),), (cell("fin"),)], ""), language="fr")


def noted() -> Document:
    notes = [Paragraph(rich(Run(f"Point {n}", note=rich(f"Note {n}.")))) for n in range(1, 4)]
    return document(*notes, Paragraph(rich("x" * 20_000), Style.QUOTE))


def chapters() -> Document:
    """Headings over several pages, with all that can come between them."""
    text = "The municipality and the associations agree on four measures, and on who pays for each of them. "
    blocks: list[Block] = [Title(rich("Report")), PageBreak(), Contents(rich("Contents"), 3)]
    for number in range(1, 25):
        blocks.append(Heading((1, 2, 3)[number % 3], rich(f"Chapter{number}"), f"{number}."))
        blocks.append(Paragraph(rich(text * (number % 7 + 1)), number=f"{number}."))
        if number % 4 == 0:
            rows = [(cell(f"A{row}"), cell(text * (row % 3 + 1))) for row in range(number % 5 + 2)]
            blocks.append(Table((Column(1), Column(5)), (cell("No."), cell("Action")), rows, "Actions"))
        if number % 5 == 0:
            blocks.append(Box(rich("Decision"), (Paragraph(rich(text)), Listing((rich(text), rich(text))))))
        if number % 11 == 0:
            blocks.append(PageBreak())
    return document(*blocks, letterhead=Letterhead("City of Tangier", "Stakeholder group"))


DOCUMENTS = {
    **{language: everything(language) for language in LANGUAGES},
    "chapters": chapters(),
    "table": long_table(),
    "row": tall_row(),
    "notes": noted(),
}


@pytest.fixture(scope="session")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[str]]:
    """The text of each page of each document, as LibreOffice lays it out."""
    folder: Path = tmp_path_factory.mktemp("office")
    for name, made in DOCUMENTS.items():
        (folder / f"{name}.docx").write_bytes(word.render(made))
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            *(str(folder / f"{name}.docx") for name in DOCUMENTS),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return {name: _pages(folder / f"{name}.pdf") for name in DOCUMENTS}


def _pages(path: Path) -> list[str]:
    said = subprocess.run(["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True, timeout=60)
    return said.stdout.decode().split("\f")[:-1]


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_pages_are_furnished(language: str, shown: Mapping[str, list[str]]) -> None:
    say, pages = WORDS[language], shown[language]
    assert len(pages) > 2
    assert say["authority"] in pages[0]
    for number, page in enumerate(pages, 1):
        assert say["page"].format(page=number, pages=len(pages)) in page
        assert "TNG/REC/2017/4" in page
        assert say["draft"] in page
        assert (say["title"] in page.split("\n")[0]) == (number > 1)


def test_arabic_is_whole(shown: Mapping[str, list[str]]) -> None:
    first, second = shown["ar"][:2]
    for piece in WORDS["ar"]["title"].split():
        assert piece in first
    assert "ICMPD" in first
    assert "صفحة" in second


def test_the_head_of_a_table_is_on_every_page(shown: Mapping[str, list[str]]) -> None:
    pages = shown["table"]
    assert len(pages) > 1
    assert all("Numéro" in page for page in pages)
    everything_said = " ".join(pages)
    assert all(f"A{number} " in everything_said for number in range(1, 101))


def test_a_row_that_is_taller_than_a_page_goes_on(shown: Mapping[str, list[str]]) -> None:
    assert "mot2999" in " ".join(shown["row"])
    assert "fin" in shown["row"][-1]


def test_notes_stand_at_the_foot_of_their_page(shown: Mapping[str, list[str]]) -> None:
    first = shown["notes"][0]
    assert [first.find(f"Note {number}.") > first.find("Point 3") > 0 for number in (1, 2, 3)] == [True] * 3


def test_contents_say_the_pages_of_their_headings(shown: Mapping[str, list[str]]) -> None:
    assert "Contents" not in shown["chapters"][0]
    said = dict(re.findall(r"(Chapter\d+) *\.{3,} *(\d+)", shown["chapters"][1]))
    assert len(said) == 24
    for chapter, page in said.items():
        assert re.search(rf"{chapter}\n", shown["chapters"][int(page) - 1])


def test_contents_are_filled_in(shown: Mapping[str, list[str]]) -> None:
    first = shown["en"][0]
    after = first[first.index("Contents") :]
    assert f"I. {WORDS['en']['title']}" in " ".join(after.split()).replace("\u2002", " ")
