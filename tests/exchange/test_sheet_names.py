"""Names in every order, and who is named in a cell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.exchange.sheet.folding import fold
from desktop_app.exchange.sheet.names import looks_like_name, split_name
from desktop_app.exchange.sheet.people import is_placeholder, people_in
from desktop_app.exchange.sheet.spelling import capitalised
from desktop_app.exchange.sheet.two_scripts import twice
from desktop_app.exchange.sheet.words import given_names, meaning

CERTAIN = [
    ("BEN AMOR Salwa", "Salwa", "Ben Amor"),
    ("Salwa BEN AMOR", "Salwa", "Ben Amor"),
    ("SALWA BEN AMOR", "Salwa", "Ben Amor"),
    ("Ben Amor Salwa", "Salwa", "Ben Amor"),
    ("Trabelsi, Mohamed Ali", "Mohamed Ali", "Trabelsi"),
    ("García Márquez, Gabriel José", "Gabriel José", "García Márquez"),
    ("الطرابلسي، محمد علي", "محمد علي", "الطرابلسي"),
    ("Karim Jebali", "Karim", "Jebali"),
    ("Gharbi Hela", "Hela", "Gharbi"),
    ("Jean-Baptiste O'Connor de la Tour", "Jean-Baptiste", "O'Connor de la Tour"),
    ("Pilar Núñez Ibáñez", "Pilar", "Núñez Ibáñez"),
    ("José Luis Rodríguez Zapatero", "José Luis", "Rodríguez Zapatero"),
    ("María del Carmen García López", "María del Carmen", "García López"),
    ("José Ortega y Gasset", "José", "Ortega y Gasset"),
    ("Anna Maria van der Berg", "Anna Maria", "van der Berg"),
    ("van den Berg Jan", "Jan", "van den Berg"),
    ("Ursula von der Leyen", "Ursula", "von der Leyen"),
    ("DE LA TOUR Jean", "Jean", "de la Tour"),
    ("Xyz BEN AMOR", "Xyz", "Ben Amor"),
    ("Salwa de la TOUR", "Salwa", "de la Tour"),
    ("McDONALD John", "John", "McDonald"),
    ("d'ALMEIDA Rui", "Rui", "d'Almeida"),
    ("N'DIAYE Aïcha", "Aïcha", "N'Diaye"),
    ("Ait Ahmed Hocine", "Hocine", "Ait Ahmed"),
    ("Karim Ben Salah", "Karim", "Ben Salah"),
    ("El Amrani Fatima Zahra", "Fatima Zahra", "El Amrani"),
    ("Mohamed El Amine Trabelsi", "Mohamed El Amine", "Trabelsi"),
    ("Abd El Kader Ould Cheikh", "Abd El Kader", "Ould Cheikh"),
    ("Abu Bakr Salem", "Salem", "Abu Bakr"),
    ("سلمى بن عمر", "سلمى", "بن عمر"),
    ("عبد الله بن سالم", "عبد الله", "بن سالم"),
    ("محمد علي الطرابلسي", "محمد علي", "الطرابلسي"),
    ("نور الدين بن عمر الخياري", "نور الدين", "بن عمر الخياري"),
    ("J. Smith", "J.", "Smith"),
    ("Smith J.", "J.", "Smith"),
]


@pytest.mark.parametrize(("text", "given_name", "family_name"), CERTAIN)
def test_a_name_that_tells_its_order_is_split_without_a_doubt(text: str, given_name: str, family_name: str) -> None:
    name = split_name(text)

    assert (name.given, name.family, name.doubts) == (given_name, family_name, ())


@pytest.mark.parametrize(
    ("text", "honorific", "given_name", "family_name"),
    [
        ("Mme Hela Gharbi", "Mme", "Hela", "Gharbi"),
        ("Dr. Aïcha N'Diaye", "Dr.", "Aïcha", "N'Diaye"),
        ("Prof. Dr. Hans-Peter Müller", "Prof. Dr.", "Hans-Peter", "Müller"),
        ("M. Ben Ali", "M.", "", "Ben Ali"),
        ("Sra. Pilar Núñez", "Sra.", "Pilar", "Núñez"),
        ("Don Felipe González", "Don", "Felipe", "González"),
        ("S.E. Mme Leila Trabelsi", "S.E. Mme", "Leila", "Trabelsi"),
        ("السيد محمد علي الطرابلسي", "السيد", "محمد علي", "الطرابلسي"),
        ("د. سلمى الجبالي", "د.", "سلمى", "الجبالي"),
        ("Jebali, Dr Karim", "Dr", "Karim", "Jebali"),
        ("Trabelsi Karim, Dr.", "Dr.", "Karim", "Trabelsi"),
        ("Jebali Karim (Mme)", "Mme", "Karim", "Jebali"),
    ],
)
def test_forms_of_address_are_taken_off(text: str, honorific: str, given_name: str, family_name: str) -> None:
    name = split_name(text)

    assert (name.honorific, name.given, name.family) == (honorific, given_name, family_name)


@pytest.mark.parametrize("text", ["Xyz Abc", "Thomas Martin", "Mohamed Karim", "SALWA Trabelsi", "Xyz Abc Def"])
def test_an_order_that_nothing_tells_is_doubted(text: str) -> None:
    assert split_name(text).doubts


def test_the_habit_of_the_list_decides_what_nothing_else_tells() -> None:
    assert split_name("Xyz Abc").family == "Abc"
    assert split_name("Xyz Abc", family_first=True).family == "Xyz"
    assert split_name("Karim Jebali", family_first=True).family == "Jebali", "a known given name says more"


@pytest.mark.parametrize(
    ("text", "aside"),
    [
        ("Sonia Jebali (suppléante)", "suppléante"),
        ("Karim Jebali, président", "président"),
        ("Jebali, Karim, président", "président"),
    ],
)
def test_what_is_no_name_stands_aside(text: str, aside: str) -> None:
    name = split_name(text)

    assert (name.family, name.aside) == ("Jebali", aside)


@pytest.mark.parametrize(
    "text", ["karim jebali", "TOTAL : 10", "voir le site www.x.tn", "Karim 2", "a b c d e f g h", "k@example.org x"]
)
def test_what_is_no_name_is_doubted(text: str) -> None:
    assert split_name(text).doubts
    assert not looks_like_name(text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Karim Jebali\nSonia Jebali (suppléante)", ["Karim Jebali", "Sonia Jebali"]),
        ("A. Trabelsi et B. Gharbi", ["A. Trabelsi", "B. Gharbi"]),
        ("Salwa Ben Amor / Mohamed Trabelsi", ["Salwa Ben Amor", "Mohamed Trabelsi"]),
        ("Ana García y Luis Pérez", ["Ana García", "Luis Pérez"]),
        ("Karim et Sonia Jebali", ["Karim Jebali", "Sonia Jebali"]),
        ("Jean-Marc & Luc Dupont", ["Jean-Marc Dupont", "Luc Dupont"]),
        ("M. et Mme Trabelsi", ["Trabelsi", "Trabelsi"]),
        ("سلمى بن عمر و كريم الجبالي", ["سلمى بن عمر", "كريم الجبالي"]),
        ("Trabelsi, Ali; Gharbi, Hela", ["Ali Trabelsi", "Hela Gharbi"]),
        ("Ann Lee and Bob Ray and Cid Fox", ["Ann Lee", "Bob Ray", "Cid Fox"]),
    ],
)
def test_several_people_in_a_cell_are_told_apart_with_a_doubt(text: str, names: list[str]) -> None:
    people = people_in(text)

    assert [f"{name.given} {name.family}".strip() for name in people] == names
    assert all(str(len(names)) in str(name.doubts[0]) for name in people)


@pytest.mark.parametrize("text", ["Karim Jebali\nPrésident", "José Ortega y Gasset", "Pedro Sánchez y Pérez-Castejón"])
def test_one_person_stays_one(text: str) -> None:
    assert len(people_in(text)) == 1


@pytest.mark.parametrize("text", ["", " ", "-", "?", "…", "à désigner", "À DÉSIGNER", "N.N.", "n.c.", "TBD", "شاغر"])
def test_nobody_is_named_by_a_placeholder(text: str) -> None:
    assert is_placeholder(text)
    assert people_in(text) == ()


@pytest.mark.parametrize(
    "text",
    ["ممثل عن الولاية", "ممثل الولاية", "Représentant de la wilaya", "representative of the governorate", "Président"],
)
def test_a_function_alone_names_nobody(text: str) -> None:
    assert people_in(text) == ()


@pytest.mark.parametrize("text", ["أمين الجبالي", "Maire Durand", "Chef Karim", "رئيس كريم الجبالي"])
def test_a_name_that_looks_like_a_function_is_still_somebody(text: str) -> None:
    assert len(people_in(text)) == 1


@pytest.mark.parametrize("text", ["Mbarga - جان بول مبارغا", "جان بول مبارغا – Mbarga"])
def test_a_name_in_two_scripts_is_one_person(text: str) -> None:
    (arabic,) = people_in(text, language="ar")
    (latin,) = people_in(text, language="fr")

    assert (f"{arabic.given} {arabic.family}", arabic.aside) == ("جان بول مبارغا", "Mbarga")
    assert (latin.family, latin.aside) == ("Mbarga", "جان بول مبارغا")
    assert "two scripts" in str(arabic.doubts[0])


TRANSLITERATED = [
    ("Karim Jebali", "كريم الجبالي"), ("Salwa Ben Amor", "سلوى بن عمر"), ("Mme Hela Gharbi", "هالة الغربي"),
    ("Rana Haddad", "رنا حداد"), ("Youssef Chahed", "يوسف الشاهد"), ("Hussein Al-Majali", "حسين المجالي"),
    ("Mohamed Ali Trabelsi", "محمد علي الطرابلسي"), ("Khadija Mansouri", "خديجة المنصوري"),
    ("Abdelkader Bouazizi", "عبد القادر بوعزيزي"), ("Ghassan Khoury", "السيد غسان خوري"),
]  # fmt: skip
BETWEEN = ("{}\n{}", "{} / {}", "{}/{}", "{}, {}", "{}، {}", "{} ({})", "{} - {}")


@given(st.sampled_from(TRANSLITERATED), st.sampled_from(BETWEEN), st.booleans())
def test_a_name_that_stands_in_both_scripts_is_one_person(pair: tuple[str, str], between: str, turned: bool) -> None:
    text = between.format(*(reversed(pair) if turned else pair))
    (french,), (arabic,) = people_in(text, language="fr"), people_in(text, language="ar")

    assert (french.given, french.family) == (split_name(pair[0]).given, split_name(pair[0]).family)
    assert (arabic.given, arabic.family) == (split_name(pair[1]).given, split_name(pair[1]).family)
    assert (french.aside, arabic.aside) == (pair[1], pair[0])
    assert "two scripts" in str(french.doubts[0])


@given(st.sampled_from(TRANSLITERATED), st.sampled_from(TRANSLITERATED), st.sampled_from(BETWEEN[:3]))
def test_two_people_in_two_scripts_stay_two(one: tuple[str, str], other: tuple[str, str], between: str) -> None:
    found = people_in(between.format(one[0], other[1]), language="fr")

    assert len(found) == (1 if one == other else 2)


@pytest.mark.parametrize("text", ["Salwa Ben Amor (رئيسة الجمعية)", "Karim Jebali، رئيس", "سلوى بن عمر (HCR)"])
def test_what_does_not_sound_like_the_name_is_no_second_writing_of_it(text: str) -> None:
    assert not any("two scripts" in str(doubt) for name in people_in(text) for doubt in name.doubts)


LATIN, ARABIC = "abdeklmnorstABDEKLMÉñü", "ابتجحدرسعفكلمنهوي"


@given(st.sampled_from((LATIN, ARABIC)).flatmap(lambda letters: st.text(letters + " -/,،()\n'.", max_size=40)))
def test_a_name_in_one_script_is_never_taken_for_two_writings(text: str) -> None:
    assert twice(text, "fr") is None
    assert twice(text, "ar") is None


@given(st.text(max_size=60))
def test_no_text_breaks_the_splitting_of_names(text: str) -> None:
    for name in people_in(text):
        assert "\n" not in name.given + name.family
        assert name.given == name.given.strip()


LETTERS = st.text("abcdéñABCDÉÑ سلمىبنعر'-.,()", max_size=40)
PIECES = [
    "Mme",
    "Dr.",
    "M.",
    "(Mme)",
    "Karim",
    "JEBALI",
    "ben",
    "Salah",
    "de la",
    ",",
    "président",
    "(suppléant)",
    "د.",
]


@given(LETTERS | st.lists(st.sampled_from(PIECES), max_size=7).map(" ".join))
def test_no_letter_of_a_name_is_lost(text: str) -> None:
    name = split_name(text)
    parts = " ".join((name.honorific, name.given, name.family, name.aside))

    assert sorted(fold(parts).replace(" ", "")) == sorted(fold(text).replace(" ", ""))


WORDS = st.sampled_from(sorted(name.capitalize() for name in given_names() if name.isascii() and " " not in name))
FAMILIES = st.sampled_from(
    ["Jebali", "Gharbi", "Ben Amor", "van der Berg", "El Amrani", "García", "O'Connor", "Ould Sidi"]
)


@given(WORDS, FAMILIES)
def test_any_order_gives_the_same_person(given_name: str, family: str) -> None:
    orders = [
        f"{given_name} {family}",
        f"{family.upper()} {given_name}",
        f"{family}, {given_name}",
        f"{given_name} {family.upper()}",
    ]

    assert {(fold(name.given), fold(name.family)) for name in map(split_name, orders)} == {
        (fold(given_name), fold(family))
    }


@given(WORDS, FAMILIES, st.sampled_from(["Mme", "Dr.", "M.", "Sra.", "Prof."]))
def test_a_form_of_address_changes_nothing_else(given_name: str, family: str, honorific: str) -> None:
    name = split_name(f"{honorific} {given_name} {family}")

    assert name.honorific == honorific
    assert (name.given, name.family) == (split_name(f"{given_name} {family}").given, family)


@given(st.text("abcdefghijklmnopqrstuvwxyzéèñüçABCDEFGHIJKLMNOPQRSTUVWXYZ '-", min_size=1, max_size=30))
def test_undoing_capitals_loses_no_letter(text: str) -> None:
    assert fold(capitalised(text)) == fold(text)


def test_the_words_that_are_known_are_no_names() -> None:
    assert not set(meaning("placeholder")) & given_names()
    assert not set(meaning("honorific")) & given_names()
