"""Ctrl+K: people, meetings, phrases and commands, found as one types and gone to from the keyboard alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import structs
from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop_app.language import _, text_direction, window_language
from desktop_app.records import KINDS
from ui.editors.line import Line
from ui.look import icons
from ui.look.tokens import SECONDARY, colours, sized, u
from ui.main.commands import table
from ui.widgets import parts
from ui.widgets.announcing import announce
from ui.widgets.delegates import draw_ground, draw_text
from ui.widgets.models import ROW, Row, RowModel
from ui.words.keys import Keys
from ui.words.say import say
from ui.words.tidy import folded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtGui import QAction

    from desktop_app.workspace import Hit
    from ui.main.shell import Shell
    from ui.page import Command
    from ui.session import Session

_RECORDS: Final = 40
_COMMANDS: Final = 5
_COMMAND: Final = "do:"
_OF_PAGE: Final = "page:"
_ICONS: Final = {
    "person": "user", "organisation": "buildings", "membership": "identification-card", "meeting": "calendar-blank",
    "agenda_item": "list-numbers", "entry": "note", "attendance": "user", "recommendation": "handshake",
    "commitment": "flag", "evidence": "quotes", "city": "map-pin",
}  # fmt: skip


class Found(Row, frozen=True):
    """A row of the finder; ``spans`` mark in its second line what was looked for."""

    spans: tuple[tuple[int, int], ...] = ()


class Finder(QFrame):
    """A panel over the window: a line to type into, and below it what there is."""

    def __init__(self, window: QWidget, session: Session, shell: Shell, actions: Mapping[str, QAction]) -> None:
        """Make it.

        Args:
            window: over which it lies.
            session: in which is searched.
            shell: whose page has commands of its own.
            actions: what can be asked of the window, by the names of `ui.main.commands.table`.
        """
        super().__init__(window)
        self._window, self._session, self._shell, self._actions = window, session, shell, actions
        self._before: QWidget | None = window.focusWidget()
        self.setProperty("role", "palette")
        self.line = Line()
        self.line.setProperty("role", "find")
        say(self.line.setPlaceholderText, _("Find people, meetings, phrases, commands"))
        say(self.line.setAccessibleName, _("Find anything"))
        self.rows = RowModel(self)
        self.list = QListView()
        self.list.setModel(self.rows)
        self.list.setItemDelegate(FoundRows(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.clicked.connect(lambda _index: self._take())
        say(self.list.setAccessibleName, _("What was found"))
        self._nothing = parts.label(role="muted")
        self._nothing.setContentsMargins(u(4), u(3), u(4), u(3))
        column = QVBoxLayout(self)
        column.setContentsMargins(u(2), u(2), u(2), u(2))
        column.setSpacing(u(1))
        column.addWidget(self.line)
        column.addWidget(self.list, 1)
        column.addWidget(self._nothing)
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self.search)
        self.line.textChanged.connect(self._timer.start)
        self.line.installEventFilter(self)
        window.installEventFilter(self)

    def begin(self) -> None:
        """Show the panel and wait for typing."""
        self.search()
        self._place()
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)

    # what is found

    def search(self) -> None:
        """Show what matches what is typed; without any typing, where one can go."""
        text = self.line.text()
        found = [*self._commands(text), *self._records(text)]
        self.rows.show([])
        self.rows.show(found)
        self.list.setCurrentIndex(self.rows.index(0))
        self.list.setVisible(bool(found))
        self._nothing.setVisible(not found)
        if not found:
            say(self._nothing.setText, _("Nothing was found for “{text}”.", text=text.strip()))
            announce(self, self._nothing.text())
        self._place()

    def _commands(self, text: str) -> Sequence[Row]:
        words = folded(text).split()
        if not words:
            return [row for row in self._of_window() if row.key.startswith(f"{_COMMAND}page:")]
        offered = {row.title: row for row in (*self._of_page(), *self._of_window())}
        return [
            row
            for row in offered.values()
            if all(any(part.startswith(word) for part in row.folded.split()) for word in words)
        ][:_COMMANDS]

    def _of_window(self) -> list[Found]:
        """What can be asked of the window now."""
        actions = self._actions
        return [
            Found(_COMMAND + said.name, str(said.text).rstrip("…"), end=str(Keys(said.keys)), icon=said.icon)
            for said in table()
            if said.name in actions and actions[said.name].isEnabled()
        ]

    def _of_page(self) -> list[Found]:
        """What can be asked of the page that is shown."""
        return [
            Found(
                f"{_OF_PAGE}{number}",
                str(command.name).rstrip("…"),
                str(command.tip or ""),
                end=str(Keys(command.keys)),
                icon=command.icon,
            )
            for number, command in enumerate(self._page_commands())
        ]

    def _page_commands(self) -> Sequence[Command]:
        page = self._shell.page
        return page.commands() if page is not None else ()

    def _records(self, text: str) -> list[Row]:
        if not text.strip():
            return []
        hits = self._session.workspace.search(text, limit=_RECORDS)
        people = {"person", "organisation", "meeting"}
        hits.sort(key=lambda hit: hit.kind not in people)
        return [self._row(hit) for hit in hits]

    def _row(self, hit: Hit) -> Row:
        title = self._session.title(hit.record)
        kind = KINDS[hit.kind].one.within(window_language()) if hit.kind in KINDS else hit.kind
        row = Found(hit.record, title or kind, "", kind, icon=_ICONS.get(hit.kind, "note"))
        same = hit.snippet.strip() == title.strip() or hit.snippet in title
        return row if same else structs.replace(row, detail=hit.snippet, spans=hit.spans)

    # keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self._place()
        if watched is not self.line or not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            if watched is self.line and event.type() == QEvent.Type.FocusOut:
                self._left(event)
            return False
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}.get(
            Qt.Key(event.key())
        )
        if step is not None:
            self._move(step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
        elif event.key() == Qt.Key.Key_Escape:
            self._end()
        else:
            return event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        return True

    def _move(self, step: int) -> None:
        count = self.rows.rowCount()
        if not count:
            return
        at = self.list.currentIndex().row() + step
        number = at % count if abs(step) == 1 else min(max(at, 0), count - 1)
        self.list.setCurrentIndex(self.rows.index(number))
        self.list.scrollTo(self.rows.index(number))
        announce(self, self.rows.at(number).said)

    def _left(self, event: QEvent) -> None:
        assert isinstance(event, QFocusEvent)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            QTimer.singleShot(0, self, self._end)

    def _take(self) -> None:
        index = self.list.currentIndex()
        if not index.isValid():
            return
        key = self.rows.at(index.row()).key
        self._end()
        if key.startswith(_COMMAND):
            self._actions[key.removeprefix(_COMMAND)].trigger()
        elif key.startswith(_OF_PAGE):
            self._page_commands()[int(key.removeprefix(_OF_PAGE))].run()
        else:
            self._session.navigate(key)

    def _end(self) -> None:
        if not self.isVisible():
            return
        self._window.removeEventFilter(self)
        self.hide()
        self.deleteLater()
        if self._before is not None and isValid(self._before) and self._before.isVisible():
            self._before.setFocus()

    def _place(self) -> None:
        room = self._window.rect()
        width = min(u(130), room.width() - u(8))
        rows = min(max(self.rows.rowCount(), 1), 9)
        height = min(u(13) * rows + u(17), room.height() - u(16))
        self.setGeometry(QRect((room.width() - width) // 2, u(12), width, height))


class FoundRows(QStyledItemDelegate):
    """Two lines with an icon; what was looked for stands out in the second."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(u(20), u(13))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(ROW)
        if not isinstance(row, Found):
            return
        painter.save()
        option.state &= ~QStyle.StateFlag.State_HasFocus
        draw_ground(painter, option)
        palette = colours()
        box = option.rect.adjusted(u(4), u(1.5), -u(4), -u(1.5))
        place = QRect(box.left(), box.center().y() - u(2.5), u(5), u(5))
        icons.paint(painter, row.icon, QStyle.visualRect(option.direction, option.rect, place), palette.muted)
        box.setLeft(box.left() + u(8))
        small = sized(option.font, SECONDARY)
        painter.setFont(small)
        end = painter.fontMetrics().horizontalAdvance(row.end) + u(2)
        draw_text(painter, option, box, row.end, palette.muted, end=True)
        box.setRight(box.right() - end)
        painter.setFont(sized(option.font, 1, strong=True))
        if row.detail:
            upper = QRect(box.topLeft(), QSize(box.width(), box.height() // 2))
            draw_text(painter, option, upper, row.title, palette.text)
            lower = QRect(box.left(), upper.bottom(), box.width(), box.height() // 2)
            _draw_marked(painter, option, lower, row, small)
        else:
            draw_text(painter, option, box, row.title, palette.text)
        painter.restore()


def _draw_marked(painter: QPainter, option: QStyleOptionViewItem, rect: QRect, row: Found, font: QFont) -> None:
    """One line with its spans in the text's own colour and strong, the rest muted."""
    place = QStyle.visualRect(option.direction, option.rect, rect)
    text = row.detail.replace("\n", " ")
    layout = QTextLayout(text, font)
    choice = QTextOption()
    rtl = text_direction(text) == "rtl"
    choice.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    choice.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(choice)
    layout.setFormats([_marked(start, end) for start, end in row.spans])
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(100_000)
    layout.endLayout()
    wide = line.naturalTextWidth() > place.width()
    leads = option.direction == Qt.LayoutDirection.RightToLeft if not wide else rtl
    left = place.right() - line.naturalTextWidth() if leads else place.left()
    painter.save()
    painter.setClipRect(place)
    painter.setPen(colours().muted)
    # The line is laid out in a very wide box; what starts at its right end is brought back.
    offset = left - (100_000 - line.naturalTextWidth() if rtl else 0)
    layout.draw(painter, QPointF(offset, place.top() + (place.height() - line.height()) / 2))
    painter.restore()


def _marked(start: int, end: int) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length = start, end - start
    made.format = QTextCharFormat()
    made.format.setFontWeight(QFont.Weight.DemiBold)
    made.format.setForeground(colours().text)
    return made
