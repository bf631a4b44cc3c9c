"""From a paragraph's runs to lines of glyphs: words are shaped once, lines are filled, each line is put in order."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

from desktop_app.documents.pdf.lines import Line, Liner, Look, Stretch
from desktop_app.documents.pdf.words import Words
from desktop_app.documents.text import bidi
from desktop_app.documents.text.breaking import BREAKING_SPACES, HOLDERS, holds_on, tokens
from desktop_app.documents.text.clean import cleaned

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop_app.documents.pdf.fonts import Fonts
    from desktop_app.documents.pdf.words import Atom, Known
    from desktop_app.language import Direction

_ONE_LEVEL: Final = re.compile(rb"(.)\1*", re.DOTALL)
_GUIDES: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Characters that have done their work once the levels are known."""
_SHORT: Final = 60
"""Characters of a text that is likely to be said again: the head of a table, a name, a date, a state."""
_MOST_KEPT: Final = 4096


class Piece(NamedTuple):
    """Text in one look."""

    text: str
    look: Look


class Typesetter:
    """Sets paragraphs for one document."""

    def __init__(self, fonts: Fonts, direction: Direction) -> None:
        self._words = Words(fonts, direction)
        self._liner = Liner(self._words, direction)
        self._short: dict[tuple[str, Look, float, bidi.Base], Sequence[Line]] = {}

    @property
    def missing(self) -> frozenset[str]:
        """The characters that no face has."""
        return self._words.missing

    def lines(self, pieces: Sequence[Piece], width: float, base: bidi.Base) -> Sequence[Line]:
        """The lines of a clean paragraph of the given direction, none wider than ``width``; at least one."""
        found: list[Line] = []
        for part in _forced_lines(pieces):
            found += self._part(part, width, base)
        return found or [Line([], 0.0)]

    def plain(self, text: str, look: Look, width: float, base: bidi.Base) -> Sequence[Line]:
        """The lines of a paragraph in one look, as somebody wrote it; those of a short text are kept."""
        if len(text) > _SHORT:
            return self.lines([Piece(cleaned(text), look)], width, base)
        key = (text, look, width, base)
        found = self._short.get(key)
        if found is None:
            if len(self._short) == _MOST_KEPT:
                self._short.clear()
            word = self._word(text, look, width) if base == 0 else None
            found = self._short[key] = [word] if word else self.lines([Piece(cleaned(text), look)], width, base)
        return found

    def _word(self, text: str, look: Look, width: float) -> Line | None:
        """The line of a text that is but one word from left to right, as most numbers of paragraphs are."""
        if " " in text or not text.isascii() or not text.isprintable() or not text:
            return None
        atoms = self._words.known(look.letters, rtl=False)[text]
        return self._liner.word(atoms[0], look) if len(atoms) == 1 and atoms[0].width <= width else None

    def _part(self, part: Sequence[Piece], width: float, base: bidi.Base) -> list[Line]:
        """The lines of a part of a paragraph in which nobody began a line on purpose."""
        text = part[0].text if len(part) == 1 else "".join([piece.text for piece in part])
        if not text:
            return [Line([], 0.0)]
        one_way = (base == 0 and text.isascii()) or bidi.is_one_way(text, base)
        levels = None if one_way else bidi.levels(text, base)
        atoms: list[Atom] = []
        stretches: list[Stretch] = []
        before = ""
        widest = 0.0
        level: int = base
        whole = [(text, look, level) for text, look in part if text]
        for piece, look, level in whole if levels is None else _stretches(part, levels):
            known = self._words.known(look.letters, rtl=bool(level & 1))
            before = _add(atoms, piece, known, before)
            stretches.append(Stretch(len(atoms), look, level))
            widest = max(widest, known.widest)
        if not atoms:
            return [Line([], 0.0)]
        if widest > width and max([atom.width for atom in atoms]) > width:
            atoms, stretches = self._cut(atoms, stretches, width)
        return self._liner.lines(atoms, stretches, width)

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


def _add(atoms: list[Atom], text: str, known: Known, before: str) -> str:
    """Add the atoms of a text in one look and level after the word ``before``; returns its last word."""
    found = tokens(text)
    joined = bool(before) and before[-1] not in BREAKING_SPACES
    made = list(map(known.__getitem__, found))
    if not joined and before[:1] not in HOLDERS and known.holders.isdisjoint(found):
        atoms += chain.from_iterable(made)
        return found[-1]
    for token, parts in zip(found, made, strict=True):
        if joined or ((token[0] in HOLDERS or before[:1] in HOLDERS) and before and holds_on(before, token)):
            atoms.append(parts[0].held())
            atoms += parts[1:]
            joined = False
        else:
            atoms += parts
        before = token
    return before


def _forced_lines(pieces: Sequence[Piece]) -> Sequence[Sequence[Piece]]:
    """The pieces of each line that somebody began on purpose."""
    if not pieces:
        return []
    if not [text for text, _ in pieces if "\n" in text]:
        return [pieces]
    lines: list[list[Piece]] = [[]]
    for piece in pieces:
        if "\n" not in piece.text:
            lines[-1].append(piece)
            continue
        first, *others = piece.text.split("\n")
        lines[-1].append(Piece(first, piece.look))
        lines += [[Piece(other, piece.look)] for other in others]
    return lines


def _stretches(part: Sequence[Piece], levels: bytes) -> Iterator[tuple[str, Look, int]]:
    """The text in stretches of one look and one level."""
    start = 0
    for text, look in part:
        stop = start + len(text)
        for run in _ONE_LEVEL.finditer(levels, start, stop):
            shown = _GUIDES.sub("", text[run.start() - start : run.end() - start])
            if shown:
                yield shown, look, run[0][0]
        start = stop
