"""City cards: a small file with a city's name and public keys, by which others know its signature and write to it.

    {"format":"roundtable card","version":1,"city":…,"code":…,"name":…,"key":…,"recipient":…,"made_at":…,"signature":…}

One line. ``key`` is an Ed25519 public key, ``recipient`` an age one (X25519). ``signature`` is by that key over
`SIGNED` and the same line with an empty signature: it shows that whoever made the card has the key, and nothing about
who that is. That is what the fingerprint is for, read out by telephone.
"""  # noqa: E501, RUF100  # a line of the format is a line

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final, Literal

import msgspec

from desktop_app.errors import Foreign, TooLarge, TooNew, refusing
from desktop_app.exchange import strict
from desktop_app.exchange.placing import put, require_place
from desktop_app.exchange.strict import LaterVersion, Malformed, OtherFormat, damaged
from desktop_app.language import _
from desktop_app.records import City, city_id
from desktop_app.workspace import Card

if TYPE_CHECKING:
    from pathlib import Path

    from desktop_app.errors import Damaged
    from desktop_app.workspace import Keys, Workspace

SUFFIX: Final = ".rtcard"
FORMAT: Final = "roundtable card"
VERSION: Final = 1
SIGNED: Final = b"roundtable card 1\0"
"""Precedes the line in what is signed, so that a signature is good for nothing else."""
MAX_SIZE: Final = 4096
"""Bytes of a card. The longest fits four times over."""
NAME_LIMIT: Final = 120
_BEGINNING: Final = b'{"format":"' + FORMAT.encode() + b'"'

_CODE: Final = re.compile(r"[A-Z]{2}[A-Z0-9]{3}")
_BECH32: Final = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_CHECKSUM: Final = 6
_POINT: Final = 32
_HRP: Final = "age1"
_PRIME: Final = (1 << 255) - 19
"""Of Curve25519: a point beyond it is another spelling of one below."""


class _Line(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    format: Literal["roundtable card"] = FORMAT
    version: Literal[1] = VERSION
    city: str
    code: str
    name: str
    key: bytes
    recipient: str
    made_at: str
    signature: bytes = b""


_encoder: Final = msgspec.json.Encoder()
_decoder: Final = msgspec.json.Decoder(_Line)


def own(workspace: Workspace) -> Card:
    """The card of a workspace's city, or of a coordinator; her keys are made where there are none yet."""
    keys = workspace.keyring.own()
    city = workspace.find(City, workspace.city) if workspace.city else None
    code = city.code.replace(" ", "").upper() if city else ""
    name = city.called(workspace.language, lambda _other: "") if city else workspace.author
    return Card(
        city=workspace.city,
        code=code if _is_code_of(code, workspace.city) else "",
        name=_presentable(name) or code or "?",
        verify_key=bytes(keys.signing_key.verify_key),
        recipient=keys.recipient,
        made_at=keys.made_at,
    )


def line_of(workspace: Workspace) -> bytes:
    """The signed line of a workspace's own card, without its end."""
    card = own(workspace)
    line = _Line(
        city=card.city, code=card.code, name=card.name, key=card.verify_key, recipient=card.recipient,
        made_at=card.made_at,
    )  # fmt: skip
    signature = workspace.keyring.sign(SIGNED + _encoder.encode(line))
    return _encoder.encode(msgspec.structs.replace(line, signature=signature))


def card_in(line: bytes) -> Card:
    """The card of a line, with its signature checked.

    Raises:
        OtherFormat: it is no card.
        LaterVersion: only a later version reads it.
        Malformed: it is broken, or its signature does not fit it.
    """
    strict.version_of(line, FORMAT, VERSION)
    said = strict.exact(_decoder, line)
    if not (
        (not said.city or strict.is_uuid(said.city))
        and (not said.code or _is_code_of(said.code, said.city))
        and _is_name(said.name)
        and strict.is_moment(said.made_at)
        and _is_signing_key(said.key)
        and is_recipient(said.recipient)
        and _fits(said)
    ):
        raise Malformed(line[:80])
    return Card(said.city, said.code, said.name, said.key, said.recipient, said.made_at)


def write(workspace: Workspace, path: Path) -> Card:
    """Save a workspace's own card.

    Raises:
        FileRefused: it cannot be written there, or something else than a card is there.
    """
    require_place(path, _looks_like_one)
    put(path, line_of(workspace) + b"\n")
    return own(workspace)


def _looks_like_one(path: Path) -> bool:
    with path.open("rb") as file:
        start = file.read(len(_BEGINNING))
    return start in (b"", _BEGINNING)


def read(path: Path) -> Card:
    """The card that a file holds.

    Raises:
        FileRefused: it holds none, or one that cannot be believed; the sentence says why.
    """
    with refusing(path):
        if path.exists() and not path.is_file():
            raise Foreign(_("“{name}” is not a file that can be used here. Nothing was changed.", name=path.name))
        with path.open("rb") as file:
            content = file.read(MAX_SIZE + 1)
    if len(content) > MAX_SIZE:
        raise TooLarge(_("“{name}” is far too large for a city card. Nothing was changed.", name=path.name))
    if not content:
        raise damaged(path, _("it is empty"))
    try:
        return card_in(content.removesuffix(b"\n"))
    except OtherFormat:
        if content.startswith(_BEGINNING):
            raise _broken(path) from None
        raise Foreign(_("“{name}” is not a city card of Roundtable. Nothing was changed.", name=path.name)) from None
    except LaterVersion:
        raise TooNew(
            _("“{name}” was made by a later version of Roundtable. Install that version to read it. Nothing "
              "was changed.", name=path.name)
        ) from None  # fmt: skip
    except Malformed:
        raise _broken(path) from None


def _broken(path: Path) -> Damaged:
    return damaged(path, _("it was changed or is not as it should be"))


def is_card(path: Path) -> bool:
    """Whether a file is called as cards are."""
    return path.suffix.lower() == SUFFIX


def _presentable(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", strict.seen(name)).split())[:NAME_LIMIT].strip()


def _is_name(name: str) -> bool:
    """Whether a name can be read out: something is there, and nothing that nobody sees."""
    return bool(name) and _presentable(name) == name


def _is_code_of(code: str, city: str) -> bool:
    """Whether a code is one, and that of the city: a city's id follows from its code."""
    return _CODE.fullmatch(code) is not None and city_id(code) == city


def _is_signing_key(key: bytes) -> bool:
    """Whether 32 bytes are a point of the curve's large group: of others one signature fits everything."""
    from nacl.bindings import crypto_core_ed25519_is_valid_point

    return len(key) == _POINT and crypto_core_ed25519_is_valid_point(key)


def is_recipient(text: str) -> bool:
    """Whether a text is an age recipient in its one spelling, to which a secret can be shared."""
    import pyrage
    from nacl.bindings import crypto_scalarmult
    from nacl.exceptions import RuntimeError as LowOrder

    try:
        if str(pyrage.x25519.Recipient.from_str(text)) != text:
            return False
        point = _point(text)
        crypto_scalarmult(b"\x40" * _POINT, point)
    except (pyrage.RecipientError, LowOrder):
        return False
    return int.from_bytes(point, "little") < _PRIME


def are_keys_of(keys: Keys, card: Card) -> bool:
    """Whether secret keys are those that a card names."""
    import pyrage

    if len(keys.seed) != _POINT or not strict.is_moment(keys.made_at):
        return False
    try:
        return (bytes(keys.signing_key.verify_key), keys.recipient) == card.keys
    except pyrage.IdentityError:
        return False


def _point(recipient: str) -> bytes:
    """The 32 bytes that a recipient stands for (BIP 173: five bits a letter, then six letters of checksum)."""
    bits = 0
    letters = recipient[len(_HRP) : -_CHECKSUM]
    for letter in letters:
        bits = bits << 5 | _BECH32.index(letter)
    return (bits >> (5 * len(letters) - 8 * _POINT)).to_bytes(_POINT, "big")


def _fits(said: _Line) -> bool:
    from nacl.exceptions import BadSignatureError
    from nacl.signing import VerifyKey

    unsigned = _encoder.encode(msgspec.structs.replace(said, signature=b""))
    try:
        VerifyKey(said.key).verify(SIGNED + unsigned, said.signature)
    except (BadSignatureError, ValueError):
        return False
    return True
