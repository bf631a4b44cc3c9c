"""Dates as people write them in lists: ``3 mars 2016``, ``14/09/2015``, ``sept. 2015``, ``11-2016``, ``2016``."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from desktop_app.exchange.sheet.folding import fold
from desktop_app.exchange.sheet.readings import Reading, read_as, refused
from desktop_app.exchange.sheet.words import meaning
from desktop_app.language import Message, _
from desktop_app.records import Precision, When

_EPOCH: Final = date(1899, 12, 30)
"""Day 0 of the serial numbers of spreadsheet programs (ECMA-376 part 1, 18.17.4.1), from March 1900 on."""
_SERIALS: Final = range(18_264, 73_051)
"""The serial numbers from 1950 to 2099: what a five-digit number alone may be."""
_LIKELY: Final = range(1950, 2051)

_TIME: Final = re.compile(r"(?:^|[T ,àa]+)(\d{1,2})\s*[:h]\s*(\d\d)?(?::\d\d(?:\.\d+)?)?\s*$", re.IGNORECASE)
_ISO: Final = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?")
_NUMERIC: Final = re.compile(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{4}|\d\d)")
_MONTH_YEAR: Final = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{4})")
_PERIOD: Final = re.compile(r"(\d{4})\s*(?:[-–—/à]|a|to|al?)\s*(\d{4}|\.{3}|…)?")
_ORDINAL: Final = re.compile(r"\b(\d{1,2})(?:er|re|e|ème|st|nd|rd|th|º|ª)\b", re.IGNORECASE)


def read_date(text: str, finest: Precision, *, month_first: bool = False) -> Reading:
    """The moment that a text means, as finely as it says it, and no finer than ``finest``.

    Args:
        text: what stands in the cell.
        finest: how finely the field keeps it.
        month_first: whether ``03/11/2016`` is in March.
    """
    return _read(text, finest, month_first)


@lru_cache(maxsize=8192)
def _read(text: str, finest: Precision, month_first: bool) -> Reading:
    plain = _digits(text).strip().rstrip(".;,")
    clock = ""
    found = _TIME.search(plain)
    if found and found.start() > 0:
        clock = f"T{int(found[1]):02d}:{found[2] or '00'}"
        plain = plain[: found.start()].strip().rstrip(",")
    reading = _numbers(plain, month_first) or _words(plain) or _nothing(text)
    if clock and finest is Precision.MINUTE and isinstance(reading.value, When) and len(reading.value) == Precision.DAY:
        return _made(reading.value + clock, text, *reading.doubts)
    return reading


def _digits(text: str) -> str:
    """The text with the digits of any script written 0 to 9."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in text)


def _numbers(text: str, month_first: bool) -> Reading | None:
    if text.isdecimal():
        return _number(int(text), text) if len(text) in (4, 5) else None
    if found := _ISO.fullmatch(text):
        return _made("-".join(part.zfill(2) for part in found.groups() if part), text)
    if found := _NUMERIC.fullmatch(text):
        return _day_month_year(int(found[1]), int(found[2]), found[3], text, month_first)
    if found := _MONTH_YEAR.fullmatch(text):
        return _made(f"{found[2]}-{int(found[1]):02d}", text)
    if found := _PERIOD.fullmatch(text):
        return _made(found[1], text, _("“{text}” is a period; its start is used.", text=text))
    return None


def _number(number: int, text: str) -> Reading:
    if len(text) == 4:
        return _made(text, text)
    if number not in _SERIALS:
        return _nothing(text)
    day = When.of(_EPOCH + timedelta(days=number))
    return read_as(
        day, _("“{text}” is a day as spreadsheet programs count them; it is read as {day}.", text=text, day=day)
    )


def _day_month_year(first: int, second: int, year: str, text: str, month_first: bool) -> Reading:
    day, month = (second, first) if month_first else (first, second)
    doubts = []
    if month > 12 >= day:
        day, month = month, day
        doubts.append(_("“{text}” is read with day and month swapped.", text=text))
    if len(year) == 2:
        year = ("20" if int(year) < 70 else "19") + year
        doubts.append(_("The year in “{text}” is read as {year}.", text=text, year=year))
    return _made(f"{year}-{month:02d}-{day:02d}", text, *doubts)


def _words(text: str) -> Reading | None:
    """Dates with the month in letters, or a year among words."""
    months, about, since = meaning("month"), meaning("about"), meaning("since")
    words = _joined(fold(_ORDINAL.sub(r"\1", text)).split())
    numbers = [word for word in words if word.isdecimal()]
    named = [int(months[word]) for word in words if word in months]
    vague = any(word in about for word in words)
    known = all(word.isdecimal() or word in months or word in about or word in since for word in words)
    years = [number for number in numbers if len(number) == 4]
    days = [number for number in numbers if len(number) < 3]
    if not known or len(named) > 1:
        return None
    if named and not years and _ends_in_year(words):
        return _two_digit_year(named[0], days, text)
    if len(years) != 1 or len(days) > 1 or len(numbers) != len(years) + len(days) or (days and not named):
        return None
    written = "-".join((years[0], *(f"{month:02d}" for month in named), *(day.zfill(2) for day in days)))
    return _made(written, text, _("“{text}” is vague; {read} is used.", text=text, read=written) if vague else None)


def _joined(words: list[str]) -> list[str]:
    """The words, those of a month that is written in two (``كانون الثاني``) as one."""
    months = meaning("month")
    joined: list[str] = []
    for word in words:
        if joined and f"{joined[-1]} {word}" in months:
            joined[-1] += f" {word}"
        else:
            joined.append(word)
    return joined


def _ends_in_year(words: list[str]) -> bool:
    """Whether a year of two digits ends what is written: after a month, or after a day and a month."""
    return len(words) in (2, 3) and words[-2] in meaning("month") and words[-1].isdecimal() and len(words[-1]) == 2


def _two_digit_year(month: int, numbers: list[str], text: str) -> Reading:
    year = ("20" if int(numbers[-1]) < 70 else "19") + numbers[-1].zfill(2)
    written = "-".join((year, f"{month:02d}", *(day.zfill(2) for day in numbers[:-1])))
    return _made(written, text, _("The year in “{text}” is read as {year}.", text=text, year=year))


def _made(written: str, text: str, *doubts: Message | None) -> Reading:
    try:
        when = When(written)
    except ValueError:
        return refused(_("“{text}” is not a day in the calendar.", text=text[:80]))
    if when.date.year not in _LIKELY:
        doubts = (*doubts, _("The year {year} is unusual here.", year=when[:4]))
    return read_as(when, *doubts)


def _nothing(text: str) -> Reading:
    return refused(
        _("“{text}” cannot be read as a date. Write it like 2018-01-15, or 2018-01, or 2018.", text=text[:80])
    )
