"""A recovery key as people write it: four rows of four groups of four characters, each row with its own check.

The characters are Crockford's base 32, which has no I, L, O and U. A row carries 8 of the key's 32 bytes and 2 bytes
of a check over them and over its number, so that a slip of the hand is found, and in which row it is.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import Final

from desktop_app.errors import InvalidValue
from desktop_app.language import _
from desktop_app.workspace.file.key import RecoveryKey

_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_ROWS: Final = 4
_ROW: Final = 16
"""Characters in a row."""
_GROUP: Final = 4
_BYTES: Final = 8
_TAKEN_FOR: Final = str.maketrans("OILU", "011V")
_NUMBERED: Final = re.compile(r"\s*\d\s*[.):]?\s+(?=\S)")
_SHEET: Final = "23456789BCDFGHJKMNPQRSTVWXYZ"


def rows_of(key: RecoveryKey) -> list[str]:
    """The rows of a recovery sheet."""
    return [_row(number, key.raw[number * _BYTES :][:_BYTES]) for number in range(_ROWS)]


def _row(number: int, part: bytes) -> str:
    bits = int.from_bytes(part + _check(number, part), "big")
    said = "".join(_ALPHABET[bits >> 5 * (_ROW - 1 - place) & 31] for place in range(_ROW))
    return " ".join(said[start : start + _GROUP] for start in range(0, _ROW, _GROUP))


def _check(number: int, part: bytes) -> bytes:
    return hashlib.sha256(b"Roundtable recovery sheet" + bytes([number]) + part).digest()[:2]


def read(text: str) -> RecoveryKey:
    """The key that somebody typed from a sheet: in any case, with any spaces, dashes and line ends, O for 0, l for 1.

    Raises:
        InvalidValue: it is incomplete, or a row of it was mistyped; the sentence says which.
    """
    letters = _letters(text)
    if len(letters) != _ROWS * _ROW:
        raise InvalidValue(
            _("A recovery key has {whole} characters; these are {n}.", whole=_ROWS * _ROW, n=len(letters))
        )
    return RecoveryKey(b"".join(_part(number, letters[number * _ROW :][:_ROW]) for number in range(_ROWS)))


def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text)
    plain = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in plain).upper()
    bare = [re.sub(r"[\W_]", "", line) for line in plain.splitlines()]
    if any(len(line) == _ROW + 1 for line in bare):  # typed with the numbers of the rows
        bare = [re.sub(r"[\W_]", "", _NUMBERED.sub("", line, count=1)) for line in plain.splitlines()]
    return "".join(bare).translate(_TAKEN_FOR)


def _part(number: int, letters: str) -> bytes:
    try:
        bits = 0
        for letter in letters:
            bits = bits << 5 | _ALPHABET.index(letter)
    except ValueError:
        bits = -1
    content = bits.to_bytes(_BYTES + 2, "big") if bits >= 0 else b""
    part = content[:_BYTES]
    if bits < 0 or content[_BYTES:] != _check(number, part):
        raise InvalidValue(_("Row {n} of the recovery key is not right. Compare it with the sheet.", n=number + 1))
    return part


def sheet_number(salt: bytes) -> str:
    """Six characters that tell whether a sheet is for a file as it is now: printed on the one, shown for the other."""
    number = int.from_bytes(hashlib.sha256(b"Roundtable sheet" + salt).digest(), "big")
    said = ""
    for _place in range(6):
        number, digit = divmod(number, len(_SHEET))
        said += _SHEET[digit]
    return f"{said[:3]}-{said[3:]}"
