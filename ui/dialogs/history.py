"""Where each value of a record is from: who wrote it, for which city, when, and in which file it came."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.language import Message, _, language_name, window_language
from desktop_app.records import (
    KINDS,
    RecordId,  # read at run time by NamedTuple
)
from desktop_app.workspace import HistoryItem  # noqa: TC001  # the same
from desktop_app.workspace.changes.change import DELETED
from ui.approval import SAID, is_approved
from ui.editors.combo import Combo
from ui.forms.form import Column
from ui.look.tokens import u
from ui.widgets import parts
from ui.widgets.marked import Marked
from ui.widgets.models import Row
from ui.widgets.row_list import RowList
from ui.words import dates
from ui.words.reading import dotted, figures, filed_when, named, value_shown
from ui.words.say import say
from ui.words.told import by

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop_app.records import Value
    from ui.session import Session


class HistoryWindow(QDialog):
    """Every change of a few records, the newest first; of one field if wished, with what each changed in the words."""

    def __init__(
        self,
        parent: QWidget,
        session: Session,
        records: Sequence[RecordId],
        called: str,
        cell: tuple[RecordId, str, str] | None = None,
    ) -> None:
        """Make the window.

        Args:
            parent: the window that it belongs to.
            session: the session.
            records: whose changes are shown.
            called: what the first of them is called.
            cell: the record, the field and, if one is meant, the language of which it speaks at first; ``None`` for
                all.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        say(self.setWindowTitle, _("Where this is from"))
        self._session = session
        self._records = records
        self._read_all()
        self.fields = Combo()
        say(self.fields.setAccessibleName, _("Field"))
        self.list = RowList(_("Changes"))
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self._tell())
        self.said, self.source = Marked(), parts.label(role="muted", wrap=True)
        self._what = parts.label(role="strong", wrap=True)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, u(5), 0, u(4))
        page.setSpacing(u(2))
        page.addLayout(self._head(called))
        page.addWidget(self.list, 1)
        page.addWidget(parts.line())
        page.addWidget(self._detail())
        page.addLayout(self._foot())
        self.resize(u(130), u(140))
        self._offer_fields(cell)
        self.fields.currentIndexChanged.connect(lambda _place: self._filter())
        self._filter()
        if cell is not None:
            self._begin_with(cell[2])
        self.list.setFocus()

    def _head(self, called: str) -> QVBoxLayout:
        title = parts.Elided("title")
        title.setText(called)
        head = QVBoxLayout()
        head.setContentsMargins(u(6), 0, u(6), 0)
        head.setSpacing(u(1.5))
        head.addWidget(title)
        head.addWidget(parts.label(_("Every change, the newest first: who wrote it, for whom, when."), role="muted"))
        head.addWidget(self.fields)
        return head

    def _detail(self) -> QWidget:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(u(1))
        for part in (self._what, self.said, self.source):
            column.addWidget(part)
        scroll = Column(inner)
        scroll.setFixedHeight(u(42))
        return scroll

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(u(6), 0, u(6), 0)
        self.again = parts.button(_("Restore this value"), self._take_again, icon="arrow-u-down-left")
        foot.addWidget(self.again)
        foot.addStretch()
        foot.addWidget(parts.button(_("Close"), self.accept, role="primary"))
        return foot

    def _read_all(self) -> None:
        self._versions = [version for record in self._records for version in self._read(record)]
        self._by_change = {version.item.change: version for version in self._versions}

    def _read(self, record: RecordId) -> list[Version]:
        items = [item for item in self._session.workspace.history(record) if item.field != "city"]
        return [Version(record, item) for item in items]

    def _begin_with(self, language: str) -> None:
        """Choose the latest change in a language; the latest of all, where none is meant."""
        keys = [self.list.rows.at(number).key for number in range(self.list.rows.rowCount())]
        of_language = (key for key in keys if not language or self._by_change[key].item.language == language)
        if (first := next(of_language, None)) is not None:
            self.list.select(first)

    def _offer_fields(self, cell: tuple[RecordId, str, str] | None) -> None:
        self.fields.addItem(str(_("All fields")), "")
        for version in self._versions:
            key = _cell(version.record, version.item.field)
            if self.fields.findData(key) < 0:
                kind = version.item.kind
                one = KINDS[kind].one if kind in KINDS else kind
                self.fields.addItem(f"{one} · {field_label(kind, version.item.field)}", key)
        if cell is not None:
            self.fields.setCurrentIndex(max(0, self.fields.findData(_cell(*cell[:2]))))

    def _filter(self) -> None:
        wanted = self.fields.currentData()
        shown = [one for one in self._versions if wanted in ("", _cell(one.record, one.item.field))]
        self.list.rows.show([history_row(self._session, one) for one in shown])
        if shown:
            self.list.select(shown[0].item.change)
        self._tell()

    def _take_again(self) -> None:
        """Write the chosen value once more, as anybody might type it: one step of undo, and one more line here."""
        version, session = self._by_change.get(self.list.key), self._session
        if version is None:
            return
        if is_approved(session.workspace, version.record):
            say(self._what.setText, SAID)
            return
        item = version.item
        value = {item.language: item.value} if item.language else item.value

        def take() -> bool:
            session.workspace.edit(version.record, {item.field: value})
            return True

        if session.attempt(take):
            self._read_all()
            self._filter()

    def _tell(self) -> None:
        """Say of the current change what it wrote, against what its author had before them, and where it is from."""
        version = self._by_change.get(self.list.key)
        for part in (self._what, self.said, self.source):
            part.setVisible(version is not None)
        self.again.setEnabled(version is not None and _can_be_again(version))
        if version is None:
            return
        item = version.item
        self.said.setVisible(item.field != DELETED)
        self.source.setText(came_from(self._session, item))
        if item.field == DELETED:
            say(self._what.setText, presence(self._session, version))
            return
        before = [self._by_change[parent].item for parent in item.parents if parent in self._by_change]
        old = said_value(self._session, item.kind, item.field, before[0].value) if before else None
        marked = self.said.show_text(said_value(self._session, item.kind, item.field, item.value) or "—", old)
        label = field_label(item.kind, item.field, item.language)
        if len(before) > 1:
            what = _("{field}: decided between {n} values", field=label, n=len(before))
        elif old is None:
            what = _("{field}: written for the first time", field=label)
        elif marked or not old:
            what = _("{field}: changed", field=label)
        else:
            what = _("{field}: was “{old}”", field=label, old=old)
        say(self._what.setText, what)


class Version(NamedTuple):
    """One change of one of the records."""

    record: RecordId
    item: HistoryItem


def _can_be_again(version: Version) -> bool:
    """Whether a value can be written once more: it is not the one that is shown, and is still known."""
    item = version.item
    declared = KINDS[item.kind].fields.get(item.field) if item.kind in KINDS else None
    return declared is not None and not declared.links and not item.is_shown and not item.is_erased


def _cell(record: RecordId, field: str) -> str:
    return f"{record} {field}"


def came_from(session: Session, item: HistoryItem) -> str:
    """Who wrote a value, for which city, when, and in which file it came; whether it is the one that is shown."""
    file = came_in(item.batch)
    now = _("shown now") if item.is_shown else _("contradicted") if item.is_head else _("replaced since")
    author = by(session.workspace, item.author, here=not item.batch)
    said = "" if item.field == DELETED else now
    return dotted((author, session.title(item.city), dates.written_at(item.at), file, said))


def presence(session: Session, version: Version) -> Message:
    """That somebody deleted the record or brought it back, and what that has come to, in words."""
    item = version.item
    who = by(session.workspace, item.author, here=not item.batch)
    done = _("{author} deleted it", author=who) if item.value else _("{author} restored it", author=who)
    if item.is_erased or not item.is_head:
        return _("{done}; decided otherwise since", done=done)
    if any(one.field == DELETED for one in session.workspace.disagreements({version.record})):
        return _("{done}; undecided, the record stays", done=done)
    return done


def came_in(batch: str) -> Message:
    """In which file a value came."""
    if not batch:
        return _("written here")
    name, day = filed_when(batch)
    file = named(name)
    return _("came with “{file}”, {day}", file=file, day=day) if day else _("came with “{file}”", file=file)


def history_row(session: Session, version: Version) -> Row:
    """One change as a row: the field and its value, who and whence below, when at the end."""
    item = version.item
    said = said_value(session, item.kind, item.field, item.value)
    label = field_label(item.kind, item.field, item.language)
    author = str(by(session.workspace, item.author, here=not item.batch))
    source = [author, session.title(item.city)]
    if item.batch:
        source.append(str(came_in(item.batch)))
    if item.field == DELETED:
        return Row(item.change, str(presence(session, version)), dotted(source[1:]), dates.written_at(item.at))
    if item.is_head and not item.is_shown:
        source.append(str(_("contradicted")))
    empty = _("{field}: erased", field=label) if item.is_erased else _("{field}: emptied", field=label)
    title = _("{label}: {value}", label=label, value=figures(said)) if said else empty
    return Row(item.change, str(title), dotted(source), dates.written_at(item.at))


def field_label(kind: str, field: str, language: str = "") -> str:
    """What a field is called, with the language of its text."""
    if field == DELETED:
        return str(_("Whether it is deleted"))
    declared = KINDS[kind].fields.get(field) if kind in KINDS else None
    label = str(declared.label) if declared is not None else field
    return f"{label} ({language_name(language, window_language())})" if language else label


def said_value(session: Session, kind: str, field: str, value: Value) -> str:
    """A value as a reader of the window reads it, references by the titles of their records."""
    declared = KINDS[kind].fields.get(field) if kind in KINDS else None
    if field == DELETED:
        return str(_("yes") if value else _("no"))
    if declared is None or declared.translated or value is None:
        return "" if value is None else str(value)
    if declared.refers_to:
        ids = value if isinstance(value, tuple) else (str(value),)
        return ", ".join(filter(None, (session.title(str(id_)) for id_ in ids)))
    return value_shown(declared, value)
