"""What is counted with every change: the fingerprint, this site's sequence and clock, and what search has yet to read.

One row of one page, written within each transaction.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop_app.workspace.file.store import Store

_MODULUS: Final = 1 << 256


class _Kept(msgspec.Struct, array_like=True):
    fingerprint: bytes = bytes(32)
    seq: int = 0
    at: int = 0
    stale: list[int] = []


class Counters:
    """The counters of one workspace."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.fingerprint = 0
        """The sum of the ids of all changes, modulo 2^256."""
        self.seq = 0
        self.at = 0
        self.stale: set[int] = set()
        """The numbers of records whose search document is older than they are."""
        store.on_rollback.append(self.load)
        store.before_savepoint.append(self.save)

    def load(self) -> None:
        """Read them from the file."""
        kept = _kept(self._store)
        self.fingerprint = int.from_bytes(kept.fingerprint, "big")
        self.seq, self.at, self.stale = kept.seq, kept.at, set(kept.stale)

    def save(self) -> None:
        """Write them to the file, within a transaction."""
        kept = _Kept(self.fingerprint.to_bytes(32, "big"), self.seq, self.at, sorted(self.stale))
        self._store.run("insert or replace into meta values ('counters', ?)", msgspec.json.encode(kept).decode())

    def stamp(self) -> tuple[int, int]:
        """The next sequence number of this site, and the time: never less than one more than the last."""
        self.seq += 1
        self.at = max(time.time_ns() // 1_000_000, self.at + 1)
        return self.seq, self.at

    def count(self, ids: Iterable[bytes]) -> None:
        """Take new changes into the fingerprint."""
        self.fingerprint = (self.fingerprint + sum(int.from_bytes(id_, "big") for id_ in ids)) % _MODULUS

    def discount(self, ids: Iterable[bytes]) -> None:
        """Take changes that are here no more out of the fingerprint."""
        self.fingerprint = (self.fingerprint - sum(int.from_bytes(id_, "big") for id_ in ids)) % _MODULUS


def _kept(store: Store) -> _Kept:
    raw = store.value("select value from meta where key = 'counters'")
    return msgspec.json.decode(raw, type=_Kept) if raw else _Kept()


def kept_fingerprint(store: Store) -> int:
    """The sum of the ids of all changes in a file, as the file remembers it."""
    return int.from_bytes(_kept(store).fingerprint, "big")


def readable(fingerprint: int) -> str:
    """Twelve letters and digits in groups, to compare by telephone: no vowels, nothing that is taken for another."""
    letters = "23456789BCDFGHJKMNPQRSTVWXYZ"
    said = []
    for _place in range(12):
        fingerprint, digit = divmod(fingerprint, len(letters))
        said.append(letters[digit])
    return "-".join("".join(said[start : start + 4]) for start in (0, 4, 8))


def fingerprint_of(digest: str) -> str:
    """The same for a digest in hexadecimal; ``""`` for none."""
    return readable(int(digest, 16)) if digest else ""
