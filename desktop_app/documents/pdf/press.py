"""From a document to the bytes of a PDF: lay out, paginate, draw, write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reportlab.pdfbase import pdfdoc

from desktop_app.documents.pdf.charts import ChartStrip, drawing_of
from desktop_app.documents.pdf.composer import Composer
from desktop_app.documents.pdf.file import File, Page
from desktop_app.documents.pdf.flow import Paginator
from desktop_app.documents.pdf.fonts import Fonts
from desktop_app.documents.pdf.furniture import Furniture
from desktop_app.documents.pdf.layout import Layout
from desktop_app.documents.pdf.objects import Raw, Stream, number, text_string
from desktop_app.documents.pdf.properties import information, metadata, outline, output_intent
from desktop_app.documents.pdf.sheet import Link, Sheet
from desktop_app.documents.pdf.style import PAGE_HEIGHT, PAGE_WIDTH, STRONG_RULE
from desktop_app.documents.pdf.tags import Linked
from desktop_app.language import _

if TYPE_CHECKING:
    from desktop_app.documents.blocks import Chart, Document
    from desktop_app.documents.pdf.flow import Frame, PagePlan
    from desktop_app.progress import Progress

_NOTE_RULE: Final = 10.0
_NOTE_RULE_WIDTH: Final = 90.0
_LONGEST_SAID: Final = 1000
_ABOVE_HEADING: Final = 12.0
_AROUND: Final = 1.0


class Press:
    """Makes one PDF of one document."""

    def __init__(self, document: Document, progress: Progress) -> None:
        self._document, self._progress = document, progress
        self._fonts = Fonts()
        self._composer = Composer(self._fonts, document.language)
        self._furniture = Furniture(self._composer, document)

    def pdf(self) -> bytes:
        """The file."""
        strips = Layout(self._composer, self._document.blocks, self._progress).strips()
        self._furniture.set_disclaimer()
        plans = Paginator(self._furniture.room, self._composer.note_lines, _NOTE_RULE).pages(strips)
        sheets = []
        for page, plan in enumerate(plans):
            if page % 16 == 0:
                self._progress.step(page, len(plans), _("Drawing the pages"))
            sheets.append(self._drawn(page, plan, len(plans)))
        self._progress.step(len(plans), len(plans), _("Drawing the pages"))
        return self._written(sheets)

    def _drawn(self, page: int, plan: PagePlan, pages: int) -> Sheet:
        sheet = Sheet(page, PAGE_HEIGHT)
        notes = plan.notes
        notes_top = self._furniture.room(page)[1] - sum(line.height + line.before for line in notes)
        self._furniture.behind(sheet)
        for frame, top, bottom in _frames(plan):
            frame.paint(sheet, top, bottom)
        for strip, top in plan.strips:
            strip.ground(sheet, top)
        if notes:
            left = self._composer.page.start(_NOTE_RULE_WIDTH, self._composer.direction).left
            sheet.rule(left, notes_top - _NOTE_RULE / 3, _NOTE_RULE_WIDTH, STRONG_RULE)
        self._furniture.before_text(sheet)
        for strip, top in plan.strips:
            strip.draw(sheet, top)
        for line in notes:
            notes_top += line.before
            line.draw(sheet, notes_top)
            notes_top += line.height
        self._furniture.after_text(sheet, pages)
        return sheet

    def _written(self, sheets: list[Sheet]) -> bytes:
        file = File()
        tags = self._composer.tags
        tags.content = [sheet.owners for sheet in sheets]
        pages = [Page() for _ in sheets]
        numbers = []
        for page in pages:
            name = file.thisPageName()
            file.addPage(page)
            numbers.append(file.number(name))
        images = self._composer.pictures.write(file)
        fonts = file.add(Raw(self._fonts.write(file)))
        for sheet, page in zip(sheets, pages, strict=True):
            self._fill(file, sheet, page, fonts, images, numbers)
        structure = tags.write(file, numbers)
        catalogue = file.add(Raw(self._catalogue(file, structure, numbers)))
        return file.written(catalogue, file.add(Raw(information(self._document))))

    def _fill(
        self, file: File, sheet: Sheet, page: Page, fonts: str, images: dict[str, str], numbers: list[str]
    ) -> None:
        """Give a page its content, its resources and its links."""
        pictures = "".join(f"/{name} {images[name]}" for name in sorted(sheet.pictures))
        page.MediaBox = f"[0 0 {number(PAGE_WIDTH)} {number(PAGE_HEIGHT)}]"
        page.Resources = f"<</Font {fonts}/XObject<<{pictures}>>>>"
        page.Contents = Stream(sheet.finished())
        page.StructParents = str(sheet.number)
        page.Tabs = pdfdoc.PDFName("S")
        if sheet.links:
            page.Annots = "[" + " ".join(self._link(file, link, sheet, numbers) for link in sheet.links) + "]"

    def _link(self, file: File, link: Link, sheet: Sheet, numbers: list[str]) -> str:
        tags = self._composer.tags
        key = tags.link_key(len(tags.links))
        tags.links.append(link.element)
        bottom = PAGE_HEIGHT - link.top - link.height
        box = " ".join(number(at) for at in (link.left, bottom, link.left + link.width, bottom + link.height))
        reference = file.add(
            Raw(
                f"<</Type/Annot/Subtype/Link/Rect[{box}]/Border[0 0 0]/F 4/StructParent {key}"
                f"/Contents{text_string(link.said[:_LONGEST_SAID])}/Dest{self._destination(link.target, numbers)}>>"
            )
        )
        link.element.kids.append(Linked(sheet.number, reference))
        return reference

    def _destination(self, heading: int, numbers: list[str]) -> str:
        strip = self._composer.headings[heading].strip
        top = min(PAGE_HEIGHT - strip.top + _ABOVE_HEADING, PAGE_HEIGHT)
        return f"[{numbers[strip.page]}/XYZ null {number(top)} null]"

    def _catalogue(self, file: File, structure: str, numbers: list[str]) -> str:
        headings = self._composer.headings
        destinations = {at: self._destination(at, numbers) for at in range(len(headings))}
        outlines = f"/Outlines {outline(file, headings, destinations)}/PageMode/UseOutlines" if headings else ""
        return (
            f"<</Type/Catalog/Pages {file.add(file.Pages)}/StructTreeRoot {structure}/MarkInfo<</Marked true>>"
            f"/Lang{text_string(self._document.language)}/Metadata {file.add(metadata(self._document))}"
            f"/ViewerPreferences<</DisplayDocTitle true>>{output_intent(file)}{outlines}>>"
        )


def _frames(plan: PagePlan) -> list[tuple[Frame, float, float]]:
    """Each frame on a page, the outer ones first, with its top and its bottom."""
    found: dict[Frame, tuple[float, float]] = {}
    for strip, top in plan.strips:
        for frame in strip.frames:
            first = found[frame][0] if frame in found else top
            found[frame] = (first, top + strip.height)
    return [(frame, top, bottom) for frame, (top, bottom) in found.items()]


def lone_chart(chart: Chart, language: str, width: float) -> bytes:
    """A chart alone on a page of its size: what pictures of it are made from."""
    fonts = Fonts()
    composer = Composer(fonts, language)
    drawing = drawing_of(composer, chart, width)
    sheet = Sheet(0, drawing.height + 2 * _AROUND)
    ChartStrip(composer, composer.tags.root.add("Figure"), drawing, 0.0).draw(sheet, _AROUND)
    file, page = File(), Page()
    file.addPage(page)
    page.MediaBox = f"[0 0 {number(width)} {number(sheet.height)}]"
    page.Resources = f"<</Font {file.add(Raw(fonts.write(file)))}>>"
    page.Contents = Stream(sheet.finished())
    catalogue = file.add(Raw(f"<</Type/Catalog/Pages {file.add(file.Pages)}>>"))
    return file.written(catalogue, file.add(Raw("<<>>")))
