"""Writing: every call is one transaction, durable when it returns, and one step of undo."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import msgspec

from desktop_app.records import KINDS
from desktop_app.records.dossier import children_of
from desktop_app.workspace.changes import presence
from desktop_app.workspace.changes.aside import LEFT, OPEN
from desktop_app.workspace.changes.change import DELETED
from desktop_app.workspace.current import search
from desktop_app.workspace.writing.cells import NULL, Cell, default_text
from desktop_app.workspace.writing.steps import NOTHING, Item, added
from desktop_app.workspace.writing.undoing import take_back

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from desktop_app.records import Record, RecordId
    from desktop_app.workspace.changes.aside import Where
    from desktop_app.workspace.changes.log import Head, Place
    from desktop_app.workspace.file.counters import Counters
    from desktop_app.workspace.file.store import Store
    from desktop_app.workspace.writing.pen import Pen
    from desktop_app.workspace.writing.steps import Steps


class Changed(msgspec.Struct, frozen=True):
    """What was changed in one step."""

    records: AbstractSet[RecordId]
    kinds: frozenset[str]


class Editor:
    """What a person does to records, step by step."""

    def __init__(self, store: Store, pen: Pen, search_: search.Search, counters: Counters, steps: Steps) -> None:
        self._store = store
        self._pen = pen
        self._search = search_
        self._counters = counters
        self._steps = steps
        self._items: list[Item] = []
        self._touched: dict[RecordId, str] = {}
        self._listeners: list[Callable[[Changed], None]] = []

    def listen(self, callback: Callable[[Changed], None]) -> Callable[[], None]:
        """Have a callback called after each step, in the thread that made it; gives what ends that."""
        self._listeners.append(callback)

        def end() -> None:
            if callback in self._listeners:
                self._listeners.remove(callback)

        return end

    @contextmanager
    def step(self, *, undoable: bool = True) -> Iterator[None]:
        """All that is written within, as one transaction and one step."""
        with self._store.lock:
            outermost = not self._store.in_transaction
            items, touched = len(self._items), dict(self._touched)
            try:
                with self._store.transaction():
                    yield
                    if outermost:
                        self._close_step(undoable=undoable)
            except BaseException:
                del self._items[items:]
                self._touched = touched
                raise
            if outermost:
                self._tell()

    def _close_step(self, *, undoable: bool) -> None:
        if undoable and self._items:
            self._steps.push(self._items)
        if len(self._counters.stale) > search.MAX_STALE:
            self._search.read_stale()
        if self._touched:
            self._counters.save()

    def _tell(self) -> None:
        touched, self._touched = self._touched, {}
        self._items.clear()
        if touched:
            said = Changed(touched.keys(), frozenset(touched.values()))
            for callback in tuple(self._listeners):
                callback(said)

    def touch(self, records: Iterable[tuple[RecordId, str]]) -> None:
        """Note records and their kinds of which whoever listens is to hear."""
        self._touched.update(records)

    def add(self, record: Record, cells: Sequence[Cell]) -> None:
        """Write a new record."""
        with self.step():
            self._pen.write_new(record, cells)
            self.note_added([(record.id, record.kind_name)])

    def note_added(self, records: Iterable[tuple[RecordId, str]]) -> None:
        """Note records, with their kinds, that this step added."""
        for record, kind in records:
            self._items.append(added(record))
            self._touched[record] = kind

    def edit(self, record: RecordId, cells: Iterable[Cell]) -> None:
        """Write cells of a record that is here; what says nothing new is left out.

        Raises:
            Unknown: it is not here, or is deleted.
        """
        with self.step():
            place = self._pen.place(record)
            for cell in cells:
                heads = self._pen.heads(place, cell.field, cell.language)
                contested = any(head.value not in (None, heads[0].value) for head in heads)
                shown = heads[0].value if heads else default_text(KINDS[place.kind], cell.field)
                if contested or shown != cell.value:
                    self._overwrite(place, cell, heads)

    def decide(self, record: RecordId, cell: Cell) -> None:
        """Write a cell over all its heads, whatever they say: a disagreement is decided."""
        with self.step():
            place = self._pen.place(record)
            self._overwrite(place, cell, self._pen.heads(place, cell.field, cell.language))

    def leave(self, where: Where, heads: Collection[str]) -> None:
        """Leave a contradiction between these heads side by side; with none, have it open again.

        Raises:
            Unknown: the record is not here, or is deleted.
        """
        with self.step():
            place = self._pen.place(where[0])
            looked_at = self._pen.aside.all().get(where, frozenset())
            before = [LEFT, *sorted(looked_at)] if looked_at else [OPEN]
            after = [LEFT, *sorted(heads)] if heads else [OPEN]
            if before != after:
                self._pen.aside.set(where, heads, self._pen.author.name)
                self._items.append(Item(*where, before, after))
                self._touched[place.id] = place.kind

    def delete(self, record: RecordId) -> None:
        """Delete a record and its parts."""
        with self.step():
            for place in self._with_parts(self._pen.place(record)):
                saw = self._pen.log.other_heads(place.number, place.kind)
                over = [head.id for head in self._pen.heads(place, DELETED, "")]
                self._set_presence(place, presence.deletion([*over, *saw], record))

    def restore(self, record: RecordId) -> None:
        """Bring back a record, and with it its parts that were deleted when it was."""
        with self.step():
            whole = self._pen.place(record, hidden=True)
            numbers = {place.number for place in self._with_parts(whole) if self._is_to_return(place, record)}
            for number in sorted({*numbers, *self._pen.presence.went_with(record)}):
                self._set_presence(self._pen.log.numbered(number), NULL)

    def _is_to_return(self, place: Place, root: RecordId) -> bool:
        """Whether somebody deleted a record that is to come back, or one of its parts with it."""
        said = self._pen.presence.verdict(place.number, place.kind)
        return bool(said.roots) and (place.id == root or said.root_of(place.id) == root)

    def undo(self, *, undone: bool = False) -> bool:
        """Take back the last step, or with ``undone`` do again what was taken back last; gives whether that was done.

        A step that others have written over since is left as it is, and forgotten.
        """
        with self._store.lock:
            assert not self._store.in_transaction, "a step that is not closed cannot be taken back"
            items = self._steps.last(undone=undone)
            if items is None:
                return False
            with self.step(undoable=False):
                self._steps.pop(undone=undone)
                done = take_back(self._pen, self._steps, items)
                if done:
                    self._steps.put(done, undone=not undone)
                    places = [self._pen.log.record(item.record) for item in done]
                    self.touch((place.id, place.kind) for place in places if place is not None)
            return bool(done)

    def take_back(self, record: RecordId, items: Sequence[Item]) -> None:
        """Take back what was written in some cells, whoever did and when; what stood there stands there again.

        Raises:
            Unknown: there is no such record.
        """
        with self.step():
            self._pen.place(record, hidden=True)
            done = take_back(self._pen, self._steps, items, as_it_stood=True)
            self._items += done
            places = [self._pen.log.record(item.record) for item in done]
            self.touch((place.id, place.kind) for place in places if place is not None)

    def cells_of_last(self, *, undone: bool = False) -> list[Where]:
        """The cells of the step that `undo` would take back, the first that it wrote first; or none."""
        with self._store.lock:
            return [(item.record, item.field, item.language) for item in self._steps.last(undone=undone) or ()]

    def can_undo(self, *, undone: bool = False) -> bool:
        """Whether there is a step to take back, or with ``undone`` one to do again."""
        return self._steps.any(undone=undone)

    def _with_parts(self, place: Place) -> list[Place]:
        found: dict[RecordId, Place] = {}
        waiting = [place]
        while waiting:
            whole = waiting.pop()
            if whole.id in found:
                continue
            found[whole.id] = whole
            for child, field in children_of(whole.kind):
                for part in self._pen.state.referring(child, field.name, whole.id):
                    waiting.append(self._pen.place(part))  # noqa: PERF401
        return list(found.values())

    def _set_presence(self, place: Place, value: str) -> None:
        self._overwrite(place, Cell(DELETED, "", value), self._pen.heads(place, DELETED, ""))

    def _overwrite(self, place: Place, cell: Cell, heads: Sequence[Head]) -> None:
        made = self._pen.write(place, cell, [head.id for head in heads])
        before = [head.id.hex() for head in heads] or [NOTHING]
        self._items.append(Item(place.id, cell.field, cell.language, before, [made.id.hex()]))
        self._touched[place.id] = place.kind
