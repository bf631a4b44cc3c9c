"""What must always hold of merging: two thousand generated histories, and the bugs that these tests would catch."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from reliability.merging import histories, machine, sites, trial
from reliability.merging.mutations import MUTATIONS

if TYPE_CHECKING:
    from collections.abc import Callable

    from reliability.merging.mutations import Mutation
    from reliability.merging.network import Network

CASES: Final = 2_000
ROOT: Final = Path(__file__).parent.parent.parent


def test_whatever_several_sites_write_copy_and_send_nothing_is_lost_and_all_end_alike() -> None:
    """Half of the cases in a process of their own: there are two cores."""
    half = f"from reliability.merging import machine; machine.run({CASES // 2})"
    with subprocess.Popen([sys.executable, "-c", half], cwd=ROOT, stderr=subprocess.PIPE, text=True) as other:
        machine.run(CASES - CASES // 2)
        _out, said = other.communicate()
    assert other.returncode == 0, said


@pytest.mark.parametrize("history", histories.HISTORIES, ids=lambda history: history.__name__)
def test_a_history_with_a_point(history: Callable[[Network], None]) -> None:
    with sites.repeatable():
        histories.play(history)


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name)
def test_a_planted_bug_is_caught(mutation: Mutation) -> None:
    """A bug that survives means that the tests have grown blind, or that it no longer fits the program."""
    assert trial.try_histories(mutation, all_=False).by


def test_there_are_bugs_enough_each_with_a_name_of_its_own() -> None:
    assert len({mutation.name for mutation in MUTATIONS}) == len(MUTATIONS) >= 10
