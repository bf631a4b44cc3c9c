"""Which text of which record a paragraph of a document is, so that an edited document can find its way back.

The mark fits into the name of a bookmark of a Word file, which has 40 letters, digits and underscores at most
(ECMA-376 part 1, 17.13.6.2), and is hidden where it begins with an underscore:

    _rt<record: 26 of base32><field: 1><language: 3, filled up with _><digest of the text as it was: 5><piece: 2 digits>
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import uuid
from typing import TYPE_CHECKING, Final

import msgspec

if TYPE_CHECKING:
    from desktop_app.records.values import RecordId

_DIGEST: Final = 5
_LANGUAGE: Final = 3
_MOST_PIECES: Final = 100
_FIELDS: Final = {"title": "t", "text": "x", "rationale": "r"}
_BY_LETTER: Final = {letter: field for field, letter in _FIELDS.items()}
_INVISIBLE: Final = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_PARTS: Final = re.compile(r"_rt([a-z2-7]{26})([a-z])([a-z]{2}[a-z_])([a-z2-7]{5})([0-9]{2})")


class Origin(msgspec.Struct, frozen=True):
    """One text of one record, in one language, as it was when the document was made."""

    record: RecordId
    field: str
    language: str
    digest: str

    @classmethod
    def of(cls, record: RecordId, field: str, language: str, text: str) -> Origin:
        """The origin of a text."""
        return cls(record, field, language, digest_of(text))

    def mark(self, piece: int) -> str:
        """What a document carries at the place where a piece of the text begins; ``""`` where a mark cannot say it."""
        if self.field not in _FIELDS or not 1 < len(self.language) <= _LANGUAGE or piece >= _MOST_PIECES:
            return ""
        record = base64.b32encode(uuid.UUID(self.record).bytes).decode().rstrip("=").lower()
        return f"_rt{record}{_FIELDS[self.field]}{self.language:_<{_LANGUAGE}}{self.digest}{piece:02}"

    @classmethod
    def read(cls, mark: str) -> tuple[Origin, int] | None:
        """The origin that a mark names, and which piece of its text begins there; ``None`` for any other name."""
        parts = _PARTS.fullmatch(mark)
        if parts is None or parts[2] not in _BY_LETTER:
            return None
        try:
            record = str(uuid.UUID(bytes=base64.b32decode(f"{parts[1].upper()}======")))
        except (ValueError, binascii.Error):
            return None
        return cls(record, _BY_LETTER[parts[2]], parts[3].rstrip("_"), parts[4]), int(parts[5])


def bare(text: str) -> str:
    """A text without what cannot be seen and without doubled spaces: what two programs may write differently."""
    lines = (" ".join(_INVISIBLE.sub("", line).split()) for line in text.split("\n"))
    return re.sub(r"\n{2,}", "\n\n", "\n".join(lines)).strip()


def digest_of(text: str) -> str:
    """Five letters that tell whether a text is still the same."""
    said = bare(text).encode("utf-8", "surrogatepass")
    return base64.b32encode(hashlib.sha256(said).digest()).decode().lower()[:_DIGEST]
