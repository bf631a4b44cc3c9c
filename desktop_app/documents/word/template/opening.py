"""A Word file as a parcel of parts, opened with suspicion: bounded, without entities, without macros.

Only parts that somebody asks for are unpacked, each up to a bound and all together up to another. Relationships are
followed within the file alone (ECMA-376 part 2).
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Final

from lxml import etree

from desktop_app.errors import Damaged, Foreign, TooLarge, refusing
from desktop_app.language import _

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MAX_FILE: Final = 32 * 2**20
"""Bytes of a template as it lies on the disk."""
MAX_PART: Final = 16 * 2**20
"""Bytes of one part, unpacked."""
MAX_UNPACKED: Final = 64 * 2**20
"""Bytes of all the parts that are looked at."""
MAX_MEMBERS: Final = 4000

_ZIP: Final = b"PK\x03\x04"
_COMPOUND: Final = b"\xd0\xcf\x11\xe0"
"""How a file of Word 97 begins, and one that a password protects."""
_UNREADABLE: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, KeyError,
                      RuntimeError)  # fmt: skip
_RELATIONS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OVERRIDE: Final = "{http://schemas.openxmlformats.org/package/2006/content-types}Override"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_STRICT: Final = "http://purl.oclc.org/ooxml/officeDocument/relationships/"
_MAIN_TYPES: Final = frozenset(
    f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}.main+xml"
    for kind in ("document", "template")
)


@dataclass(frozen=True, slots=True)
class Relation:
    """What one part says about another."""

    kind: str
    """The last word of its type: ``header``, ``image``."""
    target: str
    """The other part's name; ``""`` where it lies outside the file."""


class Parcel:
    """The parts of a Word file."""

    def __init__(self, content: bytes, name: str) -> None:
        """Open it.

        Args:
            content: the file.
            name: what it is called in sentences.

        Raises:
            Foreign: it is no Word file, or one with macros, or under a password.
            Damaged: it cannot be read.
            TooLarge: it is larger than any that is read.
        """
        self.name = name
        self._left = MAX_UNPACKED
        if len(content) > MAX_FILE:
            raise self.too_large()
        self._zip = self._opened(content)
        self.main = self._main()
        self.relations = self.relations_of(self.main)

    def _opened(self, content: bytes) -> zipfile.ZipFile:
        if content[:4] == _COMPOUND:
            raise Foreign(
                _("“{name}” is protected by a password, or is in the format of Word 97. Save it in Word as a .docx"
                  " without a password, and choose that. Nothing was changed.", name=self.name)
            )  # fmt: skip
        if content[:4] != _ZIP:
            raise self._foreign()
        try:
            opened = zipfile.ZipFile(BytesIO(content))
        except _UNREADABLE as error:
            raise self.damaged() from error
        names = opened.namelist()
        if len(names) > MAX_MEMBERS:
            raise self.too_large()
        if len(set(names)) != len(names):
            raise self.damaged()
        return opened

    def _main(self) -> str:
        types = self._types()
        if any("macro" in kind.casefold() or "vbaproject" in kind.casefold() for kind in types.values()):
            raise Foreign(
                _("“{name}” contains macros, which no document made here may carry. Save it in Word as a .docx, "
                  "and choose that. Nothing was changed.", name=self.name)
            )  # fmt: skip
        for relation in self._related("", _STRICT).values():
            if relation.kind == "officeDocument":
                raise Foreign(
                    _("“{name}” is in the strict form of Open XML, which is not read here. Save it in Word as an"
                      " ordinary .docx, and choose that. Nothing was changed.", name=self.name)
                )  # fmt: skip
        for relation in self._related("", _OFFICE).values():
            if relation.kind == "officeDocument" and types.get(relation.target) in _MAIN_TYPES:
                return relation.target
        raise self._foreign()

    def _types(self) -> Mapping[str, str]:
        if "[Content_Types].xml" not in self._zip.namelist():
            raise self._foreign()
        root = self.xml("[Content_Types].xml")
        found = {
            each.get("PartName", "").lstrip("/"): each.get("ContentType", "") for each in root.iterchildren(_OVERRIDE)
        }
        defaults = {f"*{at}": each.get("ContentType", "") for at, each in enumerate(root) if each.get("Extension")}
        return {**defaults, **found}

    # its parts

    def has(self, name: str) -> bool:
        """Whether there is a part of that name."""
        return name in self._zip.NameToInfo

    def part(self, name: str) -> bytes:
        """The bytes of a part.

        Raises:
            Damaged: it cannot be read.
            TooLarge: it, or all that was unpacked so far, is too much.
        """
        most = min(MAX_PART, self._left)
        try:
            with self._zip.open(name) as file:
                content = file.read(most + 1)
        except _UNREADABLE as error:
            raise self.damaged() from error
        if len(content) > most:
            raise self.too_large()
        self._left -= len(content)
        return content

    def xml(self, name: str) -> etree._Element:
        """A part as a tree, without comments and entities.

        Raises:
            Damaged: it is no XML, or one that declares a document type, which no Word file does.
            TooLarge: it, or all that was unpacked so far, is too much.
        """
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(self.part(name), parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self.damaged() from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise self.damaged()
        return root

    def relations_of(self, part: str) -> Mapping[str, Relation]:
        """What a part refers to, by the names it has for it."""
        return self._related(part, _OFFICE)

    def _related(self, part: str, prefix: str) -> dict[str, Relation]:
        folder, _slash, base = part.rpartition("/")
        place = posixpath.join(folder, "_rels", f"{base}.rels")
        if not self.has(place):
            return {}
        found = {}
        for each in self.xml(place).iterchildren(_RELATIONS):
            kind = each.get("Type", "")
            if kind.startswith(prefix):
                outside = each.get("TargetMode", "Internal") != "Internal"
                target = "" if outside else posixpath.normpath(posixpath.join("/", folder, each.get("Target", "")))[1:]
                found[each.get("Id", "")] = Relation(kind.removeprefix(prefix), target if self.has(target) else "")
        return found

    def single(self, kind: str) -> str:
        """The part of that kind that the main part refers to; ``""`` for none."""
        return next((found.target for found in self.relations.values() if found.kind == kind and found.target), "")

    # refusals

    def damaged(self) -> Damaged:
        """The sentence for a file that cannot be read."""
        return Damaged(_("“{name}” is damaged: Word may be able to repair it. Nothing was changed.", name=self.name))

    def too_large(self) -> TooLarge:
        """The sentence for a file that holds too much."""
        return TooLarge(_("“{name}” is too large for a template. Nothing was changed.", name=self.name))

    def _foreign(self) -> Foreign:
        return Foreign(_("“{name}” is not a Word file (.docx or .dotx). Nothing was changed.", name=self.name))


def content_of(path: Path) -> bytes:
    """The bytes of a file that may be a template, up to one more than are read.

    Raises:
        FileRefused: it cannot be read.
    """
    with refusing(path), path.open("rb") as file:
        return file.read(MAX_FILE + 1)
