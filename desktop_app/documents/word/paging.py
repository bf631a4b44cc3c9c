"""On which page each heading will stand: what the contents say until Word has counted for itself.

Word lays pages out anew on each machine and keeps none in the file. So what was written is laid out once here, by the
measures of its styles, as Word does it: of the room below one paragraph and above the next the larger counts, a
heading stays with what follows, a paragraph leaves no line alone, a row stays whole.

A wrong number is worse than none. So nothing is said where lines would be guessed: in typefaces that are not as wide as
Arial, and of Arabic letters, for which each machine has a typeface of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from lxml import etree

from desktop_app.documents.word.look import twips
from desktop_app.documents.word.measuring import line_count

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from desktop_app.documents.word.dress import Dress
    from desktop_app.documents.word.looks import Look

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_EXTENT: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"
_EMU: Final = 12_700
_RULE_ABOVE_NOTES: Final = 6.0
_BOX_PADDING: Final = 11.0
_CELL_PADDING: Final = 2.5
"""Margins of a cell of a ruled table above and below, and the rule."""
_MOST_UNMEASURED: Final = 0.005
"""The share of letters of unknown width, a name or two, that moves no heading to another page."""
_RIGHT_TO_LEFT: Final = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]+")
_LEAST_LINES: Final = 2
"""Of a paragraph, at either end of a page."""


@dataclass(slots=True)
class _Strip:
    """Something that a page break cannot divide."""

    height: float
    gap: float = 0.0
    """The room above it, unless it begins a page."""
    held: bool = False
    """Whether no page may end after it."""
    begins_page: bool = False
    repeated: float = 0.0
    """The height of what stands above it again when it begins a page."""
    notes: float = 0.0
    names: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Measure:
    """A paragraph's own measures."""

    before: float
    after: float
    lines: int
    line: float
    held: bool
    whole: bool
    begins_page: bool


class Paging:
    """Lays out parts of a Word file."""

    def __init__(self, notes: bytes, dress: Dress) -> None:
        self._dress, self._layout = dress, dress.layout
        self._looks = {look.id: look for look in dress.looks}
        self._notes = {
            note.get(f"{_W}id"): self._height(note, self._layout.text_width)
            for note in etree.fromstring(notes).iter(f"{_W}footnote")
        }

    def pages(self, main: bytes) -> Mapping[str, int]:
        """The page of each bookmark of the main part; of none where the lengths of its lines are not known."""
        root = etree.fromstring(main, etree.XMLParser(huge_tree=True))
        if not self._layout.certain or _unmeasured(root) > _MOST_UNMEASURED:
            return {}
        strips = list(self._strips(root[0], self._layout.text_width))
        return _placed(strips, self._room("first"), self._room("default"))

    def _room(self, pages: str) -> float:
        """The height for text of a sort of pages: what stands above or below it may take some of it."""
        layout, heights = self._layout, {}
        for side in self._dress.sides:
            if side.pages == pages:
                own = self._height(etree.fromstring(side.own), layout.text_width)
                heights[side.kind] = own + side.theirs
        above = max(layout.top, layout.header + heights.get("header", 0))
        return layout.height - above - max(layout.bottom, layout.footer + heights.get("footer", 0))

    def _strips(self, parent: etree._Element, width: float) -> Iterator[_Strip]:
        after = 0.0
        begins_section = False
        for child in _flat(parent):
            if child.tag == f"{_W}tbl":
                strips, below = list(self._rows(child, after)), 0.0
            else:
                measure = self._measure(child, width)
                strips, below = self._lines(child, measure, max(after, measure.before)), measure.after
            if begins_section and strips:
                strips[0].begins_page = True
            yield from strips
            after, begins_section = below, child.find(f"{_W}pPr/{_W}sectPr") is not None

    def _lines(self, paragraph: etree._Element, measure: _Measure, gap: float) -> list[_Strip]:
        """The lines of a paragraph, those together that no page break may divide."""
        count, least = measure.lines, _LEAST_LINES
        if measure.whole or count <= 2 * least - 1:
            strips = [_Strip(count * measure.line)]
        else:
            between = [_Strip(measure.line) for _ in range(count - 2 * least)]
            strips = [_Strip(least * measure.line), *between, _Strip(least * measure.line)]
        strips[0].gap, strips[0].begins_page = gap, measure.begins_page
        strips[-1].held = measure.held
        strips[0].names = [name for mark in paragraph.iter(f"{_W}bookmarkStart") if (name := mark.get(f"{_W}name"))]
        strips[0].notes = self._notes_of(paragraph)
        return strips

    def _rows(self, table: etree._Element, gap: float) -> Iterator[_Strip]:
        columns = [int(column.get(f"{_W}w", "0")) / 20 for column in table.iter(f"{_W}gridCol")]
        (style,) = table.findall(f"{_W}tblPr/{_W}tblStyle")
        padding = _padding(style.get(f"{_W}val", ""))
        head = 0.0
        for row in table.findall(f"{_W}tr"):
            cells = zip(row.findall(f"{_W}tc"), columns, strict=False)
            height = padding + max((self._height(cell, width - 12) for cell, width in cells), default=0.0)
            heads = row.find(f"{_W}trPr/{_W}tblHeader") is not None
            names = [name for mark in row.iter(f"{_W}bookmarkStart") if (name := mark.get(f"{_W}name"))]
            stays = heads or row.find(f".//{_W}keepNext") is not None
            yield _Strip(height, gap, held=stays, repeated=head, notes=self._notes_of(row), names=names)
            gap = 0.0
            head += height if heads else 0.0

    def _height(self, parent: etree._Element, width: float) -> float:
        """The height of a cell, a note, a header or a footer."""
        height = after = 0.0
        for child in _flat(parent):
            if child.tag == f"{_W}tbl":
                height += after + sum(strip.height for strip in self._rows(child, 0.0))
                after = 0.0
            else:
                measure = self._measure(child, width)
                height += max(after, measure.before) + measure.lines * measure.line
                after = measure.after
        return height + after

    def _measure(self, paragraph: etree._Element, width: float) -> _Measure:
        head = paragraph.find(f"{_W}pPr")
        look = self._look(head)
        size = self._size(look)
        indent, before, after = (look.indent, look.before, look.after) if look else (0.0, None, None)
        held = bool(look and look.keep_next)
        begins = False
        if head is not None:
            indent = next((int(each.get(f"{_W}left", "0")) / 20 for each in head.iterfind(f"{_W}ind")), indent)
            for spacing in head.iterfind(f"{_W}spacing"):
                before = int(spacing.get(f"{_W}before", twips(before or 0))) / 20
                after = int(spacing.get(f"{_W}after", twips(self._layout.after if after is None else after))) / 20
            held = held or head.find(f"{_W}keepNext") is not None
            begins = head.find(f"{_W}pageBreakBefore") is not None
        picture = max((int(each.get("cy", "0")) / _EMU for each in paragraph.iter(_EXTENT)), default=0.0)
        line = picture or (look.exact if look and look.exact else size * self._line(look))
        text = "".join(
            "\n" if part.tag == f"{_W}br" else part.text or "" for part in paragraph.iter(f"{_W}t", f"{_W}br")
        )
        return _Measure(
            before=before or 0.0,
            after=self._layout.after if after is None else after,
            lines=1
            if picture
            else line_count(text, size * self._layout.breadth, width - indent, bold=bool(look and look.bold)),
            line=line,
            held=held,
            whole=bool(look and look.keep_lines),
            begins_page=begins,
        )

    def _look(self, head: etree._Element | None) -> Look | None:
        style = head.find(f"{_W}pStyle") if head is not None else None
        return self._looks.get(style.get(f"{_W}val", "")) if style is not None else None

    def _size(self, look: Look | None) -> float:
        if look is None:
            return self._layout.body
        return look.size or self._size(self._looks.get(look.base))

    def _line(self, look: Look | None) -> float:
        """The height of a line, as a share of the size of its letters."""
        if look is None:
            return self._layout.rise * self._layout.line / 240
        return self._layout.rise * look.line / 240 if look.line else self._line(self._looks.get(look.base))

    def _notes_of(self, part: etree._Element) -> float:
        return sum(self._notes.get(mark.get(f"{_W}id"), 0.0) for mark in part.iter(f"{_W}footnoteReference"))


def _unmeasured(root: etree._Element) -> float:
    """The share of letters whose widths are not known."""
    texts = [part.text or "" for part in root.iter(f"{_W}t")]
    unknown = sum(len(found) for text in texts if not text.isascii() for found in _RIGHT_TO_LEFT.findall(text))
    return unknown / max(1, sum(map(len, texts)))


def _padding(style: str) -> float:
    if style == "RuledTable":
        return _CELL_PADDING
    return _BOX_PADDING if style.endswith("Box") else 6.0 if style == "LetterheadTable" else 0.0


def _flat(parent: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs and tables of a part, those of the contents too."""
    for child in parent:
        if child.tag == f"{_W}sdt":
            for content in child.iterfind(f"{_W}sdtContent"):
                yield from _flat(content)
        elif child.tag in (f"{_W}p", f"{_W}tbl"):
            yield child


def _placed(strips: list[_Strip], first: float, usual: float) -> dict[str, int]:
    """The page of each name: pages are filled, and end where nothing is held together."""
    found: dict[str, int] = {}
    page, start = 1, 0
    while start < len(strips):
        stop = _filled(strips, start, first if page == 1 else usual)
        found |= {name: page for strip in strips[start:stop] for name in strip.names}
        page, start = page + 1, stop
    return found


def _filled(strips: list[_Strip], start: int, room: float) -> int:
    """Where the page that begins with a strip ends."""
    y = strips[start].repeated
    notes = 0.0
    for at in range(start, len(strips)):
        strip = strips[at]
        if at > start and strip.begins_page:
            return at
        y += strip.height + (strip.gap if at > start else 0.0)
        notes += strip.notes
        if y + notes + (_RULE_ABOVE_NOTES if notes else 0.0) > room and at > start:
            stop = at
            while stop - 1 > start and strips[stop - 1].held:
                stop -= 1
            return at if strips[stop - 1].held else stop
    return len(strips)
