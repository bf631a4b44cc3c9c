"""The recommendation document keeps the cities' words, shows what nobody has said, and names people as of then."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from desktop_app.documents import recommendations
from desktop_app.documents.blocks import Definitions, Heading, Listing, Paragraph, Signatures, Style, texts
from desktop_app.documents.recommendations import common_symbol
from desktop_app.documents.wording import Wording
from desktop_app.errors import NotForAudience, Unknown
from desktop_app.language import LANGUAGES
from desktop_app.records import (
    Alternative,
    Audience,
    City,
    Commitment,
    Disagreement,
    Dossier,
    Organisation,
    Recommendation,
    Record,
    Support,
    Translated,
    When,
    city_id,
)
from tests.documents.changing import opened, with_changes, without
from tests.documents.reading import all_words, cells, flat, plain, section, tables
from tests.documents.sample import ON, TANGIER, named, sample_dossier

if TYPE_CHECKING:
    from desktop_app.documents.blocks import Document, Table


def build(dossier: Dossier | None = None, language: str = "en", audience: Audience = Audience.NETWORK) -> Document:
    return recommendations.build(dossier or sample_dossier()[0], language, audience=audience, on=ON)


def matrices(document: Document) -> list[Table]:
    return [table for table in tables(document) if table.summary == "What each player does today, commits to and needs"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_text_is_there_in_the_language_or_as_it_was_written(language: str) -> None:
    dossier, _meeting = sample_dossier()
    said = all_words(build(language=language))
    for record in dossier.subjects(Recommendation):
        assert record.text.best(language, record.language)[0] in said
        assert record.title.best(language, record.language)[0] in said
    for commitment in dossier.all(Commitment):
        assert commitment.text.best(language, "fr")[0] in said


def test_they_stand_by_topic_each_with_its_symbol() -> None:
    found = [
        (b.level, b.number, plain(b.content)) for b in section(build(), "Recommendations") if isinstance(b, Heading)
    ]
    assert found == [
        (2, "A.", "Social inclusion and intercultural dialogue"),
        (3, "", "إشراك جمعيات المهاجرين في مجالس الأحياء (in Arabic)"),
        (2, "B.", "Education"),
        (3, "TNG/REC/2017/1", "Enrol every child at school without waiting for papers"),
        (3, "TNG/REC/2017/2", "Partager des médiateurs culturels entre villes"),
    ]


def test_symbols_are_ordered_as_people_count() -> None:
    dossier, _meeting = sample_dossier()
    later = with_changes(dossier, named("rec-school"), symbol="TNG/REC/2017/10")
    numbers = [b.number for b in section(build(later), "Recommendations") if isinstance(b, Heading) and b.level == 3]
    assert numbers == ["", "TNG/REC/2017/2", "TNG/REC/2017/10"]


def test_who_has_said_nothing_has_no_row_and_is_named_below() -> None:
    document = build()
    school, _mediators = matrices(document)
    assert [row[0].split("\n")[0] for row in cells(school)] == ["City", "State", "Civil society"]
    assert school.first_column_is_header
    assert [plain(cell.paragraphs[0]) for cell in school.header] == ["Player", "Does today", "Commits to", "Needs"]
    below = " ".join(plain(text) for block in section(document, "Recommendations") for text in texts(block))
    assert "Nothing said yet by: Region, International organisation" in below
    assert "No player has said anything yet." in below


def test_no_row_and_no_column_of_a_matrix_is_empty() -> None:
    for matrix in matrices(build()):
        rows = [row[1:] for row in cells(matrix)]
        assert all(any(cell != "—" for cell in row) for row in rows)
        assert all(any(row[at] != "—" for row in rows) for at in range(len(rows[0])))


def test_a_commitment_says_who_until_when_how_measured_and_how_far() -> None:
    school = matrices(build())[0]
    city = cells(school)[0]
    assert "Addressee" in city[0]
    for part in ("Commune de Tanger", "Due: 3 September 2018", "Nombre d’enfants inscrits", "Accepted", "In progress"):
        assert part in city[2]
    assert "Resources" in city[3]
    state = cells(school)[1]
    assert "Partially accepted (Sous réserve d’une circulaire ministérielle.)" in state[2]
    assert "Overdue" in state[2]


def evidence_lines(document: Document) -> list[str]:
    return [plain(item) for b in section(document, "Recommendations") if isinstance(b, Listing) for item in b.items]


def test_evidence_names_people_as_of_then_and_the_numbers_of_the_minutes() -> None:
    first, second, *_others = evidence_lines(build())
    assert first == (
        "“61 sont restées sans suite” — M. Emmanuel Okafor, Coordinateur de l’accueil, Association Passerelles du"
        " Détroit, Third meeting of the group in 2017, TNG/GPP/2017/3, 14 September 2017, item 2, paragraph 1"
    )
    assert "decision 2017/7" in second


def test_the_chatham_house_rule_follows_the_words_into_other_documents() -> None:
    dossier, meeting = sample_dossier()
    silent = with_changes(dossier, meeting, attribution="chatham_house")
    document = build(silent)
    assert "Okafor" not in all_words(document)
    assert "Lindqvist" not in all_words(document)
    assert not any(place.name for b in document.blocks if isinstance(b, Signatures) for place in b.places)
    assert "Okafor" in all_words(build(silent, audience=Audience.INTERNAL))


def test_those_that_rest_on_nothing_are_listed() -> None:
    below = section(build(), "Recommendations without evidence")
    assert [plain(item) for b in below if isinstance(b, Listing) for item in b.items] == [
        "إشراك جمعيات المهاجرين في مجالس الأحياء (in Arabic)"
    ]


def test_evidence_that_readers_may_not_see_is_not_said_to_be_missing() -> None:
    document = build(audience=Audience.PUBLIC)
    said = all_words(document)
    assert "Evidence is recorded; it is not part of this edition." in said
    below = section(document, "Recommendations without evidence")
    assert sum(len(b.items) for b in below if isinstance(b, Listing)) == 1
    assert "school year, under" not in said


def test_who_stands_behind_it_is_named_and_a_reservation_has_its_words() -> None:
    dossier, _meeting = sample_dossier()
    orgs = [record for record in dossier.records.values() if isinstance(record, Organisation)]

    def taken(key: str, party: str, position: str, said: str = "", date: str = "") -> Support:
        return Support(
            id=key, city=TANGIER, recommendation=named("rec-school"), party=party, position=position,
            reservation=Translated(en=said), date=When(date),
        )  # fmt: skip

    written = [
        taken("s1", orgs[0].id, "support"),
        taken("s2", TANGIER, "sponsor", date="2017-10-01"),
        taken("s3", orgs[1].id, "reservation", "Too soon."),
        taken("s4", named("nobody"), "oppose"),
    ]
    dossier = replace(dossier, records=dict(dossier.records) | {one.id: one for one in written})
    (said,) = (
        [plain(item) for item in block.items]
        for block in section(build(dossier), "Recommendations")
        if isinstance(block, Listing) and plain(block.items[0]).startswith("Sponsor")
    )
    assert said == [
        "Sponsor: Tangiers (1 October 2017)",
        f"Support: {plain(Wording.about(dossier, 'en', Audience.NETWORK, []).proper(orgs[0]))}",
        f"Reservation: {plain(Wording.about(dossier, 'en', Audience.NETWORK, []).proper(orgs[1]))} — “Too soon.”",
    ]
    assert "Too soon" not in all_words(build(dossier, audience=Audience.PUBLIC))


def test_the_table_of_all_counts_commitments_and_evidence() -> None:
    rows = {row[0]: row[1:] for row in cells(tables(build())[0])}
    assert rows["TNG/REC/2017/1"] == [
        "Enrol every child at school without waiting for papers", "City, State", "Validated", "2", "3",
    ]  # fmt: skip
    assert rows["—"][-2:] == ["0", "0"]


def test_paragraphs_are_numbered_through() -> None:
    numbers = [block.number for block in flat(build()) if isinstance(block, Paragraph) and block.number]
    assert numbers == [f"{n}." for n in range(1, len(numbers) + 1)]


def test_the_text_leads_and_a_translation_names_the_authoritative_language() -> None:
    leads = [plain(b.content) for b in flat(build()) if isinstance(b, Paragraph) and b.style is Style.LEAD]
    assert len(leads) == 3
    assert "the authoritative text is in French" in all_words(build())
    assert "the authoritative text is in French" not in all_words(build(language="fr"))


def test_it_is_a_draft_until_all_are_validated() -> None:
    dossier, _meeting = sample_dossier()
    assert build().furniture.watermark
    settled = dossier
    for key in ("rec-mediators", "rec-voice"):
        settled = with_changes(settled, named(key), status="adopted")
    assert not build(settled).furniture.watermark


def test_merged_and_withdrawn_ones_stand_apart() -> None:
    dossier, _meeting = sample_dossier()
    merged = with_changes(dossier, named("rec-mediators"), status="merged", merged_into=named("rec-school"))
    document = build(merged)
    below = section(document, "Merged and withdrawn recommendations")
    lines = [plain(item) for b in below if isinstance(b, Listing) for item in b.items]
    assert lines == [
        "TNG/REC/2017/2 Partager des médiateurs culturels entre villes — Merged into TNG/REC/2017/1 Enrol every"
        " child at school without waiting for papers"
    ]
    assert len(matrices(document)) == 1


def test_square_brackets_are_explained() -> None:
    assert "not agreed yet" in all_words(build())
    dossier, _meeting = sample_dossier()
    assert "not agreed yet" not in all_words(build(without(dossier, named("rec-mediators"))))


def test_of_several_cities_the_network_speaks_and_each_says_whose_it_is() -> None:
    dossier, _meeting = sample_dossier()
    tunis = City(id=city_id("TNTUN"), code="TNTUN", name=City.fields["name"].type.check({"en": "Tunis"}))
    both = replace(dossier, records={**dossier.records, tunis.id: tunis})
    both = with_changes(both, named("rec-voice"), city=tunis.id)
    document = build(both)
    assert document.letterhead is not None
    assert document.letterhead.authority == "City-to-city network on migration"
    standing = [plain(b.content) for b in flat(document) if isinstance(b, Paragraph) and b.style is Style.SMALL]
    assert any(line.startswith("Tunis · Status: Draft") for line in standing)
    assert any(line.startswith("Tangiers · Status: Validated") for line in standing)
    signed = [place for block in document.blocks if isinstance(block, Signatures) for place in block.places]
    assert [plain(place.name) for place in signed] == ["", ""], "the officers of one city do not sign for another"


def test_the_session_and_its_officers_are_in_the_header() -> None:
    block = next(block for block in build().blocks if isinstance(block, Definitions))
    header = {plain(term): plain(said) for term, said in block.pairs}
    assert header["Symbol"] == "TNG/REC/2017"
    assert header["Chair"].startswith("Mme Salma Benali")
    assert "Third meeting of the group in 2017" in header["Session"]


@pytest.mark.parametrize(
    ("symbols", "shared"),
    [
        ([], ""),
        (["A/1"], "A/1"),
        (["A/1", "A/2", ""], "A"),
        (["TNG/REC/2017/1", "TNG/REC/2018/1"], "TNG/REC"),
        (["A/1", "B/1"], ""),
    ],
)
def test_a_document_has_the_symbol_that_its_recommendations_share(symbols: list[str], shared: str) -> None:
    assert common_symbol(symbols) == shared


def test_what_cannot_be_made_is_refused_in_a_sentence() -> None:
    dossier, _meeting = sample_dossier()
    hidden = dossier
    for key in ("rec-school", "rec-mediators", "rec-voice"):
        hidden = with_changes(hidden, named(key), confidentiality="internal")
    with pytest.raises(NotForAudience):
        build(hidden)
    with pytest.raises(Unknown):
        build(Dossier({TANGIER: dossier.records[TANGIER]}))


@settings(max_examples=40)
@given(st.integers(0, 1_000_000), st.sampled_from(LANGUAGES), st.sampled_from(Audience))
def test_any_hole_in_the_records_still_makes_a_document(seed: int, language: str, audience: Audience) -> None:
    chance = random.Random(seed)
    dossier, _meeting = sample_dossier()
    kept = named("rec-school")
    records: dict[str, Record] = {}
    for id_, record in opened(dossier).records.items():
        if id_ != kept and chance.random() < 0.2:
            continue
        emptied = {name: f.type.empty for name, f in record.fields.items() if chance.random() < 0.2}
        records[id_] = record.with_values(**emptied)
    records[kept] = records[kept].with_values(confidentiality="public")
    document = build(replace(dossier, records=records), language, audience)
    for block in flat(document):
        if isinstance(block, Heading | Paragraph):
            assert plain(block.content).strip()
        if isinstance(block, Listing):
            assert all(plain(item).strip() for item in block.items)
        assert all(run.text for text in texts(block) for run in text)
    for table in tables(document):
        assert all(cell.strip() for row in cells(table) for cell in row)


def test_words_from_a_meeting_that_readers_may_not_see_are_not_for_them() -> None:
    dossier, meeting = sample_dossier()
    closed = with_changes(dossier, meeting, confidentiality="internal")
    said = all_words(build(closed))
    assert "61 sont restées sans suite" not in said
    assert "More evidence is recorded; it is not part of this edition." in said
    assert "61 sont restées sans suite" in all_words(build(closed, audience=Audience.INTERNAL))


def test_while_people_disagree_the_more_careful_decides() -> None:
    dossier, meeting = sample_dossier()
    rule = Disagreement(meeting, "meeting", "attribution", "", (
        Alternative("attributed", "A", TANGIER, "2017-09-15T08:00:00Z", True, "ee" * 32),
        Alternative("chatham_house", "B", TANGIER, "2017-09-15T09:00:00Z", False, "ff" * 32),
    ))  # fmt: skip
    assert "Okafor" not in all_words(build(replace(dossier, disagreements=(rule,))))
    circle = Disagreement(named("rec-school"), "recommendation", "confidentiality", "", (
        Alternative("public", "A", TANGIER, "2017-09-15T08:00:00Z", True, "ee" * 32),
        Alternative("internal", "B", TANGIER, "2017-09-15T09:00:00Z", False, "ff" * 32),
    ))  # fmt: skip
    assert "Enrol every child" not in all_words(build(replace(dossier, disagreements=(circle,))))
