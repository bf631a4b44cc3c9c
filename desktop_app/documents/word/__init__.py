"""A document as a Word file.

The tree of blocks becomes WordprocessingML (ECMA-376) part by part; what it looks like is in named styles.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE

from desktop_app.documents.word.body import Body
from desktop_app.documents.word.dress import TYPES, ours
from desktop_app.documents.word.package import Package
from desktop_app.documents.word.paging import Paging
from desktop_app.documents.word.runs import Story
from desktop_app.documents.word.settings import footnotes
from desktop_app.documents.word.template.dressing import dressed
from desktop_app.progress import SILENT

if TYPE_CHECKING:
    from desktop_app.documents.blocks import Document
    from desktop_app.documents.word.template.reading import Template
    from desktop_app.progress import Progress


def render(document: Document, progress: Progress = SILENT, template: Template | None = None) -> bytes:
    """The document as a Word file (.docx), on a template if one is given. The same document gives the same bytes.

    Raises:
        Cancelled: the person asked to stop.
    """
    language = document.language
    dress = ours(document) if template is None else dressed(template, document)
    main = Story(language, "Picture", layout=dress.layout)
    body = Body(main, document, progress, partial(dress.section, rtl=main.direction == "rtl"))
    notes = footnotes(Story(language, "", notes=None, layout=dress.layout), main.notes or [])
    if body.has_contents:
        body.number_pages(Paging(notes, dress).pages(body.part()))
    package = Package(body.part(), main.images)
    package.describe(document)
    package.add("styles", CONTENT_TYPE.WML_STYLES, RELATIONSHIP_TYPE.STYLES, dress.styles)
    package.add("numbering", CONTENT_TYPE.WML_NUMBERING, RELATIONSHIP_TYPE.NUMBERING, dress.numbering)
    package.add("settings", CONTENT_TYPE.WML_SETTINGS, RELATIONSHIP_TYPE.SETTINGS, dress.settings)
    package.add("fontTable", CONTENT_TYPE.WML_FONT_TABLE, RELATIONSHIP_TYPE.FONT_TABLE, dress.fonts)
    package.add("theme/theme1", CONTENT_TYPE.OFC_THEME, RELATIONSHIP_TYPE.THEME, dress.theme)
    package.add("footnotes", CONTENT_TYPE.WML_FOOTNOTES, RELATIONSHIP_TYPE.FOOTNOTES, notes)
    for side in dress.sides:
        package.add(side.name, *TYPES[side.kind], side.content, side.images)
    return package.written()
