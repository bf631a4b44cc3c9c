"""Words become lines: as many as fit, each line from left to right as it is seen."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Final, NamedTuple

from desktop_app.documents.pdf.pen import Colour, Ink, Pen
from desktop_app.documents.text import bidi
from desktop_app.documents.text.breaking import BREAKING_SPACES, SOFT_HYPHEN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop_app.documents.pdf.fonts import Font
    from desktop_app.documents.pdf.words import Atom, Letters, Mark, Runs, Words
    from desktop_app.language import Direction

_CODE: Final = Ink._fields.index("left")
_EMPTY: Final = re.compile(r"(?<!\\)\(\)")
_SLACK: Final = 0.01
"""How much wider than its column a line may be, in points: for sums of rounded widths."""


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """How a piece of text is drawn. ``spoken`` is its language where it differs from what surrounds it."""

    letters: Letters
    colour: Colour
    rise: float = 0.0
    spoken: str = ""
    note: int = 0
    """The number of the footnote that it calls."""
    stroke: float = 0.0
    """How far above the line of text a stroke runs along it, as a share of its size: below where negative."""


class Stroke(NamedTuple):
    """A stroke along a part of a line: where it begins, how long it is, and how far above the line of text."""

    left: float
    width: float
    up: float
    colour: Colour


class Line(NamedTuple):
    """A line from left to right: its inks, its width, the footnotes called in it, marks and strokes drawn after it."""

    inks: list[Ink]
    width: float
    notes: tuple[int, ...] = ()
    marks: tuple[tuple[Mark, Pen], ...] = ()
    strokes: tuple[Stroke, ...] = ()


class Stretch(NamedTuple):
    """Atoms of one look and one level, up to the atom of number ``stop``."""

    stop: int
    look: Look
    level: int


class Liner:
    """Makes the lines of paragraphs in a document of one direction."""

    def __init__(self, words: Words, direction: Direction) -> None:
        self._words = words
        self._page = int(direction == "rtl")
        self._pens: dict[tuple[Font, float, Colour, float], Pen] = {}

    def lines(self, atoms: list[Atom], stretches: list[Stretch], width: float) -> list[Line]:
        """The lines of a paragraph from its atoms, in stretches of one look and level each."""
        spans = _filled(atoms, width)
        if len(stretches) == 1 and stretches[0].level & 1 == self._page:
            return self._plain(atoms, spans, stretches[0])
        lines = []
        first = 0
        for start, stop, wide in spans:
            while stretches[first].stop <= start:
                first += 1
            lines.append(self._in_order(atoms, start, stop, stretches, first, wide))
        return lines

    def word(self, atom: Atom, look: Look) -> Line | None:
        """The line of one word from left to right, if nothing but one font is needed for it."""
        if atom.font is None or look.stroke or self._page:
            return None
        return Line([Ink(self._pen(atom.font, look), look.spoken, look.note, 0.0, _shown(atom.bare))], atom.width)

    def _plain(self, atoms: list[Atom], spans: list[tuple[int, int, float]], stretch: Stretch) -> list[Line]:
        """Lines of one look in the direction of the page, in which nothing is to be reordered."""
        look, rtl = stretch.look, stretch.level & 1
        font = self._words.known(look.letters, rtl=rtl == 1).font or _font_of(atoms)
        if font is None or look.stroke or self._words.has_marks:
            return [self._plain_line(atoms, start, stop, stretch, wide) for start, stop, wide in spans]
        pen = self._pen(font, look)
        codes = [atom.code for atom in atoms]
        lines = []
        for start, stop, wide in spans:
            last = atoms[stop - 1]
            if stop < len(atoms) and last.text[-1] == SOFT_HYPHEN:
                lines.append(self._plain_line(atoms, start, stop, stretch, wide))
                continue
            before = codes[start : stop - 1]
            if rtl:
                before.reverse()
                code = last.bare + "".join(before)
            else:
                code = "".join(before) + last.bare
            inks = [Ink(pen, look.spoken, look.note, 0.0, _shown(code))] if code else []
            lines.append(Line(inks, wide))
        return lines

    def _plain_line(self, atoms: list[Atom], start: int, stop: int, stretch: Stretch, wide: float) -> Line:
        inks = self._inks(atoms, start, stop, stretch, 0.0, ends=stop)
        marks = self._marks(atoms, start, stop, stretch, 0.0, ends=stop)
        return Line(inks, wide, (), tuple(marks), _stroke(stretch.look, 0.0, wide))

    def _in_order(
        self, atoms: list[Atom], start: int, stop: int, stretches: list[Stretch], first: int, width: float
    ) -> Line:
        """A line of several looks or levels, put in visual order; spaces at its end are not drawn."""
        while stop - 1 > start and not atoms[stop - 1].runs:
            stop -= 1
        slices: list[tuple[int, int, Stretch]] = []
        at, which = start, first
        while at < stop:
            stretch = stretches[which]
            slices.append((at, min(stretch.stop, stop), stretch))
            at, which = slices[-1][1], which + 1
        notes = tuple(dict.fromkeys(stretch.look.note for _, _, stretch in slices if stretch.look.note))
        ordered = bidi.in_visual_order(slices, [stretch.level for _, _, stretch in slices])
        sides = [self._page, *(stretch.level & 1 for _, _, stretch in ordered), self._page]
        inks: list[Ink] = []
        marks: list[tuple[Mark, Pen]] = []
        strokes: list[Stroke] = []
        x = 0.0
        for place, (begin, end, stretch) in enumerate(ordered):
            before, here, after = sides[place : place + 3]
            meets = (after != here, before != here) if here else (before != here, after != here)
            inks += self._inks(atoms, begin, end, stretch, x, ends=stop, meets=meets)
            marks += self._marks(atoms, begin, end, stretch, x, ends=stop)
            wide = sum([atom.advance for atom in atoms[begin:end]])
            if end == stop:
                wide -= atoms[stop - 1].space
            if stretch.look.stroke:
                strokes += _stroke(stretch.look, x, wide)
            x += wide
        return Line(_merged(inks), width, notes, tuple(marks), tuple(strokes))

    def _inks(
        self,
        atoms: list[Atom],
        start: int,
        stop: int,
        stretch: Stretch,
        left: float,
        *,
        ends: int,
        meets: tuple[bool, bool] = (False, False),
    ) -> list[Ink]:
        """Atoms of one look and level from left to right; the line ends before the atom of number ``ends``.

        ``meets`` says whether text of the other direction comes before the first and after the last.
        """
        rtl = stretch.level & 1
        drawn = atoms[start:stop]
        runs = [atom.spaced for atom in drawn]
        if stop == ends:
            last = drawn[-1]
            runs[-1] = last.runs
            if stop < len(atoms):
                runs.append(self._words.hyphen(last, stretch.look.letters, rtl=rtl == 1))
        if meets != (False, False):
            _mark_edges(drawn, runs, rtl, meets, hangs=stop == ends)
        if rtl:
            runs.reverse()
        look = stretch.look
        font = _font_of(drawn)
        if font is not None:
            code = "".join([code for run in runs for _, code in run])
            return [Ink(self._pen(font, look), look.spoken, look.note, left, _shown(code))] if code else []
        return _merged(
            [
                Ink(self._pen(font, look), look.spoken, look.note, left, _shown(code))
                for run in runs
                for font, code in run
            ]
        )

    def _marks(
        self, atoms: list[Atom], start: int, stop: int, stretch: Stretch, left: float, *, ends: int
    ) -> list[tuple[Mark, Pen]]:
        """The marks of the same atoms that are drawn after the line, by their distance from its left."""
        if not self._words.has_marks:
            return []
        rtl = stretch.level & 1 == 1
        found: list[tuple[Mark, Pen]] = []
        for at in range(stop - 1, start - 1, -1) if rtl else range(start, stop):
            atom = atoms[at]
            space = 0.0 if at == ends - 1 else atom.space
            word = left + space if rtl else left
            found += [(mark._replace(left=word + mark.left), self._pen(mark.font, stretch.look)) for mark in atom.marks]
            left += atom.width + space
        return found

    def _pen(self, font: Font, look: Look) -> Pen:
        key = (font, look.letters.size, look.colour, look.rise)
        found = self._pens.get(key)
        if found is None:
            found = self._pens[key] = Pen(*key)
        return found


def _shown(code: str) -> str:
    """The inside of a ``TJ`` array from that of its first string, without the empty strings between distances."""
    shown = f"({code})"
    return _EMPTY.sub(" ", shown) if "()" in shown else shown


def _stroke(look: Look, left: float, width: float) -> tuple[Stroke, ...]:
    return (Stroke(left, width, look.stroke * look.letters.size, look.colour),) if look.stroke and width else ()


def _font_of(atoms: Sequence[Atom]) -> Font | None:
    """The one font that atoms are drawn in, if it is one."""
    fonts = {atom.font for atom in atoms}
    return fonts.pop() if len(fonts) == 1 else None


def _filled(atoms: list[Atom], width: float) -> list[tuple[int, int, float]]:
    """The first atom, the last but one, and the width of each line: as many words as fit.

    The spaces at the end of a line hang: they have no width there. Where each word begins on a line without end is
    summed up once; where each line ends is then looked up.
    """
    begins = [0.0, *accumulate([atom.advance for atom in atoms])]
    count, room = len(atoms), width + _SLACK
    spans: list[tuple[int, int, float]] = []
    start = stop = 0
    while stop < count:
        begin = begins[start]
        limit = begin + room
        stop = bisect_right(begins, limit, start + 1) - 1
        while stop < count and (not atoms[stop].width or begins[stop] + atoms[stop].width <= limit):
            stop += 1
        stop = max(stop, start + 1)
        if stop < count and atoms[stop].joined:
            stop = next((at for at in range(stop - 1, start, -1) if not atoms[at].joined), stop)
        last = stop - 1
        spans.append((start, stop, begins[last] + atoms[last].width - begin))
        start = stop
    return spans


def _mark_edges(drawn: list[Atom], runs: list[Runs], rtl: int, meets: tuple[bool, bool], *, hangs: bool) -> None:
    """Add marks of direction to the runs of a slice, in logical order, where it meets text of the other direction.

    Readers put a line in order by its letters alone, and would count a space or a bracket at the edge as their
    neighbour's. So such a sign gets a mark of its own direction; and a space a mark on either side, each against the
    letters there, so that it is a part of its own whichever way the reader goes.
    """
    first, last = drawn[0], drawn[-1]
    if not (first.spaced and last.spaced):
        return
    if len(drawn) == 1 and not first.runs:
        if not hangs:
            mark = _mark(first.spaces[0][0], rtl)
            runs[:] = [[mark], first.spaces, [mark]]
        return
    if meets[1]:
        word = last.text.rstrip(BREAKING_SPACES)
        marked = rtl and bidi.is_weak(word[-1:] or " ")  # when it was shaped
        ending = [last.runs] if marked else [last.runs, *_own_mark(last, word[-1:], rtl)]
        if last.spaces and not hangs:
            font = last.spaces[0][0]
            ending += [[_mark(font, 1 - rtl)], last.spaces, [_mark(font, rtl)]]
        runs[len(drawn) - 1 : len(drawn)] = ending
    if meets[0] and first.runs:
        runs[:0] = _own_mark(first, first.text[0], rtl)
    elif meets[0]:
        font, following = first.spaces[0][0], drawn[1]
        apart = [[_mark(font, rtl)], first.spaces, [_mark(font, 1 - rtl)]]
        runs[:1] = [*apart, *_own_mark(following, following.text[0], rtl)]


def _own_mark(atom: Atom, character: str, rtl: int) -> list[Runs]:
    """A mark of a direction, unless the character shows it by itself."""
    if not character or not atom.runs or (bidi.shows_right if rtl else bidi.shows_left)(character):
        return []
    return [[_mark(atom.runs[0][0], rtl)]]


def _mark(font: Font, rtl: int) -> tuple[Font, str]:
    return font, font.direction_mark(rtl)


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
