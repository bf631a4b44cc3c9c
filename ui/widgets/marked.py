"""A text with how it differs from another: what it alone has underlined, what it lacks struck through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFont, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextEdit

from desktop_app.language import _
from desktop_app.records.difference import Fate, Piece, are_alike, to_read
from ui.look.tokens import colours, u
from ui.widgets import parts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent


class Marked(QTextEdit):
    """Read, selected and copied, never written. As high as its text; each paragraph runs as its letters do."""

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("role", "read")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        parts.unscrolled(self)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self.updateGeometry())
        self._pieces: Sequence[Piece] = ()

    def show_text(self, text: str, against: str | None = None) -> bool:
        """Show a text; gives whether it is marked against the other, which it is where that helps to read both."""
        marks = against is not None and against != text and are_alike(against, text)
        self._pieces = to_read(against or "", text) if marks else (Piece(Fate.SAME, text),)
        self._write()
        said = "".join(_said(piece) for piece in self._pieces)
        self.setAccessibleName(said if marks else text)
        return marks

    def _write(self) -> None:
        self.clear()
        cursor = QTextCursor(self.document())
        for piece in self._pieces:
            words = piece.text.rstrip(" ")
            cursor.insertText(words, _format(piece.fate))
            cursor.insertText(piece.text[len(words) :], _format(Fate.SAME))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._pieces:
            self._write()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(u(40), int(max(self.fontMetrics().lineSpacing(), self.document().size().height())) + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(u(20), self.sizeHint().height())


def _said(piece: Piece) -> str:
    """A piece for a screen reader, which sees neither line."""
    if piece.fate is Fate.GONE:
        return str(_("[without: {text}] ", text=piece.text.strip()))
    if piece.fate is Fate.NEW:
        return str(_("[only here: {text}] ", text=piece.text.strip()))
    return piece.text


def _format(fate: Fate) -> QTextCharFormat:
    made = QTextCharFormat()
    palette = colours()
    if fate is Fate.NEW:
        made.setFontUnderline(True)
        made.setFontWeight(QFont.Weight.DemiBold)
        made.setForeground(palette.decision)
    elif fate is Fate.GONE:
        made.setFontStrikeOut(True)
        made.setForeground(palette.danger)
    else:
        made.setForeground(palette.text)
    return made
