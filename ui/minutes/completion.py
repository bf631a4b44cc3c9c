"""What is offered under the caret: people after `@`, topics after `#`, and a due date where a text ends with one.

What is offered and marked is taken with Enter or Tab: whoever was asked for by `@` or `#`, and a date that says until
when, as “in 2 weeks” or “by 2 February” does. A date that may be about something else (“the meeting of 2 February”) is
offered without a mark: Tab takes it, and Enter goes on as if it were not there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListView
from shiboken6 import isValid

from desktop_app.language import LANGUAGES, _, window_language
from desktop_app.records import Meeting, When, vocabulary
from ui.look.tokens import u
from ui.minutes.naming import GOES_WITH, is_apart, role_of, without_end
from ui.minutes.people import best
from ui.minutes.phrases import DatePhrase, date_phrase
from ui.widgets.delegates import OneLine
from ui.widgets.models import Row, RowModel
from ui.words import dates
from ui.words.keys import Keys
from ui.words.reading import dotted
from ui.words.tidy import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.minutes.fields import Fields
    from ui.minutes.rows import Key
    from ui.minutes.view import MinutesView

_CLOSING: Final = ",.،)"
"""Marks that stand against the word before them, in every language."""
_ASKED: Final = re.compile(r"(?:^|(?<=[\s(«“\"'’]))([@#])([^@#\n]{0,40})$")


@dataclass(frozen=True, slots=True)
class _Offer:
    """What stands before the caret that something is offered for."""

    sign: str
    """``@``, ``#``, or empty for a date."""
    typed: str
    date: DatePhrase | None = None

    @property
    def is_meant(self) -> bool:
        """Whether Enter takes the first thing that is offered."""
        return self.date is None or self.date.is_deadline


class Completion(QObject):
    """Watches the typing in a view, and offers."""

    def __init__(self, view: MinutesView, fields: Fields) -> None:
        super().__init__(view)
        self._view: Final = view
        self._fields: Final = fields
        self._offer: _Offer | None = None
        self._dismissed: str | None = None
        self._gap: tuple[Key | None, int] = None, -1
        """The row, and where in it the space ends that was put after what was taken."""
        self._rows: Final = RowModel(self)
        self._popup: Final = QListView(view)
        self._popup.setProperty("role", "popup")
        self._popup.setModel(self._rows)
        self._popup.setItemDelegate(OneLine(self._popup))
        self._popup.setUniformItemSizes(True)
        self._popup.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._popup.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._popup.setAccessibleName(str(_("Suggestions")))
        self._popup.hide()
        self._popup.clicked.connect(lambda index: self._take(index.row()))
        view.editor.edited.connect(self.look)
        view.editor.cursorPositionChanged.connect(self._moved)
        view.moved.connect(self._moved)
        view.editor.installEventFilter(self)

    @property
    def offered(self) -> list[str]:
        """What is offered now, as it is shown."""
        return [self._rows.at(at).title for at in range(self._rows.rowCount())] if self._offer else []

    # offering

    def look(self) -> None:
        """Offer what fits what stands before the caret."""
        before = self._view.editor.line_before_caret()
        offer = self._wanted(before)
        if offer is None or offer.typed == self._dismissed:
            self.hide()
            return
        rows = self._suggestions(offer)
        if not rows:
            self.hide()
            return
        self._offer, self._dismissed = offer, None
        self._rows.show(rows)
        self._popup.setCurrentIndex(self._rows.index(0 if offer.is_meant else -1))
        self._place()

    def _wanted(self, before: str) -> _Offer | None:
        row = self._view.row
        if row is None:
            return None
        if found := _ASKED.search(before[-48:]):
            return _Offer(found[1], found[2])
        if row.is_action and before[-1:].strip():
            phrase = date_phrase(before, self._fields.day())
            if phrase is not None and When.of(phrase.day) != row.due:
                return _Offer("", before[phrase.start :], phrase)
        return None

    def _suggestions(self, offer: _Offer) -> Sequence[Row]:
        if offer.sign == "@":
            role = str(_("Owner")) if self._role(offer) == "owner" else ""
            return [
                Row(c.record, c.name, dotted((role, c.detail)), icon="user" if c.is_person else "buildings")
                for c in best(self._fields.people(), offer.typed)
            ]
        if offer.sign == "#":
            topics, language = vocabulary("topic"), window_language()
            words = folded(offer.typed).split()
            rows = [Row(code, topics.label(code, language), icon="hash") for code in topics.codes]
            return [row for row in rows if all(word in row.folded for word in words)]
        assert offer.date is not None
        day = dates.shown(When.of(offer.date.day))
        key = str(Keys("Return" if offer.is_meant else "Tab"))
        return [Row(offer.date.day.isoformat(), str(_("Due {day}", day=day)), end=key, icon="calendar-blank")]

    def _role(self, offer: _Offer) -> str:
        """What a name that is taken now is for."""
        row, editor = self._view.row, self._view.editor
        before = editor.before_caret()
        return role_of(row, before[: len(before) - len(offer.typed) - 1], editor.after_caret()) if row else ""

    def _place(self) -> None:
        editor, popup = self._view.editor, self._popup
        height = u(8) * min(self._rows.rowCount(), 8) + u(1.5)
        width = min(u(100) if self._offer and self._offer.sign else self._needed(), self._view.width() - u(4))
        caret = editor.cursorRect()
        at = editor.mapTo(self._view, QPoint(caret.left(), caret.bottom() + u(1)))
        if self._view.isRightToLeft():
            at.setX(at.x() - width)
        if at.y() + height > self._view.height() and at.y() - caret.height() - height > 0:
            at.setY(at.y() - caret.height() - u(2) - height)
        at.setX(max(u(2), min(at.x(), self._view.width() - width - u(2))))
        popup.setGeometry(at.x(), at.y(), width, height)
        popup.show()
        popup.raise_()

    def _needed(self) -> int:
        """The width in which a date can be read whole, with the key that takes it."""
        row, metrics = self._rows.at(0), self._popup.fontMetrics()
        return metrics.horizontalAdvance(row.title) + metrics.horizontalAdvance(row.end) + u(22)

    def hide(self) -> None:
        """Offer nothing."""
        self._offer = None
        self._popup.hide()

    def _moved(self) -> None:
        if self._offer is not None and self._wanted(self._view.editor.line_before_caret()) != self._offer:
            self.hide()

    # taking

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isValid(self._view):
            return False  # the view is being taken down, and its parts still say so
        if self._offer is None:
            if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._after_gap(event.text())
            return False
        if event.type() == QEvent.Type.FocusOut:
            self.hide()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()  # it closes this before it means anything to the window
        return False

    def _key(self, event: QKeyEvent) -> bool:
        key, chosen = event.key(), self._popup.currentIndex().row()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            self._popup.setCurrentIndex(self._rows.index((max(chosen, -1) + step) % self._rows.rowCount()))
        elif key == Qt.Key.Key_Tab:
            self._take(max(chosen, 0))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and chosen >= 0:
            self._take(chosen)
        elif key == Qt.Key.Key_Escape:
            self._dismissed = self._offer.typed if self._offer else None
            self.hide()
        else:
            return False
        return True

    def _after_gap(self, typed: str) -> bool:
        """Keep one space between what was taken and what is typed after it; whether nothing is left to do of a key."""
        editor = self._view.editor
        at_gap = self._here() == self._gap and editor.line_before_caret()[-1:] == " "
        if not typed or not at_gap:
            return False
        self._gap = None, -1
        if typed in _CLOSING:
            editor.replace_before_caret(1, "")
        return typed == " "

    def _put(self, length: int, text: str, *, gap: bool) -> None:
        """Put a text in place of what was typed, and a space after it to go on behind."""
        editor = self._view.editor
        editor.replace_before_caret(length, text + " " * gap)
        self._gap = self._here() if gap else (None, -1)

    def _here(self) -> tuple[Key | None, int]:
        row = self._view.row
        return row.key if row is not None else None, self._view.editor.textCursor().position()

    def _take(self, at: int) -> None:
        offer, choice = self._offer, self._rows.at(at)
        self.hide()
        if offer is None or self._view.row is None:
            return
        if offer.sign == "@":
            self._name(offer, choice)
        elif offer.sign == "#":
            self._tag(offer, choice)
        else:
            self._date(offer)

    def _name(self, offer: _Offer, choice: Row) -> None:
        view, row = self._view, self._view.row
        assert row is not None
        length, role = len(offer.typed) + 1, self._role(offer)
        is_person = any(one.record == choice.key and one.is_person for one in self._fields.people())
        before = view.editor.line_before_caret()
        kept = before[: len(before) - length]
        if role == "speaker" and not is_person:
            role = ""
        if not role or not is_apart(kept):
            self._put(length, choice.title, gap=self._needs_gap())
        else:
            at_end = view.editor.at_end
            kept = without_end(kept) if at_end else kept
            self._put(len(before) - len(kept), "", gap=at_end and bool(kept))
        if role:
            view.write({role: choice.key})

    def _needs_gap(self) -> bool:
        """Whether the text goes on without a space."""
        rest = self._view.editor.after_caret()[:1]
        return not rest or rest.isalnum()

    def _tag(self, offer: _Offer, choice: Row) -> None:
        view, workspace = self._view, self._view.session.workspace
        language = view.outline.language if view.outline.language in LANGUAGES else window_language()
        topic = vocabulary("topic").label(choice.key, language)
        self._put(len(offer.typed) + 1, topic, gap=self._needs_gap())
        meeting = workspace.find(Meeting, view.outline.meeting)
        if meeting is not None and choice.key not in meeting.topics:
            with workspace.together():
                view.write({})
                workspace.edit(meeting.id, {"topics": (*meeting.topics, choice.key)})

    def _date(self, offer: _Offer) -> None:
        view = self._view
        assert offer.date is not None
        if view.editor.at_end:
            before = view.editor.line_before_caret()[: offer.date.start]
            kept = before.rstrip(GOES_WITH)
            self._put(len(offer.typed) + len(before) - len(kept), "", gap=bool(kept))
        view.write({"due_on": When.of(offer.date.day)})
