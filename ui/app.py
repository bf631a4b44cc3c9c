"""The application: one window, its language and its look, and what happens when something goes wrong."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from desktop_app import settings as kept
from ui import report
from ui.look import theme
from ui.main.opening import Opener
from ui.main.window import Window
from ui.words.speech import speak, system_language

if TYPE_CHECKING:
    from pathlib import Path

    from desktop_app.settings import Settings

_PAINTED_MS: Final = 200
"""After which the window has been painted; its icon in the task bar, 3 ms of drawing, may come then."""
_STARTING_MS: Final = 2_000
"""How long a start may take on an old laptop."""


def main(path: Path | None) -> int:
    """Open the window, on a workspace or on the last one; returns when it is closed, with the exit code."""
    app = application()
    settings = kept.load()
    dress(app, settings)
    report.install()
    opener = Opener(settings)
    window = Window(app, opener)
    opener.begin(window, path)
    window.show()
    QTimer.singleShot(_PAINTED_MS, lambda: _show_icon(app))
    QTimer.singleShot(_STARTING_MS, _collect_again)
    code = app.exec()
    gc.freeze()  # what is left goes with the process: looking through it once more took 30 ms of each end
    return code


def _show_icon(app: QApplication) -> None:
    from ui.look.mark import app_icon

    app.setWindowIcon(app_icon())


def _collect_again() -> None:
    """Look for garbage from now on, past what was made while starting; ``__main__`` had put it off."""
    gc.freeze()
    gc.enable()


def application() -> QApplication:
    """The one application object, with its names for the desktop."""
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("Roundtable")
    QGuiApplication.setApplicationDisplayName("Roundtable")
    QGuiApplication.setDesktopFileName("roundtable")
    return app


def dress(app: QApplication, settings: Settings) -> None:
    """The look and the language that the person chose, or the system's."""
    theme.apply(app, appearance=settings.appearance, scale_percent=settings.scale_percent)
    speak(app, settings.language or system_language())
