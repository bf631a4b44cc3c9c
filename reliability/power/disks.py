"""The disks that a power cut could leave, given what was done and what of it was synced.

Content of a file is sure once the file was synced; its name, once its folder was. Of what was done since, any part may
have reached the disk, in any order, a writing torn between sectors of 512 bytes; of names a beginning, since every
file system keeps their order.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from random import Random

    from reliability.power.recording import Operation

SECTOR: Final = 512
Disk: TypeAlias = "Mapping[str, bytes]"
"""The content of every file by its path below the folder."""


@dataclass(eq=False)
class File:
    """One file, whatever it is called."""

    sure: bytes = b""
    since: list[tuple[int, bytes | None]] = field(default_factory=list)
    """What was done since the last sync: an offset and what was written there, or a size and nothing."""

    def whole(self) -> bytes:
        """With all of it."""
        return self._with(self.since)

    def sync(self) -> None:
        """All of it is sure from now on."""
        self.sure, self.since = self.whole(), []

    def chance(self, chance: Random) -> bytes:
        """With any part of it, torn between sectors."""
        torn: list[tuple[int, bytes | None]] = []
        likely = chance.choice((0.1, 0.5, 0.9))
        for offset, content in self.since:
            if content is None:
                if chance.random() < likely:
                    torn.append((offset, None))
                continue
            place = 0
            while place < len(content):
                end = place + SECTOR - (offset + place) % SECTOR
                if chance.random() < likely:
                    torn.append((offset + place, content[place:end]))
                place = end
        return self._with(torn)

    def torn_at_the_end(self, chance: Random) -> bytes:
        """All but the last writing, of which a beginning."""
        if not self.since or self.since[-1][1] is None:
            return self._with(self.since[:-1])
        offset, content = self.since[-1]
        kept = (chance.randrange(len(content or b"") + 1) + offset) // SECTOR * SECTOR - offset
        return self._with([*self.since[:-1], (offset, (content or b"")[: max(0, kept)])])

    def _with(self, done: list[tuple[int, bytes | None]]) -> bytes:
        content = bytearray(self.sure)
        for offset, written in done:
            if written is None:
                content[offset:] = bytes(max(0, offset - len(content)))
            elif written:
                content.extend(bytes(max(0, offset - len(content))))
                content[offset : offset + len(written)] = written
        return bytes(content)


class Machine:
    """A disk while it is written to."""

    def __init__(self, folder: Path, before: Disk) -> None:
        self._folder = str(folder)
        self._names: dict[str, File] = {name: File(content) for name, content in before.items()}
        self._sure: dict[str, File] = dict(self._names)
        self._since: list[tuple[str, File | None]] = []
        """Names given and taken away since their folder was synced."""
        self._open: dict[int, File | None] = {}

    def do(self, operation: Operation) -> None:
        """One more thing is done."""
        number, offset, content = operation.number, operation.offset, operation.content
        match operation.letter:
            case "O":
                self._opened(number, offset, content.decode())
            case "C":
                self._open.pop(number, None)
            case "W" if (file := self._open.get(number)) is not None:
                file.since.append((offset, content))
            case "T" if (file := self._open.get(number)) is not None:
                file.since.append((offset, None))
            case "S":
                self._synced(self._open.get(number))
            case "U":
                self._name(self._below(content.decode()), None)
            case "R":
                old, new = self._below(content[:number].decode()), self._below(content[number:].decode())
                self._name(new, self._names.get(old))
                self._name(old, None)

    def _below(self, path: str) -> str:
        return path[len(self._folder) :].lstrip("/")

    def _opened(self, number: int, flags: int, path: str) -> None:
        name = self._below(path)
        if name == "" or (name not in self._names and not flags & os.O_CREAT):
            self._open[number] = None  # a folder
            return
        if name not in self._names:
            self._name(name, File())
        file = self._open[number] = self._names[name]
        if flags & os.O_TRUNC:
            file.since.append((0, None))

    def _name(self, name: str, file: File | None) -> None:
        if file is None:
            self._names.pop(name, None)
        else:
            self._names[name] = file
        self._since.append((name, file))

    def _synced(self, file: File | None) -> None:
        if file is not None:
            file.sync()
            return
        self._sure, self._since = dict(self._names), []  # folders lie on one file system, with one order

    def disks(self, chance: Random, more: int) -> Iterator[Disk]:
        """Disks that a cut at this moment could leave: the plain ones, and so many by chance."""
        names = [self._named(count) for count in {0, len(self._since)}]
        for named in names:
            yield {name: file.whole() for name, file in named.items()}
            yield {name: file.sure for name, file in named.items()}
            yield {name: file.torn_at_the_end(chance) for name, file in named.items()}
        for _time in range(more if self._since or any(file.since for file in self._names.values()) else 0):
            named = self._named(chance.randint(0, len(self._since)))
            yield {name: file.chance(chance) for name, file in named.items()}

    def _named(self, count: int) -> dict[str, File]:
        """The names of which that many of the unsure have reached the disk."""
        named = dict(self._sure)
        for name, file in self._since[:count]:
            if file is None:
                named.pop(name, None)
            else:
                named[name] = file
        return named


def read(folder: Path) -> Disk:
    """The files of a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def digest(disk: Disk) -> bytes:
    """Tells disks apart."""
    said = hashlib.blake2b(digest_size=16)
    for name in sorted(disk):
        said.update(f"{name}\0{len(disk[name])}\0".encode())
        said.update(disk[name])
    return said.digest()
