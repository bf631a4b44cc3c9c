"""The window's measures and colours: one unit of length, one palette for light and one for dark.

Every length in the window is a multiple of the unit ``u``, a quarter of the line height of the font, so larger text
makes everything larger. Delegates and painters ask here at the moment of painting; widgets get the same through
the palette and the style sheet that `ui.look.theme` makes of it.
"""

from __future__ import annotations

from typing import Final

import msgspec
from PySide6.QtGui import QColor, QFont, QFontMetricsF


class Palette(msgspec.Struct, frozen=True):
    """Colours by what they are for. Contrast of every text on its ground is at least 4.5 : 1, of frames 3 : 1."""

    dark: bool
    window: QColor
    surface: QColor
    text: QColor
    muted: QColor
    border: QColor
    divider: QColor
    hover: QColor
    selected: QColor
    accent: QColor
    on_accent: QColor
    decision: QColor
    decision_pill: QColor
    action: QColor
    action_pill: QColor
    note: QColor
    note_pill: QColor
    danger: QColor
    danger_pill: QColor


def _palette(dark: bool, **colours: str) -> Palette:
    return Palette(dark, **{name: QColor(colour) for name, colour in colours.items()})


LIGHT: Final = _palette(
    False,  # noqa: FBT003
    window="#F4F5F7", surface="#FFFFFF", text="#1A1F26", muted="#56606D", border="#868F9C", divider="#DFE3E8",
    hover="#E9ECF0", selected="#DCE8F8", accent="#1D5FB4", on_accent="#FFFFFF", decision="#17653B",
    decision_pill="#E2F3E8", action="#7A4A00", action_pill="#FCEFD6", note="#56606D", note_pill="#EEF0F3",
    danger="#B3261E", danger_pill="#FBE9E7",
)  # fmt: skip

DARK: Final = _palette(
    True,  # noqa: FBT003
    window="#17191D", surface="#1F2227", text="#E8EAED", muted="#A6AFBB", border="#727C89", divider="#33383F",
    hover="#2A2E35", selected="#243B5A", accent="#8AB8F5", on_accent="#0E2038", decision="#8ED6A8",
    decision_pill="#1E3A2A", action="#F0C27B", action_pill="#40321A", note="#A6AFBB", note_pill="#2C3037",
    danger="#FF9A92", danger_pill="#43221F",
)  # fmt: skip


class _Now(msgspec.Struct):
    palette: Palette
    unit: float


_now: Final = _Now(LIGHT, 5.0)


def colours() -> Palette:
    """The palette in force."""
    return _now.palette


def u(count: float = 1) -> int:
    """So many units, in pixels of the window; never less than one pixel."""
    return max(1, round(count * _now.unit))


def use(palette: Palette, font: QFont) -> None:
    """Put a palette and the unit of a font in force. `ui.look.theme` calls this before it restyles the window."""
    _now.palette = palette
    _now.unit = QFontMetricsF(font).height() / 4


FRAME: Final = 2
"""Pixels above the text of a field besides its padding: its border, and one that Qt leaves."""

LARGE: Final = 150
"""Per cent of the text's size above which there is no room beside a field."""

TITLE: Final = 1.5
"""Size of a page's title, as a multiple of the font's."""

LONG_TITLE: Final = 1.25
"""Size of a page's title that needs two lines."""

HEADING: Final = 1.12
"""Size of an agenda item's or a section's heading."""

SECONDARY: Final = 0.9
"""Size of what accompanies: second lines, counts, hints."""


def sized(font: QFont, factor: float, *, strong: bool = False) -> QFont:
    """A font of another size of the scale, demibold where ``strong``."""
    other = QFont(font)
    other.setPointSizeF(font.pointSizeF() * factor)
    if strong:
        other.setWeight(QFont.Weight.DemiBold)
    return other
