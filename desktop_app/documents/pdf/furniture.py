"""What stands on a page outside the text: letterhead, running title, symbol and page, watermark, disclaimer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop_app.documents.blocks import Run, Tone
from desktop_app.documents.pdf.objects import text_string
from desktop_app.documents.pdf.style import (
    ACCENT,
    AUTHORITY,
    AUTHORITY_BODY,
    BOTTOM,
    FURNITURE,
    PAGE_HEIGHT,
    RULE,
    SIDE,
    TEXT_WIDTH,
    TOP,
    Text,
)
from desktop_app.documents.pdf.watermark import watermark_path
from desktop_app.documents.text.clean import one_line

if TYPE_CHECKING:
    from desktop_app.documents.blocks import Document
    from desktop_app.documents.pdf.composer import Composer
    from desktop_app.documents.pdf.sheet import Sheet
    from desktop_app.documents.pdf.strips import LineStrip
    from desktop_app.documents.pdf.tags import Element

_HEAD_TOP: Final = 34.0
_FOOT_TOP: Final = PAGE_HEIGHT - 46.0
_LETTERHEAD_TOP: Final = 44.0
_LETTERHEAD_AFTER: Final = 26.0
_LOGO_HEIGHT: Final = 50.0
_LOGO_WIDTH: Final = 130.0
_DRAFT: Final = Text(9, 12, bold=True, tone=Tone.WARNING)
_DISCLAIMER: Final = Text(8, 11, tone=Tone.MUTED)
_LONGEST_TEXT: Final = 400
"""Characters of a running title and its like that are looked at."""
_MOST_LINES: Final = 5
"""Lines of the authority's name and of its body's in the letterhead: what is longer is no name."""
_MOST_DISCLAIMER: Final = 30
_LONGEST: Final = 0.6
"""The share of a line that a running title or a symbol may take."""


class Furniture:
    """Draws the furniture of each page, and says how much room it leaves."""

    def __init__(self, composer: Composer, document: Document) -> None:
        self._composer, self._document = composer, document
        furniture = document.furniture
        self._running_title = self._shortened(furniture.running_title, FURNITURE)
        self._symbol = self._shortened(furniture.symbol, FURNITURE)
        self._page_of = one_line(furniture.page_of[:_LONGEST_TEXT])
        self._watermark_text = self._shortened(furniture.watermark, _DRAFT)
        self.cover_marked = furniture.cover_marked
        """Whether the watermark stands on the first page too."""
        self._letterhead: list[tuple[LineStrip, float]] = []
        self._logo: tuple[str, Element, float, float] | None = None
        self._draft: LineStrip | None = None
        self._first_top = TOP
        self._set_head()
        self._disclaimer: list[LineStrip] = []
        self._end: Element | None = None
        self.pages = 0
        """How many pages there are, once it is known."""
        self._watermark = watermark_path(composer, self._watermark_text)

    def set_disclaimer(self) -> None:
        """Set the disclaimer, which takes room on the first page."""
        said = self._document.furniture.disclaimer
        if said:
            composer = self._composer
            self._end = composer.tags.apart("Disclaimer")
            lines = composer.lines(self._end, (Run(said),), _DISCLAIMER, composer.page, towards=composer.direction)
            self._disclaimer = lines[:_MOST_DISCLAIMER]

    def close(self) -> None:
        """Let the disclaimer be read after everything else, although it stands on the first page."""
        if self._end is not None:
            self._composer.tags.root.take(self._end)

    def room(self, page: int) -> tuple[float, float]:
        """The top and the bottom of the text on a page."""
        if page:
            return TOP, PAGE_HEIGHT - BOTTOM
        below = sum(line.height for line in self._disclaimer) + (10 if self._disclaimer else 0)
        return self._first_top, PAGE_HEIGHT - BOTTOM - below

    def behind(self, sheet: Sheet, *, marked: bool) -> None:
        """Draw what lies behind the text: the watermark, on a page that is ``marked``, and the rules."""
        if self._watermark and marked:
            sheet.outline(*self._watermark)
        if sheet.number == 0:
            if self._letterhead:
                sheet.rule(SIDE, self._first_top - _LETTERHEAD_AFTER, TEXT_WIDTH, ACCENT, 1.5)
            if self._disclaimer:
                height = sum(line.height for line in self._disclaimer)
                sheet.rule(SIDE, PAGE_HEIGHT - BOTTOM - height - 5, TEXT_WIDTH, RULE)
        else:
            sheet.rule(SIDE, _HEAD_TOP + 17, TEXT_WIDTH, RULE)
        sheet.rule(SIDE, _FOOT_TOP - 6, TEXT_WIDTH, RULE)

    def before_text(self, sheet: Sheet, *, marked: bool) -> None:
        """Draw what is read before the text of a page."""
        if sheet.number == 0:
            if self._draft is not None:
                self._draft.draw(sheet, _HEAD_TOP - 12)
            if self._logo is not None:
                self._draw_logo(sheet)
            for line, top in self._letterhead:
                line.draw(sheet, top)
            return
        self._at_start(sheet, self._running_title, FURNITURE, _HEAD_TOP)
        if marked:
            self._at_end(sheet, self._watermark_text, _DRAFT, _HEAD_TOP)

    def after_text(self, sheet: Sheet) -> None:
        """Draw what is read after the text of a page."""
        if sheet.number == 0:
            top = PAGE_HEIGHT - BOTTOM - sum(line.height for line in self._disclaimer)
            for line in self._disclaimer:
                line.draw(sheet, top)
                top += line.height
        self._at_start(sheet, self._symbol, FURNITURE, _FOOT_TOP)
        sheet.later(self._draw_number)

    def _draw_number(self, sheet: Sheet) -> None:
        said = self._page_of.replace("{page}", str(sheet.number + 1)).replace("{pages}", str(self.pages))
        self._at_end(sheet, said, FURNITURE, _FOOT_TOP)

    def _at_start(self, sheet: Sheet, said: str, text: Text, top: float) -> None:
        self._draw_furniture(sheet, said, text, top, right=self._composer.direction == "rtl")

    def _at_end(self, sheet: Sheet, said: str, text: Text, top: float) -> None:
        self._draw_furniture(sheet, said, text, top, right=self._composer.direction == "ltr")

    def _draw_furniture(self, sheet: Sheet, said: str, text: Text, top: float, *, right: bool) -> None:
        if not said:
            return
        left = SIDE + TEXT_WIDTH - self._composer.width(said, text) if right else SIDE
        sheet.artifact = "Pagination"
        sheet.line(None, left, top + text.baseline, self._composer.line(said, text))
        sheet.artifact = "Layout"

    def _shortened(self, said: str, text: Text) -> str:
        """A text that fits its place, with an ellipsis where it was cut."""
        room = TEXT_WIDTH * _LONGEST
        said = one_line(said[:_LONGEST_TEXT])
        if self._composer.width(said, text) <= room:
            return said
        while said and self._composer.width(said + "…", text) > room:
            said = said[: -max(1, len(said) // 20)]
        return said.rstrip() + "…"

    def _set_head(self) -> None:
        """Set what stands at the head of the first page, in the order in which it is read."""
        composer, document = self._composer, self._document
        watermark = self._watermark_text
        if watermark and self.cover_marked:
            element = composer.tags.root.add("P")
            measure = composer.page
            lines = composer.lines(element, (Run(watermark),), _DRAFT, measure, align="end", towards=composer.direction)
            self._draft = lines[0]
        head = document.letterhead
        if head is None:
            return
        element = composer.tags.root.add("Letterhead")
        measure = composer.page
        if head.logo:
            name, image = composer.pictures.of(head.logo)
            if image is not None:
                scale = min(_LOGO_HEIGHT / image.height, _LOGO_WIDTH / image.width)
                width, height = image.width * scale, image.height * scale
                figure = element.add("Figure", entries=f"/Alt{text_string(one_line(head.authority))}")
                self._logo = name, figure, width, height
                measure = measure.indented(width + 16, composer.direction)
        top = _LETTERHEAD_TOP
        for said, text in ((head.authority, AUTHORITY), (head.body, AUTHORITY_BODY)):
            if not said:
                continue
            lines = composer.lines(element.add("P"), (Run(said),), text, measure, towards=composer.direction)
            for line in lines[:_MOST_LINES]:
                self._letterhead.append((line, top))
                top += line.height
        logo = self._logo[3] if self._logo else 0.0
        text_height = top - _LETTERHEAD_TOP
        if logo > text_height:
            shift = (logo - text_height) / 2
            self._letterhead = [(line, at + shift) for line, at in self._letterhead]
        self._first_top = _LETTERHEAD_TOP + max(text_height, logo) + 9 + _LETTERHEAD_AFTER

    def _draw_logo(self, sheet: Sheet) -> None:
        assert self._logo is not None
        name, figure, width, height = self._logo
        place = self._composer.page.start(width, self._composer.direction)
        sheet.picture(figure, name, place.left, _LETTERHEAD_TOP, width, height)
        bottom = PAGE_HEIGHT - _LETTERHEAD_TOP - height
        figure.attributes = (
            f"<</O/Layout/Placement/Block/BBox[{place.left:.2f} {bottom:.2f}"
            f" {place.left + width:.2f} {bottom + height:.2f}]>>"
        )
