"""The file around the parts: a package of python-docx's kind, written so that equal documents are equal bytes.

It starts empty rather than from python-docx's template, so nothing of anybody's machine, name or history is in it.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Final

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.package import OpcPackage
from docx.opc.packuri import CONTENT_TYPES_URI, PACKAGE_URI, PackURI
from docx.opc.part import Part

from desktop_app.documents.text.clean import cleaned
from desktop_app.documents.word import tongues
from desktop_app.documents.word.markup import characters, element

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from desktop_app.documents.blocks import Document
    from desktop_app.documents.word.image import Image

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a ZIP file can tell: when it was written is not told."""
_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_LONGEST_PROPERTY: Final = 255
_IMAGE_TYPES: Final = {"png": CONTENT_TYPE.PNG, "jpeg": CONTENT_TYPE.JPEG}


class Package:
    """A Word file while its parts come together."""

    def __init__(self, body: bytes, images: Iterable[Image]) -> None:
        self._package = OpcPackage()
        self._pictures: dict[bytes, Part] = {}
        self._main = self._part("/word/document.xml", CONTENT_TYPE.WML_DOCUMENT_MAIN, body)
        self._package.load_rel(RELATIONSHIP_TYPE.OFFICE_DOCUMENT, self._main, "rId1")
        self._illustrate(self._main, images)

    def add(self, name: str, content_type: str, reltype: str, blob: bytes, images: Iterable[Image] = ()) -> None:
        """Add a part that the main one refers to by its own name."""
        part = self._part(f"/word/{name}.xml", content_type, blob)
        self._main.load_rel(reltype, part, relation(name))
        self._illustrate(part, images)

    def describe(self, document: Document) -> None:
        """Give the file its title, subject, keywords and language; it has no author and no dates."""
        part = self._part("/docProps/core.xml", CONTENT_TYPE.OPC_CORE_PROPERTIES, _core(document))
        self._package.load_rel(RELATIONSHIP_TYPE.CORE_PROPERTIES, part, "rId2")

    def written(self) -> bytes:
        """The file."""
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self._members():
                member = zipfile.ZipInfo(name, _EPOCH)
                member.compress_type = zipfile.ZIP_DEFLATED
                member.create_system = 0
                archive.writestr(member, content, compresslevel=6)
        return target.getvalue()

    def _part(self, name: str, content_type: str, blob: bytes) -> Part:
        return Part(PackURI(name), content_type, blob)

    def _illustrate(self, part: Part, images: Iterable[Image]) -> None:
        for number, image in enumerate(images, 1):
            picture = self._pictures.get(image.data)
            if picture is None:
                name = f"/word/media/image{len(self._pictures) + 1}.{image.kind}"
                picture = self._pictures[image.data] = self._part(name, _IMAGE_TYPES[image.kind], image.data)
            part.load_rel(RELATIONSHIP_TYPE.IMAGE, picture, picture_relation(number))

    def _members(self) -> Iterator[tuple[str, bytes]]:
        parts = list(self._package.iter_parts())
        yield CONTENT_TYPES_URI.membername, _content_types(parts)
        yield PACKAGE_URI.rels_uri.membername, _bytes(self._package.rels.xml)
        for part in parts:
            yield part.partname.membername, part.blob
            if part.rels:
                yield part.partname.rels_uri.membername, _bytes(part.rels.xml)


def relation(name: str) -> str:
    """How the main part calls another part."""
    return f"rId_{name.rpartition('/')[2]}"


def picture_relation(number: int) -> str:
    """How a part calls its picture of that number, counted from 1."""
    return f"rIdPicture{number}"


def _bytes(xml: str | bytes) -> bytes:
    return xml if isinstance(xml, bytes) else xml.encode()


def _content_types(parts: list[Part]) -> bytes:
    defaults = (
        ("jpeg", CONTENT_TYPE.JPEG),
        ("png", CONTENT_TYPE.PNG),
        ("rels", CONTENT_TYPE.OPC_RELATIONSHIPS),
        ("xml", CONTENT_TYPE.XML),
    )
    types = [element("Default", Extension=extension, ContentType=kind) for extension, kind in defaults]
    types += [
        element("Override", PartName=part.partname, ContentType=part.content_type)
        for part in parts
        if part.content_type not in _IMAGE_TYPES.values()
    ]
    namespace = "http://schemas.openxmlformats.org/package/2006/content-types"
    return f'{_DECLARATION}<Types xmlns="{namespace}">{"".join(types)}</Types>'.encode()


def _core(document: Document) -> bytes:
    values = {
        "dc:title": document.title,
        "dc:subject": document.subject,
        "dc:language": tongues.tag(document.language),
        "cp:keywords": ", ".join(document.tags),
    }
    properties = [element(name, characters(_property(value))) for name, value in values.items() if value.strip()]
    return (
        f"{_DECLARATION}<cp:coreProperties"
        ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/">{"".join(properties)}</cp:coreProperties>'
    ).encode()


def _property(value: str) -> str:
    """A property is one line, no longer than programs that show it expect."""
    said = " ".join(cleaned(value).split())
    return said if len(said) <= _LONGEST_PROPERTY else said[: _LONGEST_PROPERTY - 1] + "…"
