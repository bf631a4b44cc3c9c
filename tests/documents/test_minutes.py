"""Minutes say all that was written down, nothing that its readers may not know, and own up to what is missing."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from desktop_app.documents import minutes
from desktop_app.documents.blocks import Box, Definitions, Heading, Paragraph, Signatures, Table, Tone, texts
from desktop_app.documents.discussion import vote_of
from desktop_app.documents.people import People, membership_on
from desktop_app.documents.wording import Wording
from desktop_app.errors import NotForAudience, Unknown
from desktop_app.language import LANGUAGES, text_direction
from desktop_app.records import (
    AgendaItem,
    Audience,
    Dossier,
    Entry,
    Meeting,
    Organisation,
    Person,
    Record,
    Translated,
    When,
)
from tests.documents.changing import opened, with_changes, without
from tests.documents.reading import all_words, cells, every_run, flat, plain, section, tables
from tests.documents.sample import ON, named, sample_dossier

if TYPE_CHECKING:
    from desktop_app.documents.blocks import Document


def build(dossier: Dossier | None = None, language: str = "en", audience: Audience = Audience.NETWORK) -> Document:
    sample, meeting = sample_dossier()
    return minutes.build(dossier or sample, meeting, language, audience=audience, on=ON)


def headings(document: Document, level: int) -> list[str]:
    return [plain(b.content) for b in document.blocks if isinstance(b, Heading) and b.level == level]


def boxes(document: Document, tone: Tone) -> list[Box]:
    return [block for block in document.blocks if isinstance(block, Box) and block.tone is tone]


def header(document: Document) -> dict[str, str]:
    block = next(block for block in document.blocks if isinstance(block, Definitions))
    return {plain(term): plain(said) for term, said in block.pairs}


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_that_was_said_is_there(language: str) -> None:
    dossier, _meeting = sample_dossier()
    said = all_words(build(language=language, audience=Audience.INTERNAL))
    for item in dossier.referring(AgendaItem, "meeting", named("september")):
        assert item.title.best(language, "fr")[0] in said
        for entry in dossier.referring(Entry, "agenda_item", item.id):
            for piece in entry.text.best(language, "fr")[0].split("\n\n"):
                assert piece in said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("audience", Audience)
def test_nothing_is_left_blank(language: str, audience: Audience) -> None:
    document = build(language=language, audience=audience)
    for block in flat(document):
        match block:
            case Table():
                assert all(cell.strip() for row in cells(block) for cell in row)
                assert block.summary
            case Definitions():
                assert all(plain(term) and plain(said) for term, said in block.pairs)
            case Heading() | Paragraph():
                assert plain(block.content).strip()


def test_a_person_is_named_as_on_the_day_of_the_meeting() -> None:
    present = next(row for table in tables(build()) for row in cells(table) if "Okafor" in row[0])
    assert present[1:] == ["Coordinateur de l’accueil", "Association Passerelles du Détroit"]
    dossier, _meeting = sample_dossier()
    later = with_changes(dossier, named("september"), starts_at="2017-11-02T09:30")
    present = next(row for table in tables(build(later)) for row in cells(table) if "Okafor" in row[0])
    assert present[2] == "International Office for Mobility"


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", ["Benali", "Chraïbi", "Idrissi", "Lindqvist", "Okafor", "Tazi", "الحداد"]),
        ("ar", ["Benali", "الحداد", "Chraïbi", "Idrissi", "Lindqvist", "Okafor", "Tazi"]),
    ],
)
def test_the_chair_comes_first_and_then_family_names_as_the_language_sorts(language: str, names: list[str]) -> None:
    first = tables(build(language=language))[0]
    assert [row[0].split("\n")[0].split()[-1] for row in cells(first)] == names


def test_who_represents_whom_and_who_came_late_is_said() -> None:
    said = all_words(build())
    assert "represented by " in said
    assert "arrived at 10:05" in said
    assert "left at 11:45" in said


def test_guests_and_those_who_were_not_there_have_lists_of_their_own() -> None:
    document = build()
    assert headings(document, 2)[:5] == ["Present (7)", "Represented (1)", "Guests (1)", "Excused (1)", "Absent (1)"]
    said = "7 people present, 1 person represented, 1 guest, 1 person excused, 1 person absent"
    assert said in all_words(document)


def test_actions_that_follow_each_other_stand_in_one_panel() -> None:
    (panel,) = boxes(build(), Tone.ACTION)
    said = [plain(text) for text in texts(panel)]
    assert said[0] == "Actions"
    assert [line.split()[0] for line in said[1::2]] == ["A1", "A2", "A3"]
    assert said[2].startswith("Owner: M. Karim El Idrissi. Due: 31 October 2017")


def test_a_note_runs_as_its_text_does_whoever_speaks() -> None:
    dossier, _meeting = sample_dossier()
    notes = [b for b in flat(build(language="fr")) if isinstance(b, Paragraph) and b.number]
    assert [note.direction for note in notes] == ["ltr", "rtl", "ltr", "ltr", "ltr"]
    french = with_changes(dossier, named("amal-note"), text={"fr": "Une attestation suffit."})
    notes = [b for b in flat(build(french, language="fr")) if isinstance(b, Paragraph) and b.number]
    assert plain(notes[1].content).startswith("ليلى الحداد")
    assert notes[1].direction == "ltr"


def test_a_vote_is_said_in_words() -> None:
    said = [plain(text) for box in boxes(build(), Tone.DECISION) for text in texts(box)]
    assert "Vote: 5 votes for, 1 vote against, 1 abstention." in said
    assert "Adopted unanimously (7 votes for)." in said


@pytest.mark.parametrize(
    ("votes", "said"),
    [
        ((5, 0, 0), "Adopted unanimously (5 votes for)."),
        ((5, 0, None), "Adopted with no vote against (5 votes for)."),
        ((5, 0, 2), "Adopted with no vote against (5 votes for, 2 abstentions)."),
        ((5, None, None), "Vote: 5 votes for."),
        ((5, 1, 0), "Vote: 5 votes for, 1 vote against."),
        ((0, 3, 0), "Vote: 3 votes against."),
        ((None, 0, 2), "Vote: 2 abstentions."),
        ((0, 0, 0), ""),
        ((None, None, None), ""),
    ],
)
def test_no_more_is_said_of_a_vote_than_was_written_down(
    votes: tuple[int | None, int | None, int | None], said: str
) -> None:
    for_, against, abstaining = votes
    entry = Entry(kind="decision", votes_for=for_, votes_against=against, votes_abstaining=abstaining)
    assert vote_of(Wording(Dossier({}), "en", Audience.INTERNAL), entry) == said


@given(*[st.one_of(st.none(), st.integers(0, 200))] * 3, st.sampled_from(LANGUAGES))
def test_what_is_nil_in_a_vote_is_not_counted(
    for_: int | None, against: int | None, abstaining: int | None, language: str
) -> None:
    entry = Entry(kind="decision", votes_for=for_, votes_against=against, votes_abstaining=abstaining)
    said = vote_of(Wording(Dossier({}), language, Audience.INTERNAL), entry)
    assert not re.search(r"\b0\b|لا صوت|لا امتناع", said)
    assert bool(said) == any((for_, against, abstaining))


def test_missing_owners_and_dates_are_said_and_what_is_late_says_so_in_words() -> None:
    rows = {row[0]: row for row in cells(section_tables(build(), "Table of actions")[0])}
    assert rows["A1"][2:] == ["M. Karim El Idrissi", "31 October 2017", "In progress\noverdue"]
    assert rows["A2"][2:] == ["Commune de Tanger", "no date yet", "Still open"]
    assert rows["A3"][2:] == ["no owner yet", "January 2018", "Still open"]


def section_tables(document: Document, heading: str) -> list[Table]:
    return [block for block in section(document, heading) if isinstance(block, Table)]


def test_matters_arising_are_what_is_open_or_was_closed_since_the_last_meeting() -> None:
    rows = cells(section_tables(build(), "Matters arising")[0])
    labels = [plain(b.content) for b in section(build(), "Matters arising") if isinstance(b, Paragraph)]
    assert labels == ["Meeting TNG/GPP/2017/2 of 20 June 2017"]
    assert [row[0] for row in rows] == ["A1", "A2", "A3"]
    assert rows[0][4] == "In progress\noverdue"
    assert rows[1][4] == "Completed\n29 September 2017"


def test_a_series_that_bites_its_tail_ends() -> None:
    dossier, _meeting = sample_dossier()
    circle = with_changes(dossier, named("june"), previous=named("september"))
    assert section_tables(build(circle), "Matters arising")


def test_what_machines_disagree_about_has_a_footnote_with_its_source() -> None:
    notes = [plain(run.note) for run in every_run(build()) if run.note]
    assert "Also recorded: 30 November 2017 (Nadia Tazi, Tangiers, 18 September 2017)." in notes
    assert any("et la rapporteure" in note for note in notes)
    shown = [plain((run,)) for run in every_run(build()) if run.note]
    assert "31 October 2017" in shown


def test_a_footnote_stands_after_a_text_that_begins_with_a_mark_of_direction() -> None:
    told = with_changes(sample_dossier()[0], named("mandate"), text=Translated(fr="طنجة (Tanger) porte le texte."))
    found = [
        (paragraph[:place], run)
        for paragraph in (text for block in flat(build(told, language="fr")) for text in texts(block))
        for place, run in enumerate(paragraph)
        if run.note and "porte" in run.text
    ]
    assert found
    for before, noted in found:
        assert text_direction("".join(run.text for run in before)) == "ltr"
        assert noted.text.endswith("texte.")


def test_the_author_of_a_value_is_not_told_to_the_public() -> None:
    dossier, _meeting = sample_dossier()
    notes = [plain(run.note) for run in every_run(build(opened(dossier), audience=Audience.PUBLIC)) if run.note]
    assert "Also recorded: 30 November 2017 (Tangiers, 18 September 2017)." in notes


def test_content_in_another_language_says_so_and_carries_it() -> None:
    document = build(language="fr")
    arabic = [run for run in every_run(document) if run.text.startswith("طلبت الجمعية")]
    assert [run.language for run in arabic] == ["ar"]
    assert "(in Arabic)" in all_words(build(language="en"))
    english = build(language="en")
    assert "are in the language they were written in: French, Arabic." in all_words(english)
    assert "(in\N{NO-BREAK SPACE}French)" not in all_words(english)


def test_an_approved_text_is_no_draft() -> None:
    dossier, meeting = sample_dossier()
    assert build().furniture.watermark
    assert build(with_changes(dossier, meeting, status="circulated")).furniture.watermark
    approved = build(with_changes(dossier, meeting, status="approved"))
    assert not approved.furniture.watermark
    assert "DRAFT" not in all_words(approved).upper()


def test_paragraphs_are_numbered_through() -> None:
    numbers = [block.number for block in flat(build()) if isinstance(block, Paragraph) and block.number]
    assert numbers == [f"{n}." for n in range(1, len(numbers) + 1)]


@pytest.mark.parametrize(
    ("written", "numbers"),
    [
        ("2017/7", ["D1", "2017/7", "D3"]),
        ("D5", ["D1", "D5", "D6"]),
        ("ق3", ["D1", "ق3", "D4"]),
        ("D1", ["D2", "D1", "D3"]),
    ],
)
def test_decisions_count_on_from_what_was_written_down(written: str, numbers: list[str]) -> None:
    document = build(with_changes(sample_dossier()[0], named("one-stop"), number=written), audience=Audience.INTERNAL)
    assert [plain(box.label) for box in boxes(document, Tone.DECISION)] == [f"Decision {n}" for n in numbers]


def test_numbers_do_not_depend_on_the_audience() -> None:
    dossier, _meeting = sample_dossier()
    kept_in = with_changes(dossier, named("a1"), confidentiality="internal")
    kept_in = with_changes(kept_in, named("school-note"), confidentiality="internal")
    kept_in = with_changes(kept_in, named("item-1"), confidentiality="internal")
    document = build(kept_in)
    assert [row[0] for row in cells(section_tables(document, "Table of actions")[0])] == ["A2", "A3"]
    assert [plain(box.label) for box in boxes(document, Tone.DECISION)] == ["Decision 2017/7", "Decision D3"]
    numbers = [block.number for block in flat(document) if isinstance(block, Paragraph) and block.number]
    assert numbers == ["2.", "3.", "4.", "5."]
    items = [b.number for b in document.blocks if isinstance(b, Heading) and b.number.startswith("Item")]
    assert items == ["Item 2.", "Item 3.", "Item 4."]


# what must not leave


def chatham() -> Dossier:
    dossier, meeting = sample_dossier()
    silent = with_changes(dossier, meeting, attribution="chatham_house")
    texts = [r.id for r in silent.records.values() if isinstance(r, Entry) and "la rapporteure" in repr(r)]
    return without(silent, *texts)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.NETWORK])
def test_under_the_chatham_house_rule_no_name_and_no_affiliation_leaves(language: str, audience: Audience) -> None:
    dossier = chatham()
    said = all_words(build(opened(dossier), language, audience))
    for record in dossier.all(Person):
        assert record.family_name not in said
    for organisation in dossier.all(Organisation):
        if organisation.id != named("commune"):  # it is the authority in the letterhead
            assert not any(name in said for name in organisation.name.values())
            assert not organisation.acronym or organisation.acronym not in said.replace("APD-2", "")
    assert "Großkopf" not in said
    assert not any(place.name for b in build(opened(dossier), language, audience).blocks if isinstance(b, Signatures)
                   for place in b.places)  # fmt: skip


def test_where_nobody_may_be_named_no_way_of_naming_tells_anything() -> None:
    wording = Wording(opened(sample_dossier()[0]), "fr", Audience.NETWORK, named=False)
    people = People(wording, When("2017-09-14"))
    who = named("okafor")
    ways = (people.name(who), people.function(who), people.affiliation(who), people.full(who), people.speaker(who))
    owners = (people.owner(who), people.owner(named("passerelles")))
    said = {plain(way) for way in (*ways, *owners)} - {""}
    assert said == {"nom non communiqué dans cette édition"}


def test_the_city_itself_still_knows_who_spoke() -> None:
    said = all_words(build(chatham(), audience=Audience.INTERNAL))
    assert "Okafor" in said
    assert "must not leave the city" in said


def test_under_the_chatham_house_rule_types_with_few_people_are_not_told_apart() -> None:
    assert not section_tables(build(chatham()), "Participants")
    assert "7 people present, 1 person represented, 1 guest" in all_words(build(chatham()))
    crowd = chatham()
    for key in ("okafor", "haddad", "tazi"):
        crowd = with_changes(crowd, named(f"{key}-membership"), organisation=named("commune"))
    assert cells(tables(build(crowd))[0]) == [["Local authority", "5"], ["Other types of organisation", "4"]]


def test_what_the_public_may_not_see_is_not_there_and_that_is_said() -> None:
    document = build(audience=Audience.PUBLIC)
    said = all_words(document)
    assert "Benali" not in said
    assert "The list of participants is not part of this edition." in said
    assert "Edition: Public." in said
    assert "no owner yet" not in said


def test_minutes_for_a_narrower_circle_are_refused_in_a_sentence() -> None:
    dossier, meeting = sample_dossier()
    with pytest.raises(NotForAudience) as refused:
        build(with_changes(dossier, meeting, confidentiality="internal"))
    assert "City only" in str(refused.value)
    with pytest.raises(Unknown):
        minutes.build(dossier, named("nothing"), "en", audience=Audience.PUBLIC, on=ON)


# whatever was written down, or not


@settings(max_examples=40)
@given(st.integers(0, 1_000_000), st.sampled_from(LANGUAGES), st.sampled_from(Audience))
def test_any_hole_in_the_records_still_makes_minutes(seed: int, language: str, audience: Audience) -> None:
    chance = random.Random(seed)
    dossier, meeting = sample_dossier()
    records: dict[str, Record] = {}
    for id_, record in dossier.records.items():
        if id_ != meeting and chance.random() < 0.2:
            continue
        emptied = {name: f.type.empty for name, f in record.fields.items() if chance.random() < 0.2}
        records[id_] = record.with_values(**emptied)
    records[meeting] = records[meeting].with_values(confidentiality="public")
    document = minutes.build(replace(dossier, records=records), meeting, language, audience=audience, on=ON)
    for block in flat(document):
        if isinstance(block, Table):
            assert all(cell.strip() for row in cells(block) for cell in row)
        elif isinstance(block, Definitions):
            assert all(plain(said) for _term, said in block.pairs)


def test_a_membership_whose_year_alone_is_known_covers_the_year() -> None:
    dossier, _meeting = sample_dossier()
    member = named("haddad")
    assert membership_on(dossier, member, When("2016-01-01T09:00")) is not None
    assert membership_on(dossier, member, When("2015-12-31")) is None
    ended = with_changes(dossier, named("haddad-membership"), ends_on="2016")
    assert membership_on(ended, member, When("2016-12-31")) is not None
    assert membership_on(ended, member, When("2017-01-01")) is None


def test_the_next_meeting_is_announced() -> None:
    said = [plain(block.content) for block in section(build(), "Next meeting") if isinstance(block, Paragraph)]
    assert said == ["Planned: Thursday, 7 December 2017, 10:00, Hôtel de Ville, salle du conseil."]
    dossier, _meeting = sample_dossier()
    assert "Next meeting" not in headings(build(without(dossier, named("december"))), 1)


def test_a_title_in_no_language_has_a_plain_word() -> None:
    dossier, meeting = sample_dossier()
    assert "Meeting without a title" in all_words(build(with_changes(dossier, meeting, title={})))
    assert header(build(with_changes(dossier, meeting, place="")))["Place"] == "not recorded"
    assert isinstance(dossier.find(Meeting, meeting), Meeting)


def test_no_line_ends_within_a_day_and_its_month_nor_before_a_bare_year() -> None:
    written = {
        (language, country): Wording(Dossier({}), language, Audience.NETWORK, countries=frozenset((country,))).day(
            When("2017-12-31")
        )
        for language, country in (("ar", "LB"), ("ar", "MA"), ("es", "ES"))
    }
    assert [said.count(" ") for said in written.values()] == [1, 1, 1]
    assert written["ar", "LB"] == "31\N{NO-BREAK SPACE}كانون\N{NO-BREAK SPACE}الأول 2017"
