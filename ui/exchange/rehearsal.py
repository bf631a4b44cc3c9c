"""What files would do, shown: the files, what each would do kind by kind, and each thing opened beside it.

Where the text is large these stand one above the other, and the page scrolls.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.language import _
from ui.exchange.files import FileList
from ui.exchange.opened import Opened
from ui.exchange.overview import Overview
from ui.exchange.rehearsed import (
    AHEAD,
    SEVERAL,
    SHOWN,
    file_row,
    item_row,
    new_kinds,
    rank,
    refused_row,
    summary,
    together,
)
from ui.exchange.signed import Signed
from ui.exchange.turned_away import TurnedAway
from ui.exchange.waiting import Refused, Rehearsed
from ui.look.tokens import LARGE, u
from ui.widgets import parts
from ui.widgets.delegates import Dense
from ui.widgets.row_list import RowList
from ui.words.called import called

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_app.exchange.merge import Item
    from ui.exchange.waiting import Waiting
    from ui.session import Session

_ROWS = 6
"""Rows of a list that stands above others, where the text is large."""


class Rehearsal(QWidget):
    """Shows what it is given; nothing is decided here."""

    def __init__(
        self, session: Session, choose: Callable[[], None], cancel: Callable[[], None], merge: Callable[[], None]
    ) -> None:
        super().__init__()
        self._session = session
        self._listed: list[Item] = []
        self._chosen: Rehearsed | None = None
        self.files = FileList()
        self.items = RowList(_("What would happen"))
        self.items.setItemDelegate(Dense(self.items))
        self.items.selectionModel().currentChanged.connect(lambda _now, _before: self._open_item())
        self.opened = Opened(session)
        self.signed = Signed(session)
        self.away = TurnedAway(session)
        self.overview = Overview()
        self.overview.chosen.connect(self._show_kind)
        self.together = parts.label(role="strong", wrap=True)
        self.summary = parts.label(role="muted", wrap=True)
        self.remark = parts.label(wrap=True)
        self.remark.setContentsMargins(0, u(3), 0, 0)
        self._beside_remark = parts.indented(self.remark, 6)
        """What there is to be known of the chosen file alone, where the foot speaks of several."""
        self.merge = parts.button(_("Merge"), merge, role="primary", icon="git-merge")
        self.merge.setAutoDefault(True)  # Enter presses it, where the keys of merging led to it
        self._add, self._cancel = parts.button(_("Add files…"), choose), parts.button(_("Cancel"), cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if session.settings.scale_percent > LARGE:
            self._stack(column)
        else:
            self._put_beside(column)

    def _put_beside(self, column: QVBoxLayout) -> None:
        """The files at the side of what the chosen one would do, and the words beside the buttons."""
        self.files.setMinimumWidth(u(70))
        self.files.setMaximumWidth(u(100))
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.signed)
        right.addWidget(self._beside_remark)
        right.addWidget(self.overview)
        right.addWidget(self.away, 1)
        beside = QHBoxLayout()
        beside.setSpacing(0)
        beside.addWidget(self.items, 1)
        beside.addWidget(self.opened, 1)
        right.addLayout(beside, 1)
        lists = QHBoxLayout()
        lists.setSpacing(0)
        lists.addWidget(self.files, 1)
        lists.addWidget(parts.line(vertical=True))
        lists.addLayout(right, 3)
        column.addLayout(lists, 1)
        column.addWidget(parts.line())
        foot = parts.Foot()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.together)
        words.addWidget(self.summary)
        foot.row.addLayout(words, 1)
        self._end(column, foot)

    def _stack(self, column: QVBoxLayout) -> None:
        """Everything one below the other, as high as it needs to be."""
        self.opened.stand_alone()
        inner = QWidget()
        page = QVBoxLayout(inner)
        page.setContentsMargins(0, 0, 0, u(2))
        page.setSpacing(u(1))
        for words in (self.together, self.summary):
            page.addWidget(parts.indented(words, 6))
        for part in (self.files, parts.line(), self.signed, self._beside_remark, self.overview, self.away, self.items,
                     self.opened):  # fmt: skip
            page.addWidget(part)
        page.addStretch()
        column.addWidget(parts.Scrolled(inner), 1)
        column.addWidget(parts.line())
        foot = parts.Foot(above=1)
        foot.row.addStretch()
        self._end(column, foot)

    def _end(self, column: QVBoxLayout, foot: parts.Foot) -> None:
        for button in (self._add, self._cancel, self.merge):
            foot.row.addWidget(button)
        column.addWidget(foot)

    # showing

    def show_files(self, waiting: Waiting) -> None:
        """List other files."""
        senders = Counter(map(self._sender, waiting.found))
        merged = [file_row(one, self._sender(one), alone=senders[self._sender(one)] == 1) for one in waiting.found]
        self.files.show_rows([*map(refused_row, waiting.refused), *merged])
        said = together(waiting.found)
        self.together.setVisible(said is not None)
        self.together.setText("" if said is None else str(said))
        self.opened.tell(several=len(waiting.found) >= SEVERAL)
        self.merge.setEnabled(any(not one.plan.adds_nothing for one in waiting.found))
        if self.opened.alone:
            self.files.list.setFixedHeight(u(Dense.height) * min(self.files.list.rows.total, _ROWS))

    def _sender(self, one: Rehearsed) -> str:
        header = one.incoming.header
        return called(self._session.workspace, header.city_name) if header.city_name else header.author

    def show_chosen(self, waiting: Waiting) -> None:
        """Show what the chosen file would do, or why it cannot be merged."""
        chosen = waiting.chosen
        self._chosen = one = chosen if isinstance(chosen, Rehearsed) else None
        above = one is not None and one is not waiting.found[0]
        self.away.show_of(chosen if isinstance(chosen, Refused) else None, others=bool(waiting.found))
        self.signed.show_of(one.incoming if one is not None else None)
        self.overview.show_plan(one.plan if one is not None else None, above=above)
        self._show_kind()
        own = summary(one, above=above) if one is not None else ""
        several = len(waiting.found) >= SEVERAL
        of_all = new_kinds(each.plan for each in waiting.found)
        self.summary.setText(" ".join(filter(None, (of_all, str(AHEAD)))) if several else own)
        self.remark.setText(own)
        self._beside_remark.setVisible(several and own not in ("", str(AHEAD)))

    def _show_kind(self) -> None:
        """List what the chosen file would do to records of the chosen kind, or of all."""
        one = self._chosen
        items = [] if one is None else [item for item in one.plan.items if self.overview.shows(item)]
        self._listed = sorted(items, key=rank)[:SHOWN]
        self.items.rows.show([item_row(self._session, number, item) for number, item in enumerate(self._listed)])
        self.items.setVisible(one is not None and (bool(self._listed) or not self.opened.alone))
        if self.opened.alone:
            self.items.setFixedHeight(u(Dense.height) * min(len(self._listed), _ROWS))
        if self._listed:
            self.items.select("0")
        self._open_item()

    def _open_item(self) -> None:
        """Show both sides of the item that is chosen."""
        key = self.items.key
        self.opened.show_item(self._listed[int(key)] if key and int(key) < len(self._listed) else None)
