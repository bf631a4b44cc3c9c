"""The table of contents: a field that Word brings up to date, filled in beforehand from the headings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop_app.documents.blocks import Box, Heading, Run
from desktop_app.documents.word.furniture import field, val_type
from desktop_app.documents.word.markup import Markup, characters, element, join, val
from desktop_app.documents.word.paragraphs import assembled, line, paragraph_properties
from desktop_app.documents.word.runs import Story, direction_of, run, runs, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from desktop_app.documents.blocks import Block, Contents

_TAB: Final = run(element("w:tab"))


def headings(blocks: Iterable[Block]) -> Iterator[Heading]:
    """All headings in their order, those in panels too."""
    for block in blocks:
        if isinstance(block, Heading):
            yield block
        elif isinstance(block, Box):
            yield from headings(block.blocks)


def bookmark(number: int) -> tuple[Markup, Markup]:
    """The two ends of the place that an entry points at."""
    return (
        element("w:bookmarkStart", w_id=number, w_name=_name(number)),
        element("w:bookmarkEnd", w_id=number),
    )


def _name(number: int) -> str:
    return f"_Toc{100_000_000 + number}"


def contents(story: Story, block: Contents, found: list[Heading]) -> Markup:
    """The table of contents, down to its depth."""
    listed = [(number, heading) for number, heading in enumerate(found, 1) if heading.level <= block.depth]
    code = f'TOC \\o "1-{block.depth}" \\h \\z \\u'
    opening = join([run(val_type("begin")), run(_instruction(code)), run(val_type("separate"))])
    entries = []
    for position, (number, heading) in enumerate(listed):
        entries.append(_entry(story, number, heading, opening if position == 0 else None))
    closing = assembled(paragraph_properties("Gap", story.direction, story.direction), run(val_type("end")))
    if not listed:
        closing = assembled(
            paragraph_properties("Gap", story.direction, story.direction), join([opening, run(val_type("end"))])
        )
    title = line(story, "TOCHeading", block.heading) if block.heading else Markup("")
    gallery = element("w:docPartObj", val("w:docPartGallery", "Table of Contents"), element("w:docPartUnique"))
    return element("w:sdt", element("w:sdtPr", gallery), element("w:sdtContent", title, *entries, closing))


def _instruction(code: str) -> Markup:
    return Markup(f'<w:instrText xml:space="preserve"> {characters(code)} </w:instrText>')


def _entry(story: Story, number: int, heading: Heading, opening: Markup | None) -> Markup:
    towards = direction_of(heading.content, story.direction)
    words = tuple(Run(part.text, language=part.language) for part in heading.content)
    parts = [runs(story, (Run(heading.number + "  "),), towards)] if heading.number else []
    parts += [runs(story, words, towards), _TAB, field(f"PAGEREF {_name(number)} \\h", run(text(" ")))]
    link = element("w:hyperlink", *parts, w_anchor=_name(number), w_history=1)
    head = paragraph_properties(f"TOC{heading.level}", towards, story.direction)
    return assembled(head, join([opening, link]) if opening else link)
