"""Who is likely the same is found across cities, spellings and scripts, and people who only share a name are not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.exchange import matching
from desktop_app.exchange.matching.names import begins_across, likeness, words_of
from desktop_app.records import Membership, Organisation, Person
from desktop_app.workspace import Workspace, linking
from tests.workspace.workspace_files import merged

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop_app.records import RecordId

LYON: Final = {"code": "FRLIO", "name": {"fr": "Lyon"}, "country": "FR"}
TUNIS: Final = {"code": "TNTUN", "name": {"fr": "Tunis"}, "country": "TN"}


@pytest.fixture
def cities(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Workspace, Workspace]]:
    """Tunis, and Lyon, which then takes in what Tunis has."""
    monkeypatch.setenv("ROUNDTABLE_SETTINGS", str(tmp_path / "settings"))
    with (
        Workspace.create(tmp_path / "t.roundtable", city=TUNIS, author="Amina", language="fr") as tunis,
        Workspace.create(tmp_path / "l.roundtable", city=LYON, author="Claire", language="fr") as lyon,
    ):
        yield tunis, lyon


def member(workspace: Workspace, name: str, organisation: str = "", email: str = "") -> RecordId:
    given_name, _blank, family_name = name.partition(" ")
    person = workspace.add(Person, {"given_name": given_name, "family_name": family_name, "email": email})
    if organisation:
        known = {one.name["fr"]: one.id for one in workspace.all(Organisation)}
        body = known.get(organisation) or body_of(workspace, organisation)
        workspace.add(Membership, {"person": person, "organisation": body, "starts_on": "2017"})
    return person


def body_of(workspace: Workspace, name: str, **more: object) -> RecordId:
    return workspace.add(Organisation, {"name": {"fr": name}, "type": "academia", **more})


def found(workspace: Workspace) -> list[tuple[set[RecordId], list[str]]]:
    return [({one.one, one.other}, [str(reason) for reason in one.reasons]) for one in matching.candidates(workspace)]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Wa", "وفاء ساسي"), ("Wafa", "وفاء ساسي"), ("Ouafa", "وفاء ساسي"), ("wafa sa", "وفاء ساسي"),
        ("Moham", "محمد الطرابلسي"), ("Mohamed Trab", "محمد الطرابلسي"), ("had", "أمينة الحداد"),
        ("ben s", "علي بن سالم"), ("Aïcha", "عائشة"), ("Youss", "يوسف"),
        ("Emna", "آمنة"), ("وف", "Wafa Sassi"), ("محمد", "Mohamed Trabelsi"),
    ],
)  # fmt: skip
def test_who_is_typed_in_one_script_is_found_in_the_other(typed: str, name: str) -> None:
    assert begins_across(typed, name)


@pytest.mark.parametrize(
    ("typed", "name"),
    [("Wafa", "فاطمة الزهراء"), ("Wafa", "عفاف"), ("x", "وفاء"), ("el", "الحداد"), ("", "وفاء"), ("Wafa", "Wafa")],
)
def test_who_only_shares_consonants_is_not_found(typed: str, name: str) -> None:
    assert not begins_across(typed, name)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Leïla Ben Salah", "Leila Bensalah"),
        ("Mohamed Trabelsi", "Muhammad Trabelsi"),
        ("Sami Trabelsi", "TRABELSI Sami"),
        ("محمد بن علي", "Mohamed Ben Ali"),
        ("Khadija Cherkaoui", "خديجة الشرقاوي"),
        ("صلاح خليفي", "Salah Khelifi"),
        ("Ana Maria Silva", "Ana Maria da Silva"),
        ("Hans Müller", "Hans Mueller"),
    ],
)
def test_one_name_in_two_spellings_is_alike(one: str, other: str) -> None:
    assert likeness(words_of(one), words_of(other)) >= 90
    assert likeness(words_of(other), words_of(one)) == likeness(words_of(one), words_of(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Karim Trabelsi", "Karima Trabelsi"),
        ("كريمة الشرقاوي", "Karim Cherkaoui"),
        ("Ahmed Trabelsi", "Mohamed Trabelsi"),
        ("Jean Dupont", "Jeanne Dupont"),
        ("Ana Costa", "Ana Castro"),
        ("Maria Rossi", "Mario Rossi"),
        ("Trabelsi", "Sami Trabelsi"),
        ("", "Sami Trabelsi"),
    ],
)
def test_two_names_are_not_alike(one: str, other: str) -> None:
    assert likeness(words_of(one), words_of(other)) < 80


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_two_texts_are_compared_the_same_both_ways(one: str, other: str) -> None:
    forwards, backwards = likeness(words_of(one), words_of(other)), likeness(words_of(other), words_of(one))
    assert 0 <= forwards <= 100
    if len(words_of(one)) != len(words_of(other)):
        assert forwards == backwards


def test_somebody_whom_two_cities_wrote_down_is_offered_with_the_reasons(cities: tuple[Workspace, Workspace]) -> None:
    tunis, lyon = cities
    for name in ("Ines Jaziri", "Slim Gharbi", "Rim Mabrouk"):
        member(tunis, name, "Ville de Tunis")
    here = member(tunis, "Nadia Haddad", "Organisation internationale", "nadia@example.org")
    there = member(lyon, "نادية حداد", "Organisation internationale", "Nadia@Example.org")
    merged(tunis, lyon)
    people = [one for one in found(lyon) if here in one[0]]
    assert people == [({here, there}, ["same e-mail: nadia@example.org", "similar name in another script: 93%"])]


def test_a_linked_organisation_speaks_for_its_people(cities: tuple[Workspace, Workspace]) -> None:
    tunis, lyon = cities
    here = member(tunis, "Karim Trabelsi", "Agence Atlas", "k@example.org")
    there = member(lyon, "Kareem Trabelsi", "وكالة الأطلس", "trabelsi@example.org")
    merged(tunis, lyon)
    assert not found(lyon)
    linking.link(lyon, *(body.id for body in lyon.all(Organisation)))
    ((records, reasons),) = found(lyon)
    assert records == {here, there}
    assert any(reason.startswith("same organisation: ") for reason in reasons)


def test_people_who_share_a_common_name_are_not_offered(cities: tuple[Workspace, Workspace]) -> None:
    tunis, lyon = cities
    for number, workspace in enumerate([tunis, lyon] * 8):
        for name in ("Mohamed Trabelsi", "Mohamed Ben Ali", "Fatma Trabelsi", "Fatma Ben Ali"):
            member(workspace, name, f"Association des quartiers {chr(65 + number) * 6}")
    merged(tunis, lyon)
    assert not [one for one in matching.candidates(lyon) if one.kind == "person"]


def test_two_with_one_name_are_two_where_all_else_differs(cities: tuple[Workspace, Workspace]) -> None:
    tunis, lyon = cities
    member(tunis, "Nadia Haddad", "Ville de Tunis", "n@example.org")
    member(lyon, "Nadia Haddad", "Université", "haddad@example.org")
    merged(tunis, lyon)
    assert not found(lyon)


def test_who_has_the_address_and_a_name_in_common_is_offered_whatever_became_of_the_other_name(
    cities: tuple[Workspace, Workspace],
) -> None:
    tunis, lyon = cities
    here, there = member(tunis, "Nadia Haddad", "", "n@example.org"), member(lyon, "Nadia Benali", "", "n@example.org")
    merged(tunis, lyon)
    assert found(lyon) == [({here, there}, ["same e-mail: n@example.org"])]


def test_colleagues_who_share_an_address_are_not_offered(cities: tuple[Workspace, Workspace]) -> None:
    tunis, _lyon = cities
    member(tunis, "Nadia Haddad", "Ville de Tunis", "contact@example.org")
    member(tunis, "Slim Gharbi", "Ville de Tunis", "contact@example.org")
    assert not found(tunis)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"name": "Croissant-Rouge tunisien"}, {"name": "Croissant rouge Tunisien"}),
        ({"name": "Mairie de Tunis"}, {"name": "Municipalité de Tunis"}),
        ({"name": "Organisation internationale", "acronym": "OIX"}, {"name": "OIX Maghreb", "acronym": "O.I.X."}),
        ({"name": "Forum", "website": "https://forum.example.org"}, {"name": "Forum", "website": "http://www.forum.example.org/"}),
    ],
)  # fmt: skip
def test_one_organisation_under_two_names_is_offered(
    cities: tuple[Workspace, Workspace], one: dict[str, str], other: dict[str, str]
) -> None:
    tunis, _lyon = cities
    records = {body_of(tunis, **one), body_of(tunis, **other)}
    assert [pair for pair, _reasons in found(tunis)] == [records]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"name": "Mairie de Tunis"}, {"name": "Mairie de Sfax"}),
        ({"name": "Caritas", "based_in": "Lyon"}, {"name": "Caritas", "based_in": "Vienne"}),
        ({"name": "Association Al Amal"}, {"name": "Association Al Wafa"}),
        ({"name": "Ministère du travail", "website": "https://gouv.example.org"},
         {"name": "Ministère des affaires sociales", "website": "https://gouv.example.org"}),
    ],
)  # fmt: skip
def test_two_organisations_are_not_offered(
    cities: tuple[Workspace, Workspace], one: dict[str, str], other: dict[str, str]
) -> None:
    tunis, _lyon = cities
    body_of(tunis, **one)
    body_of(tunis, **other)
    assert not found(tunis)


def test_what_was_decided_is_not_asked_again_and_the_decision_travels(cities: tuple[Workspace, Workspace]) -> None:
    tunis, lyon = cities
    bodies = [
        body_of(tunis, "Croissant-Rouge"),
        body_of(tunis, "Croissant rouge"),
        body_of(tunis, "Le Croissant Rouge"),
    ]
    assert len(found(tunis)) == 3
    linking.link(tunis, bodies[0], bodies[1])
    ((pair, _reasons),) = found(tunis)
    assert bodies[2] in pair
    linking.tell_apart(tunis, *pair)
    assert not found(tunis)
    merged(tunis, lyon)
    assert not found(lyon)
    linking.unlink(lyon, bodies[0])
    assert set(bodies[:2]) in [pair for pair, _reasons in found(lyon)]


def test_only_what_a_merge_brought_is_offered_after_it(cities: tuple[Workspace, Workspace]) -> None:
    tunis, _lyon = cities
    old = {body_of(tunis, "Croissant-Rouge"), body_of(tunis, "Croissant rouge")}
    new = {body_of(tunis, "Maison du droit"), body_of(tunis, "La Maison du Droit")}
    offered = matching.candidates(tunis, among=new)
    assert [{one.one, one.other} for one in offered] == [new]
    assert not old & new
