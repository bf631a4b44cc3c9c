"""What a reader is given of what is not in the reader's language, and the order in which names stand."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.documents import REPORTS
from desktop_app.documents.blocks import Heading
from desktop_app.documents.membership import Group
from desktop_app.documents.wording import Wording
from desktop_app.language import LANGUAGES, same_letters, sort_key
from desktop_app.records import (
    Audience,
    City,
    Dossier,
    Entry,
    Membership,
    Organisation,
    Person,
    Translated,
    When,
    city_id,
)
from tests.documents.reading import plain
from tests.documents.sample import ON

VIENNA, TURIN, AMMAN, TUNIS = (city_id(code) for code in ("ATVIE", "ITTRN", "JOAMM", "TNTUN"))
_HABITS: Final = {VIENNA: "en", TURIN: "fr", AMMAN: "ar", TUNIS: "fr"}
"""The language in which each city writes; most of all that is written together is French."""
_NAMED: Final = {
    VIENNA: {"en": "City of Vienna", "fr": "Ville de Vienne"},
    TURIN: {"en": "City of Turin", "fr": "Ville de Turin"},
    AMMAN: {"ar": "أمانة عمّان", "en": "Greater Amman Municipality"},
    TUNIS: {"ar": "بلدية تونس", "fr": "Municipalité de Tunis"},
}


def _network() -> Dossier:
    """Four cities with an organisation and three entries each, Turin with thirty more."""
    records = {}
    for city, habit in _HABITS.items():
        organisation = Organisation(id=f"o{city}", city=city, name=Translated(_NAMED[city]), type="local_authority")
        written = (
            Entry(id=f"{n}{city}", city=city, kind="decision", text=Translated({habit: "…"}))
            for n in range(33 if city == TURIN else 3)
        )
        for record in (
            City(id=city, code=city[:5], country="XX", name=Translated(_NAMED[city])),
            organisation,
            *written,
        ):
            records[record.id] = record
    return Dossier(records)


def _named(language: str) -> dict[str, str]:
    dossier = _network()
    wording = Wording.about(dossier, language, Audience.INTERNAL, dossier.all(Entry))
    assert wording.original == "fr"
    return {one.city: wording.called(one) for one in dossier.all(Organisation)}


def test_a_name_without_a_translation_is_in_letters_that_one_reads_and_as_its_city_writes() -> None:
    assert _named("es") == {
        VIENNA: "City of Vienna",  # not in the language that most of the others write in
        TURIN: "Ville de Turin",
        AMMAN: "Greater Amman Municipality",  # not in Arabic, though Amman writes Arabic
        TUNIS: "Municipalité de Tunis",
    }
    assert _named("ar") == {
        VIENNA: "City of Vienna",
        TURIN: "Ville de Turin",
        AMMAN: "أمانة عمّان",
        TUNIS: "بلدية تونس",
    }


@given(
    st.dictionaries(st.sampled_from([*LANGUAGES, "pt", "he"]), st.just("x"), min_size=1),
    st.sampled_from(LANGUAGES),
    st.sampled_from(["", *LANGUAGES]),
)
def test_a_name_is_in_other_letters_only_where_there_is_none_in_those_of_the_reader(
    texts: dict[str, str], language: str, original: str
) -> None:
    shown = Translated(texts).readable(language, original)[1]
    near = {code for code in texts if same_letters(code, language)}
    assert shown == language if language in texts else (not near or shown in near)
    assert shown == original if original in near and language not in texts else True


def test_a_text_without_a_translation_is_in_the_language_that_its_city_writes() -> None:
    text = Translated(ar="قرار", en="A decision", fr="Une décision")
    dossier = _network()
    wording = Wording.about(dossier, "es", Audience.INTERNAL, dossier.all(Entry))
    for city, language in _HABITS.items():
        entry = Entry(id="e", city=city, text=text)
        assert wording.shown(entry, "text") == (text[language], language)


def _with_group(*names: dict[str, str]) -> Dossier:
    """Tunis with members: an organisation of each name, and in it somebody of that family name."""
    records: dict[str, City | Organisation | Person | Membership] = {
        TUNIS: City(id=TUNIS, code="TNTUN", country="TN", name=Translated(fr="Tunis"))
    }
    for n, name in enumerate(names):
        for record in (
            Organisation(id=f"o{n}", city=TUNIS, name=Translated(name), type="media"),
            Person(id=f"p{n}", city=TUNIS, family_name=name["es"], given_name="A."),
            Membership(id=f"m{n}", city=TUNIS, person=f"p{n}", organisation=f"o{n}", starts_on=When("2017-09")),
        ):
            records[record.id] = record
    return Dossier(records, about=(TUNIS,))


SPANISH: Final = ("Ñuñoa", "Oasis", "Nuzco", "Éboli", "Zorita", "Fuentes")


@given(st.permutations(SPANISH))
def test_organisations_and_members_stand_as_the_language_sorts_them(order: list[str]) -> None:
    dossier = _with_group(*({"es": name, "en": f"{len(SPANISH) - n} {name}"} for n, name in enumerate(order)))
    for language in ("es", "en"):
        wording = Wording(dossier, language, Audience.INTERNAL)
        group = Group(wording, dossier.all(City)[0], ON)
        listed = [wording.called(one) for one in group.organisations]
        assert listed == sorted(listed, key=lambda name: sort_key(name, language))
        filed = [dossier.records[seat.person].called("es", str) for seat in group.memberships]
        joined = [dossier.records[seat.person].called("es", str) for seat in group.joined_since(ON.replace(year=2016))]
        ours = ["Éboli", "Fuentes", "Nuzco", "Ñuñoa", "Oasis", "Zorita"]
        ours = ours if language == "es" else ["Éboli", "Fuentes", "Ñuñoa", "Nuzco", "Oasis", "Zorita"]
        assert filed == joined == [f"A. {name}" for name in ours]


def test_cities_stand_as_the_language_sorts_them_in_every_report_about_several() -> None:
    dossier = _network()
    whole = Dossier(dossier.records, about=tuple(_HABITS))
    for name in ("stakeholders", "handover", "consolidated"):
        for language in LANGUAGES:
            made = REPORTS[name].build(whole, language, audience=Audience.INTERNAL, on=ON)
            names = [
                Wording.about(whole, language, Audience.INTERNAL, whole.all(Entry)).called(c) for c in whole.all(City)
            ]
            ordered = sorted(names, key=lambda one: sort_key(one, language))
            said = [plain(block.content).strip("\u200e\u200f") for block in made.blocks if isinstance(block, Heading)]
            places = [next(place for place, one in enumerate(said) if one.endswith(city)) for city in ordered]
            assert all(before < after for before, after in pairwise(places)), (name, language, said)
