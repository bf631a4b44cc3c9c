"""The connection to one workspace's file: SQLCipher with the pragmas that keep what was said to be saved.

The only file that knows the driver. sqlite-utils takes ``pysqlite3`` where it finds it: `sqlcipher3` is registered
under that name here, before sqlite-utils is first imported; and that import is slow on a cold start, so it happens only
where tables are made or looked at, never on the way to an open window.
"""

from __future__ import annotations

import sys
import threading
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Final

import sqlcipher3
from sqlcipher3 import dbapi2

from desktop_app.errors import Damaged, FileRefused, InUse, NoSpace, NotWritable, RoundtableError
from desktop_app.language import _

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from sqlite_utils import Database

    from desktop_app.progress import Progress
    from desktop_app.workspace.file.key import Key

sys.modules.setdefault("pysqlite3", sqlcipher3)
sys.modules.setdefault("pysqlite3.dbapi2", dbapi2)

APPLICATION_ID: Final = 0x52545731
"""``RTW1``: says that a file is a workspace of Roundtable."""

DatabaseError: Final = dbapi2.DatabaseError

_CACHE: Final = 16_000
_LARGE_CACHE: Final = 50_000
"""KB of pages that are kept in memory: usually, and while many changes are taken in. A page that is needed again after
it was given up is decrypted again, and one that was written is encrypted again: with less room that was a quarter of
a large merge. Nine tenths of it may be pages that are to be written, which leaves what is only read a tenth."""

_PRAGMAS: Final = (
    "locking_mode = exclusive",
    "journal_mode = truncate",
    "synchronous = extra",
    "secure_delete = on",
    "temp_store = memory",
    f"cache_size = -{_CACHE}",
    "foreign_keys = off",
    "trusted_schema = off",
)

_STEP: Final = 128
"""Pages that a backup copies before others may go on: a few milliseconds."""
_PAUSE: Final = 0.001


def connect(path: Path, key: Key) -> sqlite3.Connection:
    """A connection to a file that is there or is made, with its key and pragmas. Nothing has been read yet.

    May be used by any thread, by one at a time.
    """
    connection: sqlite3.Connection = dbapi2.connect(
        str(path), isolation_level=None, check_same_thread=False, timeout=0, cached_statements=512
    )
    connection.execute("pragma cipher_log_level = none")  # SQLCipher would write to standard error; we say it ourselves
    connection.execute(f'pragma key = "{key.literal}"')
    return connection


class Store:
    """One file, one connection, one lock: everything that is read and written goes through here."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        """Take over a fresh connection.

        Raises:
            FileRefused: the file cannot be read with its key, or not written, or somebody else has it.
        """
        self.path = path
        self.lock = threading.RLock()
        self.copying = threading.RLock()
        """Held, before `lock`, by whoever copies the file or closes it: a copy in steps needs its connection."""
        self.on_rollback: list[Callable[[], None]] = []
        """Called after a rollback: whoever keeps in memory what the file says reads it anew."""
        self.before_savepoint: list[Callable[[], None]] = []
        """Called before a part of a transaction that may be rolled back by itself: whoever keeps writes it down."""
        self._depth = 0
        self.reopen(connection)

    def reopen(self, connection: sqlite3.Connection) -> None:
        """Go on with another connection to the same file, after `close`.

        Raises:
            FileRefused: as when one is made.
        """
        with self.lock:
            self._connection = connection
            self._locked = False
            with self.speaking_plainly():
                for pragma in _PRAGMAS:
                    connection.execute(f"pragma {pragma}").fetchall()

    def utils(self) -> Database:
        """The same connection through sqlite-utils."""
        from sqlite_utils import Database

        return Database(self._connection, execute_plugins=False, recursive_triggers=False)

    def close(self) -> None:
        """Close the connection, and clear away its journal, which is empty where all is well."""
        with self.lock:
            self._connection.close()
            clear_journal(self.path)

    def lock_up(self) -> None:
        """Close the connection until it is opened anew; whoever asks for something meanwhile is refused."""
        with self.copying, self.lock:
            assert not self.in_transaction
            self.close()
            self._locked = True

    def run(self, sql: str, *values: object) -> int:
        """Execute one statement; gives the number of rows that it touched."""
        with self.lock, self.speaking_plainly():
            return self._connection.execute(sql, values).rowcount

    def insert(self, sql: str, *values: object) -> int:
        """Execute one insertion; gives the number of the new row."""
        with self.lock, self.speaking_plainly():
            return self._connection.execute(sql, values).lastrowid or 0

    def run_many(self, sql: str, rows: Iterable[Any]) -> None:
        """Execute one statement for each row of values."""
        with self.lock, self.speaking_plainly():
            self._connection.executemany(sql, rows)

    def rows(self, sql: str, *values: object) -> list[Any]:
        """All rows of a query, as tuples."""
        with self.lock, self.speaking_plainly():
            return self._connection.execute(sql, values).fetchall()

    def each(self, sql: str, *values: object) -> Iterator[Any]:
        """The rows of a query one by one, for whoever holds `lock` until the last: for rows that are large together."""
        with self.speaking_plainly():
            yield from self._connection.execute(sql, values)

    def row(self, sql: str, *values: object) -> Any:  # noqa: ANN401, RUF100  # a row is whatever the query selects
        """The first row of a query; ``None`` where there is none."""
        with self.lock, self.speaking_plainly():
            return self._connection.execute(sql, values).fetchone()

    def value(self, sql: str, *values: object) -> Any:  # noqa: ANN401, RUF100
        """The first column of the first row; ``None`` where there is none."""
        found = self.row(sql, *values)
        return None if found is None else found[0]

    def backup_to(self, target: sqlite3.Connection, moment: str, progress: Progress) -> object:
        """Copy every page into another connection's file, which has its own key.

        In steps, between which others may read and write here: the copy follows what they write.

        Args:
            target: a connection to the file that becomes the copy.
            moment: a query.
            progress: may cancel it.

        Returns:
            What the query says here at the moment of which the copy is.
        """

        def pause(_status: int, left: int, total: int) -> None:
            progress.step(total - left, total)
            if left and not self.in_transaction:
                self.lock.release()
                time.sleep(_PAUSE)  # a lock that is taken again at once would never be anybody else's
                self.lock.acquire()

        with self.copying, self.lock, self.speaking_plainly():
            self._connection.backup(target, pages=_STEP, progress=pause)
            return self.value(moment)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of what is within, or nothing. Within another one: all of this part, or nothing of it."""
        with self.lock:
            outermost = self._depth == 0
            self._begin(outermost=outermost)
            self._depth += 1
            try:
                with self.speaking_plainly():  # tables are made past `run`, by sqlite-utils
                    yield
                self._end(outermost=outermost)
            except BaseException:
                self._undo(outermost=outermost)
                raise
            finally:
                self._depth -= 1

    @contextmanager
    def roomy(self) -> Iterator[None]:
        """More pages are kept in memory within: for what touches many, each of them several times.

        To be left when all has been read: with less room, every page that is read then first has another one written,
        and is given up at once.
        """
        self.run(f"pragma cache_size = -{_LARGE_CACHE}")
        try:
            yield
        finally:
            self.run(f"pragma cache_size = -{_CACHE}")

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open."""
        return self._depth > 0

    def _begin(self, *, outermost: bool) -> None:
        if outermost:
            self.run("begin immediate")
            return
        for keep in self.before_savepoint:
            keep()
        self.run(f"savepoint s{self._depth}")

    def _end(self, *, outermost: bool) -> None:
        self.run("commit" if outermost else f"release s{self._depth - 1}")

    def _undo(self, *, outermost: bool) -> None:
        if self._connection.in_transaction and outermost:
            self.run("rollback")
        elif self._connection.in_transaction:
            self.run(f"rollback to s{self._depth - 1}")
            self.run(f"release s{self._depth - 1}")
        for forget in self.on_rollback:
            forget()

    @contextmanager
    def speaking_plainly(self) -> Iterator[None]:
        """Turn what the world does to the file into a refusal with a sentence; a mistake of ours stays one."""
        if self._locked:
            raise FileRefused(_("“{name}” is locked. Its passphrase will open it again.", name=self.path.name))
        try:
            yield
        except DatabaseError as error:
            refusal = _refusal(str(error), str(self.path))
            if refusal is None:
                raise
            raise refusal from error


def journal_of(path: Path) -> Path:
    """The file beside a database from which SQLite takes back what a sudden end left half done."""
    return path.with_name(f"{path.name}-journal")


def clear_journal(path: Path) -> None:
    """Remove an empty journal of a closed database. One that holds something is needed, and stays."""
    journal = journal_of(path)
    with suppress(OSError):
        if journal.stat().st_size == 0:
            journal.unlink()


def _refusal(said: str, name: str) -> RoundtableError | None:
    if "disk is full" in said:
        return NoSpace(
            _("The disk is full, so the last change could not be saved in “{name}”. What was saved before is safe.",
              name=name)
        )  # fmt: skip
    if "readonly" in said or "unable to open" in said:
        return NotWritable(_("“{name}” cannot be written here. What was saved before is safe.", name=name))
    if "locked" in said:
        return InUse(_("“{name}” is open in another program. Close it there first.", name=name))
    if "disk I/O error" in said:
        return FileRefused(
            _("“{name}” could not be read or written: the disk reported an error. What was saved before is safe.",
              name=name)
        )  # fmt: skip
    if "malformed" in said or "not a database" in said or "vtable constructor failed" in said:
        return Damaged(
            _("“{name}” is damaged: it was changed by something other than Roundtable. Restore its latest "
              "backup.",
              name=name)
        )  # fmt: skip
    return None
