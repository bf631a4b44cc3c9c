"""When something goes wrong: a sentence for the world's errors, a report for our own, and the program goes on."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop_app import __version__
from desktop_app.errors import RoundtableError

if TYPE_CHECKING:
    from types import TracebackType

    from PySide6.QtWidgets import QWidget

    from desktop_app.language import Message
    from ui.dialogs.bug import Report


def described(error: BaseException) -> str:
    """The traceback, with the versions that matter."""
    import platform
    import traceback

    versions = f"Roundtable {__version__}, Python {platform.python_version()}, {platform.platform()}"
    return versions + "\n\n" + "".join(traceback.format_exception(error))


_open: list[Report] = []
_told: dict[str, str] = {}


def tell(error: BaseException) -> None:
    """Open the report window; once for each place, for a mistake in painting comes back at every paint."""
    import traceback

    place = repr(traceback.extract_tb(error.__traceback__)[-1:])
    print(described(error), file=sys.stderr)  # noqa: T201  # whoever started it from a terminal sees it there
    if place in _told or QApplication.instance() is None:
        return
    _told[place] = described(error)
    from ui.dialogs.bug import Report

    shown = Report(_told[place], QApplication.activeWindow())
    _open.append(shown)
    shown.finished.connect(lambda: _open.remove(shown))
    shown.open()


def told() -> list[str]:
    """What was reported since the program began, or since `forget`."""
    return list(_told.values())


def forget() -> None:
    """Report what was reported before once more, if it comes again."""
    _told.clear()


def say_refusal(sentence: Message, parent: QWidget | None = None) -> None:
    """One plain sentence in a small window, where there is no page to say it on."""
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(
        QMessageBox.Icon.Warning, "Roundtable", str(sentence), parent=parent or QApplication.activeWindow()
    )
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()


def install() -> None:
    """Take over what would otherwise end in a terminal: nothing that goes wrong in a slot ends the program."""

    def hook(_kind: type[BaseException], error: BaseException, _where: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            QApplication.quit()
        elif isinstance(error, RoundtableError):
            say_refusal(error.sentence)
        else:
            tell(error)

    sys.excepthook = hook
