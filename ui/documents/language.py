"""In which of the program's languages a document is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.language import LANGUAGES, OWN_NAMES, window_language
from ui.editors import CodeCombo

if TYPE_CHECKING:
    from desktop_app.records import Value


class LanguageCombo(CodeCombo):
    """The languages of documents, each by its own name, whatever the window speaks."""

    def __init__(self, first: str) -> None:
        super().__init__("audience", required=True)
        self.set_value(first if first in LANGUAGES else window_language())

    def _fill(self, code: str) -> None:
        blocked = self.blockSignals(True)  # noqa: FBT003  # Qt's own shape
        self.clear()
        for language in LANGUAGES:
            self.addItem(OWN_NAMES[language], language)
        self.setCurrentIndex(LANGUAGES.index(code) if code in LANGUAGES else 0)
        self.blockSignals(blocked)

    def set_value(self, value: Value) -> None:
        self._fill(str(value or ""))
