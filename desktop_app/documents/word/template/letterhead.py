"""What stands above and below the text of a document on a template: the template's own, and our furniture with it.

Ours comes nearest to the text: below the template's head, above its foot. The word across the page and the line that
says it in letters are on every page whatever the template holds; the number of the page is left out where the
template counts its pages itself.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING, Final, Literal

from lxml import etree

from desktop_app.documents.word import furniture
from desktop_app.documents.word.dress import OUTSIDE, Side, without_mark
from desktop_app.documents.word.look import twips
from desktop_app.documents.word.markup import NOTHING, element
from desktop_app.documents.word.runs import Story
from desktop_app.documents.word.tables import EMPTY
from desktop_app.documents.word.template.names import WP, A, V, W, head_of, is_on, property_of, value
from desktop_app.documents.word.template.placing import Placing
from desktop_app.documents.word.template.wardrobe import move, written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop_app.documents.blocks import Document
    from desktop_app.documents.word.look import Layout
    from desktop_app.documents.word.markup import Markup
    from desktop_app.documents.word.template.outside import Outside
    from desktop_app.documents.word.template.reading import Template
    from desktop_app.documents.word.template.wardrobe import Wardrobe

_LAST: Final = element("w:p", element("w:pPr", element("w:spacing", w_after=0, w_line=20, w_lineRule="exact")))
"""A paragraph of hardly any height."""
_APART: Final = 4.0
"""Points between our foot and the template's, which often begins with a rule."""
_THEIRS: Final = OUTSIDE + 100
"""The number of the first picture that is a template's."""


def sides(template: Template, document: Document, wardrobe: Wardrobe, layout: Layout) -> tuple[Side, ...]:
    """The headers and footers of a document on a template."""
    return tuple(_Sides(template, document, wardrobe, layout).all())


class _Sides:
    """The headers and footers of one document."""

    def __init__(self, template: Template, document: Document, wardrobe: Wardrobe, layout: Layout) -> None:
        self._template, self._document, self._wardrobe, self._layout = template, document, wardrobe, layout
        self._head = Story(document.language, "Logo", notes=None, numbered_from=OUTSIDE, layout=layout)
        self._plain = Story(document.language, "", notes=None, layout=layout)
        self._numbers = count(_THEIRS)

    def all(self) -> Iterator[Side]:
        """Those of the first page, of usual pages and, where they differ, of even ones."""
        for number, pages in enumerate(
            ("first", "default", "even") if self._template.even else ("first", "default"), 1
        ):
            head, foot = self._template.headers.get(pages), self._template.footers.get(pages)
            yield self._header(pages, number, head)
            if pages != "first" and self._document.is_partly_marked:
                yield self._header(pages, number, head, bare=True)
            counted = any(side is not None and side.numbered for side in (head, foot))
            outside = self._document.furniture
            own = furniture.footer(self._plain, outside, first=pages == "first", numbered=not counted)
            yield self._side("footer", pages, own, foot)

    def _header(self, pages: str, number: int, theirs: Outside | None, *, bare: bool = False) -> Side:
        outside = self._document.furniture
        if bare or (pages == "first" and not outside.cover_marked):
            outside = without_mark(outside)
        if pages != "first":
            own = furniture.running_header(self._plain, outside, number)
        elif not self._template.has_letterhead:
            content = furniture.headed(furniture.first_header(self._head, self._document.letterhead, outside))
            return Side("header", pages, content, self._head.images, own=content)
        else:
            own = furniture.draft_line(self._plain, outside, number) if outside.watermark else NOTHING
        return replace(self._side("header", pages, own, theirs), bare=bare)

    def _side(self, kind: Literal["header", "footer"], pages: str, own: Markup, theirs: Outside | None) -> Side:
        around = furniture.headed if kind == "header" else furniture.footed
        if theirs is None or theirs.blank:
            content = around(own or EMPTY)
            return Side(kind, pages, content, own=content)
        root = theirs.root()
        self._settle(root)
        placing = Placing(root, self._wardrobe.sheet, self._layout, kind)
        mine = etree.fromstring(around(own))
        gap = max(placing.gap(), _APART if kind == "footer" else 0.0) if len(mine) else 0.0
        if gap:
            self._keep_clear(mine, kind, gap)
        height = placing.height + gap
        if kind == "header":
            root.extend(mine)
        else:
            root[0:0] = list(mine)
        if root[-1].tag != f"{W}p":  # what ends with a table must go on
            root.extend(etree.fromstring(around(_LAST)))
        return Side(kind, pages, written(root), theirs.images, own=around(own), theirs=height)

    def _keep_clear(self, mine: etree._Element, kind: str, gap: float) -> None:
        """Keep our lines clear of what the template has put in their place."""
        paragraph, attribute = (mine[0], "before") if kind == "header" else (mine[-1], "after")
        spacing = property_of(head_of(paragraph, "pPr"), "spacing")
        spacing.set(f"{W}{attribute}", str(twips(gap)))

    # the template's part

    def _settle(self, root: etree._Element) -> None:
        """Have what is the template's look as it did there, whatever the document's styles say now."""
        for paragraph in root.iter(f"{W}p"):
            self._settle_paragraph(paragraph)
        self._wardrobe.rename(root, "pStyle", "rStyle", "tblStyle")
        for each in root.iter(f"{W}numId"):
            move(each)
        self._describe(root)

    def _settle_paragraph(self, paragraph: etree._Element) -> None:
        sheet = self._wardrobe.sheet
        properties = head_of(paragraph, "pPr")
        style = sheet.styles.get(value(properties, "pStyle"))
        style = sheet.default() if style is None else style
        if is_on(properties, "bidi") is None:
            property_of(properties, "bidi").set(f"{W}val", "1" if sheet.on(style, "pPr", "bidi") else "0")
        if self._wardrobe.fitting.is_tight:
            spacing = property_of(properties, "spacing")
            if spacing.get(f"{W}after") is None:
                spacing.set(f"{W}after", str(round(sheet.space(style, "after") * 20)))
        for run in paragraph.iter(f"{W}r"):
            if next(run.iterancestors(f"{W}p")) is paragraph:
                self._settle_run(run, style)

    def _settle_run(self, run: etree._Element, around: etree._Element | None) -> None:
        sheet = self._wardrobe.sheet
        properties = head_of(run, "rPr")
        style = sheet.styles.get(value(properties, "rStyle"))
        style = around if style is None else style
        if is_on(properties, "rtl") is None and sheet.on(style, "rPr", "rtl"):
            property_of(properties, "rtl")
        language = properties.find(f"{W}lang")
        for name in ("val", "bidi"):
            said = sheet.said(style, "rPr/lang", name)
            if said and (language is None or language.get(f"{W}{name}") is None):
                language = property_of(properties, "lang")
                language.set(f"{W}{name}", said)

    def _describe(self, root: etree._Element) -> None:
        """Say of each picture what it shows, as far as can be known: whose letterhead it is."""
        head = self._document.letterhead
        said = head.authority if head and head.authority else self._document.title
        for each in root.iter(f"{WP}docPr"):
            each.set("id", str(next(self._numbers)))
            around = each.getparent()
            if not each.get("descr") and around is not None and next(around.iter(f"{A}blip"), None) is not None:
                each.set("descr", said)
        for image in root.iter(f"{V}imagedata"):
            shape = image.getparent()
            if shape is not None and not shape.get("alt"):
                shape.set("alt", said)
