"""From a paragraph's runs to lines of glyphs: words are shaped once, lines are filled, each line is put in order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from desktop_app.documents.pdf.lines import Line, Liner, Look, Stretch
from desktop_app.documents.pdf.words import Words
from desktop_app.documents.text import bidi
from desktop_app.documents.text.breaking import BREAKING_SPACES, HOLDERS, holds_on, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop_app.documents.pdf.fonts import Fonts
    from desktop_app.documents.pdf.words import Atom, Letters
    from desktop_app.language import Direction

_ONE_LEVEL: Final = re.compile(rb"(.)\1*", re.DOTALL)
_GUIDES: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Characters that have done their work once the levels are known."""
_UNBOUNDED: Final = 1e6


class Piece(NamedTuple):
    """Text in one look."""

    text: str
    look: Look


class Typesetter:
    """Sets paragraphs for one document."""

    def __init__(self, fonts: Fonts, direction: Direction) -> None:
        self._words = Words(fonts, direction)
        self._liner = Liner(self._words, direction)

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
        stretches: list[Stretch] = []
        before = ""
        for piece, look, level in _stretches(part, levels, base):
            before = self._add(atoms, piece, look.letters, before, rtl=bool(level & 1))
            stretches.append(Stretch(len(atoms), look, level))
        if not atoms:
            return [Line([], 0.0)]
        if max([atom.width for atom in atoms]) > width:
            atoms, stretches = self._cut(atoms, stretches, width)
        return self._liner.lines(atoms, stretches, width)

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

    def _cut(self, atoms: list[Atom], stretches: list[Stretch], width: float) -> tuple[list[Atom], list[Stretch]]:
        """The same with each word that is too long for a line in parts that are not."""
        cut: list[Atom] = []
        found: list[Stretch] = []
        start = 0
        for stop, look, level in stretches:
            for atom in atoms[start:stop]:
                cut += (
                    [atom] if atom.width <= width else self._words.parts(atom, look.letters, width, rtl=level & 1 == 1)
                )
            found.append(Stretch(len(cut), look, level))
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
            shown = _GUIDES.sub("", text[run.start() - start : run.end() - start])
            if shown:
                yield shown, look, run[0][0]
        start = stop
