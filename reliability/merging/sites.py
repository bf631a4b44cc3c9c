"""Workspaces in memory, with clocks of their own and chance that can be repeated: a case costs milliseconds.

SQLite's own files in memory: the same tables, the same statements and the same pages as on a disk, without the disk.
What concerns the disk is asked of real files elsewhere (`reliability.power`, `reliability.kills`).
"""

from __future__ import annotations

import secrets
import uuid
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import TYPE_CHECKING, Final
from unittest.mock import patch

from desktop_app.records import KINDS, City
from desktop_app.workspace import Card, Workspace
from desktop_app.workspace.changes import change
from desktop_app.workspace.current import state
from desktop_app.workspace.current.columns import columns_of
from desktop_app.workspace.file import counters, meta, schema
from desktop_app.workspace.file.key import key_for
from desktop_app.workspace.file.lock import FileLock
from desktop_app.workspace.file.store import APPLICATION_ID, Store, connect
from desktop_app.workspace.writing import cells

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from desktop_app.records import Field
    from desktop_app.workspace.current.columns import Column
    from desktop_app.workspace.file.key import Key

SHOWN: Final = frozenset({"city", "meeting", "agenda_item", "organisation", "person", "membership"})
"""The kinds that the program knows meanwhile: half of them, which takes half the time."""
NOON: Final = 1_520_000_000_000
"""A day before each case begins, in milliseconds since 1970; every clock is wrong by up to 30 years."""
DAY: Final = 86_400_000
YEAR: Final = 365 * DAY
TUNIS: Final[Mapping[str, object]] = {"code": "TNTUN", "name": {"fr": "Tunis"}, "country": "TN"}
LYON: Final[Mapping[str, object]] = {"code": "FRLYS", "name": {"fr": "Lyon"}, "country": "FR"}


class Clock:
    """The time of the site whose turn it is."""

    def __init__(self) -> None:
        self.now = NOON
        self.skew = 0

    def time_ns(self) -> int:
        """In place of `time.time_ns`."""
        self.now += 1
        return max(0, self.now + self.skew) * 1_000_000


CLOCK: Final = Clock()
_CHANCE: Final = Random("templates")


def begin_case(seed: int) -> None:
    """Let the clock and chance begin again, so that a case that failed fails again."""
    CLOCK.now, CLOCK.skew = NOON + DAY, 0
    _CHANCE.seed(seed)


@contextmanager
def repeatable() -> Iterator[None]:
    """Have the program take its time, its salts and its identities from here."""
    with ExitStack() as stack:
        for module, name, value in (
            (counters, "time", CLOCK),
            (change, "os", SimpleNamespace(urandom=_CHANCE.randbytes)),
            (uuid, "uuid4", lambda: uuid.UUID(int=_CHANCE.getrandbits(128), version=4)),
            (secrets, "choice", _CHANCE.choice),
            (state, "shape", cache(state.shape)),  # follows from the declarations, and is asked at each opening
            (state, "columns_of", _columns_of),
            (meta, "installation", lambda: "one machine"),
        ):
            stack.enter_context(patch.object(module, name, value))
        stack.enter_context(patch.dict(KINDS))
        for name in set(KINDS) - SHOWN:
            del KINDS[name]
        yield


_columns: Final[dict[int, Sequence[Column]]] = {}


def _columns_of(fields: Mapping[str, Field]) -> Sequence[Column]:
    """The columns of a kind, worked out once and not for each of a thousand workspaces."""
    found = _columns.get(id(fields))
    if found is None:
        found = _columns[id(fields)] = columns_of(fields)
    return found


@cache
def _key() -> Key:
    return key_for(None, b"\xfe" * 16)


def _in_memory(name: str) -> Store:
    return Store(Path("/in memory") / name, connect(Path(":memory:"), _key()))


def opened(store: Store, author: str | None) -> Workspace:
    """A workspace over a file in memory."""
    return Workspace(store, _key(), FileLock(store.path), author)


@cache
def _template(code: str) -> Workspace:
    store = _in_memory(f"template {code}")
    store.run(f"pragma application_id = {APPLICATION_ID}")
    schema.migrate(store)
    with store.transaction():
        meta.remember(store, "language", "fr")
        meta.remember(store, "author", f"Author of {code}")
        city = {"TNTUN": TUNIS, "FRLYS": LYON}.get(code)
        own = None if city is None else cells.new_record(City, city, "fr", None)
        meta.remember(store, "city", "" if own is None else own.id)
    made = opened(store, None)
    if own is not None:
        made.add(City, city or {})
    made.keyring.own()
    return made


def card(place: Workspace) -> Card:
    """The card of a workspace's city, without its signature: it is handed over in person here."""
    keys = place.keyring.own()
    return Card(place.city, "", place.author, place.keyring.verify_key, keys.recipient, keys.made_at)


def founded(code: str, name: str) -> Workspace:
    """A workspace of a city, or with ``""`` of a coordinator, in which nothing else was written yet."""
    return copied(_template(code), name)


def copied(origin: Workspace, name: str) -> Workspace:
    """A copy of a workspace's file, open under another name: an installation of its own."""
    store = _in_memory(name)
    origin._store._connection.backup(store._connection)
    return opened(store, f"Author {name}")


def chance_below(bound: int) -> int:
    """A number from 0 to below a bound, by the case's own chance."""
    return _CHANCE.randrange(bound)
