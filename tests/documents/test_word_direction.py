"""Arabic, Hebrew and Latin stand in their right order: on paragraphs, on runs, on tables, in every language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.documents.blocks import (
    Box,
    Cell,
    Column,
    Definitions,
    Heading,
    Listing,
    Paragraph,
    Run,
    Table,
    cell,
    rich,
)
from desktop_app.documents.text.bidi import in_visual_order, levels
from desktop_app.documents.word.direction import EXPLICIT, Divider, Opening, Span, pieces
from desktop_app.documents.word.tongues import tag
from tests.documents.everything import WORDS, everything
from tests.documents.opening import Opened, W, document, said

if TYPE_CHECKING:
    from desktop_app.language import Direction

_ARABIC = "قررت الجماعة"


def stretches(text: str, base: Direction) -> list[tuple[str, str]]:
    """The pieces as texts, each with R, L, or what it opens and closes."""
    return [
        (text[piece.start : piece.end], "R" if piece.rtl else "L")
        if isinstance(piece, Span)
        else (type(piece).__name__, getattr(piece, "direction", ""))
        for piece in pieces(text, base)
    ]


@pytest.mark.parametrize(
    ("text", "base", "expected"),
    [
        ("Tanger", "ltr", [("Tanger", "L")]),
        ("", "rtl", []),
        ("12.", "rtl", [("12.", "R")]),
        ("قررت ICMPD ما يلي", "rtl", [("قررت ", "R"), ("ICMPD", "L"), (" ما يلي", "R")]),
        ("Vu بلدية طنجة (AMAL)", "ltr", [("Vu ", "L"), ("بلدية طنجة", "R"), (" (AMAL)", "L")]),
        ("Vu بلدية (طنجة) 2017 et", "ltr", [("Vu ", "L"), ("بلدية (طنجة) 2017", "R"), (" et", "L")]),
        ("من 15/01/2018 إلى", "rtl", [("من 15/01/2018 إلى", "R")]),
        ("انظر TNG/REC/2017/4", "rtl", [("انظر ", "R"), ("TNG/REC/2017/4", "L")]),
        ("a \u202eb\u202c c", "ltr", [("a ", "L"), ("b", "R"), (" c", "L")]),
        ("a \u2068طنجة\u2069 b", "ltr", [("a ", "L"), ("طنجة", "R"), (" b", "L")]),
        (
            "a \u2067طنجة UN بلدية\u2069 b",
            "ltr",
            [
                ("a ", "L"),
                ("Opening", "rtl"),
                ("طنجة ", "R"),
                ("UN", "L"),
                (" بلدية", "R"),
                ("Closing", ""),
                (" b", "L"),
            ],
        ),
    ],
)
def test_stretches(text: str, base: Direction, expected: list[tuple[str, str]]) -> None:
    assert stretches(text, base) == expected


_LETTERS = st.text("abא ب()[].,\u2066\u2067\u2068\u2069\u202a\u202b\u202c", max_size=24)


@given(_LETTERS, st.sampled_from(["ltr", "rtl"]))
def test_the_order_is_that_of_the_algorithm(text: str, base: Direction) -> None:
    level = 1 if base == "rtl" else 0
    expected = in_visual_order(range(len(text)), levels(text, 1 if base == "rtl" else 0))
    drawn: list[tuple[int, int]] = []
    for piece in pieces(text, base):
        if isinstance(piece, Opening):
            level += 1
        elif isinstance(piece, Divider):
            drawn.append((-1, level if piece.rtl == level % 2 else level + 1))
        elif isinstance(piece, Span):
            depth = level if piece.rtl == level % 2 else level + 1
            drawn += [(at, depth) for at in range(piece.start, piece.end)]
        else:
            level -= 1
    order = in_visual_order([at for at, _ in drawn], [depth for _, depth in drawn])
    assert [at for at in order if at >= 0] == [at for at in expected if not EXPLICIT.match(text[at])]


@given(st.text(max_size=60), st.sampled_from(["ltr", "rtl"]))
def test_nothing_is_lost_but_the_marks(text: str, base: Direction) -> None:
    found = "".join(text[piece.start : piece.end] for piece in pieces(text, base) if isinstance(piece, Span))
    assert found == EXPLICIT.sub("", text)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_long_and_tangled_texts_take_no_time(language: str) -> None:
    for text in ("ب a" * 70_000, "(ا)" * 70_000, "\u202b" * 100_000 + "ا a", "% 1" * 70_000 + "ا"):
        Opened(document(Paragraph(rich(text)), language=language))


def test_paragraphs_have_their_own_direction() -> None:
    french, arabic = Paragraph(rich("Décision")), Paragraph(rich(_ARABIC))
    forced = Paragraph(rich("Décision"), direction="rtl")
    in_french = Opened(document(french, arabic, forced, language="fr")).find("//w:body/w:p")
    assert [paragraph.find(f"{W}pPr/{W}bidi") is not None for paragraph in in_french] == [False, True, True]
    in_arabic = Opened(document(french, arabic, forced, language="ar"))
    assert in_arabic.values("//w:body/w:p/w:pPr/w:bidi/@w:val") == ["0"]
    assert len(in_arabic.find("//w:body/w:p/w:pPr/w:bidi")) == 3
    assert in_arabic.find("//w:docDefaults//w:bidi", "styles")
    assert in_arabic.find("//w:sectPr/w:bidi")


def test_runs_say_their_direction_and_language() -> None:
    mixed = Paragraph(rich(f"La commune ({_ARABIC}) et ", Run("the city", language="en"), Run(" שלום")))
    opened = Opened(document(mixed, language="fr"))
    runs = [(said(run), run) for run in opened.find("//w:r")]
    assert [text for text, _ in runs] == ["La commune (", _ARABIC, ") et ", "the city", " ", "שלום"]
    directions = [run.find(f"{W}rPr/{W}rtl") is not None for _, run in runs]
    assert directions == [False, True, False, False, False, True]
    assert opened.values("//w:lang/@w:bidi") == ["ar-MA", "he-IL"]
    assert opened.values("//w:lang/@w:val") == ["en-GB"]
    assert opened.values("//w:docDefaults//w:lang/@w:val", "styles") == ["fr-FR"]


def test_tables_are_mirrored_with_the_document() -> None:
    blocks = (
        Table((Column(1), Column(1)), (), [(cell("1"), cell("2"))], ""),
        Definitions(((rich("a"), rich("b")),)),
        Box(rich("a"), (Paragraph(rich("b")),)),
    )
    assert len(Opened(document(*blocks, language="ar")).find("//w:tbl/w:tblPr/w:bidiVisual")) == 3
    assert not Opened(document(*blocks, language="fr")).find("//w:tbl/w:tblPr/w:bidiVisual")


def test_a_line_of_a_column_stands_with_the_column_and_more_by_their_own() -> None:
    rows = [(Cell((rich(_ARABIC),)), Cell((rich(" ".join([_ARABIC] * 20)),)))]
    opened = Opened(document(Table((Column(1), Column(1)), (), rows, ""), language="fr"))
    short, long = opened.find("//w:tc/w:p/w:pPr")
    assert short.find(f"{W}bidi") is not None
    assert [jc.get(f"{W}val") for jc in short.iter(f"{W}jc")] == ["right"]
    assert long.find(f"{W}bidi") is not None
    assert long.find(f"{W}jc") is None


def test_alignment_is_that_of_the_paragraph() -> None:
    made = [Paragraph(rich(_ARABIC), align=align) for align in ("start", "end", "centre")]
    opened = Opened(document(*made, language="fr"))
    assert opened.values("//w:jc/@w:val") == ["right", "center"]


@pytest.mark.parametrize(("language", "expected"), [("fr", ["right"] * 2), ("ar", [])])
def test_figures_stand_on_the_right_in_every_direction(language: str, expected: list[str]) -> None:
    rows = [(cell("1,234", align="figures"), cell("14", align="figures"))]
    opened = Opened(document(Table((Column(1), Column(1)), (), rows, ""), language=language))
    assert opened.values("//w:tc//w:jc/@w:val") == expected


def test_an_ordinal_in_words_stands_close_to_its_heading() -> None:
    opened = Opened(document(Heading(1, rich(_ARABIC), "أولًا -"), Heading(1, rich(_ARABIC), "4."), language="ar"))
    words, figures = opened.find("//w:p[w:pPr/w:pStyle]")[-2:]
    assert said(words) == f"أولًا -\N{EN SPACE}{_ARABIC}"
    assert words.find(f".//{W}hanging") is None
    assert next(figures.iter(f"{W}tab"), None) is not None


@pytest.mark.parametrize("size", ["sz", "szCs"])
def test_styles_hold_for_both_kinds_of_letters(size: str) -> None:
    opened = Opened(everything("fr"))
    plain = len(opened.find("//w:style//w:sz", "styles"))
    assert len(opened.find(f"//w:style//w:{size}", "styles")) == plain
    bold = len(opened.find("//w:style//w:b", "styles"))
    assert len(opened.find("//w:style//w:bCs", "styles")) == bold
    bodies = Opened(document(Paragraph(rich(Run(_ARABIC, bold=True)))))
    assert len(bodies.find("//w:b")) == len(bodies.find("//w:bCs")) == 1


def test_arabic_is_not_slanted() -> None:
    opened = Opened(document(Paragraph(rich(Run(f"a {_ARABIC}", italic=True)))))
    assert [said(run) for run in opened.find("//w:r[w:rPr/w:i]")] == ["a "]


def test_pages_count_in_the_sentence_of_the_language() -> None:
    opened = Opened(everything("ar"))
    assert opened.paragraphs("footer2") == ["TNG/REC/2017/4\tصفحة 1 من 1"]
    assert len(opened.find("//w:r[w:instrText]/w:rPr/w:rtl", "footer2")) == 2
    english = WORDS["ar"] | {"page": "Page {page} of {pages}"}
    assert english["page"] != WORDS["ar"]["page"]


def test_headings_and_lists_run_their_own_way() -> None:
    opened = Opened(document(Heading(1, rich(_ARABIC), "1."), Listing((rich(_ARABIC), rich("b"))), language="fr"))
    assert [p.find(f"{W}pPr/{W}bidi") is not None for p in opened.find("//w:body/w:p")] == [True, True, False]


@pytest.mark.parametrize(
    ("code", "expected"),
    [("fr", "fr-FR"), ("ar", "ar-MA"), ("pt-BR", "pt-BR"), ("tzm", "tzm"), ("<b>", "en-GB"), ("", "en-GB")],
)
def test_languages_have_the_names_that_word_knows(code: str, expected: str) -> None:
    assert tag(code) == expected


def test_an_isolate_of_both_directions_is_enclosed_for_word_and_for_libreoffice() -> None:
    opened = Opened(document(Paragraph(rich("a \u2067طنجة UN بلدية\u2069 b"))))
    (enclosure,) = opened.find("//w:dir")
    assert enclosure.get(f"{W}val") == "rtl"
    assert [said(run) for run in enclosure.iter(f"{W}r")] == ["\u202b", "طنجة ", "UN", " بلدية", "\u202c"]
