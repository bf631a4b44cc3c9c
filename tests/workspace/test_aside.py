"""What somebody left side by side is not asked again here, until a value comes that was not looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop_app.records import Organisation
from tests.workspace.workspace_files import copied, merged

if TYPE_CHECKING:
    from pathlib import Path

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
            assert [(head.field, head.value) for head in again.alternatives] == [
                (head.field, head.value) for head in one.alternatives
            ]
        assert here.redo()
        assert not here.disagreements()
        assert here.undo()
        merged(here, there)
        assert here.fingerprint() == there.fingerprint()
        assert there.disagreements()


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
