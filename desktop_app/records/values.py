"""Values that a plain Python type does not hold well: dates of which only a part is known, and text in
several languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, ValuesView
from datetime import date, datetime, time
from enum import IntEnum
from typing import TYPE_CHECKING, Final, TypeAlias

from desktop_app.language import same_letters

if TYPE_CHECKING:
    from collections.abc import Iterable

Json: TypeAlias = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
"""A value as the log keeps it."""

RecordId: TypeAlias = str
"""A UUID in its canonical form of 36 characters; ``""`` where there is none."""


class Precision(IntEnum):
    """How much of a moment is known."""

    YEAR = 4
    MONTH = 7
    DAY = 10
    MINUTE = 16


_WHEN: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d))?)?)?")


class When(str):
    """A moment of reduced precision (ISO 8601): ``2016``, ``2016-11``, ``2016-11-28`` or ``2016-11-28T09:30``.

    Local time of the place it is about, as minutes write it. Sorts by time as text does; the empty one, which is
    false, means *not known* and sorts first.

    Raises:
        ValueError: the text is none of these, or names a day that does not exist.
    """

    __slots__ = ()

    def __new__(cls, text: str = "") -> When:
        if text:
            found = _WHEN.fullmatch(text)
            if found is None:
                raise ValueError(text)
            year, month, day, hour, minute = (int(part or 0) for part in found.groups())
            datetime(year, month or 1, day or 1, hour, minute)
        return super().__new__(cls, text)

    @classmethod
    def of(cls, moment: date | datetime) -> When:
        """The day, or the day and minute, of a Python date or datetime."""
        width = 16 if isinstance(moment, datetime) else 10
        return cls(moment.isoformat()[:width])

    @property
    def precision(self) -> Precision:
        """How much is known.

        Raises:
            ValueError: nothing is known.
        """
        return Precision(len(self))

    @property
    def date(self) -> date:
        """The first day that the moment may mean.

        Raises:
            ValueError: nothing is known.
        """
        return date.fromisoformat(self[:10] + "0000-01-01"[len(self[:10]) :])

    @property
    def time(self) -> time | None:
        """The time of day, where it is known."""
        return time.fromisoformat(self[11:]) if len(self) == Precision.MINUTE else None


class Translated(Mapping[str, str]):
    """One text in several languages, by ISO 639-1 code. Immutable; empty texts are left out."""

    __slots__ = ("_texts",)
    _FALLBACK: Final = ("en", "fr", "es", "ar")

    def __init__(self, texts: Mapping[str, str] | None = None, /, **by_language: str) -> None:
        merged = {**(texts or {}), **by_language}
        self._texts: Final = {language: text for language, text in sorted(merged.items()) if text}

    @classmethod
    def kept(cls, texts: dict[str, str]) -> Translated:
        """The texts as a workspace keeps them, in the order of their languages and none empty: taken over unchecked."""
        made = cls.__new__(cls)
        made._texts = texts  # type: ignore[misc]  # noqa: SLF001  # its own, and final once it is made
        return made

    def __getitem__(self, language: str) -> str:
        return self._texts[language]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def values(self) -> ValuesView[str]:
        """The texts themselves: past the view of `Mapping`, which looks each of them up."""
        return self._texts.values()

    def __hash__(self) -> int:
        return hash(tuple(self._texts.items()))

    def __repr__(self) -> str:
        return f"Translated({self._texts!r})"

    def best(self, language: str, original: str = "") -> tuple[str, str]:
        """The text for a reader of ``language``, and the language that it is in.

        Where there is no translation: the ``original``, else the first of the program's languages, else any.
        ``("", language)`` where there is no text at all.
        """
        return self._first((language, original, *self._FALLBACK, *self._texts), language)

    def readable(self, language: str, original: str = "") -> tuple[str, str]:
        """The same of a proper name, which is of use only in letters that the reader's language has.

        So a name that is there in English too is not shown in Arabic to who reads Spanish, though that is its
        ``original``; and one of Vienna in English and in French is shown in English, as Vienna writes.
        """
        others = (original, *self._FALLBACK, *self._texts)
        near = (code for code in others if same_letters(code, language))
        return self._first((language, *near, *others), language)

    def _first(self, candidates: Iterable[str], otherwise: str) -> tuple[str, str]:
        """The text in the first of some languages in which there is one."""
        return next(((self._texts[code], code) for code in candidates if code in self._texts), ("", otherwise))

    def within(self, language: str) -> str:
        """The text of `best` alone."""
        return self.best(language)[0]

    def replaced(self, language: str, text: str) -> Translated:
        """This text with another version in one language."""
        return Translated({**self._texts, language: text})
