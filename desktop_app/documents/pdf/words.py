"""Words as they are drawn: shaped and written once for each style and direction, however often they occur."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from desktop_app.documents.pdf.objects import number
from desktop_app.documents.text.breaking import BREAKING_SPACES, SOFT_HYPHEN, clusters, emergency, inner_parts
from desktop_app.documents.text.shaping import Shaper

if TYPE_CHECKING:
    from desktop_app.documents.pdf.fonts import Font, Fonts
    from desktop_app.documents.text.shaping import Glyph
    from desktop_app.language import Direction

_NEGLIGIBLE: Final = 0.01


class Letters(NamedTuple):
    """What shaping depends on."""

    size: float
    bold: bool = False
    italic: bool = False
    language: str = ""


class Mark(NamedTuple):
    """A mark above or below a letter, drawn after its line. Distances are in points from the left of the word."""

    left: float
    up: float
    font: Font
    size: float
    code: int


class Atom:
    """A piece of a word in one style and direction, with the spaces after it; a line may begin with it.

    ``runs`` are its fonts with the inside of a ``TJ`` array for each, from left to right, and ``spaced`` the same with
    the ``spaces``. ``font`` is its font where it has but one. Widths are in points.
    """

    __slots__ = ("font", "joined", "marks", "runs", "space", "spaced", "spaces", "text", "width")

    def __init__(self, text: str) -> None:
        self.text = text
        self.width = self.space = 0.0
        self.runs: list[tuple[Font, str]] = []
        self.spaced: list[tuple[Font, str]] = []
        self.spaces: list[tuple[Font, str]] = []
        self.font: Font | None = None
        self.marks: list[Mark] = []
        self.joined = False
        """Whether it belongs to the line of the atom before it, whatever happens."""

    def held(self) -> Atom:
        """The same as one that stays with what is before it."""
        copy = Atom(self.text)
        copy.width, copy.space, copy.runs, copy.spaced = self.width, self.space, self.runs, self.spaced
        copy.spaces = self.spaces
        copy.font, copy.marks, copy.joined = self.font, self.marks, True
        return copy


class Words:
    """The words of one document."""

    def __init__(self, fonts: Fonts, direction: Direction) -> None:
        self._fonts = fonts
        self._shaper = Shaper(direction)
        self.has_marks = False
        """Whether any word has marks that are drawn after its line."""
        self._known: dict[tuple[Letters, bool], dict[str, tuple[Atom, ...]]] = {}

    @property
    def missing(self) -> frozenset[str]:
        """The characters that no face has."""
        return frozenset(self._shaper.missing)

    def known(self, letters: Letters, *, rtl: bool) -> dict[str, tuple[Atom, ...]]:
        """The words already made in a style and direction: the way past `atoms` for those in a hurry."""
        found = self._known.get((letters, rtl))
        if found is None:
            found = self._known[letters, rtl] = {}
        return found

    def atoms(self, word: str, letters: Letters, *, rtl: bool) -> tuple[Atom, ...]:
        """The parts of a word, with the spaces after it, between which a line may end."""
        known = self.known(letters, rtl=rtl)
        found = known.get(word)
        if found is None:
            parts = inner_parts(word)
            if len(parts) == 1:
                found = (self._atom(word, letters, rtl=rtl),)
            else:
                found = tuple([atom for part in parts for atom in self.atoms(part, letters, rtl=rtl)])
            known[word] = found
        return found

    def parts(self, atom: Atom, letters: Letters, width: float, *, rtl: bool) -> list[Atom]:
        """A word that is wider than ``width`` in parts that are not, as far as its letters allow."""
        found: list[Atom] = []
        rest = clusters(atom.text)
        while rest:
            room = 0
            used = 0.0
            while room < len(rest):
                used += self._coded(rest[room], letters, rtl=rtl)[1] if rest[room] not in BREAKING_SPACES else 0.0
                if used > width:
                    break
                room += 1
            kept = len(rest) if room == len(rest) else emergency(rest, max(room, 1))
            found.append(self._atom("".join(rest[:kept]), letters, rtl=rtl))
            rest = rest[kept:]
        found[0].joined = atom.joined
        return found

    def hyphen(self, atom: Atom, letters: Letters, *, rtl: bool) -> list[tuple[Font, str]]:
        """The hyphen that appears where a line ends at a soft one; nothing elsewhere."""
        if not atom.text.endswith(SOFT_HYPHEN):
            return []
        run = self._shaper.shape("-", rtl=rtl, bold=letters.bold, italic=letters.italic, language=letters.language)[0]
        font = self._fonts.of(run.face)
        return [(font, f"<{font.code(run.glyphs[0].id, SOFT_HYPHEN):04x}>")]

    def _atom(self, text: str, letters: Letters, *, rtl: bool) -> Atom:
        atom = Atom(text)
        word = text.rstrip(BREAKING_SPACES)
        spaces = text[len(word) :]
        if word:
            atom.runs, atom.width = self._coded(word, letters, rtl=rtl, marks=atom.marks)
            self.has_marks = self.has_marks or bool(atom.marks)
        atom.spaced = atom.runs
        if spaces:
            atom.spaces, atom.space = self._spaces(atom.runs, spaces, letters, rtl=rtl)
            atom.spaced = atom.spaces + atom.runs if rtl else atom.runs + atom.spaces
        fonts = {font for font, _ in atom.spaced}
        if len(fonts) == 1:
            (atom.font,) = fonts
            atom.spaced = [(atom.font, "".join([code for _, code in atom.spaced]))]
        return atom

    def _spaces(
        self, runs: list[tuple[Font, str]], spaces: str, letters: Letters, *, rtl: bool
    ) -> tuple[list[tuple[Font, str]], float]:
        """The spaces after a word, in the font of the word's end, and their width."""
        font = runs[0 if rtl else -1][0] if runs else None
        glyph = font.face.glyph(" ") if font is not None else None
        if font is None or glyph is None or spaces.strip(" "):
            return self._coded(spaces, letters, rtl=rtl)
        drawn = [(font, "<" + f"{font.code(glyph, ' '):04x}" * len(spaces) + ">")]
        return drawn, font.width(glyph) * len(spaces) * letters.size / 1000

    def _coded(
        self, text: str, letters: Letters, *, rtl: bool, marks: list[Mark] | None = None
    ) -> tuple[list[tuple[Font, str]], float]:
        """The runs of a text and their width; marks that are drawn after the line are added to ``marks``."""
        runs = self._shaper.shape(text, rtl=rtl, bold=letters.bold, italic=letters.italic, language=letters.language)
        coded = []
        width = 0.0
        for face, glyphs in runs:
            font = self._fonts.of(face)
            coded.append((font, _code(font, glyphs, letters.size)))
            for glyph in glyphs:
                if glyph.said_before and marks is not None:
                    left, up = (width + glyph.right) * letters.size / 1000, glyph.up * letters.size / 1000
                    marks.append(Mark(left, up, font, letters.size, font.code(glyph.id, "")))
                width += glyph.advance
        return coded, width * letters.size / 1000


def _code(font: Font, glyphs: list[Glyph], size: float) -> str:
    """The inside of a ``TJ`` array that draws glyphs, with their distances from where the font would put them."""
    out: list[str] = []
    shift = 0.0
    for glyph in glyphs:
        if glyph.said_before:
            continue
        shift -= glyph.right
        if abs(shift) > _NEGLIGIBLE:
            out.append(f" {number(shift)}")
        code = f"<{font.code(glyph.id, glyph.text):04x}>"
        if glyph.up:
            code = f"]TJ {number(glyph.up * size / 1000)} Ts[{code}]TJ 0 Ts["
        out.append(code)
        shift = glyph.right + font.width(glyph.id) - glyph.advance
    if abs(shift) > _NEGLIGIBLE:
        out.append(f" {number(shift)}")
    return "".join(out).replace("><", "")
