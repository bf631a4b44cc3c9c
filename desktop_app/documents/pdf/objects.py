"""Objects of a PDF in the form in which they are written (ISO 32000-1, 7.3)."""

from __future__ import annotations

import zlib
from typing import Final

_LEVEL: Final = 6
"""Of zlib: a higher one takes a third more time for two hundredths of the size."""

_LONGEST_STRING: Final = 8_000
"""Characters of a string: of those that take four bytes, as many as archives allow (ISO 19005-2, 6.1.13)."""


def stream(content: bytes, entries: str = "", *, compressed_already: bool = False) -> bytes:
    """Dictionary and content of a stream, compressed unless the content is already."""
    if not compressed_already:
        content, entries = zlib.compress(content, _LEVEL), entries + "/Filter/FlateDecode"
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries.encode("latin-1"), len(content), content)


class HalfDone:
    """A compressed stream of which the beginning is written, and the end is not known yet (RFC 1950, RFC 1951).

    What is kept of a page until the last one is laid out is its compressed beginning, and neither its text nor a
    compressor with its quarter of a megabyte: the end is compressed on its own, and only the check runs through both.
    """

    __slots__ = ("_begun", "_check")

    def __init__(self, beginning: bytes) -> None:
        packer = zlib.compressobj(_LEVEL)
        self._begun = packer.compress(beginning) + packer.flush(zlib.Z_FULL_FLUSH)
        self._check = zlib.adler32(beginning)

    def finished(self, end: bytes) -> bytes:
        """The whole stream with its end."""
        packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
        check = zlib.adler32(end, self._check).to_bytes(4, "big")
        content = self._begun + packer.compress(end) + packer.flush() + check
        return stream(content, "/Filter/FlateDecode", compressed_already=True)


def text_string(text: str) -> str:
    """A text string (7.9.2.2), plain where it is ASCII, UTF-16 with its mark otherwise; or its beginning."""
    text = text[:_LONGEST_STRING]
    if text.isascii() and text.isprintable():
        escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        return f"({escaped})"
    return f"<feff{text.encode('utf-16-be', 'replace').hex()}>"


def number(value: float) -> str:
    """A number with at most two decimals, as short as it can be written."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
