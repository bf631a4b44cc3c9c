"""Dates as people say them, in four languages."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.minutes.phrases import date_phrase

MONDAY = date(2018, 1, 15)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Send it in 2 weeks", "2018-01-29"),
        ("Send it within a fortnight", "2018-01-29"),
        ("Envoyer la carte dans deux semaines", "2018-01-29"),
        ("d’ici un mois", "2018-02-15"),
        ("Enviar el mapa en 2 semanas", "2018-01-29"),
        ("إرسال الخريطة بعد أسبوعين", "2018-01-29"),
        ("بعد 3 أسابيع", "2018-02-05"),
        ("بعد ثلاثة أشهر", "2018-04-15"),
        ("by 2 Feb", "2018-02-02"),
        ("le 1er mars", "2018-03-01"),
        ("antes del 2 de febrero de 2019", "2019-02-02"),
        ("قبل ٢ فيفري", "2018-02-02"),
        ("قبل 2 شباط 2018", "2018-02-02"),
        ("next Friday", "2018-01-19"),
        ("vendredi prochain", "2018-01-19"),
        ("el próximo viernes", "2018-01-19"),
        ("يوم الجمعة القادم", "2018-01-19"),
        ("Friday 2 February", "2018-02-02"),
        ("next week", "2018-01-22"),
        ("la semaine prochaine", "2018-01-22"),
        ("الأسبوع القادم", "2018-01-22"),
        ("tomorrow", "2018-01-16"),
        ("pasado mañana", "2018-01-17"),
        ("غدًا", "2018-01-16"),
        ("avant fin février", "2018-02-28"),
        ("a fin de mes", "2018-01-31"),
        ("2/2/2018", "2018-02-02"),
        ("2018-02-02", "2018-02-02"),
        ("29 Feb", "2020-02-29"),
        ("10 January", "2019-01-10"),
    ],
)
def test_a_date_is_understood_as_it_is_said(text: str, day: str) -> None:
    found = date_phrase(text, MONDAY)
    assert found is not None
    assert found.day.isoformat() == day
    assert found.end == len(text)


@pytest.mark.parametrize(
    "text",
    ["", "31 June", "begin 2 weeks", "the march", "in may", "412 children", "in 2 weeks we meet", "marching 2 Feb x"],
)
def test_what_is_no_date_is_left_alone(text: str) -> None:
    assert date_phrase(text, MONDAY) is None


def test_the_word_that_leads_in_goes_with_the_date() -> None:
    text = "Envoyer la liste avant le 2 février"
    found = date_phrase(text, MONDAY)
    assert found is not None
    assert text[: found.start] == "Envoyer la liste "


@pytest.mark.parametrize(
    "text",
    ["Envoyer la liste vendredi prochain", "Envoyer la liste, d’ici le 2 février", "Envoyer dans deux semaines",
     "Send it by Friday", "Enviar el mapa antes del 2 de febrero", "Send it tomorrow", "Envoyer avant fin février",
     "إرسال الخريطة بعد أسبوعين", "إرسال الخريطة قبل ٢ فيفري", "Envoyer la liste la semaine prochaine"],
)  # fmt: skip
def test_what_says_until_when_is_a_deadline(text: str) -> None:
    found = date_phrase(text, MONDAY)
    assert found is not None
    assert found.is_deadline


@pytest.mark.parametrize(
    "text",
    ["Préparer la réunion du 2 février", "Préparer la réunion de vendredi prochain", "Book the room for next Friday",
     "Thank the speakers of 2 February", "Répondre à la lettre du 2/2/2018", "Send it by 2 January 2018", "in 2 weeks",
     "Enviar el acta del 10 de enero de 2018", "Publier le rapport sur la conférence le 2 février"],
)  # fmt: skip
def test_a_date_that_may_be_about_something_else_is_none(text: str) -> None:
    found = date_phrase(text, MONDAY)
    assert found is not None
    assert not found.is_deadline


@given(st.text(max_size=200), st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_nothing_that_is_typed_breaks_it(text: str, on: date) -> None:
    found = date_phrase(text, on)
    assert found is None or 0 <= found.start < found.end == len(text)


@given(st.integers(1, 999), st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_days_count_from_the_meeting(days: int, on: date) -> None:
    found = date_phrase(f"Report in {days} days", on)
    assert found is not None
    assert found.day == on + timedelta(days=days)
