"""A translation is older than its original once the original was changed after it, and everybody is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop_app.documents import REPORTS
from desktop_app.records import AgendaItem, Audience, City, Meeting, Recommendation, Stale
from tests.documents.reading import all_words
from tests.documents.sample import ON

if TYPE_CHECKING:
    from desktop_app.records import RecordId
    from desktop_app.workspace import Workspace

OLDER = "“TNG/REC/1”: Text, the translation is older than its original: English."


@pytest.fixture
def recommendation(workspace: Workspace) -> RecordId:
    """Made in two languages at once."""
    said = {"symbol": "TNG/REC/1", "topic": "education", "title": {"fr": "Un guichet"}, "language": "fr"}
    text = {"en": "The city opens a counter.", "fr": "La ville ouvre un guichet."}
    return workspace.add(Recommendation, {**said, "text": text})


def test_texts_that_were_written_together_are_of_one_age(workspace: Workspace, recommendation: RecordId) -> None:
    assert workspace.stale(recommendation) == ()
    workspace.edit(recommendation, {"title": {"en": "A counter"}})
    assert workspace.stale(recommendation) == ()


def test_it_is_older_until_it_is_looked_at_again(workspace: Workspace, recommendation: RecordId) -> None:
    workspace.edit(recommendation, {"text": {"fr": "La ville ouvre deux guichets."}})
    assert workspace.stale(recommendation) == (Stale("text", "en", "fr"),)
    workspace.edit(recommendation, {"text": {"en": "The city opens two counters."}})
    assert workspace.stale(recommendation) == ()
    workspace.edit(recommendation, {"text": {"fr": ""}})
    assert workspace.stale(recommendation) == ()


def test_a_change_of_the_translation_makes_no_original_old(workspace: Workspace, recommendation: RecordId) -> None:
    workspace.edit(recommendation, {"text": {"en": "The city opens one counter."}})
    assert workspace.stale(recommendation) == ()


def test_where_no_language_is_authoritative_the_first_is(workspace: Workspace) -> None:
    meeting = workspace.add(
        Meeting, {"title": {"fr": "Réunion"}, "kind": "stakeholder_group", "starts_at": "2017-06-20"}
    )
    item = workspace.add(AgendaItem, {"meeting": meeting, "title": {"fr": "Accès à l’école"}})
    workspace.edit(item, {"title": {"en": "Access to school"}})
    workspace.edit(item, {"title": {"fr": "Accès aux écoles"}})
    report = REPORTS["minutes"]
    gaps = report.gaps(report.gather(workspace, [meeting]), "en", on=ON)
    older = "“Access to school”: Title, the translation is older than its original: English."
    assert (older, item, "title") in [(gap.sentence.within("en"), gap.record, gap.field) for gap in gaps]


@pytest.mark.parametrize(("name", "kind"), [("recommendations", Recommendation), ("handover", City)])
def test_the_annex_and_the_hand_over_name_it_to_readers_of_that_language(
    workspace: Workspace, recommendation: RecordId, name: str, kind: type[Recommendation | City]
) -> None:
    workspace.edit(recommendation, {"text": {"fr": "La ville ouvre deux guichets."}})
    report = REPORTS[name]
    dossier = report.gather(workspace, [one.id for one in workspace.all(kind)])
    for language, told in (("en", True), ("fr", False)):
        document = report.document(dossier, language, audience=Audience.INTERNAL, on=ON, annex=True)
        assert (OLDER in all_words(document)) is told
        assert (OLDER in [gap.sentence.within("en") for gap in report.gaps(dossier, language, on=ON)]) is told
