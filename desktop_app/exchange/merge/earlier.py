"""What files say that are to be merged before another one: read beside it, never held as a whole."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from desktop_app.exchange.bundle import Incoming
    from desktop_app.records import RecordId
    from desktop_app.workspace import Change


class Earlier:
    """The changes of some files, asked for record by record in the order in which every bundle has them."""

    def __init__(self, files: Sequence[Incoming]) -> None:
        self._files = files
        self._streams = [_Stream(one.changes()) for one in files]

    def next_of(self, records: Collection[RecordId]) -> Iterator[Change]:
        """What they say of some records, none of which comes before any that was asked for earlier."""
        last = max(records, default="")
        return chain.from_iterable(stream.up_to(last, records) for stream in self._streams)

    def of(self, records: Collection[RecordId]) -> Iterator[Change]:
        """What they say of some records, whichever: all of them is read once more."""
        return (change for one in self._files for change in one.changes() if change.record in records)


class _Stream:
    def __init__(self, changes: Iterator[Change]) -> None:
        self._changes = changes
        self._next = next(changes, None)

    def up_to(self, last: RecordId, records: Collection[RecordId]) -> Iterator[Change]:
        while self._next is not None and self._next.record <= last:
            if self._next.record in records:
                yield self._next
            self._next = next(self._changes, None)
