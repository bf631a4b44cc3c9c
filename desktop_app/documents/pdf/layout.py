"""The blocks of a document one after the other, each by whoever knows its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.documents.blocks import (
    Block,
    Box,
    Chart,
    Contents,
    Definitions,
    Heading,
    Listing,
    PageBreak,
    Paragraph,
    Picture,
    Signatures,
    Table,
    Title,
)
from desktop_app.documents.pdf.charts import chart
from desktop_app.documents.pdf.composer import plain
from desktop_app.documents.pdf.contents import contents
from desktop_app.documents.pdf.flow import HELD, NewPage
from desktop_app.documents.pdf.listings import definitions, listing
from desktop_app.documents.pdf.panels import box
from desktop_app.documents.pdf.paragraphs import heading, heading_text, paragraph, title
from desktop_app.documents.pdf.pictures import picture
from desktop_app.documents.pdf.signatures import signatures
from desktop_app.documents.pdf.strips import Laid
from desktop_app.documents.pdf.style import BODY, NUMBER_GAP, NUMBER_INDENT
from desktop_app.documents.pdf.tables import table
from desktop_app.documents.text.clean import is_blank
from desktop_app.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from desktop_app.documents.pdf.composer import Composer
    from desktop_app.documents.pdf.flow import Strip
    from desktop_app.documents.pdf.strips import Measure
    from desktop_app.documents.pdf.tags import Element
    from desktop_app.progress import Progress

_REPORTED_EVERY = 64
_WIDEST_INDENT = 2.2
"""How many times the usual indent the numbers of paragraphs may ask for."""


class Layout:
    """Turns blocks into strips."""

    def __init__(self, composer: Composer, blocks: Sequence[Block], progress: Progress) -> None:
        self._composer, self._blocks, self._progress = composer, blocks, progress
        self._headings = [
            block for block in _all(blocks) if isinstance(block, Heading) and not is_blank(heading_text(block))
        ]
        self._at = 0
        composer.breathe = self._report
        first = next((block for block in _all(blocks) if isinstance(block, (Title, Heading, Contents))), None)
        composer.open_headings(below_title=isinstance(first, Title) and not is_blank(plain(first.content)))
        composer.number_indent = self._indent()
        composer.blocks = blocks

    def strips(self) -> Iterator[Strip]:
        """The strips of the document, each block's when they are wanted."""
        return _joined(self._blocks, self._reported())

    def lay(self, blocks: Sequence[Block], parent: Element, measure: Measure) -> list[Strip]:
        """The strips of some blocks within another."""
        return list(_joined(blocks, (self._laid(block, parent, measure) for block in blocks)))

    def outermost(self, block: Block) -> Laid:
        """The strips of the next block that is within no other."""
        return self._laid(block, self._composer.tags.root, self._composer.page)

    def _reported(self) -> Iterator[Laid]:
        for number, block in enumerate(self._blocks):
            self._at = number
            if number % _REPORTED_EVERY == 0:
                self._report()
            yield self.outermost(block)
        self._at = len(self._blocks)
        self._report()

    def _report(self) -> None:
        self._progress.step(self._at, len(self._blocks), _("Laying out the pages"))

    def _laid(self, block: Block, parent: Element, measure: Measure) -> Laid:  # one case per block
        composer = self._composer
        match block:
            case Paragraph():
                return paragraph(composer, block, parent, measure)
            case Heading():
                return heading(composer, block, parent, measure)
            case Title():
                return title(composer, block, parent, measure)
            case Listing():
                return listing(composer, block, parent, measure)
            case Definitions():
                return definitions(composer, block, parent, measure)
            case Table():
                return table(composer, block, parent, measure)
            case Box():
                return box(composer, block, parent, measure, self.lay)
            case Signatures():
                return signatures(composer, block, parent, measure)
            case Picture() | Chart():
                return self._figure(block, parent, measure)
            case Contents():
                return contents(composer, block, self._headings, parent, measure)
            case PageBreak():
                return Laid([NewPage(marked=block.marked)], 0.0)

    def _figure(self, block: Picture | Chart, parent: Element, measure: Measure) -> Laid:
        if isinstance(block, Picture):
            return picture(self._composer, block, parent, measure)
        return chart(self._composer, block, parent, measure)

    def _indent(self) -> float:
        """How far the text of numbered paragraphs stands in: as far as the widest of usual numbers asks for."""
        limit = NUMBER_INDENT * _WIDEST_INDENT
        found = (block.number for block in _all(self._blocks) if isinstance(block, Paragraph))
        numbers = dict.fromkeys(number for number in found if number)
        widths = (self._composer.width(number, BODY) + NUMBER_GAP for number in numbers)
        return max([NUMBER_INDENT, *(width for width in widths if width <= limit)])


def _all(blocks: Sequence[Block]) -> Iterator[Block]:
    """All blocks in the order in which they are read, those in boxes too."""
    for block in blocks:
        yield block
        if isinstance(block, Box):
            yield from _all(block.blocks)


def _joined(blocks: Sequence[Block], laid_blocks: Iterable[Laid]) -> Iterator[Strip]:
    """The strips of blocks one below the other, each block at its least distance from the one before it."""
    distance = 0.0
    for number, laid in enumerate(laid_blocks, 1):
        signed = isinstance(blocks[number] if number < len(blocks) else None, Signatures)
        strips = iter(_held(laid.strips) if signed else laid.strips)
        first = next(strips, None)
        if first is not None:
            first.before = max(first.before, distance)
            distance = laid.after
            yield first
            yield from strips


def _held(strips: Iterable[Strip]) -> list[Strip]:
    """What stays with the signatures that follow: nobody signs a page without a text."""
    found = list(strips)
    if found:
        found[-1].cost = max(found[-1].cost, HELD)
    return found
