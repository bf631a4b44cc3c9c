"""The text that a translation is made from, in sight for as long as the translation is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.language import OWN_NAMES
from ui.widgets import parts
from ui.words.reading import dotted

if TYPE_CHECKING:
    from desktop_app.records import Translated


class Original(parts.Label):
    """The original beside what is shown; nowhere while the original itself is shown, or where there is none."""

    def __init__(self) -> None:
        super().__init__(role="small", wrap=True)
        self.hide()

    def show_beside(self, text: Translated, shown: str, first: str) -> None:
        """Show what a text says in the language that it was first written in.

        Args:
            text: in all its languages.
            shown: the language that is shown in the editor.
            first: the original's; where it has no text, any other that has one.
        """
        said = said_of(text, shown, first)
        self.setText(said)
        self.setVisible(bool(said))


def said_of(text: Translated, shown: str, first: str) -> str:
    """The original with its language; ``""`` where it is the one that is shown, or there is none."""
    original, language = text.best(first)
    return dotted((OWN_NAMES.get(language, language), original)) if original and language != shown else ""
