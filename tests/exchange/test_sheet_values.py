"""What people write for dates, numbers, addresses and labels, and what it is read as."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.exchange.sheet.contacts import addresses, owner_of, read_phone
from desktop_app.exchange.sheet.dates import read_date
from desktop_app.exchange.sheet.folding import fold, squashed, tidy
from desktop_app.exchange.sheet.labels import read_code
from desktop_app.exchange.sheet.organisations import guess_type, key_of, split_acronym, suggest_player
from desktop_app.exchange.sheet.readings import Reading
from desktop_app.exchange.sheet.sharing import share_mail, share_texts
from desktop_app.exchange.sheet.values import Manner, read_value, side_by_side
from desktop_app.exchange.sheet.words import synonyms
from desktop_app.language import LANGUAGES, format_date
from desktop_app.records import Commitment, Meeting, Organisation, Person, Precision, Translated, vocabulary

FRENCH = Manner("fr")


def when(text: str, *, month_first: bool = False, finest: Precision = Precision.DAY) -> Reading:
    return read_date(text, finest, month_first=month_first)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3 mars 2016", "2016-03-03"),
        ("1er mars 2016", "2016-03-01"),
        ("le 12 août 1998", "1998-08-12"),
        ("lundi 3 mars 2016", "2016-03-03"),
        ("sept. 2015", "2015-09"),
        ("depuis mars 2016", "2016-03"),
        ("3 de marzo de 2016", "2016-03-03"),
        ("September 3, 2016", "2016-09-03"),
        ("3rd of September 2016", "2016-09-03"),
        ("٣ مارس ٢٠١٦", "2016-03-03"),
        ("كانون الثاني 2016", "2016-01"),
        ("5 كانون الأول 2017", "2017-12-05"),
        ("14 جانفي 2018", "2018-01-14"),
        ("03/11/2016", "2016-11-03"),
        ("01.03.2016", "2016-03-01"),
        ("3-11-2016", "2016-11-03"),
        ("11-2016", "2016-11"),
        ("2016", "2016"),
        ("2016-02-01", "2016-02-01"),
        ("2016/3", "2016-03"),
        ("2016-02-01T10:00", "2016-02-01"),
    ],
)
def test_a_date_is_read_as_far_as_it_says(text: str, value: str) -> None:
    assert when(text) == Reading(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("42261", "2015-09-14"),
        ("11/28/2016", "2016-11-28"),
        ("14/9/15", "2015-09-14"),
        ("mars 16", "2016-03"),
        ("15-janv-16", "2016-01-15"),
        ("3/3/98", "1998-03-03"),
        ("fin 2015", "2015"),
        ("vers mars 2016", "2016-03"),
        ("2015-2018", "2015"),
        ("2015 à 2017", "2015"),
        ("1066", "1066"),
    ],
)
def test_a_date_that_may_mean_another_is_doubted(text: str, value: str) -> None:
    reading = when(text)

    assert reading.value == value
    assert reading.doubts


@pytest.mark.parametrize("text", ["31/02/2017", "2016-13", "hier", "99999", "3 mars", "12", "mars avril 2016", "0/0/0"])
def test_what_is_no_date_is_refused(text: str) -> None:
    assert text in str(when(text).refusal)


def test_a_list_may_put_the_month_first() -> None:
    assert when("03/11/2016", month_first=True) == Reading("2016-03-11")
    assert when("28/11/2016", month_first=True).value == "2016-11-28"


def test_the_time_of_day_is_kept_where_the_field_keeps_it() -> None:
    assert when("01/02/2016 10:30", finest=Precision.MINUTE).value == "2016-02-01T10:30"
    assert when("1er février 2016 à 9h", finest=Precision.MINUTE).value == "2016-02-01T09:00"
    assert when("01/02/2016 10:30").value == "2016-02-01"
    assert when("01/02/2016 25:99", finest=Precision.MINUTE).refusal is not None


@given(st.dates(date(1950, 1, 1), date(2050, 12, 31)), st.sampled_from(LANGUAGES), st.sampled_from(["long", "full"]))
def test_every_date_that_the_program_writes_is_read(day: date, language: str, width: str) -> None:
    written = format_date(day, language, "full" if width == "full" else "long")

    assert when(written) == Reading(day.isoformat())


@given(st.dates(date(1950, 1, 1), date(2050, 12, 31)), st.sampled_from("/.-"))
def test_the_day_stands_first(day: date, mark: str) -> None:
    assert when(f"{day.day}{mark}{day.month:02d}{mark}{day.year}") == Reading(day.isoformat())


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading_of_dates(text: str) -> None:
    reading = when(text, finest=Precision.MINUTE)

    assert (reading.value is None) == (reading.refusal is not None)


# telephone numbers and addresses


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("71 000 101", "71 000 101"),
        ("+216 71 000 102 / 98 000 333", "+216 71 000 102 / 98 000 333"),
        ("00 216 22 000 105", "+216 22 000 105"),
        ("71 000 101\n98 000 333", "71 000 101 / 98 000 333"),
        ("Tél : 0033 6 12 34", "+33 6 12 34"),
        ("71 200 300", "71 200 300"),
    ],
)
def test_a_number_is_tidied_and_kept(text: str, value: str) -> None:
    assert read_phone(text) == Reading(value)


def test_a_number_that_lost_its_digits_is_refused() -> None:
    assert "2,17E+11" in str(read_phone("2,17E+11").refusal)
    assert read_phone("voir accueil").refusal is not None
    assert read_phone("71 000 101 (demander Salwa)").doubts


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a@b.org", ("a@b.org",)),
        (" a@b.org ; c@d.org\na@b.org", ("a@b.org", "c@d.org")),
        ("Salwa <s@b.org>", ("s@b.org",)),
        ("HELA.GHARBI@EXAMPLE.ORG", ("hela.gharbi@example.org",)),
        ("Hela.Gharbi@Example.org.", ("Hela.Gharbi@Example.org",)),
        ("a@b.org/c@d.org", ("a@b.org", "c@d.org")),
        ("pas d'adresse", ()),
    ],
)
def test_addresses_are_found(text: str, found: tuple[str, ...]) -> None:
    assert addresses(text).found == found


COUPLE = [("Karim", "Jebali"), ("Sonia", "Jebali")]


@pytest.mark.parametrize(
    ("address", "owner"),
    [
        ("k.jebali@x.org", 0),
        ("kjebali@x.org", 0),
        ("sonia@x.org", 1),
        ("jebali.s@x.org", 1),
        ("jebali@x.org", None),
        ("contact@x.org", None),
    ],
)
def test_an_address_speaks_of_somebody(address: str, owner: int | None) -> None:
    assert owner_of(address, COUPLE) == owner


def test_addresses_go_to_whom_they_speak_of() -> None:
    mail = share_mail(["contact@amal.org", "k.jebali@amal.org"], COUPLE)
    assert (mail.own, mail.office, mail.others) == (("k.jebali@amal.org", ""), "contact@amal.org", ())

    mail = share_mail(["one@x.org", "two@x.org", "three@x.org"], COUPLE)
    assert (mail.own, mail.others, mail.guessed) == (("one@x.org", "two@x.org"), ("three@x.org",), True)

    mail = share_mail(["sonia@x.org", "karim@x.org"], COUPLE)
    assert (mail.own, mail.guessed) == (("karim@x.org", "sonia@x.org"), False)


OFFICES = ["a@x.org", "contact@x.org", "k.jebali@x.org", "sonia@x.org", "info@y.org"]


@given(st.lists(st.sampled_from(OFFICES), unique=True))
def test_no_address_is_lost(found: list[str]) -> None:
    mail = share_mail(found, COUPLE)

    assert sorted([*filter(None, mail.own), *filter(None, [mail.office]), *mail.others]) == sorted(found)


def test_a_cell_is_shared_when_it_has_as_many_pieces_as_people() -> None:
    assert share_texts("Présidente\nTrésorier", 2) == ["Présidente", "Trésorier"]
    assert share_texts("71 000 101 / 98 000 333", 2) == ["71 000 101", "98 000 333"]
    assert share_texts("Présidente", 2) is None


# labels


@pytest.mark.parametrize("name", ["organisation_type", "group_role", "topic", "player", "scope_level"])
def test_every_label_in_every_language_is_its_code(name: str) -> None:
    known = vocabulary(name)
    for language in LANGUAGES:
        labels = [known.label(code, language) for code in known.codes]
        for code, label in zip(known.codes, labels, strict=True):
            reading = read_code(name, label.upper())
            assert reading.refusal is None
            assert not reading.doubts
            assert reading.value == code or labels.count(label) > 1


def test_labels_are_known_without_their_arabic_articles() -> None:
    reading = read_code("organisation_type", "قطاع خاص")

    assert reading.value == "private_sector"
    assert not reading.doubts


@pytest.mark.parametrize("name", ["organisation_type", "group_role", "topic", "player", "scope_level"])
def test_every_synonym_is_of_a_code_that_exists(name: str) -> None:
    for text, (code, sure) in synonyms(name).items():
        assert code in vocabulary(name).codes
        reading = read_code(name, text)
        assert reading.value is not None
        assert sure or reading.doubts or vocabulary(name).code_of(text)


@pytest.mark.parametrize(
    ("name", "text", "code", "sure"),
    [
        ("organisation_type", "ONG", "civil_society_organisation", True),
        ("organisation_type", "état", "state_service", True),
        ("organisation_type", "universitaire", "academia", True),
        ("organisation_type", "Org. internationale", "international_organisation", False),
        ("organisation_type", "croix-rouge", "red_cross_crescent", True),
        ("organisation_type", "région", "local_authority", False),
        ("organisation_type", "Organistion internationale", "international_organisation", False),
        ("group_role", "Suppléante", "alternate", True),
        ("group_role", "invitée", "observer", False),
        ("group_role", "Présidente", "chair", True),
    ],
)
def test_what_people_write_for_a_label(name: str, text: str, code: str, sure: bool) -> None:
    reading = read_code(name, text)

    assert (reading.value, not reading.doubts) == (code, sure)


def test_a_label_that_means_nothing_is_refused_with_those_that_do() -> None:
    refusal = read_code("group_role", "blah").refusal

    assert refusal is not None
    assert "“blah” is none of these: Chair, Rapporteur" in str(refusal)
    assert "Présidence, Rapporteur ou rapporteuse" in refusal.within("fr"), (
        "the labels are in the language of the sentence"
    )


# organisations


@pytest.mark.parametrize(
    ("text", "name", "acronym"),
    [
        ("Haut Commissariat (HCR)", "Haut Commissariat", "HCR"),
        ("HCR – Haut Commissariat", "Haut Commissariat", "HCR"),
        ("Programme des Nations Unies (UN-Habitat)", "Programme des Nations Unies", "UN-Habitat"),
        ("Association Amal (A.A.)", "Association Amal", "A.A."),
        ("Organisation internationale (bureau de Tunis)", "Organisation internationale (bureau de Tunis)", ""),
        ("Croix-Rouge", "Croix-Rouge", ""),
    ],
)
def test_an_acronym_is_taken_from_a_name(text: str, name: str, acronym: str) -> None:
    found = split_acronym(text)

    assert (found.name, found.acronym) == (name, acronym)


def test_one_body_has_one_key() -> None:
    names = ["Municipalité de Tunis", "Mairie de Tunis", "La ville de Tunis", "COMMUNE DE TUNIS"]

    assert len(set(map(key_of, names))) == 1
    assert key_of("Municipalité de Sfax") != key_of("Municipalité de Tunis")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Université de Tunis", "academia"),
        ("Union Générale Tunisienne du Travail", "trade_union"),
        ("Association des migrants de Lyon", "migrant_diaspora"),
        ("جمعية المهاجرين بتونس", "civil_society_organisation"),
        ("Ayuntamiento de Madrid", "local_authority"),
        ("Xyz", ""),
    ],
)
def test_a_name_speaks_of_a_type(name: str, code: str) -> None:
    assert guess_type(name) in (code, "migrant_diaspora")


def test_a_player_is_suggested_by_the_word_or_by_the_type() -> None:
    assert suggest_player("local_authority", "région") == "region"
    assert suggest_player("local_authority", "mairie") == "city"
    assert suggest_player("", "") == ""


# fields


def test_any_field_reads_what_its_type_reads() -> None:
    assert read_value(Person.fields["languages"], "français, arabe", FRENCH).value == ("fr", "ar")
    assert read_value(Organisation.fields["influence"], "4", FRENCH).value == 4
    assert read_value(Organisation.fields["influence"], "9", FRENCH).refusal is not None
    assert read_value(Organisation.fields["sectors"], "Santé; éducation", FRENCH).value == ("health", "education")
    assert read_value(Organisation.fields["sectors"], "Droits humains et services de base", FRENCH).value == (
        "human_rights_basic_services",
    )
    assert read_value(Organisation.fields["website"], "www.amal.tn", FRENCH).value == "www.amal.tn"
    assert read_value(Meeting.fields["starts_at"], "3/11/2016 9h30", FRENCH).value == "2016-11-03T09:30"
    assert read_value(Commitment.fields["due_on"], "fin 2018", FRENCH).value == "2018"
    assert read_value(Person.fields["notes"], " \u200b ", FRENCH) == Reading()


def test_a_text_is_in_the_language_of_its_letters() -> None:
    name = Organisation.fields["name"]

    assert read_value(name, "Amal\nTunis", FRENCH).value == Translated(fr="Amal Tunis")
    assert read_value(name, "جمعية الأمل", FRENCH).value == Translated(ar="جمعية الأمل")
    assert read_value(name, "Amal", Manner("ar")).value == Translated(fr="Amal")
    assert side_by_side([Translated(fr="Amal"), Translated(ar="أمل"), Translated(fr="Espoir")]) == Translated(
        fr="Amal / Espoir", ar="أمل"
    )


def test_what_nobody_sees_is_tidied_away_and_what_reverses_is_said() -> None:
    name = Person.fields["family_name"]

    assert read_value(name, "\u200eJebali\u00a0 \u200f", FRENCH) == Reading("Jebali")
    reversed_ = read_value(name, "Jeb\u202eali", FRENCH)
    assert reversed_.value == "Jebali"
    assert reversed_.doubts
    assert read_value(name, "Jeb\x07ali", FRENCH).refusal is not None
    assert read_value(name, "x" * 2**20, FRENCH).refusal is not None
    assert read_value(name, "half \ud800", FRENCH).refusal is not None


# folding


@given(st.text(max_size=40))
def test_folding_is_stable(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert tidy(tidy(text)) == tidy(text)


def test_what_people_see_as_equal_folds_to_one() -> None:
    assert squashed("E-Mail :") == squashed("email")
    assert fold("Éducation") == fold("EDUCATION")
    assert fold("المدرسة") == fold("المدرسه")
    assert squashed("الهاتف") == squashed("هاتف")
