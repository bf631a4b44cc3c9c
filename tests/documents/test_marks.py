"""Marks of direction: a line keeps its direction, whatever names and numbers stand in it."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from bidi import algorithm
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.documents.blocks import Run, rich
from desktop_app.documents.footnotes import Footnotes
from desktop_app.documents.marks import closed, opened, opened_text
from desktop_app.documents.overview import named
from desktop_app.documents.wording import Wording, paragraphs
from desktop_app.language import Direction, _, text_direction
from desktop_app.records import AgendaItem, Audience, Dossier, Recommendation, Translated
from tests.documents.reading import plain

NAMES = st.sampled_from(["Mme Salma Benali", "ليلى الحداد", "TNG/GPP/2017/3", "14", "(BIM)", "משה", "Ünal", "—"])


@given(st.lists(NAMES, min_size=1, max_size=4), st.sampled_from(["ltr", "rtl"]))
def test_an_opened_line_runs_as_the_document_does(names: list[str], base: Direction) -> None:
    line = tuple(Run(name) for name in names)
    said = "".join(run.text for run in opened(line, base))
    assert text_direction(said, base) == base
    assert "".join(names) in said
    assert text_direction(opened_text(names[0], base), base) == base


def test_every_letter_that_runs_leftwards_is_known() -> None:
    for point in range(sys.maxunicode + 1):
        character = chr(point)
        if unicodedata.bidirectional(character) in ("R", "AL") and character not in "\u200f\u061c":
            assert len(closed((Run(character),), "ltr")) == 2, f"U+{point:04X}"


@pytest.mark.parametrize(
    ("language", "parts", "seen"),
    [
        # The day must stay with its month, to the left of the symbol, in a line that is read from the right.
        ("ar", ["TNG/GPP/2017/3", "14 سبتمبر"], "ربمتبس 14 ،TNG/GPP/2017/3"),
        ("ar", ["Salma", "Nadia"], "Nadia ،Salma"),
        # A number that begins words of the other direction, and the stop that ends them, stay with them.
        ("ar", ["46 places.", "14"], "14 ،46 places."),
        ("fr", ["35 مكانا.", "14"], ".اناكم 35, 14"),
        ("fr", ["ليلى", "14 septembre"], "ىليل, 14 septembre"),
        ("fr", ["ليلى", "فاطمة"], "ىليل, ةمطاف"),
    ],
)
def test_a_list_is_seen_in_its_order(language: str, parts: list[str], seen: str) -> None:
    wording = Wording(Dossier({}), language, Audience.NETWORK)
    line = wording.line(wording.join([(Run(part),) for part in parts]))
    display = algorithm.get_display("".join(run.text for run in line), base_dir="R" if language == "ar" else "L")
    assert plain((Run(str(display)),)) == seen


def test_a_line_that_begins_with_a_number_of_the_other_direction_keeps_it() -> None:
    wording = Wording(Dossier({}), "ar", Audience.NETWORK)
    line = wording.line((Run("5.ª reunión.", language="es"),))
    assert plain((Run(str(algorithm.get_display("".join(run.text for run in line), base_dir="R"))),)) == "5.ª reunión."


def test_a_line_with_letters_of_both_directions_runs_as_the_document_does() -> None:
    wording = Wording(Dossier({}), "ar", Audience.NETWORK)
    line = wording.line((Run("«TNG/REC/2017/5» غير مترجمة."),))
    display = algorithm.get_display("".join(run.text for run in line), base_dir="R")
    assert plain((Run(str(display)),)) == ".ةمجرتم ريغ «TNG/REC/2017/5»"


def test_words_in_quotation_marks_that_begin_with_a_number_stay_between_them() -> None:
    wording = Wording(Dossier({}), "ar", Audience.NETWORK)
    quoted = wording.quoted((Run("46 places, 90 %", language="fr"),))
    line = wording.line(wording.join((quoted, (Run("Nadia"),)), " — "))
    display = algorithm.get_display("".join(run.text for run in line), base_dir="R")
    assert plain((Run(str(display)),)) == "Nadia — «46 places, 90 %»"


def test_a_text_with_a_number_and_a_stop_keeps_them_before_the_name_of_its_language() -> None:
    wording = Wording(Dossier({}), "ar", Audience.NETWORK)
    said = wording.line(wording.content(Translated({"es": "5.ª reunión."})))
    display = algorithm.get_display("".join(run.text for run in said), base_dir="R")
    assert plain((Run(str(display)),)).endswith(" 5.ª reunión.")


@pytest.mark.parametrize(("language", "acronym"), [("ar", "USU"), ("fr", "المفوضية")])
def test_brackets_around_words_of_the_other_direction_run_with_them(language: str, acronym: str) -> None:
    wording = Wording(Dossier({}), language, Audience.NETWORK)
    name = rich("وحدة المستوطنات" if language == "ar" else "Unité")
    said = "".join(run.text for run in wording.compose(_("{name} ({acronym})"), name=name, acronym=rich(acronym)))
    around = said[said.index("(") - 1], said[said.index(")") + 1]
    assert {unicodedata.bidirectional(mark) for mark in around} == {"L" if acronym.isascii() else "R"}
    turned = algorithm.get_display(said, base_dir="R" if language == "ar" else "L")
    assert f"({algorithm.get_display(acronym)})" in str(turned)


def test_a_name_with_its_acronym_is_one_phrase_where_both_run_against_the_line() -> None:
    wording = Wording(Dossier({}), "ar", Audience.NETWORK)
    named = wording.compose(_("{name} ({acronym})"), name=rich("Antenne nord"), acronym=rich("BAR"))
    display = algorithm.get_display("".join(run.text for run in wording.line((*named, Run(" منظمة")))), base_dir="R")
    assert plain((Run(str(display)),)) == "ةمظنم Antenne nord (BAR)"


@pytest.mark.parametrize("number", ["+212 539 12 34 56", "0539 12 34 56", "1 250 000", "+3"])
def test_a_number_in_groups_keeps_its_order_in_arabic(number: str) -> None:
    said = Wording(Dossier({}), "ar", Audience.NETWORK).content(Translated({"ar": f"الهاتف: {number}. 15 يناير."}))
    display = str(algorithm.get_display("".join(run.text for run in said), base_dir="R"))
    assert plain((Run(display),)).endswith(f"15 .{number} :فتاهلا")


def test_numbers_side_by_side_and_dates_are_no_group() -> None:
    for text in ("في عام 2017 35 شخصًا", "يومي 7 و8", "2018-01-15", "12–15%"):
        assert Wording(Dossier({}), "ar", Audience.NETWORK).content(Translated({"ar": text})) == (Run(text),)


def test_a_text_that_begins_with_a_name_in_other_letters_runs_as_its_language_does() -> None:
    wording = Wording(Dossier({}), "ar", Audience.NETWORK)
    text = Translated({"ar": "IOM تموّل 5 مشاريع.\n\nUN-Habitat أيضًا."})
    pieces = paragraphs(wording.content(text))
    assert [text_direction("".join(run.text for run in piece)) for piece in pieces] == ["rtl", "rtl"]
    assert wording.running(AgendaItem(title=text), "title") == "rtl"
    assert wording.content(Translated({"ar": "UN-Habitat"})) == (Run("UN-Habitat"),)


def test_a_quotation_in_other_letters_keeps_its_marks_where_it_begins_and_ends() -> None:
    """Over two lines the first mark would else stand at the far end of the first, away from the word that it opens."""
    wording = Wording(Dossier({}), "ar", Audience.NETWORK)
    quoted = "".join(run.text for run in wording.quoted((Run("trois collèges.", language="fr"),)))
    shown = algorithm.get_display(f"نص {quoted} نص", base_dir="R")
    assert shown.index("«") < shown.index("trois") < shown.index("collèges.") < shown.index("»")
    arabic = "".join(run.text for run in wording.quoted((Run("نص"),)))
    assert arabic == "«نص»"


def test_a_symbol_stands_first_in_whichever_letters_its_title_is() -> None:
    wording = Wording(Dossier({}), "ar", Audience.NETWORK)
    for title in ("Donner le micro", "عقد يقرؤه الطرفان"):
        one = Recommendation(symbol="TUN/REC/2018/1", title=Translated({"fr": title}), language="fr")
        line = wording.line(named(Footnotes(wording), one))
        shown = algorithm.get_display("".join(run.text for run in line), base_dir="R")
        assert shown.index(one.symbol) > max(shown.find("micro"), shown.find(title[0]))
