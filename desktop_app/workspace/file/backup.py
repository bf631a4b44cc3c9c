"""Backups: whole copies of the workspace, made before anything dangerous, opened again and checked, and thinned.

They lie in a folder beside the workspace, so that they travel with it and are found by whoever looks for them. Each is
under the key that the workspace had when it was made, and begins with the same salt.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import msgspec

from desktop_app.errors import RoundtableError, refusing
from desktop_app.language import _
from desktop_app.progress import SILENT
from desktop_app.workspace.file import copying, meta
from desktop_app.workspace.file.counters import kept_fingerprint
from desktop_app.workspace.file.key import Key, salt_of
from desktop_app.workspace.file.store import Store, connect

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    from desktop_app.progress import Progress

_NAME: Final = re.compile(r"(\d{4}-\d\d-\d\d) (\d\d)-(\d\d)-(\d\d) (.*)\.roundtable")
_LATEST: Final = 10
"""Of the latest, so many are kept; then the last of each of so many days, and of each of so many months."""
_DAYS: Final = 14
_MONTHS: Final = 24
_CHANGES: Final = "changes"
"""Under this name a backup remembers how many changes it holds, since counting them takes long in a large one."""


_REASONS: Final = {
    "daily": _("daily"),
    "merge": _("before a merge"),
    "withdraw": _("before a withdrawal"),
    "before upgrade": _("before a change of the file’s format"),
    "replaced": _("set aside when another was put back"),
}


def said(reason: str) -> str:
    """Why a backup was made, for a person; a reason of a person's own as it is."""
    return str(_REASONS.get(reason, reason))


class Backup(msgspec.Struct, frozen=True):
    """One backup of a workspace."""

    path: Path
    made_at: str
    """ISO 8601, in UTC."""
    reason: str


class Holding(msgspec.Struct, frozen=True):
    """What a backup holds, as far as the workspace's present key opens it."""

    backup: Backup
    size: int
    """In bytes."""
    changes: int | None
    """``None``: it is under an earlier passphrase, or cannot be read."""


def folder_of(workspace: Path) -> Path:
    """The folder of a workspace's backups."""
    return workspace.with_name(f"{workspace.name} backups")


def backups_of(workspace: Path) -> list[Backup]:
    """The backups of a workspace, the latest first."""
    folder = folder_of(workspace)
    found = []
    with refusing(folder):
        for path in folder.iterdir() if folder.is_dir() else ():
            parts = _NAME.fullmatch(path.name)
            if parts is not None:
                day, hour, minute, second, reason = parts.groups()
                made = Backup(path, f"{day}T{hour}:{minute}:{second}+00:00", reason.partition(" · ")[0])
                found.append((made.made_at, path.stat().st_mtime_ns, path.name, made))
    return [entry[-1] for entry in sorted(found, key=lambda entry: entry[:-1], reverse=True)]


def make(store: Store, key: Key, reason: str, progress: Progress = SILENT) -> Path:
    """Copy the workspace, open the copy, check it, and let go of those that are older than it takes.

    Raises:
        FileRefused: the copy could not be made, or is not what it should be; nothing else was changed.
        Cancelled: the same.
    """
    path = free_name(store.path, reason)
    with refusing(path.parent):
        path.parent.mkdir(exist_ok=True)
        for left in path.parent.glob("????-??-?? ??-??-?? *.tmp"):  # by a sudden end
            copying.discard(left)
        copying.require_room(path.parent, store.path.stat().st_size)
    _finish(copying.copy(store, key, path.with_suffix(".tmp"), progress), path)
    _thin(backups_of(store.path))
    return path


def _finish(copy: Store, path: Path) -> None:
    """Give a checked copy its name."""
    try:
        try:
            with copy.transaction():
                meta.remember(copy, _CHANGES, str(copy.value("select count(*) from change")))
                meta.forget_place(copy)  # whoever opens the copy, wherever it lies by then, is another site
        finally:
            copy.close()
        with refusing(path):
            copy.path.replace(path)
            copying.reach_disk(path.parent)
    except BaseException:
        copying.discard(copy.path)
        raise


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


def is_due(workspace: Path, key: Key, fingerprint: int, today: date) -> bool:
    """Whether a daily backup is to be made: none is from today, and the latest does not hold all there is."""
    made = backups_of(workspace)
    if any(datetime.fromisoformat(backup.made_at).astimezone().date() == today for backup in made):
        return False
    return not made or _fingerprint_in(made[0], key) != fingerprint


def _fingerprint_in(backup: Backup, key: Key) -> int | None:
    try:
        copy = opened(backup, key)
    except RoundtableError:
        return None
    if copy is None:
        return None
    try:
        return kept_fingerprint(copy)
    finally:
        copy.close()


def opened(backup: Backup, key: Key) -> Store | None:
    """A backup's file, open; ``None`` where it is under another key than this.

    Raises:
        FileRefused: it is gone or damaged.
    """
    with refusing(backup.path):
        if salt_of(backup.path) != key.salt:
            return None
    return Store(backup.path, connect(backup.path, key))


def survey(workspace: Path, key: Key | None, progress: Progress = SILENT) -> list[Holding]:
    """What each backup holds, the latest first; without a key only their names and sizes are known."""
    made = backups_of(workspace)
    found = []
    for done, backup in enumerate(made):
        progress.step(done, len(made))
        with refusing(backup.path):
            size = backup.path.stat().st_size
        found.append(Holding(backup, size, None if key is None else _changes_in(backup, key)))
    return found


def _changes_in(backup: Backup, key: Key) -> int | None:
    try:
        copy = opened(backup, key)
        if copy is None:
            return None
        try:
            return int(meta.recall(copy, _CHANGES) or copy.value("select count(*) from change"))
        finally:
            copy.close()
    except RoundtableError:
        return None


def under_other_keys(workspace: Path, key: Key) -> list[Backup]:
    """The backups that the workspace's present passphrase does not open."""
    found = []
    for backup in backups_of(workspace):
        with refusing(backup.path):
            if salt_of(backup.path) != key.salt:
                found.append(backup)
    return found


def renew(workspace: Path, old: Key, new: Key, progress: Progress = SILENT) -> None:
    """Write the backups that are under one key anew under another, each of them whole or as it was."""
    made = backups_of(workspace)
    for done, backup in enumerate(made):
        progress.step(done, len(made))
        copy = opened(backup, old)
        if copy is None:
            continue
        try:
            copying.require_room(backup.path.parent, backup.path.stat().st_size)
            anew = copying.copy(copy, new, backup.path.with_suffix(".tmp"))
        finally:
            copy.close()
        _finish(anew, backup.path)


def delete(backups: Iterable[Backup]) -> None:
    """Remove backups."""
    for backup in backups:
        with refusing(backup.path):
            backup.path.unlink(missing_ok=True)


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
            delete([backup])
