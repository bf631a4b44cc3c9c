"""What is known of one commitment beside its text: when it is due, what became of it, who stands for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop_app.language import _
from desktop_app.records import Commitment
from ui.editors import Prose, TranslatedEdit
from ui.forms.binding import Binding
from ui.forms.form import bring_into_view
from ui.look.tokens import u
from ui.widgets import parts
from ui.words.keys import pressed

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from ui.forms.commitment import CommitmentEdit
    from ui.session import Session

_BESIDE: Final = 90
"""Units of width from which two fields stand side by side."""

_FIELDS: Final = ("due_on", "implementation", "response", "response_reason", "organisation", "needs_type", "measure")


class CommitmentDetails(QFrame):
    """The fields of the commitment in whose cell somebody is, under the matrix. Escape goes back to the cell."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._editor: CommitmentEdit | None = None
        self.binding: Final = Binding(session, Commitment, self)
        self.measure: Final = TranslatedEdit(session.language)
        own = {"measure": self.measure, "response_reason": Prose(least_lines=1)}
        for name in _FIELDS:
            self.binding.row(name, editor=own.get(name))
        self.title: Final = parts.Elided("strong")
        self._fields: Final = QWidget()
        self._grid: Final = QGridLayout(self._fields)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(u(4))
        self._grid.setVerticalSpacing(u(2))
        self._across = 0
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(u(2))
        column.addWidget(self.title)
        column.addWidget(self._fields)
        hint = parts.label(
            _("Select a commitment to see its due date, the response to it, and its progress."),
            role="muted", wrap=True,
        )  # fmt: skip
        hint.setAlignment(hint.alignment() | Qt.AlignmentFlag.AlignTop)
        self._pages: Final = _AsHighAsShown(hint, inner)
        page = QVBoxLayout(self)
        page.setContentsMargins(u(3), u(2.5), u(3), u(3))
        page.addWidget(self._pages)
        back = QShortcut(pressed("Esc"), self)
        back.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        back.activated.connect(self.go_back)
        self.binding.shown.connect(self._follow)
        self._place(u(_BESIDE))

    def show_commitment(self, editor: CommitmentEdit | None) -> None:
        """Show the commitment of an editor of the matrix; none where nothing is written there yet."""
        self._editor = editor
        record = editor.record if editor is not None else ""
        if record != (self.binding.record.id if self.binding.record is not None else ""):
            self.binding.show(record)
        self._follow()

    def use(self, language: str) -> None:
        """Show its texts in a language."""
        self.measure.turn_to(language)

    def begin(self) -> bool:
        """Go to the first field; whether there is a commitment to tell something of."""
        if self.binding.is_shown:
            self.binding.rows["due_on"].setFocus(Qt.FocusReason.ShortcutFocusReason)
            bring_into_view(self)
        return self.binding.is_shown

    def go_back(self) -> None:
        """Go back to the commitment's own text."""
        if self._editor is not None and isValid(self._editor):
            bring_into_view(self._editor)
            self._editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _follow(self) -> None:
        found, editor = self.binding.record, self._editor
        self._pages.setCurrentIndex(int(found is not None))
        if isinstance(found, Commitment) and editor is not None and isValid(editor):
            said = _("{label}: {value}", label=editor.accessibleName(), value=editor.value().strip())
            self.title.setText(str(said))
            self._show_field("needs_type", shown=found.aspect == "needs" or bool(found.needs_type))

    def _show_field(self, name: str, *, shown: bool) -> None:
        self.binding.rows[name].setVisible(shown)
        self.binding.rows[name].label.setVisible(shown)

    # arranging

    def _place(self, width: int) -> None:
        """Two fields side by side, or one below the other; each under its label."""
        across = 2 if width >= u(_BESIDE) else 1
        if across == self._across:
            return
        self._across = across
        for number, (name, row) in enumerate(self.binding.rows.items()):
            at, column = divmod(number, across)
            span = across if name == "measure" else 1
            column = 0 if name == "measure" else column
            self._grid.addWidget(row.label, 2 * at, column, 1, span)
            self._grid.addWidget(row, 2 * at + 1, column, 1, span, Qt.AlignmentFlag.AlignTop)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, int(across == 2))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(event.size().width())

    def minimumSizeHint(self) -> QSize:
        return QSize(u(30), super().minimumSizeHint().height())


class _AsHighAsShown(QStackedWidget):
    """Pages of which only the shown one takes room."""

    def __init__(self, *pages: QWidget) -> None:
        super().__init__()
        self._all: Final = pages
        for page in pages:
            self.addWidget(page)
        self.currentChanged.connect(lambda _number: self.updateGeometry())

    @property
    def _shown(self) -> QWidget:
        return self._all[max(0, self.currentIndex())]

    def sizeHint(self) -> QSize:
        return self._shown.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._shown.minimumSizeHint()

    def hasHeightForWidth(self) -> bool:
        return self._shown.hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        return self._shown.heightForWidth(width)
