"""The key of a workspace's file: Argon2id of the passphrase, with the file's own first 16 bytes as salt.

So no side file is needed. The key is given to SQLCipher raw, which then spends no time on deriving it. A file without a
passphrase is encrypted with a key that everybody has: its page HMACs still catch damage.
"""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from typing import TYPE_CHECKING, Final, TypeAlias

import msgspec

if TYPE_CHECKING:
    from pathlib import Path

SALT_SIZE: Final = 16
PAGE_SIZE: Final = 4096

_OPEN_KEY: Final = hashlib.sha256(b"Roundtable: this file is not protected").digest()
_HMAC_SIZE: Final = 64
_HMAC_SALT_MASK: Final = 0x3A
"""SQLCipher 4: the salt of a page's HMAC is the file's salt with each byte exclusive-or this."""


class Key(msgspec.Struct, frozen=True):
    """32 bytes that encrypt a file, and the 16 bytes with which the file begins."""

    raw: bytes
    salt: bytes
    protected: bool
    """Whether it came from a passphrase."""

    def __repr__(self) -> str:
        return "Key(…)"  # a traceback must not tell it

    @property
    def literal(self) -> str:
        """The key as SQLCipher takes it raw."""
        return f"x'{self.raw.hex()}{self.salt.hex()}'"


class RecoveryKey(msgspec.Struct, frozen=True):
    """The derived key itself, as a recovery sheet has it: opens a file without its passphrase."""

    raw: bytes

    def __repr__(self) -> str:
        return "RecoveryKey(…)"


Secret: TypeAlias = str | RecoveryKey | None
"""What a person has to open a file with: its passphrase, its recovery key, or nothing."""


def key_for(secret: Secret, salt: bytes) -> Key:
    """The key that a passphrase gives for a file with this salt; about a fifth of a second.

    The passphrase counts in Unicode's composed form, so that it does not matter which keyboard typed it. Argon2id with
    the second recommended parameters of RFC 9106: 64 MiB, three passes, four lanes.
    """
    if secret is None:
        return Key(_OPEN_KEY, salt, protected=False)
    if isinstance(secret, RecoveryKey):
        return Key(secret.raw, salt, protected=True)
    from argon2.low_level import Type, hash_secret_raw

    phrase = unicodedata.normalize("NFC", secret).encode()
    raw = hash_secret_raw(phrase, salt, time_cost=3, memory_cost=1 << 16, parallelism=4, hash_len=32, type=Type.ID)
    return Key(raw, salt, protected=True)


def salt_of(path: Path) -> bytes:
    """The first 16 bytes of a file; fewer where it is shorter.

    Only while no connection of this process has it open: closing a file gives up this process's locks on it (POSIX).
    """
    with path.open("rb") as file:
        return file.read(SALT_SIZE)


def fits_some_page(path: Path, key: Key, *, pages: int = 64) -> bool:
    """Whether any of the file's first pages carries a right HMAC under the key.

    Tells a damaged file from a wrong key: one page that fits is proof that the key is right.
    """
    mac_salt = bytes(byte ^ _HMAC_SALT_MASK for byte in key.salt)
    mac_key = hashlib.pbkdf2_hmac("sha512", key.raw, mac_salt, 2, dklen=32)
    with path.open("rb") as file:
        for number in range(1, pages + 1):
            page = file.read(PAGE_SIZE)
            if len(page) < PAGE_SIZE:
                return False
            content = page[SALT_SIZE if number == 1 else 0 : -_HMAC_SIZE]
            expected = hmac.digest(mac_key, content + number.to_bytes(4, "little"), "sha512")
            if hmac.compare_digest(expected, page[-_HMAC_SIZE:]):
                return True
    return False
