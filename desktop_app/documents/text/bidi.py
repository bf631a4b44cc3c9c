"""The direction of every character of a paragraph: the Unicode Bidirectional Algorithm (UAX #9).

The classes of a text are written as a string of one letter per character, so that most rules are a substitution
on that string and run at the speed of the regular expression engine. A text that lies in one direction alone, which
is most of them, is recognised first and costs one search.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Final, Literal, TypeVar

from desktop_app.documents.text.brackets import BRACKETS, paired

if TYPE_CHECKING:
    from collections.abc import Sequence

Base = Literal[0, 1]
"""The level of a paragraph: 0 from left to right, 1 from right to left."""

T = TypeVar("T")

_LETTERS: Final = {
    "L": "L", "R": "R", "AL": "A", "EN": "E", "AN": "N", "ES": "P", "ET": "T", "CS": "C", "NSM": "M", "BN": "b",
    "B": "B", "S": "S", "WS": "W", "ON": "O", "LRE": "l", "RLE": "r", "LRO": "x", "RLO": "y", "PDF": "p",
    "LRI": "i", "RLI": "j", "FSI": "f", "PDI": "d",
}  # fmt: skip
_MAX_DEPTH: Final = 125
_ALL_LEFT: Final = re.compile("[^LEPTCMWObBS]")
_ALL_RIGHT: Final = re.compile("[^RAPTCMWObBS]")
_EXPLICIT: Final = re.compile("[lrxypijfdb]")
# Each begins with a letter of its own where it can: so the engine looks for that letter alone.
_BETWEEN_LEFT: Final = re.compile("L[BSWOijfd]++(?=L)")
_BETWEEN_RIGHT: Final = re.compile("(?<=[REN])[BSWOijfd]++(?=[REN])")
_TO_LEFT: Final = str.maketrans(dict.fromkeys("BSWOijfd", "L"))
_TO_RIGHT: Final = str.maketrans(dict.fromkeys("BSWOijfd", "R"))
_MARKED: Final = re.compile("([^M])(M+)")
_ARABIC_NUMBER_REVERSED: Final = re.compile("E[^LRA]*+(?=A)")
_LATIN_NUMBER: Final = re.compile("L[^LRE]*E[^LR]*")
_WITHIN_NUMBER: Final = re.compile("E[PC](?=E)")
_WITHIN_ARABIC_NUMBER: Final = re.compile("NC(?=N)")
_TERMINATORS: Final = re.compile("T+")
_REMOVED: Final = re.compile("[lrxypb]+")
_FADING: Final = "Wijfdblrxyp"
_LINE_ENDS: Final = re.compile(f"(?<![{_FADING}])[{_FADING}]*+(?:[BS]|$)")
_UNASSIGNED_RIGHT: Final = (
    (0x0590, 0x05FF), (0x07C0, 0x085F), (0xFB1D, 0xFB4F), (0x10800, 0x10CFF), (0x10D40, 0x10EBF),
    (0x10F00, 0x10F2F), (0x10F70, 0x10FFF), (0x1E800, 0x1EC6F), (0x1ECC0, 0x1ECFF), (0x1ED50, 0x1EDFF),
    (0x1EF00, 0x1EFFF),
)  # fmt: skip
_UNASSIGNED_ARABIC: Final = (
    (0x0600, 0x07BF), (0x0860, 0x08FF), (0xFB50, 0xFDCF), (0xFDF0, 0xFDFF), (0xFE70, 0xFEFF),
    (0x10D00, 0x10D3F), (0x10EC0, 0x10EFF), (0x10F30, 0x10F6F), (0x1EC70, 0x1ECBF), (0x1ED00, 0x1ED4F),
    (0x1EE00, 0x1EEFF),
)  # fmt: skip


class _Classes(dict[int, str]):
    """The letter of each character's class, looked up once per character."""

    def __missing__(self, code: int) -> str:
        kind = unicodedata.bidirectional(chr(code))
        letter = self[code] = _LETTERS[kind] if kind else _unassigned(code)
        return letter


def _unassigned(code: int) -> str:
    """The default class of a code point without a character (DerivedBidiClass.txt)."""
    if any(first <= code <= last for first, last in _UNASSIGNED_RIGHT):
        return "R"
    if any(first <= code <= last for first, last in _UNASSIGNED_ARABIC):
        return "A"
    if 0x20A0 <= code <= 0x20CF:
        return "T"
    unlettered = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF or 0xE0000 <= code <= 0xE0FFF
    return "b" if unlettered or code in range(0xFFF0, 0xFFF9) else "L"


_CLASSES: Final = _Classes()
_PAGE: Final = "cp1256"
"""The 256 characters that most texts here are made of: Latin, French and Arabic letters, digits, signs."""
_CLASSES_OF_PAGE: Final = bytes(range(256)).decode(_PAGE).translate(_CLASSES).encode()


def _kinds(text: str) -> str:
    """The class of each character. By way of a page of bytes it takes a tenth of the time that looking each up does."""
    try:
        return text.encode(_PAGE).translate(_CLASSES_OF_PAGE).decode()
    except UnicodeEncodeError:
        return text.translate(_CLASSES)


def levels(text: str, base: Base) -> bytes:
    """The embedding level of each character, as if the text were one line (rules X1 to L1).

    Characters that rule X9 removes get the level of the one before them.
    """
    kinds = _kinds(text)
    if not (_ALL_RIGHT if base else _ALL_LEFT).search(kinds):
        return bytes((base,)) * len(text)
    found = bytearray((base,)) * len(text)
    if _EXPLICIT.search(kinds):
        for sequence in _sequences(kinds, base):
            sequence.resolve(text, found)
        _inherit(kinds, base, found)
    else:
        _Sequence([(0, len(kinds))], kinds, base, base, base).resolve(text, found)
    for start, stop in _line_ends(kinds):
        found[start:stop] = bytes((base,)) * (stop - start)
    return bytes(found)


def _line_ends(kinds: str) -> list[tuple[int, int]]:
    """What stands at the ends of lines has the level of the paragraph (L1)."""
    if "B" in kinds or "S" in kinds:
        return [end.span() for end in _LINE_ENDS.finditer(kinds)]
    return [(len(kinds.rstrip(_FADING)), len(kinds))]


def is_one_way(text: str, base: Base) -> bool:
    """Whether every character has the level of the paragraph, so that nothing is to be reordered."""
    return not (_ALL_RIGHT if base else _ALL_LEFT).search(_kinds(text))


def shows_left(character: str) -> bool:
    """Whether a character is read from left to right on its own: a letter of such a script, or a digit."""
    return _CLASSES[ord(character)] in "LEN"


def shows_right(character: str) -> bool:
    """Whether a character is a letter of a script that is read from right to left."""
    return _CLASSES[ord(character)] in "RA"


def is_weak(character: str) -> bool:
    """Whether a character belongs to numbers: a digit, a sign, a separator."""
    return _CLASSES[ord(character)] in "ENPTC"


def in_visual_order(items: Sequence[T], of: Sequence[int]) -> list[T]:
    """The items of one line from left to right, each with its level (rule L2)."""
    order = list(items)
    if not order:
        return order
    highest, lowest = max(of), min(of)
    if highest == lowest:
        return order[::-1] if highest % 2 else order
    ranks = list(of)
    for level in range(highest, (lowest | 1) - 1, -1):
        start = 0
        while start < len(order):
            if ranks[start] < level:
                start += 1
                continue
            stop = start
            while stop < len(order) and ranks[stop] >= level:
                stop += 1
            order[start:stop] = order[start:stop][::-1]
            ranks[start:stop] = ranks[start:stop][::-1]
            start = stop
    return order


class _Sequence:
    """An isolating run sequence: stretches of one level that are resolved as if they followed each other (BD13)."""

    __slots__ = ("ends_as", "kinds", "level", "spans", "starts_as")

    def __init__(self, spans: list[tuple[int, int]], kinds: str, level: int, before: int, after: int) -> None:
        self.spans, self.kinds, self.level = spans, kinds, level
        self.starts_as = "LR"[max(level, before) & 1]
        self.ends_as = "LR"[max(level, after) & 1]

    def resolve(self, text: str, found: bytearray) -> None:
        """Write the levels of the sequence's characters (rules W1 to I2)."""
        types = self._weak()
        if "O" in types and BRACKETS.search(text):
            types = paired("".join(text[a:b] for a, b in self.spans), self.kinds, types, self.level, self.starts_as)
        result = self._neutral(types).encode("latin-1").translate(_level_table(self.level))
        at = 0
        for start, stop in self.spans:
            found[start:stop] = result[at : at + stop - start]
            at += stop - start

    def _weak(self) -> str:
        types = self.starts_as + self.kinds
        if "M" in types:  # W1
            types = _MARKED.sub(lambda m: m[1] + ("O" if m[1] in "ijfd" else m[1]) * len(m[2]), types)
        european = "E" in types
        if "A" in types:  # W2, W3
            if european:
                types = _ARABIC_NUMBER_REVERSED.sub(lambda m: m[0].replace("E", "N"), types[::-1])[::-1]
            types = types.replace("A", "R")
        if european and ("P" in types or "C" in types):  # W4
            types = _WITHIN_NUMBER.sub("EE", types)
        if "C" in types and "N" in types:
            types = _WITHIN_ARABIC_NUMBER.sub("NN", types)
        if european and "T" in types:  # W5
            types = _TERMINATORS.sub(_beside_number, types)
        types = types.replace("P", "O").replace("T", "O").replace("C", "O")  # W6
        if european:  # W7
            types = _LATIN_NUMBER.sub(lambda m: m[0].replace("E", "L"), types)
        return types[1:]

    def _neutral(self, types: str) -> str:
        around = self.starts_as + types + self.ends_as
        if self.level & 1:  # N1, N2
            resolved = _BETWEEN_LEFT.sub(lambda m: "L" * len(m[0]), around).translate(_TO_RIGHT)
        else:
            resolved = _BETWEEN_RIGHT.sub(lambda m: "R" * len(m[0]), around).translate(_TO_LEFT)
        return resolved[1:-1]


def _beside_number(found: re.Match[str]) -> str:
    """Signs such as that of percent, as a part of the number that they stand beside."""
    start, stop = found.span()
    beside = found.string[start - 1] == "E" or found.string[stop : stop + 1] == "E"
    return ("E" if beside else "T") * (stop - start)


@cache
def _level_table(level: int) -> bytes:
    """From the letter of a resolved type to its level (I1, I2)."""
    steps = dict(zip(b"LREN", (0, 1, 2, 2) if level % 2 == 0 else (1, 0, 1, 1), strict=True))
    return bytes(level + steps.get(letter, 0) for letter in range(256 - level)) + bytes(level)


def _inherit(kinds: str, base: int, found: bytearray) -> None:
    """Give the characters that X9 removes the level of the one before."""
    for removed in _REMOVED.finditer(kinds):
        start, stop = removed.span()
        found[start:stop] = bytes((found[start - 1] if start else base,)) * (stop - start)


def _sequences(kinds: str, base: int) -> list[_Sequence]:
    from desktop_app.documents.text.embedding import isolating_runs

    return [
        _Sequence(run.spans, run.kinds, run.level, run.before, run.after)
        for run in isolating_runs(kinds, base, _MAX_DEPTH)
    ]
