"""How a chart is drawn, once for every format: its rectangles and words in points, from its own top left corner.

Bars are told apart by lightness and by their numbers, so that a chart can be read in black and white. In a document
that runs from right to left everything is mirrored.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, Protocol

from desktop_app.documents.palette import MUTED, RULE, SERIES, STRONG_RULE, TEXT
from desktop_app.language import format_number

if TYPE_CHECKING:
    from desktop_app.documents.blocks import Chart
    from desktop_app.language import Direction

Anchor = Literal["left", "centre", "right"]

SIZE: Final = 9.0
_LEADING: Final = 11.5
_SMALL: Final = 8.5
_GAP: Final = 6.0
_BAR: Final = 15.0
_BETWEEN: Final = 7.0
_LABELS: Final = 0.4
"""The share of the width that the labels of lying bars may take."""
_MOST_LINES: Final = 3
_TALL: Final = 130.0
"""The height of the tallest standing bar."""
_WIDEST: Final = 46.0
_INSIDE: Final = 3.0
_SWATCH: Final = 9.0
_LEGEND: Final = 20.0


class Measure(Protocol):
    """The width of a text on one line, in points."""

    def __call__(self, text: str, size: float, *, bold: bool = False) -> float: ...


@dataclass(frozen=True, slots=True)
class Block:
    """A filled rectangle, with a thin line around it where it needs one to be seen."""

    left: float
    top: float
    width: float
    height: float
    colour: str
    outline: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """A text on one line; ``at`` is its left, its middle or its right, as ``anchor`` says."""

    text: str
    at: float
    baseline: float
    anchor: Anchor
    size: float = SIZE
    bold: bool = False
    colour: str = TEXT


@dataclass(slots=True)
class Drawing:
    """What is to be drawn, in the order in which it is drawn."""

    width: float
    height: float = 0.0
    shapes: list[Block | Words] = field(default_factory=list)


_MIRRORED: Final[dict[Anchor, Anchor]] = {"left": "right", "centre": "centre", "right": "left"}


def draw(chart: Chart, width: float, language: str, towards: Direction, measure: Measure) -> Drawing:
    """The drawing of a chart at a width."""
    pencil = _Pencil(chart, width, language, measure)
    pencil.legend()
    if chart.upright:
        pencil.standing()
    else:
        pencil.lying()
    return _mirrored(pencil.drawing) if towards == "rtl" else pencil.drawing


def _mirrored(drawing: Drawing) -> Drawing:
    shapes: list[Block | Words] = []
    for shape in drawing.shapes:
        if isinstance(shape, Block):
            left = drawing.width - shape.left - shape.width
            shapes.append(Block(left, shape.top, shape.width, shape.height, shape.colour, shape.outline))
        else:
            at, anchor = drawing.width - shape.at, _MIRRORED[shape.anchor]
            shapes.append(Words(shape.text, at, shape.baseline, anchor, shape.size, shape.bold, shape.colour))
    return Drawing(drawing.width, drawing.height, shapes)


class _Pencil:
    """Draws one chart, from left to right."""

    def __init__(self, chart: Chart, width: float, language: str, measure: Measure) -> None:
        self.chart, self.language, self.measure = chart, language, measure
        self.drawing = Drawing(width)
        self.top = 0.0
        self.most = max([sum(bar.values) for bar in chart.bars] + [1])

    def legend(self) -> None:
        """What the parts of the bars are, side by side and on as many lines as it takes."""
        series = self.chart.series
        if len(series) < 2:
            return
        x = 0.0
        for place, name in enumerate(series):
            wide = _SWATCH + 5 + self.measure(name, _SMALL)
            if x and x + wide > self.drawing.width:
                x, self.top = 0.0, self.top + _LEADING + 3
            self._block(x, self.top + 1.5, _SWATCH, _SWATCH, place)
            self._words(name, x + _SWATCH + 5, self.top + 9, "left", size=_SMALL, colour=MUTED)
            x += wide + 16
        self.top += _LEGEND
        self.drawing.height = self.top

    def lying(self) -> None:
        """Bars one below the other, each with its label before it and its number after."""
        width = self.drawing.width
        label = min(max((self.measure(bar.label, SIZE) for bar in self.chart.bars), default=0), width * _LABELS)
        number = self.measure(self._number(self.most), SIZE, bold=True) + _GAP
        left = label + _GAP + 2
        scale = (width - left - number) / self.most
        begun = self.top
        for bar in self.chart.bars:
            lines = self._lines(bar.label, label + 1)
            height = max(_BAR, _LEADING * len(lines))
            first = self.top + (height - _LEADING * len(lines)) / 2 + 8.7
            for place, line in enumerate(lines):
                self._words(line, label, first + _LEADING * place, "right")
            x, top = left, self.top + (height - _BAR) / 2
            for place, value in enumerate(bar.values):
                self._part(x, top, value * scale, _BAR, place, value)
                x += value * scale
            total = self._number(sum(bar.values))
            self._words(total, x + _GAP, top + _BAR / 2 + 3.2, "left", bold=True)
            self.top += height + _BETWEEN
        self.drawing.height = self.top - _BETWEEN if self.chart.bars else self.top
        self.drawing.shapes.append(Block(left - 0.75, begun, 0.75, self.drawing.height - begun, STRONG_RULE))

    def standing(self) -> None:
        """Bars side by side, each with its label below it and its number above."""
        bars = self.chart.bars
        room = self.drawing.width / max(len(bars), 1)
        wide = min(room * 0.66, _WIDEST)
        every = self._labelled_every(room)
        floor = self.top + _LEADING + _TALL
        scale = _TALL / self.most
        for place, bar in enumerate(bars):
            middle = room * (place + 0.5)
            top = floor
            for series, value in enumerate(bar.values):
                top -= value * scale
                self._part(middle - wide / 2, top, wide, value * scale, series, value)
            if sum(bar.values):
                self._words(self._number(sum(bar.values)), middle, top - 3, "centre", size=_SMALL, bold=True)
            if place % every == 0:
                half = self.measure(bar.label, _SMALL) / 2  # a label is never cut at the edge
                at = min(max(middle, half), self.drawing.width - half)
                self._words(bar.label, at, floor + 11, "centre", size=_SMALL, colour=MUTED)
        self.drawing.shapes.append(Block(0, floor, self.drawing.width, 0.75, STRONG_RULE))
        self.drawing.height = floor + 16

    def _labelled_every(self, room: float) -> int:
        """Of so many bars one has its label, so that labels do not run into each other."""
        widest = max((self.measure(bar.label, _SMALL) for bar in self.chart.bars), default=0.0)
        return max(1, -int(-(widest + 4) // room))

    def _part(self, left: float, top: float, width: float, height: float, series: int, value: int) -> None:
        """A part of a bar, with its number where there is room and other parts beside it."""
        if value <= 0:
            return
        self._block(left, top, width, height, series)
        said = self._number(value)
        fits = self.measure(said, _SMALL) + 2 * _INSIDE <= width and height >= _LEADING
        if fits and len(self.chart.series) > 1:
            ink = SERIES[series % len(SERIES)][1]
            self._words(said, left + width / 2, top + height / 2 + 3, "centre", size=_SMALL, colour=ink)

    def _block(self, left: float, top: float, width: float, height: float, series: int) -> None:
        colour = SERIES[series % len(SERIES)][0]
        outline = STRONG_RULE if series else RULE
        self.drawing.shapes.append(Block(left, top, width, height, colour, outline if series else ""))

    def _words(
        self,
        text: str,
        at: float,
        baseline: float,
        anchor: Anchor,
        *,
        size: float = SIZE,
        bold: bool = False,
        colour: str = TEXT,
    ) -> None:
        self.drawing.shapes.append(Words(text, at, baseline, anchor, size, bold, colour))

    def _number(self, number: int) -> str:
        return format_number(number, self.language)

    def _lines(self, text: str, width: float) -> list[str]:
        """A label on up to three lines; what is more is cut short."""
        lines: list[str] = []
        for word in text.split():
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.measure(longer, SIZE) <= width:
                lines[-1] = longer
            else:
                lines.append(word)
        kept = lines[:_MOST_LINES]
        if len(lines) > _MOST_LINES:
            kept[-1] += " …"
        return [self._shortened(line, width) for line in kept]

    def _shortened(self, line: str, width: float) -> str:
        if self.measure(line, SIZE) <= width:
            return line
        while len(line) > 1 and self.measure(line + "…", SIZE) > width:
            line = line[: max(1, min(len(line) - 1, int(len(line) * 0.9)))]
        return line + "…"
