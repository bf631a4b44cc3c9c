"""Version after version of one document, as fast as somebody types: what did not change is not set again."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from desktop_app.documents.pdf.composer import Composer
from desktop_app.documents.pdf.flow import NewPage
from desktop_app.documents.pdf.fonts import Fonts
from desktop_app.documents.pdf.press import Press
from desktop_app.documents.pdf.typesetting import Piece, Typesetter
from desktop_app.language import direction
from desktop_app.progress import SILENT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop_app.documents.blocks import Document
    from desktop_app.documents.pdf.flow import Strip
    from desktop_app.documents.pdf.lines import Line
    from desktop_app.documents.text.bidi import Base
    from desktop_app.language import Direction
    from desktop_app.progress import Progress


class Place(NamedTuple):
    """Where something begins: the page, counted from 0, and how far below its top, in points."""

    page: int
    top: float


class Proof(NamedTuple):
    """One version."""

    content: bytes
    """A PDF to be looked at; it may hold letters of earlier versions."""
    starts: tuple[Place, ...]
    """Where each of the document's blocks begins; one that has nothing to show, where the one before it does."""


class Proofs:
    """Makes the versions of a document in one language, one at a time."""

    def __init__(self, language: str) -> None:
        self.language = language
        fonts = Fonts()
        self._typesetter = _Remembering(fonts, direction(language))
        self._composer = Composer(fonts, language, self._typesetter)

    def proof(self, document: Document, progress: Progress = SILENT) -> Proof:
        """The document as it is now.

        Raises:
            Cancelled: the person asked to stop.
        """
        assert document.language == self.language
        self._typesetter.begin()
        self._composer = self._composer.again()
        press = Press(document, progress, self._composer)
        first: list[Strip | None] = []
        content = press.pdf(first)
        starts: list[Place] = []
        for strip in first:
            last = starts[-1] if starts else Place(0, 0.0)
            starts.append(last if strip is None or isinstance(strip, NewPage) else Place(strip.page, strip.top))
        return Proof(content, tuple(starts))


class _Remembering(Typesetter):
    """Keeps the lines of the paragraphs of this version and of the one before it."""

    def __init__(self, fonts: Fonts, towards: Direction) -> None:
        super().__init__(fonts, towards)
        self._now: dict[tuple[tuple[Piece, ...], float, Base], Sequence[Line]] = {}
        self._before = self._now

    def begin(self) -> None:
        """Begin another version."""
        self._before, self._now = self._now, {}

    def lines(self, pieces: Sequence[Piece], width: float, base: Base) -> Sequence[Line]:
        """The lines of a paragraph, set only if neither version had it."""
        key = (tuple(pieces), width, base)
        found = self._now.get(key) or self._before.get(key) or super().lines(pieces, width, base)
        self._now[key] = found
        return found
