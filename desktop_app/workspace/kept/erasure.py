"""The erasure: what is to be forgotten, said once by a city, and named by a hash of all that it says.

It names a record, or one of its cells, and nothing about the person: no name, no hash of a name, and not who asked. It
takes away the value of every change that it *covers*, in whatever order the two arrive.

Whether a change is covered follows from these two alone and needs no third: so it does not matter what arrived before.
A text that was written again without the name is spared by the ids of such changes, and so is what names one of them as
a parent; whoever writes in that cell later names them (`Erasing.spares_for`).

The bytes that are signed, in the notation of `desktop_app.workspace.changes.change`; the id is the SHA-256 of these
and the signature:

    "roundtable erasure 1\\0"
    record                       16 bytes of the UUID
    field, language, city, site  each: length in bytes (4, big-endian), UTF-8
    at, number of spares         8 bytes each, big-endian
    spares                       32 bytes each, ascending
    key                          32 bytes
"""

from __future__ import annotations

import hashlib
import re
import struct
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import msgspec

from desktop_app.workspace.changes.change import DELETED, ID_SIZE, PARENT_LIMIT, record_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop_app.records import RecordId
    from desktop_app.workspace.changes.change import Change

EVERY: Final = "*"
"""In place of a language: the field in all of them."""
KEPT: Final = frozenset({"city", "confidentiality", DELETED})
"""The fields that no erasure covers: to whom a record belongs, who may see it, whether it is there."""
KEY_SIZE: Final = 32
SIGNATURE_SIZE: Final = 64

_DOMAIN: Final = b"roundtable erasure 1\0"
_NUMBERS: Final = struct.Struct(">QQ")
_LENGTH: Final = struct.Struct(">I")
_LARGEST: Final = (1 << 63) - 1
_UUID: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_NAME: Final = re.compile(r"[A-Za-z0-9_.-]{0,64}")


class Erasure(msgspec.Struct, frozen=True, gc=False):
    """What is to be forgotten. Made by `received`, which computes its id."""

    record: str
    field: str
    """One field of it, or ``""`` for all but those of `KEPT`."""
    language: str
    """The language of the one cell that it covers, ``""`` in a field that has none; `EVERY` for the whole field."""
    city: str
    """The city that says so; ``""`` for a coordinator."""
    site: str
    """The UUID of the installation at which it was said."""
    at: int
    """Milliseconds since 1970 in UTC by that installation's clock."""
    spares: tuple[bytes, ...]
    """Of one cell: the ids of the changes that stay, ascending."""
    key: bytes
    """The city's Ed25519 public key. Nothing, and no signature, for one that holds in this workspace alone."""
    signature: bytes
    id: bytes
    takes: tuple[bytes, ...] = ()
    """Of one that holds in this workspace alone, about one cell: the ids of the only changes that it covers. What the
    record's own city writes there later is not this workspace's to take."""

    @property
    def travels(self) -> bool:
        """Whether it leaves with bundles and counts in the fingerprint."""
        return bool(self.key)

    def covers(self, change: Change) -> bool:
        """Whether it takes away the value of a change."""
        if self.takes:
            return change.id in self.takes
        return (
            self.covers_cell(change.record, change.field, change.language)
            and change.id not in self.spares
            and not any(parent in self.spares for parent in change.parents)
        )

    def covers_cell(self, record: RecordId, field: str, language: str) -> bool:
        """Whether whatever is written in a cell is covered, unless it is spared."""
        return (
            not self.takes
            and record == self.record
            and field not in KEPT
            and (not self.field or (field == self.field and self.language in (language, EVERY)))
        )


def content(record: RecordId, field: str, language: str, city: str, site: str, at: int, spares: tuple[bytes, ...],
            key: bytes) -> bytes:  # fmt: skip
    """The bytes that a city signs."""
    texts = b"".join(_LENGTH.pack(len(raw)) + raw for raw in (text.encode() for text in (field, language, city, site)))
    return b"".join((_DOMAIN, record_bytes(record), texts, _NUMBERS.pack(at, len(spares)), *spares, key))


def local(
    record: RecordId, field: str, language: str, city: str, site: str, at: int, takes: Iterable[bytes] = ()
) -> Erasure:
    """An erasure that holds in one workspace alone."""
    taken = tuple(sorted(set(takes)))
    named = hashlib.sha256(content(record, field, language, city, site, at, taken, b"") + b"local").digest()
    return Erasure(record, field, language, city, site, at, (), b"", b"", named, taken)


def received(  # noqa: PLR0913, RUF100  # the parts of an erasure as they come off a line
    record: RecordId,
    field: str,
    language: str,
    city: str,
    site: str,
    at: int,
    spares: tuple[bytes, ...],
    key: bytes,
    signature: bytes,
) -> Erasure:
    """An erasure with its id. Whether it is sound, `is_sound` says."""
    said = content(record, field, language, city, site, at, spares, key)
    name = hashlib.sha256(said + signature).digest()
    return Erasure(record, field, language, city, site, at, spares, key, signature, name)


def is_sound(erasure: Erasure) -> bool:
    """Whether an erasure is one that this format allows: a question of its content alone.

    Names, UUIDs and lengths in bounds, spares of one cell only, ascending and each once, its signature by its key.
    """
    whole_field = not erasure.field or erasure.language == EVERY
    return (
        _UUID.fullmatch(erasure.record) is not None
        and _UUID.fullmatch(erasure.site) is not None
        and (not erasure.city or _UUID.fullmatch(erasure.city) is not None)
        and _NAME.fullmatch(erasure.field) is not None
        and erasure.field not in KEPT
        and (_NAME.fullmatch(erasure.language) is not None or erasure.language == EVERY)
        and (bool(erasure.field) or not erasure.language)
        and 0 <= erasure.at <= _LARGEST
        and len(erasure.spares) <= (0 if whole_field else PARENT_LIMIT)
        and all(len(spared) == ID_SIZE for spared in erasure.spares)
        and all(one < other for one, other in pairwise(erasure.spares))
        and is_signed(erasure)
    )


def is_signed(erasure: Erasure) -> bool:
    """Whether its signature fits its key."""
    from nacl.exceptions import BadSignatureError
    from nacl.signing import VerifyKey

    if (len(erasure.key), len(erasure.signature)) != (KEY_SIZE, SIGNATURE_SIZE):
        return False
    said = content(
        erasure.record, erasure.field, erasure.language, erasure.city, erasure.site, erasure.at, erasure.spares,
        erasure.key,
    )  # fmt: skip
    try:
        VerifyKey(erasure.key).verify(said, erasure.signature)
    except (BadSignatureError, ValueError):
        return False
    return True
