"""How much room a template's head or foot takes, and where its floating pictures are, so that ours keeps clear of them.

Word lays them out by itself; this says beforehand about how, in points from the top of the page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from desktop_app.documents.word.measuring import line_count
from desktop_app.documents.word.template.names import WP, V, W, number, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from desktop_app.documents.word.look import Layout
    from desktop_app.documents.word.template.sheet import Sheet

_EMU: Final = 12_700
_LINE: Final = 1.17
"""The height of a line as a share of the size of its letters, in most typefaces."""
_OURS: Final = {"header": 26.0, "footer": 40.0}
"""About how much room our lines take."""
_CLEAR: Final = 5.0
_BACKGROUND: Final = 0.45
"""The share of a page's height from which on a picture lies behind the text rather than above it."""
_MOST: Final = 0.4
"""The share of a page's height that we keep clear at most."""
_POINTS: Final = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "px": 0.75, "": 0.75, "pc": 12.0}
_LENGTH: Final = re.compile(r"(-?[\d.]{1,10})\s*(pt|in|cm|mm|px|pc|)")


@dataclass(frozen=True, slots=True)
class _Float:
    top: float
    bottom: float
    pushes: bool
    """Whether text begins below it by itself."""


class Placing:
    """The places in one header or footer."""

    def __init__(self, root: etree._Element, sheet: Sheet, layout: Layout, kind: str) -> None:
        self._sheet, self._layout, self._kind = sheet, layout, kind
        heights = [self._height(child, layout.text_width) for child in root]
        flow = sum(heights)
        start = layout.header if kind == "header" else layout.height - layout.footer - flow
        self._floats: list[_Float] = []
        at = start
        for child, height in zip(root, heights, strict=True):
            self._floats += self._found(child, at)
            at += height
        if kind == "header":
            self._edge = max([at, *(each.bottom for each in self._floats if each.pushes)])
            self.height = self._edge - start
        else:
            self._edge = min([start, *(each.top for each in self._floats if each.pushes)])
            self.height = at - self._edge
        """The height of what flows, in points."""

    def gap(self) -> float:
        """How far from it our lines must stand, so that no picture lies over them."""
        edge, ours = self._edge, _OURS[self._kind]
        for each in sorted(self._floats, key=lambda one: one.top, reverse=self._kind == "footer"):
            if self._kind == "header" and each.top < edge + ours and each.bottom > edge:
                edge = each.bottom + _CLEAR
            elif self._kind == "footer" and each.bottom > edge - ours and each.top < edge:
                edge = each.top - _CLEAR
        gap = abs(edge - self._edge)
        return gap if gap <= self._layout.height * _MOST else 0.0

    def _height(self, block: etree._Element, width: float) -> float:
        if block.tag == f"{W}tbl":
            return sum(self._row(row, width) for row in block.iterchildren(f"{W}tr"))
        if block.tag != f"{W}p" or block.find(f"{W}pPr/{W}framePr") is not None:
            return 0.0
        sheet, layout = self._sheet, self._layout
        style = sheet.styles.get(value(block, "pPr/pStyle"))
        style = sheet.default() if style is None else style
        sizes = [number(each.get(f"{W}val", ""), 0) / 2 for each in block.iter(f"{W}sz")]
        size = min(max(sizes, default=sheet.size(style)), 200)
        text = "".join("\n" if each.tag == f"{W}br" else each.text or "" for each in self._own(block))
        lines = line_count(text, size * layout.breadth, width)
        spacing = block.find(f"{W}pPr/{W}spacing")
        around = 0.0
        for side in ("before", "after"):
            said = spacing.get(f"{W}{side}") if spacing is not None else None
            around += sheet.space(style, side) if said is None else max(0, number(said, 0)) / 20
        pictures = [
            number(each.get("cy", ""), 0, most=10**9) / _EMU for each in block.iterfind(f".//{WP}inline/{WP}extent")
        ]
        return min(max(lines * size * _LINE * sheet.line(style) / 240, *pictures, 0.0) + around, layout.height)

    def _row(self, row: etree._Element, width: float) -> float:
        cells = row.findall(f"{W}tc")
        least = number(value(row, "trPr/trHeight"), 0) / 20
        widths = [number(value(cell, "tcPr/tcW", "w"), 0) / 20 or width / len(cells) for cell in cells]
        inside = [
            sum(self._height(block, max(room, 20.0)) for block in cell)
            for cell, room in zip(cells, widths, strict=True)
        ]
        return max([least, *inside])

    def _own(self, block: etree._Element) -> Iterator[etree._Element]:
        """The texts of a paragraph, not those of the shapes in it."""
        for each in block.iter(f"{W}t", f"{W}br"):
            if next(each.iterancestors(f"{W}p")) is block:
                yield each

    # floating pictures and shapes

    def _found(self, block: etree._Element, at: float) -> Iterator[_Float]:
        for anchor in block.iter(f"{WP}anchor"):
            found = self._anchored(anchor, at)
            if found.bottom - found.top < self._layout.height * _BACKGROUND:
                yield found
        for shape in block.iter(f"{V}shape", f"{V}rect", f"{V}group", f"{V}oval", f"{V}roundrect"):
            placed = self._drawn(shape, at)
            if placed is not None and placed.bottom - placed.top < self._layout.height * _BACKGROUND:
                yield placed

    def _anchored(self, anchor: etree._Element, at: float) -> _Float:
        extent = anchor.find(f"{WP}extent")
        height = number(extent.get("cy", "") if extent is not None else "", 0, most=10**9) / _EMU
        position = anchor.find(f"{WP}positionV")
        relative = position.get("relativeFrom", "") if position is not None else ""
        offset = position.findtext(f"{WP}posOffset") if position is not None else None
        align = (position.findtext(f"{WP}align") if position is not None else None) or "top"
        start, room = self._frame(relative, at)
        if offset is not None:
            top = start + number(offset, 0, most=10**9) / _EMU
        else:
            top = start + {"center": (room - height) / 2, "bottom": room - height}.get(align, 0.0)
        return _Float(top, top + height, anchor.find(f"{WP}wrapTopAndBottom") is not None)

    def _frame(self, relative: str, at: float) -> tuple[float, float]:
        """What a place is counted from: where it begins, and how high it is."""
        layout = self._layout
        return {
            "page": (0.0, layout.height),
            "margin": (layout.top, layout.text_height),
            "topMargin": (0.0, layout.top),
            "top-margin-area": (0.0, layout.top),
            "bottomMargin": (layout.height - layout.bottom, layout.bottom),
            "bottom-margin-area": (layout.height - layout.bottom, layout.bottom),
        }.get(relative, (at, 0.0))

    def _drawn(self, shape: etree._Element, at: float) -> _Float | None:
        """Where a shape of older programs is; nothing of one that stands in the line, is a part, or lies aslant."""
        said = dict(each.split(":", 1) for each in shape.get("style", "").split(";") if ":" in each)
        style = {name.strip(): word.strip() for name, word in said.items()}
        alternative = any("Fallback" in str(each.tag) or str(each.tag) == f"{V}group" for each in shape.iterancestors())
        if style.get("position") != "absolute" or "rotation" in style or alternative:
            return None
        start, room = self._frame(style.get("mso-position-vertical-relative", "text"), at)
        height = _length(style.get("height", ""))
        align = style.get("mso-position-vertical", "absolute")
        moved = {"center": (room - height) / 2, "bottom": room - height, "top": 0.0}
        top = start + moved.get(align, _length(style.get("margin-top", "")))
        return _Float(top, top + height, pushes=False)


def _length(said: str) -> float:
    found = _LENGTH.match(said)
    try:
        return float(found[1]) * _POINTS[found[2]] if found else 0.0
    except ValueError:
        return 0.0
