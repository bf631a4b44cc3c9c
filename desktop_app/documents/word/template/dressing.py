"""A document on a template: its letterhead and its styles, with ours where it has none, and our furniture added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from desktop_app.documents.word.dress import Dress
from desktop_app.documents.word.markup import NOTHING, Markup, element
from desktop_app.documents.word.settings import settings
from desktop_app.documents.word.template.letterhead import sides
from desktop_app.documents.word.template.names import A, W
from desktop_app.documents.word.template.wardrobe import Wardrobe, written
from desktop_app.documents.word.theme import TYPEFACE, font_table, theme

if TYPE_CHECKING:
    from desktop_app.documents.blocks import Document
    from desktop_app.documents.word.template.reading import Template


def dressed(template: Template, document: Document) -> Dress:
    """What a document wears that is made on a template."""
    wardrobe = Wardrobe(template, document.language)
    layout, looks = wardrobe.fitting.layout(), tuple(wardrobe.fitting.looks().values())
    outside = sides(template, document, wardrobe, layout)  # before the styles lose what the letterhead has from them
    return Dress(
        layout,
        looks,
        wardrobe.styles(layout.text_width),
        wardrobe.numbering(),
        settings(document.language, tab=template.tab, mirrored=template.mirrored, even=template.even),
        _fonts(template),
        theme_of(template),
        outside,
        template.page.sideways,
        borders_of(template),
    )


def _fonts(template: Template) -> bytes:
    """What is said of typefaces: by the template, and of ours."""
    root = etree.fromstring(font_table())
    for each in etree.fromstring(template.fonts).iterchildren(f"{W}font") if template.fonts else ():
        if each.get(f"{W}name", TYPEFACE) != TYPEFACE:
            root.append(each)
    return written(root)


def theme_of(template: Template) -> bytes:
    """The template's colours and typefaces in a theme that holds nothing else of it."""
    root = etree.fromstring(theme())
    for name, theirs in (("clrScheme", template.colours), ("fontScheme", template.typefaces)):
        mine = root.find(f"{A}themeElements/{A}{name}")
        if theirs and mine is not None:
            around = mine.getparent()
            assert around is not None
            around.replace(mine, etree.fromstring(theirs))
    return written(root)


def borders_of(template: Template) -> Markup:
    """The lines around the template's page."""
    borders = template.page.borders
    return NOTHING if borders is None else _markup(borders)


def _markup(tree: etree._Element) -> Markup:
    """A tree of WordprocessingML as markup."""
    said = {f"w_{str(name).removeprefix(W)}": str(value) for name, value in tree.attrib.items()}
    return element(f"w:{str(tree.tag).removeprefix(W)}", *map(_markup, tree), **said)
