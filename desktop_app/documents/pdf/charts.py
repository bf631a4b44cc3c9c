"""Charts: drawn as vectors in their place, and by themselves on a page of their size for those who need a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop_app.documents import chart as charts
from desktop_app.documents.pdf.flow import NEVER, Strip
from desktop_app.documents.pdf.objects import number, text_string
from desktop_app.documents.pdf.strips import Laid
from desktop_app.documents.pdf.style import CAPTION, Text
from desktop_app.documents.text.clean import one_line

if TYPE_CHECKING:
    from desktop_app.documents.blocks import Chart
    from desktop_app.documents.chart import Drawing, Words
    from desktop_app.documents.pdf.composer import Composer
    from desktop_app.documents.pdf.sheet import Sheet
    from desktop_app.documents.pdf.strips import Measure
    from desktop_app.documents.pdf.tags import Element

_AFTER: Final = 14.0
_BEFORE: Final = 6.0


class ChartStrip(Strip):
    """A chart in its place. What is written in it is said by its alternative text, and by nothing else."""

    def __init__(self, composer: Composer, element: Element, drawing: Drawing, left: float) -> None:
        super().__init__(drawing.height)
        self.composer, self.element, self.drawing, self.left = composer, element, drawing, left

    def draw(self, sheet: Sheet, top: float) -> None:
        """Draw the chart, and say where in its element."""
        bottom = sheet.height - top - self.height
        box = (self.left, bottom, self.left + self.drawing.width, bottom + self.height)
        self.element.attributes = f"<</O/Layout/Placement/Block/BBox[{' '.join(number(edge) for edge in box)}]>>"
        with sheet.figure(self.element):
            for shape in self.drawing.shapes:
                if isinstance(shape, charts.Block):
                    at = (self.left + shape.left, top + shape.top, shape.width, shape.height)
                    sheet.shape(*at, f"#{shape.colour}", f"#{shape.outline}" if shape.outline else "")
                else:
                    self._write(sheet, shape, top)

    def _write(self, sheet: Sheet, words: Words, top: float) -> None:
        text = Text(words.size, words.size, bold=words.bold)
        line = self.composer.line(words.text, text)
        wide = self.composer.width(words.text, text)
        before = {"left": 0.0, "centre": wide / 2, "right": wide}[words.anchor]
        sheet.letters(self.left + words.at - before, top + words.baseline, line, f"#{words.colour}")


def drawing_of(composer: Composer, block: Chart, width: float) -> Drawing:
    """The drawing of a chart in a document's letters."""

    def measure(text: str, size: float, *, bold: bool = False) -> float:
        return composer.width(text, Text(size, size, bold=bold))

    return charts.draw(block, width, composer.language, composer.direction, measure)


def chart(composer: Composer, block: Chart, parent: Element, measure: Measure) -> Laid:
    """A chart as wide as its column, under its caption."""
    strips: list[Strip] = []
    if block.caption:
        caption = composer.lines(
            parent.add("Caption"), block.caption, CAPTION, measure, towards=composer.direction, held=True
        )
        for line in caption:
            line.cost = NEVER
        strips += caption
    element = parent.add("Figure", entries=f"/Alt{text_string(one_line(block.summary))}")
    strip = ChartStrip(composer, element, drawing_of(composer, block, measure.width), measure.left)
    strip.before = _BEFORE
    return Laid([*strips, strip], _AFTER)
