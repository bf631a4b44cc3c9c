"""A chart as a picture, for Word and for the window: the same drawing as in the PDF, turned into pixels."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from desktop_app.documents.pdfium import ALONE

if TYPE_CHECKING:
    from desktop_app.documents.blocks import Chart

SHARPNESS: Final = 3
"""Pixels to a point: sharp on paper and on dense screens."""


@lru_cache(maxsize=32)
def chart_picture(chart: Chart, language: str, width: float, sharpness: float = SHARPNESS) -> bytes:
    """A chart in PNG, on white.

    Args:
        chart: what it shows.
        language: of the document around it, which says how numbers are written and from which side one reads.
        width: in points.
        sharpness: pixels to a point.
    """
    import pypdfium2

    from desktop_app.documents.pdf import chart_page

    page = chart_page(chart, language, width)
    with ALONE:
        document = pypdfium2.PdfDocument(page)
        try:
            shown = document[0].render(scale=sharpness).to_pil()
        finally:
            document.close()
    target = io.BytesIO()
    shown.quantize(64).save(target, "PNG", optimize=True)
    return target.getvalue()
