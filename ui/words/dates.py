"""Dates as the window shows them and as people type them: in any of its languages, and as little as is known.

The window writes dates with Qt's own tables, which are there at once; documents use Babel's. Both ask `regional` how
the country of the city writes them, and say the same: Arabic with Latin digits and the month names of the country.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import cache
from typing import Final

from PySide6.QtCore import QDate, QLocale

from desktop_app.errors import InvalidValue
from desktop_app.language import LANGUAGES, _, list_mark, regional, window_countries, window_language
from desktop_app.records import Precision, When
from ui.words.tidy import folded

_LOCALES: Final = {"en": "en_GB", "fr": "fr_FR", "es": "es_ES", "ar": "ar_AE"}
_DAY: Final = {"es": "d 'de' MMMM 'de' yyyy"}
_MONTH_ALONE: Final = {"es": "MMMM 'de' yyyy"}
_DIGITS: Final = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_NUMBERS: Final = r"(\d{1,2})[./\- ](\d{1,2})[./\- ](\d{4})"
_MONTH_NUMBERS: Final = r"(\d{1,2})[./\-](\d{4})"
_MONTH: Final = r"([^\W\d]+(?: [^\W\d]+)??)\.?"
_WORDS: Final = rf"(?:(\d{{1,2}})(?:er|st|nd|rd|th|º|°)?\s+)?(?:de\s+)?{_MONTH},?\s+(?:de\s+|del\s+)?(\d{{4}})"
_CLOCK: Final = (
    r"(?:à|at|a\s+las?|الساعة)?\s*(?P<hour>\d{1,2})\s*"
    r"(?:(?P<mark>[:.]|h(?:rs?|eures?|oras?)?\.?)\s*(?P<minute>\d{2})?(?:\s*(?:h|min)\.?)?)?"
    r"\s*(?P<half>am|pm|a\.\s?m\.|p\.\s?m\.|ص|م|صباحا|مساء)?"
)
"""``10h``, ``10 h 30``, ``10.30``, ``10:30 h``, ``2 pm``."""
_TIME: Final = re.compile(rf"(?:^|[T ,،]+){_CLOCK}\s*$", re.IGNORECASE)
_AFTER_NOON: Final = ("p", "م", "مساء")


@cache
def locale(language: str) -> QLocale:
    """The locale in which the window writes dates and numbers in a language, ``ar``, or of a country, ``ar-TN``."""
    return QLocale(_LOCALES.get(language) or (language.replace("-", "_") if "-" in language else "en_GB"))


def here() -> str:
    """The window's language as it is written in the country that the window is about."""
    return regional(window_language(), window_countries())


def with_latin_digits() -> QLocale:
    """The locale of `here` for what writes its own digits, or the language's where the country has other digits."""
    found = locale(here())
    return found if found.zeroDigit() == "0" else locale(window_language())


def month_name(month: int) -> str:
    """What a month is called `here` where it stands alone, 1 for the first."""
    return locale(here()).standaloneMonthName(month)


def shown(when: When, language: str = "") -> str:
    """A moment as the window writes it, in its language unless another is named; ``""`` for none."""
    if not when:
        return ""
    language = language or here()
    if when.precision is Precision.YEAR:
        return str(when)
    if when.precision is Precision.MONTH:
        return _written(when, _MONTH_ALONE.get(language, "MMMM yyyy"), language)
    written = _first(_written(when, _DAY.get(language, "d MMMM yyyy"), language), language)
    return f"{written}{list_mark(language)}{when[11:]}" if when.precision is Precision.MINUTE else written


def short(when: When, language: str = "") -> str:
    """Day and abbreviated month for the end of a list's row, with the year where it is not this one."""
    if not when or when.precision < Precision.DAY:
        return shown(when, language)
    language = language or here()
    return _first(_written(when, "d MMM yyyy", language), language)


def _written(when: When, form: str, language: str) -> str:
    day = QDate(when.date.year, when.date.month, when.date.day)
    return locale(language).toString(day, form).translate(_DIGITS)


def _first(written: str, language: str) -> str:
    """A written day, with the first of the month as French has it: *1er février*."""
    return "1er" + written[1:] if language == "fr" and written.startswith("1 ") else written


def written_at(at: str, language: str = "") -> str:
    """A moment that the log noted in UTC, on this machine's clock, to the minute; ``""`` for none."""
    if not at:
        return ""
    moment = datetime.fromisoformat(at).astimezone()
    return shown(When(moment.strftime("%Y-%m-%dT%H:%M")), language)


@cache
def _months() -> dict[str, int]:
    """Every name and abbreviation of a month in the window's languages, and Arabic's of every country, folded."""
    arabic = QLocale.matchingLocales(QLocale.Language.Arabic, QLocale.Script.AnyScript, QLocale.Country.AnyCountry)
    lengths = (QLocale.FormatType.LongFormat, QLocale.FormatType.ShortFormat)
    return {
        folded(one.monthName(month, length)).rstrip("."): month
        for one in (*arabic, *map(locale, LANGUAGES))
        for month in range(1, 13)
        for length in lengths
    }


def read(text: str, finest: Precision = Precision.DAY, today: date | None = None, on: When | None = None) -> When:
    """The moment that a person means: ``15/1/2018``, ``15 janvier 2018``, ``Jan 2018``, ``2018``, ``today``.

    Day comes before month, as in all languages of the window; a time may follow where ``finest`` allows one.

    Args:
        text: what was typed.
        finest: what the field takes.
        today: the person's own day.
        on: the day that a time alone is meant for, ``12:30`` or ``12h30``.

    Raises:
        InvalidValue: it is no date.
    """
    plain = " ".join(text.translate(_DIGITS).split())
    if not plain:
        return When()
    try:
        found = _iso(plain) or _day(plain, today) or _day_and_time(plain, finest, today, on)
        if found and len(found) <= finest:
            return found
    except ValueError:
        pass  # a day that does not exist is refused in the same sentence
    if finest is Precision.MINUTE:
        raise InvalidValue(
            _(
                "“{text}” is not a date and a time. Write it like 15/1/2018 10:30; the date alone is enough.",
                text=text[:80],
            )
        )
    raise InvalidValue(
        _("“{text}” is not a date. Write it like 15/1/2018; a month or a year alone is enough.", text=text[:80])
    )


def _iso(text: str) -> When | None:
    return When(text.replace(" ", "T")) if re.fullmatch(r"\d{4}(-\d\d){0,2}([T ]\d\d:\d\d)?", text) else None


def _day(text: str, today: date | None) -> When | None:
    if found := re.fullmatch(_NUMBERS, text):
        day, month, year = found.groups()
        return When(f"{year}-{int(month):02}-{int(day):02}")
    if found := re.fullmatch(_MONTH_NUMBERS, text):
        return When(f"{found[2]}-{int(found[1]):02}")
    if found := re.fullmatch(_WORDS, text):
        month_number = _months().get(folded(found[2]))
        if month_number is not None:
            end = f"-{int(found[1]):02}" if found[1] else ""
            return When(f"{found[3]}-{month_number:02}{end}")
    return _near(folded(text), today or date.today())  # the day on the person's own calendar


def _near(text: str, today: date) -> When | None:
    for days, words in _NEAR.items():
        if text in words:
            return When.of(today + timedelta(days=days))
    return None


_NEAR: Final = {
    -1: ("yesterday", "hier", "ayer", "امس"),
    0: ("today", "aujourd'hui", "aujourd’hui", "hoy", "اليوم"),
    1: ("tomorrow", "demain", "manana", "غدا"),
}


def _day_and_time(text: str, finest: Precision, today: date | None, on: When | None) -> When | None:
    if finest is not Precision.MINUTE or not (time := _TIME.search(text)):
        return None
    before = text[: time.start()].rstrip(" ,،T")
    alone = not before and (time["mark"] or time["half"])  # a bare number may be the beginning of a date
    day = When(on[:10]) if alone and on else _iso(before) or _day(before, today)
    if not day or day.precision is not Precision.DAY:
        return None
    return When(f"{day}T{_hour(int(time['hour']), time['half']):02}:{time['minute'] or '00'}")


def _hour(hour: int, half: str | None) -> int:
    """The hour of the day, where twelve hours are counted twice."""
    if not half:
        return hour
    return hour % 12 + (12 if half.casefold().startswith(_AFTER_NOON) else 0)
