"""The scripts of the demo say nothing that the records do not take, and every key stands for a record."""

from __future__ import annotations

import pytest

import resources
from desktop_app.demo import script
from desktop_app.records import Entry, Person, Recommendation, city_id

CODES = [row["code"] for row in resources.read_table("cities.csv")]


@pytest.mark.parametrize("code", CODES)
def test_a_script_is_made_of_valid_records_that_refer_to_each_other(code: str) -> None:
    drafts = script.drafts(script.read(code), city_id(code), code)
    ids = {values["id"] for _kind, values in drafts} | {city_id(code)}
    for kind, values in drafts:
        checked = {name: kind.fields[name].check(value) for name, value in values.items() if name != "id"}
        record = kind(id=str(values["id"]), **checked)  # type: ignore[arg-type]  # checked just now
        assert not record.missing(), (code, kind.kind_name, [field.name for field in record.missing()], values)
        for declared in kind.fields.values():
            for target in declared.references(record):
                assert target in ids, (code, kind.kind_name, declared.name, values)


@pytest.mark.parametrize("code", CODES)
def test_a_city_has_something_to_show(code: str) -> None:
    kinds = [kind for kind, _values in script.drafts(script.read(code), city_id(code), code)]
    assert kinds.count(Person) >= 12
    assert kinds.count(Recommendation) >= 3
    assert kinds.count(Entry) >= 15


@pytest.mark.parametrize("code", CODES)
def test_recommendations_are_as_short_as_good_practice_asks(code: str) -> None:
    for recommendation in script.read(code).recommendation:
        assert all(len(text.split()) <= 12 for text in recommendation.title.values()), recommendation.symbol
        assert all(len(text.split()) <= 80 for text in recommendation.text.values()), recommendation.symbol
