"""Minutes on the screen: a table of rows, and one real editor that stands on the current one.

The editor never belongs to a row: it is moved, filled and emptied. What is typed is written to the log after a short
pause, when the person leaves the row, and before every command. What changes in the log comes back into the
editor as the smallest difference, so that the caret stays; typing that is not written yet is never overwritten.
"""

from __future__ import annotations

import time
from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, Signal

from desktop_app.errors import RoundtableError
from desktop_app.language import OWN_NAMES, Message, _
from ui.minutes import writing
from ui.minutes.model import Column, kind_label
from ui.minutes.outline import Outline
from ui.minutes.rows import Key, Part, Row
from ui.minutes.table import MinutesTable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop_app.records import RecordId
    from desktop_app.workspace import Changed
    from ui.session import Session

SETTLE_MS: Final = 600
_SETTLE_AT_LATEST: Final = 5.0
"""Seconds of typing without a pause after which it is written all the same."""

_PLACEHOLDERS: Final[dict[object, Message]] = {
    Part.ITEM: _("Agenda item"),
    Part.CONCLUSION: _("What was concluded"),
    "note": _("What was said; @ names a speaker"),
    "decision": _("What was decided"),
    "action": _("What has to be done; @ for who does it, “in 2 weeks” for the due date"),
}


class MinutesView(MinutesTable):
    """The minutes of one meeting."""

    moved = Signal()
    """Another row is current, or the current one is of another kind."""
    typed = Signal()
    """Somebody typed, or the caret moved, in the current row."""

    def __init__(self, session: Session, meeting: RecordId, *, today: date | None = None) -> None:
        self.outline: Final = Outline(session.workspace, meeting)
        super().__init__(self.outline, today or date.today())  # the person's own calendar
        self.session: Final = session
        self._unsettled = self._said_language = False
        self._since = 0.0
        self._pause: Final = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self.editor.edited.connect(self._typed)
        self.editor.cursorPositionChanged.connect(self.typed)
        self.editor.refused.connect(self.session.warn)
        self._pause.timeout.connect(self.settle)
        self.session.changed.connect(self._hear)
        self.session.retranslated.connect(self._restyle)

    # the current row

    def go(self, key: Key, where: int = 1, x: int = -1) -> None:
        """Make a row the current one, the caret at its end (1) or start (-1). Stays where typing is refused."""
        if key != self._key and not self.settled():
            return
        if key != self._key:
            self._drop_empty(key)
        at = self.outline.index(key)
        if at is None:
            return
        self.load(at)
        self.editor.place_caret(where, x)
        self.reveal()
        if not self.editor.hasFocus() and self.isActiveWindow():
            self.editor.setFocus()

    def _drop_empty(self, towards: Key) -> None:
        """Forget a row that was begun and left empty; unless what comes next lies in it."""
        fresh = self.outline.fresh
        if fresh is not None and fresh.key == self._key and fresh.key != towards:
            self.outline.drop_fresh()
            self.table.sync()

    def load(self, at: int) -> None:
        """Put the editor on a row."""
        before, row = self._paint.edited, self.table.row(at)
        self._key, self._paint.edited = row.key, at
        self.dress(row)
        self.editor.set_value(row.text)
        self._unsettled = False
        self.place()
        self.editor.show()
        for changed in {before, at}:
            if 0 <= changed < len(self.table.rows):
                self._fit(changed, changed)
        self.place()
        self.viewport().update()
        self.setCurrentIndex(self.table.index(at, Column.TEXT))
        self.moved.emit()

    def dress(self, row: Row) -> None:
        """Make the editor look like the row, and say what it is."""
        super().dress(row)
        self.editor.setPlaceholderText(str(_PLACEHOLDERS.get(row.kind if row.part is Part.ENTRY else row.part, "")))
        above = self.table.rows[: self._paint.edited + 1]
        heading = next((other for other in reversed(above) if other.part is Part.ITEM), None)
        under = heading.text if heading is not None and row.part is not Part.ITEM else ""
        self.editor.setAccessibleName(", ".join(filter(None, (kind_label(row), under))))

    def clear(self) -> None:
        """Stand on no row."""
        self._key, self._paint.edited, self._unsettled = None, -1, False
        self.editor.hide()
        self.moved.emit()

    # typing

    def _typed(self) -> None:
        row = self.row
        if row is None or writing.same(self.editor.value(), row.text):
            return
        if not self._unsettled:
            self._unsettled, self._since = True, time.monotonic()
            self.session.unsettled(self)
        if time.monotonic() - self._since > _SETTLE_AT_LATEST:
            self.settle()
        else:
            self._pause.start()

    @property
    def draft(self) -> writing.Draft | None:
        """What is typed and not written yet."""
        row = self.row
        return writing.draft(self.outline, row, self.editor.value()) if self._unsettled and row is not None else None

    def settle(self) -> None:
        """Write what is typed."""
        self.settled()

    def settled(self) -> bool:
        """Write what is typed; whether nothing is left to write. A refusal is said, and the typing stays."""
        return not self._unsettled or self.row is None or self.write({})

    def write(self, values: Mapping[str, object]) -> bool:
        """Write what is typed together with other fields of the current row, as one step of undo."""
        self._pause.stop()
        row, waiting = self.row, self._unsettled
        if row is None:
            return True
        self._unsettled = False
        try:
            writing.write(self.outline, row, {**writing.typed(row, self.editor.value()), **values})
        except RoundtableError as refused:
            self._unsettled = waiting
            self.session.warn(refused.sentence)
            return False
        if self.outline.fresh is not None and self.outline.fresh.key == row.key:
            self.refresh()  # nothing went into the log that would tell of it, and its first text must find it
        self._say_language(row)
        return True

    def _say_language(self, before: Row) -> None:
        """Say, the first time, that a row is kept in another language than the one in which people write here."""
        now = self.row
        if self._said_language or now is None or now.key != before.key or now.language == before.language:
            return
        self._said_language = True
        self.session.notice(
            _("Saved as {language}, judging by its letters.", language=OWN_NAMES.get(now.language, now.language)),
            offer=_("It is {language}", language=OWN_NAMES.get(before.language, before.language)),
            taken=lambda: self.set_language(now.key, before.language),
        )

    def set_language(self, key: Key, language: str) -> None:
        """Keep a row in the language that the person says it is in."""
        at = self.outline.index(key)
        if at is not None and self.settled():
            row = self.outline.rows[at]
            self.session.attempt(lambda: writing.set_language(self.outline, row, language))
            self.refresh()

    def retire(self) -> None:
        """Write what is typed, and listen no more."""
        self.settle()
        self.session.changed.disconnect(self._hear)
        self.session.retranslated.disconnect(self._restyle)

    def _hear(self, changed: Changed) -> None:
        """Take over what changed in the workspace, whoever changed it."""
        if self.outline.hear(changed):
            self.refresh()

    def refresh(self) -> None:
        """Show what the outline holds now; the editor follows its row."""
        before, was = self._paint.edited, self.row
        self.table.sync()
        if self._key is None:
            return
        at = self.outline.index(self._key)
        if at is None:
            self._lose(before, was)
            return
        self._paint.edited = at
        row = self.table.row(at)
        self.dress(row)
        if not self._unsettled and not writing.same(self.editor.value(), row.text):
            self.editor.set_value(row.text)
        self._fit(at, at)
        self.place()
        self.viewport().update()
        self.moved.emit()

    def _lose(self, before: int, lost: Row | None) -> None:
        """The current row is gone: go on above it. What was being typed there becomes an entry of its own."""
        typed = self.editor.value() if self._unsettled else ""
        self._unsettled = False
        if lost is not None and lost.part is Part.ENTRY and typed.strip() and self._rescued(typed, before, lost):
            return
        if not self.table.rows:
            self.clear()
            return
        self.load(max(0, min(before, len(self.table.rows)) - 1))
        self.editor.place_caret(1)

    def _rescued(self, typed: str, before: int, lost: Row) -> bool:
        """Begin an entry with what was typed into one that somebody else deleted, while its agenda item is there."""
        above = next((row for row in reversed(self.table.rows[:before]) if row.item == lost.item), None)
        if above is None:
            return False
        key = writing.begin_entry(self.outline, above)
        self.outline.begin(self.outline.rows[self.outline.index(key) or 0].within(kind=lost.kind))
        self.table.sync()
        self.load(self.outline.index(key) or 0)
        self.editor.set_value(typed)
        self.editor.place_caret(1)
        self._typed()
        return True

    def leave(self, direction: int) -> None:
        """Give the focus to what comes after (1) or before (-1) the minutes."""
        self.editor.setFocus()
        self.editor.focusNextPrevChild(direction > 0)

    def _restyle(self) -> None:
        """Say everything in another language."""
        self.outline.read()
        self.refresh()
        self.measure_again()
