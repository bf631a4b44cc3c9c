"""What stands outside the text: letterhead, running title, symbol, page x of y, and the word across the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from desktop_app.documents.blocks import Run, Tone, rich
from desktop_app.documents.word.look import (
    HEADER_DISTANCE,
    MARGIN,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    TEXT_WIDTH,
    twips,
)
from desktop_app.documents.word.markup import NOTHING, Markup, characters, element, join, part
from desktop_app.documents.word.package import relation
from desktop_app.documents.word.paragraphs import assembled, line, paragraph_properties
from desktop_app.documents.word.pictures import drawing, read
from desktop_app.documents.word.runs import Story, plain_text, properties, run, runs, text
from desktop_app.documents.word.tables import box_cell, framed, widths

if TYPE_CHECKING:
    from desktop_app.documents.blocks import Furniture, Letterhead, Rich

FIRST_HEADER, HEADER, FIRST_FOOTER, FOOTER = "header1", "header2", "footer1", "footer2"
_LOGO_WIDTH: Final = 110.0
_LOGO_HEIGHT: Final = 52.0
_LONGEST: Final = 160
"""Characters of a running title or a symbol: they have one line."""
_PLACES: Final = re.compile(r"(\{page\}|\{pages\})")
_FIELDS: Final = {"{page}": "PAGE", "{pages}": "NUMPAGES"}
_PREFIXES: Final = "w r wp a pic v o"


def first_header(story: Story, head: Letterhead | None, furniture: Furniture) -> bytes:
    """The head of the first page: who speaks, and the watermark."""
    parts = [_letterhead(story, head)] if head else []
    mark = furniture.watermark
    parts.append(_header_line(story, "Header", (), mark, 1))
    return part("w:hdr", *parts, prefixes=_PREFIXES)


def header(story: Story, furniture: Furniture) -> bytes:
    """The head of each page after the first."""
    said = rich(_short(furniture.running_title))
    return part("w:hdr", _header_line(story, "RunningTitle", said, furniture.watermark, 2), prefixes=_PREFIXES)


def footer(story: Story, furniture: Furniture, *, first: bool) -> bytes:
    """The foot of a page; the first one carries the disclaimer."""
    parts = [line(story, "Disclaimer", rich(furniture.disclaimer))] if first and furniture.disclaimer else []
    towards = story.direction
    symbol = runs(story, rich(_short(furniture.symbol)), towards)
    content = join([symbol, _TAB, _page_of(story, furniture.page_of)])
    parts.append(assembled(paragraph_properties("Footer", towards, towards), content))
    return part("w:ftr", *parts, prefixes=_PREFIXES)


def section(document_direction: str) -> Markup:
    """The page: A4 upright, and which header and footer stand where."""
    references = [
        element("w:headerReference", w_type="default", r_id=relation(HEADER)),
        element("w:headerReference", w_type="first", r_id=relation(FIRST_HEADER)),
        element("w:footerReference", w_type="default", r_id=relation(FOOTER)),
        element("w:footerReference", w_type="first", r_id=relation(FIRST_FOOTER)),
    ]
    side = twips(MARGIN)
    margins = element(
        "w:pgMar",
        w_top=side,
        w_right=side,
        w_bottom=side,
        w_left=side,
        w_header=twips(HEADER_DISTANCE),
        w_footer=twips(HEADER_DISTANCE),
        w_gutter=0,
    )
    size = element("w:pgSz", w_w=twips(PAGE_WIDTH), w_h=twips(PAGE_HEIGHT))
    turned = [element("w:bidi")] if document_direction == "rtl" else []
    return element("w:sectPr", *references, size, margins, element("w:titlePg"), *turned)


_TAB: Final = run(element("w:tab"))


def _short(said: str) -> str:
    said = " ".join(said.split())
    return said if len(said) <= _LONGEST else said[: _LONGEST - 1] + "…"


def _letterhead(story: Story, head: Letterhead) -> Markup:
    lines = [line(story, "LetterheadAuthority", rich(head.authority))] if head.authority else []
    if head.body:
        lines.append(line(story, "LetterheadBody", rich(head.body)))
    words = join(lines) or element("w:p")
    logo = read(head.logo) if head.logo else None
    if logo is None:
        columns = widths((1,))
        cells = [box_cell(columns[0], words)]
    else:
        scale = min(_LOGO_WIDTH / logo.width, _LOGO_HEIGHT / logo.height)
        width = logo.width * scale
        columns = widths((width + 14, TEXT_WIDTH - width - 14))
        shown = drawing(story, logo, head.authority, width, _LOGO_HEIGHT)
        towards = story.direction
        picture = assembled(paragraph_properties("Header", towards, towards), shown)
        cells = [box_cell(columns[0], picture), box_cell(columns[1], words)]
    return framed(story, "LetterheadTable", columns, [element("w:tr", *cells)])


def _header_line(story: Story, style: str, said: Rich, watermark: str, number: int) -> Markup:
    """A line of a header, with the watermark in words at its end and drawn behind the page."""
    towards = story.direction
    content = [runs(story, said, towards)]
    if watermark:
        word = Run(_short(watermark), tone=Tone.WARNING)
        content += [_TAB, runs(story, (word,), towards), _watermark(watermark, number)]
    return assembled(paragraph_properties(style, towards, towards), join(content))


def _page_of(story: Story, sentence: str) -> Markup:
    towards = story.direction
    head = properties(towards == "rtl")
    parts = []
    for piece in _PLACES.split(sentence):
        if piece in _FIELDS:
            parts.append(field(_FIELDS[piece], run(text("1"), head), head))
        elif piece:
            parts.append(runs(story, rich(piece), towards))
    return join(parts)


def field(instruction: str, shown: Markup, head: Markup = NOTHING) -> Markup:
    """A field: what Word computes, and what stands there until it does."""
    code = Markup(f'<w:instrText xml:space="preserve"> {characters(instruction)} </w:instrText>')
    return join(
        [
            run(val_type("begin"), head),
            run(code, head),
            run(val_type("separate"), head),
            shown,
            run(val_type("end"), head),
        ]
    )


def val_type(kind: str) -> Markup:
    """One of the three marks of a field."""
    return element("w:fldChar", w_fldCharType=kind)


def _watermark(word: str, number: int) -> Markup:
    """The word slantwise behind the page, in the shape that Word's own watermarks have and can be removed as."""
    word = plain_text(rich(word))
    width = min(150 + 45 * len(word), 520)
    height = round(width / max(len(word), 2) * 1.7)
    style = (
        f"position:absolute;margin-left:0;margin-top:0;width:{width}pt;height:{height}pt;"
        "rotation:315;z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        "mso-position-vertical:center;mso-position-vertical-relative:margin"
    )
    shape = element(
        "v:shape",
        element("v:fill", opacity=".5"),
        element("v:textpath", style='font-family:"Arial";font-size:1pt;font-weight:bold', string=word),
        id=f"PowerPlusWaterMarkObject{number}",
        o_spid=f"_x0000_s{2048 + number}",
        type="#_x0000_t136",
        style=style,
        o_allowincell="f",
        fillcolor="silver",  # half of it shows: text over it keeps its contrast
        stroked="f",
    )
    return element("w:r", element("w:rPr", element("w:noProof")), element("w:pict", _TEXT_PATH, shape))


_TEXT_PATH: Final = element(
    "v:shapetype",
    element("v:formulas", *(element("v:f", eqn=rule) for rule in (
        "sum #0 0 10800", "prod #0 2 1", "sum 21600 0 @1", "sum 0 0 @2", "sum 21600 0 @3", "if @0 @3 0",
        "if @0 21600 @1", "if @0 0 @2", "if @0 @4 21600", "mid @5 @6", "mid @8 @5", "mid @7 @8", "mid @6 @7",
        "sum @6 0 @5",
    ))),
    element("v:path", textpathok="t", o_connecttype="custom", o_connectlocs="@9,0;@10,10800;@11,21600;@12,10800", o_connectangles="270,180,90,0"),
    element("v:textpath", on="t", fitshape="t"),
    element("v:handles", element("v:h", position="#0,bottomRight", xrange="6629,14971")),
    element("o:lock", v_ext="edit", text="t", shapetype="t"),
    id="_x0000_t136",
    coordsize="21600,21600",
    o_spt="136",
    adj="10800",
    path="m@7,l@8,m@5,21600l@6,21600e",
)  # fmt: skip
"""The shape that text follows a path in; Word knows it as number 136 of its own shapes."""
