"""The document as it will be: the pages of the very PDF, drawn when they come into view."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPen, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from desktop_app.language import _
from ui.documents.sheets import Sheet, Sheets
from ui.look.tokens import colours, u

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from desktop_app.documents.pdf.proofs import Place
    from ui.documents.versions import Version

_KEPT: Final = 16
"""Pictures of pages that are kept; a few screens."""

_REVEALED_AT: Final = 0.3
"""How far down what is brought into view stands."""

_ZOOMS: Final = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)


class Preview(QAbstractScrollArea):
    """Pages one under another, as wide as there is room; Ctrl and the wheel, or + and -, make them larger."""

    turned = Signal(int, int)
    """The page in view, from one, and how many there are."""

    def __init__(self) -> None:
        super().__init__()
        sheets = Sheets()
        self._sheets: Final = sheets
        self.destroyed.connect(lambda: sheets.stop())  # it has no parent, and so outlives this until its thread ends
        self._sheets.opened.connect(self._opened)
        self._sheets.drawn.connect(self._drawn)
        self._number = self._opened_number = 0
        self._sizes: Sequence[QSizeF] = []
        self._shown: list[QSizeF] = []
        """The size of each page on the screen, and how far below the start it begins."""
        self._tops: list[float] = []
        self._images: dict[int, tuple[int, QImage]] = {}
        self._zoom = 1.0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().setSingleStep(u(8))
        self.verticalScrollBar().valueChanged.connect(self._tell)
        self.setAccessibleName(str(_("Preview of the document")))

    # what it shows

    def show_pdf(self, content: bytes) -> None:
        """Show another document, at the place where the last one was."""
        self._number = self._sheets.open(content)

    def show_version(self, version: Version) -> None:
        """Show another version of a document, and what is different in it."""
        self._number = self._sheets.take(version)
        self._opened(self._number, version.sizes)
        for page, (width, image) in version.drawn.items():
            self._keep(page, width, image)
        if version.changed is not None:
            self._bring_into_view(version.changed)

    @property
    def in_view(self) -> list[tuple[int, int]]:
        """The pages that can be seen, each with its width in pixels of the screen."""
        return [(page, self._pixels(place)) for page, place in self._visible()]

    @property
    def is_current(self) -> bool:
        """Whether all that is in view is drawn from the document that was shown last."""
        return self._opened_number == self._number and all(
            self._images.get(page, (0, None))[0] == width for page, width in self.in_view
        )

    @property
    def pages(self) -> int:
        """How many pages the document has."""
        return len(self._sizes)

    @property
    def drawn(self) -> int:
        """How many pages have been drawn so far and are kept."""
        return len(self._images)

    def has_drawn(self, page: int) -> bool:
        """Whether there is a picture of a page, counted from 0."""
        return page in self._images

    def _opened(self, number: int, sizes: Sequence[QSizeF]) -> None:
        if number != self._number:
            return
        self._opened_number = number
        self._sizes = sizes
        self._images = {page: (0, image) for page, (_width, image) in self._images.items() if page < len(sizes)}
        self._arrange()
        self.viewport().update()
        self._tell()

    def _bring_into_view(self, changed: Place) -> None:
        """Turn to a place of the document, unless it is in view."""
        place = self.place(changed.page)
        y = place.top() + changed.top * place.width() / self._sizes[changed.page].width()
        height = self.viewport().height()
        if not 0 <= y <= height - u(20):
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + round(y - height * _REVEALED_AT))

    def _drawn(self, sheet: Sheet) -> None:
        if sheet.document == self._number:
            self._keep(sheet.page, sheet.width, sheet.image)
            self.viewport().update()

    def _keep(self, page: int, width: int, image: QImage) -> None:
        self._images.pop(page, None)
        self._images[page] = (width, image)
        while len(self._images) > _KEPT:
            del self._images[next(iter(self._images))]

    # where pages are

    def place(self, page: int) -> QRectF:
        """Where a page lies in the viewport now."""
        top, size = self._tops[page] - self.verticalScrollBar().value(), self._shown[page]
        left = (self.viewport().width() - size.width()) / 2
        if size.width() > self.viewport().width() - 2 * u(3):
            left = u(3) - self.horizontalScrollBar().value()
        return QRectF(QPointF(left, top), size)

    def _pixels(self, place: QRectF) -> int:
        """How many pixels of the screen a page is wide."""
        return round(place.width() * self.devicePixelRatioF())

    def _arrange(self) -> None:
        bar, view = self.verticalScrollBar(), self.viewport()
        room = max(u(20), min(view.width() - 2 * u(5), u(190))) * self._zoom
        scale = room / max((size.width() for size in self._sizes), default=1.0)
        self._shown = [size * scale for size in self._sizes]
        *self._tops, total = accumulate((size.height() + u(4) for size in self._shown), initial=float(u(4)))
        bar.setRange(0, max(0, int(total) - view.height()))
        bar.setPageStep(view.height())
        widest = max((size.width() for size in self._shown), default=0)
        across = self.horizontalScrollBar()
        across.setRange(0, max(0, int(widest) + 2 * u(3) - view.width()))
        across.setPageStep(view.width())

    def _visible(self) -> list[tuple[int, QRectF]]:
        above = self.verticalScrollBar().value()
        first = max(0, bisect_right(self._tops, above) - 1)
        stop = bisect_right(self._tops, above + self.viewport().height())
        view = QRectF(self.viewport().rect())
        places = ((page, self.place(page)) for page in range(first, stop))
        return [(page, place) for page, place in places if place.intersects(view)]

    def _tell(self) -> None:
        visible = self._visible()
        if visible:
            middle = self.viewport().height() / 2
            page = next((page for page, place in visible if place.bottom() >= middle), visible[-1][0])
            self.turned.emit(page + 1, self.pages)
            self.setAccessibleDescription(str(_("Page {page} of {pages}", page=page + 1, pages=self.pages)))

    # drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), colours().window)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for page, place in self._visible():
            box = place.toAlignedRect()
            painter.fillRect(box, QColor("white"))
            wanted = self._pixels(place)
            drawn, image = self._images.get(page, (0, None))
            if image is not None:
                painter.drawImage(QRectF(box), image)
            if drawn != wanted:
                self._sheets.draw(self._number, page, wanted)
            painter.setPen(QPen(colours().divider))
            painter.drawRect(box.adjusted(-1, -1, 0, 0))
        if self.hasFocus():
            painter.setPen(QPen(colours().accent, 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    # zooming and moving

    def zoom(self, step: int) -> None:
        """Larger (1), smaller (-1), or as wide as there is room (0); the place in the document stays."""
        bar = self.verticalScrollBar()
        part = bar.value() / max(1, bar.maximum())
        at = _ZOOMS.index(min(_ZOOMS, key=lambda known: abs(known - self._zoom)))
        self._zoom = 1.0 if step == 0 else _ZOOMS[max(0, min(len(_ZOOMS) - 1, at + step))]
        self._arrange()
        bar.setValue(round(part * bar.maximum()))
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar, key = self.verticalScrollBar(), event.key()
        jumps = {Qt.Key.Key_Home: -bar.maximum(), Qt.Key.Key_End: bar.maximum()}
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.zoom(-1 if key == Qt.Key.Key_Minus else 1)
        elif key in jumps:
            bar.setValue(bar.value() + jumps[Qt.Key(key)])
        elif key == Qt.Key.Key_Space:
            bar.setValue(bar.value() + bar.pageStep())
        else:
            super().keyPressEvent(event)
