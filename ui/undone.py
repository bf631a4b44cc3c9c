"""What a step was about, in a few words: so that undo says what it undid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.language import Message, _, plural, window_language
from desktop_app.records import KINDS, Contested
from desktop_app.workspace.changes.change import DELETED
from ui.words.tidy import short

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop_app.records import RecordId
    from desktop_app.workspace import Workspace
    from desktop_app.workspace.changes.aside import Where

_LONGEST = 60


class Step:
    """A step that is about to be taken back or done again; what it was about is read before and after."""

    def __init__(self, workspace: Workspace, cells: Sequence[Where]) -> None:
        self._workspace, self._cells = workspace, cells
        self._before = self._called()

    def _undecided(self, record: RecordId, field: str, name: str | Message) -> Message:
        kind = KINDS.get(self._workspace.kind_of(record))
        if field == DELETED or kind is None or field not in kind.fields:
            return _("whether “{name}” is deleted is to be decided again", name=name)
        return _("{field} of “{name}” is to be decided again", field=kind.fields[field].label, name=name)

    def _called(self) -> str:
        if not self._cells:
            return ""
        return short(self._workspace.title(self._first()[0], window_language()).split("\n")[0], _LONGEST)

    def said(self) -> Message | None:
        """What is different now that it is done: a record that went or came, or a field of one."""
        if not self._cells:
            return None
        cell = self._first()
        record, field, _language = cell
        kind = KINDS.get(self._workspace.kind_of(record))
        after = self._called()
        name = after or self._before or (kind.one if kind is not None else "")
        if self._is_undecided(cell):
            what = self._undecided(record, field, name)
        elif any(one == record and where == DELETED for one, where, _in in self._cells):
            there = bool(kind is not None and self._workspace.find(kind, record))
            what = _("“{name}” is back", name=name) if there else _("“{name}” is gone", name=name)
        elif kind is not None and field in kind.fields:
            what = _("{field} of “{name}”", field=kind.fields[field].label, name=name)
        else:
            return None
        others = len(self._wholes() - {self._workspace.outermost(record)})
        return (
            plural("{what}, and {n} more record", "{what}, and {n} more records", others, what=what) if others else what
        )

    def _first(self) -> Where:
        """What it is told by: the first that it was about, and of what was deleted with its parts, the whole."""
        wholes = (cell for cell in self._cells if cell[1] == DELETED and self._workspace.outermost(cell[0]) == cell[0])
        return next(wholes, self._cells[0])

    def _wholes(self) -> set[RecordId]:
        """The records that it was about, as people count them: with their parts."""
        return {self._workspace.outermost(record) for record in {record for record, _field, _language in self._cells}}

    def _is_undecided(self, cell: Where) -> bool:
        record, field, language = cell
        kind = self._workspace.kind_of(record)
        found = self._workspace.disagreement(Contested(record, kind, field, language, 0))
        return found is not None and not found.left
