"""From a paragraph's runs to lines of glyphs: words are shaped once, lines are filled, each line is put in order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from desktop_app.documents.pdf.sheet import Colour, Ink
from desktop_app.documents.pdf.words import Letters, Words
from desktop_app.documents.text import bidi
from desktop_app.documents.text.breaking import BREAKING_SPACES, HOLDERS, holds_on, tokens
from desktop_app.documents.text.shaping import APART

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop_app.documents.pdf.fonts import Fonts
    from desktop_app.documents.pdf.words import Atom, Mark
    from desktop_app.language import Direction

_ONE_LEVEL: Final = re.compile(rb"(.)\1*", re.DOTALL)
_CODE: Final = Ink._fields.index("left")
_MARKS: Final = ("\N{LEFT-TO-RIGHT MARK}", "\N{RIGHT-TO-LEFT MARK}")
_UNBOUNDED: Final = 1e6
_SLACK: Final = 0.01
"""How much wider than its column a line may be, in points: for sums of rounded widths."""


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


class Line(NamedTuple):
    """A line from left to right: its inks, its width, and the footnotes called in it."""

    inks: list[Ink]
    width: float
    notes: tuple[int, ...] = ()
    marks: list[tuple[Mark, Colour]] = []


class _Stretch(NamedTuple):
    """Atoms of one look and one level, up to the atom of number ``stop``."""

    stop: int
    look: Look
    level: int


class Typesetter:
    """Sets paragraphs for one document."""

    def __init__(self, fonts: Fonts, direction: Direction) -> None:
        self._words = Words(fonts, direction)

    @property
    def missing(self) -> frozenset[str]:
        """The characters that no face has."""
        return self._words.missing

    def lines(self, pieces: Sequence[Piece], width: float, base: bidi.Base) -> list[Line]:
        """The lines of a paragraph of the given direction, none wider than ``width``; at least one."""
        found: list[Line] = []
        for part in _forced_lines(pieces):
            found += self._part(part, width, base)
        return found or [Line([], 0.0)]

    def width(self, text: str, letters: Letters) -> float:
        """The width of a text on one line."""
        if not bidi.is_one_way(text, 0):
            look = Look(letters, "")
            return max(line.width for line in self.lines([Piece(text, look)], _UNBOUNDED, 0))
        return sum(
            atom.width + atom.space for token in tokens(text) for atom in self._words.atoms(token, letters, rtl=False)
        )

    def _part(self, part: Sequence[Piece], width: float, base: bidi.Base) -> list[Line]:
        """The lines of a part of a paragraph in which nobody began a line on purpose."""
        text = part[0].text if len(part) == 1 else "".join([piece.text for piece in part])
        if not text:
            return [Line([], 0.0)]
        levels = None if bidi.is_one_way(text, base) else bidi.levels(text, base)
        atoms: list[Atom] = []
        stretches: list[_Stretch] = []
        before = ""
        for piece, look, level in _stretches(part, levels, base):
            before = self._add(atoms, piece, look.letters, before, rtl=bool(level & 1))
            stretches.append(_Stretch(len(atoms), look, level))
        if max([atom.width for atom in atoms]) > width:
            atoms, stretches = self._cut(atoms, stretches, width)
        return self._lines(atoms, stretches, width)

    def _lines(self, atoms: list[Atom], stretches: list[_Stretch], width: float) -> list[Line]:
        lines = []
        first = 0
        for start, stop, wide in _filled(atoms, width):
            if len(stretches) == 1:
                inks = self._inks(atoms, start, stop, stretches[0], 0.0, ends=stop)
                marks = self._marks(atoms, start, stop, stretches[0], 0.0, ends=stop)
                lines.append(Line(inks, wide, (), marks))
                continue
            while stretches[first].stop <= start:
                first += 1
            lines.append(self._in_order(atoms, start, stop, stretches, first, wide))
        return lines

    def _in_order(
        self, atoms: list[Atom], start: int, stop: int, stretches: list[_Stretch], first: int, width: float
    ) -> Line:
        """A line of atoms of several looks or levels, put in visual order; its last spaces are not drawn."""
        while stop - 1 > start and not atoms[stop - 1].runs:
            stop -= 1
        slices: list[tuple[int, int, _Stretch]] = []
        at, which = start, first
        while at < stop:
            stretch = stretches[which]
            slices.append((at, min(stretch.stop, stop), stretch))
            at, which = slices[-1][1], which + 1
        notes = tuple(dict.fromkeys(stretch.look.note for _, _, stretch in slices if stretch.look.note))
        ordered = bidi.in_visual_order(slices, [stretch.level for _, _, stretch in slices])
        inks: list[Ink] = []
        marks: list[tuple[Mark, Colour]] = []
        x = 0.0
        for place, (begin, end, stretch) in enumerate(ordered):
            drawn = self._inks(atoms, begin, end, stretch, x, ends=stop)
            rtl = stretch.level & 1
            edges = _edges(atoms, begin, end, rtl)
            if drawn and place and rtl != ordered[place - 1][2].level & 1 and not edges[0]:
                drawn[0] = drawn[0]._replace(code=_mark(drawn[0], rtl) + drawn[0].code)
            if drawn and place + 1 < len(ordered) and rtl != ordered[place + 1][2].level & 1 and not edges[1]:
                drawn[-1] = drawn[-1]._replace(code=drawn[-1].code + _mark(drawn[-1], rtl))
            inks += drawn
            marks += self._marks(atoms, begin, end, stretch, x, ends=stop)
            x += sum([atom.width + atom.space for atom in atoms[begin:end]])
            if end == stop:
                x -= atoms[stop - 1].space
        return Line(_merged(inks), width, notes, marks)

    def _inks(
        self, atoms: list[Atom], start: int, stop: int, stretch: _Stretch, left: float, *, ends: int
    ) -> list[Ink]:
        """Atoms of one look and level from left to right; the line ends before the atom of number ``ends``."""
        rtl = stretch.level & 1 == 1
        drawn = atoms[start:stop]
        runs = [atom.spaced for atom in drawn]
        if stop == ends:
            last = drawn[-1]
            runs[-1] = last.runs
            if stop < len(atoms):
                runs.append(self._words.hyphen(last, stretch.look.letters, rtl=rtl))
        if rtl:
            runs.reverse()
        size, colour, look = stretch.look.letters.size, stretch.look.colour, stretch.look
        fonts = {atom.font for atom in drawn}
        font = fonts.pop()
        if font is not None and not fonts:
            code = "".join([code for run in runs for _, code in run]).replace("><", "")
            return [Ink(font, size, colour, look.rise, look.spoken, look.note, left, code)] if code else []
        inks = [
            Ink(font, size, colour, look.rise, look.spoken, look.note, left, code) for run in runs for font, code in run
        ]
        return _merged(inks)

    def _marks(
        self, atoms: list[Atom], start: int, stop: int, stretch: _Stretch, left: float, *, ends: int
    ) -> list[tuple[Mark, Colour]]:
        """The marks of the same atoms that are drawn after the line, by their distance from its left."""
        if not self._words.has_marks:
            return []
        rtl = stretch.level & 1 == 1
        found: list[tuple[Mark, Colour]] = []
        for at in range(stop - 1, start - 1, -1) if rtl else range(start, stop):
            atom = atoms[at]
            space = 0.0 if at == ends - 1 else atom.space
            word = left + space if rtl else left
            found += [(mark._replace(left=word + mark.left), stretch.look.colour) for mark in atom.marks]
            left += atom.width + space
        return found

    def _add(self, atoms: list[Atom], text: str, letters: Letters, before: str, *, rtl: bool) -> str:
        """Add the atoms of a text in one look and level after the word ``before``; returns its last word."""
        words = self._words
        known = words.known(letters, rtl=rtl)
        joined = bool(before) and before[-1] not in BREAKING_SPACES
        for token in tokens(text):
            made = known.get(token) or words.atoms(token, letters, rtl=rtl)
            if joined or ((token[0] in HOLDERS or before[:1] in HOLDERS) and before and holds_on(before, token)):
                atoms.append(made[0].held())
                atoms += made[1:]
                joined = False
            else:
                atoms += made
            before = token
        return before

    def _cut(self, atoms: list[Atom], stretches: list[_Stretch], width: float) -> tuple[list[Atom], list[_Stretch]]:
        """The same with each word that is too long for a line in parts that are not."""
        cut: list[Atom] = []
        found: list[_Stretch] = []
        start = 0
        for stop, look, level in stretches:
            for atom in atoms[start:stop]:
                cut += (
                    [atom] if atom.width <= width else self._words.parts(atom, look.letters, width, rtl=level & 1 == 1)
                )
            found.append(_Stretch(len(cut), look, level))
            start = stop
        return cut, found


def _forced_lines(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces of each line that somebody began on purpose."""
    if not pieces:
        return []
    lines: list[list[Piece]] = [[]]
    for piece in pieces:
        if "\n" not in piece.text:
            lines[-1].append(piece)
            continue
        first, *others = piece.text.split("\n")
        lines[-1].append(Piece(first, piece.look))
        lines += [[Piece(other, piece.look)] for other in others]
    return lines


def _stretches(part: Sequence[Piece], levels: bytes | None, base: bidi.Base) -> Iterator[tuple[str, Look, int]]:
    """The text in stretches of one look and one level; without levels, all is at that of the paragraph."""
    start = 0
    for text, look in part:
        if levels is None:
            if text:
                yield text, look, base
            continue
        stop = start + len(text)
        for run in _ONE_LEVEL.finditer(levels, start, stop):
            yield text[run.start() - start : run.end() - start], look, run[0][0]
        start = stop


def _filled(atoms: list[Atom], width: float) -> Iterator[tuple[int, int, float]]:
    """The first atom, the last but one, and the width of each line: as many words as fit.

    The spaces at the end of a line hang: they have no width there.
    """
    start = allowed = 0
    x = allowed_x = space = 0.0
    room = width + _SLACK
    for at, atom in enumerate(atoms):
        if not atom.joined:
            allowed, allowed_x = at, x
        while at > start and atom.width and x + space + atom.width > room:
            end = allowed if allowed > start else at
            if end == at:
                yield start, at, x
                x = space = 0.0
            else:
                yield start, end, allowed_x
                x -= allowed_x + atoms[end - 1].space
            start = end
        x += space + atom.width
        space = atom.space
    yield start, len(atoms), x


def _edges(atoms: list[Atom], start: int, stop: int, rtl: int) -> tuple[bool, bool]:
    """Whether the leftmost and the rightmost character of a slice show its direction by themselves."""
    first, last = atoms[start].text[0], atoms[stop - 1].text[-1]
    if rtl:  # a weak character at the end was marked when it was shaped
        return bidi.shows_right(last) or bidi.is_weak(last), bidi.shows_right(first)
    return bidi.shows_left(first), bidi.shows_left(last)


def _mark(ink: Ink, rtl: int) -> str:
    """A mark of direction without ink or width, for readers that put a line in order by its letters alone."""
    font = ink.font
    return f" {APART:g}<{font.code(font.face.blank, _MARKS[rtl]):04x}> {-APART:g}"


def _merged(inks: list[Ink]) -> list[Ink]:
    """Neighbours that differ in nothing as one."""
    merged: list[Ink] = []
    for ink in inks:
        last = merged[-1] if merged else None
        if last is not None and last[:_CODE] == ink[:_CODE]:
            merged[-1] = last._replace(code=last.code + ink.code)
        else:
            merged.append(ink)
    return merged
