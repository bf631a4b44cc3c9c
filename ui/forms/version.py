"""A text of which one language is shown, chosen for the whole form at once, with the words that it has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QToolButton, QVBoxLayout, QWidget

from desktop_app.language import LANGUAGES, OWN_NAMES, Message, _, evident_language
from desktop_app.records import Translated
from ui.editors import Prose
from ui.editors.original import Original
from ui.editors.tongue import Tongue, left_behind, likely, whether_written
from ui.look.tokens import u
from ui.widgets import parts
from ui.widgets.flow import Flow
from ui.words.say import say, say_tip

if TYPE_CHECKING:
    from collections.abc import Collection

    from desktop_app.records import Value


class Version(QWidget):
    """An editor of a translated field. It keeps every language, and shows the one that it is told to `use`."""

    edited = Signal()
    chosen = Signal()
    refused = Signal(object)
    turned = Signal(str)
    """The text is kept in another language now, which the form is to show."""

    def __init__(self, language: str, *, least_lines: int = 1, one_paragraph: bool = False, max_words: int = 0) -> None:
        """Make an editor.

        Args:
            language: the one to begin with.
            least_lines: how many lines it is high when empty.
            one_paragraph: it is a title, which may wrap and not break.
            max_words: how many words good practice allows; 0 for any number.
        """
        super().__init__()
        self._language, self._name, self._max_words = language, "", max_words
        self._first, self._is_told = language, False
        self._text = self._before = Translated()
        self.tongue: Final = Tongue()
        self.tongue.meant.connect(self._told)
        self.editor: Final = Prose(least_lines=least_lines, one_paragraph=one_paragraph)
        self.editor.edited.connect(self._typed)
        self.editor.chosen.connect(self.chosen)
        self.editor.refused.connect(self.refused)
        self.count: Final = parts.label(role="small")
        """How many words it has, to be placed beside the field's label; empty where any number is well."""
        self.original: Final = Original()
        self._from = language
        self.stale: Final = parts.label(role="small", wrap=True)
        self.stale.hide()
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(u(0.5))
        page.addWidget(self.original)
        page.addWidget(self.editor)
        page.addWidget(self.tongue)
        page.addWidget(self.stale)
        self.setFocusProxy(self.editor)

    def use(self, language: str) -> None:
        """Show another language; what is typed belongs to the one that was shown."""
        if language == self._language:
            return  # it led the form there
        self.chosen.emit()
        self._language, self._is_told = language, False
        self.tongue.hide()
        self._show()

    def value(self) -> Translated:
        return self._text

    def set_value(self, value: Value) -> None:
        assert isinstance(value, Translated)
        if value.get(self._language, "") != self._text.get(self._language, ""):
            self._is_told = False
            self.tongue.hide()
        self._text = self._before = value
        self._show()

    def set_name(self, name: str) -> None:
        self._name = name
        self._show()

    def translate_from(self, language: str) -> None:
        """Have the text in a language in sight above its translations."""
        if language != self._from:
            self._from = language
            self.original.show_beside(self._text, self._language, self._from)

    def say_stale(self, sentence: Message | None) -> None:
        """Say that the shown version is older than what it was translated from; ``None`` where it is not."""
        self.stale.setVisible(sentence is not None)
        if sentence is not None:
            say(self.stale.setText, sentence)

    def _typed(self) -> None:
        text, before = self.editor.value(), self._language
        self._text = self._text.replaced(before, text)
        found = before if self._is_told else evident_language(text, before, likely(self._first))
        self._count()
        if found != before and not self._text.get(found):
            self._move(found)
            self.tongue.tell(found, before)
        else:
            self.edited.emit()

    def _move(self, language: str) -> None:
        """Keep the text that is shown in another language, and let the form show that one."""
        text = self.editor.value()
        left = left_behind(self._before, self._language, text)
        self._text = self._text.replaced(self._language, left).replaced(language, text)
        self._language = language
        self.edited.emit()
        self.turned.emit(language)

    def _told(self, language: str) -> None:
        """The person says which language it is; from now on the letters have no say."""
        self._is_told = True
        self._move(language)
        self.tongue.hide()
        self._show()
        self.editor.setFocus()

    def _show(self) -> None:
        shown = self._text.get(self._language, "")
        if self.editor.value().strip() != shown:  # a space that was typed last is not in the record, and stays here
            self.editor.set_value(shown)
        self.original.show_beside(self._text, self._language, self._from)
        name = OWN_NAMES.get(self._language, self._language)
        self.editor.setAccessibleName(f"{self._name}, {name}" if self._name else "")
        self._count()

    def _count(self) -> None:
        if not self._max_words:
            return
        words = len(self.editor.value().split())
        over = words > self._max_words
        say(self.count.setText, _("{words} of {most} words", words=words, most=self._max_words))
        role = "refusal" if over else "small"
        if self.count.property("role") != role:
            self.count.setProperty("role", role)
            self.count.style().polish(self.count)


class LanguageSwitch(QWidget):
    """Which language the texts of a form are shown in; those without a text have a plus behind them."""

    switched = Signal(str)

    def __init__(self, first: str) -> None:
        super().__init__()
        self.language = first
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QToolButton] = {}
        row = Flow(self, u(0.5))
        for language in dict.fromkeys((first, *LANGUAGES)):
            row.addWidget(self._button(language))
        say(self.setAccessibleName, _("Language of the texts"))

    def _button(self, language: str) -> QToolButton:
        made = QToolButton()
        made.setProperty("role", "segment")
        made.setText(OWN_NAMES.get(language, language))
        made.setCheckable(True)
        made.setChecked(language == self.language)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.clicked.connect(lambda: self.use(language))
        self._group.addButton(made)
        self._buttons[language] = made
        return made

    def use(self, language: str) -> None:
        """Show the texts in a language."""
        self._buttons[language].setChecked(True)
        if language != self.language:
            self.language = language
            self.switched.emit(language)

    def mark(self, there: Collection[str]) -> None:
        """Say which languages have a text."""
        for language, button in self._buttons.items():
            name = OWN_NAMES.get(language, language)
            button.setText(name if language in there else f"{name} +")
            meant = whether_written(language, there=language in there)
            say_tip(button.setToolTip, meant)
            say(button.setAccessibleName, meant)
