"""The texts of a Word file that know where they came from, as they read once every tracked change is accepted.

Only what our own documents mark is read: paragraphs in which a bookmark names a record's text
(`desktop_app.records.Origin`), and paragraphs that somebody added right after one. A Word file is a zip of XML: what it
would unpack to is bounded first, and the XML is read without entities and without a network (ECMA-376 part 1, 17.13).
"""

from __future__ import annotations

import zipfile
import zlib
from typing import TYPE_CHECKING, Final

import msgspec
from lxml import etree

from desktop_app.errors import Damaged, Foreign, TooLarge, refusing
from desktop_app.language import _
from desktop_app.records.origin import Origin

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAX_FILE: Final = 128 * 2**20
"""Bytes of a Word file as it lies on the disk."""
MAX_TEXT: Final = 96 * 2**20
"""Bytes of its main text, unpacked."""

_MAIN: Final = "word/document.xml"
_UNREADABLE: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, KeyError,
                      RuntimeError)  # fmt: skip
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_GONE: Final = frozenset({f"{_W}del", f"{_W}moveFrom"})
_OURS: Final = frozenset({"Muted"})
"""Styles of what the document says about a text, and which is no part of it."""
_WRITTEN: Final = frozenset({"Normal", "Lead", "NumberedParagraph", "BodyText", "ListParagraph"})
"""Styles in which Word goes on when somebody begins a new paragraph after one of ours."""
_BREAKS: Final = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "\u2011", f"{_W}softHyphen": "\u00ad"}


class Returned(msgspec.Struct, frozen=True):
    """A text as it came back."""

    origin: Origin
    text: str
    """As it reads with every tracked change accepted; ``""`` where it was taken out."""
    authors: tuple[str, ...]
    """Who tracked a change in it, as Word noted them."""


def read(path: Path) -> list[Returned]:
    """The marked texts of a Word file, in its order; each text once.

    Raises:
        Foreign: it is no Word file, or none that was made here.
        Damaged: it cannot be read.
        TooLarge: it is larger than any that is read.
        FileRefused: it cannot be opened.
    """
    texts = _Texts()
    for paragraph in _body(_main_part(path), path).iter(f"{_W}p"):
        texts.take(paragraph)
    found = texts.found
    if not found:
        raise Foreign(
            _("“{name}” contains no text that was made here, so there is nothing to compare. Nothing was "
              "changed.",
              name=path.name)
        )  # fmt: skip
    return [
        Returned(origin, "\n\n".join(filter(None, pieces)), tuple(filter(None, texts.authors[origin])))
        for origin, pieces in found.items()
    ]


class _Texts:
    """The marked texts, as their paragraphs come."""

    def __init__(self) -> None:
        self.found: dict[Origin, list[str]] = {}
        self.authors: dict[Origin, dict[str, None]] = {}
        self._open: Origin | None = None

    def take(self, paragraph: etree._Element) -> None:
        """Add a paragraph to the text that begins in it, or that it goes on with."""
        begun = [named[0] for mark in paragraph.iter(f"{_W}bookmarkStart") if (named := _named(mark)) is not None]
        if not begun and (self._open is None or not _may_be_added(paragraph)):
            self._open = None
            return
        for origin in dict.fromkeys(begun):
            self._open = origin
            self.found.setdefault(origin, [])
            self.authors.setdefault(origin, {})
        said = _texts_of(paragraph, self._open)
        for origin, text in said.items():
            self.found[origin].append(text)
            for change in paragraph.iter(f"{_W}ins", f"{_W}del", f"{_W}moveFrom", f"{_W}moveTo"):
                self.authors[origin].update({change.get(f"{_W}author", "")[:200]: None})


def _may_be_added(paragraph: etree._Element) -> bool:
    """Whether a paragraph without a mark can be one that a person added: none that the document itself puts there."""
    if paragraph.getparent() is None or next(paragraph.iterancestors(f"{_W}tbl"), None) is not None:
        return False
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return style is None or style.get(f"{_W}val") in _WRITTEN


def _main_part(path: Path) -> bytes:
    with refusing(path):
        if not path.is_file():
            raise Foreign(_("“{name}” is not a Word file (.docx). Nothing was changed.", name=path.name))
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(4)
    if size > MAX_FILE:
        raise _too_large(path)
    if start != b"PK\x03\x04":
        raise Foreign(_("“{name}” is not a Word file (.docx). Nothing was changed.", name=path.name))
    try:
        with zipfile.ZipFile(path) as package:
            part = package.getinfo(_MAIN)
            if part.file_size > MAX_TEXT:
                raise _too_large(path)
            with package.open(part) as file:
                content = file.read(MAX_TEXT + 1)
    except _UNREADABLE as error:
        raise _damaged(path) from error
    if len(content) > MAX_TEXT:
        raise _too_large(path)
    return content


def _body(content: bytes, path: Path) -> etree._Element:
    if b"<!DOCTYPE" in content[:4096]:  # no Word file has one, and entities hide in it
        raise _damaged(path)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _damaged(path) from error
    if root.tag != f"{_W}document":
        raise _damaged(path)
    return root


def _named(mark: etree._Element) -> tuple[Origin, int] | None:
    return Origin.read(mark.get(f"{_W}name", ""))


def _texts_of(paragraph: etree._Element, going_on: Origin | None) -> dict[Origin, str]:
    """The text of a paragraph with its tracked changes accepted, from the mark at which each text begins.

    What stands before the first mark is the number that the document put there.
    """
    said: dict[Origin, list[str]] = {}
    now = going_on
    first = True
    for piece in _pieces(paragraph):
        if isinstance(piece, Origin):
            if first:
                said.clear()
            first = False
            now = piece
            said.setdefault(now, [])
        elif now is not None:
            said.setdefault(now, []).append(piece)
    return {origin: "".join(pieces).strip() for origin, pieces in said.items()}


def _pieces(parent: etree._Element) -> Iterator[str | Origin]:
    """The texts within an element in their order, and the origins whose marks stand among them."""
    for child in parent:
        if child.tag in _GONE:
            continue
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag == f"{_W}bookmarkStart":
            named = _named(child)
            if named is not None:
                yield named[0]
        elif child.tag == f"{_W}tab":
            yield "\t"
        elif child.tag in _BREAKS:
            yield _BREAKS[str(child.tag)]
        elif child.tag == f"{_W}r" and _is_ours(child):
            continue
        elif child.tag not in (f"{_W}pPr", f"{_W}rPr"):
            yield from _pieces(child)


def _is_ours(run: etree._Element) -> bool:
    style = run.find(f"{_W}rPr/{_W}rStyle")
    return style is not None and style.get(f"{_W}val") in _OURS


def _damaged(path: Path) -> Damaged:
    return Damaged(_("“{name}” is damaged or incomplete. Ask for it again. Nothing was changed.", name=path.name))


def _too_large(path: Path) -> TooLarge:
    return TooLarge(_("“{name}” holds more than can be read from a Word file. Nothing was changed.", name=path.name))
