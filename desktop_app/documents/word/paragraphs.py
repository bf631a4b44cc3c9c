"""Paragraphs: titles, headings, numbered and plain paragraphs, lists.

Word reads `left` and `right` of a paragraph's alignment, indentation and tabs as *start* and *end* of its direction
(ECMA-376 part 1, 17.18.44); the newer words `start` and `end` say the same but are unknown to many programs.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from desktop_app.documents.blocks import Style
from desktop_app.documents.rows import held_items
from desktop_app.documents.word import inline
from desktop_app.documents.word.inline import TAB
from desktop_app.documents.word.look import BODY_SIZE, HANG, twips
from desktop_app.documents.word.markup import NOTHING, Markup, element, join, val
from desktop_app.documents.word.measuring import exceeds, width_of
from desktop_app.documents.word.runs import CLOSING, Story, direction_of, plain_run, runs, usual
from desktop_app.language import text_direction

if TYPE_CHECKING:
    from desktop_app.documents.blocks import Align, Heading, Listing, Paragraph, Rich, Title
    from desktop_app.language import Direction

GAP: Final = element("w:p", element("w:pPr", val("w:pStyle", "Gap")))
"""The room after a table; without it Word would join two tables that follow each other.

The room is below a line of almost no height: where the table fills a page, that line still fits, and room at the foot
of a page is none. The next page begins with what comes next.
"""

GAP_HELD: Final = element("w:p", element("w:pPr", val("w:pStyle", "Gap"), element("w:keepNext")))
"""The same where no page may end after the table."""


def section_end(section: Markup) -> Markup:
    """A paragraph of hardly any height, the last of a section, whose pages are as ``section`` says."""
    return element("w:p", element("w:pPr", val("w:pStyle", "PageBreak"), section))


PAGE_BREAK: Final = element("w:p", element("w:pPr", val("w:pStyle", "PageBreak"), element("w:pageBreakBefore")))
"""Where a table or a picture begins the page: a paragraph of no height."""

_JUSTIFIED: Final = {"centre": "center", "end": "right"}
_TURNED: Final[dict[Align, Align]] = {"start": "end", "end": "start", "centre": "centre"}
"""Where a paragraph stands by its own direction, if it is to stand there by that of what is around it."""
_STYLES: Final = {
    Style.BODY: "Normal",
    Style.CLOSE: "Normal",
    Style.LEAD: "Lead",
    Style.SMALL: "Small",
    Style.QUOTE: "Quote",
    Style.LABEL: "Label",
}
_NUMBER_GAP: Final = 7.0
_AFTER_WORDS: Final = inline.run(inline.text("\N{EN SPACE}"), inline.properties(rtl=True))
"""After a number in words, such as the ordinals of Arabic, which are too unlike in width to stand in line."""
_AFTER_LIST: Final = 7.0
_AFTER_CLOSE: Final = 1.0


@lru_cache(maxsize=1024)
def paragraph_properties(
    style: str,
    towards: Direction,
    around: Direction,
    align: Align = "start",
    keep_with_next: bool = False,
    numbering: int = 0,
    hang: float = 0,
    after: float = 0,
    begins_page: bool = False,
) -> Markup:
    """The properties of a paragraph.

    Args:
        towards: its own direction.
        around: the direction of the document.
        align: where it stands, by its own direction.
        keep_with_next: whether the page may not end after it.
        numbering: one of the part's numberings; 0 where Word does not count.
        hang: how far its text stands from its number; 0 where the style says it.
        after: the room below it; 0 where the style says it.
        begins_page: whether it stands at the head of a page, where nothing is above it to keep away from.
    """
    inner = [val("w:pStyle", style)] if style != "Normal" else []
    if keep_with_next:
        inner.append(element("w:keepNext"))
    if begins_page:
        inner.append(element("w:pageBreakBefore"))
    if numbering:
        inner.append(element("w:numPr", val("w:ilvl", 0), val("w:numId", numbering)))
    if hang:
        inner.append(element("w:tabs", element("w:tab", w_val="left", w_pos=twips(hang))))
    if towards == "rtl":
        inner.append(element("w:bidi"))
    elif around == "rtl":
        inner.append(val("w:bidi", 0))
    spaces = ({"w_before": 0} if begins_page else {}) | ({"w_after": twips(after)} if after else {})
    if spaces:
        inner.append(element("w:spacing", **spaces))
    if hang:
        inner.append(element("w:ind", w_left=twips(hang), w_hanging=twips(hang)))
    if align in _JUSTIFIED:
        inner.append(val("w:jc", _JUSTIFIED[align]))
    return element("w:pPr", *inner) if inner else NOTHING


def assembled(head: Markup, content: Markup) -> Markup:
    """A paragraph from its properties and its content."""
    return Markup(f"<w:p>{head}{content}</w:p>")


def line(
    story: Story,
    style: str,
    content: Rich,
    *,
    align: Align = "start",
    keep_with_next: bool = False,
    begins_page: bool = False,
    room: float = 0,
    size: float = BODY_SIZE,
    ending: Markup = NOTHING,
) -> Markup:
    """A paragraph of a named style, in the direction of its content.

    It stands at the start of the document's lines; where it needs more than one line of that ``room`` in that
    ``size``, at the start of its own.
    """
    around = story.direction
    text = usual(story, content)
    if text is not None:
        head = paragraph_properties(style, around, around, align, keep_with_next, begins_page=begins_page)
        return Markup(f"<w:p>{head}{story.opening}{text}{CLOSING}{ending}</w:p>")
    towards = direction_of(content, around)
    if towards != around:
        long = (
            room
            and align == "start"
            and exceeds("".join([run.text for run in content]), size * story.layout.scale, room)
        )
        align = align if long else _TURNED[align]
    head = paragraph_properties(style, towards, around, align, keep_with_next, begins_page=begins_page)
    return Markup(f"<w:p>{head}{runs(story, content, towards)}{ending}</w:p>")


def paragraph(
    story: Story,
    block: Paragraph,
    mark: tuple[Markup, Markup] = (NOTHING, NOTHING),
    *,
    begins_page: bool = False,
) -> Markup:
    """A paragraph of the text, between the ends of its mark; its number hangs before it."""
    towards = block.direction or direction_of(block.content, story.direction)
    style = _STYLES[block.style]
    content = Markup(f"{mark[0]}{runs(story, block.content, towards)}{mark[1]}")
    hang = 0.0
    if block.number:
        needed = _room(block.number, BODY_SIZE * story.layout.scale)
        if style == "Normal":
            style = "NumberedParagraph"
            hang = needed if needed > HANG else 0
        else:
            hang = needed
        content = Markup(f"{plain_run(story, block.number, towards)}{TAB}{content}")
    after = _AFTER_CLOSE if block.style is Style.CLOSE else 0
    head = paragraph_properties(
        style, towards, story.direction, block.align, block.keep_with_next, 0, hang, after, begins_page
    )
    return assembled(head, content)


def title(story: Story, block: Title) -> Markup:
    """The title with the lines above and below it."""
    lines = (("TitleAbove", block.above), ("Title", block.content), ("Subtitle", block.below))
    return join([line(story, style, content) for style, content in lines if content])


def heading(
    story: Story,
    block: Heading,
    bookmark: tuple[Markup, Markup] = (NOTHING, NOTHING),
    mark: tuple[Markup, Markup] = (NOTHING, NOTHING),
    *,
    begins_page: bool = False,
) -> Markup:
    """A heading with its number; the contents point at its bookmark."""
    towards = direction_of(block.content, story.direction)
    in_words = text_direction(block.number, "ltr") == "rtl"
    hang = 0.0
    if block.number and not in_words:
        hang = _room(block.number, story.layout.headings[block.level - 1], bold=True)
    head = paragraph_properties(f"Heading{block.level}", towards, story.direction, hang=hang, begins_page=begins_page)
    number = f"{plain_run(story, block.number, towards)}{_AFTER_WORDS if in_words else TAB}" if block.number else ""
    content = f"{mark[0]}{runs(story, block.content, towards)}{mark[1]}"
    return assembled(head, Markup(f"{bookmark[0]}{number}{content}{bookmark[1]}"))


def listing(story: Story, block: Listing, bullets: int, *, keep_with_next: bool = False) -> Markup:
    """A list: bulleted by Word's own numbering, or with the marks that were given."""
    parts: list[Markup] = []
    needed = max((_room(mark, BODY_SIZE * story.layout.scale) for mark in block.marks), default=0)
    hang = needed if needed > HANG else 0
    stay = held_items(block)
    for index, item in enumerate(block.items):
        towards = direction_of(item, story.direction)
        content = runs(story, item, towards)
        last = index == len(block.items) - 1
        after, held = _AFTER_LIST if last else 0, keep_with_next if last else stay[index]
        if index < len(block.marks):
            content = join([plain_run(story, block.marks[index], towards), TAB, content])
            head = paragraph_properties(
                "ListMarked", towards, story.direction, keep_with_next=held, hang=hang, after=after
            )
        else:
            head = paragraph_properties(
                "ListBullet", towards, story.direction, keep_with_next=held, numbering=bullets, after=after
            )
        parts.append(assembled(head, content))
    return join(parts)


def _room(number: str, size: float, *, bold: bool = False) -> float:
    """How far a text stands from its number: usually as in all numbered paragraphs, so that they stand in line."""
    return max(HANG, round(width_of(number[:60], size, bold=bold) + _NUMBER_GAP))
