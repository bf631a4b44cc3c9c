"""Tables: a header row that is repeated on each page, rows that stay whole, rules between them."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from desktop_app.documents.blocks import Tone
from desktop_app.documents.marks import is_muted
from desktop_app.documents.palette import FILL
from desktop_app.documents.rows import held
from desktop_app.documents.word.columns import table_columns
from desktop_app.documents.word.look import SIDE_OF_CELL, TABLE_SIZE
from desktop_app.documents.word.markup import Markup, element, join, val
from desktop_app.documents.word.paragraphs import GAP, GAP_HELD, line, paragraph_properties
from desktop_app.documents.word.runs import CLOSING, plain_text, usual
from desktop_app.language import _
from desktop_app.progress import SILENT, each

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop_app.documents.blocks import Cell, Rich, Table
    from desktop_app.documents.word.runs import Story
    from desktop_app.language import Direction
    from desktop_app.progress import Progress

WHOLE: Final = element("w:trPr", element("w:cantSplit"))
EMPTY: Final = element("w:p")
"""What a cell holds that holds nothing: Word asks for a paragraph."""

_HEADER: Final = element("w:trPr", element("w:cantSplit"), element("w:tblHeader"))
_PLAIN: Final = "TableText"
_ROW_HEADING: Final = "TableRowHeading"
"""The styles of cells; what is muted in the heading of a row is no part of what heads it."""
_NO_TONE: Final = Tone.PLAIN
_SHADED: Final = frozenset({Tone.DECISION, Tone.ACTION, Tone.WARNING})


def table(
    story: Story, block: Table, width: float, progress: Progress = SILENT, *, keep_with_next: bool = False
) -> Markup:
    """A ruled table with its caption above it."""
    columns = table_columns(block, width, story.layout.small)
    parts = [line(story, "Caption", block.caption, keep_with_next=True)] if block.caption else []
    rows: list[Markup] = []
    if block.header:
        above = [_column(width, "TableHeading", story.direction, story.opening) for width in columns]
        rows.append(_row(story, block.header, above, _HEADER))
    free, kept = (_columns(story, block, columns, held=stays) for stays in (False, True))
    body = each(block.rows, progress, _("Writing the table"))
    stay = [*held(block)[:-1], keep_with_next]
    rows += [_row(story, row, kept if stays else free, WHOLE) for row, stays in zip(body, stay, strict=False)]
    if not rows or not columns:
        return join(parts)
    heads = (bool(block.header), block.first_column_is_header)
    caption = plain_text(block.caption)
    parts += [framed(story, "RuledTable", columns, rows, heads=heads, caption=caption, summary=block.summary)]
    parts.append(GAP_HELD if keep_with_next else GAP)
    return join(parts)


def framed(
    story: Story,
    style: str,
    columns: tuple[int, ...],
    rows: Sequence[Markup],
    *,
    heads: tuple[bool, bool] = (False, False),
    caption: str = "",
    summary: str = "",
) -> Markup:
    """A table of rows in a named style, mirrored where the document runs right to left.

    ``heads``: whether its first row and its first column are headers.
    """
    inner = [_table_properties(style, story.direction, sum(columns), heads)]
    if caption:
        inner.append(val("w:tblCaption", caption))
    if summary:
        inner.append(val("w:tblDescription", summary))
    return element("w:tbl", element("w:tblPr", *inner), _grid(columns), *rows)


@lru_cache(maxsize=256)
def _table_properties(style: str, towards: Direction, width: int, heads: tuple[bool, bool]) -> Markup:
    """What is the same in most tables of a document."""
    inner = [val("w:tblStyle", style)]
    if towards == "rtl":
        inner.append(element("w:bidiVisual"))
    inner += [element("w:tblW", w_w=width, w_type="dxa"), element("w:tblLayout", w_type="fixed"), _look(*heads)]
    return join(inner)


@lru_cache(maxsize=256)
def _grid(columns: tuple[int, ...]) -> Markup:
    return element("w:tblGrid", *(element("w:gridCol", w_w=width) for width in columns))


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


class _Column(NamedTuple):
    """What the cells of one column have in common."""

    width: int
    style: str
    opening: Markup
    """All that stands before the text of a cell that has nothing particular."""
    held: bool
    """Whether the row stays on a page with the next."""


@lru_cache(maxsize=512)
def _column(width: int, style: str, towards: Direction, opening: Markup, held: bool = False) -> _Column:
    head = paragraph_properties(style, towards, towards, keep_with_next=held)
    return _Column(width, style, Markup(f"<w:tc>{_cell_properties(width)}<w:p>{head}{opening}"), held)


def _columns(story: Story, block: Table, widths: Sequence[int], *, held: bool) -> list[_Column]:
    """The columns of the rows below the head."""
    styles = [_PLAIN] * len(widths)
    if block.first_column_is_header and widths:
        styles[0] = _ROW_HEADING
    return [
        _column(width, style, story.direction, story.opening, held) for width, style in zip(widths, styles, strict=True)
    ]


def _row(story: Story, cells: Sequence[Cell], columns: Sequence[_Column], head: Markup) -> Markup:
    written = [_cell(story, cell, column) for cell, column in zip(cells, columns, strict=False)]
    written += [framed_cell(column.width, EMPTY) for column in columns[len(cells) :]]
    return Markup(f"<w:tr>{head}{''.join(written)}</w:tr>")


def _cell(story: Story, block: Cell, column: _Column) -> Markup:
    """A cell. One line of the other direction stands with the column, more by their own."""
    tone, paragraphs, fill = block.tone, block.paragraphs, ""
    if tone is not _NO_TONE:
        paragraphs = tuple([_toned(paragraph, tone) for paragraph in paragraphs])
        fill = FILL[tone] if tone in _SHADED else ""
    elif len(paragraphs) == 1 and block.align == "start":
        text = usual(story, paragraphs[0])
        if text is not None:
            return Markup(f"{column.opening}{text}{CLOSING}</w:p></w:tc>")
    width, style = column.width, column.style
    room = width / 20 - 2 * SIDE_OF_CELL
    align = block.align_in(story.direction)
    lines = [
        line(
            story,
            _PLAIN if style == _ROW_HEADING and is_muted(paragraph) else style,
            paragraph,
            align=align,
            keep_with_next=column.held,
            room=room,
            size=TABLE_SIZE,
        )
        for paragraph in paragraphs
    ]
    return framed_cell(width, join(lines) or EMPTY, fill)


def _toned(content: Rich, tone: Tone) -> Rich:
    return tuple([replace(run, tone=tone) if run.tone is _NO_TONE else run for run in content])


def framed_cell(width: int, content: Markup, fill: str = "", *, middle: bool = False) -> Markup:
    """A cell of that width in twips; its content ends with a paragraph."""
    return Markup(f"<w:tc>{_cell_properties(width, fill, middle=middle)}{content}</w:tc>")


@lru_cache(maxsize=512)
def _cell_properties(width: int, fill: str = "", *, middle: bool = False) -> Markup:
    inner = [element("w:tcW", w_w=width, w_type="dxa")]
    if fill:
        inner.append(element("w:shd", w_val="clear", w_color="auto", w_fill=fill))
    if middle:
        inner.append(val("w:vAlign", "center"))
    return element("w:tcPr", *inner)
