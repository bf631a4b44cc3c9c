"""The same content is the same bytes, whichever process writes it: no order comes from a hash."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from desktop_app.documents import REPORTS, pdf, word
from desktop_app.documents.blocks import Column, Document, Furniture, Heading, Paragraph, Table, cell, rich
from desktop_app.records import Audience
from tests.documents.everything import everything
from tests.documents.sample import ON
from tests.documents.test_reports import shelf

ROOT: Final = Path(__file__).parent.parent.parent
LANGUAGES: Final = ("fr", "ar")
WORDS: Final = ("alpha", "gamma", "delta", "theta", "kappa", "sigma", "omega", "البيت", "الماء", "السلم", "الكتب")


def documents() -> dict[str, Document]:
    """All six reports and every block there is, in both directions; and much of what is looked at in sets."""
    found = {"words": much_of_one_length()}
    for language in LANGUAGES:
        found[f"everything {language}"] = everything(language)
        for name, report in REPORTS.items():
            gathered = report.gather(shelf())
            made = report.document(gathered, language, audience=Audience.INTERNAL, on=ON, annex=True)
            found[f"{name} {language}"] = made
    return found


def much_of_one_length() -> Document:
    """Tables and numbers in which many words are as long as the longest."""
    blocks: list[Heading | Paragraph | Table] = []
    for at in range(12):
        rows = [(cell(word), cell(" ".join(WORDS[at % 7 :]))) for word in WORDS]
        blocks.append(Heading(2, rich(WORDS[at % 11]), f"{at}."))
        blocks.append(Paragraph(rich(" ".join(WORDS)), number=f"{at * 37 % 100}."))
        blocks.append(Table((Column(1), Column(30)), (cell("1"), cell("2")), rows, "Words"))
    return Document("Words", "en", tuple(blocks), None, Furniture("Words", "W/1", "{page}/{pages}"))


def digests() -> str:
    """One line for each file, with what its bytes come to."""
    return "\n".join(
        f"{name} {kind} {hashlib.sha256(render(document)).hexdigest()}"
        for name, document in documents().items()
        for kind, render in (("pdf", pdf.render), ("docx", word.render))
    )


@pytest.fixture(scope="module")
def of_two_processes() -> list[dict[str, str]]:
    found = []
    for seed in ("1", "2"):
        script = "from tests.documents.test_same_bytes import digests; print(digests())"
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        run = subprocess.run(
            [sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
        )
        found.append(dict(line.rsplit(" ", 1) for line in run.stdout.splitlines()))
    return found


def test_two_processes_write_the_same_bytes(of_two_processes: list[dict[str, str]]) -> None:
    first, second = of_two_processes
    assert len(first) == 2 * (1 + len(LANGUAGES) * (len(REPORTS) + 1))
    assert first == second
