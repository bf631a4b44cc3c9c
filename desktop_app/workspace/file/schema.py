"""Which version of the log's tables a file has, and which this program writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from desktop_app.workspace.file.store import Store

VERSION: Final = 14
"""The number of functions in `desktop_app.workspace.file.migrations`, kept here so that opening need not import it."""


def version(store: Store) -> int:
    """The version of a file's log tables."""
    return int(store.value("pragma user_version"))


def migrate(store: Store) -> None:
    """Bring a file's log tables to this version, all of it or nothing."""
    from desktop_app.workspace.file.migrations import LOG

    with store.transaction():
        LOG.apply(store.utils())
        store.run(f"pragma user_version = {VERSION}")
