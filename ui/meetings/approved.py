"""The bar above approved minutes: it says why they cannot be written in, and opens them again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.approval import REOPEN, SAID
from ui.look.tokens import u
from ui.widgets import parts

if TYPE_CHECKING:
    from collections.abc import Callable


class ApprovedBar(QWidget):
    """Says above the parts of a meeting that its minutes are approved, and offers to open them again."""

    def __init__(self, reopen: Callable[[], None]) -> None:
        super().__init__()
        self.setProperty("ground", "surface")
        self.reopen: Final = parts.button(REOPEN, reopen, role="link", icon="pencil-simple")
        row = QHBoxLayout(self)
        row.setContentsMargins(u(6), u(1), u(4), u(1))
        row.setSpacing(u(2))
        row.addWidget(parts.Picture("lock", 4))
        row.addWidget(parts.label(SAID, role="muted", wrap=True), 1)
        row.addWidget(self.reopen)
        self.hide()
