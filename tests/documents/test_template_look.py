"""A document on a city's own template: its letterhead and styles, and everything that a document must have."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import docx
import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator

from desktop_app.documents import REPORTS, word
from desktop_app.documents.blocks import Contents, Furniture
from desktop_app.documents.word.look import OURS
from desktop_app.documents.word.template.reading import Template, read
from desktop_app.documents.word.template.wardrobe import Wardrobe
from desktop_app.exchange import amendments
from desktop_app.language import LANGUAGES
from desktop_app.records import Audience
from tests.documents.everything import WORDS, everything
from tests.documents.letterheads import TEMPLATES, operated, plain
from tests.documents.opening import Opened, W
from tests.documents.sample import ON
from tests.documents.test_parity import paragraphs_of
from tests.documents.test_reports import shelf

if TYPE_CHECKING:
    from pathlib import Path

    from desktop_app.documents.blocks import Document


@cache
def template(name: str) -> Template:
    return read(TEMPLATES[name](), f"{name}.docx")


@cache
def on(name: str, language: str, *, draft: bool = True) -> Opened:
    return Opened(everything(language, draft=draft), template(name))


def sides(opened: Opened, kind: str) -> dict[str, str]:
    """The parts of the headers or footers, by the pages that they stand on."""
    names = {"first": f"{kind}1", "default": f"{kind}2", "even": f"{kind}3"}
    return {pages: name for pages, name in names.items() if f"word/{name}.xml" in opened.archive.namelist()}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", TEMPLATES)
def test_the_file_keeps_the_standard(name: str, language: str, tmp_path: Path) -> None:
    path = tmp_path / "document.docx"
    path.write_bytes(on(name, language).bytes)
    assert OpenXmlValidator().validate(str(path)).errors == []
    assert word.render(everything(language), template=template(name)) == on(name, language).bytes


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", TEMPLATES)
def test_every_page_says_draft(name: str, language: str) -> None:
    opened, draft = on(name, language), WORDS[language]["draft"]
    headers = sides(opened, "header")
    assert len(headers) == (3 if template(name).even else 2)
    for part in headers.values():
        assert draft in "".join(opened.paragraphs(part))
        assert len(opened.find("//*[@string]", part)) == 1  # the word behind the page
    final = on(name, language, draft=False)
    for part in headers.values():
        assert draft not in "".join(final.paragraphs(part))


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_page_has_its_symbol_and_is_numbered_once(name: str) -> None:
    opened = on(name, "fr")
    headers, footers = sides(opened, "header"), sides(opened, "footer")
    for pages in headers:
        both = (headers[pages], footers[pages])
        numbers = [code for part in both for code in opened.values("//w:instrText/text()", part)]
        assert [code.split()[0] for code in numbers].count("PAGE") == 1
        assert "TNG/REC/2017/4" in "".join(opened.paragraphs(footers[pages]))
    assert WORDS["fr"]["sentence"].split(" ")[0] in opened.paragraphs(footers["first"])[0]


def test_the_letterhead_is_the_templates() -> None:
    opened = on("french", "fr")
    first = "\n".join(opened.paragraphs("header1"))
    assert "VILLE DE PORT-CENDRÉ" in first
    assert "Commune de Tanger" not in first  # ours, which it takes the place of
    assert "99120 Port-Cendré" in "".join(opened.paragraphs("footer1"))
    assert "99120 Port-Cendré" in "".join(opened.paragraphs("footer2"))
    assert "L’accès aux droits" in "".join(opened.paragraphs("header2"))  # the running title comes with it
    relations = opened.archive.read("word/_rels/header1.xml.rels").decode()
    assert relations.count("Target=") == 1
    assert relations.count("media/") == 1
    assert opened.values("//wp:docPr/@descr", "header1") == ["Commune de Tanger"]


def test_without_a_letterhead_ours_stands_there() -> None:
    opened = on("plain", "fr")
    assert "Commune de Tanger" in opened.paragraphs("header1")
    assert opened.values("//wp:docPr/@descr", "header1") == ["Commune de Tanger"]


@pytest.mark.parametrize("name", TEMPLATES)
def test_pictures_have_numbers_of_their_own(name: str) -> None:
    opened = on(name, "en")
    parts = ["document", *sides(opened, "header").values(), *sides(opened, "footer").values()]
    numbers = [number for part in parts for number in opened.values("//wp:docPr/@id", part)]
    assert len(numbers) == len(set(numbers))
    alternatives = [said for part in parts for said in opened.values("//wp:docPr/@descr", part)]
    assert len(alternatives) == len(numbers)
    assert all(alternatives)


def test_the_page_is_the_templates() -> None:
    section = on("plain", "en").find("//w:sectPr")[0]
    margins = section.find(f"{W}pgMar")
    assert margins is not None
    assert {margins.get(f"{W}{side}") for side in ("top", "left", "right", "bottom")} == {"1701"}
    width = template("plain").layout.text_width
    tables = on("plain", "en").find("//w:tbl[w:tblPr/w:tblStyle/@w:val='RuledTable']")
    assert {sum(int(each.get(f"{W}w", "0")) for each in table.iter(f"{W}gridCol")) for table in tables} >= {
        round(width * 20)
    }
    assert width < OURS.text_width


# styles


def test_styles_are_known_by_words_own_names() -> None:
    styles = on("french", "fr").part("styles")
    by_id = {each.get(f"{W}styleId"): each for each in styles.iter(f"{W}style")}
    assert "Titre1" not in by_id
    colour = by_id["Heading1"].find(f"{W}rPr/{W}color")
    assert colour is not None
    assert colour.get(f"{W}val") == "7A1F3D"


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_style_that_is_named_is_there_once(name: str) -> None:
    opened = on(name, "ar")
    styles = opened.part("styles")
    ids = [each.get(f"{W}styleId", "") for each in styles.iter(f"{W}style")]
    names = [value.casefold() for value in opened.values("//w:style/w:name/@w:val", "styles")]
    assert len(ids) == len(set(ids))
    assert len(names) == len(set(names))
    used = set()
    for part in (
        "document",
        "footnotes",
        "numbering",
        *sides(opened, "header").values(),
        *sides(opened, "footer").values(),
    ):
        used |= set(opened.values("//w:pStyle/@w:val | //w:rStyle/@w:val | //w:tblStyle/@w:val", part))
    used |= set(opened.values("//w:basedOn/@w:val | //w:next/@w:val | //w:link/@w:val", "styles"))
    assert used <= set(ids)
    defaults = opened.values("//w:style[@w:default='1']/@w:type", "styles")
    assert len(defaults) == len(set(defaults))
    numbers = set(opened.values("//w:num/@w:numId", "numbering"))
    assert set(opened.values("//w:numId/@w:val", "document")) <= numbers
    assert set(opened.values("//w:numId/@w:val", "styles")) <= numbers | {"0"}


@pytest.mark.parametrize(
    ("written", "role"),
    [("Titre 1", "Heading1"), ("Título 2", "Heading2"), ("عنوان 3", "Heading3"), ("heading 1", "Heading1"),
     ("Légende", "Caption"), ("Decision box label", "DecisionBoxLabel"), ("TABLE TEXT", "TableText")],
)  # fmt: skip
def test_a_style_is_known_by_its_name_in_any_language(written: str, role: str) -> None:
    styles = f'<w:style w:type="paragraph" w:styleId="x9"><w:name w:val="{written}"/></w:style></w:styles>'
    made = read(operated(plain(), "word/styles.xml", "</w:styles>", styles), "x")
    found = Wardrobe(made, "fr").roles
    assert found[role].get(f"{W}styleId") == "x9"


@pytest.mark.parametrize(("written", "role"), [("Titre1", "Heading1"), ("Ttulo2", "Heading2")])
def test_a_style_is_known_by_its_id_where_its_name_says_nothing(written: str, role: str) -> None:
    styles = f'<w:style w:type="paragraph" w:styleId="{written}"><w:name w:val="Rubrique"/></w:style></w:styles>'
    made = read(operated(plain(), "word/styles.xml", "</w:styles>", styles), "x")
    assert role in Wardrobe(made, "fr").roles


def test_a_style_that_has_our_name_by_chance_keeps_out_of_the_way() -> None:
    names = on("plain", "en").values("//w:style[@w:styleId='Small']/w:name/@w:val", "styles")
    assert names == ["Small"]
    assert on("plain", "en").values("//w:style[@w:styleId='Small_']/w:name/@w:val", "styles") == ["Letra pequeña"]


def test_headings_are_numbered_once() -> None:
    heading = (
        '<w:style w:type="paragraph" w:styleId="Titre1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="3"/>'
        "</w:numPr></w:pPr></w:style></w:styles>"
    )
    made = read(operated(plain(), "word/styles.xml", "</w:styles>", heading), "x")
    opened = Opened(everything("en"), made)
    assert opened.find("//w:style[@w:styleId='Heading1']//w:numPr", "styles") == []


def test_a_heading_begins_no_page_by_itself() -> None:
    heading = (
        '<w:style w:type="paragraph" w:styleId="Titre1"><w:name w:val="heading 1"/><w:pPr><w:framePr w:w="90"/>'
        "<w:pageBreakBefore/></w:pPr></w:style></w:styles>"
    )
    made = read(operated(plain(), "word/styles.xml", "</w:styles>", heading), "x")
    styles = Opened(everything("en"), made).find("//w:style[@w:styleId='Heading1']", "styles")
    assert not list(styles[0].iter(f"{W}pageBreakBefore", f"{W}framePr"))


def test_no_border_is_around_everything() -> None:
    borders = '<w:pPrDefault><w:pPr><w:pBdr><w:top w:val="nil"/></w:pBdr></w:pPr></w:pPrDefault>'
    made = read(operated(plain(), "word/styles.xml", "<w:pPrDefault/>", borders), "x")
    assert not Opened(everything("en"), made).find("//w:docDefaults//w:pBdr", "styles")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('w:w="11906" w:h="16838"', 'w:w="16838" w:h="11906" w:orient="landscape"'),
        ('w:w="11906" w:h="16838"', 'w:w="8391" w:h="11906"'),
        ('w:left="1701"', 'w:left="-1701"'),
    ],
    ids=["landscape", "A5", "negative"],
)
def test_any_page_will_do(old: str, new: str, tmp_path: Path) -> None:
    made = read(operated(plain(), "word/document.xml", old, new), "x")
    opened = Opened(everything("ar"), made)
    path = tmp_path / "document.docx"
    path.write_bytes(opened.bytes)
    assert OpenXmlValidator().validate(str(path)).errors == []
    width = round(made.layout.text_width * 20)
    for table in opened.find("//w:body/w:tbl"):
        assert sum(int(each.get(f"{W}w", "0")) for each in table.iterfind(f"{W}tblGrid/{W}gridCol")) <= width + 1


def test_what_is_missing_is_supplied_in_the_templates_letters() -> None:
    opened = on("plain", "fr")
    (size,) = opened.values("//w:style[@w:styleId='TableText']/w:rPr/w:sz/@w:val", "styles")
    assert int(size) == 20  # its text is of 12 points, and small print grows less
    (size,) = opened.values("//w:style[@w:styleId='Title']/w:rPr/w:sz/@w:val", "styles")
    assert int(size) == round(22 * 12 / 10.5 * 2)
    (line,) = opened.find("//w:style[@w:styleId='TableText']/w:pPr/w:jc", "styles")
    assert line.get(f"{W}val") == "left"  # its text is justified, which no table is
    assert opened.values("//w:style[@w:styleId='Normal']/w:pPr/w:spacing/@w:after", "styles") == ["120"]
    assert opened.values("//w:style[@w:styleId='Small_']/w:pPr/w:spacing/@w:after", "styles") == ["0"]
    assert not opened.values("//w:style[@w:styleId='TableText']//w:rFonts/@*", "styles")


# directions and languages


@pytest.mark.parametrize("name", TEMPLATES)
def test_directions_are_the_documents_own(name: str) -> None:
    arabic, french = on(name, "ar"), on(name, "fr")
    assert len(arabic.find("//w:pPrDefault/w:pPr/w:bidi", "styles")) == 1
    assert len(arabic.find("//w:bidi | //w:style//w:rtl", "styles")) == 1
    assert french.find("//w:bidi | //w:style//w:rtl", "styles") == []
    assert arabic.find("//w:sectPr/w:bidi")
    assert not french.find("//w:sectPr/w:bidi")
    assert arabic.values("//w:docDefaults//w:lang/@w:bidi", "styles") == ["ar-MA"]
    assert french.values("//w:docDefaults//w:lang/@w:val", "styles") == ["fr-FR"]
    assert len(french.find("//w:lang", "styles")) == 1


def test_a_letterhead_keeps_its_direction_in_a_document_of_another() -> None:
    for name, expected in (("french", "0"), ("arabic", "1")):
        for language in ("fr", "ar"):
            opened = on(name, language)
            theirs = opened.find("//w:p[.//w:t[contains(., 'PORT') or contains(., 'جماعة المرسى')]]", "header1")
            assert {each.get(f"{W}val") or "1" for one in theirs for each in one.iter(f"{W}bidi")} == {expected}


# the text


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize("report", ["minutes", "recommendations", "consolidated"])
def test_the_text_is_the_same_on_every_template(name: str, report: str) -> None:
    document = _report(report)
    assert paragraphs_of(word.render(document, template=template(name))) == paragraphs_of(word.render(document))


@cache
def _report(name: str) -> Document:
    report = REPORTS[name]
    made = report.build(report.gather(shelf()), "fr", audience=Audience.NETWORK, on=ON)
    blocks = tuple(block for block in made.blocks if not isinstance(block, Contents))  # whose pages may differ
    return replace(made, blocks=blocks)


@pytest.mark.parametrize("name", TEMPLATES)
def test_what_comes_back_is_read_as_from_our_own_look(name: str, tmp_path: Path) -> None:
    document = _report("recommendations")
    own, worn = tmp_path / "own.docx", tmp_path / "worn.docx"
    own.write_bytes(word.render(document))
    worn.write_bytes(word.render(document, template=template(name)))
    assert amendments.read(worn) == amendments.read(own)


def test_the_templates_own_text_is_left_out() -> None:
    assert "Le corps du modèle" in "".join(p.text for p in docx.Document(io.BytesIO(TEMPLATES["french"]())).paragraphs)
    assert "Le corps" not in "".join(on("french", "fr").paragraphs())


@pytest.mark.parametrize("name", TEMPLATES)
def test_python_docx_opens_it(name: str) -> None:
    opened = docx.Document(io.BytesIO(on(name, "es").bytes))
    section = opened.sections[0]
    assert section.different_first_page_header_footer
    assert opened.styles["Heading 1"].style_id == "Heading1"
    assert [p.style.name for p in opened.paragraphs if p.style and p.style.name.startswith("Heading")]


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_header_ends_with_a_table(name: str) -> None:
    opened = on(name, "en", draft=False)
    for part in (*sides(opened, "header").values(), *sides(opened, "footer").values()):
        assert opened.part(part)[-1].tag == f"{W}p"


def test_nothing_to_say_leaves_no_line() -> None:
    bare = replace(everything("fr", draft=False), furniture=Furniture("", "", "Page {page} sur {pages}"))
    opened = Opened(bare, template("french"))
    assert len(opened.paragraphs("footer2")) == 2  # the template's own
    assert etree.QName(opened.part("footer2")).localname == "ftr"
