"""Backups: whole copies of the workspace, made before anything dangerous, opened again and checked, and thinned.

They lie in a folder beside the workspace, so that they travel with it and are found by whoever looks for them.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import msgspec

from desktop_app.errors import Damaged, refusing
from desktop_app.language import _
from desktop_app.workspace.store import Store, connect, journal_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from desktop_app.workspace.key import Key

_NAME: Final = re.compile(r"(\d{4}-\d\d-\d\d) (\d\d)-(\d\d)-(\d\d) (.*)\.roundtable")
_LATEST: Final = 10
"""Of the latest, so many are kept; then the last of each of so many days, and of each of so many months."""
_DAYS: Final = 14
_MONTHS: Final = 24


class Backup(msgspec.Struct, frozen=True):
    """One backup of a workspace."""

    path: Path
    made_at: str
    """ISO 8601, in UTC."""
    reason: str


def folder_of(workspace: Path) -> Path:
    """The folder of a workspace's backups."""
    return workspace.with_name(f"{workspace.name} backups")


def backups_of(workspace: Path) -> list[Backup]:
    """The backups of a workspace, the latest first."""
    folder = folder_of(workspace)
    with refusing(folder):
        names = [path.name for path in folder.iterdir()] if folder.is_dir() else []
    found = []
    for name in sorted(names, reverse=True):
        parts = _NAME.fullmatch(name)
        if parts is not None:
            day, hour, minute, second, reason = parts.groups()
            found.append(Backup(folder / name, f"{day}T{hour}:{minute}:{second}+00:00", reason.partition(" · ")[0]))
    return found


def make(store: Store, key: Key, reason: str) -> Path:
    """Copy the workspace, open the copy, check it, and let go of those that are older than it takes.

    Raises:
        FileRefused: the copy could not be made, or is not what it should be; nothing else was changed.
    """
    path = free_name(store.path, reason)
    with refusing(path.parent):
        path.parent.mkdir(exist_ok=True)
    draft = path.with_suffix(".tmp")
    try:
        _copy(store, key, draft)
        with refusing(path):
            draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
        journal_of(draft).unlink(missing_ok=True)
    _thin(backups_of(store.path))
    return path


def free_name(workspace: Path, reason: str) -> Path:
    """A name for another backup of a workspace, which is not taken."""
    folder = folder_of(workspace)
    now = datetime.now(UTC).strftime("%Y-%m-%d %H-%M-%S")
    said = re.sub(r"[^\w-]+", " ", reason).strip()[:40] or "backup"
    path = folder / f"{now} {said}.roundtable"
    number = 2
    while path.exists():
        path = folder / f"{now} {said} · {number}.roundtable"
        number += 1
    return path


def _copy(store: Store, key: Key, path: Path) -> None:
    target = connect(path, key)
    try:
        store.backup_to(target)
    finally:
        target.close()
    copy = Store(path, connect(path, key))
    try:
        sound = not copy.rows("pragma cipher_integrity_check") and copy.value("pragma quick_check(1)") == "ok"
        count = "select count(*), total(at) from change"
        if not sound or copy.row(count) != store.row(count):
            raise Damaged(_("The backup could not be read again, so nothing was changed. The disk may be failing."))
        # Whoever opens the copy, wherever it lies by then, is another site.
        copy.run("delete from meta where key = 'place'")
    finally:
        copy.close()


def _thin(backups: Iterable[Backup]) -> None:
    """Keep the latest few, and of older ones the last of each day and then of each month."""
    days: set[str] = set()
    months: set[str] = set()
    for place, backup in enumerate(backups):
        day, month = backup.made_at[:10], backup.made_at[:7]
        fresh_day = day not in days and len(days) < _DAYS
        fresh_month = month not in months and len(months) < _MONTHS
        days.update([day] if fresh_day else [])
        months.update([month] if fresh_month else [])
        if place >= _LATEST and not fresh_day and not fresh_month:
            with refusing(backup.path):
                backup.path.unlink(missing_ok=True)
