"""A document as a tree of blocks: all that Word and PDF are made from, so that they cannot say different things.

A builder makes the tree and chooses the words; a renderer (`word.render`, `pdf.render`) draws it and chooses
nothing but where lines and pages break. Every length is in points (1/72 inch). Text is data: no renderer parses it.

Every block and run has a language; an empty one means *as what surrounds it*. The direction of a paragraph is its
own: `Paragraph.direction` where given, otherwise that of its first strong character (UAX #9, P2 and P3), otherwise
that of the document.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Literal, TypeAlias

from desktop_app.language import Direction, direction

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop_app.records.origin import Origin

Align = Literal["start", "centre", "end"]
CellAlign = Literal["start", "centre", "figures"]
"""Figures stand on the right in every direction: they are read from left to right, units below units."""


class Tone(Enum):
    """What a run of text or a panel is about. Renderers give each a weight or a shade and never colour alone."""

    PLAIN = "plain"
    MUTED = "muted"
    ACCENT = "accent"
    DECISION = "decision"
    ACTION = "action"
    WARNING = "warning"
    GONE = "gone"
    """Words that a later version leaves out: struck through."""
    NEW = "new"
    """Words that only a later version has: underlined."""


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one style and one language; line breaks in it are kept."""

    text: str
    bold: bool = False
    italic: bool = False
    tone: Tone = Tone.PLAIN
    language: str = ""
    note: Rich = ()
    """A footnote at the end of the run."""


Rich: TypeAlias = tuple[Run, ...]
"""The content of a paragraph, a heading or a cell's line."""


def rich(*parts: str | Run) -> Rich:
    """Runs from runs and plain texts; empty ones are left out."""
    runs = (part if isinstance(part, Run) else Run(part) for part in parts)
    return tuple(run for run in runs if run.text)


class Style(Enum):
    """The role of a paragraph."""

    BODY = "body"
    LEAD = "lead"
    """A sentence that opens a section, a little larger."""
    CLOSE = "close"
    """As the body, but near the small print below it, which belongs to it."""
    SMALL = "small"
    QUOTE = "quote"
    LABEL = "label"
    """A small label above something."""


@dataclass(frozen=True, slots=True)
class Title:
    """The title of the document, once, with a line above and below it where given."""

    content: Rich
    above: Rich = ()
    below: Rich = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the highest. Its number is text, put before it."""

    level: Literal[1, 2, 3]
    content: Rich
    number: str = ""
    origin: Origin | None = None
    """Which text of which record it is, where an edited document may come back."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. A ``number`` hangs in the margin of the text, as in the documents of the United Nations."""

    content: Rich
    style: Style = Style.BODY
    number: str = ""
    align: Align = "start"
    direction: Direction | None = None
    keep_with_next: bool = False
    origin: Origin | None = None
    """Which text of which record it is, or is a part of."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; each item is a paragraph's content. ``marks`` are its numbers or letters; bullets where empty."""

    items: tuple[Rich, ...]
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Definitions:
    """Terms and what they are, in two columns without lines: the header block of minutes."""

    pairs: tuple[tuple[Rich, Rich], ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: paragraphs, each a line of its own."""

    paragraphs: tuple[Rich, ...]
    align: CellAlign = "start"
    tone: Tone = Tone.PLAIN

    def align_in(self, towards: Direction) -> Align:
        """Where its text stands in a table of that direction."""
        if self.align == "figures":
            return "end" if towards == "ltr" else "start"
        return self.align


def cell(*parts: str | Run, align: CellAlign = "start", tone: Tone = Tone.PLAIN) -> Cell:
    """A cell with one paragraph."""
    return Cell((rich(*parts),), align, tone)


@dataclass(frozen=True, slots=True)
class Column:
    """A column's share of the width; shares are relative to each other."""

    share: float


@dataclass(frozen=True, slots=True)
class Table:
    """A table. The header row is repeated on each page; a row is kept whole where it fits on a page."""

    columns: tuple[Column, ...]
    header: tuple[Cell, ...]
    rows: Sequence[tuple[Cell, ...]]
    summary: str
    """What the table shows, for somebody who cannot see it."""
    caption: Rich = ()
    first_column_is_header: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A panel around blocks, with a label: a decision, or what still has to be done. Kept on one page if it fits."""

    label: Rich
    blocks: tuple[Block, ...]
    tone: Tone = Tone.DECISION


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs, and as what, above a line."""

    name: Rich
    role: Rich


@dataclass(frozen=True, slots=True)
class Signatures:
    """The places to sign, side by side, kept on one page, with a line for the place and the date."""

    places: tuple[Signature, ...]
    place_and_date: Rich


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in PNG or JPEG."""

    data: bytes
    alternative: str
    width: float
    caption: Rich = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart: what is counted, and how much of it belongs to each series."""

    label: str
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A few numbers as bars, for those who would rather look than read. Told apart by lightness, and by the numbers.

    ``upright`` has the bars stand side by side, as a course of time is read; otherwise they lie one below the other.
    """

    bars: tuple[Bar, ...]
    series: tuple[str, ...]
    """What the parts of each bar are, in the order of the values; named in a legend where there are several."""
    summary: str
    """The same in words, with the numbers, for somebody who cannot see it."""
    caption: Rich = ()
    upright: bool = False


@dataclass(frozen=True, slots=True)
class Contents:
    """A table of contents made from the headings down to a level, with page numbers."""

    heading: Rich
    depth: Literal[1, 2, 3] = 2


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""

    marked: bool = True
    """Whether the document's watermark, if it has one, stands on the pages from here on."""


Block: TypeAlias = (
    Title
    | Heading
    | Paragraph
    | Listing
    | Definitions
    | Table
    | Box
    | Signatures
    | Picture
    | Chart
    | Contents
    | PageBreak
)


def texts(block: Block) -> Iterator[Rich]:
    """Every rich text in a block, those of blocks within it too, in reading order; footnotes are parts of runs."""
    match block:
        case Title():
            yield from (block.above, block.content, block.below)
        case Heading() | Paragraph():
            yield block.content
        case Listing():
            yield from block.items
        case Definitions():
            yield from (text for pair in block.pairs for text in pair)
        case Table():
            yield block.caption
            yield from (text for row in (block.header, *block.rows) for cell in row for text in cell.paragraphs)
        case Box():
            yield block.label
            yield from (text for inner in block.blocks for text in texts(inner))
        case Signatures():
            yield from (text for place in block.places for text in (place.name, place.role))
            yield block.place_and_date
        case Picture() | Chart():
            yield block.caption
        case Contents():
            yield block.heading
        case PageBreak():
            return


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The head of the first page: who speaks."""

    authority: str
    body: str
    """The group or service within the authority."""
    logo: bytes = b""


@dataclass(frozen=True, slots=True)
class Furniture:
    """What stands on every page outside the text."""

    running_title: str
    """At the top of each page after the first."""
    symbol: str
    """At the bottom, at the start of the line."""
    page_of: str
    """At the bottom, at the end of the line: a sentence with ``{page}`` and ``{pages}``."""
    watermark: str = ""
    """Across each page, and said in text at its top: ``DRAFT``, in the document's language."""
    disclaimer: str = ""
    """Small, at the bottom of the first page."""
    cover_marked: bool = True
    """Whether the watermark stands on the pages before the first page break too."""


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document, in one main language."""

    title: str
    """Plain text, for the file's properties and the window's title bar."""
    language: str
    blocks: tuple[Block, ...]
    letterhead: Letterhead | None
    furniture: Furniture
    subject: str = ""
    tags: tuple[str, ...] = field(default=())

    @property
    def direction(self) -> Direction:
        """The direction of the main language."""
        return direction(self.language)

    @property
    def is_partly_marked(self) -> bool:
        """Whether the watermark stands on some pages only."""
        breaks = (block.marked for block in self.blocks if isinstance(block, PageBreak))
        return bool(self.furniture.watermark) and len({self.furniture.cover_marked, *breaks}) > 1
