"""A single line of text, and a whole number."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QValidator
from PySide6.QtWidgets import QLineEdit

from desktop_app.language import _, text_direction
from desktop_app.records.types import LINE_LIMIT, Integer
from ui.editors.base import leaves_undo_alone
from ui.words.tidy import tidy_line

_NO_LIMIT = 64 * 1024 * 1024
"""Qt cuts what is longer than its own limit without a word; this keeps it from doing so."""


class _Tidy(QValidator):
    """Cleans what is typed or pasted, and refuses as a whole what is too long."""

    refused = Signal(object)

    def __init__(self, limit: int, parent: QObject) -> None:
        super().__init__(parent)
        self._limit = limit

    def validate(self, text: str, place: int) -> Any:
        tidy = tidy_line(text)
        if len(tidy) > self._limit:
            self.refused.emit(
                _(
                    "This is too long: {length} characters, at most {limit} fit here. What was there before is"
                    " still there.",
                    length=len(tidy),
                    limit=self._limit,
                )
            )
            return QValidator.State.Invalid, text, place
        return QValidator.State.Acceptable, tidy, len(tidy_line(text[:place])) if tidy != text else place


class Line(QLineEdit):
    """A line edit without an undo of its own, which takes any paste in good order or refuses it in a sentence."""

    edited = Signal()
    chosen = Signal()
    refused = Signal(object)

    def __init__(self, limit: int = LINE_LIMIT, *, from_left: bool = False) -> None:
        """Make a line.

        Args:
            limit: how many characters it takes.
            from_left: it is read from the left in every language, as telephone numbers and addresses of the web are.
        """
        super().__init__()
        if from_left:
            self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setMaxLength(_NO_LIMIT)
        tidy = _Tidy(limit, self)
        tidy.refused.connect(self.refused)
        self.setValidator(tidy)
        self.textEdited.connect(self._typed)
        self.returnPressed.connect(self._entered)
        self._align("")

    def _typed(self, text: str) -> None:
        self._align(text)
        self.edited.emit()

    def _entered(self) -> None:
        """Enter settles what is typed."""
        self.chosen.emit()

    def value(self) -> str | int | None:
        return self.text()

    def set_value(self, value: object) -> None:
        text = "" if value is None else str(value)
        if text == self.text():
            return
        place = self.cursorPosition()
        at_end = place == len(self.text())
        self.setText(text)
        self.setCursorPosition(len(text) if self.hasFocus() and at_end else min(place, len(text)))
        self._align(text)

    def set_name(self, name: str) -> None:
        self.setAccessibleName(name)

    def _align(self, text: str) -> None:
        """Names keep the side of the window; only their own direction is that of their letters."""
        rtl = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        if text and text_direction(text) != ("rtl" if rtl else "ltr"):
            side |= Qt.AlignmentFlag.AlignAbsolute
        self.setAlignment(side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute)

    def event(self, event: QEvent) -> bool:
        if leaves_undo_alone(event):
            return False
        if event.type() in (QEvent.Type.LayoutDirectionChange, QEvent.Type.LanguageChange):
            self._align(self.text())
        return super().event(event)


class Number(Line):
    """A whole number as it is typed; what is not one is refused when it settles."""

    def __init__(self, type_: Integer) -> None:
        super().__init__(20)
        self._type = type_
        self.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)

    def value(self) -> int | None:
        return self._type.read(self.text())
