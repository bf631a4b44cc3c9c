"""The structure of a PDF: what is a heading, a list, a cell (ISO 32000-1, 14.7 and 14.8; ISO 14289-1).

It is the one thing of which all is kept until the end of a document, so an element holds little: content on the
first of its pages is a plain number.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Final, NamedTuple, cast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop_app.documents.pdf.file import File

ROLES: Final = {"Title": "H1", "Disclaimer": "P", "Letterhead": "Div", "Box": "Sect", "Signatures": "Div"}
"""Types of our own, and the standard type that each is."""
_ROOT: Final = 1
"""The number of the tree itself; those of its elements follow."""


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

    ``number`` is that of its object in the file, and ``parent`` that of another element. A number among the kids is
    the identifier of content on ``page``; where that is not known, all kids are elements.
    """

    __slots__ = ("_numbers", "attributes", "entries", "kids", "kind", "number", "page", "parent")

    def __init__(self, kind: str, parent: int, numbers: Iterator[int], attributes: str = "", entries: str = "") -> None:
        self.kind, self.parent, self._numbers = kind, parent, numbers
        self.attributes, self.entries = attributes, entries
        self.number = next(numbers)
        self.page = -1
        self.kids: list[Element | int | Marked | Linked] = []

    def add(self, kind: str, attributes: str = "", entries: str = "") -> Element:
        """A new last kid. ``attributes`` is the written attribute object, ``entries`` what else the element says."""
        kid = Element(kind, self.number, self._numbers, attributes, entries)
        self.kids.append(kid)
        return kid

    def take(self, kid: Element) -> None:
        """Have an element that was made apart as the last kid."""
        kid.parent = self.number
        self.kids.append(kid)

    def mark(self, page: int, mcid: int) -> None:
        """Take content of a page, after all other kids."""
        if self.page < 0:
            self.page = page
        self.kids.append(mcid if page == self.page else Marked(page, mcid))

    def link(self, page: int, annotation: str) -> None:
        """Take a link annotation of a page, after all other kids."""
        if self.page < 0:
            self.page = page
        self.kids.append(Linked(page, annotation))


class Tags:
    """The structure tree of one document, and which element each piece of content belongs to."""

    def __init__(self) -> None:
        self._numbers = count(_ROOT + 1)
        self.root = Element("Document", _ROOT, self._numbers)
        self.content: list[list[int]] = []
        """For each page, the number of the element of each marked-content identifier."""
        self.links: list[int] = []
        """The number of the element of each link annotation."""
        self._names: list[tuple[str, int]] = []

    def apart(self, kind: str, name: str = "") -> Element:
        """An element whose place in the structure is known later; it can be found by its name where it has one."""
        element = Element(kind, _ROOT, self._numbers)
        if name:
            element.entries = f"/ID({name})"
            self._names.append((name, element.number))
        return element

    def begin(self, file: File) -> None:
        """Begin a file with the numbers of all elements; none is made after."""
        first = file.reserve(next(self._numbers) - _ROOT)
        assert first == _ROOT

    def write(self, file: File, pages: list[str]) -> str:
        """Write the tree, and let go of it; returns the reference of its root."""
        file.put(self._written(pages))
        parents = file.add(self._parent_tree(file))
        roles = "".join(f"/{own}/{standard}" for own, standard in ROLES.items())
        following = len(self.content) + len(self.links)
        tree = (
            f"<</Type/StructTreeRoot/K[{self.root.number} 0 R]/RoleMap<<{roles}>>"
            f"/ParentTree {parents}/ParentTreeNextKey {following}{self._id_tree()}>>"
        )
        file.put([(_ROOT, tree)])
        return f"{_ROOT} 0 R"

    def link_key(self, number: int) -> int:
        """The key in the parent tree of a link, by its number: after those of the pages."""
        return len(self.content) + number

    def _written(self, pages: list[str]) -> Iterator[tuple[int, str]]:
        """The elements by their numbers, level by level: like stands beside like, which compresses best."""
        level = [self.root]
        while level:
            following: list[Element] = []
            for element in level:
                kids = element.kids
                attributes = f"/A{element.attributes}" if element.attributes else ""
                said = f"<</S/{element.kind}/P {element.parent} 0 R{attributes}{element.entries}"
                if element.page < 0:
                    elements = cast("list[Element]", kids)
                    references = " ".join([f"{kid.number} 0 R" for kid in elements])
                    yield element.number, f"{said}/K[{references}]>>"
                    following += elements
                else:
                    held = kids[0] if len(kids) == 1 else f"[{' '.join([_kid(kid, pages, following) for kid in kids])}]"
                    yield element.number, f"{said}/Pg {pages[element.page]}/K {held}>>"
                kids.clear()  # nobody asks again, and what goes now is not looked through for garbage later
            level = following

    def _parent_tree(self, file: File) -> str:
        entries = []
        for page, owners in enumerate(self.content):
            owned = file.add(f"[{' '.join([f'{owner} 0 R' for owner in owners])}]")
            entries.append(f"{page} {owned}")
        entries += [f"{self.link_key(at)} {owner} 0 R" for at, owner in enumerate(self.links)]
        return f"<</Nums[{' '.join(entries)}]>>"

    def _id_tree(self) -> str:
        """The elements that have a name, so that they can be found by it."""
        if not self._names:
            return ""
        named = sorted(self._names)
        pairs = " ".join(f"({name}) {number} 0 R" for name, number in named)
        return f"/IDTree<</Kids[<</Limits[({named[0][0]})({named[-1][0]})]/Names[{pairs}]>>]>>"


def _kid(kid: Element | int | Marked | Linked, pages: list[str], following: list[Element]) -> str:
    """How a kid is referred to; an element is written with those that follow."""
    if isinstance(kid, Element):
        following.append(kid)
        return f"{kid.number} 0 R"
    if isinstance(kid, Linked):
        return f"<</Type/OBJR/Pg {pages[kid.page]}/Obj {kid.annotation}>>"
    if isinstance(kid, Marked):
        return f"<</Type/MCR/Pg {pages[kid.page]}/MCID {kid.mcid}>>"
    return str(kid)
