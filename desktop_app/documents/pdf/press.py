"""From a document to the bytes of a PDF: lay out, paginate, draw, write."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Final

from desktop_app.documents.pdf.charts import ChartStrip, drawing_of
from desktop_app.documents.pdf.composer import Composer
from desktop_app.documents.pdf.file import File
from desktop_app.documents.pdf.fonts import Fonts
from desktop_app.documents.pdf.layout import Layout
from desktop_app.documents.pdf.objects import dictionary, number, text_string
from desktop_app.documents.pdf.pages import Pages
from desktop_app.documents.pdf.properties import information, metadata, outline, output_intent
from desktop_app.documents.pdf.sheet import Link, Sheet
from desktop_app.documents.pdf.style import PAGE_HEIGHT, PAGE_WIDTH

if TYPE_CHECKING:
    from desktop_app.documents.blocks import Chart, Document
    from desktop_app.documents.pdf.flow import PagePlan
    from desktop_app.progress import Progress

_LONGEST_SAID: Final = 1000
_ABOVE_HEADING: Final = 12.0
_AROUND: Final = 1.0
_USUALLY: Final = gc.get_threshold()
_RARELY: Final = 500_000
"""New objects that outlive others, until circles of garbage are looked for among them."""


class Press:
    """Makes one PDF of one document."""

    def __init__(self, document: Document, progress: Progress) -> None:
        self._document, self._progress = document, progress
        self._fonts = Fonts()
        self._composer = Composer(self._fonts, document.language)
        self._pages = Pages(self._composer, document)

    def pdf(self) -> bytes:
        """The file."""
        layout = Layout(self._composer, self._document.blocks, self._progress)
        sheets = [self._drawn(page, plan) for page, plan in enumerate(self._pages.plans(layout))]
        self._pages.close(len(sheets))
        return self._written(sheets)

    def _drawn(self, page: int, plan: PagePlan) -> Sheet:
        sheet = Sheet(page, PAGE_HEIGHT)
        self._pages.draw(sheet, plan)
        sheet.put_away()
        return sheet

    def _written(self, sheets: list[Sheet]) -> bytes:
        file = File()
        tags = self._composer.tags
        tags.begin(file)
        first = file.reserve(len(sheets))
        numbers = [f"{first + at} 0 R" for at in range(len(sheets))]
        contents = [file.add_written(sheet.finished()) for sheet in sheets]
        tags.content = [sheet.owners for sheet in sheets]
        images = self._composer.pictures.write(file)
        fonts = file.add(self._fonts.write(file))
        tree = file.reserve()
        for sheet, content in zip(sheets, contents, strict=True):
            pictures = "".join(f"/{name} {images[name]}" for name in sorted(sheet.pictures))
            links = " ".join([self._link(file, link, sheet, numbers) for link in sheet.links])
            page = (
                f"<</Type/Page/Parent {tree} 0 R/MediaBox[0 0 {number(PAGE_WIDTH)} {number(PAGE_HEIGHT)}]"
                f"/Resources<</Font {fonts}/XObject<<{pictures}>>>>/Contents {content}"
                f"/StructParents {sheet.number}/Tabs/S{f'/Annots[{links}]' if links else ''}>>"
            )
            file.put([(first + sheet.number, page)])
        file.put([(tree, f"<</Type/Pages/Count {len(sheets)}/Kids[{' '.join(numbers)}]>>")])
        structure = tags.write(file, numbers)
        catalogue = file.add(self._catalogue(file, f"{tree} 0 R", structure, numbers))
        return file.finished(catalogue, file.add(information(self._document)))

    def _link(self, file: File, link: Link, sheet: Sheet, numbers: list[str]) -> str:
        tags = self._composer.tags
        key = tags.link_key(len(tags.links))
        tags.links.append(link.element.number)
        bottom = PAGE_HEIGHT - link.top - link.height
        box = " ".join(number(at) for at in (link.left, bottom, link.left + link.width, bottom + link.height))
        written = dictionary(
            {
                "Type": "/Annot",
                "Subtype": "/Link",
                "Rect": f"[{box}]",
                "Border": "[0 0 0]",
                "F": "4",
                "StructParent": str(key),
                "Contents": text_string(link.said[:_LONGEST_SAID]),
                "Dest": self._destination(link.target, numbers),
            }
        )
        reference = file.add(written)
        link.element.link(sheet.number, reference)
        return reference

    def _destination(self, heading: int, numbers: list[str]) -> str:
        strip = self._composer.headings[heading].strip
        top = min(PAGE_HEIGHT - strip.top + _ABOVE_HEADING, PAGE_HEIGHT)
        return f"[{numbers[strip.page]}/XYZ null {number(top)} null]"

    def _catalogue(self, file: File, pages: str, structure: str, numbers: list[str]) -> str:
        headings = self._composer.headings
        destinations = [self._destination(at, numbers) for at in range(len(headings))]
        return dictionary(
            {
                "Type": "/Catalog",
                "Pages": pages,
                "StructTreeRoot": structure,
                "MarkInfo": dictionary({"Marked": "true"}),
                "Lang": text_string(self._document.language),
                "Metadata": metadata(file, self._document),
                "ViewerPreferences": dictionary({"DisplayDocTitle": "true"}),
                "OutputIntents": f"[{output_intent(file)}]",
                "Outlines": outline(file, headings, destinations) if headings else "",
                "PageMode": "/UseOutlines" if headings else "",
            }
        )


def pressed(document: Document, progress: Progress) -> bytes:
    """The document as a PDF.

    Circles of garbage are looked for rarely meanwhile, which took a sixth of the time and found none: a document is a
    hundred thousand objects a second, nearly all of which are gone with the page they are on, and the rest at the end.
    """
    gc.set_threshold(_RARELY, *_USUALLY[1:])
    try:
        return Press(document, progress).pdf()
    finally:
        gc.set_threshold(*_USUALLY)


def lone_chart(chart: Chart, language: str, width: float) -> bytes:
    """A chart alone on a page of its size: what pictures of it are made from."""
    fonts = Fonts()
    composer = Composer(fonts, language)
    drawing = drawing_of(composer, chart, width)
    sheet = Sheet(0, drawing.height + 2 * _AROUND)
    ChartStrip(composer, composer.tags.root.add("Figure"), drawing, 0.0).draw(sheet, _AROUND)
    file = File()
    content = file.add_written(sheet.finished())
    return file.bare([content], f"<</Font {file.add(fonts.write(file))}>>", width, sheet.height)
