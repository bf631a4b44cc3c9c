"""What can be taken back: each step as the cells that it wrote, with what was there before. It survives a restart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from desktop_app.workspace.change import DELETED
from desktop_app.workspace.presence import deletion

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop_app.records import RecordId
    from desktop_app.workspace.store import Store

KEPT: Final = 500
"""Steps that can be taken back."""


class Item(msgspec.Struct, frozen=True, array_like=True):
    """One cell that a step wrote."""

    record: str
    field: str
    language: str
    before: list[tuple[str, str]]
    """Its heads before, the one that was shown first: each one's id in hexadecimal, and its value as JSON text. One
    without an id is what a cell shows in which nothing was ever written."""
    after: list[tuple[str, str]]
    """The changes that the step wrote, likewise; one without an id stands for a record that the step added."""

    @property
    def adds(self) -> bool:
        """Whether it says that the record was not there before."""
        return self.field == DELETED and not self.after[0][0]


_decoder: Final = msgspec.json.Decoder(list[Item])


def added(record: RecordId) -> Item:
    """The item of a record that a step added: before, it was not there."""
    return Item(record, DELETED, "", [("", deletion((), record))], [("", "null")])


class Steps:
    """Two stacks in one table: what can be taken back, and what can be done again."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def push(self, items: Sequence[Item]) -> None:
        """Note a new step, after which nothing can be done again."""
        self._store.run("delete from step where undone = 1")
        number = self.put(items, undone=False)
        if number % 50 == 0:
            self._store.run("delete from step where n < ?", number - KEPT)

    def put(self, items: Sequence[Item], *, undone: bool) -> int:
        """Lay a step on one of the stacks; gives its number."""
        text = msgspec.json.encode(items).decode()
        return self._store.insert("insert into step(undone, items) values (?, ?)", int(undone), text)

    def any(self, *, undone: bool) -> bool:
        """Whether there is a step on that stack."""
        return self._store.value("select 1 from step where undone = ? limit 1", int(undone)) is not None

    def last(self, *, undone: bool) -> list[Item] | None:
        """The uppermost step of a stack."""
        text = self._store.value("select items from step where undone = ? order by n desc limit 1", int(undone))
        return None if text is None else _decoder.decode(text)

    def pop(self, *, undone: bool) -> None:
        """Take the uppermost step off a stack."""
        self._store.run("delete from step where n = (select max(n) from step where undone = ?)", int(undone))

    def stand_in(self, before: str, now: str) -> None:
        """Have a change that brought something back stand for the one that it brought back, in every step."""
        self._store.run("update step set items = replace(items, ?, ?)", before, now)
