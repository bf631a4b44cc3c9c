"""Messages that can be said in any of the program's languages, and how each writes dates and numbers and sorts names.

The language of the window and the language of a document are separate choices, so a message is never
translated where it is written down: `_("Family name")` makes a `Message`, and whoever shows it says in which
language. `str(message)` says it in the language of the window.
"""

from __future__ import annotations

import gettext
import hashlib
import io
import re
import unicodedata
from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, Protocol, runtime_checkable

import msgspec

import resources

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, time

LANGUAGES: Final = ("en", "fr", "es", "ar")
"""The languages of the program, as ISO 639-1 codes, in the order in which they are offered."""

OWN_NAMES: Final = {"en": "English", "fr": "Français", "es": "Español", "ar": "العربية"}

Direction = Literal["ltr", "rtl"]
SortKey = tuple[bool, str, str]

_RIGHT_TO_LEFT: Final = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
_PLURAL_FORMS: Final = {
    # CLDR's rule, in the order that gettext's own Arabic catalogues use; Babel swaps the last two.
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
}
_ARABIC_LETTERS: Final = frozenset({"ar", "ckb", "fa", "ps", "sd", "ug", "ur"})
_NO_COUNTRIES: Final = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"})
_AFTER_Z: Final = "ʒ"
_LEAST_LETTERS: Final = 2
_TELLING: Final = {
    "en": frozenset(("the", "of", "and", "to", "in", "for", "with", "is", "are", "by", "from", "that")),
    "fr": frozenset(("le", "les", "des", "du", "et", "dans", "pour", "sur", "une", "est", "aux", "au", "par")),
    "es": frozenset(("el", "los", "las", "del", "y", "en", "para", "una", "con", "por", "que", "al")),
}
"""Small words of which two tell languages apart that share their letters."""
_COUNTED: Final = "n"
"""The name under which a message says how many."""
_GROUPED: Final = 1_000
"""The first number whose digits are grouped."""
_window = "en"
_window_countries: frozenset[str] = frozenset()


class Message(msgspec.Struct, frozen=True):
    """A sentence or a label to be said in whichever language it is asked for.

    ``source`` is the English text and the key of the catalogue; names in braces are filled from ``values``
    *after* translation, so that what people typed is never looked up and never parsed.
    """

    source: str
    values: Mapping[str, object] | None = None
    plural: str | None = None
    count: int = 0

    def __str__(self) -> str:
        return self.within(_window)

    def __hash__(self) -> int:
        return hash((self.source, self.plural, self.count))

    def within(self, language: str) -> str:
        """The message in that language; in English where the catalogue lacks it."""
        catalogue = _catalogue(language)
        if self.plural is None:
            template = catalogue.gettext(self.source)
        else:
            template = catalogue.ngettext(self.source, self.plural, self.count)
        if self.values is None:
            return template
        said = {name: _said(value, language) for name, value in self.values.items()}
        if isinstance(counted := said.get(_COUNTED), int) and counted >= _GROUPED:
            said[_COUNTED] = format_number(counted, language)
        return template.format_map(said)


class LanguageName(msgspec.Struct, frozen=True):
    """The name of a language as a value of a `Message`: said in the language of the message."""

    code: str

    def within(self, language: str) -> str:
        """The name in a language of the program."""
        return language_name(self.code, language)


class Noted(msgspec.Struct, frozen=True):
    """A moment that a machine noted, as a value of a `Message`: on this machine's clock, in the message's language."""

    at: str
    """ISO 8601 with its zone; anything else is said as it is."""

    def within(self, language: str) -> str:
        """Its day and minute in a language of the program."""
        try:
            moment = datetime.fromisoformat(self.at).astimezone()
        except ValueError:
            return self.at
        day = format_date(moment.date(), regional(language, _window_countries))
        return day + list_mark(language) + format_time(moment.time(), language)


@runtime_checkable
class Sayable(Protocol):
    """A value of a `Message` that is said in the language of the message."""

    def within(self, language: str, /) -> str:
        """It, in that language."""
        ...


def _said(value: object, language: str) -> object:
    if isinstance(value, Sayable):
        return value.within(language)
    return format_number(value, language) if isinstance(value, float) else value


def _(source: str, **values: object) -> Message:
    """A message; keyword arguments fill the names in braces."""
    return Message(source, values or None)


def plural(one: str, many: str, count: int, **values: object) -> Message:
    """A message that counts: ``plural("{n} person", "{n} people", 3)``."""
    return Message(one, {"n": count, **values}, many, count)


def window_language() -> str:
    """The language in which the window and the terminal speak."""
    return _window


def use_window_language(language: str) -> None:
    """Choose the language of the window and the terminal; unknown ones fall back to English."""
    global _window
    _window = language if language in LANGUAGES else "en"


def window_countries() -> frozenset[str]:
    """The countries that the window is about, for `regional`: that of the city whose workspace is open."""
    return _window_countries


def use_window_countries(countries: Iterable[str]) -> None:
    """Say which countries the window is about (ISO 3166-1 alpha-2)."""
    global _window_countries
    _window_countries = frozenset(countries)


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    """The compiled catalogue, made from the ``.po`` file once and kept among the machine's caches.

    So no derived file is committed, and an English window never pays for reading one.
    """
    if language == "en" or f"{language}.po" not in resources.names("locale"):
        return gettext.NullTranslations()
    source = resources.read_bytes(f"locale/{language}.po")
    kept = _kept_catalogue(language, source)
    try:
        compiled = kept.read_bytes()
    except OSError:
        compiled = _compiled(language, source)
        _keep(kept, compiled)
    return gettext.GNUTranslations(io.BytesIO(compiled))


def _kept_catalogue(language: str, source: bytes) -> Path:
    import platformdirs

    digest = hashlib.sha256(source).hexdigest()[:16]
    return Path(platformdirs.user_cache_dir("Roundtable", appauthor=False)) / f"{language}-{digest}.mo"


def _keep(path: Path, compiled: bytes) -> None:
    """Keep the catalogue for the next start; a machine that cannot keep it compiles it each time."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".tmp")
        draft.write_bytes(compiled)
        draft.replace(path)
    except OSError:
        return


def _compiled(language: str, source: bytes) -> bytes:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    catalogue = read_po(io.BytesIO(source), locale=language)
    target = io.BytesIO()
    write_mo(target, catalogue)
    return target.getvalue()


def plural_forms(language: str) -> str | None:
    """The ``Plural-Forms`` header that a catalogue must carry, where Babel's own is wrong."""
    return _PLURAL_FORMS.get(language)


@lru_cache(maxsize=512)
def direction(language: str) -> Direction:
    """The direction in which a language is written."""
    return "rtl" if language.split("-")[0] in _RIGHT_TO_LEFT else "ltr"


def text_direction(text: str, otherwise: Direction = "ltr") -> Direction:
    """The direction of a paragraph after its first strong character (UAX #9, rules P2 and P3).

    Characters between an isolate's initiator and its end are passed over, as the rule says.
    """
    depth = 0
    for character in text[:4096]:
        kind = unicodedata.bidirectional(character)
        if kind in ("LRI", "RLI", "FSI"):
            depth += 1
        elif kind == "PDI":
            depth = max(0, depth - 1)
        elif depth == 0 and kind in ("L", "R", "AL"):
            return "ltr" if kind == "L" else "rtl"
    return otherwise


def same_letters(one: str, other: str) -> bool:
    """Whether two languages are written with the same letters, as far as the program knows letters."""
    return (one in _ARABIC_LETTERS) == (other in _ARABIC_LETTERS)


def evident_language(text: str, language: str, likely: Iterable[str] = ()) -> str:
    """The language that a text is evidently in, judged by its letters alone; ``language`` where they do not say.

    Arabic letters where another script is expected, or the reverse, are evidence; a capital alone is none, for an
    acronym is written the same in every language.

    Args:
        text: what somebody typed.
        language: what it would be taken for, one of `LANGUAGES`.
        likely: languages that it may well be in, the likeliest first, for letters that several share.
    """
    arabic = sum("\u0600" <= letter <= "\u08ff" and letter.isalpha() for letter in text)
    latin = sum(letter.islower() and unicodedata.name(letter, "").startswith("LATIN") for letter in text)
    theirs, ours = (latin, arabic) if language in _ARABIC_LETTERS else (arabic, latin)
    if language not in LANGUAGES or theirs < _LEAST_LETTERS or theirs < 2 * ours:
        return language
    others = [code for code in LANGUAGES if not same_letters(code, language)]
    words = set(re.findall(r"\w+", text.casefold()))
    telling = [code for code in others if len(words & _TELLING.get(code, frozenset())) > 1]
    return next(code for code in (*telling, *likely, *others) if code in others)


@lru_cache(maxsize=4096)
def sort_key(text: str, language: str) -> SortKey:
    """By what a text is put in order in a language: what is in its own letters first, then letter by letter, and only
    between texts of the same letters by case and accents.

    Spanish has ñ as a letter of its own after n; elsewhere an accent makes no letter.
    """
    lowered = unicodedata.normalize("NFC", text).casefold()
    letters = lowered.replace("ñ", f"n{_AFTER_Z}") if language == "es" else lowered
    bare = "".join(c for c in unicodedata.normalize("NFKD", letters) if not unicodedata.combining(c))
    arabic = bool(re.search("[\u0600-\u08ff]", text))
    return arabic != (language in _ARABIC_LETTERS), " ".join(re.findall(r"[^\W_]+", bare)), lowered


@lru_cache(maxsize=512)
def format_date(day: date, language: str, width: Literal["short", "medium", "long", "full"] = "long") -> str:
    """A date as that language writes it, with Latin digits in Arabic too (as in the Maghreb).

    Args:
        language: one of `LANGUAGES`, or what `regional` says.
    """
    from babel.dates import format_date as written

    said = written(day, width, locale=_locale(language))
    if language == "fr" and day.day == 1 and width in ("long", "full"):
        return re.sub(r"\b1 ", "1er ", said, count=1)  # the first of a month is an ordinal in French
    return said


def format_month(day: date, language: str) -> str:
    """Month and year alone, for a date whose day is not known."""
    from babel.dates import format_skeleton

    return format_skeleton("yMMMM", day, locale=_locale(language))


def format_time(moment: time, language: str) -> str:
    """Hours and minutes, on the clock of 24 hours in every language, as minutes are written."""
    return f"{moment.hour}\u202fh\u202f{moment.minute:02d}" if language == "fr" else f"{moment:%H:%M}"


def format_number(number: int | float, language: str) -> str:
    """A number with that language's grouping and decimal sign, in Latin digits."""
    from babel.numbers import format_decimal

    return format_decimal(number, locale=_locale(language), numbering_system="latn")


def format_quantity(number: str, language: str) -> str:
    """A number written with a point and as many decimals as are meant, as that language writes it."""
    from decimal import Decimal

    from babel.numbers import format_decimal

    decimals = len(number.partition(".")[2])
    form = "#,##0" + (f".{'0' * decimals}" if decimals else "")
    return format_decimal(Decimal(number), format=form, locale=_locale(language), numbering_system="latn")


@cache
def regional(language: str, countries: frozenset[str]) -> str:
    """The language as it is written in a country, for dates and numbers: Arabic's months have names of their own in
    the Maghreb and in the Mashriq, ``ar-TN``, ``ar-LB``.

    Args:
        countries: those that a text is about (ISO 3166-1 alpha-2); where they are several, or none in which the
            language is at home, it is written as it is everywhere.
    """
    if language != "ar":
        return language
    from babel import localedata

    country, *others = countries or {""}
    return f"{language}-{country}" if not others and localedata.exists(f"{language}_{country}") else language


def list_mark(language: str) -> str:
    """What stands between the members of a list in one line."""
    return "، " if language.partition("-")[0] == "ar" else ", "


def _locale(language: str) -> str:
    return {"en": "en_GB"}.get(language, language.replace("-", "_"))


def language_name(code: str, language: str) -> str:
    """The name of a language (ISO 639-1) in a language of the program; the code itself if it is unknown."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(code).get_language_name(language) or code
    except (UnknownLocaleError, ValueError):
        return code


@cache
def country_codes() -> tuple[str, ...]:
    """The codes of all countries and territories (ISO 3166-1 alpha-2), without those that CLDR reserves for others."""
    from babel import Locale

    found = (str(code) for code in Locale.parse("en").territories)
    return tuple(sorted(code for code in found if re.fullmatch(r"[A-Z]{2}", code) and code not in _NO_COUNTRIES))


def country_name(code: str, language: str) -> str:
    """The name of a country (ISO 3166-1 alpha-2) in a language of the program; the code if it is unknown."""
    from babel import Locale

    return str(Locale.parse(_locale(language)).territories.get(code, code))
