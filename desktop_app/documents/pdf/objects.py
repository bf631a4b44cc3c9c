"""Objects of a PDF in the form in which they are written (ISO 32000-1, 7.3): reportlab knows that form.

Dictionaries and texts go through its objects. The operators of a page and the elements of the structure, hundreds of
thousands in a long document, are put together as strings where they are drawn.
"""

from __future__ import annotations

import zlib
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from reportlab.pdfbase import pdfdoc

if TYPE_CHECKING:
    from collections.abc import Mapping

_LEVEL: Final = 3
"""Of zlib: 4 takes a third as much time again for a twentieth of the size, and 6 three quarters for a tenth."""
_WINDOW: Final = 14
_MEMORY: Final = 7
_SMALL_WINDOW: Final = 12
_LITTLE_MEMORY: Final = 5
"""As much as a page, or what comes after a page, has use for: a compressor for more takes longer to set up."""
_ESCAPED: Final = frozenset("()\\")
_LONGEST_STRING: Final = 8_000
"""Characters of a string: of those that take four bytes, as many as archives allow (ISO 19005-2, 6.1.13)."""


def stream(content: bytes, entries: str = "", *, compressed_already: bool = False) -> bytes:
    """Dictionary and content of a stream, compressed unless the content is already."""
    if not compressed_already:
        content, entries = _compressed(content), entries + "/Filter/FlateDecode"
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries.encode("latin-1"), len(content), content)


def _compressed(content: bytes) -> bytes:
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _WINDOW, _MEMORY)
    return packer.compress(content) + packer.flush()


class HalfDone:
    """A compressed stream of which the beginning is written, and the end is not known yet (RFC 1950, RFC 1951).

    What is kept of a page until the last one is laid out is its compressed beginning, and neither its text nor a
    compressor with its quarter of a megabyte: the end is compressed on its own, and only the check runs through both.
    """

    __slots__ = ("_begun", "_check")

    def __init__(self, beginning: bytes) -> None:
        packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _WINDOW, _MEMORY)
        self._begun = packer.compress(beginning) + packer.flush(zlib.Z_FULL_FLUSH)
        self._check = zlib.adler32(beginning)

    def finished(self, end: bytes) -> bytes:
        """The whole stream with its end."""
        packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -_SMALL_WINDOW, _LITTLE_MEMORY)
        check = zlib.adler32(end, self._check).to_bytes(4, "big")
        content = self._begun + packer.compress(end) + packer.flush() + check
        return stream(content, "/Filter/FlateDecode", compressed_already=True)


class _Plain:
    """What reportlab's objects ask of a document while they are written: that it is not encrypted."""

    encrypt = pdfdoc.NoEncryption()


def dictionary(entries: Mapping[str, str]) -> str:
    """A dictionary (7.3.7) of values in the form in which they are written; empty ones are left out.

    Args:
        entries: by key, which needs no slash.
    """
    keys = tuple(sorted([key for key, value in entries.items() if value]))
    return _form(keys) % tuple([entries[key] for key in keys])


@lru_cache(maxsize=64)
def _form(keys: tuple[str, ...]) -> str:
    """A dictionary with these keys, in order, and a place for the value of each."""
    made: bytes = pdfdoc.PDFDictionary(dict.fromkeys(keys, "%s")).format(_Plain)
    return made.decode("latin-1")


@lru_cache(maxsize=2048)
def text_string(text: str) -> str:
    """A text string (7.9.2.2), or its beginning: in PDFDocEncoding where that has all letters, else in UTF-16."""
    if text.isascii() and text.isprintable() and _ESCAPED.isdisjoint(text):
        return f"({text[:_LONGEST_STRING]})"  # as nearly every heading is
    made: bytes = pdfdoc.PDFString(text[:_LONGEST_STRING].encode("utf-8", "replace").decode()).format(_Plain)
    return made.decode("latin-1")


@lru_cache(maxsize=8192)
def number(value: float) -> str:
    """A number with at most two decimals, as short as it can be written. The same places come back on every page."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
