"""A person at the window: sees what is shown by its words or its name, and has a mouse and a keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QMenuBar,
    QScrollArea,
    QTabBar,
    QTableView,
    QWidget,
)

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import QModelIndex
    from pytestqt.qtbot import QtBot

W = TypeVar("W", bound=QWidget)

LEFT: Final = Qt.MouseButton.LeftButton
PATIENCE: Final = 10_000
"""Milliseconds after which something that was to appear is missing."""


class Hands:
    """Everything is done to what is visible and enabled in the topmost window, and waited for until it is there."""

    def __init__(self, qtbot: QtBot, window: QWidget) -> None:
        self._qtbot, self._window = qtbot, window

    # looking

    @property
    def _top(self) -> QWidget:
        return QApplication.activeModalWidget() or self._window

    def _all(self, kind: type[W]) -> list[W]:
        return [widget for widget in self._top.findChildren(kind) if widget.isVisible()]

    def words(self) -> list[str]:
        """Every label that is on the screen."""
        return [label.text() for label in self._all(QLabel)]

    def sees(self, words: str) -> bool:
        """Whether a label says this among other things."""
        return any(words in text for text in self.words())

    def wait_to_see(self, words: str) -> str:
        """Wait for a label that says this, and read the whole of it."""

        def seen() -> None:
            assert self.sees(words), (words, self.words())

        self._qtbot.waitUntil(seen, timeout=PATIENCE)
        return next(text for text in self.words() if words in text)

    def wait_for_title(self, words: str) -> None:
        """Wait until the window is called this."""
        self._qtbot.waitUntil(lambda: words in self._window.windowTitle(), timeout=PATIENCE)

    def choices(self) -> list[str]:
        """What the buttons on the screen are called."""
        return [_called(button) for button in self._all(QAbstractButton)]

    def wait_to_read(self, text: str, name: str) -> None:
        """Wait until the line of this name says this."""
        self._qtbot.waitUntil(lambda: self._found(QLineEdit, name).text() == text, timeout=PATIENCE)

    # the mouse

    def press(self, name: str) -> None:
        """Click a button that says this, or is called this by a screen reader."""
        self._click(self._found(QAbstractButton, name))

    def turn_to(self, tab: str) -> None:
        """Click a tab."""
        for bar in self._all(QTabBar):
            for at in range(bar.count()):
                if bar.tabText(at) == tab:
                    QTest.mouseClick(bar, LEFT, pos=bar.tabRect(at).center())
                    return
        raise AssertionError((tab, "is no tab here"))

    def row(self, words: str) -> None:
        """Click the row of a list that says this."""
        self._qtbot.waitUntil(lambda: self._row(words) is not None, timeout=PATIENCE)
        found = self._row(words)
        assert found is not None
        self._click_at(*found)

    def cell(self, row: str, column: str) -> None:
        """Click the cell of a table under a heading, in the row in which some cell says this."""
        for table in self._all(QTableView):
            model = table.model()
            headings = [str(model.headerData(at, Qt.Orientation.Horizontal)) for at in range(model.columnCount())]
            for number in range(model.rowCount()):
                said = [str(model.index(number, at).data()) for at in range(model.columnCount())]
                if column in headings and any(row in one for one in said):
                    self._click_at(table, model.index(number, headings.index(column)))
                    return
        raise AssertionError((row, column, "is no cell here"))

    def menu(self, title: str, entry: str) -> None:
        """Open a menu of the bar, and choose from it."""
        bar = self._all(QMenuBar)[0]
        head = next(action for action in bar.actions() if _plain(action.text()) == title)
        QTest.mouseClick(bar, LEFT, pos=bar.actionGeometry(head).center())
        self._qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None, timeout=PATIENCE)
        popup = QApplication.activePopupWidget()
        assert isinstance(popup, QMenu)
        action = next(action for action in popup.actions() if _plain(action.text()) == entry)
        QTest.mouseClick(popup, LEFT, pos=popup.actionGeometry(action).center())

    def go_to(self, name: str) -> QWidget:
        """Click into the field of this name."""
        field = self._found(QWidget, name)
        into: QWidget = field.focusProxy() or field
        self._click(into)
        self._qtbot.waitUntil(into.hasFocus, timeout=PATIENCE)
        return into

    # the keyboard

    def write(self, text: str, name: str = "") -> None:
        """Type, into the field of this name or wherever the caret is."""
        if name:
            self.go_to(name)
        for letter in text:
            strike(self.focus, letter)  # the first may open an editor, which takes the rest

    def retype(self, text: str, name: str) -> None:
        """Type into a field in place of what is there."""
        self.go_to(name)
        self.key(Qt.Key.Key_A, ctrl=True)
        self.write(text)

    def key(self, key: Qt.Key, *, ctrl: bool = False) -> None:
        """Press a key."""
        pressed = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
        QTest.keyClick(self.focus, key, pressed)

    def pick(self, text: str, name: str) -> None:
        """Choose from a list that opens, by typing what is wanted."""
        combo = self._found(QComboBox, name)
        combo.setFocus()
        for letter in text:
            strike(combo, letter)
        assert combo.currentText() == text

    def save_as(self, path: Path) -> None:
        """Answer the dialog that asks where to."""
        self._qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), QFileDialog), timeout=PATIENCE)
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        line = dialog.findChildren(QLineEdit)[0]
        line.selectAll()
        QTest.keyClicks(line, str(path))

        def answered() -> bool:
            if (offered := QApplication.activePopupWidget()) is not None:  # names of files that begin like it
                QTest.keyClick(offered, Qt.Key.Key_Escape)
                return False
            if line.isVisible():
                QTest.keyClick(line, Qt.Key.Key_Return)
            return not isinstance(QApplication.activeModalWidget(), QFileDialog)

        self._qtbot.waitUntil(answered, timeout=PATIENCE)

    @property
    def focus(self) -> QWidget:
        """Where the keyboard is: in a list that has opened, or wherever the caret stands."""
        if (popup := QApplication.activePopupWidget()) is not None:
            return popup
        self._take_back()
        self._qtbot.waitUntil(lambda: QApplication.focusWidget() is not None, timeout=PATIENCE)
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    # how it is done

    def _take_back(self) -> None:
        """Activate the topmost window after a list closed, as a window system does and Qt's offscreen one does not."""
        active = QApplication.activeWindow()
        if QApplication.activePopupWidget() is None and (active is None or not active.isVisible()):
            top = self._top
            top.activateWindow()
            self._qtbot.waitUntil(top.isActiveWindow, timeout=PATIENCE)

    def _found(self, kind: type[W], name: str) -> W:
        """The one visible, enabled thing of this name; waits for it."""

        def named() -> list[W]:
            return [widget for widget in self._all(kind) if _called(widget) == name and widget.isEnabled()]

        def there() -> None:
            assert named(), (name, [_called(widget) for widget in self._all(kind) if _called(widget)])

        self._qtbot.waitUntil(there, timeout=PATIENCE)
        return named()[0]

    def _row(self, words: str) -> tuple[QAbstractItemView, QModelIndex] | None:
        for view in self._all(QAbstractItemView):
            model = view.model()
            for at in range(model.rowCount()):
                index = model.index(at, 0)
                if words in str(index.data()):
                    return view, index
        return None

    def _click_at(self, view: QAbstractItemView, index: QModelIndex) -> None:
        view.scrollTo(index)
        QTest.mouseClick(view.viewport(), LEFT, pos=view.visualRect(index).center())

    def _click(self, widget: QWidget) -> None:
        """Bring it into sight, and click the middle of what is visible of it."""
        self._take_back()
        above = widget.parentWidget()
        while above is not None:
            if isinstance(above, QScrollArea):
                above.ensureWidgetVisible(widget)
            above = above.parentWidget()
        place = widget.visibleRegion().boundingRect().center()
        assert not widget.visibleRegion().isEmpty(), _called(widget)
        QTest.mouseClick(widget, LEFT, pos=QPoint(place))


def strike(widget: QWidget, letter: str) -> None:
    """One letter; those that are not on an English keyboard as another keyboard sends them."""
    if letter.isascii():
        QTest.keyClicks(widget, letter)
        return
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))


def _called(widget: QWidget) -> str:
    if widget.accessibleName():
        return widget.accessibleName()
    return _plain(widget.text()) if isinstance(widget, QAbstractButton) else ""


def _plain(text: str) -> str:
    return text.replace("&", "")
