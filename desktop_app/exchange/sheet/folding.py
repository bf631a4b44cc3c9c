"""Text folded for comparison: without case, accents, punctuation and the variants of Arabic letters."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_VARIANTS: Final = str.maketrans(
    {
        "ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك", "ٱ": "ا", "ـ": "",
        "ß": "ss", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe",
    }
)  # fmt: skip
_NOT_WORD: Final = re.compile(r"[\W_]+")
_INVISIBLE: Final = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, 0xAD))
_ODD: Final = re.compile(r"[^\S ]|  |[\u00a0\u00ad\u200b-\u200f\u2060\ufeff]")
"""What a tidy text has not."""
_BLANK: Final = re.compile(r"[^\S\n]+")
_BREAKS: Final = re.compile(r"\s*\n\s*")
_ARABIC: Final = re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")


def tidy(text: str) -> str:
    """The text as a person sees it: no invisible characters, no blanks at its ends, one blank between words.

    Line breaks are kept, one at a time.
    """
    if _ODD.search(text) is None:
        return text.strip()
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_INVISIBLE)
    return _BREAKS.sub("\n", _BLANK.sub(" ", text)).strip()


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """The words of a text, folded, one blank between them: ``"E-Mail :"`` gives ``"e mail"``."""
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text.translate(_INVISIBLE))
        text = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold().translate(_VARIANTS)
    return _NOT_WORD.sub(" ", text.casefold()).strip()


def squashed(text: str) -> str:
    """The folded text without blanks and without the Arabic article, so that *E-mail* is *email*."""
    return "".join(word.removeprefix("ال") if len(word) > 4 else word for word in fold(text).split())


def is_arabic(text: str) -> bool:
    """Whether the text has letters of the Arabic script."""
    return not text.isascii() and _ARABIC.search(text) is not None
