"""Which stretches of a paragraph run right to left.

Word orders a line by the direction that each *run* is given (`w:rtl`) and by enclosures of another direction
(`w:dir`). Both are made from the levels of the Unicode bidirectional algorithm (UAX #9), which decide in PDF too.
The explicit marks in the text are replaced by those enclosures, and only where the order depends on them: Word knows
no isolates, and many fonts show them as boxes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from desktop_app.documents.text.bidi import levels

if TYPE_CHECKING:
    from desktop_app.documents.text.bidi import Base
    from desktop_app.language import Direction

EXPLICIT: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
_ONLY_EXPLICIT: Final = re.compile("[\u202a-\u202e\u2066-\u2069]+")
_NUMBER: Final = re.compile(r"[^\w\s()\[\]{}]*\d(?:\d|[^\w\s()\[\]{}])*")
_ABOVE: Final = [bytes(code > level for code in range(256)) for level in range(128)]
"""For each level, which levels are above it."""
_STRETCH: Final = re.compile(b"\0+|\1+")
_ALTERNATING: Final = (b"\0\1", b"\1\2")
_ABOVE_BASE: Final = (re.compile(b"\1+"), re.compile(b"\2+"))
_ALL_LEFT: Final = re.compile("[\0-\u058f\u2010-\u2027\u20a0-\u20cf]*+")
_ALL_RIGHT: Final = re.compile(
    "[\0-@\\[-`{-~\u00a0-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u0590-\u08ff\u2010-\u2027]*+"
)
"""Texts of one direction, as nearly all are: letters of one kind, and what goes along with either."""
_ALL_TURNED: Final = re.compile("[A-Za-z](?:[ -~]*[A-Za-z0-9])?")
"""Latin words within right-to-left text: from a letter to a letter or digit, all are read from left to right."""


class Span(NamedTuple):
    """A stretch of text in one direction: from ``start`` up to ``end``."""

    start: int
    end: int
    rtl: bool


class Opening(NamedTuple):
    """Here begins a part in which both directions occur and whose order is its own."""

    direction: Direction


class Closing(NamedTuple):
    """Here ends the part that was opened last."""


class Divider(NamedTuple):
    """Here two stretches of one direction meet that are to be ordered by what is around them."""

    rtl: bool


Piece: TypeAlias = Span | Opening | Closing | Divider


def is_one_way(text: str, base: Direction) -> bool:
    """Whether a text lies in that direction alone, without marks: nearly all do, and need no algorithm."""
    if base == "ltr":
        return text.isascii() or _ALL_LEFT.fullmatch(text) is not None
    return _ALL_RIGHT.fullmatch(text) is not None


def pieces(text: str, base: Direction) -> list[Piece]:
    """The stretches of a paragraph of that direction, in logical order, without the explicit marks."""
    if is_one_way(text, base):
        return [Span(0, len(text), base == "rtl")] if text else []
    if base == "rtl" and _ALL_TURNED.fullmatch(text):
        return [Span(0, len(text), rtl=False)]
    level: Base = 1 if base == "rtl" else 0
    found = levels(text, level)
    if not found.translate(None, _ALTERNATING[level]) and not EXPLICIT.search(text):
        return _alternating(text, found, level)
    result = _Pieces(text, found)
    result.read(0, len(text), level)
    return result.pieces


def _alternating(text: str, found: bytes, level: Base) -> list[Piece]:
    """The pieces where stretches of the other direction lie in the text and nothing lies in them, as nearly always."""
    result: list[Piece] = []
    start, runs_right = 0, level == 1
    for stretch in _ABOVE_BASE[level].finditer(found):
        first, last = stretch.span()
        # A number within right-to-left text belongs to it.
        if level and _NUMBER.fullmatch(text, first, last):
            continue
        if start < first:
            result.append(Span(start, first, runs_right))
        result.append(Span(first, last, not runs_right))
        start = last
    if start < len(text):
        result.append(Span(start, len(text), runs_right))
    return result


class _Pieces:
    """The pieces of one text, as they are found."""

    def __init__(self, text: str, found: bytes) -> None:
        self.pieces: list[Piece] = []
        self._text, self._levels = text, found
        self._marked = bool(EXPLICIT.search(text))

    def read(self, start: int, end: int, level: int) -> None:
        """Read a stretch whose own level this is; what is above it is read by itself."""
        for found in _STRETCH.finditer(self._levels[start:end].translate(_ABOVE[level])):
            first, last = start + found.start(), start + found.end()
            if found[0][0] and not self._is_flat(first, last, level + 1):
                self.pieces.append(Opening("rtl" if level % 2 == 0 else "ltr"))
                self.read(first, last, level + 1)
                self.pieces.append(Closing())
            elif self._marked and start < first and last < end and _ONLY_EXPLICIT.fullmatch(self._text, first, last):
                self.pieces.append(Divider(level % 2 == 1))
            else:
                self._add(first, last, rtl=self._runs_right(first, last, level))

    def _is_flat(self, start: int, end: int, level: int) -> bool:
        """Whether a stretch reads right as one run: numbers within right-to-left text do."""
        stretch = self._levels[start:end]
        lowest, highest = min(stretch), max(stretch)
        if lowest == highest:
            return True
        if lowest != level or highest != level + 1 or level % 2 == 0:
            return False
        above = _STRETCH.finditer(stretch.translate(_ABOVE[level]))
        return all(self._is_number(start + found.start(), start + found.end()) for found in above if found[0][0])

    def _runs_right(self, start: int, end: int, level: int) -> bool:
        lowest = min(self._levels[start:end])
        if lowest % 2:
            return True
        # A number is one level above the right-to-left text that it stands in, and belongs to it.
        return level % 2 == 1 and self._is_number(start, end)

    def _is_number(self, start: int, end: int) -> bool:
        return _NUMBER.fullmatch(self._text, start, end) is not None

    def _add(self, start: int, end: int, *, rtl: bool) -> None:
        for mark in EXPLICIT.finditer(self._text, start, end) if self._marked else ():
            self._append(start, mark.start(), rtl=rtl)
            start = mark.end()
        self._append(start, end, rtl=rtl)

    def _append(self, start: int, end: int, *, rtl: bool) -> None:
        if start == end:
            return
        last = self.pieces[-1] if self.pieces else None
        if isinstance(last, Span) and last.end == start and last.rtl == rtl:
            self.pieces[-1] = Span(last.start, end, rtl)
        else:
            self.pieces.append(Span(start, end, rtl))
