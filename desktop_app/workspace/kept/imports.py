"""The list of what was taken in: which file, from whom, what it brought."""

from __future__ import annotations

import time
from collections.abc import Mapping  # noqa: TC003  # read at run time by msgspec
from typing import TYPE_CHECKING

import msgspec

from desktop_app.workspace.changes.called import CALLED
from desktop_app.workspace.changes.change import moment
from desktop_app.workspace.changes.held import holding
from desktop_app.workspace.file.counters import fingerprint_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from desktop_app.records import RecordId
    from desktop_app.workspace.file.store import Store
    from desktop_app.workspace.kept.keyring import Card


class Import(msgspec.Struct, frozen=True):
    """One file that was taken in."""

    number: int
    at: str
    """By this machine's clock: ISO 8601, in UTC."""
    label: str
    """Who made the file, and the day on which it was made."""
    file: str
    """What the file was called; ``""`` where that was not noted yet."""
    called: str
    """What tells it from all others: the file's name, or the label; where several are called so, the moment too."""
    digest: str
    sender: str
    new: int
    """Changes that were not here before."""
    known: int
    """Changes that were here already."""
    brought: Mapping[str, int] | None
    """How many records it did what to, as its rehearsal counted them; ``None`` where it was merged without one."""
    withdrawn: bool
    """Whether it was taken out again."""
    withdrawn_at: str
    """When, by this machine's clock: ISO 8601, in UTC; ``""`` where that was not noted yet, or it was not."""
    signer: str | None
    """Who signed it, by the card's name; ``""`` for nobody, ``None`` where that was not noted yet."""
    verify_key: bytes
    """What checks the signature; empty where there is none."""

    @property
    def fingerprint(self) -> str:
        """Twelve characters in groups that stand for its digest, as the sender's list of exports shows them."""
        return fingerprint_of(self.digest)


class Imports:
    """The imports of one workspace."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def begin(
        self, label: str, file: str, digest: str, sender: str, card: Card | None, brought: Mapping[str, int] | None
    ) -> int:
        """Note an import with the card that came in it, within its transaction; gives its number."""
        sql = (
            "insert into batch(at, label, file, digest, sender, new, known, signer, verify_key, brought)"
            " values (?, ?, ?, ?, ?, 0, 0, ?, ?, ?)"
        )
        signer, key = ("", b"") if card is None else (card.name, card.verify_key)
        counted = None if brought is None else msgspec.json.encode(brought).decode()
        return self._store.insert(sql, time.time_ns() // 1_000_000, label, file, digest, sender, signer, key, counted)

    def end(self, number: int, new: int, known: int, held: bytes) -> None:
        """Note what an import brought, and which changes its file held."""
        self._store.run("update batch set new = ?, known = ?, held = ? where n = ?", new, known, held, number)

    def note_withdrawn(self, number: int) -> None:
        """Note that an import was taken out again."""
        self._store.run(
            "update batch set withdrawn = 1, withdrawn_at = ? where n = ?", time.time_ns() // 1_000_000, number
        )

    def with_records(self, records: Collection[RecordId]) -> list[Import]:
        """The imports that held any change of these records, the latest first; those of which that is not known too."""
        found = holding(self._store, "batch", records)
        return [one for one in self.all() if one.number in found]

    def all(self) -> list[Import]:
        """Every import, the latest first."""
        sql = (
            f"select n, at, label, file, {CALLED}, digest, sender, new, known, brought, withdrawn, withdrawn_at,"
            " signer, verify_key from batch b order by n desc"
        )
        return [
            Import(
                n, moment(at), label, file, called, digest, sender, new, known,
                None if brought is None else msgspec.json.decode(brought, type=dict[str, int]), bool(gone),
                "" if gone_at is None else moment(gone_at), signer, bytes(key),
            )
            for n, at, label, file, called, digest, sender, new, known, brought, gone, gone_at, signer, key
            in self._store.rows(sql)
        ]  # fmt: skip
