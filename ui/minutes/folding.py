"""Text as it is compared: without case, accents, harakat and the variants of Arabic letters."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Final

_SAME: Final = {"ٱ": "ا", "ى": "ي", "ة": "ه", "ـ": "", "’": "'"}
"""What Unicode's own decomposition leaves apart."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text, and where in the original each of its characters comes from."""

    text: str
    places: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The span in the original text that a span of the folded one stands for."""
        if start >= end:
            return 0, 0
        return self.places[start], self.places[end - 1] + 1


def folded(text: str) -> Folded:
    """The text folded, character by character, so that spans can be carried back."""
    characters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for part in _fold(character):
            characters.append(part)
            places.append(place)
    return Folded("".join(characters), tuple(places))


def fold(text: str) -> str:
    """The folded text alone."""
    return "".join(map(_fold, text))


def _fold(character: str) -> str:
    same = _SAME.get(character)
    if same is not None:
        return same
    parts = unicodedata.normalize("NFD", character.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))
