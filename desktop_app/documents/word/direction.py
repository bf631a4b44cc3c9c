"""Which stretches of a paragraph run right to left.

Word orders a line by the direction that each *run* is given (`w:rtl`), so a paragraph is cut into runs where its
direction changes. The cut follows the Unicode bidirectional algorithm (UAX #9) as far as it shows within a run's two
directions: strong and weak characters (W1 to W7), paired brackets (N0), neutrals (N1, N2), isolates. Embeddings are
treated as isolates and overrides as embeddings, so that nobody's pasted name turns a sentence around. The explicit
marks are left out of the text: Word has no isolates, and many fonts show the marks as boxes.

Stretches are found by one regular expression rather than character by character, so that long texts take no time.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from desktop_app.language import Direction, text_direction

if TYPE_CHECKING:
    from collections.abc import Iterator

_R: Final = "\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_MARKS: Final = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_OPENING: Final = "([{\u2045\u207d\u208d\u2329\u27e6\u27e8\u27ea\u3008\u300a\u300c\u300e\u3010\u3014\u3016\u3018\u301a"
_CLOSING: Final = ")]}\u2046\u207e\u208e\u232a\u27e7\u27e9\u27eb\u3009\u300b\u300d\u300f\u3011\u3015\u3017\u3019\u301b"
_PAIRS: Final = dict(zip(_CLOSING, _OPENING, strict=True))
_B: Final = re.escape(_OPENING + _CLOSING)
_EXPLICIT: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")

_LETTER: Final = f"(?:[^\\W\\d_{_R}]|\u200e)[{_MARKS}]*+"
_RIGHT: Final = f"[{_R}][{_R}{_MARKS}]*+"
_NUMBER: Final = r"\d++[%‰°€$£¥₪]*+"
_BETWEEN: Final = f"(?:[^\\w{_R}{_B}\u200e\u202a-\u202e\u2066-\u2069]|_)*+"
_STRETCH: Final = re.compile(
    # Numbers after a left-to-right letter go its way (W7) with their signs (W5), and so does what stands between
    # two of one kind (N1). After a right-to-left letter a number stays among its like, one level up.
    f"(?P<L>{_LETTER}(?:{_BETWEEN}(?:{_LETTER}|{_NUMBER}))*+)"
    f"|(?P<R>{_RIGHT}(?:{_BETWEEN}(?:{_RIGHT}|\\d++))*+)"
    f"|(?P<D>{_NUMBER})|(?P<B>[{_B}])|(?P<X>[\u202a-\u202e\u2066-\u2069])"
)
_ANY_RIGHT: Final = re.compile(f"[{_R}]")
_ANY_LETTER: Final = re.compile(f"[^\\W\\d_{_R}]|\u200e")
_STRONG: Final = frozenset("LR")
_POP_EMBEDDING: Final = "\u202c"
_POP: Final = frozenset("\u202c\u2069")
_FIRST_ISOLATE: Final = "\u2066"
_FIRST_STRONG: Final = "\u2068"
_TO_RIGHT: Final = frozenset("\u202b\u202e\u2067")
_MOST_OPEN: Final = 63
_DEEPEST: Final = 16


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


Piece: TypeAlias = Span | Opening | Closing


class _Token:
    """A stretch whose direction is being found: ``L`` or ``R``, or still what it was found as.

    ``D`` is a number, ``B`` a bracket, ``N`` neutral, ``X`` the inside of an embedding or isolate.
    """

    __slots__ = ("end", "isolate", "kind", "start")

    def __init__(self, kind: str, start: int, end: int) -> None:
        self.kind, self.start, self.end, self.isolate = kind, start, end, kind == "X"


def pieces(text: str, base: Direction) -> list[Piece]:
    """The stretches of a paragraph of that direction, in logical order, without the explicit marks."""
    foreign = _ANY_RIGHT if base == "ltr" else _ANY_LETTER
    if not foreign.search(text) and not _EXPLICIT.search(text):
        return [Span(0, len(text), base == "rtl")] if text else []
    return _resolved(text, 0, len(text), base, _ends(text), 0)


def _ends(text: str) -> dict[int, int]:
    """Where each embedding and isolate ends; without an end it reaches to the paragraph's (BD9, BD11)."""
    ends: dict[int, int] = {}
    opened: list[int] = []
    isolates = 0
    for found in _EXPLICIT.finditer(text):
        mark, at = found.group(), found.start()
        if mark not in _POP:
            opened.append(at)
            isolates += mark >= _FIRST_ISOLATE
        elif mark == _POP_EMBEDDING:
            if opened and text[opened[-1]] < _FIRST_ISOLATE:
                ends[opened.pop()] = at
        elif isolates:
            isolates -= 1
            while text[opened[-1]] < _FIRST_ISOLATE:
                ends[opened.pop()] = at
            ends[opened.pop()] = at
    return ends | dict.fromkeys(opened, len(text))


def _tokens(text: str, start: int, end: int, ends: dict[int, int]) -> Iterator[_Token]:
    at = start
    while found := _STRETCH.search(text, at, end):
        if found.start() > at:
            yield _Token("N", at, found.start())
        kind, at = found.lastgroup or "N", found.end()
        if kind != "X":
            yield _Token(kind, found.start(), at)
        elif found.start() in ends:
            inside = min(ends[found.start()], end)
            yield _Token(kind, at, inside)
            at = min(inside + 1, end)
    if at < end:
        yield _Token("N", at, end)


def _resolved(text: str, start: int, end: int, base: Direction, ends: dict[int, int], depth: int) -> list[Piece]:
    tokens = list(_tokens(text, start, end, ends))
    own = "R" if base == "rtl" else "L"
    _resolve_numbers(tokens, own)
    _resolve_brackets(text, tokens, own)
    _resolve_neutrals(tokens, own)
    result: list[Piece] = []
    for token in tokens:
        if token.isolate:
            result += _inside(text, token, base, ends, depth)
        else:
            _append(result, token.start, token.end, rtl=token.kind == "R")
    return result


def _resolve_numbers(tokens: list[_Token], own: str) -> None:
    strong = own
    for token in tokens:
        if token.kind == "D":
            token.kind = strong
        elif token.kind in _STRONG:
            strong = token.kind


def _bracket_pairs(text: str, tokens: list[_Token]) -> list[tuple[int, int]]:
    """Pairs of brackets as positions among the tokens, by their opening (BD16, with its limit of 63 open ones)."""
    pairs: list[tuple[int, int]] = []
    opened: list[tuple[str, int]] = []
    for index, token in enumerate(tokens):
        if token.kind != "B":
            continue
        bracket = text[token.start]
        if bracket not in _PAIRS:
            if len(opened) == _MOST_OPEN:
                break
            opened.append((bracket, index))
            continue
        for position in range(len(opened) - 1, -1, -1):
            if opened[position][0] == _PAIRS[bracket]:
                pairs.append((opened[position][1], index))
                del opened[position:]
                break
    return sorted(pairs)


def _resolve_brackets(text: str, tokens: list[_Token], own: str) -> None:
    """Rule N0: a pair follows its content where that runs the paragraph's way, otherwise what comes before it."""
    for opening, closing in _bracket_pairs(text, tokens):
        inside = {token.kind for token in tokens[opening + 1 : closing]} & _STRONG
        if not inside:
            continue
        kind = own
        if own not in inside:
            before = (tokens[index].kind for index in range(opening - 1, -1, -1))
            kind = next((found for found in before if found in _STRONG), own)
        tokens[opening].kind = tokens[closing].kind = kind


def _resolve_neutrals(tokens: list[_Token], own: str) -> None:
    """Rules N1 and N2: what stands between two of one direction is of it, anything else of the paragraph's."""
    before, waiting = own, list[_Token]()
    for token in tokens:
        if token.kind not in _STRONG:
            waiting.append(token)
            continue
        for neutral in waiting:
            neutral.kind = before if before == token.kind else own
        waiting.clear()
        before = token.kind
    for neutral in waiting:
        neutral.kind = own


def _inside(text: str, token: _Token, outer: Direction, ends: dict[int, int], depth: int) -> list[Piece]:
    """The pieces of an embedding or isolate, enclosed only where its order would otherwise be lost."""
    mark = text[token.start - 1]
    content = text[token.start : token.end]
    base: Direction = "rtl" if mark in _TO_RIGHT else "ltr"
    if mark == _FIRST_STRONG:
        base = text_direction(content, outer)
    # Without their ends, the marks within are passed over: what nests too deep is read flat.
    found = _resolved(text, token.start, token.end, base, ends if depth < _DEEPEST else {}, depth + 1)
    plain = len({piece.rtl for piece in found if isinstance(piece, Span)}) < 2
    return found if plain else [Opening(base), *found, Closing()]


def _append(result: list[Piece], start: int, end: int, *, rtl: bool) -> None:
    last = result[-1] if result else None
    if isinstance(last, Span) and last.end == start and last.rtl == rtl:
        result[-1] = Span(last.start, end, rtl)
    else:
        result.append(Span(start, end, rtl))
