"""What every file that travels is held to: one spelling, bounded, and refused in one sentence."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, TypeVar

import msgspec

from desktop_app.errors import Damaged, InvalidValue
from desktop_app.language import Message, _
from desktop_app.records.types import Text

if TYPE_CHECKING:
    from pathlib import Path

T = TypeVar("T")

_MOMENT: Final = "%Y-%m-%dT%H:%M:%SZ"
_UUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_TEXT: Final = Text()
_JOINERS: Final = "\u200c\u200d"
"""Invisible, and part of how Arabic script is written."""
_UNSEEN: Final = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})


class Malformed(ValueError):
    """A line that its format does not have."""


class OtherFormat(ValueError):
    """A line that says it is of another format, or of none."""


class LaterVersion(ValueError):
    """A line of a version that this one does not know."""


class _Version(msgspec.Struct, frozen=True):
    format: str
    version: int


_encoder: Final = msgspec.json.Encoder()
_versions: Final = msgspec.json.Decoder(_Version)


def version_of(line: bytes, form: str, latest: int) -> int:
    """The version that a line says it is of.

    Args:
        line: an object whose names begin with ``format`` and ``version``.
        form: the format that is asked for.
        latest: the latest version that is known here.

    Raises:
        OtherFormat: it is something else.
        LaterVersion: only a later version reads it.
    """
    try:
        found = _versions.decode(line)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        raise OtherFormat(line[:80]) from None
    if found.format != form:
        raise OtherFormat(found.format[:80])
    if found.version > latest:
        raise LaterVersion(found.version)
    return found.version


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


def moment(now: datetime | None = None) -> str:
    """This moment, or another, as files say it."""
    return (now or datetime.now(UTC)).strftime(_MOMENT)


def is_moment(text: str) -> bool:
    """Whether a text is a moment in the one way in which it is written."""
    try:
        return moment(datetime.strptime(text, _MOMENT)) == text
    except ValueError:
        return False


def is_uuid(text: str) -> bool:
    """Whether a text is a UUID in the one way in which it is written."""
    return _UUID.fullmatch(text) is not None


def is_line(text: str) -> bool:
    """Whether a text can stand in a sentence: bounded, no control characters, nothing that turns it around."""
    try:
        return _TEXT.check(text) == text
    except InvalidValue:
        return False


def seen(text: str) -> str:
    """A text without what nobody sees: control and format characters but those of Arabic script."""
    return "".join(c for c in text if c in _JOINERS or unicodedata.category(c) not in _UNSEEN)


def damaged(path: Path, why: Message) -> Damaged:
    """The refusal of a file that cannot be believed."""
    return Damaged(
        _(
            "“{name}” cannot be used: {why}. Ask for it again. Nothing was changed.",
            name=path.name,
            why=why,
        )
    )
