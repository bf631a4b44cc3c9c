"""Versions of what is being written, as pictures: of each, only the pages that look otherwise are drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSizeF

from desktop_app.documents.pdf.proofs import PAGE_SIZE, Proofs
from ui.documents.sheets import Pdf

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QImage

    from desktop_app.documents.blocks import Document
    from desktop_app.documents.pdf.proofs import Place, Proof
    from desktop_app.progress import Progress

_KEPT: Final = 8
"""Pictures that the next version may show again; two screens."""


class Version:
    """One version, a `Source`."""

    def __init__(self, versions: Versions, document: Document, proof: Proof, changed: Place | None) -> None:
        self._versions, self.proof = versions, proof
        self.document: Final = document
        self.changed: Final = changed
        """Where the first block begins that the version before had not."""
        self.sizes: Final = [QSizeF(*PAGE_SIZE)] * len(proof)
        self.drawn: Mapping[int, tuple[int, QImage]] = {}
        """The pages that were drawn when it was made, each with the width it was asked for."""

    def draw(self, page: int, width: int) -> QImage | None:
        """A page of it, while it is the last."""
        look = self.proof.look(page)
        return None if look is None else self._versions.picture(look, width)

    def close(self) -> None:
        """It holds nothing that has to be let go."""


class Versions:
    """Makes the versions of a document in one language."""

    def __init__(self, language: str) -> None:
        self.proofs: Final = Proofs(language)
        self._before: Document | None = None
        self._pictures: dict[tuple[bytes, int], QImage] = {}

    def version(self, document: Document, in_view: Sequence[tuple[int, int]], progress: Progress) -> Version:
        """The document as it is now, with pictures of pages that are likely to be looked at.

        Args:
            document: of the same language as the others.
            in_view: the pages that can be seen, counted from 0, each with its width in pixels.
            progress: the work can be stopped.
        """
        proof = self.proofs.proof(document, progress)
        at = _first_difference(self._before, document)
        self._before = document
        version = Version(self, document, proof, None if at is None else proof.starts[at])
        pages = dict(in_view)
        if version.changed is not None and pages:
            pages.setdefault(version.changed.page, in_view[0][1])
        drawn = ((page, width, version.draw(page, width)) for page, width in pages.items() if page < len(proof))
        version.drawn = {page: (width, image) for page, width, image in drawn if image is not None}
        return version

    def picture(self, look: bytes, width: int) -> QImage:
        """A picture of a page that looks so, of whatever version."""
        found = self._pictures.pop((look, width), None)
        if found is None:
            pdf = Pdf(self.proofs.pdf([look]))
            found = pdf.draw(0, width)
            pdf.close()
        self._pictures[look, width] = found
        while len(self._pictures) > _KEPT:
            del self._pictures[next(iter(self._pictures))]
        return found


def _first_difference(before: Document | None, after: Document) -> int | None:
    """The first of a document's blocks that another version of it had not."""
    if before is None:
        return None
    for at, block in enumerate(after.blocks):
        if at >= len(before.blocks) or before.blocks[at] != block:
            return at
    return None
