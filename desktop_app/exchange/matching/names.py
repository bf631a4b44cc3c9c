"""How alike two names of people are, across spellings and scripts.

A name is a set of words: which of them is the family name is written differently from list to list. Each word is
compared folded, and by its *skeleton*: the consonants that its transliterations have in common, so that ``Mohamed``,
``Muhammad`` and ``محمد`` are one. Words that differ only in the ending of the feminine are two names: Karim, Karima.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz

from desktop_app.exchange.sheet.folding import fold, is_arabic

_DROPPED: Final = frozenset(
    {"el", "al", "ul", "ech", "es", "er", "ed", "en", "et", "ez", "as", "ash", "ال", "de", "da", "do", "dos", "di",
     "du", "del", "della", "van", "von", "der", "den"}
)  # fmt: skip
"""Articles and particles that one list writes and another leaves out."""
_JOINED: Final = frozenset(
    {"ben", "bin", "ibn", "bou", "abu", "abou", "abd", "abdel", "abdul", "ait", "la", "le", "mc", "mac", "o",
     "بن", "ابن", "بو", "ابو", "عبد"}
)  # fmt: skip
"""Words that are part of the next one, written together or not: *Ben Salah*, *Bensalah*."""
_LETTERS: Final = {
    "ب": "b", "ت": "t", "ث": "t", "ج": "j", "ح": "h", "خ": "k", "د": "d", "ذ": "d", "ر": "r", "ز": "z", "س": "s",
    "ش": "s", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ف": "f", "ق": "k", "ك": "k", "ل": "l", "م": "m", "ن": "n",
    "ه": "h", "غ": "g", "گ": "g", "پ": "b", "ڤ": "f", "چ": "s",
}  # fmt: skip
"""Arabic letters by what their usual transliterations come down to here. Vowels, hamza and ayn are left out."""
_DIGRAPHS: Final = (
    ("sch", "s"), ("tch", "s"), ("ch", "s"), ("sh", "s"), ("kh", "k"), ("gh", "g"), ("dh", "d"), ("th", "t"),
    ("ph", "f"), ("dj", "j"), ("ck", "k"), ("qu", "k"), ("q", "k"), ("c", "k"), ("v", "f"), ("x", "ks"), ("p", "b"),
)  # fmt: skip
_VOWELS: Final = re.compile("[aeiouyw]+")
_DOUBLED: Final = re.compile(r"(.)\1+")
_FEMININE: Final = re.compile(r"ah?|e|ia|ie|[ntl]e|ette|ina?|ه")
_FEMININE_LETTERS: Final = "هة"
_LONG_LETTERS: Final = "اأآىيءع"
"""Letters with which an Arabic name may end that is written with an *a* in Latin script."""
_VOWELS_WRITTEN: Final = ("a", "e", "i", "o", "u", "y")
_OPENINGS: Final = {"و": ("w", "o", "u", "v"), "ي": ("y", "i", "j"), "اأإآىءعئؤ": _VOWELS_WRITTEN}
"""How the transliterations of a word begin whose first letter is none of those that skeletons keep."""
_LEAST: Final = 78.0
"""How alike two words must be to be taken for one at all."""
_BY_SKELETON: Final = 93.0
_BY_FEW_LETTERS: Final = 86.0
_OTHER_GENDER: Final = 60.0
_UNPAIRED: Final = 7.0
"""What each word takes off that only one of the two names has."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a name."""

    folded: str
    skeleton: str

    @property
    def key(self) -> str:
        """By what names are put together that may be one; the word itself where nothing is left of it."""
        return self.skeleton or self.folded


@lru_cache(maxsize=65536)
def words_of(name: str) -> tuple[Word, ...]:
    """The words of a name, without articles, particles joined to what follows them."""
    found: list[str] = []
    before = ""
    for word in fold(name).split():
        if word in _DROPPED:
            continue
        bare = word.removeprefix("ال") if len(word) > 4 else word
        if bare in _JOINED:
            before += bare
            continue
        found.append(before + bare)
        before = ""
    if before:
        found.append(before)
    return tuple(Word(word, skeleton(word)) for word in found)


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """The consonants of a folded word, as transliterations have them in common."""
    if is_arabic(word):
        return "".join(_LETTERS.get(letter, "") for letter in _without_ending(word))
    for written, stands_for in _DIGRAPHS:
        word = word.replace(written, stands_for)
    return _VOWELS.sub("", _DOUBLED.sub(r"\1", word))


def begins_across(typed: str, name: str) -> bool:
    """Whether each word of what is typed begins a word of a name that is written in the other script.

    What is typed need not be whole: ``Wa``, ``Wafa`` and ``Wafa Sa`` begin *وفاء ساسي*, and ``وف`` begins *Wafa*.
    """
    if is_arabic(typed) is is_arabic(name):
        return False
    wanted, words = words_of(typed), words_of(name)
    return bool(wanted) and all(any(_begins(part, word) for word in words) for part in wanted)


def _begins(part: Word, word: Word) -> bool:
    if is_arabic(part.folded) is is_arabic(word.folded):
        return word.folded.startswith(part.folded)
    latin, arabic = (word, part) if is_arabic(part.folded) else (part, word)
    return _beginnings_fit(latin.folded, arabic.folded) and word.skeleton.startswith(part.skeleton)


def _beginnings_fit(latin: str, arabic: str) -> bool:
    """Whether two words begin with the same sort of sound, since skeletons know of consonants alone."""
    sounds = next((written for letters, written in _OPENINGS.items() if arabic[0] in letters), None)
    return latin.startswith(sounds) if sounds else not latin.startswith((*_VOWELS_WRITTEN, "w"))


def _without_ending(word: str) -> str:
    return word[:-1] if len(word) > 2 and word[-1] in "هة" else word


def likeness(one: tuple[Word, ...], other: tuple[Word, ...]) -> float:
    """How alike two names are, of 100: each word of the shorter one with one of the longer, and all of them alike."""
    few, many = sorted((one, other), key=len)
    if not few:
        return 0.0
    left = list(many)
    total = 0.0
    for word in sorted(few, key=lambda word: -len(word.folded)):
        best = max(left, key=lambda candidate: _alike(word, candidate))
        score = _alike(word, best)
        if score < _LEAST:
            return 0.0
        left.remove(best)
        total += score
    if len(few) == 1 and left:
        return 0.0  # a single word in common is a family name, or a first name
    return max(0.0, total / len(few) - _UNPAIRED * len(left))


@lru_cache(maxsize=65536)
def _alike(one: Word, other: Word) -> float:
    if one.folded == other.folded:
        return 100.0
    if is_arabic(one.folded) is not is_arabic(other.folded):
        return _across(one, other)
    if _differs_in_gender(one.folded, other.folded):
        return _OTHER_GENDER
    score = fuzz.ratio(one.folded, other.folded)
    if one.skeleton == other.skeleton and len(one.skeleton) > 1:
        return max(_BY_SKELETON if len(one.skeleton) > 2 else _BY_FEW_LETTERS, score)
    return score if min(len(one.folded), len(other.folded)) > 3 else min(score, _LEAST - 1)


def _across(one: Word, other: Word) -> float:
    """Two words of which one is Arabic: by their skeletons, where they do not end as man's and woman's name do."""
    latin, arabic = (other, one) if is_arabic(one.folded) else (one, other)
    if not latin.skeleton or not arabic.skeleton or not _endings_fit(latin.folded, arabic.folded):
        return 0.0
    sounds, letters = latin.skeleton, arabic.skeleton
    if sounds == letters or (sounds == f"{letters}h" and arabic.folded[-1] in _FEMININE_LETTERS):
        return _BY_SKELETON if len(letters) > 1 else _BY_FEW_LETTERS
    return fuzz.ratio(sounds, letters) - 5 if min(len(sounds), len(letters)) > 3 else 0.0


def _endings_fit(latin: str, arabic: str) -> bool:
    if arabic[-1] in _FEMININE_LETTERS:
        return latin.endswith(("a", "e", "ah", "eh"))
    return not latin.endswith("a") or arabic[-1] in _LONG_LETTERS


def _differs_in_gender(one: str, other: str) -> bool:
    """Whether two words are a name and its feminine: Karim and Karima, Jean and Jeanne, Mario and Maria."""
    short, long = sorted((one, other), key=len)
    if long.startswith(short) and short != long:
        return _FEMININE.fullmatch(long[len(short) :]) is not None
    return len(short) == len(long) and short[:-1] == long[:-1] and {short[-1], long[-1]} <= {"a", "o", "e", "i"}
