"""Deciding what contradicts each other, or leaving it side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.errors import Unknown
from desktop_app.language import _
from desktop_app.records import field_named, kind_named
from desktop_app.workspace.changes import presence
from desktop_app.workspace.changes.change import DELETED
from desktop_app.workspace.exchanging import ExchangingWorkspace
from desktop_app.workspace.writing import cells
from desktop_app.workspace.writing.cells import Cell
from desktop_app.workspace.writing.steps import NOTHING, Item

if TYPE_CHECKING:
    from desktop_app.records import Disagreement, RecordId
    from desktop_app.workspace.changes.decided import Decided


class DecidingWorkspace(ExchangingWorkspace):
    """An open file in which contradictions are decided; each call is one step of undo."""

    def resolve(
        self,
        record: RecordId,
        field: str,
        *,
        language: str = "",
        keep: str | None = None,
        value: object = None,
    ) -> None:
        """Decide a disagreement: keep one of the values, or write another.

        Args:
            record: whose field it is.
            field: the field; ``deleted`` too, where keeping a deletion deletes, and keeping anything else restores.
            language: of a field in several languages.
            keep: the id of the change whose value is kept.
            value: what is written where nothing is kept; of ``deleted``, whether it is true deletes or restores.

        Raises:
            Unknown: there is no such record, field or change there.
            InvalidValue: the field does not take the value.
        """
        if field == DELETED:
            self._decide_deletion(record, keep, value)
            return
        place = self._pen.place(record)
        kind = kind_named(place.kind)
        field_named(kind, field)
        if keep is None:
            said = {field: {language: value} if language else value}
            (cell,) = cells.cells_of(kind, said, language or self.language)
        else:
            heads = self._pen.heads(place, field, language)
            kept = next((head.value for head in heads if head.id.hex() == keep), None)
            if kept is None:
                raise Unknown(_("This field has no such value to keep."))
            cell = Cell(field, language, kept)
        self._editor.decide(record, cell)

    def leave(self, one: Disagreement) -> None:
        """Leave a disagreement side by side: nothing is decided, and nobody here is asked again until another value
        comes. One step of undo.

        Raises:
            Unknown: the record is not here, or is deleted.
        """
        heads = [head.change for head in one.alternatives]
        self._editor.leave((one.record, one.field, one.language), heads)

    def open_again(self, one: Disagreement) -> None:
        """Have a disagreement that was left side by side wait for a decision again. One step of undo.

        Raises:
            Unknown: the record is not here, or is deleted.
        """
        self._editor.leave((one.record, one.field, one.language), ())

    def take_back_decision(self, one: Decided) -> None:
        """Have what was decided wait for a decision again, as it stood: each value with who wrote it. One step of undo.

        Raises:
            Unknown: there is no such record here.
        """
        if one.left:
            self._editor.leave((one.record, one.field, one.language), ())
            return
        from desktop_app.workspace.changes.decided import together

        with self._store.lock:
            items = [
                Item(record, field, language, parents or [NOTHING], [change])
                for record, field, language, change, parents in together(self._store, one.record, one.change)
            ]
            self._editor.take_back(one.record, items)

    def _decide_deletion(self, record: RecordId, keep: str | None, value: object) -> None:
        heads = self._pen.heads(self._pen.place(record, hidden=True), DELETED, "")
        deletions = {head.id.hex() for head in heads if presence.read(head.value) is not None}
        if keep in deletions or (keep is None and value):
            self._editor.delete(record)
        else:
            self._editor.restore(record)
