"""A change as one line of a bundle: a JSON array without names, and without the id, which the reader computes.

    [record, kind, field, language, author, site, seq, at, parents, salt, value]

``parents`` and ``salt`` are base64 (RFC 4648), ``at`` is milliseconds since 1970 in UTC. A change whose value was
erased carries ``null`` and, in place of its 16 bytes of salt, the 32 bytes that stand for the value in its id.

A line is exactly as this module writes it, or it is refused: no spaces, no second way to write one thing. The value is
in the one form that its change's id covers to the byte (`desktop_app.workspace.change.canonical`).
"""

from __future__ import annotations

from typing import Annotated, Final, TypeAlias, TypeVar

import msgspec

from desktop_app.workspace.change import ID_SIZE, Change, is_sound, received

Count: TypeAlias = Annotated[int, msgspec.Meta(ge=0, le=2**63 - 1)]
Place: TypeAlias = tuple[str, str, str, str, bytes]
"""Where a change stands among the others of a bundle."""
T = TypeVar("T")


class Malformed(ValueError):
    """A line that this format does not have."""


class _Line(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True, gc=False):
    record: str
    kind: str
    field: str
    language: str
    author: str
    site: str
    seq: Count
    at: Count
    parents: tuple[bytes, ...]
    salt: bytes
    value: msgspec.Raw


_NULL: Final = msgspec.Raw(b"null")
_encoder: Final = msgspec.json.Encoder()
_decoder: Final = msgspec.json.Decoder(_Line)


def place(change: Change) -> Place:
    """What the changes of a bundle are sorted by."""
    return (change.record, change.kind, change.field, change.language, change.id)


def encode(change: Change) -> bytes:
    """The line of a change, without its end."""
    value = _NULL if change.value is None else msgspec.Raw(change.value.encode())
    return _encoder.encode(
        _Line(
            change.record, change.kind, change.field, change.language, change.author, change.site,
            change.seq, change.at, change.parents, change.salt, value,
        )
    )  # fmt: skip


def decode(line: bytes) -> Change:
    """The change of a line, with its id computed.

    Raises:
        Malformed: it is none that this format allows.
    """
    found = exact(_decoder, line)
    if len(found.salt) == ID_SIZE and found.value != _NULL:
        raise Malformed(line[:80])
    try:
        change = _change(found)
    except ValueError as error:
        raise Malformed(str(error)) from None
    if not is_sound(change):
        raise Malformed(line[:80])
    return change


def decode_checked(line: bytes) -> Change:
    """The change of a line that `decode` has taken before, in half the time."""
    return _change(_decoder.decode(line))


def _change(found: _Line) -> Change:
    erased = len(found.salt) == ID_SIZE
    return received(
        found.kind, found.record, found.field, found.language, None if erased else bytes(found.value).decode(),
        found.salt, found.author, found.site, found.seq, found.at, found.parents,
    )  # fmt: skip


def exact(decoder: msgspec.json.Decoder[T], line: bytes) -> T:
    """What a line says, if it says it in the one way in which it is written here.

    Raises:
        Malformed: it does not.
    """
    try:
        found = decoder.decode(line)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise Malformed(str(error)) from None
    if _encoder.encode(found) != line:
        raise Malformed(line[:80])
    return found
