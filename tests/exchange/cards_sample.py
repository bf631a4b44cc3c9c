"""Cards and signed bundles made by hand: what the formats' pages say, not what the program does."""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import pyrage
from nacl.signing import SigningKey

from tests.exchange import bundle_sample as sample

if TYPE_CHECKING:
    from desktop_app.workspace import Change

RABAT: Final = "b7dc78b7-e3c5-5b9f-8c62-3a3f3a8d6a2e"
NEVER: Final = base64.b64encode(bytes(64)).decode()


def b64(content: bytes) -> str:
    return base64.b64encode(content).decode()


def key(number: int = 1) -> SigningKey:
    """A signing key that follows from a number."""
    return SigningKey(bytes([number]) * 32)


@cache
def identity(number: int = 1) -> pyrage.x25519.Identity:
    """An age identity, the same for each number within one run."""
    return pyrage.x25519.Identity.generate()


def said(number: int = 1, **instead: object) -> dict[str, Any]:
    """What a card of Tangier says, without a signature."""
    return {
        "format": "roundtable card",
        "version": 1,
        "city": sample.TANGIER,
        "code": "",
        "name": "Tanger",
        "key": b64(bytes(key(number).verify_key)),
        "recipient": str(identity(number).to_public()),
        "made_at": "2018-01-15T09:30:00Z",
    } | instead


def card(number: int = 1, signer: SigningKey | None = None, **instead: object) -> dict[str, Any]:
    """A card, signed as it should be unless another signer is given."""
    unsigned = said(number, **instead) | {"signature": ""}
    signature = (signer or key(number)).sign(b"roundtable card 1\0" + sample.compact(unsigned)).signature
    return unsigned | {"signature": b64(signature)}


def header(number: int = 1, **instead: object) -> dict[str, Any]:
    """The header of a signed bundle."""
    return {
        "format": "roundtable bundle",
        "version": 2,
        "made_at": "2018-01-15T09:30:00Z",
        "audience": "network",
        "author": "Salma Idrissi",
        "site": sample.SITE,
        "card": card(number),
        "to": [],
        "keys": None,
    } | instead


def signed(changes: list[Change], number: int = 1, signer: SigningKey | None = None, **instead: object) -> bytes:
    """A plain bundle with a signature by the key of its card unless another signer is given."""
    lines = [sample.compact(header(number, **instead)), *(sample.compact(sample.row(one)) for one in changes)]
    digest = hashlib.sha256(b"".join(line + b"\n" for line in lines)).digest()
    signature = (signer or key(number)).sign(b"roundtable bundle 2\0" + digest).signature
    return sample.packed(lines, signature=b64(signature))


def parts(content: bytes) -> tuple[list[bytes], dict[str, Any]]:
    """The lines of a plain bundle, and what its trailer says."""
    import gzip

    *lines, trailer = gzip.decompress(content).splitlines()
    return lines, json.loads(trailer)
