"""Tables: a header row that is repeated on each page, rows that stay whole, rules between them."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from desktop_app.documents.blocks import Tone
from desktop_app.documents.palette import FILL
from desktop_app.documents.word.columns import table_columns
from desktop_app.documents.word.look import SIDE_OF_CELL, TABLE_SIZE
from desktop_app.documents.word.markup import Markup, element, join, val
from desktop_app.documents.word.measuring import exceeds
from desktop_app.documents.word.paragraphs import GAP, line
from desktop_app.documents.word.runs import plain_text
from desktop_app.language import _
from desktop_app.progress import SILENT, each

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop_app.documents.blocks import Cell, Rich, Table
    from desktop_app.documents.word.runs import Story
    from desktop_app.progress import Progress

WHOLE: Final = element("w:trPr", element("w:cantSplit"))
EMPTY: Final = element("w:p")
"""What a cell holds that holds nothing: Word asks for a paragraph."""

_HEADER: Final = element("w:trPr", element("w:cantSplit"), element("w:tblHeader"))
_SHADED: Final = frozenset({Tone.DECISION, Tone.ACTION, Tone.WARNING})


def table(story: Story, block: Table, width: float, progress: Progress = SILENT) -> Markup:
    """A ruled table with its caption above it."""
    columns = table_columns(block, width, story.layout.scale)
    parts = [line(story, "Caption", block.caption, keep_with_next=True)] if block.caption else []
    rows: list[Markup] = []
    if block.header:
        rows.append(_row(story, block.header, columns, "TableHeading", "TableHeading", _HEADER))
    first = "TableRowHeading" if block.first_column_is_header else "TableText"
    body = each(block.rows, progress, _("Writing the table"))
    rows += [_row(story, row, columns, first, "TableText", WHOLE) for row in body]
    if not rows or not columns:
        return join(parts)
    heads = (bool(block.header), block.first_column_is_header)
    caption = plain_text(block.caption)
    parts += [framed(story, "RuledTable", columns, rows, heads=heads, caption=caption, summary=block.summary), GAP]
    return join(parts)


def framed(
    story: Story,
    style: str,
    columns: Sequence[int],
    rows: Sequence[Markup],
    *,
    heads: tuple[bool, bool] = (False, False),
    caption: str = "",
    summary: str = "",
) -> Markup:
    """A table of rows in a named style, mirrored where the document runs right to left.

    ``heads``: whether its first row and its first column are headers.
    """
    inner = [val("w:tblStyle", style)]
    if story.direction == "rtl":
        inner.append(element("w:bidiVisual"))
    inner += [element("w:tblW", w_w=sum(columns), w_type="dxa"), element("w:tblLayout", w_type="fixed")]
    inner.append(_look(*heads))
    if caption:
        inner.append(val("w:tblCaption", caption))
    if summary:
        inner.append(val("w:tblDescription", summary))
    grid = element("w:tblGrid", *(element("w:gridCol", w_w=width) for width in columns))
    return element("w:tbl", element("w:tblPr", *inner), grid, *rows)


def _look(first_row: bool, first_column: bool) -> Markup:
    """Which parts of the table's style apply, in words and in the bits of older programs."""
    bits = 0x0600 | (0x0020 if first_row else 0) | (0x0080 if first_column else 0)
    return element(
        "w:tblLook",
        w_val=f"{bits:04X}",
        w_firstRow=int(first_row),
        w_lastRow=0,
        w_firstColumn=int(first_column),
        w_lastColumn=0,
        w_noHBand=1,
        w_noVBand=1,
    )


def _row(story: Story, cells: Sequence[Cell], columns: Sequence[int], first: str, style: str, head: Markup) -> Markup:
    written = [_cell(story, cell, columns[index], style if index else first) for index, cell in enumerate(cells)]
    written += [framed_cell(width, EMPTY) for width in columns[len(cells) :]]
    return element("w:tr", head, *written)


def _cell(story: Story, block: Cell, width: int, style: str) -> Markup:
    room = width / 20 - 2 * SIDE_OF_CELL
    content = join([_cell_line(story, block, paragraph, style, room) for paragraph in block.paragraphs])
    return framed_cell(width, content or EMPTY, FILL[block.tone] if block.tone in _SHADED else "")


def _cell_line(story: Story, block: Cell, content: Rich, style: str, room: float) -> Markup:
    """A paragraph of a cell. One line of the other direction stands with the column, more by their own."""
    if block.tone is not Tone.PLAIN:
        content = tuple(replace(run, tone=block.tone) if run.tone is Tone.PLAIN else run for run in content)
    aside = block.align == "start" and exceeds(
        "".join(run.text for run in content), TABLE_SIZE * story.layout.scale, room
    )
    return line(story, style, content, align=block.align, aside=aside)


def framed_cell(width: int, content: Markup, fill: str = "", *, middle: bool = False) -> Markup:
    """A cell of that width in twips; its content ends with a paragraph."""
    return Markup(f"<w:tc>{_cell_properties(width, fill, middle)}{content}</w:tc>")


@lru_cache(maxsize=512)
def _cell_properties(width: int, fill: str, middle: bool) -> Markup:
    inner = [element("w:tcW", w_w=width, w_type="dxa")]
    if fill:
        inner.append(element("w:shd", w_val="clear", w_color="auto", w_fill=fill))
    if middle:
        inner.append(val("w:vAlign", "center"))
    return element("w:tcPr", *inner)
