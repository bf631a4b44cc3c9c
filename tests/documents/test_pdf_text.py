"""What is copied out of a PDF is what was written, in the order in which it was written."""

from __future__ import annotations

import random

import pytest

from desktop_app.documents import pdf
from desktop_app.documents.blocks import Column, PageBreak, Paragraph, Run, Table, Tone, cell, rich
from tests.documents.everything import WORDS, everything
from tests.documents.pdf_reading import Tagged, a_document, needs_poppler, pages, spoken, text

pytestmark = needs_poppler

SENTENCES = [
    "The group met in Tangier on 15 January 2018 (second session).",
    "office affluent fi fl ffi – “quoted” … it’s [agreed]",
    "L’école « publique » accueille 412 enfants (60 %), dès la rentrée ; voilà !",
    "Kadıköy, Łódź, Αθήνα, Београд, Nguyễn",
    "اجتمعت المجموعة في طنجة يوم 15 يناير 2018.",
    "السلام عليكم ورحمة الله، لا إله إلا الله لأن الآن",
    "مُحَمَّدٌ رَسُولُ اللهِ",
    "العدد ١٢٣ من المادة ٤٥",
    "تقترح جمعية الأمل إنشاء لجنة مشتركة مع UNHCR وبلدية Tanger قبل 12 يناير 2018.",
    "اعتماد النص (المرحلة الأولى) ثم [التعديل] نهائياً",
    'قالت "نعم" ثم انصرفت!',
    "The word مرحبا means hello.",
    "Chair: عمر الحسني (City of Tangier)",
    "الرمز TNG/REC/2017/4/Rev.1 معتمد",
    "نسبة 60% من الأطفال، أي 412 طفلاً؛ هل هذا كافٍ؟",
    "گرگان و پژوهش",
    "שלום עולם, מה שלומך?",
    "البريد info@example.org والهاتف +212 539 00 00 00",
    "a (ب) c",
    "(ب) a",
    "ب (a) ج",
    "1. ب",
    "بند 1 (أ): UNHCR.",
    "C++ و C#",
    "مؤتمر بيروت 2018-2019 (WIMA)",
]
ENGLISH = "the city of Tangier and its partners recommend access to housing office for all children"
ARABIC = "في المدينة إلى الأطفال لأن الآن، المدني البلديات شُكراً التعاون؟ الاستقبال والحقوق جهة"
WORDS_OF = {"en": ENGLISH.split(" "), "ar": ARABIC.split(" ")}


def flat(written: str) -> str:
    return " ".join(written.split())


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_sentence_comes_back_as_it_was_written(language: str) -> None:
    blocks = [block for sentence in SENTENCES for block in (Paragraph((Run(sentence),)), PageBreak())]
    assert pages(pdf.render(a_document(*blocks[:-1], language=language))) == [flat(s) for s in SENTENCES]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_paragraphs_of_a_page_in_one_direction_come_back_whole(language: str) -> None:
    chance = random.Random(12)  # words, no secret
    paragraphs = [" ".join(chance.choices(WORDS_OF[language], k=40)) + "." for _ in range(40)]
    found = text(pdf.render(a_document(*paragraphs, language=language)))
    assert found == " ".join(paragraphs)


def test_every_word_is_whole_on_a_page_of_both_directions() -> None:
    chance = random.Random(7)  # words, no secret
    both = WORDS_OF["en"] + [word for word in WORDS_OF["ar"] if word.isalpha()]
    written = [" ".join(chance.choices(both, k=30)) for _ in range(30)]
    found = text(pdf.render(a_document(*written)))
    assert sorted(found.split()) == sorted(" ".join(written).split())


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_everything_that_is_written_is_there(language: str) -> None:
    data = pdf.render(everything(language))
    found, say = text(data), WORDS[language]
    assert found.count(say["title"]) >= 6
    tagged = Tagged(data)
    spoken_titles = [spoken(element, data) for element in tagged.all("Title")]
    assert len(spoken_titles) == 1
    for number in range(1, len(tagged.pdf.pages) + 1):
        assert say["page"].format(page=number, pages=len(tagged.pdf.pages)) in found


def test_markup_is_text() -> None:
    written = '<b>bold</b> <img src="/etc/passwd"/> &amp; <para> (\\) %PDF %s {0} {page} \\n'
    assert text(pdf.render(a_document(written))) == flat(written)


def test_looks_do_not_break_words() -> None:
    runs = rich("un", Run("break", bold=True), Run("able", italic=True, tone=Tone.WARNING), " word")
    assert text(pdf.render(a_document(Paragraph(runs)))) == "unbreakable word"


def test_a_soft_hyphen_is_seen_only_where_a_line_ends() -> None:
    whole = text(pdf.render(a_document("co\u00adopération")))
    assert whole == "coopération"
    narrow = Table((Column(1), Column(12)), (), [(cell("anti\u00adconstitutionnellement"), cell("x"))], "")
    found = text(pdf.render(a_document(narrow))).replace("\u00ad", "-")
    assert "anti- constitutionnellement" in found or "anti-" in found


def test_no_break_spaces_hold_words_together() -> None:
    written = ("long enough words to fill a line " * 2 + "and then\u00a0some\u202f! ") * 12
    for line in pages(pdf.render(a_document(written)), "-layout"):
        assert "then some" in line.replace("\u00a0", " ")
    lines = pdf_lines(pdf.render(a_document(written)))
    assert not any(line.endswith("then") or line.startswith(("some", "!")) for line in lines)


def test_french_punctuation_begins_no_line_even_after_a_typed_space() -> None:
    lines = pdf_lines(pdf.render(a_document("Est-ce que tout cela tient ? Oui « bien sûr » ; voilà ! " * 30)))
    assert len(lines) > 15
    assert not any(line.startswith(("?", "!", ";", "»")) or line.endswith("«") for line in lines)


def test_line_breaks_that_were_typed_are_kept() -> None:
    assert pdf_lines(pdf.render(a_document("one\ntwo\r\nthree"))) == ["one", "two", "three"]


def pdf_lines(data: bytes) -> list[str]:
    """The lines of all pages."""
    import subprocess

    run = subprocess.run(
        ["pdftotext", "-enc", "UTF-8", "-layout", "-", "-"], input=data, capture_output=True, check=True
    )
    return [line.strip() for line in run.stdout.decode("utf-8").replace("\f", "\n").split("\n") if line.strip()]


def test_a_word_whose_letters_are_set_apart_is_copied_as_one() -> None:
    words = "أكتوبر التاريخ التقرير تحرير تأكيد الأكاديمية البريد تشرين إكمال الإنجليزية"
    for bold in (False, True):
        assert text(pdf.render(a_document(Paragraph(rich(Run(words, bold=bold))), language="ar"))) == words


def test_a_letter_with_its_mark_is_copied_where_it_stands_though_a_ligature_holds_both() -> None:
    words = "أولًا شيئًا مثلًا تغيّر أُخذ سُرق الميسّر مقرَّر حُرِّر عمّان"
    assert text(pdf.render(a_document(words, language="ar"))) == words
