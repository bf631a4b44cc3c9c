"""The model of every list in the window: rows with a title, a second line and something at the end."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import msgspec
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from ui.words.say import plain_tip
from ui.words.tidy import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.look.icons import Role

Index = QModelIndex | QPersistentModelIndex

ROW: Final = Qt.ItemDataRole.UserRole
"""The role under which a delegate finds the `Row` itself."""


_LONG: Final = 30
_LONG_END: Final = 12
"""Characters from which on a line, or what stands at its end, may not show whole."""


class Row(msgspec.Struct, frozen=True, dict=True):
    """One row of a list. ``key`` is what it stands for, a record's id in most lists; texts are plain, in one line."""

    key: str
    title: str
    detail: str = ""
    end: str = ""
    tone: Role = "muted"
    """The colour of ``end``."""
    icon: str = ""
    detail_tone: Role = "muted"
    """The colour of ``detail``."""
    means: str = ""
    """What ``end`` says, in words, where it is a bare number."""
    gone: bool = False
    """Whether what it stands for is in force no more: its title is struck through."""

    @cached_property
    def folded(self) -> str:
        """Everything that a filter looks at."""
        return folded(f"{self.title} {self.detail} {self.end}")

    @property
    def said(self) -> str:
        """What a screen reader says."""
        return ", ".join(filter(None, (self.title, self.means or self.end, self.detail)))

    @property
    def tip(self) -> str:
        """What does not show whole, or does not say what it is; ``""`` where all does."""
        end = self.means or (self.end if len(self.end) > _LONG_END else "")
        return "\n".join(filter(None, (*(text for text in (self.title, self.detail) if len(text) > _LONG), end)))


class RowModel(QAbstractListModel):
    """Rows of one list, all at once, of which a filter shows some."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._all: list[Row] = []
        self._shown: list[Row] = []
        self._words: tuple[str, ...] = ()

    # for pages

    def show(self, rows: Sequence[Row]) -> None:
        """Show these rows instead; where few differ, only those change, so that selection and scrolling stay."""
        self._all = list(rows)
        self._replace(self._filtered())

    def filter(self, text: str) -> None:
        """Show the rows that hold every word of the text, however it is accented."""
        self._words = tuple(folded(text).split())
        self._replace(self._filtered())

    def row_of(self, key: str) -> int:
        """Where a key stands among the rows shown; -1 where it does not."""
        return next((number for number, row in enumerate(self._shown) if row.key == key), -1)

    def holds(self, key: str) -> bool:
        """Whether a key stands among all rows, those too that the filter hides."""
        return any(row.key == key for row in self._all)

    def at(self, number: int) -> Row:
        """The row shown at a place."""
        return self._shown[number]

    @property
    def keys(self) -> list[str]:
        """The keys of the rows shown, in order."""
        return [row.key for row in self._shown]

    @property
    def total(self) -> int:
        """How many rows there are without the filter."""
        return len(self._all)

    def _filtered(self) -> list[Row]:
        if not self._words:
            return self._all
        return [row for row in self._all if all(word in row.folded for word in self._words)]

    def _replace(self, rows: list[Row]) -> None:
        old, self_rows = self._shown, rows
        head = _common(old, self_rows)
        tail = min(_common(old[::-1], self_rows[::-1]), len(old) - head, len(self_rows) - head)
        gone, come = len(old) - head - tail, len(self_rows) - head - tail
        same = min(gone, come) if gone == come and _same_keys(old[head:], self_rows[head:], gone) else 0
        if same:
            self._shown = rows
            self.dataChanged.emit(self.index(head), self.index(head + same - 1))
            return
        if gone:
            self.beginRemoveRows(QModelIndex(), head, head + gone - 1)
            self._shown = old[:head] + old[head + gone :]
            self.endRemoveRows()
        if come:
            self.beginInsertRows(QModelIndex(), head, head + come - 1)
            self._shown = rows
            self.endInsertRows()
        self._shown = rows

    # for Qt

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= self.rowCount():
            return None
        row = self.at(index.row())
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.said
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(row.tip) if row.tip else None
        return None


def _common(one: list[Row], other: list[Row]) -> int:
    for number, (mine, yours) in enumerate(zip(one, other, strict=False)):
        if mine != yours:
            return number
    return min(len(one), len(other))


def _same_keys(one: list[Row], other: list[Row], count: int) -> bool:
    return all(one[number].key == other[number].key for number in range(count))
