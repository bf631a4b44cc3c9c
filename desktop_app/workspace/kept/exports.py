"""The list of what was sent out: which file, for whom, when, and how much of what. It stays in this workspace."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final, TypeAlias

import msgspec

from desktop_app.records import Audience
from desktop_app.workspace.changes.change import moment
from desktop_app.workspace.changes.held import holding
from desktop_app.workspace.file.counters import fingerprint_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from desktop_app.records import RecordId
    from desktop_app.workspace.file.store import Store


Noted: TypeAlias = "tuple[int, str, str, str, str, str, int, int, int, str, bytes | None]"

_COLUMNS: Final = "at, author, recipient, audience, file, digest, protected, changes, names, records, held"
_WIDTH: Final = len(_COLUMNS.split(", "))


class Export(msgspec.Struct, frozen=True):
    """One file that was sent out."""

    number: int
    at: str
    """By this machine's clock: ISO 8601, in UTC."""
    author: str
    """Who made it."""
    recipient: str
    """Who was to get it, as the person said; ``""`` where they did not."""
    audience: Audience
    file: str
    """Its name, without the folder."""
    digest: str
    """The same as the receiver's list of imports shows."""
    protected: bool
    """Whether it needs a passphrase."""
    changes: int
    names: int
    """How many people's names it holds."""
    records: Mapping[str, int]
    """How many records of each kind."""

    @property
    def fingerprint(self) -> str:
        """Twelve characters in groups that stand for its digest, as the receiver's list of imports shows them."""
        return fingerprint_of(self.digest)


class Exports:
    """The exports of one workspace."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def note(self, export: Export, held: bytes) -> None:
        """Note an export and which changes it held; its number and time are given here."""
        self._store.run(
            f"insert into export({_COLUMNS}) values ({', '.join('?' * _WIDTH)})",
            time.time_ns() // 1_000_000, export.author, export.recipient, export.audience.code, export.file,
            export.digest, export.protected, export.changes, export.names,
            msgspec.json.encode(export.records).decode(), held,
        )  # fmt: skip

    def with_records(self, records: Collection[RecordId]) -> list[Export]:
        """The exports that held any change of these records, the latest first; those of which that is not known too."""
        found = holding(self._store, "export", records)
        return [export for export in self.all() if export.number in found]

    def everything(self) -> list[Noted]:
        """Each row without its number, for another file of the same workspace."""
        return self._store.rows(f"select {_COLUMNS} from export order by n")

    def unite(self, others: Iterable[Noted]) -> None:
        """Have the list hold what another list of the same workspace holds too, each once, within a transaction."""
        rows = sorted(dict.fromkeys([*self.everything(), *others]), key=lambda row: row[0])
        self._store.run("delete from export")
        self._store.run_many(f"insert into export({_COLUMNS}) values ({', '.join('?' * _WIDTH)})", rows)

    def all(self) -> list[Export]:
        """Every export, the latest first."""
        rows = self._store.rows(
            "select n, at, author, recipient, audience, file, digest, protected, changes, names, records"
            " from export order by n desc"
        )
        return [
            Export(
                number, moment(at), author, recipient, Audience.from_code(audience), file, digest, bool(protected),
                changes, names, msgspec.json.decode(records, type=dict[str, int]),
            )
            for number, at, author, recipient, audience, file, digest, protected, changes, names, records in rows
        ]  # fmt: skip
