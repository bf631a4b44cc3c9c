"""A bundle in: checked whole, in memory, before anything in it is believed. Knows no workspace."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from itertools import chain, islice, pairwise
from operator import attrgetter, lt
from typing import TYPE_CHECKING, Final

from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

from desktop_app.errors import Foreign, TooNew
from desktop_app.exchange.bundle import crowd, edges, erasure_lines, lines
from desktop_app.exchange.bundle.envelope import read_packed, too_large, unpacked
from desktop_app.exchange.strict import LaterVersion, Malformed, OtherFormat, damaged
from desktop_app.language import _
from desktop_app.progress import SILENT
from desktop_app.records import Audience
from desktop_app.workspace.changes.site import KIND as SITE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from desktop_app.exchange.bundle.edges import Header, Trailer
    from desktop_app.exchange.bundle.lines import Line
    from desktop_app.progress import Progress
    from desktop_app.workspace import Change, Erasure, Keyring

_FIRST: Final = 2
"""The number of the first line after the header."""


@dataclass(frozen=True)
class Incoming:
    """A bundle that was checked whole: what it says of itself, and its changes."""

    path: Path
    header: Header
    digest: str
    """SHA-256 of its lines in hexadecimal: the same however the file was protected or packed."""
    count: int
    """How many changes it holds."""
    records: Mapping[str, int]
    """How many records of each kind that a person wrote they are about."""
    erasures: tuple[Erasure, ...]
    """What is to be forgotten, by id; each signature checked."""
    packed: bytes = field(repr=False)
    """The very bytes that were checked; the file may be replaced meanwhile."""

    @property
    def audience(self) -> Audience:
        """For whom it was made."""
        return Audience.from_code(self.header.audience)

    @property
    def signed(self) -> bool:
        """Whether the sender signed it. The signature of every signed bundle was checked."""
        return self.header.card is not None

    @property
    def sender(self) -> str:
        """Who made it, as the bundle says."""
        return ", ".join(filter(None, (self.header.author, self.header.city_name)))

    @property
    def label(self) -> str:
        """Who made it and on which day: the city, or a coordinator."""
        return f"{self.header.city_name or self.header.author}, {self.header.made_at[:10]}"

    def changes(self) -> Iterator[Change]:
        """Its changes with their ids, sorted by record, kind, field, language and id. Can be asked again."""
        blocks = unpacked(self.packed, self.path)
        _header, first = _first_line(next(blocks))
        _erasures, rest = _past_erasures(chain([first], blocks))
        return chain.from_iterable(lines.changes(block[: _end_of_changes(block)]) for block in rest)


def read(
    path: Path, *, passphrase: str | None = None, keyring: Keyring | None = None, progress: Progress = SILENT
) -> Incoming:
    """Check a bundle whole: all that it says of itself. Whether its sender is known, `trust.standing` says.

    Args:
        path: the file.
        passphrase: looked at only when a passphrase protects the file.
        keyring: whose keys open it, where it is encrypted to city cards.
        progress: told how many changes were checked.

    Raises:
        FileRefused: it cannot be used; the sentence says why.
        NotForUs: it is encrypted to others.
        PassphraseNeeded: a passphrase protects it.
        WrongPassphrase: the passphrase does not open it.
        Cancelled: the person asked to stop.
    """
    identities = () if keyring is None else tuple(keys.identity for keys in keyring.all_own())
    packed = read_packed(path, passphrase, identities)
    return _Check(path, progress).whole(packed)


def _first_line(block: bytes) -> tuple[bytes, bytes]:
    """A block's first line without its end, and the rest of the block."""
    line, _end, rest = block.partition(b"\n")
    return line, rest


def _past_erasures(blocks: Iterator[bytes]) -> tuple[list[bytes], Iterator[bytes]]:
    """The lines of erasures, which come before all changes, and the blocks after them."""
    found: list[bytes] = []
    for block in blocks:
        start = 0
        while block.startswith(erasure_lines.BEGINNING, start):
            end = block.index(b"\n", start)
            found.append(block[start:end])
            start = end + 1
        if start < len(block):
            return found, chain([block[start:]], blocks)
    return found, iter(())


def _end_of_changes(block: bytes) -> int:
    """Where in a block the last line begins, which is no change; the block's length where it is not in it."""
    if block.startswith(b"{"):
        return 0
    found = block.find(b"\n{")
    return len(block) if found < 0 else found + 1


def _first_malformed(block: bytes) -> int:
    """The number, from 0, of the first line of a block that this format does not allow."""
    for number, line in enumerate(block.split(b"\n")):
        try:
            lines.checked(line + b"\n")
        except Malformed:
            return number
    return 0


_record: Final = attrgetter("record", "kind")


class _Check:
    def __init__(self, path: Path, progress: Progress) -> None:
        self._path = path
        self._progress = progress
        self._digest = hashlib.sha256()
        self._count = 0
        self._records: Counter[str] = Counter()
        self._last: Line | None = None
        self._first = _FIRST
        self._crowd = crowd.Crowd()

    def whole(self, packed: bytes) -> Incoming:
        blocks = unpacked(packed, self._path)
        first, rest = _first_line(next(blocks, b""))
        header = self._header(first)
        said, rest_of_all = _past_erasures(chain([rest], blocks))
        erasures = self._erasures(said)
        trailer = self._trailer(self._changes(rest_of_all), rest_of_all, signed=header.card is not None)
        if trailer.count != self._count or trailer.sha256 != self._digest.hexdigest():
            raise damaged(self._path, _("its content does not match what is said at its end"))
        self._check_signature(header, trailer)
        read = Incoming(self._path, header, trailer.sha256, self._count, dict(self._records), erasures, packed)
        if self._crowd.found:
            crowd.require_few(crowd.of_bundle(read.changes()), self._path)
        return read

    def _header(self, line: bytes) -> Header:
        try:
            header = edges.header_of(line)
        except OtherFormat:
            raise Foreign(
                _("“{name}” is not a Roundtable bundle. Nothing was changed.", name=self._path.name)
            ) from None
        except LaterVersion:
            raise TooNew(
                _(
                    "“{name}” was made by a later version of Roundtable. Install that version to read it. Nothing "
                    "was changed.",
                    name=self._path.name,
                )
            ) from None
        except Malformed:
            raise self._broken(1) from None
        self._digest.update(line + b"\n")
        return header

    def _erasures(self, said: Sequence[bytes]) -> tuple[Erasure, ...]:
        if len(said) > erasure_lines.MAX_ERASURES:
            raise too_large(self._path)
        found: list[Erasure] = []
        for line in said:
            try:
                erasure = erasure_lines.decode(line)
            except Malformed:
                raise self._broken(self._first) from None
            if found and erasure.id <= found[-1].id:
                raise damaged(self._path, _("its line {number} is repeated or out of order", number=self._first))
            found.append(erasure)
            self._digest.update(line + b"\n")
            self._first += 1
        return tuple(found)

    def _changes(self, blocks: Iterable[bytes]) -> bytes:
        """Check the lines of changes, up to one that is none; gives the rest of its block."""
        for block in blocks:
            end = _end_of_changes(block)
            self._check(block[:end])
            if end < len(block):
                return block[end:]
        raise damaged(self._path, _("its end is missing"))

    def _check(self, block: bytes) -> None:
        try:
            found = lines.checked(block)
        except Malformed:
            raise self._broken(self._count + self._first + _first_malformed(block)) from None
        self._place(found)
        if self._crowd.is_too_large(found, len(block)):
            raise crowd.refusal(self._path)
        self._digest.update(block)
        self._progress.step(self._count, None, _("Checking the file"))

    def _place(self, found: Sequence[Line]) -> None:
        """Count the lines, and see that each comes after the one before it."""
        ordered = [*([] if self._last is None else [self._last]), *found]
        places = list(map(lines.cell_of, ordered))
        if not all(map(lt, places, islice(places, 1, None))):
            for number, (line, other) in enumerate(pairwise(ordered), start=self._count + self._first):
                if not lines.follows(line, other):
                    where = number + (self._last is None)
                    raise damaged(self._path, _("its line {number} is repeated or out of order", number=where))
        about = dict.fromkeys(map(_record, found))
        if self._last is not None:
            about.pop(_record(self._last), None)
        self._records.update(kind for _id, kind in about if kind != SITE)
        self._last = found[-1] if found else self._last
        self._count += len(found)

    def _trailer(self, rest: bytes, blocks: Iterator[bytes], *, signed: bool) -> Trailer:
        last, more = _first_line(rest)
        try:
            trailer = edges.trailer_of(last, signed=signed)
        except Malformed:
            raise self._broken(self._count + self._first) from None
        if more or next(blocks, None) is not None:
            raise damaged(self._path, _("there is something after its end"))
        return trailer

    def _check_signature(self, header: Header, trailer: Trailer) -> None:
        if header.card is None:
            return
        try:
            VerifyKey(header.card.verify_key).verify(edges.SIGNED + self._digest.digest(), trailer.signature)
        except (BadSignatureError, ValueError):
            raise damaged(self._path, _("its signature does not match it")) from None

    def _broken(self, number: int) -> Exception:
        return damaged(self._path, _("its line {number} was changed or is not as it should be", number=number))
