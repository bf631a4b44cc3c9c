"""Reads a document as a person does: all its words, block by block."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop_app.documents.blocks import (
    Box,
    Cell,
    Chart,
    Heading,
    Listing,
    Paragraph,
    Table,
    texts,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop_app.documents.blocks import Block, Document, Rich, Run


_MARKS: Final = {**dict.fromkeys(map(ord, "\u200e\u200f")), 0xA0: " "}


def plain(text: Rich) -> str:
    """The words alone, without footnotes and marks of direction; blanks at which no line ends are blanks."""
    return "".join(run.text for run in text).translate(_MARKS)


def runs(text: Rich) -> Iterator[Run]:
    """Its runs, those of footnotes too."""
    for run in text:
        yield run
        yield from runs(run.note)


def every_run(document: Document) -> Iterator[Run]:
    """Every run of the document."""
    for block in document.blocks:
        for text in texts(block):
            yield from runs(text)


def all_words(document: Document) -> str:
    """Everything that a file of it could hold: text, footnotes, numbers, furniture, properties, summaries."""
    numbers = [block.number for block in flat(document) if isinstance(block, Heading | Paragraph)]
    marks = [mark for block in flat(document) if isinstance(block, Listing) for mark in block.marks]
    summaries = [block.summary for block in flat(document) if isinstance(block, Table | Chart)]
    return "\n".join(
        [
            *(run.text for run in every_run(document)), *numbers, *marks, *summaries,
            document.title, document.subject, *document.tags, repr(document.letterhead), repr(document.furniture),
        ]
    )  # fmt: skip


def flat(document: Document) -> Iterator[Block]:
    """All blocks, those in boxes too."""
    stack = list(reversed(document.blocks))
    while stack:
        block = stack.pop()
        yield block
        if isinstance(block, Box):
            stack.extend(reversed(block.blocks))


def tables(document: Document) -> list[Table]:
    """All tables."""
    return [block for block in flat(document) if isinstance(block, Table)]


def cells(table: Table) -> list[list[str]]:
    """The words of a table's rows; a cell's paragraphs are joined by line breaks."""
    return [[words(cell) for cell in row] for row in table.rows]


def words(cell: Cell) -> str:
    """The words of a cell."""
    return "\n".join(plain(text) for text in cell.paragraphs)


def section(document: Document, heading: str) -> list[Block]:
    """The blocks below a heading of the first level, up to the next."""
    found: list[Block] = []
    inside = False
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == 1:
            inside = plain(block.content) == heading
        elif inside:
            found.append(block)
    return found
