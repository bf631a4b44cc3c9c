"""Which changes a file held that came in or went out, remembered in little space: of each site, ranges of its counts.

A site counts its changes without gaps, so that what is missing from a file shows as gaps between ranges. Packed, a
range takes two or three bytes.
"""

from __future__ import annotations

import re
import zlib
from array import array
from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import msgspec

from desktop_app.workspace.changes.change import record_bytes, record_id

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from desktop_app.records import RecordId
    from desktop_app.workspace.changes.change import Change
    from desktop_app.workspace.file.store import Store

_UUID: Final = 16
_MORE: Final = 0x80
_RUN: Final = re.compile(rb"\x01+")
_SPARSE: Final = 16
_SMALL: Final = 1 << 16
"""Counts up to so many times their number, and this, are marked in a row of bytes: far quicker than sorting them."""


class Manifest:
    """Collects which changes a file holds."""

    def __init__(self) -> None:
        self._sites: dict[str, array[int]] = {}

    def note(self, site: str, seq: int) -> None:
        """One change."""
        self._sites.setdefault(site, array("Q")).append(seq)

    def note_all(self, changes: Iterable[Change]) -> None:
        """Several changes."""
        last, append = "", None
        for change in changes:
            if change.site != last or append is None:
                last = change.site
                append = self._sites.setdefault(last, array("Q")).append
            append(change.seq)

    def packed(self) -> bytes:
        """All of them, in the form in which the workspace keeps it."""
        said = bytearray()
        for site, counts in sorted(self._sites.items()):
            ranges = list(_ranges(counts))
            said += record_bytes(site)
            _put(said, len(ranges))
            last = 0
            for first, after in ranges:
                _put(said, first - last)
                _put(said, after - first)
                last = after
        return zlib.compress(bytes(said))


class Held:
    """Answers which changes a file held."""

    def __init__(self, packed: bytes) -> None:
        self._edges: dict[str, list[int]] = {}
        said = zlib.decompress(packed)
        at = 0
        while at < len(said):
            site = record_id(said[at : at + _UUID])
            count, at = _get(said, at + _UUID)
            edges = self._edges[site] = []
            last = 0
            for _edge in range(2 * count):
                step, at = _get(said, at)
                last += step
                edges.append(last)

    def has(self, site: str, seq: int) -> bool:
        """Whether it held that change."""
        return bool(bisect_right(self._edges.get(site, []), seq) % 2)


def holding(store: Store, table: str, records: Collection[RecordId]) -> set[int]:
    """The numbers of the files, in a table of them, that held any change of some records; those of which that is not
    known too."""
    sql = (
        "select w.site, c.seq from json_each(?) j join record r on r.id = j.value join change c on c.record = r.n"
        " join who w on w.n = c.who"
    )
    changes = list(store.rows(sql, msgspec.json.encode(list(records)).decode()))
    files = [(number, packed and Held(packed)) for number, packed in store.rows(f"select n, held from {table}")]
    return {number for number, held in files if held is None or any(held.has(*change) for change in changes)}


def _ranges(counts: array[int]) -> Iterator[tuple[int, int]]:
    """The first of each range and what comes after its last."""
    last = max(counts)
    if last <= _SPARSE * len(counts) + _SMALL:
        marks = bytearray(last + 1)
        for count in counts:
            marks[count] = 1
        yield from (run.span() for run in _RUN.finditer(marks))
        return
    ordered = sorted(counts)
    breaks = [0, *(place for place, (one, other) in enumerate(pairwise(ordered), 1) if one + 1 < other), len(ordered)]
    yield from ((ordered[start], ordered[end - 1] + 1) for start, end in pairwise(breaks))


def _put(said: bytearray, number: int) -> None:
    while number >= _MORE:
        said.append(number % _MORE | _MORE)
        number //= _MORE
    said.append(number)


def _get(said: bytes, at: int) -> tuple[int, int]:
    number = shift = 0
    while said[at] & _MORE:
        number |= (said[at] % _MORE) << shift
        shift += 7
        at += 1
    return number | said[at] << shift, at + 1
