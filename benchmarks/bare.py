"""The bare side of a merge: the rows that it wrote, written again by nothing but `executemany`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlcipher3.dbapi2 as sqlite

from benchmarks import clock
from desktop_app.records import KINDS
from desktop_app.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.clock import Took

PRAGMAS = ("journal_mode=truncate", "synchronous=extra", "secure_delete=on", "temp_store=memory", "cache_size=-50000")


def connected(path: Path) -> sqlite.Connection:
    """A new SQLCipher file with the pragmas of a workspace."""
    path.unlink(missing_ok=True)
    database = sqlite.connect(str(path), isolation_level=None)
    database.execute("pragma key = \"x'" + "ab" * 48 + "'\"")
    for pragma in PRAGMAS:
        database.execute(f"pragma {pragma}")
    return database


def write(folder: Path) -> dict[str, Took]:
    """Write what the last import of the merged copy wrote: log, state and search, each into its table."""
    with Workspace.open(folder / "copy.roundtable") as here:
        store, search = here._store, here._search
        batch = store.value("select n from batch where new > 1000 order by n desc limit 1")
        log = [_plain(row) for row in store.rows("select * from change where batch = ?", batch)]
        touched = f"select distinct record from change where batch = {batch}"
        tables = {kind: store.rows(f'select * from "{kind}" where n in ({touched})') for kind in KINDS}
        numbers = [number for (number,) in store.rows(touched)]
        documents = [
            document
            for start in range(0, len(numbers), 1000)
            for document in search._documents(numbers[start : start + 1000])
        ]
        filled = {name for name, rows in tables.items() if rows} | {"change", "search"}
        marks = ", ".join(f"'{name}'" for name in filled)
        schema = store.rows(f"select sql from sqlite_master where tbl_name in ({marks}) and sql is not null")
    database = connected(folder / "bare.db")
    for (sql,) in schema:
        database.execute(sql)
    took: dict[str, Took] = {}
    database.execute("begin immediate")
    with clock.timed(took, "log"):
        database.executemany(f"insert into change values ({_marks(log[0])})", log)
    with clock.timed(took, "state"):
        for name, rows in tables.items():
            if rows:
                database.executemany(f'insert into "{name}" values ({_marks(rows[0])})', rows)
    with clock.timed(took, "search"):
        database.executemany("insert into search(rowid, body) values (?, ?)", documents)
        database.execute("commit")
    database.close()
    return took


def _plain(row: tuple[object, ...]) -> tuple[object, ...]:
    """A row whose bytes the driver takes without looking for an adapter."""
    return tuple(bytearray(value) if isinstance(value, bytes) else value for value in row)


def _marks(row: tuple[object, ...]) -> str:
    return ", ".join("?" * len(row))
