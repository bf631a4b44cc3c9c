"""One thing that a merge would do, opened: what is here, and what is in the file, with how the words differ."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.language import Message, _
from desktop_app.records import KINDS
from desktop_app.workspace.changes.change import DELETED
from ui.dialogs.history import field_label, said_value
from ui.forms.form import Column
from ui.look.tokens import u
from ui.widgets import parts
from ui.widgets.marked import Marked
from ui.words import dates
from ui.words.reading import dotted
from ui.words.say import say

if TYPE_CHECKING:
    from desktop_app.exchange.merge import Item, Side
    from ui.session import Session

_LATEST = 253_402_300_799_000


class Opened(QWidget):
    """Both sides of an item, one above the other beside the list; of one that has none, what it is about."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.what = parts.label(role="strong", wrap=True)
        self.ours, self.theirs = _Side(_("Here now")), _Side(_("In the file"))
        sides = QWidget()
        column = QVBoxLayout(sides)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(u(3))
        column.addWidget(self.ours)
        column.addWidget(self.theirs)
        self._sides, self.held = sides, Held()
        self.alone = False
        """Whether it stands below the list, as high as it needs to be, and does not scroll by itself."""
        self._edge = parts.line(vertical=True)
        self._page = QHBoxLayout(self)
        self._page.setContentsMargins(0, 0, 0, 0)
        self._page.setSpacing(0)
        self._page.addWidget(self._edge)
        self._column = Column(self.what, sides, self.held)
        self._page.addWidget(self._column)
        self.hide()

    def stand_alone(self) -> None:
        """Stand below the list, in a page that scrolls."""
        self.alone = True
        self._edge.hide()
        inner = self._column.takeWidget()
        self._page.replaceWidget(self._column, inner)
        self._column.deleteLater()

    def tell(self, *, several: bool) -> None:
        """Say what stands on the side that is not the file's: of several files, those before it are among it."""
        say(self.ours.heading.setText, _("Here now, or in a file above") if several else _("Here now"))

    def show_item(self, item: Item | None) -> None:
        """Show another item."""
        self.setVisible(item is not None)
        if item is None:
            return
        self._sides.setVisible(bool(item.ours or item.theirs))
        self.held.setVisible(bool(item.holds))
        kind = str(KINDS[item.kind].one) if item.kind in KINDS else item.kind
        label = field_label(item.kind, item.field, item.language) if item.field else kind
        deleted = who_deleted(item) if item.field == DELETED else None
        self.what.setText(dotted((titled(item) or kind, kind if deleted else label, deleted or "")))
        if item.holds:
            self.held.show_held(self._session, item)
            return
        ours, theirs = said(self._session, item, item.ours), said(self._session, item, item.theirs)
        self.ours.show_side(ours, None, item.ours)
        self.theirs.show_side(theirs, ours, item.theirs)


def titled(item: Item) -> str:
    """What the record is called after the merge, and what here until now where that is another title."""
    if not item.was or not item.title:
        return item.title or item.was
    return str(_("{title} (here until now: {was})", title=item.title, was=item.was))


class Held(QWidget):
    """What a new record holds, field by field, and who wrote it."""

    def __init__(self) -> None:
        super().__init__()
        self._rows = QGridLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setHorizontalSpacing(u(4))
        self._rows.setVerticalSpacing(u(1.5))
        self._rows.setColumnStretch(1, 1)

    def show_held(self, session: Session, item: Item) -> None:
        for old in self.findChildren(QWidget):
            self._rows.removeWidget(old)
            old.deleteLater()
        for name, language, side in item.holds:
            self._add(field_label(item.kind, name, language), value_said(session, item, name, side))
        written = dict.fromkeys(_written(side) for _name, _language, side in item.holds)
        self._add(str(_("Written by")), "\n".join(written))

    def _add(self, label: str, text: str) -> None:
        if not text:
            return
        number, heading = self._rows.rowCount(), parts.label(label, role="small", wrap=True)
        heading.setFixedWidth(u(28))
        self._rows.addWidget(heading, number, 0, Qt.AlignmentFlag.AlignTop)
        value = parts.label(text, wrap=True)
        value.setAccessibleName(str(_("{label}: {value}", label=label, value=text)))
        self._rows.addWidget(value, number, 1)


class _Side(QWidget):
    """A value, who wrote it and when."""

    def __init__(self, heading: Message) -> None:
        super().__init__()
        self.value = Marked()
        self.source = parts.label(role="small", wrap=True)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(u(1))
        self.heading = parts.label(heading, role="small")
        page.addWidget(self.heading)
        page.addWidget(self.value)
        page.addWidget(self.source)
        page.addStretch()

    def show_side(self, text: str, against: str | None, side: Side | None) -> None:
        self.value.show_text(text or "—", against or None)
        self.source.setText("" if side is None else _written(side))


def _written(side: Side) -> str:
    """Who wrote it and when."""
    return dotted((side.author, dates.written_at(_moment(side))))


def _moment(side: Side) -> str:
    return datetime.fromtimestamp(min(side.at, _LATEST) / 1000, UTC).isoformat(timespec="seconds")


def who_deleted(item: Item) -> Message | None:
    """Of a contradiction whether a record is there: who deleted it and who went on with it, each with when."""
    sides = [side for side in (item.ours, item.theirs) if side is not None]
    gone = next((side for side in sides if isinstance(side.value, dict)), None)
    kept = next((side for side in sides if side is not gone), None)
    if gone is None:
        return None
    day = dates.written_at(_moment(gone))
    if kept is None:
        return _("{deleter} deleted it on {day}; somebody else restored it", deleter=gone.author, day=day)
    other = dates.written_at(_moment(kept))
    return _("{deleter} deleted it on {day}; {writer} went on writing on {other_day}",
             deleter=gone.author, day=day, writer=kept.author, other_day=other)  # fmt: skip


def said(session: Session, item: Item, side: Side | None) -> str:
    """A side as a reader of the window reads it, other records by their titles; of a deletion, what was done."""
    from desktop_app.exchange.merge import What

    if item.what is What.DELETED:
        return str(_("Still here") if side is None else _("Deleted it"))
    if item.what is What.RESTORED:
        return str(_("Deleted") if side is None else _("Restored it"))
    if side is None:
        return ""
    if item.field == DELETED:
        return str(_("Deleted it") if isinstance(side.value, dict) else _("Went on writing"))
    return value_said(session, item, item.field, side)


def value_said(session: Session, item: Item, name: str, side: Side) -> str:
    """A value of a field; records that arrive in the same file by what they will be called."""
    field = KINDS[item.kind].fields.get(name) if item.kind in KINDS else None
    if field is None or isinstance(side.value, dict | list | bool | float):
        return "" if side.value is None else str(side.value)
    if field.refers_to and side.value:
        ids = side.value if isinstance(side.value, tuple) else (str(side.value),)
        return ", ".join(filter(None, (item.names.get(id_, "") for id_ in ids)))
    return said_value(session, item.kind, name, side.value)
