"""The styles of a template: made harmless, and asked what holds where a style says nothing itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop_app.documents.word.template.cleaning import clean_properties, remove
from desktop_app.documents.word.template.names import W, is_on, number, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

MAX_STYLES: Final = 4000
_DEEPEST: Final = 24
"""Styles that one may be based on, one after another; Word itself stops at eleven."""
_USUAL_SIZE: Final = 20
"""Half points: the size of letters where nothing is said."""


def clean_styles(root: etree._Element) -> None:
    """Make the styles of a template harmless, in place: each id once, and none based on itself."""
    clean_properties(root)
    known: set[str] = set()
    for style in list(root.iterchildren(f"{W}style")):
        name = style.get(f"{W}styleId", "")
        if not name or name in known or len(known) >= MAX_STYLES or not value(style, "name"):
            remove(style)
        known.add(name)
    sheet = Sheet(root)
    for style in sheet.styles.values():
        base = style.find(f"{W}basedOn")
        if base is not None and (base.get(f"{W}val") not in sheet.styles or sheet.turns_back(style)):
            remove(base)


class Sheet:
    """The styles, by their ids."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self.styles = {each.get(f"{W}styleId", ""): each for each in root.iterchildren(f"{W}style")}
        self.run_defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self.paragraph_defaults = root.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr")

    def turns_back(self, style: etree._Element) -> bool:
        """Whether a style is based on itself, over others."""
        return len(list(self.bases(style))) >= _DEEPEST

    def bases(self, style: etree._Element) -> Iterator[etree._Element]:
        """A style, and what it is based on."""
        here: etree._Element | None = style
        for _step in range(_DEEPEST):
            if here is None:
                return
            yield here
            here = self.styles.get(value(here, "basedOn"))

    def default(self, kind: str = "paragraph") -> etree._Element | None:
        """The style of what has none."""
        return next(
            (
                each
                for each in self.styles.values()
                if each.get(f"{W}type") == kind and each.get(f"{W}default") in ("1", "true")
            ),
            None,
        )

    def levels(self, style: etree._Element | None, path: str) -> Iterator[etree._Element]:
        """What is said of something by a style, by those that it is based on, and of the whole document."""
        head, _slash, rest = path.partition("/")
        around = [each.find(f"{W}{head}") for each in self.bases(style)] if style is not None else []
        for parent in (*around, self.run_defaults if head == "rPr" else self.paragraph_defaults):
            found = parent.find("/".join(f"{W}{name}" for name in rest.split("/"))) if parent is not None else None
            if found is not None:
                yield found

    def said(self, style: etree._Element | None, path: str, attribute: str = "val") -> str:
        """What holds for a style: of itself, of those that it is based on, or of the whole document."""
        found = (each.get(f"{W}{attribute}", "") for each in self.levels(style, path))
        return next(filter(None, found), "")

    def on(self, style: etree._Element | None, head: str, name: str) -> bool:
        """Whether something is on for a style."""
        for each in self.bases(style) if style is not None else ():
            found = is_on(each.find(f"{W}{head}"), name)
            if found is not None:
                return found
        return bool(is_on(self.run_defaults if head == "rPr" else self.paragraph_defaults, name))

    def size(self, style: etree._Element | None) -> float:
        """The size of letters, in points."""
        return max(2, min(number(self.said(style, "rPr/sz"), _USUAL_SIZE), 400)) / 2

    def space(self, style: etree._Element | None, side: str) -> float:
        """The room ``before`` or ``after`` a paragraph, in points."""
        return max(0, number(self.said(style, "pPr/spacing", side), 0)) / 20

    def line(self, style: etree._Element | None) -> int:
        """The distance of lines, 240 for a single one."""
        if self.said(style, "pPr/spacing", "lineRule") in ("exact", "atLeast"):
            return 240
        return max(160, min(number(self.said(style, "pPr/spacing", "line"), 240), 720))


def forget(root: etree._Element, names: tuple[str, ...]) -> None:
    """Take properties out of every style, and out of what holds for the whole document."""
    for each in list(root.iter(*(f"{W}{name}" for name in names))):
        remove(each)
