"""Pages as pictures, drawn on a thread of their own when they are asked for."""

from __future__ import annotations

import queue
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QObject, QSizeF, Signal
from PySide6.QtGui import QImage

from desktop_app.documents.pdfium import ALONE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Task = Callable[[], None]

_MOST_PIXELS: Final = 24_000_000
"""Of one picture: a page of 4,000 by 6,000 pixels."""


class Source(Protocol):
    """A document whose pages can be drawn, on any thread."""

    @property
    def sizes(self) -> Sequence[QSizeF]:
        """The sizes of its pages in points."""

    def draw(self, page: int, width: int) -> QImage | None:
        """A page, counted from 0, so many pixels wide; None if the document has been replaced meanwhile."""

    def close(self) -> None:
        """It is not drawn any more."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A picture of one page."""

    document: int
    page: int
    width: int
    """The width it was asked for, in pixels of the screen."""
    image: QImage


class Pdf:
    """A `Source` that is a PDF."""

    def __init__(self, content: bytes) -> None:
        import pypdfium2

        with ALONE:
            self._document: Final = pypdfium2.PdfDocument(content)
            self.sizes: Final = [QSizeF(*self._document.get_page_size(page)) for page in range(len(self._document))]

    def draw(self, page: int, width: int) -> QImage:
        """A page as it is."""
        size = self.sizes[page]
        scale = min(width / size.width(), (_MOST_PIXELS / (size.width() * size.height())) ** 0.5)
        with ALONE:
            loaded = self._document[page]
            bitmap = loaded.render(scale=scale, prefer_bgrx=True)
            form = QImage.Format.Format_RGB32
            image = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, form).copy()
            bitmap.close()
            loaded.close()
        return image

    def close(self) -> None:
        """Let go of the file."""
        with ALONE:
            self._document.close()


class Sheets(QObject):
    """Has one document at a time and draws its pages when asked. Signals arrive on the thread of whoever listens."""

    opened = Signal(int, object)
    """The number of a PDF, and the sizes of its pages in points."""
    drawn = Signal(object)
    """A `Sheet`."""

    def __init__(self) -> None:
        super().__init__()
        self._tasks: queue.SimpleQueue[Task | None] = queue.SimpleQueue()
        self._source: Source | None = None
        self._number = 0
        self._wanted: set[tuple[int, int, int]] = set()
        self._thread = threading.Thread(target=self._work, name="sheets", daemon=True)
        self._thread.start()

    # called by the window

    def open(self, content: bytes) -> int:
        """Take a PDF in place of what there is; the number by which its pages will be known."""
        number = self._next()
        self._tasks.put(lambda: self._open(number, content))
        return number

    def take(self, source: Source) -> int:
        """The same with a document that need not be opened first: its pages can be asked for at once."""
        number = self._next()
        self._tasks.put(lambda: self._replace(source))
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
        self._tasks.put(lambda: self._replace(None))
        self._tasks.put(None)
        self._thread.join(5)

    def _next(self) -> int:
        self._number += 1
        self._wanted.clear()
        return self._number

    # on the thread of its own

    def _work(self) -> None:
        while (task := self._tasks.get()) is not None:
            task()

    def _open(self, number: int, content: bytes) -> None:
        self._replace(None)
        if number == self._number:
            pdf = Pdf(content)
            self._replace(pdf)
            self.opened.emit(number, pdf.sizes)

    def _replace(self, source: Source | None) -> None:
        if self._source is not None:
            self._source.close()
        self._source = source

    def _draw(self, number: int, page: int, width: int) -> None:
        source = self._source
        if number != self._number or source is None or page >= len(source.sizes):
            return
        image = source.draw(page, width)
        if image is not None:
            self.drawn.emit(Sheet(number, page, width, image))
