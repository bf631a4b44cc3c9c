"""Organisations as lists name them: acronyms in brackets, and one body under several names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from desktop_app.exchange.sheet.folding import fold, tidy
from desktop_app.exchange.sheet.words import meaning
from desktop_app.records import vocabulary
from desktop_app.records.people import PLAYER_OF_TYPE

_BRACKETED: Final = re.compile(r"^(.+?)\s*[(\[]([^()\[\]]{2,15})[)\]]$")
_LEADING: Final = re.compile(r"^([^\W\d_][\w&.'-]{1,11})\s*(?:[:–—]|\s-)\s+(.{8,})$")
_LONGEST_PHRASE: Final = 5
"""Words of the longest phrase by which a type is guessed."""


@dataclass(frozen=True, slots=True)
class OrganisationName:
    """A name, and the acronym that stood with it."""

    name: str
    acronym: str = ""


def split_acronym(text: str) -> OrganisationName:
    """``Haut Commissariat (HCR)`` and ``HCR – Haut Commissariat`` in two parts; other brackets are of the name."""
    plain = tidy(text).replace("\n", " ")
    if (found := _BRACKETED.match(plain)) and is_acronym(found[2]):
        return OrganisationName(found[1], found[2].strip())
    if (found := _LEADING.match(plain)) and is_acronym(found[1]):
        return OrganisationName(found[2], found[1])
    return OrganisationName(plain)


def is_acronym(text: str) -> bool:
    """Whether a text is a word of capitals, such as ``HCR``, ``A.T.A.`` or ``UN-Habitat``."""
    letters = [c for c in text if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    loud = capitals * 2 >= len(letters) or text.strip()[:2].isupper()
    return " " not in text.strip() and capitals >= 2 and loud


@lru_cache(maxsize=65536)
def key_of(name: str) -> str:
    """What two names of one body have in common: *Mairie de Tunis* and *Municipalité de Tunis* have one key."""
    text = f" {fold(name)} "
    for phrase, stands_for in meaning("same").items():
        if f" {phrase} " in text:
            text = text.replace(f" {phrase} ", f" {stands_for} ")
    fillers = meaning("filler")
    return " ".join(word for word in text.split() if word not in fillers) or fold(name)


def guess_type(name: str) -> str:
    """The type of organisation that a name speaks of; empty where it speaks of none.

    The phrase that stands first decides, the longest where several begin there: *Union générale* before *union*.
    """
    words, known = fold(name).split(), meaning("organisation")
    for start in range(len(words)):
        for size in range(_LONGEST_PHRASE, 0, -1):
            if code := known.get(" ".join(words[start : start + size])):
                return code
    return ""


def suggest_player(type_: str, said: str) -> str:
    """The player that an organisation most often is, by the word for its type or else by the type itself."""
    return vocabulary("player").code_of(said) or PLAYER_OF_TYPE.get(type_, "")
