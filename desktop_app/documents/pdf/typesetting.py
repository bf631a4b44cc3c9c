"""From a paragraph's runs to lines of glyphs: words are shaped once, lines are filled, each line is put in order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from desktop_app.documents.pdf.objects import number
from desktop_app.documents.pdf.sheet import Colour, Ink
from desktop_app.documents.text import bidi
from desktop_app.documents.text.breaking import (
    BREAKING_SPACES,
    LONGEST,
    clusters,
    emergency,
    holds_on,
    inner_parts,
    tokens,
)
from desktop_app.documents.text.shaping import Shaper

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop_app.documents.pdf.fonts import Font, Fonts
    from desktop_app.documents.text.shaping import GlyphRun
    from desktop_app.language import Direction

_ONE_LEVEL: Final = re.compile(rb"(.)\1*", re.DOTALL)
_STICKY: Final = frozenset("!?:;»%…؟؛،")
"""What `holds_on` looks at, so that most words need no call."""


class Letters(NamedTuple):
    """What shaping depends on."""

    size: float
    bold: bool = False
    italic: bool = False
    language: str = ""


class Look(NamedTuple):
    """How a piece of text is drawn. ``spoken`` is its language where it differs from what surrounds it."""

    letters: Letters
    colour: Colour
    rise: float = 0.0
    spoken: str = ""
    note: int = 0
    """The number of the footnote that it calls."""


class Piece(NamedTuple):
    """Text in one look."""

    text: str
    look: Look


class Atom:
    """A piece of a word in one style and direction, with the spaces after it. Made once for each text and style."""

    __slots__ = ("joined", "letters", "rtl", "runs", "space", "spaced", "text", "width")

    def __init__(self, text: str, letters: Letters, *, rtl: bool) -> None:
        self.text, self.letters, self.rtl = text, letters, rtl
        self.joined = False
        """Whether it belongs to the line of the atom before it, whatever happens."""
        self.width = self.space = 0.0
        self.runs: tuple[tuple[Font, str], ...] = ()
        self.spaced: tuple[tuple[Font, str], ...] = ()


class Line(NamedTuple):
    """A line from left to right: its inks, its width, and the footnotes called in it."""

    inks: list[Ink]
    width: float
    notes: tuple[int, ...] = ()


class Typesetter:
    """Sets paragraphs for one document. Words are cached by style and direction."""

    def __init__(self, fonts: Fonts, direction: Direction) -> None:
        self._fonts = fonts
        self._shaper = Shaper(direction)
        self._words: dict[tuple[Letters, bool], dict[str, tuple[Atom, ...]]] = {}

    @property
    def missing(self) -> frozenset[str]:
        """The characters that no face has."""
        return frozenset(self._shaper.missing)

    def lines(self, pieces: Sequence[Piece], width: float, base: bidi.Base) -> list[Line]:
        """The lines of a paragraph of the given direction, none wider than ``width``; at least one."""
        found: list[Line] = []
        for part in _forced_lines(pieces):
            text = "".join(piece.text for piece in part)
            if len(part) == 1 and base == 0 and bidi.is_one_way(text, 0):
                found += self._plain(part[0], width)
            else:
                found += self._mixed(part, text, width, base)
        return found or [Line([], 0.0)]

    def width(self, text: str, letters: Letters) -> float:
        """The width of a text on one line."""
        return sum(atom.width + atom.space for token in tokens(text) for atom in self._atoms(token, letters, rtl=False))

    def _plain(self, piece: Piece, width: float) -> list[Line]:
        """Text in one look from left to right: most of it."""
        text, look = piece
        if not text:
            return [Line([], 0.0)]
        known = self._words.setdefault((look.letters, False), {})
        atoms: list[Atom] = []
        before = ""
        for token in tokens(text):
            made = known.get(token) or self._atoms(token, look.letters, rtl=False)
            if before and (token[0] in _STICKY or before[0] == "«") and holds_on(before, token):
                atoms.append(_joined(made[0]))
                atoms += made[1:]
            else:
                atoms += made
            before = token
        lines = []
        for start, stop in self._filled(atoms, width):
            lines.append(_one_look(atoms, start, stop, look))
        return lines

    def _mixed(self, part: Sequence[Piece], text: str, width: float, base: bidi.Base) -> list[Line]:
        levels = bidi.levels(text, base)
        atoms, looks, depths = self._cut(part, text, levels)
        lines = []
        for start, stop in self._filled(atoms, width, looks, depths):
            lines.append(_in_order(atoms, looks, depths, start, stop))
        return lines

    def _cut(self, part: Sequence[Piece], text: str, levels: bytes) -> tuple[list[Atom], list[Look], list[int]]:
        """The atoms of a text of several looks or levels, with the look and the level of each."""
        stretches = _stretches(part, levels)
        stop, look, level = next(stretches)
        atoms: list[Atom] = []
        looks: list[Look] = []
        depths: list[int] = []
        at, before = 0, ""
        for token in tokens(text):
            joined = bool(before) and holds_on(before, token)
            end = at + len(token)
            while at < end:
                while at >= stop:
                    stop, look, level = next(stretches)
                until = min(stop, end)
                for atom in self._atoms(text[at:until], look.letters, rtl=bool(level & 1)):
                    atoms.append(_joined(atom) if joined else atom)
                    looks.append(look)
                    depths.append(level)
                    joined = False
                at, joined = until, True
            before = token
        return atoms, looks, depths

    def _atoms(self, token: str, letters: Letters, *, rtl: bool) -> tuple[Atom, ...]:
        known = self._words.setdefault((letters, rtl), {})
        found = known.get(token)
        if found is None:
            found = known[token] = tuple(self._made(part, letters, rtl=rtl) for part in inner_parts(token))
        return found

    def _made(self, text: str, letters: Letters, *, rtl: bool) -> Atom:
        atom = Atom(text, letters, rtl=rtl)
        word = text.rstrip(BREAKING_SPACES)
        if word:
            atom.runs, atom.width = self._coded(word, letters, rtl=rtl)
        atom.spaced = atom.runs
        if len(word) < len(text):
            spaces, atom.space = self._coded(text[len(word) :], letters, rtl=rtl)
            atom.spaced = spaces + atom.runs if rtl else atom.runs + spaces
        return atom

    def _coded(self, text: str, letters: Letters, *, rtl: bool) -> tuple[tuple[tuple[Font, str], ...], float]:
        runs = self._shaper.shape(text, rtl=rtl, bold=letters.bold, italic=letters.italic, language=letters.language)
        fonts = [self._fonts.of(run.face) for run in runs]
        coded = tuple((font, _code(font, run, letters.size)) for font, run in zip(fonts, runs, strict=True))
        return coded, sum(glyph.advance for run in runs for glyph in run.glyphs) * letters.size / 1000

    def _filled(
        self, atoms: list[Atom], width: float, looks: list[Look] | None = None, depths: list[int] | None = None
    ) -> list[tuple[int, int]]:
        """The first and the last atom but one of each line. An atom too wide for a line is cut in the lists."""
        found: list[tuple[int, int]] = []
        start = at = 0
        allowed = 0
        x = 0.0
        room = width + 0.01
        while at < len(atoms):
            atom = atoms[at]
            if not atom.joined:
                allowed = at
            if x + atom.width <= room:
                x += atom.width + atom.space
                at += 1
                continue
            if allowed > start:
                found.append((start, allowed))
                start = at = allowed
                x = 0.0
                continue
            kept = self._cut_at(atom, width - x)
            if kept is None:
                if at > start:
                    found.append((start, at))
                    start = allowed = at
                    x = 0.0
                else:
                    x += atom.width + atom.space
                    at += 1
                continue
            atoms[at : at + 1] = kept
            if looks is not None and depths is not None:
                looks.insert(at, looks[at])
                depths.insert(at, depths[at])
        if start < len(atoms):
            found.append((start, len(atoms)))
        return found

    def _cut_at(self, atom: Atom, room: float) -> list[Atom] | None:
        """A word that is too long for a line in two parts of which the first fits; None if not even a letter does."""
        parts = clusters(atom.text.rstrip(BREAKING_SPACES))
        if len(parts) < 2 or len(parts) > 2 * LONGEST:
            return None
        fitting = 0
        used = 0.0
        for part in parts:
            used += self._coded(part, atom.letters, rtl=atom.rtl)[1]
            if used > room:
                break
            fitting += 1
        if fitting == 0:
            return None
        kept = emergency(parts, min(fitting, len(parts) - 1))
        head = self._made("".join(parts[:kept]), atom.letters, rtl=atom.rtl)
        head.joined = atom.joined
        tail = self._made(atom.text[len(head.text) :], atom.letters, rtl=atom.rtl)
        return [head, tail]


def _joined(atom: Atom) -> Atom:
    """The same atom as one that stays with what is before it."""
    if atom.joined:
        return atom
    copy = Atom(atom.text, atom.letters, rtl=atom.rtl)
    copy.joined = True
    copy.width, copy.space, copy.runs, copy.spaced = atom.width, atom.space, atom.runs, atom.spaced
    return copy


def _code(font: Font, run: GlyphRun, size: float) -> str:
    """The inside of a ``TJ`` array that draws a glyph run."""
    out: list[str] = []
    open_ = False
    for glyph in run.glyphs:
        code = f"{font.code(glyph.id, glyph.text):04x}"
        before = -glyph.right
        after = glyph.right + font.width(glyph.id) - glyph.advance
        if before or glyph.up:
            if open_:
                out.append(">")
                open_ = False
            if before:
                out.append(number(before))
            if glyph.up:
                out.append(f"]TJ {number(glyph.up * size / 1000)} Ts[<{code}>]TJ 0 Ts[")
            else:
                out.append(f"<{code}>")
        else:
            out.append(code if open_ else f"<{code}")
            open_ = True
        if abs(after) > 0.01:
            if open_:
                out.append(">")
                open_ = False
            out.append(number(after))
    if open_:
        out.append(">")
    return "".join(out)


def _forced_lines(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces of each line that somebody began on purpose."""
    if not any("\n" in piece.text for piece in pieces):
        return [list(pieces)]
    lines: list[list[Piece]] = [[]]
    for text, look in pieces:
        first, *others = text.split("\n")
        lines[-1].append(Piece(first, look))
        lines += [[Piece(other, look)] for other in others]
    return lines


def _stretches(part: Sequence[Piece], levels: bytes) -> Iterator[tuple[int, Look, int]]:
    """Where each stretch of one look and one level ends, with both."""
    start = 0
    for text, look in part:
        stop = start + len(text)
        for run in _ONE_LEVEL.finditer(levels, start, stop):
            yield run.end(), look, run[0][0]
        start = stop


def _one_look(atoms: list[Atom], start: int, stop: int, look: Look) -> Line:
    """A line of atoms in one look, from left to right."""
    last = atoms[stop - 1]
    width = sum(atom.width + atom.space for atom in atoms[start : stop - 1]) + last.width
    parts = [(font, look, code, 0.0) for atom in atoms[start : stop - 1] for font, code in atom.spaced]
    parts += [(font, look, code, 0.0) for font, code in last.runs]
    return Line(_merged(parts), width)


def _in_order(atoms: list[Atom], looks: list[Look], depths: list[int], start: int, stop: int) -> Line:
    """A line of atoms of several looks or levels, put in visual order; its last spaces hang and are not drawn."""
    while stop - 1 > start and not atoms[stop - 1].runs:
        stop -= 1
    line = range(start, stop)
    last = stop - 1
    parts: list[tuple[Font, Look, str, float]] = []
    x = 0.0
    for at in bidi.in_visual_order(line, depths[start:stop]):
        atom = atoms[at]
        parts += [(font, looks[at], code, x) for font, code in (atom.runs if at == last else atom.spaced)]
        x += atom.width if at == last else atom.width + atom.space
    notes = tuple(dict.fromkeys(looks[at].note for at in line if looks[at].note))
    return Line(_merged(parts), x, notes)


def _merged(parts: list[tuple[Font, Look, str, float]]) -> list[Ink]:
    """Neighbours in one font and look as one ink."""
    inks: list[Ink] = []
    at = 0
    while at < len(parts):
        font, look, _, left = parts[at]
        until = at + 1
        while until < len(parts) and parts[until][0] is font and parts[until][1] is look:
            until += 1
        code = "".join([part[2] for part in parts[at:until]]).replace("><", "")
        inks.append(Ink(font, look.letters.size, look.colour, look.rise, look.spoken, look.note, left, code))
        at = until
    return inks
