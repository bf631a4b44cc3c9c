"""Which records are compared at all: those that share a key. Comparing all with all would take hours."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

LARGEST: Final = 120
"""Records under one key, above which the key is too common to mean anything."""


class _Compared(Protocol):
    @property
    def id(self) -> str:
        """Whose it is."""


T = TypeVar("T", bound=_Compared)


def pairs_of(compared: Iterable[T], keys: Callable[[T], Iterable[str]]) -> Iterator[tuple[T, T]]:
    """The pairs that share a key, each once."""
    blocks: dict[str, list[T]] = defaultdict(list)
    for one in compared:
        for key in set(keys(one)):
            blocks[key].append(one)
    seen: set[tuple[str, str]] = set()
    for block in blocks.values():
        if len(block) > LARGEST:
            continue
        for one, other in combinations(block, 2):
            pair = (one.id, other.id) if one.id < other.id else (other.id, one.id)
            if pair not in seen:
                seen.add(pair)
                yield one, other
