"""The styles and numberings of a template, under the names by which documents know them, with ours added.

A style of the template that corresponds to one of ours gets our id and Word's own name, so that text is written in the
same way on every template. What would not fit a document is changed: numbers that Word would put before headings,
directions and languages, which are each document's own, and text without any room between its paragraphs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lxml import etree

from desktop_app.documents.word import tongues
from desktop_app.documents.word.look import twips
from desktop_app.documents.word.looks import LOOKS
from desktop_app.documents.word.markup import Markup, element, part
from desktop_app.documents.word.numbering import BULLETS, numbering
from desktop_app.documents.word.styles import (
    character_styles,
    latent,
    normal,
    paragraph_style,
    styles,
    table_styles,
)
from desktop_app.documents.word.template.cleaning import remove
from desktop_app.documents.word.template.fitting import Fitting
from desktop_app.documents.word.template.names import W, number, property_of, value
from desktop_app.documents.word.template.roles import BUILT_IN, found_roles, reference_style
from desktop_app.documents.word.template.sheet import Sheet, forget
from desktop_app.language import direction

if TYPE_CHECKING:
    from desktop_app.documents.word.template.reading import Template

_MOVED: Final = 1000
"""Added to the numbers of a template's numberings, so that ours have their own."""
_HEADINGS: Final = ("Heading1", "Heading2", "Heading3")
_NO_STYLES: Final = part("w:styles", element("w:docDefaults", element("w:rPrDefault"), element("w:pPrDefault")))
_NO_DEFAULTS: Final = frozenset(
    f"{W}{name}" for name in ("pBdr", "bdr", "shd", "numPr", "framePr", "tabs", "pageBreakBefore", "outlineLvl")
)
"""What no whole document has: some programs write it there to say that there is none."""
_OURS: Final = {
    each.get(f"{W}styleId", ""): value(each, "name") for each in etree.fromstring(styles("en")).iter(f"{W}style")
}
"""Our styles by their ids, as Word calls them."""


def written(root: etree._Element) -> bytes:
    """A tree as a part."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


class Wardrobe:
    """The styles of a template, under the names that documents know them by."""

    def __init__(self, template: Template, language: str) -> None:
        self._template, self._language, self._rtl = template, language, direction(language) == "rtl"
        self.sheet = Sheet(etree.fromstring(template.styles or _NO_STYLES))
        styles = list(self.sheet.styles.values())
        self.roles = found_roles(styles)
        self.reference = reference_style(styles)
        self.table = self.sheet.default("table")
        self.fitting = Fitting(template, self.sheet, self.roles, rtl=self._rtl)
        self._bulleted = self.sheet.said(self.roles.get("ListBullet"), "pPr/numPr/numId")
        self.renamed = self._renamed()
        self.numbers_headings = any(
            self.sheet.said(self.roles.get(name), "pPr/numPr/numId") not in ("", "0") for name in _HEADINGS
        )
        """Whether Word would number its headings."""

    def _renamed(self) -> dict[str, str]:
        """What each of the template's styles is called in a document: one that is ours by our name, no other so."""
        wanted = {style.get(f"{W}styleId", ""): role for role, style in self.roles.items()}
        for style, role in ((self.reference, "FootnoteReference"), (self.table, "TableNormal")):
            if style is not None:
                wanted[style.get(f"{W}styleId", "")] = role
        taken = set(_OURS)
        for name in self.sheet.styles:
            if name not in wanted:
                new = name
                while new in taken:
                    new += "_"
                wanted[name] = new
                taken.add(new)
        return wanted

    def rename(self, root: etree._Element, *names: str) -> None:
        """Have everything that names a style name it as documents do; what names one that is not there goes."""
        for each in list(root.iter(*[f"{W}{name}" for name in names])):
            new = self.renamed.get(each.get(f"{W}val", ""))
            if new is None:
                remove(each)
            else:
                each.set(f"{W}val", new)

    # the parts

    def styles(self, line: float) -> bytes:
        """The part with all styles, for lines of that length."""
        root = self.sheet.root
        self._adapt(line)
        for style in self.sheet.styles.values():
            style.set(f"{W}styleId", self.renamed[style.get(f"{W}styleId", "")])
        self.rename(root, "basedOn", "next", "link")
        self._say_names()
        self._set_defaults()
        added = [] if "Normal" in self.roles else [normal()]
        looks = self.fitting.looks()
        added += [paragraph_style(looks[look.id], line) for look in LOOKS if look.id not in self.roles]
        added += [style for style in character_styles() if not self._has(style, self.reference)]
        added += [style for style in table_styles() if not self._has(style, self.table)]
        root.extend(etree.fromstring(part("w:styles", *added)))
        root.insert(1, etree.fromstring(part("w:styles", latent()))[0])
        return written(root)

    def _has(self, style: Markup, theirs: etree._Element | None) -> bool:
        """Whether a style of ours is one that the template has."""
        return theirs is not None and f'w:styleId="{theirs.get(f"{W}styleId")}"' in style

    def _adapt(self, line: float) -> None:
        """Change in the template's styles what would not fit: numbers, directions, missing room."""
        self._adapt_headings()
        self._adapt_lists(line)
        if self._rtl:
            for style in self.roles.values():
                # Who has no right-to-left paragraphs puts the text to the right by hand; that is where it begins now.
                if self.sheet.said(style, "pPr/jc") in ("right", "end") and not self.sheet.on(style, "pPr", "bidi"):
                    property_of(property_of(style, "pPr"), "jc").set(f"{W}val", "left")
        if self.fitting.is_tight:
            self._loosen()
        for each in self.sheet.root.iter(f"{W}numId"):
            move(each)
        forget(self.sheet.root, ("bidi", "rtl", "lang"))

    def _adapt_headings(self) -> None:
        """Documents number their headings themselves, and know where pages begin; no page ends with a heading."""
        for style in self.roles.values():
            for each in self.sheet.bases(style):
                for name in ("numPr", "pageBreakBefore", "framePr"):
                    for found in each.findall(f"{W}pPr/{W}{name}"):
                        remove(found)
        for level, name in enumerate(_HEADINGS):
            if name in self.roles:
                properties = property_of(self.roles[name], "pPr")
                property_of(properties, "outlineLvl").set(f"{W}val", str(level))
                property_of(properties, "keepNext").attrib.pop(f"{W}val", "")

    def _adapt_lists(self, line: float) -> None:
        """Lists have the numbering that is known to be of bullets; the pages of contents stand at the end of a line."""
        if "ListBullet" in self.roles:
            numbers = property_of(property_of(self.roles["ListBullet"], "pPr"), "numPr")
            numbers[:] = [numbers.makeelement(f"{W}numId", {f"{W}val": str(BULLETS - _MOVED)}, None)]
        for level in (1, 2, 3):
            entry = self.roles.get(f"TOC{level}")
            stops = entry.findall(f"{W}pPr/{W}tabs/{W}tab") if entry is not None else []
            if entry is not None and not any(stop.get(f"{W}val") == "right" for stop in stops):
                stop = element("w:tab", w_val="right", w_leader="dot", w_pos=twips(line))
                tabs = property_of(property_of(entry, "pPr"), "tabs")
                tabs.extend(etree.fromstring(part("w:tabs", stop)))

    def _loosen(self) -> None:
        """Give the paragraphs of the text room, and no style that is based on theirs: it keeps what it had."""
        normal_style = self.roles.get("Normal")
        if normal_style is None:
            return
        name = normal_style.get(f"{W}styleId", "")
        for style in self.sheet.styles.values():
            if value(style, "basedOn") == name and style.get(f"{W}type") == "paragraph":
                spacing = property_of(property_of(style, "pPr"), "spacing")
                if spacing.get(f"{W}after") is None:
                    spacing.set(f"{W}after", str(round(self.sheet.space(normal_style, "after") * 20)))
        spacing = property_of(property_of(normal_style, "pPr"), "spacing")
        spacing.set(f"{W}after", str(round(self.fitting.after * 20)))

    def _say_names(self) -> None:
        """Have each style that is one of ours be called as Word calls it, and no other so."""
        taken = {name.casefold() for name in _OURS.values()}
        for style in self.sheet.styles.values():
            said, role = property_of(style, "name"), style.get(f"{W}styleId", "")
            if role in _OURS:
                said.set(f"{W}val", _OURS[role])
                if role in BUILT_IN:
                    style.attrib.pop(f"{W}customStyle", "")
                continue
            while said.get(f"{W}val", "").casefold() in taken:
                said.set(f"{W}val", said.get(f"{W}val", "") + " 2")
            taken.add(said.get(f"{W}val", "").casefold())

    def _set_defaults(self) -> None:
        """The languages and the direction of the whole document are its own."""
        root = self.sheet.root
        defaults = root.find(f"{W}docDefaults")
        if defaults is None:
            defaults = root.makeelement(f"{W}docDefaults", {}, None)
        root.insert(0, defaults)
        heads = {}
        for name in ("rPr", "pPr"):
            around = defaults.find(f"{W}{name}Default")
            if around is None:
                around = defaults.makeelement(f"{W}{name}Default", {}, None)
            defaults.append(around)  # in their order
            heads[name] = property_of(around, name)
        for found in [each for head in heads.values() for each in head if each.tag in _NO_DEFAULTS]:
            remove(found)
        latin, complex_ = tongues.latin_tag(self._language), tongues.complex_tag(self._language)
        for key, tag in (("val", latin), ("eastAsia", latin), ("bidi", complex_)):
            property_of(heads["rPr"], "lang").set(f"{W}{key}", tag)
        if self._rtl:
            property_of(heads["pPr"], "bidi")

    def numbering(self) -> bytes:
        """The part with the numberings: ours of bullets, unless the template has its own, and the template's."""
        root = etree.fromstring(numbering())
        if not self._template.numbering:
            return written(root)
        theirs = etree.fromstring(self._template.numbering)
        self.rename(theirs, "pStyle", "styleLink", "numStyleLink")
        for each in list(theirs.iter(f"{W}pStyle")):
            if each.get(f"{W}val") in _HEADINGS:
                remove(each)
        bullets = self._bullets(theirs)
        for each in list(theirs.iter(f"{W}pStyle")) if not bullets else ():
            if each.get(f"{W}val") == "ListBullet":
                remove(each)
        for each in theirs.iter(f"{W}abstractNum", f"{W}num", f"{W}abstractNumId"):
            move(each)
        root[1:1] = theirs.findall(f"{W}abstractNum")
        root.extend(theirs.findall(f"{W}num"))
        if bullets:
            (ours,) = [each for each in root.iterchildren(f"{W}num") if each.get(f"{W}numId") == str(BULLETS)]
            property_of(ours, "abstractNumId").set(f"{W}val", bullets)
            root.remove(root[0])
        return written(root)

    def _bullets(self, theirs: etree._Element) -> str:
        """The number of the template's own bullets, as it will be; ``""`` for none."""
        for each in theirs.iterchildren(f"{W}num"):
            if self._bulleted and each.get(f"{W}numId") == self._bulleted:
                wanted = value(each, "abstractNumId")
                if wanted in [found.get(f"{W}abstractNumId") for found in theirs.iterchildren(f"{W}abstractNum")]:
                    return str(number(wanted, 0) + _MOVED)
        return ""


def move(each: etree._Element) -> None:
    """Give a numbering of the template, or what names it, a number that none of ours has; 0 is none at all."""
    name = {f"{W}abstractNum": "abstractNumId", f"{W}num": "numId"}.get(str(each.tag), "val")
    said = number(each.get(f"{W}{name}", ""), 0)
    each.set(f"{W}{name}", "0" if said == 0 and each.tag == f"{W}numId" else str(said + _MOVED))
