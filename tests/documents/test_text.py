"""Text on its way to a page: cleaned, broken into lines, shaped with faces that have its characters."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.documents.pdf.fonts import Fonts
from desktop_app.documents.pdf.words import Letters, Words
from desktop_app.documents.text.breaking import clusters, emergency, holds_on, inner_parts, longest_words, tokens
from desktop_app.documents.text.clean import cleaned, one_line
from desktop_app.documents.text.faces import chain
from desktop_app.documents.text.shaping import Shaper

anything = st.text(max_size=60)


@given(anything)
def test_nothing_that_no_document_can_hold_is_left(text: str) -> None:
    found = cleaned(text)
    assert not any(unicodedata.category(c) in ("Cc", "Cs") and c != "\n" for c in found)
    assert cleaned(found) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("plain", "plain"),
        ("a\x00b\x1bc", "a\ufffdb\ufffdc"),
        ("a\r\nb\rc\nd\u2028e\u2029f\x0bg\x85h", "a\nb\nc\nd\ne\nf\ng\nh"),
        ("a\tb", "a b"),
        ("half \ud83d pair", "half \ufffd pair"),
        ("non\u00a0breaking\u202f!", "non\u00a0breaking\u202f!"),
    ],
)
def test_cleaning(text: str, found: str) -> None:
    assert cleaned(text) == found


def test_a_name_is_one_line() -> None:
    assert one_line("first\nsecond") == "first second"


@given(anything)
def test_words_and_their_parts_are_the_text(text: str) -> None:
    text = cleaned(text).replace("\n", "")
    assert "".join(tokens(text)) == text
    assert "".join(part for token in tokens(text) for part in inner_parts(token)) == text
    assert "".join(clusters(text)) == text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("two words", ["two ", "words"]),
        ("no\u00a0break here", ["no\u00a0break ", "here"]),
        ("« guillemets\u202f»", ["« ", "guillemets\u202f»"]),
        ("  led by spaces", ["  ", "led ", "by ", "spaces"]),
    ],
)
def test_lines_may_end_after_spaces(text: str, words: list[str]) -> None:
    assert tokens(text) == words


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("vice-président", ["vice-", "président"]),
        ("2017-2018", ["2017-2018"]),
        ("-5", ["-5"]),
        ("A–B", ["A–", "B"]),
        ("2017–2018", ["2017–2018"]),
        ("co\u00adopération", ["co\u00ad", "opération"]),
        ("non\u2011breaking", ["non\u2011breaking"]),
        ("日本語", ["日", "本", "語"]),
        ("日本。", ["日", "本。"]),
        ("TNG/REC/2017", ["TNG/REC/2017"]),
    ],
)
def test_words_are_divided_where_a_line_may_end(word: str, parts: list[str]) -> None:
    assert inner_parts(word) == parts


@pytest.mark.parametrize(
    ("before", "after", "held"),
    [("voilà ", "!", True), ("« ", "Oui", True), ("oui ", "»", True), ("one ", "two", False), ("60 ", "%", True)],
)
def test_french_punctuation_stays_with_its_word(before: str, after: str, held: bool) -> None:
    assert holds_on(before, after) is held


def test_a_word_too_long_for_a_line_is_divided_after_punctuation_if_there_is_any() -> None:
    assert emergency(list("https://example.org/path"), 22) == 20
    assert emergency(list("abcdefghij"), 4) == 4
    assert emergency(list("abcdefghij"), 1) == 1


def test_marks_stay_with_their_letters() -> None:
    assert clusters("e\u0301a") == ["e\u0301", "a"]
    assert clusters("مُحَ") == ["مُ", "حَ"]


def test_the_longest_words_are_found_among_parts() -> None:
    assert longest_words(["a bb ccc", "dddd-eeeeee f"], 2) == ["eeeeee", "dddd-"]


@pytest.mark.parametrize(
    "name", ["Kadıköy", "Łódź", "Αθήνα", "Београд", "Đorđević", "Nguyễn", "Ðórs", "Ķekava", "Iğdır"]
)
@pytest.mark.parametrize("bold", [True, False])
def test_european_names_have_their_letters(name: str, bold: bool) -> None:
    shaper = Shaper("ltr")
    for italic in (True, False):
        shaper.shape(name, rtl=False, bold=bold, italic=italic, language="en")
    assert not shaper.missing


@pytest.mark.parametrize("name", ["گرگان", "پژوهش", "شيشاوة", "كرويڭ", "یزد", "ٹھٹھہ", "تل‌آویو", "שָׁלוֹם", "١٢٣", "۱۲۳"])
def test_names_from_right_to_left_have_their_letters(name: str) -> None:
    for direction in ("ltr", "rtl"):
        shaper = Shaper(direction)
        shaper.shape(name, rtl=True, bold=False, italic=False, language="ar")
        assert not shaper.missing


def test_a_character_that_no_face_has_is_remembered_and_seen() -> None:
    shaper = Shaper("ltr")
    runs = shaper.shape("a\U00013000b", rtl=False, bold=False, italic=False, language="en")
    glyphs = [glyph for run in runs for glyph in run.glyphs]
    assert shaper.missing == {"\U00013000"}
    assert [glyph.text for glyph in glyphs] == ["a", "\U00013000", "b"]
    assert all(glyph.id and glyph.advance for glyph in glyphs)


@given(st.text(max_size=30), st.booleans())
def test_what_glyphs_say_is_what_was_shaped(text: str, rtl: bool) -> None:
    text = cleaned(text).replace("\n", " ")
    runs = Shaper("ltr").shape(text, rtl=rtl, bold=False, italic=False, language="en")
    said = "".join(glyph.text for run in runs for glyph in run.glyphs if not glyph.said_before)
    assert sorted(visible(said)) == sorted(visible(text))


HIDDEN = frozenset("\u00ad\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff")


def visible(text: str) -> str:
    """The text without marks of direction and other characters that leave no trace."""
    return "".join(c for c in text if c not in HIDDEN)


@pytest.mark.parametrize("bold", [False, True])
def test_thousands_are_seen_to_be_apart(bold: bool) -> None:
    (run,) = Shaper("ltr").shape("5\u202f465", rtl=False, bold=bold, italic=False, language="fr")
    space = next(glyph for glyph in run.glyphs if glyph.text == "\u202f")
    assert 160 <= space.advance <= 250


def test_spaces_that_a_face_lacks_are_made_of_its_own() -> None:
    arabic = chain("rtl", bold=False, italic=False)[0]
    assert arabic.covers("\u202f\u2009\u00a0\u2011".replace("\u2011", ""))
    shaper = Shaper("rtl")
    runs = shaper.shape("\u202f", rtl=True, bold=False, italic=False, language="ar")
    assert 0 < sum(glyph.advance for glyph in runs[0].glyphs) < 250


@given(
    st.sampled_from(["", "REC/", "(", "T", "Pa", "§", "-", "L/"]),
    st.integers(0, 10**9),
    st.sampled_from(["", ".", ")", "°", "%", "Tf", "/A"]),
    st.booleans(),
)
def test_a_number_is_put_together_as_it_would_be_shaped(before: str, number: int, after: str, bold: bool) -> None:
    word, letters, fonts = f"{before}{number}{after}", Letters(10.5, bold, language="en"), Fonts()
    made = Words(fonts, "ltr").atom(word, letters, rtl=False)
    words = Words(fonts, "ltr")
    words._counters[before, after, letters] = None
    shaped = words.atom(word, letters, rtl=False)
    assert (made.runs, made.width) == (shaped.runs, shaped.width)


def test_numbers_are_put_together_where_figures_are_free_of_their_neighbours() -> None:
    assert Shaper("ltr").counting("REC/", ".", bold=True, italic=False, language="en") is not None
    assert Shaper("rtl").counting("", ".", bold=False, italic=False, language="ar") is not None
