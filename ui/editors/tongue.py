"""What is said when a text was taken for another language than the one shown, and how it is taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.language import LANGUAGES, OWN_NAMES, Message, _, same_letters, window_language
from ui.look.tokens import u
from ui.widgets import parts
from ui.widgets.announcing import announce
from ui.widgets.flow import Flow
from ui.words.say import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop_app.records import Translated


def likely(first: str) -> tuple[str, str]:
    """The languages that a text may well be in: the one in which people write here, and that of the window."""
    return first, window_language()


def left_behind(before: Translated, language: str, moved: str) -> str:
    """What stays in the language that a text was typed in: what stood there before, unless the text grew out of it."""
    kept = before.get(language, "")
    return "" if kept and kept in moved else kept


def whether_written(language: str, *, there: bool) -> Message:
    """What the button of a language means: that there is a text in it, or none yet."""
    name = OWN_NAMES[language]
    return _("{language}: written", language=name) if there else _("{language}: nothing written yet", language=name)


class Tongue(QWidget):
    """A line below an editor: in which language the text is kept, and a button for each that it may be instead."""

    meant = Signal(str)
    """The language that the text is in, as the person says."""

    def __init__(self) -> None:
        super().__init__()
        self._said = parts.label(role="small")
        self._row = Flow(self, u(2))
        self._row.addWidget(self._said)
        self._others: list[QWidget] = []
        self.hide()

    def tell(self, language: str, instead_of: str) -> None:
        """Say that a text is kept in a language, and not in the one that was shown."""
        say(self._said.setText, _("Saved as {language}, judging by its letters.", language=OWN_NAMES[language]))
        for old in self._others:
            old.hide()
            old.deleteLater()
        self._others = [self._button(other) for other in dict.fromkeys((instead_of, *alike(language)))]
        self.show()
        announce(self, self._said.text())

    def _button(self, language: str) -> QWidget:
        name = OWN_NAMES.get(language, language)
        made = parts.button(_("It is {language}", language=name), lambda: self.meant.emit(language), role="link")
        self._row.addWidget(made)
        return made


def alike(language: str) -> Iterable[str]:
    """The program's other languages that are written with the same letters."""
    return (other for other in LANGUAGES if other != language and same_letters(other, language))
