"""The rows of minutes as a table: kind, entry, owner or speaker, due date or votes."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Final, TypeAlias

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from desktop_app.language import Message, _, window_language
from desktop_app.records import vocabulary
from ui.minutes.rows import Part, Row
from ui.words import dates

if TYPE_CHECKING:
    from datetime import date

    from ui.minutes.outline import Outline

Index: TypeAlias = QModelIndex | QPersistentModelIndex

ROW: Final = Qt.ItemDataRole.UserRole + 1
"""The role that gives the `Row` itself."""


class Column(IntEnum):
    """The columns; the last two are drawn under the entry, and are here for whoever listens to the table."""

    KIND = 0
    TEXT = 1
    WHO = 2
    WHEN = 3


_HEADINGS: Final[dict[Column, Message]] = {
    Column.KIND: _("Kind"),
    Column.TEXT: _("Entry"),
    Column.WHO: _("Owner or speaker"),
    Column.WHEN: _("Due date or votes"),
}


class MinutesModel(QAbstractTableModel):
    """A table over an `Outline`; `sync` takes over what changed in it, touching as few rows as it can."""

    def __init__(self, outline: Outline, on: date) -> None:
        super().__init__()
        self._outline = outline
        self._rows = list(outline.rows)
        self._on = on

    def row(self, at: int) -> Row:
        """The row at a place."""
        return self._rows[at]

    @property
    def rows(self) -> list[Row]:
        """All rows as they are shown now; not to be changed."""
        return self._rows

    @property
    def on(self) -> date:
        """The day that decides what is overdue."""
        return self._on

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._said(row, Column(index.column()))
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:  # fmt: skip
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return str(_HEADINGS[Column(section)])
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled

    def _said(self, row: Row, column: Column) -> str:
        """A cell as it is read aloud."""
        if column is Column.KIND:
            return kind_label(row)
        if column is Column.TEXT:
            return row.text
        if column is Column.WHO:
            return row.who_name
        if row.votes is not None:
            return str(votes_said(row.votes))
        return str(due_said(row, self._on)) if row.due else ""

    def sync(self) -> None:
        """Take over the outline's rows: those that are gone, those that are new, those that read differently."""
        old, new = self._rows, self._outline.rows
        shortest = min(len(old), len(new))
        head = 0
        while head < shortest and _same(old[head], new[head]):
            head += 1
        tail = 0
        while tail < shortest - head and _same(old[-1 - tail], new[-1 - tail]):
            tail += 1
        if len(old) > head + tail:
            self.beginRemoveRows(QModelIndex(), head, len(old) - tail - 1)
            del old[head : len(old) - tail]
            self.endRemoveRows()
        if len(new) > head + tail:
            self.beginInsertRows(QModelIndex(), head, len(new) - tail - 1)
            old[head:head] = new[head : len(new) - tail]
            self.endInsertRows()
        for at, row in enumerate(new):
            if old[at] is not row and old[at] != row:
                old[at] = row
                self.dataChanged.emit(self.index(at, 0), self.index(at, len(Column) - 1))


def _same(one: Row, other: Row) -> bool:
    return one is other or one.key == other.key


def kind_label(row: Row) -> str:
    """What a row is, in the window's language."""
    if row.part is Part.ITEM:
        return str(_("Agenda item {number}", number=row.number))
    if row.part is Part.CONCLUSION:
        return str(_("Conclusion"))
    return vocabulary("entry_kind").label(row.kind, window_language())


def votes_said(votes: tuple[int, int, int]) -> Message:
    """The votes on a decision."""
    return _("{for_} for, {against} against, {abstaining} abstaining", for_=votes[0], against=votes[1],
             abstaining=votes[2])  # fmt: skip


def due_said(row: Row, on: date) -> Message:
    """When an action is due, and whether that has passed."""
    day = dates.short(row.due)
    return _("{day} · overdue", day=day) if row.is_overdue(on) else _("{day}", day=day)
