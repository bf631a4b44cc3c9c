"""A date of which only a part may be known: typed as people write dates, or picked from a calendar."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QEvent, Qt
from PySide6.QtWidgets import QLineEdit

from desktop_app.errors import InvalidValue
from desktop_app.language import _
from desktop_app.records import Precision, When
from ui.editors.calendar import Calendar
from ui.editors.line import Line
from ui.look.icons import icon
from ui.words import dates
from ui.words.say import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QFocusEvent, QKeyEvent


_TYPED = 80


class MomentEdit(Line):
    """A line that shows a date in words and understands it in figures or words; Alt+Down opens a calendar."""

    def __init__(self, finest: Precision = Precision.DAY) -> None:
        super().__init__(_TYPED)
        self._finest = finest
        self._when = When()
        self._calendar: Calendar | None = None
        opener = self.addAction(icon("calendar-blank"), QLineEdit.ActionPosition.TrailingPosition)
        say(opener.setText, _("Calendar"))
        opener.triggered.connect(self.open_calendar)
        self.day: Callable[[], When] = When
        """The day that a time alone is meant for, where the field holds none yet."""
        hint = _("e.g. 15/1/2018 10:00") if finest is Precision.MINUTE else _("e.g. 15/1/2018, 1/2018 or 2018")
        say(self.setPlaceholderText, hint)

    def value(self) -> When:
        if self.text() != dates.shown(self._when):
            self._when = dates.read(self.text(), self._finest, on=self._when or self.day())
        return self._when

    def set_value(self, value: object) -> None:
        self._when = value if isinstance(value, When) else When(str(value or ""))
        super().set_value(dates.shown(self._when))

    def open_calendar(self) -> None:
        """Offer a calendar below the field."""
        calendar = Calendar()
        calendar.setLayoutDirection(self.layoutDirection())
        if when := self._understood():
            calendar.setSelectedDate(QDate(when.date.year, when.date.month, when.date.day))
        calendar.activated.connect(self._picked)
        calendar.clicked.connect(self._picked)
        self._calendar = calendar
        calendar.open_at(self)

    def _understood(self) -> When:
        try:
            return self.value()
        except InvalidValue:
            return When()

    def _picked(self, day: QDate) -> None:
        when = self._understood()
        time = when[10:] if when and when.precision is Precision.MINUTE else ""
        self.set_value(When(day.toString(Qt.DateFormat.ISODate) + time))
        if self._calendar is not None:
            self._calendar.close()
            self._calendar = None
        self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not event.modifiers():
            self._step(1 if event.key() == Qt.Key.Key_Up else -1)
        else:
            super().keyPressEvent(event)

    def _step(self, days: int) -> None:
        when = self._understood()
        if when and when.precision >= Precision.DAY:
            self.set_value(When(When.of(when.date + timedelta(days=days)) + when[10:]))
            self.edited.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if when := self._understood():
            self.set_value(when)  # what was typed in figures is shown in words

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            super().set_value(dates.shown(self._when))
        super().changeEvent(event)
