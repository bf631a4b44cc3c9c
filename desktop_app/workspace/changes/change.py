"""The change: one value of one cell, written once by somebody, and named by a hash of all that it says.

A *cell* is a (record, field, language). A change names as parents the heads of its cell that its author saw. Its id
covers everything else, with the value only through ``SHA-256(salt ‖ value)``: so the same id always means the same
content, and the id can still be verified after the value has been erased.

The bytes that are hashed, unambiguous because every text is preceded by its length and every number has its width:

    "roundtable change 1\\0"
    kind, field, language        each: length in bytes (4, big-endian), UTF-8
    record                       16 bytes of the UUID
    author, site                 as kind
    seq, at, number of parents   8 bytes each, big-endian
    parents                      32 bytes each, ascending
    SHA-256(salt ‖ value)        32 bytes
"""

from __future__ import annotations

import hashlib
import os
import re
import struct
from datetime import UTC, datetime
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Protocol

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop_app.records import Json, RecordId

ID_SIZE: Final = 32
SALT_SIZE: Final = 16
DELETED: Final = "deleted"
"""The field by which a record is deleted and restored."""

NAME_LIMIT: Final = 64
"""Characters in the name of a kind, a field or a language."""
AUTHOR_LIMIT: Final = 500
PARENT_LIMIT: Final = 4096
"""Parents of one change: more heads than this never came about by people writing."""
VALUE_LIMIT: Final = 1 << 20
"""Characters of a value as JSON."""
DEPTH_LIMIT: Final = 64
"""Lists and objects within each other in a value: no field nests so deep, and a parser's stack is finite."""

_DOMAIN: Final = b"roundtable change 1\0"
_NUMBERS: Final = struct.Struct(">QQQ")
_LENGTH: Final = struct.Struct(">I")
_LARGEST: Final = (1 << 63) - 1
_CANONICAL_UUID: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_NAME: Final = re.compile(r"[A-Za-z0-9_.-]{0,64}")
_encoder: Final = msgspec.json.Encoder(order="sorted")


class Said(Protocol):
    """What a change says, in whatever form it is held."""

    @property
    def kind(self) -> str: ...
    @property
    def record(self) -> str: ...
    @property
    def field(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def salt(self) -> bytes: ...
    @property
    def author(self) -> str: ...
    @property
    def site(self) -> str: ...
    @property
    def seq(self) -> int: ...
    @property
    def at(self) -> int: ...
    @property
    def parents(self) -> tuple[bytes, ...]: ...


class Change(msgspec.Struct, frozen=True, gc=False):
    """One change. Made by `write` or `received`, which compute its id."""

    kind: str
    record: str
    field: str
    language: str
    """ISO 639 code of the text's language; ``""`` for a field that is not written in several."""
    value: str | None
    """The value as `canonical` JSON text; ``null`` for an emptied cell. ``None`` once it was erased."""
    salt: bytes
    """16 random bytes; once the value was erased, the 32 bytes of SHA-256(salt ‖ value) in their place."""
    author: str
    site: str
    """The UUID of the installation of the workspace in which it was written."""
    seq: int
    """Counts from 1 at each site, without gaps."""
    at: int
    """Milliseconds since 1970 in UTC by the author's clock, which may be wrong. Decides only what is shown."""
    parents: tuple[bytes, ...]
    """The ids of the heads of the cell that the author saw, ascending, each once."""
    id: bytes

    @property
    def json(self) -> Json:
        """The value itself; ``None`` where it is empty or erased."""
        return None if self.value is None else parsed(self.value)

    def is_genuine(self) -> bool:
        """Whether the id is the one that the content gives."""
        return self.id == received(*msgspec.structs.astuple(self)[:-1]).id

    def erased(self) -> Change:
        """The change without its value, whose id can still be verified."""
        if self.value is None:
            return self
        return msgspec.structs.replace(self, value=None, salt=commitment(self.salt, self.value))


def canonical(value: Json) -> str:
    """A value as JSON in the one form in which this version writes it: sorted keys, no spaces, UTF-8."""
    return _encoder.encode(value).decode()


def parsed(text: str) -> Json:
    """The value of a JSON text.

    Raises:
        msgspec.DecodeError: it is none.
    """
    value: Json = msgspec.json.decode(text)
    return value


def commitment(salt: bytes, value: str) -> bytes:
    """The 32 bytes that stand for a value in the id of its change."""
    return hashlib.sha256(salt + value.encode()).digest()


def write(
    kind: str,
    record: RecordId,
    field: str,
    language: str,
    value: str,
    *,
    author: str,
    site: str,
    seq: int,
    at: int,
    parents: Iterable[bytes] = (),
) -> Change:
    """A new change, with a fresh salt."""
    ordered = tuple(sorted(set(parents)))
    salt = os.urandom(SALT_SIZE)
    return received(kind, record, field, language, value, salt, author, site, seq, at, ordered)


def received(  # noqa: PLR0913, RUF100  # the parts of a change as they come off a line
    kind: str,
    record: RecordId,
    field: str,
    language: str,
    value: str | None,
    salt: bytes,
    author: str,
    site: str,
    seq: int,
    at: int,
    parents: tuple[bytes, ...],
) -> Change:
    """A change that came from elsewhere, with its id computed here. Whether it is sound, `is_sound` says.

    Names that come again from change to change are kept once: they would be more than half of the memory.
    """
    sealed = salt if value is None else commitment(salt, value)
    cell, kind, field, language = _cell(kind, field, language)
    who, author, site = _who(author, site)
    about, record = _about(record)
    content = (cell, about, who, _NUMBERS.pack(seq, at, len(parents)), *parents, sealed)
    name = hashlib.sha256(b"".join(content)).digest()
    return Change(kind, record, field, language, value, salt, author, site, seq, at, parents, name)


def is_sound(change: Change) -> bool:
    """Whether a change is one that this format allows: a question of its content alone, never of this machine.

    Names, UUIDs and lengths in bounds, parents ascending and each once, the value JSON in its one
    canonical form. Kinds and fields need not be known here.
    """
    erased = change.value is None
    return is_sound_but_for_value(change, erased=erased) and (erased or _is_value(change.value or ""))


def is_sound_but_for_value(said: Said, *, erased: bool) -> bool:
    """The same for whoever sees in another way that the value is canonical and `is_shallow`.

    The names and UUIDs that come again from change to change are looked at once.
    """
    return (
        _is_cell(said.kind, said.field, said.language)
        and _is_uuid(said.record)
        and _is_who(said.author, said.site)
        and 0 < said.seq <= _LARGEST
        and 0 <= said.at <= _LARGEST
        and len(said.salt) == (ID_SIZE if erased else SALT_SIZE)
        and (not said.parents or _are_ids(said.parents))
    )


@lru_cache(maxsize=4096)
def _is_cell(kind: str, field: str, language: str) -> bool:
    return bool(kind and field and _NAME.fullmatch(kind) and _NAME.fullmatch(field) and _NAME.fullmatch(language))


@lru_cache(maxsize=1024)
def _is_who(author: str, site: str) -> bool:
    return len(author) <= AUTHOR_LIMIT and _is_uuid(site)


@lru_cache(maxsize=64)
def _is_uuid(text: str) -> bool:
    return _CANONICAL_UUID.fullmatch(text) is not None


def _are_ids(parents: tuple[bytes, ...]) -> bool:
    return (
        len(parents) <= PARENT_LIMIT
        and all(len(parent) == ID_SIZE for parent in parents)
        and all(one < other for one, other in pairwise(parents))
    )


def _is_value(text: str) -> bool:
    try:
        value = parsed(text)
        return len(text) <= VALUE_LIMIT and is_shallow(value) and canonical(value) == text
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return False


def is_shallow(value: Json) -> bool:
    """Whether no more lists and objects lie within each other than a value may have."""
    return not isinstance(value, list | dict) or _depth(value) <= DEPTH_LIMIT


def _depth(value: Json) -> int:
    if isinstance(value, list):
        return 1 + max(map(_depth, value), default=0)
    if isinstance(value, dict):
        return 1 + max(map(_depth, value.values()), default=0)
    return 0


@lru_cache(maxsize=4096)
def _cell(kind: str, field: str, language: str) -> tuple[bytes, str, str, str]:
    return _DOMAIN + _text(kind) + _text(field) + _text(language), kind, field, language


@lru_cache(maxsize=1024)
def _who(author: str, site: str) -> tuple[bytes, str, str]:
    return _text(author) + _text(site), author, site


@lru_cache(maxsize=4096)
def _about(record: RecordId) -> tuple[bytes, RecordId]:
    return record_bytes(record), record


def _text(text: str) -> bytes:
    encoded = text.encode()
    return _LENGTH.pack(len(encoded)) + encoded


def record_bytes(record: RecordId) -> bytes:
    """The 16 bytes of a record's UUID."""
    return bytes.fromhex(record.replace("-", ""))


def moment(at: int) -> str:
    """A time of the log as ISO 8601, in UTC; the last that can be written for one beyond it."""
    seconds = min(at // 1000, 253_402_300_799)
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")


def record_id(raw: bytes) -> RecordId:
    """The canonical form of a record's 16 bytes."""
    digits = raw.hex()
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
