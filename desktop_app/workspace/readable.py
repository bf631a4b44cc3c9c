"""What can be asked of a workspace."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from desktop_app.errors import Damaged, FileRefused
from desktop_app.progress import SILENT
from desktop_app.records import KINDS, MergedFile, Provenance, Record
from desktop_app.workspace.changes import presence
from desktop_app.workspace.changes.aside import Aside
from desktop_app.workspace.changes.log import Log
from desktop_app.workspace.current import state
from desktop_app.workspace.current.reading import Reader
from desktop_app.workspace.current.search import Search
from desktop_app.workspace.file import meta
from desktop_app.workspace.file.counters import Counters, readable
from desktop_app.workspace.kept.erasing import NAMELESS, Erasing
from desktop_app.workspace.kept.keyring import Keyring
from desktop_app.workspace.writing.pen import Pen

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    from desktop_app.progress import Progress
    from desktop_app.records import Contested, Disagreement, Dossier, RecordId, Revision, Stale
    from desktop_app.records.linked import Groups
    from desktop_app.workspace.changes.change import Change
    from desktop_app.workspace.changes.decided import Decided
    from desktop_app.workspace.changes.deleted import Deleted
    from desktop_app.workspace.changes.history import History, HistoryItem
    from desktop_app.workspace.changes.missing import Missing
    from desktop_app.workspace.check import CheckReport
    from desktop_app.workspace.current.search import Hit
    from desktop_app.workspace.file.key import Key
    from desktop_app.workspace.file.store import Store
    from desktop_app.workspace.kept.exports import Export, Exports
    from desktop_app.workspace.kept.imports import Import, Imports
    from desktop_app.workspace.kept.templates import Templates

R = TypeVar("R", bound=Record)


class ReadableWorkspace:
    """An open file, its parts, and all that is asked of it without changing anything in it."""

    def __init__(self, store: Store, key: Key) -> None:
        """Put the parts together over an open file."""
        self._store = store
        self._key = key
        self._log = Log(store)
        self._state = state.State(store)
        self._counters = Counters(store)
        self._presence = presence.Presence(store, self._log)
        self.keyring = Keyring(store)
        self._erasing = Erasing(store, self._counters, self.keyring)
        self._aside = Aside(store)
        self._pen = Pen(self._log, self._state, self._presence, self._counters, self._erasing, self._aside)
        self._reader = Reader(store, self._log, self._state)
        self._search = Search(store, self._state, self._counters)
        self._groups: Groups | None = None

    # what a start does without is read and made when it is first asked for

    @cached_property
    def _history(self) -> History:
        from desktop_app.workspace.changes.history import History

        return History(self._store, self._log, self._aside)

    @cached_property
    def _imports(self) -> Imports:
        from desktop_app.workspace.kept.imports import Imports

        return Imports(self._store)

    @cached_property
    def _exports(self) -> Exports:
        from desktop_app.workspace.kept.exports import Exports

        return Exports(self._store)

    @cached_property
    def templates(self) -> Templates:
        """The Word templates of its cities' documents."""
        from desktop_app.workspace.kept.templates import Templates

        return Templates(self._store)

    # what can be asked

    @property
    def path(self) -> Path:
        """Where the file lies."""
        return self._store.path

    @property
    def author(self) -> str:
        """The name of whoever writes."""
        return self._pen.author.name

    @property
    def city(self) -> RecordId:
        """The city that the workspace is for; ``""`` for a coordinator's."""
        return self._pen.author.city

    @property
    def site(self) -> str:
        """The UUID of this installation of the workspace, under which its own changes are counted."""
        return self._pen.author.site

    @property
    def language(self) -> str:
        """The language in which its texts are mostly written."""
        return meta.recall(self._store, "language") or "en"

    @property
    def protected(self) -> bool:
        """Whether a passphrase protects the file."""
        return self._key.protected

    def get(self, record: RecordId) -> Record:
        """A record.

        Raises:
            Unknown: it is not here, or is deleted.
        """
        return self._reader.get(record)

    def find(self, kind: type[R], record: RecordId) -> R | None:
        """A record, if it is here and of that kind."""
        found = self._reader.find(record)
        return found if isinstance(found, kind) else None

    def all(self, kind: type[R], /, **equal: object) -> list[R]:
        """The records of a kind whose fields equal these values, by position, then in the order of their creation."""
        return self._reader.all(kind, equal)

    def sketches(self, kind: type[R], *names: str) -> list[R]:
        """All records of a kind with only these fields read, the others empty: for a list of thousands of rows."""
        return self._reader.sketches(kind, names)

    def values(self, kind: type[Record], *names: str) -> list[Any]:
        """The ids and some fields of all records of a kind, as tuples in no order: for a list of thousands of rows."""
        return self._reader.values(kind, names)

    def count(self, kind: type[Record]) -> int:
        """How many records of a kind there are."""
        return self._reader.count(kind)

    @property
    def has_records(self) -> bool:
        """Whether there is any record that a person would see."""
        return any(map(self.count, KINDS.values()))

    def title(self, record: RecordId, language: str) -> str:
        """What a reader of ``language`` calls a record; ``""`` for one that is not here."""
        said = self._reader.title(record, language)
        return said or (NAMELESS.within(language) if self.is_erased(record) else "")

    def titles(self, records: Sequence[RecordId], language: str) -> dict[RecordId, str]:
        """The `title` of each of some records that has one, read together."""
        return self._reader.titles(records, language)

    def is_erased(self, record: RecordId) -> bool:
        """Whether all that was said in a record was erased, which may still be here as a place without a name."""
        with self._store.lock:
            return self._erasing.covers(record)

    def groups(self) -> Groups:
        """Which people and organisations are linked as the same; read again only after one of them changed."""
        with self._store.lock:
            if self._groups is None:
                self._groups = self._reader.groups()
            return self._groups

    def kind_of(self, record: RecordId) -> str:
        """The name of a record's kind, which this version need not know; ``""`` for one that was never here."""
        with self._store.lock:
            place = self._log.record(record)
        return "" if place is None else place.kind

    def search(self, text: str, *, kinds: Collection[type[Record]] = (), limit: int = 50) -> list[Hit]:
        """The records in which every word of ``text`` is the beginning of a word, the best first; of records that
        are linked as the same, one: the one that stands for them if it is among them, wherever which came first.
        """
        if self._counters.stale:
            self._read_stale()
        groups = self.groups()
        found: dict[RecordId, Hit] = {}
        for hit in self._search.find(text, kinds, limit):
            one = groups.one(hit.record)
            found[one] = min(found.get(one, hit), hit, key=lambda each: (each.record != one, each.record))
        return list(found.values())

    def _read_stale(self) -> None:
        try:
            with self._store.transaction():
                self._search.read_stale()
                self._counters.save()
        except Damaged:
            raise
        except FileRefused:
            return  # a full disk must not keep anyone from finding what is there

    def dossier(self, about: Sequence[RecordId]) -> Dossier:
        """The records ``about``, their parts, what these refer to, the memberships of the people, and the city."""
        from desktop_app.workspace.current import gather

        with self._store.lock:
            return gather.gather(self._reader, self._history, about, self.city, self.groups())

    def history(self, record: RecordId) -> list[HistoryItem]:
        """Every change of a record, the newest first; of a deleted one too."""
        return self._history.of(record)

    def deleted(self) -> list[Deleted]:
        """What was deleted and can be restored, the latest first; without what was erased since."""
        from desktop_app.workspace.changes.deleted import deleted

        return [one for one in deleted(self._store, self._history) if not self.is_erased(one.record)]

    def gone_with(self, record: RecordId) -> list[Record]:
        """The parts that went with a record when somebody deleted it, as they were, also where it stays undecided."""
        from desktop_app.workspace.changes.deleted import gone_with

        return [one for one in gone_with(self._store, self._history, record) if not self.is_erased(one.id)]

    def outermost(self, record: RecordId) -> RecordId:
        """The record that a record is in the end a part of, also where they are deleted; itself where it is none."""
        kind = KINDS.get(self.kind_of(record))
        within = next((field.name for field in kind.fields.values() if field.part_of), "") if kind is not None else ""
        if not within:
            return record
        above = next((one.value for one in self.history(record) if one.field == within and one.is_shown), None)
        return self.outermost(str(above)) if above else record

    def revision(self, record: RecordId) -> Revision | None:
        """What became of a recommendation's text after it had been settled; ``None`` where nothing did."""
        from desktop_app.workspace.current.revising import revisions

        with self._store.lock:
            return revisions(self._history, self._reader.by_ids([record])).get(record)

    def stale(self, record: RecordId) -> tuple[Stale, ...]:
        """The translations of a record whose original was changed after them."""
        from desktop_app.workspace.current.translating import stale

        with self._store.lock:
            return stale(self._history, self._reader.by_ids([record])).get(record, ())

    def disagreements(self, records: Collection[RecordId] | None = None) -> list[Disagreement]:
        """The fields in which different values stand side by side, and deletions that others contradict; in some
        records, if they are named.

        Those that somebody here left as they are, are among them, and say so.
        """
        return self._history.disagreements(records)

    def contested(self) -> list[Contested]:
        """Where the `disagreements` are, in the same order, without their values: quick for tens of thousands."""
        return self._history.contested()

    def disagreement(self, where: Contested) -> Disagreement | None:
        """One of the `disagreements`; ``None`` where there is none any more."""
        return self._history.disagreement(where)

    def undecided(self) -> int:
        """How many of the `disagreements` wait for a decision, without making a list of them."""
        return self._history.undecided()

    def decided(self, most: int = 100) -> list[Decided]:
        """What was decided lately or left side by side, and stands; the latest first. Looks at every change."""
        from desktop_app.workspace.changes.decided import decided

        return decided(self._store, self._history, self._aside, most)

    def missing(self) -> list[Missing]:
        """What is not here although it was written, by installation: what is awaited, and what was left out or is yet
        to come. Looks at every change.
        """
        from desktop_app.workspace.changes.missing import missing

        return missing(self._store, self._history, self.site)

    def fingerprint(self) -> str:
        """Twelve characters in groups: equal exactly when two workspaces hold the same changes and erasures."""
        return readable(self._counters.fingerprint)

    def check(self, progress: Progress = SILENT) -> CheckReport:
        """Check the file's pages, every id, the fingerprint, and the state against a rebuild. Changes nothing."""
        from desktop_app.workspace import check

        with self._store.lock:
            return check.check(self._store, self._state, self._presence, self._counters, self._erasing, progress)

    def imports(self) -> list[Import]:
        """The files that were taken in, the latest first."""
        return self._imports.all()

    def provenance(self) -> Provenance:
        """Which files were merged and not withdrawn again, and the fingerprint: what a report says of its method."""
        files = (
            MergedFile(one.label, one.sender, one.at, one.new, one.file)
            for one in reversed(self.imports())
            if not one.withdrawn
        )
        return Provenance(self.fingerprint(), tuple(files))

    def exports(self) -> list[Export]:
        """The files that were sent out, the latest first."""
        return self._exports.all()

    def changes(self, records: Collection[RecordId] | None = None) -> Iterator[Change]:
        """The log, by record, then by kind, field and language, then by id; of some records if named."""
        from desktop_app.workspace.changes.outgoing import outgoing

        return outgoing(self._store, records)

    def whole(self, records: Collection[RecordId]) -> set[bytes]:
        """The ids of all changes of some records that are here with their values."""
        from desktop_app.workspace.changes.outgoing import whole

        return whole(self._store, records)
