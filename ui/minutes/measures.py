"""Where everything in a row of the minutes stands: asked by who draws it, who edits it and who clicks on it.

Places are given as for left to right, from the row's own corner; `mirrored` turns them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect
from PySide6.QtGui import QFont, QFontMetricsF

from desktop_app.language import direction, window_language
from ui.look.tokens import HEADING, SECONDARY, sized, u
from ui.minutes.details import details_of
from ui.minutes.model import kind_label
from ui.minutes.rows import Part, Row
from ui.minutes.shape import Shape, height, shape

if TYPE_CHECKING:
    from datetime import date

_NARROW: Final = 80
"""Units of width under which a row shows its kind by the icon alone."""


@dataclass(frozen=True, slots=True)
class Places:
    """The rectangles of one row."""

    pill: QRect
    text: QRect
    details: QRect


class Measures:
    """The measures of all rows at one font and one width. Make another when either changes."""

    def __init__(self, font: QFont, width: int, on: date) -> None:
        self.given: Final = font
        self.font: Final = sized(font, 1)
        self.font.setWeight(font.weight())  # said outright, or an editor that was a heading stays as heavy
        self.heading: Final = sized(font, HEADING, strong=True)
        self.strong: Final = sized(font, 1, strong=True)
        self.small: Final = sized(font, SECONDARY)
        self.width: Final = width
        self.narrow: Final = width < u(_NARROW)
        self.margin: Final = u(4) if self.narrow else u(6)
        self.text_left: Final = self.margin + (u(8) if self.narrow else u(23))
        self.pitch: Final = u(4.4)
        self.heading_pitch: Final = u(5)
        self._on = on
        self._strong_metrics = QFontMetricsF(self.strong)
        self._otherwise = direction(window_language())
        self._lead_ins: dict[str, int] = {}

    def text_width(self, row: Row) -> int:
        """The width of a row's lines."""
        left = self.margin if row.part is Part.ITEM else self.text_left
        if row.part is Part.ITEM:
            left += self.number_width(row)
        return max(u(10), self.width - left - self.margin)

    def number_width(self, row: Row) -> int:
        """The room for the number before an agenda item's title."""
        return int(QFontMetricsF(self.heading).horizontalAdvance(f"{row.number}.")) + u(2)

    def lead_in(self, row: Row) -> int:
        """The room that the speaker's name takes of the first line."""
        if row.part is not Part.ENTRY or row.kind != "note" or not row.who_name:
            return 0
        if row.who_name not in self._lead_ins:
            advance = int(self._strong_metrics.horizontalAdvance(f"{row.who_name}:")) + u(1.2)
            self._lead_ins[row.who_name] = advance
        return min(self._lead_ins[row.who_name], self.text_width(row) * 2 // 3)

    def font_of(self, row: Row) -> tuple[QFont, int]:
        """The font of a row's text, and the pitch of its lines."""
        return (self.heading, self.heading_pitch) if row.part is Part.ITEM else (self.font, self.pitch)

    def shape(self, row: Row) -> Shape:
        """The row's text, laid out."""
        font, pitch = self.font_of(row)
        side = self._otherwise if row.part is Part.ITEM else None
        return shape(row.text, font, self.text_width(row), pitch, self.lead_in(row), self._otherwise, side)

    def text_height(self, row: Row) -> int:
        """The height of the row's text as the log has it."""
        font, pitch = self.font_of(row)
        return height(row.text, font, self.text_width(row), pitch, self.lead_in(row))

    def row_height(self, row: Row, *, text_height: int = 0, opened: bool = False) -> int:
        """The height of a row.

        Args:
            row: the row.
            text_height: what the editor says while it stands there; 0 for the text of the log.
            opened: whether a field of it is being edited, which needs a higher line of details.
        """
        text = text_height or self.text_height(row)
        if row.part is Part.ITEM:
            return text + self._above(row) + u(2)
        return text + self._details_height(row, opened=opened) + 2 * u(1.7)

    def _above(self, row: Row) -> int:
        """The space over an agenda item's heading."""
        return u(3) if row.number == 1 else u(5)

    def _details_height(self, row: Row, *, opened: bool) -> int:
        if opened:
            return u(9.6)
        return u(5.6) if details_of(row, self._on) else 0

    def places(self, row: Row, whole: int, *, opened: bool = False) -> Places:
        """The rectangles of a row that is ``whole`` pixels high."""
        if row.part is Part.ITEM:
            top, width = self._above(row), self.number_width(row)
            number = QRect(self.margin, top, width, self.heading_pitch)
            text = QRect(self.margin + width, top, self.text_width(row), whole - top - u(2))
            return Places(number, text, QRect())
        top, below = u(1.7), self._details_height(row, opened=opened)
        pill = QRect(self.margin, top + (self.pitch - u(4.6)) // 2 + 1, self.pill_width(row), u(4.6))
        text = QRect(self.text_left, top, self.text_width(row), whole - 2 * top - below)
        details = QRect(self.text_left, whole - top - below + u(0.6), self.text_width(row), max(0, below - u(0.6)))
        return Places(pill, text, details)

    def pill_width(self, row: Row) -> int:
        """The width of the pill that says a row's kind."""
        if self.narrow:
            return u(6)
        return min(
            self.text_left - self.margin - u(1.2),
            int(QFontMetricsF(self.small).horizontalAdvance(kind_label(row))) + u(9),
        )
