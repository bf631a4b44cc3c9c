"""Text in several languages, of which one is shown; small buttons say which there are and switch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QToolButton, QWidget

from desktop_app.language import LANGUAGES, OWN_NAMES, evident_language
from desktop_app.records import Translated
from ui.editors.line import Line
from ui.editors.original import Original
from ui.editors.prose import Prose
from ui.editors.tongue import Tongue, left_behind, likely, whether_written
from ui.look.tokens import u
from ui.words.say import say_tip

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from desktop_app.records import Value

_BESIDE: Final = 56
"""Units of width from which the languages stand beside the text."""


class TranslatedEdit(QWidget):
    """One text per language. The language in which people write here comes first; others are one click away."""

    edited = Signal()
    chosen = Signal()
    refused = Signal(object)

    def __init__(self, first: str, *, lines: bool = False) -> None:
        super().__init__()
        self._text = self._before = Translated()
        self._first = self._language = first
        self._is_told = False
        self.tongue = Tongue()
        self.tongue.meant.connect(self._told)
        self._name = ""
        self._editor: Line | Prose = Prose() if lines else Line()
        self._editor.edited.connect(self._typed)
        self._editor.chosen.connect(self.chosen)
        self._editor.refused.connect(self.refused)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QToolButton] = {}
        self.switch = QWidget()
        row = QHBoxLayout(self.switch)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(u(0.5))
        for language in dict.fromkeys((first, *LANGUAGES)):
            row.addWidget(self._button(language))
        self._page = page = QGridLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(u(1))
        page.addWidget(self._editor, 0, 0)
        self.original = Original()
        page.addWidget(self.original, 2, 0, 1, 2)
        page.addWidget(self.tongue, 3, 0, 1, 2)
        self._is_beside: bool | None = None
        self._place(beside=True)
        self.setFocusProxy(self._editor)
        self._show()

    def _place(self, *, beside: bool) -> None:
        """Put the languages beside the text, or below it where there is less room."""
        if beside == self._is_beside:
            return
        self._is_beside = beside
        if beside:
            up = isinstance(self._editor, Prose)
            side = Qt.AlignmentFlag.AlignTop if up else Qt.AlignmentFlag.AlignVCenter
            self._page.addWidget(self.switch, 0, 1, side)
        else:
            self._page.addWidget(self.switch, 1, 0, Qt.AlignmentFlag.AlignLeading)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(beside=event.size().width() >= u(_BESIDE))

    def minimumSizeHint(self) -> QSize:
        return QSize(u(24), super().minimumSizeHint().height())

    def _button(self, language: str) -> QToolButton:
        made = QToolButton()
        made.setProperty("role", "segment")
        made.setText(language.upper())
        made.setCheckable(True)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.clicked.connect(lambda: self.use(language))
        self._group.addButton(made)
        self._buttons[language] = made
        return made

    @property
    def language(self) -> str:
        """The language that is shown."""
        return self._language

    def use(self, language: str) -> None:
        """Show the text in another language, and go on there."""
        self.turn_to(language)
        self._editor.setFocus()

    def turn_to(self, language: str) -> None:
        """Show the text in another language."""
        self.chosen.emit()  # what is typed belongs to the language that was shown
        self._language = language
        self.tongue.hide()
        self._show()

    def _typed(self) -> None:
        text = str(self._editor.value())
        self._text = self._text.replaced(self._language, text)
        found = self._language if self._is_told else evident_language(text, self._language, likely(self._first))
        if found != self._language and not self._text.get(found):
            before = self._language
            self._move(found)
            self.tongue.tell(found, before)
        self._mark()
        self.edited.emit()

    def _move(self, language: str) -> None:
        """Keep the text that is shown in another language."""
        text = str(self._editor.value())
        left = left_behind(self._before, self._language, text)
        self._text = self._text.replaced(self._language, left).replaced(language, text)
        self._language = language

    def _told(self, language: str) -> None:
        """The person says which language it is; from now on the letters have no say."""
        self._is_told = True
        self._move(language)
        self.tongue.hide()
        self._mark()
        self.edited.emit()
        self._editor.setFocus()

    def value(self) -> Translated:
        return self._text

    def set_value(self, value: Value) -> None:
        assert isinstance(value, Translated)
        typed = str(self._editor.value())
        self._text = self._before = value
        if typed.strip() == value.get(self._language, ""):
            self._mark()  # the blank after a word stays while somebody writes
        else:
            self._show()

    def set_name(self, name: str) -> None:
        self._name = name
        self._mark()

    def _show(self) -> None:
        self._is_told = False
        self.tongue.hide()
        self._editor.set_value(self._text.get(self._language, ""))
        self._mark()

    def _mark(self) -> None:
        """Say which languages have a text, to eyes and to screen readers; a translation has its original below it."""
        self.original.show_beside(self._text, self._language, self._first)
        for language, button in self._buttons.items():
            button.setChecked(language == self._language)
            there = bool(self._text.get(language))
            button.setText(language.upper() if there or language == self._language else language)
            meant = whether_written(language, there=there)
            say_tip(button.setToolTip, meant)
            button.setAccessibleName(", ".join(filter(None, (self._name, str(meant)))))
        name = OWN_NAMES.get(self._language, self._language)
        self._editor.setAccessibleName(f"{self._name}, {name}" if self._name else "")
