"""Where the value of a field is from: asked with the keys of the history command, or in the field's own menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QTextEdit, QWidget

from desktop_app.language import _
from ui.look.icons import icon
from ui.words.keys import pressed

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_app.records import RecordId

PROPERTY = "field of"
"""The property of a field's row that says of which record and which field it is."""


class FieldMenu(QObject):
    """Adds to the menus of a row's editors what the keys do."""

    def __init__(self, row: QWidget, ask: Callable[[], None]) -> None:
        super().__init__(row)
        self._row, self._ask = row, ask
        for part in (row, *row.findChildren(QWidget)):
            part.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ContextMenu or not isinstance(event, QContextMenuEvent):
            return False
        editor = _editor(watched)
        menu = editor.createStandardContextMenu() if editor is not None else QMenu(self._row)
        if editor is not None:
            menu.addSeparator()
        action = menu.addAction(icon("clock-counter-clockwise", "text"), str(_("Where this is from…")))
        action.setShortcut(pressed("Ctrl+H"))
        action.triggered.connect(lambda: self._asked(editor))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())
        return True

    def _asked(self, editor: QWidget | None) -> None:
        (editor or self._row).setFocus()
        self._ask()


def _editor(watched: QObject) -> QLineEdit | QTextEdit | None:
    """The text editor that a widget is, or whose ground it is."""
    if isinstance(watched, QLineEdit | QTextEdit):
        return watched
    above = watched.parent()
    return above if isinstance(above, QTextEdit) else None


def cell_of(widget: QWidget | None) -> tuple[RecordId, str] | None:
    """The record and the field that are written in a widget, or in what it is part of; ``None`` for no field."""
    while widget is not None:
        found = widget.property(PROPERTY)
        if found:
            record, _blank, field = str(found).partition(" ")
            return record, field
        widget = widget.parentWidget()
    return None
