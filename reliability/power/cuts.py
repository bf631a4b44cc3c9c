"""Every disk that a cut could leave is opened again, and must hold what was acknowledged."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final

import msgspec

from desktop_app.errors import PassphraseNeeded, RoundtableError, WrongPassphrase
from desktop_app.workspace import Workspace
from desktop_app.workspace.file.backup import folder_of
from desktop_app.workspace.file.store import DatabaseError
from reliability.outcome import Outcome
from reliability.power import disks
from reliability.power.recording import record
from reliability.power.scenarios import FILE, SAID, SCENARIOS, UNSAFE, Scenario, State, quickly, state_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reliability.power.disks import Disk
    from reliability.power.recording import Operation

_MOST_SAID: Final = 5


@dataclass
class Looked:
    """What was seen of the disks of one scenario."""

    moments: int = 0
    disks: set[bytes] = field(default_factory=set)
    found: list[str] = field(default_factory=list)


@dataclass
class Recorded:
    """A scenario that was played once, with what was said after each step."""

    scenario: Scenario
    folder: Path
    before: Disk
    operations: Sequence[Operation]
    states: Sequence[State]


def recorded(scenario: Scenario, *, synced: bool = True) -> Recorded:
    """Play a scenario in a process of its own."""
    with tempfile.TemporaryDirectory(dir=_quick_folder()) as name:
        folder = Path(name) / "here"
        folder.mkdir()
        with quickly():
            scenario.prepare(folder / FILE)
        before = disks.read(folder)
        off = {} if synced else {UNSAFE: "1"}
        operations = record(folder, "reliability.power.scenarios", scenario.name, str(folder), more=off)
        lines = (folder / SAID).read_bytes().splitlines()
        return Recorded(scenario, folder, before, operations, [msgspec.json.decode(one, type=State) for one in lines])


def _tells(operation: Operation) -> bool:
    """Whether it says that something was acknowledged."""
    return operation.letter == "W" and operation.content.startswith(b'["') and operation.content.endswith(b"\n")


def _quick_folder() -> str | None:
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


class Reopening:
    """Opens disks again, each once."""

    def __init__(self, run: Recorded, chance: Random) -> None:
        self._run = run
        self._chance = chance
        self._sound: dict[bytes, State] = {}
        """Files that were checked in full, as they were after they had been opened."""
        self._backups: set[bytes] = set()
        self.looked = Looked()

    def all(self, more: int, share: float) -> Looked:
        """Cut the power after each thing that was done, or after a share of them."""
        machine = disks.Machine(self._run.folder, self._run.before)
        said = -1
        with quickly():
            for number, operation in enumerate(self._run.operations):
                machine.do(operation)
                if (
                    operation.letter == "W"
                    and operation.content.startswith(b'["')
                    and operation.content.endswith(b"\n")
                ):
                    said += 1
                if self._chance.random() > share:
                    continue
                for disk in machine.disks(self._chance, more):
                    self._look(number, said, {name: content for name, content in disk.items() if name != SAID})
        assert said == len(self._run.states) - 1
        return self.looked

    def _look(self, moment: int, said: int, disk: Disk) -> None:
        self.looked.moments += 1
        told = {name: content for name, content in disk.items() if not name.endswith(".lock")}
        seen = disks.digest(told) + said.to_bytes(2, "big", signed=True)
        if seen in self.looked.disks:
            return
        self.looked.disks.add(seen)
        with tempfile.TemporaryDirectory(dir=_quick_folder()) as name:
            folder = Path(name)
            for path, content in disk.items():
                place = folder / path
                place.parent.mkdir(exist_ok=True)
                place.write_bytes(content)
            try:
                wrong = self._wrong(folder, said, disk)
            except (RoundtableError, DatabaseError, AssertionError, OSError, ValueError) as error:
                wrong = f"{type(error).__name__}: {error}"
        if wrong and len(self.looked.found) < _MOST_SAID:
            self.looked.found.append(f"{self._run.scenario.name}, after operation {moment}, step {said}: {wrong}")
        elif wrong:
            self.looked.found.append("and more")

    def _wrong(self, folder: Path, said: int, disk: Disk) -> str:
        """What is wrong with a disk; ``""`` where it is as it must be."""
        allowed = self._run.states[max(0, said) : said + 2]
        path = folder / FILE
        if not path.exists() or (said < 0 and FILE not in self._run.before):
            return "" if said < 0 and FILE not in self._run.before else "the file is gone"
        state = self._opened(path, allowed)
        if state not in allowed:
            return f"it holds {state}, and not {allowed}"
        for name, content in disk.items():
            if name.startswith(folder_of(path).name) and name.endswith(".roundtable"):
                self._open_backup(folder / name, content)
        return ""

    def _opened(self, path: Path, allowed: Sequence[State]) -> State:
        """Open a file as a person would who tries without a passphrase, then with the former, then with the new."""
        refused: RoundtableError | None = None
        for passphrase in dict.fromkeys([None, *(state.passphrase for state in allowed)]):
            try:
                place = Workspace.open(path, passphrase=passphrase)
            except (PassphraseNeeded, WrongPassphrase) as error:
                refused = error
                continue
            with place:
                state = state_of(place, passphrase if place.protected else None)
                assert not place._store.rows("pragma cipher_integrity_check"), "a page is damaged"
            seen = disks.digest({FILE: path.read_bytes()})
            if seen not in self._sound:
                with Workspace.open(path, passphrase=passphrase) as again:
                    problems = again.check().problems
                    assert not problems, str(problems[0])
                    assert state_of(again, state.passphrase) == state, "it changes when it is opened again"
                self._sound[seen] = state
            assert self._sound[seen] == state, "the same file holds something else"
            return state
        assert refused is not None
        raise refused

    def _open_backup(self, path: Path, content: bytes) -> None:
        """A backup that has its name is whole."""
        seen = disks.digest({"": content})
        if seen in self._backups:
            return
        states = {(state.fingerprint, state.passphrase) for state in self._run.states}
        copy = Path(shutil.copy(path, path.with_name("opened")))
        for passphrase in {passphrase for _fingerprint, passphrase in states} | {None}:
            try:
                with Workspace.open(copy, passphrase=passphrase) as place:
                    problems = place.check().problems
                    assert not problems, f"of a backup: {problems[0]}"
            except (PassphraseNeeded, WrongPassphrase):
                continue
            self._backups.add(seen)
            return
        raise AssertionError("a backup does not open")


def cut(name: str, more: int, *, share: float = 1.0, synced: bool = True, seed: int = 1) -> Looked:
    """Play a scenario and cut the power at every moment.

    Args:
        name: of the scenario.
        more: disks by chance at each moment, besides the plain ones.
        share: of the moments, by chance; by default all.
        synced: whether SQLite syncs; without it something has to be found.
        seed: of chance.
    """
    return Reopening(recorded(SCENARIOS[name], synced=synced), Random(seed)).all(more, share)


def outcome(name: str, more: int) -> Outcome:
    """Cut the power in one scenario."""
    looked = cut(name, more)
    return Outcome(f"power cuts, {name}", len(looked.disks), looked.found, f"{looked.moments:,} cuts")


def control() -> Outcome:
    """Cut the power while SQLite does not sync: something has to be found."""
    looked = cut("edit", 1, synced=False)
    found = [] if looked.found else ["nothing was found without syncing: the tests see nothing"]
    note = f"{len(looked.found):,} of its disks are broken, as they should be"
    return Outcome("power cuts without syncing (control)", len(looked.disks), found, note)
