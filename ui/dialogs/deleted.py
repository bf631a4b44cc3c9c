"""What was deleted, and the way to have it back: also days later, when undo has other steps to take back first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.language import _, plural, window_language
from ui.approval import SAID, is_approved
from ui.widgets import parts
from ui.widgets.listed import Listed
from ui.widgets.models import Row
from ui.widgets.row_list import RowList
from ui.words import dates
from ui.words.reading import dotted
from ui.words.say import say

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop_app.records import RecordId
    from desktop_app.workspace.changes.deleted import Deleted
    from ui.session import Session


class DeletedRecords(Listed):
    """The list, the latest first; one at a time is restored, with the parts that went with it."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(parent, _("Deleted records"))
        self._session = session
        self._found: dict[RecordId, Deleted] = {}
        self.list = RowList(_("Deleted records"))
        self.restore = parts.button(_("Restore"), self._restore, icon="arrow-u-down-left")
        self._lay_out(self.list, self.restore)
        self._read()

    def _read(self) -> None:
        self._found = {one.record: one for one in self._session.workspace.deleted()}
        self.list.rows.show([self._row(one) for one in self._found.values()])
        if self._found and not self.list.key:
            self.list.select(next(iter(self._found)))
        self.restore.setEnabled(bool(self._found))
        there = _("What you restore goes back to where it was, with its parts. What was erased for good is not here.")
        say(self.said.setText, there if self._found else _("Nothing was deleted."))

    def _row(self, one: Deleted) -> Row:
        with_parts = plural("with {n} part", "with {n} parts", one.parts) if one.parts else ""
        about = dotted((one.sketch.one, one.author, with_parts))
        return Row(one.record, self._called(one), about, dates.written_at(one.at))

    def _called(self, one: Deleted) -> str:
        return one.sketch.called(window_language(), self._name) or str(one.sketch.one)

    def _name(self, record: RecordId) -> str:
        """What a record is called that this one names; it may be deleted as well."""
        gone = self._found.get(record)
        return gone.sketch.called(window_language(), lambda _other: "") if gone else self._session.title(record)

    def _restore(self) -> None:
        one, session = self._found.get(self.list.key), self._session
        if one is None:
            return
        wholes = (getattr(one.sketch, field.name) for field in one.sketch.fields.values() if field.part_of)
        if any(is_approved(session.workspace, whole) for whole in wholes):
            say(self.said.setText, SAID)
            return

        def restore() -> bool:
            session.workspace.restore(one.record)
            return True

        if session.attempt(restore):
            session.notice(_("“{name}” is back.", name=self._called(one)), offer=_("Undo"), taken=session.undo)
        self._read()
