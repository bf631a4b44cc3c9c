"""The roll of a meeting: a row for each person, and one key for each answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop_app.language import _, window_language
from desktop_app.records import vocabulary
from ui.look.tokens import SECONDARY, colours, sized, u
from ui.widgets.delegates import draw_ground, draw_text
from ui.widgets.models import ROW, Row
from ui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Callable

Index = QModelIndex | QPersistentModelIndex

ANSWERS: Final = ("present", "excused", "absent", "represented")
"""The answers that have a key, in the order of the keys 1 to 4."""

_NARROW: Final = 100
"""Units of width under which the answers stand under the name."""

_KEYS: Final = {
    Qt.Key.Key_1: "present", Qt.Key.Key_2: "excused", Qt.Key.Key_3: "absent", Qt.Key.Key_4: "represented",
    # where French keyboards have the digits
    Qt.Key.Key_Ampersand: "present", Qt.Key.Key_Eacute: "excused", Qt.Key.Key_QuoteDbl: "absent",
    Qt.Key.Key_Apostrophe: "represented",
    Qt.Key.Key_0: "", Qt.Key.Key_Agrave: "", Qt.Key.Key_Delete: "", Qt.Key.Key_Backspace: "",
}  # fmt: skip


class RollDelegate(QStyledItemDelegate):
    """Name, function and organisation, and at the end the answers, the given one filled."""

    def __init__(self, answer_of: Callable[[str], str]) -> None:
        super().__init__()
        self._answer_of = answer_of
        self.narrow = False
        """Whether the answers stand under the name, because there is no room beside it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(u(40), u(17) if self.narrow else u(11))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW)
        if not isinstance(row, Row):
            return
        painter.save()
        draw_ground(painter, option)
        boxes = self.boxes(option.rect, option.font)
        given = self._answer_of(row.key)
        painter.setFont(sized(option.font, SECONDARY))
        for answer, box in boxes.items():
            self._answer(painter, option, box, answer, chosen=answer == given)
        first = min(box.left() for box in boxes.values())
        words = option.rect.adjusted(u(5), u(1.25), -u(5), 0)
        words.setHeight(u(8.5))
        if not self.narrow:
            words.setRight(first - u(3))
        half = words.height() // 2
        painter.setFont(option.font)
        draw_text(painter, option, QRect(words.topLeft(), QSize(words.width(), half)), row.title, colours().text)
        painter.setFont(sized(option.font, SECONDARY))
        lower = QRect(words.left(), words.top() + half, words.width(), half)
        draw_text(painter, option, lower, row.detail, colours().muted)
        painter.restore()

    def _answer(
        self, painter: QPainter, option: QStyleOptionViewItem, box: QRect, answer: str, *, chosen: bool
    ) -> None:
        place = QStyle.visualRect(option.direction, option.rect, box)
        ink, ground = tones(answer) if chosen else (colours().muted, QColor(Qt.GlobalColor.transparent))
        painter.setBrush(ground)
        painter.setPen(QPen(ink, 1) if chosen else Qt.PenStyle.NoPen)
        if chosen:
            rounded = QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(rounded, place.height() / 2, place.height() / 2)
        painter.setPen(ink)
        flags = Qt.AlignmentFlag.AlignCenter.value | Qt.TextFlag.TextSingleLine.value
        shown = painter.fontMetrics().elidedText(label(answer), Qt.TextElideMode.ElideRight, place.width() - u(1))
        painter.drawText(place, flags, shown)

    def boxes(self, row: QRect, font: QFont) -> dict[str, QRect]:
        """Where the answers stand in a row, as for left to right."""
        metrics = QFontMetrics(sized(font, SECONDARY))
        width = max(metrics.horizontalAdvance(label(answer)) for answer in ANSWERS) + u(4)
        if self.narrow:
            width = (row.width() - u(8)) // len(ANSWERS)
            top = row.bottom() - u(6.6)
            return {
                answer: QRect(row.left() + u(4) + at * width, top, width, u(5)) for at, answer in enumerate(ANSWERS)
            }
        left = row.right() - u(4) - len(ANSWERS) * width
        top = row.top() + (row.height() - u(5)) // 2
        return {answer: QRect(left + at * width, top, width, u(5)) for at, answer in enumerate(ANSWERS)}


class Roll(RowList):
    """The list itself. An answer by key goes on to the next person, as in a roll-call."""

    answered = Signal(str, str)
    """The key of a row, and the answer: a code of the vocabulary ``attendance``, or empty to take it back."""

    def __init__(self, answer_of: Callable[[str], str]) -> None:
        super().__init__(_("Attendance"))
        self._delegate = RollDelegate(answer_of)
        self.setItemDelegate(self._delegate)

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = event.size().width() < u(_NARROW)
        if narrow != self._delegate.narrow:
            self._delegate.narrow = narrow
            self.setUniformItemSizes(False)  # lets go of the size that was taken for all
            self.setUniformItemSizes(True)
            self.scheduleDelayedItemsLayout()
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        answer = _KEYS.get(Qt.Key(event.key())) if plain else None
        if event.key() == Qt.Key.Key_Space and plain:
            answer = "present"
        if answer is None or not self.key:
            super().keyPressEvent(event)
            return
        at = self.currentIndex().row()
        self.answered.emit(self.key, answer)
        if at + 1 < self.rows.rowCount():
            self.select(self.rows.at(at + 1).key)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if not index.isValid():
            return
        for answer, box in self.answers_of(index.row()).items():
            if box.contains(event.position().toPoint()):
                self.answered.emit(self.rows.at(index.row()).key, answer)

    def answers_of(self, at: int) -> dict[str, QRect]:
        """Where the answers of a row can be clicked."""
        row = self.visualRect(self.place(at))
        boxes = self._delegate.boxes(row, self.font())
        return {answer: QStyle.visualRect(self.layoutDirection(), row, box) for answer, box in boxes.items()}


def label(answer: str) -> str:
    """What an answer is called in the window's language."""
    return vocabulary("attendance").label(answer, window_language())


def tones(answer: str) -> tuple[QColor, QColor]:
    """The ink and the ground of a given answer; the word says it too."""
    palette = colours()
    known = {
        "present": (palette.decision, palette.decision_pill),
        "represented": (palette.accent, palette.selected),
        "absent": (palette.danger, palette.danger_pill),
    }
    return known.get(answer, (palette.action, palette.action_pill))
