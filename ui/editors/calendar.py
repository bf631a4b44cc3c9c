"""A calendar to pick a day from, as the country of the city writes months and the window writes figures."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCalendarWidget, QToolButton

from ui.words import dates


class Calendar(QCalendarWidget):
    """A popup that begins its weeks on Monday."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowFlags(Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setLocale(dates.with_latin_digits())
        self.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.currentPageChanged.connect(lambda _year, _month: self._name_months())
        self._name_months()

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
