"""A city's own Word file, read as a template: its letterhead, its page, its typefaces and its styles, made harmless.

Its text is not read, and of everything else only what is named here is taken: who wrote it, its history, comments,
custom parts, embedded files, links and macros stay behind.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lxml import etree

from desktop_app.documents.word.template.cleaning import clean_properties
from desktop_app.documents.word.template.names import PIC, A, V, W, is_on, number, value
from desktop_app.documents.word.template.opening import Parcel
from desktop_app.documents.word.template.outside import Outside, outside
from desktop_app.documents.word.template.page import EVEN, Page, page
from desktop_app.documents.word.template.sheet import clean_styles
from desktop_app.errors import Foreign
from desktop_app.language import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop_app.documents.word.look import Layout

_COLOURS: Final = (
    "dk1", "lt1", "dk2", "lt2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink", "folHlink",
)  # fmt: skip
_EMBEDDED: Final = tuple(f"{W}embed{kind}" for kind in ("Regular", "Bold", "Italic", "BoldItalic"))
MAX_SHEET: Final = 4 * 2**20
"""Bytes of all styles, and of all numberings."""
_USUAL_TAB: Final = 708


@dataclass(frozen=True)
class Template:
    """What a template gives. Whatever is in it is harmless, and tells of nobody."""

    page: Page
    headers: Mapping[str, Outside]
    """By the sort of pages: ``first``, ``default``, ``even``; those that are not named have nothing of theirs."""
    footers: Mapping[str, Outside]
    styles: bytes
    numbering: bytes
    fonts: bytes
    """The part that says what kind of typefaces they are; ``b""`` for none, as of the parts below."""
    colours: bytes
    """The theme's colours,"""
    typefaces: bytes
    """and its typefaces: both, or neither."""
    even: bool
    """Whether left pages differ from right ones,"""
    mirrored: bool
    """and whether their margins do."""
    tab: int
    """Between tabs, in twentieths of a point."""
    embedded: bool = False
    """Whether typefaces were embedded in it, which are not taken."""
    illustrated: bool = False
    """Whether there was a picture in its text, which is not taken: a letterhead that stands in the wrong place."""

    @property
    def layout(self) -> Layout:
        """The page's measures."""
        return self.page.layout

    @property
    def outsides(self) -> list[Outside]:
        """All headers and footers."""
        return [*self.headers.values(), *self.footers.values()]

    @property
    def has_letterhead(self) -> bool:
        """Whether anything can be seen at the head or the foot of the first page."""
        first = (self.headers.get("first"), self.footers.get("first"))
        return any(found is not None and not found.blank for found in first)


def read(content: bytes, name: str) -> Template:
    """Read a template.

    Args:
        content: a file in .docx or .dotx.
        name: what it is called in sentences.

    Raises:
        Foreign: it is no Word file, has macros or a password, or its page has no room for text.
        Damaged: it cannot be read.
        TooLarge: it holds more than any template does.
    """
    parcel = Parcel(content, name)
    main = parcel.xml(parcel.main)
    found = page(main)
    if not found.has_room:
        raise Foreign(
            _(
                "The page of “{name}” leaves too little room for text between its margins. Nothing was changed.",
                name=name,
            )
        )
    settings = _tree(parcel, "settings")
    colours, typefaces = _theme(_tree(parcel, "theme"))
    fonts = _tree(parcel, "fontTable")
    embedded = fonts is not None and next(fonts.iter(*_EMBEDDED), None) is not None
    even = bool(is_on(settings, "evenAndOddHeaders"))
    return Template(
        page=found,
        headers=_sides(parcel, found.headers, even=even),
        footers=_sides(parcel, found.footers, even=even),
        styles=_cleaned(parcel, _tree(parcel, "styles"), "styles"),
        numbering=_cleaned(parcel, _tree(parcel, "numbering"), "numbering"),
        fonts=_cleaned(parcel, fonts, "fonts"),
        colours=colours,
        typefaces=typefaces,
        even=even,
        mirrored=bool(is_on(settings, "mirrorMargins")),
        tab=max(100, number(value(settings, "defaultTabStop"), _USUAL_TAB, most=10_000)),
        embedded=embedded,
        illustrated=next(main.iter(f"{A}blip", f"{V}imagedata", f"{PIC}pic"), None) is not None,
    )


def _tree(parcel: Parcel, kind: str) -> etree._Element | None:
    part = parcel.single(kind)
    return parcel.xml(part) if part else None


def _sides(parcel: Parcel, names: Mapping[str, str], *, even: bool) -> dict[str, Outside]:
    read_before: dict[str, Outside] = {}
    found = {}
    for pages, name in names.items():
        relation = parcel.relations.get(name)
        if relation is None or not relation.target or (pages == EVEN and not even):
            continue
        if relation.target not in read_before:
            read_before[relation.target] = outside(parcel, relation.target)
        found[pages] = read_before[relation.target]
    return found


def _cleaned(parcel: Parcel, root: etree._Element | None, name: str) -> bytes:
    if root is None or str(root.tag) != f"{W}{name}":
        return b""
    if name == "styles":
        clean_styles(root)
    else:
        clean_properties(root)
    content = etree.tostring(root)
    if len(content) > MAX_SHEET:
        raise parcel.too_large()
    return content


def _theme(root: etree._Element | None) -> tuple[bytes, bytes]:
    """The colours and the typefaces of a theme; neither where one of them is not whole."""
    if root is None:
        return b"", b""
    colours, typefaces = root.find(f"{A}themeElements/{A}clrScheme"), root.find(f"{A}themeElements/{A}fontScheme")
    found = []
    for each, whole in ((colours, _has_colours(colours)), (typefaces, _has_typefaces(typefaces))):
        if each is None or not whole:
            found.append(b"")
            continue
        for inner in list(each.iter()):
            _bare(inner)
        each.set("name", "Letterhead")
        found.append(etree.tostring(each, with_tail=False))
    return (found[0], found[1]) if all(found) else (b"", b"")


def _bare(each: etree._Element) -> None:
    parent = each.getparent()
    if (not str(each.tag).startswith(A) or str(each.tag) == f"{A}extLst") and parent is not None:
        parent.remove(each)
    for name in [name for name in each.attrib if str(name).startswith("{")]:
        del each.attrib[name]


def _has_colours(scheme: etree._Element | None) -> bool:
    names = [str(each.tag).removeprefix(A) for each in scheme] if scheme is not None else []
    return tuple(name for name in names if name != "extLst") == _COLOURS


def _has_typefaces(scheme: etree._Element | None) -> bool:
    return scheme is not None and all(
        scheme.find(f"{A}{kind}/{A}{script}") is not None
        for kind in ("majorFont", "minorFont")
        for script in ("latin", "ea", "cs")
    )
