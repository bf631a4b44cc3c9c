"""How one text differs from another, word by word."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from difflib import SequenceMatcher
from enum import Enum
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TOKEN: Final = re.compile(r"\w+\s*|[^\w\s]\s*|\s+")
_LETTERS: Final = re.compile(r"[^\W\d_]{2,}")
_COMPARED: Final = 1_000_000
"""Pairs of words up to which two passages are compared word with word; of longer ones, those words that each has once
divide them first."""


class Fate(Enum):
    """What became of a passage."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


class Piece(NamedTuple):
    """A passage that is in both texts, or in one of them."""

    fate: Fate
    text: str


class Passage(NamedTuple):
    """A place in the old text where the new one says something else."""

    start: int
    end: int
    old: str
    new: str
    blank: str | None = None
    """What stands between it and the word before, in the new text; ``None`` where both texts begin with it."""


def passages(old: str, new: str) -> list[Passage]:
    """Where the new text differs, in order; places are of the old text. Blanks alone make no difference."""
    ours, theirs = _TOKEN.findall(old), _TOKEN.findall(new)
    places = [0]
    for token in ours:
        places.append(places[-1] + len(token))
    return [
        Passage(places[a], places[b], "".join(ours[a:b]), "".join(theirs[c:d]), _blank_after(theirs, c))
        for a, b, c, d in _gaps([token.strip() for token in ours], [token.strip() for token in theirs])
    ]


def pieces(old: str, new: str) -> list[Piece]:
    """The new text with what it lacks of the old one: what is gone stands before what came in its place."""
    ours, theirs = _TOKEN.findall(old), _TOKEN.findall(new)
    found: list[Piece] = []
    at = 0
    for a, b, c, d in _gaps([token.strip() for token in ours], [token.strip() for token in theirs]):
        found += [
            Piece(Fate.SAME, "".join(theirs[at:c])),
            Piece(Fate.GONE, "".join(ours[a:b])),
            Piece(Fate.NEW, "".join(theirs[c:d])),
        ]
        at = d
    found.append(Piece(Fate.SAME, "".join(theirs[at:])))
    return [piece for piece in found if piece.text]


def to_read(old: str, new: str) -> list[Piece]:
    """The same pieces for a reader: what came in place of a word stands apart from it, and what is gone from the word
    before it."""
    found: list[Piece] = []
    for piece in pieces(old, new):
        last = found[-1] if found else None
        if last and last.text[-1].isalnum() and piece.fate is not Fate.SAME and piece.text[0].isalnum():
            found.append(Piece(Fate.SAME, " "))
        found.append(piece)
    return found


def taken(old: str, chosen: Sequence[Passage]) -> str:
    """The old text with some passages as the new texts have them, blanks included; of several for one place, all, but
    none whose words another one holds."""
    said = ""
    at = 0
    for place in _places(chosen):
        for number, passage in enumerate(place):
            if passage.start >= at:
                said += _apart(said, old[at : passage.start])
                if passage.blank is not None:
                    said = said.rstrip() + passage.blank
            if not _is_held(place, number):
                said += _apart(said, passage.new)
            at = max(at, passage.end)
    return said + _apart(said, old[at:])


def _places(chosen: Sequence[Passage]) -> Iterator[list[Passage]]:
    """The passages, those together that touch each other: they are of different texts."""
    place: list[Passage] = []
    for passage in sorted(chosen, key=lambda one: one[:4]):
        if place and passage.start > max(one.end for one in place):
            yield place
            place = []
        place.append(passage)
    if place:
        yield place


def _is_held(place: Sequence[Passage], number: int) -> bool:
    """Whether another passage for a place says the words of one of them, and maybe more; of equals, one before it."""
    words = place[number].new
    return any(
        holds(other.new, words) and (at < number or not holds(words, other.new))
        for at, other in enumerate(place)
        if at != number
    )


def holds(text: str, words: str) -> bool:
    """Whether some words stand in a text one after the other, whatever blanks are between them."""
    every, wanted = _words(text), _words(words)
    return any(every[at : at + len(wanted)] == wanted for at in range(len(every) - len(wanted) + 1))


def is_same(one: Passage, other: Passage) -> bool:
    """Whether two texts say the same words in the same place."""
    return (one.start, one.end) == (other.start, other.end) and _words(one.new) == _words(other.new)


def _words(text: str) -> list[str]:
    return [token.strip() for token in _TOKEN.findall(text) if not token.isspace()]


def _blank_after(tokens: Sequence[str], count: int) -> str | None:
    """The blank with which the last of the first tokens ends; ``None`` where there is none before."""
    return tokens[count - 1][len(tokens[count - 1].rstrip()) :] if count else None


def _apart(before: str, after: str) -> str:
    """What comes next, with a blank before it where two words would become one."""
    touch = before and after and before[-1].isalnum() and after[0].isalnum()
    return f" {after}" if touch else after


def are_alike(old: str, new: str) -> bool:
    """Whether a difference says more than the two texts side by side: they are sentences, and have words in common."""
    words = min(len(_LETTERS.findall(old)), len(_LETTERS.findall(new)))
    same = sum(len(piece.text) for piece in pieces(old, new) if piece.fate is Fate.SAME)
    return words > 3 and same * 4 >= min(len(old), len(new))


def _gaps(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """The places where two lists of words differ: from and to in the one, from and to in the other."""
    a = c = 0
    for place, other, size in _runs(ours, theirs):
        if place > a or other > c:
            yield a, place, c, other
        a, c = place + size, other + size


def _runs(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Runs of words that both have, in order, and an empty one at the end."""
    waiting = [(0, len(ours), 0, len(theirs))]
    while waiting:
        a, b, c, d = waiting.pop()
        head = _common(ours, theirs, a, b, c, d)
        if head:
            yield a, c, head
            a, c = a + head, c + head
        if (b - a) * (d - c) <= _COMPARED:
            for place, other, size in SequenceMatcher(
                None, ours[a:b], theirs[c:d], autojunk=False
            ).get_matching_blocks():
                if size:
                    yield a + place, c + other, size
            continue
        ends = [(a + place, c + other) for place, other in _anchors(ours[a:b], theirs[c:d])]
        if ends:
            parts = list(zip([(a, c), *ends], [*ends, (b, d)], strict=True))
            waiting.extend((x, y, z, w) for (x, z), (y, w) in reversed(parts))
    yield len(ours), len(theirs), 0


def _common(ours: Sequence[str], theirs: Sequence[str], a: int, b: int, c: int, d: int) -> int:
    size = 0
    while a + size < b and c + size < d and ours[a + size] == theirs[c + size]:
        size += 1
    return size


def _anchors(ours: Sequence[str], theirs: Sequence[str]) -> list[tuple[int, int]]:
    """Places of words that either has once, in an order that both have (Bram Cohen's patience difference)."""
    once = Counter(ours)
    where = {word: place for place, word in enumerate(theirs)}
    often = Counter(theirs)
    pairs = [(a, where[word]) for a, word in enumerate(ours) if once[word] == 1 and often[word] == 1]
    ends: list[int] = []  # by length of the run that ends there: the least place in the other list, and its pair
    last: list[int] = []
    before: list[int] = []
    for number, (_place, other) in enumerate(pairs):
        size = bisect_left(ends, other)
        before.append(last[size - 1] if size else -1)
        ends[size:] = [other]
        last[size:] = [number]
    found: list[tuple[int, int]] = []
    number = last[-1] if last else -1
    while number >= 0:
        found.append(pairs[number])
        number = before[number]
    return found[::-1]
