"""Merging a bundle into a workspace that holds as many changes: each step's rate, against the bare insert, and memory.

    python benchmarks/merge.py [CHANGES]        100,000 by default

A tenth of the bundle contradicts what is there, four tenths are there already. The bare insert is `executemany` of the
same columns into a table of the same key in SQLCipher, with the same pragmas: what any merge must at least do.
"""

from __future__ import annotations

import os
import random
import resource
import sys
import tempfile
import uuid
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, TypeVar

import sqlcipher3.dbapi2 as sqlite

sys.path.insert(0, str(Path(__file__).parent.parent))

from desktop_app.exchange import bundle, merge
from desktop_app.records import Audience
from desktop_app.workspace import Change, Workspace
from desktop_app.workspace.change import canonical, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T")
FIELDS = ("symbol", "place", "status", "starts_at", "kind")
WORDS = ("accueil", "santé", "logement", "guichet", "école", "emploi", "langue", "droits", "ville", "association")


def history(count: int, seed: int, site: str, started: int = 0) -> Iterator[Change]:
    """Meetings with five fields and a title each, as one site writes them, in the order of a bundle."""
    chance = random.Random(seed)
    records = sorted(str(uuid.UUID(int=(n << 64) * 7919 % (1 << 128))) for n in range(count // 6 + 1))
    seq = started
    for record in records:
        for field in sorted((*FIELDS, "title")):
            seq += 1
            text = " ".join(chance.choices(WORDS, k=5))
            language = "fr" if field == "title" else ""
            yield write("meeting", record, field, language, canonical(text), author="Salma Idrissi", site=site,
                        seq=seq, at=1_500_000_000_000 + seq)  # fmt: skip


def coming(ours: list[Change], site: str) -> Iterator[Change]:
    """Four tenths that are there, a tenth beside what is there, and half for records that are not."""
    mixed = []
    for number, change in enumerate(ours):
        turn = number % 10
        if turn < 4:
            mixed.append(change)
        elif turn == 4:
            mixed.append(write(change.kind, change.record, change.field, change.language, '"autrement"',
                               author="Leïla", site=site, seq=number + 1, at=change.at))  # fmt: skip
        else:
            record = str(uuid.uuid5(uuid.UUID(int=5), change.record))
            mixed.append(write(change.kind, record, change.field, change.language, change.value or "null",
                               author="Leïla", site=site, seq=number + 1, at=change.at))  # fmt: skip
    mixed.sort(key=lambda one: (one.record, one.kind, one.field, one.language, one.id))
    return iter(mixed)


def bare(folder: Path, changes: list[Change]) -> None:
    """The least that a merge can do."""
    database = sqlite.connect(str(folder / "bare.db"), isolation_level=None)
    database.execute("pragma key = \"x'" + "ab" * 48 + "'\"")
    for pragma in ("journal_mode=truncate", "synchronous=extra", "secure_delete=on", "cache_size=-16000"):
        database.execute(f"pragma {pragma}")
    database.execute(
        "create table change(record integer, slot integer, id blob, who integer, seq integer, at integer, live integer,"
        " batch integer, parents blob, salt blob, value text, primary key(record, slot, id)) without rowid"
    )
    database.execute("begin immediate")
    database.executemany(
        "insert into change values (?, ?, ?, 1, ?, ?, 1, 1, x'', ?, ?)",
        [(n // 6, n % 6, bytearray(c.id), c.seq, c.at, bytearray(c.salt), c.value) for n, c in enumerate(changes)],
    )
    database.execute("commit")
    database.close()


def timed(label: str, count: int, floor: float, work: Callable[[], T]) -> T:
    """Do something and say how fast it was."""
    begun = perf_counter()
    result = work()
    took = perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    ratio = f"{took / floor:6.1f} x" if floor else "        "
    print(f"{label:34} {took:7.2f} s {count / took:10,.0f} changes/s {ratio}   peak {peak:5.0f} MB", flush=True)
    return result


def make(folder: Path, count: int) -> None:
    """The workspace, and the bundle, in a process of its own so that its memory is not counted."""
    with Workspace.create(folder / "here.roundtable", city=None, author="Coordination") as here:
        ours = list(history(count, 1, str(uuid.UUID(int=1))))[:count]
        here.absorb(ours, label="", digest="", sender="")
    with Workspace.create(folder / "there.roundtable", city=None, author="Leïla") as there:
        there.absorb(coming(ours, str(uuid.UUID(int=2))), label="", digest="", sender="")
    print(f"{count:,} changes here, as many coming")
    begun = perf_counter()
    bare(folder, ours)
    (folder / "floor").write_text(str(perf_counter() - begun))


def measure(folder: Path, count: int) -> None:
    """Each step of an exchange, in the order in which it happens."""
    floor = float((folder / "floor").read_text())
    print(f"{'bare executemany':34} {floor:7.2f} s {count / floor:10,.0f} changes/s")
    path = folder / "there.rtbundle"
    with Workspace.open(folder / "there.roundtable") as there:
        timed("preview (network)", count, floor, lambda: bundle.preview(there, Audience.NETWORK))
        timed("write (internal, plain)", count, floor, lambda: bundle.write(there, path, audience=Audience.INTERNAL))
    print(f"{'':34} {path.stat().st_size / 2**20:.1f} MB, {path.stat().st_size / count:.0f} bytes a change")
    incoming = timed("read and check whole", count, floor, lambda: bundle.read(path))
    with Workspace.open(folder / "here.roundtable") as here:
        plan = timed("rehearse", count, floor, lambda: merge.rehearse(here, incoming))
        applied = timed("merge, with a backup", count, floor, lambda: merge.apply(here, incoming))
        timed("merge again, nothing new", count, floor, lambda: merge.apply(here, incoming))
        assert (plan.arriving, plan.known) == (applied.new, applied.known)
        print(f"{applied.new:,} new, {applied.known:,} known, {applied.disagreements:,} disagreements")


def main() -> None:
    """Make the files in a child, measure here."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        child = os.fork() if hasattr(os, "fork") else None
        if child == 0:
            make(folder, count)
            os._exit(0)
        if child is None:
            make(folder, count)
        else:
            os.waitpid(child, 0)
        measure(folder, count)


if __name__ == "__main__":
    main()
