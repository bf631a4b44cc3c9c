"""Contradictions that somebody looked at and left side by side: nobody is asked about them again in this workspace.

Nothing is decided by it, so nothing travels: every value stays, and prints as a footnote. When a value comes that was
not there to be looked at, the contradiction is open again.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from desktop_app.records import RecordId
    from desktop_app.workspace.file.store import Store

Where: TypeAlias = "tuple[RecordId, str, str]"
"""A record, its field, and the language of the text."""

LEFT: Final = "left"
OPEN: Final = "open"
"""In a step of undo, in place of the changes of a cell: that its contradiction was left, or was open."""


class Aside:
    """What was left side by side, by the heads that were looked at."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> Mapping[Where, frozenset[str]]:
        """The heads that were looked at, in hexadecimal, of each contradiction that was left."""
        rows = self._store.rows("select record, field, language, heads from aside")
        return {(record, field, language): frozenset(heads.split()) for record, field, language, heads in rows}

    def noted(self) -> Mapping[Where, tuple[str, int | None]]:
        """Who left each of them, and when, in milliseconds; ``""`` and ``None`` where that is not known."""
        rows = self._store.rows("select record, field, language, author, at from aside")
        return {(record, field, language): (author, at) for record, field, language, author, at in rows}

    def set(self, where: Where, heads: Collection[str], author: str) -> None:
        """Note that these values stay side by side, or with none that they are to be decided, within a transaction."""
        if heads:
            now = time.time_ns() // 1_000_000
            self._store.run(
                "insert or replace into aside(record, field, language, heads, author, at) values (?, ?, ?, ?, ?, ?)",
                *where, " ".join(sorted(heads)), author, now,
            )  # fmt: skip
        else:
            self._store.run("delete from aside where record = ? and field = ? and language = ?", *where)
