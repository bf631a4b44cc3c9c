"""What a field accepts, keeps and refuses."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.errors import InvalidValue
from desktop_app.records import Entry, Person, Precision, Recommendation, Translated, When
from desktop_app.records.position import between, spread
from desktop_app.records.types import (
    LINE_LIMIT,
    PROSE_LIMIT,
    Code,
    CountryCode,
    InLanguages,
    Integer,
    LanguageCode,
    Moment,
    Text,
)


@pytest.mark.parametrize(
    ("type_", "value", "why"),
    [
        (Text(), "a\x07b", "control character"),
        (Text(), "half \ud83d of it", "surrogate"),
        (Text(), "Amina \u202egnis", "reverses"),
        (Text(), "two\nlines", "single line"),
        (Text(), "x" * 1_000_000, "too long"),
        (Text(lines=True), "x" * (PROSE_LIMIT + 1), "too long"),
        (Text(), 5, "Text is expected"),
        (Text(form="email"), "amina at example.org", "e-mail"),
        (Text(form="phone"), "soon", "telephone"),
        (Moment(), "2018-02-30", "not a date"),
        (Moment(), "2018-01-15T10:00", "not a date"),
        (Moment(), "15/01/2018", "not a date"),
        (Moment(), True, "not a date"),
        (Code("player"), "cities", "not one of"),
        (Integer(1, 5), 6, "from 1 to 5"),
        (Integer(1, 5), True, "from 1 to 5"),
        (LanguageCode(), "Klingon!", "code of a language"),
        (CountryCode(), "Atlantis", "code of a country"),
        (InLanguages(Text()), "text", "named languages"),
        (InLanguages(Text()), {"": "text"}, "which language"),
    ],
)
def test_refusals_say_why(type_: Text, value: object, why: str) -> None:
    with pytest.raises(InvalidValue, match=why):
        type_.check(value)


def test_what_loses_nothing_is_tidied() -> None:
    assert Text().check("  Zoe\u0301 ") == "Zoé"
    assert Text(lines=True).check("a\r\nb\rc") == "a\nb\nc"
    assert len(Text().check("x" * LINE_LIMIT)) == LINE_LIMIT


def test_what_a_later_version_kept_is_read_as_far_as_it_goes() -> None:
    assert Code("player").from_json("metropolis") == "metropolis"
    assert Code("player").show("metropolis", "fr") == "metropolis"
    assert Moment().from_json({"year": 2018}) == ""
    assert Text().from_json(["a"]) == ""


def test_people_write_in_their_own_language() -> None:
    assert Recommendation.fields["topic"].read("Éducation", "fr") == "education"
    assert Recommendation.fields["addressees"].read("État; ville", "fr") == ("state", "city")
    assert Person.fields["languages"].read("Français, arabe ; en", "fr") == ("fr", "ar", "en")
    assert Entry.fields["text"].read("Bonjour", "fr") == Translated(fr="Bonjour")


@given(st.datetimes(min_value=datetime(1000, 1, 1), max_value=datetime(2999, 12, 31)), st.sampled_from(Precision))
def test_a_moment_keeps_its_precision(moment: datetime, precision: Precision) -> None:
    when = When(moment.isoformat()[:precision])
    assert when.precision is precision
    assert when.date <= moment.date()
    assert Moment(Precision.MINUTE).from_json(Moment(Precision.MINUTE).to_json(when)) == when


def test_overdue_begins_the_day_after_or_the_month_after() -> None:
    entry = Entry(id="e", kind="action", due_on=When("2018-01-15"))
    assert not entry.is_overdue(date(2018, 1, 15))
    assert entry.is_overdue(date(2018, 1, 16))
    assert not Entry(id="e", kind="action", due_on=When("2018-01")).is_overdue(date(2018, 1, 31))
    assert Entry(id="e", kind="action", due_on=When("2018-01")).is_overdue(date(2018, 2, 1))
    assert not Entry(id="e", kind="note", due_on=When("2018-01-15")).is_overdue(date(2018, 1, 16))


@given(st.lists(st.integers(0, 10_000), max_size=150))
def test_a_place_is_always_found_between_its_neighbours(places: list[int]) -> None:
    row: list[str] = []
    for place in places:
        at = place % (len(row) + 1)
        row.insert(at, between(row[at - 1] if at else "", row[at] if at < len(row) else ""))
        assert row == sorted(row)
    assert all(len(position) < 100 for position in row)


@given(st.integers(0, 3000))
def test_a_list_made_at_once_is_in_order_with_room_everywhere(count: int) -> None:
    row = spread(count)
    assert len(set(row)) == count
    assert row == sorted(row)
    if row:
        assert "" < between("", row[0]) < row[0] < between(row[0], row[1] if count > 1 else "")


@given(st.dictionaries(st.sampled_from(["en", "fr", "ar", "pt"]), st.text(max_size=5)), st.sampled_from(["fr", "de"]))
def test_the_best_text_is_one_that_exists(texts: dict[str, str], language: str) -> None:
    text, found = Translated(texts).best(language)
    assert (text, found) == (texts[language], language) if texts.get(language) else text == texts.get(found, "")


@pytest.mark.parametrize("text", ["TN", "tn", "Tunisia", "Tunisie", "Túnez", "تونس"])
def test_a_country_is_known_by_its_code_and_by_its_names(text: str) -> None:
    assert CountryCode().read(text) == "TN"


def test_what_was_written_before_a_country_was_a_code_stays() -> None:
    assert CountryCode().from_json("République tunisienne") == "République tunisienne"
    assert CountryCode().show("République tunisienne", "fr") == "République tunisienne"
    assert CountryCode().show("TN", "es") == "Túnez"
