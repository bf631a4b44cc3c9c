"""The guide in other languages says what the English one says: each page under the same headings, by the same names.

What the English pages set in italics and the program says somewhere is a name of the window, such as *File › Backups…*.
"""

from __future__ import annotations

import re
from typing import Final

import pytest

import resources
from desktop_app.language import LANGUAGES, Message
from ui.main.guide import KEYS, anchor_of
from ui.words.keys import Keys

PAGES: Final = resources.names("guide/en")
TRANSLATED: Final = [(language, page) for language in LANGUAGES if language != "en" for page in PAGES]
ALONE: Final = ("Return", "Tab", "Backspace", "Del")
"""Keys that are pressed without another, by Qt's names."""
MARKS: Final = re.compile("[\u2066\u2069]")


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


def links(text: str, language: str) -> list[tuple[str, int]]:
    """The pages that are led to, each with the number of the heading there; -1 for the page from its beginning."""
    found = [link.partition("#") for link in re.findall(r"\]\(([^)]+)\)", text)]
    return [(page, anchors(language, page).index(anchor) if anchor else -1) for page, _sign, anchor in found]


def anchors(language: str, page: str) -> list[str]:
    return [anchor_of(heading) for heading in re.findall(r"^#+ (.+)$", read(language, page), re.MULTILINE)]


def called(keys: str, language: str) -> str:
    """What the window calls a shortcut, without the marks that keep it in order there."""
    return MARKS.sub("", Keys(keys).within(language))


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
    assert sorted(re.findall(r"`([^`]+)`", text)) == sorted(re.findall(r"`([^`]+)`", english))
    assert sorted(links(text, language)) == sorted(links(english, "en"))
    assert sorted(KEYS.findall(text)) == sorted(called(keys, language) for keys in KEYS.findall(english))
    for key in ALONE:
        assert not re.search(rf"(?<![+\w]){called(key, 'en')}\b", english) or called(key, language) in text


@pytest.mark.parametrize("page", PAGES)
def test_the_english_pages_call_keys_as_the_window_does(page: str) -> None:
    keys = KEYS.findall(read("en", page))
    assert keys == [called(one, "en") for one in keys]


@pytest.mark.parametrize(("language", "page"), TRANSLATED)
def test_a_page_calls_the_windows_parts_as_the_window_does(language: str, page: str) -> None:
    here = names(read(language, page))
    for name in names(read("en", page)):
        parts = [said(part, language) for part in name.split(" › ")]
        if all(parts):
            assert " › ".join(parts) in here
