"""How one document speaks: its language, what it may say to its readers, and how it owns up to what is missing.

Content is said in the document's language where a translation exists, and otherwise as it was written, with its
language.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from functools import cache
from string import Formatter
from typing import TYPE_CHECKING, Final

from desktop_app.documents.blocks import Rich, Run, Tone
from desktop_app.documents.marks import (
    bracketed,
    closed,
    enclosed,
    grouped,
    is_against,
    is_lead,
    kept,
    lead,
    opened,
    own_direction,
)
from desktop_app.language import (
    LANGUAGES,
    Message,
    _,
    direction,
    format_date,
    format_number,
    format_time,
    language_name,
    list_mark,
    regional,
    sort_key,
    text_direction,
    window_countries,
    window_language,
)
from desktop_app.records import (
    KINDS,
    Audience,
    City,
    Dossier,
    Organisation,
    Precision,
    Recommendation,
    Translated,
    When,
    vocabulary,
)
from desktop_app.records.types import Moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from desktop_app.language import Direction, SortKey
    from desktop_app.records import Record, RecordId

DASH: Final = " — "
"""Between what was said and where."""

DOT: Final = "\N{NO-BREAK SPACE}· "
"""Between the members of a line that have commas themselves; no line begins with it."""

BLANK: Final = "—"
"""What stands in a cell of a table in which nothing is written."""

_MOMENT: Final = Moment(Precision.MINUTE)
_DAY: Final = re.compile(r"\b\d{1,2}(er|º)?( de)? (?=[^\W\d])((كانون|تشرين) )?")
"""A day with what joins it to the name of its month, and the first word of a name of two."""

_YEAR: Final = re.compile(r"(?<=[^\W\d] )de (?=\d{4}\b)")
"""What joins the name of a month to its year, at which no line begins with the bare year."""

_WITH_BRACKETS: Final = re.compile(r"\{\w+\} \(\{\w+\}\)")
"""A name and what is known of it: one phrase, where both are of the other direction."""

_OFTEN: Final = 4
"""From how many untranslated texts on a language is named at the head of the document alone."""


@dataclass(frozen=True)
class Wording:
    """What a builder says things with. ``dossier`` holds only what the audience may see."""

    dossier: Dossier
    language: str
    audience: Audience
    original: str = ""
    """The language in which most of the content was written."""
    originals: Mapping[RecordId, str] = field(default_factory=dict)
    """The same of the content of each city: where cities speak together, each has its own."""
    untranslated: Mapping[str, int] = field(default_factory=dict)
    """In how many texts the document shows other languages than its own, the most frequent first."""
    named: bool = True
    """Whether those who took part may be named: not where the Chatham House Rule holds."""
    countries: frozenset[str] = frozenset()
    """Those of the cities that the content is about."""
    towards: Direction | None = None
    """The direction of a paragraph that runs otherwise than the document."""

    @classmethod
    def about(cls, dossier: Dossier, language: str, audience: Audience, records: Iterable[Record]) -> Wording:
        """The wording of a document whose content is these records."""
        content = list(records)
        codes: dict[RecordId, Counter[str]] = defaultdict(Counter)
        for record in content:
            codes[record.city].update(code for name in _translated(record.kind_name) for code in getattr(record, name))
        originals = {city: _most_common(counted) for city, counted in codes.items() if city}
        cities = (dossier.find(City, city) for city in originals)
        countries = frozenset(city.country for city in cities if city)
        whole = _most_common(sum(codes.values(), Counter()))
        plain = cls(dossier, language, audience, whole, originals, countries=countries)
        shown = Counter(plain.shown(record, name)[1] for record in content for name in _written(record))
        untranslated = {code: count for code, count in shown.most_common() if code != language}
        return replace(plain, untranslated=untranslated)

    @classmethod
    def of_window(cls) -> Wording:
        """The wording of what the window shows as a report would print it."""
        return cls(Dossier({}), window_language(), Audience.INTERNAL, countries=window_countries())

    def say(self, message: Message) -> str:
        """A message in the document's language."""
        return message.within(self.language)

    def run(self, message: Message, *, bold: bool = False, italic: bool = False, tone: Tone = Tone.PLAIN) -> Run:
        """A message as a run of text."""
        return Run(self.say(message), bold, italic, tone)

    def missing(self, message: Message) -> Run:
        """What stands where something is not known yet."""
        return Run(self.say(message), italic=True, tone=Tone.MUTED)

    def compose(self, message: Message, **parts: Rich) -> Rich:
        """A message whose names in braces are filled with rich text, each part keeping its own language."""
        said = self.say(message)
        if _WITH_BRACKETS.fullmatch(said) and all(is_against(part, self.direction) for part in parts.values()):
            first, second = parts.values()
            return closed((*first, Run(" ("), *second, Run(")")), self.direction)
        for key, part in parts.items():
            place = f"{{{key}}}"
            if f"({place})" in said and is_against(part, self.direction):
                said = said.replace(f"({place})", place)
                parts[key] = bracketed(part, self.direction)
        found: list[Run] = []
        for text, name, _form, _conversion in Formatter().parse(said):
            found.append(Run(text))
            found.extend(closed(parts[name], self.direction) if name else ())
        return tuple(run for run in found if run.text)

    def label(self, name: str, code: str) -> str:
        """What a code of a vocabulary is called."""
        return vocabulary(name).label(code, self.language)

    @property
    def comma(self) -> str:
        """What stands between the members of a list in one line."""
        return list_mark(self.language)

    def joined(self, parts: Sequence[str]) -> str:
        """A list in one line."""
        return self.comma.join(parts)

    @property
    def semicolon(self) -> str:
        """What stands between the members of a list that have commas themselves."""
        return self.say(_("{one}; {other}", one="", other=""))

    def join(self, parts: Iterable[Rich], mark: str = "") -> Rich:
        """A list of rich texts in one line, with commas or another mark between them; empty ones are left out."""
        found: list[Run] = []
        for part in parts:
            if part:
                found.extend((Run(mark or self.comma),) if found else ())
                found.extend(closed(part, self.direction))
        return tuple(found)

    @property
    def direction(self) -> Direction:
        """The direction of what is being said: the document's, or that of a paragraph with its own."""
        return self.towards or direction(self.language)

    def line(self, said: Rich) -> Rich:
        """A line of the document's own furniture, which keeps the document's direction whatever stands in it."""
        return opened(said, self.direction)

    @property
    def regional(self) -> str:
        """The language as the country that the document is about writes dates and numbers."""
        return regional(self.language, self.countries)

    def number(self, number: int) -> str:
        """A number as the language writes it."""
        return format_number(number, self.regional)

    def unit(self, unit: str) -> str:
        """What stands after a number: a per cent sign is close to it, or not, as the language has it."""
        if unit == "%" and self.language in ("en", "ar"):
            return unit
        return f"\N{NO-BREAK SPACE}{unit}" if unit else ""

    # dates and times

    def day(self, when: When) -> str:
        """The day of a moment, or as much of it as is known, without its time."""
        return self.moment(When(when[: Precision.DAY]))

    def moment(self, when: When) -> str:
        """A moment, as precisely as it is known; no line ends between the day and its month."""
        return _joined_up(_MOMENT.show(when, self.regional))

    def weekday(self, when: When) -> str:
        """The day with its name, where the day is known."""
        if when and when.precision >= Precision.DAY:
            return _joined_up(format_date(when.date, self.regional, "full"))
        return self.day(when)

    def time(self, when: When) -> str:
        """The time of day; ``""`` where it is not known."""
        return format_time(when.time, self.language) if when and when.time else ""

    # content

    @property
    def said_once(self) -> frozenset[str]:
        """The languages that the head of the document explains, so that no text needs to."""
        return frozenset(code for code, count in self.untranslated.items() if count >= _OFTEN)

    def name(self, text: str, *, bold: bool = False) -> Run:
        """A proper name; one in another script than the document's carries a language, and so a direction."""
        here = self.direction
        if text_direction(text, here) == here:
            return Run(text, bold)
        return Run(text, bold, language=self._left_to_right() if here == "rtl" else _right_to_left(text))

    def left_to_right(self, text: str) -> str:
        """What is read from left to right in every language though it may hold no letter: a telephone number."""
        return f"\N{LEFT-TO-RIGHT MARK}{text}" if text and self.direction == "rtl" else text

    def original_of(self, record: Record) -> str:
        """The language that a record was written in: the authoritative one of a recommendation, else its city's."""
        declared = record.language if isinstance(record, Recommendation) else ""
        return declared or self.originals.get(record.city or record.id) or self.original

    def shown(self, record: Record, name: str) -> tuple[str, str]:
        """A text of a record as the document shows it, and its language: the one rule for what is not translated.

        A text is shown in the language that it was written in; a proper name first in one that the reader can spell.
        """
        text: Translated = getattr(record, name)
        if isinstance(record, City | Organisation) and name == "name":
            return text.readable(self.language, self.original_of(record))
        return text.best(self.language, self.original_of(record))

    def called(self, named: City | Organisation) -> str:
        """The name of a city or an organisation as the document gives it, and sorts it."""
        return self.shown(named, "name")[0]

    def place(self, named: City | Organisation) -> SortKey:
        """Where its name stands in a list, in the order of the document's language."""
        acronym = named.acronym if isinstance(named, Organisation) else named.code
        return self.filed(self.called(named) or acronym)

    def filed(self, name: str) -> SortKey:
        """Where a name stands in a list, in the order of the document's language."""
        return sort_key(name, self.language)

    def proper(self, named: City | Organisation) -> Rich:
        """A proper name that may have forms in several languages: of a city, an organisation."""
        said, language = self.shown(named, "name")
        return (Run(said, language="" if language == self.language else language),) if said else ()

    def written(self, record: Record, name: str) -> Rich:
        """A text of a record as `content`."""
        return self.content(getattr(record, name), self.original_of(record))

    def content(self, text: Translated, original: str = "") -> Rich:
        """A text in the document's language, or as it was written, with its language said."""
        said, language = text.best(self.language, original or self.original)
        if not said:
            return ()
        foreign = "" if language == self.language else language
        whole = (*lead(said, language), *grouped(Run(said, language=foreign)))
        if not foreign or foreign in self.said_once:
            return whole
        return *kept(whole, self.direction), self._in_language(language)

    def running(self, record: Record, name: str) -> Direction:
        """The direction of a paragraph that says a text of a record."""
        return own_direction(*self.shown(record, name), self.direction)

    def quoted(self, text: Rich) -> Rich:
        """A text in quotation marks; what is said about its language stands outside them."""
        words, about = (text[:-1], text[-1:]) if len(text) > 1 and text[-1].tone is Tone.MUTED else (text, ())
        if not is_against(words, self.direction):
            return (*self.compose(_("“{text}”"), text=words), *about)
        before, _words, after = self.say(_("“{text}”")).partition("{text}")
        return (*closed(bracketed(words, self.direction, before, after), self.direction), *about)

    def _in_language(self, language: str) -> Run:
        name = language_name(language, self.language)
        said = self.say(_("(in {language})", language=name))
        own = direction(self.language)
        # LibreOffice would break a word in a stretch of the other direction that holds no other blank.
        turned = direction(language) != own
        said = enclosed(said, own) if turned else said.replace(" ", "\N{NO-BREAK SPACE}")
        return Run(f" {said}", tone=Tone.MUTED)

    def _left_to_right(self) -> str:
        return self.original if self.original and direction(self.original) == "ltr" else "en"


def muted(text: Rich) -> Rich:
    """The same in a quieter tone, where it has none of its own."""
    return tuple(replace(run, tone=Tone.MUTED) if run.tone is Tone.PLAIN else run for run in text)


def paragraphs(text: Rich) -> list[Rich]:
    """Rich text cut where its runs hold an empty line."""
    found: list[list[Run]] = [[]]
    for run in text:
        if "\n" not in run.text:  # a blank alone too: it stands between two words
            found[-1].append(run)
            continue
        first, *others = [piece for piece in run.text.split("\n\n") if piece.strip()] or [""]
        pieces = [replace(run, text=piece.strip("\n"), note=()) for piece in (first, *others)]
        pieces[-1] = replace(pieces[-1], note=run.note)
        found[-1].append(pieces[0])
        found.extend([*(run for run in text[:1] if is_lead(run)), piece] for piece in pieces[1:])
    return [tuple(runs) for runs in found if any(run.text for run in runs)]


def _joined_up(day: str) -> str:
    """A day of which no line ends before what belongs to the word at its end."""
    return _YEAR.sub(_unbroken, _DAY.sub(_unbroken, day))


def _unbroken(found: re.Match[str]) -> str:
    return found.group().replace(" ", "\N{NO-BREAK SPACE}")


def _written(record: Record) -> list[str]:
    """The fields in several languages in which a record says something."""
    return [name for name in _translated(record.kind_name) if getattr(record, name)]


@cache
def _translated(kind: str) -> tuple[str, ...]:
    """The fields of a kind that are written in several languages."""
    return tuple(name for name, declared in KINDS[kind].fields.items() if declared.translated)


def _most_common(counted: Counter[str]) -> str:
    ordered = [*LANGUAGES, *sorted(counted)]
    return max(counted, key=lambda code: (counted[code], -ordered.index(code)), default="")


def _right_to_left(text: str) -> str:
    return "he" if any("\u0590" <= character <= "\u05ff" for character in text) else "ar"
