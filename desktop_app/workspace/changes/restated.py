"""Whose a value is that was said again: undoing a decision writes each of the values once more that it had settled, and
they stay the values of the people who wrote them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

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
        before = next((one for one in settled if cell[one].value == cell[found].value), None)
        if before is None:
            break
        found = before
    return found


def _is_restated(cell: Mapping[bytes, Said], one: bytes) -> bool:
    """Whether it stands beside another that the same site wrote having seen the same: nothing but undo writes so."""
    said = cell[one]
    return bool(said.parents) and any(
        other.parents == said.parents and other.site == said.site for id_, other in cell.items() if id_ != one
    )


def _parents(cell: Mapping[bytes, Said], one: bytes) -> list[bytes]:
    named = cell[one].parents
    ids = (bytes(named[start : start + _ID]) for start in range(0, len(named), _ID))
    return [id_ for id_ in ids if id_ in cell]
