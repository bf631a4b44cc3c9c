"""How Word names languages: by language and region, one for left-to-right text and one for complex scripts."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from desktop_app.language import Direction, direction

_REGIONS: Final = {
    "en": "en-GB",
    "fr": "fr-FR",
    "es": "es-ES",
    # Word writes the digits of Morocco's Arabic as 1 2 3, as this program's dates and numbers do.
    "ar": "ar-MA",
    "de": "de-DE",
    "el": "el-GR",
    "fa": "fa-IR",
    "he": "he-IL",
    "it": "it-IT",
    "mt": "mt-MT",
    "nl": "nl-NL",
    "pt": "pt-PT",
    "sv": "sv-SE",
    "tr": "tr-TR",
    "ur": "ur-PK",
}
_WELL_FORMED: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", re.ASCII)
_HEBREW: Final = re.compile("[\u0590-\u05ff\ufb1d-\ufb4f]")


@cache
def tag(language: str) -> str:
    """The tag that Word knows a language by; English where the code is none."""
    known = _REGIONS.get(language)
    if known:
        return known
    return language if _WELL_FORMED.fullmatch(language) else "en-GB"


def latin_tag(language: str) -> str:
    """The language of left-to-right text in a document of this language."""
    return tag(language) if direction(language) == "ltr" else "en-GB"


def complex_tag(language: str) -> str:
    """The language of right-to-left text in a document of this language."""
    return tag(language) if direction(language) == "rtl" else "ar-MA"


def spoken(text: str, language: str) -> str:
    """The language of a stretch of text that runs right to left.

    What is written in another direction than its language has no language that anyone declared: then its script
    says as much as can be known.
    """
    return "he" if direction(language) == "ltr" and _HEBREW.search(text) else language


def tag_of(language: str, towards: Direction, document_language: str) -> str:
    """The tag of a language for text that runs one way; empty for a left-to-right document's own."""
    if towards == "rtl":
        return complex_tag(language if direction(language) == "rtl" else document_language)
    usual = latin_tag(document_language)
    own = latin_tag(language) if direction(language) == "ltr" else usual
    return "" if own == usual else own
