"""Hostile files: each refused in a sentence with nothing changed, or valid, and everything is as it should be."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reliability.hostile import mutated
from reliability.hostile.named import REFUSED, TAKEN

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
