"""Measures of a Word document, shared by its styles and its blocks.

Lengths are in points where nothing else is said; Word counts in twentieths of a point (`twips`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

BODY_SIZE: Final = 10.5
TABLE_SIZE: Final = 9.5
SIDE_OF_CELL: Final = 6.0
BOX_SIDE: Final = 12.0
MOST_GROWTH: Final = 10 / TABLE_SIZE
"""How much larger small print becomes on a page of large letters: that of tables, ten points."""
MILLIMETRE: Final = 72 / 25.4
_MARGIN: Final = 25 * MILLIMETRE
HANG: Final = 10 * MILLIMETRE
"""How far the text of a numbered paragraph or a list stands from its number."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The page that a document is laid out on, and how large its letters are."""

    width: float = 210 * MILLIMETRE
    height: float = 297 * MILLIMETRE
    top: float = _MARGIN
    right: float = _MARGIN
    bottom: float = _MARGIN
    left: float = _MARGIN
    header: float = 12.5 * MILLIMETRE
    """From the edge of the page to what stands above the text."""
    footer: float = 12.5 * MILLIMETRE
    body: float = BODY_SIZE
    """The size of the text's letters."""
    breadth: float = 1.0
    """How wide letters are beside Arial's of the same size."""
    certain: bool = True
    """Whether that is exact: of other typefaces it holds on the whole, and not for each line."""
    rise: float = 1.149
    """The height of a single line beside the size of its letters."""
    line: int = 288
    """Between the lines of the text: 240 are a single line."""
    after: float = 6.0
    """The room below a paragraph of the text."""
    headings: tuple[float, float, float] = (15.0, 12.0, BODY_SIZE)
    """The sizes of headings, the highest level first, as wide as Arial's would be."""

    @property
    def scale(self) -> float:
        """How much more room letters take than our own."""
        return self.body / BODY_SIZE * self.breadth

    @property
    def small(self) -> float:
        """How much more room the letters of tables take: small print does not grow with the text without end."""
        return min(self.body / BODY_SIZE, MOST_GROWTH) * self.breadth

    @property
    def text_width(self) -> float:
        """How long a line may be."""
        return self.width - self.left - self.right

    @property
    def text_height(self) -> float:
        """How much of a page is for text."""
        return self.height - self.top - self.bottom


OURS: Final = Layout()
"""A4 upright, with letters of our own size."""


def twips(points: float) -> int:
    """Points as twentieths of a point."""
    return round(points * 20)


def half_points(points: float) -> int:
    """Points as Word counts the size of letters."""
    return round(points * 2)
