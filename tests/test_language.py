"""Messages, directions and how dates are written."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.language import (
    LANGUAGES,
    Message,
    Noted,
    _,
    evident_language,
    format_date,
    format_number,
    format_quantity,
    format_time,
    list_mark,
    plural,
    regional,
    sort_key,
    text_direction,
    use_window_language,
    window_language,
)


def test_values_are_never_parsed() -> None:
    assert _("Hello {name}", name="{0.__class__} %s {name}").within("fr").endswith("{0.__class__} %s {name}")


def test_a_message_within_a_message_is_said_in_the_same_language() -> None:
    inner = Message("Person")
    assert str(_("{field}: {sentence}", field=inner, sentence="x")).startswith("Person")


def test_counting_in_english() -> None:
    assert [str(plural("{n} person", "{n} people", n)) for n in (1, 2)] == ["1 person", "2 people"]


def test_an_unknown_language_of_the_window_is_english() -> None:
    use_window_language("tlh")
    assert window_language() == "en"


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("Lyon", "ltr"),
        ("عمّان", "rtl"),
        ("12. عمّان", "rtl"),
        ("\u2068abc\u2069 عربي", "rtl"),
        ("123", "ltr"),
        ("", "ltr"),
    ],
)
def test_direction_of_a_paragraph(text: str, direction: str) -> None:
    assert text_direction(text) == direction


def test_dates_numbers_and_times() -> None:
    day = date(2018, 1, 15)
    assert [format_date(day, language) for language in LANGUAGES] == [
        "15 January 2018", "15 janvier 2018", "15 de enero de 2018", "15 يناير 2018",
    ]  # fmt: skip
    assert format_number(1234.5, "ar") == "1,234.5"
    assert (format_time(time(9, 30), "fr"), format_time(time(9, 30), "en")) == ("9\u202fh\u202f30", "09:30")


@pytest.mark.parametrize(
    ("text", "language", "likely", "found"),
    [
        ("بلدية تونس", "fr", (), "ar"),
        ("Ville de Tunis", "fr", (), "fr"),
        ("Ville de Tunis", "en", ("fr",), "en"),
        ("Ville de Tunis", "ar", ("ar", "fr"), "fr"),
        ("The city of Tunis and the region", "ar", ("fr",), "en"),
        ("Los barrios del sur y el centro", "ar", ("fr",), "es"),
        ("UNHCR", "ar", ("fr",), "ar"),
        ("UNHCR أعلنت المفوضية", "ar", ("fr",), "ar"),
        ("Tunis (تونس)", "fr", (), "fr"),
        ("2018", "ar", ("fr",), "ar"),
        ("", "ar", ("fr",), "ar"),
        ("ب", "fr", (), "fr"),
        ("بلدية", "fa", (), "fa"),
    ],
)
def test_letters_tell_a_language_only_where_they_are_evidence(
    text: str, language: str, likely: tuple[str, ...], found: str
) -> None:
    assert evident_language(text, language, likely) == found


@given(st.text(), st.sampled_from(LANGUAGES))
def test_what_letters_tell_they_tell_again(text: str, language: str) -> None:
    found = evident_language(text, language, ("fr",))
    assert found in LANGUAGES
    assert evident_language(text, found, ("fr",)) == found


@pytest.mark.parametrize(
    ("countries", "month", "number"),
    [
        ({"TN"}, "15 جانفي 2018", "29,7"),
        ({"MA"}, "15 يناير 2018", "29,7"),
        ({"LB"}, "15 كانون الثاني 2018", "29,7"),
        ({"JO"}, "15 كانون الثاني 2018", "29.7"),
        ({"FR"}, "15 يناير 2018", "29.7"),
        ({"TN", "LB"}, "15 يناير 2018", "29.7"),
        (set(), "15 يناير 2018", "29.7"),
    ],
)
def test_arabic_is_written_as_in_the_country_that_a_text_is_about(countries: set[str], month: str, number: str) -> None:
    language = regional("ar", frozenset(countries))
    assert format_date(date(2018, 1, 15), language) == month
    assert format_quantity("29.7", language) == number
    assert list_mark(language) == "، "
    assert regional("fr", frozenset(countries)) == "fr"


@pytest.mark.parametrize(
    ("language", "ordered"),
    [
        ("fr", ["Ebner", "Élise", "Ellul", "Zaïd", "سعيد"]),
        ("es", ["Navarro", "Núñez", "Nuzzo", "Ñíguez", "Otero"]),
        ("en", ["Ben Salah", "Benali", "El-Idrissi", "Müller", "Öz", "Pohl"]),
        ("ar", ["أحمد", "بوعلي", "سعيد", "Zaïd"]),
    ],
)
def test_names_stand_in_the_order_of_the_language(language: str, ordered: list[str]) -> None:
    shuffled = [*ordered[1::2], *ordered[::2]]
    assert sorted(shuffled, key=lambda name: sort_key(name, language)) == ordered


def test_a_moment_that_a_machine_noted_is_said_as_people_say_it() -> None:
    here = datetime(2026, 11, 22, 15, 31, 7).astimezone()
    said = _("since {since}", since=Noted(here.astimezone(UTC).isoformat()))
    assert said.within("en") == "since 22 November 2026, 15:31"
    assert "22 novembre 2026, 15\u202fh\u202f31" in said.within("fr")
    assert "22 de noviembre de 2026, 15:31" in said.within("es")
    assert "22 نوفمبر 2026، 15:31" in said.within("ar")
    assert Noted("2001, or so").within("fr") == "2001, or so"
