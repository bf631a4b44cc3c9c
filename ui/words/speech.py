"""The language of the window: chosen at start, switched without a restart."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator

from desktop_app.language import LANGUAGES, direction, use_window_language
from ui.words import dates
from ui.words.keys import qt_catalogue
from ui.words.say import say_again

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


def system_language() -> str:
    """The first of the system's languages that the program speaks."""
    for tag in QLocale.system().uiLanguages():
        language = tag.split("-")[0]
        if language in LANGUAGES:
            return language
    return "en"


def speak(app: QApplication, language: str) -> None:
    """Let the window speak a language: texts, Qt's own buttons, dates, and the side on which reading starts.

    The order matters: whatever is told of the change finds catalogue and locale in place already.
    """
    use_window_language(language)
    QLocale.setDefault(dates.locale(language))
    _translate_qt(app, language)
    rtl = direction(language) == "rtl"
    app.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    say_again()


def _translate_qt(app: QApplication, language: str) -> None:
    """Load the texts of Qt's own dialogs; English too, so that every widget hears of every change."""
    for old in app.findChildren(QTranslator):
        app.removeTranslator(old)
        old.deleteLater()
    dialogs = QTranslator(app)
    dialogs.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    names = QTranslator(app)
    names.load(_catalogue_of_keys(language))
    for translator in (dialogs, names):  # the last one is asked first
        app.installTranslator(translator)


@cache
def _catalogue_of_keys(language: str) -> bytes:
    """Kept, because Qt reads it where it lies."""
    return qt_catalogue(language)
