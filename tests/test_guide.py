"""The guide in other languages says what the English one says: each page under the same headings, by the same names.

What the English pages set in italics and the program says somewhere is a name of the window, such as *File › Backups…*.
"""

from __future__ import annotations

import re
from typing import Final

import pytest

import resources
from desktop_app.language import LANGUAGES, Message

PAGES: Final = resources.names("guide/en")
TRANSLATED: Final = [(language, page) for language in LANGUAGES if language != "en" for page in PAGES]
KEYS: Final = re.compile(r"(?:Ctrl|Alt|Shift)\+[A-Za-z0-9+]+")


def read(language: str, page: str) -> str:
    return resources.read_text(f"guide/{language}/{page}")


def shape(text: str) -> list[str]:
    """Headings by their level, rows of tables, items of lists, in their order."""
    return re.findall(r"^(#+ |\||- |\d+\. |```|    \S)", text, re.MULTILINE)


def names(text: str) -> list[str]:
    """What is set in italics, a line at a time or not."""
    return [" ".join(name.split()) for name in re.findall(r"(?<!\*)\*([^*]+)\*(?!\*)", text)]


def said(part: str, language: str) -> str:
    """A name of the window in a language; ``""`` for what the window does not say."""
    marked = (part.replace(letter, f"&{letter}", 1) for letter in dict.fromkeys(part) if letter.isalpha())
    for source in (part, *marked):
        translated = Message(source).within(language)
        if translated != source or source in _SAME:
            return translated.replace("&", "")
    return ""


_SAME: Final = frozenset({"Documents"})
"""Names that another language has too."""


def test_each_language_has_each_page() -> None:
    assert PAGES
    assert all(resources.names(f"guide/{language}") == PAGES for language in LANGUAGES)


@pytest.mark.parametrize("page", PAGES)
def test_the_english_pages_lead_to_parts_that_the_window_has(page: str) -> None:
    ways = [name.split(" › ") for name in names(read("en", page)) if " › " in name]
    assert not [way for way in ways if not all(said(part, "fr") for part in way)]


@pytest.mark.parametrize(("language", "page"), TRANSLATED)
def test_a_page_is_laid_out_as_in_english(language: str, page: str) -> None:
    assert shape(read(language, page)) == shape(read("en", page))


@pytest.mark.parametrize(("language", "page"), TRANSLATED)
def test_a_page_names_the_same_keys_links_and_commands(language: str, page: str) -> None:
    pages = read("en", page), read(language, page)
    english, text = (" ".join(lines.split()) for lines in pages)
    for pattern in (KEYS, re.compile(r"`([^`]+)`"), re.compile(r"\]\(([^)]+)\)")):
        assert sorted(pattern.findall(text)) == sorted(pattern.findall(english))


@pytest.mark.parametrize(("language", "page"), TRANSLATED)
def test_a_page_calls_the_windows_parts_as_the_window_does(language: str, page: str) -> None:
    here = names(read(language, page))
    for name in names(read("en", page)):
        parts = [said(part, language) for part in name.split(" › ")]
        if all(parts):
            assert " › ".join(parts) in here
