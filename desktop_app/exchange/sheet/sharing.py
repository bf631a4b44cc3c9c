"""What of a row belongs to which of the people whom it names: addresses, numbers, functions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from desktop_app.exchange.sheet.contacts import is_shared, owner_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_LINES: Final = re.compile(r"\s*\n\s*")
_PIECES: Final = re.compile(r"\s*(?:[\n;|]|\s/\s)\s*")


@dataclass(frozen=True, slots=True)
class Mail:
    """The addresses of a row, by whose they are."""

    own: tuple[str, ...]
    """By person; empty for whom there is none."""
    office: str = ""
    """The organisation's."""
    others: tuple[str, ...] = ()
    """What is nobody's in particular."""
    count: int = 0
    """How many there are in all."""
    guessed: bool = False
    """Whether somebody should look at it."""


def share_mail(found: Sequence[str], names: Sequence[tuple[str, str]]) -> Mail:
    """Whose the addresses of a row are, given its people (given name, family name).

    What speaks of a person is theirs, what
    speaks of an office is the organisation's, and what is left goes to those without, in their order.
    """
    own = [""] * len(names)
    rest: list[str] = []
    for address in found:
        owner = owner_of(address, names)
        if owner is not None and not own[owner]:
            own[owner] = address
        else:
            rest.append(address)
    office = next((address for address in rest if is_shared(address)), "") if any(own) or len(rest) > 1 else ""
    rest = [address for address in rest if address != office]
    guessed = bool(rest) or bool(office)
    for part, address in enumerate(own):
        if not address and rest:
            own[part] = rest.pop(0)
    return Mail(tuple(own), office, tuple(rest), len(found), guessed)


def share_texts(text: str, count: int) -> list[str] | None:
    """The pieces of a cell, when there are as many as people: by lines, or by what separates them."""
    for pattern in (_LINES, _PIECES):
        pieces = [piece.strip() for piece in pattern.split(text)]
        if len(pieces) == count and all(pieces):
            return pieces
    return None
