"""What stands in a column, seen from its cells alone: addresses, telephone numbers, dates, names, labels."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from desktop_app.exchange.sheet.dates import read_date
from desktop_app.exchange.sheet.folding import tidy
from desktop_app.exchange.sheet.labels import read_code
from desktop_app.exchange.sheet.names import is_honorific, looks_like_name
from desktop_app.exchange.sheet.organisations import guess_type
from desktop_app.exchange.sheet.people import people_in
from desktop_app.exchange.sheet.targets import ALTERNATE_NAME, FULL_NAME, Slot
from desktop_app.records.types import Code, Integer, Moment, Several, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_PHONE: Final = re.compile(r"[+(]?\d[\d\s().+/-]{5,}")
_ISO: Final = re.compile(r"\d{4}-\d\d-\d\d")
_WEB: Final = re.compile(r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)+(?:/\S*)?", re.IGNORECASE)
_DATE_LIKE: Final = re.compile(r"(?=.*\d{2})(?!\d{1,3}$|\d{6,}$).*")
_ALONE: Final[Mapping[str, float]] = {"email": 0.75, "phone": 0.6, "url": 0.6}
"""How much a column's cells count where its header says nothing, by the form of text."""


@dataclass(frozen=True)
class Profile:
    """The first texts of a column, each once."""

    samples: tuple[str, ...]

    def fits(self, slot: Slot) -> float | None:
        """The share of the samples that may be such a value; ``None`` where any text may."""
        test = _test(slot)
        if test is None or not self.samples:
            return None
        return sum(map(test, self.samples)) / len(self.samples)

    def agrees(self, slot: Slot) -> float:
        """How much the cells agree with a header that names the slot, from 0.5 to 1.

        Some organisations do not look like any, and a list may hold nothing but mistakes: what the header says
        outweighs what stands below it, unless another slot has both.
        """
        share = self.fits(slot)
        if share is None:
            return 1.0
        least = 0.9 if slot.key == "organisation.name" else 0.5
        return least + (1 - least) * min(1.0, share * 1.7)

    def alone(self, slot: Slot) -> float:
        """How likely the column is the slot by its cells alone, from 0 to 1."""
        share = self.fits(slot)
        if share is None or len(self.samples) < 2:
            return 0.0
        return share * _weight(slot)


def _weight(slot: Slot) -> float:
    if slot.key == FULL_NAME:
        return 0.55
    if slot.key == "organisation.name":
        return 0.7
    if slot.field is None or isinstance(slot.field.type, Integer):
        return 0.0
    if isinstance(slot.field.type, Text):
        return _ALONE.get(slot.field.type.form, 0.0)
    return 0.55


def _test(slot: Slot) -> Callable[[str], bool] | None:
    """Whether a text may be a value of the slot; ``None`` where any may."""
    if slot.key in (FULL_NAME, ALTERNATE_NAME):
        return _may_name_people
    if slot.key == "organisation.name":
        return lambda text: bool(guess_type(text))
    if slot.key == "person.honorific":
        return is_honorific
    if slot.field is None:
        return None
    type_ = slot.field.type
    inner = type_.each if isinstance(type_, Several) else type_
    if isinstance(inner, Code):
        return lambda text: _is_code(inner.vocabulary, text)
    if isinstance(inner, Moment):
        return lambda text: bool(_DATE_LIKE.fullmatch(text)) and read_date(text, inner.finest).refusal is None
    if isinstance(inner, Integer):
        return lambda text: text.isdecimal() and len(text) < 10 and inner.least <= int(text) <= inner.most
    if isinstance(inner, Text):
        return _form(inner.form)
    return None


def _form(form: str) -> Callable[[str], bool] | None:
    if form == "email":
        return lambda text: "@" in text
    if form == "phone":
        return lambda text: _PHONE.match(tidy(text)) is not None and _ISO.match(text) is None
    if form == "url":
        return lambda text: "@" not in text and _WEB.fullmatch(text) is not None
    return lambda text: "@" not in text


def _is_code(vocabulary: str, text: str) -> bool:
    return len(text) < 120 and read_code(vocabulary, re.split(r"[,;\n]", text)[0]).refusal is None


def _may_name_people(text: str) -> bool:
    if "@" in text or guess_type(text):
        return False
    return looks_like_name(text) or len(people_in(text)) > 1
