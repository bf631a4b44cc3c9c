"""Templates on the command line: looked at, kept for a city, worn by its documents, removed."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING

import pytest

from desktop_app.records import City, city_id
from desktop_app.workspace import Workspace
from tests.commands.test_command_line import Said, file, lines, roundtable
from tests.documents.letterheads import TEMPLATES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["file", "roundtable"]
MEETING = {"title": "Réunion", "starts_at": "2017-09-14T09:30"}


@pytest.fixture
def letterheads(tmp_path: Path) -> dict[str, Path]:
    """The templates as files."""
    found = {}
    for name, make in TEMPLATES.items():
        found[name] = tmp_path / f"{name}.docx"
        found[name].write_bytes(make())
    return found


def header(path: Path, part: str = "header1") -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(f"word/{part}.xml").decode()


def minutes(roundtable: Callable[..., Said], file: Path, *words: object, language: str = "fr") -> str:
    """The head of the first page of minutes, as they are made."""
    out = file.with_name("minutes.docx")
    made = roundtable("report", "minutes", file, "--language", language, "--to", out, "--audience", "internal", *words)
    assert made.code == 0, made.err
    return header(out)


def test_a_template_is_looked_at(roundtable: Callable[..., Said], letterheads: dict[str, Path]) -> None:
    said = roundtable("template", "look", letterheads["plain"])
    assert said.code == 0
    assert "It lacks:" in said.out
    assert "no letterhead" in said.out
    found = json.loads(roundtable("template", "look", letterheads["french"], "--json").out)
    assert found["name"] == "french.docx"
    assert not any("letterhead" in sentence for sentence in found["lacks"])


def test_documents_wear_the_template_of_their_city(
    roundtable: Callable[..., Said], file: Path, letterheads: dict[str, Path]
) -> None:
    assert roundtable("add", "meeting", file, stdin=lines(MEETING)).code == 0
    assert "PORT-CENDRÉ" not in minutes(roundtable, file)
    assert roundtable("template", "keep", file, letterheads["french"]).code == 0
    assert "PORT-CENDRÉ" in minutes(roundtable, file)
    assert "french.docx" in roundtable("template", "show", file).out
    assert "PORT-CENDRÉ" not in minutes(roundtable, file, "--without-template")
    assert "المرسى" in minutes(roundtable, file, "--template", letterheads["arabic"])
    assert "PORT-CENDRÉ" in minutes(roundtable, file)  # that was for once
    assert roundtable("template", "remove", file).code == 0
    assert "PORT-CENDRÉ" not in minutes(roundtable, file)
    assert json.loads(roundtable("template", "show", file, "--json").out) is None


def test_a_coordinator_keeps_one_for_each_city_and_one_for_several(
    roundtable: Callable[..., Said], tmp_path: Path, letterheads: dict[str, Path]
) -> None:
    path = tmp_path / "network.roundtable"
    with Workspace.create(path, city=None, author="Mouna") as made_:
        for code in ("TNTUN", "MATNG"):
            made_.add(City, {"code": code, "name": {"en": code}, "country": code[:2]})
    assert roundtable("template", "keep", path, letterheads["french"], "--city", "matng").code == 0
    assert roundtable("template", "keep", path, letterheads["arabic"]).code == 0
    with Workspace.open(path) as workspace:
        assert workspace.templates.of(city_id("MATNG")) is not None
        assert workspace.templates.of(city_id("TNTUN")) is None
    out = tmp_path / "report.docx"
    for about, expected in (((city_id("MATNG"),), "PORT-CENDRÉ"), ((), "المرسى"), ((city_id("TNTUN"),), "TNTUN")):
        chosen = [word for one in about for word in ("--about", one)]
        made = roundtable("report", "stakeholders", path, "--language", "fr", "--to", out, *chosen)
        assert made.code == 0, made.err
        assert (expected in header(out)) or (expected == "TNTUN" and "PORT-CENDRÉ" not in header(out))
    assert roundtable("template", "keep", path, letterheads["french"], "--city", "XXYYY").code == 1


def test_what_is_no_template_changes_nothing(roundtable: Callable[..., Said], file: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.docx"
    bad.write_bytes(b"no")
    for words in (("look", bad), ("keep", file, bad)):
        said = roundtable("template", *words)
        assert (said.code, said.out) == (1, "")
        assert said.err.count("\n") == 1
    out = tmp_path / "x.docx"
    said = roundtable("report", "stakeholders", file, "--language", "fr", "--to", out, "--template", bad)
    assert said.code == 1
    assert not out.exists()
