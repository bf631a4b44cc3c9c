"""The frame of every dialog: a title, rows, a sentence for what is wrong, and two buttons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.language import Message, _
from ui.look.tokens import FRAME, u
from ui.widgets import parts
from ui.widgets.announcing import announce
from ui.words.reading import directed
from ui.words.say import say

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@dataclass(frozen=True)
class NewFile:
    """What a person answered about a new workspace. ``city`` has the fields of theirs; ``None`` for a coordinator's."""

    path: Path
    city: dict[str, object] | None
    author: str
    passphrase: str | None
    language: str


class Ask(QDialog):
    """A question with fields. It closes only when its answer was taken."""

    def __init__(
        self, parent: QWidget, title: Message, why: Message | None, do: Message, *, harmful: bool = False
    ) -> None:
        """Make the frame.

        Args:
            parent: the window that it belongs to.
            title: what is asked.
            why: a sentence that helps to answer.
            do: what the button for yes does.
            harmful: that yes takes something away: Enter means no, until somebody goes to the other button.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        say(self.setWindowTitle, title)
        self._then: Callable[[], None] | None = None
        self._page, self._foot = self._lay_out()
        self._page.addWidget(parts.label(title, role="title", wrap=True))
        if why is not None:
            self._page.addWidget(parts.label(why, role="muted", wrap=True))
        self.rows = QFormLayout()
        self.rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.rows.setLabelAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
        self.rows.setHorizontalSpacing(u(4))
        self.rows.setVerticalSpacing(u(2.5))
        self.rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._page.addLayout(self.rows)
        self._page.addStretch()
        self._refusal = parts.label(role="refusal", wrap=True)
        self._refusal.hide()
        self._foot.addWidget(self._refusal)
        self.do = parts.button(do, self._taken, role="" if harmful else "primary")
        self.cancel = parts.button(_("Cancel"), self.reject, role="primary" if harmful else "")
        self._add_answers(harmful=harmful)
        self.setMinimumWidth(min(u(110), self.screen().availableGeometry().width()))

    def _lay_out(self) -> tuple[QVBoxLayout, QVBoxLayout]:
        """The part that scrolls where there is too little room, and the foot, which always is in view."""
        inner = QWidget()
        inner.installEventFilter(self)
        page = QVBoxLayout(inner)
        page.setContentsMargins(u(7), u(6), u(7), u(2))
        page.setSpacing(u(3))
        foot = QVBoxLayout()
        foot.setContentsMargins(u(7), u(1), u(7), u(6))
        foot.setSpacing(u(3))
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.setSpacing(0)
        around.addWidget(parts.Scrolled(inner), 1)
        around.addLayout(foot)
        return page, foot

    def _add_answers(self, *, harmful: bool) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(u(2))
        buttons.addStretch()
        for answer in (self.cancel, self.do):
            answer.setAutoDefault(True)  # Enter does what the focus is on
            buttons.addWidget(answer)
        (self.cancel if harmful else self.do).setDefault(True)
        if harmful:
            self.cancel.setFocus()
        self._foot.addLayout(buttons)

    def event(self, event: QEvent) -> bool:
        """Stay high enough for every wrapped sentence, which Qt asks of a window's layout only as wide as it likes."""
        taken = super().event(event)
        if event.type() in (QEvent.Type.Show, QEvent.Type.LayoutRequest):
            self._grow()
        return taken

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What scrolls keeps to itself that its words take more lines now."""
        if event.type() == QEvent.Type.LayoutRequest:
            QTimer.singleShot(0, self, self._grow)
        return False

    def _grow(self) -> None:
        if self.isVisible():
            width = self.width() - u(4)  # as beside a scroll bar: it must go once there is room without it
            needed = sum(_height(part, width) for part in (self._page, self._foot))
            room = self.screen().availableGeometry().height()
            if self.height() < min(needed, room):
                self.resize(self.width(), min(needed, room))
                self._keep_on_screen()

    def _keep_on_screen(self) -> None:
        """Move up, where the buttons would stand below the screen."""
        below = self.frameGeometry().bottom() - self.screen().availableGeometry().bottom()
        if below > 0:
            self.move(self.x(), max(self.screen().availableGeometry().top(), self.y() - below))

    def add(self, label: Message, field: QWidget, help_: Message | None = None) -> parts.Label:
        """Add a field with its label, which is given back, and a line of help below it."""
        name = parts.label(label, role="muted")
        name.setBuddy(field)
        name.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
        name.setContentsMargins(0, _above_text(field), 0, 0)
        say(field.setAccessibleName, label)
        box = QVBoxLayout()
        box.setSpacing(u(0.5))
        box.addWidget(field)
        if help_ is not None:
            box.addWidget(parts.label(help_, role="small", wrap=True))
            say(field.setAccessibleDescription, help_)
        self.rows.addRow(name, box)
        return name

    def then(self, taken: Callable[[], None]) -> None:
        """Open the dialog, and call ``taken`` when the person says yes; it closes the dialog or refuses."""
        self._then = taken
        self.open()

    def refuse(self, sentence: Message | None, field: QWidget | None = None) -> None:
        """Say what is wrong with the answer, and stay open; the keyboard goes to the field that it is about."""
        self._refusal.setVisible(sentence is not None)
        if field is not None:
            field.setFocus()
        if sentence is not None:
            say(self._refusal.setText, sentence, form=directed)
            announce(self, str(sentence))

    @property
    def refusal(self) -> str:
        """What is said to be wrong; ``""`` for nothing."""
        return "" if self._refusal.isHidden() else self._refusal.text()

    def _taken(self) -> None:
        self.refuse(None)
        if self._then is not None:
            self._then()


def _above_text(field: QWidget) -> int:
    """How far below the upper edge of a field its first words begin: in a frame, or beside a button."""
    first, inner = field, field.layout()
    while inner is not None and (item := inner.itemAt(0)) is not None:
        first = item.widget() or first
        inner = item.layout() if item.widget() is None else first.layout()
    return u(1) if isinstance(first, (QRadioButton, QCheckBox, QLabel)) else u(1.5) + FRAME


def _height(part: QVBoxLayout, width: int) -> int:
    """How high a part is in a width; Qt says -1 of one in which nothing wraps."""
    return part.totalHeightForWidth(width) if part.hasHeightForWidth() else part.totalSizeHint().height()
