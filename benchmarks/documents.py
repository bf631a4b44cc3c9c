"""Minutes with 300 entries and 1,000 recommendations in Word and PDF, against python-docx and reportlab used plainly.

The plain renderings hold the same words in headings, paragraphs and tables, and nothing of the rest: no direction, no
footnotes, no panels, no tags. Neither imports nor the
building of the tree of blocks are counted in the ratios.
"""

from __future__ import annotations

import io
import statistics
import sys
from datetime import date
from html import escape
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING
from uuid import UUID

import docx
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph as PlainParagraph
from reportlab.platypus import SimpleDocTemplate
from reportlab.platypus import Table as PlainTable

sys.path.insert(0, str(Path(__file__).parent.parent))

from desktop_app.documents import minutes, pdf, word
from desktop_app.documents.blocks import Box, Document, Furniture, Heading, Paragraph, Table, rich, texts
from desktop_app.records import AgendaItem, Audience, City, Dossier, Entry, Meeting, Translated, When, city_id
from desktop_app.records.position import spread
from tests.documents.reading import flat, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from docx.document import Document as DocxDocument

    from desktop_app.documents.blocks import Block
    from desktop_app.records import Record

ROUNDS = 7
ENTRIES = 300
RECOMMENDATIONS = 1_000
TEXT = (
    "the municipality and the regional delegation agree that registration at school shall not depend on the"
    " regularity of stay and that bilingual mediators support the parents during the first weeks after arrival"
)
WORDS = TEXT.split(" ")


def sentence(start: int, count: int) -> str:
    """So many words, other ones at every start."""
    return " ".join(WORDS[(start * 7 + n * (1 + start % 3)) % len(WORDS)] for n in range(count)).capitalize() + "."


def minutes_of_300() -> Document:
    """Minutes of one meeting: ten items, notes, decisions and actions."""
    meeting, day = str(UUID(int=1)), date(2017, 9, 14)
    found: list[Record] = [
        City(id=city_id("MATNG"), code="MATNG", authority="City of Tangier"),
        Meeting(id=meeting, title=Translated({"en": "A long day"}), starts_at=When("2017-09-14")),
    ]
    for number, place in enumerate(spread(10)):
        item = str(UUID(int=100 + number))
        title = Translated({"en": f"Item {number}"})
        found.append(AgendaItem(id=item, meeting=meeting, position=place, title=title))
        for entry, position in enumerate(spread(ENTRIES // 10)):
            kind = ("note", "note", "decision", "action")[entry % 4]
            text = Translated({"en": sentence(number * 100 + entry, 40)})
            id_ = str(UUID(int=10_000 + number * 1_000 + entry))
            found.append(Entry(id=id_, agenda_item=item, position=position, kind=kind, text=text))
    dossier = Dossier({record.id: record for record in found}, (meeting,))
    return minutes.build(dossier, meeting, "en", audience=Audience.INTERNAL, on=day)


def recommendations_of_80_words() -> Document:
    """A thousand recommendations, each a title and a numbered text of 80 words."""
    blocks: list[Block] = []
    for number in range(1, RECOMMENDATIONS + 1):
        blocks.append(Heading(2, rich(sentence(number, 8)), f"REC/{number}"))
        blocks.append(Paragraph(rich(sentence(number, 80)), number=f"{number}."))
    return Document("Recommendations", "en", tuple(blocks), None, Furniture("", "", "{page}"))


def plain_word(document: Document) -> bytes:
    """The same words through python-docx's documented interface."""
    made = docx.Document()
    for block in flat(document):
        match block:
            case Heading():
                made.add_heading(f"{block.number} {plain(block.content)}", block.level)
            case Paragraph():
                made.add_paragraph(f"{block.number} {plain(block.content)}")
            case Table():
                _plain_word_table(made, block)
            case Box():
                made.add_paragraph(plain(block.label))
            case _:
                for text in texts(block):
                    made.add_paragraph(plain(text))
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def _plain_word_table(made: DocxDocument, block: Table) -> None:
    table = made.add_table(0, len(block.columns))
    for row in (block.header, *block.rows):
        for cell, place in zip(row, table.add_row().cells, strict=False):
            place.text = "\n".join(plain(text) for text in cell.paragraphs)


def plain_pdf(document: Document) -> bytes:
    """The same words through reportlab's paragraphs and tables."""
    styles = getSampleStyleSheet()
    story: list[object] = []

    def paragraph(text: str, style: str = "BodyText") -> PlainParagraph:
        return PlainParagraph(escape(text), styles[style])

    for block in flat(document):
        match block:
            case Heading():
                story.append(paragraph(f"{block.number} {plain(block.content)}", f"Heading{block.level}"))
            case Paragraph():
                story.append(paragraph(f"{block.number} {plain(block.content)}"))
            case Table():
                rows = [
                    [[paragraph(plain(text)) for text in cell.paragraphs] for cell in row]
                    for row in (block.header, *block.rows)
                ]
                story.append(PlainTable(rows, repeatRows=1))
            case Box():
                story.append(paragraph(plain(block.label)))
            case _:
                story += [paragraph(plain(text)) for text in texts(block)]
    target = io.BytesIO()
    SimpleDocTemplate(target).build(story)
    return target.getvalue()


def medians(actions: Iterable[Callable[[Document], bytes]], document: Document) -> list[float]:
    """The middle time of each, taken in turn so that the machine's moods fall on all."""
    actions = list(actions)
    times: list[list[float]] = [[] for _ in actions]
    for _ in range(ROUNDS):
        for action, found in zip(actions, times, strict=True):
            begun = perf_counter()
            action(document)
            found.append(perf_counter() - begun)
    return [statistics.median(found) for found in times]


def main() -> None:
    """Both documents, all four ways."""
    ways = {"Word": (word.render, "python-docx", plain_word), "PDF": (pdf.render, "reportlab", plain_pdf)}
    for label, build in (
        ("minutes, 300 entries", minutes_of_300),
        ("1,000 recommendations", recommendations_of_80_words),
    ):
        begun = perf_counter()
        document = build()
        print(f"{label} ({(perf_counter() - begun) * 1e3:.0f} ms to build)")
        for format_, (render, other, plainly) in ways.items():
            ours, theirs = medians((render, plainly), document)
            figures = f"ours {ours * 1e3:6.0f} ms   {other:11} {theirs * 1e3:6.0f} ms   ratio {ours / theirs:.3f}"
            print(f"  {format_:5} {figures}   {theirs / ours:5.1f} times as fast")


if __name__ == "__main__":
    main()
