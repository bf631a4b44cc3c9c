"""Titles, headings and paragraphs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop_app.documents.blocks import Run, Style
from desktop_app.documents.pdf.composer import plain
from desktop_app.documents.pdf.flow import HELD
from desktop_app.documents.pdf.strips import HeadingMark, Laid
from desktop_app.documents.pdf.style import (
    HEADINGS,
    NUMBER_GAP,
    QUOTE_INDENT,
    TEXT_OF,
    TITLE,
    TITLE_ABOVE,
    TITLE_BELOW,
    TITLE_END,
)
from desktop_app.documents.text.clean import is_blank, one_line

if TYPE_CHECKING:
    from desktop_app.documents.blocks import Align, Heading, Paragraph, Rich, Title
    from desktop_app.documents.pdf.composer import Composer
    from desktop_app.documents.pdf.flow import Strip
    from desktop_app.documents.pdf.strips import LineStrip, Measure
    from desktop_app.documents.pdf.style import Text
    from desktop_app.documents.pdf.tags import Element
    from desktop_app.language import Direction


_WIDEST_NUMBER: Final = 0.5
"""The share of the width up to which a number hangs; a longer one is part of the text."""


def title(composer: Composer, block: Title, parent: Element, measure: Measure) -> Laid:
    """The title, with a line above and below it where given. It stands at the start of the document's lines."""
    strips: list[Strip] = []
    after = 0.0
    for content, text, kind in (
        (block.above, TITLE_ABOVE, "P"),
        (block.content, TITLE, "Title"),
        (block.below, TITLE_BELOW, "P"),
    ):
        if is_blank(plain(content)):
            continue
        column = composer.balanced(content, text, measure, composer.side_of(content)) if text is TITLE else measure
        lines = composer.lines(
            parent.add(kind), content, text, column, towards=composer.direction, held=content is not block.below
        )
        lines[0].before = max(after, text.before)
        after = text.after
        strips += lines
    return Laid(strips, TITLE_END)


def heading_text(block: Heading) -> str:
    """A heading with its number as plain text; blank if nothing of it would be seen."""
    return one_line(f"{block.number} {plain(block.content)}".strip())


def heading(composer: Composer, block: Heading, parent: Element, measure: Measure) -> Laid:
    """A heading, its number before it; it stays with what it heads."""
    text = HEADINGS[block.level - 1]
    said = heading_text(block)
    if is_blank(said):
        return Laid([], text.after)
    element = parent.add(f"H{composer.heading_level(block.level)}")
    side = composer.side_of(block.content)
    lines = _numbered(composer, block.content, block.number, text, element, measure, side)
    for line in lines:
        line.cost = HELD
    composer.headings.append(HeadingMark(block.level, said, lines[0]))
    return Laid([*lines], text.after)


def paragraph(composer: Composer, block: Paragraph, parent: Element, measure: Measure) -> Laid:
    """A paragraph, its number hanging before it."""
    text = TEXT_OF[block.style]
    side = block.direction or composer.side_of(block.content)
    if block.style is Style.QUOTE:
        parent = parent.add("BlockQuote")
        measure = measure.indented(QUOTE_INDENT, side)
    if is_blank(block.number + plain(block.content)) and not any(run.note for run in block.content):
        return Laid([], text.after)
    lines = _numbered(composer, block.content, block.number, text, parent.add("P"), measure, side, block.align)
    if block.keep_with_next or block.style is Style.LABEL:
        lines[-1].cost = HELD
    return Laid([*lines], text.after)


def _numbered(
    composer: Composer,
    content: Rich,
    number: str,
    text: Text,
    element: Element,
    measure: Measure,
    side: Direction,
    align: Align = "start",
) -> list[LineStrip]:
    indent = max(composer.number_indent, composer.width(number, text, side) + NUMBER_GAP) if number else 0.0
    if indent > measure.width * _WIDEST_NUMBER:
        content, number = (Run(f"{number} "), *content), ""
    if not number:
        return composer.lines(element, content, text, measure, side=side, align=align)
    lines = composer.lines(element, content, text, measure.indented(indent, side), side=side, align=align)
    composer.label(lines[0], element, number, text, measure.start(indent, side), side)
    return lines
