"""Headers found and columns matched, in any language, with and without headers, and for kinds that nobody foresaw."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from desktop_app.errors import InvalidValue, Unknown
from desktop_app.exchange import sheet
from desktop_app.language import LANGUAGES, _
from desktop_app.records import KINDS, Record
from desktop_app.records.declare import code, integer, line, moment, phone
from tests.exchange import sheet_sample as sample

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop_app.records import When


def matched(*lines: Sequence[str], kind: str = "person") -> sheet.ColumnMapping:
    return sheet.match(sample.plain(*lines), sheet.target(kind), language="fr", today=sample.TODAY)


def slots(*lines: Sequence[str], kind: str = "person") -> list[str]:
    mapping = matched(*lines, kind=kind)
    by_number = {column.number: column.slot for column in mapping.columns}
    return [by_number.get(number, "") for number in range(len(lines[0]))]


def test_the_header_is_found_below_titles() -> None:
    mapping = sheet.match(sheet.read(sample.TUNIS), sheet.target("person"), language="fr")

    assert mapping.header == 3
    assert {column.name: column.slot for column in mapping.columns} == {
        "N°": "",
        "Nom et prénom": "person.name",
        "Organisme / Institution": "organisation.name",
        "Sigle": "organisation.acronym",
        "Type": "organisation.type",
        "Fonction": "membership.function",
        "Tél.": "person.phone",
        "E-mail": "person.email",
        "Membre depuis": "membership.starts_on",
        "Rôle": "membership.group_role",
        "Observations": "person.notes",
    }
    assert all(column.doubt is None for column in mapping.columns)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Nom;Prénom;Structure;Fonction;Courriel;GSM", "family given org function email phone"),
        ("NOM:;PRENOM:;ORGANISME;POSTE;E-MAIL;TELEPHONE", "family given org function email phone"),
        ("Last name;First name;Organization;Position;E-mail;Phone", "family given org function email phone"),
        ("Apellidos;Nombre;Entidad;Cargo;Correo electrónico;Móvil", "family given org function email phone"),
        ("اللقب;الاسم;المؤسسة;الصفة;البريد الإلكتروني;الهاتف", "family given org function email phone"),
        ("Full name;Organisation;Job title;Member since", "name org function since"),
        ("الاسم واللقب;الجمعية;الوظيفة;تاريخ الانضمام", "name org function since"),
        ("Titulaire;Suppléant;Association;Catégorie", "name alternate org type"),
        ("Nom de l'organisme;Personne de contact;Adresse mail;N° de téléphone", "org name email phone"),
        ("Nombre y apellidos;Organización;Tipo;Desde", "name org type since"),
    ],
)
def test_headers_are_known_in_four_languages(header: str, expected: str) -> None:
    short = {
        "family": "person.family_name",
        "given": "person.given_name",
        "name": "person.name",
        "alternate": "person.alternate",
        "email": "person.email",
        "phone": "person.phone",
        "org": "organisation.name",
        "type": "organisation.type",
        "function": "membership.function",
        "since": "membership.starts_on",
    }

    assert slots(header.split(";")) == [short[word] for word in expected.split()]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_label_of_every_field_is_known_in_every_language(kind: str, language: str) -> None:
    slots = sheet.target(kind).slots
    mapping = matched([slot.label.within(language) for slot in slots.values()], kind=kind)

    assert mapping.header == 0
    for slot, column in zip(slots.values(), mapping.columns, strict=True):
        alike = {other.label.within(language) for other in slots.values() if other.key == column.slot}
        assert alike == {slot.label.within(language)} or column.slot == "person.name", (slot.key, column.slot)


def test_a_header_that_is_nearly_one_is_taken_with_a_doubt() -> None:
    mapping = matched(("Non et prénom", "Organisatoin", "Adresse e-mail du représentant"))
    name, organisation, mail = mapping.columns

    assert (name.slot, organisation.slot, mail.slot) == ("person.name", "organisation.name", "person.email")
    assert mail.doubt is not None
    assert mail.confidence < 0.85 < name.confidence


def test_what_stands_below_decides_between_two_meanings() -> None:
    assert slots(("Nom", "E-mail"), ("Karim Jebali", "k@x.org"), ("Hela Gharbi", "h@x.org"))[0] == "person.name"
    assert slots(("Nom", "E-mail"), ("Jebali", "k@x.org"), ("Gharbi", "h@x.org"))[0] == "person.family_name"
    assert slots(("Titre", "Nom"), ("Mme", "Gharbi"), ("Dr", "Jebali"))[0] == "person.honorific"
    assert slots(("Titre", "Nom"), ("Directrice", "Gharbi"), ("Maire", "Jebali"))[0] == "membership.function"
    spanish = slots(("Nombre", "Apellidos"), ("María José", "García López"), ("Ana Belén", "Ruiz Pérez"))
    assert spanish == ["person.given_name", "person.family_name"]


def test_without_a_header_the_cells_say_what_the_columns_are() -> None:
    lines = [
        ("1", "Salwa Ben Amor", "Municipalité de Tunis", "71 000 101", "s@example.org", "14/09/2015", "Membre"),
        ("2", "Karim Jebali", "Association Amal", "71 000 102", "k@example.org", "2016-02-01", "Observateur"),
        ("3", "Hela Gharbi", "Université de Tunis", "71 000 103", "h@example.org", "mars 2016", "Présidence"),
    ]
    mapping = matched(*lines)

    assert mapping.header is None
    assert [column.slot for column in mapping.columns] == [
        "",
        "person.name",
        "organisation.name",
        "person.phone",
        "person.email",
        "membership.starts_on",
        "membership.group_role",
    ]
    assert all(column.doubt is not None for column in mapping.columns if column.slot)
    plan = sheet.rehearse(sample.Memory(), sample.plain(*lines), mapping, today=sample.TODAY)
    assert plan.counts["person"] == 3, "the first row is a row like the others"
    assert "No header row" in str(plan.notes[0])


def test_nothing_is_made_of_a_list_of_something_else() -> None:
    plan = sample.plan(sample.plain(("12", "0.5"), ("13", "0.7")))

    assert plan.makes == ()


def test_a_telephone_and_a_mobile_are_one_field() -> None:
    listed = sample.plain(
        ("Nom et prénom", "Tél.", "GSM", "E-mail"), ("Karim Jebali", "71 000 101", "98 000 333", "k@x.org")
    )
    plan = sample.plan(listed)

    assert plan.lines[0].cells["person.phone"].value == "71 000 101 / 98 000 333"


def test_american_dates_are_noticed() -> None:
    header = ("Full name", "Organisation", "Member since")
    american = matched(header, ("Ann Lee", "ACME", "03/28/2016"), ("Bob Ray", "ACME", "03/11/2016"))
    european = matched(header, ("Ann Lee", "ACME", "28/03/2016"), ("Bob Ray", "ACME", "03/11/2016"))

    assert (american.month_first, european.month_first) == (True, False)


def test_the_order_of_names_is_learnt_from_those_that_tell_it() -> None:
    header = ("Nom et prénom", "Organisation")
    told = [("BEN AMOR Salwa", "A"), ("JEBALI Karim", "A"), ("Gharbi Hela", "A"), ("Xyz Abc", "A")]
    untold = [("Salwa BEN AMOR", "A"), ("Karim JEBALI", "A"), ("Hela Gharbi", "A"), ("Xyz Abc", "A")]

    assert matched(header, *told).family_first
    assert not matched(header, *untold).family_first, "what the names say weighs more than what the header says"
    assert matched(header, ("Xyz Abc", "A")).family_first, "where they say nothing, the header does"
    assert not matched(("Prénom et nom", "Organisation"), ("Xyz Abc", "A")).family_first


# what the person decides


@pytest.fixture
def mapping() -> sheet.ColumnMapping:
    return matched(("Nom et prénom", "Organisation", "Divers", "Divers"), ("Karim Jebali", "ACME", "a", "b"))


def test_a_column_is_named_by_header_letters_or_number(mapping: sheet.ColumnMapping) -> None:
    assert mapping.column("organisation").number == 1
    assert mapping.column("B").number == 1
    assert mapping.column("2").number == 1
    for wrong in ("Divers", "Z", "", "99"):
        with pytest.raises(Unknown, match="Nom et prénom"):
            mapping.column(wrong)


def test_a_choice_is_kept_and_takes_the_slot_from_another(mapping: sheet.ColumnMapping) -> None:
    changed = mapping.assigned(2, "organisation.type").assigned(3, "type")

    assert [column.slot for column in changed.columns] == [
        "person.name",
        "organisation.name",
        "",
        "organisation.type",
    ]
    assert changed.columns[3].confidence == 1.0
    assert mapping.columns[3].slot == "", "the proposal is as it was"
    assert changed.assigned(3, "").columns[3].slot == ""
    with pytest.raises(Unknown, match=r"person\.email"):
        mapping.assigned(2, "nothing")
    with pytest.raises(Unknown, match=r"organisation\.email"):
        mapping.assigned(2, "email")


def test_choices_of_the_command_line(mapping: sheet.ColumnMapping) -> None:
    changed = sheet.with_choices(mapping, ["C=person.notes", "Organisation=", "=organisation.type=ONG"])

    assert [column.slot for column in changed.columns] == ["person.name", "", "person.notes", ""]
    assert changed.fixed["organisation.type"] == "ONG"
    with pytest.raises(InvalidValue, match="COLUMN=FIELD"):
        sheet.with_choices(mapping, ["nonsense"])


def test_the_header_may_be_elsewhere() -> None:
    listed = sample.plain(("Nom", "Type"), ("Nom et prénom", "Organisation"), ("Karim Jebali", "ACME"))
    first = sheet.match(listed, sheet.target("person"), language="fr")
    second = sheet.match_below(listed, first, 1)

    assert (first.header, second.header) == (0, 1)
    assert [column.slot for column in second.columns] == ["person.name", "organisation.name"]
    assert sheet.match_below(listed, first, None).header is None


@given(st.lists(st.lists(st.text(max_size=8), max_size=5), max_size=6))
def test_no_list_breaks_the_matching(lines: list[list[str]]) -> None:
    listed = sample.plain(*lines)
    for kind in ("person", "recommendation"):
        plan = sample.plan(listed, kind=kind)
        assert all(remark.sentence for remark in plan.remarks())


# kinds that nobody foresaw


@pytest.fixture
def vessel() -> Iterator[type[Record]]:
    class Vessel(Record, kind="vessel", one=_("Vessel"), many=_("Vessels")):
        name: str = line(_("Name of the vessel"), required=True, also=("navire", "السفينة"))
        topic: str = code(_("Cargo"), "topic")
        built: When = moment(_("Built in"))
        crew: int | None = integer(_("Crew"))
        radio: str = phone(_("Radio"))

    yield Vessel
    del KINDS["vessel"]


def test_a_field_that_is_declared_is_matched_and_read(vessel: type[Record]) -> None:
    listed = sample.plain(
        ("Built in", "Navire", "Crew", "Cargo", "Radio"),
        ("mars 1961", "Amal", "12", "santé", "00 216 71"),
        ("31/02/1961", "Nour", "many", "xyz", "?"),
    )
    plan = sample.plan(listed, kind="vessel")
    _good, bad = plan.lines

    assert dict(plan.makes[0].values) == {
        "built": "1961-03",
        "name": "Amal",
        "crew": 12,
        "topic": "health",
        "radio": "+216 71",
    }
    assert {slot for slot, cell in bad.cells.items() if cell.refusal} == {"vessel.built", "vessel.crew", "vessel.topic"}


def test_a_field_added_to_a_person_is_a_slot_of_a_stakeholder_list(monkeypatch: pytest.MonkeyPatch) -> None:
    person = KINDS["person"]
    added = structs.replace(person.fields["phone"], name="fax", label=_("Fax"), also=("télécopie",))
    monkeypatch.setattr(person, "fields", {**person.fields, "fax": added})
    header = (*sample.HEADER, "Télécopie")
    plan = sample.plan(sample.rows((*sample.person("Karim Jebali"), "71 000 999"), header=header))

    assert plan.lines[0].cells["person.fax"].value == "71 000 999"
    assert next(make for make in plan.makes if make.kind == "person").values["fax"] == "71 000 999"
