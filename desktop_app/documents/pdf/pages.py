"""The pages of one document: where each begins, and what is drawn on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop_app.documents.pdf.flow import Paginator
from desktop_app.documents.pdf.furniture import Furniture
from desktop_app.documents.pdf.style import STRONG_RULE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop_app.documents.blocks import Document
    from desktop_app.documents.pdf.composer import Composer
    from desktop_app.documents.pdf.flow import Frame, PagePlan
    from desktop_app.documents.pdf.layout import Layout
    from desktop_app.documents.pdf.sheet import Sheet

_NOTE_RULE: Final = 10.0
_NOTE_RULE_WIDTH: Final = 90.0


class Pages:
    """Plans the pages of a document, and draws them."""

    def __init__(self, composer: Composer, document: Document) -> None:
        self._composer = composer
        self._furniture = Furniture(composer, document)

    def plans(self, layout: Layout) -> Iterator[PagePlan]:
        """What stands on each page, as soon as it is full."""
        self._furniture.set_disclaimer()
        furniture, notes = self._furniture, self._composer.note_lines
        yield from Paginator(furniture.room, notes, _NOTE_RULE, marked=furniture.cover_marked).pages(layout.strips())

    def close(self, count: int) -> None:
        """All pages are planned: so many."""
        self._furniture.pages = count
        self._furniture.close()

    def draw(self, sheet: Sheet, plan: PagePlan) -> None:
        """Draw a page, but for what is known only once all are planned: the sheet has a place for that."""
        notes = plan.notes
        notes_top = self._furniture.room(sheet.number)[1] - sum(line.height + line.before for line in notes)
        self._furniture.behind(sheet, marked=plan.marked)
        for frame, top, bottom in _frames(plan):
            frame.paint(sheet, top, bottom)
        for strip, top in plan.strips:
            strip.ground(sheet, top)
        if notes:
            left = self._composer.page.start(_NOTE_RULE_WIDTH, self._composer.direction).left
            sheet.rule(left, notes_top - _NOTE_RULE / 3, _NOTE_RULE_WIDTH, STRONG_RULE)
        self._furniture.before_text(sheet, marked=plan.marked)
        for strip, top in plan.strips:
            strip.draw(sheet, top)
        for line in notes:
            notes_top += line.before
            line.draw(sheet, notes_top)
            notes_top += line.height
        self._furniture.after_text(sheet)


def _frames(plan: PagePlan) -> list[tuple[Frame, float, float]]:
    """Each frame on a page, the outer ones first, with its top and its bottom."""
    found: dict[Frame, tuple[float, float]] = {}
    for strip, top in plan.strips:
        for frame in strip.frames:
            first = found[frame][0] if frame in found else top
            found[frame] = (first, top + strip.height)
    return [(frame, top, bottom) for frame, (top, bottom) in found.items()]
