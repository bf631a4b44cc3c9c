"""The pen: one change of our own, into the log and with it into the state, within a transaction."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from desktop_app.errors import InvalidValue, Unknown
from desktop_app.language import _
from desktop_app.records import KINDS
from desktop_app.workspace.changes import site
from desktop_app.workspace.changes.change import DELETED, PARENT_LIMIT, Change, canonical, write
from desktop_app.workspace.writing.cells import NULL, Cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop_app.records import Record, RecordId
    from desktop_app.workspace.changes.aside import Aside
    from desktop_app.workspace.changes.log import Head, Log, Place
    from desktop_app.workspace.changes.presence import Presence
    from desktop_app.workspace.current.columns import Kept
    from desktop_app.workspace.current.state import State
    from desktop_app.workspace.file.counters import Counters
    from desktop_app.workspace.kept.erasing import Erasing


class Pen:
    """Writes changes of our own, one cell at a time, and keeps state and presence in step with them."""

    def __init__(
        self, log: Log, state: State, presence: Presence, counters: Counters, erasing: Erasing, aside: Aside
    ) -> None:
        self.log = log
        self.aside = aside
        self.state = state
        self.presence = presence
        self._counters = counters
        self._erasing = erasing
        self.author = site.Author("", "", "")

    def place(self, record: RecordId, *, hidden: bool = False) -> Place:
        """Where a record of a known kind is kept.

        Raises:
            Unknown: it is not here, or is deleted and ``hidden`` is false.
        """
        found = self.log.record(record)
        if found is None or found.kind not in KINDS or not (hidden or not self.presence.is_gone(found.number)):
            raise Unknown(_("There is no record “{record}” here, or it was deleted.", record=str(record)[:80]))
        return found

    def heads(self, place: Place, field: str, language: str) -> list[Head]:
        """The heads of a cell, the one that is shown first."""
        return self.log.heads(place.number, self.log.slot(place.kind, field, language))

    def write(self, place: Place, cell: Cell, parents: Iterable[bytes]) -> Change:
        """Write a cell of a record that is here."""
        made = self._make(place.id, place.kind, cell, parents)
        self._take(place.number, made)
        self._show(place, cell)
        if made.at < place.born:
            self.log.was_born(place, made.at)
            self.state.refresh(f"(select * from record where n = {place.number})", [KINDS[place.kind]])
        self._counters.stale.add(place.number)
        return made

    def write_beside(self, place: Place, written: Iterable[tuple[Cell, Iterable[bytes]]]) -> None:
        """Write values of one cell that stand side by side, each with its parents. The cell is to be settled after."""
        made = [self._make(place.id, place.kind, cell, parents) for cell, parents in written]
        self.log.append_all(place.number, self.log.slot(place.kind, made[0].field, made[0].language), made)
        self._counters.count(change.id for change in made)
        self._counters.stale.add(place.number)

    def write_new(self, record: Record, cells: Sequence[Cell]) -> None:
        """Write a record that is not here yet."""
        made = self.changes_of_new(record, cells)
        number = self.log.new_record(record.id, record.kind_name, made[0].at)
        for change in made:
            self._take(number, change)
        self.state.put(type(record), number, record.id, made[0].at, self._held(type(record), cells))
        self._counters.stale.add(number)

    def changes_of_new(self, record: Record, cells: Sequence[Cell]) -> list[Change]:
        """The changes that write a new record, not yet in the log."""
        return [self._make(record.id, record.kind_name, cell, ()) for cell in cells]

    def _held(self, kind: type[Record], cells: Iterable[Cell]) -> dict[str, Kept]:
        table = self.state.table(kind)
        held: dict[str, Kept] = {}
        for cell in cells:
            column = table.column(cell.field)
            assert column is not None
            if column.by_language:
                held[cell.field] = column.holds_in(held.get(cell.field), cell.language, cell.value)
            else:
                held[cell.field] = column.holds(cell.value)
        return held

    def _show(self, place: Place, cell: Cell) -> None:
        """Bring the record's row in step with a cell that was written, and the parts that come or go with it."""
        if cell.field != DELETED:
            shown = self.heads(place, cell.field, cell.language)[0].value
            self.state.set(KINDS[place.kind], place.number, cell.field, cell.language, shown or NULL)
        if cell.field == DELETED or self.presence.is_staying(place.number):
            parts = self.presence.settle(place.number)
            self._counters.stale.update(parts)
            places = [place, *map(self.log.numbered, parts)]
            numbers = ", ".join(str(one.number) for one in places)
            kinds = {KINDS[one.kind] for one in places if one.kind in KINDS}
            self.state.refresh(f"(select * from record where n in ({numbers}))", kinds)

    def _take(self, number: int, change: Change) -> None:
        self.log.append(number, self.log.slot(change.kind, change.field, change.language), change)
        self._counters.count([change.id])

    def _make(self, record: RecordId, kind: str, cell: Cell, parents: Iterable[bytes]) -> Change:
        if self._counters.seq == 0 and self.author.city and kind != site.KIND:
            self._introduce_site()
        spares = self._spares(record, kind, cell) if self._erasing.is_about(record) else ()
        parents = islice((*spares, *parents), PARENT_LIMIT)  # of more heads the rest stays beside what is written
        seq, at = self._counters.stamp()
        return write(
            kind, record, cell.field, cell.language, cell.value,
            author=self.author.name, site=self.author.site, seq=seq, at=at, parents=parents,
        )  # fmt: skip

    def _spares(self, record: RecordId, kind: str, cell: Cell) -> list[bytes]:
        """The changes that a new one has to name so that no erasure takes its value away."""
        place = self.log.record(record)
        slot = self.log.slot(kind, cell.field, cell.language)
        here = set() if place is None else self.log.ids(place.number, slot)
        spares = self._erasing.spares_for(record, cell.field, cell.language, here)
        if spares is None:
            raise InvalidValue(
                _("This was erased, and nothing can be written there again. Add a new record instead."), cell.field
            )
        return spares

    def _introduce_site(self) -> None:
        """Say once, in the log, for which city this site writes."""
        cell = Cell("city", "", canonical(self.author.city))
        made = self._make(self.author.site, site.KIND, cell, ())
        self._take(self.log.new_record(self.author.site, site.KIND, made.at), made)
