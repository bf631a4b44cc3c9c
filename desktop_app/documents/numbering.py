"""Numbers in a document: sections as official documents of each language count them, paragraphs through to the end,
decisions and actions.

A number must not depend on the audience: action A3 is A3 in the public edition too. So numbers are given to all that
was written down, and a reader who may not see something finds a gap rather than another number.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from desktop_app.records import AgendaItem, Dossier, Entry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop_app.records import RecordId

_ROMAN: Final = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_ARABIC_ORDINALS: Final = (
    "أولًا", "ثانيًا", "ثالثًا", "رابعًا", "خامسًا", "سادسًا", "سابعًا", "ثامنًا", "تاسعًا", "عاشرًا",
    "حادي عشر", "ثاني عشر", "ثالث عشر", "رابع عشر", "خامس عشر", "سادس عشر",
)  # fmt: skip
_ARABIC_LETTERS: Final = (
    "ألف", "باء", "جيم", "دال", "هاء", "واو", "زاي", "حاء", "طاء", "ياء", "كاف", "لام", "ميم", "نون",
)  # fmt: skip


_LETTER: Final = {"note": "", "decision": "D", "action": "A"}
_COUNTED: Final = re.compile(r"[^0-9]*([1-9][0-9]{0,3})")
"""A decision's number as meetings count, whatever letters stand before it."""


def section_number(number: int, language: str) -> str:
    """The number of a section of the first level: ``IV.``, and in Arabic ``رابعًا -`` as the United Nations write it."""
    if language == "ar" and number <= len(_ARABIC_ORDINALS):
        return f"{_ARABIC_ORDINALS[number - 1]} -"
    return f"{roman(number)}."


def subsection_number(number: int, language: str) -> str:
    """The number of a section of the second level: ``A.``, ``AA.`` after ``Z.``; in Arabic ``ألف -``."""
    if language == "ar" and number <= len(_ARABIC_LETTERS):
        return f"{_ARABIC_LETTERS[number - 1]} -"
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}."


def roman(number: int) -> str:
    """A number from 1 in Roman figures."""
    figures = ""
    for value, figure in _ROMAN:
        times, number = divmod(number, value)
        figures += figure * times
    return figures


class Sections:
    """Numbers the sections of the first level as they come."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._count = 0

    def next(self) -> str:
        """The number of the next section."""
        self._count += 1
        return section_number(self._count, self._language)


def entries_of(dossier: Dossier, meeting: RecordId) -> Iterator[Entry]:
    """All entries of a meeting, in the order of its agenda."""
    for item in dossier.referring(AgendaItem, "meeting", meeting):
        yield from dossier.referring(Entry, "agenda_item", item.id)


def numbers_of(dossier: Dossier, meeting: RecordId) -> dict[RecordId, str]:
    """The number of each note (``12``), decision (``D2``, or the one written down), action (``A3``) and conclusion.

    Notes and conclusions count through the whole document; a conclusion's number is that of its agenda item's id.
    Decisions go on from the last number that was written down, and none gets one that another has.

    Args:
        dossier: with everything in it, before anything is left out for an audience.
    """
    numbers: dict[RecordId, str] = {}
    count = {"note": 0, "decision": 0, "action": 0}
    taken = {entry.number for entry in entries_of(dossier, meeting) if entry.kind == "decision"}
    for item in dossier.referring(AgendaItem, "meeting", meeting):
        for entry in dossier.referring(Entry, "agenda_item", item.id):
            kind = entry.kind if entry.kind in count else "note"
            written = entry.number if kind == "decision" else ""
            counted = _COUNTED.fullmatch(written)
            count[kind] = int(counted[1]) if counted else count[kind] + 1
            while kind == "decision" and not written and f"{_LETTER[kind]}{count[kind]}" in taken:
                count[kind] += 1
            numbers[entry.id] = written or f"{_LETTER[kind]}{count[kind]}"
            taken.add(numbers[entry.id])
        if item.conclusion:
            count["note"] += 1
            numbers[item.id] = str(count["note"])
    return numbers
