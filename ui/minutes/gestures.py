"""What the keys of the minutes do. An outliner's habits: Enter goes on or splits, Backspace takes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextCursor

from ui.minutes import writing
from ui.minutes.details import fields_of
from ui.minutes.rows import Key, Part, Row

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.minutes.fields import Fields
    from ui.minutes.view import MinutesView


class Gestures(QObject):
    """Listens to the editor of a view, and does what a person means by a key. Settles before every command."""

    def __init__(self, view: MinutesView, fields: Fields) -> None:
        super().__init__(view)
        self._view: Final = view
        self._fields: Final = fields
        editor = view.editor
        editor.entered.connect(self.enter)
        editor.backed.connect(self.backspace)
        editor.deleted.connect(self.delete)
        editor.stepped.connect(self.step)
        editor.tabbed.connect(self.tab)
        editor.jumped.connect(self.jump)

    @property
    def _protected(self) -> bool:
        """Whether the minutes can be read alone, because they are approved."""
        return self._view.editor.isReadOnly()

    # doing one thing to the current row

    def _do(self, action: Callable[[Row], Key | None], where: int = 1) -> bool:
        """Settle, act on the current row as the log has it then, and go where the action says."""
        view = self._view
        if self._protected or not view.settled() or view.row is None:
            return False
        row = view.row
        key = view.session.attempt(lambda: (action(row),))
        if key is None:
            return False
        view.refresh()
        if key[0] is not None:
            view.go(key[0], where)
        return True

    def enter(self) -> None:
        """Go on below; above at the start of a text; in the middle of it make two of one."""
        view = self._view
        if self._protected:
            self.step(1, -1)
            return
        if not view.settled() or view.row is None:
            return
        row, head, tail = view.row, view.editor.before_caret().strip(), view.editor.after_caret().strip()
        if row.part is Part.CONCLUSION or (row.part is Part.ENTRY and not head and not tail):
            self._next_item(row)
        elif row.part is Part.ITEM or not tail:
            self._do(lambda now: writing.begin_entry(view.outline, now))
        elif not head:
            self._do(lambda now: writing.begin_entry(view.outline, now, above=True))
        else:
            self._do(lambda now: writing.split(view.outline, now, head, tail), -1)

    def _next_item(self, row: Row) -> None:
        """From an empty entry at the end of an item: to the next item, or to a new one."""
        rows, at = self._view.table.rows, self._view.at
        rest = rows[at + 1 :]
        if rest and rest[0].part is Part.ENTRY:
            return
        following = next((other for other in rest if other.part is Part.ITEM), None)
        if following is not None:
            self._view.go(following.key)
        else:
            self.new_item()

    def backspace(self) -> None:
        """Take away an empty row; make a decision or an action a note again; join a note to the one above."""
        view, row = self._view, self._view.row
        if row is None or self._protected:
            return
        above = view.table.row(view.at - 1) if view.at > 0 else None
        if not view.editor.value().strip():
            self._remove_empty(row, above)
        elif row.part is Part.ENTRY and row.kind != writing.NOTE:
            self.set_kind(writing.NOTE)
        elif row.part is Part.ENTRY and above is not None and above.part is Part.ENTRY:
            self._join(above)

    def _remove_empty(self, row: Row, above: Row | None) -> None:
        view = self._view
        below = view.table.rows[view.at + 1 : view.at + 2]
        if row.part is Part.ITEM and ((below and below[0].part is not Part.ITEM) or (row.text and not row.fresh)):
            return  # what stands under a heading does not go with a key
        view.editor.set_value("")
        target = above or (below[0] if below else None)
        self._do(lambda now: writing.remove(view.outline, now, target.key if target else None))
        if target is None and view.row is None:
            self.new_item()

    def _join(self, above: Row) -> None:
        view = self._view
        place = len((above.text + " ").encode("utf-16-le")) // 2
        if self._do(lambda now: writing.join(view.outline, above, now)):
            cursor = view.editor.textCursor()
            cursor.setPosition(min(place, view.editor.document().characterCount() - 1))
            view.editor.setTextCursor(cursor)

    def delete(self) -> None:
        """Join the entry below to this one."""
        view, row = self._view, self._view.row
        below = view.table.rows[view.at + 1 : view.at + 2]
        if self._protected or row is None or not below or row.part is not Part.ENTRY or below[0].part is not Part.ENTRY:
            return
        place = view.editor.textCursor().position()
        if self._do(lambda now: writing.join(view.outline, now, below[0])):
            cursor = view.editor.textCursor()
            cursor.setPosition(place)
            view.editor.setTextCursor(cursor)

    # going elsewhere

    def step(self, direction: int, x: int) -> None:
        """To the row above or below, under the same place of the line."""
        view = self._view
        target = view.at + direction
        if not 0 <= target < len(view.table.rows):
            return
        key, across = view.table.row(target).key, view.editor.x() + x
        before = view.at
        view.go(key, -direction)
        if x >= 0 and view.at != before:
            view.editor.place_caret(-direction, max(0, across - view.editor.x()))

    def jump(self, direction: int) -> None:
        """To the first or the last row."""
        rows = self._view.table.rows
        if rows:
            self._view.go(rows[0 if direction < 0 else -1].key, direction)

    def tab(self, direction: int) -> None:
        """To the first field of the entry, and from an entry without one out of the minutes."""
        row = self._view.row
        columns = fields_of(row) if row is not None and not self._protected else ()
        if direction > 0 and columns:
            self._fields.open(columns[0])
        else:
            self._view.leave(direction)

    # commands

    def set_kind(self, kind: str) -> None:
        """Make the entry a note, a decision or an action, and the caret stays where it is."""
        view = self._view
        if self._protected or not view.settled() or view.row is None:
            return
        row = view.row
        view.session.attempt(lambda: writing.set_kind(view.outline, row, kind))
        view.refresh()

    def set_language(self, language: str) -> None:
        """Say which language the row is in."""
        if self._view.row is not None and not self._protected:
            self._view.set_language(self._view.row.key, language)

    def new_item(self) -> None:
        """Begin an agenda item after this one."""
        view = self._view
        if self._protected or not view.settled():
            return
        key = writing.begin_item(view.outline, view.row)
        view.refresh()
        view.go(key)

    def conclude(self) -> None:
        """Go to the conclusion of this agenda item."""
        self._do(lambda now: writing.begin_conclusion(self._view.outline, now))

    def move(self, step: int) -> None:
        """Move the entry, or the agenda item with all that is below it; the caret goes with it."""
        view = self._view
        if self._protected or not view.settled() or view.row is None:
            return
        row = view.row
        view.session.attempt(lambda: writing.move(view.outline, row, step))
        view.refresh()
        view.reveal()

    def remove(self) -> None:
        """Take the row away; undo brings it back."""
        view = self._view
        rows, at = view.table.rows, view.at
        if at < 0:
            return
        of_item = [other for other in rows if other.item == rows[at].item] if rows[at].part is Part.ITEM else [rows[at]]
        rest = [*rows[at + len(of_item) : at + len(of_item) + 1], *rows[max(0, at - 1) : at]]
        target = rest[0].key if rest else None
        self._do(lambda now: writing.remove(view.outline, now, target))

    def place_caret(self, position: int, *, selecting: bool = False) -> None:
        """Put the caret where the mouse is."""
        cursor = self._view.editor.textCursor()
        mode = QTextCursor.MoveMode.KeepAnchor if selecting else QTextCursor.MoveMode.MoveAnchor
        cursor.setPosition(position, mode)
        self._view.editor.setTextCursor(cursor)
