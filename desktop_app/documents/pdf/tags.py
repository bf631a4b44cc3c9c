"""The structure of a PDF: what is a heading, a list, a cell (ISO 32000-1, 14.7 and 14.8; ISO 14289-1).

It is the one thing of which all is kept until the end of a document, so an element holds little: content on the
first of its pages is a plain number.
"""

from __future__ import annotations

from collections import deque
from itertools import count
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

    ``parent`` is an element's number. A number among the kids is the identifier of content on ``page``.
    """

    attributes = entries = ""
    page = -1

    def __init__(self, kind: str, parent: int, numbers: Iterator[int]) -> None:
        self.kind, self.parent, self._numbers = kind, parent, numbers
        self.number = next(numbers)
        self.kids: list[Element | int | Marked | Linked] = []

    def add(self, kind: str, attributes: str = "", entries: str = "") -> Element:
        """A new last kid. ``attributes`` is the written attribute object, ``entries`` what else the element says."""
        kid = Element(kind, self.number, self._numbers)
        if attributes:
            kid.attributes = attributes
        if entries:
            kid.entries = entries
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


class Tags:
    """The structure tree of one document, and which element each piece of content belongs to."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self.root = Element("Document", 0, self._numbers)
        """It is number 1; number 0 is the tree itself."""
        self.content: list[list[int]] = []
        """For each page, the number of the element of each marked-content identifier."""
        self.links: list[int] = []
        """The number of the element of each link annotation."""
        self._names: list[tuple[str, int]] = []

    def apart(self, kind: str, name: str = "") -> Element:
        """An element whose place in the structure is known later; it can be found by its name where it has one."""
        element = Element(kind, 0, self._numbers)
        if name:
            element.entries = f"/ID({name})"
            self._names.append((name, element.number))
        return element

    def write(self, file: File, pages: list[str]) -> str:
        """Write the tree, and let go of it; returns the reference of its root."""
        first = file.reserve(next(self._numbers))
        file.put(self._written(first, pages))
        parents = file.add(self._parent_tree(file, first))
        roles = "".join(f"/{own}/{standard}" for own, standard in ROLES.items())
        following = len(self.content) + len(self.links)
        tree = (
            f"<</Type/StructTreeRoot/K[{first + 1} 0 R]/RoleMap<<{roles}>>"
            f"/ParentTree {parents}/ParentTreeNextKey {following}{self._id_tree(first)}>>"
        )
        file.put([(first, tree)])
        return f"{first} 0 R"

    def link_key(self, number: int) -> int:
        """The key in the parent tree of a link, by its number: after those of the pages."""
        return len(self.content) + number

    def _written(self, first: int, pages: list[str]) -> Iterator[tuple[int, str]]:
        waiting = deque([self.root])
        while waiting:
            element = waiting.popleft()
            kids = element.kids
            attributes = f"/A{element.attributes}" if element.attributes else ""
            page = f"/Pg {pages[element.page]}" if element.page >= 0 else ""
            if len(kids) == 1:
                held = f" {kids[0] if kids[0].__class__ is int else _kid(kids[0], first, pages, waiting)}"
            else:
                held = f"[{' '.join([_kid(kid, first, pages, waiting) for kid in kids])}]"
            kids.clear()  # nobody asks again, and what goes now is not looked through for garbage later
            said = f"<</S/{element.kind}/P {first + element.parent} 0 R{attributes}{element.entries}{page}/K{held}>>"
            yield first + element.number, said

    def _parent_tree(self, file: File, first: int) -> str:
        entries = []
        for page, owners in enumerate(self.content):
            owned = file.add(f"[{' '.join([f'{first + owner} 0 R' for owner in owners])}]")
            entries.append(f"{page} {owned}")
        entries += [f"{self.link_key(at)} {first + owner} 0 R" for at, owner in enumerate(self.links)]
        return f"<</Nums[{' '.join(entries)}]>>"

    def _id_tree(self, first: int) -> str:
        """The elements that have a name, so that they can be found by it."""
        if not self._names:
            return ""
        named = sorted(self._names)
        pairs = " ".join(f"({name}) {first + number} 0 R" for name, number in named)
        return f"/IDTree<</Kids[<</Limits[({named[0][0]})({named[-1][0]})]/Names[{pairs}]>>]>>"


def _kid(kid: Element | int | Marked | Linked, first: int, pages: list[str], waiting: deque[Element]) -> str:
    """How a kid is referred to; an element waits to be written."""
    if isinstance(kid, Element):
        waiting.append(kid)
        return f"{first + kid.number} 0 R"
    if isinstance(kid, Linked):
        return f"<</Type/OBJR/Pg {pages[kid.page]}/Obj {kid.annotation}>>"
    if isinstance(kid, Marked):
        return f"<</Type/MCR/Pg {pages[kid.page]}/MCID {kid.mcid}>>"
    return str(kid)
