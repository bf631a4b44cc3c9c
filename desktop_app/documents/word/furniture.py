"""What stands outside the text: letterhead, running title, symbol, page x of y, disclaimer, watermark."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from desktop_app.documents.blocks import Run, Tone, rich
from desktop_app.documents.text.clean import one_line
from desktop_app.documents.word.columns import widths
from desktop_app.documents.word.inline import TAB
from desktop_app.documents.word.look import Layout, twips
from desktop_app.documents.word.markup import Markup, element, join, part
from desktop_app.documents.word.package import relation
from desktop_app.documents.word.paragraphs import GAP, assembled, line, paragraph_properties
from desktop_app.documents.word.pictures import drawing, read
from desktop_app.documents.word.runs import Computed, Story, runs
from desktop_app.documents.word.tables import EMPTY, framed, framed_cell
from desktop_app.documents.word.watermark import watermark

if TYPE_CHECKING:
    from desktop_app.documents.blocks import Furniture, Letterhead, Rich
    from desktop_app.language import Direction

FIRST_HEADER, HEADER, FIRST_FOOTER, FOOTER = "header1", "header2", "footer1", "footer2"
_LOGO_WIDTH: Final = 130.0
_LOGO_HEIGHT: Final = 50.0
_LOGO_GAP: Final = 16.0
_LONGEST: Final = 90
"""Characters of a running title or a symbol: they share one line with what stands at its other end."""
_PLACES: Final = re.compile(r"(\{page\}|\{pages\})")
_FIELDS: Final = {"{page}": "PAGE", "{pages}": "NUMPAGES"}
_PREFIXES: Final = "w r wp a pic v o"


def first_header(story: Story, head: Letterhead | None, furniture: Furniture) -> bytes:
    """The head of the first page: the watermark, and who speaks."""
    parts = [_header_line(story, "FirstHeader", (), furniture.watermark, 1)]
    if head:
        parts += [_letterhead(story, head), GAP]
    return part("w:hdr", *parts, prefixes=_PREFIXES)


def header(story: Story, furniture: Furniture) -> bytes:
    """The head of each page after the first."""
    said = rich(_short(furniture.running_title))
    return part("w:hdr", _header_line(story, "RunningTitle", said, furniture.watermark, 2), prefixes=_PREFIXES)


def footer(story: Story, furniture: Furniture, *, first: bool) -> bytes:
    """The foot of a page: symbol and number; on the first page under the disclaimer."""
    parts = [line(story, "Disclaimer", rich(furniture.disclaimer))] if first and furniture.disclaimer else []
    towards = story.direction
    symbol, page = (
        runs(story, rich(_short(furniture.symbol)), towards),
        runs(story, _counted(furniture.page_of), towards),
    )
    parts.append(assembled(paragraph_properties("RunningFoot", towards, towards), join([symbol, TAB, page])))
    return part("w:ftr", *parts, prefixes=_PREFIXES)


def section(layout: Layout, towards: Direction) -> Markup:
    """The page, and which header and footer stand where."""
    references = [
        element("w:headerReference", w_type="default", r_id=relation(HEADER)),
        element("w:headerReference", w_type="first", r_id=relation(FIRST_HEADER)),
        element("w:footerReference", w_type="default", r_id=relation(FOOTER)),
        element("w:footerReference", w_type="first", r_id=relation(FIRST_FOOTER)),
    ]
    margins = element(
        "w:pgMar",
        w_top=twips(layout.top),
        w_right=twips(layout.right),
        w_bottom=twips(layout.bottom),
        w_left=twips(layout.left),
        w_header=twips(layout.header),
        w_footer=twips(layout.footer),
        w_gutter=0,
    )
    size = element("w:pgSz", w_w=twips(layout.width), w_h=twips(layout.height))
    turned = [element("w:bidi")] if towards == "rtl" else []
    return element("w:sectPr", *references, size, margins, element("w:titlePg"), *turned)


def _short(said: str) -> str:
    said = one_line(said).strip()
    return said if len(said) <= _LONGEST else said[: _LONGEST - 1].rstrip() + "…"


def _counted(sentence: str) -> Rich:
    """The sentence with its two places as fields. Until Word counts, it is one page of one."""
    parts = (
        Computed("1", instruction=_FIELDS[piece]) if piece in _FIELDS else piece for piece in _PLACES.split(sentence)
    )
    return rich(*parts)


def _letterhead(story: Story, head: Letterhead) -> Markup:
    said = (("LetterheadAuthority", head.authority), ("LetterheadBody", head.body))
    words = join([line(story, style, rich(text)) for style, text in said if text]) or EMPTY
    logo = read(head.logo) if head.logo else None
    whole = story.layout.text_width
    if logo is None:
        columns = widths((1,), whole)
        cells = [framed_cell(columns[0], words)]
    else:
        width = logo.width * min(_LOGO_WIDTH / logo.width, _LOGO_HEIGHT / logo.height)
        columns = widths((width + _LOGO_GAP, whole - width - _LOGO_GAP), whole)
        shown = drawing(story, logo, head.authority, width, _LOGO_HEIGHT)
        picture = assembled(paragraph_properties("Header", story.direction, story.direction), shown)
        cells = [framed_cell(columns[0], picture), framed_cell(columns[1], words, middle=True)]
    return framed(story, "LetterheadTable", columns, [element("w:tr", *cells)])


def _header_line(story: Story, style: str, said: Rich, word: str, number: int) -> Markup:
    """A line of a header, with the watermark in words at its end and drawn behind the page."""
    towards = story.direction
    content = [runs(story, said, towards)]
    if word:
        written = Run(_short(word), tone=Tone.WARNING)
        content += [TAB, runs(story, (written,), towards), watermark(word, number)]
    return assembled(paragraph_properties(style, towards, towards), join(content))
