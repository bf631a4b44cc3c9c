"""Histories to measure with: what ten cities wrote, and what an eleventh bundle brings to whoever holds it all."""

from __future__ import annotations

import itertools
import random
import uuid
from typing import TYPE_CHECKING, Final, NamedTuple

from desktop_app.workspace.changes.change import canonical, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from desktop_app.records import Json, RecordId
    from desktop_app.workspace import Change

CITIES: Final = 10
CELLS: Final = 6
"""Cells in each record."""
_SYLLABLES: Final = (
    "ac", "cueil", "san", "té", "lo", "ge", "ment", "gui", "chet", "é", "co", "le", "em", "ploi", "lan", "gue", "droit",
    "vil", "as", "so", "cia", "tion", "mi", "gra", "quar", "tier", "for", "ma", "jeu", "nes", "rè", "fu", "giés", "pla",
)  # fmt: skip
_WORDS: Final = tuple("".join(parts) for parts in itertools.product(_SYLLABLES, repeat=2))
"""About a thousand, so that the search has something to tell apart."""
_STARTED: Final = 1_500_000_000_000


class _Cell(NamedTuple):
    field: str
    language: str
    make: Callable[[random.Random], Json]


def _words(count: int) -> Callable[[random.Random], Json]:
    return lambda chance: " ".join(chance.choices(_WORDS, k=count))


def _reference(chance: random.Random) -> Json:
    return str(uuid.UUID(int=chance.getrandbits(128), version=4))


KINDS: Final = {
    "meeting": (
        _Cell("kind", "", lambda _chance: "network"),
        _Cell("place", "", _words(5)),
        _Cell("starts_at", "", lambda chance: f"20{chance.randrange(10, 30)}-0{chance.randrange(1, 10)}-15T10:00"),
        _Cell("status", "", lambda _chance: "final"),
        _Cell("symbol", "", _words(2)),
        _Cell("title", "fr", _words(12)),
    ),
    "entry": (
        _Cell("agenda_item", "", _reference),
        _Cell("kind", "", lambda _chance: "decision"),
        _Cell("number", "", lambda chance: f"{chance.randrange(100)}/{chance.randrange(1000)}"),
        _Cell("position", "", lambda chance: f"a{chance.randrange(10_000)}"),
        _Cell("speaker", "", _reference),
        _Cell("text", "fr", _words(24)),
    ),
}
"""Of meetings and entries: values of some 41 bytes on average."""


def site(number: int) -> str:
    """The UUID of an installation."""
    return str(uuid.UUID(int=number + 1, version=4))


def history(records: int, seed: int, at_site: int) -> Iterator[Change]:
    """Records with their cells, as one site writes them: in an order that has nothing to do with that of their ids."""
    chance = random.Random(seed)
    names = list(KINDS)
    seq = 0
    for number in range(records):
        record = str(uuid.UUID(int=chance.getrandbits(128), version=4))
        kind = names[number % len(names)]
        for cell in KINDS[kind]:
            seq += 1
            yield write(kind, record, cell.field, cell.language, canonical(cell.make(chance)), author="Salma Idrissi",
                        site=site(at_site), seq=seq, at=_STARTED + seq * 1000)  # fmt: skip


def coming(ours: Iterable[list[Change]], records: int) -> list[Change]:
    """A bundle of as many changes: four tenths are there, a tenth contradicts what is there, half is of new records.

    Args:
        ours: the changes that are there, record by record, in any order. Of ten records four come again, and three
            others were written by somebody else too, in two fields each.
        records: how many.
    """
    brought: list[Change] = []
    seq = 10 * records * CELLS
    for number, record in enumerate(ours):
        place = number % 10
        if place < 4:
            brought += record
        for one in record[1:3] if 4 <= place < 7 else ():
            seq += 1
            brought.append(
                write(one.kind, one.record, one.field, one.language, canonical(f"autrement {seq}"), author="Leïla",
                      site=site(CITIES), seq=seq, at=one.at + 1)
            )  # fmt: skip
    brought += history(records // 2, 77, CITIES)
    brought.sort(key=lambda one: (one.record, one.kind, one.field, one.language, one.id))
    return brought


def by_record(changes: Iterable[Change]) -> Iterator[list[Change]]:
    """The changes of one record after the other."""
    record: RecordId = ""
    held: list[Change] = []
    for change in changes:
        if change.record != record and held:
            yield held
            held = []
        record = change.record
        held.append(change)
    if held:
        yield held
