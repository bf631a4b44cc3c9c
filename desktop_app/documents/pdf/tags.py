"""The structure of a PDF: what is a heading, a list, a cell (ISO 32000-1, 14.7 and 14.8; ISO 14289-1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from desktop_app.documents.pdf.objects import Raw

if TYPE_CHECKING:
    from desktop_app.documents.pdf.file import File

ROLES: Final = {"Title": "H1", "Disclaimer": "P", "Letterhead": "Div", "Box": "Sect", "Signatures": "Div"}
"""Types of our own, and the standard type that each is."""


@dataclass(frozen=True, slots=True)
class Marked:
    """Content on a page, by its marked-content identifier."""

    page: int
    mcid: int


@dataclass(frozen=True, slots=True)
class Linked:
    """A link annotation, by the reference of its object."""

    page: int
    annotation: str


class Element:
    """An element of the structure; its kids are elements and content, in the order in which they are read."""

    __slots__ = ("attributes", "entries", "kids", "kind", "number", "parent")

    def __init__(self, kind: str, parent: Element | None = None, attributes: str = "", entries: str = "") -> None:
        self.kind, self.parent, self.attributes, self.entries = kind, parent, attributes, entries
        self.kids: list[Element | Marked | Linked] = []
        self.number = ""

    def add(self, kind: str, attributes: str = "", entries: str = "") -> Element:
        """A new last kid. ``attributes`` is the written attribute object, ``entries`` what else the element says."""
        kid = Element(kind, self, attributes, entries)
        self.kids.append(kid)
        return kid


class Tags:
    """The structure tree of one document, and which element each piece of content belongs to."""

    def __init__(self) -> None:
        self.root = Element("Document")
        self.content: list[list[Element]] = []
        """For each page, the element of each marked-content identifier."""
        self.links: list[Element] = []
        """The element of each link annotation, in the order of their numbers."""

    def write(self, file: File, pages: list[str]) -> str:
        """Write the tree; returns the reference of its root."""
        tree = Raw()
        root = file.add(tree)
        order = _in_order(self.root)
        objects = []
        for element in order:
            made = Raw()
            element.number = file.add(made)
            objects.append(made)
        for element, made in zip(order, objects, strict=True):
            made.written = _element(element, element.parent.number if element.parent else root, pages)
        parents = file.add(Raw(self._parent_tree(file)))
        roles = "".join(f"/{own}/{standard}" for own, standard in ROLES.items())
        following = len(self.content) + len(self.links)
        identified = _id_tree(order)
        tree.written = (
            f"<</Type/StructTreeRoot/K[{self.root.number}]/RoleMap<<{roles}>>"
            f"/ParentTree {parents}/ParentTreeNextKey {following}{identified}>>"
        )
        return root

    def link_key(self, number: int) -> int:
        """The key in the parent tree of a link, by its number: after those of the pages."""
        return len(self.content) + number

    def _parent_tree(self, file: File) -> str:
        entries = []
        for page, owners in enumerate(self.content):
            owned = file.add(Raw("[" + " ".join(element.number for element in owners) + "]"))
            entries.append(f"{page} {owned}")
        entries += [f"{self.link_key(number)} {element.number}" for number, element in enumerate(self.links)]
        return f"<</Nums[{' '.join(entries)}]>>"


def _in_order(root: Element) -> list[Element]:
    order, waiting = [], [root]
    while waiting:
        element = waiting.pop()
        order.append(element)
        waiting += [kid for kid in reversed(element.kids) if isinstance(kid, Element)]
    return order


def _element(element: Element, parent: str, pages: list[str]) -> str:
    page = next((kid.page for kid in element.kids if isinstance(kid, Marked)), None)
    kids = " ".join([_kid(kid, page, pages) for kid in element.kids])
    if len(element.kids) != 1:
        kids = f"[{kids}]"
    at = f"/Pg {pages[page]}" if page is not None else ""
    attributes = f"/A{element.attributes}" if element.attributes else ""
    return f"<</S/{element.kind}/P {parent}{at}{attributes}{element.entries}/K {kids}>>"


def _kid(kid: Element | Marked | Linked, page: int | None, pages: list[str]) -> str:
    if isinstance(kid, Element):
        return kid.number
    if isinstance(kid, Linked):
        return f"<</Type/OBJR/Pg {pages[kid.page]}/Obj {kid.annotation}>>"
    return str(kid.mcid) if kid.page == page else f"<</Type/MCR/Pg {pages[kid.page]}/MCID {kid.mcid}>>"


def _id_tree(order: list[Element]) -> str:
    """The names of the elements that have one, so that they can be found by it."""
    named = sorted((e.entries.partition("/ID(")[2].partition(")")[0], e.number) for e in order if "/ID(" in e.entries)
    if not named:
        return ""
    pairs = " ".join(f"({name}) {number}" for name, number in named)
    return f"/IDTree<</Kids[<</Limits[({named[0][0]})({named[-1][0]})]/Names[{pairs}]>>]>>"
