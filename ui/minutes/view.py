"""Minutes on the screen: a table of rows, and one real editor that stands on the current one.

The editor never belongs to a row: it is moved, filled and emptied. What is typed is written to the log after a short
pause, when the person leaves the row, and before every command. What changes in the log comes back into the
editor as the smallest difference, so that the caret stays; typing that is not written yet is never overwritten.
"""

from __future__ import annotations

import time
from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QRect, Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QStyle, QTableView

from desktop_app.errors import RoundtableError
from desktop_app.language import Message, _
from ui.minutes import writing
from ui.minutes.delegate import MinutesDelegate
from ui.minutes.editor import RowEditor
from ui.minutes.measures import Measures, Places
from ui.minutes.model import Column, MinutesModel, kind_label
from ui.minutes.outline import Outline
from ui.minutes.rows import Key, Part, Row
from ui.tokens import u

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QResizeEvent, QShowEvent

    from desktop_app.records import RecordId
    from desktop_app.workspace import Changed
    from ui.session import Session

SETTLE_MS: Final = 600
_SETTLE_AT_LATEST: Final = 5.0
"""Seconds of typing without a pause after which it is written all the same."""

_PLACEHOLDERS: Final[dict[object, Message]] = {
    Part.ITEM: _("Agenda item"),
    Part.CONCLUSION: _("What was concluded"),
    "note": _("What was said; @ names a speaker"),
    "decision": _("What was decided"),
    "action": _("What has to be done; @ names who does it, “in 2 weeks” until when"),
}


class MinutesView(QTableView):
    """The minutes of one meeting."""

    moved = Signal()
    """Another row is current, or the current one is of another kind."""
    typed = Signal()
    """Somebody typed, or the caret moved, in the current row."""

    def __init__(self, session: Session, meeting: RecordId, *, today: date | None = None) -> None:
        super().__init__()
        self.session: Final = session
        self.outline: Final = Outline(session.workspace, meeting)
        self.on: Final = today or date.today()  # the person's own calendar
        self.table: Final = MinutesModel(self.outline, self.on)
        self.editor: Final = RowEditor()
        self.field_rect = QRect()
        self._key: Key | None = None
        self._unsettled = False
        self._since = 0.0
        self._measures = Measures(self.font(), 600, self.on)
        self._paint: Final = MinutesDelegate(self._measures, self.on)
        self._pause: Final = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._arrange_table()
        self._connect()

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

    def _connect(self) -> None:
        self.table.rowsInserted.connect(lambda _parent, first, last: self._fit(first, last))
        self.table.dataChanged.connect(lambda first, last: self._fit(first.row(), last.row()))
        self.editor.edited.connect(self._typed)
        self.editor.resized.connect(self._grow)
        self.editor.cursorPositionChanged.connect(self.typed)
        self.editor.refused.connect(self.session.warn)
        self._pause.timeout.connect(self.settle)
        self.session.changed.connect(self._hear)
        self.session.retranslated.connect(self._restyle)

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

    def go(self, key: Key, where: int = 1, x: int = -1) -> None:
        """Make a row the current one, the caret at its end (1) or start (-1). Stays where typing is refused."""
        if key != self._key and not self.settled():
            return
        if key != self._key:
            self._drop_empty(key)
        at = self.outline.index(key)
        if at is None:
            return
        self.load(at)
        self.editor.place_caret(where, x)
        self.reveal()
        if not self.editor.hasFocus() and self.isActiveWindow():
            self.editor.setFocus()

    def _drop_empty(self, towards: Key) -> None:
        """Forget a row that was begun and left empty; unless what comes next lies in it."""
        fresh = self.outline.fresh
        if fresh is not None and fresh.key == self._key and fresh.key != towards:
            self.outline.drop_fresh()
            self.table.sync()

    def load(self, at: int) -> None:
        """Put the editor on a row."""
        before, row = self._paint.edited, self.table.row(at)
        self._key, self._paint.edited = row.key, at
        self.dress(row)
        self.editor.set_value(row.text)
        self._unsettled = False
        self.place()
        self.editor.show()
        for changed in {before, at}:
            if 0 <= changed < len(self.table.rows):
                self._fit(changed, changed)
        self.place()
        self.viewport().update()
        self.setCurrentIndex(self.table.index(at, Column.TEXT))
        self.moved.emit()

    def dress(self, row: Row) -> None:
        """Make the editor look like the row, and say what it is."""
        font, pitch = self._measures.font_of(row)
        self.editor.dress(font, pitch, self._measures.lead_in(row), one_line=row.part is Part.ITEM)
        self.editor.setPlaceholderText(str(_PLACEHOLDERS.get(row.kind if row.part is Part.ENTRY else row.part, "")))
        above = self.table.rows[: self._paint.edited + 1]
        heading = next((other for other in reversed(above) if other.part is Part.ITEM), None)
        under = heading.text if heading is not None and row.part is not Part.ITEM else ""
        self.editor.setAccessibleName(", ".join(filter(None, (kind_label(row), under))))

    def clear(self) -> None:
        """Stand on no row."""
        self._key, self._paint.edited, self._unsettled = None, -1, False
        self.editor.hide()
        self.moved.emit()

    # typing

    def _typed(self) -> None:
        row = self.row
        if row is None or writing.same(self.editor.value(), row.text):
            return
        if not self._unsettled:
            self._unsettled, self._since = True, time.monotonic()
            self.session.unsettled(self)
        if time.monotonic() - self._since > _SETTLE_AT_LATEST:
            self.settle()
        else:
            self._pause.start()

    def settle(self) -> None:
        """Write what is typed."""
        self.settled()

    def settled(self) -> bool:
        """Write what is typed; whether nothing is left to write. A refusal is said, and the typing stays."""
        return not self._unsettled or self.row is None or self.write({})

    def write(self, values: Mapping[str, object]) -> bool:
        """Write what is typed together with other fields of the current row, as one step of undo."""
        self._pause.stop()
        row, waiting = self.row, self._unsettled
        if row is None:
            return True
        self._unsettled = False
        try:
            writing.write(self.outline, row, {**writing.typed(row, self.editor.value()), **values})
        except RoundtableError as refused:
            self._unsettled = waiting
            self.session.warn(refused.sentence)
            return False
        return True

    def retire(self) -> None:
        """Write what is typed, and listen no more."""
        self.settle()
        self.session.changed.disconnect(self._hear)
        self.session.retranslated.disconnect(self._restyle)

    def _hear(self, changed: Changed) -> None:
        """Take over what changed in the workspace, whoever changed it."""
        if self.outline.hear(changed):
            self.refresh()

    def refresh(self) -> None:
        """Show what the outline holds now; the editor follows its row."""
        before = self._paint.edited
        self.table.sync()
        if self._key is None:
            return
        at = self.outline.index(self._key)
        if at is None:
            self._lose(before)
            return
        self._paint.edited = at
        row = self.table.row(at)
        self.dress(row)
        if not self._unsettled and not writing.same(self.editor.value(), row.text):
            self.editor.set_value(row.text)
        self._fit(at, at)
        self.place()
        self.viewport().update()
        self.moved.emit()

    def _lose(self, before: int) -> None:
        """The current row is gone: go on above it."""
        self._unsettled = False
        if not self.table.rows:
            self.clear()
            return
        self.load(max(0, min(before, len(self.table.rows)) - 1))
        self.editor.place_caret(1)

    def leave(self, direction: int) -> None:
        """Give the focus to what comes after (1) or before (-1) the minutes."""
        self.editor.setFocus()
        self.editor.focusNextPrevChild(direction > 0)

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
        if (self._measures.width, self._measures.font) == (width, self.font()):
            return
        self._measures = self._paint.measures = Measures(self.font(), width, self.on)
        self.horizontalHeader().resizeSection(Column.KIND, self._measures.text_left)
        self.horizontalHeader().resizeSection(Column.TEXT, width - self._measures.text_left)
        if (row := self.row) is not None:
            self.dress(row)
            self.place()
        self.setUpdatesEnabled(False)
        self._fit(0, len(self.table.rows) - 1)
        self.setUpdatesEnabled(True)
        self.place()

    def _restyle(self) -> None:
        self._measures = self._paint.measures = Measures(self.font(), 0, self.on)
        self.outline.read()
        self.refresh()
        self._measure()

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
        whole = QRect(0, self.rowViewportPosition(at), self._measures.width, self.rowHeight(at))
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
            self.place()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self.place()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        kinds = (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.LayoutDirectionChange)
        if event.type() in kinds and hasattr(self, "_paint"):
            self._measure()
            self.place()
