"""What every editor of a field has in common, whatever it looks like."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance

    from desktop_app.records import Value


class Editor(Protocol):
    """A widget that shows one value of a field and lets a person change it."""

    edited: SignalInstance
    """Something was typed; it may be written a little later."""
    chosen: SignalInstance
    """Something was decided, such as an item of a list; it is written at once."""
    refused: SignalInstance
    """A `Message`: why something pasted was not taken. What was there is still there."""

    def value(self) -> Value:
        """What it holds.

        Raises:
            InvalidValue: what is typed means nothing.
        """

    def set_value(self, value: Value) -> None:
        """Show a value, and tell nobody."""

    def set_name(self, name: str) -> None:
        """What a screen reader calls it."""


def is_undo(event: QEvent) -> bool:
    """Whether a key means undo or redo, which belong to the workspace and never to a single field."""
    if not isinstance(event, QKeyEvent):
        return False
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)


def leaves_undo_alone(event: QEvent) -> bool:
    """Hand undo and redo on to the window: the key of a shortcut arrives as an override first, then as a press.

    An editor calls this at the start of its ``event`` and returns whether it was so.
    """
    if event.type() in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress) and is_undo(event):
        event.ignore()
        return True
    return False
