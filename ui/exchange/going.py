"""What deleting a record would take with it: of a contradiction about a deletion, before it is decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QFrame, QVBoxLayout

from desktop_app.language import Message, _, plural, window_language
from desktop_app.records import KINDS
from ui.look.tokens import u
from ui.widgets import parts
from ui.words.reading import dotted

if TYPE_CHECKING:
    from desktop_app.records import Disagreement
    from ui.session import Session

_AT_ONCE: Final = 12
"""Parts that are named before somebody asks for all."""


class Going(QFrame):
    """What deleting does, and the parts that would go with the record; all of them stay until it is decided."""

    def __init__(self, session: Session, one: Disagreement) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, u(1), 0, 0)
        self._column.setSpacing(u(1))
        language = window_language()
        self._said = [
            dotted((KINDS[part.kind_name].one, part.called(language, session.title)))
            for part in session.workspace.gone_with(one.record)
        ]
        self._column.addWidget(parts.label(_("What would be deleted"), role="strong"))
        self._column.addWidget(parts.label(_what(len(self._said)), role="muted", wrap=True))
        self._name(self._said[:_AT_ONCE])
        self.all = parts.button(_("Show all {n} parts", n=len(self._said)), self._show_all, role="link")
        self.all.setVisible(len(self._said) > _AT_ONCE)
        self._column.addWidget(self.all)

    def _name(self, said: list[str]) -> None:
        for text in said:
            self._column.addWidget(parts.label(text, wrap=True))

    def _show_all(self) -> None:
        self.all.hide()
        self._name(self._said[_AT_ONCE:])


def _what(number: int) -> Message:
    if not number:
        return _(
            "The record alone: it has no parts that would go with it. “Delete it” can be taken back, here under"
            " “Decided lately…” or among the deleted records."
        )
    return plural(
        "The record with this part, which stays until this is decided. “Delete it” can be taken back, here under"
        " “Decided lately…” or among the deleted records.",
        "The record with these {n} parts, which stay until this is decided. “Delete it” can be taken back, here"
        " under “Decided lately…” or among the deleted records.",
        number,
    )
