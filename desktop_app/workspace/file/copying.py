"""Whole copies of a workspace's file, under the same key or another: made, opened again and checked."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Final

from desktop_app.errors import Damaged, NoSpace, refusing
from desktop_app.language import _
from desktop_app.progress import SILENT
from desktop_app.workspace.file.store import Store, connect, journal_of

if TYPE_CHECKING:
    from pathlib import Path

    from desktop_app.progress import Progress
    from desktop_app.workspace.file.key import Key

_MARGIN: Final = 1 << 20
_COUNTERS: Final = "select value from meta where key = 'counters'"
"""Says which changes a file holds: the sum of their ids, and the last number and time."""


def copy(store: Store, key: Key, draft: Path, progress: Progress = SILENT) -> Store:
    """Copy an open file to a name that is free, see that the copy is on the disk, and open and check it.

    Returns:
        the copy, open.

    Raises:
        FileRefused: it could not be made, or is not what it should be; nothing is left of it.
        Cancelled: the same.
    """
    try:
        target = connect(draft, key)
        try:
            moment = store.backup_to(target, _COUNTERS, progress)
        finally:
            target.close()
        with refusing(draft):
            reach_disk(draft)
        made = Store(draft, connect(draft, key))
        try:
            require_sound(made)
            _require_same(made, moment)
        except BaseException:
            made.close()
            raise
    except BaseException:
        discard(draft)
        raise
    return made


def _require_same(made: Store, moment: object) -> None:
    if made.value(_COUNTERS) != moment:
        raise _unreadable()


def require_sound(store: Store) -> None:
    """See that every page of a file is what was written, and that they fit together.

    Raises:
        Damaged: they are not.
    """
    if store.rows("pragma cipher_integrity_check") or store.value("pragma quick_check(1)") != "ok":
        raise _unreadable()


def _unreadable() -> Damaged:
    return Damaged(_("The backup could not be read back, so nothing was changed. The disk may be failing."))


def discard(draft: Path) -> None:
    """Leave nothing of a copy that is not wanted."""
    draft.unlink(missing_ok=True)
    journal_of(draft).unlink(missing_ok=True)


def copy_closed(source: Path, target: Path) -> None:
    """Copy a file that nobody has open, and see that the copy is on the disk."""
    with source.open("rb") as original, target.open("wb") as made:
        shutil.copyfileobj(original, made, 1 << 20)
        made.flush()
        os.fsync(made.fileno())


def reach_disk(path: Path) -> None:
    """Wait until a file's content, or a folder's names, are on the disk. Windows cannot be asked about a folder."""
    try:
        handle = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
    except PermissionError:
        if path.is_dir():
            return
        raise
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def require_room(folder: Path, size: int) -> None:
    """See that a file of so many bytes can be written and as much is left for the work that follows.

    Raises:
        NoSpace: it cannot.
    """
    with refusing(folder):
        free = shutil.disk_usage(folder).free
    if free < 2 * size + _MARGIN:
        raise NoSpace(
            _(
                "There is too little room on the disk for a backup: it takes {size} MB, and {free} MB are free. "
                "Make room and try again; what was saved before is safe.",
                size=size // _MARGIN + 1,
                free=free // _MARGIN,
            )
        )
