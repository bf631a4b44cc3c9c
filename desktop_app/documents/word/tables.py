"""Tables, and what Word can only hold together as tables: pairs of terms, panels, places to sign."""

from __future__ import annotations

import itertools
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from desktop_app.documents.blocks import Run, Tone
from desktop_app.documents.word.look import FILL, TEXT_WIDTH, twips
from desktop_app.documents.word.markup import NOTHING, Markup, element, join, val
from desktop_app.documents.word.paragraphs import GAP, line
from desktop_app.language import _
from desktop_app.progress import SILENT, each

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from desktop_app.documents.blocks import Box, Cell, Definitions, Signatures, Table
    from desktop_app.documents.word.runs import Story
    from desktop_app.progress import Progress

BOX_STYLES: Final = {
    Tone.PLAIN: "PlainBox",
    Tone.MUTED: "PlainBox",
    Tone.ACCENT: "AccentBox",
    Tone.DECISION: "DecisionBox",
    Tone.ACTION: "ActionBox",
    Tone.WARNING: "WarningBox",
}
_DEFINITION_SHARES: Final = (1.0, 2.9)
_MOST_SIGNING_ABREAST: Final = 3
_WHOLE: Final = element("w:cantSplit")


def widths(shares: Iterable[float], whole: float = TEXT_WIDTH) -> list[int]:
    """Columns in twips that fill the width exactly; a share of nothing still gets a little."""
    parts = [max(share, 0.01) for share in shares]
    factor = twips(whole) / (sum(parts) or 1)
    edges = [0]
    for part in parts:
        edges.append(edges[-1] + round(part * factor))
    return [after - before for before, after in itertools.pairwise(edges)]


def table(story: Story, block: Table, progress: Progress = SILENT, width: float = TEXT_WIDTH) -> Markup:
    """A ruled table with its caption above it."""
    columns = widths([column.share for column in block.columns], width)
    parts = [line(story, "Caption", block.caption, keep_with_next=True)] if block.caption else []
    rows: list[Markup] = []
    if block.header:
        rows.append(_row(story, block.header, columns, "TableHeading", "TableHeading", _HEADER))
    first = "TableRowHeading" if block.first_column_is_header else "TableText"
    body = each(block.rows, progress, _("Writing the table"))
    rows += [_row(story, row, columns, first, "TableText", _WHOLE) for row in body]
    look = element(
        "w:tblLook",
        w_val="04A0" if block.first_column_is_header else "0420",
        w_firstRow=int(bool(block.header)),
        w_lastRow=0,
        w_firstColumn=int(block.first_column_is_header),
        w_lastColumn=0,
        w_noHBand=0,
        w_noVBand=1,
    )
    caption = " ".join("".join(run.text for run in block.caption).split())
    parts += [framed(story, "RuledTable", columns, rows, look=look, caption=caption, summary=block.summary), GAP]
    return join(parts)


_HEADER: Final = join([_WHOLE, element("w:tblHeader")])


def framed(
    story: Story,
    style: str,
    columns: Sequence[int],
    rows: list[Markup],
    *,
    look: Markup = NOTHING,
    caption: str = "",
    summary: str = "",
) -> Markup:
    """A table of rows in a named style, mirrored where the document runs right to left."""
    head = [val("w:tblStyle", style)]
    if story.direction == "rtl":
        head.append(element("w:bidiVisual"))
    head += [element("w:tblW", w_w=sum(columns), w_type="dxa"), element("w:tblLayout", w_type="fixed")]
    head.append(look or element("w:tblLook", w_val="0000"))
    if caption:
        head.append(val("w:tblCaption", caption))
    if summary:
        head.append(val("w:tblDescription", summary))
    grid = element("w:tblGrid", *(element("w:gridCol", w_w=width) for width in columns))
    return element("w:tbl", element("w:tblPr", *head), grid, *rows)


def _row(
    story: Story, cells: Sequence[Cell], columns: Sequence[int], first: str, style: str, row_properties: Markup
) -> Markup:
    written = []
    for index, width in enumerate(columns):
        if index < len(cells):
            written.append(_cell(story, cells[index], width, style if index else first))
        else:
            written.append(box_cell(width, element("w:p")))
    return element("w:tr", element("w:trPr", row_properties), *written)


def _cell(story: Story, block: Cell, width: int, style: str) -> Markup:
    content = [line(story, style, paragraph, align=block.align) for paragraph in block.paragraphs]
    return box_cell(width, join(content) or element("w:p"), FILL[block.tone] if block.tone is not Tone.PLAIN else "")


def box_cell(width: int, content: Markup, fill: str = "") -> Markup:
    """A cell of that width in twips; its content ends with a paragraph."""
    return Markup(f"<w:tc>{_cell_properties(width, fill)}{content}</w:tc>")


@lru_cache(maxsize=512)
def _cell_properties(width: int, fill: str) -> Markup:
    inner = [element("w:tcW", w_w=width, w_type="dxa")]
    if fill:
        inner.append(element("w:shd", w_val="clear", w_color="auto", w_fill=fill))
    return element("w:tcPr", *inner)


def definitions(story: Story, block: Definitions, width: float = TEXT_WIDTH) -> Markup:
    """Terms and what they are, side by side without lines."""
    columns = widths(_DEFINITION_SHARES, width)
    rows = [
        element(
            "w:tr",
            element("w:trPr", _WHOLE),
            box_cell(columns[0], line(story, "Term", term)),
            box_cell(columns[1], line(story, "Definition", meaning)),
        )
        for term, meaning in block.pairs
    ]
    return join([framed(story, "PlainColumns", columns, rows, look=_FIRST_COLUMN), GAP]) if rows else NOTHING


_FIRST_COLUMN: Final = element("w:tblLook", w_val="0080", w_firstColumn=1)


def box(story: Story, block: Box, inside: Callable[[float], Markup], width: float = TEXT_WIDTH) -> Markup:
    """A panel: a table of one cell, so that it holds any block and stays together where a page has room for it."""
    columns = widths((1,), width)
    label = line(story, BOX_LABELS[block.tone], block.label, keep_with_next=True) if block.label else NOTHING
    content = join([label, inside(width - 24)])
    row = element("w:tr", element("w:trPr", _WHOLE), box_cell(columns[0], content or element("w:p")))
    caption = " ".join("".join(run.text for run in block.label).split())
    return join([framed(story, BOX_STYLES[block.tone], columns, [row], caption=caption), GAP])


BOX_LABELS: Final = {tone: f"{style}Label" for tone, style in BOX_STYLES.items()}


def signatures(story: Story, block: Signatures, width: float = TEXT_WIDTH) -> Markup:
    """The places to sign, side by side, each with the room and the line for a name by hand."""
    if not block.places:
        return NOTHING
    abreast = min(len(block.places), _MOST_SIGNING_ABREAST)
    columns = widths([1.0] * abreast, width)
    parts = []
    if block.place_and_date:
        parts.append(line(story, "PlaceAndDate", (*block.place_and_date, Run("\t")), keep_with_next=True))
    rows = []
    for start in range(0, len(block.places), abreast):
        places = block.places[start : start + abreast]
        cells = [
            join(
                [
                    line(story, "SignatureName", place.name, keep_with_next=True),
                    line(story, "SignatureRole", place.role, keep_with_next=True),
                    line(story, "SignatureLine", (), direction=story.direction),
                ]
            )
            for place in places
        ]
        cells += [element("w:p")] * (abreast - len(cells))
        rows.append(element("w:tr", element("w:trPr", _WHOLE), *map(box_cell, columns, cells)))
    return join([*parts, framed(story, "PlainColumns", columns, rows), GAP])
