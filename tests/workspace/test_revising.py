"""A recommendation that was settled and then changed is a revision, with what it said before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop_app.documents import REPORTS
from desktop_app.documents.blocks import Heading, Paragraph, Tone
from desktop_app.records import Audience, Recommendation
from desktop_app.workspace import Workspace
from tests.documents.reading import all_words, every_run, plain
from tests.documents.sample import ON

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop_app.records import RecordId

DAY = 86_400_000_000_000


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    now = [1_500_000_000_000_000_000]
    monkeypatch.setattr("desktop_app.workspace.file.counters.time.time_ns", lambda: now[0])
    return now


@pytest.fixture
def workspace(tmp_path: Path, clock: list[int]) -> Iterator[Workspace]:
    city = {"code": "MATNG", "name": {"fr": "Tanger"}, "country": "MA"}
    with Workspace.create(tmp_path / "t.roundtable", city=city, author="Salma", language="fr") as made:
        yield made


@pytest.fixture
def recommendation(workspace: Workspace) -> RecordId:
    said = {"symbol": "TNG/REC/1", "topic": "education", "title": {"fr": "Un guichet"}, "language": "fr"}
    return workspace.add(Recommendation, {**said, "text": {"fr": "La ville ouvre un guichet."}})


def test_a_draft_has_no_revisions(workspace: Workspace, recommendation: RecordId) -> None:
    workspace.edit(recommendation, {"text": "La ville ouvre deux guichets."})
    assert not workspace.dossier([recommendation]).revisions
    workspace.edit(recommendation, {"status": "validated"})
    assert not workspace.dossier([recommendation]).revisions


def test_each_day_of_changes_after_it_was_settled_is_one_revision(
    workspace: Workspace, recommendation: RecordId, clock: list[int]
) -> None:
    workspace.edit(recommendation, {"status": "validated"})
    for number, text in enumerate(("La ville ouvre deux guichets.", "La ville ouvre trois guichets."), 1):
        clock[0] += DAY
        workspace.edit(recommendation, {"text": text[:-1]})
        workspace.edit(recommendation, {"text": text})
        assert workspace.dossier([recommendation]).revisions[recommendation].number == number
    revision = workspace.dossier([recommendation]).revisions[recommendation]
    assert revision.before.get("fr") == "La ville ouvre un guichet."
    assert revision.on == "2017-07-16"


def test_a_text_that_is_as_it_was_settled_is_none(
    workspace: Workspace, recommendation: RecordId, clock: list[int]
) -> None:
    workspace.edit(recommendation, {"status": "adopted"})
    clock[0] += DAY
    workspace.edit(recommendation, {"text": "Autre."})
    workspace.edit(recommendation, {"text": "La ville ouvre un guichet."})
    assert not workspace.dossier([recommendation]).revisions


def test_it_is_settled_anew_after_it_was_a_draft_again(
    workspace: Workspace, recommendation: RecordId, clock: list[int]
) -> None:
    for status, text in (("validated", "Deux."), ("draft", "Trois."), ("validated", "Quatre.")):
        clock[0] += DAY
        workspace.edit(recommendation, {"status": status})
        clock[0] += DAY
        workspace.edit(recommendation, {"text": text})
    revision = workspace.dossier([recommendation]).revisions[recommendation]
    assert (revision.number, revision.before.get("fr")) == (1, "Trois.")


def test_the_document_shows_the_difference_without_colour(
    workspace: Workspace, recommendation: RecordId, clock: list[int]
) -> None:
    workspace.edit(recommendation, {"status": "validated"})
    clock[0] += DAY
    workspace.edit(recommendation, {"text": "La ville ouvre deux guichets."})
    report = REPORTS["recommendations"]
    for audience in (Audience.PUBLIC, Audience.INTERNAL):
        made = report.build(report.gather(workspace), "fr", audience=audience, on=ON)
        tones = {run.tone: run.text for run in every_run(made) if run.tone in (Tone.GONE, Tone.NEW)}
        assert tones == {Tone.GONE: "un guichet", Tone.NEW: "deux guichets"}
        headings = [block for block in made.blocks if isinstance(block, Heading) and block.level == 3]
        assert [heading.number for heading in headings] == ["TNG/REC/1/Rev.1"]
        assert "TNG/REC/1/Rev.1" in all_words(made)  # in the table of all, too
        assert plain(headings[0].content) == "Un guichet"


def test_what_came_in_place_of_a_word_stands_apart_from_it(
    workspace: Workspace, recommendation: RecordId, clock: list[int]
) -> None:
    workspace.edit(recommendation, {"status": "validated"})
    clock[0] += DAY
    workspace.edit(recommendation, {"text": "La ville ouvre un bureau."})
    report = REPORTS["recommendations"]
    made = report.build(report.gather(workspace), "fr", audience=Audience.PUBLIC, on=ON)
    (shown,) = [b for b in made.blocks if isinstance(b, Paragraph) and any(r.tone is Tone.NEW for r in b.content)]
    assert plain(shown.content) == "La ville ouvre un guichet bureau."
