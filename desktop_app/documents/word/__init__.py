"""A document as a Word file.

The tree of blocks becomes WordprocessingML (ECMA-376) part by part; what it looks like is in named styles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE

from desktop_app.documents.word import furniture
from desktop_app.documents.word.body import Body
from desktop_app.documents.word.look import OURS
from desktop_app.documents.word.looks import LOOKS
from desktop_app.documents.word.numbering import numbering
from desktop_app.documents.word.package import Package
from desktop_app.documents.word.paging import Paging
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
    body = Body(main, document, progress)
    head = Story(language, "Logo", notes=None, numbered_from=_OUTSIDE)
    outside = _furniture(head, document)
    notes = footnotes(Story(language, "", notes=None), main.notes or [])
    if body.has_contents:
        first = (outside[furniture.FIRST_HEADER], outside[furniture.FIRST_FOOTER])
        body.number_pages(Paging(notes, OURS, LOOKS).pages(body.part(), *first))
    package = Package(body.part(), main.images)
    package.describe(document)
    package.add("styles", CONTENT_TYPE.WML_STYLES, RELATIONSHIP_TYPE.STYLES, styles(language))
    package.add("numbering", CONTENT_TYPE.WML_NUMBERING, RELATIONSHIP_TYPE.NUMBERING, numbering())
    package.add("settings", CONTENT_TYPE.WML_SETTINGS, RELATIONSHIP_TYPE.SETTINGS, settings(language))
    package.add("fontTable", CONTENT_TYPE.WML_FONT_TABLE, RELATIONSHIP_TYPE.FONT_TABLE, font_table())
    package.add("theme/theme1", CONTENT_TYPE.OFC_THEME, RELATIONSHIP_TYPE.THEME, theme())
    package.add("footnotes", CONTENT_TYPE.WML_FOOTNOTES, RELATIONSHIP_TYPE.FOOTNOTES, notes)
    for name in (furniture.FIRST_HEADER, furniture.HEADER):
        images = head.images if name == furniture.FIRST_HEADER else ()
        package.add(name, CONTENT_TYPE.WML_HEADER, RELATIONSHIP_TYPE.HEADER, outside[name], images)
    for name in (furniture.FIRST_FOOTER, furniture.FOOTER):
        package.add(name, CONTENT_TYPE.WML_FOOTER, RELATIONSHIP_TYPE.FOOTER, outside[name])
    return package.written()


def _furniture(head: Story, document: Document) -> dict[str, bytes]:
    """The parts of what stands outside the text, by their names."""
    plain, outside = Story(document.language, "", notes=None), document.furniture
    return {
        furniture.FIRST_HEADER: furniture.first_header(head, document.letterhead, outside),
        furniture.HEADER: furniture.header(plain, outside),
        furniture.FIRST_FOOTER: furniture.footer(plain, outside, first=True),
        furniture.FOOTER: furniture.footer(plain, outside, first=False),
    }
