"""An erasure as one line of a bundle: a JSON array without names, and without the id, which the reader computes.

    ["erasure", record, field, language, city, site, at, spares, key, signature]

``spares``, ``key`` and ``signature`` are base64 (RFC 4648), ``at`` is milliseconds since 1970 in UTC. They come before
all changes, sorted by id, each once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

import msgspec

from desktop_app.exchange.bundle.lines import Count  # noqa: TC001  # read at run time
from desktop_app.exchange.strict import Malformed, exact
from desktop_app.workspace.kept.erasure import is_sound, received

if TYPE_CHECKING:
    from desktop_app.workspace import Erasure

BEGINNING: Final = b'["erasure",'
MAX_ERASURES: Final = 100_000
"""Erasures of one bundle: each costs its reader a check of its signature."""


class _Line(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True, gc=False):
    tag: Literal["erasure"]
    record: str
    field: str
    language: str
    city: str
    site: str
    at: Count
    spares: tuple[bytes, ...]
    key: bytes
    signature: bytes


_encoder: Final = msgspec.json.Encoder()
_decoder: Final = msgspec.json.Decoder(_Line)


def encode(erasure: Erasure) -> bytes:
    """The line of an erasure, without its end."""
    return _encoder.encode(
        _Line(
            "erasure", erasure.record, erasure.field, erasure.language, erasure.city, erasure.site, erasure.at,
            erasure.spares, erasure.key, erasure.signature,
        )
    )  # fmt: skip


def decode(line: bytes) -> Erasure:
    """The erasure of a line, its signature checked.

    Raises:
        Malformed: it is none that this format allows.
    """
    found = exact(_decoder, line)
    try:
        made = received(
            found.record, found.field, found.language, found.city, found.site, found.at, found.spares, found.key,
            found.signature,
        )  # fmt: skip
    except ValueError:  # the record is no UUID, and there are no bytes to hash
        raise Malformed(line[:80]) from None
    if not is_sound(made):
        raise Malformed(line[:80])
    return made
