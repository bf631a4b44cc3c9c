"""What the mouse does in the minutes: the same as the keys, and nothing more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from shiboken6 import isValid

from ui.minutes.details import details_of
from ui.minutes.model import Column
from ui.minutes.rows import Part

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.minutes.fields import Fields
    from ui.minutes.gestures import Gestures
    from ui.minutes.view import MinutesView

_HAND: Final = Qt.CursorShape.PointingHandCursor
_BEAM: Final = Qt.CursorShape.IBeamCursor


class Mouse(QObject):
    """Watches the viewport: a click puts the caret there, on a pill it opens the kinds, on a detail its field."""

    def __init__(self, view: MinutesView, fields: Fields, gestures: Gestures, menu: Callable[[QPoint], None]) -> None:
        super().__init__(view)
        self._view: Final = view
        self._fields: Final = fields
        self._gestures: Final = gestures
        self._menu: Final = menu
        self._selecting = False
        view.viewport().installEventFilter(self)
        view.editor.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isValid(self._view):
            return False  # the view is being taken down, and its parts still say so
        if isinstance(event, QContextMenuEvent):
            return self._asked(event)
        if watched is not self._view.viewport() or not isinstance(event, QMouseEvent):
            return False
        at = event.position().toPoint()
        left = event.button() == Qt.MouseButton.LeftButton
        if event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick) and left:
            self._press(at)
            return True
        if event.type() == QEvent.Type.MouseMove:
            self._move(at)
        elif event.type() == QEvent.Type.MouseButtonRelease:
            self._selecting = False
        return True

    def _asked(self, event: QContextMenuEvent) -> bool:
        at = self._view.viewport().mapFromGlobal(event.globalPos())
        row = self._view.rowAt(at.y())
        if row >= 0 and event.reason() == QContextMenuEvent.Reason.Mouse and row != self._view.at:
            self._press(at)
        self._menu(event.globalPos())
        return True

    def _target(self, at: QPoint) -> tuple[int, Column | None]:
        """The row under the mouse, and what of it: its kind, a field, or the text."""
        view = self._view
        row = view.rowAt(at.y())
        if row < 0:
            return -1, None
        places, shown = view.places(row), view.table.row(row)
        if shown.part is not Part.ITEM and view.placed(row, places.pill).contains(at):
            return row, Column.KIND
        if not (row == view.at and view.field is not None):
            for detail, box in view.paint_delegate.detail_boxes(places, details_of(shown, view.on)):
                if view.placed(row, box).contains(at):
                    return row, detail.column
        return row, Column.TEXT

    def _press(self, at: QPoint) -> None:
        view = self._view
        row, what = self._target(at)
        if not self._fields.close(write=True):
            return
        if row < 0:
            self._gestures.jump(1)
            return
        view.go(view.table.row(row).key)
        if what is Column.KIND and view.row is not None and view.row.part is Part.ENTRY:
            pill = view.placed(view.at, view.places(view.at).pill)
            self._menu(view.viewport().mapToGlobal(pill.bottomLeft()))
        elif what in (Column.WHO, Column.WHEN):
            self._fields.open(what)
        else:
            self._selecting = True
            self._gestures.place_caret(self._position(at))

    def _position(self, at: QPoint) -> int:
        editor = self._view.editor
        return editor.cursorForPosition(editor.viewport().mapFrom(self._view.viewport(), at)).position()

    def _move(self, at: QPoint) -> None:
        if self._selecting:
            self._gestures.place_caret(self._position(at), selecting=True)
            return
        _row, what = self._target(at)
        self._view.viewport().setCursor(_BEAM if what in (Column.TEXT, None) else _HAND)
