"""Words as they are drawn: shaped and written once for each style and direction, however often they occur.

What is written of a word is the inside of a string within a ``TJ`` array, so that the words of a line are put
together by joining strings. A word that begins with a distance closes the string, and opens it again after.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from desktop_app.documents.pdf.objects import number
from desktop_app.documents.text.breaking import (
    BREAKING_SPACES,
    HOLDERS,
    SOFT_HYPHEN,
    clusters,
    emergency,
    inner_parts,
)
from desktop_app.documents.text.shaping import FIGURES, Shaper

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop_app.documents.pdf.fonts import Font, Fonts
    from desktop_app.documents.text.shaping import Glyph, Plain
    from desktop_app.language import Direction

_NEGLIGIBLE: Final = 0.01
_NUMBERED: Final = re.compile(r"([^0-9]*)([0-9]+)([^0-9]*)")

Runs: TypeAlias = "list[tuple[Font, str]]"
"""Fonts with what is written in each, from left to right."""


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
    code: str


class Counter(NamedTuple):
    """What is written before and after a number, and for each of its figures. Widths are in points."""

    font: Font
    before: str
    after: str
    figures: dict[int, str]
    """For `str.translate`."""
    width: float
    """Of what is before and after, in the face's own units."""
    figure: float
    """The width of each figure, in the same."""


class Atom:
    """A piece of a word in one style and direction, with the spaces after it; a line may begin with it.

    ``runs`` are its fonts with what is written in each, and ``spaced`` the same with the ``spaces``. Where it has but
    one ``font``, ``bare`` and ``code`` are what is written without and with them. Widths are in points; ``advance`` is
    the width with the spaces.
    """

    __slots__ = (
        "_held", "advance", "bare", "code", "font", "joined", "marks", "runs", "space", "spaced", "spaces", "text",
        "width",
    )  # fmt: skip

    def __init__(self, text: str) -> None:
        self.text = text
        self.width = self.space = self.advance = 0.0
        self.runs: Runs = []
        self.spaced: Runs = []
        self.spaces: Runs = []
        self.font: Font | None = None
        self.bare = self.code = ""
        self.marks: list[Mark] = []
        self.joined = False
        """Whether it belongs to the line of the atom before it, whatever happens."""
        self._held: Atom | None = None

    def held(self) -> Atom:
        """The same as one that stays with what is before it."""
        if self._held is None:
            copy = self._held = Atom(self.text)
            copy.width, copy.space, copy.advance = self.width, self.space, self.advance
            copy.runs, copy.spaced, copy.spaces = self.runs, self.spaced, self.spaces
            copy.font, copy.bare, copy.code = self.font, self.bare, self.code
            copy.marks, copy.joined = self.marks, True
        return self._held


class Known(dict[str, tuple[Atom, ...]]):
    """The words of one style and direction, each made when it is first asked for: the parts where lines may end."""

    def __init__(self, words: Words, letters: Letters, *, rtl: bool) -> None:
        super().__init__()
        self._words, self._letters, self._rtl = words, letters, rtl
        self.widest = 0.0
        self.font: Font | None = None
        """What all of its words are drawn in, if it is one font."""
        self._fonts: set[Font] = set()
        self.holders: set[str] = set()
        """Those of its words that may belong to the word before or after them although there is a space between."""

    def __missing__(self, word: str) -> tuple[Atom, ...]:
        parts = inner_parts(word)
        if len(parts) > 1:
            made = tuple([atom for part in parts for atom in self[part]])
        else:
            atom = self._words.atom(word, self._letters, rtl=self._rtl)
            if atom.width > self.widest:
                self.widest = atom.width
            if atom.font is None or atom.font is not self.font:
                self._fonts.update([font for font, _ in atom.spaced])
                self.font = next(iter(self._fonts)) if len(self._fonts) == 1 else None
            made = (atom,)
        if word[0] in HOLDERS:
            self.holders.add(word)
        self[word] = made
        return made


class Words:
    """The words of one document."""

    def __init__(self, fonts: Fonts, direction: Direction) -> None:
        self._fonts = fonts
        self._shaper = Shaper(direction)
        self.has_marks = False
        """Whether any word has marks that are drawn after its line."""
        self._known: dict[tuple[Letters, bool], Known] = {}
        self._counters: dict[tuple[str, str, Letters], Counter | None] = {}

    @property
    def missing(self) -> frozenset[str]:
        """The characters that no face has."""
        return frozenset(self._shaper.missing)

    def known(self, letters: Letters, *, rtl: bool) -> Known:
        """The words in a style and direction."""
        found = self._known.get((letters, rtl))
        if found is None:
            found = self._known[letters, rtl] = Known(self, letters, rtl=rtl)
        return found

    def atom(self, text: str, letters: Letters, *, rtl: bool) -> Atom:
        """A word, or a part of one, with the spaces after it."""
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
        atom.advance = atom.width + atom.space
        fonts = {font for font, _ in atom.spaced}
        if len(fonts) == 1:
            atom.font = fonts.pop()
            atom.bare, atom.code = _joined(atom.runs), _joined(atom.spaced)
        return atom

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
            found.append(self.atom("".join(rest[:kept]), letters, rtl=rtl))
            rest = rest[kept:]
        found[0].joined = atom.joined
        return found

    def hyphen(self, atom: Atom, letters: Letters, *, rtl: bool) -> Runs:
        """The hyphen that appears where a line ends at a soft one; nothing elsewhere."""
        if not atom.text.endswith(SOFT_HYPHEN):
            return []
        run = self._shaper.shape("-", rtl=rtl, bold=letters.bold, italic=letters.italic, language=letters.language)[0]
        font = self._fonts.of(run.face)
        return [(font, font.code(run.glyphs[0].id, SOFT_HYPHEN))]

    def _spaces(self, runs: Runs, spaces: str, letters: Letters, *, rtl: bool) -> tuple[Runs, float]:
        """The spaces after a word, in the font of the word's end, and their width."""
        font = runs[0 if rtl else -1][0] if runs else None
        glyph = font.face.glyph(" ") if font is not None else None
        if font is None or glyph is None or spaces.strip(" "):
            return self._coded(spaces, letters, rtl=rtl)
        return [(font, font.code(glyph, " ") * len(spaces))], font.width(glyph) * len(spaces) * letters.size / 1000

    def _coded(self, text: str, letters: Letters, *, rtl: bool, marks: list[Mark] | None = None) -> tuple[Runs, float]:
        """The runs of a text and their width; marks that are drawn after the line are added to ``marks``."""
        size, bold, italic, language = letters
        numbered = None if rtl else _NUMBERED.fullmatch(text)
        if numbered is not None:
            before, number, after = numbered.groups()
            counter = self._counter(before, after, letters)
            if counter is not None:
                code = counter.before + number.translate(counter.figures) + counter.after
                width = counter.width + counter.figure * len(number)
                return [(counter.font, code)], width * counter.font.face.scale * size / 1000
        plain = None if rtl else self._shaper.plainly(text, bold=bold, italic=italic, language=language)
        if plain is not None:
            font = self._fonts.of(plain.face)
            return [(font, "".join(_plain_codes(font, text, plain)))], sum(
                plain.advances
            ) * plain.face.scale * size / 1000
        runs = self._shaper.shape(text, rtl=rtl, bold=bold, italic=italic, language=language)
        coded = []
        width = 0.0
        for face, glyphs in runs:
            font = self._fonts.of(face)
            coded.append((font, _code(font, glyphs, size)))
            if rtl and marks is not None and any(glyph.said_before for glyph in glyphs):
                marks += _marks_of(font, glyphs, size, width)
            width += sum([glyph.advance for glyph in glyphs])
        return coded, width * size / 1000

    def _counter(self, before: str, after: str, letters: Letters) -> Counter | None:
        """What writes numbers between two texts without shaping each of them, where that may be."""
        key = (before, after, letters)
        if key not in self._counters:
            self._counters[key] = self._made_counter(before, after, letters)
        return self._counters[key]

    def _made_counter(self, before: str, after: str, letters: Letters) -> Counter | None:
        _, bold, italic, language = letters
        plain = self._shaper.counting(before, after, bold=bold, italic=italic, language=language)
        if plain is None:
            return None
        font = self._fonts.of(plain.face)
        first, end = len(before), len(before) + len(FIGURES)
        codes = _plain_codes(font, before + FIGURES + after, plain)
        figures = dict(zip(map(ord, FIGURES), codes[first:end], strict=True))
        fixed = sum(plain.advances[:first]) + sum(plain.advances[end:])
        return Counter(font, "".join(codes[:first]), "".join(codes[end:]), figures, fixed, plain.advances[first])


def _joined(runs: Runs) -> str:
    return runs[0][1] if len(runs) == 1 else "".join([code for _, code in runs])


def _marks_of(font: Font, glyphs: list[Glyph], size: float, before: float) -> Iterator[Mark]:
    """The marks among glyphs that begin at a distance, in thousandths of the size."""
    for glyph in glyphs:
        if glyph.said_before:
            yield Mark((before + glyph.right) * size / 1000, glyph.up * size / 1000, font, font.code(glyph.id, ""))
        before += glyph.advance


def _plain_codes(font: Font, text: str, plain: Plain) -> list[str]:
    """What draws glyphs of which each is a character, with their distances from where the font would put them."""
    codes: list[str] = []
    for glyph, said, advance in zip(plain.glyphs, text, plain.advances, strict=True):
        code, usual = font.letter(glyph, said)
        codes.append(code if advance == usual else f"{code}){number((usual - advance) * plain.face.scale)}(")
    return codes


def _code(font: Font, glyphs: list[Glyph], size: float) -> str:
    """What draws glyphs, with their distances from where the font would put them."""
    out: list[str] = []
    shift = 0.0
    for id_, text, advance, right, up, said_before in glyphs:
        if said_before:
            continue
        shift -= right
        if not -_NEGLIGIBLE <= shift <= _NEGLIGIBLE:
            out.append(f"){number(shift)}(")
        code = font.code(id_, text)
        if up:
            code = f")]TJ {number(up * size / 1000)} Ts[({code})]TJ 0 Ts[("
        out.append(code)
        shift = right + font.width(id_) - advance
    if not -_NEGLIGIBLE <= shift <= _NEGLIGIBLE:
        out.append(f"){number(shift)}(")
    return "".join(out)
