"""The structure of a PDF: what is a heading, a list, a cell (ISO 32000-1, 14.7 and 14.8; ISO 14289-1).

It is the one thing of which all is kept until the end of a document, so an element holds little: content on the
first of its pages is a plain number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop_app.documents.pdf.file import File

ROLES: Final = {"Title": "H1", "Disclaimer": "P", "Letterhead": "Div", "Box": "Sect", "Signatures": "Div"}
"""Types of our own, and the standard type that each is."""


class Marked(NamedTuple):
    """Content on a page that is not the first of its element's, by its marked-content identifier."""

    page: int
    mcid: int


class Linked(NamedTuple):
    """A link annotation, by the reference of its object."""

    page: int
    annotation: str


class Element:
    """An element of the structure; its kids are elements and content, in the order in which they are read.

    A number among the kids is the identifier of content on ``page``.
    """

    __slots__ = ("attributes", "entries", "kids", "kind", "number", "page", "parent")

    def __init__(self, kind: str, parent: Element | None = None, attributes: str = "", entries: str = "") -> None:
        self.kind, self.parent, self.attributes, self.entries = kind, parent, attributes, entries
        self.kids: list[Element | int | Marked | Linked] = []
        self.page = -1
        self.number = 0

    def add(self, kind: str, attributes: str = "", entries: str = "") -> Element:
        """A new last kid. ``attributes`` is the written attribute object, ``entries`` what else the element says."""
        kid = Element(kind, self, attributes, entries)
        self.kids.append(kid)
        return kid

    def mark(self, page: int, mcid: int) -> None:
        """Take content of a page, after all other kids."""
        if self.page < 0:
            self.page = page
        self.kids.append(mcid if page == self.page else Marked(page, mcid))


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
        root = file.reserve()
        order = _in_order(self.root)
        first = file.reserve(len(order))
        for number, element in enumerate(order, first):
            element.number = number
        file.put(_written(order, root, pages))
        parents = file.add(self._parent_tree(file))
        roles = "".join(f"/{own}/{standard}" for own, standard in ROLES.items())
        following = len(self.content) + len(self.links)
        tree = (
            f"<</Type/StructTreeRoot/K[{self.root.number} 0 R]/RoleMap<<{roles}>>"
            f"/ParentTree {parents}/ParentTreeNextKey {following}{_id_tree(order)}>>"
        )
        file.put([(root, tree)])
        return f"{root} 0 R"

    def link_key(self, number: int) -> int:
        """The key in the parent tree of a link, by its number: after those of the pages."""
        return len(self.content) + number

    def _parent_tree(self, file: File) -> str:
        entries = []
        for page, owners in enumerate(self.content):
            owned = file.add(f"[{' '.join([f'{element.number} 0 R' for element in owners])}]")
            entries.append(f"{page} {owned}")
        entries += [f"{self.link_key(number)} {element.number} 0 R" for number, element in enumerate(self.links)]
        return f"<</Nums[{' '.join(entries)}]>>"


def _in_order(root: Element) -> list[Element]:
    order, waiting = [], [root]
    while waiting:
        element = waiting.pop()
        order.append(element)
        waiting += [kid for kid in reversed(element.kids) if isinstance(kid, Element)]
    return order


def _written(order: list[Element], root: int, pages: list[str]) -> Iterator[tuple[int, str]]:
    for element in order:
        kids = element.kids
        parent = element.parent.number if element.parent else root
        at = f"/Pg {pages[element.page]}" if element.page >= 0 else ""
        attributes = f"/A{element.attributes}" if element.attributes else ""
        held = _kid(kids[0], pages) if len(kids) == 1 else f"[{' '.join([_kid(kid, pages) for kid in kids])}]"
        yield element.number, f"<</S/{element.kind}/P {parent} 0 R{at}{attributes}{element.entries}/K {held}>>"


def _kid(kid: Element | int | Marked | Linked, pages: list[str]) -> str:
    if isinstance(kid, int):
        return str(kid)
    if isinstance(kid, Element):
        return f"{kid.number} 0 R"
    if isinstance(kid, Linked):
        return f"<</Type/OBJR/Pg {pages[kid.page]}/Obj {kid.annotation}>>"
    return f"<</Type/MCR/Pg {pages[kid.page]}/MCID {kid.mcid}>>"


def _id_tree(order: list[Element]) -> str:
    """The names of the elements that have one, so that they can be found by it."""
    named = sorted((e.entries.partition("/ID(")[2].partition(")")[0], e.number) for e in order if "/ID(" in e.entries)
    if not named:
        return ""
    pairs = " ".join(f"({name}) {number} 0 R" for name, number in named)
    return f"/IDTree<</Kids[<</Limits[({named[0][0]})({named[-1][0]})]/Names[{pairs}]>>]>>"
