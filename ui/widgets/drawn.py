"""The model of a list of tens of thousands: only its keys are at hand, and rows are made when they are looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QModelIndex

from ui.widgets.models import Row, RowModel

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ui.widgets.models import Index

_AT_ONCE: Final = 100
"""Rows that are made together: a page of them, or, while a beginning is typed, one read of the file after the other."""


class DrawnModel(RowModel):
    """Rows by their keys. It has no filter."""

    def __init__(self, draw: Callable[[Sequence[str]], list[Row]], parent: Any = None) -> None:
        """Make it. ``draw`` makes the rows of some keys, in their order."""
        super().__init__(parent)
        self._draw = draw
        self._keys: Sequence[str] = ()
        self._places: dict[str, int] = {}
        self._drawn: dict[str, Row] = {}

    def show_keys(self, keys: Sequence[str]) -> None:
        """Have rows for these keys, each once. Those that stay keep their selection, and are made anew when looked at;
        meanwhile rows may be asked for that go.
        """
        old, keys = list(self._keys), list(keys)
        self._drawn.clear()
        head = _common(old, keys)
        tail = min(_common(old[::-1], keys[::-1]), len(old) - head, len(keys) - head)
        gone, come = len(old) - tail, len(keys) - tail
        if gone > head:
            self.beginRemoveRows(QModelIndex(), head, gone - 1)
            self._take(old[:head] + old[gone:])
            self.endRemoveRows()
        if come > head:
            self.beginInsertRows(QModelIndex(), head, come - 1)
            self._take(keys)
            self.endInsertRows()
        if keys:
            self.dataChanged.emit(self.index(0), self.index(len(keys) - 1))

    def _take(self, keys: Sequence[str]) -> None:
        self._keys = keys
        self._places = {key: number for number, key in enumerate(keys)}

    def row_of(self, key: str) -> int:
        return self._places.get(key, -1)

    def at(self, number: int) -> Row:
        key = self._keys[number]
        found = self._drawn.get(key)
        if found is None:
            first = number - number % _AT_ONCE
            made = self._draw(self._keys[first : first + _AT_ONCE])
            self._drawn |= {row.key: row for row in made}
            found = self._drawn[key]
        return found

    @property
    def keys(self) -> list[str]:
        return list(self._keys)

    @property
    def total(self) -> int:
        return len(self._keys)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._keys)


def _common(one: list[str], other: list[str]) -> int:
    """How many keys are the same from the beginning."""
    return next((number for number, (mine, yours) in enumerate(zip(one, other, strict=False)) if mine != yours),
                min(len(one), len(other)))  # fmt: skip
