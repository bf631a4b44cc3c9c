"""One edited field, durable on disk, against a bare one-row SQLCipher transaction with the same pragmas."""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path
from time import perf_counter

import sqlcipher3.dbapi2 as sqlite

sys.path.insert(0, str(Path(__file__).parent.parent))

from desktop_app.records import Person
from desktop_app.workspace import Workspace

ROUNDS = 300
PEOPLE = 2_000


def bare(folder: Path) -> sqlite.Connection:
    """A file with one table, opened as Roundtable opens its own."""
    database = sqlite.connect(str(folder / "bare.db"), isolation_level=None)
    database.execute("pragma key = \"x'" + "ab" * 48 + "'\"")
    for pragma in ("journal_mode=truncate", "synchronous=extra", "secure_delete=on", "locking_mode=exclusive"):
        database.execute(f"pragma {pragma}")
    database.execute("create table row (id integer primary key, value text)")
    database.executemany("insert into row values (?, ?)", [(n, f"value {n}") for n in range(PEOPLE)])
    return database


def main() -> None:
    """Take the two in turn, so that the machine's moods fall on both."""
    ours: list[float] = []
    theirs: list[float] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database = bare(folder)
        city = {"code": "TNTUN", "name": {"fr": "Tunis"}, "country": "TN"}
        with Workspace.create(folder / "w.roundtable", city=city, author="A") as workspace:
            people = [(Person, {"family_name": f"Family {n}", "given_name": f"Given {n}"}) for n in range(PEOPLE)]
            ids = workspace.add_all(people)
            for n in range(ROUNDS):
                begun = perf_counter()
                database.execute("begin immediate")
                database.execute("update row set value = ? where id = ?", (f"edited {n}", n))
                database.execute("commit")
                theirs.append(perf_counter() - begun)
                begun = perf_counter()
                workspace.edit(ids[n], {"family_name": f"Edited {n}"})
                ours.append(perf_counter() - begun)
    for label, times in (("Roundtable, one field", ours), ("bare transaction", theirs)):
        centiles = statistics.quantiles(times, n=20)
        print(f"{label:24} median {statistics.median(times) * 1e3:7.2f} ms   p95 {centiles[-1] * 1e3:7.2f} ms")
    print(f"ratio of medians         {statistics.median(ours) / statistics.median(theirs):.2f}")


if __name__ == "__main__":
    main()
