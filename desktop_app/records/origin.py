"""Which text of which record a paragraph of a document is, so that an edited document can find its way back.

The mark is short enough for a content control of a Word file (64 characters):

    rt1.<record: 22 letters>.<field>.<language>.<digest of the text as it was: 8 letters>

with ``.n`` after it where a number of the document's own, and a tab, stand before the text.
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

_PREFIX: Final = "rt1"
_NUMBERED: Final = ".n"
_DIGEST: Final = 8
_INVISIBLE: Final = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_PARTS: Final = re.compile(r"rt1\.([A-Za-z0-9_-]{22})\.([a-z_]{1,24})\.([A-Za-z-]{0,12})\.([a-z2-7]{8})")


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

    def mark(self, *, numbered: bool) -> str:
        """What a document carries; ``numbered`` says that a number stands before the text."""
        short = base64.urlsafe_b64encode(uuid.UUID(self.record).bytes).decode().rstrip("=")
        return f"{_PREFIX}.{short}.{self.field}.{self.language}.{self.digest}{_NUMBERED if numbered else ''}"

    @classmethod
    def read(cls, mark: str) -> tuple[Origin, bool] | None:
        """The origin that a mark names, and whether a number stands before the text; ``None`` for any other text."""
        parts = _PARTS.fullmatch(mark.removesuffix(_NUMBERED))
        if parts is None:
            return None
        short, field, language, digest = parts.groups()
        try:
            record = str(uuid.UUID(bytes=base64.urlsafe_b64decode(f"{short}==")))
        except (ValueError, binascii.Error):
            return None
        return cls(record, field, language, digest), mark.endswith(_NUMBERED)


def bare(text: str) -> str:
    """A text without what cannot be seen and without doubled spaces: what two programs may write differently."""
    lines = (" ".join(_INVISIBLE.sub("", line).split()) for line in text.split("\n"))
    return re.sub(r"\n{2,}", "\n\n", "\n".join(lines)).strip()


def digest_of(text: str) -> str:
    """Eight letters that tell whether a text is still the same."""
    return base64.b32encode(hashlib.sha256(bare(text).encode()).digest()).decode().lower()[:_DIGEST]
