"""What somebody left side by side is not asked again here, until a value comes that was not looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.records import Organisation
from tests.workspace.workspace_files import copied, merged

if TYPE_CHECKING:
    from pathlib import Path


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
        assert here.undecided() == 0
        (left,) = here.disagreements()
        assert left.left
        assert here.dossier([body]).disagreements == (left,), "documents still say it in a footnote"
        assert here.fingerprint() == before
        merged(elsewhere, here)
        assert here.undecided() == 1
        (three,) = here.disagreements()
        assert len(three.alternatives) == 3
        here.leave(three)
        assert here.undo()
        assert here.undecided() == 1
        assert here.redo()
        assert here.undecided() == 0
        here.rebuild()
        assert here.undecided() == 0
        (three,) = here.disagreements()
        here.open_again(three)
        assert here.undecided() == 1
        here.resolve(body, "website", keep=three.alternatives[0].change)
        assert here.undecided() == 0
        merged(here, there)
        assert there.undecided() == 0


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
        assert copy.undecided() == 0
        assert len(copy.disagreements()) == 1
