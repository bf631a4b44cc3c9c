"""Merging a bundle into a workspace that holds as many changes, beside bare statements that write the same rows.

    python benchmarks/merge.py [CHANGES ...] [--rounds N]        100,000 and 1,000,000 by default

Four tenths of the bundle are there, a tenth contradicts what is there, half is new. It is signed and encrypted to the
reader's card; it is checked whole, every id is computed, state and search are kept. The bare side writes the rows of
the log, of the state and of the search that the merge has written, from lists in memory, into an empty SQLCipher file
with the same pragmas. Both run in processes of their own, in turn.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks import bare, clock, histories
from desktop_app.exchange import bundle, cards, merge
from desktop_app.progress import SILENT
from desktop_app.records import Audience
from desktop_app.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterable

    from benchmarks.clock import Took
    from desktop_app.workspace import Change

SMALL: Final = 100
HERE: Final = "here.roundtable"
BUNDLE: Final = "there.rtbundle"
FEW: Final = "few.rtbundle"


def make(folder: Path, changes: int) -> None:
    """The workspace, which took in the bundles of ten cities, and two bundles for it: a large one and a small one."""
    records = changes // histories.CELLS
    ours: list[list[Change]] = []
    with Workspace.create(folder / HERE, city=None, author="Coordination") as here:
        for city in range(histories.CITIES):
            theirs = list(histories.by_record(histories.history(records // histories.CITIES, city, city)))
            ours += theirs
            theirs.sort(key=lambda record: record[0].record)
            here.absorb((change for record in theirs for change in record), label="", digest="", sender="")
        _send(folder, BUNDLE, histories.coming(ours, records), here)
        _send(folder, FEW, histories.history(SMALL // histories.CELLS, 99, 99), here)


def _send(folder: Path, name: str, changes: Iterable[Change], to: Workspace) -> None:
    path = folder / f"{name}.roundtable"
    with Workspace.create(path, city=None, author="Leïla") as there:
        there.absorb(changes, label="", digest="", sender="")
        card = cards.own(to)
        bundle.write(there, folder / name, audience=Audience.INTERNAL, recipients=[card])
    path.unlink()


def merged(folder: Path) -> dict[str, Took]:
    """Every step of a merge, on a copy of the workspace."""
    path = folder / "copy.roundtable"
    shutil.copyfile(folder / HERE, path)
    took = {"start": clock.now()}
    with Workspace.open(path) as here:
        with clock.timed(took, "read"):
            incoming = bundle.read(folder / BUNDLE, keyring=here.keyring)
        with clock.timed(took, "merge"):
            first = merge._absorb(here, incoming, path, SILENT)
        with clock.timed(took, "again"):
            again = merge._absorb(here, incoming, path, SILENT)
        few = bundle.read(folder / FEW, keyring=here.keyring)
        with clock.timed(took, "few"):
            merge._absorb(here, few, path, SILENT)
        assert (again.new, again.known) == (0, first.new + first.known)
    return took


def around(folder: Path) -> dict[str, Took]:
    """What stands before a merge: the rehearsal, and the backup."""
    path = folder / "copy.roundtable"
    shutil.copyfile(folder / HERE, path)
    took = {"start": clock.now()}
    with Workspace.open(path) as here:
        incoming = bundle.read(folder / BUNDLE, keyring=here.keyring)
        with clock.timed(took, "rehearse"):
            merge.rehearse(here, incoming)
        with clock.timed(took, "backup"):
            here.backup("merge")
    return took


STEPS: Final = {"merge": merged, "bare": bare.write, "around": around}


def apart(step: str, folder: Path) -> dict[str, Took]:
    """A step in a process of its own, so that its memory and its caches are its own."""
    said = subprocess.run([sys.executable, __file__, "--step", step, str(folder)], check=True, capture_output=True)
    return {name: clock.Took(*took) for name, took in json.loads(said.stdout).items()}


def measure(changes: int, rounds: int) -> Took:
    """Both sides in turn; gives what reading and merging took in the quickest round."""
    best: Took | None = None
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run([sys.executable, __file__, "--make", str(changes), name], check=True)
        print(f"\n{changes:,} changes here, as many coming ({(folder / BUNDLE).stat().st_size / 2**20:.0f} MB)")
        for _round in range(rounds):
            ours = apart("merge", folder)
            theirs = apart("bare", folder)
            whole, floor = ours["read"] + ours["merge"], theirs["log"] + theirs["state"] + theirs["search"]
            for label, took in (*ours.items(), *theirs.items(), ("read and merge", whole), ("bare", floor)):
                print(f"  {label:16} {took.said(changes)}")
            print(
                f"  merge beside bare: {whole.beside(floor)}; again beside new: {ours['again'].beside(ours['merge'])}"
            )
            best = whole if best is None or whole.cpu < best.cpu else best
        for label, took in apart("around", folder).items():
            print(f"  {label:16} {took.said(changes)}")
    assert best is not None
    return best


def main() -> None:
    """Run a step, or all of them for each size."""
    if sys.argv[1:2] == ["--make"]:
        make(Path(sys.argv[3]), int(sys.argv[2]))
    elif sys.argv[1:2] == ["--step"]:
        print(json.dumps(STEPS[sys.argv[2]](Path(sys.argv[3]))))
    else:
        rounds = int(sys.argv.pop(sys.argv.index("--rounds") + 1)) if "--rounds" in sys.argv else 2
        sizes = [int(size) for size in sys.argv[1:] if size != "--rounds"] or [100_000, 1_000_000]
        took = [(size, measure(size, rounds)) for size in sizes]
        for (size, one), (larger, other) in pairwise(took):
            print(f"\n{larger:,} beside {size:,}: {other.beside(one)}")


if __name__ == "__main__":
    main()
