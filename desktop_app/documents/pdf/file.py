"""The file itself: numbered objects, packed into compressed streams (ISO 32000-1, 7.5.7 and 7.5.8).

Objects are written as they come, in any order; a number can be taken before its object is known. The packing halves
the size of a tagged document. Nothing in the file depends on the clock or on the machine.
"""

from __future__ import annotations

import hashlib
import struct
from itertools import accumulate, islice
from typing import TYPE_CHECKING, Final

from desktop_app.documents.pdf.objects import dictionary, stream

if TYPE_CHECKING:
    from collections.abc import Iterable

_HEADER: Final = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_PACKED: Final = 150
"""Objects in one object stream: few enough that a reader unpacks little for one of them."""
_entry: Final = struct.Struct(">BIH").pack
_FREE: Final = _entry(0, 0, 65535)


class File:
    """A PDF in the making."""

    def __init__(self) -> None:
        self._body = bytearray(_HEADER)
        self._places = [_FREE]
        """For each number the entry of the cross-reference table."""
        self._pack: list[tuple[int, str]] = []

    def reserve(self, count: int = 1) -> int:
        """Take numbers for objects that are written later; returns the first."""
        first = len(self._places)
        self._places += [_FREE] * count
        return first

    def put(self, objects: Iterable[tuple[int, str]]) -> None:
        """Write objects under numbers taken before."""
        pack = self._pack
        source = iter(objects)
        while taken := list(islice(source, _PACKED - len(pack))):
            pack += taken
            if len(pack) == _PACKED:
                self._write_pack(pack)
                pack.clear()

    def add(self, written: str) -> str:
        """Number and write an object; returns its reference."""
        number = self.reserve()
        self.put([(number, written)])
        return f"{number} 0 R"

    def add_stream(self, content: bytes, entries: str = "", *, compressed_already: bool = False) -> str:
        """Number and write a stream; returns its reference."""
        return self.add_written(stream(content, entries, compressed_already=compressed_already))

    def add_written(self, written: bytes) -> str:
        """The same for one that has its form already."""
        number = self.reserve()
        self._places[number] = _entry(1, len(self._body), 0)
        self._body += b"%d 0 obj\n%s\nendobj\n" % (number, written)
        return f"{number} 0 R"

    def finished(self, catalogue: str, info: str) -> bytes:
        """The file, given the references of its catalogue and its information dictionary."""
        if self._pack:
            self._write_pack(self._pack)
        number, start = self.reserve(), len(self._body)
        self._places[number] = _entry(1, start, 0)
        identity = hashlib.blake2b(self._body, digest_size=16).hexdigest()
        trailer = f"/Type/XRef/Size {number + 1}/Root {catalogue}/Info {info}/ID[<{identity}><{identity}>]/W[1 4 2]"
        table = stream(b"".join(self._places), trailer)
        self._body += b"%d 0 obj\n%s\nendobj\n" % (number, table)
        self._body += b"startxref\n%d\n%%%%EOF\n" % start
        return bytes(self._body)

    def bare(self, contents: Iterable[str], resources: str, width: float, height: float) -> bytes:
        """The file, with pages to be looked at and not to be read: they have no structure.

        Args:
            contents: the references of the streams that draw them.
            resources: the dictionary of what they are drawn with.
            width: of each, in points.
            height: the same.
        """
        tree = self.reserve()
        page = f"<</Type/Page/Parent {tree} 0 R/MediaBox[0 0 {width:.2f} {height:.2f}]/Resources{resources}/Contents "
        pages = [self.add(f"{page}{content}>>") for content in contents]
        self.put([(tree, f"<</Type/Pages/Count {len(pages)}/Kids[{' '.join(pages)}]>>")])
        return self.finished(self.add(dictionary({"Type": "/Catalog", "Pages": f"{tree} 0 R"})), self.add("<<>>"))

    def copy(self) -> File:
        """Another file that begins with the same objects."""
        other = File()
        other._body, other._places, other._pack = self._body[:], self._places[:], self._pack[:]
        return other

    def _write_pack(self, pack: list[tuple[int, str]]) -> None:
        """Write an object stream."""
        holder = self.reserve()
        numbers, objects = zip(*pack, strict=True)
        for place, number in enumerate(numbers):
            self._places[number] = _entry(2, holder, place)
        begins = accumulate([len(written) + 1 for written in objects], initial=0)
        head = "".join([f"{number} {begin} " for number, begin in zip(numbers, begins, strict=False)])
        content = "\n".join(objects)
        packed = stream((head + content).encode("latin-1"), f"/Type/ObjStm/N {len(pack)}/First {len(head)}")
        self._places[holder] = _entry(1, len(self._body), 0)
        self._body += b"%d 0 obj\n%s\nendobj\n" % (holder, packed)
