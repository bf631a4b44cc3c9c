"""The place of a new record in its list, where nobody chose one: at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.records.position import between
from desktop_app.records.types import Position

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop_app.records import Field, Record
    from desktop_app.workspace.current.state import State
    from desktop_app.workspace.file.store import Store


class Places:
    """Gives out places at the ends of lists; one of these lives as long as one step, and remembers what it gave."""

    def __init__(self, store: Store, state: State) -> None:
        self._store = store
        self._state = state
        self._last: dict[tuple[str, object], str] = {}

    def placed(self, kind: type[Record], values: Mapping[str, object]) -> Mapping[str, object]:
        """The values, with a place at the end of its list where the kind has one and none was chosen."""
        where = next((field for field in kind.fields.values() if isinstance(field.type, Position)), None)
        whole = next((field for field in kind.fields.values() if field.part_of), None)
        if where is None or whole is None or values.get(where.name):
            return values
        of = values.get(whole.name)
        last = self._last.get((kind.kind_name, of))
        if last is None:
            last = self._last_kept(kind, where, whole, of)
        self._last[kind.kind_name, of] = place = between(last)
        return {**values, where.name: place}

    def _last_kept(self, kind: type[Record], where: Field, whole: Field, of: object) -> str:
        sql = f'select max("{where.name}") from {self._state.table(kind).name} where "{whole.name}" = ?'
        return str(self._store.value(sql, str(of)) or "")
