"""The one editor of the minutes: it stands on the current row and looks as if the row were the page itself."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent, QResizeEvent, QTextBlockFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame

from desktop_app.records.types import LINE_LIMIT, PROSE_LIMIT
from ui.editors import Prose

_FIXED: Final = QTextBlockFormat.LineHeightTypes.FixedHeight.value
_NONE: Final = Qt.KeyboardModifier.NoModifier


class RowEditor(Prose):
    """Text of one row. What goes beyond the row is a signal; typing is `Prose.edited`."""

    entered = Signal()
    """Enter: split here, or go on below."""
    backed = Signal()
    """Backspace where nothing stands before the caret."""
    deleted = Signal()
    """Delete where nothing stands after it."""
    stepped = Signal(int, int)
    """Up (-1) or Down (1) out of the text, and the x that the caret wants to keep; -1 for none (Left and Right)."""
    tabbed = Signal(int)
    """Tab (1) or Shift+Tab (-1)."""
    jumped = Signal(int)
    """To the first (-1) or the last (1) row."""
    entered_or_left = Signal()
    """The keyboard came, or went."""
    resized = Signal()
    """The text needs another height."""

    def __init__(self) -> None:
        super().__init__(least_lines=1)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet("QTextEdit, QTextEdit:focus { border: none; padding: 0; background: transparent; }")
        self.setTabChangesFocus(False)
        self._pitch, self._lead_in, self._blocks = 0, 0, 0
        self._resizing = False
        self.document().documentLayout().documentSizeChanged.connect(self._size_changed)
        self.document().contentsChanged.connect(self._reformat)

    def protect(self, protected: bool) -> None:
        """Let the text be read and copied, with the caret, but not written in; or be written in again."""
        flags = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        self.setTextInteractionFlags(flags if protected else Qt.TextInteractionFlag.TextEditorInteraction)

    # looking like the row

    def dress(self, font: QFont, pitch: int, lead_in: int, *, one_line: bool) -> None:
        """Take the row's font and pitch, and leave room for the speaker in the first line.

        Args:
            font: of the row.
            pitch: from line to line, in pixels.
            lead_in: pixels kept free at the beginning.
            one_line: whether the field is a single line, such as a title, that may wrap and not break.
        """
        if self._one != one_line:
            self._blocks = 0
        self._one = one_line
        self._limit = LINE_LIMIT if one_line else PROSE_LIMIT
        if font != self.font():
            self.setFont(font)
            self.viewport().setFont(font)  # which draws the placeholder, and under a style sheet keeps its first font
            self.document().setDefaultFont(font)
        if (pitch, lead_in) != (self._pitch, self._lead_in):
            self._pitch, self._lead_in, self._blocks = pitch, lead_in, 0
        self._reformat()

    def _reformat(self) -> None:
        """Give every paragraph the pitch of the row; a paragraph begun by pasting has taken on its neighbour's."""
        quiet, self._quiet = self._quiet, True  # another form is no typing, though Qt says so
        self._give_form()
        self._quiet = quiet

    def _give_form(self) -> None:
        document = self.document()
        wanted = self._direction()
        if document.defaultTextOption().textDirection() != wanted:
            option = QTextOption(document.defaultTextOption())
            option.setTextDirection(wanted)
            document.setDefaultTextOption(option)
        if self._blocks == document.blockCount() and document.firstBlock().blockFormat().lineHeight() == self._pitch:
            return
        self._blocks = document.blockCount()
        block = document.firstBlock()
        while block.isValid():
            form = QTextBlockFormat()
            form.setLineHeight(self._pitch, _FIXED)
            form.setTextIndent(self._lead_in if block.blockNumber() == 0 else 0)
            if self._one:
                form.setAlignment(self._side())
            QTextCursor(block).setBlockFormat(form)
            block = block.next()

    def _direction(self) -> Qt.LayoutDirection:
        """A text has the direction of its own letters; an empty one that of the window, where they will begin."""
        if self.document().characterCount() <= 1:
            return self.layoutDirection()
        return Qt.LayoutDirection.LayoutDirectionAuto

    def _side(self) -> Qt.AlignmentFlag:
        """A title begins where the window begins, whatever its letters."""
        is_rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return (Qt.AlignmentFlag.AlignRight if is_rtl else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignAbsolute

    def _size_changed(self) -> None:
        if not self._resizing:
            self.resized.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._resizing = True
        super().resizeEvent(event)
        self._resizing = False
        if event.oldSize().width() != event.size().width():
            # Later: Qt loses a size that is given to a widget while it takes on another.
            QTimer.singleShot(0, self, self.resized.emit)

    def text_height(self) -> int:
        """The height that the text needs."""
        return int(self.document().size().height())

    # the caret

    @property
    def at_start(self) -> bool:
        """Whether nothing stands before the caret."""
        cursor = self.textCursor()
        return cursor.atStart() and not cursor.hasSelection()

    @property
    def at_end(self) -> bool:
        """Whether nothing stands after it."""
        cursor = self.textCursor()
        return cursor.atEnd() and not cursor.hasSelection()

    def before_caret(self) -> str:
        """The text up to the caret."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(self.textCursor().selectionStart(), QTextCursor.MoveMode.KeepAnchor)
        return cursor.selection().toPlainText()

    def after_caret(self) -> str:
        """The text from the end of the selection, or from the caret."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(self.textCursor().selectionEnd())
        cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
        return cursor.selection().toPlainText()

    def line_before_caret(self) -> str:
        """The text of the caret's paragraph before it; cheap enough for every key."""
        cursor = self.textCursor()
        text, units = cursor.block().text(), cursor.positionInBlock()
        if text.isascii():
            return text[:units]
        return text.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "ignore")

    def replace_before_caret(self, length: int, text: str) -> None:
        """Put a text in place of the last so many characters before the caret, as if it were typed."""
        kept = self.line_before_caret()
        cursor = self.textCursor()
        units = len(kept[len(kept) - length :].encode("utf-16-le")) // 2
        cursor.setPosition(cursor.position() - units, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text)

    def place_caret(self, where: int, x: int = -1) -> None:
        """Put the caret at the start (-1) or the end (1), as near to ``x`` as that line allows."""
        end = QTextCursor.MoveOperation.End if where > 0 else QTextCursor.MoveOperation.Start
        cursor = self.textCursor()
        cursor.movePosition(end)
        self.setTextCursor(cursor)
        if x >= 0 and self.document().characterCount() > 1:
            self.setTextCursor(self.cursorForPosition(QPoint(x, self.cursorRect().center().y())))

    # keys

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._tab(event):
            return True  # before Qt makes it a change of focus
        return super().event(event)

    def _tab(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Backtab or (
            event.key() == Qt.Key.Key_Tab and event.modifiers() in (_NONE, Qt.KeyboardModifier.ShiftModifier)
        ):
            back = event.key() == Qt.Key.Key_Backtab or event.modifiers() == Qt.KeyboardModifier.ShiftModifier
            self.tabbed.emit(-1 if back else 1)
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and modifiers == _NONE:
            self.entered.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and modifiers == Qt.KeyboardModifier.ShiftModifier:
            if not self._one and not self.isReadOnly():
                self.textCursor().insertBlock()  # Qt's own line separator would share its paragraph's direction
        elif key == Qt.Key.Key_Backspace and self.at_start:
            self.backed.emit()
        elif key == Qt.Key.Key_Delete and self.at_end:
            self.deleted.emit()
        elif modifiers == Qt.KeyboardModifier.ControlModifier and key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.jumped.emit(-1 if key == Qt.Key.Key_Home else 1)
        elif modifiers == _NONE and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._up_or_down(event, -1 if key == Qt.Key.Key_Up else 1)
        elif modifiers == _NONE and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._left_or_right(event)
        else:
            super().keyPressEvent(event)

    def _up_or_down(self, event: QKeyEvent, step: int) -> None:
        if self._at_edge(step):
            self.stepped.emit(step, self.cursorRect().left())
        else:
            super().keyPressEvent(event)

    def _at_edge(self, step: int) -> bool:
        """Whether the caret is in the first (-1) or the last (1) line."""
        cursor = self.textCursor()
        block = cursor.block()
        if (block.previous() if step < 0 else block.next()).isValid():
            return False
        lines = block.layout()
        line = lines.lineForTextPosition(cursor.positionInBlock())
        return not line.isValid() or line.lineNumber() == (0 if step < 0 else lines.lineCount() - 1)

    def _left_or_right(self, event: QKeyEvent) -> None:
        before = self.textCursor()
        super().keyPressEvent(event)
        if before.hasSelection() or self.textCursor().position() != before.position():
            return
        rtl = before.block().textDirection() == Qt.LayoutDirection.RightToLeft
        self.stepped.emit(1 if (event.key() == Qt.Key.Key_Right) != rtl else -1, -1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered_or_left.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.entered_or_left.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange and hasattr(self, "_blocks"):
            self._reformat()  # Qt has just given the text the direction of the window
