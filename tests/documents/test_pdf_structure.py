"""A PDF says what is a heading, a list, a cell, a picture; everything drawn belongs to one of them or to nobody."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pdfua
import pikepdf
import pytest
from PIL import Image, ImageChops, ImageCms

from desktop_app.documents import pdf
from desktop_app.documents.blocks import (
    Column,
    Contents,
    Definitions,
    Heading,
    Letterhead,
    Listing,
    Paragraph,
    Picture,
    Run,
    Table,
    Title,
    cell,
    rich,
)
from desktop_app.documents.pdf.colour import srgb_profile
from tests.documents.everything import everything, picture
from tests.documents.pdf_reading import Tagged, a_document, problems, spoken

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
@pytest.mark.parametrize("draft", [True, False])
def test_nothing_is_wrong_with_a_document_of_everything(language: str, draft: bool) -> None:
    assert problems(pdf.render(everything(language, draft=draft))) == []


def test_an_empty_document_is_one_page() -> None:
    data = pdf.render(a_document())
    assert problems(data) == []
    assert len(Tagged(data).pdf.pages) == 1


@pytest.mark.parametrize("language", ["en", "ar"])
def test_pdfua_finds_nothing_and_leaves_nothing_out(language: str, tmp_path: Path) -> None:
    path = tmp_path / "everything.pdf"
    path.write_bytes(pdf.render(everything(language)))
    report = pdfua.validate(str(path))
    assert not report.findings
    assert not report.skipped


def test_a_checker_that_finds_nothing_wrong_finds_what_is_broken_on_purpose() -> None:
    opened = pikepdf.open(io.BytesIO(pdf.render(a_document("One", "Two"))))
    page = opened.pages[0]
    content = page.Contents.read_bytes()
    page.Contents = opened.make_stream(content.replace(b"/P<</MCID 1>>BDC", b"/Span<<>>BDC"))
    broken = io.BytesIO()
    opened.save(broken)
    found = problems(broken.getvalue())
    assert any("neither content nor artifact" in problem for problem in found)


def test_the_title_is_the_first_heading_and_the_others_are_below_it() -> None:
    data = pdf.render(a_document(Title(rich("Title")), Heading(1, rich("One"), "I."), Heading(2, rich("Two"))))
    tagged = Tagged(data)
    found = [tagged.standard(element) for element in tagged.all() if tagged.standard(element)[0] == "H"]
    assert found == ["H1", "H2", "H3"]
    assert [str(tagged.pdf.Root.StructTreeRoot.RoleMap[f"/{kind}"]) for kind in ("Title", "Box")] == ["/H1", "/Sect"]


def test_without_a_title_the_highest_headings_are_the_first_and_no_level_is_left_out() -> None:
    tagged = Tagged(pdf.render(a_document(Heading(3, rich("Deep")), Heading(1, rich("High")), Heading(3, rich("Low")))))
    assert [element.kind for element in tagged.all() if element.kind[0] == "H"] == ["H1", "H1", "H2"]


def test_a_list_has_its_labels_and_bodies() -> None:
    data = pdf.render(a_document(Listing((rich("first"), rich("second")), ("(a)", "(b)")), Listing((rich("third"),))))
    tagged = Tagged(data)
    assert [spoken(label, data) for label in tagged.all("Lbl")] == ["(a)", "(b)", "•"]
    assert [spoken(body, data) for body in tagged.all("LBody")] == ["first", "second", "third"]
    assert [str(one.written.A.ListNumbering) for one in tagged.all("L")] == ["/None", "/Disc"]


def test_terms_are_labels_of_what_they_are() -> None:
    data = pdf.render(a_document(Definitions(((rich("Chair"), rich("Amina")), (rich("Place"), rich("Town hall"))))))
    pairs = [[(kid.kind, spoken(kid, data)) for kid in item.kids] for item in Tagged(data).all("LI")]
    assert pairs == [[("Lbl", "Chair"), ("LBody", "Amina")], [("Lbl", "Place"), ("LBody", "Town hall")]]


def test_a_table_has_header_cells_with_scope_and_says_what_it_shows() -> None:
    table = Table(
        (Column(1), Column(2)), (cell("City"), cell("People")), [(cell("Tangier"), cell("947 952"))], "People by city",
        first_column_is_header=True,
    )  # fmt: skip
    data = pdf.render(a_document(table))
    tagged = Tagged(data)
    assert str(tagged.all("Table")[0].written.A.Summary) == "People by city"
    assert [(spoken(head, data), str(head.written.A.Scope)) for head in tagged.all("TH")] == [
        ("City", "/Column"),
        ("People", "/Column"),
        ("Tangier", "/Row"),
    ]
    assert [spoken(body, data) for body in tagged.all("TD")] == ["947 952"]


def test_a_repeated_header_row_is_read_once() -> None:
    rows = [(cell(f"row {number}"),) for number in range(120)]
    data = pdf.render(a_document(Table((Column(1),), (cell("Header"),), rows, "Rows")))
    tagged = Tagged(data)
    assert problems(data) == []
    assert len(tagged.pdf.pages) > 2
    assert [spoken(head, data) for head in tagged.all("TH")] == ["Header"]
    assert [spoken(body, data) for body in tagged.all("TD")] == [f"row {number}" for number in range(120)]


def test_a_row_with_too_few_or_too_many_cells_loses_nothing() -> None:
    rows = [(cell("one"),), (cell("two"), cell("three"), cell("four"))]
    data = pdf.render(a_document(Table((Column(1), Column(1)), (), rows, "")))
    assert problems(data) == []
    cells = [spoken(body, data) for body in Tagged(data).all("TD")]
    assert cells == ["one", "", "", "two", "three", "four"]


def test_pictures_have_alternative_text_and_an_unreadable_one_is_said_in_words() -> None:
    data = pdf.render(a_document(Picture(picture(), "A blue bar", 120), Picture(b"GIF89a", "A broken chart", 120)))
    tagged = Tagged(data)
    assert [str(figure.written.Alt) for figure in tagged.all("Figure")] == ["A blue bar"]
    assert "A broken chart" in [spoken(paragraph, data) for paragraph in tagged.all("P")]


def test_a_paragraph_that_goes_on_over_a_page_is_one_element() -> None:
    data = pdf.render(a_document("word " * 3000))
    paragraph = next(element for element in Tagged(data).all("P") if element.content)
    assert {page for page, _ in paragraph.content} == {0, 1, 2, 3}
    assert spoken(paragraph, data).count("word") == 3000


def test_a_footnote_follows_its_mark_in_the_structure() -> None:
    note = rich("Also recorded: 8 January.")
    data = pdf.render(a_document(Paragraph((Run("The list came late", note=note), Run(" and in parts.")))))
    paragraph = next(element for element in Tagged(data).all("P") if element.kids)
    assert [kid.kind for kid in paragraph.kids] == ["Reference", "Note"]
    assert spoken(paragraph.kids[0], data) == "1"
    assert [spoken(kid, data) for kid in paragraph.kids[1].kids] == ["1", "Also recorded: 8 January."]


def test_contents_lead_to_the_headings() -> None:
    data = pdf.render(
        a_document(Title(rich("T")), Contents(rich("Contents"), 1), *(Heading(1, rich(f"Part {n}")) for n in range(3)))
    )
    tagged = Tagged(data)
    links = [link for element in tagged.all("Link") for link in element.links]
    assert [str(link.Contents) for link in links] == ["Part 0", "Part 1", "Part 2"]
    assert all(link.Dest[0].objgen == tagged.pdf.pages[0].objgen for link in links)


def test_bookmarks_follow_the_headings() -> None:
    headings = [Heading(1, rich("A")), Heading(2, rich("A.1")), Heading(2, rich("A.2")), Heading(1, rich("B"), "II")]
    with pikepdf.open(io.BytesIO(pdf.render(a_document(*headings)))).open_outline() as outline:
        assert [(item.title, [kid.title for kid in item.children]) for item in outline.root] == [
            ("A", ["A.1", "A.2"]),
            ("II B", []),
        ]


def test_a_change_of_language_is_said() -> None:
    data = pdf.render(a_document(Paragraph(rich("The word ", Run("مرحبا", language="ar"), " means hello"))))
    opened = pikepdf.open(io.BytesIO(data))
    content = opened.pages[0].Contents.read_bytes()
    assert b"/Span<</Lang(ar)>>BDC" in content


def test_properties_say_what_the_document_is_and_nothing_of_who_made_it() -> None:
    document = replace(everything("fr"), title="Procès-verbal (n° 12) \\ <&>", subject="Éducation")
    opened = pikepdf.open(io.BytesIO(pdf.render(document)))
    assert {key: str(value) for key, value in opened.docinfo.items()} == {
        "/Title": "Procès-verbal (n° 12) \\ <&>",
        "/Subject": "Éducation",
        "/Keywords": "migration, 2017",
        "/Producer": "Roundtable",
    }
    with opened.open_metadata() as metadata:
        assert metadata["dc:title"] == "Procès-verbal (n° 12) \\ <&>"
        assert metadata["dc:language"] == {"fr"}
    assert str(opened.Root.Lang) == "fr"


def test_colours_are_those_of_screens() -> None:
    profile = ImageCms.ImageCmsProfile(io.BytesIO(srgb_profile()))
    ramp = Image.linear_gradient("L").convert("RGB")
    mixed = Image.merge("RGB", (ramp.getchannel(0), ramp.getchannel(0).rotate(90), ramp.getchannel(0).rotate(180)))
    same = ImageCms.profileToProfile(mixed, profile, ImageCms.createProfile("sRGB"))
    assert same is not None
    counts = ImageChops.difference(mixed, same).histogram()
    assert max(at % 256 for at, count in enumerate(counts) if count) <= 1


def test_the_same_document_is_the_same_bytes() -> None:
    assert pdf.render(everything("ar")) == pdf.render(everything("ar"))


def test_the_logo_speaks_for_the_authority() -> None:
    document = replace(a_document("Text"), letterhead=Letterhead("City of Tangier", "Group", picture("JPEG")))
    tagged = Tagged(pdf.render(document))
    head = tagged.all("Letterhead")[0]
    assert [kid.kind for kid in head.kids] == ["Figure", "P", "P"]
    assert str(head.kids[0].written.Alt) == "City of Tangier"
