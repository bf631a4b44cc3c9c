"""A page that is a list beside a form."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import QModelIndex, QSize, Qt, QTimer
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.language import Message, _
from ui.look.tokens import u
from ui.page import Page
from ui.widgets import parts
from ui.widgets.row_list import RowList
from ui.words.keys import with_keys
from ui.words.say import say, say_tip

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QResizeEvent

    from desktop_app.documents.blocks import Chart
    from desktop_app.records import RecordId
    from desktop_app.workspace import Changed
    from ui.session import Session
    from ui.widgets.chart import Glance
    from ui.widgets.models import Row


_AFTER_ALL_MS: Final = 200
"""After the list was painted: the chart below it is offered when all else stands."""


class ListPage(Page):
    """A list beside a form. A page gives the rows, its form and its empty state, and says what New makes."""

    heading: ClassVar[Message]
    """What stands above the list."""
    new_name: ClassVar[Message]
    """What the button beside the heading does, such as “New member”."""
    glance_name: ClassVar[Message | None] = None
    """What the chart at the foot of the list shows, if there is one."""
    sentences: ClassVar[bool] = False
    """Whether titles in the list are sentences, which may take two lines, and not names."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.list = RowList(self.heading, sentences=self.sentences)
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
        say_tip(self.add.setToolTip, with_keys(self.new_name, "Ctrl+N"))
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
        self._hidden: QWidget | None = None
        """What stands there while the filter hides every record."""
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
        from ui.widgets.chart import Glance

        if self.glance_name is not None and not self.session.closed:
            self.glance = Glance(self.glance_name, self.chart)
            self._column.addWidget(self.glance)
            self.glance.setVisible(bool(self.list.rows.total))
            QTimer.singleShot(0, self.list, lambda: self.list.scrollTo(self.list.currentIndex()))  # it is lower now

    @property
    def current(self) -> RecordId:
        return self._shown

    def begun(self) -> Mapping[str, str]:
        return {"filter": self.filter.text()}

    def go_on_with(self, begun: Mapping[str, str]) -> None:
        self.filter.setText(begun.get("filter", ""))

    def to_filter(self) -> None:
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def refresh(self, changed: Changed | None) -> None:
        where = max(0, self.list.rows.row_of(self._shown))
        rows = self.rows()
        self._settling = True  # a row that moves goes and comes; meanwhile another one is Qt's current one
        self.list.rows.show(rows)
        there = self.list.rows.holds(self._shown)  # what was written in it may have put it past the filter
        if not self.list.select(self._shown):
            self.list.setCurrentIndex(QModelIndex())
        self._settling = False
        self._tell_nothing()
        if self.glance is not None:
            self.glance.setVisible(bool(self.list.rows.total))
            self.glance.refresh()
        count = self.list.rows.rowCount()
        if not there and count:
            key = self.list.rows.at(min(where, count - 1)).key
            self.list.select(key)
            self._show(key)
        elif not there:
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
        self._stack.setCurrentWidget(self._form if key else self._instead())
        if key:
            self.show_record(key)

    def _instead(self) -> QWidget:
        """What stands in the form's place: the first step, or the way to what the filter hides."""
        if self.list.rows.total:
            if self._hidden is None:
                self._hidden = self._make_hidden()
                self._stack.addWidget(self._hidden)
            return self._hidden
        if self._empty is None:
            self._empty = self.make_empty()
            self._stack.addWidget(self._empty)
        return self._empty

    def _make_hidden(self) -> QWidget:
        return parts.Empty(
            "funnel",
            _("Nothing to show"),
            _("What stood here is gone, and nothing else in the list matches the filter."),
            parts.button(_("Clear the filter"), self.filter.clear, icon="x"),
        )

    def minimumSizeHint(self) -> QSize:
        return QSize(u(90), u(60))
