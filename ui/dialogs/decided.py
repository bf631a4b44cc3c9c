"""What was decided lately, and the way to decide it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.language import _
from desktop_app.records import KINDS
from ui.dialogs.history import HistoryWindow, field_label, said_value
from ui.widgets import parts
from ui.widgets.listed import Listed
from ui.widgets.models import Row
from ui.widgets.row_list import RowList
from ui.words import dates
from ui.words.reading import dotted
from ui.words.say import say

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop_app.workspace.changes.decided import Decided
    from ui.session import Session


class DecidedLately(Listed):
    """The list, the latest first; of one at a time all values are shown, to be taken again."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(parent, _("Decided lately"))
        self._session = session
        self._found: dict[str, Decided] = {}
        self.list = RowList(_("Decided lately"))
        self.again = parts.button(_("Decide again…"), self._again, icon="scales")
        self._lay_out(self.list, self.again)
        self._read()

    def _read(self) -> None:
        found = self._session.workspace.decided()
        self._found = {one.item.change: one for one in found}
        titles = self._session.titles_of([one.record for one in found])
        self.list.rows.show([self._row(one, titles.get(one.record, "")) for one in found])
        if found and not self.list.key:
            self.list.select(found[0].item.change)
        self.again.setEnabled(bool(found))
        there = _("A decision can be taken again: choose another of the values in its history.")
        say(self.said.setText, there if found else _("Nothing was decided lately."))

    def _row(self, one: Decided, title: str) -> Row:
        item = one.item
        value = said_value(self._session, one.kind, item.field, item.value) or str(_("(nothing)"))
        label = field_label(one.kind, item.field, item.language)
        what = _("{label}: {value}", label=label, value=value)
        return Row(
            item.change, title or str(KINDS[one.kind].one), dotted((what, item.author)), dates.written_at(item.at)
        )

    def _again(self) -> None:
        """Open the history of the field: each of its values can be taken again there."""
        one = self._found.get(self.list.key)
        if one is not None:
            cell = (one.record, one.item.field, one.item.language)
            called = self._session.title(one.record)
            shown = HistoryWindow(self, self._session, [one.record], called, cell)
            shown.finished.connect(lambda _result: self._read())
            shown.open()
