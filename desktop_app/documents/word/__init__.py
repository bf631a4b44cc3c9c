"""A document as a Word file.

The tree of blocks becomes WordprocessingML (ECMA-376) part by part; what it looks like is in named styles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE

from desktop_app.documents.word import furniture
from desktop_app.documents.word.body import body
from desktop_app.documents.word.numbering import numbering
from desktop_app.documents.word.package import Package
from desktop_app.documents.word.runs import Story
from desktop_app.documents.word.settings import footnotes, settings
from desktop_app.documents.word.styles import styles
from desktop_app.documents.word.theme import font_table, theme
from desktop_app.progress import SILENT

if TYPE_CHECKING:
    from desktop_app.documents.blocks import Document
    from desktop_app.progress import Progress


_OUTSIDE: Final = 1_000_000
"""The number of the first picture outside the text."""


def render(document: Document, progress: Progress = SILENT) -> bytes:
    """The document as a Word file (.docx). The same document gives the same bytes.

    Raises:
        Cancelled: the person asked to stop.
    """
    language = document.language
    main = Story(language, "Picture")
    package = Package(body(main, document, progress), main.images)
    package.describe(document)
    package.add("styles", CONTENT_TYPE.WML_STYLES, RELATIONSHIP_TYPE.STYLES, styles(language))
    package.add("numbering", CONTENT_TYPE.WML_NUMBERING, RELATIONSHIP_TYPE.NUMBERING, numbering())
    package.add("settings", CONTENT_TYPE.WML_SETTINGS, RELATIONSHIP_TYPE.SETTINGS, settings(language))
    package.add("fontTable", CONTENT_TYPE.WML_FONT_TABLE, RELATIONSHIP_TYPE.FONT_TABLE, font_table())
    package.add("theme/theme1", CONTENT_TYPE.OFC_THEME, RELATIONSHIP_TYPE.THEME, theme())
    notes = Story(language, "Note picture", notes=None)
    package.add(
        "footnotes", CONTENT_TYPE.WML_FOOTNOTES, RELATIONSHIP_TYPE.FOOTNOTES, footnotes(notes, main.notes or [])
    )
    _add_furniture(package, document)
    return package.written()


def _add_furniture(package: Package, document: Document) -> None:
    outside = document.furniture
    head = Story(document.language, "Logo", notes=None, numbered_from=_OUTSIDE)
    first = furniture.first_header(head, document.letterhead, outside)
    plain = Story(document.language, "Header picture", notes=None)
    headers = ((furniture.FIRST_HEADER, first), (furniture.HEADER, furniture.header(plain, outside)))
    for name, blob in headers:
        images = head.images if name == furniture.FIRST_HEADER else ()
        package.add(name, CONTENT_TYPE.WML_HEADER, RELATIONSHIP_TYPE.HEADER, blob, images)
    for name, is_first in ((furniture.FIRST_FOOTER, True), (furniture.FOOTER, False)):
        blob = furniture.footer(plain, outside, first=is_first)
        package.add(name, CONTENT_TYPE.WML_FOOTER, RELATIONSHIP_TYPE.FOOTER, blob)
