"""The main text: each block drawn in its order."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from desktop_app.documents import blocks
from desktop_app.documents.word import furniture, panels, paragraphs, tables
from desktop_app.documents.word.contents import bookmark, contents, headings
from desktop_app.documents.word.look import TEXT_WIDTH
from desktop_app.documents.word.markup import NOTHING, Markup, element, join, part
from desktop_app.documents.word.numbering import BULLETS
from desktop_app.documents.word.pictures import drawing, read
from desktop_app.language import _
from desktop_app.progress import each

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop_app.documents.blocks import Block, Document, Picture
    from desktop_app.documents.word.runs import Story
    from desktop_app.progress import Progress


def body(story: Story, document: Document, progress: Progress) -> bytes:
    """The main part of the file."""
    writer = _Writer(story, document, progress)
    written = [writer.block(block) for block in each(document.blocks, progress, _("Writing the document"))]
    section = furniture.section(document.direction)
    return part("w:document", element("w:body", *written, section), prefixes="w r wp a pic")


class _Writer:
    """Writes blocks, wherever they stand, and counts the headings that the contents point at."""

    def __init__(self, story: Story, document: Document, progress: Progress) -> None:
        self._story = story
        self._progress = progress
        self._headings = list(headings(document.blocks))
        self._linked = any(isinstance(block, blocks.Contents) for block in document.blocks)
        self._met = 0

    def block(self, block: Block, width: float = TEXT_WIDTH) -> Markup:
        """One block, as wide as it may be."""
        story = self._story
        match block:
            case blocks.Paragraph():
                return paragraphs.paragraph(story, block)
            case blocks.Heading():
                return self._heading(block)
            case blocks.Title():
                return paragraphs.title(story, block)
            case blocks.Listing():
                return paragraphs.listing(story, block, BULLETS)
            case blocks.Definitions():
                return panels.definitions(story, block, width)
            case blocks.Table():
                return tables.table(story, block, self._progress, width)
            case blocks.Box():
                return panels.box(story, block, partial(self._blocks, block.blocks), width)
            case blocks.Signatures():
                return panels.signatures(story, block, width)
            case blocks.Picture():
                return self._picture(block, width)
            case blocks.Contents():
                return contents(story, block, self._headings)
            case blocks.PageBreak():
                return _PAGE_BREAK

    def _blocks(self, content: Iterable[Block], width: float) -> Markup:
        return join([self.block(block, width) for block in content])

    def _heading(self, block: blocks.Heading) -> Markup:
        self._met += 1
        return paragraphs.heading(self._story, block, bookmark(self._met) if self._linked else (NOTHING, NOTHING))

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


_PAGE_BREAK = element("w:p", element("w:r", element("w:br", w_type="page")))
