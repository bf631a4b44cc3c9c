"""What somebody left side by side is not asked again here, until a value comes that was not looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop_app.records import AgendaItem, Meeting, Organisation
from tests.workspace.workspace_files import copied, merged

if TYPE_CHECKING:
    from pathlib import Path

    from desktop_app.records import Disagreement
    from desktop_app.workspace import Workspace


def undecided(place: Workspace) -> int:
    """How many wait, by each of the three ways to ask."""
    every = place.disagreements()
    assert [(one.record, one.field, one.left) for one in every] == [
        (one.record, one.field, one.left) for one in place.contested()
    ]
    waiting = sum(not one.left for one in every)
    assert place.undecided() == waiting
    return waiting


def test_what_was_left_waits_again_only_when_another_value_comes(template: Path, empty: Path, folder: Path) -> None:
    with (
        copied(template, folder, "a.roundtable") as here,
        copied(empty, folder, "b.roundtable") as there,
        copied(empty, folder, "c.roundtable") as elsewhere,
    ):
        body = here.add(Organisation, {"name": {"fr": "CRT"}, "type": "red_cross_crescent"})
        merged(here, there)
        merged(here, elsewhere)
        here.edit(body, {"website": "https://one.example.org"})
        there.edit(body, {"website": "https://two.example.org"})
        elsewhere.edit(body, {"website": "https://three.example.org"})
        merged(there, here, "from there")
        (one,) = here.disagreements()
        assert {head.batch for head in one.alternatives} == {"", "from there"}
        assert not one.left
        before = here.fingerprint()
        here.leave(one)
        assert undecided(here) == 0
        (left,) = here.disagreements()
        assert left.left
        assert here.dossier([body]).disagreements == (left,), "documents still say it in a footnote"
        assert here.fingerprint() == before
        merged(elsewhere, here)
        assert undecided(here) == 1
        (three,) = here.disagreements()
        assert len(three.alternatives) == 3
        here.leave(three)
        assert here.undo()
        assert undecided(here) == 1
        assert here.redo()
        assert undecided(here) == 0
        here.rebuild()
        assert undecided(here) == 0
        (three,) = here.disagreements()
        here.open_again(three)
        assert undecided(here) == 1
        here.resolve(body, "website", keep=three.alternatives[0].change)
        assert undecided(here) == 0
        merged(here, there)
        assert undecided(there) == 0


def test_values_stay_those_of_their_writers_when_a_decision_is_undone(
    template: Path, empty: Path, folder: Path
) -> None:
    with copied(template, folder, "a.roundtable") as here, copied(empty, folder, "b.roundtable") as there:
        body = here.add(Organisation, {"name": {"fr": "CRT"}, "type": "red_cross_crescent"})
        merged(here, there)
        here.edit(body, {"website": "https://one.example.org"})
        there.edit(body, {"website": "https://two.example.org"})
        merged(there, here, "from there")

        def sources(place: Workspace) -> set[tuple[object, ...]]:
            (one,) = place.disagreements()
            return {(head.value, head.author, head.city, head.at, head.batch) for head in one.alternatives}

        before = sources(here)
        (one,) = here.disagreements()
        here.resolve(body, "website", keep=one.alternatives[1].change)
        assert here.undo()
        assert sources(here) == before
        assert here.redo()
        assert not here.disagreements()
        assert here.undo()
        assert sources(here) == before
        merged(here, there, "sent back")
        assert {one[:4] for one in sources(there)} == {one[:4] for one in before}


@pytest.mark.parametrize("writes_here", [True, False])
@pytest.mark.parametrize("deletes", [True, False])
def test_a_decision_about_a_deletion_is_undone_to_what_was_to_be_decided(
    template: Path, empty: Path, folder: Path, *, deletes: bool, writes_here: bool
) -> None:
    with copied(template, folder, "a.roundtable") as here, copied(empty, folder, "b.roundtable") as there:
        body = here.add(Organisation, {"name": {"fr": "CRT"}, "type": "red_cross_crescent"})
        merged(here, there)
        writer, deleter = (here, there) if writes_here else (there, here)
        writer.edit(body, {"acronym": "CRT"})
        deleter.delete(body)
        merged(there, here)
        for _time in range(2):
            (one,) = here.disagreements()
            here.resolve(body, "deleted", value=deletes)
            assert not here.disagreements()
            assert (here.find(Organisation, body) is None) == deletes
            assert here.undo()
            (again,) = here.disagreements()
            assert told(again) == told(one)
            assert [head.author for head in again.alternatives if head.value == 1] == [deleter.author]
        assert here.redo()
        assert not here.disagreements()
        assert here.undo()
        merged(here, there)
        assert here.fingerprint() == there.fingerprint()
        assert there.disagreements()


def told(one: Disagreement) -> list[tuple[object, ...]]:
    """What each alternative says, who wrote it, for which city, when, and in which file it came."""
    return sorted((head.field, head.value, head.author, head.city, head.at, head.batch) for head in one.alternatives)


@pytest.mark.parametrize("by_another", [False, True])
@pytest.mark.parametrize("deletes", [True, False])
def test_a_decision_about_a_deletion_is_listed_and_taken_back_with_its_parts(
    template: Path, empty: Path, folder: Path, *, deletes: bool, by_another: bool
) -> None:
    with copied(template, folder, "a.roundtable") as here, copied(empty, folder, "b.roundtable") as there:
        meeting = here.add(Meeting, {"title": {"fr": "Le logement"}, "starts_at": "2018-03-14T10:00"})
        item = here.add(AgendaItem, {"meeting": meeting, "title": {"fr": "Ouverture"}})
        merged(here, there)
        here.edit(meeting, {"place": "Tunis"})
        there.delete(meeting)
        merged(there, here)
        (one,) = here.disagreements()
        assert not here.decided()
        here.resolve(meeting, "deleted", value=deletes)
        (decision,) = here.decided()
        assert (decision.record, decision.field, decision.value, decision.author, decision.left) == (
            meeting, "deleted", 1 if deletes else None, here.author, False
        )  # fmt: skip
        taker = here
        if by_another:
            merged(here, there)
            taker = there
        taker.take_back_decision(taker.decided()[0])
        (again,) = taker.disagreements()
        assert {one[:5] for one in told(again)} == {line[:5] for line in told(one)}
        assert not taker.decided()
        assert taker.find(AgendaItem, item) is not None, "it stays as long as the meeting does"
        assert taker.undo()
        assert not taker.disagreements()
        assert [found.value for found in taker.decided()] == [1 if deletes else None]
        assert not deletes or taker.decided()[0].author == here.author, "the decision is whose it was"
        assert (taker.find(AgendaItem, item) is None) == deletes
        merged(taker, here if by_another else there)
        assert here.fingerprint() == there.fingerprint()


def test_who_deletes_anew_what_came_back_has_deleted_it(template: Path, empty: Path, folder: Path) -> None:
    with copied(template, folder, "a.roundtable") as here, copied(empty, folder, "b.roundtable") as there:
        body = here.add(Organisation, {"name": {"fr": "CRT"}, "type": "red_cross_crescent"})
        here.delete(body)
        merged(here, there)
        there.restore(body)
        assert not there.decided(), "there was nothing to decide"
        there.delete(body)
        here.restore(body)
        merged(there, here)
        (one,) = here.disagreements()
        assert [head.author for head in one.alternatives if head.value == 1] == [there.author]


def test_what_is_left_side_by_side_is_listed_with_who_left_it_and_asked_again(
    template: Path, empty: Path, folder: Path
) -> None:
    with copied(template, folder, "a.roundtable") as here, copied(empty, folder, "b.roundtable") as there:
        body = here.add(Organisation, {"name": {"fr": "CRT"}, "type": "red_cross_crescent"})
        merged(here, there)
        here.edit(body, {"acronym": "CRT"})
        there.edit(body, {"acronym": "C.R.T."})
        merged(there, here)
        (one,) = here.disagreements()
        here.leave(one)
        (left,) = here.decided()
        assert (left.record, left.field, left.author, left.left) == (body, "acronym", here.author, True)
        assert left.at
        here.take_back_decision(left)
        assert undecided(here) == 1
        assert not here.decided()


def test_a_deletion_that_others_contradict_is_left_too(template: Path, empty: Path, folder: Path) -> None:
    with copied(template, folder, "a.roundtable") as here, copied(empty, folder, "b.roundtable") as there:
        body = here.add(Organisation, {"name": {"fr": "CRT"}, "type": "red_cross_crescent"})
        merged(here, there)
        here.edit(body, {"acronym": "CRT"})
        there.delete(body)
        merged(there, here)
        (one,) = here.disagreements()
        assert one.field == "deleted"
        assert undecided(here) == 1
        here.leave(one)
        assert undecided(here) == 0
        here.edit(body, {"acronym": "C.R.T."})
        assert undecided(here) == 1


def test_a_copy_keeps_what_was_left(template: Path, empty: Path, folder: Path) -> None:
    with copied(template, folder, "a.roundtable") as here, copied(empty, folder, "b.roundtable") as there:
        body = here.add(Organisation, {"name": {"fr": "CRT"}, "type": "red_cross_crescent"})
        merged(here, there)
        here.edit(body, {"acronym": "CRT"})
        there.edit(body, {"acronym": "C.R.T."})
        merged(there, here)
        here.leave(here.disagreements()[0])
        path = here.path
    with copied(path, folder, "copy.roundtable") as copy:
        assert undecided(copy) == 0
        assert len(copy.disagreements()) == 1
