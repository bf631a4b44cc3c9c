"""What stands outside the text: letterhead, running title, symbol, page x of y, disclaimer, watermark."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from desktop_app.documents.blocks import Run, Tone, rich
from desktop_app.documents.text.clean import one_line
from desktop_app.documents.word.columns import widths
from desktop_app.documents.word.image import read
from desktop_app.documents.word.inline import TAB
from desktop_app.documents.word.markup import Markup, element, join, part
from desktop_app.documents.word.paragraphs import assembled, line, paragraph_properties
from desktop_app.documents.word.pictures import drawing
from desktop_app.documents.word.runs import Computed, Story, runs
from desktop_app.documents.word.tables import EMPTY, framed, framed_cell
from desktop_app.documents.word.watermark import watermark

if TYPE_CHECKING:
    from desktop_app.documents.blocks import Furniture, Letterhead, Rich

_LOGO_WIDTH: Final = 130.0
_LOGO_HEIGHT: Final = 50.0
_LOGO_GAP: Final = 16.0
_LONGEST: Final = 90
"""Characters of a running title or a symbol: they share one line with what stands at its other end."""
_PLACES: Final = re.compile(r"(\{page\}|\{pages\})")
_FIELDS: Final = {"{page}": "PAGE", "{pages}": "NUMPAGES"}
_PREFIXES: Final = "w r wp a pic v o"


def headed(content: Markup) -> bytes:
    """The part of a header."""
    return part("w:hdr", content, prefixes=_PREFIXES)


def footed(content: Markup) -> bytes:
    """The part of a footer."""
    return part("w:ftr", content, prefixes=_PREFIXES)


def first_header(story: Story, head: Letterhead | None, furniture: Furniture) -> Markup:
    """The head of the first page: the watermark, and who speaks."""
    parts = [draft_line(story, furniture, 1)]
    if head:
        parts += [_letterhead(story, head), line(story, "LetterheadGap", ())]
    return join(parts)


def draft_line(story: Story, furniture: Furniture, number: int) -> Markup:
    """A line with the watermark alone."""
    return _header_line(story, "FirstHeader", (), furniture.watermark, number)


def running_header(story: Story, furniture: Furniture, number: int) -> Markup:
    """The head of a page after the first."""
    return _header_line(story, "RunningTitle", rich(_short(furniture.running_title)), furniture.watermark, number)


def footer(story: Story, furniture: Furniture, *, first: bool, numbered: bool = True) -> Markup:
    """The foot of a page: symbol and number; on the first page under the disclaimer.

    ``numbered``: whether the number of the page stands there; without it, nothing is left where there is no symbol.
    """
    parts = [line(story, "Disclaimer", rich(furniture.disclaimer))] if first and furniture.disclaimer else []
    towards = story.direction
    content = [runs(story, rich(_short(furniture.symbol)), towards)]
    if numbered:
        content += [TAB, runs(story, _counted(furniture.page_of), towards)]
    if numbered or furniture.symbol:
        parts.append(assembled(paragraph_properties("RunningFoot", towards, towards), join(content)))
    return join(parts)


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
