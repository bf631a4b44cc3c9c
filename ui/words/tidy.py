"""What a person pastes, made fit for a field; and text made comparable when people search."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

# Patterns are compiled where they are first used: all of them at once took 1 ms of each start.
_STRANGE: Final = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a\u202b\u202d\u202e\ud800-\udfff\ufffe\uffff]"
"""Characters that no field takes: controls, the reversing overrides, halves of characters."""

_BREAKS: Final = "[ \t]*[\n\t\u2028\u2029]+[ \t]*"
_ACCENTS: Final = frozenset(
    chr(code)
    for first, last in ((0x300, 0x344), (0x346, 0x36F), (0x483, 0x487), (0x591, 0x5C7), (0x610, 0x61A), (0x64B, 0x65F),
                        (0x670, 0x670))
    for code in range(first, last + 1)
)  # fmt: skip
"""Marks above and below letters: Latin, Greek and Cyrillic accents, Hebrew points, Arabic vowels and hamza.

Not the iota below, which is a letter once its case is folded.
"""
_ASCII: Final = bytes(range(0x80))

_IS_ARABIC: Final = "[\u0600-\u06ff]"
_ARABIC: Final = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ـ": ""}
)


def tidy_line(text: str) -> str:
    """The text as one line, without what cannot be printed."""
    if text.isprintable():
        return text
    return re.sub(_BREAKS, " ", tidy_prose(text))


def tidy_prose(text: str) -> str:
    """The text in lines, without what cannot be printed."""
    return re.sub(_STRANGE, "", text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2029", "\n"))


def folded(text: str) -> str:
    """The text as people compare it: no case, no accents, Arabic letters in one form each."""
    lowered = text.casefold()
    if lowered.isascii():
        return lowered
    plain = _bare(unicodedata.normalize("NFKD", lowered))
    if plain.isascii():
        return plain.casefold()
    plain = _bare(plain.casefold())
    return plain.translate(_ARABIC) if re.search(_IS_ARABIC, plain) else plain


def _bare(text: str) -> str:
    """The text without accents, one kind of accent after the other: a third of a pattern's time over many names."""
    strange = text.encode(errors="surrogatepass").translate(None, _ASCII).decode(errors="surrogatepass")
    for accent in _ACCENTS.intersection(strange):
        text = text.replace(accent, "")
    return text


def all_folded(lines: Sequence[str]) -> list[str]:
    """Each of these lines folded; together, which takes a quarter of the time."""
    together = folded("\n".join(lines)).split("\n")
    return together if len(together) == len(lines) else [folded(line) for line in lines]


def short(text: str, most: int) -> str:
    """The text in one line of so many characters, its end left out where it is longer."""
    words = " ".join(text.split())
    return words if len(words) <= most else words[: most - 1] + "…"
