"""The backups of a workspace: when, why, how large, how far behind; and one click to put one back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from desktop_app.language import Message, _, plural
from ui.look.tokens import u
from ui.widgets import parts
from ui.widgets.models import Row
from ui.widgets.row_list import RowList
from ui.words import dates
from ui.words.say import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from desktop_app.workspace import Holding


_SHOWN: Final = 6
_ROW: Final = 13
_AROUND: Final = 56
"""Rows that are seen at once, if there is room; units of height of each, and of all that stands around them."""


class Backups(QDialog):
    """The list, the latest first."""

    chosen = Signal(object)
    """A `Holding` that the person wants to have back."""

    def __init__(self, parent: QWidget, found: Sequence[Holding], present: int | None) -> None:
        """Show the list.

        Args:
            parent: the window.
            found: what the backups hold.
            present: how many changes the workspace holds; ``None`` where it cannot be opened.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        say(self.setWindowTitle, _("Backups"))
        self._found = {str(holding.backup.path): holding for holding in found}
        page = QVBoxLayout(self)
        page.setContentsMargins(0, u(5), 0, u(4))
        page.setSpacing(u(2))
        page.addLayout(_head(_sentence(found, present)))
        self.list = RowList(_("Backups"))
        room = (self.screen().availableGeometry().height() - u(_AROUND)) // u(_ROW)
        self.list.setFixedHeight(u(_ROW) * max(1, min(len(found), _SHOWN, room)))  # no row is cut
        self.list.rows.show([_row(holding, present) for holding in found])
        page.addWidget(self.list)
        page.addStretch()
        self.put_back = parts.button(_("Put back"), self._choose, role="primary")
        self.put_back.setEnabled(bool(found))
        page.addLayout(self._foot())
        self.resize(u(130), page.totalHeightForWidth(u(130)))
        if found:
            self.list.select(str(found[0].backup.path))
        self.list.setFocus()

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(u(6), 0, u(6), 0)
        foot.setSpacing(u(2))
        foot.addStretch()
        close = parts.button(_("Close"), self.reject)
        close.setDefault(True)  # Enter in the list puts nothing back
        foot.addWidget(close)
        foot.addWidget(self.put_back)
        return foot

    def _choose(self) -> None:
        holding = self._found.get(self.list.key)
        if holding is not None:
            self.accept()
            self.chosen.emit(holding)


def _head(sentence: Message) -> QVBoxLayout:
    head = QVBoxLayout()
    head.setContentsMargins(u(6), 0, u(6), 0)
    head.addWidget(parts.label(_("Backups"), role="title"))
    head.addWidget(parts.label(sentence, role="muted", wrap=True))
    return head


def _sentence(found: Sequence[Holding], present: int | None) -> Message:
    from desktop_app.workspace.file.restoring import what_goes_back, what_stays

    if not found:
        return _("There is no backup yet. One is made on each day that something changes, and before each merge.")
    return what_goes_back() if present is None else what_stays()


def _row(holding: Holding, present: int | None) -> Row:
    from desktop_app.workspace.file import backup

    when = dates.written_at(holding.backup.made_at)
    size = _("{size} MB", size=f"{holding.size / 1_000_000:.1f}")
    detail = f"{backup.said(holding.backup.reason)} · {size} · {_behind(holding, present)}"
    return Row(str(holding.backup.path), when, detail)


def _behind(holding: Holding, present: int | None) -> Message:
    if holding.changes is None:
        return _("with an earlier passphrase") if present is not None else _("not opened yet")
    if present is None:
        return plural("{n} change", "{n} changes", holding.changes)
    behind = present - holding.changes
    if behind == 0:
        return _("holds everything there is now")
    if behind < 0:
        return plural("{n} more change than now", "{n} more changes than now", -behind)
    return plural("{n} change behind", "{n} changes behind", behind)
