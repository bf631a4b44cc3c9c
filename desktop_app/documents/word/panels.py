"""What Word holds together best as a table without rules: terms in pairs, panels, places to sign."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop_app.documents.blocks import Run, Tone
from desktop_app.documents.word.columns import widths
from desktop_app.documents.word.inline import TAB
from desktop_app.documents.word.look import BOX_SIDE, TABLE_SIZE
from desktop_app.documents.word.markup import NOTHING, Markup, element, join
from desktop_app.documents.word.measuring import width_of
from desktop_app.documents.word.paragraphs import GAP, GAP_HELD, line
from desktop_app.documents.word.runs import plain_text
from desktop_app.documents.word.tables import EMPTY, WHOLE, framed, framed_cell

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_app.documents.blocks import Box, Definitions, Signature, Signatures
    from desktop_app.documents.word.runs import Story

BOX_STYLES: Final = {
    Tone.PLAIN: "PlainBox",
    Tone.MUTED: "PlainBox",
    Tone.ACCENT: "AccentBox",
    Tone.DECISION: "DecisionBox",
    Tone.ACTION: "ActionBox",
    Tone.WARNING: "WarningBox",
    Tone.GONE: "PlainBox",
    Tone.NEW: "PlainBox",
}
"""The style of a panel's table; its label's ends in ``Label``."""

_TERM_SHARES: Final = (0.16, 0.34)
"""The least and the greatest share of the width for terms."""
_TERM_GAP: Final = 14.0
_NARROWEST: Final = 60.0
"""What is left to the blocks of panels within panels."""
_SIGNING_GAP: Final = 28.0
_SIGNING_ABREAST: Final = 3


def definitions(story: Story, block: Definitions, width: float) -> Markup:
    """Terms and what they are, side by side without lines; the terms have the room that they need, within limits."""
    if not block.pairs:
        return NOTHING
    scale = story.layout.scale
    widest = max(width_of(plain_text(term)[:200], TABLE_SIZE * scale) for term, _meaning in block.pairs)
    least, most = (share * width for share in _TERM_SHARES)
    room = min(max(widest, least), most) + _TERM_GAP
    columns = widths((room, width - room), width)
    rows = []
    for term, meaning in block.pairs:
        cells = (line(story, "Term", term), line(story, "Definition", meaning, room=width - room))
        rows.append(element("w:tr", WHOLE, *map(framed_cell, columns, cells)))
    return join([framed(story, "PlainColumns", columns, rows, heads=(False, True)), GAP])


def box(
    story: Story, block: Box, inside: Callable[[float], Markup], width: float, *, keep_with_next: bool = False
) -> Markup:
    """A panel: a table of one cell, so that it holds any block and stays together where a page has room for it."""
    columns = widths((1,), width)
    style = BOX_STYLES[block.tone]
    label = line(story, f"{style}Label", block.label, keep_with_next=True) if block.label else NOTHING
    content = join([label, inside(max(width - 2 * BOX_SIDE, _NARROWEST))])
    row = element("w:tr", WHOLE, framed_cell(columns[0], content or EMPTY))
    return join(
        [framed(story, style, columns, [row], caption=plain_text(block.label)), GAP_HELD if keep_with_next else GAP]
    )


def signatures(story: Story, block: Signatures, width: float) -> Markup:
    """The places to sign, side by side: room for the hand, a line, and below it who signs."""
    parts = []
    if block.place_and_date:
        parts.append(line(story, "PlaceAndDate", (*block.place_and_date, Run(" ")), ending=TAB))
    abreast = min(max(len(block.places), 2), _SIGNING_ABREAST)
    share = (width - _SIGNING_GAP * (abreast - 1)) / abreast
    columns = widths([share, *[_SIGNING_GAP, share] * (abreast - 1)], width)
    rows = []
    for start in range(0, len(block.places), abreast):
        places: list[Signature | None] = [*block.places[start : start + abreast]]
        places += [None] * (abreast - len(places))
        cells = [EMPTY if place is None else _place(story, place) for place in places]
        spaced = [cells[0], *(part for cell in cells[1:] for part in (EMPTY, cell))]
        rows.append(element("w:tr", WHOLE, *map(framed_cell, columns, spaced)))
    if rows:
        parts += [framed(story, "PlainColumns", columns, rows), GAP]
    return join(parts)


def _place(story: Story, place: Signature) -> Markup:
    name = line(story, "SignatureName", place.name, keep_with_next=True) if place.name else NOTHING
    return join([line(story, "SignatureLine", (), keep_with_next=True), name, line(story, "SignatureRole", place.role)])
