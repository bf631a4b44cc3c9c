"""A calendar to pick a day from, as the country of the city writes months and the window writes figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QCalendarWidget, QToolButton, QWidget

from ui.words import dates

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent


class Calendar(QCalendarWidget):
    """A popup that begins its weeks on Monday."""

    def __init__(self) -> None:
        super().__init__()
        self._field: QWidget | None = None
        self.setWindowFlags(Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setLocale(dates.with_latin_digits())
        self.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.currentPageChanged.connect(lambda _year, _month: self._name_months())
        self._name_months()

    def open_at(self, field: QWidget) -> None:
        """Open below a field and begin where it does, or above it and further in where the screen ends."""
        self._field = field
        self.show()

    def showEvent(self, event: QShowEvent) -> None:
        """Take the place once it is as large as it will be."""
        super().showEvent(event)
        field, room = self._field, self.screen().availableGeometry()
        if field is not None:
            begin = field.width() - self.width() if field.isRightToLeft() else 0
            place = field.mapToGlobal(QPoint(begin, field.height()))
            if place.y() + self.height() > room.bottom():
                place = field.mapToGlobal(QPoint(begin, -self.height()))
            inside = room.adjusted(0, 0, -self.width(), -self.height())
            self.move(max(inside.left(), min(place.x(), inside.right())), max(inside.top(), place.y()))

    def _name_months(self) -> None:
        """Say the months as the country does: Qt takes names and figures from one locale, and none has both of these.

        Beirut and Amman write كانون الثاني, beside Latin figures here; Qt's locales of their countries have other
        figures. Its button and its menu are the only places of the calendar that name months.
        """
        button = self.findChild(QToolButton, "qt_calendar_monthbutton")
        if button is not None:
            for month, action in enumerate(button.menu().actions(), 1):
                action.setText(dates.month_name(month))
            button.setText(dates.month_name(self.monthShown()))
