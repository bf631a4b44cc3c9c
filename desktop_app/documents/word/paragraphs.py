"""Paragraphs: titles, headings, numbered and plain paragraphs, lists.

Word reads `left` and `right` of a paragraph's alignment, indentation and tabs as *start* and *end* of its direction
(ECMA-376 part 1, 17.18.44); the newer words `start` and `end` say the same but are unknown to older programs.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from desktop_app.documents.blocks import Run, Style
from desktop_app.documents.word.look import HANG, twips
from desktop_app.documents.word.markup import NOTHING, Markup, element, join, val
from desktop_app.documents.word.runs import Story, direction_of, run, runs

if TYPE_CHECKING:
    from desktop_app.documents.blocks import Align, Heading, Listing, Paragraph, Rich, Title
    from desktop_app.language import Direction

_JUSTIFIED: Final = {"centre": "center", "end": "right"}
_STYLES: Final = {
    Style.BODY: "Normal",
    Style.LEAD: "Lead",
    Style.SMALL: "Small",
    Style.QUOTE: "Quote",
    Style.LABEL: "Label",
}
_TAB: Final = run(element("w:tab"))
GAP: Final = element("w:p", element("w:pPr", val("w:pStyle", "Gap")))
"""The room after a table; without it Word would join two tables that follow each other."""


@lru_cache(maxsize=1024)
def paragraph_properties(
    style: str,
    towards: Direction,
    story_direction: Direction,
    align: Align = "start",
    keep_with_next: bool = False,
    numbering: int = 0,
    hang: float = 0,
) -> Markup:
    """The properties of a paragraph; a number hangs ``hang`` points before its text.

    ``numbering`` is one of the part's numberings, 0 where Word does not count.
    """
    inner = [val("w:pStyle", style)] if style != "Normal" else []
    if keep_with_next:
        inner.append(element("w:keepNext"))
    if numbering:
        inner.append(element("w:numPr", val("w:ilvl", 0), val("w:numId", numbering)))
    if hang:
        inner.append(element("w:tabs", element("w:tab", w_val="left", w_pos=twips(hang))))
    if towards == "rtl":
        inner.append(element("w:bidi"))
    elif story_direction == "rtl":
        inner.append(val("w:bidi", 0))
    if hang:
        inner.append(element("w:ind", w_left=twips(hang), w_hanging=twips(hang)))
    if align in _JUSTIFIED:
        inner.append(val("w:jc", _JUSTIFIED[align]))
    return element("w:pPr", *inner) if inner else NOTHING


def assembled(paragraph_markup: Markup, content: Markup) -> Markup:
    """A paragraph from its properties and its content."""
    return Markup(f"<w:p>{paragraph_markup}{content}</w:p>")


def line(
    story: Story,
    style: str,
    content: Rich,
    *,
    align: Align = "start",
    direction: Direction | None = None,
    keep_with_next: bool = False,
) -> Markup:
    """A paragraph of a named style; its direction is its own where none is given."""
    towards = direction or direction_of(content, story.direction)
    head = paragraph_properties(style, towards, story.direction, align, keep_with_next)
    return assembled(head, runs(story, content, towards))


def numbered(
    story: Story,
    style: str,
    number: str,
    content: Rich,
    *,
    align: Align = "start",
    direction: Direction | None = None,
    keep_with_next: bool = False,
    hang: float = 0,
) -> Markup:
    """A paragraph that begins with a number and a tab; ``hang`` where the style itself has no room for the number."""
    towards = direction or direction_of(content, story.direction)
    head = paragraph_properties(style, towards, story.direction, align, keep_with_next, 0, hang)
    mark = runs(story, (Run(number),), towards)
    return assembled(head, join([mark, _TAB, runs(story, content, towards)]))


def paragraph(story: Story, block: Paragraph) -> Markup:
    """A paragraph of the text."""
    style = _STYLES[block.style]
    if not block.number:
        return line(
            story,
            style,
            block.content,
            align=block.align,
            direction=block.direction,
            keep_with_next=block.keep_with_next,
        )
    own_room = block.style is Style.BODY
    return numbered(
        story,
        "NumberedParagraph" if own_room else style,
        block.number,
        block.content,
        align=block.align,
        direction=block.direction,
        keep_with_next=block.keep_with_next,
        hang=0 if own_room else HANG,
    )


def title(story: Story, block: Title) -> Markup:
    """The title with the lines above and below it."""
    parts = [line(story, "TitleAbove", block.above)] if block.above else []
    parts.append(line(story, "Title", block.content))
    if block.below:
        parts.append(line(story, "Subtitle", block.below))
    return join(parts)


def heading(story: Story, block: Heading, bookmark: tuple[Markup, Markup] = (NOTHING, NOTHING)) -> Markup:
    """A heading; the contents point at its bookmark."""
    towards = direction_of(block.content, story.direction)
    head = paragraph_properties(f"Heading{block.level}", towards, story.direction, hang=_room(block))
    parts = [bookmark[0]]
    if block.number:
        parts += [runs(story, (Run(block.number),), towards), _TAB]
    return assembled(head, join([*parts, runs(story, block.content, towards), bookmark[1]]))


def _room(block: Heading) -> float:
    """The room that a heading's number takes: a numeral such as XVIII needs more than a digit."""
    return max(HANG * 0.85, 7.0 * len(block.number) + 8) if block.number else 0


def listing(story: Story, block: Listing, bullets: int) -> Markup:
    """A list: bulleted by Word's own numbering, or with the marks that were given."""
    parts: list[Markup] = []
    for index, item in enumerate(block.items):
        if index < len(block.marks):
            parts.append(numbered(story, "ListMarked", block.marks[index], item))
            continue
        towards = direction_of(item, story.direction)
        head = paragraph_properties("ListBullet", towards, story.direction, numbering=bullets)
        parts.append(assembled(head, runs(story, item, towards)))
    return join(parts)
