"""Directions are resolved as Unicode's own algorithm resolves them, judged by another implementation of it."""

from __future__ import annotations

import unicodedata
from typing import Literal

import pytest
from bidi import get_display
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.documents.text import bidi

LETTERS = "abאבاب"
NEUTRALS = " !&()[]<>«»{}"
NUMBERS = "12٣٤+-%$,.:/"
MARKS = "\u0301\u064b\u05b0"
CONTROLS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"

PIECES = [
    "1-2",
    "1,2",
    "1+,2",
    "$1",
    "1%",
    "٣,٤",
    "٣-٤",
    "(a)",
    "(ب)",
    "[א 1]",
    "a",
    "ب",
    "א",
    " ",
    "!",
    "\u0301",
    ", ",
]

pieces = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)
plain = st.text(LETTERS + NEUTRALS + NUMBERS + MARKS, max_size=40)
controlled = st.text(LETTERS + NEUTRALS + NUMBERS + MARKS + CONTROLS, max_size=40)
bases = st.sampled_from([0, 1])


def displayed(text: str, base: Literal[0, 1]) -> str:
    """The text from left to right, without the characters that the algorithm removes, and none mirrored."""
    return kept("".join(bidi.in_visual_order(text, bidi.levels(text, base))))


def kept(text: str) -> str:
    """The text without the characters that rule X9 removes."""
    return "".join(c for c in text if unicodedata.bidirectional(c) not in ("LRE", "RLE", "LRO", "RLO", "PDF", "BN"))


@given(plain, bases)
def test_plain_text_is_displayed_as_the_judge_displays_it(text: str, base: Literal[0, 1]) -> None:
    assert displayed(text, base) == kept(get_display(text, base_dir="LR"[base]))


@given(pieces, bases)
def test_numbers_and_brackets_are_displayed_as_the_judge_displays_them(text: str, base: Literal[0, 1]) -> None:
    assert displayed(text, base) == kept(get_display(text, base_dir="LR"[base]))


@given(controlled, bases)
def test_text_with_controls_is_displayed_as_the_judge_displays_it(text: str, base: Literal[0, 1]) -> None:
    text += "\u202c\u2069" * 6 + "aא"[base]  # the judge leaves open what follows the last letter
    assert displayed(text, base) == kept(get_display(text, base_dir="LR"[base]))


@given(controlled, bases)
def test_levels_have_the_direction_of_their_letters(text: str, base: Literal[0, 1]) -> None:
    levels = bidi.levels(text, base)
    assert len(levels) == len(text)
    if not set(text) & set("\u202d\u202e"):
        for character, level in zip(text, levels, strict=True):
            kind = unicodedata.bidirectional(character)
            if kind in ("L", "R", "AL"):
                assert level % 2 == (kind != "L")


@given(plain, bases)
def test_text_of_one_way_has_the_level_of_its_paragraph(text: str, base: Literal[0, 1]) -> None:
    if bidi.is_one_way(text, base):
        assert set(bidi.levels(text, base)) <= {base}


@pytest.mark.parametrize(
    ("text", "base", "levels"),
    [
        ("", 0, []),
        ("abc", 1, [2, 2, 2]),
        ("ب (a) ب", 1, [1, 1, 1, 2, 1, 1, 1]),  # brackets take the direction around them
        ("a (ب) c", 0, [0, 0, 0, 1, 0, 0, 0]),
        ("ب 12", 0, [1, 1, 2, 2]),
        ("a 12", 1, [2, 2, 2, 2]),  # a number after a letter from left to right goes its way
        ("60%", 1, [2, 2, 2]),
        ("א 1-2", 1, [1, 1, 2, 2, 2]),
        ("ب 1-2", 1, [1, 1, 2, 1, 2]),
        ("ب 60%", 1, [1, 1, 2, 2, 1]),  # after an Arabic letter the sign is no part of the number
        ("ב 60%", 1, [1, 1, 2, 2, 2]),
        ("a\u2067b\u2069c", 0, [0, 0, 2, 0, 0]),
        ("\u202eab\u202c", 0, [0, 1, 1, 0]),
        ("ب\u0301(\u0301", 1, [1, 1, 1, 1]),
        ("aب  ", 0, [0, 1, 0, 0]),  # spaces at the end belong to the paragraph
    ],
)
def test_examples(text: str, base: Literal[0, 1], levels: list[int]) -> None:
    assert list(bidi.levels(text, base)) == levels


@pytest.mark.parametrize(("depth", "level"), [(62, 2), (63, 2), (64, 1)])
def test_brackets_nested_deeper_than_the_algorithm_counts_are_left_alone(depth: int, level: int) -> None:
    closing = bidi.levels("a" + "(" * depth + "b" + ")" * depth, 1)[-depth:]
    assert set(closing) == {level}


def test_embeddings_nested_deeper_than_the_algorithm_counts_do_no_harm() -> None:
    assert max(bidi.levels("\u202b\u202a" * 5000 + "a", 0)) <= 126
    assert max(bidi.levels("\u2067\u2066" * 5000 + "a", 0)) <= 126
    assert max(bidi.levels("\u2068" * 10_000 + "a", 0)) <= 126


@given(st.lists(st.integers(0, 6), max_size=20))
def test_reordering_keeps_every_item_and_turns_even_levels_around_twice(levels: list[int]) -> None:
    ordered = bidi.in_visual_order(range(len(levels)), levels)
    assert sorted(ordered) == list(range(len(levels)))
    if len(set(levels)) == 1:
        assert ordered == sorted(ordered, reverse=bool(levels[0] % 2))


def test_an_isolate_keeps_an_override_to_itself() -> None:
    name = "\u2068Eve\u202e lived\u2069"
    levels = bidi.levels(f"The chair, {name}, opened the meeting.", 0)
    assert levels[-20:] == bytes(20)
