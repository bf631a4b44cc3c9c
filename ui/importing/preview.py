"""The second step's table: what each row of the list would become, with every doubtful cell marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFont

from desktop_app.exchange.sheet import Fate, Place, row_name
from desktop_app.language import _, list_mark, window_language
from desktop_app.records import KINDS
from desktop_app.records.types import Code
from ui.importing.legend import Mark, ground_of
from ui.look.tokens import colours
from ui.words.reading import figures, value_shown
from ui.words.say import plain_tip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop_app.exchange.sheet import Cell, Held, Line, SheetPlan
    from desktop_app.language import Message

Index = QModelIndex | QPersistentModelIndex


class Preview(QAbstractTableModel):
    """A row for each line of the plan: what becomes of it, then its cells by slot."""

    typed = Signal(object, str)
    """A `Place`, and the text that the person wants there."""

    def __init__(self, plan: SheetPlan) -> None:
        super().__init__()
        self.plan = plan
        self.slots = self._find_slots()

    def show(self, plan: SheetPlan) -> None:
        """Show another plan of the same list; selection and place stay where the lines are the same."""
        same = len(plan.lines) == len(self.plan.lines)
        slots, self.plan = self.slots, plan
        if same and self._find_slots() == slots:
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))
            return
        self.beginResetModel()
        self.slots = self._find_slots()
        self.endResetModel()

    def _find_slots(self) -> list[str]:
        """The slots in which any line says something, in the order of the target."""
        used = {slot for line in self.plan.lines for slot in line.cells}
        return [key for key in self.plan.mapping.target.slots if key in used]

    # what stands where

    def line(self, index: Index) -> Line:
        """The line of a row."""
        return self.plan.lines[index.row()]

    def cell(self, index: Index) -> Cell | None:
        """The cell at a place; ``None`` for the first column and for what is empty."""
        return None if index.column() == 0 else self.line(index).cells.get(self.slots[index.column() - 1])

    def place(self, index: Index) -> Place:
        """Where in the plan an index is."""
        line = self.line(index)
        return Place(line.row, "" if index.column() == 0 else self.slots[index.column() - 1], line.part)

    def remarks(self, index: Index) -> list[Message]:
        """Why somebody should look at a cell, or at a line in its first column."""
        place = self.place(index)
        return [remark.sentence for remark in self.plan.remarks_on(self.line(index)) if remark.place == place]

    def told(self, index: Index) -> list[Message]:
        """All that is to be said of a cell, or of a line in its first column: what needs no look, too."""
        held = self.held(index)
        if index.column() == 0:
            return [*self.line(index).told, *self.remarks(index), *self._repeated_in(self.line(index))]
        said = self.remarks(index)
        if held is not None and not said:
            cell = self.cell(index)
            said = [held.sentence(None if cell is None else cell.value)]
        row = self.plan.repeated(self.line(index), self.slots[index.column() - 1])
        if row is None:
            return said
        return [_("This cell is empty in the list and means the same as in row {row}.", row=row_name(row)), *said]

    def _repeated_in(self, line: Line) -> Iterator[Message]:
        """Which cells of a line are taken from the rows above."""
        repeated = [slot for slot in self.slots if self.plan.repeated(line, slot) is not None]
        if repeated:
            labels = [str(self.headerData(self.slots.index(slot) + 1, Qt.Orientation.Horizontal)) for slot in repeated]
            yield _("Taken from the rows above: {fields}.", fields=list_mark(window_language()).join(labels))

    def held(self, index: Index) -> Held | None:
        """What the workspace says in the place of a cell."""
        cell = self.cell(index)
        return None if cell is None else cell.held

    def refused(self, index: Index) -> bool:
        """Whether the cell has to be corrected."""
        if index.column() == 0:
            return bool(self.line(index).refusals)
        cell = self.cell(index)
        return cell is not None and cell.refusal is not None and self.line(index).fate is not Fate.LEFT_OUT

    def marked(self) -> Iterator[QModelIndex]:
        """The cells that have to be corrected, in order; where there are none, those that are worth a look."""
        columns = {slot: number for number, slot in enumerate(self.slots, 1)}
        for number, line in enumerate(self.plan.lines):
            for remark in self.plan.remarks_on(line):
                if remark.refused or not self.plan.refusals:
                    yield self.index(number, columns.get(remark.place.slot, 0))

    def marks(self) -> set[Mark]:
        """Which sorts of marks there are in the table."""
        marks = {Mark.REFUSED} if self.plan.refusals else set()
        marks |= {Mark.DOUBTFUL} if self.plan.doubts else set()
        marks |= {Mark.REPLACES} if self.plan.edits else set()
        return marks | {Mark.AS_IT_IS for line in self.plan.lines if line.fate in (Fate.KNOWN, Fate.LEFT_OUT)}

    def _differs(self, line: Line) -> bool:
        return any(remark.differs for remark in self.plan.remarks_on(line))

    def can_be_empty(self, index: Index) -> bool:
        """Whether a cell that has to be corrected may be left empty instead."""
        cell = self.cell(index)
        field = None if cell is None else self.plan.mapping.target.slots[self.place(index).slot].field
        return self.refused(index) and field is not None and not field.required

    # for Qt

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.plan.lines)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.slots) + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.line(index)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            text = self._text(index, editing=role == Qt.ItemDataRole.EditRole)
            return figures(text) if role == Qt.ItemDataRole.DisplayRole else text
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._ink(index)
        if role == Qt.ItemDataRole.FontRole and line.fate is Fate.LEFT_OUT:
            font = QFont()
            font.setStrikeOut(index.column() > 0)
            return font
        if role == Qt.ItemDataRole.BackgroundRole:
            return self._ground(index)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            told = " ".join(map(str, self.told(index)))
            return plain_tip(told) if role == Qt.ItemDataRole.ToolTipRole else told
        return None

    def _text(self, index: Index, *, editing: bool) -> str:
        if index.column() == 0 and self.line(index).fate is Fate.KNOWN and self._differs(self.line(index)):
            return str(_("already known, differs"))
        if index.column() == 0:
            return str(_FATES[self.line(index).fate])
        cell = self.cell(index)
        if cell is None:
            return ""
        field = self.plan.mapping.target.slots[self.slots[index.column() - 1]].field
        if editing or field is None or cell.value is None or field.translated:
            return " ".join(cell.text.split())
        return value_shown(field, cell.value) or " ".join(cell.text.split())

    def _ground(self, index: Index) -> QColor | None:
        if self.refused(index):
            return ground_of(Mark.REFUSED)
        held = self.held(index)
        if held is not None and held.replaced:
            return ground_of(Mark.REPLACES)
        return ground_of(Mark.DOUBTFUL) if self.remarks(index) else None

    def _ink(self, index: Index) -> QColor | None:
        """Grey for what changes nothing."""
        line, held = self.line(index), self.held(index)
        if line.fate is Fate.ADDED or (held is not None and (held.replaced or self.remarks(index))):
            return None
        return colours().muted

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return str(self.plan.lines[section].row + 1)
        if section == 0:
            return str(_("Becomes"))
        slot = self.plan.mapping.target.slots[self.slots[section - 1]]
        own = slot.kind == "organisation" and len(self.plan.mapping.target.kinds) > 1
        return str(_("{label}: {value}", label=KINDS[slot.kind].one, value=slot.label) if own else slot.label)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() > 0 else flags

    def vocabulary(self, index: Index) -> str:
        """The vocabulary of which a cell takes one code; empty where it takes anything else."""
        field = None if index.column() == 0 else self.plan.mapping.target.slots[self.place(index).slot].field
        return field.type.vocabulary if field is not None and isinstance(field.type, Code) else ""

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or str(value) == self._text(index, editing=True):
            return False
        self.typed.emit(self.place(index), str(value))
        return True


_FATES = {
    Fate.ADDED: _("new"),
    Fate.KNOWN: _("already known"),
    Fate.CHANGED: _("changed"),
    Fate.LEFT_OUT: _("left out"),
}
