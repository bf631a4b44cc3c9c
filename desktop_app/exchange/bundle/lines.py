"""A change as one line of a bundle: a JSON array without names, and without the id, which the reader computes.

    [record, kind, field, language, author, site, seq, at, parents, salt, value]

``parents`` and ``salt`` are base64 (RFC 4648), ``at`` is milliseconds since 1970 in UTC. A change whose value was
erased carries ``null`` and, in place of its 16 bytes of salt, the 32 bytes that stand for the value in its id.

A line is exactly as this module writes it, or it is refused: no spaces, no second way to write one thing. The value is
in the one form that its change's id covers to the byte (`desktop_app.workspace.changes.change.canonical`).
"""

from __future__ import annotations

from operator import attrgetter
from typing import Annotated, Final, TypeAlias

import msgspec

from desktop_app.exchange.strict import Malformed
from desktop_app.workspace.changes.change import (
    ID_SIZE,
    Change,
    canonical,
    is_shallow,
    is_sound_but_for_value,
    received,
)

Count: TypeAlias = Annotated[int, msgspec.Meta(ge=0, le=2**63 - 1)]
Place: TypeAlias = tuple[str, str, str, str, bytes]
"""Where a change stands among the others of a bundle."""


class Line(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True, gc=False):
    """What a line says."""

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
    value: object
    """As JSON; ``None`` for an emptied cell and for an erased value."""

    @property
    def erased(self) -> bool:
        """Whether the salt stands for the value."""
        return self.value is None and len(self.salt) == ID_SIZE

    def change(self) -> Change:
        """The change, with its id computed."""
        value = None if self.erased else canonical(self.value)  # type: ignore[arg-type]  # it came off JSON
        return received(
            self.kind, self.record, self.field, self.language, value, self.salt, self.author, self.site, self.seq,
            self.at, self.parents,
        )  # fmt: skip


class _Checked(Line, frozen=True, array_like=True, forbid_unknown_fields=True, gc=False):
    """What a line says that `checked` has taken before: the value is canonical as it stands."""

    value: msgspec.Raw

    def change(self) -> Change:
        text = bytes(self.value).decode()
        value = None if len(self.salt) == ID_SIZE and text == _NULL else text
        return received(
            self.kind, self.record, self.field, self.language, value, self.salt, self.author, self.site, self.seq,
            self.at, self.parents,
        )  # fmt: skip


_NULL: Final = "null"
_encoder: Final = msgspec.json.Encoder(order="sorted")
_decoder: Final = msgspec.json.Decoder(Line)
_again: Final = msgspec.json.Decoder(_Checked)


cell_of: Final = attrgetter("record", "kind", "field", "language")
"""The cell of a line or a change: what a bundle is sorted by, before the id."""


def place(change: Change) -> Place:
    """What the changes of a bundle are sorted by."""
    return (*cell_of(change), change.id)


def encode(change: Change) -> bytes:
    """The line of a change, without its end."""
    value = None if change.value is None else msgspec.Raw(change.value.encode())
    return _encoder.encode(
        Line(
            change.record, change.kind, change.field, change.language, change.author, change.site,
            change.seq, change.at, change.parents, change.salt, value,
        )
    )  # fmt: skip


def decode(line: bytes) -> Change:
    """The change of a line, with its id computed.

    Raises:
        Malformed: it is none that this format allows.
    """
    return checked(line + b"\n")[0].change()


def checked(block: bytes) -> list[Line]:
    """What some lines say, each with its end, if every one is exactly as this module writes it.

    All at once, since that takes a third of the time: they are read and written again, with every value sorted and
    without a space, and have to give the same bytes. So every line feed is the end of a line, every value is
    canonical, and there is no second way to say any of it.

    Raises:
        Malformed: one of them is no line that this format allows.
    """
    try:
        found = _decoder.decode_lines(block)
        if _encoder.encode_lines(found) == block and all(map(_is_sound, found)):
            return found
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise Malformed(str(error)) from None
    raise Malformed(block[:80])


def changes(block: bytes) -> list[Change]:
    """The changes of lines that `checked` has taken before."""
    return [line.change() for line in _again.decode_lines(block)]


def follows(line: Line, other: Line) -> bool:
    """Whether another line comes after one in the order of a bundle.

    An id takes as long to compute as all else that is looked at in a line, and decides only within a cell.
    """
    before, after = cell_of(line), cell_of(other)
    return before < after or (before == after and line.change().id < other.change().id)


def _is_sound(line: Line) -> bool:
    return is_sound_but_for_value(line, erased=line.erased) and is_shallow(line.value)  # type: ignore[arg-type]
