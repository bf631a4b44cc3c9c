"""Places that a search found in the minutes: the words around what was looked for, marked, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop_app.language import _, text_direction
from ui.look import icons
from ui.look.tokens import SECONDARY, colours, sized, u
from ui.widgets.delegates import draw_ground, draw_text
from ui.widgets.models import ROW, Row
from ui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QMouseEvent

    from desktop_app.records import RecordId

Index = QModelIndex | QPersistentModelIndex
_SHOWN: Final = 6


@dataclass(frozen=True, slots=True)
class Found:
    """One place that was found."""

    record: RecordId
    snippet: str
    spans: tuple[tuple[int, int], ...]
    where: str
    attached: bool
    """Whether it is among the evidence already."""


class HitDelegate(QStyledItemDelegate):
    """Draws a snippet with what was looked for in demibold, and below it where it stands."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, Found] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(u(40), u(12))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW)
        found = self.found.get(row.key) if isinstance(row, Row) else None
        if found is None:
            return
        painter.save()
        draw_ground(painter, option)
        box = option.rect.adjusted(u(5), u(1.4), -u(5), -u(1.4))
        if found.attached:
            place = QRect(box.right() - u(4), box.center().y() - u(2), u(4), u(4))
            icons.paint(painter, "check", QStyle.visualRect(option.direction, option.rect, place), colours().decision)
            box.setRight(box.right() - u(6))
        upper = QRect(box.left(), box.top(), box.width(), box.height() // 2)
        lower = QRect(box.left(), box.top() + box.height() // 2, box.width(), box.height() // 2)
        self._snippet(painter, option, upper, found)
        painter.setFont(sized(option.font, SECONDARY))
        draw_text(painter, option, lower, found.where, colours().muted)
        painter.restore()

    def _snippet(self, painter: QPainter, option: QStyleOptionViewItem, box: QRect, found: Found) -> None:
        place = QStyle.visualRect(option.direction, option.rect, box)
        is_rtl = text_direction(found.snippet) == "rtl"
        layout = QTextLayout(found.snippet.replace("\n", " "), option.font)
        choice = QTextOption(Qt.AlignmentFlag.AlignRight if is_rtl else Qt.AlignmentFlag.AlignLeft)
        choice.setTextDirection(Qt.LayoutDirection.RightToLeft if is_rtl else Qt.LayoutDirection.LeftToRight)
        choice.setWrapMode(QTextOption.WrapMode.NoWrap)
        layout.setTextOption(choice)
        layout.setFormats([_marked(found.snippet, start, end) for start, end in found.spans])
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(place.width())
        layout.endLayout()
        painter.save()
        painter.setClipRect(place)
        painter.setPen(colours().text)
        at_right = option.direction == Qt.LayoutDirection.RightToLeft
        used = min(line.naturalTextWidth(), place.width())
        shift = (place.width() - used) * (int(at_right) - int(is_rtl))  # beside the icon of the row, as all lines are
        layout.draw(painter, QPointF(place.left() + shift, place.top() + (place.height() - line.height()) / 2))
        painter.restore()


def _marked(text: str, start: int, end: int) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    before = len(text[:start].encode("utf-16-le")) // 2
    made.start, made.length = before, len(text[start:end].encode("utf-16-le")) // 2
    form = QTextCharFormat()
    form.setFontWeight(QFont.Weight.Bold)
    form.setForeground(colours().accent)
    made.format = form
    return made


class HitList(RowList):
    """What was found, as high as a few rows; the search line keeps the focus."""

    activated_key = Signal(str)
    """A place that somebody wants."""

    def __init__(self) -> None:
        super().__init__(_("Found in the minutes"))
        self._paint = HitDelegate()
        self.setItemDelegate(self._paint)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_found(self, found: Sequence[Found]) -> None:
        """Show other places, the first of them chosen."""
        self._paint.found = {one.record: one for one in found}
        rows = [Row(one.record, one.snippet, one.where, str(_("attached")) if one.attached else "") for one in found]
        if not rows:
            rows = [Row("", str(_("Nothing in the minutes contains these words.")))]
            self._paint.found = {"": Found("", rows[0].title, (), "", attached=False)}
        kept = self.key
        self.rows.show(rows)
        if not self.select(kept):
            self.select(rows[0].key)
        self.setFixedHeight(u(12) * min(len(rows), _SHOWN))
        self.viewport().update()

    def step(self, by: int) -> None:
        """Choose the next or the former."""
        at = (self.currentIndex().row() + by) % max(1, self.rows.rowCount())
        self.select(self.rows.at(at).key)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            self.activated_key.emit(self.rows.at(index.row()).key)
