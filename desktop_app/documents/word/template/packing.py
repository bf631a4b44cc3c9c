"""A template as it is kept: a small Word file of what was taken from it and nothing else, which gives the same again.

What somebody chose once is not kept as it came: neither its text nor its history, nor what was too much or unsafe.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE

from desktop_app.documents.word.dress import TYPES, Dress, Side
from desktop_app.documents.word.markup import element, part
from desktop_app.documents.word.package import Package
from desktop_app.documents.word.runs import Story
from desktop_app.documents.word.settings import footnotes, settings
from desktop_app.documents.word.template.dressing import borders_of, theme_of

if TYPE_CHECKING:
    from desktop_app.documents.word.template.reading import Template

_FIRST = "en"
"""The language of the settings, which nobody reads again."""


def packed(template: Template) -> bytes:
    """The template as a file. The same template gives the same bytes."""
    sides = (
        *(Side("header", pages, side.content, side.images) for pages, side in template.headers.items()),
        *(Side("footer", pages, side.content, side.images) for pages, side in template.footers.items()),
    )
    said = settings(_FIRST, tab=template.tab, mirrored=template.mirrored, even=template.even)
    dress = Dress(
        template.layout, (), template.styles, template.numbering, said, template.fonts, b"", sides,
        template.page.sideways, borders_of(template),
    )  # fmt: skip
    body = element("w:body", element("w:p"), dress.section(rtl=False))
    package = Package(part("w:document", body), ())
    package.add("settings", CONTENT_TYPE.WML_SETTINGS, RELATIONSHIP_TYPE.SETTINGS, said)
    notes = footnotes(Story(_FIRST, "", notes=None), [])  # none, but the lines above them, which settings name
    package.add("footnotes", CONTENT_TYPE.WML_FOOTNOTES, RELATIONSHIP_TYPE.FOOTNOTES, notes)
    if template.styles:
        package.add("styles", CONTENT_TYPE.WML_STYLES, RELATIONSHIP_TYPE.STYLES, dress.styles)
    if template.numbering:
        package.add("numbering", CONTENT_TYPE.WML_NUMBERING, RELATIONSHIP_TYPE.NUMBERING, dress.numbering)
    if template.fonts:
        package.add("fontTable", CONTENT_TYPE.WML_FONT_TABLE, RELATIONSHIP_TYPE.FONT_TABLE, dress.fonts)
    if template.colours:
        package.add("theme/theme1", CONTENT_TYPE.OFC_THEME, RELATIONSHIP_TYPE.THEME, theme_of(template))
    for side in sides:
        package.add(side.name, *TYPES[side.kind], side.content, side.images)
    return package.written()
