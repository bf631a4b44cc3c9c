"""The Word templates that this workspace keeps, one for a city: bytes whose meaning is not known here.

They stand beside the log and not in it. A letterhead belongs to one office: it travels in no bundle, counts in no
fingerprint, and what was replaced is gone, while the log would send every version to everybody for good. It is in the
file all the same, so that it is encrypted, in the backups, and moves with the workspace to another machine.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import msgspec

from desktop_app.workspace.changes.change import moment

if TYPE_CHECKING:
    from desktop_app.records import RecordId
    from desktop_app.workspace.file.store import Store


class KeptTemplate(msgspec.Struct, frozen=True):
    """A template."""

    name: str
    """What its file was called."""
    at: str
    """When it was chosen, by this machine's clock: ISO 8601, in UTC."""
    content: bytes


class Templates:
    """The templates of one workspace. Choosing one is no step of undo."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, city: RecordId) -> KeptTemplate | None:
        """The template of a city, ``""`` for that of a coordinator; ``None`` where none is kept."""
        for name, at, content in self._store.rows("select name, at, content from template where city = ?", city):
            return KeptTemplate(name, moment(at), content)
        return None

    def keep(self, city: RecordId, name: str, content: bytes) -> None:
        """Keep a template for a city, in the place of the one before.

        Raises:
            FileRefused: the workspace cannot be written.
        """
        with self._store.transaction():
            self._store.run(
                "insert or replace into template values (?, ?, ?, ?)",
                city, time.time_ns() // 1_000_000, name, content,
            )  # fmt: skip

    def remove(self, city: RecordId) -> None:
        """Keep none for a city any more."""
        with self._store.transaction():
            self._store.run("delete from template where city = ?", city)
