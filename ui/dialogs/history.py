"""Where each value of a record is from: who wrote it, for which city, when, and in which file it came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.language import _, window_language
from desktop_app.records import KINDS
from ui import dates, parts
from ui.models import Row
from ui.page import RowList
from ui.say import say
from ui.tokens import u

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop_app.records import RecordId, Value
    from desktop_app.workspace import HistoryItem
    from ui.session import Session


class HistoryWindow(QDialog):
    """Every change of a few records, the newest first, with a filter by field."""

    def __init__(self, parent: QWidget, session: Session, records: Sequence[RecordId], called: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        say(self.setWindowTitle, _("Where this is from"))
        self._session = session
        page = QVBoxLayout(self)
        page.setContentsMargins(0, u(5), 0, u(4))
        page.setSpacing(u(2))
        title = parts.Elided("title")
        title.setText(called)
        head = QVBoxLayout()
        head.setContentsMargins(u(6), 0, u(6), 0)
        head.addWidget(title)
        head.addWidget(parts.label(_("Every change, the newest first: who wrote it, for whom, when."), role="muted"))
        page.addLayout(head)
        self.list = RowList(_("Changes"))
        self.list.rows.show([row for record in records for row in self._rows(record)])
        page.addWidget(self.list, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(u(6), 0, u(6), 0)
        foot.addStretch()
        foot.addWidget(parts.button(_("Close"), self.accept, role="primary"))
        page.addLayout(foot)
        self.resize(u(130), u(120))
        self.list.setFocus()

    def _rows(self, record: RecordId) -> list[Row]:
        kind = self._session.workspace.get(record).kind_name
        items = [item for item in self._session.workspace.history(record) if item.field != "city"]
        return [history_row(self._session, kind, item) for item in items]


def history_row(session: Session, kind: str, item: HistoryItem) -> Row:
    """One change as a row: the field and its value, who and whence below, when at the end."""
    said = said_value(session, kind, item.field, item.value)
    label = field_label(kind, item.field, item.language)
    source = [item.author, session.title(item.city)]
    if item.batch:
        source.append(str(_("came with “{file}”", file=item.batch)))
    if item.is_head and not item.is_shown:
        source.append(str(_("contradicted")))
    return Row(item.change, f"{label}: {said}" if said else str(_("{field}: emptied", field=label)),
               " · ".join(filter(None, source)), dates.written_at(item.at))  # fmt: skip


def field_label(kind: str, field: str, language: str = "") -> str:
    """What a field is called, with the language of its text."""
    if field == "deleted":
        return str(_("Deleted"))
    declared = KINDS[kind].fields.get(field) if kind in KINDS else None
    label = str(declared.label) if declared is not None else field
    return f"{label} ({language})" if language else label


def said_value(session: Session, kind: str, field: str, value: Value) -> str:
    """A value as a reader of the window reads it, references by the titles of their records."""
    declared = KINDS[kind].fields.get(field) if kind in KINDS else None
    if field == "deleted":
        return str(_("yes") if value else _("no"))
    if declared is None or declared.translated or value is None:
        return "" if value is None else str(value)
    if declared.refers_to:
        ids = value if isinstance(value, tuple) else (str(value),)
        return ", ".join(filter(None, (session.title(str(id_)) for id_ in ids)))
    return declared.type.show(value, window_language())
