"""Something that a widget does a little later, once for many reasons: after the last key, after the last change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QTimer
from shiboken6 import isValid

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget


class Later(QObject):
    """Waits, and does it if the widget can be seen; otherwise when it is shown next.

    So nothing is read for a page that nobody looks at, and nothing from a workspace that has been closed meanwhile.
    """

    def __init__(self, widget: QWidget, wait: int, does: Callable[[], None]) -> None:
        """Make one.

        Args:
            widget: for which it is done.
            wait: milliseconds after the last `start`.
            does: what is done.
        """
        super().__init__(widget)
        self._widget: Final = widget
        self._does: Final = does
        self._owed = False
        self._timer: Final = QTimer(self, singleShot=True, interval=wait)
        self._timer.timeout.connect(self._now)
        widget.installEventFilter(self)

    def start(self) -> None:
        """Do it later, counted from now."""
        self._timer.start()

    def stop(self) -> None:
        """Do it no more, until it is started again."""
        self._timer.stop()
        self._owed = False

    @property
    def waits(self) -> bool:
        """Whether it is still to be done."""
        return self._owed or self._timer.isActive()

    def _now(self) -> None:
        self._owed = not self._widget.isVisible()
        if not self._owed:
            self._does()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and self._owed and isValid(self._widget):
            self._timer.start()
        return False
