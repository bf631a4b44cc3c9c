"""Dates as people say them in minutes — “in 2 weeks”, “dans deux semaines”, “el 2 de febrero”, “بعد أسبوعين”.

Only a phrase that ends where the text ends is looked for, since that is where somebody types. All four languages
are understood at once: minutes of a Mediterranean city mix them in one sentence.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Final

from ui.minutes.folding import fold, folded
from ui.minutes.phrase_words import (
    DEADLINES,
    ENDS_OF,
    LEAD_INS,
    MONTHS,
    NAMED_DAYS,
    NEXT_AFTER,
    NEXT_BEFORE,
    NUMBERS,
    OCCASIONS,
    RELATIVE,
    SINGLE_UNITS,
    THIS_MONTH,
    TIES,
    UNITS,
    WEEKDAYS,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_DEADLINES: Final = frozenset(map(fold, DEADLINES))
_OCCASIONS: Final = frozenset(map(fold, OCCASIONS))
_REACH: Final = 60
"""Characters before the caret in which a phrase may begin."""


@dataclass(frozen=True, slots=True)
class DatePhrase:
    """A day, and the span of the text that says it, with the word that leads in to it (“by”, “avant le”)."""

    start: int
    end: int
    day: date
    is_deadline: bool = False
    """Whether it says until when: “by 2 February”, “next Friday”; “on 2 February” may be about something else."""


def date_phrase(text: str, on: date) -> DatePhrase | None:
    """The date phrase with which a text ends, if it does.

    Args:
        text: what stands before the caret.
        on: the day that it counts from, such as the day of the meeting. A day without a year is the first such
            day that is not before it.
    """
    cut = max(0, len(text) - _REACH)
    tail = folded(text[cut:])
    for pattern, meaning in _grammar():
        found = pattern.search(tail.text)
        if found is None:
            continue
        try:
            day = meaning(found, on)
        except (ValueError, OverflowError):
            continue  # the 31st of June, the year 9999: words that look like a date and are none
        start, end = tail.original(*found.span("whole"))
        meant = day >= on and _is_deadline(found, tail.text[: found.start("whole")])
        return DatePhrase(start + cut, end + cut, day, meant)
    return None


def _is_deadline(found: re.Match[str], before: str) -> bool:
    """Whether a phrase after these words says until when something has to be done."""
    groups = found.groupdict()
    lead = groups["lead"] or groups.get("led") or ""
    last = re.findall(r"\w+", before)[-1:]
    if not before.strip() or lead in _OCCASIONS or (last and last[0] in TIES):
        return False
    return lead in _DEADLINES or not {"day", "led"} & {name for name, text in groups.items() if text}


@cache
def _grammar() -> tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], date]], ...]:
    number = rf"(?P<number>\d{{1,3}}|{_any(NUMBERS)})"
    month = rf"(?P<month>{_any(MONTHS)})"
    day = r"(?P<day>\d{1,2})(?:er|st|nd|rd|th|\.|o)?"
    year = r"(?:(?:,? | de | del )(?P<year>\d{4}))?"
    weekday = rf"(?P<weekday>{_any(WEEKDAYS)})"
    unit = rf"(?P<unit>{_any(UNITS)})"
    before, after = _any(NEXT_BEFORE), _any(NEXT_AFTER)
    rules: tuple[tuple[str, Callable[[re.Match[str], date], date]], ...] = (
        (rf"(?:{_any(RELATIVE)}) {number} {unit}", _in_some_time),
        (rf"(?:{_any(RELATIVE)}) (?P<single>{_any(SINGLE_UNITS)})", _in_one_unit),
        (rf"(?:{before}) {unit}|(?P<unit_first>{_any(UNITS)}) (?:{after})", _next_unit),
        (rf"(?:{before}) {weekday}|(?P<weekday_first>{_any(WEEKDAYS)}) (?:{after})", _weekday),
        (rf"(?:{_any(ENDS_OF)}) ?(?:شهر )?{month}{year}", _end_of_month),
        (rf"(?:{_any(ENDS_OF)}) ?(?:{_any(THIS_MONTH)})", lambda _found, on: _last_day(on.year, on.month)),
        (rf"{weekday}?,? ?{day} (?:de )?{month}{year}", _day_of_month),
        (rf"{month} {day}{year}", _day_of_month),
        (r"(?P<year>\d{4})-(?P<m>\d{1,2})-(?P<day>\d{1,2})", _in_figures),
        (r"(?P<day>\d{1,2})[/.](?P<m>\d{1,2})[/.](?P<year>\d{4}|\d{2})", _in_figures),
        (rf"(?P<named>{_any(NAMED_DAYS)})", lambda found, on: on + timedelta(NAMED_DAYS[found["named"]])),
        (rf"(?P<led>{_any(LEAD_INS)}) {weekday}", _weekday),
    )
    lead_in = rf"(?:(?P<lead>{_any(LEAD_INS)}) )?"
    return tuple((re.compile(rf"(?:^|(?<=[\s(,;:]))(?P<whole>{lead_in}(?:{rule}))$"), mean) for rule, mean in rules)


def _any(words: Iterable[str]) -> str:
    """The words as alternatives, folded, the longest first, so that none hides a longer one."""
    return "|".join(re.escape(word).replace(r"\ ", " ") for word in sorted(map(fold, words), key=len, reverse=True))


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else NUMBERS[text]


def _add(on: date, count: int, unit: str) -> date:
    if unit == "day":
        return on + timedelta(days=count)
    if unit == "week":
        return on + timedelta(weeks=count)
    months = on.year * 12 + on.month - 1 + count * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    return on.replace(year=year, month=month + 1, day=min(on.day, calendar.monthrange(year, month + 1)[1]))


def _in_some_time(found: re.Match[str], on: date) -> date:
    return _add(on, _number(found["number"]), UNITS[found["unit"]])


def _in_one_unit(found: re.Match[str], on: date) -> date:
    count, unit = SINGLE_UNITS[found["single"]]
    return _add(on, count, unit)


def _next_unit(found: re.Match[str], on: date) -> date:
    return _add(on, 1, UNITS[found["unit"] or found["unit_first"]])


def _weekday(found: re.Match[str], on: date) -> date:
    """The first such day after the meeting: said on a Monday, “next Friday” is in four days in three of the four
    languages, and whoever means the one after sees the date that is offered."""
    said = found.groupdict()
    wanted = WEEKDAYS[said["weekday"] or said["weekday_first"]]
    return on + timedelta(days=(wanted - on.weekday() - 1) % 7 + 1)


def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _end_of_month(found: re.Match[str], on: date) -> date:
    month = MONTHS[found["month"]]
    if found["year"]:
        return _last_day(int(found["year"]), month)
    this_year = _last_day(on.year, month)
    return this_year if this_year >= on else _last_day(on.year + 1, month)


def _day_of_month(found: re.Match[str], on: date) -> date:
    month, day = MONTHS[found["month"]], int(found["day"])
    if found["year"]:
        return date(int(found["year"]), month, day)
    for year in range(on.year, on.year + 5):  # the 29th of February may be four years away
        if day <= calendar.monthrange(year, month)[1] and date(year, month, day) >= on:
            return date(year, month, day)
    raise ValueError(found["whole"])


def _in_figures(found: re.Match[str], on: date) -> date:
    year = int(found["year"])
    return date(year if year > 99 else on.year // 100 * 100 + year, int(found["m"]), int(found["day"]))
