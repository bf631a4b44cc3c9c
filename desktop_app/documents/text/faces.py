"""The typefaces of documents, and which of them has a character.

IBM Plex Sans draws Latin, Greek and Cyrillic, IBM Plex Sans Arabic the Arabic script; Arimo, metrically plain, stands
in for what both lack (Hebrew above all). They are installed as packages; no font file is part of the program.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final
from unicodedata import normalize

import uharfbuzz as hb

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop_app.language import Direction

REGULAR: Final = 400
SEMIBOLD: Final = 600

_BLANKS: Final = (0x200B, 0xFEFF, 0x0000)
_UNSEEN: Final = frozenset(
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180e\u180f\u200b\u200c\u200d\u200e\u200f"
    "\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2065\u2066\u2067\u2068\u2069\u206a\u206b\u206c"
    "\u206d\u206e\u206f\ufeff\u3164\uffa0" + "".join(map(chr, range(0xFE00, 0xFE10)))
)
"""Characters that HarfBuzz shows as nothing when the face lacks them (Default_Ignorable_Code_Point)."""
_SPACES: Final = frozenset("\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000")
"""Spaces that HarfBuzz makes from a face's own space; and the hyphen that does not break."""
_MADE_UP: Final = _UNSEEN | _SPACES | {"\u2011"}


@dataclass(frozen=True, eq=False)
class Face:
    """One cut of a typeface. ``name`` is its PostScript name; lengths are in thousandths of the size."""

    name: str
    path: Path
    axes: Mapping[str, float]
    italic: bool

    @cached_property
    def file(self) -> hb.Face:
        """The font file."""
        return hb.Face(hb.Blob(self.path.read_bytes()))

    @cached_property
    def font(self) -> hb.Font:
        """The cut, ready for shaping; its lengths are in units of ``file.upem``."""
        font = hb.Font(self.file)
        if self.axes:
            font.set_variations(dict(self.axes))
        return font

    @cached_property
    def scale(self) -> float:
        """Thousandths of the size in one unit of the font."""
        return 1000 / int(self.file.upem)

    @cached_property
    def characters(self) -> frozenset[str]:
        """What the face draws, and what is made up where it lacks it."""
        return frozenset(map(chr, self.file.unicodes)) | _MADE_UP

    @cached_property
    def blank(self) -> int:
        """A glyph without ink and without width."""
        for code in _BLANKS:
            glyph = self.font.get_nominal_glyph(code)
            if glyph is not None and self.font.get_glyph_h_advance(glyph) == 0:
                return int(glyph)
        raise LookupError(f"{self.name} has no glyph without width")

    def glyph(self, character: str) -> int | None:
        """The glyph of a character, without shaping."""
        found = self.font.get_nominal_glyph(ord(character))
        return None if found is None else int(found)

    def advance(self, glyph: int) -> int:
        """The advance of a glyph in units of ``file.upem``."""
        return int(self.font.get_glyph_h_advance(glyph))

    def width(self, glyph: int) -> float:
        """The advance of a glyph."""
        return self.advance(glyph) * self.scale

    def covers(self, text: str) -> bool:
        """Whether the face has every character of a text."""
        return self.characters.issuperset(text) or self.characters.issuperset(normalize("NFC", text))


@cache
def chain(direction: Direction, *, bold: bool, italic: bool) -> tuple[Face, ...]:
    """The faces of a style in the order in which they are asked for a character."""
    latin, arabic, last = _latin(bold, italic), _arabic(bold), _last(bold, italic)
    return (arabic, latin, last) if direction == "rtl" else (latin, arabic, last)


@cache
def _latin(bold: bool, italic: bool) -> Face:
    cut = ("SemiBold" if bold else "") + ("Italic" if italic else "")
    file = "IBMPlexSans-Italic[wdth,wght].ttf" if italic else "IBMPlexSans[wdth,wght].ttf"
    axes = {"wght": float(SEMIBOLD if bold else REGULAR), "wdth": 100.0}
    return Face(f"IBMPlexSans-{cut or 'Regular'}", _file("fontpkg_ibm_plex_sans", file), axes, italic)


@cache
def _arabic(bold: bool) -> Face:
    """The Arabic script has no italic; its text stands upright in one."""
    cut = "SemiBold" if bold else "Regular"
    path = _file("fontpkg_ibm_plex_sans_arabic", f"IBMPlexSansArabic-{cut}.ttf")
    return Face(f"IBMPlexSansArabic-{cut}", path, {}, italic=False)


@cache
def _last(bold: bool, italic: bool) -> Face:
    cut = ("SemiBold" if bold else "") + ("Italic" if italic else "")
    file = "Arimo-Italic[wght].ttf" if italic else "Arimo[wght].ttf"
    axes = {"wght": float(SEMIBOLD if bold else REGULAR)}
    return Face(f"Arimo-{cut or 'Regular'}", _file("fontpkg_arimo", file), axes, italic)


def _file(package: str, name: str) -> Path:
    origin = importlib.import_module(package).__file__
    assert origin is not None
    return Path(origin).with_name("files") / name
