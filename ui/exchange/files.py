"""The list of the files that wait to be merged, and the way to leave one of them out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.language import _
from ui.look.icons import icon
from ui.look.tokens import u
from ui.widgets import parts
from ui.widgets.delegates import DenseSentences
from ui.widgets.row_list import RowList
from ui.words.say import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.widgets.models import Row


class FileList(QWidget):
    """The files one below the other, and beneath them what can be done to the one that is chosen."""

    turned = Signal()
    """Another file is chosen."""
    left_out = Signal()
    """The chosen file is not to be merged."""

    def __init__(self) -> None:
        super().__init__()
        self.list = RowList(_("Files"), sentences=True)
        self.list.setItemDelegate(DenseSentences(self.list))
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self.turned.emit())
        self.leave_out = parts.button(_("Leave this file out"), self.left_out.emit, icon="x", role="link")
        self._below = parts.indented(self.leave_out, 4)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, u(1))
        page.setSpacing(u(1))
        page.addWidget(self.list, 1)
        page.addWidget(self._below)
        action = QAction(icon("x", "text"), "", self.list)
        say(action.setText, _("Leave this file out"))
        action.setShortcut(QKeySequence(QKeySequence.StandardKey.Delete))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(self.left_out)
        self.list.addAction(action)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other files; of one alone there is nothing to leave out."""
        self.list.rows.show(list(rows))
        self._below.setVisible(len(rows) > 1)
