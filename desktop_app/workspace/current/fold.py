"""Folding: what a reader would call the same letters become the same letters, for search.

Accents and other marks go, in Latin, Greek, Cyrillic, Hebrew and Arabic; so do the tatweel, the harakat and what is
invisible. The forms of alef and hamza, ya and ta marbuta become one; ligatures and special Latin letters are spelt
out. Folding works letter by letter, so that a place in the folded text can be traced to the original.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

_MARKS: Final = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u08d3-\u08ff\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f"
    "\ufe20-\ufe2f\u0640\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ue000-\uf8ff]"
)
_SPELT_OUT: Final = {
    "ø": "o", "ł": "l", "ı": "i", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ŋ": "n", "ĸ": "k", "æ": "ae", "œ": "oe",
    "þ": "th", "ə": "e", "ɣ": "g",
    "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ة": "ه", "ۀ": "ه", "ە": "ه", "ک": "ك", "ء": "",
    **{chr(start + digit): str(digit) for start in (0x0660, 0x06F0) for digit in range(10)},
}  # fmt: skip
_ARTICLE: Final = r"(?:[وفبك]?ال|لل)"
_WITH_ARTICLE: Final = re.compile(rf"(?<![^\W_]){_ARTICLE}([^\W_]{{3,}})")
WORD: Final = re.compile(r"[^\W_]+")
"""A word of a folded text, as the index takes it."""


class _Folding(dict[int, str]):
    """What each letter becomes, found out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_letter(chr(code))
        return folded


def _fold_letter(letter: str) -> str:
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", letter).casefold())
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", plain))
    return "".join(_SPELT_OUT.get(part, part) for part in plain)


_FOLDING: Final = _Folding()
_FOREIGN: Final = re.compile(r"([^\x00-\x7f]{1,24})")


def fold(text: str) -> str:
    """The folded text.

    Runs of letters beyond ASCII come again and again, and to fold them one by one takes five times as long.
    """
    if text.isascii():
        return text.lower()
    parts = _FOREIGN.split(text)
    parts[::2] = map(str.lower, parts[::2])
    parts[1::2] = map(_fold_run, parts[1::2])
    return "".join(parts)


@lru_cache(maxsize=8192)
def _fold_run(run: str) -> str:
    return run.translate(_FOLDING)


def fold_with_places(text: str) -> tuple[str, Sequence[int]]:
    """The folded text, and for each of its letters the place in ``text`` that it comes from, then the end."""
    if text.isascii() or all(len(_FOLDING[ord(letter)]) == 1 for letter in set(text)):
        return fold(text), range(len(text) + 1)
    parts: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        folded = _FOLDING[ord(letter)]
        parts.append(folded)
        places.extend([place] * len(folded))
    places.append(len(text))
    return "".join(parts), places


def without_articles(folded: str) -> str:
    """The words of a folded text that carry the Arabic article, without it."""
    return " ".join(_WITH_ARTICLE.findall(folded)) if "ل" in folded else ""


def words(text: str) -> list[str]:
    """The words that a person looks for, folded, without the Arabic article."""
    folded = fold(text)
    return WORD.findall(_WITH_ARTICLE.sub(r"\1", folded) if "ل" in folded else folded)


def finder(wanted: list[str]) -> re.Pattern[str]:
    """Finds the beginnings of words in a folded text that are among those wanted."""
    either = "|".join(re.escape(word) for word in sorted(wanted, key=len, reverse=True))
    return re.compile(rf"(?<![^\W_]){_ARTICLE}?({either})")
