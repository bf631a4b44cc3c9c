"""Pages of a PDF as pictures. PDFium is not made for several threads, so one thread makes every call to it."""

from __future__ import annotations

import queue
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QSizeF, Signal
from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from collections.abc import Callable

    import pypdfium2

    Task = Callable[[], None]

_MOST_PIXELS: Final = 24_000_000
"""Of one picture: a page of 4,000 by 6,000 pixels."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A picture of one page."""

    document: int
    page: int
    width: int
    """The width it was asked for, in pixels of the screen."""
    image: QImage


class Sheets(QObject):
    """Opens one document at a time and draws its pages when asked. Signals arrive on the thread of whoever listens."""

    opened = Signal(int, object)
    """The number of a document, and the sizes of its pages in points."""
    drawn = Signal(object)
    """A `Sheet`."""

    def __init__(self) -> None:
        super().__init__()
        self._tasks: queue.SimpleQueue[Task | None] = queue.SimpleQueue()
        self._document: pypdfium2.PdfDocument | None = None
        self._number = 0
        self._wanted: set[tuple[int, int, int]] = set()
        self._thread = threading.Thread(target=self._work, name="pdfium", daemon=True)
        self._thread.start()

    # called by the window

    def open(self, content: bytes) -> int:
        """Take another document; the number by which its pages will be known."""
        self._number += 1
        self._wanted.clear()
        number = self._number
        self._tasks.put(lambda: self._open(number, content))
        return number

    def draw(self, number: int, page: int, width: int) -> None:
        """Ask for a page, so many pixels wide; asked twice, it is drawn once."""
        wanted = (number, page, width)
        if wanted not in self._wanted:
            self._wanted.add(wanted)
            self._tasks.put(lambda: self._draw(number, page, width))

    def stop(self) -> None:
        """Close the document and end the thread."""
        if not self._thread.is_alive():
            return
        self._number += 1  # what is still waiting to be drawn is not wanted any more
        self._tasks.put(self._close)
        self._tasks.put(None)
        self._thread.join(5)

    # on the thread of its own

    def _work(self) -> None:
        while (task := self._tasks.get()) is not None:
            task()

    def _open(self, number: int, content: bytes) -> None:
        import pypdfium2

        self._close()
        if number != self._number:
            return
        self._document = pypdfium2.PdfDocument(content)
        sizes = [QSizeF(*self._document.get_page_size(page)) for page in range(len(self._document))]
        self.opened.emit(number, sizes)

    def _draw(self, number: int, page: int, width: int) -> None:
        if number != self._number or self._document is None or page >= len(self._document):
            return
        loaded = self._document[page]
        across, down = loaded.get_size()
        scale = min(width / across, (_MOST_PIXELS / (across * down)) ** 0.5)
        bitmap = loaded.render(scale=scale, rev_byteorder=True)
        form = {3: QImage.Format.Format_RGB888, 4: QImage.Format.Format_RGBX8888}[bitmap.n_channels]
        image = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, form).copy()
        bitmap.close()
        loaded.close()
        self.drawn.emit(Sheet(number, page, width, image))

    def _close(self) -> None:
        if self._document is not None:
            self._document.close()
            self._document = None
