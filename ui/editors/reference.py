"""Another record, found by typing a part of its name; and several of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QVBoxLayout, QWidget

from desktop_app.language import _
from ui.editors.line import Line
from ui.look.icons import icon
from ui.look.tokens import u
from ui.widgets.chip import Chip
from ui.widgets.delegates import OneLine
from ui.widgets.flow import Flow
from ui.widgets.models import ROW, Row, RowModel
from ui.words.say import say
from ui.words.tidy import folded

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QFocusEvent, QKeyEvent

    from desktop_app.records import RecordId, Value

    Choices = Callable[[], Sequence[Row]]
    Creates = Callable[[str, Callable[[RecordId], object]], object]

_OFFERED: Final = 50
_NEW: Final = "new"


class Search(Line):
    """A line in which typing searches a list of choices below it; Down shows them all."""

    picked = Signal(object)
    """The `Row` that was chosen."""

    def __init__(self, choices: Choices, creates: Creates | None = None) -> None:
        """Make a search.

        Args:
            choices: all rows there are to choose from, asked for at each search.
            creates: makes a record of a name that is not there, if the person says so, and hands it on.
        """
        super().__init__()
        self._choices, self._creates = choices, creates
        self._found = RowModel(self)
        self._completer = QCompleter(self._found, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(10)
        self._popup = popup = QListView()
        popup.setProperty("role", "popup")
        popup.setUniformItemSizes(True)
        self._completer.setPopup(popup)
        popup.setItemDelegate(OneLine(popup))
        self._completer.setWidget(self)
        self._completer.activated[QModelIndex].connect(self._activated)  # type: ignore[index]  # a signal of two shapes
        self.textEdited.connect(self.search)

    def search(self, text: str) -> None:
        """Offer what matches the text."""
        words, name = folded(text).split(), text.strip()
        choices = self._choices()
        found = [row for row in choices if all(word in row.folded for word in words)][:_OFFERED]
        found.sort(key=lambda row: not row.folded.startswith(words[0] if words else ""))
        if name and len(found) < _OFFERED:
            from desktop_app.exchange.matching.names import begins_across  # long to read, and not for a start

            known = {row.key for row in found}
            found += [row for row in choices if row.key not in known and begins_across(name, row.title)]
        if self._creates is not None and name and all(row.title != name for row in found):
            found.append(Row(_NEW + name, str(_("Add “{name}”", name=name)), icon="plus"))
        self._found.show(found)
        if not found:
            self._popup.hide()
            return
        self._completer.complete()
        # The first Down marks the first; what nobody marked is taken by Enter, but never made beside what was found.
        self._popup.setCurrentIndex(self._found.index(0 if self._makes(found[0]) else -1))

    @staticmethod
    def _makes(row: Row) -> bool:
        return row.key.startswith(_NEW)

    def _entered(self) -> None:
        """Enter picks from the list; without a list there is nothing to decide."""

    def _activated(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if not isinstance(row, Row):
            return
        # The completer writes the chosen title into the line after this; what listens may write another text.
        take = self._create if self._makes(row) else self.picked.emit
        QTimer.singleShot(0, self, lambda: take(row))

    def _create(self, row: Row) -> None:
        assert self._creates is not None
        name = row.key.removeprefix(_NEW)
        self._creates(name, lambda made: self.picked.emit(Row(made, name)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        unmarked = self._popup.isVisible() and not self._popup.currentIndex().isValid()
        if unmarked and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._popup.hide()
            self._activated(self._found.index(0))
            return
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and not self._popup.isVisible():
            self.search("")
            return
        super().keyPressEvent(event)


class RecordPicker(Search):
    """One record of some kinds. Emptying the line takes the reference away; leaving it half typed changes nothing."""

    def __init__(self, choices: Choices, title: Callable[[RecordId], str], creates: Creates | None = None) -> None:
        super().__init__(choices, creates)
        self._title = title
        self._record: RecordId = ""
        self._typing = False
        opener = self.addAction(icon("magnifying-glass"), QLineEdit.ActionPosition.TrailingPosition)
        say(opener.setText, _("Choose"))
        opener.triggered.connect(lambda: self.search(""))
        self.picked.connect(self._take)
        self.textEdited.disconnect(self._typed)
        self.textEdited.connect(self._search_typed)

    def _search_typed(self, text: str) -> None:
        self._typing = True
        self._align(text)

    def _take(self, row: Row) -> None:
        self._typing = False
        self.set_value(row.key)
        self.chosen.emit()

    def value(self) -> RecordId:
        return self._record

    def set_value(self, value: object) -> None:
        if self._typing and value == self._record:
            return  # somebody is looking for another one
        self._typing = False
        self._record = str(value or "")
        self._show_title()

    def _show_title(self) -> None:
        super().set_value(self._title(self._record) or (str(_("(without a name)")) if self._record else ""))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() == Qt.FocusReason.PopupFocusReason:
            return
        emptied = self._typing and not self.text().strip() and self._record
        self._typing = False
        if emptied:
            self._record = ""
            self.chosen.emit()
        else:
            self._show_title()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "_typing"):
            self._show_title()
        super().changeEvent(event)


class PickSeveral(QWidget):
    """Several of a list: the chosen ones as buttons that take themselves away, and a line to find more."""

    edited = Signal()
    chosen = Signal()
    refused = Signal(object)

    def __init__(self, choices: Choices, title: Callable[[str], str]) -> None:
        super().__init__()
        self._title = title
        self._keys: list[str] = []
        self._name = ""
        self._search = Search(lambda: [row for row in choices() if row.key not in self._keys])
        say(self._search.setPlaceholderText, _("Add…"))
        self._search.picked.connect(self._add)
        self._chips = QWidget()
        self._flow = Flow(self._chips, u(1.5))
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(u(1.5))
        page.addWidget(self._chips)
        page.addWidget(self._search)
        self.setFocusProxy(self._search)

    def _add(self, row: Row) -> None:
        self._search.clear()
        if row.key not in self._keys:
            self._keys.append(row.key)
            self._draw()
            self.chosen.emit()

    def _remove(self, key: str) -> None:
        self._keys.remove(key)
        self._draw()
        self._search.setFocus()
        self.chosen.emit()

    def _draw(self) -> None:
        while item := self._flow.takeAt(0):
            if (old := item.widget()) is not None:
                old.deleteLater()
        for key in self._keys:
            title = self._title(key)
            chip = Chip()
            chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            chip.setIcon(icon("x"))
            chip.show_words(title)
            chip.setAccessibleName(str(_("Remove “{name}”", name=title)))
            chip.clicked.connect(lambda _checked=False, key=key: self._remove(key))
            self._flow.addWidget(chip)
        self._chips.setVisible(bool(self._keys))
        self.updateGeometry()

    def value(self) -> tuple[str, ...]:
        return tuple(self._keys)

    def set_value(self, value: Value) -> None:
        assert isinstance(value, tuple)
        if list(value) != self._keys:
            self._keys = list(value)
            self._draw()

    def set_name(self, name: str) -> None:
        self._search.setAccessibleName(name)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._draw()
        super().changeEvent(event)
