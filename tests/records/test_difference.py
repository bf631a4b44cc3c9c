"""A difference between two texts loses no word of either, however long they are and in whatever script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.records import difference
from desktop_app.records.difference import Fate, are_alike, is_same, passages, pieces, taken, to_read

WORDS = st.lists(st.sampled_from(["the", "city", "offers", "courses", "to", "newcomers", ",", "free", "المدينة", "\n"]))
TEXTS = WORDS.map(" ".join)


def said(old: str, new: str, *fates: Fate) -> str:
    return "".join(piece.text for piece in pieces(old, new) if piece.fate in fates)


def bare(text: str) -> str:
    return "".join(text.split())


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_from_the_difference(old: str, new: str) -> None:
    assert said(old, new, Fate.SAME, Fate.NEW) == new
    assert bare(said(old, new, Fate.SAME, Fate.GONE)) == bare(old)


@given(TEXTS, TEXTS)
def test_all_passages_taken_are_the_new_text_and_none_the_old(old: str, new: str) -> None:
    found = passages(old, new)
    assert bare(taken(old, found)) == bare(new)
    assert taken(old, []) == old
    for passage in found:
        assert old[passage.start : passage.end] == passage.old


@given(TEXTS, TEXTS)
def test_long_texts_are_divided_first_and_lose_nothing_by_it(old: str, new: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(difference, "_COMPARED", 3)
        assert said(old, new, Fate.SAME, Fate.NEW) == new
        assert bare(said(old, new, Fate.SAME, Fate.GONE)) == bare(old)


def test_a_difference_is_of_words() -> None:
    old = "The city offers language courses, free of charge."
    new = "The city of Lyon offers evening courses, free of charge."
    assert [(piece.fate.value, piece.text) for piece in pieces(old, new)] == [
        ("same", "The city "), ("new", "of Lyon "), ("same", "offers "), ("gone", "language "), ("new", "evening "),
        ("same", "courses, free of charge."),
    ]  # fmt: skip
    assert [
        piece.text for piece in pieces("دورات لغة مجانية", "دورات لغة مسائية مجانية") if piece.fate is Fate.NEW
    ] == ["مسائية "]


def test_two_texts_for_one_place_are_both_taken() -> None:
    old = "Meetings are open."
    one, other = "Meetings are public.", "Meetings are closed to the press."
    assert taken(old, [*passages(old, one), *passages(old, other)]) == "Meetings are closed to the press public."


def test_the_same_words_of_two_texts_are_taken_once() -> None:
    old = "The city offers courses."
    one = "The city offers language courses, free of charge."
    other = "The city offers language courses, free of charge and with childcare."
    first, second = passages(old, one), passages(old, other)
    assert is_same(first[0], second[0])
    assert not is_same(first[1], second[1])
    assert taken(old, [*first, *second]) == taken(old, [*second, *first]) == other
    assert taken(old, [*first, *first]) == one


@given(TEXTS, TEXTS, TEXTS)
def test_what_is_chosen_twice_is_taken_once(old: str, one: str, other: str) -> None:
    chosen = [*passages(old, one), *passages(old, other)]
    assert bare(taken(old, chosen + chosen)) == bare(taken(old, chosen))


@given(TEXTS, TEXTS)
def test_all_passages_taken_have_the_blanks_of_the_new_text(old: str, new: str) -> None:
    if passages(old, new) and old[:1] == new[:1]:
        assert taken(old, passages(old, new)).split() == new.split()


def test_a_sentence_that_is_taken_over_stands_apart_from_the_one_before() -> None:
    old = "Un accompagnement joignable et gratuit."
    new = "Un accompagnement joignable. Un bilan est public."
    without, with_ = passages(old, new)
    assert taken(old, [with_]) == "Un accompagnement joignable et gratuit. Un bilan est public."
    assert taken(old, [without]) == "Un accompagnement joignable."
    assert taken(new, passages(new, old)) == old
    assert "".join(piece.text for piece in to_read(old, new)) == (
        "Un accompagnement joignable et gratuit. Un bilan est public."
    )
    assert taken("3.5 of 10", passages("3.5 of 10", "3.7 of 10")) == "3.7 of 10"


def test_a_text_of_a_hundred_thousand_words_is_compared_too() -> None:
    old = " ".join(f"word{number % 5000} and" for number in range(50_000))
    new = old.replace("word77 ", "another ", 3) + " the end"
    assert said(old, new, Fate.SAME, Fate.NEW) == new


def test_only_sentences_with_words_in_common_are_worth_a_difference() -> None:
    assert are_alike("Free courses for all newcomers", "Free evening courses for all newcomers")
    assert not are_alike("+216 71 000 001", "+216 98 765 432 111 222")
    assert not are_alike("Casa da Achada, Mouraria", "Lisbon City Hall, Noble Hall")
