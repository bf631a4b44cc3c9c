"""The first and the last line of a bundle: who sends it, and what the lines between must add up to.

    {"format":"roundtable bundle","version":1,"made_at":…,"audience":…,"city":…,"city_name":…,"author":…,"site":…,"key":…}
    {"count":…,"sha256":…,"signature":…}

``sha256`` is of all lines before the trailer, their ends included. ``signature`` is Ed25519 (RFC 8032) by the sender's
``key`` over `SIGNED` and that digest; both are empty where the sender has no key.
"""  # noqa: E501  # a line of the format is a line

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Final, Literal, TypeAlias

import msgspec

from desktop_app.errors import InvalidValue
from desktop_app.exchange.bundle.lines import Count, Malformed, exact
from desktop_app.records import Audience
from desktop_app.records.types import Text

FORMAT: Final = "roundtable bundle"
VERSION: Final = 1
SIGNED: Final = b"roundtable bundle 1\0"
"""Precedes the digest in what is signed, so that a signature is good for nothing else."""

AudienceCode: TypeAlias = Literal["public", "network", "internal"]
AUDIENCES: Final[dict[Audience, AudienceCode]] = {
    Audience.PUBLIC: "public",
    Audience.NETWORK: "network",
    Audience.INTERNAL: "internal",
}

_LONGEST: Final = 16 * 1024
_MOMENT: Final = "%Y-%m-%dT%H:%M:%SZ"
_UUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_KEY_SIZES: Final = (0, 32)
_SIGNATURE_SIZES: Final = (0, 64)
_TEXT: Final = Text()


class OtherFormat(ValueError):
    """The first line is no header of a bundle."""


class LaterVersion(ValueError):
    """A header of a version that this one does not know."""


class Header(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who made the bundle, when, and for whom: what the sender says of itself."""

    format: Literal["roundtable bundle"] = FORMAT
    version: Literal[1] = VERSION
    made_at: str
    """ISO 8601 in UTC, to the second, by the sender's clock."""
    audience: AudienceCode
    city: str
    """The id of the sending city's record; ``""`` for a coordinator."""
    city_name: str
    author: str
    site: str
    """The UUID of the sender's installation of the workspace."""
    key: bytes = b""
    """The sender's public key, 32 bytes, or nothing."""


class Trailer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the lines before it must add up to."""

    count: Count
    sha256: str
    signature: bytes = b""


class _Version(msgspec.Struct, frozen=True):
    format: str
    version: int


_encoder: Final = msgspec.json.Encoder()
_versions: Final = msgspec.json.Decoder(_Version)
_headers: Final = msgspec.json.Decoder(Header)
_trailers: Final = msgspec.json.Decoder(Trailer)


def encode(edge: Header | Trailer) -> bytes:
    """The line of a header or a trailer, without its end."""
    return _encoder.encode(edge)


def header_of(line: bytes) -> Header:
    """The header that the first line is.

    Raises:
        OtherFormat: it is no bundle at all.
        LaterVersion: only a later version reads it.
        Malformed: it is broken.
    """
    try:
        version = _versions.decode(line[:_LONGEST])
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        raise OtherFormat(line[:80]) from None
    if version.format != FORMAT:
        raise OtherFormat(version.format)
    if version.version > VERSION:
        raise LaterVersion(version.version)
    header = exact(_headers, line)
    if not (
        _is_moment(header.made_at)
        and _is_line(header.city_name)
        and _is_line(header.author)
        and (not header.city or _UUID.fullmatch(header.city))
        and _UUID.fullmatch(header.site)
        and len(header.key) in _KEY_SIZES
    ):
        raise Malformed(line[:80])
    return header


def trailer_of(line: bytes) -> Trailer:
    """The trailer that the last line is.

    Raises:
        Malformed: it is none.
    """
    trailer = exact(_trailers, line[:_LONGEST])
    if not _SHA256.fullmatch(trailer.sha256) or len(trailer.signature) not in _SIGNATURE_SIZES:
        raise Malformed(line[:80])
    return trailer


def moment(now: datetime | None = None) -> str:
    """This moment, or another, as a header says it."""
    return (now or datetime.now(UTC)).strftime(_MOMENT)


def _is_moment(text: str) -> bool:
    try:
        return moment(datetime.strptime(text, _MOMENT)) == text
    except ValueError:
        return False


def _is_line(text: str) -> bool:
    """Whether a text can stand in a sentence: bounded, no control characters, nothing that turns it around."""
    try:
        return _TEXT.check(text) == text
    except InvalidValue:
        return False
