"""With what text is drawn: pens, and what they leave on a line."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from desktop_app.documents.pdf.objects import number

if TYPE_CHECKING:
    from desktop_app.documents.pdf.fonts import Font

Colour = str
"""Six hexadecimal digits after a hash sign."""


class Pen:
    """A font, a size, a colour and a height above the line of text: what is said once for all that is drawn so."""

    __slots__ = ("colour", "font", "operators", "rise", "size")

    def __init__(self, font: Font, size: float, colour: Colour, rise: float = 0.0) -> None:
        self.font, self.size, self.colour, self.rise = font, size, colour, rise
        self.operators = f"/{font.resource} {number(size)} Tf {rgb(colour)} rg {number(rise)} Ts"

    def coloured(self, colour: Colour) -> Pen:
        """The same in another colour."""
        return Pen(self.font, self.size, colour, self.rise)


class Ink(NamedTuple):
    """Glyphs of one pen. ``code`` is the inside of a ``TJ`` array.

    ``left`` is where they begin in their line, in points; ``note`` the number of the footnote that they call, or 0.
    """

    pen: Pen
    language: str
    note: int
    left: float
    code: str


@cache
def rgb(colour: Colour) -> str:
    """A colour as operators take it: three shares."""
    return " ".join(f"{int(colour[at : at + 2], 16) / 255:.3f}".rstrip("0").rstrip(".") for at in (1, 3, 5))
