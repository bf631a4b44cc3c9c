"""Who left the group long ago, and whose data are therefore proposed to be erased."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from desktop_app.language import _, plural
from ui.dialogs.erase import ask_to_erase
from ui.look.tokens import u
from ui.widgets import parts
from ui.widgets.models import Row
from ui.widgets.row_list import RowList
from ui.words import dates
from ui.words.say import say

if TYPE_CHECKING:
    from desktop_app.workspace.leavers import Leaver
    from ui.session import Session

_LONGEST = 600


class Leavers(QDialog):
    """The list, and for how long people's data are kept."""

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(parent)
        say(self.setWindowTitle, _("People who left long ago"))
        self._session = session
        self.list = RowList(_("People who left long ago"))
        self.months = QSpinBox()
        self.months.setRange(0, _LONGEST)
        self.months.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.months.setValue(session.workspace.erasures.months)
        say(self.months.setAccessibleName, _("Months to keep data after the last membership ends"))
        self.months.valueChanged.connect(self._keep_for)
        self.erase = parts.button(_("Erase…"), self._erase, icon="eraser")
        self.none = parts.label(role="muted", wrap=True)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, u(5), 0, u(4))
        page.setSpacing(u(2))
        head = QVBoxLayout()
        head.setContentsMargins(u(6), 0, u(6), 0)
        head.addWidget(parts.label(_("People who left long ago"), role="title"))
        head.addWidget(parts.label(
            _("All their memberships ended longer ago than this. Nothing is erased automatically: when you "
              "erase a person, role and organisation stay."), role="muted", wrap=True))  # fmt: skip
        row = QHBoxLayout()
        row.addWidget(parts.label(_("Months to keep data after the last membership ends")))
        row.addWidget(self.months)
        row.addStretch()
        head.addLayout(row)
        head.addWidget(self.none)
        page.addLayout(head)
        page.addWidget(self.list, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(u(6), 0, u(6), 0)
        foot.addWidget(self.erase)
        foot.addStretch()
        foot.addWidget(parts.button(_("Close"), self.accept, role="primary"))
        page.addLayout(foot)
        self.resize(u(120), u(110))
        self.refresh()

    def refresh(self) -> None:
        """Look again who is to go."""
        from desktop_app.workspace.leavers import leavers

        found = leavers(self._session.workspace, date.today())
        self.list.rows.show([_row(leaver) for leaver in found])
        if found:
            self.list.select(found[0].person)
        self.erase.setEnabled(bool(found))
        say(self.none.setText, plural("{n} person", "{n} people", len(found)) if found
            else _("Nobody: everyone is still in the group or left more recently."))  # fmt: skip

    def _keep_for(self, months: int) -> None:
        self._session.attempt(lambda: self._session.workspace.erasures.keep_for(months))
        self.refresh()

    def _erase(self) -> None:
        if self.list.key:
            ask_to_erase(self, self._session, self.list.key, self.refresh)


def _row(leaver: Leaver) -> Row:
    return Row(leaver.person, leaver.called, str(_("until {day}", day=dates.short(leaver.ended))))
