"""Measures of a Word document, shared by its styles and its blocks.

Lengths are in points where nothing else is said; Word counts in twentieths of a point (`twips`).
"""

from __future__ import annotations

from typing import Final

BODY_SIZE: Final = 10.5
TABLE_SIZE: Final = 9.5
SIDE_OF_CELL: Final = 6.0
BOX_SIDE: Final = 12.0
MILLIMETRE: Final = 72 / 25.4
PAGE_WIDTH: Final = 210 * MILLIMETRE
PAGE_HEIGHT: Final = 297 * MILLIMETRE
MARGIN: Final = 25 * MILLIMETRE
TEXT_WIDTH: Final = PAGE_WIDTH - 2 * MARGIN
TEXT_HEIGHT: Final = PAGE_HEIGHT - 2 * MARGIN
HEADER_DISTANCE: Final = 12.5 * MILLIMETRE
HANG: Final = 10 * MILLIMETRE
"""How far the text of a numbered paragraph or a list stands from its number."""


def twips(points: float) -> int:
    """Points as twentieths of a point."""
    return round(points * 20)


def half_points(points: float) -> int:
    """Points as Word counts the size of letters."""
    return round(points * 2)
