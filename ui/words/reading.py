"""Lines that are read from the side on which the window is read, whatever name or figure they begin with.

A line takes its direction from its first letter (UAX #9, rule P2). That is right for what people wrote; a sentence of
the program that begins with somebody's name needs a mark in front of it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from desktop_app.language import direction, list_mark, text_direction, window_language
from desktop_app.records import When
from ui.words import dates

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop_app.records import Field, Value

_MARKS: Final = {"ltr": "\u200e", "rtl": "\u200f"}
_WRITTEN_LEFTWARDS: Final = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_GROUPS: Final = re.compile(r"(?<=[0-9A-Z]{4})-(?=[0-9A-Z]{4}(?![0-9A-Za-z]))")
"""The hyphens of fingerprints and codes."""
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def directed(sentence: str) -> str:
    """A sentence of the window, in the window's direction."""
    here = direction(window_language())
    return sentence if text_direction(sentence, here) == here else _MARKS[here] + sentence


def dotted(parts: Iterable[object]) -> str:
    """Several things in a line, one after the other as the window is read, each in its own direction."""
    said = [text for text in map(str, parts) if text]
    here = direction(window_language())
    if here == "ltr" and not any(_WRITTEN_LEFTWARDS.search(text) for text in said):
        return " · ".join(said)
    return _MARKS[here] + " · ".join(f"\u2068{text}\u2069" for text in said) if said else ""


def filed_when(called: str) -> tuple[str, str]:
    """What an import is called, apart: its file or who sent it, and the day or the moment, if that is in its name."""
    name, _comma, day = called.rpartition(", ")
    if _MOMENT.fullmatch(day):
        return filed(name), dates.written_at(day)
    if _DAY.fullmatch(day):
        return name, dates.shown(When(day))
    return called, ""


def filed(called: str) -> str:
    """What an import is called: its file, or who sent it and the day; the moment too, of several that are called so."""
    name, shown = filed_when(called)
    if not shown:
        return name
    here = direction(window_language())
    comma = list_mark(window_language())
    if text_direction(name, here) == here:
        return f"{name}{comma}{shown}"
    return _MARKS[here] + f"\u2068{name}\u2069{comma}\u2068{shown}\u2069"


def figures(text: str) -> str:
    """A text without a letter, such as a telephone number, read from the left as everywhere, in a sentence too."""
    bare = direction(window_language()) == "rtl" and text and not any(map(str.isalpha, text))
    return from_the_left(text) if bare else text


def named(text: str) -> str:
    """A name within a sentence that is written leftwards, in its own direction: a figure after it is not its end."""
    return f"\u2068{text}\u2069" if direction(window_language()) == "rtl" and text else text


def unbroken(text: str) -> str:
    """A sentence in which no fingerprint or code goes on in another line: it would be read out as two."""
    return _GROUPS.sub("-\u2060", text)


def from_the_left(text: str) -> str:
    """A text that keeps its order among letters that are written leftwards: a fingerprint, a shortcut."""
    return f"\u2066{text}\u2069"


def value_shown(field: Field, value: Value) -> str:
    """The value of a field as the window writes it; references by their ids."""
    return dates.shown(value) if isinstance(value, When) else field.type.show(value, window_language())
