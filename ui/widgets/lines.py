"""A text of a few lines, which is cut only after the last of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy

from desktop_app.language import text_direction
from ui.look.tokens import LONG_TITLE, TITLE, sized
from ui.widgets.parts import Elided

if TYPE_CHECKING:
    from PySide6.QtGui import QFont, QPaintEvent

    from ui.widgets.parts import LabelRole

_ANY_HEIGHT: Final = 10_000


class Lines(Elided):
    """A label as high as its lines; the whole of what was cut is in its tip, and in its name for a screen reader."""

    def __init__(self, role: LabelRole = "", *, most: int, several: float = 1) -> None:
        """Make it.

        Args:
            role: how it looks.
            most: how many lines it may have.
            several: the size of its letters where they need more than one line, as a multiple of what it is else.
        """
        super().__init__(role)
        self._most = most
        self._several = several
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    @property
    def most(self) -> int:
        """How many lines it may have."""
        return self._most

    @most.setter
    def most(self, lines: int) -> None:
        self._most = lines
        self._fit()

    def cut(self, width: int) -> tuple[str, bool]:
        shown, is_cut = super().cut(width)
        if not is_cut:
            return shown, is_cut
        font = self._font_in(width)
        rows = _broken(self._whole, font, width)
        if len(rows) > self._most:
            rest = "".join(rows[self._most - 1 :])
            rows[self._most - 1 :] = [QFontMetrics(font).elidedText(rest, Qt.TextElideMode.ElideRight, width)]
            return "\n".join(map(str.strip, rows)), True
        return "\n".join(map(str.strip, rows)), False

    def _font_in(self, width: int) -> QFont:
        """The font in which it is shown in a width."""
        font = self.font()
        fits = self._several == 1 or self.fontMetrics().horizontalAdvance(self._whole) <= width
        return font if fits else sized(font, self._several)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        around = self.contentsMargins()
        width -= around.left() + around.right()
        room, metrics = QRect(0, 0, width, _ANY_HEIGHT), QFontMetrics(self._font_in(width))
        rows = metrics.boundingRect(room, self.alignment().value, self.cut(width)[0] or " ")
        return rows.height() + around.top() + around.bottom()

    def sizeHint(self) -> QSize:
        """One line; for more, the width is asked first."""
        around = self.contentsMargins()
        return QSize(0, self.fontMetrics().lineSpacing() + around.top() + around.bottom())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        shown = QLabel.text(self)
        leftwards = text_direction(self._whole, "rtl" if self.isRightToLeft() else "ltr") == "rtl"
        towards = Qt.TextFlag.TextForceRightToLeft if leftwards else Qt.TextFlag.TextForceLeftToRight
        painter = QPainter(self)
        painter.setFont(self._font_in(self.contentsRect().width()))
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), self.alignment().value | towards.value, shown)
        painter.end()


def record_title() -> Lines:
    """What a record is called, above all that is said of it: in one line, or somewhat smaller in two."""
    return Lines("title", most=2, several=LONG_TITLE / TITLE)


def _broken(text: str, font: QFont, width: int) -> list[str]:
    """A text in lines of a width, between words where it can."""
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout = QTextLayout(text, font)
    layout.setTextOption(option)
    found: list[str] = []
    units = text.encode("utf-16-le")  # Qt counts in these
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        found.append(units[2 * line.textStart() : 2 * (line.textStart() + line.textLength())].decode("utf-16-le"))
    layout.endLayout()
    return found
