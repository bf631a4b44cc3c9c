"""Where pages begin, and what stands on each of them."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageColor

from desktop_app.documents import pdf
from desktop_app.documents.blocks import (
    Box,
    Column,
    Contents,
    Definitions,
    Furniture,
    Heading,
    Letterhead,
    Listing,
    Paragraph,
    Picture,
    Run,
    Signature,
    Signatures,
    Table,
    Title,
    Tone,
    cell,
    rich,
)
from desktop_app.documents.pdf.columns import columns as table_columns
from desktop_app.documents.pdf.composer import Composer
from desktop_app.documents.pdf.flow import FREE, HELD, INSIDE, LONELY, NewPage, Paginator, Strip
from desktop_app.documents.pdf.fonts import Fonts
from desktop_app.documents.pdf.strips import Measure, set_costs
from desktop_app.documents.pdf.style import ACCENT, CELL, CELL_HEAD, CELL_SIDE, COLOUR_OF, SHADE_OF, TEXT
from desktop_app.documents.pdf.tables import table
from desktop_app.documents.pdf.tags import Element
from desktop_app.progress import Cancelled
from tests.documents.everything import everything, picture
from tests.documents.pdf_reading import Tagged, a_document, needs_poppler, pages, problems, text

FURNITURE = Furniture(
    "Running title", "TNG/SG/2018/12", "Page {page} of {pages}", watermark="DRAFT", disclaimer="No official position."
)
FILL = Paragraph(rich("filling words " * 900))


def paginated(strips: list[Strip], room: float = 100.0) -> list[list[int]]:
    """The numbers of the strips on each page of that height."""
    plans = Paginator(lambda _: (0.0, room), lambda _: [], 10.0).pages(strips)
    return [[strips.index(strip) for strip, _ in plan.strips] for plan in plans]


def content_of(data: bytes) -> bytes:
    """What is drawn on the first page."""
    with pikepdf.open(io.BytesIO(data)) as opened:
        return opened.pages[0].Contents.read_bytes()


def test_a_page_is_filled_and_ends_at_the_last_break_that_costs_nothing() -> None:
    strips = [Strip(30.0) for _ in range(7)]
    assert paginated(strips) == [[0, 1, 2], [3, 4, 5], [6]]
    strips[2].cost = HELD
    assert paginated(strips) == [[0, 1], [2, 3, 4], [5, 6]]


def test_the_cheapest_break_is_taken_where_all_cost_something() -> None:
    strips = [Strip(30.0, cost=LONELY) for _ in range(6)]
    strips[1].cost = INSIDE
    assert paginated(strips)[0] == [0, 1]
    assert paginated([Strip(30.0, cost=INSIDE) for _ in range(4)]) == [[0, 1, 2], [3]]


def test_what_is_taller_than_a_page_stands_alone() -> None:
    strips = [Strip(30.0), Strip(300.0), Strip(30.0)]
    assert paginated(strips) == [[0], [1], [2]]


def test_space_above_vanishes_at_the_top_of_a_page() -> None:
    strips = [Strip(50.0, before=40.0, cost=FREE) for _ in range(3)]
    plans = Paginator(lambda _: (0.0, 140.0), lambda _: [], 10.0).pages(strips)
    assert [[top for _, top in plan.strips] for plan in plans] == [[0.0, 90.0], [0.0]]


def test_page_breaks_make_no_empty_pages() -> None:
    strips = [NewPage(), Strip(10.0), NewPage(), NewPage(), Strip(10.0), NewPage()]
    assert paginated(strips) == [[1], [4]]


def test_footnotes_take_their_room_and_long_ones_go_on() -> None:
    line = [Strip(10.0) for _ in range(12)]
    call = Strip(30.0)
    call.notes = (1,)
    plans = Paginator(lambda _: (0.0, 100.0), lambda _: line, 10.0).pages([Strip(30.0), call, Strip(30.0)])
    assert sum(len(plan.notes) for plan in plans) == 12
    assert all(
        sum(strip.height for strip, _ in plan.strips) + sum(note.height for note in plan.notes) <= 100 for plan in plans
    )


@needs_poppler
def test_each_page_has_its_number_its_symbol_and_its_running_title() -> None:
    found = pages(pdf.render(a_document(FILL, FILL, furniture=FURNITURE)))
    assert len(found) > 2
    for number, page in enumerate(found, 1):
        assert f"Page {number} of {len(found)}" in page
        assert "TNG/SG/2018/12" in page
        assert ("Running title" in page) == (number > 1)
        assert ("No official position." in page) == (number == 1)
        assert page.count("DRAFT") == 1, "said in text, and not once more by the word across the page"


@needs_poppler
def test_braces_in_what_people_wrote_are_not_filled_in() -> None:
    furniture = replace(FURNITURE, page_of="{page}/{pages} {symbol} {0}", symbol="{page}")
    page = pages(pdf.render(a_document("Text", furniture=furniture)))[0]
    assert "1/1 {symbol} {0}" in page
    assert "{page}" in page


def test_a_watermark_lies_behind_the_text_as_an_artifact() -> None:
    content = content_of(pdf.render(a_document("Text", furniture=FURNITURE)))
    assert content.startswith(b"/Artifact")
    assert content.index(b" c ") < content.index(b"BT")
    assert b" c " not in content_of(pdf.render(a_document("Text", furniture=replace(FURNITURE, watermark=""))))


@needs_poppler
def test_a_heading_is_never_the_last_thing_on_a_page() -> None:
    blocks = [
        block
        for number in range(60)
        for block in (Heading(2, rich(f"Heading {number}")), Paragraph(rich(f"Paragraph {number}. " + "word " * 30)))
    ]
    for page in pages(pdf.render(a_document(*blocks))):
        assert not page.split()[-2].startswith("Heading")


@needs_poppler
def test_a_box_is_whole_where_it_fits_and_divided_where_it_does_not() -> None:
    box = Box(rich("Decision 1"), tuple(Paragraph(rich(f"sentence {number}")) for number in range(12)))
    found = pages(pdf.render(a_document(Paragraph(rich("line\n" * 36)), box)))
    assert "Decision 1" in found[1]
    assert "sentence 0" in found[1]
    tall = Box(rich("Decision 2"), tuple(Paragraph(rich(f"sentence {number}")) for number in range(60)))
    found = pages(pdf.render(a_document("Before", tall, "After")))
    assert "sentence 0" in found[0]
    assert "sentence 59" not in found[0]


@needs_poppler
def test_a_header_row_is_seen_on_each_page_and_rows_are_whole() -> None:
    rows = [(cell(f"begin{number} " + "word " * 60 + f"end{number}"), cell("x")) for number in range(30)]
    found = pages(pdf.render(a_document(Table((Column(3), Column(1)), (cell("First"), cell("Second")), rows, ""))))
    assert len(found) > 2
    for page in found:
        assert page.startswith("First Second")
        for number in range(30):
            assert (f"begin{number} " in page) == (f"end{number} " in page + " ")


@needs_poppler
def test_a_row_taller_than_a_page_goes_on() -> None:
    rows = [(cell("short"), cell("word " * 2000 + "last"))]
    data = pdf.render(a_document(Table((Column(1), Column(3)), (cell("A"), cell("B")), rows, "")))
    found = pages(data)
    assert len(found) > 2
    assert problems(data) == []
    assert text(data).count("word") == 2000
    assert "last" in found[-1]


@needs_poppler
def test_a_head_taller_than_a_page_ends_somewhere() -> None:
    rows = [(cell(f"row{number}"),) for number in range(3)]
    found = text(pdf.render(a_document(Table((Column(1),), (cell("head " * 3000),), rows, ""))))
    assert found.count("head") == 3000
    assert "row2" in found


@needs_poppler
def test_footnotes_stand_on_the_page_that_calls_them() -> None:
    blocks = [
        Paragraph((Run(f"Statement {number}. " + "word " * 60, note=rich(f"Footnote to {number}.")),))
        for number in range(40)
    ]
    found = pages(pdf.render(a_document(*blocks)))
    assert len(found) > 2
    for number in range(40):
        page = next(page for page in found if f"{number + 1} Footnote to {number}." in page)
        assert f"{number + 1} " in page.partition("Footnote to")[0]
    assert sum(page.count("Footnote to") for page in found) == 40


@needs_poppler
def test_contents_know_the_pages() -> None:
    parts = [block for n in range(1, 6) for block in (Heading(1, rich(f"Part {n}"), f"{n}."), FILL)]
    found = pages(pdf.render(a_document(Title(rich("T")), Contents(rich("Contents")), *parts)))
    for number in range(1, 6):
        page = next(at for at, page in enumerate(found, 1) if f"{number}. Part {number} filling" in page)
        assert f"{number}. Part {number} {page} " in found[0] + " "


@needs_poppler
def test_signatures_are_together() -> None:
    places = tuple(Signature(rich(f"Name {number}"), rich("Chair")) for number in range(4))
    found = pages(pdf.render(a_document(Paragraph(rich("line\n" * 40)), Signatures(places, rich("Done at Tangier")))))
    assert [page for page in found if "Done at Tangier" in page] == [page for page in found if "Name 3" in page]


def test_a_picture_is_never_larger_than_its_page() -> None:
    data = pdf.render(a_document(Picture(picture(size=(10, 400)), "Tall", 400), Picture(picture(), "Wide", 9000)))
    tagged = Tagged(data)
    boxes = [[float(edge) for edge in figure.written.A.BBox] for figure in tagged.all("Figure")]
    for left, bottom, right, top in boxes:
        assert 70 < left < right < 525
        assert 60 < bottom < top < 780


def test_right_to_left_is_the_mirror_of_left_to_right() -> None:
    """The words apart, what is filled and ruled on one side is on the other."""
    head = Letterhead("1", "2", picture())
    box = Box(rich("3"), (Paragraph(rich("4")),))
    sides = []
    for language in ("en", "ar"):
        document = replace(a_document(box, language=language), letterhead=head)
        content = content_of(pdf.render(document)).decode()
        rectangles = [line.split() for line in content.splitlines() if line.endswith("re f")]
        sides.append([(float(x), float(x) + float(w)) for x, _, w, *_ in rectangles])
    width = 595.28
    mirrored = [(width - right, width - left) for left, right in sides[1]]
    assert sides[0] == [pytest.approx(pair, abs=0.03) for pair in mirrored]


def test_colours_are_those_of_the_tones() -> None:
    box = Box(rich("Label"), (Paragraph(rich("Text")),), Tone.ACTION)
    page = pypdfium2.PdfDocument(pdf.render(a_document(Heading(1, rich("Heading")), "Text", box)))[0]
    seen = Counter(page.render(scale=3).to_pil().convert("RGB").get_flattened_data())
    for colour in ("#FFFFFF", ACCENT, TEXT, COLOUR_OF[Tone.ACTION], SHADE_OF[Tone.ACTION]):
        assert seen[ImageColor.getrgb(colour)] > 50, colour


@needs_poppler
def test_what_stands_before_something_stands_on_its_right_in_arabic() -> None:
    document = a_document(
        Definitions(((rich("11"), rich("12")),)),
        Listing((rich("22"),), ("21",)),
        Table((Column(1), Column(1)), (), [(cell("31"), cell("32"))], ""),
        Paragraph(rich("42"), number="41"),
        Signatures((Signature(rich("51"), ()), Signature(rich("52"), ())), ()),
        furniture=Furniture("", "61", "62"),
    )
    for language, before in (("en", 1), ("ar", -1)):
        at = places(pdf.render(replace(document, language=language)))
        for number in ("1", "2", "3", "4", "5", "6"):
            assert (at[f"{number}2"] - at[f"{number}1"]) * before > 10, number


def places(data: bytes) -> dict[str, float]:
    """Where each word of the first page is, from the left."""
    run = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=data, capture_output=True, check=True)
    found = re.findall(r'<word xMin="([\d.]+)".*?>(.*?)</word>', run.stdout.decode("utf-8"))
    return {word: float(left) for left, word in found}


def test_rendering_can_be_cancelled() -> None:
    class Impatient:
        def step(self, done: int, total: int | None = None, doing: object = None) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        pdf.render(everything("en"), Impatient())


@given(st.lists(st.integers(1, 12), min_size=1, max_size=30))
def test_no_line_of_a_paragraph_is_left_alone(lengths: list[int]) -> None:
    strips: list[Strip] = []
    where: dict[int, tuple[int, int, int]] = {}
    for paragraph, length in enumerate(lengths):
        lines = [Strip(10.0) for _ in range(length)]
        set_costs(lines)
        for line, strip in enumerate(lines):
            where[len(strips)] = (paragraph, line, length)
            strips.append(strip)
    found = paginated(strips, 100.0)
    assert [strip for page in found for strip in page] == list(range(len(strips)))
    for before, after in pairwise(found):
        paragraph, line, length = where[after[0]]
        if where[before[-1]][0] == paragraph:
            assert 2 <= line <= length - 2


@given(st.lists(st.tuples(st.floats(0, 5), st.text("ab ", max_size=30)), min_size=1, max_size=6))
def test_columns_share_the_width_and_none_vanishes(columns: list[tuple[float, str]]) -> None:
    measure = Measure(70.0, 450.0)
    table = Table(tuple(Column(share) for share, _ in columns), (), [tuple(cell(text) for _, text in columns)], "")
    for language in ("en", "ar"):
        found = table_columns(Composer(Fonts(), language), table, measure)
        assert sum(column.width for column in found) == pytest.approx(450.0)
        assert all(column.width > 1 for column in found)
        lefts = [column.left for column in found]
        assert lefts == sorted(lefts, reverse=language == "ar")


def test_a_column_is_wide_enough_for_its_longest_word() -> None:
    table = Table((Column(1), Column(20)), (cell("Commitments"), cell("Text")), [(cell("5"), cell("some words"))], "")
    composer = Composer(Fonts(), "en")
    narrow, wide = table_columns(composer, table, composer.page)
    assert narrow.width > composer.width("Commitments", CELL_HEAD) + 2 * CELL_SIDE
    assert wide.width > 3 * narrow.width


def test_an_endless_word_tears_no_others() -> None:
    words = ("Donaudampfschifffahrtselektrizitätenhauptbetriebswerk", "arrondissements", "Recommandation", "décembre")
    table = Table((Column(1),) * 6, (), [tuple(cell(word) for word in (*words, "commencée", "internationale"))], "")
    composer = Composer(Fonts(), "fr")
    found = table_columns(composer, table, composer.page)
    for word, column in zip(words[1:], found[1:], strict=False):
        assert column.width >= composer.width(word, CELL) + 2 * CELL_SIDE


def test_what_draws_is_not_imported_before_something_is_drawn() -> None:
    script = (
        "import sys, desktop_app.documents.pdf, desktop_app.documents.blocks\n"
        "print([name for name in ('uharfbuzz', 'PIL', 'fontTools') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_rows_are_set_when_they_are_wanted() -> None:
    rows = [(cell(f"row {number}"), cell("text")) for number in range(500)]
    composer = Composer(Fonts(), "en")
    strips = iter(
        table(composer, Table((Column(1), Column(1)), (), rows, ""), composer.tags.root, composer.page).strips
    )
    next(strips)
    (element,) = composer.tags.root.kids
    assert isinstance(element, Element)
    (body,) = element.kids
    assert isinstance(body, Element)
    assert len(body.kids) == 1
    assert len(list(strips)) == len(body.kids) - 1 == 499
