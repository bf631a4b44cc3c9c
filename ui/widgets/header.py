"""The top of a form."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from ui.look.tokens import LARGE, u
from ui.widgets import parts
from ui.widgets.lines import record_title
from ui.words.reading import dotted


class Header(QWidget):
    """The top of a form: a title of one line or two, a muted line, buttons at the end, below if text is large."""

    def __init__(self, *buttons: QWidget, menu: QWidget | None = None, scale_percent: int = 100) -> None:
        """Make a header.

        Args:
            buttons: buttons with words, the most important last.
            menu: a button with an icon alone, which stays beside the title at any size.
            scale_percent: the size of the text.
        """
        super().__init__()
        self._title = record_title()
        self._subtitle = _About("muted")
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

    def show_texts(self, title: str, *about: str) -> None:
        """Set the title, and what is said of it below, the most important first, in people's own words."""
        self._title.setText(title)
        self._subtitle.say_of_it(about)


class _About(parts.Elided):
    """Several things in a line; where there is no room for all, the last ones are left out whole."""

    def __init__(self, role: parts.LabelRole) -> None:
        super().__init__(role)
        self._about: tuple[str, ...] = ()

    def say_of_it(self, about: tuple[str, ...]) -> None:
        """Say these, as far as there is room."""
        self._about = tuple(filter(None, about))
        self.setText(dotted(self._about))

    def cut(self, width: int) -> tuple[str, bool]:
        for count in range(len(self._about), 0, -1):
            shown = dotted((*self._about[:count], *("…" for _left_out in self._about[count : count + 1])))
            if self.fontMetrics().horizontalAdvance(shown) <= width:
                return shown, count < len(self._about)
        return super().cut(width)
