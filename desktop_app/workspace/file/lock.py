"""One Roundtable per file: a lock beside the workspace that says who has it.

The lock is the operating system's, held by an open file: it ends with the process, however that ends, so a lock file
that was left behind never blocks anyone.
"""

from __future__ import annotations

import getpass
import os
import platform
import sys
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import msgspec

from desktop_app.errors import InUse, refusing
from desktop_app.language import Noted, _

if TYPE_CHECKING:
    from pathlib import Path

_FAR: Final = 1 << 30
"""Where Windows locks: beyond what is written, since it keeps others from reading the locked bytes."""
_BLINK: Final = 0.02
"""Seconds in which whoever took the lock has signed it."""
_LOOKS: Final = 25


class Holder(msgspec.Struct, frozen=True):
    """Who has a workspace open."""

    user: str = ""
    host: str = ""
    since: str = ""
    """ISO 8601, in UTC."""


class FileLock:
    """The lock on one workspace, from `take` until `release`."""

    def __init__(self, path: Path) -> None:
        """Make a lock for the workspace at ``path``, not taken yet."""
        self._workspace = path
        self._path = path.with_name(f".{path.name}.lock")
        self._file: int | None = None

    def take(self) -> None:
        """Take the lock.

        Raises:
            InUse: another Roundtable, or another part of this one, has the workspace open.
            FileRefused: the folder cannot be written.
        """
        with refusing(self._workspace):
            while self._file is None:
                file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
                if not _lock(file):
                    holder = _holder_in_time(file)
                    os.close(file)
                    raise self._refusal(holder)
                if _is_still_at(file, self._path):
                    self._file = file
                else:
                    os.close(file)  # whoever had it took its file away between our two steps
        self._sign()

    def release(self) -> None:
        """Give the lock back; harmless where it was never taken."""
        if self._file is None:
            return
        try:
            if sys.platform != "win32":
                self._path.unlink(missing_ok=True)
        except OSError:
            pass  # a folder that turned read-only: what is left behind blocks nobody
        finally:
            os.close(self._file)
            self._file = None

    def _sign(self) -> None:
        assert self._file is not None
        now = datetime.now(UTC).isoformat(timespec="seconds")
        written = msgspec.json.encode(Holder(_user(), platform.node(), now))
        with refusing(self._workspace):
            os.ftruncate(self._file, 0)
            os.lseek(self._file, 0, os.SEEK_SET)
            os.write(self._file, written)

    def _refusal(self, holder: Holder) -> InUse:
        name = self._workspace.name
        if not holder.host:
            return InUse(_("“{name}” is open in another Roundtable. Close it there first.", name=name))
        return InUse(
            _(
                "“{name}” is open in another Roundtable: {user} on {host}, since {since}. Close it there first.",
                name=name,
                user=holder.user,
                host=holder.host,
                since=Noted(holder.since),
            )
        )


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def _holder_in_time(file: int) -> Holder:
    """Who has the lock, who may have taken it only now and not signed yet over what somebody before left behind."""
    holder = Holder()
    for _look in range(_LOOKS):
        time.sleep(_BLINK)
        holder = _holder(file)
        if holder.host:
            break
    return holder


def _holder(file: int) -> Holder:
    """Who wrote the lock file; nobody where it cannot be told."""
    try:
        os.lseek(file, 0, os.SEEK_SET)
        return msgspec.json.decode(os.read(file, 4096), type=Holder)
    except (OSError, msgspec.MsgspecError):
        return Holder()


def _is_still_at(file: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file), path.stat())
    except FileNotFoundError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> bool:
        os.lseek(file, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(file: int) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
