"""Columns matched to what they may be, by their headers in any language and by what stands in them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from desktop_app.exchange.sheet.columns import Column, ColumnMapping
from desktop_app.exchange.sheet.folding import fold, tidy
from desktop_app.exchange.sheet.headers import SURE, Names, find_header
from desktop_app.exchange.sheet.names import split_name
from desktop_app.exchange.sheet.profile import Profile
from desktop_app.exchange.sheet.targets import FULL_NAME, Slot, Target
from desktop_app.exchange.sheet.words import meaning
from desktop_app.language import _
from desktop_app.records.types import Moment, Text

if TYPE_CHECKING:
    from desktop_app.exchange.sheet.table import Sheet
    from desktop_app.language import Message

_LEAST: Final = 0.5
"""Below this a column is not taken for anything by its header."""
_ALONE: Final = 0.4
"""Below this it is not taken for anything by its cells."""
_SAMPLES: Final = 60
_LOOKED_AT: Final = 2_000
"""Rows in which samples are sought."""
_SHOWN: Final = 4
_NUMERIC_DATE: Final = re.compile(r"\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*\d{2,4}\b")


def match(sheet: Sheet, target: Target, *, language: str, today: date | None = None) -> ColumnMapping:
    """Propose what each column of a list is.

    Args:
        sheet: the list.
        target: what it is read as.
        language: the language that its texts are in, for fields that are written in several.
        today: the day that stands for required dates of which the list says nothing; the actual one by default.
    """
    names = Names(target)
    return _matched(sheet, target, names, find_header(sheet, names), language, today or date.today())


def match_below(
    sheet: Sheet, mapping: ColumnMapping, header: int | None, *, today: date | None = None
) -> ColumnMapping:
    """Propose it anew, with the header in another row, or with none."""
    return _matched(sheet, mapping.target, Names(mapping.target), header, mapping.language, today or date.today())


def _matched(
    sheet: Sheet, target: Target, names: Names, header: int | None, language: str, today: date
) -> ColumnMapping:
    profiles = [_profile(sheet, column, header) for column in range(sheet.width)]
    heads = [tidy(sheet.text(header, column)) if header is not None else "" for column in range(sheet.width)]
    scores = _scores(target, names, heads, profiles)
    chosen = _settle_names(_assign(target, scores), scores, target)
    columns = tuple(
        _column(number, heads[number], profiles[number], target, *chosen.get(number, ("", 0.0)))
        for number in range(sheet.width)
        if heads[number] or profiles[number].samples
    )
    mapping = ColumnMapping(target=target, columns=columns, header=header, language=language)
    return _with_habits(mapping, profiles, today)


def _profile(sheet: Sheet, column: int, header: int | None) -> Profile:
    start = 0 if header is None else header + 1
    samples: dict[str, None] = {}
    for row in range(start, min(len(sheet.rows), start + _LOOKED_AT)):
        if row not in sheet.spread and (text := sheet.text(row, column).strip()):
            samples[text] = None
        if len(samples) == _SAMPLES:
            break
    return Profile(tuple(samples))


_Scores = dict[tuple[int, str], tuple[float, bool]]
"""By column and slot, how likely it is, and whether the header says so."""


def _scores(target: Target, names: Names, heads: list[str], profiles: list[Profile]) -> _Scores:
    found: _Scores = {}
    for number, (head, profile) in enumerate(zip(heads, profiles, strict=True)):
        likeness = names.likeness(head) if head else {}
        said = {key: score * profile.agrees(target.slots[key]) for key, score in likeness.items()}
        said = {key: score for key, score in said.items() if score >= _LEAST}
        found.update({(number, key): (score, True) for key, score in said.items()})
        for key, slot in target.slots.items() if not said else ():
            if (alone := profile.alone(slot)) >= _ALONE:
                found[number, key] = (alone * 0.8, False)
    return found


_Chosen = dict[int, tuple[str, float]]


def _assign(target: Target, scores: _Scores) -> _Chosen:
    """The best slot for each column and the best column for each slot, the surest first.

    Of two that are as sure, the column with fewer choices comes first: *Référence* beside *Citation*, which is the
    name of one slot in French and of another in English.
    """
    order = {key: place for place, key in enumerate(target.slots)}
    choices = Counter((number, score) for (number, _key), (score, _by_name) in scores.items())
    ranked = sorted(scores, key=lambda at: (-scores[at][0], choices[at[0], scores[at][0]], order[at[1]], at[0]))
    chosen: _Chosen = {}
    taken: set[str] = set()
    for number, key in ranked:
        if number not in chosen and key not in taken:
            chosen[number] = (key, scores[number, key][0])
            taken.add(key)
    for number, key in ranked:
        score, by_name = scores[number, key]
        if number not in chosen and by_name and score >= SURE and _may_come_twice(target.slots[key]):
            chosen[number] = (key, score)
    return chosen


def _may_come_twice(slot: Slot) -> bool:
    """Whether two columns of a list often give one slot: a telephone and a mobile, remarks and notes."""
    type_ = slot.field.type if slot.field else None
    return isinstance(type_, Text) and (type_.form in ("phone", "email") or type_.lines)


def _settle_names(chosen: _Chosen, scores: _Scores, target: Target) -> _Chosen:
    """A column of whole names beside one of given names holds family names, and the other way round."""
    by_slot = {key: number for number, (key, _score) in chosen.items()}
    if FULL_NAME not in target.slots or FULL_NAME not in by_slot:
        return chosen
    number = by_slot[FULL_NAME]
    for other, own in (("person.given_name", "person.family_name"), ("person.family_name", "person.given_name")):
        if other in by_slot and own not in by_slot and (number, own) in scores:
            return {**chosen, number: (own, scores[number, own][0])}
    return chosen


def _column(number: int, head: str, profile: Profile, target: Target, key: str, score: float) -> Column:
    column = Column(number=number, header=head, samples=profile.samples[:_SHOWN])
    if not key:
        return column
    doubt = None if score >= SURE else _doubt(column, target.slots[key])
    return replace(column, slot=key, confidence=round(score, 2), doubt=doubt)


def _doubt(column: Column, slot: Slot) -> Message:
    if column.header:
        return _("Column “{column}” is read as “{field}”.", column=column.name, field=slot.label)
    return _("The contents of column {column} look like “{field}”.", column=column.name, field=slot.label)


def _with_habits(mapping: ColumnMapping, profiles: list[Profile], today: date) -> ColumnMapping:
    """How this list writes dates and names, and what stands for required dates of which it says nothing."""
    slots = mapping.target.slots
    dates = [
        text
        for column in mapping.columns
        if column.slot and (field := slots[column.slot].field) and isinstance(field.type, Moment)
        for text in profiles[column.number].samples
    ]
    whole = [column for column in mapping.columns if column.slot == FULL_NAME]
    fixed = {
        key: today.isoformat()
        for key, slot in slots.items()
        if slot.field and slot.field.required and isinstance(slot.field.type, Moment) and mapping.target.is_group
    }
    family_first = any(_family_first(column.header, profiles[column.number].samples) for column in whole[:1])
    return replace(mapping, month_first=_month_first(dates), family_first=family_first, fixed=fixed)


def _month_first(dates: list[str]) -> bool:
    pairs = [(int(found[1]), int(found[2])) for text in dates if (found := _NUMERIC_DATE.match(text))]
    return any(second > 12 for _first, second in pairs) and not any(first > 12 for first, _second in pairs)


def _family_first(header: str, samples: tuple[str, ...]) -> bool:
    """What the names say that leave no doubt, where enough of them agree; otherwise what the header says."""
    votes: list[bool] = []
    for text in samples:
        name = split_name(text)
        if name.family and name.given and not name.doubts and "," not in text:
            votes.append(fold(text).startswith(fold(name.family)))
    first = sum(votes)
    if len(votes) >= 3 and max(first, len(votes) - first) * 3 >= len(votes) * 2:
        return first * 2 > len(votes)
    return meaning("order").get(fold(header)) == "family_first"
