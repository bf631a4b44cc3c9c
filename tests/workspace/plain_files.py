"""Workspaces whose files are not encrypted, so that a test can read their bytes."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from sqlcipher3 import dbapi2

from desktop_app.workspace.file import backup, copying, lifecycle, restoring, store
from desktop_app.workspace.file.key import PAGE_SIZE
from desktop_app.workspace.privacy import forgetting

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

    from desktop_app.workspace.file.key import Key


def connect(path: Path, _key: Key) -> sqlite3.Connection:
    """As `store.connect`, without the key."""
    made: sqlite3.Connection = dbapi2.connect(str(path), isolation_level=None, check_same_thread=False)
    made.execute(f"pragma page_size = {PAGE_SIZE}")
    return made


@contextmanager
def plain_files() -> Iterator[None]:
    """Within, files are written and read without encryption."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (backup, copying, forgetting, lifecycle, restoring, store):
            patch.setattr(module, "connect", connect)
        patch.setattr(lifecycle, "_begins_otherwise", lambda _start: False)
        patch.setattr(lifecycle, "_fresh_salt", lambda: b"SQLite format 3\0")
        yield


def bytes_beside(path: Path) -> dict[str, bytes]:
    """All that lies on the disk of a workspace: its file, its journal, its backups."""
    folder = path.parent
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
