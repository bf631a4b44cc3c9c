"""Full disks, media that may only be read, two at once, a journal that was left: a sentence, and nothing lost."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final

import msgspec

from desktop_app.errors import RoundtableError
from desktop_app.records import Organisation
from desktop_app.workspace import Workspace
from desktop_app.workspace.file.backup import backups_of
from desktop_app.workspace.file.store import journal_of
from reliability.outcome import Outcome
from reliability.power.recording import environment
from reliability.power.scenarios import FILE, SAID, SCENARIOS, State, quickly, state_of

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT: Final = Path(__file__).parent.parent
_ROOM: Final = 1_400_000
"""Bytes that no scenario needs more of."""
_DONE: Final = 0
_REFUSED: Final = 3
"""Refused in a sentence: everything acknowledged is there, and nothing else."""
_UNTOLD: Final = 6
"""There was no room to acknowledge what had been done."""
_PLAYED: Final = ("edit", "merge", "backup", "passphrase", "upgrade")


def sizes(count: int) -> Outcome:
    """Play each scenario with less room than it needs, in so many steps in all."""
    found: list[str] = []
    stopped = 0
    with tempfile.TemporaryDirectory(dir=_quick_folder()) as name, quickly():
        for number in range(count):
            scenario = _PLAYED[number % len(_PLAYED)]
            folder = Path(name) / str(number)
            folder.mkdir()
            SCENARIOS[scenario].prepare(folder / FILE)
            room = _ROOM * number // count
            ended = _play(scenario, folder, room)
            stopped += ended.returncode == _REFUSED
            wrong = _wrong(folder, ended)
            if wrong:
                found.append(f"{scenario} with {room:,} bytes of room: {wrong}")
            shutil.rmtree(folder)
    note = f"{stopped:,} stopped by the full disk, each with a sentence"
    return Outcome("full disks", count, found, note)


def _play(scenario: str, folder: Path, room: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "reliability.full", scenario, str(folder)]
    said = environment(folder, room=room)
    return subprocess.run(command, env=said, cwd=ROOT, capture_output=True, text=True, check=False)


def _wrong(folder: Path, ended: subprocess.CompletedProcess[str]) -> str:
    """What is wrong after a run that may have been stopped."""
    if ended.returncode not in (_DONE, _REFUSED, _UNTOLD):
        return f"no sentence, but {ended.stderr[-300:]}"
    told = (folder / SAID).read_bytes().splitlines() if (folder / SAID).exists() else []
    states = [msgspec.json.decode(line, type=State) for line in told if line.endswith(b"]")]
    last = states[-1] if states else None
    refusals = []
    for passphrase in dict.fromkeys([last.passphrase if last else None, "un", "deux", None]):
        try:
            with Workspace.open(folder / FILE, passphrase=passphrase) as place:
                now = msgspec.structs.astuple(state_of(place, passphrase))
                problems = place.check().problems
        except RoundtableError as error:
            refusals.append(str(error))
            continue
        if problems:
            return str(problems[0])
        if last is not None and ended.returncode != _UNTOLD and now[:2] != msgspec.structs.astuple(last)[:2]:
            return f"{last} was acknowledged, and {now} is there"
        return ""
    return f"it does not open: {refusals[0]}"


def play(scenario: str, folder: Path) -> int:
    """Play a scenario until the disk is full; says how it ended."""
    with quickly():
        from reliability.power.scenarios import Teller

        try:
            SCENARIOS[scenario].play(folder / FILE, Teller(folder))
        except RoundtableError as error:
            return _REFUSED if str(error).endswith(".") else 1
        except OSError as error:
            return _UNTOLD if error.filename is None else 1
    return _DONE


def media() -> Outcome:
    """A file, and a folder, that may only be read: refused, and not a byte is changed."""
    found: list[str] = []
    tried = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "there"
        folder.mkdir()
        with quickly():
            SCENARIOS["edit"].prepare(folder / FILE)
        before = (folder / FILE).read_bytes()
        for what in ("the medium", "the folder", "the file"):
            if not _protected(folder, what, on=True):
                continue
            tried += 1
            try:
                Workspace.open(folder / FILE).close()
                found.append(f"{what} may only be read, and it was opened to be written")
            except RoundtableError as error:
                if not str(error).endswith("."):
                    found.append(f"{what} may only be read: {error!r}")
            finally:
                _protected(folder, what, on=False)
            if (folder / FILE).read_bytes() != before:
                found.append(f"{what} may only be read, and something was written")
    return Outcome("media that may only be read", tried, found)


def _protected(folder: Path, what: str, *, on: bool) -> bool:
    """Protect something, or no longer; gives whether this machine lets us. Whoever may do everything is not stopped."""
    if what == "the medium":
        command = ["mount", "--bind", str(folder), str(folder)] if on else ["umount", str(folder)]
        done = subprocess.run(command, capture_output=True, check=False).returncode == 0
        if done and on:
            command = ["mount", "-o", "remount,ro,bind", str(folder)]
            done = subprocess.run(command, capture_output=True, check=False).returncode == 0
        return done
    if os.geteuid() == 0:
        return False
    path = folder if what == "the folder" else folder / FILE
    path.chmod((0o555 if on else 0o755) if path.is_dir() else (0o444 if on else 0o644))
    return True


def races(times: int) -> Outcome:
    """Two instances open one file at once: one has it, the other says who, and what both wrote is there."""
    found: list[str] = []
    with tempfile.TemporaryDirectory(dir=_quick_folder()) as name:
        folder = Path(name)
        with quickly():
            SCENARIOS["edit"].prepare(folder / FILE)
        command = [sys.executable, "-m", "reliability.full", "race", str(folder), str(times)]
        runs = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
                for _one in range(2)]  # fmt: skip
        said = [run.communicate() for run in runs]
        found += [err[-300:] for run, (_out, err) in zip(runs, said, strict=True) if run.returncode]
        written = [int(out or 0) for out, _err in said]
        with quickly(), Workspace.open(folder / FILE) as place:
            found += [str(problem) for problem in place.check().problems]
            there = place.count(Organisation)
        if there != sum(written):
            found.append(f"{sum(written)} were written, and {there} are there")
    return Outcome("two instances racing for one file", times, found, f"{sum(written):,} openings won")


def race(folder: Path, times: int) -> int:
    """Open, write, close, so many times; a refusal because another has it is an answer. Gives how often it wrote."""
    chance, written = Random(), 0
    with quickly():
        for _time in range(times):
            try:
                with Workspace.open(folder / FILE) as place:
                    place.add(Organisation, {"name": f"{os.getpid()} {chance.random()}", "type": "media"})
                    written += 1
            except RoundtableError as error:
                if "another" not in str(error):
                    raise
    return written


def stale_journals(count: int) -> Outcome:
    """A journal beside a file to which it does not belong: what the file holds stays, or it is refused."""
    found: list[str] = []
    chance = Random(1)
    with tempfile.TemporaryDirectory(dir=_quick_folder()) as name, quickly():
        folder = Path(name)
        SCENARIOS["edit"].prepare(folder / FILE)
        whole = (folder / FILE).read_bytes()
        with Workspace.open(folder / FILE) as place:
            held = state_of(place, None)
            place._store.run("begin immediate")
            place._store.run("delete from meta where key = 'author'")
            for _flush in range(1):
                place._store.run("pragma cache_size = 1")
                place._store.run("create table filling as select randomblob(60000)")
            journal = journal_of(folder / FILE).read_bytes()
            place._store.run("rollback")
        for _number in range(count):
            kept = journal[: chance.randrange(len(journal) + 1)]
            torn = bytes(chance.randrange(256) for _byte in range(chance.choice((0, 12, 512))))
            (folder / FILE).write_bytes(whole)
            journal_of(folder / FILE).write_bytes(torn + kept[len(torn) :])
            try:
                with Workspace.open(folder / FILE) as place:
                    if state_of(place, None) != held or place.check().problems:
                        found.append("a journal that was left altered the file")
            except RoundtableError as error:
                if not str(error).endswith("."):
                    found.append(repr(error))
        assert not backups_of(folder / FILE)
    return Outcome("a journal that was left", count, found)


def _quick_folder() -> str | None:
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


def main(words: Sequence[str]) -> int:
    """Play a scenario, or race."""
    if words[0] == "race":
        print(race(Path(words[1]), int(words[2])))
        return 0
    return play(words[0], Path(words[1]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
