"""The title of the next meeting of a series: one further, where the last one's counts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_COUNTED: Final = re.compile(r"\d+")
_ENGLISH: Final = re.compile(r"\b(\d+)(st|nd|rd|th)\b")
_FRENCH_FIRST: Final = re.compile(r"\b1(?:re|ère|er)\b")
_WORDS: Final = re.compile(r"[^\W\d_]+")
_ORDINALS: Final = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth",
    "premier deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième onzième douzième",
    "première deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième onzième douzième",
    "primera segunda tercera cuarta quinta sexta séptima octava novena décima undécima duodécima",
    "primero segundo tercero cuarto quinto sexto séptimo octavo noveno décimo undécimo duodécimo",
    "الأول الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع العاشر",
    "الأولى الثانية الثالثة الرابعة الخامسة السادسة السابعة الثامنة التاسعة العاشرة",
)
"""Ordinals in words, in each language and gender from the first on."""
_AFTER: Final = {
    word: following for line in _ORDINALS for word, following in zip(line.split(), [*line.split()[1:], ""], strict=True)
}


def counted_on(title: Mapping[str, str]) -> dict[str, str]:
    """The title with its count one higher, in the languages in which it counts for certain.

    What holds no number, several, or a year is left to be typed.
    """
    return {language: after for language, text in title.items() if (after := _counted_on(text))}


def _counted_on(text: str) -> str:
    numbers = _COUNTED.findall(text)
    words = [word for word in _WORDS.findall(text) if word.casefold() in _AFTER]
    if len(numbers) + len(words) != 1:
        return ""
    if words:
        after = _AFTER[words[0].casefold()]
        after = after.capitalize() if words[0][0].isupper() else after
        return re.sub(rf"\b{words[0]}\b", after, text) if after else ""
    if len(numbers[0]) > 3:  # a year is no count
        return ""
    number = int(numbers[0]) + 1
    if _ENGLISH.search(text):
        return _ENGLISH.sub(f"{number}{_ordinal(number)}", text)
    if _FRENCH_FIRST.search(text):
        return _FRENCH_FIRST.sub("2e", text)
    return _COUNTED.sub(str(number), text)


def _ordinal(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
