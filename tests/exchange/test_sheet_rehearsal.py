"""What a stakeholder list would make: people and their organisations, doublets, doubts, corrections."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from desktop_app.errors import InvalidValue, RoundtableError
from desktop_app.exchange import sheet
from desktop_app.exchange.sheet import Fate, How, Place
from desktop_app.progress import Cancelled
from desktop_app.records import (
    AgendaItem,
    Commitment,
    Meeting,
    Membership,
    Organisation,
    Person,
    ProcessingBasis,
    Recommendation,
    Translated,
)
from tests.exchange import sheet_sample as sample
from tests.exchange.sheet_sample import Memory, person, plain, plan, rows

if TYPE_CHECKING:
    from desktop_app.language import Message

KARIM = person("Karim Jebali", mail="k@amal.org")


def sentences(found: sheet.SheetPlan) -> str:
    return "\n".join(f"{remark.row_name}: {remark.sentence}" for remark in found.remarks())


def brought(found: sheet.SheetPlan, workspace: Memory | None = None) -> Memory:
    workspace = workspace or Memory()
    sheet.apply(workspace, found)
    return workspace


def names(workspace: Memory) -> list[str]:
    return [f"{one.given_name} {one.family_name}" for one in workspace.all(Person)]


# one row


def test_a_row_makes_an_organisation_a_person_a_membership_and_a_basis() -> None:
    workspace = brought(plan(rows(person("Mme Hela Gharbi", "Union Amal (UA)", "syndicat", "Trésorière", "h@ua.org"))))
    (organisation,), (one,) = workspace.all(Organisation), workspace.all(Person)
    (seat,), (basis,) = workspace.all(Membership), workspace.all(ProcessingBasis)

    assert (organisation.name, organisation.acronym) == (Translated(fr="Union Amal"), "UA")
    assert (organisation.type, organisation.player) == ("trade_union", "civil_society")
    assert (one.honorific, one.given_name, one.family_name, one.email) == ("Mme", "Hela", "Gharbi", "h@ua.org")
    assert (seat.person, seat.organisation, seat.group_role, seat.starts_on) == (
        one.id,
        organisation.id,
        "member",
        "2016",
    )
    assert seat.function == Translated(fr="Trésorière")
    assert (basis.person, basis.legal_basis, basis.date) == (one.id, "public_task", "2018-01-15")
    assert "list.xlsx" in basis.method


def test_columns_of_parts_of_names_need_no_splitting() -> None:
    header = ("Civilité", "Nom", "Prénom", "Organisation", "Type")
    found = plan(plain(header, ("Mme", "BEN AMOR", "Salwa", "Amal", "ONG"), ("M.", "Martin", "Thomas", "Amal", "ONG")))

    assert [
        (
            line.cells["person.honorific"].value,
            line.cells["person.given_name"].value,
            line.cells["person.family_name"].value,
        )
        for line in found.lines
    ] == [("Mme", "Salwa", "Ben Amor"), ("M.", "Thomas", "Martin")]
    assert not any(line.cells["person.family_name"].doubts for line in found.lines)


def test_two_people_in_a_cell_share_the_row_with_a_doubt() -> None:
    row = person(
        "Karim Jebali\nSonia Gharbi",
        function="Président\nTrésorière",
        mail="sonia@x.org; karim@x.org",
        phone="71 000 101",
    )
    first, second = plan(rows(row)).lines

    assert (first.cells["person.email"].value, second.cells["person.email"].value) == ("karim@x.org", "sonia@x.org")
    assert first.cells["membership.function"].value == Translated(fr="Président")
    assert second.cells["membership.function"].value == Translated(fr="Trésorière")
    assert first.cells["person.phone"].value == "71 000 101"
    assert "person.phone" not in second.cells, "one number is the first one's"
    assert first.cells["person.family_name"].doubts
    assert second.cells["person.family_name"].doubts


def test_a_function_for_two_is_doubted_and_is_not_an_alternates() -> None:
    both = plan(rows(person("Karim Jebali et Sonia Gharbi", function="Chargés de mission"))).lines
    alternate = plan(rows(person("Karim Jebali\nSonia Gharbi (suppléante)", function="Président"))).lines

    assert not both[0].cells["membership.function"].doubts
    assert both[1].cells["membership.function"].doubts
    assert "membership.function" not in alternate[1].cells
    assert alternate[1].cells["membership.group_role"].value == "alternate"


def test_an_alternate_stands_in_for_the_first_of_the_row() -> None:
    header = ("Titulaire", "Suppléant", "Association", "Type")
    workspace = brought(plan(plain(header, ("Karim Jebali", "Sonia Gharbi", "Amal", "ONG"))))
    holder, stand_in = workspace.all(Membership)

    assert (holder.alternate_of, stand_in.alternate_of) == ("", holder.person)
    assert stand_in.group_role == "alternate"


def test_several_addresses_of_one_person_are_kept() -> None:
    row = person("Karim Jebali", mail="contact@amal.org, k.jebali@amal.org, karim@home.org")
    workspace = brought(plan(rows(row)))
    (one,), (organisation,) = workspace.all(Person), workspace.all(Organisation)

    assert (one.email, organisation.email, one.notes) == ("k.jebali@amal.org", "contact@amal.org", "karim@home.org")


def test_an_organisation_without_anybody_is_made_alone() -> None:
    found = plan(rows(person("à désigner"), person("", "Université de Tunis", "")))

    assert found.counts == {"organisation": 2}
    assert "names nobody" in sentences(found)
    assert "This row names nobody" in sentences(found)


def test_a_person_without_an_organisation_has_no_membership() -> None:
    found = plan(rows(person("Karim Jebali", "", "")))

    assert found.counts == {"person": 1, "processing_basis": 1}
    assert "without a membership" in sentences(found)


def test_a_type_is_guessed_from_the_name_and_asked_for_where_it_cannot_be() -> None:
    found = plan(rows(person("Karim Jebali", "Université de Sfax", ""), person("Hela Gharbi", "Xyz", "")))
    guessed, unknown = (line.cells["organisation.type"] for line in found.lines)

    assert guessed.value == "academia"
    assert guessed.doubts
    assert unknown.refusal is not None
    assert "Type" in str(unknown.refusal)


def test_a_name_of_one_word_asks_for_the_other() -> None:
    found = plan(rows(person("M. Jebali")))

    assert found.refusals == 1
    assert found.lines[0].cells["person.given_name"].refusal is not None


def test_a_missing_date_is_the_day_that_was_agreed_on_with_a_doubt() -> None:
    listed = rows(person("Karim Jebali", since=""), person("Hela Gharbi", since="n.c."))
    found = plan(listed, change=lambda mapping: mapping.with_fixed("membership.starts_on", "2017"))

    assert [line.cells["membership.starts_on"].value for line in found.lines] == ["2017", "2017"]
    assert all(line.cells["membership.starts_on"].doubts for line in found.lines)
    without = plan(listed, change=lambda mapping: mapping.with_fixed("membership.starts_on", ""))
    assert without.refusals == 2


def test_a_list_without_dates_says_so_once() -> None:
    found = plan(
        plain(("Nom et prénom", "Organisation"), ("Karim Jebali", "Université X"), ("Hela Gharbi", "Université Y"))
    )

    assert [line.cells["membership.starts_on"].value for line in found.lines] == ["2018-01-15"] * 2
    assert not any(line.cells["membership.starts_on"].doubts for line in found.lines)
    assert any("2018-01-15" in str(note) for note in found.notes)


def test_a_formula_without_its_result_is_refused_until_somebody_types_it() -> None:
    listed = rows(person("Karim Jebali", phone=""))
    listed = sheet.Sheet(listed.path, "", (), listed.rows, uncomputed=frozenset({(1, 5)}))
    found = plan(listed)

    assert "formula" in sentences(found)
    assert plan(listed, corrections=found.corrections.typing(Place(1, "person.phone"), "71 000 101")).refusals == 0
    assert plan(listed, corrections=found.corrections.typing(Place(1, "person.phone"), "")).refusals == 0


def test_what_cannot_be_read_of_somebody_known_is_said_and_keeps_no_list_out() -> None:
    workspace = brought(plan(rows(KARIM)))
    unread = person("Karim Jebali", mail="k@amal.org", phone="voir accueil", kind="blah")
    new = plan(rows(unread))
    found = plan(rows(unread, unread), workspace)

    assert (new.refusals, found.refusals, found.doubts) == (2, 0, 2)
    assert {str(one.sentence) for one in new.remarks() if one.refused} == {str(one.sentence) for one in found.remarks()}
    assert {one.place.row for one in found.remarks()} == {1}
    brought(found, workspace)
    assert [one.phone for one in workspace.all(Person)] == [""]


def test_what_cannot_be_read_of_an_organisation_of_an_earlier_line_is_said_there_alone() -> None:
    found = plan(rows(person("Karim Jebali", kind="blah"), person("Hela Gharbi", kind="blah")))

    assert [(one.place.row, one.refused) for one in found.remarks() if one.place.slot == "organisation.type"] == [
        (1, True)
    ]


def test_the_parts_of_a_name_stand_in_two_scripts_in_their_columns() -> None:
    header = ("Nom", "Prénom", "Organisation", "Type d'organisation", "Depuis")
    found = plan(plain(header, ("Jebali\nالجبالي", "Karim\nكريم", "Association Amal", "ONG", "2016")))
    (one,) = brought(found).all(Person)

    assert (one.given_name, one.family_name) == ("Karim", "Jebali")
    assert one.notes == "كريم الجبالي"


def test_what_is_there_is_called_as_the_reader_calls_it() -> None:
    workspace = Memory()
    names = {"ar": "بلدية تونس", "fr": "Municipalité de Tunis"}
    workspace.add_all([(Organisation, {"name": names, "acronym": "VT", "type": "local_authority"})])
    exact = plan(rows(person("Karim Jebali", "Municipalité de Tunis")), workspace=workspace)
    by_acronym = plan(rows(person("Karim Jebali", "VT")), workspace=workspace)

    assert not [remark for remark in exact.remarks() if remark.place.slot == "organisation.name"]
    (doubt,) = [one.sentence for one in by_acronym.remarks() if one.place.slot == "organisation.name"]
    assert "«\u202fMunicipalité de Tunis\u202f»" in doubt.within("fr")
    assert "بلدية تونس" in doubt.within("ar")


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd|x", "@SUM(A1)", "-2", "<b>Karim</b>", "'; drop table person; --", "%(x)s {0}"]
)
def test_a_text_is_never_more_than_a_text(text: str) -> None:
    listed = rows((*person("Karim Jebali"), text), header=(*sample.HEADER, "Observations"))
    workspace = brought(plan(listed))

    assert workspace.all(Person)[0].notes == text


def test_control_characters_and_endless_texts_are_refused_in_their_cells() -> None:
    found = plan(rows(person("Karim Jebali", function="a\x07b"), person("Hela Gharbi", "x" * 2**20)))

    assert [(remark.row_name, remark.place.slot) for remark in found.remarks()] == [
        ("2", "membership.function"),
        ("3", "organisation.name"),
    ]


# rows that are none


def test_headings_totals_and_repeated_headers_are_left_out() -> None:
    listed = rows(
        ("Société civile",),
        KARIM,
        sample.HEADER,
        (),
        ("Total : 1",),
        ("", "Total", "1"),
    )
    found = plan(listed)

    assert [(line.row, line.fate) for line in found.lines] == [
        (1, Fate.LEFT_OUT),
        (2, Fate.ADDED),
        (5, Fate.LEFT_OUT),
        (6, Fate.LEFT_OUT),
    ]
    assert found.counts["person"] == 1
    assert "heading" in sentences(found)
    assert "total" in sentences(found)


def test_a_row_that_looks_like_a_heading_can_be_taken() -> None:
    listed = rows(("Syndicat Total",), KARIM)
    found = plan(listed)
    taken = plan(listed, corrections=found.corrections.taking(1))

    assert found.lines[0].fate is Fate.LEFT_OUT
    assert taken.lines[0].fate is Fate.ADDED


# doublets


def test_one_organisation_under_several_names_is_made_once() -> None:
    listed = rows(
        person("Karim Jebali", "Municipalité de Tunis", "commune"),
        person("Hela Gharbi", "MAIRIE DE TUNIS", "commune"),
        person("Salwa Ben Amor", "Ville de Tunis", "commune"),
    )
    found = plan(listed)

    assert found.counts["organisation"] == 1
    assert [bool(line.cells["organisation.name"].doubts) for line in found.lines] == [False, True, True]
    assert "“Municipalité de Tunis” in row 2" in sentences(found)


def test_what_later_rows_say_of_an_organisation_is_added_and_what_they_deny_is_doubted() -> None:
    listed = rows(
        person("Karim Jebali", "Union Amal", ""),
        person("Hela Gharbi", "Union Amal", "ONG"),
        person("Salwa Ben Amor", "Union Amal", "syndicat"),
    )
    found = plan(listed)

    assert brought(found).all(Organisation)[0].type == "civil_society_organisation"
    assert found.lines[0].cells["organisation.type"].value == "civil_society_organisation"
    assert "Row 2 says something else" in sentences(found)


def test_an_acronym_stands_for_its_organisation() -> None:
    found = plan(rows(person("Karim Jebali", "Haut Commissariat (HCR)", ""), person("Hela Gharbi", "HCR", "")))

    assert found.counts["organisation"] == 1


def test_organisations_that_are_almost_alike_are_two_with_a_doubt() -> None:
    alike = plan(rows(person("Karim Jebali", "Association Espoir"), person("Hela Gharbi", "Association Espoirs")))
    numbered = plan(rows(person("Karim Jebali", "Lycée secondaire 1"), person("Hela Gharbi", "Lycée secondaire 2")))

    assert alike.counts["organisation"] == 2
    assert "Very similar to" in sentences(alike)
    assert "Very similar to" not in sentences(numbered)


@pytest.mark.parametrize(
    "again",
    [
        person("JEBALI Karim", mail="K@amal.org"),
        person("Karim Jebali"),
        person("Jebali, Karim", "association amal"),
        person("Mr Karim Jebali", phone="71"),
        person("Mohamed Karim Jebali", mail="k@amal.org"),
    ],
)
def test_the_same_person_is_not_added_twice(again: tuple[str, ...]) -> None:
    listed = rows(KARIM, again)
    found = plan(listed)
    second = found.lines[1]

    assert found.counts["person"] == 1
    assert second.fate is Fate.KNOWN
    assert [link.how for link in second.links] == [How.LINE] * 3
    assert "in row 2: not added again" in sentences(found)
    assert plan(listed, corrections=found.corrections.taking(2)).counts["person"] == 2


def test_homonyms_of_two_organisations_are_two_people_with_a_doubt() -> None:
    found = plan(rows(KARIM, person("Karim Jebali", "Université de Sfax", "université", mail="kj@univ.org")))

    assert found.counts["person"] == 2
    assert "same name appears in row 2" in sentences(found)


def test_an_address_in_common_is_not_a_person_in_common() -> None:
    found = plan(rows(KARIM, person("Sonia Gharbi", mail="k@amal.org")))

    assert found.counts["person"] == 2
    assert "has the same e-mail address" in sentences(found)


def test_one_person_of_two_organisations_has_two_memberships() -> None:
    found = plan(rows(KARIM, person("Karim Jebali", "Université de Sfax", "université", mail="k@amal.org")))

    assert (found.counts["person"], found.counts["membership"]) == (1, 2)
    assert "only the membership for another organisation" in sentences(found)


def test_what_is_in_the_workspace_is_not_added_again() -> None:
    listed = rows(KARIM, person("Hela Gharbi", "Amal Sfax", "ONG"))
    workspace = brought(plan(listed))
    again = plan(listed, workspace)

    assert again.makes == ()
    assert all(line.fate is Fate.KNOWN for line in again.lines)
    assert "Already in the workspace" in "".join(str(told) for line in again.lines for told in line.told)
    assert not again.doubts, "who is there already is no doubt"
    more = plan(rows(KARIM, person("Sonia Gharbi", "amal sfax", "ONG")), workspace)
    assert (more.counts.get("organisation"), more.counts["person"]) == (None, 1)
    brought(more, workspace)
    assert names(workspace) == ["Karim Jebali", "Hela Gharbi", "Sonia Gharbi"]


# corrections


def test_each_wrong_cell_says_why_and_refuses_the_whole() -> None:
    workspace = Memory()
    found = plan(rows(KARIM, person("Hela Gharbi", mail="h@x", since="31/02/2017", role="blah")), workspace)

    assert found.refusals == 3
    with pytest.raises(InvalidValue, match=r"^3 cells .* Row 3: “h@x” is not"):
        sheet.apply(workspace, found)
    assert workspace.records == {}


def test_corrections_in_place_make_it_good() -> None:
    workspace = Memory()
    listed = rows(KARIM, person("Hela Gharbi", mail="h@x", since="31/02/2017", role="blah"))
    found = plan(listed, workspace)
    for slot, text in (
        ("person.email", "h@x.org"),
        ("membership.starts_on", "mars 2017"),
        ("membership.group_role", ""),
    ):
        corrected = found.corrections.typing(Place(2, slot), text)
        found = sheet.rehearse(workspace, listed, found.mapping, corrected, previous=found, today=sample.TODAY)

    assert found.refusals == 0
    brought(found, workspace)
    hela = workspace.all(Membership)[1]
    assert (hela.starts_on, hela.group_role) == ("2017-03", "member")
    assert workspace.all(Person)[1].email == "h@x.org"


def test_a_name_can_be_typed_anew_whole_or_in_part() -> None:
    listed = rows(person("Xyz Abc et Def Ghi"))
    found = plan(listed)
    whole = plan(listed, corrections=found.corrections.typing(Place(1, "person.name", 1), "GHI Def"))
    part = plan(listed, corrections=found.corrections.typing(Place(1, "person.family_name", 0), "Xyz"))

    assert whole.lines[1].cells["person.family_name"].value == "Ghi"
    assert part.lines[0].cells["person.family_name"].value == "Xyz"
    assert not part.lines[0].cells["person.family_name"].doubts


def test_a_line_can_be_left_out() -> None:
    found = plan(rows(KARIM, person("M. Gharbi")))
    without = plan(found.sheet, corrections=found.corrections.leaving_out(2))

    assert found.refusals == 1
    assert without.refusals == 0
    assert without.counts["person"] == 1
    assert without.lines[1].fate is Fate.LEFT_OUT


def test_a_doubt_can_be_accepted() -> None:
    listed = rows(person("Xyz Abc", "Université", ""))
    found = plan(listed)
    one = plan(listed, corrections=found.corrections.accepting(Place(1, "person.family_name")))
    all_ = plan(listed, corrections=found.corrections.accepting(Place(1)))

    assert (found.doubts, one.doubts) == (2, 1)
    assert all_.doubts == 0


@settings(deadline=None)
@given(st.data())
def test_a_row_read_before_is_as_if_read_anew(data: st.DataObject) -> None:
    listed = rows(KARIM, person("Hela Gharbi", "Amal Sfax"), person("Xyz Abc et Def Ghi", since="?"), ("Total",))
    workspace = Memory()
    found = plan(listed, workspace)
    for _step in range(data.draw(st.integers(1, 5))):
        row, part = data.draw(st.integers(1, 4)), data.draw(st.integers(0, 1))
        slot = data.draw(st.sampled_from(["person.email", "person.name", "organisation.name", "membership.starts_on"]))
        text = data.draw(st.sampled_from(["", "a@b.org", "Sonia Gharbi", "2017", "Amal", "x et y"]))
        c = found.corrections
        corrected = data.draw(
            st.sampled_from(
                [
                    c.typing(Place(row, slot, part), text),
                    c.taking(row, part),
                    c.leaving_out(row, part),
                    c.accepting(Place(row, "", part)),
                ]
            )
        )
        found = sheet.rehearse(workspace, listed, found.mapping, corrected, previous=found, today=sample.TODAY)

    anew = sheet.rehearse(workspace, listed, found.mapping, found.corrections, today=sample.TODAY)
    assert (found.lines, found.makes) == (anew.lines, anew.makes)


# bringing it in


def test_a_workspace_that_has_changed_since_is_not_written_to() -> None:
    workspace = Memory()
    found = plan(rows(KARIM), workspace)
    brought(found, workspace)

    with pytest.raises(RoundtableError, match="changed since"):
        sheet.apply(workspace, found)
    assert len(workspace.all(Person)) == 1


def test_who_asks_to_stop_is_heard() -> None:
    class Stop:
        def step(self, done: int, total: int | None = None, doing: Message | None = None) -> None:
            raise Cancelled

    listed = rows(KARIM)
    mapping = sheet.match(listed, sheet.target("person"), language="fr")
    with pytest.raises(Cancelled):
        sheet.rehearse(Memory(), listed, mapping, progress=Stop())


NAMES = st.sampled_from(
    ["Karim Jebali", "Hela Gharbi", "Xyz Abc", "à désigner", "M. Trabelsi", "", "Ann Lee et Bob Ray"]
)
BODIES = st.sampled_from(["Amal", "Mairie de Tunis", "Ville de Tunis", "", "HCR", "Haut Commissariat (HCR)"])
MAILS = st.sampled_from(["", "k@x.org", "h@x.org", "K@x.org; contact@x.org", "none"])
ROWS = st.lists(st.builds(person, NAMES, BODIES, st.sampled_from(["", "ONG", "??"]), mail=MAILS), max_size=8)


@settings(deadline=None)
@example(
    [
        person("Hela Gharbi", "Amal", "ONG", mail=""),
        person("Hela Gharbi", "", "", mail=""),
        person("Hela Gharbi", "Mairie de Tunis", "", mail=""),
    ]
)
@given(ROWS)
def test_every_list_comes_in_whole_and_once(lines: list[tuple[str, ...]]) -> None:
    workspace = Memory()
    found = plan(rows(*lines), workspace)
    wrong = {(remark.place.row, remark.place.part) for remark in found.remarks() if remark.refused}
    corrections = found.corrections
    while wrong:
        for row, part in wrong:
            corrections = corrections.leaving_out(row, part)
        found = plan(rows(*lines), workspace, corrections)
        wrong = {(remark.place.row, remark.place.part) for remark in found.remarks() if remark.refused}
    brought(found, workspace)

    assert len(workspace.records) == len(found.makes)
    for make in found.makes:
        assert all(ref.made < found.makes.index(make) for ref in make.values.values() if isinstance(ref, sheet.Ref))
    pairs = [(seat.person, seat.organisation) for seat in workspace.all(Membership)]
    assert len(pairs) == len(set(pairs))
    assert {basis.person for basis in workspace.all(ProcessingBasis)} == {one.id for one in workspace.all(Person)}
    again = plan(rows(*lines), workspace, corrections)
    assert again.counts.get("organisation", 0) == 0
    assert again.counts.get("person", 0) == 0


def test_what_holds_for_the_whole_list_is_said_once() -> None:
    lost = sheet.Sheet(
        Path("list.csv"), "", (), rows(KARIM, person("???? ?? ???")).rows, encoding="cp1252", separator=";"
    )
    notes = " ".join(map(str, plan(lost).notes))

    assert "cp1252 was assumed" in notes
    assert "Letters were lost" in notes
    assert any("Nothing in this list can be used" in str(note) for note in plan(plain(("a", "b"))).notes)
    assert plan(rows(KARIM)).notes == ()


def test_a_refusal_is_said_in_the_language_of_the_reader() -> None:
    with pytest.raises(InvalidValue) as refused:
        sheet.apply(Memory(), plan(rows(person("Karim Jebali", role="blah"))))

    assert "Présidence" in refused.value.sentence.within("fr")


# lists of other things


def test_recommendations_come_from_their_own_fields() -> None:
    listed = plain(
        ("Cote", "Thème", "Titre", "Texte", "Destinataires"),
        ("TUN/1", "Emploi et entrepreneuriat", "Ouvrir un guichet", "La ville ouvre un guichet unique.", "ville, État"),
        ("TUN/1", "Santé", "Autre titre", "Texte", ""),
        ("", "Santé", "ouvrir un  GUICHET", "Texte", ""),
    )
    found = plan(listed, kind="recommendation")
    workspace = brought(found)
    (one,) = workspace.all(Recommendation)

    assert [line.fate for line in found.lines] == [Fate.ADDED, Fate.KNOWN, Fate.KNOWN]
    assert (one.symbol, one.topic, one.addressees) == ("TUN/1", "employment", ("city", "state"))
    assert one.title == Translated(fr="Ouvrir un guichet")


def test_a_row_may_name_a_record_of_the_workspace() -> None:
    workspace = brought(
        plan(
            plain(("Cote", "Thème", "Titre", "Texte"), ("TUN/1", "Emploi", "Ouvrir un guichet", "La ville ouvre.")),
            kind="recommendation",
        )
    )
    listed = plain(
        ("Recommendation", "Player", "Aspect", "Text"),
        ("TUN/1", "ville", "S'engage à", "ouvrir"),
        ("Ouvrir un guichet", "État", "A besoin de", "moyens"),
        ("ouvrir un guichett", "État", "Fait aujourd'hui", "rien"),
        ("TUN/9", "État", "Fait aujourd'hui", "rien"),
    )
    found = plan(listed, workspace, kind="commitment")
    cells = [line.cells["commitment.recommendation"] for line in found.lines]

    assert [cell.value for cell in cells[:3]] == [workspace.all(Recommendation)[0].id] * 3
    assert [bool(cell.doubts) for cell in cells[:3]] == [False, False, True]
    assert "no “TUN/9”" in str(cells[3].refusal)


def test_a_title_is_another_one_elsewhere() -> None:
    workspace = Memory()
    workspace.add_all(
        [
            (Meeting, {"kind": "workshop", "title": {"fr": title}, "starts_at": "2018", "status": "draft"})
            for title in ("Atelier un", "Atelier deux")
        ]
    )
    listed = plain(
        ("Meeting", "Title"), ("Atelier un", "Ouverture"), ("Atelier deux", "Ouverture"), ("Atelier un", "Ouverture")
    )
    found = plan(listed, workspace, kind="agenda_item")

    assert [line.fate for line in found.lines] == [Fate.ADDED, Fate.ADDED, Fate.KNOWN]
    assert found.refusals == 0, "a place in the agenda is the workspace's to find"
    assert {make.kind for make in found.makes} == {AgendaItem.kind_name}


def test_organisations_alone_are_known_by_their_other_names() -> None:
    listed = plain(
        ("Organisation", "Sigle", "Type"),
        ("Haut Commissariat (HCR)", "", ""),
        ("Mairie de Tunis", "", "commune"),
        ("Ville de Tunis", "", "commune"),
    )
    found = plan(listed, kind="organisation")
    workspace = brought(found)

    assert [one.acronym for one in workspace.all(Organisation)] == ["HCR", ""]
    assert found.lines[2].fate is Fate.KNOWN


def test_what_a_kind_needs_is_asked_for() -> None:
    found = plan(plain(("Recommendation", "Text"), ("", "rien")), kind="commitment")

    assert {remark.place.slot for remark in found.remarks() if remark.refused} == {
        f"commitment.{field.name}" for field in Commitment.fields.values() if field.required and field.name != "text"
    }


def test_a_hundred_thousand_rows_are_put_together() -> None:
    listed = plain(("Organisation", "Type"), *((f"Association {row % 700}", "ONG") for row in range(sheet.MAX_ROWS)))
    found = plan(listed, kind="organisation")

    assert found.counts == {"organisation": 700}
    assert len(found.lines) == sheet.MAX_ROWS
    assert found.lines[-1].fate is Fate.KNOWN


# what is there already, and the list says otherwise


def changed_list() -> tuple[Memory, sheet.Sheet]:
    """A workspace that a list was brought into, and the list a month later: somebody has another number."""
    listed = [person("Karim Jebali", mail="k@amal.org", phone="+216 71 111 111"), person("Hela Gharbi", phone="71 222")]
    workspace = brought(plan(rows(*listed)))
    listed[0] = person("Karim Jebali", mail="k@amal.org", phone="+216 98 333 333", function="Président")
    return workspace, rows(*listed)


def test_a_list_that_is_brought_in_again_unchanged_differs_in_nothing() -> None:
    listed = rows(person("Mme Hela GHARBI", "Union Amal (UA)", "syndicat", "Trésorière", "h@ua.org", "00216 71 111"))
    again = plan(listed, brought(plan(listed)))

    assert not again.differences
    assert not again.doubts
    assert again.known == 1


def test_another_number_of_somebody_known_is_said_and_stays_until_it_is_taken() -> None:
    workspace, listed = changed_list()
    found = plan(listed, workspace)
    number = Place(1, "person.phone")

    assert found.differences == (number, Place(1, "membership.function"))
    assert "“+216 71 111 111” here, “+216 98 333 333” in the list" in sentences(found)
    assert not found.edits
    brought(found, workspace)
    assert workspace.all(Person)[0].phone == "+216 71 111 111"

    taken = plan(listed, workspace, found.corrections.replacing(number))
    assert [line.fate for line in taken.lines] == [Fate.CHANGED, Fate.KNOWN]
    assert taken.differences == (Place(1, "membership.function"),)
    brought(taken, workspace)
    assert workspace.all(Person)[0].phone == "+216 98 333 333"
    assert len(workspace.all(Person)) == 2


def test_what_is_kept_after_being_taken_stays() -> None:
    workspace, listed = changed_list()
    number = Place(1, "person.phone")
    kept = plan(listed, workspace, sheet.NO_CORRECTIONS.replacing(number).accepting(number))

    assert not kept.edits
    assert "+216 98 333 333" not in sentences(kept)


def test_what_was_worked_out_or_is_less_exact_contradicts_nothing() -> None:
    workspace = brought(plan(rows(person("Karim Jebali", since="14/09/2016", role="Président"))))
    header = ("Nom et prénom", "Organisation", "Membre depuis")
    again = plan(plain(header, ("Jebali Karim", "Association Amal", "2016")), workspace)

    assert not again.differences


def test_a_list_is_not_brought_in_over_what_changed_since_it_was_looked_at() -> None:
    workspace, listed = changed_list()
    found = plan(listed, workspace, sheet.NO_CORRECTIONS.replacing(Place(1, "person.phone")))
    workspace.edit(workspace.all(Person)[0].id, {"phone": "71 444"})

    with pytest.raises(RoundtableError, match="has changed"):
        sheet.apply(workspace, found)


def test_recommendations_that_are_known_may_change_too() -> None:
    header = ("Symbole", "Thème", "Titre", "Texte")
    workspace = brought(plan(plain(header, ("R1", "Logement", "Loger", "Loger.")), kind="recommendation"))
    found = plan(plain(header, ("R1", "Logement", "Loger", "Loger mieux.")), workspace, kind="recommendation")
    text = Place(1, "recommendation.text")

    assert found.differences == (text,)
    brought(
        plan(plain(header, ("R1", "Logement", "Loger", "Loger mieux.")), workspace, found.corrections.replacing(text),
             kind="recommendation"), workspace,
    )  # fmt: skip
    assert workspace.all(Recommendation)[0].text == Translated(fr="Loger mieux.")
