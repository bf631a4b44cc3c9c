"""The table under the minutes: rows as high as their text, and where in the viewport everything stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QStyle, QTableView

from ui.look.tokens import u
from ui.minutes.delegate import MinutesDelegate
from ui.minutes.editor import RowEditor
from ui.minutes.measures import Measures, Places
from ui.minutes.model import Column, MinutesModel

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtGui import QResizeEvent, QShowEvent

    from ui.minutes.outline import Outline
    from ui.minutes.rows import Key, Row


class MinutesTable(QTableView):
    """Rows, the editor that stands on one of them, and their places. `ui.minutes.view` gives it its life."""

    def __init__(self, outline: Outline, on: date) -> None:
        super().__init__()
        self.on: Final = on
        """The day that decides what is overdue."""
        self.table: Final = MinutesModel(outline, on)
        self.editor: Final = RowEditor()
        self.field_rect = QRect()
        """Where the editor of an open field stands, in the viewport."""
        self._key: Key | None = None
        self._measures = Measures(self.font(), 600, on)
        self._paint: Final = MinutesDelegate(self._measures, on)
        self._arrange_table()
        self.table.rowsInserted.connect(lambda _parent, first, last: self._fit(first, last))
        self.table.dataChanged.connect(lambda first, last: self._fit(first.row(), last.row()))
        self.editor.resized.connect(self._grow)
        self.editor.entered_or_left.connect(self._tell_focus)

    def _arrange_table(self) -> None:
        self.setModel(self.table)
        self.setItemDelegate(self._paint)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrap(False)
        self.verticalScrollBar().setSingleStep(u(8))
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setMinimumSectionSize(0)
            header.hide()
        for column in (Column.WHO, Column.WHEN):
            self.setColumnHidden(column, True)  # noqa: FBT003
        self.editor.setParent(self.viewport())
        self.editor.hide()
        self.setFocusProxy(self.editor)
        self.viewport().setMouseTracking(True)

    # the current row

    @property
    def at(self) -> int:
        """Where the current row stands; -1 where there is none."""
        if self._key is None:
            return -1
        if 0 <= self._paint.edited < len(self.table.rows) and self.table.row(self._paint.edited).key == self._key:
            return self._paint.edited
        part, record = self._key
        rows = self.table.rows
        return next((at for at, row in enumerate(rows) if row.record == record and row.part is part), -1)

    @property
    def row(self) -> Row | None:
        """The current row as the log has it."""
        at = self.at
        return self.table.row(at) if at >= 0 else None

    def dress(self, row: Row) -> None:
        """Make the editor look like the row."""
        font, pitch = self._measures.font_of(row)
        self.editor.dress(font, pitch, self._measures.lead_in(row), one_line=row.is_title)

    # measures

    def _fit(self, first: int, last: int) -> None:
        """Give rows the height that their text needs."""
        header = self.verticalHeader()
        for at in range(first, last + 1):
            row = self.table.row(at)
            current = row.key == self._key and self.editor.isVisibleTo(self.viewport())
            text = self.editor.text_height() if current else 0
            wanted = self._measures.row_height(row, text_height=text, opened=current and self._paint.field is not None)
            if header.sectionSize(at) != wanted:
                header.resizeSection(at, wanted)

    def _tell_focus(self) -> None:
        self._paint.focused = self.editor.hasFocus() or self._paint.field is not None
        self.viewport().update()

    def _grow(self) -> None:
        at = self.at
        if at >= 0 and self._paint.edited == at:
            self._fit(at, at)
            self.place()
            self.reveal()

    def _measure(self) -> None:
        """Measure everything again: another width, another font."""
        if not self.isVisible():
            return  # heights of thousands of rows are worth waiting for the right width
        width = self.width() - self.verticalScrollBar().sizeHint().width()
        if (self._measures.width, self._measures.given) == (width, self.font()):
            return
        self._measures = self._paint.measures = Measures(self.font(), width, self.on)
        self._paint.left = self._left
        self.horizontalHeader().resizeSection(Column.KIND, self._measures.text_left)
        self.horizontalHeader().resizeSection(Column.TEXT, width - self._measures.text_left)
        if (row := self.row) is not None:
            self.dress(row)
            self.place()
        self.setUpdatesEnabled(False)
        self._fit(0, len(self.table.rows) - 1)
        self.setUpdatesEnabled(True)
        self.place()

    def measure_again(self) -> None:
        """Forget all measures: words are longer, or begin at the other side."""
        self._measures = self._paint.measures = Measures(self.font(), 0, self.on)
        self._measure()

    @property
    def _left(self) -> int:
        """Where rows begin in the viewport. They are narrower than it while there is no scroll bar, whose room they
        leave at the far side, so that nothing moves when it comes."""
        return self.viewport().width() - self._measures.width if self.isRightToLeft() else 0

    @property
    def paint_delegate(self) -> MinutesDelegate:
        """What draws the rows."""
        return self._paint

    @property
    def field(self) -> Column | None:
        """The field beside the text that is being edited."""
        return self._paint.field

    @field.setter
    def field(self, column: Column | None) -> None:
        self._paint.field = column
        if self.at >= 0:
            self._fit(self.at, self.at)
            self.place()
            self.viewport().update()

    def places(self, at: int) -> Places:
        """The rectangles of a row, from its own upper left corner, as for left to right."""
        opened = at == self._paint.edited and self._paint.field is not None
        return self._measures.places(self.table.row(at), self.rowHeight(at), opened=opened)

    def placed(self, at: int, rect: QRect) -> QRect:
        """A rectangle of a row in the viewport, on the side where the window has it."""
        whole = QRect(self._left, self.rowViewportPosition(at), self._measures.width, self.rowHeight(at))
        return QStyle.visualRect(self.layoutDirection(), whole, rect.translated(whole.topLeft()))

    def place(self) -> None:
        """Put the editor where its row is."""
        at = self.at
        if at < 0:
            return
        self.editor.setGeometry(self.placed(at, self.places(at).text))
        self.field_rect = self.placed(at, self.places(at).details)

    def reveal(self) -> None:
        """Scroll so that the line of the caret, and what belongs to it, can be seen."""
        at = self.at
        if at < 0:
            return
        caret = self.editor.cursorRect().translated(self.editor.pos())
        self._scroll_to(caret.top() - u(4), caret.bottom() + u(9))

    def reveal_field(self) -> None:
        """Scroll so that the open field can be seen."""
        self._scroll_to(self.field_rect.top(), self.field_rect.bottom() + u(2))

    def _scroll_to(self, top: int, bottom: int) -> None:
        bar = self.verticalScrollBar()
        if top < 0:
            bar.setValue(bar.value() + top)
        elif bottom > self.viewport().height():
            bar.setValue(bar.value() + bottom - self.viewport().height())

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._measure()

    def updateGeometries(self) -> None:
        super().updateGeometries()
        if hasattr(self, "_paint"):
            self._paint.left = self._left
            self.place()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self.place()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if not hasattr(self, "_paint"):
            return
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self.measure_again()
        elif event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._measure()
