"""What every page of the window is: something with a place in the sidebar, and mostly a list with a form beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

import msgspec
from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSize, QSortFilterProxyModel, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.language import Message, _
from ui import parts
from ui.delegates import TwoLines
from ui.models import RowModel
from ui.say import say, say_tip
from ui.tokens import LARGE, u

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtGui import QPaintEvent, QResizeEvent, QShowEvent

    from desktop_app.documents.blocks import Chart
    from desktop_app.records import RecordId
    from desktop_app.workspace import Changed
    from ui.chart import Glance
    from ui.models import Row
    from ui.session import Session


_AFTER_ALL_MS: Final = 200
"""After the list was painted: the chart below it is offered when all else stands."""


class Command(msgspec.Struct, frozen=True):
    """Something that a person can ask for by name, in a menu or with Ctrl+K."""

    name: Message
    run: Callable[[], None]
    icon: str = "command"
    keys: str = ""
    """Its shortcut, as `QKeySequence` reads it."""


class Page(QWidget):
    """A page. It is made when it is first shown, and told of changes while it is visible."""

    name: ClassVar[str]
    """Its name in settings and tests."""
    title: ClassVar[Message]
    icon: ClassVar[str]
    kinds: ClassVar[frozenset[str]]
    """Kinds of record that it shows: a change of one refreshes it, and going to one comes here."""

    painted = Signal()
    """What it lists stands on the screen for the first time."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._stale = True
        session.changed.connect(self._changed)
        session.retranslated.connect(self._retranslated)

    @classmethod
    def count(cls, session: Session) -> int | None:  # noqa: ARG003  # for pages that count
        """What the sidebar says at the end of the page's name; ``None`` for nothing. Must be quick."""
        return None

    def refresh(self, changed: Changed | None) -> None:
        """Show what is true now. ``None``: anything may have changed."""

    def open(self, record: RecordId) -> bool:
        """Show a record of one of its kinds; whether it could."""
        return False

    def new(self) -> None:
        """Make a new one of what the page is about (Ctrl+N)."""

    @property
    def current(self) -> RecordId:
        """The record that is shown, so that the page can be made anew on it; ``""`` for none."""
        return ""

    def records(self) -> Sequence[RecordId]:
        """The records whose history is meant when somebody asks where what is shown is from, the chief one first."""
        return [self.current] if self.current else []

    def part(self, name: str) -> None:
        """Show one of the page's parts, by its name."""

    def begin(self, name: str) -> None:
        """Show one of its parts, and take the first step there."""
        self.part(name)

    def take_files(self, paths: Sequence[Path]) -> None:
        """Do what the page does with files that were dropped on the window."""

    def to_filter(self) -> None:
        """Go to where the page's list is filtered (Ctrl+F)."""

    def commands(self) -> Sequence[Command]:
        """What can be asked for by name while the page is shown."""
        return ()

    def _changed(self, changed: Changed) -> None:
        if not self.kinds & changed.kinds:
            return
        if self.isVisible():
            self.refresh(changed)
        else:
            self._stale = True

    def _retranslated(self) -> None:
        if self.isVisible():
            self.refresh(None)
        else:
            self._stale = True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.refresh(None)


class Header(QWidget):
    """The top of a form: title, a muted line, buttons at the end, or below where the text is large."""

    def __init__(self, session: Session, *buttons: QWidget, menu: QWidget | None = None) -> None:
        """Make a header.

        Args:
            session: the session, for the size of its text.
            buttons: buttons with words, the most important last.
            menu: a button with an icon alone, which stays beside the title at any size.
        """
        super().__init__()
        self._title = parts.Elided("title")
        self._subtitle = parts.Elided("muted")
        words = QVBoxLayout()
        words.setSpacing(u(0.5))
        words.addWidget(self._title)
        words.addWidget(self._subtitle)
        row = QHBoxLayout()
        row.setSpacing(u(2))
        for button in buttons:
            row.addWidget(button)
        top = QHBoxLayout()
        top.setSpacing(u(3))
        top.addLayout(words, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(u(6), u(5), u(6), u(3))
        page.setSpacing(u(3))
        page.addLayout(top)
        if session.settings.scale_percent > LARGE and buttons:
            row.addStretch()
            page.addLayout(row)
        else:
            top.addLayout(row)
        if menu is not None:
            top.addWidget(menu)

    def show_texts(self, title: str, subtitle: str) -> None:
        """Set both lines, in people's own words."""
        self._title.setText(title)
        self._subtitle.setText(subtitle)


class RowList(QListView):
    """A list of two-line rows; Home, End, Page keys and typing a beginning work as everywhere."""

    painted = Signal()
    """It stands on the screen for the first time."""

    def __init__(self, name: Message, rows: RowModel | None = None) -> None:
        super().__init__()
        self.is_painted = False
        self.rows = rows or RowModel(self)
        # Between the view and the model, so that laying 4,500 rows out asks C++ and not Python 9,000 times how many
        # there are, which took 5 ms. It neither sorts nor filters: a row has one number in both.
        through = QSortFilterProxyModel(self)
        through.setSourceModel(self.rows)
        self.setModel(through)
        self.setItemDelegate(TwoLines(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        say(self.setAccessibleName, name)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.is_painted:
            self.is_painted = True
            QTimer.singleShot(0, self.painted.emit)

    @property
    def key(self) -> str:
        """The key of the current row; ``""`` for none."""
        index = self.currentIndex()
        return self.rows.at(index.row()).key if index.isValid() else ""

    def place(self, number: int) -> QModelIndex:
        """Where a row stands for the view."""
        return self.model().index(number, 0)

    def select(self, key: str) -> bool:
        """Make a row the current one; whether it is among those shown."""
        number = self.rows.row_of(key)
        if number < 0:
            return False
        index = self.place(number)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)
        return True


class ListPage(Page):
    """A list beside a form. A page gives the rows, its form and its empty state, and says what New makes."""

    heading: ClassVar[Message]
    """What stands above the list."""
    new_name: ClassVar[Message]
    """What the button beside the heading does, such as “New member”."""
    glance_name: ClassVar[Message | None] = None
    """What the chart at the foot of the list shows, if there is one."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.list = RowList(self.heading)
        self.list.painted.connect(self.painted)
        self.glance: Glance | None = None
        if self.glance_name is not None:
            self.list.painted.connect(lambda: QTimer.singleShot(_AFTER_ALL_MS, self, self._offer_glance))
        self.filter = QLineEdit()
        self.filter.setClearButtonEnabled(True)
        say(self.filter.setPlaceholderText, _("Filter"))
        say(self.filter.setAccessibleName, _("Filter"))
        self.filter.textChanged.connect(self._filtered)
        self.add = parts.icon_button("plus", self.new_name, self.new)
        say_tip(self.add.setToolTip, _("{name} (Ctrl+N)", name=self.new_name))
        # From the outside in: a widget that is put into another is styled again with all that it holds.
        self._splitter = splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        page = QHBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(splitter)
        self._pane = QWidget(splitter)
        self._fill_pane(self._pane)
        self._stack = QStackedWidget(splitter)
        splitter.setStretchFactor(1, 1)
        self._empty: QWidget | None = None
        self._form = self.make_form()
        self._stack.addWidget(self._form)
        self._shown = ""
        self._settling = False
        self.list.selectionModel().currentChanged.connect(self._selected)

    def _fill_pane(self, pane: QWidget) -> None:
        pane.setMinimumWidth(u(36))
        top = QHBoxLayout()
        top.setContentsMargins(u(5), u(3.5), u(4), 0)
        heading = parts.Elided("heading")
        say(heading.setText, self.heading)
        top.addWidget(heading, 1)
        for button in self.list_buttons():
            top.addWidget(button)
        top.addWidget(self.add)
        self._none = parts.label(_("Nothing matches the filter."), role="small", wrap=True)
        self._none.setContentsMargins(u(5), u(2), u(5), 0)
        self._none.hide()
        self._column = column = QVBoxLayout(pane)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(u(2))
        column.addLayout(top)
        box = QHBoxLayout()
        box.setContentsMargins(u(4), 0, u(4), 0)
        box.addWidget(self.filter)
        column.addLayout(box)
        column.addWidget(self._none)
        column.addWidget(self.list, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() < 0:  # the first size; after that the person's own choice stands
            pane = min(u(58), self.width() * 2 // 5)
            self._splitter.setSizes([pane, self.width() - pane])

    # what a page gives

    def rows(self) -> Sequence[Row]:
        """All rows, in their order; read in as few queries as there are kinds."""
        raise NotImplementedError

    def make_form(self) -> QWidget:
        """The form, made once."""
        raise NotImplementedError

    def make_empty(self) -> QWidget:
        """What stands in the form's place while there is nothing, with the first step."""
        raise NotImplementedError

    def show_record(self, key: str) -> None:
        """Fill the form with the record behind a row."""
        raise NotImplementedError

    def list_buttons(self) -> Sequence[QWidget]:
        """More buttons above the list, before New."""
        return ()

    def chart(self) -> Chart | None:
        """The chart at the foot of the list, as a report would print it; nothing where there is too little for one."""
        return None

    # what it does

    def _offer_glance(self) -> None:
        from ui.chart import Glance

        if self.glance_name is not None and not self.session.closed:
            self.glance = Glance(self.glance_name, self.chart)
            self._column.addWidget(self.glance)
            self.glance.setVisible(bool(self.list.rows.total))
            QTimer.singleShot(0, self.list, lambda: self.list.scrollTo(self.list.currentIndex()))  # it is lower now

    @property
    def current(self) -> RecordId:
        return self._shown

    def to_filter(self) -> None:
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def refresh(self, changed: Changed | None) -> None:
        where = max(0, self.list.rows.row_of(self._shown))
        rows = self.rows()
        self._settling = True  # a row that moves goes and comes; meanwhile another one is Qt's current one
        self.list.rows.show(rows)
        kept = bool(self._shown) and self.list.select(self._shown)
        self._settling = False
        self._tell_nothing()
        if self.glance is not None:
            self.glance.setVisible(bool(self.list.rows.total))
            self.glance.refresh()
        count = self.list.rows.rowCount()
        if not kept and count:
            key = self.list.rows.at(min(where, count - 1)).key
            self.list.select(key)
            self._show(key)
        elif not self.list.rows.total:
            self._show("")

    def open(self, record: RecordId) -> bool:
        if self._stale:
            self._stale = False
            self.refresh(None)
        if self.list.rows.row_of(record) < 0:
            self.filter.clear()
        return self.list.select(record)

    def _filtered(self, text: str) -> None:
        shown = self._shown
        self.list.rows.filter(text)
        self._tell_nothing()
        if not self.list.select(shown) and self.list.rows.rowCount():
            self.list.select(self.list.rows.at(0).key)

    def _tell_nothing(self) -> None:
        self._none.setVisible(bool(self.list.rows.total) and not self.list.rows.rowCount())
        self.filter.setEnabled(bool(self.list.rows.total))

    def _selected(self, index: QModelIndex) -> None:
        if index.isValid() and not self._settling:
            self._show(self.list.rows.at(index.row()).key)

    def _show(self, key: str) -> None:
        self.session.settle()
        if key == self._shown and key:
            return
        self._shown = key
        if not key and self._empty is None:
            self._empty = self.make_empty()
            self._stack.addWidget(self._empty)
        self._stack.setCurrentWidget(self._form if key or self._empty is None else self._empty)
        if key:
            self.show_record(key)

    def minimumSizeHint(self) -> QSize:
        return QSize(u(90), u(60))
