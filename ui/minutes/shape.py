"""Texts of several paragraphs, laid out as the editor lays them out, and drawn where no editor stands.

Each paragraph has the direction of its own first strong letter (UAX #9, P2) and is aligned by it. Lines have a
fixed pitch, so that a row is as high with Arabic in it as without. A *lead-in*, the speaker's name, takes the
beginning of the first line.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from typing import Final

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QTextLayout, QTextOption

from desktop_app.language import Direction, text_direction

_LAYOUTS_KEPT: Final = 300
"""A few screens: layouts are larger than what they are made of."""

_HEIGHTS_KEPT: Final = 20_000


@dataclass(frozen=True, slots=True)
class Shape:
    """A text that was laid out."""

    paragraphs: tuple[QTextLayout, ...]
    height: int
    first_is_rtl: bool

    def draw(self, painter: QPainter, at: QPointF, colour: QColor) -> None:
        """Draw it with its upper left corner at a point."""
        painter.setPen(QPen(colour))
        for paragraph in self.paragraphs:
            paragraph.draw(painter, at)


@lru_cache(maxsize=_LAYOUTS_KEPT)
def shape(
    text: str, font: QFont, width: int, pitch: int, lead_in: int, otherwise: Direction, side: Direction | None = None
) -> Shape:
    """Lay a text out.

    Args:
        text: paragraphs, separated by line ends.
        font: of the whole text.
        width: of a line, in pixels.
        pitch: from one line to the next, in pixels.
        lead_in: pixels that are kept free at the beginning of the first line.
        otherwise: the direction of a paragraph without a letter.
        side: where lines begin whatever their direction, as titles do; ``None`` for each paragraph's own side.
    """
    paragraphs: list[QTextLayout] = []
    first_is_rtl = False
    top = 0
    for number, paragraph in enumerate(text.split("\n")):
        is_rtl = text_direction(paragraph, otherwise) == "rtl"
        first_is_rtl = first_is_rtl or (number == 0 and is_rtl)
        option = _OPTIONS[is_rtl, is_rtl if side is None else side == "rtl"]
        layout, count = _paragraph(paragraph, font, width, pitch, 0 if number else lead_in, top, option)
        paragraphs.append(layout)
        top += count * pitch
    return Shape(tuple(paragraphs), top, first_is_rtl)


@lru_cache(maxsize=_HEIGHTS_KEPT)
def height(text: str, font: QFont, width: int, pitch: int, lead_in: int) -> int:
    """The height that the text would have; direction and side make no difference to it."""
    count = 0
    for paragraph in text.split("\n"):
        layout = QTextLayout(paragraph, font)
        layout.setTextOption(_WRAPPED)
        layout.beginLayout()
        line, indent = layout.createLine(), 0 if count else lead_in
        while line.isValid():
            line.setLineWidth(width - indent)
            count, indent = count + 1, 0
            line = layout.createLine()
        layout.endLayout()
    return count * pitch


def _paragraph(
    text: str, font: QFont, width: int, pitch: int, lead_in: int, top: int, option: QTextOption
) -> tuple[QTextLayout, int]:
    layout = QTextLayout(text, font)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    layout.beginLayout()
    count = 0
    line = layout.createLine()
    while line.isValid():
        indent = 0 if count else lead_in
        line.setLineWidth(width - indent)
        raised = pitch - ceil(line.height())  # the editor puts what is left of a fixed pitch above the line
        is_rtl = option.textDirection() == Qt.LayoutDirection.RightToLeft
        line.setPosition(QPointF(0 if is_rtl else indent, top + count * pitch + raised))
        count += 1
        line = layout.createLine()
    layout.endLayout()
    return layout, count


def _option(*, is_rtl: bool, at_right: bool) -> QTextOption:
    side = Qt.AlignmentFlag.AlignRight if at_right else Qt.AlignmentFlag.AlignLeft
    option = QTextOption(side | Qt.AlignmentFlag.AlignAbsolute)
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if is_rtl else Qt.LayoutDirection.LeftToRight)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


_WRAPPED: Final = _option(is_rtl=False, at_right=False)
_OPTIONS: Final = {
    (is_rtl, at_right): _option(is_rtl=is_rtl, at_right=at_right)
    for is_rtl in (False, True)
    for at_right in (False, True)
}
