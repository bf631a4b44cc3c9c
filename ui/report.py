"""When something goes wrong: a sentence for the world's errors, a report for our own, and the program goes on."""

from __future__ import annotations

import platform
import sys
import traceback
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QMessageBox, QPlainTextEdit, QVBoxLayout, QWidget

from desktop_app import __version__
from desktop_app.errors import RoundtableError
from desktop_app.language import _
from ui import parts
from ui.tokens import u

if TYPE_CHECKING:
    from types import TracebackType

    from desktop_app.language import Message


class Report(QDialog):
    """A bug of ours: what it means for the person, and the traceback to hand on."""

    def __init__(self, error: BaseException, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(str(_("Something went wrong in Roundtable")))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._details = QPlainTextEdit(described(error))
        self._details.setReadOnly(True)
        self._details.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._details.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._details.setAccessibleName(str(_("Details of the error")))
        copy = parts.button(_("Copy the details"), self.copy, icon="copy")
        go_on = parts.button(_("Go on working"), self.accept, role="primary")
        buttons = QHBoxLayout()
        buttons.addWidget(copy)
        buttons.addStretch()
        buttons.addWidget(go_on)
        page = QVBoxLayout(self)
        page.setContentsMargins(u(6), u(6), u(6), u(6))
        page.setSpacing(u(3))
        page.addWidget(parts.label(_("Something went wrong in Roundtable"), role="title"))
        page.addWidget(parts.label(_REASSURANCE, wrap=True))
        page.addWidget(self._details, 1)
        page.addLayout(buttons)
        self.resize(u(140), u(100))
        go_on.setFocus()

    def copy(self) -> None:
        """Put the details on the clipboard."""
        QGuiApplication.clipboard().setText(self._details.toPlainText())


_REASSURANCE = _(
    "This is a mistake of the program, not yours. Everything that was kept before is safe in your workspace, and you"
    " can go on. If it happens again, copy the details and send them to whoever looks after Roundtable; read them"
    " first, because they may hold words that you typed."
)


def described(error: BaseException) -> str:
    """The traceback, with the versions that matter."""
    versions = f"Roundtable {__version__}, Python {platform.python_version()}, {platform.platform()}"
    return versions + "\n\n" + "".join(traceback.format_exception(error))


_open: list[Report] = []
_told: dict[str, str] = {}


def tell(error: BaseException) -> None:
    """Open the report window; once for each place, for a mistake in painting comes back at every paint."""
    place = repr(traceback.extract_tb(error.__traceback__)[-1:])
    print(described(error), file=sys.stderr)  # noqa: T201  # whoever started it from a terminal sees it there
    if place in _told or QApplication.instance() is None:
        return
    _told[place] = described(error)
    shown = Report(error, QApplication.activeWindow())
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
