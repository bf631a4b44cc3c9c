"""Blocks that are set already, kept from one version of a document to the next.

A galley holds a block's strips before they are divided into pages. It serves the next version if the same block
stands there, below a heading of the same level, and numbers hang as far as they did.
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from desktop_app.documents.blocks import Contents, texts
from desktop_app.documents.pdf.layout import Layout
from desktop_app.documents.pdf.strips import Laid

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop_app.documents.blocks import Block
    from desktop_app.documents.pdf.composer import Composer
    from desktop_app.documents.pdf.flow import Strip
    from desktop_app.documents.pdf.strips import HeadingMark
    from desktop_app.progress import Progress


class Around(NamedTuple):
    """What else a block's strips depend on."""

    number_indent: float
    levels: tuple[int, int]
    """As `Composer.levels`."""


class Galley(NamedTuple):
    """A block as it was set, and what it changed of what is around the next one."""

    block: Block
    before: Around
    after: Around
    strips: list[Strip]
    below: float
    """The least distance to what follows."""
    distance: float
    """From what is above its first strip, before it had neighbours."""
    cost: int
    """Of ending a page after its last strip, before it had neighbours."""
    headings: tuple[HeadingMark, ...]

    @property
    def first(self) -> Strip | None:
        """Its first strip, if there is anything to be seen."""
        return self.strips[0] if self.strips else None


class GalleyLayout(Layout):
    """Lays out a version of a document of which another version was laid out before."""

    def __init__(
        self, composer: Composer, blocks: Sequence[Block], progress: Progress, before: Sequence[Galley]
    ) -> None:
        super().__init__(composer, blocks, progress)
        self.galleys: list[Galley] = []
        """One for each block that was laid out."""
        self._kept = _placed(before, blocks)

    def outermost(self, block: Block) -> Laid:
        """The strips of the next block, as it was set or else set now."""
        before = self._around()
        galley = self._kept.get(len(self.galleys))
        if galley is not None and galley.before == before:
            self._take(galley)
        else:
            galley = self._set(block, before)
        self.galleys.append(galley)
        return Laid(galley.strips, galley.below)

    def _around(self) -> Around:
        return Around(self._composer.number_indent, self._composer.levels)

    def _set(self, block: Block, before: Around) -> Galley:
        headings = len(self._composer.headings)
        laid = super().outermost(block)
        strips = list(laid.strips)
        distance, cost = (strips[0].before, strips[-1].cost) if strips else (0.0, 0)
        new = tuple(self._composer.headings[headings:])
        return Galley(block, before, self._around(), strips, laid.after, distance, cost, new)

    def _take(self, galley: Galley) -> None:
        self._composer.levels = galley.after.levels
        self._composer.headings += galley.headings
        if galley.strips:
            galley.strips[0].before = galley.distance
            galley.strips[-1].cost = galley.cost


def _placed(before: Sequence[Galley], blocks: Sequence[Block]) -> dict[int, Galley]:
    """The galleys of the blocks with which both versions begin and end, by the place of the block in this one."""
    shorter = min(len(before), len(blocks))
    first = _equal(zip(before, blocks, strict=False))
    last = min(_equal(zip(reversed(before), reversed(blocks), strict=False)), shorter - first)
    found = dict(enumerate(before[:first]))
    found.update(zip(range(len(blocks) - last, len(blocks)), before[len(before) - last :], strict=True))
    return {at: galley for at, galley in found.items() if _stands_alone(galley.block)}


def _equal(pairs: Iterable[tuple[Galley, Block]]) -> int:
    """With how many pairs of a galley and its own block it begins."""
    return sum(1 for _ in takewhile(lambda pair: pair[0].block == pair[1], pairs))


def _stands_alone(block: Block) -> bool:
    """Whether a block looks the same whatever the others are: it neither lists headings nor calls footnotes."""
    return not isinstance(block, Contents) and not any(run.note for text in texts(block) for run in text)
