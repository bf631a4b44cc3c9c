"""The places to sign, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop_app.documents.blocks import Tone
from desktop_app.documents.pdf.flow import NEVER, Frame, Strip
from desktop_app.documents.pdf.strips import Laid
from desktop_app.documents.pdf.style import BODY, STRONG_RULE, Text

if TYPE_CHECKING:
    from desktop_app.documents.blocks import Signatures
    from desktop_app.documents.pdf.composer import Composer
    from desktop_app.documents.pdf.sheet import Sheet
    from desktop_app.documents.pdf.strips import LineStrip, Measure
    from desktop_app.documents.pdf.tags import Element
    from desktop_app.language import Direction

_IN_A_ROW: Final = 3
_GAP: Final = 28.0
_ROOM: Final = 54.0
"""Height for the hand that signs."""
_BEFORE: Final = 20.0
_DATE_WIDTH: Final = 180.0
_DATE_GAP: Final = 4.0
_BELOW_LETTERS: Final = 2.0
"""Where the line for the date begins, how long it is, and how far below the feet of the letters."""
_NAME: Final = Text(10.5, 15, bold=True)
_ROLE: Final = Text(9.5, 13.5, tone=Tone.MUTED)


class SigningStrip(Strip):
    """Places to sign next to each other: what is above each line, the line, and who signs below it."""

    def __init__(self) -> None:
        super().__init__(0.0)
        self.places: list[Measure] = []
        self.text: list[tuple[LineStrip, float]] = []
        self.above = 0.0

    def ground(self, sheet: Sheet, top: float) -> None:
        """The lines to sign on."""
        for place in self.places:
            sheet.rule(place.left, top + self.above + _ROOM, place.width, STRONG_RULE, 0.75)

    def draw(self, sheet: Sheet, top: float) -> None:
        """The words above and below the lines, one place after the other."""
        for line, distance in self.text:
            line.draw(sheet, top + distance)


def signatures(composer: Composer, block: Signatures, parent: Element, measure: Measure) -> Laid:
    """Signatures in rows of at most three, kept on one page."""
    element = parent.add("Signatures")
    strips: list[Strip] = []
    if block.place_and_date:
        lines = composer.lines(element.add("P"), block.place_and_date, BODY, measure, towards=composer.direction)
        lines[-1].frames = (_line_for_the_date(lines[-1], measure, composer.direction),)
        strips += lines
    count = len(block.places)
    columns = max(2, -(-count // -(-count // _IN_A_ROW))) if count else 2
    for first in range(0, count, columns):
        strips.append(_row(composer, block, element, measure, first, columns))
    for strip in strips[:-1]:
        strip.cost = max(strip.cost, NEVER)
    if strips:
        strips[0].before = _BEFORE
    return Laid(strips, BODY.after)


def _line_for_the_date(line: LineStrip, measure: Measure, side: Direction) -> Frame:
    """The rule on which the date is written, after the words that ask for it."""
    begin = line.left + line.line.width + _DATE_GAP
    room = measure.left + measure.width - begin if side == "ltr" else line.left - _DATE_GAP - measure.left
    width = max(min(_DATE_WIDTH, room), 0.0)
    left = begin if side == "ltr" else line.left - _DATE_GAP - width

    def paint(sheet: Sheet, top: float, _bottom: float) -> None:
        sheet.rule(left, top + line.depth + _BELOW_LETTERS, width, STRONG_RULE, 0.75)

    return Frame(paint)


def _row(
    composer: Composer, block: Signatures, element: Element, measure: Measure, first: int, columns: int
) -> SigningStrip:
    strip = SigningStrip()
    width = (measure.width - _GAP * (columns - 1)) / columns
    rest = measure
    for place in block.places[first : first + columns]:
        column = rest.start(width, composer.direction)
        rest = rest.indented(width + _GAP, composer.direction)
        strip.places.append(column)
        distance = _ROOM + 6
        for content, text in ((place.name, _NAME), (place.role, _ROLE)):
            if not content:
                continue
            for line in composer.lines(element.add("P"), content, text, column, towards=composer.direction):
                strip.text.append((line, distance))
                distance += line.height
        strip.height = max(strip.height, distance)
    strip.notes = tuple(note for line, _ in strip.text for note in line.notes)
    return strip
