"""What a document wears: its page, its styles, and what stands above and below the text. Ours, or a template's."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE

from desktop_app.documents.word import furniture
from desktop_app.documents.word.look import OURS, Layout, twips
from desktop_app.documents.word.looks import LOOKS, Look
from desktop_app.documents.word.markup import Markup, element
from desktop_app.documents.word.numbering import numbering
from desktop_app.documents.word.package import relation
from desktop_app.documents.word.runs import Story
from desktop_app.documents.word.settings import settings
from desktop_app.documents.word.styles import styles
from desktop_app.documents.word.theme import font_table, theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop_app.documents.blocks import Document, Furniture
    from desktop_app.documents.word.image import Image

OUTSIDE: Final = 1_000_000
"""The number of the first picture outside the text."""


TYPES: Final = {
    "header": (CONTENT_TYPE.WML_HEADER, RELATIONSHIP_TYPE.HEADER),
    "footer": (CONTENT_TYPE.WML_FOOTER, RELATIONSHIP_TYPE.FOOTER),
}
"""What a package calls headers and footers."""
_PAGES: Final = ("first", "default", "even")


@dataclass(frozen=True, slots=True)
class Side:
    """A header or a footer, and the sort of pages that it stands on."""

    kind: Literal["header", "footer"]
    pages: str
    content: bytes
    images: Sequence[Image] = ()
    own: bytes = b""
    """What of it is ours, whose height is not known yet;"""
    theirs: float = 0.0
    """and how high the rest is, in points."""
    bare: bool = False
    """Whether it is for pages without the watermark of the others."""

    @property
    def name(self) -> str:
        """The name of its part."""
        return f"{self.kind}{_PAGES.index(self.pages) + 1}{'bare' if self.bare else ''}"

    def stands(self, *, first: bool, marked: bool) -> bool:
        """Whether it stands in a section: the document's first one or not, with the watermark or without."""
        if self.pages == "first":
            return first
        return self.kind == "footer" or self.bare != marked


@dataclass(frozen=True)
class Dress:
    """All parts of a Word file but its text."""

    layout: Layout
    looks: tuple[Look, ...]
    """The measures of its paragraph styles."""
    styles: bytes
    numbering: bytes
    settings: bytes
    fonts: bytes
    theme: bytes
    sides: tuple[Side, ...]
    sideways: bool = False
    borders: Markup = Markup("")
    """Around the page."""

    def section(self, *, rtl: bool, first: bool = True, marked: bool = True) -> Markup:
        """The page of a section, and which header and footer stand where.

        Args:
            rtl: whether its text runs from the right.
            first: whether it is the document's first one.
            marked: whether the document's watermark stands on its pages.
        """
        layout = self.layout
        references = [
            element(f"w:{side.kind}Reference", w_type=side.pages, r_id=relation(side.name))
            for side in self.sides
            if side.stands(first=first, marked=marked)
        ]
        turned = {"w_orient": "landscape"} if self.sideways else {}
        size = element("w:pgSz", w_w=twips(layout.width), w_h=twips(layout.height), **turned)
        margins = element(
            "w:pgMar",
            w_top=twips(layout.top),
            w_right=twips(layout.right),
            w_bottom=twips(layout.bottom),
            w_left=twips(layout.left),
            w_header=twips(layout.header),
            w_footer=twips(layout.footer),
            w_gutter=0,
        )
        direction = [element("w:bidi")] if rtl else []
        title = [element("w:titlePg")] if first else []
        return element("w:sectPr", *references, size, margins, self.borders, *title, *direction)


def without_mark(outside: Furniture) -> Furniture:
    """What stands outside the text on the pages without a watermark."""
    return replace(outside, watermark="")


def ours(document: Document) -> Dress:
    """Our own."""
    language, outside, bare = document.language, document.furniture, without_mark(document.furniture)
    head, plain = Story(language, "Logo", notes=None, numbered_from=OUTSIDE), Story(language, "", notes=None)
    cover = outside if outside.cover_marked else bare
    first = furniture.headed(furniture.first_header(head, document.letterhead, cover))
    usual = furniture.headed(furniture.running_header(plain, outside, 2))
    feet = {
        pages: furniture.footed(furniture.footer(plain, outside, first=pages == "first"))
        for pages in ("first", "default")
    }
    sides: tuple[Side, ...] = (
        Side("header", "first", first, head.images, own=first),
        Side("header", "default", usual, own=usual),
        *(Side("footer", pages, foot, own=foot) for pages, foot in feet.items()),
    )
    if document.is_partly_marked:
        plainer = furniture.headed(furniture.running_header(plain, bare, 3))
        sides = (*sides, Side("header", "default", plainer, own=plainer, bare=True))
    return Dress(OURS, LOOKS, styles(language), numbering(), settings(language), font_table(), theme(), sides)
