"""Writing: every call is one transaction, durable when it returns, and one step of undo."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop_app.errors import InvalidValue, Unknown
from desktop_app.language import _
from desktop_app.records import KINDS
from desktop_app.records.dossier import children_of
from desktop_app.workspace import presence, search, site
from desktop_app.workspace.cells import NULL, Cell, default_text
from desktop_app.workspace.change import DELETED, Change, canonical, write
from desktop_app.workspace.steps import Item, Steps, added

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from desktop_app.records import Record, RecordId
    from desktop_app.workspace.columns import Kept
    from desktop_app.workspace.counters import Counters
    from desktop_app.workspace.log import Head, Log
    from desktop_app.workspace.presence import Presence
    from desktop_app.workspace.state import State
    from desktop_app.workspace.store import Store


@dataclass(frozen=True, slots=True)
class Changed:
    """What was changed in one step."""

    records: frozenset[RecordId]
    kinds: frozenset[str]


@dataclass
class Author:
    """Who writes, and where."""

    name: str
    site: str
    city: RecordId


class Editor:
    """Writes changes of our own, and keeps state, presence and search in step with them."""

    def __init__(
        self, store: Store, log: Log, state: State, presence_: Presence, search_: search.Search, counters: Counters
    ) -> None:
        self._store = store
        self._log = log
        self._state = state
        self._presence = presence_
        self._search = search_
        self._counters = counters
        self._steps = Steps(store)
        self._items: list[Item] = []
        self._touched: dict[RecordId, str] = {}
        self._listeners: list[Callable[[Changed], None]] = []
        self.author = Author("", "", "")

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
            kept = len(self._items), dict(self._touched)
            try:
                with self._store.transaction():
                    yield
                    if outermost:
                        self._close_step(undoable=undoable)
            except BaseException:
                del self._items[kept[0] :]
                self._touched = kept[1]
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
            said = Changed(frozenset(touched), frozenset(touched.values()))
            for callback in tuple(self._listeners):
                callback(said)

    def touch(self, records: Iterable[tuple[RecordId, str]]) -> None:
        """Note records and their kinds of which whoever listens is to hear."""
        self._touched.update(records)

    # what a person does

    def add(self, record: Record, cells: Sequence[Cell]) -> None:
        """Write a new record.

        Raises:
            InvalidValue: there is one with its identity.
        """
        if self._log.record(record.id) is not None:
            raise InvalidValue(_("There is already a record with the identity “{record}”.", record=record.id))
        with self.step():
            made = self.changes_of_new(record, cells)
            number = self._log.new_record(record.id, record.kind_name, made[0].at)
            for change in made:
                self._take(number, change)
            self._state.put(type(record), number, record.id, made[0].at, self._held(type(record), cells))
            self._note(number, record.id, record.kind_name, added(record.id))

    def note_added(self, records: Iterable[tuple[RecordId, str]]) -> None:
        """Note records, with their kinds, that this step added by other means."""
        for record, kind in records:
            self._items.append(added(record))
            self._touched[record] = kind

    def changes_of_new(self, record: Record, cells: Sequence[Cell]) -> list[Change]:
        """The changes that write a new record, not yet in the log."""
        return [self._make(record.id, record.kind_name, cell, ()) for cell in cells]

    def _held(self, kind: type[Record], cells: Iterable[Cell]) -> dict[str, Kept]:
        table = self._state.table(kind)
        held: dict[str, Kept] = {}
        for cell in cells:
            column = table.column(cell.field)
            assert column is not None
            if column.by_language:
                held[cell.field] = column.holds_in(held.get(cell.field), cell.language, cell.value)
            else:
                held[cell.field] = column.holds(cell.value)
        return held

    def edit(self, record: RecordId, cells: Iterable[Cell]) -> None:
        """Write cells of a record that is here; what says nothing new is left out."""
        number, kind = self.place(record)
        with self.step():
            for cell in cells:
                heads = self._heads(number, kind, cell)
                contested = any(head.value != heads[0].value for head in heads)
                shown = heads[0].value if heads else default_text(KINDS[kind], cell.field)
                if contested or shown != cell.value:
                    self._overwrite(number, record, kind, cell, heads)

    def settle(self, record: RecordId, cell: Cell) -> None:
        """Write a cell over all its heads, whatever they say: a disagreement is decided."""
        number, kind = self.place(record, hidden=True)
        with self.step():
            self._overwrite(number, record, kind, cell, self._heads(number, kind, cell))

    def delete(self, record: RecordId) -> None:
        """Delete a record and its parts."""
        with self.step():
            for number, part, kind in self._with_parts(record):
                saw = self._log.other_heads(number, kind)
                self._set_presence(number, part, kind, presence.deletion(saw, record))

    def restore(self, record: RecordId) -> None:
        """Bring back a record, and with it its parts that were deleted when it was."""
        number, _kind = self.place(record, hidden=True)
        with self.step():
            together = {number, *self._presence.gone_with(record)}
            for found in sorted(together):
                id_, kind = self._store.row("select id, kind from record where n = ?", found)
                if self._log.heads(found, self._log.slot(kind, DELETED, "")):
                    self._set_presence(found, id_, kind, NULL)

    def undo(self) -> bool:
        """Take back the last step that can be; gives whether there was one."""
        return self._back(undone=False)

    def redo(self) -> bool:
        """Do again what was taken back last; gives whether there was something."""
        return self._back(undone=True)

    def can(self, *, undone: bool) -> bool:
        """Whether there is a step to take back, or one to do again."""
        return self._steps.any(undone=undone)

    def _back(self, *, undone: bool) -> bool:
        with self._store.lock:
            while (items := self._steps.last(undone=undone)) is not None:
                with self.step(undoable=False):
                    self._steps.pop(undone=undone)
                    new = {item.record for item in items if item.adds}
                    for item in reversed(items):
                        if item.field == DELETED or item.record not in new:
                            self._take_back(item)
                    if self._items:
                        self._steps.put(self._items, undone=not undone)
                        return True
            return False

    # what is below

    def place(self, record: RecordId, *, hidden: bool = False) -> tuple[int, str]:
        """The number and kind of a record of a known kind.

        Raises:
            Unknown: it is not here, or is deleted and ``hidden`` is false.
        """
        found = self._log.record(record)
        known = found is not None and found[1] in KINDS
        if found is not None and known and (hidden or not self._presence.is_gone(found[0])):
            return found
        raise Unknown(_("There is no record “{record}” here, or it was deleted.", record=str(record)[:80]))

    def _heads(self, number: int, kind: str, cell: Cell) -> list[Head]:
        return self._log.heads(number, self._log.slot(kind, cell.field, cell.language))

    def _with_parts(self, record: RecordId) -> list[tuple[int, RecordId, str]]:
        found: dict[RecordId, tuple[int, RecordId, str]] = {}
        number, kind = self.place(record)
        waiting = [(number, record, kind)]
        while waiting:
            number, part, kind = waiting.pop()
            if part in found:
                continue
            found[part] = (number, part, kind)
            for child, field in children_of(kind):
                sql = f'select n, id from {self._state.table(child).name} where "{field.name}" = ?'
                waiting += [(n, id_, child.kind_name) for n, id_ in self._store.rows(sql, part)]
        return list(found.values())

    def _set_presence(self, number: int, record: RecordId, kind: str, value: str) -> None:
        cell = Cell(DELETED, "", value)
        self._overwrite(number, record, kind, cell, self._heads(number, kind, cell))

    def _overwrite(self, number: int, record: RecordId, kind: str, cell: Cell, heads: Sequence[Head]) -> None:
        before = [(head.id.hex(), head.value) for head in heads if head.value is not None]
        made = self._append(number, record, kind, cell, [head.id for head in heads])
        self._show(number, record, kind, cell)
        nothing = [("", default_text(KINDS[kind], cell.field))]
        item = Item(record, cell.field, cell.language, before or nothing, [(made.id.hex(), cell.value)])
        self._note(number, record, kind, item)

    def _show(self, number: int, record: RecordId, kind: str, cell: Cell) -> None:
        """Bring the record's row in step with a cell that was written."""
        if cell.field != DELETED:
            shown = self._heads(number, kind, cell)[0].value
            self._state.set(KINDS[kind], number, cell.field, cell.language, shown or NULL)
        elif self._presence.settle(number, kind):
            self._state.remove(KINDS[kind], number)
        else:
            self._state.refresh(str(number), [KINDS[kind]])

    def _take_back(self, item: Item) -> None:
        """Write what was there before a step, but only over what that step itself wrote."""
        place = self._log.record(item.record)
        if place is None or place[1] not in KINDS:
            return
        number, kind = place
        cell = Cell(item.field, item.language, NULL)
        heads = self._heads(number, kind, cell)
        written = {id_ for id_, _value in item.after}
        ours = [head.id for head in heads if item.adds or head.id.hex() in written]
        overwritten = not ours and not item.adds
        if overwritten or (item.field != DELETED and self._presence.is_gone(number)):
            return
        back: dict[str, str] = {}
        for value in reversed(dict.fromkeys(value for _id, value in item.before)):
            said = self._again(number, kind, value) if item.field == DELETED else value
            back[value] = self._append(number, item.record, kind, cell._replace(value=said), ours).id.hex()
        for id_, value in item.before:
            if id_:
                self._steps.stand_in(id_, back[value])
        self._show(number, item.record, kind, cell)
        done = [(back[value], value) for value in dict.fromkeys(value for _id, value in item.before)]
        self._note(number, item.record, kind, Item(item.record, item.field, item.language, item.after, done))

    def _again(self, number: int, kind: str, value: str) -> str:
        """What deletes or restores again: a deletion sees what it saw, and what was written here since."""
        said = presence.read(value)
        if said is None:
            return NULL
        own = set(self._log.other_heads(number, kind, site=self.author.site))
        saw = [head for head in self._log.other_heads(number, kind) if head in own or head.hex() in said.saw]
        return presence.deletion(saw, said.root)

    def _append(self, number: int, record: RecordId, kind: str, cell: Cell, parents: Iterable[bytes]) -> Change:
        made = self._make(record, kind, cell, parents)
        self._take(number, made)
        return made

    def _take(self, number: int, change: Change) -> None:
        self._log.append(number, self._log.slot(change.kind, change.field, change.language), change)
        self._counters.count([change.id])

    def _make(self, record: RecordId, kind: str, cell: Cell, parents: Iterable[bytes]) -> Change:
        if self._counters.seq == 0 and self.author.city and kind != site.KIND:
            self._introduce_site()
        seq, at = self._counters.stamp()
        return write(
            kind, record, cell.field, cell.language, cell.value,
            author=self.author.name, site=self.author.site, seq=seq, at=at, parents=parents,
        )  # fmt: skip

    def _introduce_site(self) -> None:
        """Say once, in the log, for which city this site writes."""
        cell = Cell("city", "", canonical(self.author.city))
        made = self._make(self.author.site, site.KIND, cell, ())
        self._take(self._log.new_record(self.author.site, site.KIND, made.at), made)

    def _note(self, number: int, record: RecordId, kind: str, item: Item) -> None:
        self._items.append(item)
        self._touched[record] = kind
        self._counters.stale.add(number)
