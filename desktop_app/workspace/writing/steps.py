"""What can be taken back: each step as the cells that it wrote, with the heads that were there before.

Two stacks in one table, which survive a restart. Taking back a step writes changes that say again what was there
before; these then stand, in all other steps, for the ones that they brought back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from desktop_app.workspace.changes.change import DELETED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop_app.records import RecordId
    from desktop_app.workspace.file.store import Store

KEPT: Final = 500
"""Steps that can be taken back."""
NOTHING: Final = ""
"""In place of a change: that nothing had ever been written in the cell."""
ABSENT: Final = "absent"
"""In place of a change of ``deleted``: that the record had not been there."""


class Item(msgspec.Struct, frozen=True, array_like=True):
    """One cell that a step wrote. Changes by their ids in hexadecimal; their values are in the log."""

    record: str
    field: str
    language: str
    before: list[str]
    """Its heads before, the one that was shown first."""
    after: list[str]
    """The changes that the step wrote."""

    @property
    def adds(self) -> bool:
        """Whether the step added the record."""
        return self.before == [ABSENT]


_decoder: Final = msgspec.json.Decoder(list[Item])


def added(record: RecordId) -> Item:
    """The item of a record that a step added."""
    return Item(record, DELETED, "", [ABSENT], [NOTHING])


def joined(items: Sequence[Item]) -> list[Item]:
    """One item per cell: what was there before all of them, and what was after."""
    found: dict[tuple[str, str, str], Item] = {}
    for item in items:
        cell = (item.record, item.field, item.language)
        earlier = found.get(cell)
        found[cell] = item if earlier is None else msgspec.structs.replace(item, before=earlier.before)
    return list(found.values())


class Steps:
    """The two stacks: what can be taken back, and what can be done again."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._any: dict[bool, bool] = {}
        store.on_rollback.append(self._any.clear)

    def push(self, items: Sequence[Item]) -> None:
        """Note a new step, after which nothing can be done again."""
        if self.any(undone=True):
            self._store.run("delete from step where undone = 1")
            self._any[True] = False
        number = self.put(items, undone=False)
        if number % 50 == 0:
            self._store.run("delete from step where n < ?", number - KEPT)

    def put(self, items: Sequence[Item], *, undone: bool) -> int:
        """Lay a step on one of the stacks; gives its number."""
        text = msgspec.json.encode(joined(items)).decode()
        self._any[undone] = True
        return self._store.insert("insert into step(undone, items) values (?, ?)", int(undone), text)

    def any(self, *, undone: bool) -> bool:
        """Whether there is a step on that stack."""
        if undone not in self._any:
            found = self._store.value("select 1 from step where undone = ? limit 1", int(undone))
            self._any[undone] = found is not None
        return self._any[undone]

    def last(self, *, undone: bool) -> list[Item] | None:
        """The uppermost step of a stack."""
        text = self._store.value("select items from step where undone = ? order by n desc limit 1", int(undone))
        return None if text is None else _decoder.decode(text)

    def pop(self, *, undone: bool) -> None:
        """Take the uppermost step off a stack."""
        self._any.clear()
        self._store.run("delete from step where n = (select max(n) from step where undone = ?)", int(undone))

    def clear(self) -> None:
        """Forget all steps: another site wrote them, or the log was changed beneath them."""
        self._any.clear()
        self._store.run("delete from step")

    def stand_in(self, before: str, now: str) -> None:
        """Have a change that brought something back stand for the one that it brought back, in every step."""
        self._store.run("update step set items = replace(items, ?, ?) where instr(items, ?)", before, now, before)
