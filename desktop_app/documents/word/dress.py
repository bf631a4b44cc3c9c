"""What a document wears: its page, its styles, and what stands above and below the text. Ours, or a template's."""

from __future__ import annotations

from dataclasses import dataclass
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

    from desktop_app.documents.blocks import Document
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

    @property
    def name(self) -> str:
        """The name of its part."""
        return f"{self.kind}{_PAGES.index(self.pages) + 1}"


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

    def section(self, *, rtl: bool) -> Markup:
        """The page, and which header and footer stand where."""
        layout = self.layout
        references = [
            element(f"w:{side.kind}Reference", w_type=side.pages, r_id=relation(side.name)) for side in self.sides
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
        return element("w:sectPr", *references, size, margins, self.borders, element("w:titlePg"), *direction)


def ours(document: Document) -> Dress:
    """Our own."""
    language, outside = document.language, document.furniture
    head, plain = Story(language, "Logo", notes=None, numbered_from=OUTSIDE), Story(language, "", notes=None)
    first = furniture.headed(furniture.first_header(head, document.letterhead, outside))
    usual = furniture.headed(furniture.running_header(plain, outside, 2))
    feet = {
        pages: furniture.footed(furniture.footer(plain, outside, first=pages == "first"))
        for pages in ("first", "default")
    }
    sides = (
        Side("header", "first", first, head.images, own=first),
        Side("header", "default", usual, own=usual),
        *(Side("footer", pages, foot, own=foot) for pages, foot in feet.items()),
    )
    return Dress(OURS, LOOKS, styles(language), numbering(), settings(language), font_table(), theme(), sides)
