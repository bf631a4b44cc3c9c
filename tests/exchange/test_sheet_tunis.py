"""The stakeholder list of Tunis, as a city team keeps it, into a real workspace: to the last person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from desktop_app.errors import InvalidValue
from desktop_app.exchange import sheet
from desktop_app.exchange.sheet import Fate, Place
from desktop_app.progress import Cancelled
from desktop_app.records import Membership, Organisation, Person, ProcessingBasis, Translated
from desktop_app.workspace import Workspace
from tests.exchange import sheet_sample as sample

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop_app.language import Message

PILAR: Final = 14
"""The row of a false address, an impossible day and a formula without its result."""

PEOPLE: Final = [
    # honorific, given name, family name, e-mail, telephone, organisation, role, since
    ("", "Salwa", "Ben Amor", "s.benamor@example.org", "71 000 101", "Municipalité de Tunis", "focal_point",
     "2015-09-14"),
    ("", "Mohamed Ali", "Trabelsi", "ma.trabelsi@example.org", "+216 71 000 102 / 98 000 333", "Municipalité de Tunis",
     "chair", "2015-09-14"),
    ("Mme", "Hela", "Gharbi", "hela.gharbi@example.org", "(216) 71000103",
     "Ministère des Affaires sociales – Office des Tunisiens à l'étranger", "member", "2015-09"),
    ("", "Karim", "Jebali", "k.jebali@example.org", "", "Association Terre d'accueil", "member", "2016"),
    ("", "Sonia", "Jebali", "", "", "Association Terre d'accueil", "alternate", "2016"),
    ("Dr.", "Aïcha", "N'Diaye", "aicha.ndiaye@example.org", "+216 22 000 105",
     "Université de Tunis, département de géographie", "member", "2016-02-01"),
    ("", "Jean-Baptiste", "O'Connor de la Tour", "jb.oconnor@example.org", "",
     "Organisation internationale (bureau de Tunis)", "observer", "2016-02-01"),
    ("", "سلمى", "بن عمر", "salma@example.org", "71 000 107", "جمعية المهاجرين بتونس", "member", "2016-03-01"),
    ("", "Pilar", "Núñez Ibáñez", "pilar.nunez@example.org", "+34 910000110", "Cruz Roja", "observer", "2017-02-28"),
]  # fmt: skip

ORGANISATIONS: Final = [
    # acronym, type, player
    ("Municipalité de Tunis", "", "local_authority", "city"),
    ("Ministère des Affaires sociales – Office des Tunisiens à l'étranger", "OTE", "state_service", "state"),
    ("Association Terre d'accueil", "ATA", "civil_society_organisation", "civil_society"),
    ("Université de Tunis, département de géographie", "", "academia", "civil_society"),
    ("Organisation internationale (bureau de Tunis)", "OI", "international_organisation", "international_organisation"),
    ("جمعية المهاجرين بتونس", "", "migrant_diaspora", "civil_society"),
    ("Région / Gouvernorat de Tunis", "", "local_authority", "region"),
    ("Cruz Roja", "CR", "red_cross_crescent", "civil_society"),
]


@pytest.fixture
def tunis(tmp_path: Path) -> Iterator[Workspace]:
    city = {"code": "TNTUN", "name": {"fr": "Tunis"}, "country": "TN"}
    with Workspace.create(tmp_path / "tunis.roundtable", city=city, author="Salwa", language="fr") as workspace:
        yield workspace


def rehearsed(
    workspace: Workspace, corrections: sheet.Corrections = sheet.NO_CORRECTIONS, previous: sheet.SheetPlan | None = None
) -> sheet.SheetPlan:
    listed = previous.sheet if previous else sheet.read(sample.TUNIS)
    mapping = sheet.match(listed, sheet.target("person"), language=workspace.language, today=sample.TODAY)
    return sheet.rehearse(workspace, listed, mapping, corrections, previous=previous, today=sample.TODAY)


def corrected(workspace: Workspace) -> sheet.SheetPlan:
    plan = rehearsed(workspace)
    typed = {
        "person.email": "pilar.nunez@example.org",
        "person.phone": "+34 910000110",
        "membership.starts_on": "28/02/2017",
    }
    corrections = plan.corrections
    for slot, text in typed.items():
        corrections = corrections.typing(Place(PILAR, slot), text)
    return rehearsed(workspace, corrections, plan)


def test_the_rehearsal_says_what_would_be_made_and_why_it_cannot_yet(tunis: Workspace) -> None:
    before = tunis.fingerprint()
    plan = rehearsed(tunis)
    wrong = {remark.place.slot: str(remark.sentence) for remark in plan.remarks() if remark.refused}

    assert plan.counts == {"organisation": 8, "person": 9, "membership": 9, "processing_basis": 9}
    assert list(wrong) == ["person.email", "person.phone", "membership.starts_on"]
    assert "pilar.nunez@example" in wrong["person.email"]
    assert "formula" in wrong["person.phone"]
    assert "31/02/2017" in wrong["membership.starts_on"]
    assert [str(note) for note in plan.notes] == ["One column is left out: N°."]
    with pytest.raises(InvalidValue, match="Row 15"):
        sheet.apply(tunis, plan)
    assert tunis.fingerprint() == before


def test_every_doubt_has_its_place_and_says_why(tunis: Workspace) -> None:
    doubts = [
        (remark.row_name, remark.place.slot, str(remark.sentence))
        for remark in rehearsed(tunis).remarks()
        if not remark.refused
    ]

    assert doubts == [
        ("8", "person.family_name", "2 people are named in this cell: Karim Jebali · Sonia Jebali."),
        ("8", "person.email", "There are several addresses here; this one is used for the person."),
        ("8", "person.family_name", "2 people are named in this cell: Karim Jebali · Sonia Jebali."),
        ("10", "organisation.type", "“Org. internationale” is read as “International organisation”."),
        ("13", "", "The same as “Salwa Ben Amor” in row 5: not added again."),
        ("13", "organisation.name", "Treated as “Municipalité de Tunis” in row 5."),
        ("14", "", "“à désigner” names nobody: only the organisation is added."),
        ("14", "organisation.type", "“région” is read as “Local authority”."),
        ("15", "membership.group_role", "“invitée” is read as “Observer”."),
        ("17", "", "This looks like a total, not like an entry: the row is left out."),
    ]


def test_the_list_comes_in_to_the_last_person(tunis: Workspace) -> None:
    plan = corrected(tunis)
    assert plan.refusals == 0
    made = sheet.apply(tunis, plan)

    assert len(made) == 35
    organisations = {one.id: one for one in tunis.all(Organisation)}
    assert [
        (one.name.within("fr"), one.acronym, one.type, one.player) for one in tunis.all(Organisation)
    ] == ORGANISATIONS
    seats = {seat.person: seat for seat in tunis.all(Membership)}
    found = []
    for one in tunis.all(Person):
        seat = seats[one.id]
        body = organisations[seat.organisation].name.within("fr")
        found.append(
            (
                one.honorific,
                one.given_name,
                one.family_name,
                one.email,
                one.phone,
                body,
                seat.group_role,
                seat.starts_on,
            )
        )
    assert found == PEOPLE


def test_what_else_the_list_says_is_kept(tunis: Workspace) -> None:
    sheet.apply(tunis, corrected(tunis))
    people = {one.given_name: one for one in tunis.all(Person)}
    seats = {seat.person: seat for seat in tunis.all(Membership)}
    office = tunis.all(Organisation, acronym="ATA")[0]

    assert seats[people["Sonia"].id].alternate_of == people["Karim"].id
    assert office.email == "contact@terredaccueil.example.org"
    assert people["Aïcha"].notes == "ne plus écrire à l'ancienne adresse"
    assert seats[people["سلمى"].id].function == Translated(ar="رئيسة")
    assert seats[people["Karim"].id].function == Translated(fr="Président")
    assert not seats[people["Sonia"].id].function


def test_each_person_has_a_basis(tunis: Workspace) -> None:
    sheet.apply(tunis, corrected(tunis))

    assert {basis.person for basis in tunis.all(ProcessingBasis)} == {one.id for one in tunis.all(Person)}
    for basis in tunis.all(ProcessingBasis):
        assert (basis.legal_basis, basis.date) == ("public_task", "2018-01-15")
        assert "liste_parties_prenantes_tunis.xlsx" in basis.method
        assert basis.purpose


def test_it_is_one_step_of_undo(tunis: Workspace) -> None:
    sheet.apply(tunis, corrected(tunis))
    assert tunis.undo()

    assert tunis.count(Person) == tunis.count(Organisation) == tunis.count(ProcessingBasis) == 0
    assert tunis.redo()
    assert tunis.count(Person) == 9


def test_a_second_time_nothing_is_new(tunis: Workspace) -> None:
    sheet.apply(tunis, corrected(tunis))
    before = tunis.fingerprint()
    again = corrected(tunis)

    assert again.makes == ()
    assert {line.fate for line in again.lines} == {Fate.KNOWN, Fate.LEFT_OUT}
    assert sheet.apply(tunis, again) == []
    assert tunis.fingerprint() == before


def test_who_stops_it_half_way_finds_everything_as_it_was(tunis: Workspace) -> None:
    class Stop:
        def step(self, done: int, total: int | None = None, doing: Message | None = None) -> None:
            if done:
                raise Cancelled

    before = tunis.fingerprint()
    with pytest.raises(Cancelled):
        sheet.apply(tunis, corrected(tunis), Stop())

    assert tunis.fingerprint() == before
    assert tunis.count(Person) == tunis.count(Organisation) == 0


def test_what_is_found_is_found_by_the_search(tunis: Workspace) -> None:
    sheet.apply(tunis, corrected(tunis))

    assert {tunis.title(hit.record, "fr") for hit in tunis.search("ndiaye", kinds=[Person])} <= {"Aïcha N'Diaye"}
    assert tunis.search("بن عمر", kinds=[Person])
