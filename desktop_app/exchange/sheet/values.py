"""The text of a cell read as the value of a field, whatever type it has: all types are asked the same way."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from desktop_app.errors import InvalidValue
from desktop_app.exchange.sheet.contacts import addresses, read_phone
from desktop_app.exchange.sheet.dates import read_date
from desktop_app.exchange.sheet.folding import is_arabic, tidy
from desktop_app.exchange.sheet.labels import read_code
from desktop_app.exchange.sheet.readings import NOTHING, Reading, read_as, refused
from desktop_app.language import Message, _, direction
from desktop_app.records import Translated
from desktop_app.records.types import Code, InLanguages, Moment, Reference, Several, Text

if TYPE_CHECKING:
    from desktop_app.records import Field, Value

_ITEMS: Final = re.compile(r"\s*[,;،؛\n|]\s*")
_LATIN_FALLBACK: Final = "fr"
"""The language of a text in Latin letters within a list that is in Arabic: the second one of the Maghreb."""
_REVERSING: Final = dict.fromkeys((0x202A, 0x202B, 0x202C, 0x202D, 0x202E))


class Finder(Protocol):
    """Finds the record of one of some kinds that a text names."""

    def __call__(self, kinds: tuple[str, ...], text: str) -> Reading:
        """The identity of the record, or why there is none."""


@dataclass(frozen=True)
class Manner:
    """How a list writes its values."""

    language: str
    month_first: bool = False
    find: Finder | None = None


def read_value(field: Field, text: str, manner: Manner) -> Reading:
    """What a text means in a field; nothing where it is empty.

    Invisible characters, blanks at the ends and line breaks within a single line are tidied away. What reverses the
    direction of the text is taken out, with a doubt: a spreadsheet program hides it.
    """
    plain = tidy(text)
    if not plain:
        return NOTHING
    doubts: tuple[Message, ...] = ()
    if (straight := plain.translate(_REVERSING)) != plain:
        plain = straight
        doubts = (_("Invisible characters that reverse the text were removed."),)
    reading = _read(field, plain, manner)
    return Reading(reading.value, doubts + reading.doubts, reading.refusal) if doubts else reading


def _read(field: Field, text: str, manner: Manner) -> Reading:
    type_ = field.type
    if isinstance(type_, Several):
        return _several(field, text, manner)
    if isinstance(type_, Code):
        return read_code(type_.vocabulary, text)
    if isinstance(type_, Moment):
        return _checked(field, read_date(text, type_.finest, month_first=manner.month_first))
    if isinstance(type_, Reference):
        return manner.find(type_.kinds, text) if manner.find else refused(_("This cannot be read from a list."))
    if isinstance(type_, InLanguages):
        said = text if type_.text.lines else _one_line(text)
        return _asked(field, {language_of(said, manner.language): said})
    if isinstance(type_, Text):
        return _text(field, type_, text)
    return _meant(field, text)


def _text(field: Field, type_: Text, text: str) -> Reading:
    if type_.form == "email":
        return _email(field, text)
    if type_.form == "phone":
        return _checked(field, read_phone(text))
    return _asked(field, text if type_.lines else _one_line(text))


def _email(field: Field, text: str) -> Reading:
    """The first address of a cell; what becomes of others is for whoever knows whose they are."""
    found = addresses(text)
    if not found.found:
        return refused(_("“{text}” is not an e-mail address.", text=text[:80]))
    reading = _asked(field, found.found[0])
    if any(c.isalpha() for c in found.rest):
        said = _("“{rest}” beside the address is left out.", rest=found.rest[:80])
        return Reading(reading.value, (*reading.doubts, said), reading.refusal)
    return reading


def _several(field: Field, text: str, manner: Manner) -> Reading:
    type_ = field.type
    assert isinstance(type_, Several)
    items = [text] if _whole(type_, text) else [item for item in _ITEMS.split(text) if item]
    readings = [_each(type_, item, manner) for item in items]
    refusal = next((reading.refusal for reading in readings if reading.refusal), None)
    if refusal is not None:
        return refused(refusal)
    doubts = tuple(doubt for reading in readings for doubt in reading.doubts)
    return _checked(field, Reading(tuple(str(reading.value) for reading in readings), doubts))


def _whole(type_: Several, text: str) -> bool:
    """Whether a text with commas is one label: they may stand in labels too."""
    return isinstance(type_.each, Code) and not read_code(type_.each.vocabulary, text).refusal


def _each(type_: Several, item: str, manner: Manner) -> Reading:
    inner = type_.each
    if isinstance(inner, Code):
        return read_code(inner.vocabulary, item)
    if isinstance(inner, Reference):
        return manner.find(inner.kinds, item) if manner.find else refused(_("This cannot be read from a list."))
    try:
        return read_as(inner.read(item))
    except InvalidValue as error:
        return refused(error.sentence)


def _checked(field: Field, reading: Reading) -> Reading:
    """The reading, once the field has agreed to its value."""
    if reading.refusal is not None:
        return reading
    checked = _asked(field, reading.value)
    return Reading(checked.value, reading.doubts, checked.refusal)


def _asked(field: Field, value: object) -> Reading:
    """The field's own word on a value."""
    try:
        return read_as(field.type.check(value))
    except InvalidValue as error:
        return refused(error.sentence)


def _meant(field: Field, text: str) -> Reading:
    try:
        return read_as(field.type.read(text))
    except InvalidValue as error:
        return refused(error.sentence)


def _one_line(text: str) -> str:
    return text.replace("\n", " ").replace("\t", " ")


def language_of(text: str, language: str) -> str:
    """The language of a text in a list: the list's own, unless its letters cannot be."""
    if is_arabic(text):
        return language if direction(language) == "rtl" else "ar"
    return _LATIN_FALLBACK if direction(language) == "rtl" and any(c.isalpha() for c in text) else language


def joined_text(field: Field, texts: list[str]) -> str:
    """One text from those of several columns, to be read as one."""
    if len(texts) == 1:
        return texts[0]
    if isinstance(field.type, Text):
        mark = "\n" if field.type.lines else "; " if field.type.form == "email" else " / "
    else:
        mark = "; "
    return mark.join(dict.fromkeys(texts))


def side_by_side(values: list[Value]) -> Translated:
    """One text in several languages from columns that are each in one; what is in the same one stands in a row."""
    texts: dict[str, str] = {}
    for value in values:
        assert isinstance(value, Translated)
        for language, text in value.items():
            known = texts.get(language)
            texts[language] = text if known in (None, text) else f"{known} / {text}"
    return Translated(texts)
