"""What a field can hold: for each type, what it accepts, how the log keeps it, and how a person reads it.

A type knows nothing of tables, widgets or spreadsheets. Those ask it.
"""

from __future__ import annotations

import re
import uuid
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import ClassVar, Final, Generic, Literal, TypeVar

from desktop_app.errors import InvalidValue
from desktop_app.language import (
    LANGUAGES,
    _,
    country_codes,
    country_name,
    format_date,
    format_month,
    format_time,
    language_name,
    list_mark,
)
from desktop_app.records.plain import plain
from desktop_app.records.values import Json, Precision, RecordId, Translated, When
from desktop_app.records.vocabulary import vocabulary

T = TypeVar("T")

LINE_LIMIT: Final = 500
"""Characters in a single line: names, titles, functions."""

PROSE_LIMIT: Final = 200_000
"""Characters in a text of paragraphs."""

# Patterns are compiled where they are first used, which a start does without.
_LANGUAGE_CODE: Final = r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"
_COUNTRY_CODE: Final = r"[A-Za-z]{2}"
_EMAIL: Final = r"[^@\s<>(),;:\"]+@[^@\s<>(),;:\"]+\.[^@\s<>(),;:\".]+"


class FieldType(ABC, Generic[T]):
    """One type of field. ``T`` is the Python type of its values."""

    sql: ClassVar[Literal["TEXT", "INTEGER"]] = "TEXT"
    """The type of its column in the state's table."""

    @property
    @abstractmethod
    def empty(self) -> T:
        """The value that means *nothing written*."""

    @abstractmethod
    def check(self, value: object) -> T:
        """The value as it is kept, from a Python or JSON value, tidied where that loses nothing.

        Raises:
            InvalidValue: the field does not take it.
        """

    def read(self, text: str) -> T:
        """The value that a person means by what they typed.

        Raises:
            InvalidValue: it means nothing here.
        """
        return self.check(text)

    def to_json(self, value: T) -> Json:
        """The value as the log keeps it; ``None`` for the empty one."""
        return None if value == self.empty else self._json(value)

    def _json(self, value: T) -> Json:
        assert value is None or isinstance(value, bool | int | str)
        return value

    def from_json(self, kept: Json) -> T:
        """The value that the log keeps; the empty one where a later version kept what this one cannot read."""
        if kept is None:
            return self.empty
        try:
            return self.check(kept)
        except InvalidValue:
            return self.empty

    def show(self, value: T, language: str) -> str:
        """The value for a reader; references show nothing here, their reader looks the record up."""
        return "" if value == self.empty else str(value)

    def words(self, value: T) -> str:
        """What the search finds the record by."""
        return ""


class Text(FieldType[str]):
    """A single line, or paragraphs when ``lines`` is true."""

    empty: ClassVar[str] = ""

    def __init__(
        self, *, lines: bool = False, form: Literal["any", "email", "phone", "url"] = "any", max_words: int = 0
    ) -> None:
        self.lines: Final = lines
        self.form: Final = form
        self.max_words: Final = max_words
        """How many words good practice allows; more are kept, and said."""

    def check(self, value: object) -> str:
        text = plain(value, PROSE_LIMIT if self.lines else LINE_LIMIT, lines=self.lines)
        if text and self.form == "email" and not re.fullmatch(_EMAIL, text):
            raise InvalidValue(_("“{text}” is not an e-mail address.", text=text))
        if text and self.form == "phone" and sum(c.isdigit() for c in text) < 3:
            raise InvalidValue(_("“{text}” is not a telephone number.", text=text))
        return text

    def words(self, value: str) -> str:
        return value


class LanguageCode(FieldType[str]):
    """The code of a language (ISO 639)."""

    empty: ClassVar[str] = ""

    def check(self, value: object) -> str:
        text = plain(value, LINE_LIMIT, lines=False)
        if text and not re.fullmatch(_LANGUAGE_CODE, text):
            raise InvalidValue(_("“{text}” is not the code of a language, such as “fr” or “ar”.", text=text))
        return text

    def read(self, text: str) -> str:
        wanted = text.strip().casefold()
        for code in COMMON_LANGUAGES:
            names = (language_name(code, language).casefold() for language in (*LANGUAGES, code))
            if wanted in (code, *names):
                return code
        return self.check(wanted)

    def show(self, value: str, language: str) -> str:
        return language_name(value, language) if value else ""


class CountryCode(FieldType[str]):
    """The code of a country (ISO 3166-1 alpha-2)."""

    empty: ClassVar[str] = ""

    def check(self, value: object) -> str:
        text = plain(value, LINE_LIMIT, lines=False)
        if text and not re.fullmatch(_COUNTRY_CODE, text):
            raise InvalidValue(_("“{text}” is not the code of a country, such as “TN” or “FR”.", text=text))
        return text.upper()

    def read(self, text: str) -> str:
        wanted = text.strip().casefold()
        for code in country_codes():
            if wanted in (country_name(code, language).casefold() for language in LANGUAGES):
                return code
        return self.check(text.strip())

    def from_json(self, kept: Json) -> str:
        return kept if isinstance(kept, str) else ""  # before it was a code, people could write anything here

    def show(self, value: str, language: str) -> str:
        return country_name(value, language) if value else ""


COMMON_LANGUAGES: Final = (
    "ar", "fr", "en", "es", "pt", "it", "de", "tr", "fa", "ur", "ckb", "ku", "am", "ti", "so", "sw", "wo", "bm",
    "ff", "ha", "ber", "zgh", "kab", "el", "he", "hy", "ru", "uk", "pl", "ro", "sr", "sq", "ca", "zh", "bn", "hi",
)  # fmt: skip
"""Languages that people of the network speak, offered first."""


class Code(FieldType[str]):
    """A code from a vocabulary."""

    empty: ClassVar[str] = ""

    def __init__(self, vocabulary: str) -> None:
        self.vocabulary: Final = vocabulary

    def check(self, value: object) -> str:
        codes = vocabulary(self.vocabulary).codes
        if value != "" and value not in codes:
            raise InvalidValue(_("“{value}” is not one of: {codes}.", value=str(value)[:80], codes=", ".join(codes)))
        assert isinstance(value, str)
        return value

    def read(self, text: str) -> str:
        found = vocabulary(self.vocabulary).code_of(text)
        return self.check(text.strip()) if found is None else found

    def from_json(self, kept: Json) -> str:
        return kept if isinstance(kept, str) else ""  # a later version's code is kept and shown as it is

    def show(self, value: str, language: str) -> str:
        return vocabulary(self.vocabulary).label(value, language)


class Reference(FieldType[RecordId]):
    """Another record, by its id. ``kinds`` names the kinds that it may be of."""

    empty: ClassVar[str] = ""

    def __init__(self, kinds: tuple[str, ...]) -> None:
        self.kinds: Final = kinds

    def check(self, value: object) -> RecordId:
        if value == "":
            return ""
        try:
            return str(uuid.UUID(str(value)))
        except ValueError:
            raise InvalidValue(_("“{value}” is not the identity of a record.", value=str(value)[:80])) from None

    def show(self, value: RecordId, language: str) -> str:
        return ""


class Moment(FieldType[When]):
    """A date, or a date and time, of which only the beginning may be known."""

    empty: ClassVar[When] = When()

    def __init__(self, finest: Precision = Precision.DAY) -> None:
        self.finest: Final = finest

    def check(self, value: object) -> When:
        try:
            when = When(value) if isinstance(value, str) else None
        except ValueError:
            when = None
        if when is None or len(when) > self.finest:
            form = "2018-01-15T10:00" if self.finest is Precision.MINUTE else "2018-01-15"
            raise InvalidValue(
                _(
                    "“{value}” is not a date. Write it like {form}; a month or a year alone is enough.",
                    value=str(value)[:80],
                    form=form,
                )
            )
        return when

    def read(self, text: str) -> When:
        return self.check(text.strip().replace(" ", "T"))

    def _json(self, value: When) -> Json:
        return str(value)

    def show(self, value: When, language: str) -> str:
        if not value:
            return ""
        if value.precision is Precision.YEAR:
            return str(value)
        if value.precision is Precision.MONTH:
            return format_month(value.date, language)
        time = list_mark(language) + format_time(value.time, language) if value.time else ""
        return format_date(value.date, language) + time


class Integer(FieldType["int | None"]):
    """A whole number between two bounds, both included."""

    sql: ClassVar[Literal["TEXT", "INTEGER"]] = "INTEGER"
    empty: ClassVar[None] = None

    def __init__(self, least: int, most: int) -> None:
        self.least: Final = least
        self.most: Final = most

    def check(self, value: object) -> int | None:
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or not self.least <= value <= self.most:
            raise InvalidValue(
                _("A whole number from {least} to {most} is expected here.", least=self.least, most=self.most)
            )
        return value

    def read(self, text: str) -> int | None:
        cleaned = text.strip()
        if not cleaned:
            return None
        return self.check(int(cleaned) if cleaned.lstrip("-").isdecimal() and len(cleaned) < 20 else cleaned)


class Position(FieldType[str]):
    """A place in a list, between two neighbours; see `desktop_app.records.position`."""

    empty: ClassVar[str] = ""

    def check(self, value: object) -> str:
        if not isinstance(value, str) or not re.fullmatch(r"[0-9a-z]{0,200}", value):
            raise InvalidValue(_("This is not a place in a list."))
        return value

    def show(self, value: str, language: str) -> str:
        return ""


class Several(FieldType[tuple[str, ...]]):
    """A set of codes, references or texts in a chosen order, without repetitions."""

    empty: ClassVar[tuple[str, ...]] = ()

    def __init__(self, each: FieldType[str]) -> None:
        self.each: Final = each

    def check(self, value: object) -> tuple[str, ...]:
        if not isinstance(value, list | tuple):
            raise InvalidValue(_("A list is expected here."))
        return tuple(dict.fromkeys(checked for item in value if (checked := self.each.check(item))))

    def read(self, text: str) -> tuple[str, ...]:
        parts = re.split(r"[,;،؛\n]", text)
        return tuple(dict.fromkeys(self.each.read(part.strip()) for part in parts if part.strip()))

    def _json(self, value: tuple[str, ...]) -> Json:
        return list(value)

    def from_json(self, kept: Json) -> tuple[str, ...]:
        items = kept if isinstance(kept, list) else []
        return tuple(dict.fromkeys(read for item in items if (read := self.each.from_json(item))))

    def show(self, value: tuple[str, ...], language: str) -> str:
        return list_mark(language).join(filter(None, (self.each.show(item, language) for item in value)))

    def words(self, value: tuple[str, ...]) -> str:
        return " ".join(self.each.words(item) for item in value)


class InLanguages(FieldType[Translated]):
    """Text in several languages. The log keeps each language as a cell of its own."""

    empty: ClassVar[Translated] = Translated()

    def __init__(self, text: Text) -> None:
        self.text: Final = text

    def check(self, value: object) -> Translated:
        if not isinstance(value, Mapping):
            raise InvalidValue(_("A text in named languages is expected here."))
        return Translated({_language(code): self.text.check(text) for code, text in value.items()})

    def read(self, text: str) -> Translated:
        raise InvalidValue(_("Say in which language this text is."))

    def _json(self, value: Translated) -> Json:
        return dict(value)

    def show(self, value: Translated, language: str) -> str:
        return value.within(language)

    def words(self, value: Translated) -> str:
        return "\n".join(value.values())


def _language(code: object) -> str:
    checked = LanguageCode().check(code)
    if not checked:
        raise InvalidValue(_("Say in which language this text is."))
    return checked
