"""The stakeholder list, the hand-over pack and the consolidated report say what they should, and to whom."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from desktop_app.documents import REPORTS
from desktop_app.documents.blocks import Chart, Definitions, Heading, PageBreak, texts
from desktop_app.documents.charts import over_time
from desktop_app.documents.completeness import with_annex
from desktop_app.documents.membership import Group
from desktop_app.documents.of_cities import cities_of
from desktop_app.documents.wording import Wording
from desktop_app.errors import Unknown
from desktop_app.records import (
    Audience,
    City,
    Dossier,
    Entry,
    Meeting,
    MergedFile,
    Organisation,
    Person,
    Provenance,
    Translated,
    When,
)
from tests.documents.changing import with_changes
from tests.documents.reading import all_words, cells, flat, plain, section, tables
from tests.documents.sample import ON, TANGIER, named, sample_dossier
from tests.documents.test_reports import Shelf, shelf

if TYPE_CHECKING:
    from desktop_app.documents.blocks import Document

GROUP_REPORTS = ("stakeholders", "consolidated", "handover")


def made(
    name: str, language: str = "en", audience: Audience = Audience.INTERNAL, source: Shelf | None = None
) -> Document:
    report = REPORTS[name]
    return report.build(report.gather(source or shelf(), [TANGIER]), language, audience=audience, on=ON)


def said(document: Document, heading: str) -> str:
    return " ".join(plain(text) for block in section(document, heading) for text in texts(block))


@pytest.mark.parametrize("name", GROUP_REPORTS)
def test_there_is_nothing_to_say_without_a_city(name: str) -> None:
    with pytest.raises(Unknown):
        REPORTS[name].build(Dossier({}), "en", audience=Audience.INTERNAL, on=ON)


@pytest.mark.parametrize("name", GROUP_REPORTS)
def test_the_public_reads_no_name_of_a_person(name: str) -> None:
    words = all_words(made(name, audience=Audience.PUBLIC))
    for person in sample_dossier()[0].all(Person):
        assert person.family_name not in words


def test_functions_that_are_not_in_the_language_are_counted() -> None:
    report = REPORTS["stakeholders"]
    dossier = report.gather(shelf(), [TANGIER])
    for language, said in (("es", "no están en este idioma (español)"), ("fr", "dans cette langue (français)")):
        wording = Wording(dossier, language, Audience.INTERNAL)
        members = Group(wording, cities_of(dossier)[0], ON).memberships
        waiting = [one for one in members if one.function and language not in one.function]
        (gap,) = [one for one in report.gaps(dossier, language, on=ON) if one.kind == "membership"]
        assert gap.sentence.count == len(waiting) > 0
        assert said in gap.sentence.within(language)
        assert gap.record == waiting[0].id


def test_the_list_shows_who_sits_on_the_day_and_nobody_who_left() -> None:
    (table,) = [t for t in tables(made("stakeholders")) if "Representative" in plain(t.header[1].paragraphs[0])]
    by_name = {row[1].split("\n")[0]: row for row in cells(table)}
    assert by_name["Mme Salma Benali"][2:] == ["Chair", "1 February 2016"]
    assert by_name["M. Emmanuel Okafor"][2] == ("Observer" if ON.isoformat() >= "2017-11-01" else "Member")
    assert sum("Okafor" in name for name in by_name) == 1


def test_sectors_that_add_up_to_more_than_there_are_say_why() -> None:
    why = "An organisation may work in several sectors."
    assert why not in all_words(made("stakeholders"))
    dossier = sample_dossier()[0]
    busy = with_changes(dossier, dossier.all(Organisation)[0].id, sectors=("education", "health"))
    assert why in all_words(made("stakeholders", source=Shelf(busy)))


def test_a_few_of_one_gender_are_not_counted() -> None:
    dossier = sample_dossier()[0]
    for number, person in enumerate(dossier.all(Person)):
        dossier = with_changes(dossier, person.id, gender="woman" if number < 7 else "man")
    words = said(made("stakeholders", source=Shelf(dossier)), "Composition of the group")
    assert re.search(r"woman (5|6|7)\b", words)
    assert "man under 5" in words


def test_contacts_are_for_the_city_alone() -> None:
    dossier = with_changes(sample_dossier()[0], named("benali"), email="salma@example.org", phone="+212 539 00 00 00")
    for name, heading in (("stakeholders", "Annex: contacts"), ("handover", "Contacts")):
        words = said(made(name, source=Shelf(dossier)), heading)
        assert "salma@example.org" in words
        for audience in (Audience.NETWORK, Audience.PUBLIC):
            assert "salma@" not in all_words(made(name, audience=audience, source=Shelf(dossier)))


def test_a_telephone_number_keeps_its_direction_in_arabic() -> None:
    dossier = with_changes(sample_dossier()[0], named("benali"), email="s@example.org", phone="+212 539 00 00 00")
    document = made("handover", "ar", source=Shelf(dossier))
    found = [c.paragraphs[0][0].text for t in tables(document) for row in t.rows for c in row if c.paragraphs[0]]
    assert "\u200e+212 539 00 00 00".replace(" ", "\N{NO-BREAK SPACE}") in found


def test_what_is_open_is_handed_over_and_what_is_done_is_not() -> None:
    words = said(made("handover"), "Open actions")
    assert "Compléter la cartographie" in words
    assert "Réserver la salle" not in words


def test_the_hand_over_names_what_is_missing_as_the_window_does() -> None:
    report = REPORTS["handover"]
    dossier = report.gather(shelf(), [TANGIER])
    words = said(made("handover"), "What is still missing")
    gaps = report.gaps(dossier, "en", on=ON)
    assert gaps
    for gap in gaps:
        assert gap.sentence.within("en") in words


def test_what_is_missing_is_named_in_whole_words() -> None:
    words = "Find a host for the shared record that keeps to the law on the protection of personal data"
    dossier = with_changes(sample_dossier()[0], named("a1"), text={"en": words}, owner="")
    missing = said(made("handover", source=Shelf(dossier)), "What is still missing")
    assert "“Find a host for the shared record that keeps to the law on…”" in missing


def test_every_city_and_every_file_is_in_the_consolidated_report() -> None:
    document = made("consolidated")
    assert "Tangiers" in said(document, "City by city")
    assert "Tunis, 5 January 2018" in said(document, "Annexes")
    assert "tunis.rtbundle" in said(document, "Annexes")
    assert "2345-6789-BCDF" in said(document, "Annexes")
    assert sum(isinstance(block, PageBreak) for block in document.blocks) == 3


def with_network_meetings() -> Shelf:
    """The sample with an event of the network's that was held, and one that is planned."""
    held = Meeting(id="ple", city="", kind="peer_learning_event", title=Translated({"en": "Learning about housing"}),
                   starts_at=When("2017-04-25"))  # fmt: skip
    planned = Meeting(id="next", city="", kind="peer_learning_event", title=Translated({"en": "Learning about work"}),
                      starts_at=When("2031-04-25"))  # fmt: skip
    dossier = sample_dossier()[0]
    return Shelf(replace(dossier, records={**dossier.records, held.id: held, planned.id: planned}))


def test_the_networks_own_meetings_are_counted_and_listed_once_each() -> None:
    source = with_network_meetings()
    document = made("consolidated", source=source)
    (table,) = [one for one in tables(document) if one.summary.startswith("Meetings of the cities and of the network")]
    rows = cells(table)
    assert [row for row in rows if row[1] == "Network"] == [
        ["25 April 2017", "Network", "Learning about housing", "Draft"]
    ]
    held = [one for one in source.all(Meeting) if one.starts_at[:10] <= ON.isoformat()]
    assert len(rows) == len(held)
    words = all_words(document).replace("\N{NO-BREAK SPACE}", " ")
    assert f"{len(held)} meetings (1 of the network, " in words
    own = said(document, "City by city").replace("\N{NO-BREAK SPACE}", " ")
    assert "Learning about housing — 25 April 2017" in own.split("The network’s own meetings")[1]
    assert "Learning about work" not in words


def test_other_reports_leave_the_networks_meetings_out() -> None:
    assert "Learning about housing" not in all_words(made("handover", source=with_network_meetings()))


class Merged(Shelf):
    def provenance(self) -> Provenance:
        file = MergedFile("Tangiers, 2018-01-05", "Salma Bennis, Tangiers", "2018-01-09T10:00:00+00:00", 12)
        return Provenance("2345-6789-BCDF", (file,))


def test_the_city_of_a_file_has_its_name_in_the_language_of_the_report() -> None:
    words = said(made("consolidated", "fr", source=Merged(sample_dossier()[0])), "Annexes")
    assert "Tanger, 5 janvier 2018" in words.replace("\N{NO-BREAK SPACE}", " ")
    assert "Salma Bennis, Tanger" in words
    assert "Tangiers" not in words


@pytest.mark.parametrize("name", GROUP_REPORTS)
def test_charts_say_their_numbers_in_words_and_draw_no_others(name: str) -> None:
    for language in ("en", "ar"):
        charts = [block for block in flat(made(name, language)) if isinstance(block, Chart)]
        assert charts or name == "handover"
        for chart in charts:
            for bar in chart.bars:
                assert len(bar.values) == len(chart.series)
                assert bar.label in chart.summary
                assert all(str(value) in chart.summary for value in bar.values)


def test_what_is_missing_can_be_printed_as_an_annex() -> None:
    report = REPORTS["minutes"]
    dossier = report.gather(shelf(), [named("december")])
    document = report.build(dossier, "en", audience=Audience.INTERNAL, on=ON)
    gaps = report.gaps(dossier, "en", on=ON)
    longer = with_annex(document, gaps)
    assert "The agenda is empty." in said(longer, "Annex: what is still missing")
    assert with_annex(document, []) is document
    assert isinstance(longer.blocks[-2], Heading)


def test_what_is_a_section_already_is_not_repeated_in_an_annex() -> None:
    report = REPORTS["handover"]
    dossier = report.gather(shelf(), [TANGIER])
    document = report.document(dossier, "en", audience=Audience.INTERNAL, on=ON, annex=True)
    assert said(document, "What is still missing")
    assert "Annex: what is still missing" not in all_words(document)


def test_an_annex_tells_no_reader_of_what_is_not_for_them() -> None:
    report = REPORTS["minutes"]
    dossier = with_changes(sample_dossier()[0], named("june"), confidentiality="internal", chair="")
    gathered = report.gather(Shelf(dossier), [named("june"), named("september")])
    document = report.document(gathered, "en", audience=Audience.NETWORK, on=ON, annex=True)
    assert "It is not recorded who chaired the meeting." not in all_words(document)
    whole = report.document(gathered, "en", audience=Audience.INTERNAL, on=ON, annex=True)
    assert "TNG/GPP/2017/2: It is not recorded who chaired the meeting." in all_words(whole)


def test_a_meeting_of_the_same_day_is_the_last_that_was_held() -> None:
    dossier = with_changes(sample_dossier()[0], named("december"), starts_at=When(f"{ON.isoformat()}T09:30"))
    rows = next(block for block in made("handover", source=Shelf(dossier)).blocks if isinstance(block, Definitions))
    held = next(value for label, value in rows.pairs if label[0].text == "Last meeting")
    assert dossier.title(named("december"), "en") in plain(held)


def test_actions_overdue_for_years_stay_in_the_chart() -> None:
    actions = [
        entry for entry in sample_dossier()[0].records.values() if isinstance(entry, Entry) and entry.kind == "action"
    ]
    old = actions[0].with_values(due_on=When("2017-12-31"), implementation="not_started")
    new = actions[0].with_values(due_on=When("2026-12"), implementation="not_started")
    chart = over_time(Wording.of_window(), [old, new], date(2026, 11, 22))
    assert chart is not None
    assert chart.bars[0].values == (1, 0, 0)
    assert sum(sum(bar.values) for bar in chart.bars) == 2


def test_the_annex_of_missing_things_is_the_list_that_the_window_counts() -> None:
    dossier = REPORTS["consolidated"].gather(shelf(), [TANGIER])
    for name in ("handover", "consolidated"):
        counted = REPORTS[name].gaps(dossier, "en", on=ON, audience=Audience.NETWORK)
        words = all_words(REPORTS[name].document(dossier, "en", audience=Audience.NETWORK, on=ON, annex=True))
        assert all(gap.sentence.within("en") in words for gap in counted)


def test_texts_that_nobody_translated_are_missing_in_a_document_of_that_language() -> None:
    report = REPORTS["minutes"]
    dossier = report.gather(shelf(), [named("september")])
    gaps = [gap.sentence.within("en") for gap in report.gaps(dossier, "ar", on=ON)]
    assert any("not translated into Arabic" in gap for gap in gaps)


def test_what_a_player_rejected_is_said_and_counts_as_no_commitment() -> None:
    document = made("consolidated")
    (matrix,) = [table for table in tables(document) if "Which player has said what" in table.summary]
    answers = {answer for row in cells(matrix) for cell in row[1:] for answer in cell.split("\n")}
    assert answers == {"Does", "Commits", "Needs", "Rejected", "—"}
    assert "Lends two mediators" not in said(document, "Follow-up")
    assert "Lends two mediators" not in said(made("handover"), "Open commitments")
    words = all_words(document)
    assert "(2 commitments, 1 refused)" in words
    every, refused = _number_before("statements of what players do", words), _number_before("refused", words)
    (chart,) = [block for block in flat(document) if isinstance(block, Chart) and "commit to" in block.summary]
    assert sum(sum(bar.values) for bar in chart.bars) == every - refused


def _number_before(words: str, text: str) -> int:
    found = re.search(rf"(\d+) {words}", text)
    assert found is not None
    return int(found[1])


def test_a_pack_names_no_language_of_texts_that_it_does_not_show() -> None:
    notices = [line for line in all_words(made("handover", "fr")).splitlines() if "langue d’origine" in line]
    assert all("anglais" not in notice for notice in notices)


def test_one_city_is_not_laid_out_beside_itself() -> None:
    assert "Which city speaks about what" not in all_words(made("consolidated"))
    dossier, tunis = sample_dossier()[0], City(id="tunis", city="tunis", code="TNTUN", name=Translated({"en": "Tunis"}))
    both = replace(dossier, records={**dossier.records, tunis.id: tunis}, about=(TANGIER, tunis.id))
    several = REPORTS["consolidated"].build(both, "en", audience=Audience.NETWORK, on=ON)
    assert "Which city speaks about what" in all_words(several)
