"""Measures, colours and letters of the documents: one quiet look, shared with the window. Lengths in points."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Final

from desktop_app.documents import palette
from desktop_app.documents.blocks import Style, Tone

PAGE_WIDTH: Final = 595.28
PAGE_HEIGHT: Final = 841.89
SIDE: Final = 70.87
TOP: Final = 68.0
BOTTOM: Final = 68.0
TEXT_WIDTH: Final = PAGE_WIDTH - 2 * SIDE
TEXT_HEIGHT: Final = PAGE_HEIGHT - TOP - BOTTOM

TEXT: Final = f"#{palette.TEXT}"
MUTED: Final = f"#{palette.MUTED}"
RULE: Final = f"#{palette.RULE}"
STRONG_RULE: Final = f"#{palette.STRONG_RULE}"
ACCENT: Final = f"#{palette.ACCENT}"
SHADE: Final = f"#{palette.SHADE}"
WATERMARK: Final = f"#{palette.WATERMARK}"

COLOUR_OF: Final = {tone: f"#{colour}" for tone, colour in palette.INK.items()}
SHADE_OF: Final = {tone: f"#{colour}" for tone, colour in palette.FILL.items()}
BOLD_TONES: Final = frozenset({Tone.ACCENT, Tone.DECISION, Tone.ACTION, Tone.WARNING})
"""Tones that are said by weight as well, so that they can be told in black and white."""


STROKES: Final = {Tone.GONE: 0.28, Tone.NEW: -0.14}
"""Where a stroke runs along words of a tone, as a share of their size above the line of text."""


@dataclass(frozen=True, eq=False)
class Text:
    """How a kind of text is set. ``before`` and ``after`` are the least distances to its neighbours."""

    size: float
    leading: float
    before: float = 0.0
    after: float = 0.0
    bold: bool = False
    italic: bool = False
    tone: Tone = Tone.PLAIN

    @cached_property
    def baseline(self) -> float:
        """How far below the top of its line it stands."""
        return self.leading / 2 + 0.34 * self.size

    def toned(self, tone: Tone) -> Text:
        """The same in a tone; always the same object, by which it is known."""
        return self if tone is self.tone else _toned(self, tone)


@cache
def _toned(text: Text, tone: Tone) -> Text:
    return replace(text, tone=tone)


BODY: Final = Text(10.5, 15.5, after=7)
CLOSE_AFTER: Final = 1.0
TEXT_OF: Final = {
    Style.BODY: BODY,
    Style.LEAD: Text(12, 17.5, after=9),
    Style.CLOSE: replace(BODY, after=CLOSE_AFTER),
    Style.SMALL: Text(9, 13, after=5),
    Style.QUOTE: Text(10.5, 15.5, before=2, after=9, italic=True),
    Style.LABEL: Text(9, 13, before=8, after=2, bold=True, tone=Tone.MUTED),
}
QUOTE_INDENT: Final = 18.0

TITLE: Final = Text(23, 28, before=4, after=6, bold=True)
TITLE_ABOVE: Final = Text(10.5, 15, after=3, bold=True, tone=Tone.ACCENT)
TITLE_BELOW: Final = Text(11.5, 16.5, after=14, tone=Tone.MUTED)
TITLE_END: Final = 16.0
HEADINGS: Final = (
    Text(15, 20, before=24, after=8, bold=True, tone=Tone.ACCENT),
    Text(12, 16.5, before=17, after=5, bold=True),
    Text(10.5, 15.5, before=12, after=3, bold=True),
)
TERM: Final = Text(9.5, 15, tone=Tone.MUTED)
VALUE: Final = Text(10.5, 15)
CELL: Final = Text(9.5, 13.5)
CELL_HEAD: Final = Text(9.5, 13.5, bold=True)
CAPTION: Final = Text(9.5, 13.5, before=4, after=5, bold=True)
BOX_LABEL: Final = Text(9.5, 14, bold=True)
NOTE: Final = Text(8.5, 12, after=2)
FURNITURE: Final = Text(8.5, 12, tone=Tone.MUTED)
AUTHORITY: Final = Text(14, 18, bold=True)
AUTHORITY_BODY: Final = Text(10, 14, tone=Tone.MUTED)

NUMBER_INDENT: Final = 28.35
NUMBER_GAP: Final = 7.0
BULLET_INDENT: Final = 0.45 * NUMBER_INDENT
LIST_GAP: Final = 3.0
CELL_SIDE: Final = 6.0
CELL_TOP: Final = 5.0
BOX_SIDE: Final = 12.0
BOX_TOP: Final = 9.0
BOX_BAR: Final = 3.0
BOX_BEFORE: Final = 7.0
BOX_AFTER: Final = 11.0

MARK_SIZE: Final = 0.62
"""Size of a footnote's mark, as a share of the text's."""
MARK_RISE: Final = 0.36
