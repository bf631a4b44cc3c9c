"""What is still missing, as the last section of a document: for those who are to complete it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop_app.documents.blocks import Heading, Listing, rich
from desktop_app.documents.marks import opened
from desktop_app.language import _, direction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop_app.documents.blocks import Document
    from desktop_app.records.gaps import Gap


def with_annex(document: Document, gaps: Sequence[Gap]) -> Document:
    """The document with what is missing at its end; itself where nothing is."""
    if not gaps:
        return document
    base = direction(document.language)
    lines = tuple(opened(rich(gap.sentence.within(document.language)), base) for gap in gaps)
    heading = Heading(1, rich(_("Annex: what is still missing").within(document.language)))
    return replace(document, blocks=(*document.blocks, heading, Listing(lines)))
