"""The file itself: numbered objects, packed into compressed streams (ISO 32000-1, 7.5.7 and 7.5.8).

reportlab numbers the objects and knows the form of pages and catalogue; the packing, which halves the size of a
tagged document, is done here. Nothing in the file depends on the clock or on the machine.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from reportlab.pdfbase import pdfdoc

from desktop_app.documents.pdf.objects import Stream

if TYPE_CHECKING:
    from collections.abc import Iterable

_HEADER: Final = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_PACKED: Final = 150
"""Objects in one object stream: few enough that a reader unpacks little for one of them."""


class Page(pdfdoc.PDFPage):  # type: ignore[misc]  # reportlab is untyped
    """A page that takes part in the structure tree and has its links in the order of the structure."""

    __NoDefault__ = (*pdfdoc.PDFPage.__NoDefault__, "StructParents", "Tabs")

    def check_format(self, document: pdfdoc.PDFDocument) -> None:
        """Everything is set by whoever draws the page."""
        self.Parent = document.Pages


class File(pdfdoc.PDFDocument):  # type: ignore[misc]  # reportlab is untyped
    """A PDF in the making."""

    def __init__(self) -> None:
        super().__init__(dummyoutline=1, compression=0, invariant=1, pdfVersion=(1, 7))
        self.Catalog.Outlines = None

    def add(self, made: pdfdoc.PDFObject) -> str:
        """Number an object; returns its reference as it is written."""
        return self.number(self.Reference(made).name)

    def number(self, name: str) -> str:
        """The reference of a numbered object, as it is written."""
        return f"{self.idToObjectNumberAndVersion[name][0]} 0 R"

    def written(self, catalogue: str, info: str) -> bytes:
        """The file, given the references of its catalogue and its information dictionary."""
        body = bytearray(_HEADER)
        places: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}
        loose: list[tuple[int, bytes]] = []
        number = 0
        while (number := number + 1) in self.numberToId:  # formatting an object may number new ones
            made = self.idToObject[self.numberToId[number]]
            content = pdfdoc.format(made, self, toplevel=1)
            if isinstance(made, Stream):
                places[number] = (1, len(body), 0)
                body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
            else:
                loose.append((number, content))
        for pack in (loose[at : at + _PACKED] for at in range(0, len(loose), _PACKED)):
            for place, (packed, _) in enumerate(pack):
                places[packed] = (2, number, place)
            places[number] = (1, len(body), 0)
            body += b"%d 0 obj\n%s\nendobj\n" % (number, _object_stream(pack).format(self))
            number += 1
        places[number] = (1, len(body), 0)
        identity = hashlib.sha256(body).hexdigest()[:32]
        trailer = f"/Type/XRef/Size {number + 1}/Root {catalogue}/Info {info}/ID[<{identity}><{identity}>]/W[1 4 2]"
        table = b"".join(_entry(*places[at]) for at in range(number + 1))
        start = len(body)
        body += b"%d 0 obj\n%s\nendobj\n" % (number, Stream(table, trailer).format(self))
        body += b"startxref\n%d\n%%%%EOF\n" % start
        return bytes(body)


def _entry(kind: int, second: int, third: int) -> bytes:
    return kind.to_bytes(1, "big") + second.to_bytes(4, "big") + third.to_bytes(2, "big")


def _object_stream(pack: Iterable[tuple[int, bytes]]) -> Stream:
    index, content = bytearray(), bytearray()
    for number, written in pack:
        index += b"%d %d " % (number, len(content))
        content += written + b"\n"
    first = len(index)
    count = index.count(b" ") // 2
    return Stream(bytes(index + content), f"/Type/ObjStm/N {count}/First {first}")
