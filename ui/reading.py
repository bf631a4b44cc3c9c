"""Lines that are read from the side on which the window is read, whatever name or figure they begin with.

A line takes its direction from its first letter (UAX #9, rule P2). That is right for what people wrote; a sentence of
the program that begins with somebody's name needs a mark in front of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop_app.language import direction, text_direction, window_language

if TYPE_CHECKING:
    from collections.abc import Iterable

_MARKS: Final = {"ltr": "\u200e", "rtl": "\u200f"}


def directed(sentence: str) -> str:
    """A sentence of the window, in the window's direction."""
    here = direction(window_language())
    return sentence if text_direction(sentence, here) == here else _MARKS[here] + sentence


def dotted(parts: Iterable[object]) -> str:
    """Several things in a line, one after the other as the window is read, each in its own direction."""
    said = [text for text in map(str, parts) if text]
    if direction(window_language()) == "ltr":
        return " · ".join(said)
    return _MARKS["rtl"] + " · ".join(f"\u2068{text}\u2069" for text in said) if said else ""


def figures(text: str) -> str:
    """A text without a letter, such as a telephone number, read from the left as everywhere."""
    bare = direction(window_language()) == "rtl" and text and not any(map(str.isalpha, text))
    return _MARKS["ltr"] + text if bare else text
