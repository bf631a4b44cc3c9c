"""How wide a text will be: exactly in Latin letters, about in others, since each machine has its own Arabic letters.

Word breaks the lines itself; this decides beforehand how much room numbers and terms get, which lines of the other
direction are a single one, and on which page a heading will probably stand.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from desktop_app.documents.text.breaking import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

COMPLEX_SCALE: Final = 1.05
"""How much larger complex scripts are set, as Arabic letters are small for their size, of whichever typeface."""

# The advance widths of Arial for U+0020 to U+007E, in thousandths of its size.
_REGULAR: Final = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
)  # fmt: skip
_BOLD: Final = (
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611,
    556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389,
    280, 389, 584,
)  # fmt: skip
_OTHERS: Final = {
    "’": 222, "‘": 222, "“": 333, "”": 333, "—": 1000, "…": 1000, "•": 350, "°": 400, "œ": 944, "Œ": 1000, "æ": 889,
    "Æ": 1000, "ß": 611, "\u00a0": 278, "\u202f": 200, "\u2002": 500, "\u00ad": 0, "\u200b": 0,
}  # fmt: skip
_USUAL: Final = 556
_RIGHT_TO_LEFT: Final = {False: round(470 * COMPLEX_SCALE), True: round(590 * COMPLEX_SCALE)}
"""Of a letter, plain and bold: a little more than most, for a column that is too narrow breaks words."""


class _Widths(dict[str, int]):
    """The width of each character, found once."""

    def __init__(self, listed: Iterable[int], right_to_left: int) -> None:
        self._right_to_left = right_to_left
        super().__init__({chr(code): width for code, width in enumerate(listed, 0x20)} | _OTHERS)

    def __missing__(self, character: str) -> int:
        width = self[character] = self._found(character)
        return width

    def _found(self, character: str) -> int:
        if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Cc"):
            return 0
        if unicodedata.bidirectional(character) in ("R", "AL"):
            return self._right_to_left
        if unicodedata.east_asian_width(character) in "WF":
            return 1000
        base = unicodedata.normalize("NFKD", character)[0]
        return self[base] if base != character else _USUAL


_WIDTHS: Final = {bold: _Widths(_BOLD if bold else _REGULAR, _RIGHT_TO_LEFT[bold]) for bold in (False, True)}


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a text on one line, in points."""
    return sum(map(_WIDTHS[bold].__getitem__, text)) * size / 1000


def exceeds(text: str, size: float, room: float, *, bold: bool = False) -> bool:
    """Whether a text takes more than one line of that width."""
    if "\n" in text:
        return True
    most = int(room / size * 1000)
    # Letters are seldom wider than their size, and none is all but a sixth of it: most texts need no adding up.
    if len(text) * 1000 <= most or len(text) * 160 > most:
        return len(text) * 1000 > most
    return sum(map(_WIDTHS[bold].__getitem__, text)) > most


def line_count(text: str, size: float, room: float, *, bold: bool = False) -> int:
    """How many lines a paragraph takes in a column of that width."""
    widths, most = _WIDTHS[bold], room / size * 1000
    count = 0
    for line in text.split("\n"):
        count += 1
        if len(line) * 1000 <= most:
            continue
        at = 0.0
        for word in tokens(line):
            width: float = sum(map(widths.__getitem__, word))
            if at and at + width - (widths[" "] if word[-1] == " " else 0) > most:
                count, at = count + 1, 0.0
            if width > most:
                count, width = count + int(width // most), width % most
            at += width
    return count
