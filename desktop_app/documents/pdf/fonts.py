"""Fonts of a PDF: composite fonts whose character codes are pairs of a glyph and the text it stands for.

A code is numbered at first use, so that the way back from codes to text is one to one: the same glyph can stand for
different texts (a mirrored bracket, a ligature's parts), and copying gives back what was written. Only the glyphs
that are used are embedded.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import uharfbuzz as hb

from desktop_app.documents.pdf.objects import dictionary, text_string
from desktop_app.documents.text.clean import REPLACEMENT
from desktop_app.documents.text.shaping import APART

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop_app.documents.pdf.file import File
    from desktop_app.documents.text.faces import Face

_LAYOUT_TABLES = (
    "GSUB",
    "GPOS",
    "GDEF",
    "STAT",
    "gasp",
    "name",
    "post",
    "OS/2",
    "cmap",
    "DSIG",
    "BASE",
    "MVAR",
    "avar",
)
_MAX_CODES = 0xFFFF
_NOTHING = "\N{WORD JOINER}"
"""What a glyph says whose text another gave: every code must say something, and this is not seen."""
_PRIVATE: Final = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
"""Characters that mean what two parties agreed on; archives take none of them for text (ISO 19005-2, 6.2.11.7.3)."""
_BLOCK = 100
"""Entries that one block of a character map may hold."""
_ESCAPES: Final = str.maketrans({"\\": r"\\", "(": r"\(", ")": r"\)", "\r": r"\r"})
"""What means something else within a string of a PDF (7.3.4.2)."""
_DIRECTION_MARKS: Final = ("\N{LEFT-TO-RIGHT MARK}", "\N{RIGHT-TO-LEFT MARK}")
_NO_GLYPH: Final = "\0\0"


class Font:
    """One face as it is used in one document."""

    def __init__(self, face: Face, resource: str) -> None:
        self.face, self.resource = face, resource
        self._codes: dict[tuple[int, str], str] = {}
        """The pairs in the order of their numbers, which begin with 1, each as it is written within a string."""
        self._letters: dict[tuple[int, str], tuple[str, int]] = {}
        self._widths: dict[int, float] = {}
        self._direction_marks: dict[int, str] = {}

    def __len__(self) -> int:
        """How many character codes it has."""
        return len(self._codes)

    def code(self, glyph: int, text: str) -> str:
        """The character code of a glyph that stands for a text, as it is written within a string."""
        found = self._codes.get((glyph, text))
        if found is None:
            number = len(self._codes) + 1
            if number > _MAX_CODES:
                return self._codes.get((glyph, ""), _NO_GLYPH)
            found = self._codes[glyph, text] = number.to_bytes(2, "big").decode("latin-1").translate(_ESCAPES)
        return found

    def letter(self, glyph: int, text: str) -> tuple[str, int]:
        """The character code of a glyph that stands for a text, and its advance in the face's own units."""
        found = self._letters.get((glyph, text))
        if found is None:
            found = self._letters[glyph, text] = self.code(glyph, text), self.face.advance(glyph)
        return found

    def direction_mark(self, rtl: int) -> str:
        """What writes a mark of a direction, without ink or width, a little to the left of where it belongs."""
        found = self._direction_marks.get(rtl)
        if found is None:
            code = self.code(self.face.blank, _DIRECTION_MARKS[rtl])
            found = self._direction_marks[rtl] = f"){APART:g}({code}){-APART:g}("
        return found

    def width(self, glyph: int) -> float:
        """The advance of a glyph in thousandths of the size, as it is written into the file."""
        found = self._widths.get(glyph)
        if found is None:
            found = self._widths[glyph] = self.face.width(glyph)
        return found

    def write(self, file: File) -> str:
        """Write the font's objects; returns the reference of its dictionary."""
        program, glyphs = self._subset()
        tag = f"{_subset_tag(self.resource)}+{self.face.name}"
        embedded = file.add_stream(program, f"/Length1 {len(program)}")
        descendant = file.add(self._descendant(file, tag, embedded, glyphs))
        to_unicode = file.add_stream(self._to_unicode())
        return file.add(
            dictionary(
                {
                    "Type": "/Font",
                    "Subtype": "/Type0",
                    "BaseFont": f"/{tag}",
                    "Encoding": "/Identity-H",
                    "DescendantFonts": f"[{descendant}]",
                    "ToUnicode": to_unicode,
                }
            )
        )

    def _subset(self) -> tuple[bytes, dict[int, int]]:
        """The font program with the glyphs used, and the number that each has in it."""
        wanted = hb.SubsetInput()
        for glyph, _ in self._codes:
            wanted.glyph_set.add(glyph)
        for axis, value in self.face.axes.items():
            wanted.pin_axis_location(self.face.file, axis, value)
        wanted.flags = hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
        for table in _LAYOUT_TABLES:
            wanted.drop_table_tag_set.add(int.from_bytes(table.encode().ljust(4), "big"))
        plan = hb.SubsetPlan(self.face.file, wanted)
        return bytes(plan.execute().blob.data), dict(plan.old_to_new_glyph_mapping)

    def _descendant(self, file: File, tag: str, embedded: str, glyphs: dict[int, int]) -> str:
        numbers = b"\0\0" + b"".join(glyphs[glyph].to_bytes(2, "big") for glyph, _ in self._codes)
        to_glyphs = file.add_stream(numbers)
        widths = " ".join(_number(self.width(glyph)) for glyph, _ in self._codes)
        descriptor = file.add(self._descriptor(tag, embedded))
        letters = {"Registry": text_string("Adobe"), "Ordering": text_string("Identity"), "Supplement": "0"}
        return dictionary(
            {
                "Type": "/Font",
                "Subtype": "/CIDFontType2",
                "BaseFont": f"/{tag}",
                "CIDToGIDMap": to_glyphs,
                "CIDSystemInfo": dictionary(letters),
                "FontDescriptor": descriptor,
                "DW": "0",
                "W": f"[1[{widths}]]",
            }
        )

    def _descriptor(self, tag: str, embedded: str) -> str:
        face = self.face
        extents = face.font.get_font_extents("ltr")
        ascent, descent = round(extents.ascender * face.scale), round(extents.descender * face.scale)
        slant = -12 if face.italic else 0
        flags = 4 | (64 if face.italic else 0)
        stem = 120 if "Bold" in face.name else 80
        return dictionary(
            {
                "Type": "/FontDescriptor",
                "FontName": f"/{tag}",
                "Flags": str(flags),
                "FontBBox": f"[-200 {descent} 1400 {ascent}]",
                "ItalicAngle": str(slant),
                "Ascent": str(ascent),
                "Descent": str(descent),
                "CapHeight": "698",
                "StemV": str(stem),
                "FontFile2": embedded,
            }
        )

    def _to_unicode(self) -> bytes:
        pairs = [(code, _PRIVATE.sub(REPLACEMENT, text) or _NOTHING) for code, (_, text) in enumerate(self._codes, 1)]
        blocks = "\n".join(
            f"{len(block)} beginbfchar\n" + "\n".join(f"<{code:04x}><{_utf16(text)}>" for code, text in block)
            + "\nendbfchar" for block in _blocks(pairs)
        )  # fmt: skip
        return (
            "/CIDInit/ProcSet findresource begin 12 dict begin begincmap\n"
            "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"
            "/CMapName/Adobe-Identity-UCS def/CMapType 2 def\n"
            "1 begincodespacerange<0000><ffff>endcodespacerange\n"
            f"{blocks}\nendcmap CMapName currentdict/CMap defineresource pop end end"
        ).encode("ascii")


class Fonts:
    """The fonts of a document, each made when it is first needed."""

    def __init__(self) -> None:
        self._fonts: dict[Face, Font] = {}

    def of(self, face: Face) -> Font:
        """The document's font of a face."""
        font = self._fonts.get(face)
        if font is None:
            font = self._fonts[face] = Font(face, f"F{len(self._fonts) + 1}")
        return font

    @property
    def letters(self) -> int:
        """How many character codes there are in all fonts."""
        return sum(map(len, self._fonts.values()))

    def write(self, file: File) -> str:
        """Write all fonts; returns the dictionary of font resources."""
        return "<<" + "".join(f"/{font.resource} {font.write(file)}" for font in self._fonts.values()) + ">>"


def _blocks(pairs: list[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    for at in range(0, len(pairs), _BLOCK):
        yield pairs[at : at + _BLOCK]


def _utf16(text: str) -> str:
    return text.encode("utf-16-be").hex()


def _number(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")


def _subset_tag(resource: str) -> str:
    """Six capital letters that differ between the subsets of one file."""
    number = int(resource[1:])
    return "".join(chr(ord("A") + number // 26**place % 26) for place in range(6))
