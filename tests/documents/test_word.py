"""Word files hold what the blocks say, as Word's own things: headings, header rows, notes, fields."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import docx
import pytest

from desktop_app.documents import word
from desktop_app.documents.blocks import (
    Box,
    Cell,
    Column,
    Contents,
    Definitions,
    Heading,
    Letterhead,
    Listing,
    PageBreak,
    Paragraph,
    Picture,
    Run,
    Signature,
    Signatures,
    Style,
    Table,
    Title,
    Tone,
    cell,
    rich,
)
from desktop_app.documents.marks import opened as running
from desktop_app.language import LANGUAGES
from desktop_app.progress import Cancelled
from desktop_app.records.origin import bare
from tests.documents.everything import WORDS, everything, picture
from tests.documents.opening import Opened, W, document, said
from tests.documents.reading import every_run

if TYPE_CHECKING:
    from desktop_app.documents.blocks import Block


@pytest.mark.parametrize("language", LANGUAGES)
def test_python_docx_reads_headings_and_tables(language: str) -> None:
    opened = docx.Document(io.BytesIO(word.render(everything(language))))
    styles = [paragraph.style.name for paragraph in opened.paragraphs if paragraph.style is not None]
    assert [name for name in styles if name.startswith("Heading")] == [f"Heading {n}" for n in (1, 2, 3, 1)]
    assert styles.count("Title") == 1
    title = WORDS[language]["title"]
    assert any(paragraph.text == f"I.\t{title}" for paragraph in opened.paragraphs)
    assert opened.core_properties.title == title
    alignments = {paragraph.alignment for paragraph in opened.paragraphs}
    assert len(alignments) > 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_there(language: str) -> None:
    made = everything(language)
    opened = Opened(made)
    text = "\n".join(opened.paragraphs() + opened.paragraphs("footnotes"))
    for run in every_run(made):
        assert run.text.strip() in text


def test_headings_are_headings_with_their_numbers() -> None:
    opened = Opened(
        document(Heading(1, rich("Attendance"), "XVIII."), Heading(2, rich("Present")), Heading(3, rich("x")))
    )
    assert opened.values("//w:p/w:pPr/w:pStyle/@w:val") == ["Heading1", "Heading2", "Heading3"]
    assert opened.paragraphs()[0] == "XVIII.\tAttendance"
    levels = opened.values("//w:style[starts-with(@w:styleId, 'Heading')]//w:outlineLvl/@w:val", "styles")
    assert levels == ["0", "1", "2"]


def test_numbers_hang_before_their_paragraph() -> None:
    opened = Opened(document(Paragraph(rich("a"), number="1."), Paragraph(rich("b"), Style.QUOTE, number="TNG/2017/4")))
    assert opened.paragraphs() == ["1.\ta", "TNG/2017/4\tb"]
    assert opened.values("//w:pPr/w:pStyle/@w:val") == ["NumberedParagraph", "Quote"]
    hanging = [int(value) for value in opened.values("//w:pPr/w:ind/@w:hanging")]
    assert len(hanging) == 1
    assert hanging[0] > 28.35 * 20


def test_lists_count_as_lists() -> None:
    opened = Opened(document(Listing((rich("a"), rich("b"))), Listing((rich("c"),), ("(a)",))))
    assert len(opened.find("//w:numPr/w:numId[@w:val='1']")) == 2
    assert opened.paragraphs() == ["a", "b", "(a)\tc"]


def test_tables_repeat_their_header_and_keep_rows_whole() -> None:
    rows = [(cell("A1"), cell("x")), (cell("A2"), cell("y", tone=Tone.WARNING))]
    made = Table((Column(1), Column(3)), (cell("No."), cell("Action")), rows, "Actions & owners", rich("Actions"), True)
    opened = Opened(document(made))
    assert len(opened.find("//w:tr")) == 3
    assert len(opened.find("//w:tr/w:trPr/w:cantSplit")) == 3
    assert [said(row) for row in opened.find("//w:tr[w:trPr/w:tblHeader]")] == ["No.Action"]
    assert opened.values("//w:tblDescription/@w:val") == ["Actions & owners"]
    assert opened.values("//w:tblCaption/@w:val") == ["Actions"]
    assert opened.values("//w:tblLook/@w:firstRow") == ["1"]
    assert opened.values("//w:tblLook/@w:firstColumn") == ["1"]
    widths = [int(width) for width in opened.values("//w:gridCol/@w:w")]
    assert sum(widths) == int(opened.values("//w:tblW/@w:w")[0])
    assert widths[1] == pytest.approx(3 * widths[0], abs=2)
    assert opened.find("//w:tc[.//w:t='y']/w:tcPr/w:shd")


def test_what_is_secondary_in_the_heading_of_a_row_is_not_bold() -> None:
    named = running(rich(Run("Ville de Tunis", tone=Tone.MUTED)), "rtl")
    rows = [(Cell((rich("المدينة"), named)), cell("x"))]
    made = Table((Column(1), Column(3)), (cell("الجهة"), cell("الالتزام")), rows, "", (), True)
    file = Opened(document(made, language="ar"))
    styles = [style for style in file.values("//w:tc//w:pStyle/@w:val") if style != "TableHeading"]
    assert styles == ["TableRowHeading", "TableText", "TableText"]


def test_small_print_stands_close_below_what_it_belongs_to() -> None:
    close = Opened(document(Paragraph(rich("Do it."), Style.CLOSE), Paragraph(rich("By May."), Style.SMALL)))
    assert close.values("//w:p[.//w:t='Do it.']/w:pPr/w:spacing/@w:after") == ["20"]


def test_narrow_columns_get_the_room_of_their_words() -> None:
    made = Table((Column(9), Column(1)), (cell("a"), cell("Engagements")), [(cell("b"), cell("1"))], "")
    first, second = (int(width) / 20 for width in Opened(document(made)).values("//w:gridCol/@w:w"))
    assert second > 75
    assert first > 3 * second


@pytest.mark.parametrize(
    "made",
    [
        Table((), (), (), "nothing"),
        Table((Column(0),), (), [(cell("a"), cell("b"), cell("c"))], "more cells than columns"),
        Table((Column(1), Column(1)), (cell("a"),), [(Cell(()),)], "fewer cells than columns"),
        Table((Column(-1), Column(1)), (), [(), (cell("a"),)], "a negative share"),
        Definitions(()),
        Listing(()),
        Signatures((), ()),
        Box((), ()),
        Contents(()),
    ],
)
def test_little_is_drawn_as_well(made: Table) -> None:
    opened = Opened(document(made))
    for row in opened.find("//w:tr"):
        assert len(row.findall(f"{W}tc")) == len(opened.find("//w:gridCol"))
    for last in opened.find("//w:tc/*[last()]"):
        assert last.tag == f"{W}p"


def test_tables_do_not_join() -> None:
    boxes = [Box(rich("Decision"), (Paragraph(rich("x")),)) for _ in range(2)]
    children = [child.tag for child in Opened(document(*boxes)).find("/w:document/w:body/*")]
    assert children == [f"{W}tbl", f"{W}p", f"{W}tbl", f"{W}p", f"{W}sectPr"]


def test_panels_are_told_apart_without_colour() -> None:
    boxes = [
        Box(rich(tone.value), (Paragraph(rich("x")),), tone) for tone in (Tone.DECISION, Tone.ACTION, Tone.WARNING)
    ]
    opened = Opened(document(*boxes))
    assert opened.values("//w:tblStyle/@w:val") == ["DecisionBox", "ActionBox", "WarningBox"]
    assert opened.values("//w:tblCaption/@w:val") == ["decision", "action", "warning"]
    assert opened.paragraphs()[::3] == ["decision", "action", "warning"]
    assert len(opened.find("//w:tr[w:trPr/w:cantSplit]")) == 3


def test_panels_within_panels_keep_some_room() -> None:
    inner = Box((), (Table((Column(1),), (), [(cell("x"),)], ""), Picture(picture(size=(900, 1)), "", 0)))
    for _ in range(40):
        inner = Box((), (inner,))
    opened = Opened(document(inner))
    assert min(int(width) for width in opened.values("//w:gridCol/@w:w")) > 1000
    assert min(int(length) for length in opened.values("//wp:extent/@cx | //wp:extent/@cy")) > 0


@pytest.mark.parametrize("tone", [Tone.ACCENT, Tone.DECISION, Tone.ACTION, Tone.WARNING])
def test_tones_are_said_by_weight_too(tone: Tone) -> None:
    opened = Opened(document(Paragraph(rich(Run("overdue", tone=tone)))))
    (style,) = opened.values("//w:r/w:rPr/w:rStyle/@w:val")
    assert opened.find(f"//w:style[@w:styleId='{style}']/w:rPr/w:b", "styles")


def test_notes_are_footnotes_in_their_place() -> None:
    note = rich("Also recorded: 30 November.")
    made = Table((Column(1),), (), [(cell(Run("31 October", note=note)),)], "")
    opened = Opened(document(Paragraph(rich(Run("Owner", note=rich("see ", Run("A", note=rich("b")))), " pays")), made))
    assert opened.values("//w:footnoteReference/@w:id") == ["1", "2"]
    runs = opened.find("//w:body/w:p[1]/w:r")
    assert runs[1].find(f"{W}footnoteReference") is not None
    assert opened.paragraphs("footnotes")[2:] == [" see A [b]", " Also recorded: 30 November."]
    assert opened.values("//w:footnote/@w:id", "footnotes") == ["-1", "0", "1", "2"]


def test_contents_list_the_headings_and_point_at_them() -> None:
    blocks = [Heading(1, rich("One"), "I."), Heading(3, rich("Deep")), Heading(2, rich(Run("Two", note=rich("n"))))]
    opened = Opened(document(Contents(rich("Contents"), 2), *blocks))
    entries = opened.find("//w:sdt//w:hyperlink")
    anchors = [entry.get(f"{W}anchor") for entry in entries]
    assert [said(entry).split("\t")[0] for entry in entries] == ["I.\u2002One", "Two"]
    assert set(anchors) <= set(opened.values("//w:bookmarkStart/@w:name"))
    assert len(opened.values("//w:footnoteReference/@w:id")) == 1
    (toc, *pages) = opened.values("//w:instrText/text()")
    assert toc.strip() == 'TOC \\o "1-2" \\h \\z \\u'
    assert [page.split()[1] for page in pages] == anchors
    assert balanced(opened)


@pytest.mark.parametrize("language", LANGUAGES)
def test_contents_have_numbers_only_where_lines_can_be_measured(language: str) -> None:
    """Of Arabic letters each machine has a typeface of its own: a wrong number is worse than none."""
    title = WORDS[language]["title"]
    blocks = (Contents(rich("Contents"), 1), Heading(1, rich(title)), Paragraph(rich(title * 20)))
    (entry,) = Opened(document(*blocks, language=language)).find("//w:p[w:pPr/w:pStyle[@w:val='TOC1']]")
    words = "".join(map(str, entry.itertext()))
    assert ("PAGEREF" in words) == (language != "ar")
    assert title in words


def test_no_line_ends_after_an_opening_guillemet_or_before_what_closes() -> None:
    """French has a space there, which people type as any other; Word would break a line at it."""
    typed = "Le maire a dit : « Nous acceptons » ; est-ce vrai ? Oui : à 90 % !"
    opened = Opened(document(Paragraph(rich(typed)), Paragraph(rich(Run(typed, bold=True))), language="fr"))
    for said_ in opened.paragraphs():
        assert not re.search(r"« | [»;:!?%]", said_)
        assert bare(said_) == bare(typed)
    assert len(opened.paragraphs()) == 2


def test_contents_know_the_pages_beforehand() -> None:
    text = Paragraph(rich("x " * 4000))
    blocks: list[Block] = [
        Heading(1, rich("One")),
        text,
        Heading(1, rich("Two")),
        PageBreak(),
        Heading(1, rich("Three")),
        text,
    ]
    opened = Opened(document(Contents(rich("Contents")), *blocks))
    assert [said(entry) for entry in opened.find("//w:sdt//w:hyperlink")] == ["One\t1", "Two\t2", "Three\t3"]


@pytest.mark.parametrize(
    "following", [Paragraph(rich("x")), Heading(1, rich("x")), Box(rich("x"), ()), Listing((rich("x"),))]
)
def test_what_follows_a_page_break_begins_a_page(following: Block) -> None:
    opened = Opened(document(Paragraph(rich("a")), PageBreak(), PageBreak(), following, Paragraph(rich("b"))))
    breaks = [p.find(f"{W}pPr/{W}pageBreakBefore") is not None for p in opened.find("/w:document/w:body/w:p")]
    assert breaks[:2] == [False, True]
    assert not any(breaks[2:])


def test_without_contents_nothing_is_bookmarked() -> None:
    assert not Opened(document(Heading(1, rich("One")))).find("//w:bookmarkStart")


def balanced(opened: Opened, part: str = "document") -> bool:
    kinds = opened.values("//w:fldChar/@w:fldCharType", part)
    depth = 0
    for kind in kinds:
        depth += (kind == "begin") - (kind == "end")
        assert depth >= 0
    return depth == 0


def test_pages_are_counted_by_fields() -> None:
    opened = Opened(document(Paragraph(rich("x"))))
    for footer in ("footer1", "footer2"):
        assert [code.strip() for code in opened.values("//w:instrText/text()", footer)] == ["PAGE", "NUMPAGES"]
        assert opened.paragraphs(footer) == ["TNG/1\tPage 1 of 1"]
        assert balanced(opened, footer)


def test_the_first_page_is_different() -> None:
    made = everything("en")
    opened = Opened(made)
    assert opened.find("//w:sectPr/w:titlePg")
    first, others = "\n".join(opened.paragraphs("header1")), "\n".join(opened.paragraphs("header2"))
    assert WORDS["en"]["authority"] in first
    assert WORDS["en"]["title"] not in first
    assert others == f"{WORDS['en']['title']}\tDRAFT"
    assert made.furniture.disclaimer in "\n".join(opened.paragraphs("footer1"))
    assert made.furniture.disclaimer not in "\n".join(opened.paragraphs("footer2"))


@pytest.mark.parametrize("header", ["header1", "header2"])
def test_a_draft_says_so_behind_and_above_the_text(header: str) -> None:
    opened = Opened(everything("fr"))
    assert opened.archive.read(f"word/{header}.xml").decode().count('string="PROJET"') == 1
    assert "PROJET" in "".join(opened.paragraphs(header))
    final = Opened(everything("fr", draft=False)).archive.read(f"word/{header}.xml").decode()
    assert "PROJET" not in final
    assert "v:shape" not in final


def test_pictures_say_what_they_show() -> None:
    made = document(Picture(picture(), 'A "chart" <of> members', 4000, rich("Members")))
    opened = Opened(made)
    assert opened.values("//wp:docPr/@descr") == ['A "chart" <of> members']
    (across,), (down,) = opened.values("//wp:extent/@cx"), opened.values("//wp:extent/@cy")
    assert int(across) == pytest.approx(2 * int(down), rel=0.01)
    assert int(across) <= 160 * 36_000 + 1
    assert opened.paragraphs()[1] == "Members"


@pytest.mark.parametrize(
    "data", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n", picture()[:40], b"\xff\xd8\xff", picture("JPEG")[:30]]
)
def test_a_damaged_picture_is_said_instead(data: bytes) -> None:
    opened = Opened(document(Picture(data, "Members by sector", 100), letterhead=Letterhead("City", "", data)))
    assert opened.paragraphs() == ["Members by sector"]
    assert "City" in opened.paragraphs("header1")


def test_places_to_sign_stand_side_by_side_and_stay_together() -> None:
    places = tuple(Signature(rich(f"N{number}"), rich("Chair")) for number in range(5))
    opened = Opened(document(Signatures(places, rich("Done at Tangier, on"))))
    assert [len(row.findall(f"{W}tc")) for row in opened.find("//w:tr")] == [5, 5]
    kept = {"PlaceAndDate", "SignatureLine", "SignatureName"}
    for style in kept:
        assert opened.find(f"//w:style[@w:styleId='{style}']/w:pPr/w:keepNext", "styles")


@pytest.mark.parametrize(
    "above",
    [
        Paragraph(rich("last")),
        Listing((rich("first"), rich("last"))),
        Listing((rich("first"), rich("last")), ("1.", "2.")),
        Table((Column(1),), (cell("Head"),), [(cell("first"),), (cell("last"),)], ""),
        Box(rich("Decision"), (Paragraph(rich("last")),)),
    ],
)
def test_nobody_signs_a_page_without_a_text(above: Block) -> None:
    signed = Signatures((Signature(rich("N"), rich("Chair")),), rich("Done at Tangier, on"))
    held = Opened(document(above, signed)).find("//w:p[w:pPr/w:keepNext]")
    assert any(said(paragraph).endswith("last") for paragraph in held)
    free = Opened(document(above)).find("//w:p[w:pPr/w:keepNext]")
    assert not any(said(paragraph).endswith("last") for paragraph in free)
    below = Opened(document(above, signed)).find("/w:document/w:body/w:tbl[1]/following-sibling::w:p[1]")
    if isinstance(above, Table | Box):
        assert [p.find(f"{W}pPr/{W}keepNext") is not None for p in below] == [True], "and so does the room below it"


def test_what_begins_a_page_begins_at_its_head() -> None:
    made = document(Title(rich("T")), PageBreak(), Contents(rich("Contents")), PageBreak(), Heading(1, rich("One")))
    heads = Opened(made).find("//w:p[w:pPr/w:pageBreakBefore]")
    assert [said(head) for head in heads] == ["Contents", "One"]
    assert [head.xpath("string(w:pPr/w:spacing/@w:before)", namespaces={"w": W[1:-1]}) for head in heads] == ["0", "0"]


def test_the_room_below_a_table_vanishes_at_the_foot_of_a_page() -> None:
    opened = Opened(document(Table((Column(1),), (), [(cell("x"),)], "")))
    (spacing,) = opened.find("//w:style[@w:styleId='Gap']/w:pPr/w:spacing", "styles")
    assert (spacing.get(f"{W}lineRule"), spacing.get(f"{W}line")) == ("exact", "20"), "a line of one point"
    assert int(spacing.get(f"{W}after", "0")) > 100, "and the room below it"


def test_every_style_that_is_used_is_there() -> None:
    opened = Opened(everything("ar"))
    known = set(opened.values("//w:style/@w:styleId", "styles"))
    path = "//w:pStyle/@w:val | //w:rStyle/@w:val | //w:tblStyle/@w:val"
    used = {
        style
        for name in ("document", "header1", "header2", "footer1", "footnotes")
        for style in opened.values(path, name)
    }
    assert used <= known
    based = opened.values("//w:basedOn/@w:val | //w:next/@w:val", "styles")
    assert set(based) <= known


def test_cancelling_stops() -> None:
    class Tired:
        def step(self, done: int, total: int | None = None, doing: object = None) -> None:
            if done:
                raise Cancelled

    rows = [(cell(str(number)),) for number in range(1000)]
    with pytest.raises(Cancelled):
        word.render(document(Table((Column(1),), (), rows, "")), Tired())


def test_titles_stand_once_with_their_lines() -> None:
    opened = Opened(document(Title(rich("Third meeting"), rich("Draft minutes"), rich("Tangier"))))
    assert opened.values("//w:pStyle/@w:val") == ["TitleAbove", "Title", "Subtitle"]
    assert opened.paragraphs() == ["Draft minutes", "Third meeting", "Tangier"]
