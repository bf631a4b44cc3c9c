"""The page of a template: its size, its margins, and which header and footer stand on which of its pages.

Where a template has several sections the last one counts, as that is where somebody would go on writing; what it does
not say it has from those before it (ECMA-376 part 1, 17.10.2).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from desktop_app.documents.word.look import OURS, Layout
from desktop_app.documents.word.template.names import R, W, is_on, number, value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml import etree

FIRST, USUAL, EVEN = "first", "default", "even"
_SHORTEST: Final = 200.0
"""Points that a line of text needs at least."""
_LOWEST: Final = 260.0
_SIDES: Final = tuple(f"{W}{side}" for side in ("top", "left", "bottom", "right"))
_LONGEST_SIDE: Final = 31_680
"""Twentieths of a point: the longest side of a page that Word knows."""


@dataclass(frozen=True, slots=True)
class Page:
    """The page, with the names that the main part has for its headers and footers."""

    layout: Layout
    sideways: bool
    borders: etree._Element | None
    headers: Mapping[str, str]
    footers: Mapping[str, str]

    @property
    def has_room(self) -> bool:
        """Whether a document can be written on it."""
        return self.layout.text_width >= _SHORTEST and self.layout.text_height >= _LOWEST


def page(main: etree._Element) -> Page:
    """The page that the main part of a template says."""
    sections = list(main.iter(f"{W}sectPr"))
    last = sections[-1] if sections else None
    sides = {}
    for kind in ("header", "footer"):
        found: dict[str, str] = {}
        for section in sections:
            for each in section.iterchildren(f"{W}{kind}Reference"):
                found[each.get(f"{W}type", USUAL)] = each.get(f"{R}id", "")
        if not is_on(last, "titlePg"):
            found.pop(FIRST, None)
            if USUAL in found:
                found[FIRST] = found[USUAL]
        sides[kind] = found
    borders = last.find(f"{W}pgBorders") if last is not None else None
    if borders is not None:
        _bare(borders)
    sideways = value(last, "pgSz", "orient") == "landscape"
    return Page(_layout(last), sideways, borders, sides["header"], sides["footer"])


def _layout(section: etree._Element | None) -> Layout:
    """The measures of a page; ours where nothing is said. A negative margin is one that headers do not push."""

    def points(name: str, attribute: str, usual: float) -> float:
        said = value(section, name, attribute)
        return min(abs(number(said, round(usual * 20))), _LONGEST_SIDE) / 20

    gutter = points("pgMar", "gutter", 0)
    return Layout(
        width=points("pgSz", "w", OURS.width),
        height=points("pgSz", "h", OURS.height),
        top=points("pgMar", "top", OURS.top),
        right=points("pgMar", "right", OURS.right),
        bottom=points("pgMar", "bottom", OURS.bottom),
        left=points("pgMar", "left", OURS.left) + gutter,
        header=points("pgMar", "header", OURS.header),
        footer=points("pgMar", "footer", OURS.footer),
    )


def _bare(borders: etree._Element) -> None:
    """Keep the four sides; one that is drawn with a picture refers to another part, and loses that."""
    borders[:] = [side for name in _SIDES for side in borders.findall(name)[:1]]
    for each in borders.iter():
        for name in [name for name in each.attrib if not str(name).startswith(W)]:
            del each.attrib[name]
