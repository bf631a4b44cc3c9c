"""Version after version of one document, as fast as somebody types, written as far as it is looked at.

Every version is laid out whole, so that its pages are those of the document; but what did not change is not set
again, and a page is drawn when somebody asks for it. It is to be looked at: nothing says how it is read.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Final, NamedTuple

from desktop_app.documents.pdf.composer import Composer
from desktop_app.documents.pdf.file import File
from desktop_app.documents.pdf.flow import NewPage
from desktop_app.documents.pdf.fonts import Fonts
from desktop_app.documents.pdf.galleys import GalleyLayout
from desktop_app.documents.pdf.objects import stream
from desktop_app.documents.pdf.pages import Pages
from desktop_app.documents.pdf.sheet import Sheet
from desktop_app.documents.pdf.style import PAGE_HEIGHT, PAGE_WIDTH
from desktop_app.documents.pdf.typesetting import Piece, Typesetter
from desktop_app.language import direction
from desktop_app.progress import SILENT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop_app.documents.blocks import Document
    from desktop_app.documents.pdf.flow import PagePlan
    from desktop_app.documents.pdf.galleys import Galley
    from desktop_app.documents.pdf.lines import Line
    from desktop_app.documents.pdf.tags import Element
    from desktop_app.documents.text.bidi import Base
    from desktop_app.language import Direction
    from desktop_app.progress import Progress

PAGE_SIZE: Final = (PAGE_WIDTH, PAGE_HEIGHT)
"""Of every page, in points."""
_MOST_KEPT: Final = 4096
"""Paragraphs whose lines are kept."""


class Place(NamedTuple):
    """Where something begins: the page, counted from 0, and how far below its top, in points."""

    page: int
    top: float


class Proof:
    """One version. Any thread may ask for its pages until another version is begun."""

    def __init__(self, proofs: Proofs, pages: Pages, plans: Sequence[PagePlan], starts: Sequence[Place]) -> None:
        self._proofs, self._pages, self._plans = proofs, pages, plans
        self.starts: Final = starts
        """Where each of the document's blocks begins; one that has nothing to show, where the one before it does."""

    def __len__(self) -> int:
        """How many pages it has."""
        return len(self._plans)

    def look(self, page: int) -> bytes | None:
        """What draws a page, counted from 0: equal bytes look equal in all versions. None if it is too late."""
        with self._proofs.lock:
            if not self._proofs.is_last(self):
                return None
            sheet = _Glanced(page, PAGE_HEIGHT)
            self._pages.draw(sheet, self._plans[page])
            return sheet.operators()


class Proofs:
    """Makes the versions of a document in one language, one at a time."""

    def __init__(self, language: str) -> None:
        self.language: Final = language
        self.lock: Final = threading.RLock()
        """Held by whoever lays out or draws: letters are numbered where they are first used."""
        self._fonts: Final = Fonts()
        self._composer: Final = Composer(self._fonts, language, _Remembering(self._fonts, direction(language)))
        self._galleys: list[Galley] = []
        self._last: Proof | None = None
        self._begun = File()
        self._resources = ""
        self._counted = (-1, -1)
        """How many letters and pictures the file that was begun holds."""

    def proof(self, document: Document, progress: Progress = SILENT) -> Proof:
        """The document as it is now.

        Raises:
            Cancelled: the person asked to stop.
        """
        assert document.language == self.language
        with self.lock:
            self._last = None
            self._composer.begin_again()
            pages = Pages(self._composer, document)
            layout = GalleyLayout(self._composer, document.blocks, progress, self._galleys)
            plans = list(pages.plans(layout))
            pages.close(len(plans))
            self._galleys = layout.galleys
            self._last = Proof(self, pages, plans, list(_starts(layout.galleys)))
            return self._last

    def is_last(self, proof: Proof) -> bool:
        """Whether no other version was begun after it."""
        return proof is self._last

    def pdf(self, looks: Sequence[bytes]) -> bytes:
        """A PDF of pages that look so, of whatever versions; it may hold letters that are on none of them."""
        with self.lock:
            counted = (self._fonts.letters, len(self._composer.pictures))
            if counted != self._counted:
                self._begun, self._counted = File(), counted
                images = "".join(f"/{n} {at}" for n, at in self._composer.pictures.write(self._begun).items())
                self._resources = f"<</Font {self._begun.add(self._fonts.write(self._begun))}/XObject<<{images}>>>>"
            file = self._begun.copy()
            contents = [file.add_written(stream(look, compressed_already=True)) for look in looks]
            return file.bare(contents, self._resources, *PAGE_SIZE)


def _starts(galleys: Sequence[Galley]) -> Iterator[Place]:
    last = Place(0, 0.0)
    for galley in galleys:
        strip = galley.first
        last = last if strip is None or isinstance(strip, NewPage) else Place(strip.page, strip.top)
        yield last


class _Glanced(Sheet):
    """A page of which is not said what is read, and in which order."""

    def mark(self, element: Element | None) -> None:
        """What is drawn next belongs to whatever it may."""


class _Remembering(Typesetter):
    """Keeps the lines of paragraphs: a block that changed still has most of them."""

    def __init__(self, fonts: Fonts, towards: Direction) -> None:
        super().__init__(fonts, towards)
        self._kept: dict[tuple[tuple[Piece, ...], float, Base], Sequence[Line]] = {}

    def lines(self, pieces: Sequence[Piece], width: float, base: Base) -> Sequence[Line]:
        """The lines of a paragraph, set only if no version had it."""
        key = (tuple(pieces), width, base)
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) == _MOST_KEPT:
                self._kept.clear()
            found = self._kept[key] = super().lines(pieces, width, base)
        return found
