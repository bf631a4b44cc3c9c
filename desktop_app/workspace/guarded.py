"""What keeps an open workspace safe: passphrase, recovery key, backups, and the lock while nobody is there."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

from desktop_app.errors import RoundtableError
from desktop_app.language import _
from desktop_app.progress import SILENT
from desktop_app.workspace.file import lifecycle
from desktop_app.workspace.file.key import Key, RecoveryKey, key_for, salt_of
from desktop_app.workspace.file.lock import FileLock
from desktop_app.workspace.readable import ReadableWorkspace

if TYPE_CHECKING:
    from pathlib import Path

    from desktop_app.progress import Progress
    from desktop_app.workspace.file.backup import Backup, Holding
    from desktop_app.workspace.file.key import Secret


class OldBackups(Enum):
    """What becomes of the backups when the passphrase changes, which are under the one that they were made under."""

    KEEP = "keep"
    RENEW = "renew"
    """Written anew under the new passphrase."""
    DELETE = "delete"


class GuardedWorkspace(ReadableWorkspace):
    """An open file with what protects it."""

    # the passphrase

    def set_passphrase(
        self, passphrase: str | None, *, backups: OldBackups = OldBackups.KEEP, progress: Progress = SILENT
    ) -> list[Backup]:
        """Protect the file with another passphrase, or with none. The file stays open, and the same installation.

        Every recovery sheet that was printed before is void from then on.

        Args:
            passphrase: the new one; ``None`` takes the protection away.
            backups: what becomes of those that are there.
            progress: may cancel it until the new file takes the place of the old.

        Returns:
            the backups that the new passphrase does not open.

        Raises:
            InvalidValue: the passphrase is empty.
            FileRefused: it could not be done. The file is as it was, or is under the new passphrase already where a
                backup could not be written anew.
        """
        from desktop_app.workspace.file import backup, rekeying

        old, new = self._key, lifecycle.fresh_key(passphrase)
        rekeying.rewrite(self._store, old, new, progress)
        self._key = new
        if backups is OldBackups.RENEW:
            backup.renew(self.path, old, new, progress)
        others = backup.under_other_keys(self.path, new)
        if backups is OldBackups.DELETE:
            backup.delete(others)
            return []
        return others

    def recovery_key(self) -> RecoveryKey:
        """What opens the file without its passphrase. Keep it nowhere but on paper.

        Raises:
            RoundtableError: the file has no passphrase.
        """
        if not self.protected:
            raise RoundtableError(_("This workspace has no passphrase, so there is nothing to recover."))
        return RecoveryKey(self._key.raw)

    @property
    def salt(self) -> bytes:
        """How the file begins: another with each passphrase, and no secret."""
        return self._key.salt

    # while nobody is there

    def lock_up(self) -> None:
        """Close the file and forget its key; it stays this program's, and is the same again after `unlock`."""
        assert self.protected
        self._store.lock_up()
        self._key = Key(b"", self._key.salt, protected=True)

    def unlock(self, secret: Secret) -> bool:
        """Open the file again after `lock_up`.

        Returns:
            whether it is as it was left; not where something else than Roundtable wrote it meanwhile.

        Raises:
            WrongPassphrase: it is still locked.
            FileRefused: the same.
        """
        left = self._counters.fingerprint, self._counters.seq, self._counters.at
        key = key_for(secret, salt_of(self.path))
        lifecycle.open_anew(self._store, key, secret)
        self._key = key
        self._counters.load()
        return left == (self._counters.fingerprint, self._counters.seq, self._counters.at)

    # backups

    def backup(self, reason: str, progress: Progress = SILENT) -> Path:
        """Make a backup, open it again and check it; others may go on reading and writing meanwhile.

        Raises:
            FileRefused: it could not be made or read again.
            NoSpace: there is too little room on the disk for it.
            Cancelled: the person asked to stop.
        """
        from desktop_app.workspace.file import backup

        return backup.make(self._store, self._key, reason, progress)

    def backup_is_due(self, today: date | None = None) -> bool:
        """Whether no backup is from today, and something was changed since the latest."""
        from desktop_app.workspace.file import backup

        return backup.is_due(self.path, self._key, self._counters.fingerprint, today or date.today())

    def backups(self) -> list[Backup]:
        """The backups of this workspace, the latest first."""
        from desktop_app.workspace.file import backup

        return backup.backups_of(self.path)

    def survey_backups(self, progress: Progress = SILENT) -> list[Holding]:
        """What each backup holds, the latest first."""
        from desktop_app.workspace.file import backup

        return backup.survey(self.path, self._key, progress)

    def count_changes(self) -> int:
        """How many changes there are; a second's work where there are a million."""
        return int(self._store.value("select count(*) from change"))

    @staticmethod
    def restore_backup(made: Backup, to: Path, *, passphrase: Secret = None, present: Secret = None) -> bool:
        """Put a backup in the place of a workspace that nobody has open, which itself becomes a backup.

        What was written goes back to that day. What went out, the cards of others, the city's keys and what was erased
        stay as they are in what is replaced, where that can be read: gives whether.

        Args:
            made: the backup; it is read and checked first.
            to: the workspace.
            passphrase: the one that the workspace had when the backup was made, or the recovery key of that time.
            present: the one that it has now, where that is another.

        Raises:
            FileRefused: somebody has it open, it cannot be written, or the backup is damaged.
            PassphraseNeeded: the backup is protected.
            WrongPassphrase: that is not its passphrase.
        """
        from desktop_app.workspace.file import restoring
        from desktop_app.workspace.privacy.staying import take

        lock = FileLock(to)
        lock.take()
        try:
            return restoring.put_back(made.path, to, passphrase, present=present, take=take)
        finally:
            lock.release()
