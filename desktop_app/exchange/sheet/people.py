"""Who is named in a cell: nobody yet, one person, or several."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from desktop_app.exchange.sheet.folding import fold, tidy
from desktop_app.exchange.sheet.names import PersonName, is_given_name, is_honorific, looks_like_name, split_name
from desktop_app.exchange.sheet.two_scripts import Twice, twice
from desktop_app.exchange.sheet.words import given_names, meaning
from desktop_app.language import Message, plural

_BETWEEN: Final = re.compile(r"\s*(?:[\n;|]|\s[/+&]\s|/|&|\s(?:et|and|y|e|und|و|ou|or|o)\s)\s*", re.IGNORECASE)
_SIGNS_ALONE: Final = re.compile(r"[\W_]*")
_LONGEST: Final = 40
"""Characters that a word for nobody has at most."""


def is_placeholder(text: str) -> bool:
    """Whether a cell says that there is nobody, or nothing, yet: ``à désigner``, ``N.N.``, ``-``."""
    if len(text) > _LONGEST:
        return False
    return _SIGNS_ALONE.fullmatch(text) is not None or fold(text) in meaning("placeholder")


def is_function_alone(text: str) -> bool:
    """Whether a cell says what somebody does, and not who: ``Représentant de la wilaya``, ``ممثل عن الولاية``."""
    words = fold(text).split()
    if not words or words[0] not in meaning("job"):
        return False
    rest = words[1:]
    if not rest:
        return words[0] not in given_names()
    article = rest[0].startswith("ال") and len(rest[0]) > 4 and words[0] not in given_names()
    return (article or rest[0] in meaning("filler")) and not any(word in given_names() for word in rest)


def people_in(text: str, *, family_first: bool = False, language: str = "") -> tuple[PersonName, ...]:
    """The people whom a cell names, each with the doubts there are; none where it is empty or names nobody.

    Args:
        text: the cell.
        family_first: the order of a name where nothing in it tells.
        language: of the list, whose script is preferred where a name stands in two.
    """
    if is_placeholder(text) or is_function_alone(text):
        return ()
    name = twice(text, language)
    if name is not None:
        return (_in_two_scripts(name, family_first=family_first),)
    pieces = [piece for piece in _BETWEEN.split(tidy(text)) if piece.strip()]
    if len(pieces) > 1:
        several = _several(pieces, family_first=family_first)
        if several:
            doubt = _two(several)
            return tuple(replace(name, doubts=(doubt, *name.doubts)) for name in several)
    return (_with_function(text, pieces, family_first=family_first) or split_name(text, family_first=family_first),)


def _several(pieces: list[str], *, family_first: bool) -> list[PersonName]:
    """The names of the pieces where each may be one, or where those before the last share its family name."""
    if all(looks_like_name(piece) for piece in pieces):
        return [split_name(piece, family_first=family_first) for piece in pieces]
    *before, last = pieces
    name = split_name(last, family_first=family_first)
    if looks_like_name(last) and all(is_given_name(piece) for piece in before):  # Karim et Sonia Jebali
        return [*(PersonName(given=piece.strip(), family=name.family) for piece in before), name]
    if name.honorific and all(is_honorific(piece) for piece in before):  # M. et Mme Trabelsi
        return [*(PersonName(family=name.family, honorific=piece.strip()) for piece in before), name]
    return []


def _in_two_scripts(written: Twice, *, family_first: bool) -> PersonName:
    """One person's name, with the other script of it beside it."""
    name = split_name(written.taken, family_first=family_first)
    aside = ", ".join(filter(None, (name.aside, written.kept)))
    return replace(name, aside=aside, doubts=(written.doubt, *name.doubts))


def _with_function(text: str, pieces: list[str], *, family_first: bool) -> PersonName | None:
    """A name on the first line of a cell, and what the person does on the next."""
    if "\n" not in text or len(pieces) != 2 or not any(fold(word) in meaning("job") for word in pieces[1].split()[:3]):
        return None
    name = split_name(pieces[0], family_first=family_first)
    return replace(name, aside=", ".join(filter(None, (name.aside, pieces[1].strip()))))


def _two(names: list[PersonName]) -> Message:
    said = " · ".join(f"{name.given} {name.family}".strip() for name in names)
    return plural(
        "One person is named in this cell: {names}.",
        "{n} people are named in this cell: {names}.",
        len(names),
        names=said,
    )
