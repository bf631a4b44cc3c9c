"""The colours of every document, whatever its format, each as six hexadecimal digits (RRGGBB).

One quiet look, shared with the window. Nothing is said by colour alone: tones have weight or a label as well.
"""

from __future__ import annotations

from typing import Final

from desktop_app.documents.blocks import Tone

TEXT: Final = "1A1F26"
MUTED: Final = "56606D"
ACCENT: Final = "1D5FB4"
RULE: Final = "DFE3E8"
STRONG_RULE: Final = "868F9C"
SHADE: Final = "F4F5F7"
"""Behind the header of a table."""
WATERMARK: Final = "EFF1F4"

INK: Final = {
    Tone.PLAIN: TEXT,
    Tone.MUTED: MUTED,
    Tone.ACCENT: ACCENT,
    Tone.DECISION: "17653B",
    Tone.ACTION: "7A4A00",
    Tone.WARNING: "B3261E",
    Tone.GONE: MUTED,
    Tone.NEW: TEXT,
}
"""The colour of a tone's text; each has at least 4.5 : 1 on white and on its own fill."""

FILL: Final = {
    Tone.PLAIN: SHADE,
    Tone.MUTED: SHADE,
    Tone.ACCENT: "E8EFF9",
    Tone.DECISION: "E2F3E8",
    Tone.ACTION: "FCEFD6",
    Tone.WARNING: "FBE9E7",
    Tone.GONE: SHADE,
    Tone.NEW: SHADE,
}
"""What lies behind a tone's panel or cell."""

SERIES: Final = (("1D5FB4", "FFFFFF"), ("9CBFE8", TEXT), ("E3EDF9", TEXT), ("5B6673", "FFFFFF"))
"""The parts of a chart's bars, each with the colour of what is written on it: told apart by lightness alone."""
