"""What a person pastes, made fit for a field; and text made comparable when people search."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_STRANGE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a\u202b\u202d\u202e\ud800-\udfff\ufffe\uffff]")
"""Characters that no field takes: controls, the reversing overrides, halves of characters."""

_BREAKS: Final = re.compile("[ \t]*[\n\t\u2028\u2029]+[ \t]*")
_ARABIC: Final = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ـ": ""}
)


def tidy_line(text: str) -> str:
    """The text as one line, without what cannot be printed."""
    if text.isprintable():
        return text
    return _BREAKS.sub(" ", tidy_prose(text))


def tidy_prose(text: str) -> str:
    """The text in lines, without what cannot be printed."""
    return _STRANGE.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2029", "\n"))


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """The text as people compare it: no case, no accents, Arabic letters in one form each."""
    lowered = text.casefold()
    if lowered.isascii():
        return lowered
    plain = unicodedata.normalize("NFKD", lowered.translate(_ARABIC))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
