"""Controlled vocabularies: the codes that a field may take, and their labels in the program's languages."""

from __future__ import annotations

from enum import IntEnum
from functools import cache

import msgspec

import resources
from desktop_app.language import LANGUAGES


class Audience(IntEnum):
    """Who may see something: each audience sees what is meant for it and for the wider ones before it."""

    PUBLIC = 0
    NETWORK = 1
    INTERNAL = 2

    @property
    def code(self) -> str:
        """The code in the vocabulary ``audience``."""
        return self.name.lower()

    @classmethod
    def from_code(cls, code: str) -> Audience:
        """The audience of a code; an unknown one is the narrowest, so that nothing slips out."""
        return cls.__members__.get(code.upper(), cls.INTERNAL)


class Vocabulary(msgspec.Struct, frozen=True):
    """Codes in their order, each with a label in every language of the program."""

    name: str
    labels: dict[str, dict[str, str]]

    @property
    def codes(self) -> tuple[str, ...]:
        """All codes, in the order in which they are offered."""
        return tuple(self.labels)

    def label(self, code: str, language: str) -> str:
        """What a code is called; the code itself where this version does not know it."""
        return self.labels[code][language] if code in self.labels else code

    def code_of(self, text: str) -> str | None:
        """The code that a person means by a label in any language, or by the code itself."""
        return self._by_name().get(_folded(text))

    def _by_name(self) -> dict[str, str]:
        return _names(self.name)


def _folded(text: str) -> str:
    return " ".join(text.replace("_", " ").replace("’", "'").casefold().split())


@cache
def _names(name: str) -> dict[str, str]:
    labels = vocabulary(name).labels
    by_label = {_folded(label): code for code, texts in labels.items() for label in texts.values()}
    return by_label | {_folded(code): code for code in labels}


@cache
def vocabulary(name: str) -> Vocabulary:
    """The vocabulary of that name.

    Raises:
        KeyError: there is none; a declaration is wrong.
    """
    return _all()[name]


@cache
def _all() -> dict[str, Vocabulary]:
    found: dict[str, Vocabulary] = {}
    for row in resources.read_table("vocabularies.csv"):
        here = found.setdefault(row["vocabulary"], Vocabulary(row["vocabulary"], {}))
        here.labels[row["code"]] = {language: row[language] for language in LANGUAGES}
    return found
