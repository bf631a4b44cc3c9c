"""The arrangement of a form: labels beside their fields, or above them where the text is large."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFormLayout, QVBoxLayout, QWidget

from ui.look.tokens import FRAME, LARGE, u
from ui.widgets import parts

if TYPE_CHECKING:
    from desktop_app.language import Message
    from ui.forms.binding import FieldRow


class Form(QWidget):
    """Rows of fields under headings."""

    def __init__(self, scale_percent: int = 100) -> None:
        super().__init__()
        self._layout = QFormLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setHorizontalSpacing(u(4))
        self._layout.setVerticalSpacing(u(3))
        self._layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._layout.setLabelAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
        self._above = scale_percent > LARGE
        if self._above:
            self._layout.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
            self._layout.setVerticalSpacing(u(1.5))

    def heading(self, text: Message) -> None:
        """Begin a section."""
        made = parts.label(text, role="heading")
        if self._layout.rowCount():
            made.setContentsMargins(0, u(4), 0, 0)
        self._layout.addRow(made)

    def add(self, row: FieldRow) -> None:
        """Add a field with its label."""
        if not self._above:
            row.label.setMinimumWidth(u(30))
            row.label.setMaximumWidth(u(44))
            row.label.setWordWrap(True)
            row.label.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
            row.label.setContentsMargins(0, u(1.5) + FRAME, 0, 0)
        row.setMaximumWidth(u(120))
        self._layout.addRow(row.label, row)

    def show_row(self, row: FieldRow, *, shown: bool) -> None:
        """Show a field with its label, or leave it out."""
        self._layout.setRowVisible(row, shown)

    def widget(self, made: QWidget) -> None:
        """Add something across the whole width."""
        self._layout.addRow(made)


def bring_into_view(widget: QWidget) -> None:
    """Scroll the column that a widget stands in so that all of it can be seen, if it fits."""
    above = widget.parentWidget()
    while above is not None and not isinstance(above, Column):
        above = above.parentWidget()
    if above is not None:
        QTimer.singleShot(0, widget, partial(above.ensureWidgetVisible, widget, 0, u(4)))  # when it has its size


class Column(parts.Scrolled):
    """A page's content in one column that scrolls, with the page's margins."""

    def __init__(self, *parts_: QWidget) -> None:
        inner = QWidget()
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(u(6), u(3), u(6), u(6))
        self.column.setSpacing(u(3))
        for part in parts_:
            self.column.addWidget(part)
        self.column.addStretch()
        super().__init__(inner)
