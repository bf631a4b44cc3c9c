"""What may be drawn of a text: no control character, no half of a pair, and line breaks of one kind."""

from __future__ import annotations

import re
from typing import Final
from unicodedata import category

REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"

_UNCOMMON: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff\ufdd0-\ufdef]")
_LINE_BREAK: Final = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_FORBIDDEN: Final = re.compile("[\x00-\x09\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff\ufdd0-\ufdef]")


def cleaned(text: str) -> str:
    """The text with each line break as ``\\n``, tabs as spaces, and U+FFFD for what no document can show."""
    if text.isprintable() or not _UNCOMMON.search(text):
        return text
    return _FORBIDDEN.sub(REPLACEMENT, _LINE_BREAK.sub("\n", text).replace("\t", " ").replace("\n", "\x0b")).replace(
        "\x0b", "\n"
    )


def is_blank(text: str) -> bool:
    """Whether nothing of a text would be seen: no letter, no digit, no sign."""
    return not text[:1].isalnum() and all(category(character)[0] in "CZ" for character in text)


def one_line(text: str) -> str:
    """The same for a title or a name, with spaces for line breaks."""
    return cleaned(text).replace("\n", " ")
