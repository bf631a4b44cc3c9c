"""What a process did to the files of a folder, in order: recorded by a library that is loaded before C's own."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT: Final = Path(__file__).parent.parent.parent
_SOURCE: Final = Path(__file__).with_name("recorder.c")
_HEAD: Final = struct.Struct("<4q")


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that was done; `recorder.c` says what the letters mean."""

    letter: str
    number: int
    offset: int
    content: bytes


def can_record() -> bool:
    """Whether this machine has what it takes: a C compiler, and a loader that puts a library first."""
    return sys.platform == "linux" and shutil.which("cc") is not None


@cache
def library() -> Path:
    """The recorder, compiled once."""
    made = Path(gettempdir()) / f"roundtable-recorder-{os.getuid()}-{_SOURCE.stat().st_mtime_ns}.so"
    if not made.exists():
        draft = made.with_suffix(f".{os.getpid()}")
        command = ["cc", "-O2", "-shared", "-fPIC", "-o", str(draft), str(_SOURCE), "-ldl", "-lpthread"]
        subprocess.run(command, check=True)
        draft.replace(made)
    return made


def environment(folder: Path, log: Path | None = None, room: int | None = None) -> dict[str, str]:
    """The environment in which a process has its files in ``folder`` recorded, or only so much room in it."""
    said = {**os.environ, "LD_PRELOAD": str(library()), "RECORD_ROOT": str(folder), "PYTHONPATH": str(ROOT)}
    if log is not None:
        said["RECORD_LOG"] = str(log)
    if room is not None:
        said["RECORD_ROOM"] = str(room)
    return said


def record(folder: Path, module: str, *words: str, more: Mapping[str, str] | None = None) -> list[Operation]:
    """Run a module in a process of its own, and give what it did below ``folder``."""
    log = folder.with_name(f"{folder.name}.log")
    log.unlink(missing_ok=True)
    try:
        command = [sys.executable, "-m", module, *words]
        subprocess.run(command, check=True, env={**environment(folder, log), **(more or {})}, cwd=ROOT)
        return list(_read(log.read_bytes()))
    finally:
        log.unlink(missing_ok=True)


def _read(content: bytes) -> Iterator[Operation]:
    place = 0
    while place < len(content):
        letter, number, offset, length = _HEAD.unpack_from(content, place)
        place += _HEAD.size
        yield Operation(chr(letter), number, offset, content[place : place + length])
        place += length
