"""Colours and measures of a Word document, shared by its styles and its blocks.

Lengths are in points where nothing else is said; Word counts in twentieths of a point (`twips`).
"""

from __future__ import annotations

from typing import Final

from desktop_app.documents.blocks import Tone

TEXT: Final = "1A1F26"
MUTED: Final = "56606D"
ACCENT: Final = "1D5FB4"
RULE: Final = "DFE3E8"
STRONG_RULE: Final = "868F9C"
HEADER_FILL: Final = "F4F5F7"
WATERMARK: Final = "EFF1F4"

INK: Final = {
    Tone.PLAIN: TEXT,
    Tone.MUTED: MUTED,
    Tone.ACCENT: ACCENT,
    Tone.DECISION: "17653B",
    Tone.ACTION: "7A4A00",
    Tone.WARNING: "B3261E",
}
"""The colour of a tone's text; each has at least 4.5 : 1 on white and on its own fill."""

FILL: Final = {
    Tone.PLAIN: HEADER_FILL,
    Tone.MUTED: HEADER_FILL,
    Tone.ACCENT: "E8EFF9",
    Tone.DECISION: "E2F3E8",
    Tone.ACTION: "FCEFD6",
    Tone.WARNING: "FBE9E7",
}
"""What lies behind a tone's panel or cell."""

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
