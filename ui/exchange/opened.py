"""One thing that a merge would do, opened: what is here, and what is in the file, with how the words differ."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.language import Message, _
from desktop_app.records import KINDS
from ui import dates, parts
from ui.dialogs.history import field_label, said_value
from ui.form import Column
from ui.marked import Marked
from ui.tokens import u

if TYPE_CHECKING:
    from desktop_app.exchange.merge import Item, Side
    from ui.session import Session

_LATEST = 253_402_300_799_000


class Opened(QWidget):
    """Both sides of an item, at the foot of the list; nothing where an item has none."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.what = parts.label(role="strong", wrap=True)
        self.ours, self.theirs = _Side(_("Here now")), _Side(_("In the file"))
        sides = QWidget()
        row = QHBoxLayout(sides)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(u(6))
        row.addWidget(self.ours, 1)
        row.addWidget(self.theirs, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(parts.line())
        page.addWidget(Column(self.what, sides))
        self.setFixedHeight(u(44))
        self.hide()

    def show_item(self, item: Item | None) -> None:
        """Show another item."""
        self.setVisible(item is not None and (item.ours is not None or item.theirs is not None))
        if item is None:
            return
        kind = str(KINDS[item.kind].one) if item.kind in KINDS else item.kind
        label = field_label(item.kind, item.field, item.language) if item.field else kind
        self.what.setText(f"{item.title or kind} · {label}")
        ours, theirs = said(self._session, item, item.ours), said(self._session, item, item.theirs)
        self.ours.show_side(ours, None, item.ours)
        self.theirs.show_side(theirs, ours, item.theirs)


class _Side(QWidget):
    """A value, who wrote it and when."""

    def __init__(self, heading: Message) -> None:
        super().__init__()
        self.value = Marked()
        self.source = parts.label(role="small", wrap=True)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(u(1))
        page.addWidget(parts.label(heading, role="small"))
        page.addWidget(self.value)
        page.addWidget(self.source)
        page.addStretch()

    def show_side(self, text: str, against: str | None, side: Side | None) -> None:
        self.value.show_text(text or "—", against or None)
        written = ""
        if side is not None:
            at = datetime.fromtimestamp(min(side.at, _LATEST) / 1000, UTC).isoformat(timespec="seconds")
            written = " · ".join(filter(None, (side.author, dates.written_at(at))))
        self.source.setText(written)


def said(session: Session, item: Item, side: Side | None) -> str:
    """A side as a reader of the window reads it, other records by their titles; of a deletion, what was done."""
    if side is None:
        return ""
    field = KINDS[item.kind].fields.get(item.field) if item.kind in KINDS else None
    if item.field == "deleted":
        return str(_("Deleted it") if isinstance(side.value, dict) else _("Went on writing"))
    if field is None or isinstance(side.value, dict | list | bool | float):
        return "" if side.value is None else str(side.value)
    return said_value(session, item.kind, item.field, side.value)
