"""LibreOffice shows a document on a template: letterhead, word across the page and furniture on every page."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import docx
import pytest
from docx.shared import Cm

from desktop_app.documents import word
from desktop_app.documents.word.template.reading import read
from tests.documents.everything import WORDS, everything
from tests.documents.letterheads import TEMPLATES, WINE, floating, logo, saved
from tests.documents.test_word_office import _pages, chapters

if TYPE_CHECKING:
    from collections.abc import Mapping

pytestmark = pytest.mark.skipif(
    not shutil.which("soffice") or not shutil.which("pdftotext"), reason="needs LibreOffice and poppler"
)
LANGUAGE = {"french": "fr", "arabic": "ar", "plain": "es"}


@pytest.fixture(scope="session")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[str]]:
    """The text of each page of each document, as LibreOffice lays it out."""
    folder = tmp_path_factory.mktemp("templates")
    made = {}
    for name, make in TEMPLATES.items():
        template = read(make(), name)
        made[name] = word.render(everything(LANGUAGE[name]), template=template)
        made[f"{name}-chapters"] = word.render(chapters(), template=template)
    made["floating"] = word.render(everything("en"), template=read(floating_letterhead(), "floating"))
    for name, content in made.items():
        (folder / f"{name}.docx").write_bytes(content)
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "pdf"]
    command += ["--outdir", str(folder), *(str(folder / f"{name}.docx") for name in made)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    places = subprocess.run(
        ["pdftotext", "-bbox", "-l", "2", str(folder / "floating.pdf"), "-"],
        check=True,
        capture_output=True,
        timeout=60,
    )
    return {**{name: _pages(folder / f"{name}.pdf") for name in made}, "places": [places.stdout.decode()]}


def floating_letterhead() -> bytes:
    """Pictures that float at the head and at the foot of every page, five centimetres of each."""
    made = docx.Document()
    section = made.sections[0]
    floating(section.header.paragraphs[0], logo(WINE), Cm(5), Cm(8), Cm(1))
    floating(section.footer.paragraphs[0], logo(WINE), Cm(5), Cm(8), Cm(21.94))
    return saved(made)


def test_what_floats_lies_over_nothing_of_ours(shown: Mapping[str, list[str]]) -> None:
    page, centimetre = shown["places"][0], 72 / 2.54
    height = 792.0
    drafts = [float(top) for top in re.findall(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="[\d.]+">DRAFT<', page)]
    symbols = [float(end) for end in re.findall(r'yMax="([\d.]+)">TNG/REC', page)]
    heads = [top for top in drafts if top < 8 * centimetre]
    assert len(heads) == len(symbols) == 2
    assert min(heads) >= 6 * centimetre
    assert max(symbols) <= height - 6 * centimetre


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_page_is_furnished(name: str, shown: Mapping[str, list[str]]) -> None:
    say, pages = WORDS[LANGUAGE[name]], shown[name]
    assert len(pages) > 2
    for page in pages:
        assert "TNG/REC/2017/4" in page
        assert say["draft"] in page


def test_pages_are_counted_by_the_template_or_by_us(shown: Mapping[str, list[str]]) -> None:
    for number, page in enumerate(shown["french"], 1):
        ours = WORDS["fr"]["page"].format(page=number, pages=len(shown["french"]))
        assert (ours in page) == (number == 1)
        assert bool(re.search(rf"– ?{number} ?–", page)) == (number > 1)
        assert "99120 Port-Cendré" in page
    for number, page in enumerate(shown["plain"], 1):
        assert WORDS["es"]["page"].format(page=number, pages=len(shown["plain"])) in page


def test_the_letterhead_stands_at_its_place(shown: Mapping[str, list[str]]) -> None:
    assert "VILLE DE PORT-CENDRÉ" in shown["french"][0]
    assert "VILLE DE PORT-CENDRÉ" not in shown["french"][1]
    assert "Commune de Marsa Jdida" in shown["arabic"][0]
    for page in shown["arabic"]:
        assert "marsa-jdida.example" in page


@pytest.mark.parametrize("name", TEMPLATES)
def test_contents_say_the_right_pages_or_none(name: str, shown: Mapping[str, list[str]]) -> None:
    """Until Word counts for itself, only what is as wide as Arial can be laid out beforehand."""
    pages = shown[f"{name}-chapters"]
    said = {at: int(page) for at, page in re.findall(r"(Chapter\d+) *\.{3,} *(\d+)", "".join(pages[:3]))}
    assert len(said) in (0, 24)
    found = {
        at: next(number for number, page in enumerate(pages, 1) if re.search(rf"\d\. +{at}\n", page)) for at in said
    }
    assert found == said
