"""A chart of the reports at the foot of a page's list: folded until somebody wants to look."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontInfo, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop_app.documents.chart import SIZE, Block, Drawing, Words, draw
from desktop_app.documents.palette import MUTED, RULE, SERIES, STRONG_RULE, TEXT
from desktop_app.language import Message, _, direction, window_language
from ui.look.icons import icon
from ui.look.tokens import SECONDARY, Palette, colours, sized, u
from ui.widgets import parts

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QFont, QPaintEvent, QResizeEvent

    from desktop_app.documents.blocks import Chart

_TALLEST: Final = 0.5
"""The share of its page's height that a chart takes before it is scrolled."""


def _inks(palette: Palette) -> dict[str, QColor]:
    """What the colours of paper are in the dark; in the light they are themselves."""
    if not palette.dark:
        return {}
    (first, on_first), (second, _on_second), (third, _on_third), (fourth, _on_fourth) = SERIES
    return {
        TEXT: palette.text, MUTED: palette.muted, RULE: palette.divider, STRONG_RULE: palette.border,
        first: palette.accent, on_first: palette.on_accent, second: QColor("#4A6487"), third: palette.selected,
        fourth: palette.muted,
    }  # fmt: skip


class ChartView(QWidget):
    """Draws a chart as wide as there is room, with its words as the description for who cannot see it."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._chart: Chart | None = None
        self._drawing: Drawing | None = None

    def show_chart(self, chart: Chart | None) -> None:
        """Show a chart, or nothing."""
        self._chart = chart
        self.setAccessibleName("".join(run.text for run in chart.caption) if chart else "")
        self.setAccessibleDescription(chart.summary if chart else "")
        self._lay_out()

    @property
    def _scale(self) -> float:
        """Pixels to a point of the drawing."""
        return QFontInfo(sized(self.font(), SECONDARY)).pixelSize() / SIZE

    def _face(self, size: float, *, bold: bool) -> QFont:
        return sized(self.font(), SECONDARY * size / SIZE, strong=bold)

    def _lay_out(self) -> None:
        scale = self._scale

        def measure(text: str, size: float, *, bold: bool = False) -> float:
            return QFontMetricsF(self._face(size, bold=bold)).horizontalAdvance(text) / scale

        self._drawing = None
        if self._chart is not None and self.width() > u(10):
            language = window_language()
            self._drawing = draw(self._chart, (self.width() - 1) / scale, language, direction(language), measure)
        self.setFixedHeight(round((self._drawing.height + 2) * scale) if self._drawing else 0)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._drawing is None:
            return
        inks = _inks(colours())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        for shape in self._drawing.shapes:
            if isinstance(shape, Block):
                self._fill(painter, shape, inks)
            else:
                self._write(painter, shape, inks)
        painter.end()

    def _fill(self, painter: QPainter, block: Block, inks: dict[str, QColor]) -> None:
        scale = self._scale
        box = QRectF(block.left * scale, block.top * scale, block.width * scale, max(block.height * scale, 1.0))
        painter.fillRect(box, _ink(block.colour, inks))
        if block.outline:
            painter.setPen(QPen(_ink(block.outline, inks), 1))
            painter.drawRect(box)

    def _write(self, painter: QPainter, words: Words, inks: dict[str, QColor]) -> None:
        scale = self._scale
        painter.setFont(self._face(words.size, bold=words.bold))
        metrics = QFontMetricsF(painter.font())
        wide = metrics.horizontalAdvance(words.text)
        left = words.at * scale - {"left": 0.0, "centre": wide / 2, "right": wide}[words.anchor]
        painter.setPen(_ink(words.colour, inks))
        box = QRectF(left, words.baseline * scale - metrics.ascent(), wide + 1, metrics.height())
        aligned = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute
        painter.drawText(box, int(aligned | Qt.TextFlag.TextDontClip | Qt.TextFlag.TextSingleLine), words.text)


def _ink(colour: str, inks: dict[str, QColor]) -> QColor:
    return inks.get(colour) or QColor(f"#{colour}")


class Glance(QWidget):
    """A chart under a line that folds it away. It is asked for only while it is unfolded."""

    def __init__(self, title: Message, chart: Callable[[], Chart | None]) -> None:
        super().__init__()
        self._ask = chart
        self.fold = parts.button(title, self._turn, role="link", icon="caret-right")
        self.fold.setCheckable(True)
        self.view = ChartView()
        self._none = parts.label(_("There is not enough data for a chart yet."), role="small", wrap=True)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(u(4), u(1), u(4), u(3))
        column.addWidget(self.view)
        column.addWidget(self._none)
        self.scrolled = parts.Scrolled(inner)
        self.scrolled.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.scrolled.hide()
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, u(1))
        page.setSpacing(u(1))
        page.addWidget(parts.line())
        page.addWidget(parts.indented(self.fold, 2))
        page.addWidget(self.scrolled)

    def refresh(self) -> None:
        """Show what is true now, if anybody looks."""
        if not self.fold.isChecked():
            return
        chart = self._ask()
        self.view.show_chart(chart)
        self.view.setVisible(chart is not None)
        self._none.setVisible(chart is None)
        self._fit()

    def _turn(self) -> None:
        self.fold.setIcon(icon("caret-down" if self.fold.isChecked() else "caret-right", "accent"))
        self.scrolled.setVisible(self.fold.isChecked())
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As high as the chart, but no higher than leaves the list its room."""
        inner, page = self.scrolled.widget(), self.parentWidget()
        if inner is not None and page is not None:
            self.scrolled.setFixedHeight(min(inner.sizeHint().height(), round(page.height() * _TALLEST)))
