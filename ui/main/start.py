"""Where nothing is open: three choices, and what was open lately."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_app.language import Message, _
from ui.look.mark import Mark
from ui.look.tokens import u
from ui.widgets import parts
from ui.words.say import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


_LEFT_TO_RIGHT: Final = "\N{LEFT-TO-RIGHT ISOLATE}{}\N{POP DIRECTIONAL ISOLATE}"
_RECENT: Final = 3
"""Workspaces that are offered again; the menu has more."""


class Start(QWidget):
    """Open the demo, start a workspace for my city, join with a file I was sent; before these, what was open lately."""

    def __init__(self, do: Callable[[str], None], recent: Sequence[str] = ()) -> None:
        super().__init__()
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.choices = (
            Choice("notebook", _("Start a workspace for my city"),
                   _("An empty one; or one for the network, if you coordinate it."), lambda: do("new_workspace")),
            Choice("tray", _("Join with a file that I was sent"),
                   _("Continue what your team has written so far."), lambda: do("join")),
            Choice("map-trifold", _("Open the demo"),
                   _("Nine cities with invented people, to explore."), lambda: do("demo")),
        )  # fmt: skip
        self.recent = tuple(
            Choice("folder-open", path.stem, _LEFT_TO_RIGHT.format(path.parent), partial(do, f"open:{path}"))
            for path in map(Path, recent)
            if path.exists()
        )[:_RECENT]
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(parts.Scrolled(self._column()))
        first = (self.recent or self.choices)[0]
        first.setFocus()
        self.setFocusProxy(first)

    def _column(self) -> QWidget:
        """The name, what it is for, and all there is to choose, below each other."""
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(u(8), u(8), u(8), u(8))
        column.setSpacing(u(3))
        column.addStretch(2)
        column.addWidget(Mark(14), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(parts.label(_("Roundtable"), role="title"), 0, Qt.AlignmentFlag.AlignHCenter)
        purpose = _(
            "Who sits at the table, what was said and decided, and what the city recommends to those who govern."
        )
        column.addLayout(parts.paragraph(purpose, 100))
        for some in filter(None, (self.recent, self.choices)):
            column.addSpacing(u(5))
            for choice in some:
                column.addWidget(choice, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        return inner


class Choice(QPushButton):
    """A large button: an icon, what it does, and a line more about it."""

    def __init__(self, icon: str, what: Message | str, more: Message | str, chosen: Callable[[], None]) -> None:
        super().__init__()
        self.setProperty("role", "choice")
        self.setFixedWidth(u(100))
        for text, said in ((what, self.setAccessibleName), (more, self.setAccessibleDescription)):
            if isinstance(text, Message):
                say(said, text)
            else:
                said(text)
        self.clicked.connect(lambda: chosen())
        row = QHBoxLayout(self)
        row.setContentsMargins(u(5), u(3), u(5), u(3))
        row.setSpacing(u(4))
        row.addWidget(parts.Picture(icon, 7, "accent"))
        words = QVBoxLayout()
        words.setSpacing(u(0.5))
        words.addWidget(parts.label(what, role="strong"))
        words.addWidget(parts.label(more, role="small", wrap=True))
        row.addLayout(words, 1)
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        """As high as its words are; a button knows only of a text of its own."""
        inner = self.layout()
        width = self.maximumWidth()  # fixed; the actual one is not known before the first layout
        height = inner.totalHeightForWidth(width) if inner is not None else 0
        return QSize(width, max(u(17), height))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hasHeightForWidth(self) -> bool:
        """No: its width is fixed, and its height is that of `sizeHint`, not what was worked out before the style."""
        return False
