"""The keyboard's shortcuts, and what this program is."""

from __future__ import annotations

import platform

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app import __version__
from desktop_app.language import Message, _
from ui.forms.form import Column
from ui.look.mark import Mark
from ui.look.tokens import u
from ui.main.commands import table
from ui.widgets import parts
from ui.words.keys import Keys
from ui.words.say import say

MORE_KEYS = (
    (_("Calendar of a date"), "Alt+Down"),
    (_("All choices of a reference"), "Down"),
    (_("Next entry of the minutes"), "Return"),
    (_("Note, decision, action"), "Ctrl+1, Ctrl+2, Ctrl+3"),
    (_("A contradiction: choose a value, leave all, confirm"), "1, 0, Return"),
    (_("Next contradiction, previous contradiction"), "Ctrl+Down, Ctrl+Up"),
)
"""Keys of editors, which are in no menu."""


class Shortcuts(QDialog):
    """Every shortcut there is."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        say(self.setWindowTitle, _("Keyboard shortcuts"))
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setHorizontalSpacing(u(8))
        grid.setVerticalSpacing(u(2))
        entries = [(said.text, said.keys) for said in table() if said.keys]
        for number, (name, keys) in enumerate([*entries, *MORE_KEYS]):
            grid.addWidget(parts.label(name), number, 0)
            grid.addWidget(parts.label(str(Keys(keys)), role="muted"), number, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, u(4), 0, u(4))
        title = parts.label(_("Keyboard shortcuts"), role="title")
        title.setContentsMargins(u(6), 0, u(6), 0)
        page.addWidget(title)
        column = Column(inner)
        page.addWidget(column, 1)
        page.addLayout(_close(self))
        parts.begin_at(self, column.wide_enough(), u(120))


class About(QDialog):
    """Name, version and purpose."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        say(self.setWindowTitle, _("About Roundtable"))
        page = QVBoxLayout(self)
        page.setContentsMargins(u(8), u(7), u(8), u(4))
        page.setSpacing(u(2))
        page.addWidget(Mark(14), 0, Qt.AlignmentFlag.AlignHCenter)
        page.addWidget(parts.label(_("Roundtable"), role="title"), 0, Qt.AlignmentFlag.AlignHCenter)
        version: Message = _(
            "Version {version}, with Qt {qt} and Python {python}",
            version=__version__, qt=qVersion(), python=platform.python_version(),
        )  # fmt: skip
        page.addWidget(parts.label(version, role="small"), 0, Qt.AlignmentFlag.AlignHCenter)
        page.addSpacing(u(2))
        page.addLayout(
            parts.paragraph(
                _(
                    "Keeps a record of who sits in a city’s stakeholder group, what was said and decided in its "
                    "meetings, and which recommendations came out of them. It works without a network and sends "
                    "nothing."
                ),
                90,
            )
        )
        page.addLayout(_close(self))
        self.setMinimumWidth(u(110))


def _close(dialog: QDialog) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(u(6), u(3), u(6), u(1))
    row.addStretch()
    close = parts.button(_("Close"), dialog.accept, role="primary")
    row.addWidget(close)
    close.setFocus()
    return row
