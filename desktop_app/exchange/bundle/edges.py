"""The first and the last line of a bundle: who sends it, and what the lines between must add up to.

    {"format":"roundtable bundle","version":2,"made_at":…,"audience":…,"author":…,"site":…,"card":{…},"to":[…],"keys":…}
    {"count":…,"sha256":…,"signature":…}

``sha256`` is of all lines before the trailer, their ends included. ``signature`` is Ed25519 (RFC 8032) by the key of the
sender's card over `SIGNED` and that digest: it binds the header, and with it the audience and the recipients.

Version 1 had no card, and no signature. It is read, and no longer written.
"""  # noqa: E501, RUF100  # a line of the format is a line

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import msgspec

from desktop_app.exchange import cards, strict
from desktop_app.exchange.bundle.lines import Count  # noqa: TC001  # read at run time
from desktop_app.exchange.strict import LaterVersion, Malformed, OtherFormat, exact
from desktop_app.records import Audience
from desktop_app.workspace import Card, Keys
from desktop_app.workspace.kept.erasure import KEY_SIZE

if TYPE_CHECKING:
    from collections.abc import Iterable

FORMAT: Final = "roundtable bundle"
VERSION: Final = 2
SIGNED: Final = b"roundtable bundle 2\0"
"""Precedes the digest in what is signed, so that a signature is good for nothing else."""

MAX_RECIPIENTS: Final = 100
MAX_GIVEN_UP: Final = 100

AudienceCode: TypeAlias = Literal["public", "network", "internal"]
AUDIENCES: Final[dict[Audience, AudienceCode]] = {
    Audience.PUBLIC: "public",
    Audience.NETWORK: "network",
    Audience.INTERNAL: "internal",
}

_LONGEST: Final = 32 * 1024
_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_SIGNATURE: Final = 64


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """Who made the bundle, when, and for whom: what the sender says of itself."""

    made_at: str
    """ISO 8601 in UTC, to the second, by the sender's clock."""
    audience: AudienceCode
    city: str
    """The id of the sending city's record; ``""`` for a coordinator."""
    city_name: str
    """``""`` for a coordinator."""
    author: str
    site: str
    """The UUID of the sender's installation of the workspace."""
    card: Card | None = None
    """The sender's, its own signature checked; ``None`` in an unsigned bundle of version 1."""
    to: tuple[str, ...] = ()
    """The age recipients to whom it was encrypted, the sender among them; nobody where a passphrase or nothing
    protects it."""
    keys: Keys | None = None
    """The city's own keys, handed over to a colleague who is to write for the same city."""
    given_up: tuple[bytes, ...] = ()
    """With them: the public halves of the keys that the city has given up."""


class Trailer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the lines before it must add up to."""

    count: Count
    sha256: str
    signature: bytes = b""


class _First(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A header of version 1."""

    format: Literal["roundtable bundle"]
    version: Literal[1]
    made_at: str
    audience: AudienceCode
    city: str
    city_name: str
    author: str
    site: str
    key: Literal[""]


class _HandedOver(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    seed: bytes
    identity: str
    made_at: str
    given_up: tuple[bytes, ...] = ()


class _Second(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A header of version 2."""

    format: Literal["roundtable bundle"] = FORMAT
    version: Literal[2] = VERSION
    made_at: str
    audience: AudienceCode
    author: str
    site: str
    card: msgspec.Raw
    to: tuple[str, ...]
    keys: _HandedOver | None


_encoder: Final = msgspec.json.Encoder()
_firsts: Final = msgspec.json.Decoder(_First)
_seconds: Final = msgspec.json.Decoder(_Second)
_trailers: Final = msgspec.json.Decoder(Trailer)


def encode(trailer: Trailer) -> bytes:
    """The line of a trailer, without its end."""
    return _encoder.encode(trailer)


def header(
    *, made_at: str, audience: Audience, author: str, site: str, card: bytes, to: tuple[str, ...], keys: Keys | None,
    given_up: Iterable[bytes] = (),
) -> bytes:  # fmt: skip
    """The line of a header, without its end.

    Args:
        made_at: as `strict.moment` says it.
        audience: for whom it is.
        author: who makes it.
        site: the UUID of the installation.
        card: the sender's, as its line.
        to: to whom it is encrypted.
        keys: to be handed over.
        given_up: with them, the public keys that the city has given up, ascending.
    """
    handed = None if keys is None else _HandedOver(keys.seed, keys.identity, keys.made_at, tuple(given_up))
    return _encoder.encode(
        _Second(
            made_at=made_at, audience=AUDIENCES[audience], author=author, site=site, card=msgspec.Raw(card), to=to,
            keys=handed,
        )
    )  # fmt: skip


def header_of(line: bytes) -> Header:
    """The header that the first line is.

    Raises:
        OtherFormat: it is no bundle at all.
        LaterVersion: only a later version reads it.
        Malformed: it is broken.
    """
    version = strict.version_of(line[:_LONGEST], FORMAT, VERSION)
    found = _of_first(line) if version < VERSION else _of_second(line)
    if not (
        strict.is_moment(found.made_at)
        and strict.is_line(found.city_name)
        and strict.is_line(found.author)
        and (not found.city or strict.is_uuid(found.city))
        and strict.is_uuid(found.site)
    ):
        raise Malformed(line[:80])
    return found


def _of_first(line: bytes) -> Header:
    said = exact(_firsts, line)
    return Header(
        made_at=said.made_at, audience=said.audience, city=said.city, city_name=said.city_name, author=said.author,
        site=said.site,
    )  # fmt: skip


def _of_second(line: bytes) -> Header:
    said = exact(_seconds, line)
    try:
        card = cards.card_in(bytes(said.card))
    except (OtherFormat, LaterVersion):
        raise Malformed(line[:80]) from None
    if len(said.to) > MAX_RECIPIENTS or list(said.to) != sorted(set(said.to)):
        raise Malformed(line[:80])
    if not all(map(cards.is_recipient, said.to)) or (said.to and card.recipient not in said.to):
        raise Malformed(line[:80])
    keys = None if said.keys is None else Keys(said.keys.seed, said.keys.identity, said.keys.made_at)
    given_up = () if said.keys is None else said.keys.given_up
    if keys is not None and not (cards.are_keys_of(keys, card) and _may_be_given_up(given_up, card)):
        raise Malformed(line[:80])
    return Header(
        made_at=said.made_at, audience=said.audience, city=card.city, city_name=card.name if card.city else "",
        author=said.author, site=said.site, card=card, to=said.to, keys=keys,
        given_up=given_up,
    )  # fmt: skip


def _may_be_given_up(keys: tuple[bytes, ...], card: Card) -> bool:
    """Whether these are the public halves of keys, ascending, each once, and not the sender's own."""
    sized = all(len(key) == KEY_SIZE for key in keys) and len(keys) <= MAX_GIVEN_UP
    return sized and list(keys) == sorted(set(keys)) and card.verify_key not in keys


def trailer_of(line: bytes, *, signed: bool) -> Trailer:
    """The trailer that the last line is.

    Raises:
        Malformed: it is none, or it is signed where the header has no key for it, or the other way about.
    """
    trailer = exact(_trailers, line[:_LONGEST])
    if not _SHA256.fullmatch(trailer.sha256) or len(trailer.signature) != (_SIGNATURE if signed else 0):
        raise Malformed(line[:80])
    return trailer
