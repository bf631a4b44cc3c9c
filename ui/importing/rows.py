"""The second step of the wizard: the table, why a cell of it is marked, and what can be done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QModelIndex, QTimer
from PySide6.QtWidgets import QAbstractItemView, QBoxLayout, QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from desktop_app.exchange.sheet import Corrections, Fate
from desktop_app.language import _, plural
from ui.importing.cells import CellEditors
from ui.importing.legend import Legend
from ui.importing.preview import Preview
from ui.look.tokens import LARGE, u
from ui.widgets import parts
from ui.words.say import say

if TYPE_CHECKING:
    from desktop_app.exchange.sheet import Place, SheetPlan

_WIDEST: Final = 46
"""Units of width that a column of the preview gets at most, until somebody widens it."""


class Corrector(Protocol):
    """Whoever looks at the list again with other corrections."""

    corrections: Corrections

    @property
    def scale_percent(self) -> int:
        """How large the text is."""

    def correct(self, corrections: Corrections) -> None:
        """Use other corrections, and look at the list again."""


class Rows(QWidget):
    """The table, and below it why the current cell is marked, with what can be done about it."""

    def __init__(self, wizard: Corrector) -> None:
        super().__init__()
        self._wizard = wizard
        self.model: Preview | None = None
        self.table = QTableView()
        say(self.table.setAccessibleName, _("What the list will become"))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setAlternatingRowColors(False)
        self.table.setWordWrap(False)
        self.table.setItemDelegate(CellEditors(self.table))
        self.table.verticalHeader().setDefaultSectionSize(u(8))
        self.table.horizontalHeader().setHighlightSections(False)
        self._why = parts.label(wrap=True)
        self.legend = Legend()
        self.take_all = parts.button(_("Take what the list says"), self._take_all)
        self.next = parts.button(_("Next doubtful cell"), self.go_to_next, icon="arrow-down")
        self.take = parts.button(_("Take what the list says"), self._take, icon="check")
        self.fine = parts.button(_("It is correct"), self._accept, icon="check")
        self.empty = parts.button(_("Leave the cell empty"), self._leave_empty, icon="x")
        self.leave = parts.button(_("Leave the row out"), self._leave, icon="x")
        self._lay_out(is_large=wizard.scale_percent > LARGE)

    def _lay_out(self, *, is_large: bool) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(u(6), 0, u(6), 0)
        head.addWidget(self.legend, 1)
        head.addWidget(self.take_all)
        foot = QBoxLayout(QBoxLayout.Direction.TopToBottom if is_large else QBoxLayout.Direction.LeftToRight)
        foot.setContentsMargins(u(6), u(1), u(6), u(1))
        foot.setSpacing(u(2))
        foot.addWidget(self._why, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(u(2))
        for button in (self.take, self.fine, self.empty, self.leave, self.next):
            buttons.addWidget(button)
        foot.addLayout(buttons)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(u(1))
        page.addLayout(head)
        page.addWidget(self.table, 1)
        page.addLayout(foot)

    @property
    def plan(self) -> SheetPlan | None:
        """The plan that is shown."""
        return None if self.model is None else self.model.plan

    def show_plan(self, plan: SheetPlan) -> None:
        """Show what the list would become."""
        if self.model is None:
            self.model = Preview(plan)
            self.model.typed.connect(self._typed)
            self.table.setModel(self.model)
            self.table.selectionModel().currentChanged.connect(lambda _now, _before: self._explain())
            self._fit()
            QTimer.singleShot(0, self, self.go_to_next)
        else:
            self.model.show(plan)
        self.legend.show_marks(self.model.marks())
        self.take_all.setVisible(len(plan.differences) > 1)
        say(self.take_all.setText, plural("Take the {n} value that differs", "Take all {n} values that differ",
                                          len(plan.differences)))  # fmt: skip
        self._explain()

    def _fit(self) -> None:
        header = self.table.horizontalHeader()
        header.setResizeContentsPrecision(60)
        self.table.resizeColumnsToContents()
        for column in range(header.count()):
            wanted = min(self.table.sizeHintForColumn(column), u(_WIDEST))
            header.resizeSection(column, max(wanted, header.sectionSizeHint(column)))
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)

    # what can be done

    def _explain(self) -> None:
        index = self.table.currentIndex()
        assert self.model is not None
        if not index.isValid():
            return
        told, remarks = self.model.told(index), self.model.remarks(index)
        self._why.setText(" ".join(map(str, told)) or str(_("Nothing is doubtful here. Type to change it.")))
        refused, held = self.model.refused(index), self.model.held(index)
        self.fine.setEnabled(bool(remarks) or (held is not None and held.replaced))
        self.fine.setVisible(not refused)
        say(self.fine.setText, _("It is correct") if held is None else _("Keep what is here"))
        self.take.setVisible(held is not None and not held.replaced)
        self.empty.setVisible(self.model.can_be_empty(index))
        out = self.model.line(index).fate is Fate.LEFT_OUT
        say(self.leave.setText, _("Include the row") if out else _("Leave the row out"))
        say(self.next.setText, _("Next cell to correct") if self.model.plan.refusals else _("Next doubtful cell"))
        self.next.setEnabled(next(self.model.marked(), None) is not None)

    def go_to_next(self) -> None:
        """Go to the next cell that has to be corrected; where there is none, to the next that wants looking at."""
        if self.model is None:
            return
        marked = list(self.model.marked())
        here = self.table.currentIndex()
        at = (here.row(), here.column()) if here.isValid() else (-1, -1)
        following = next((index for index in marked if (index.row(), index.column()) > at), None)
        target = following or (marked[0] if marked else QModelIndex())
        if target.isValid():
            self.table.setCurrentIndex(target)
            self.table.scrollTo(target)
        elif not here.isValid() and self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(0, 1))
        self.table.setFocus()

    def _typed(self, place: Place, text: str) -> None:
        self._wizard.correct(self._wizard.corrections.typing(place, text))

    def _accept(self) -> None:
        assert self.model is not None
        place = self.model.place(self.table.currentIndex())
        self._wizard.correct(self._wizard.corrections.accepting(place))
        self.go_to_next()

    def _take(self) -> None:
        assert self.model is not None
        place = self.model.place(self.table.currentIndex())
        self._wizard.correct(self._wizard.corrections.replacing(place))
        self.go_to_next()

    def _take_all(self) -> None:
        assert self.model is not None
        self._wizard.correct(self._wizard.corrections.replacing(*self.model.plan.differences))

    def _leave_empty(self) -> None:
        assert self.model is not None
        self._typed(self.model.place(self.table.currentIndex()), "")
        self.go_to_next()

    def _leave(self) -> None:
        assert self.model is not None
        line = self.model.line(self.table.currentIndex())
        corrections = self._wizard.corrections
        out = line.fate is Fate.LEFT_OUT
        change = corrections.taking if out else corrections.leaving_out
        self._wizard.correct(change(line.row, line.part))
