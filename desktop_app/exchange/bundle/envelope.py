"""The outside of a bundle: ``age( gzip( lines ) )``, or ``gzip( lines )`` where nothing needs protecting.

age is given a passphrase, or the recipients of city cards (X25519).

Whatever comes in is bounded before it is read, and decrypted whole in this process's own memory before a byte of it
is believed: a truncated age file gives plaintext before it fails. Nothing decrypted is ever written to a disk.
`age -d | gunzip` reads the same file (age-encryption.org/v1, RFC 1952).
"""

from __future__ import annotations

import io
import unicodedata
import zlib
from typing import TYPE_CHECKING, Final

import pyrage

from desktop_app.errors import (
    Foreign,
    InvalidValue,
    NotForUs,
    PassphraseNeeded,
    TooLarge,
    WrongPassphrase,
    refusing,
)
from desktop_app.exchange.bundle.lock import Lock, lock_of
from desktop_app.exchange.strict import damaged
from desktop_app.language import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

MAX_FILE: Final = 96 * 2**20
"""Bytes of a bundle as it lies on the disk: some 1.3 million changes. It is held in memory, and for a moment twice."""

MAX_UNPACKED: Final = 2**30
"""Bytes of its lines."""

MAX_LINES: Final = 4_000_000

MAX_LINE: Final = 2**20
"""Bytes of one line, its end included. The longest prose that a field takes fits four times over in Latin letters."""

SEAL: Final = 2**20
"""More bytes than protecting as much adds: a header, and 16 for every 64 KiB."""

_AGE: Final = b"age-encryption.org/v"
_GZIP: Final = b"\x1f\x8b"
_BLOCK: Final = 256 * 1024


def read_packed(path: Path, passphrase: str | None, identities: Sequence[str] = ()) -> bytes:
    """The compressed lines of a bundle, decrypted where it is protected.

    Args:
        path: the file.
        passphrase: looked at only when a passphrase protects the file.
        identities: age's secret keys, looked at only when it is encrypted to recipients.

    Raises:
        FileRefused: missing, a folder, too large, no bundle, damaged, or protected in a way of a later version.
        NotForUs: none of the identities opens it.
        PassphraseNeeded: a passphrase protects it.
        WrongPassphrase: the passphrase does not open it.
    """
    content = _content(path)
    if content.startswith(_AGE):
        if lock_of(content, path) is Lock.RECIPIENTS:
            return _opened(content, identities, path)
        return _decrypted(content, passphrase or "", path)
    if content.startswith(_GZIP):
        return content
    raise Foreign(_("“{name}” is not a Roundtable bundle. Nothing was changed.", name=path.name))


def looks_like_one(path: Path) -> bool:
    """Whether a file begins as bundles do, or is empty.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        start = file.read(len(_AGE))
    return not start or start.startswith((_AGE, _GZIP))


def _content(path: Path) -> bytes:
    with refusing(path):
        if path.exists() and not path.is_file():
            raise Foreign(_("“{name}” is not a file. Choose the bundle itself. Nothing was changed.", name=path.name))
        if path.stat().st_size > MAX_FILE:
            raise too_large(path)
        with path.open("rb") as file:
            content = file.read(MAX_FILE + 1)
    if len(content) > MAX_FILE:
        raise too_large(path)
    if not content:
        raise damaged(path, _("it is empty"))
    return content


def _opened(content: bytes, identities: Sequence[str], path: Path) -> bytes:
    keys = [pyrage.x25519.Identity.from_str(identity) for identity in identities]
    opened = io.BytesIO()
    try:
        pyrage.decrypt_io(io.BytesIO(content), opened, keys)  # `pyrage.decrypt` takes twice as much memory
    except (pyrage.DecryptError, OSError) as error:  # the first of its header, the second of what follows
        # As for a passphrase: a test holds the library to these words.
        if str(error) == "No matching keys found":
            raise NotForUs(
                _(
                    "“{name}” is encrypted for others, so it cannot be opened here. Ask for one that is encrypted "
                    "for your card too. Nothing was changed.",
                    name=path.name,
                )
            ) from None
        raise damaged(path, _("it is incomplete or was changed on the way")) from None
    return opened.getvalue()


def _decrypted(content: bytes, passphrase: str, path: Path) -> bytes:
    if not passphrase:
        raise PassphraseNeeded(_("“{name}” is protected. Enter its passphrase to open it.", name=path.name))
    try:
        opened: bytes = pyrage.passphrase.decrypt(content, _normal(passphrase))
    except pyrage.DecryptError as error:
        # The library tells these two apart by their words alone; a test holds them to it.
        if str(error) == "Decryption failed":
            raise WrongPassphrase(
                _("The passphrase does not open “{name}”. Nothing was changed; please try again.", name=path.name)
            ) from None
        raise damaged(path, _("it is incomplete or was changed on the way")) from None
    return opened


def _normal(passphrase: str) -> str:
    """One spelling for what looks the same: keyboards differ in how they compose é."""
    return unicodedata.normalize("NFC", passphrase)


def sealed(packed: bytes, passphrase: str | None, recipients: Sequence[str] = ()) -> bytes:
    """The content of a bundle's file.

    Args:
        packed: gzip of its lines.
        passphrase: ``None``, and no recipients, leaves it readable for everyone.
        recipients: of age, each of whom can open it.

    Raises:
        InvalidValue: the passphrase is empty.
    """
    if recipients:
        keys = [pyrage.x25519.Recipient.from_str(recipient) for recipient in recipients]
        encrypted: bytes = pyrage.encrypt(packed, keys)
        return encrypted
    if passphrase is None:
        return packed
    if not passphrase:
        raise InvalidValue(_("The passphrase is empty. Enter one, or make the bundle without protection."))
    closed: bytes = pyrage.passphrase.encrypt(packed, _normal(passphrase))
    return closed


def unpacked(packed: bytes, path: Path) -> Iterator[bytes]:
    """The lines in blocks, each line with its end, as they are unpacked; never more than a few blocks in memory.

    Raises:
        TooLarge: a line, their number or their sum is beyond the bounds.
        Damaged: the compression is broken off, changed, or something follows it.
    """
    rest, lines, size = b"", 0, 0
    for piece in _pieces(packed, path):
        size += len(piece)
        lines += piece.count(b"\n")
        first, last = piece.find(b"\n"), piece.rfind(b"\n")
        longest = len(rest) + (
            first + 1 if first >= 0 else len(piece)
        )  # a line within a piece is shorter than a line may be
        if size > MAX_UNPACKED or lines > MAX_LINES or longest > MAX_LINE:
            raise too_large(path)
        if last >= 0:
            yield rest + piece[: last + 1]
            rest = piece[last + 1 :]
        else:
            rest += piece
    if rest:
        raise damaged(path, _("its last line is incomplete"))


def _pieces(packed: bytes, path: Path) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(wbits=31)
    view = memoryview(packed)
    try:
        for start in range(0, len(view), _BLOCK):
            feed: bytes | memoryview = view[start : start + _BLOCK]
            while feed and not unpacker.eof:
                yield unpacker.decompress(feed, _BLOCK)
                feed = unpacker.unconsumed_tail
            if unpacker.eof and (unpacker.unused_data or start + _BLOCK < len(view)):
                raise damaged(path, _("there is something after its end"))
        while piece := unpacker.decompress(b"", _BLOCK):
            yield piece
    except zlib.error:
        raise damaged(path, _("its content was changed on the way")) from None
    if not unpacker.eof:
        raise damaged(path, _("its end is missing"))


class Packer:
    """Packs lines in memory, as gzip that carries neither a name nor a time: equal lines pack equally."""

    def __init__(self) -> None:
        self._packer = zlib.compressobj(level=6, wbits=31)
        self._done = bytearray()

    def add(self, line: bytes) -> None:
        """One more line, its end included."""
        self._done += self._packer.compress(line)

    def finish(self) -> bytes:
        """Everything, packed."""
        self._done += self._packer.flush()
        return bytes(self._done)


def too_large(path: Path) -> TooLarge:
    """The refusal of a bundle beyond the bounds."""
    return TooLarge(
        _("“{name}” holds more than a bundle may, or a line that is far too long. Nothing was changed.", name=path.name)
    )
