"""What was decided lately, and the ways back: to have it asked again, or to choose another of its values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.language import Message, _, window_language
from desktop_app.records import KINDS
from desktop_app.workspace.changes.change import DELETED
from ui.dialogs.history import HistoryWindow, field_label, said_value
from ui.forms.contested import key_of
from ui.widgets import parts
from ui.widgets.listed import Listed
from ui.widgets.models import Row
from ui.widgets.row_list import RowList
from ui.words import dates
from ui.words.reading import dotted
from ui.words.say import say
from ui.words.told import by, told_apart

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from desktop_app.workspace.changes.decided import Decided
    from ui.session import Session


class DecidedLately(Listed):
    """The list, the latest first: values, deletions decided either way, and what was left side by side."""

    def __init__(self, parent: QWidget, session: Session, reopened: Callable[[str], object]) -> None:
        """Make the window. ``reopened`` takes the key of a contradiction that is to be decided again."""
        super().__init__(parent, _("Decided lately"))
        self._session, self._reopened = session, reopened
        self._found: dict[str, Decided] = {}
        self.list = RowList(_("Decided lately"))
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self._tell())
        self.back = parts.button(_("Take back, and ask me again"), self._take_back, icon="arrow-counter-clockwise")
        self.again = parts.button(_("Choose another value…"), self._again, icon="scales")
        self._why = parts.label(role="small", wrap=True)
        self._lay_out(self.list, self.back, self.again, below=self._why)
        self._read()

    def _read(self) -> None:
        found = self._session.workspace.decided()
        self._found = {_key(one): one for one in found}
        self.list.rows.show([decided_row(self._session, one) for one in found])
        if found and not self.list.key:
            self.list.select(_key(found[0]))
        there = _(
            "What is taken back stands among what is to be decided again, with all its values and who wrote them."
        )
        say(self.said.setText, there if found else _("Nothing was decided lately."))
        self._tell()

    def _tell(self) -> None:
        """Offer what can be done with the chosen one: a value can be chosen where one was."""
        one = self._found.get(self.list.key)
        self.back.setEnabled(one is not None)
        self.again.setEnabled(one is not None and not one.left and one.field != DELETED)
        say(self._why.setText, _no_other(one) if one is not None else Message(""))
        self._why.setVisible(not self.again.isEnabled() and one is not None)

    def _take_back(self) -> None:
        """Have it wait for a decision again, and look at it there."""
        one, session = self._found.get(self.list.key), self._session
        if one is None:
            return

        def take_back() -> bool:
            session.workspace.take_back_decision(one)
            return True

        if session.attempt(take_back):
            session.stepped.emit()
            self.accept()
            self._reopened(key_of(one))

    def _again(self) -> None:
        """Open the history of the field: each of its values can be taken again there."""
        one = self._found.get(self.list.key)
        if one is not None:
            cell = (one.record, one.field, one.language)
            called = self._session.title(one.record)
            shown = HistoryWindow(self, self._session, [one.record], called, cell)
            shown.finished.connect(lambda _result: self._read())
            shown.open()


def _no_other(one: Decided) -> Message:
    """Why no other value can be chosen there, and how else to come to it."""
    if one.left:
        return _("Nothing was chosen here: “Take back, and ask me again” shows all its values.")
    return _("Whether a record is deleted has no other values: “Take back, and ask me again” asks anew.")


def _key(one: Decided) -> str:
    return one.change or key_of(one)


def decided_row(session: Session, one: Decided) -> Row:
    """A decision by what it is about, what was chosen, by whom and when."""
    kind = KINDS[one.kind].one
    title = session.title(one.record) or _was_called(session, one) or str(kind)
    when = dates.written_at(one.at) if one.at else ""
    apart, author = told_apart(session.workspace, one.record, 1), by(session.workspace, one.author)
    return Row(_key(one), title, dotted((kind, apart, _what(session, one), author)), when)


def _was_called(session: Session, one: Decided) -> str:
    """What a record is called that was deleted."""
    deleted = (gone.sketch for gone in session.workspace.deleted() if gone.record == one.record)
    sketch = next(deleted, None)
    return sketch.called(window_language(), session.title) if sketch is not None else ""


def _what(session: Session, one: Decided) -> Message:
    if one.field == DELETED and one.left:
        return _("whether it is deleted: left undecided, the record stays")
    if one.field == DELETED:
        return _("deleted") if one.value else _("kept, although somebody had deleted it")
    label = field_label(one.kind, one.field, one.language)
    if one.left:
        return _("{field}: left side by side", field=label)
    value = said_value(session, one.kind, one.field, one.value) or str(_("(nothing)"))
    return _("{label}: {value}", label=label, value=value)
