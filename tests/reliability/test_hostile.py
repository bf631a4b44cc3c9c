"""Hostile files: each refused in a sentence with nothing changed, or valid, and everything is as it should be."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop_app.exchange import bundle
from desktop_app.records import Audience
from desktop_app.workspace import Workspace
from desktop_app.workspace.changes.change import PARENT_LIMIT, is_sound
from reliability.hostile import mutated
from reliability.hostile.named import REFUSED, TAKEN
from tests.exchange import bundle_sample as sample

if TYPE_CHECKING:
    from collections.abc import Callable

    from reliability.outcome import Outcome

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_every_file_made_by_hand() -> None:
    """In a process of its own, whose children are forks with their memory measured."""
    command = [sys.executable, "-m", "reliability", "--only", "named", "--cases", "0"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert len(REFUSED) + len(TAKEN) >= 60


@pytest.mark.parametrize("offer", [mutated.bundles, mutated.city_cards, mutated.flips], ids=lambda one: one.__name__)
def test_files_changed_by_chance(offer: Callable[[int], Outcome]) -> None:
    assert offer(150).found == []


def test_more_heads_than_a_change_may_name_do_not_make_a_workspace_unreadable_to_others(tmp_path: Path) -> None:
    """Whoever writes over them names as many as a change may; the rest stays beside it until the next time."""
    heads = [sample.change(1, "acronym", str(n), language="", seq=n + 1) for n in range(PARENT_LIMIT + 100)]
    with Workspace.create(tmp_path / "a.roundtable", city=None, author="Salma") as place:
        place.absorb(heads, label="", digest="", sender="")
        place.edit(heads[0].record, {"acronym": "Un"})
        assert len(place.disagreements()) == 1
        place.edit(heads[0].record, {"acronym": "Deux"})
        assert place.disagreements() == []
        place.delete(heads[0].record)
        assert all(is_sound(change) for change in place.changes())
        bundle.write(place, tmp_path / "a.rtbundle", audience=Audience.INTERNAL)
    assert bundle.read(tmp_path / "a.rtbundle").count > PARENT_LIMIT
