"""The recovery sheet: in which language, and where its PDF is put."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.language import LANGUAGES, OWN_NAMES, _, window_language
from ui.dialogs.frame import Ask
from ui.editors.combo import Combo

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class RecoverySheet(Ask):
    """Says what the sheet is, and asks for its language."""

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(
            parent,
            _("Recovery sheet"),
            _(
                "One page to print, with the key of “{name}” in letters and digits: it opens the file if the "
                "passphrase is forgotten. Whoever has the sheet and the file can read everything, so lock it "
                "away, and delete the PDF after printing. It stops working when the passphrase changes.",
                name=name,
            ),
            _("Save the PDF…"),
        )
        self.language = Combo()
        for code in LANGUAGES:
            self.language.addItem(OWN_NAMES[code], code)
        self.language.setCurrentIndex(LANGUAGES.index(window_language()))
        self.add(_("Language"), self.language)
        self.do.setFocus()
