"""The city migration profile: figures with their sources, what is estimated or not to be had, and what is done."""

from __future__ import annotations

import pytest

from desktop_app.documents import REPORTS
from desktop_app.documents.blocks import Document, Table, texts
from desktop_app.errors import InvalidValue, NotForAudience, Unknown
from desktop_app.records import Audience, Dossier, IndicatorValue
from desktop_app.records.gaps import gaps_of
from tests.documents.changing import with_changes
from tests.documents.reading import all_words, cells, plain, section, tables
from tests.documents.sample import ON, named, sample_dossier
from tests.documents.test_reports import Shelf, shelf


def made(language: str = "en", source: Shelf | None = None) -> Document:
    report = REPORTS["profile"]
    return report.build(report.gather(source or shelf()), language, audience=Audience.NETWORK, on=ON)


def synopsis(language: str = "en") -> list[list[str]]:
    (table,) = tables(made(language))
    return cells(table)


def test_women_stand_beside_the_total_and_what_is_not_known_says_so() -> None:
    rows = {row[0]: row[1:] for row in synopsis()}
    assert rows["Foreign residents"] == ["11,800", "5,700", "—", "2016", "Registre municipal"]
    assert rows["Foreign pupils in public schools"][0] == "n/a"


def test_an_estimate_is_marked_and_the_mark_explained() -> None:
    assert any(row[1] == "≈1.2%" for row in synopsis())
    assert any(row[1] == "≈1,2 %" for row in synopsis("fr"))
    assert "Figures marked with ≈ are estimates." in all_words(made())


def test_it_is_a_draft_until_it_is_published() -> None:
    assert made().furniture.watermark == "DRAFT"
    published = with_changes(sample_dossier()[0], named("profile"), status="published")
    assert not made(source=Shelf(published)).furniture.watermark


def test_an_initiative_says_whether_it_has_ended() -> None:
    words = all_words(made())
    assert "12,500.50\N{NO-BREAK SPACE}EUR" in words
    framed = [plain(text) for block in section(made(), "Initiatives") for text in texts(block)]
    assert any("March 2016 – June 2017 · ended" in text for text in framed)
    assert not any(isinstance(block, Table) for block in section(made(), "Initiatives"))


def test_a_profile_for_the_city_alone_is_refused_to_others() -> None:
    closed = with_changes(sample_dossier()[0], named("profile"), confidentiality="internal")
    with pytest.raises(NotForAudience):
        made(source=Shelf(closed))
    with pytest.raises(Unknown):
        REPORTS["profile"].build(Dossier({}), "en", audience=Audience.INTERNAL, on=ON)


def test_what_a_profile_lacks_is_named() -> None:
    dossier = sample_dossier()[0]
    profile = dossier.records[named("profile")]
    said = [gap.sentence.within("en") for gap in gaps_of(dossier, [profile], "en")]
    assert "The section “City priorities” has no text." in said
    assert not any("figure" in sentence for sentence in said)


@pytest.mark.parametrize(
    ("typed", "kept"), [("12", "12"), ("12.50", "12.50"), ("1 234,5", "1234.5"), (3, "3"), (0.1, "0.1"), ("", "")]
)
def test_a_number_is_kept_as_it_was_written(typed: object, kept: str) -> None:
    assert IndicatorValue.fields["value"].check(typed) == kept


@pytest.mark.parametrize("typed", ["twelve", "1,234.5", "1e5", "nan", float("inf"), True, "--1", "1" * 40])
def test_what_is_no_number_is_refused(typed: object) -> None:
    with pytest.raises(InvalidValue):
        IndicatorValue.fields["value"].check(typed)
