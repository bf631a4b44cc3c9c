"""Objects of a PDF in the form in which they are written (ISO 32000-1, 7.3)."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from reportlab.pdfbase import pdfdoc

if TYPE_CHECKING:
    from reportlab.pdfbase.pdfdoc import PDFDocument


class Raw(pdfdoc.PDFObject):  # type: ignore[misc]  # reportlab is untyped
    """An object in its written form, which may be set after it was given a number."""

    def __init__(self, written: str = "") -> None:
        self.written = written

    def format(self, document: PDFDocument) -> bytes:
        """The written form."""
        return self.written.encode("latin-1")


class Stream(pdfdoc.PDFObject):  # type: ignore[misc]  # reportlab is untyped
    """A stream, compressed unless its content is already."""

    def __init__(self, content: bytes, entries: str = "", *, compressed_already: bool = False) -> None:
        self.content, self.entries, self.compressed_already = content, entries, compressed_already

    def format(self, document: PDFDocument) -> bytes:
        """Dictionary and content."""
        content, entries = self.content, self.entries
        if not self.compressed_already:
            content, entries = zlib.compress(content, 6), entries + "/Filter/FlateDecode"
        return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries.encode("latin-1"), len(content), content)


def text_string(text: str) -> str:
    """A text string (7.9.2.2): plain where it is ASCII, UTF-16 with its mark otherwise."""
    if text.isascii() and text.isprintable():
        escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        return f"({escaped})"
    return f"<feff{text.encode('utf-16-be', 'replace').hex()}>"


def number(value: float) -> str:
    """A number with at most two decimals, as short as it can be written."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
