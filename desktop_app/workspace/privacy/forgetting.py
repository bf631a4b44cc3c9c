"""Forgetting: erasures put into effect in the whole file, and in its backups, so that the bytes are gone too.

What an erasure takes out of the log goes from state and search in the same transaction, and with it every step of undo.
The pages of the file may still hold what was overwritten in them: `secure_delete` leaves some of it where pages were
split (measured). So the file is written anew afterwards, and each backup likewise. Until that is done the file says so,
and it is made up for when the workspace is next opened.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

from desktop_app.errors import RoundtableError, TooNew
from desktop_app.language import _
from desktop_app.progress import SILENT, Cancelled
from desktop_app.workspace.changes.log import Log
from desktop_app.workspace.changes.presence import Presence
from desktop_app.workspace.current import state
from desktop_app.workspace.current.search import Search
from desktop_app.workspace.file import backup, copying, meta, schema
from desktop_app.workspace.file.counters import Counters
from desktop_app.workspace.file.store import Store, clear_journal, connect
from desktop_app.workspace.kept.erasing import SCRUB, Erasing
from desktop_app.workspace.kept.keyring import Keyring
from desktop_app.workspace.merging.settling import Settler
from desktop_app.workspace.writing.steps import Steps

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from pathlib import Path

    from desktop_app.progress import Progress
    from desktop_app.records import RecordId
    from desktop_app.workspace.file.key import Key
    from desktop_app.workspace.kept.erasure import Erasure
    from desktop_app.workspace.kept.obstacles import Known


class Scrubbed(msgspec.Struct, frozen=True):
    """What became of the backups when values were erased."""

    backups: int
    """How many hold none of it any more."""
    failed: tuple[Path, ...]
    """Those that could not be opened or written, and may still hold it."""


class Forgetting:
    """Puts erasures into effect in one open file."""

    def __init__(self, store: Store, erasing: Erasing, settler: Settler, search: Search, steps: Steps) -> None:
        self._store = store
        self._erasing = erasing
        self._settler = settler
        self._search = search
        self._steps = steps

    def take_effect(self, ids: Iterable[bytes]) -> dict[RecordId, str]:
        """Put erasures into effect, within a transaction; gives the records and kinds that changed."""
        return self._take_out(self._erasing.put_into_effect(ids))

    def settle(self, cells: Collection[tuple[int, int]]) -> None:
        """Bring what follows from the log in step with cells that were written in bulk, within a transaction."""
        self._settler.settle(cells)

    def take_out_again(self) -> None:
        """Take out whatever is there and should not be, within a transaction."""
        self._take_out([known.erasure for known in self._erasing.all() if known.done])

    def _take_out(self, erasures: Iterable[Erasure]) -> dict[RecordId, str]:
        cells = self._erasing.take_out(erasures)
        if not cells:
            return {}
        numbers = ", ".join(str(number) for number in sorted({record for record, _slot in cells}))
        touched: dict[RecordId, str] = dict(self._store.rows(f"select id, kind from record where n in ({numbers})"))
        self._settler.settle(cells)
        self._search.read_stale()
        self._search.forget_words()
        self._steps.clear()
        meta.remember(self._store, SCRUB, "1")
        return touched

    @property
    def is_pending(self) -> bool:
        """Whether bytes have yet to be scrubbed."""
        return bool(meta.recall(self._store, SCRUB))

    def scrub(self, key: Key, progress: Progress = SILENT) -> Scrubbed:
        """Write the file anew without what was taken out, and do to every backup what was done to the file.

        What fails with a backup is named. It cannot be cancelled: what it clears away is gone already.
        """
        with self._store.lock:
            erasures = self._erasing.all()
            done, failed = 0, []
            found = backup.backups_of(self._store.path)
            for number, one in enumerate(found):
                with suppress(Cancelled):
                    progress.step(number, len(found) + 1, _("Erasing from the backups"))
                try:
                    _erase_in(one.path, key, erasures)
                    done += 1
                except RoundtableError:
                    failed.append(one.path)
            with suppress(Cancelled):
                progress.step(len(found), len(found) + 1, _("Rewriting the file"))
            self.rewrite()
        return Scrubbed(done, tuple(failed))

    def rewrite(self) -> None:
        """Write the file anew, so that nothing is left in its pages of what was taken out."""
        if self.is_pending:
            self._store.run("vacuum")
            self._store.run("delete from meta where key = ?", SCRUB)


def _erase_in(path: Path, key: Key, erasures: Sequence[Known]) -> None:
    """Bring a backup to this version, erase in it what is erased here, and see that it can be read."""
    connection = connect(path, key)
    try:
        store = Store(path, connection)
        if schema.version(store) > schema.VERSION:
            raise TooNew(_("“{name}” was made by a later version of Roundtable.", name=path.name))
        if schema.version(store) < schema.VERSION:
            schema.migrate(store)
        erase_in(store, erasures)
        copying.require_sound(store)
    finally:
        connection.close()
        clear_journal(path)


def erase_in(store: Store, erasures: Sequence[Known]) -> None:
    """Erase in an open file of this version, which nobody else has open, what is erased elsewhere."""
    log, tables, counters = Log(store), state.State(store), Counters(store)
    presence, search = Presence(store, log), Search(store, tables, counters)
    erasing = Erasing(store, counters, Keyring(store))
    forgetting = Forgetting(store, erasing, Settler(store, log, tables, presence, search), search, Steps(store))
    counters.load()
    with store.transaction():
        if meta.recall(store, "shape") != state.shape():  # of an earlier version: made anew when it is next opened
            tables.make_tables()
            search.make_table()
            meta.remember(store, "shape", "")
        erasing.add((known.erasure for known in erasures), 0)
        forgetting.take_effect(known.erasure.id for known in erasures if known.done)
        counters.save()
    forgetting.rewrite()
