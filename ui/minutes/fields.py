"""The editors of what stands under an entry: owner or speaker, due date, votes. One is open at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from shiboken6 import isValid

from desktop_app.errors import InvalidValue
from desktop_app.language import Message, _
from desktop_app.records import When
from ui.editors import Line, MomentEdit, RecordPicker
from ui.look.tokens import u
from ui.minutes import writing
from ui.minutes.details import fields_of
from ui.minutes.model import Column
from ui.minutes.people import Candidate, everybody
from ui.minutes.phrases import date_phrase
from ui.widgets.models import Row as Choice

if TYPE_CHECKING:
    from datetime import date

    from ui.minutes.rows import Row
    from ui.minutes.view import MinutesView

_KINDS: Final = frozenset({"person", "organisation", "membership"})


class DueEdit(MomentEdit):
    """A date that is also understood as people say it in a meeting: “in 2 weeks”, “next Friday”."""

    def __init__(self, on: date) -> None:
        super().__init__()
        self.on = on

    def value(self) -> When:
        found = date_phrase(self.text().strip(), self.on)
        if found is not None and found.start == 0:
            self.set_value(When.of(found.day))
        return super().value()


class Votes(Line):
    """The votes on a decision, as three numbers."""

    def votes(self) -> tuple[int, int, int] | None:
        """What is typed.

        Raises:
            InvalidValue: it means nothing.
        """
        return writing.votes_from(self.text())


class Fields(QObject):
    """Opens the editor of a field on the current row, writes it when it is left, and goes back to the text."""

    def __init__(self, view: MinutesView) -> None:
        super().__init__(view)
        self._view: Final = view
        self._known: list[Candidate] | None = None
        self._editors: dict[Column, RecordPicker | DueEdit | Votes] = {}
        self._column: Column | None = None
        view.session.changed.connect(self._forget)
        view.moved.connect(self._follow)

    # who there is

    def people(self) -> list[Candidate]:
        """Everybody who can be named, members of the group first; read once until any of them changes."""
        if self._known is None:
            self._known = everybody(self._view.session.workspace, self._view.outline.language, self.day())
        return self._known

    def day(self) -> date:
        """The day of the meeting, from which “in 2 weeks” counts; today where it is not known."""
        when = self._view.outline.date()
        return When(when).date if len(when) == 10 else self._view.on

    def _forget(self, changed: object) -> None:
        if not _KINDS.isdisjoint(getattr(changed, "kinds", _KINDS)):
            self._known = None

    def _choices(self) -> list[Choice]:
        row = self._view.row
        bodies = row is not None and row.is_action
        return [
            Choice(one.record, one.name, one.detail, icon="user" if one.is_person else "buildings")
            for one in sorted(self.people(), key=lambda one: not one.is_member)
            if bodies or one.is_person
        ]

    # opening and leaving

    @property
    def column(self) -> Column | None:
        """The field that is open."""
        return self._column

    def open(self, column: Column) -> None:
        """Show the editor of a field of the current row, and give it the focus."""
        view = self._view
        if view.editor.isReadOnly() or not view.settled() or view.row is None or column not in fields_of(view.row):
            return
        self.close(write=True)
        self._column = view.field = column
        editor = self._editor(column, view.row)
        self._fill(editor, view.row)
        self._place()
        editor.show()
        editor.setFocus(Qt.FocusReason.TabFocusReason)
        editor.selectAll()
        view.reveal_field()

    def _editor(self, column: Column, row: Row) -> RecordPicker | DueEdit | Votes:
        wanted: type[RecordPicker | DueEdit | Votes] = (
            RecordPicker if column is Column.WHO else DueEdit if row.is_action else Votes
        )
        editor = self._editors.get(column)
        if not isinstance(editor, wanted):
            if editor is not None:
                editor.deleteLater()
            editor = self._made(wanted)
            editor.setParent(self._view.viewport())
            editor.installEventFilter(self)
            editor.refused.connect(self._view.session.warn)
            self._editors[column] = editor
        return editor

    def _made(self, wanted: type[RecordPicker | DueEdit | Votes]) -> RecordPicker | DueEdit | Votes:
        if wanted is RecordPicker:
            made = RecordPicker(self._choices, self._view.outline.name_of)
            made.chosen.connect(lambda: self.move(1))
            return made
        if wanted is DueEdit:
            return DueEdit(self.day())
        return Votes()

    def _fill(self, editor: RecordPicker | DueEdit | Votes, row: Row) -> None:
        if isinstance(editor, RecordPicker):
            name: Message = _("Owner") if row.is_action else _("Speaker")
            editor.set_value(row.who)
        elif isinstance(editor, DueEdit):
            name = _("Due")
            editor.on = self.day()
            editor.set_value(row.due)
        else:
            name = _("Votes: for, against, abstaining")
            editor.set_value(", ".join(map(str, row.votes)) if row.votes else "")
        editor.setPlaceholderText(str(name if not isinstance(editor, DueEdit) else _("Due: 2 Feb, or “in 2 weeks”")))
        editor.set_name(str(name))

    def _place(self) -> None:
        if self._column is None:
            return
        box, editor = self._view.field_rect, self._editors[self._column]
        width = min(box.width(), u(70))
        left = box.right() + 1 - width if self._view.isRightToLeft() else box.left()
        editor.setGeometry(left, box.top(), width, min(box.height(), editor.sizeHint().height()))

    def _follow(self) -> None:
        """The view moved: the editor goes with its row, and away when another row is current."""
        self._place()

    def close(self, *, write: bool) -> bool:
        """Leave the open field; whether it could be left: what means nothing is said, and stays."""
        column, row = self._column, self._view.row
        if column is None:
            return True
        if write and row is not None and not self._written(self._editors[column], row):
            return False
        self._column = None
        editor = self._editors[column]
        had_focus = editor.hasFocus()
        editor.hide()
        self._view.field = None
        if had_focus:
            self._view.editor.setFocus()
        return True

    def _written(self, editor: RecordPicker | DueEdit | Votes, row: Row) -> bool:
        outline, session = self._view.outline, self._view.session
        try:
            if isinstance(editor, RecordPicker):
                who = editor.value() if editor.text().strip() else ""
                session.attempt(lambda: writing.set_who(outline, row, who))
            elif isinstance(editor, DueEdit):
                due = editor.value()
                session.attempt(lambda: writing.set_due(outline, row, due))
            else:
                votes = editor.votes()
                session.attempt(lambda: writing.set_votes(outline, row, votes))
        except InvalidValue as refused:
            session.warn(refused.sentence)
            return False
        self._view.refresh()
        return True

    def move(self, direction: int) -> None:
        """To the next or the former field, then to the text, or out of the minutes at the end."""
        row = self._view.row
        if self._column is None or row is None:
            return
        columns = fields_of(row)
        target = columns.index(self._column) + direction if self._column in columns else -1
        if not self.close(write=True):
            return
        if 0 <= target < len(columns):
            self.open(columns[target])
        elif target >= len(columns):
            self._view.leave(1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isValid(self._view):
            return False  # the view is being taken down, and its parts still say so
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        if event.type() == QEvent.Type.FocusOut and self._column is not None:
            editor = self._editors[self._column]
            if watched is editor and not editor.hasFocus() and _really_left(event):
                self.close(write=True)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.close(write=False)
        elif key == Qt.Key.Key_Backtab:
            self.move(-1)
        elif key == Qt.Key.Key_Tab:
            self.move(1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.close(write=True)
        else:
            return False
        return True


def _really_left(event: QEvent) -> bool:
    """A popup of the field's own, or another window, is no reason to close it."""
    reason = getattr(event, "reason", lambda: Qt.FocusReason.OtherFocusReason)()
    return reason not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
