"""The top of a form."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from ui.look.tokens import LARGE, u
from ui.widgets import parts


class Header(QWidget):
    """The top of a form: title, a muted line, buttons at the end, or below where the text is large."""

    def __init__(self, *buttons: QWidget, menu: QWidget | None = None, scale_percent: int = 100) -> None:
        """Make a header.

        Args:
            buttons: buttons with words, the most important last.
            menu: a button with an icon alone, which stays beside the title at any size.
            scale_percent: the size of the text.
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
        if scale_percent > LARGE and buttons:
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
