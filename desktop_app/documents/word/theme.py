"""The theme: the typefaces and colours that a person changes for the whole document at once (Design, Fonts)."""

from __future__ import annotations

from typing import Final

from desktop_app.documents.blocks import Tone
from desktop_app.documents.palette import ACCENT, FILL, INK, MUTED, RULE, TEXT
from desktop_app.documents.word.markup import Markup, element, part, val

TYPEFACE: Final = "Arial"
COMPLEX_TYPEFACE: Final = "Tahoma"
_COLOURS: Final = {
    "dk1": TEXT,
    "lt1": "FFFFFF",
    "dk2": MUTED,
    "lt2": RULE,
    "accent1": ACCENT,
    "accent2": INK[Tone.DECISION],
    "accent3": INK[Tone.ACTION],
    "accent4": INK[Tone.WARNING],
    "accent5": FILL[Tone.DECISION],
    "accent6": FILL[Tone.ACTION],
    "hlink": ACCENT,
    "folHlink": MUTED,
}


def font_table() -> bytes:
    """The part that says what kind of typeface it is, and which one has the same widths where it is missing."""
    face = element(
        "w:font",
        val("w:altName", "Liberation Sans"),
        val("w:panose1", "020B0604020202020204"),
        val("w:charset", "00"),
        val("w:family", "swiss"),
        val("w:pitch", "variable"),
        w_name=TYPEFACE,
    )
    return part("w:fonts", face)


def theme() -> bytes:
    """The part with the theme. Its effects are the least that a theme may have."""
    colours = (element(f"a:{name}", element("a:srgbClr", val=colour)) for name, colour in _COLOURS.items())
    fonts = [_fonts("a:majorFont"), _fonts("a:minorFont")]
    elements = element(
        "a:themeElements",
        element("a:clrScheme", *colours, name="Roundtable"),
        element("a:fontScheme", *fonts, name="Roundtable"),
        _effects(),
    )
    return part("a:theme", elements, prefixes="a", name="Roundtable")


def _fonts(kind: str) -> Markup:
    faces = (
        element(f"a:{script}", typeface=face)
        for script, face in {"latin": TYPEFACE, "ea": "", "cs": COMPLEX_TYPEFACE}.items()
    )
    return element(kind, *faces)


def _effects() -> Markup:
    fill = element("a:solidFill", element("a:schemeClr", val="phClr"))
    edge = element("a:ln", fill, w=9525)
    effect = element("a:effectStyle", element("a:effectLst"))
    return element(
        "a:fmtScheme",
        element("a:fillStyleLst", fill, fill, fill),
        element("a:lnStyleLst", edge, edge, edge),
        element("a:effectStyleLst", effect, effect, effect),
        element("a:bgFillStyleLst", fill, fill, fill),
        name="Roundtable",
    )
