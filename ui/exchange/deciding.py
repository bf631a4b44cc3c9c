"""Contradictions: both values side by side, with who wrote them, for which city and when; one is chosen, or another."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.errors import InvalidValue, RoundtableError
from desktop_app.language import Message, _
from desktop_app.records import KINDS, Translated
from desktop_app.records.types import InLanguages
from ui import dates, parts
from ui.dialogs.history import field_label, said_value
from ui.editors import Line, Prose, editor_for
from ui.flow import Flow
from ui.form import Column
from ui.models import Row
from ui.page import RowList
from ui.say import say
from ui.tokens import u

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_app.records import Alternative, Disagreement, Field, Value
    from ui.editors.base import Editor
    from ui.session import Session

_DELETED = "deleted"


class Deciding(QWidget):
    """A list of contradictions beside the one that is being decided."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._found: dict[str, Disagreement] = {}
        self.list = RowList(_("Contradictions"))
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self._show())
        self.list.setFixedWidth(u(58))
        self._tray = QStackedWidget()
        split = QWidget()
        row = QHBoxLayout(split)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addWidget(parts.line(vertical=True))
        row.addWidget(self._tray, 1)
        self._pages = QStackedWidget()
        self._pages.addWidget(
            parts.Empty(
                "check-circle",
                _("Nothing to decide"),
                _(
                    "When two people wrote different things in the same place without knowing of each other, both"
                    " are kept, and stand here side by side until somebody decides."
                ),
            )
        )
        self._pages.addWidget(split)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self._pages)

    def refresh(self) -> None:
        """Read what is undecided now; the place in the list stays."""
        number = max(0, self.list.currentIndex().row())
        shown = self.list.key
        self._found = {_key(one): one for one in self._session.workspace.disagreements()}
        self.list.rows.show([self._row(key, one) for key, one in self._found.items()])
        self._pages.setCurrentIndex(1 if self._found else 0)
        count = self.list.rows.rowCount()
        if count and not self.list.select(shown):
            self.list.select(self.list.rows.at(min(number, count - 1)).key)
        self._show()

    def _row(self, key: str, one: Disagreement) -> Row:
        kind = KINDS[one.kind].one if one.kind in KINDS else one.kind
        title = self._session.title(one.record) or str(kind)
        return Row(key, title, f"{kind} · {field_label(one.kind, one.field, one.language)}")

    def _show(self) -> None:
        """Lay the values of the current contradiction side by side."""
        while (old := self._tray.widget(0)) is not None:
            self._tray.removeWidget(old)
            old.deleteLater()
        one = self._found.get(self.list.key)
        if one is not None:
            self._tray.addWidget(Column(Sides(self._session, one)))


def _key(one: Disagreement) -> str:
    return f"{one.record}/{one.field}/{one.language}"


class Sides(QWidget):
    """The values of one contradiction."""

    def __init__(self, session: Session, one: Disagreement) -> None:
        super().__init__()
        self._session, self._one = session, one
        self._field = KINDS[one.kind].fields.get(one.field) if one.kind in KINDS else None
        page = QVBoxLayout(self)
        page.setContentsMargins(0, u(2), 0, 0)
        page.setSpacing(u(3))
        title = parts.Elided("title")
        title.setText(session.title(one.record) or str(_("A record")))
        page.addWidget(title)
        page.addWidget(parts.label(self._what(), role="muted", wrap=True))
        cards = QWidget()
        flow = Flow(cards, u(3), even=True)
        self.cards = [Card(session, one, alternative, self.keep) for alternative in one.alternatives]
        for card in self.cards:
            flow.addWidget(card)
        page.addWidget(cards)
        if self._field is not None:
            self._add_other(page, self._field)
        page.addWidget(parts.button(_("Show the record"), self._go, role="link", icon="arrow-square-out"))

    def _what(self) -> Message:
        if self._one.field == _DELETED:
            return _("Somebody deleted it while somebody else went on writing. It stays until this is decided.")
        label = field_label(self._one.kind, self._one.field, self._one.language)
        return _("{field} was written differently by people who did not know of each other.", field=label)

    def _add_other(self, page: QVBoxLayout, field: Field) -> None:
        self._editor = self._make_editor(field)
        self._bound = cast("Editor", self._editor)
        self._refusal = parts.label(role="refusal", wrap=True)
        self._refusal.hide()
        heading = parts.label(_("Or write another"), role="strong")
        heading.setBuddy(self._editor)
        self._bound.set_name(str(_("Or write another")))
        self._bound.set_value(self._start(field))
        self._editor.setMaximumWidth(u(120))
        self.use = parts.button(_("Use this"), self._use_other)
        page.addSpacing(u(2))
        page.addWidget(heading)
        page.addWidget(self._editor)
        page.addWidget(self._refusal)
        page.addWidget(self.use, 0, Qt.AlignmentFlag.AlignLeading)

    def _make_editor(self, field: Field) -> QWidget:
        if isinstance(field.type, InLanguages):
            return Prose() if field.type.text.lines else Line()
        return editor_for(field, self._session)

    def _start(self, field: Field) -> Value:
        """What another value begins with: the one that is shown for the time being."""
        if field.translated:
            return next((one.value for one in self._one.alternatives if one.shown), "")
        value: Value = getattr(self._session.workspace.get(self._one.record), field.name)
        return value

    # deciding

    def keep(self, alternative: Alternative) -> None:
        """Keep one of the values."""
        one = self._one
        workspace = self._session.workspace

        def decide() -> bool:
            workspace.resolve(one.record, one.field, language=one.language, keep=alternative.change)
            return True

        if self._session.attempt(decide):
            self._tell()

    def _use_other(self) -> None:
        one, field = self._one, self._field
        assert field is not None
        try:
            value = self._bound.value()
            field.check(Translated({one.language: str(value)}) if field.translated else value)
            self._session.workspace.resolve(one.record, one.field, language=one.language, value=value)
        except InvalidValue as refused:
            self._refuse(refused)
        except RoundtableError as refused:
            self._session.warn(refused.sentence)
        else:
            self._tell()

    def _refuse(self, refused: InvalidValue) -> None:
        say(self._refusal.setText, refused.sentence)
        self._refusal.show()

    def _tell(self) -> None:
        self._session.notice(_("Decided. The other values stay in the history."), offer=_("Undo"),
                             taken=self._session.undo)  # fmt: skip

    def _go(self) -> None:
        self._session.navigate(self._one.record)


class Card(QFrame):
    """One of the values: what it says, who wrote it, for which city, when, and the button that keeps it."""

    def __init__(
        self, session: Session, one: Disagreement, alternative: Alternative, keep: Callable[[Alternative], None]
    ) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setFixedWidth(u(56))
        self.alternative = alternative
        page = QVBoxLayout(self)
        page.setContentsMargins(u(4), u(3), u(4), u(3))
        page.setSpacing(u(2))
        text = value_said(session, one, alternative)
        value = parts.label(text or _("(nothing)"), wrap=True)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        page.addWidget(value)
        page.addStretch()
        source = " · ".join(filter(None, (alternative.author, session.title(alternative.city))))
        who = parts.label(source, role="strong", wrap=True)
        page.addWidget(who)
        page.addWidget(parts.label(dates.written_at(alternative.at), role="small"))
        if alternative.shown and one.field != _DELETED:
            page.addWidget(parts.label(_("Shown for the time being"), role="small"))
        self.button = parts.button(keep_label(one, alternative), lambda: keep(alternative), icon="check")
        self.button.setAccessibleDescription(f"{text}, {who.text()}")
        page.addWidget(self.button)


def keep_label(one: Disagreement, alternative: Alternative) -> Message:
    """What keeping a value does, in two or three words."""
    if one.field != _DELETED:
        return _("Keep this")
    return _("Delete it") if _deletes(alternative) else _("Keep the record")


def _deletes(alternative: Alternative) -> bool:
    """Whether an alternative about a record's being there is the deletion; the others are edits and restorations."""
    return alternative.value == 1


def value_said(session: Session, one: Disagreement, alternative: Alternative) -> str:
    """A value for a reader; of a deletion, what was done instead of a value."""
    if one.field != _DELETED:
        return said_value(session, one.kind, one.field, alternative.value)
    if _deletes(alternative):
        return str(_("Deleted it"))
    text = str(alternative.value or "")
    return str(_("Went on writing: {text}", text=session.title(text) or text) if text else _("Kept it"))
