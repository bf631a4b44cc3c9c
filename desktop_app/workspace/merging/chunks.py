"""Items in chunks: many small ones at a time, and few large ones."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

T = TypeVar("T")

_HEAVY: Final = 2**23
"""What the items of a chunk weigh together, but for the last: few may be as large as many usually are."""


def chunks(
    items: Iterable[T], weigh: Callable[[T], int], size_after: Callable[[Sequence[T]], int]
) -> Iterator[list[T]]:
    """The items, a chunk at a time, each made when it is asked for.

    Args:
        items: what is divided.
        weigh: what an item weighs.
        size_after: how many items the chunk after one has, unless they are heavy; it is given none at first.
    """
    source = iter(items)
    chunk: list[T] = []
    while chunk := _taken(islice(source, size_after(chunk)), weigh):
        yield chunk


def _taken(items: Iterable[T], weigh: Callable[[T], int]) -> list[T]:
    chunk: list[T] = []
    weight = 0
    for item in items:
        chunk.append(item)
        weight += weigh(item)
        if weight >= _HEAVY:
            break
    return chunk
