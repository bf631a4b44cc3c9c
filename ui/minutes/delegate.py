"""How the rows of minutes are drawn: headings, pills, texts by their own direction, and the quiet line under them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.look import icons
from ui.look.tokens import colours, u
from ui.minutes.details import Detail, details_of
from ui.minutes.model import ROW, Column, kind_label
from ui.minutes.rows import Part, Row

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ui.minutes.measures import Measures, Places

Index = QModelIndex | QPersistentModelIndex

_ICONS = {"note": "note", "decision": "scales", "action": "check-square", Part.CONCLUSION: "check-circle"}


class MinutesDelegate(QStyledItemDelegate):
    """Draws a whole row in the column of the text; the other columns draw nothing of their own."""

    def __init__(self, measures: Measures, on: date) -> None:
        super().__init__()
        self.measures = measures
        self.on = on
        self.edited = -1
        """The row whose text an editor shows."""
        self.field: Column | None = None
        """The field of that row in which another editor stands."""
        self.left = 0
        """Where rows begin in the viewport."""
        self.focused = False
        """Whether the keyboard is in the minutes, which the edge of the current row says."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW)
        if index.column() != Column.TEXT or not isinstance(row, Row):
            return
        view = QRect(self.left, option.rect.top(), self.measures.width, option.rect.height())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(view)
        current = index.row() == self.edited
        places = self.measures.places(row, view.height(), opened=current and self.field is not None)
        self._ground(painter, option, view, row, current=current)
        if row.part is Part.ITEM:
            self._number(painter, option, view, places, row)
        else:
            self._pill(painter, option, view, places, row)
        if not current:
            self._text(painter, option, view, places, row)
        self._lead_in(painter, option, view, places, row)
        if not (current and self.field is not None):
            self._details(painter, option, view, places, details_of(row, self.on))
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, view: QRect, row: Row, *, current: bool) -> None:
        if not current:
            return
        box = view.adjusted(0, u(3) if row.part is Part.ITEM and row.number > 1 else 0, 0, 0)
        painter.fillRect(box, colours().window)
        if self.focused:
            bar = QRect(view.left(), box.top(), u(0.6), box.height())
            painter.fillRect(QStyle.visualRect(option.direction, view, bar), colours().accent)

    def _number(self, painter: QPainter, option: QStyleOptionViewItem, view: QRect, places: Places, row: Row) -> None:
        painter.setFont(self.measures.heading)
        painter.setPen(colours().text)
        box = _placed(option, view, places.pill)
        side = Qt.AlignmentFlag.AlignRight if _is_rtl(option) else Qt.AlignmentFlag.AlignLeft
        flags = side.value | Qt.AlignmentFlag.AlignBottom.value | Qt.AlignmentFlag.AlignAbsolute.value
        painter.drawText(box, flags, f"{row.number}.")

    def _pill(self, painter: QPainter, option: QStyleOptionViewItem, view: QRect, places: Places, row: Row) -> None:
        box = _placed(option, view, places.pill)
        ink, ground = _tones(row)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(box), box.height() / 2, box.height() / 2)
        side = u(3.4)
        gap = (box.width() - side) // 2 if self.measures.narrow else u(1.8)
        place = QRect(box.left() + gap, box.top() + (box.height() - side) // 2, side, side)
        icon = _ICONS.get(row.kind if row.part is Part.ENTRY else row.part, "note")
        icons.paint(painter, icon, QStyle.visualRect(option.direction, box, place), ink)
        if self.measures.narrow:
            return
        painter.setFont(self.measures.small)
        painter.setPen(ink)
        words = QRect(box.left() + u(6), box.top(), box.width() - u(7.5), box.height())
        _draw_line(painter, option, QStyle.visualRect(option.direction, box, words), kind_label(row))

    def _text(self, painter: QPainter, option: QStyleOptionViewItem, view: QRect, places: Places, row: Row) -> None:
        place = _placed(option, view, places.text)
        if row.text:
            self.measures.shape(row).draw(painter, QPointF(place.topLeft()), colours().text)

    def _lead_in(self, painter: QPainter, option: QStyleOptionViewItem, view: QRect, places: Places, row: Row) -> None:
        width = self.measures.lead_in(row)
        if not width:
            return
        place = _placed(option, view, places.text)
        is_rtl = self.measures.shape(row).first_is_rtl if row.text else _is_rtl(option)
        left = place.right() + 1 - width if is_rtl else place.left()
        painter.setFont(self.measures.strong)
        painter.setPen(colours().text)
        box = QRect(left, place.top(), width - u(1), self.measures.pitch)
        shown = QFontMetrics(self.measures.strong).elidedText(
            f"\u2068{row.who_name}\u2069:", Qt.TextElideMode.ElideRight, box.width() + u(1)
        )
        side = Qt.AlignmentFlag.AlignRight if is_rtl else Qt.AlignmentFlag.AlignLeft
        painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft if is_rtl else Qt.LayoutDirection.LeftToRight)
        flags = side.value | Qt.AlignmentFlag.AlignBottom.value | Qt.AlignmentFlag.AlignAbsolute.value
        painter.drawText(box if not is_rtl else box.translated(u(1), 0), flags, shown)
        painter.setLayoutDirection(option.direction)

    def _details(
        self, painter: QPainter, option: QStyleOptionViewItem, view: QRect, places: Places, shown: Sequence[Detail]
    ) -> None:
        painter.setFont(self.measures.small)
        for detail, box in self.detail_boxes(places, shown):
            colour: QColor = getattr(colours(), detail.tone)
            icon = QRect(box.left(), box.top() + (box.height() - u(3.6)) // 2, u(3.6), u(3.6))
            icons.paint(painter, detail.icon, _placed(option, view, icon), colours().muted
                        if detail.tone == "text" else colour)  # fmt: skip
            painter.setPen(colour)
            words = QRect(box.left() + u(5), box.top(), box.width() - u(5), box.height())
            _draw_line(painter, option, _placed(option, view, words), detail.text)

    def detail_boxes(self, places: Places, shown: Sequence[Detail]) -> list[tuple[Detail, QRect]]:
        """Where each thing of the quiet line stands, as for left to right."""
        boxes: list[tuple[Detail, QRect]] = []
        metrics = QFontMetrics(self.measures.small)
        left, line = places.details.left(), places.details
        for detail in shown:
            room = max(0, line.right() - left)
            width = min(u(5) + metrics.horizontalAdvance(detail.text) + u(1), room)
            boxes.append((detail, QRect(left, line.top(), width, line.height())))
            left += width + u(4)
        return boxes


def _placed(option: QStyleOptionViewItem, view: QRect, place: QRect) -> QRect:
    return QStyle.visualRect(option.direction, view, place.translated(view.topLeft()))


def _is_rtl(option: QStyleOptionViewItem) -> bool:
    return bool(option.direction == Qt.LayoutDirection.RightToLeft)


def _draw_line(painter: QPainter, option: QStyleOptionViewItem, box: QRect, text: str) -> None:
    side = Qt.AlignmentFlag.AlignRight if _is_rtl(option) else Qt.AlignmentFlag.AlignLeft
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width() + 1)
    flags = side.value | Qt.AlignmentFlag.AlignVCenter.value | Qt.AlignmentFlag.AlignAbsolute.value
    painter.drawText(box, flags | Qt.TextFlag.TextSingleLine.value, shown)


def _tones(row: Row) -> tuple[QColor, QColor]:
    """The ink and the ground of a row's pill."""
    palette = colours()
    if row.part is Part.CONCLUSION:
        return palette.accent, palette.selected
    tones = {"decision": (palette.decision, palette.decision_pill), "action": (palette.action, palette.action_pill)}
    return tones.get(row.kind, (palette.note, palette.note_pill))
