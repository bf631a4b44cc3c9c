"""A document as a PDF: tagged for those who hear it, shaped and ordered for every script, the same bytes each time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.progress import SILENT

if TYPE_CHECKING:
    from desktop_app.documents.blocks import Chart, Document
    from desktop_app.progress import Progress


def render(document: Document, progress: Progress = SILENT) -> bytes:
    """The document as a PDF (1.7, declared PDF/UA-1).

    The same document gives the same bytes. What draws it is imported here, when it is first needed.

    Raises:
        Cancelled: the person asked to stop.
    """
    from desktop_app.documents.pdf.press import pressed

    return pressed(document, progress)


def chart_page(chart: Chart, language: str, width: float) -> bytes:
    """A chart alone, as a PDF of one page of its own size."""
    from desktop_app.documents.pdf.press import lone_chart

    return lone_chart(chart, language, width)
