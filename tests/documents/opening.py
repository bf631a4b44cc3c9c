"""Looks into a Word file as another program would: its parts, its text, its properties."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Final

from lxml import etree

from desktop_app.documents import word
from desktop_app.documents.blocks import Block, Document, Furniture, Letterhead

if TYPE_CHECKING:
    from desktop_app.documents.word.template.reading import Template

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NAMES: Final = {"w": W[1:-1], "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"}


def document(*blocks: Block, language: str = "en", letterhead: Letterhead | None = None) -> Document:
    """A document of these blocks, with a little furniture."""
    return Document("Minutes", language, blocks, letterhead, Furniture("Minutes", "TNG/1", "Page {page} of {pages}"))


class Opened:
    """A Word file, open."""

    def __init__(self, made: Document, template: Template | None = None) -> None:
        self.bytes = word.render(made, template=template)
        self.archive = zipfile.ZipFile(io.BytesIO(self.bytes))

    def part(self, name: str = "document") -> etree._Element:
        """A part of the file, by its name without folder and ending."""
        parser = etree.XMLParser(resolve_entities=False, huge_tree=True)
        return etree.fromstring(self.archive.read(f"word/{name}.xml"), parser)

    def find(self, path: str, part: str = "document") -> list[etree._Element]:
        """The elements at an XPath, with the usual prefixes."""
        found = self.part(part).xpath(path, namespaces=_NAMES)
        assert isinstance(found, list)
        return [each for each in found if isinstance(each, etree._Element)]

    def values(self, path: str, part: str = "document") -> list[str]:
        """The attributes or texts at an XPath."""
        found = self.part(part).xpath(path, namespaces=_NAMES)
        assert isinstance(found, list)
        return [str(each) for each in found]

    def paragraphs(self, part: str = "document") -> list[str]:
        """The text of each paragraph, with what stands for a line break, a tab and a hyphen."""
        return [said(paragraph) for paragraph in self.find("//w:p", part)]


_SAID: Final = {f"{W}br": "\n", f"{W}tab": "\t", f"{W}softHyphen": "\u00ad", f"{W}noBreakHyphen": "\u2011"}


def said(paragraph: etree._Element) -> str:
    """The text of a paragraph."""
    parts = []
    for part in paragraph.iter(f"{W}t", *_SAID):
        around = part.getparent()
        if around is not None and around.tag == f"{W}tabs":
            continue
        parts.append(_SAID.get(str(part.tag), part.text or ""))
    return "".join(parts)
