"""How rows are drawn: two lines with something at the end, and the rows of the sidebar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QTextLayout
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop_app.language import text_direction
from ui.look import icons
from ui.look.tokens import SECONDARY, colours, sized, u
from ui.widgets.models import ROW, Row

if TYPE_CHECKING:
    Index = QModelIndex | QPersistentModelIndex

_WIDEST_COUNT: Final = "0000"


def draw_text(
    painter: QPainter, option: QStyleOptionViewItem, rect: QRect, text: str, colour: QColor,
    *, end: bool = False, of: str = "",
) -> None:  # fmt: skip
    """Draw one line into a rectangle given as for left to right, at its leading or its end side, elided.

    Where it is a line of a longer text, its direction is that of the whole, ``of``.
    """
    place = QStyle.visualRect(option.direction, option.rect, rect)
    side = Qt.AlignmentFlag.AlignRight if end else Qt.AlignmentFlag.AlignLeft
    aligned = QStyle.visualAlignment(option.direction, side | Qt.AlignmentFlag.AlignVCenter)
    shown = painter.fontMetrics().elidedText(text.replace("\n", " "), Qt.TextElideMode.ElideRight, place.width())
    painter.setPen(colour)
    rtl = text_direction(of or text) == "rtl"
    own = Qt.TextFlag.TextForceRightToLeft if rtl else Qt.TextFlag.TextForceLeftToRight
    flags = aligned.value | Qt.AlignmentFlag.AlignAbsolute.value | Qt.TextFlag.TextSingleLine.value | own.value
    painter.drawText(place, flags, shown)


def draw_ground(painter: QPainter, option: QStyleOptionViewItem, *, bar: bool = False) -> None:
    """Selection, hover and the ring of focus, rounded and inset; ``bar`` marks the chosen page."""
    box = QRectF(option.rect).adjusted(u(2), u(0.25), -u(2), -u(0.25))
    state = option.state
    selected = bool(state & QStyle.StateFlag.State_Selected)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    if selected or state & QStyle.StateFlag.State_MouseOver:
        painter.setBrush(colours().selected if selected else colours().hover)
        painter.drawRoundedRect(box, u(1.25), u(1.25))
    if selected and bar:
        painter.setBrush(colours().accent)
        edge = QRect(option.rect.left() + u(2), int(box.top()) + u(2), u(0.6), int(box.height()) - u(4))
        painter.drawRoundedRect(QStyle.visualRect(option.direction, option.rect, edge), u(0.3), u(0.3))
    if state & QStyle.StateFlag.State_HasFocus:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colours().accent, 2))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), u(1.25), u(1.25))


class TwoLines(QStyledItemDelegate):
    """Rows of 13 units: title and, at its end, a date or a count; a muted second line below."""

    height, room_above = 13.0, 1.75

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(u(20), u(self.height))

    def width_of(self, row: Row, font: QFont) -> int:
        """The width in which a row is shown whole, with its title on one line."""
        strong, small = _two_fonts(font)
        below = QFontMetrics(small).horizontalAdvance(row.detail)
        words = max(QFontMetrics(strong).horizontalAdvance(row.title) + _end_width(small, row), below)
        return words + 2 * u(5) + (u(7) if row.icon else 0) + 1

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW)
        if not isinstance(row, Row):
            return
        painter.save()
        draw_ground(painter, option)
        self._draw_row(painter, option, row)
        painter.restore()

    def title_lines(self, option: QStyleOptionViewItem, row: Row) -> list[str]:
        """The title as it stands on its lines, the last of which may be cut."""
        return [row.title]

    def detail_lines(self, option: QStyleOptionViewItem, row: Row) -> list[str]:
        """What stands below the title, on its lines, the last of which may be cut."""
        return [row.detail]

    def _box(self, option: QStyleOptionViewItem, row: Row) -> QRect:
        """Where the texts of a row stand, as for left to right."""
        before = u(7) if row.icon else 0
        return option.rect.adjusted(u(5) + before, u(self.room_above), -u(5), -u(self.room_above))

    def _draw_row(self, painter: QPainter, option: QStyleOptionViewItem, row: Row) -> None:
        palette = colours()
        strong, small = _two_fonts(option.font)
        box = self._box(option, row)
        if row.icon:
            place = QRect(box.left() - u(7), box.center().y() - u(2.5), u(5), u(5))
            icons.paint(painter, row.icon, QStyle.visualRect(option.direction, option.rect, place), palette.muted)
        titles, details = self.title_lines(option, row), self.detail_lines(option, row)
        high = box.height() // (len(titles) + len(details))
        line = QRect(box.left(), box.top(), box.width(), high)
        strong.setStrikeOut(row.gone)
        painter.setFont(strong)
        for number, title in enumerate(titles):
            place = line.translated(0, number * high)
            if not number:
                place.setRight(place.right() - _end_width(small, row))
            if not row.detail:
                place.setHeight(box.height())
            draw_text(painter, option, place, title, palette.muted if row.gone else palette.text, of=row.title)
        painter.setFont(small)
        draw_text(painter, option, line, row.end, getattr(palette, row.tone), end=True)
        for number, detail in enumerate(details, len(titles)):
            below = line.translated(0, number * high)
            draw_text(painter, option, below, detail, getattr(palette, row.detail_tone), of=row.detail)


class Sentences(TwoLines):
    """The same for titles that are sentences: one that is too long for its line goes on in a second.

    Each row is measured, which is for lists of some hundreds.
    """

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = index.data(ROW)
        lines = 2 if isinstance(row, Row) and not self._fits(option, row) else 1
        return QSize(u(20), u(2 * self.room_above + (lines + 1) * (self.height / 2 - self.room_above)))

    def title_lines(self, option: QStyleOptionViewItem, row: Row) -> list[str]:
        if self._fits(option, row):
            return [row.title]
        strong, small = _two_fonts(option.font)
        return _in_two(row.title, strong, self._box(option, row).width() - _end_width(small, row))

    def _fits(self, option: QStyleOptionViewItem, row: Row) -> bool:
        strong, small = _two_fonts(option.font)
        room = self._box(option, row).width() - _end_width(small, row)
        return not row.detail or QFontMetrics(strong).horizontalAdvance(row.title) <= room


class Dense(TwoLines):
    """The same in rows of 10 units, for a list that shares the window with much else."""

    height, room_above = 10.0, 1.0


class DenseSentences(Dense):
    """The same for rows below whose title stands a sentence: one that is too long for its line goes on in a second."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = index.data(ROW)
        lines = len(self.detail_lines(option, row)) if isinstance(row, Row) else 1
        return QSize(u(20), u(2 * self.room_above + (lines + 1) * (self.height / 2 - self.room_above)))

    def detail_lines(self, option: QStyleOptionViewItem, row: Row) -> list[str]:
        _strong, small = _two_fonts(option.font)
        room = self._box(option, row).width()
        view = option.widget
        if room <= 0 and isinstance(view, QAbstractItemView):  # asked how high a row is, it has no place yet
            room += view.viewport().width()
        fits = room <= 0 or QFontMetrics(small).horizontalAdvance(row.detail) <= room
        return [row.detail] if fits else _in_two(row.detail, small, room)


def _in_two(text: str, font: QFont, width: int) -> list[str]:
    """A text in two lines, the first of which is at most so wide."""
    layout = QTextLayout(text, font)
    layout.beginLayout()
    first = layout.createLine()
    first.setLineWidth(width)
    layout.endLayout()
    return [text[: first.textLength()].rstrip(), text[first.textLength() :]]


def _two_fonts(font: QFont) -> tuple[QFont, QFont]:
    """Of the first line and of the second."""
    return sized(font, 1, strong=True), sized(font, SECONDARY)


def _end_width(small: QFont, row: Row) -> int:
    """The width that what stands at the end of a row keeps free of its title."""
    return QFontMetrics(small).horizontalAdvance(row.end) + u(2) if row.end else 0


class OneLine(QStyledItemDelegate):
    """Rows of popups: a title, and muted at its end what tells two like titles apart."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(u(30), u(8))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW)
        if not isinstance(row, Row):
            return
        painter.save()
        option.state = option.state & ~QStyle.StateFlag.State_HasFocus
        draw_ground(painter, option)
        box = option.rect.adjusted(u(4), 0, -u(4), 0)
        if row.icon:
            place = QRect(box.left(), box.center().y() - u(2), u(4), u(4))
            icons.paint(painter, row.icon, QStyle.visualRect(option.direction, option.rect, place), colours().muted)
            box.setLeft(box.left() + u(6))
        aside = row.end or row.detail
        if aside:
            painter.setFont(sized(option.font, SECONDARY))
            width = min(box.width() // 2, painter.fontMetrics().horizontalAdvance(aside) + u(1))
            draw_text(painter, option, QRect(box.right() - width, box.top(), width, box.height()), aside,
                      colours().muted, end=True)  # fmt: skip
            box.setRight(box.right() - width - u(2))
        painter.setFont(option.font)
        draw_text(painter, option, box, row.title, colours().text)
        painter.restore()


class Sidebar(QStyledItemDelegate):
    """Rows of 9 units: icon, name of a page, count at the end; only the icon where the sidebar is a rail."""

    rail = False

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As wide as the name needs when its page is chosen, beside a count of four digits."""
        if self.rail:
            return QSize(u(15), u(9))
        name = QFontMetrics(_weighted(option.font, chosen=True)).horizontalAdvance(index.data(ROW).title)
        count = QFontMetrics(sized(option.font, SECONDARY)).horizontalAdvance(_WIDEST_COUNT)
        return QSize(u(12) + name + u(1) + count + u(4), u(9))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW)
        if not isinstance(row, Row):
            return
        painter.save()
        draw_ground(painter, option, bar=True)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        palette = colours()
        side = u(5)
        left = (option.rect.width() - side) // 2 if self.rail else u(5)
        place = QRect(option.rect.left() + left, option.rect.center().y() - side // 2, side, side)
        shown = QStyle.visualRect(option.direction, option.rect, place)
        icons.paint(painter, row.icon, shown, palette.accent if chosen else palette.muted)
        if self.rail:
            _draw_dot(painter, option, row, shown)
        else:
            self._draw_words(painter, option, row, chosen=chosen)
        painter.restore()

    def _draw_words(self, painter: QPainter, option: QStyleOptionViewItem, row: Row, *, chosen: bool) -> None:
        palette = colours()
        box = option.rect.adjusted(u(12), 0, -u(4), 0)
        if row.end:
            painter.setFont(sized(option.font, SECONDARY))
            draw_text(painter, option, box, row.end, getattr(palette, row.tone), end=True)
            box.setRight(box.right() - painter.fontMetrics().horizontalAdvance(row.end) - u(1))
        painter.setFont(_weighted(option.font, chosen=chosen))
        draw_text(painter, option, box, row.title, palette.text)


def _weighted(font: QFont, *, chosen: bool) -> QFont:
    """The font of a page's name."""
    weighted = QFont(font)
    weighted.setWeight(QFont.Weight.DemiBold if chosen else QFont.Weight.Normal)
    return weighted


def _draw_dot(painter: QPainter, option: QStyleOptionViewItem, row: Row, beside: QRect) -> None:
    """On the rail, something that waits for a person is a dot: a count would not fit."""
    if row.tone == "muted" or not row.end:
        return
    corner = beside.topRight() if option.direction == Qt.LayoutDirection.LeftToRight else beside.topLeft()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(getattr(colours(), row.tone))
    painter.drawEllipse(QPointF(corner), u(1), u(1))
