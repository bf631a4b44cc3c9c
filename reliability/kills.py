"""`kill -9` in the middle of editing and merging: every step that was acknowledged is there, and no half merge.

A child process edits and merges, and says over a pipe what is done; it is killed at a random moment, and the file is
opened again. POSIX only: the child is a fork of this process.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final

from desktop_app.errors import RoundtableError
from desktop_app.records import Person
from desktop_app.workspace import Workspace
from desktop_app.workspace.file import lifecycle
from reliability.outcome import Outcome
from reliability.power.scenarios import history, quickly

if TYPE_CHECKING:
    from desktop_app.records import RecordId

AT_ONCE: Final = 60
"""Changes of one merge."""
_LONGEST: Final = 0.03
"""Seconds until the kill, at most."""
_ANEW: Final = 40
"""After so many kills the file is made anew, since it grows."""


def everything(kills: int, seed: int = 1) -> Outcome:
    """Kill so many times."""
    chance = Random(seed)
    found: list[str] = []
    steps = middle = 0
    with tempfile.TemporaryDirectory() as folder, quickly():
        path, person, begun = Path(folder), "", 0
        for number in range(kills):
            if number % _ANEW == 0:
                path = Path(folder) / f"{number}.roundtable"
                person, begun = _make(path), 0
            acknowledged = _kill(path, person, begun, chance)
            middle += lifecycle.ended_suddenly(path)
            wrong, begun = _reopened(path, person, max(acknowledged, begun))
            steps += max(0, acknowledged)
            if wrong:
                found.append(f"kill {number}: {wrong}")
    note = f"{steps:,} steps acknowledged, {middle:,} kills in the midst of one"
    return Outcome("kill -9 while editing and merging", kills, found, note)


def _make(path: Path) -> RecordId:
    with Workspace.create(path, city=None, author="Amina") as place:
        return place.add(Person, {"family_name": "0", "given_name": "0"})


def _kill(path: Path, person: RecordId, begun: int, chance: Random) -> int:
    """Have a child work on the file and kill it; gives the last step that it acknowledged."""
    reading, writing = os.pipe()
    seed = chance.randrange(1 << 30)
    child = os.fork()
    if child == 0:
        try:
            _work(path, person, begun, writing, seed)
        finally:
            os._exit(1)  # nothing of this process may run twice
    os.close(writing)
    os.read(reading, 8)  # it has opened the file
    time.sleep(chance.random() * _LONGEST)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read()
    return int.from_bytes(said[-8:], "big") if len(said) >= 8 else begun


def _work(path: Path, person: RecordId, begun: int, pipe: int, seed: int) -> None:
    place = Workspace.open(path)
    os.write(pipe, b"opened  ")
    step = begun
    while True:
        step += 1
        if (step + seed) % 3 == 0:
            coming = history(AT_ONCE, step % 9)
            place.absorb(coming, label=str(step), digest="", sender="")
        with place.together():
            place.edit(person, {"given_name": str(step)})
            place.edit(person, {"family_name": str(step)})
        os.write(pipe, step.to_bytes(8, "big"))


def _reopened(path: Path, person: RecordId, acknowledged: int) -> tuple[str, int]:
    """What is wrong with a file after a kill, and the last step that it holds."""
    try:
        with Workspace.open(path) as place:
            record = place.get(person)
            assert isinstance(record, Person)
            step = int(record.given_name)
            problems = [str(problem) for problem in place.check().problems]
            if not acknowledged <= step <= acknowledged + 1:
                problems.append(f"step {acknowledged} was acknowledged, and {step} is there")
            if record.family_name != str(step) and step:
                problems.append(f"half of step {step} is there")
            counted = dict(place._store.rows("select batch, count(*) from change where batch > 0 group by batch"))
            listed = {one.number: one.new for one in place.imports()}
            if counted != listed or set(listed.values()) - {AT_ONCE}:
                problems.append("half a merge is there")
            return "; ".join(problems), step
    except RoundtableError as error:
        return f"it does not open: {error}", acknowledged


def main() -> None:
    """Kill so many times as the first word says; fails where something was found."""
    outcome = everything(int(sys.argv[1]))
    print(outcome.line, *outcome.found, sep="\n")
    sys.exit(bool(outcome.found))


if __name__ == "__main__":
    main()
