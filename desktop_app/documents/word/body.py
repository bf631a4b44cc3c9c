"""The main text: each block drawn in its order."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final, Protocol

from desktop_app.documents import blocks
from desktop_app.documents.chart_picture import chart_picture
from desktop_app.documents.word import panels, paragraphs, tables
from desktop_app.documents.word.contents import bookmark, bookmarked, contents, headings
from desktop_app.documents.word.image import read
from desktop_app.documents.word.markup import NOTHING, Markup, element, join, part
from desktop_app.documents.word.numbering import BULLETS
from desktop_app.documents.word.pictures import drawing
from desktop_app.language import _
from desktop_app.progress import each

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop_app.documents.blocks import Block, Chart, Document, Picture
    from desktop_app.documents.word.runs import Story
    from desktop_app.progress import Progress
    from desktop_app.records.origin import Origin


class Section(Protocol):
    """Says what the pages of a section are like."""

    def __call__(self, *, first: bool, marked: bool) -> Markup: ...


class Body:
    """The main text of a document, written block by block."""

    def __init__(self, story: Story, document: Document, progress: Progress, section: Section) -> None:
        self._story, self._document, self._progress, self._section = story, document, progress, section
        self._marked, self._first = document.furniture.cover_marked, True
        self._headings = list(headings(document.blocks))
        self._linked = any(isinstance(block, blocks.Contents) for block in document.blocks)
        self._met = self._marks = 0
        self._pieces: Counter[Origin] = Counter()
        self._begins_page = False
        width = story.layout.text_width
        written = each(document.blocks, progress, _("Writing the document"))
        below = [*document.blocks[1:], None]
        self._written = [
            self._block(block, width, signed=isinstance(after, blocks.Signatures))
            for block, after in zip(written, below, strict=False)
        ]

    @property
    def has_contents(self) -> bool:
        """Whether there is a table of contents, whose pages are to be numbered."""
        return self._linked

    def number_pages(self, pages: Mapping[str, int]) -> None:
        """Put the numbers of pages into the contents."""
        for at, block in enumerate(self._document.blocks):
            if isinstance(block, blocks.Contents):
                begins_page = at > 0 and isinstance(self._document.blocks[at - 1], blocks.PageBreak)
                self._written[at] = contents(self._story, block, self._headings, pages, begins_page=begins_page)

    def part(self) -> bytes:
        """The main part of the file."""
        last = self._section(first=self._first, marked=self._marked)
        return part("w:document", element("w:body", *self._written, last), prefixes="w r wp a pic")

    def _break(self, block: blocks.PageBreak) -> Markup:
        """What follows begins a page: one of another section where the watermark comes or goes."""
        self._begins_page = True
        if block.marked == self._marked or not self._document.is_partly_marked:
            return NOTHING
        ending = self._section(first=self._first, marked=self._marked)
        self._marked, self._first = block.marked, False
        return paragraphs.section_end(ending)

    def _block(self, block: Block, width: float, *, signed: bool = False) -> Markup:
        """One block, as wide as it may be; its end stays with what is ``signed`` below it, for nobody signs a page
        without a text.
        """
        if isinstance(block, blocks.PageBreak):
            return self._break(block)
        begins_page, self._begins_page = self._begins_page, False
        match block:
            case blocks.Paragraph():
                held = replace(block, keep_with_next=True) if signed else block
                return paragraphs.paragraph(self._story, held, self._mark(block.origin), begins_page=begins_page)
            case blocks.Heading():
                return self._heading(block, begins_page=begins_page)
            case blocks.Contents():
                return contents(self._story, block, self._headings, begins_page=begins_page)
        written = self._other(block, width, signed=signed)
        return join([paragraphs.PAGE_BREAK, written]) if begins_page else written

    def _other(self, block: Block, width: float, *, signed: bool) -> Markup:
        story = self._story
        match block:
            case blocks.Title():
                return paragraphs.title(story, block)
            case blocks.Listing():
                return paragraphs.listing(story, block, BULLETS, keep_with_next=signed)
            case blocks.Definitions():
                return panels.definitions(story, block, width)
            case blocks.Table():
                return tables.table(story, block, width, self._progress, keep_with_next=signed)
            case blocks.Box():
                inside = partial(self._blocks, block.blocks, signed=signed)
                return panels.box(story, block, inside, width, keep_with_next=signed)
            case blocks.Signatures():
                return panels.signatures(story, block, width)
            case blocks.Picture():
                return self._picture(block, width)
            case blocks.Chart():
                return self._chart(block, width)
            case _:
                return NOTHING

    def _blocks(self, content: Sequence[Block], width: float, *, signed: bool) -> Markup:
        return join([self._block(block, width, signed=signed) for block in content])

    def _heading(self, block: blocks.Heading, *, begins_page: bool) -> Markup:
        self._met += 1
        mark = bookmark(self._met) if self._linked else (NOTHING, NOTHING)
        return paragraphs.heading(self._story, block, mark, self._mark(block.origin), begins_page=begins_page)

    def _mark(self, origin: Origin | None) -> tuple[Markup, Markup]:
        """The two ends of the place where a text of a record begins: by them an edited file finds its way back.

        A bookmark, and no content control: what stands in one of those is lost to many programs that read Word files.
        """
        if origin is None:
            return NOTHING, NOTHING
        piece = self._pieces[origin]
        self._pieces[origin] += 1
        name = origin.mark(piece)
        self._marks += 1
        return bookmarked(_MARKS_FROM + self._marks, name) if name else (NOTHING, NOTHING)

    def _picture(self, block: Picture, width: float) -> Markup:
        story, towards = self._story, self._story.direction
        image = read(block.data)
        if image is None:
            return paragraphs.line(story, "MissingFigure", blocks.rich(block.alternative))
        shown = drawing(story, image, block.alternative, min(block.width, width))
        head = paragraphs.paragraph_properties("Figure", towards, towards, "start", bool(block.caption))
        parts = [paragraphs.assembled(head, shown)]
        if block.caption:
            parts.append(paragraphs.line(story, "FigureCaption", block.caption))
        return join(parts)

    def _chart(self, block: Chart, width: float) -> Markup:
        """A chart is a picture here, under its caption as tables are."""
        story, towards = self._story, self._story.direction
        image = read(chart_picture(block, story.language, width))
        assert image is not None, "what was drawn here can be read"
        head = paragraphs.paragraph_properties("Figure", towards, towards, "start", keep_with_next=False)
        caption = [paragraphs.line(story, "Caption", block.caption, keep_with_next=True)] if block.caption else []
        return join([*caption, paragraphs.assembled(head, drawing(story, image, block.summary, width))])


_MARKS_FROM: Final = 500_000
"""The number of the first bookmark that is none of the contents'."""
