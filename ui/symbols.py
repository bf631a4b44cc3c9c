"""Symbols, as the United Nations number their documents: ``TNG/REC/2017/5`` comes after ``TNG/REC/2017/4``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_NUMBERED: Final = re.compile(r"(.*\D)(\d{1,9})")
_YEAR: Final = re.compile(r"(?<!\d)(19|20)\d\d(?!\d)")
_FIGURES: Final = re.compile(r"(\d+)")


def in_order(symbol: str) -> tuple[bool, list[tuple[int, str]]]:
    """A key that sorts symbols with their numbers as numbers, and what has none last."""
    parts = [(int(part), "") if part.isdecimal() else (-1, part) for part in _FIGURES.split(symbol)]
    return not symbol, parts


def next_symbol(known: Iterable[str], year: int) -> str:
    """The symbol counted on from the last; in another year it begins anew. Empty where there is none to go by.

    Args:
        known: the symbols that there are.
        year: in which the new one is given.
    """
    numbered = [found for symbol in sorted(known, key=in_order) if (found := _NUMBERED.fullmatch(symbol))]
    if not numbered:
        return ""
    before = _YEAR.sub(str(year), numbered[-1][1])
    return f"{before}{1 + max((int(one[2]) for one in numbered if one[1] == before), default=0)}"


def first_symbol(code: str, series: str, year: int) -> str:
    """The symbol of the first of a series: the place as UN/LOCODE has it, ``MATNG``, the series and the year.

    >>> first_symbol("MATNG", "REC", 2017)
    'TNG/REC/2017/1'
    """
    return f"{code.replace(' ', '')[2:] or code}/{series}/{year}/1" if code else ""
