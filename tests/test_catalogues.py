"""The catalogues say what the program says: every message of the core, with the same names in braces."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, Final

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import resources
from desktop_app.language import LANGUAGES, _, plural, plural_forms
from desktop_app.records import vocabulary

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

ROOT: Final = Path(__file__).parent.parent
TRANSLATED: Final = tuple(language for language in LANGUAGES if language != "en")
COMPLETE: Final = ("desktop_app/documents/", "desktop_app/records/", "desktop_app/errors.py")
"""The rooms of which no message may wait for its translation."""

Key = str | tuple[str, ...]


def _key(said: object) -> Key:
    """A message, or the forms of one that counts."""
    return tuple(map(str, said)) if isinstance(said, list | tuple) else str(said)


@cache
def messages() -> dict[Key, set[str]]:
    """Every message of the program, with the files that say it."""
    found: dict[Key, set[str]] = {}
    for room in ("desktop_app", "ui", "resources"):
        for name, _line, message, _comments, _context in extract_from_dir(
            str(ROOT / room), [("**.py", "python")], {}, keywords={"_": None, "plural": (1, 2)}
        ):
            found.setdefault(_key(message), set()).add(f"{room}/{name}")
    return found


@cache
def catalogue(language: str) -> Catalog:
    return read_po(io.BytesIO(resources.read_bytes(f"locale/{language}.po")), locale=language, abort_invalid=True)


def translations(language: str) -> dict[Key, tuple[str, ...]]:
    """What the catalogue says, the forms of a counted message in their order."""
    return {_key(message.id): sources(_key(message.string)) for message in catalogue(language) if message.id}


def names_in(text: str) -> set[str]:
    """The names in braces."""
    return {name for _text, name, _form, _conversion in Formatter().parse(text) if name is not None}


def sources(key: Key) -> tuple[str, ...]:
    return (key,) if isinstance(key, str) else key


def test_the_program_says_something() -> None:
    assert len(messages()) > 200


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_message_of_the_core_waits_for_its_translation(language: str) -> None:
    said = translations(language)
    waiting = [
        key
        for key, files in messages().items()
        if any(file.startswith(COMPLETE) for file in files) and not all(said.get(key, ("",)))
    ]
    assert not waiting


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_name_in_braces_what_their_sources_name(language: str) -> None:
    for key, forms in translations(language).items():
        wanted = set().union(*(names_in(text) for text in sources(key)))
        for form in forms:
            # A form of its own for one or two may say the number in a word.
            spoken = {"n"} if isinstance(key, tuple) else set()
            assert names_in(form) <= wanted, (key, form)
            assert wanted - spoken <= names_in(form), (key, form)


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_number_is_said_where_it_is_not_in_the_word(language: str) -> None:
    for key, forms in translations(language).items():
        if isinstance(key, tuple) and "n" in names_in(key[1]):
            many = forms[3:] if language == "ar" else forms[1:]
            assert all("n" in names_in(form) for form in many), key


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalogue_is_whole(language: str) -> None:
    found = catalogue(language)
    assert not [message.id for message in found if message.id and message.fuzzy]
    header = resources.read_text(f"locale/{language}.po")
    if rule := plural_forms(language):
        assert f"Plural-Forms: {rule}" in header
    forms = {"ar": 6}.get(language, 2)
    assert all(len(said) == forms for key, said in translations(language).items() if isinstance(key, tuple))


def test_french_is_set_as_french_is_printed() -> None:
    """No straight apostrophe, and a narrow no-break space before high punctuation and inside quotation marks."""
    for forms in translations("fr").values():
        for text in forms:
            assert "'" not in text
            assert not any(f" {mark}" in text for mark in ":;!?»"), text
            assert "« " not in text
            assert not any(ord(text[place - 1]) not in (0x202F, ord("/")) and not text[place - 1].isdigit()
                           for place, mark in enumerate(text) if mark in ";!?»" and place), text  # fmt: skip


def test_arabic_is_set_with_its_own_punctuation() -> None:
    for forms in translations("ar").values():
        for text in forms:
            assert "?" not in text
            assert ";" not in text
            assert ", " not in text, text


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "لا اجتماع"),
        (1, "اجتماع واحد"),
        (2, "اجتماعان"),
        (3, "3 اجتماعات"),
        (10, "10 اجتماعات"),
        (11, "11 اجتماعًا"),
        (99, "99 اجتماعًا"),
        (100, "100 اجتماع"),
        (103, "103 اجتماعات"),
    ],
)
def test_arabic_counts_in_six_forms(count: int, said: str) -> None:
    assert plural("{n} meeting", "{n} meetings", count).within("ar") == said


@pytest.mark.parametrize(("count", "said"), [(0, "0 réunion"), (1, "1 réunion"), (2, "2 réunions")])
def test_french_counts_none_as_one(count: int, said: str) -> None:
    assert plural("{n} meeting", "{n} meetings", count).within("fr") == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_minutes_are_approved_and_recommendations_validated_in_two_words(language: str) -> None:
    said = [_(command).within(language).casefold() for command in ("Approve", "Validate")]
    labels = [vocabulary(name).label(code, language)[:5].casefold() for name, code in _SETTLED]
    assert len(set(said)) == len(said)
    assert len(set(labels)) == len(labels)


_SETTLED: Final = (
    ("minutes_status", "approved"),
    ("recommendation_status", "validated"),
    ("recommendation_status", "adopted"),
)
