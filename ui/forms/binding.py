"""The editors of a form, bound to the fields of one record at a time. There is no Save: what is typed settles.

    binding = Binding(session, Person)
    form.add(binding.row("family_name"))
    binding.show(record_id)

Typing is written 600 ms after the last key and whenever the focus moves, a command runs or another record is shown.
What a field does not take stays in its editor with a sentence below it, and the record stays as it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.errors import InvalidValue, RoundtableError, Unknown
from desktop_app.language import Message
from desktop_app.records import Translated
from desktop_app.workspace.changes.change import DELETED
from ui.editors import editor_for
from ui.forms.contested import Beside
from ui.forms.provenance import PROPERTY, FieldMenu
from ui.look.tokens import u
from ui.widgets import parts
from ui.words.say import say, say_tip

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from desktop_app.records import Disagreement, Field, Record, RecordId, Value
    from desktop_app.workspace import Changed
    from ui.editors.base import Editor
    from ui.editors.reference import Creates
    from ui.session import Session

SETTLES_AFTER: Final = 600
"""Milliseconds without a key after which typing is written."""


class FieldRow(QWidget):
    """An editor with its label and, below it, why something was not taken."""

    def __init__(self, field: Field, editor: QWidget, label: Message | None = None) -> None:
        super().__init__()
        self.field = field
        self.editor = editor
        self.bound = cast("Editor", editor)
        message = label or field.label
        self.label = parts.label(message, role="muted")
        self.label.setBuddy(editor)
        if field.help is not None:
            say_tip(editor.setToolTip, field.help)
        self._refusal = parts.label(role="refusal", wrap=True)
        self._refusal.hide()
        self.beside: Beside | None = None
        """What contradicts each other in the field; ``None`` where nothing ever did."""
        say(self.bound.set_name, message)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(u(0.5))
        page.addWidget(editor)
        page.addWidget(self._refusal)
        self.setFocusProxy(editor)

    def refuse(self, sentence: Message | None) -> None:
        """Say below the editor why its value was not taken; ``None`` when all is well."""
        self._refusal.setVisible(sentence is not None)
        inner = self.editor.focusProxy() or self.editor
        inner.setProperty("refused", sentence is not None)
        inner.style().polish(inner)
        if sentence is not None:
            say(self._refusal.setText, sentence)
            inner.setAccessibleDescription(str(sentence))
        else:
            inner.setAccessibleDescription("")

    def contradict(self, found: Sequence[Disagreement], decide: Callable[[str], None]) -> None:
        """Show that several values stand side by side in the field, and the way to them."""
        if found and self.beside is None:
            self.beside = Beside(decide)
            page = self.layout()
            assert page is not None
            page.addWidget(self.beside)
        if self.beside is not None:
            self.beside.show_all(found)

    @property
    def refusal(self) -> str:
        """What is said below the editor; ``""`` when all is well."""
        return "" if self._refusal.isHidden() else self._refusal.text()


class Binding(QObject):
    """Keeps editors and one record the same, in both directions."""

    shown = Signal()
    """The record was read again: it is another one, or it changed."""
    gone = Signal()
    """The record that was shown is no longer there."""

    def __init__(self, session: Session, kind: type[Record], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.kind = kind
        self.record: Record | None = None
        self.rows: dict[str, FieldRow] = {}
        self._protected: frozenset[str] = frozenset()
        self._unwritten: list[str] = []
        self._writing = ""
        self._timer = QTimer(self, singleShot=True, interval=SETTLES_AFTER)
        self._timer.timeout.connect(self.settle)
        session.changed.connect(self._changed)

    def row(
        self,
        name: str,
        *,
        editor: QWidget | None = None,
        label: Message | None = None,
        creates: Creates | None = None,
    ) -> FieldRow:
        """A row for a field, with the editor that its declaration asks for unless another one is given."""
        field = self.kind.fields[name]
        made = editor if editor is not None else editor_for(field, self._session, creates=creates)
        row = FieldRow(field, made, label)
        row.bound.edited.connect(lambda: self._typed(name))
        row.bound.chosen.connect(lambda: self._chosen(name))
        row.bound.refused.connect(row.refuse)
        FieldMenu(row, lambda: self._session.asked.emit("history"))
        self.rows[name] = row
        return row

    def protect(self, names: Collection[str]) -> None:
        """Let some fields be read alone, and all others be written."""
        self._protected = frozenset(names)
        for name, row in self.rows.items():
            row.setEnabled(self.record is not None and name not in self._protected)

    @property
    def is_shown(self) -> bool:
        """Whether there is a record in the editors."""
        return self.record is not None

    # from the record to the editors

    def show(self, record: RecordId) -> None:
        """Show another record, or none for ``""``. What was typed into the last one is written first."""
        self.settle()
        self._unwritten.clear()
        self._writing = ""
        for row in self.rows.values():
            row.refuse(None)
        self._read(record)

    def _read(self, record: RecordId) -> None:
        self.record = self._session.workspace.find(self.kind, record) if record else None
        for name, row in self.rows.items():
            row.setEnabled(self.record is not None and name not in self._protected)
            row.setProperty(PROPERTY, f"{record} {name}" if self.record is not None else "")
            value = row.field.type.empty if self.record is None else getattr(self.record, name)
            if not self._keeps(name, value):
                row.bound.set_value(value)
        self._mark()
        self.shown.emit()

    def _mark(self) -> None:
        """Mark the fields in which values contradict; that somebody deleted the record stands at the first of them."""
        record = self.record
        found = [] if record is None else self._session.workspace.disagreements([record.id])
        for number, (name, row) in enumerate(self.rows.items()):
            here = [one for one in found if one.field == name or (not number and one.field == DELETED)]
            row.contradict(here, lambda key: self._session.asked.emit(f"decide:{key}"))

    def _keeps(self, name: str, value: Value) -> bool:
        """Whether an editor stays as it is: it has typing of its own, or says the value already.

        So the blank after a word is still there when somebody goes on after a pause, though no value ends in one.
        """
        row = self.rows[name]
        if name in self._unwritten or name == self._writing or row.refusal:
            return True
        try:
            return not row.field.refers_to and row.field.check(row.bound.value()) == value
        except InvalidValue:
            return False

    def _changed(self, changed: Changed) -> None:
        if self.record is None:
            return
        about = self.record.id
        refers = {target for row in self.rows.values() for target in row.field.references(self.record)}
        if about in changed.records or refers & changed.records:
            self._read(about)
            if not self.is_shown:
                self.gone.emit()

    # from the editors to the record

    def _typed(self, name: str) -> None:
        if name not in self._unwritten:
            self._unwritten.append(name)
        self.rows[name].refuse(None)
        self._session.unsettled(self)
        self._timer.start()

    def _chosen(self, name: str) -> None:
        self._typed(name)
        self.settle()

    def settle(self) -> None:
        """Write what is typed and not written yet.

        Each write tells everybody, this form among them, before the next: what is still to be written stays.
        """
        self._timer.stop()
        while self._unwritten:
            self._writing = self._unwritten.pop(0)
            self._write(self._writing)
        self._writing = ""
        self._session.settled(self)

    def _write(self, name: str) -> None:
        if self.record is None or self._session.closed:
            return
        row = self.rows[name]
        try:
            value = row.field.check(row.bound.value())
            if value != getattr(self.record, name):
                self._session.workspace.edit(self.record.id, {name: self._difference(name, value)})
        except Unknown:
            return  # the record was deleted while somebody was typing into it
        except InvalidValue as refused:
            row.refuse(_without_label(refused, row.field))
        except RoundtableError as refused:
            row.refuse(refused.sentence)

    def _difference(self, name: str, value: Value) -> object:
        """What is to be written; for a translated field only the languages that changed."""
        before = getattr(self.record, name)
        if not isinstance(value, Translated) or not isinstance(before, Translated):
            return value
        languages = dict.fromkeys((*value, *before))
        texts = {language: value.get(language, "") for language in languages}
        return {language: text for language, text in texts.items() if text != before.get(language, "")}


def _without_label(refused: InvalidValue, field: Field) -> Message:
    """The sentence without the field's name, which stands beside the editor already."""
    inner = refused.sentence.values
    sentence = inner.get("sentence") if refused.field == field.name and inner is not None else None
    return sentence if isinstance(sentence, Message) else refused.sentence
