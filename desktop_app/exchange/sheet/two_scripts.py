"""A name written twice in one cell, in Arabic letters and in others: ``Mbarga - مبارغا``, ``Salwa Amor (سلوى عمر)``.

A dash between two scripts joins one name. A line break, a stroke, a comma or brackets stand as often between two
people, or between a person and a function; there the two halves must sound alike: they are compared by the consonants
that both scripts write, those that transliterations take for one another counting as one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from rapidfuzz import fuzz

from desktop_app.exchange.sheet.folding import fold, is_arabic, tidy
from desktop_app.exchange.sheet.words import meaning
from desktop_app.language import Message, _, direction

if TYPE_CHECKING:
    from collections.abc import Iterator

_DASH: Final = re.compile(r"\s+[-–—]\s+")
_OFTEN_BETWEEN_PEOPLE: Final = (re.compile(r"\s*\n\s*"), re.compile(r"\s*/\s*"), re.compile(r"\s*[,،]\s*"))
_BRACKETS: Final = re.compile(r"([^()]+)\(([^()]+)\)")
_ALIKE: Final = 80.0
"""How like each other the consonants of two halves are at least, in per cent."""
_DIGRAPHS: Final = re.compile(r"ch|sh|th|dh|kh|gh|ph|c(?=[eiy])")
_AS_ONE: Final = {"ch": "s", "sh": "s", "th": "t", "dh": "d", "kh": "k", "gh": "k", "ph": "f", "c": "s"}
_CONSONANTS: Final = str.maketrans(
    {
        **dict.fromkeys("zسصزشظ", "s"), "x": "ks", **dict.fromkeys("cgjqكقغخج", "k"), **dict.fromkeys("vف", "f"),
        **dict.fromkeys("pب", "b"), **dict.fromkeys("تثط", "t"), **dict.fromkeys("دذض", "d"), "ل": "l", "م": "m",
        "ن": "n", "ر": "r", **dict.fromkeys("aeiouywhاويهحعءأإآئؤ"),
    }
)  # fmt: skip
"""Groups of consonants; vowels, half-vowels and breaths, which one script or the other leaves out, are nothing."""
_DOUBLED: Final = re.compile(r"(.)\1+")


class Twice(NamedTuple):
    """A name in two scripts."""

    taken: str
    """In the script of the list's language."""
    kept: str

    @property
    def doubt(self) -> Message:
        """Which of them is the name, and what becomes of the other."""
        said = {"taken": self.taken, "kept": self.kept}
        return _("One name in two scripts: “{taken}” is used, and “{kept}” is noted beside it.", **said)


def twice(text: str, language: str) -> Twice | None:
    """The two ways in which a text writes one name; ``None`` where it does not write a name twice.

    Args:
        text: a cell.
        language: of the list, whose script is preferred.
    """
    if not is_arabic(text):
        return None
    for one, other in _halves(tidy(text)):
        kept, taken = sorted((one, other), key=is_arabic, reverse=direction(language) != "rtl")
        return Twice(taken, kept)
    return None


def _halves(text: str) -> Iterator[tuple[str, str]]:
    """The ways to part a text into one half in Arabic letters and another in others, the surest first."""
    pieces = _DASH.split(text)
    if len(pieces) == 2 and _in_one_each(*pieces):
        yield pieces[0], pieces[1]
    parted = [between.split(text) for between in _OFTEN_BETWEEN_PEOPLE]
    in_brackets = _BRACKETS.fullmatch(text)
    if in_brackets is not None:
        parted.append([piece.strip() for piece in in_brackets.groups()])
    for pieces in parted:
        if len(pieces) == 2 and _in_one_each(*pieces) and _sound_alike(*pieces):
            yield pieces[0], pieces[1]


def _in_one_each(one: str, other: str) -> bool:
    """Whether all letters of one half are Arabic, and none of the other's."""
    scripts = [{is_arabic(letter) for letter in half if letter.isalpha()} for half in (one, other)]
    return sorted(map(tuple, scripts)) == [(False,), (True,)]


def _sound_alike(one: str, other: str) -> bool:
    sounds = _consonants(one), _consonants(other)
    joined = (sound.replace(" ", "") for sound in sounds)  # Abdelkader is two words in Arabic
    return all(sounds) and max(fuzz.token_sort_ratio(*sounds), fuzz.ratio(*joined)) >= _ALIKE


def _consonants(name: str) -> str:
    """The consonants of each word, in their groups: ``Khadija`` and ``خديجة`` are both ``kdk``."""
    said = (word for word in fold(name).split() if word not in meaning("honorific") and word not in ("al", "el"))
    words = (word.removeprefix("ال") if len(word) > 4 else word for word in said)
    plain = (_DIGRAPHS.sub(lambda found: _AS_ONE[found.group()], word) for word in words)
    return " ".join(filter(None, (_DOUBLED.sub(r"\1", word.translate(_CONSONANTS)) for word in plain)))
