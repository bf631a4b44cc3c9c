"""One program at a time: of two that race for a file exactly one gets it, and the other says who has it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop_app.errors import InUse
from desktop_app.records import Meeting, Person
from desktop_app.workspace import Workspace
from desktop_app.workspace.file.store import journal_of

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent.parent
RACES = int(os.environ.get("ROUNDTABLE_RACES", "12"))
"""How often two processes race in an ordinary run; 100 says more."""

RACER = """
import os, sys
from pathlib import Path
from desktop_app.errors import InUse
from desktop_app.records import Person
from desktop_app.workspace import Workspace
for line in sys.stdin:
    try:
        workspace = Workspace.open(Path(sys.argv[1]))
    except InUse as refused:
        print("refused", refused, flush=True)
        sys.stdin.readline()
    else:
        workspace.draft(Person, {"family_name": "Won"})
        print("won", os.getpid(), flush=True)
        sys.stdin.readline()
        workspace.close()
    print("done", flush=True)
"""


class Racer:
    """A process that tries to open a file each time it is told to."""

    def __init__(self, path: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", RACER, str(path)], cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def tell(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()

    def heard(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()


@pytest.fixture
def racers(tunis: Workspace) -> Iterator[tuple[Racer, Racer]]:
    tunis.close()
    pair = Racer(tunis.path), Racer(tunis.path)
    yield pair
    for racer in pair:
        racer.process.kill()
        racer.process.communicate()


def test_of_two_that_race_exactly_one_wins_and_the_other_says_who(racers: tuple[Racer, Racer], folder: Path) -> None:
    for race in range(RACES):
        for racer in racers if race % 2 else reversed(racers):
            racer.tell()
        said = sorted(racer.heard() for racer in racers)
        assert said[0].startswith("refused"), said
        assert said[1].startswith("won"), said
        assert " on " in said[0], said
        assert " since " in said[0], said
        for racer in racers:
            racer.tell()
            assert racer.heard() == "done"
    with Workspace.open(folder / "tunis.roundtable") as again:
        assert again.count(Person) == RACES
        assert not again.check().problems


KILLED = """
import os, signal, sys
from pathlib import Path
from desktop_app.records import Meeting
from desktop_app.workspace import Workspace
workspace = Workspace.open(Path(sys.argv[1]))
meeting = workspace.all(Meeting)[0].id
workspace._store.run("pragma cache_size = 1")
workspace._store.run("pragma cache_spill = 1")
with workspace.together():
    for number in range(300):
        workspace.draft(Meeting, {"place": "Nowhere " * 60})
    workspace.edit(meeting, {"place": "Nowhere"})
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_after_a_kill_in_the_midst_of_a_change_the_next_one_has_the_file_as_it_was(
    tunis: Workspace, folder: Path
) -> None:
    meeting = tunis.draft(Meeting, {"place": "Tunis"})
    fingerprint = tunis.fingerprint()
    tunis.close()
    ended = subprocess.run([sys.executable, "-c", KILLED, str(tunis.path)], cwd=ROOT, check=False)
    assert ended.returncode < 0
    assert journal_of(tunis.path).stat().st_size > 512, "a journal with something to take back"
    assert (folder / ".tunis.roundtable.lock").exists(), "a lock that nobody holds"
    with Workspace.open(tunis.path) as again:
        assert again.fingerprint() == fingerprint
        assert again.find(Meeting, meeting) is not None
        assert not again.check().problems
        with pytest.raises(InUse, match=r"on .+, since \d{1,2} \w+ 20\d\d, \d{1,2}:\d\d\."):
            Workspace.open(tunis.path)
    assert [child.name for child in folder.iterdir()] == ["tunis.roundtable"]


def test_who_has_it_is_whoever_has_it_now(tunis: Workspace, folder: Path) -> None:
    """What somebody left behind in the lock's file is not taken for the one who has it."""
    tunis.close()
    (folder / ".tunis.roundtable.lock").write_text('{"user":"gone","host":"elsewhere","since":"2001"}')
    with Workspace.open(tunis.path), pytest.raises(InUse) as refused:
        Workspace.open(tunis.path)
    assert "elsewhere" not in str(refused.value)
