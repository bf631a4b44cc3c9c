"""Paragraphs of text in a field that grows with them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QTextCursor, QTextOption
from PySide6.QtWidgets import QTextEdit

from desktop_app.language import _, direction, text_direction, window_language
from desktop_app.records.types import PROSE_LIMIT
from ui.editors.base import leaves_undo_alone
from ui.look.tokens import u
from ui.widgets import parts
from ui.words.tidy import tidy_line, tidy_prose


class Prose(QTextEdit):
    """A plain-text editor as high as its text. Each paragraph keeps the direction of its own letters."""

    edited = Signal()
    chosen = Signal()
    refused = Signal(object)

    def __init__(self, *, least_lines: int = 3, limit: int = PROSE_LIMIT, one_paragraph: bool = False) -> None:
        """Make an editor.

        Args:
            least_lines: how many lines it is high when empty.
            limit: how many characters it takes.
            one_paragraph: Enter does not break the line: long titles wrap, but are one line to the record.
        """
        super().__init__()
        self._hint = ""
        self._least, self._limit, self._one = least_lines, limit, one_paragraph
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        parts.unscrolled(self)
        self._quiet = False
        self.textChanged.connect(self._typed)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)

    def value(self) -> str:
        return self.toPlainText()

    def set_value(self, value: object) -> None:
        """Show a text; only what differs is replaced, so that the caret stays where a person is writing."""
        new, old = str(value or ""), self.toPlainText()
        if new == old:
            return
        head = _common(old, new)
        tail = min(_common(old[::-1], new[::-1]), len(old) - head, len(new) - head)
        self._quiet = True
        cursor = QTextCursor(self.document())
        cursor.setPosition(_units(old[:head]))
        cursor.setPosition(_units(old[: len(old) - tail]), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(new[head : len(new) - tail])
        self._quiet = False

    def set_name(self, name: str) -> None:
        self.setAccessibleName(name)

    # what stands here while nothing is written

    def setPlaceholderText(self, placeholderText: str) -> None:  # noqa: N803  # Qt's own name
        """Show these words, paler, while nothing is written: all of them, from the side where they begin. Qt's own
        stop after a line and begin at the left."""
        if placeholderText != self._hint:
            self._hint = placeholderText
            self.updateGeometry()
            self.viewport().update()

    def placeholderText(self) -> str:
        return self._hint

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._hint or not self.document().isEmpty() or self.textCursor().block().layout().preeditAreaText():
            return
        painter = QPainter(self.viewport())
        painter.setPen(self.palette().placeholderText().color())
        painter.drawText(QRectF(self.viewport().rect()), self._hint, self._hint_form())
        painter.end()

    def _hint_form(self) -> QTextOption:
        is_rtl = text_direction(self._hint, direction(window_language())) == "rtl"
        side = Qt.AlignmentFlag.AlignRight if is_rtl else Qt.AlignmentFlag.AlignLeft
        form = QTextOption(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignTop)
        form.setTextDirection(Qt.LayoutDirection.RightToLeft if is_rtl else Qt.LayoutDirection.LeftToRight)
        form.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        return form

    def _hint_height(self) -> int:
        if not self._hint or not self.document().isEmpty() or not self.isVisible():
            return 0
        room = QRect(0, 0, self.viewport().width(), 0)
        wrapped = Qt.TextFlag.TextWrapAnywhere | Qt.TextFlag.TextWordWrap
        return self.fontMetrics().boundingRect(room, int(wrapped), self._hint).height()

    def _typed(self) -> None:
        if not self._quiet:
            self.edited.emit()

    # pasting

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        text = tidy_line(source.text()) if self._one else tidy_prose(source.text())
        length = len(self.toPlainText()) - len(self.textCursor().selectedText()) + len(text)
        if length > self._limit:
            self.refused.emit(
                _(
                    "This is too long: {length} characters, at most {limit} fit here. What was there before is"
                    " still there.",
                    length=length,
                    limit=self._limit,
                )
            )
            return
        self.textCursor().insertText(text)
        self.ensureCursorVisible()

    def event(self, event: QEvent) -> bool:
        return False if leaves_undo_alone(event) else super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._one:
            self.chosen.emit()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            cursor = self.textCursor()
            cursor.clearSelection()
            self.setTextCursor(cursor)
        super().focusOutEvent(event)

    # growing

    def _grow(self) -> None:
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        lines = max(self._least * self.fontMetrics().lineSpacing(), self._hint_height())
        around = self.height() - self.viewport().height() if self.isVisible() else u(3) + 2
        return QSize(u(40), int(max(lines, self.document().size().height())) + max(around, u(3) + 2))

    def minimumSizeHint(self) -> QSize:
        return QSize(u(20), self.sizeHint().height())


def _common(one: str, other: str) -> int:
    length = min(len(one), len(other))
    if one[:length] == other[:length]:
        return length
    return next(place for place in range(length) if one[place] != other[place])


def _units(text: str) -> int:
    """The length in Qt's own units, of which characters beyond the basic plane take two."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
