"""The looks of a document: what somebody who opens it in Word changes, once, for the whole of it.

The built-in styles keep Word's own names, so that its navigation pane, its contents and screen readers know them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from desktop_app.documents.blocks import Tone
from desktop_app.documents.palette import ACCENT, INK, MUTED, RULE, STRONG_RULE, TEXT
from desktop_app.documents.word.look import HANG, TABLE_SIZE
from desktop_app.documents.word.panels import BOX_STYLES


@dataclass(frozen=True, slots=True)
class Look:
    """A paragraph style: sizes and spaces in points. ``name`` is what Word shows; built-in names are Word's own."""

    id: str
    name: str
    base: str = "Normal"
    following: str = ""
    size: float = 0
    bold: bool = False
    italic: bool = False
    colour: str = ""
    before: float | None = None
    after: float | None = None
    indent: float = 0
    hanging: float = 0
    keep_next: bool = False
    keep_lines: bool = False
    outline: int = 0
    tabs: tuple[tuple[str, float, str], ...] = ()
    """Kind, position and leader of each tab; the position of a right one is a share of the line."""
    borders: tuple[tuple[str, float, str, float], ...] = ()
    """Side, weight, colour and distance of each border."""
    exact: float = 0
    """The height of a line, where it does not follow the letters."""
    line: int = 0
    """Between its lines, where they are not those of the text: 240 are a single line."""
    align: str = ""
    """Where its lines stand, as Word says it."""
    flat: bool = False
    """Whether it takes nothing of the indents of what it is based on."""
    listed: bool = True
    """Whether Word offers it in its gallery."""


def _heading(level: int, *, before: float, after: float, size: float = 0, colour: str = "") -> Look:
    return Look(
        f"Heading{level}",
        f"heading {level}",
        following="Normal",
        size=size,
        bold=True,
        colour=colour,
        before=before,
        after=after,
        keep_next=True,
        keep_lines=True,
        outline=level,
    )


_WRITTEN: Final = (("right", 0.6, "underscore"),)
_END: Final = (("right", 1, "none"),)
_FRAME: Final = (("top", 0.5, STRONG_RULE, 4), ("bottom", 0.5, STRONG_RULE, 4))
_SIGNING: Final = (("bottom", 0.75, TEXT, 1),)

_PARAGRAPHS: Final = (
    Look("Lead", "Lead", size=12, after=9),
    Look("Small", "Small", size=9, after=5),
    Look("Quote", "Quote", italic=True, indent=18, before=2, after=9),
    Look("Label", "Label", following="Normal", size=9, bold=True, colour=MUTED, before=8, after=2, keep_next=True),
    Look("TitleAbove", "Title above", following="Title", bold=True, colour=ACCENT, after=3, keep_next=True),
    Look("Title", "Title", following="Normal", size=22, bold=True, before=4, after=6, keep_next=True, keep_lines=True),
    Look("Subtitle", "Subtitle", following="Normal", size=11.5, colour=MUTED, after=16, keep_next=True),
    _heading(1, size=15, colour=ACCENT, before=22, after=8),
    _heading(2, size=12, before=16, after=5),
    _heading(3, before=12, after=3),
    Look("NumberedParagraph", "Numbered paragraph", indent=HANG, hanging=HANG, tabs=(("left", HANG, "none"),)),
    Look("ListBullet", "List Bullet", after=3),
    Look("ListMarked", "List marked", indent=HANG, hanging=HANG, tabs=(("left", HANG, "none"),), after=3),
    Look("Term", "Term", size=TABLE_SIZE, colour=MUTED, before=2, after=1),
    Look("Definition", "Definition", before=1, after=1),
    Look("Caption", "caption", following="Normal", size=TABLE_SIZE, bold=True, before=8, after=5, keep_next=True),
    Look("Figure", "Figure", before=6, after=10),
    Look("FigureCaption", "Figure caption", size=9, colour=MUTED, after=12),
    Look("MissingFigure", "Missing figure", base="Small", italic=True, borders=_FRAME),
    Look("TableText", "Table text", size=TABLE_SIZE, before=3, after=3),
    Look("TableHeading", "Table heading", base="TableText", bold=True, keep_next=True),
    Look("TableRowHeading", "Table row heading", base="TableText", bold=True),
    Look("Gap", "Gap after a table", size=1, after=11, exact=1, listed=False),
    Look("LetterheadGap", "Gap below the letterhead", base="Header", size=2, exact=24, listed=False),
    Look("PageBreak", "Page break", size=1, after=0, exact=1, listed=False),
    Look("PlaceAndDate", "Place and date", before=22, after=8, keep_next=True, tabs=_WRITTEN),
    Look("SignatureLine", "Signature line", before=36, after=4, keep_next=True, borders=_SIGNING),
    Look("SignatureName", "Signature name", bold=True, after=0, keep_next=True),
    Look("SignatureRole", "Signature role", size=TABLE_SIZE, colour=MUTED, after=0),
    Look("LetterheadAuthority", "Letterhead authority", size=14, bold=True, after=0),
    Look("LetterheadBody", "Letterhead body", size=10, colour=MUTED, after=0),
    Look("Header", "header", size=8.5, colour=MUTED, after=0),
    Look("FirstHeader", "First header", base="Header", tabs=_END),
    Look("RunningTitle", "Running title", base="Header", after=6, tabs=_END, borders=(("bottom", 0.5, RULE, 4),)),
    Look("Footer", "footer", size=8.5, colour=MUTED, after=0),
    Look("RunningFoot", "Running foot", base="Footer", before=2, tabs=_END, borders=(("top", 0.5, RULE, 5),)),
    Look("Disclaimer", "Disclaimer", size=8, colour=MUTED, before=8, after=6, borders=(("top", 0.5, RULE, 5),)),
    Look("FootnoteText", "footnote text", size=8.5, after=2),
    Look("TOCHeading", "TOC Heading", following="Normal", size=15, bold=True, colour=ACCENT, before=22, after=8),
)

_CONTENTS: Final = tuple(
    Look(
        f"TOC{level}",
        f"toc {level}",
        bold=level == 1,
        before=6 if level == 1 else 0,
        after=2,
        indent=16 * (level - 1),
        tabs=(("right", 1, "dot"),),
    )
    for level in (1, 2, 3)
)
_LABELS: Final = tuple(
    Look(
        f"{BOX_STYLES[tone]}Label",
        f"{BOX_STYLES[tone].removesuffix('Box')} box label",
        following="Normal",
        size=9,
        bold=True,
        colour=INK[tone],
        after=3,
        keep_next=True,
    )
    for tone in (Tone.PLAIN, Tone.ACCENT, Tone.DECISION, Tone.ACTION, Tone.WARNING)
)

LOOKS: Final = (*_PARAGRAPHS, *_CONTENTS, *_LABELS)
"""Every paragraph style but Normal, those that others are based on first."""
