"""Whose a value is that was said again: taking back a decision writes each of the values once more that it had settled,
and they stay the values of the people who wrote them; a deletion stays the deletion of whoever deleted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from desktop_app.workspace.changes import presence
from desktop_app.workspace.changes.called import CALLED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop_app.workspace.file.store import Store

_ID: Final = 32


class Said(NamedTuple):
    """One change of a cell, as far as it tells who wrote what."""

    value: str | None
    author: str
    site: str
    at: int
    batch: str | None
    parents: bytes


def first_said(store: Store, record: int, slot: int, heads: Mapping[bytes, Said]) -> dict[bytes, Said]:
    """The changes by which the values of the heads of a cell were first written, by head."""
    if not any(_is_restated(heads, head) for head in heads):
        return dict(heads)
    sql = (
        f"select c.id, c.value, w.author, w.site, c.at, {CALLED}, c.parents from change c join who w on w.n = c.who"
        " left join batch b on b.n = c.batch where c.record = ? and c.slot = ?"
    )
    cell = {bytes(id_): Said(*rest) for id_, *rest in store.rows(sql, record, slot)}
    return {head: cell[_first(cell, head)] for head in heads}


def _first(cell: Mapping[bytes, Said], head: bytes) -> bytes:
    found = head
    while _is_restated(cell, found):
        settled = [before for decision in _parents(cell, found) for before in _parents(cell, decision)]
        before = next((one for one in settled if _says_again(cell[found].value, cell[one].value)), None)
        if before is None:
            break
        found = before
    return found


def _says_again(value: str | None, before: str | None) -> bool:
    """Whether a value is another once more. A deletion may have seen what was written since, and no less."""
    now, then = presence.read(value), presence.read(before)
    if now is None or then is None:
        return value == before
    return now.root == then.root and set(now.saw) >= set(then.saw)


def _is_restated(cell: Mapping[bytes, Said], one: bytes) -> bool:
    """Whether nothing but undo writes so: it stands beside another that the same site wrote having seen the same, or it
    is a deletion that names none of the changes that it stands over.
    """
    said = cell[one]
    return bool(said.parents) and (
        _is_deletion_again(said.value, said.parents)
        or any(other.parents == said.parents and other.site == said.site for id_, other in cell.items() if id_ != one)
    )


def _is_deletion_again(value: str | None, parents: bytes) -> bool:
    """Whether a change of ``deleted`` says an earlier deletion again: whoever deletes names what they delete over."""
    said = presence.read(value)
    named = parents.hex()
    ids = {named[start : start + 2 * _ID] for start in range(0, len(named), 2 * _ID)}
    return said is not None and bool(ids) and ids.isdisjoint(said.saw)


def _parents(cell: Mapping[bytes, Said], one: bytes) -> list[bytes]:
    named = cell[one].parents
    ids = (bytes(named[start : start + _ID]) for start in range(0, len(named), _ID))
    return [id_ for id_ in ids if id_ in cell]
