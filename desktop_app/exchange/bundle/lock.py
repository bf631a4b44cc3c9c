"""The header of an age file, looked at before age reads it: bounded, and nothing that would cost this machine dear.

The header of age-encryption.org/v1: its version, then *stanzas*, each a line ``-> TYPE ARGUMENT…`` with lines of
base64 below it, and at the end a line ``--- MAC``. A passphrase has one stanza, ``-> scrypt SALT WORK``; each recipient
has one, ``-> X25519 SHARE``. Stanzas of other types may stand among those of recipients: age adds one of no meaning, so
that readers learn to pass over them.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING, Final

from desktop_app.errors import TooLarge, TooNew
from desktop_app.exchange.strict import damaged
from desktop_app.language import _

if TYPE_CHECKING:
    from pathlib import Path

MAX_WORK: Final = 21
"""The dearest scrypt that is answered, as a power of two: 2 GiB of memory and some seconds. age itself chooses 18 to
20, so that one guess costs about a second where the bundle is made."""

MAX_HEADER: Final = 32 * 2**10
"""Bytes of a header, its end included."""

MAX_STANZAS: Final = 128
"""Of all types. The library's time grows with their square: 128 take a fifth of a second, 10,000 more than ten
minutes."""

_VERSION: Final = b"age-encryption.org/v1"
_END: Final = re.compile(rb"\n--- [A-Za-z0-9+/]{43}\n")
_STANZA: Final = re.compile(rb"-> [\x21-\x7e]+(?: [\x21-\x7e]+)*\n(?:[A-Za-z0-9+/]{64}\n)*[A-Za-z0-9+/]{0,63}\n")
_SCRYPT: Final = re.compile(rb"-> scrypt [A-Za-z0-9+/]{22} ([1-9][0-9]{0,8})\n[A-Za-z0-9+/]{43}\n")
_X25519: Final = re.compile(rb"-> X25519 [A-Za-z0-9+/]{43}\n[A-Za-z0-9+/]{43}\n")


class Lock(Enum):
    """What opens a file."""

    PASSPHRASE = "passphrase"  # noqa: S105, RUF100  # a name, not one
    RECIPIENTS = "recipients"


def lock_of(content: bytes, path: Path) -> Lock:
    """What opens an encrypted file.

    Raises:
        TooNew: it is locked in a way of a later version.
        TooLarge: its header holds more than one may, or asks for more work than this machine gives anyone.
        Damaged: its header is broken.
    """
    version, newline, rest = content[: MAX_HEADER + 1].partition(b"\n")
    if newline and version != _VERSION:
        raise _unknown(path)
    ended = _END.search(b"\n" + rest)
    if ended is None and len(content) > MAX_HEADER:
        raise _too_much(path)
    if not newline or ended is None:
        raise _broken(path)
    stanzas = _stanzas(rest[: ended.start()], path)
    if any(stanza.startswith(b"-> scrypt ") for stanza in stanzas):
        _check_scrypt(stanzas, path)
        return Lock.PASSPHRASE
    ours = [stanza for stanza in stanzas if stanza.startswith(b"-> X25519 ")]
    if not ours:
        raise _unknown(path)
    if not all(map(_X25519.fullmatch, ours)):
        raise _broken(path)
    return Lock.RECIPIENTS


def _stanzas(text: bytes, path: Path) -> list[bytes]:
    found: list[bytes] = []
    place = 0
    while place < len(text):
        stanza = _STANZA.match(text, place)
        if stanza is None:
            raise _broken(path)
        found.append(stanza.group())
        place = stanza.end()
        if len(found) > MAX_STANZAS:
            raise _too_much(path)
    return found


def _check_scrypt(stanzas: list[bytes], path: Path) -> None:
    """Refuse a guess that would cost this machine all its memory."""
    passphrase = _SCRYPT.fullmatch(stanzas[0])
    if passphrase is None or len(stanzas) > 1:
        raise _broken(path)
    if int(passphrase[1]) > MAX_WORK:
        raise TooLarge(
            _(
                "Checking the passphrase of “{name}” would take more work than is allowed here. Nothing was changed.",
                name=path.name,
            )
        )


def _unknown(path: Path) -> TooNew:
    return TooNew(
        _("“{name}” is protected in a way that this version does not know. Nothing was changed.", name=path.name)
    )


def _too_much(path: Path) -> TooLarge:
    return TooLarge(_("“{name}” has more recipients than a bundle may have. Nothing was changed.", name=path.name))


def _broken(path: Path) -> Exception:
    return damaged(path, _("its beginning is incomplete or was changed"))
