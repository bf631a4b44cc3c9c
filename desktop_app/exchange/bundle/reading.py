"""A bundle in: checked whole, in memory, before anything in it is believed. Knows no workspace."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

from desktop_app.errors import Foreign, TooNew
from desktop_app.exchange.bundle import edges, lines
from desktop_app.exchange.bundle.envelope import damaged, read_packed, unpacked
from desktop_app.language import _
from desktop_app.progress import SILENT
from desktop_app.records import Audience
from desktop_app.workspace.site import KIND as SITE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from desktop_app.exchange.bundle.edges import Header, Trailer
    from desktop_app.progress import Progress
    from desktop_app.workspace import Change

_EVERY: Final = 4096


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
    packed: bytes = field(repr=False)
    """The very bytes that were checked; the file may be replaced meanwhile."""

    @property
    def audience(self) -> Audience:
        """For whom it was made."""
        return Audience.from_code(self.header.audience)

    @property
    def signed(self) -> bool:
        """Whether the sender signed it. The signature of every signed bundle was checked."""
        return bool(self.header.key)

    @property
    def sender(self) -> str:
        """Who made it, as the bundle says."""
        return ", ".join(filter(None, (self.header.author, self.header.city_name)))

    @property
    def label(self) -> str:
        """What the import is called in lists: the city, and the day on which the bundle was made."""
        return f"{self.header.city_name or self.header.author}, {self.header.made_at[:10]}"

    def changes(self) -> Iterator[Change]:
        """Its changes with their ids, sorted by record, kind, field, language and id. Can be asked again."""
        for line in unpacked(self.packed, self.path):
            if line.startswith(b"["):
                yield lines.decode_checked(line)


def read(path: Path, *, passphrase: str | None = None, progress: Progress = SILENT) -> Incoming:
    """Check a bundle whole.

    Args:
        path: the file.
        passphrase: looked at only when the file is protected.
        progress: told how many changes were checked.

    Raises:
        FileRefused: it cannot be used; the sentence says why.
        PassphraseNeeded: it is protected.
        WrongPassphrase: the passphrase does not open it.
        Cancelled: the person asked to stop.
    """
    packed = read_packed(path, passphrase)
    return _Check(path, progress).whole(packed)


class _Check:
    def __init__(self, path: Path, progress: Progress) -> None:
        self._path = path
        self._progress = progress
        self._digest = hashlib.sha256()
        self._count = 0
        self._records: Counter[str] = Counter()

    def whole(self, packed: bytes) -> Incoming:
        content = unpacked(packed, self._path)
        header = self._header(next(content, b""))
        trailer = self._changes(content)
        if trailer is None:
            raise damaged(self._path, _("its end is missing"))
        if trailer.count != self._count or trailer.sha256 != self._digest.hexdigest():
            raise damaged(self._path, _("its content is not what its end says it is"))
        self._check_signature(header, trailer)
        return Incoming(self._path, header, trailer.sha256, self._count, dict(self._records), packed)

    def _header(self, line: bytes) -> Header:
        try:
            header = edges.header_of(line)
        except edges.OtherFormat:
            raise Foreign(
                _("“{name}” is not a bundle of Roundtable. Nothing was changed.", name=self._path.name)
            ) from None
        except edges.LaterVersion:
            raise TooNew(
                _(
                    "“{name}” was made by a later version of Roundtable. Install that version to read it."
                    " Nothing was changed.",
                    name=self._path.name,
                )
            ) from None
        except lines.Malformed:
            raise self._broken(1) from None
        self._digest.update(line + b"\n")
        return header

    def _changes(self, content: Iterator[bytes]) -> Trailer | None:
        last: lines.Place | None = None
        for number, line in enumerate(content, start=2):
            try:
                if not line.startswith(b"["):
                    trailer = edges.trailer_of(line)
                    if next(content, None) is not None:
                        raise damaged(self._path, _("something follows its end"))
                    return trailer
                change = lines.decode(line)
            except lines.Malformed:
                raise self._broken(number) from None
            here = lines.place(change)
            if last is not None and here <= last:
                raise damaged(self._path, _("its line {number} is there twice or out of its order", number=number))
            if change.kind != SITE and (last is None or here[:2] != last[:2]):
                self._records[change.kind] += 1
            last = here
            self._digest.update(line + b"\n")
            self._count += 1
            if self._count % _EVERY == 0:
                self._progress.step(self._count, None, _("Checking the file"))
        return None

    def _check_signature(self, header: Header, trailer: Trailer) -> None:
        if not header.key and not trailer.signature:
            return
        try:
            VerifyKey(header.key).verify(edges.SIGNED + self._digest.digest(), trailer.signature)
        except (BadSignatureError, ValueError):
            raise damaged(self._path, _("its signature does not fit it")) from None

    def _broken(self, number: int) -> Exception:
        return damaged(self._path, _("its line {number} was changed or is not as it should be", number=number))
