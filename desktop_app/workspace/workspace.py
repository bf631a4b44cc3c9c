"""The workspace: everything that the rest of the program may do with a file of records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.language import _
from desktop_app.progress import SILENT, each
from desktop_app.records import KINDS, City, Record, kind_named
from desktop_app.records.linked import SAME_AS
from desktop_app.workspace.changes import site
from desktop_app.workspace.current import state
from desktop_app.workspace.current.places import Places
from desktop_app.workspace.deciding import DecidingWorkspace
from desktop_app.workspace.file import lifecycle, meta
from desktop_app.workspace.file.lock import FileLock
from desktop_app.workspace.kept.erasing import SCRUB
from desktop_app.workspace.writing import cells

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path
    from types import TracebackType

    from desktop_app.progress import Progress
    from desktop_app.records import RecordId
    from desktop_app.workspace.changes.aside import Where
    from desktop_app.workspace.changes.change import Change
    from desktop_app.workspace.file.key import Key, Secret
    from desktop_app.workspace.file.store import Store
    from desktop_app.workspace.kept.erasure import Erasure
    from desktop_app.workspace.kept.keyring import Card
    from desktop_app.workspace.merging.absorbing import Absorbed
    from desktop_app.workspace.writing.editing import Changed


class Workspace(DecidingWorkspace):
    """One open file. May be used by any thread, by one at a time: a call waits for the one before it to end."""

    def __init__(self, store: Store, key: Key, lock: FileLock, author: str | None) -> None:
        """Use `create` and `open`."""
        super().__init__(store, key)
        self._lock = lock
        self._editor.listen(self._forget_groups)
        self._counters.load()
        site_id, is_new = lifecycle.site_here(store)
        if is_new:
            self._counters.seq = self._counters.at = 0
        if meta.recall(store, "shape") != state.shape():
            self._make_tables()
        known = meta.recall(store, "author")
        self._pen.author = site.Author(author or known, site_id, meta.recall(store, "city"))
        if author and author != known:
            meta.remember(store, "author", author)
        if meta.recall(store, SCRUB):
            self.erasures.finish()
        if is_new and (self.keyring.given_up() or self._erasing.any_held):
            with self._settling(SILENT):  # a backup that was put back has the keys and the cards of today
                pass
        self.keyring.own()  # also in a file of an earlier version: whoever copies it from now on copies them too

    def _forget_groups(self, changed: Changed) -> None:
        if any(SAME_AS in KINDS[kind].fields for kind in changed.kinds if kind in KINDS):
            self._groups = None

    def _make_tables(self) -> None:
        """Make the tables of the current state and of search as the declarations say now, and fill them."""
        from desktop_app.workspace import check

        with self._store.transaction():
            self._state.make_tables()
            self._search.make_table()
            check.rebuild_state(self._store, self._state, self._presence)
            self._search.index([number for (number,) in self._store.rows("select n from record")])
            self._counters.stale.clear()
            self._counters.save()
            meta.remember(self._store, "shape", state.shape())

    # a workspace's file

    @staticmethod
    def create(
        path: Path,
        *,
        city: Mapping[str, object] | None,
        author: str,
        passphrase: str | None = None,
        language: str = "en",
    ) -> Workspace:
        """Make a workspace and open it.

        Args:
            path: where it will lie; there must be nothing.
            city: the fields of the city that it is for, ``code`` and ``name`` among them; ``None`` for a coordinator's.
            author: the name of the person who writes.
            passphrase: protects the file; without one everybody who has the file can read it.
            language: the language in which its texts are mostly written.

        Raises:
            InvalidValue: a field of the city is missing or not right.
            FileRefused: the file cannot be made there.
        """
        own = None if city is None else cells.new_record(City, city, language, None)
        if own is not None:
            cells.require_all(own)
        lifecycle.require_free(path)
        remembered = {"language": language, "author": author, "city": "" if own is None else own.id}
        lock = FileLock(path)
        lock.take()
        try:
            lifecycle.make_file(path, passphrase, remembered)
        finally:
            lock.release()
        workspace = Workspace.open(path, passphrase=passphrase)
        if own is not None:
            with workspace._editor.step(undoable=False):  # noqa: SLF001
                workspace._editor.add(own, cells.cells_of_new(own))  # noqa: SLF001
        return workspace

    @staticmethod
    def open(path: Path, *, passphrase: Secret = None, author: str | None = None) -> Workspace:
        """Open a workspace.

        Args:
            path: where it lies.
            passphrase: the one that protects it, if any, or the recovery key.
            author: who writes from now on; by default whoever did last.

        Raises:
            FileRefused: it is not there, damaged, something else, open elsewhere, too new, or not writable.
            PassphraseNeeded: it is protected.
            WrongPassphrase: that is not its passphrase.
        """
        lock = FileLock(path)
        lock.take()
        try:
            store, key = lifecycle.open_file(path, passphrase)
        except BaseException:
            lock.release()
            raise
        try:
            return Workspace(store, key, lock, author)
        except BaseException:
            store.close()
            lock.release()
            raise

    def close(self) -> None:
        """Close the file. Everything was saved before."""
        self._store.close()
        self._lock.release()

    def __enter__(self) -> Workspace:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # writing: each call is one transaction, durable when it returns, and one step of undo

    def add(self, kind: type[Record], values: Mapping[str, object], *, id: RecordId | None = None) -> RecordId:  # noqa: A002
        """Add a record in which everything required is filled in.

        A text for a field in several languages is taken as being in the workspace's language; the record belongs to
        the workspace's city unless another is given; in a list it comes last unless a position is given.

        Raises:
            InvalidValue: a field does not take its value, or something required is missing.
            Unknown: the kind has no such field.
        """
        record = self._new(kind, values, id, Places(self._store, self._state))
        cells.require_all(record)
        self._editor.add(record, cells.cells_of_new(record))
        return record.id

    def draft(self, kind: type[Record], values: Mapping[str, object]) -> RecordId:
        """Add a record in which required fields may still be empty."""
        record = self._new(kind, values, None, Places(self._store, self._state))
        self._editor.add(record, cells.cells_of_new(record))
        return record.id

    def add_all(
        self, records: Iterable[tuple[type[Record], Mapping[str, object]]], progress: Progress = SILENT
    ) -> list[RecordId]:
        """Add many records: all or none, in one step.

        Values may carry ``id``, a UUID chosen beforehand, so that records made together can refer to each other.

        Raises:
            InvalidValue: one of them cannot be added; none is.
        """
        places = Places(self._store, self._state)
        made = [self._new(kind, values, None, places) for kind, values in records]
        for record in made:
            cells.require_all(record)
        cells.require_distinct(made)
        with self._editor.step(), self._store.roomy():
            changes = (
                change
                for record in each(made, progress, _("Adding records"))
                for change in self._pen.changes_of_new(record, cells.cells_of_new(record))
            )
            self._absorber.absorb(changes, 0, SILENT)
            self._editor.note_added((record.id, record.kind_name) for record in made)
        return [record.id for record in made]

    def _new(self, kind: type[Record], values: Mapping[str, object], id_: RecordId | None, places: Places) -> Record:
        said = dict(values)
        identity = said.pop("id", id_)
        placed = {"city": self.city, **places.placed(kind, said)}
        record = cells.new_record(kind, placed, self.language, None if identity is None else str(identity))
        chosen = identity is not None or kind is City
        if chosen and self._log.record(record.id) is not None:
            raise cells.already_there(record.id)
        return record

    def edit(self, record: RecordId, values: Mapping[str, object], *, language: str = "") -> None:
        """Change fields of a record.

        A field in several languages takes a text in ``language`` (by default the workspace's), or a mapping: the
        languages that it names are written, an empty text empties one, the others stay.

        Raises:
            Unknown: there is no such record or field.
            InvalidValue: a field does not take its value.
        """
        kind = self._pen.place(record).kind
        self._editor.edit(record, cells.cells_of(kind_named(kind), values, language or self.language))

    def delete(self, record: RecordId) -> None:
        """Delete a record and its parts. It can be restored."""
        self._editor.delete(record)

    def restore(self, record: RecordId) -> None:
        """Bring back a deleted record, and the parts that went with it."""
        self._editor.restore(record)

    def together(self) -> AbstractContextManager[None]:
        """Several calls as one transaction and one step of undo."""
        return self._editor.step()

    def undo(self) -> bool:
        """Take back the last step; ``False`` where there is none, or where others have written over it since."""
        return self._editor.undo()

    def redo(self) -> bool:
        """Do again what was taken back last; ``False`` where there is nothing."""
        return self._editor.undo(undone=True)

    def cells_of_last(self, *, undone: bool = False) -> list[Where]:
        """The cells, each a record, a field and a language, of the step that `undo` would take back, or `redo` do."""
        return self._editor.cells_of_last(undone=undone)

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return self._editor.can_undo()

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to do again."""
        return self._editor.can_undo(undone=True)

    def listen(self, callback: Callable[[Changed], None]) -> Callable[[], None]:
        """Have a callback called after each step that changed something, in the thread that made it.

        Returns:
            what ends it.
        """
        return self._editor.listen(callback)

    def rebuild(self, progress: Progress = SILENT) -> None:
        """Make the current state, the search and the fingerprint anew from the log."""
        progress.step(0, None, _("Rebuilding from the log"))
        with self._store.lock:
            self._log.forget()
            self._counters.fingerprint = 0
            self._counters.count(bytes(id_) for (id_,) in self._store.rows("select id from change"))
            self._counters.count(erasure.id for erasure in self._erasing.travelling())
            self._make_tables()
            self.erasures.take_out_again(progress)

    def absorb(
        self,
        changes: Iterable[Change],
        *,
        erasures: Iterable[Erasure] = (),
        label: str,
        digest: str,
        sender: str,
        file: str = "",
        card: Card | None = None,
        brought: Mapping[str, int] | None = None,
        progress: Progress = SILENT,
    ) -> Absorbed:
        """Take in changes from elsewhere, in any order, all or none; those that are here already do nothing.

        Args:
            changes: each of them sound (`change.is_sound`); fastest sorted by record, as `changes` gives them.
            erasures: each of them sound (`erasure.is_sound`).
            label: who made what is taken in, and on which day.
            digest: of the file that it came in.
            sender: who sent it.
            file: what the file is called, in the list of imports and in the history of values; else the label is.
            card: with which it was signed.
            brought: how many records it does what to, for the list of imports.
            progress: may cancel it.
        """
        from desktop_app.workspace.merging.absorbing import Absorbed

        with self._editor.step(undoable=False), self._store.roomy():
            batch = self._imports.begin(label, file, digest, sender, card, brought)
            new_erasures = len(self._erasing.add(erasures, batch))
            self._editor.touch(self.erasures.take_effect().items())
            new, known = self._take_in(changes, batch, progress)
            self._editor.touch(self.erasures.take_effect().items())
            self._counters.save()
            most = self._absorber.most()
            disagreements = self._history.count("select n from temp.all_touched")
        self.erasures.finish(progress)
        return Absorbed(new, known, disagreements, batch, new_erasures, most)

    def _take_in(self, changes: Iterable[Change], batch: int, progress: Progress) -> tuple[int, int]:
        """Take changes in, and note which they were; gives how many were new and known."""
        from desktop_app.workspace.changes.held import Manifest

        held = Manifest()
        new, known = self._absorber.absorb(changes, batch, progress, held=held)
        self._imports.end(batch, new, known, held.packed())
        self._editor.touch(self._absorber.touched())
        return new, known
