"""The table of contents: a field that Word brings up to date, filled in beforehand from the headings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop_app.documents.blocks import Box, Heading, Run
from desktop_app.documents.word.inline import TAB, field_end, field_start
from desktop_app.documents.word.markup import NOTHING, Markup, element, join, val
from desktop_app.documents.word.paragraphs import PAGE_BREAK, assembled, line, paragraph_properties
from desktop_app.documents.word.runs import Computed, Story, runs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from desktop_app.documents.blocks import Block, Contents

_GALLERY: Final = element(
    "w:sdtPr",
    element("w:docPartObj", val("w:docPartGallery", "Table of Contents"), element("w:docPartUnique")),
)


def headings(blocks: Iterable[Block]) -> Iterator[Heading]:
    """All headings in their order, those in panels too."""
    for block in blocks:
        if isinstance(block, Heading):
            yield block
        elif isinstance(block, Box):
            yield from headings(block.blocks)


def bookmark(number: int) -> tuple[Markup, Markup]:
    """The two ends of the place that an entry points at."""
    return bookmarked(number, _name(number))


def bookmarked(number: int, name: str) -> tuple[Markup, Markup]:
    """The two ends of a bookmark; its number is unique in the file."""
    return element("w:bookmarkStart", w_id=number, w_name=name), element("w:bookmarkEnd", w_id=number)


def _name(number: int) -> str:
    return f"_Toc{100_000_000 + number}"


def contents(
    story: Story,
    block: Contents,
    found: list[Heading],
    pages: Mapping[str, int] | None = None,
    *,
    begins_page: bool,
) -> Markup:
    """The table of contents, down to its depth; ``pages`` by the names of bookmarks, as far as they are known.

    An entry whose page is not known is a link without a number, until Word is asked to count (F9).
    """
    listed = [(number, heading) for number, heading in enumerate(found, 1) if heading.level <= block.depth]
    above = line(story, "TOCHeading", block.heading, keep_with_next=True, begins_page=begins_page)
    title = above if block.heading else PAGE_BREAK if begins_page else NOTHING
    opening = field_start(f'TOC \\o "1-{block.depth}" \\h \\z \\u')
    entries = [
        _entry(story, number, heading, (pages or {}).get(_name(number)), NOTHING if at else opening)
        for at, (number, heading) in enumerate(listed)
    ]
    end = field_end() if listed else join([opening, field_end()])
    closing = assembled(paragraph_properties("Gap", story.direction, story.direction), end)
    return element("w:sdt", _GALLERY, element("w:sdtContent", title, *entries, closing))


def _entry(story: Story, number: int, heading: Heading, page: int | None, opening: Markup) -> Markup:
    towards = story.direction
    words = [Run(part.text, language=part.language) for part in heading.content]
    if heading.number:
        words.insert(0, Run(heading.number + "\u2002"))
    content = runs(story, tuple(words), towards)
    if page is not None:
        shown = Computed(str(page), instruction=f"PAGEREF {_name(number)} \\h")
        content = join([content, TAB, runs(story, (shown,), towards)])
    link = element("w:hyperlink", content, w_anchor=_name(number), w_history=1)
    head = paragraph_properties(f"TOC{heading.level}", towards, towards)
    return assembled(head, join([opening, link]))
