"""A page while it is drawn: marked content, text, rules and shades.

Positions are in points from the top left corner of the page, and turned into PDF's own here alone. Everything that is
drawn belongs to an element of the structure or is an artifact; there is no third door.
"""

from __future__ import annotations

import math
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, NamedTuple

from desktop_app.documents.pdf.objects import HalfDone, number, text_string
from desktop_app.documents.pdf.pen import rgb

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from desktop_app.documents.pdf.lines import Line
    from desktop_app.documents.pdf.pen import Colour, Ink, Pen
    from desktop_app.documents.pdf.tags import Element
    from desktop_app.documents.pdf.words import Mark

_DOTS: Final = 4.5
"""The distance from dot to dot."""


class Link(NamedTuple):
    """A place on a page that leads to another: its rectangle, the heading by its number, and what is said of it."""

    left: float
    top: float
    width: float
    height: float
    target: int
    said: str
    element: Element


class Sheet:
    """One page. ``number`` counts from 0."""

    def __init__(self, page: int, height: float) -> None:
        self.number, self.height = page, height
        self.owners: list[int] = []
        """The number of the element of each piece of marked content."""
        self.links: list[Link] = []
        self.pictures: set[str] = set()
        self.artifact = "Layout"
        """What is said of content that belongs to no element: ``Layout``, or ``Pagination`` for running titles."""
        self._out: list[str] = []
        self._later: list[tuple[int, Callable[[Sheet], None]]] = []
        self._begun: HalfDone | None = None
        self._marked: Element | str | None = None
        self._in_text = False
        self._pen: Pen | None = None
        self._fill: Colour = ""

    def later(self, draw: Callable[[Sheet], None]) -> None:
        """Leave a place for what can be drawn only once all pages are laid out: numbers of pages."""
        self._close()
        self._pen, self._fill = None, ""
        self._later.append((len(self._out), draw))
        self._out.append("")

    def put_away(self) -> None:
        """Keep the page small until its last places are filled: what comes before them is compressed."""
        self._close()
        done = self._later[0][0] if self._later else len(self._out)
        self._begun = HalfDone(_joined(self._out[:done]))
        self._later = [(place - done, draw) for place, draw in self._later]
        del self._out[:done]

    def finished(self) -> bytes:
        """The stream of the page's content, with what was left for later."""
        if self._begun is None:
            self.put_away()
        assert self._begun is not None
        return self._begun.finished(b"\n" + self.operators())

    def operators(self) -> bytes:
        """What draws the page, with what was left for later; but for what was put away."""
        self._close()
        whole = self._out
        for place, draw in self._later:
            self._out, self._pen, self._fill = [], None, ""
            draw(self)
            self._close()
            whole[place] = "\n".join(self._out)
        return _joined(whole)

    def text(self, element: Element | None, left: float, baseline: float, inks: Sequence[Ink]) -> None:
        """Draw a line of text that belongs to an element; to none if it is the page's furniture."""
        if self._marked is not element or element is None:
            self.mark(element)
        out = self._out
        if not self._in_text:
            self._in_text = True
            out.append("BT")
        place = f"1 0 0 1 {number(left)} {number(self.height - baseline)} Tm"
        for pen, language, _, _, code in inks:
            if pen is not self._pen:
                self._pen, self._fill = pen, pen.colour
                place = f"{place} {pen.operators}"
            shown = f"/Span<</Lang{text_string(language)}>>BDC[{code}]TJ EMC" if language else f"[{code}]TJ"
            out.append(place + shown)
            place = ""

    def marks(self, element: Element | None, left: float, baseline: float, marks: Sequence[tuple[Mark, Pen]]) -> None:
        """Draw the marks of a line of text. They add nothing to what is read: the line has said them."""
        self.mark(element)
        self._enter_text()
        self._out.append("/Span<</ActualText<feff>>>BDC")
        self._points(left, baseline, marks)
        self._out.append("EMC")

    def _points(self, left: float, baseline: float, marks: Sequence[tuple[Mark, Pen]]) -> None:
        for mark, pen in marks:
            self._use(pen)
            x, y = number(left + mark.left), number(self.height - baseline + mark.up)
            self._out.append(f"1 0 0 1 {x} {y} Tm({mark.code})Tj")

    def line(self, element: Element | None, left: float, baseline: float, line: Line) -> None:
        """Write a line of text without footnotes, its marks too."""
        self.text(element, left, baseline, line.inks)
        if line.marks:
            self.marks(element, left, baseline, line.marks)

    def fill(self, left: float, top: float, width: float, height: float, colour: Colour) -> None:
        """Fill a rectangle; it is an artifact."""
        self.mark(None)
        self._leave_text()
        if colour != self._fill:
            self._fill, self._pen = colour, None
            self._out.append(f"{rgb(colour)} rg")
        bottom = self.height - top - height
        self._out.append(f"{number(left)} {number(bottom)} {number(width)} {number(height)} re f")

    def rule(self, left: float, top: float, width: float, colour: Colour, thickness: float = 0.5) -> None:
        """Draw a horizontal rule whose middle is at ``top``; it is an artifact."""
        self.fill(left, top - thickness / 2, width, thickness, colour)

    def dots(self, left: float, baseline: float, width: float, colour: Colour) -> None:
        """Lead the eye along a line with dots, at the same places on all lines; they are an artifact."""
        self.mark(None)
        self._leave_text()
        first = math.ceil(left / _DOTS) * _DOTS
        y = number(self.height - baseline + 0.5)
        dash = f"1 J 0.9 w [0 {number(_DOTS)}] 0 d {rgb(colour)} RG"
        self._out.append(f"q {dash} {number(first)} {y} m {number(left + width)} {y} l S Q")

    def picture(self, element: Element | None, name: str, left: float, top: float, width: float, height: float) -> None:
        """Place a picture, by the name of its resource."""
        self.mark(element)
        self._leave_text()
        self.pictures.add(name)
        bottom = self.height - top - height
        placed = f"{number(width)} 0 0 {number(height)} {number(left)} {number(bottom)} cm"
        self._out.append(f"q {placed} /{name} Do Q")

    @contextmanager
    def figure(self, element: Element) -> Iterator[None]:
        """What is drawn within by `shape` and `letters` is one figure: said by its alternative text alone."""
        self.mark(element)
        self._leave_text()
        self._out.append("/Span<</ActualText<feff>>>BDC")
        yield
        self._leave_text()
        self._out.append("EMC")

    def shape(self, left: float, top: float, width: float, height: float, colour: Colour, outline: Colour = "") -> None:
        """Fill a rectangle of a figure, with a thin line around it where given."""
        self._leave_text()
        box = " ".join(number(at) for at in (left, self.height - top - height, width, height))
        if outline:
            self._out.append(f"q {rgb(colour)} rg {rgb(outline)} RG 0.5 w {box} re B Q")
        else:
            self._out.append(f"q {rgb(colour)} rg {box} re f Q")

    def letters(self, left: float, baseline: float, line: Line, colour: Colour) -> None:
        """Write a line of text of a figure."""
        self._enter_text()
        self._out.append(f"1 0 0 1 {number(left)} {number(self.height - baseline)} Tm")
        for ink in line.inks:
            self._use(ink.pen.coloured(colour))
            self._out.append(f"[{ink.code}]TJ")
        self._points(left, baseline, [(mark, pen.coloured(colour)) for mark, pen in line.marks])

    def outline(self, path: str, colour: Colour) -> None:
        """Fill a path written in PDF's own coordinates; it is an artifact."""
        self.mark(None)
        self._leave_text()
        self._out.append(f"q {rgb(colour)} rg\n{path} f Q")

    def link(self, place: Link) -> None:
        """Make a place of the page lead elsewhere."""
        self.links.append(place)

    def mark(self, element: Element | None) -> None:
        """Say to which element belongs what is drawn next; to none if it is an artifact."""
        wanted = element if element is not None else self.artifact
        if self._marked is wanted:
            return
        ends = "ET\nEMC\n" if self._in_text else "EMC\n" if self._marked is not None else ""
        self._in_text = False
        self._marked = wanted
        if element is None:
            self._out.append(f"{ends}/Artifact<</Type/{self.artifact}>>BDC")
            return
        mcid = len(self.owners)
        self.owners.append(element.number)
        element.mark(self.number, mcid)
        self._out.append(f"{ends}/{element.kind}<</MCID {mcid}>>BDC")

    def _enter_text(self) -> None:
        if not self._in_text:
            self._out.append("BT")
            self._in_text = True

    def _use(self, pen: Pen) -> None:
        """Say how text is drawn, unless the text before it was drawn so."""
        if pen is not self._pen:
            self._pen, self._fill = pen, pen.colour
            self._out.append(pen.operators)

    def _leave_text(self) -> None:
        if self._in_text:
            self._out.append("ET")
            self._in_text = False

    def _close(self) -> None:
        self._leave_text()
        if self._marked is not None:
            self._out.append("EMC")
            self._marked = None


def _joined(out: list[str]) -> bytes:
    return "\n".join(out).encode("latin-1")
