"""Our looks for what a template has no style for, in its typeface, its size of letters and its own colour."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from lxml import etree

from desktop_app.documents.palette import ACCENT
from desktop_app.documents.word.look import BODY_SIZE, MOST_GROWTH, OURS
from desktop_app.documents.word.looks import LOOKS, Look
from desktop_app.documents.word.template.names import A, W, number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop_app.documents.word.look import Layout
    from desktop_app.documents.word.template.reading import Template
    from desktop_app.documents.word.template.sheet import Sheet

_TYPEFACES: Final[dict[str, tuple[float, float]]] = {
    "times new roman": (0.92, 1.15), "liberation serif": (0.92, 1.15), "garamond": (0.84, 1.13), "calibri": (0.9, 1.22),
    "carlito": (0.9, 1.22), "aptos": (0.98, 1.28), "cambria": (0.95, 1.17), "georgia": (1.0, 1.14),
    "verdana": (1.17, 1.22), "dejavu sans": (1.16, 1.16), "tahoma": (1.02, 1.21), "corbel": (0.94, 1.22),
    "century gothic": (1.08, 1.23), "open sans": (1.07, 1.36), "noto sans": (1.07, 1.36), "noto serif": (1.05, 1.36),
    "segoe ui": (1.02, 1.33), "trebuchet ms": (0.98, 1.16), "palatino linotype": (0.97, 1.35), "lato": (0.97, 1.2),
    "roboto": (1.0, 1.17), "montserrat": (1.15, 1.22), "noto naskh arabic": (1.0, 1.7), "amiri": (0.95, 1.76),
    "sakkal majalla": (0.9, 1.4), "traditional arabic": (0.9, 1.5), "simplified arabic": (1.0, 1.6),
    "noto sans arabic": (1.05, 1.7),
}  # fmt: skip
"""Of common typefaces, how wide their letters are beside Arial's, and how high a line is beside its letters' size."""
_ARIAL: Final = (1.0, 1.149)
_AS_WIDE_AS_ARIAL: Final = frozenset({"arial", "liberation sans", "arimo", "helvetica"})
"""Typefaces of which each letter is as wide as Arial's."""
_RUNNING: Final = frozenset({"Lead", "Quote", "NumberedParagraph", "ListBullet", "ListMarked"})
"""Styles of running text, whose lines are spaced and set flush as the template's are."""
_OUTSIDE: Final = frozenset({"FirstHeader", "RunningTitle", "RunningFoot"})
"""Ours at the head and the foot of pages: not based on a template's, whose tabs stand elsewhere."""
_BOLD: Final = 1.06
"""How much wider than Arial's the bold letters of other typefaces are at the most; headings have some of their own."""
_SINGLE: Final = 240
_LEAST_SPACE: Final = 2.0
"""Points between paragraphs under which they cannot be told apart."""
_NEW_SPACE: Final = 6.0
_HEX: Final = re.compile("[0-9A-Fa-f]{6}")
_CONTRAST: Final = 4.5
"""Of text on white (WCAG 2.2, 1.4.3)."""


class Fitting:
    """How documents look on a template."""

    def __init__(self, template: Template, sheet: Sheet, roles: Mapping[str, etree._Element], *, rtl: bool) -> None:
        self._template, self.sheet, self._roles = template, sheet, roles
        self._normal = roles.get("Normal")
        self.body = sheet.size(self._normal) if self._normal is not None or template.styles else BODY_SIZE
        self.typeface = self._typeface(rtl=rtl)
        """Of the text; ``""`` where it is not said."""
        self.breadth, self.rise = _TYPEFACES.get(self.typeface.casefold(), _ARIAL)
        self.line = max(_SINGLE, round(OURS.line * OURS.rise / self.rise))
        """Between the lines of what is not running text: as far apart as ours, unless the typeface is high itself."""
        self.accent = self._accent()
        before, after = (sheet.space(self._normal, side) for side in ("before", "after"))
        self.is_tight = before < _LEAST_SPACE and after < _LEAST_SPACE
        """Whether paragraphs of the text stand without any room between them."""
        self.after = _NEW_SPACE if self.is_tight else after

    def layout(self) -> Layout:
        """The page and the letters."""
        looks, breadth = self.looks(), max(self.breadth, 1.0) * _BOLD
        first, second, third = ((looks[f"Heading{level}"].size or self.body) * breadth for level in (1, 2, 3))
        return replace(
            self._template.layout,
            body=self.body,
            breadth=self.breadth,
            certain=self.typeface.casefold() in _AS_WIDE_AS_ARIAL,
            rise=self.rise,
            line=self.sheet.line(self._normal),
            after=self.after,
            headings=(first, second, third),
        )

    def looks(self) -> dict[str, Look]:
        """The measures of every style that documents use."""
        return {
            look.id: self._measured(look, self._roles[look.id]) if look.id in self._roles else self.fitted(look)
            for look in LOOKS
        }

    def _typeface(self, *, rtl: bool) -> str:
        """The typeface of the text; ``""`` where it is not said."""
        named, theme, script = ("cs", "cstheme", "cs") if rtl else ("ascii", "asciiTheme", "latin")
        for fonts in self.sheet.levels(self._normal, "rPr/rFonts"):
            kind = fonts.get(f"{W}{theme}", "")
            if kind and self._template.typefaces:
                schemes = etree.fromstring(self._template.typefaces)
                face = schemes.find(f"{A}{'major' if kind.startswith('major') else 'minor'}Font/{A}{script}")
                return face.get("typeface", "") if face is not None else ""
            if fonts.get(f"{W}{named}"):
                return fonts.get(f"{W}{named}", "")
        return ""

    def fitted(self, look: Look) -> Look:
        """One of our looks for this template."""
        if look.base != "Normal" and (look.id in _OUTSIDE or look.base in self._roles):
            look = self._with_base(look)
        scale = self.body / BODY_SIZE
        if look.size < BODY_SIZE:
            scale = min(scale, MOST_GROWTH)
        size = round(look.size * scale * 2) / 2
        fitted = replace(look, size=size, colour=self.accent if look.colour == ACCENT else look.colour)
        if look.base != "Normal":
            return fitted
        fitted = replace(
            fitted,
            before=look.before or 0.0,
            after=OURS.after if look.after is None else look.after,
            flat=True,
        )
        align = self.sheet.said(self._normal, "pPr/jc")
        if look.id in _RUNNING:
            keeps = align in ("", "both", "left", "start", "distribute")
            return replace(
                fitted, align="" if keeps else "left", after=self.after if look.after is None else look.after
            )
        return replace(fitted, line=0 if look.exact else self.line, align="left" if align else "")

    def _with_base(self, look: Look) -> Look:
        base = next(each for each in LOOKS if each.id == look.base)
        return replace(
            look,
            base="Normal",
            size=look.size or base.size,
            bold=look.bold or base.bold,
            colour=look.colour or base.colour,
            before=base.before if look.before is None else look.before,
            after=base.after if look.after is None else look.after,
            indent=look.indent or base.indent,
            keep_next=look.keep_next or base.keep_next,
        )

    def _measured(self, look: Look, style: etree._Element) -> Look:
        sheet = self.sheet
        return replace(
            look,
            base="Normal",
            size=sheet.size(style),
            bold=sheet.on(style, "rPr", "b"),
            before=sheet.space(style, "before"),
            after=sheet.space(style, "after"),
            indent=max(0, number(sheet.said(style, "pPr/ind", "left"), 0)) / 20,
            keep_next=sheet.on(style, "pPr", "keepNext"),
            keep_lines=sheet.on(style, "pPr", "keepLines"),
            line=sheet.line(style),
            exact=0,
        )

    # colour

    def _accent(self) -> str:
        """The colour of the template's headings, or of its theme; as dark as text must be."""
        for role in ("Heading1", "Heading2", "Title"):
            said = self.sheet.said(self._roles[role], "rPr/color") if role in self._roles else ""
            if _HEX.fullmatch(said) and len(set(_parts(said))) > 1:
                return _readable(said)
        if self._template.colours:
            accent = etree.fromstring(self._template.colours).find(f"{A}accent1")
            found = accent[0].get("val", "") if accent is not None and len(accent) else ""
            if _HEX.fullmatch(found):
                return _readable(found)
        return ACCENT


def _parts(colour: str) -> list[int]:
    return [int(colour[at : at + 2], 16) for at in (0, 2, 4)]


def _readable(colour: str) -> str:
    """The colour, made darker until text in it can be read on white."""
    parts = [float(each) for each in _parts(colour)]
    while 1.05 / (_luminance(parts) + 0.05) < _CONTRAST:
        parts = [each * 0.95 for each in parts]
    return "".join(f"{int(each):02X}" for each in parts)


def _luminance(parts: list[float]) -> float:
    """Relative luminance (WCAG 2.2)."""
    shares = (each / 255 for each in parts)
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
