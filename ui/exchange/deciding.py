"""The tray of contradictions: a list, and beside it the one that is looked at with all its values.

It can be emptied by keys alone: 1 to 9 choose a value, 0 leaves all side by side, Enter does what is chosen, and the
next contradiction stands there. Nothing is lost by any of it, and Ctrl+Z takes each step back.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.language import Message, _, plural, window_language
from desktop_app.records import KINDS
from desktop_app.workspace.changes.change import DELETED
from ui.dialogs.history import field_label
from ui.exchange.sides import LEAVE, Sides
from ui.forms.contested import key_of
from ui.forms.form import Column
from ui.look.tokens import u
from ui.widgets import parts
from ui.widgets.drawn import DrawnModel
from ui.widgets.models import Row
from ui.widgets.row_list import RowList
from ui.words.keys import Keys, pressed, with_keys
from ui.words.reading import dotted
from ui.words.say import say
from ui.words.told import told_apart

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop_app.records import Contested
    from ui.session import Session

_DIGITS: Final = {
    Qt.Key.Key_Ampersand: 1, Qt.Key.Key_Eacute: 2, Qt.Key.Key_QuoteDbl: 3, Qt.Key.Key_Apostrophe: 4,
    Qt.Key.Key_ParenLeft: 5, Qt.Key.Key_Minus: 6, Qt.Key.Key_Egrave: 7, Qt.Key.Key_Underscore: 8,
    Qt.Key.Key_Ccedilla: 9, Qt.Key.Key_Agrave: LEAVE,
}  # fmt: skip
"""Where French keyboards have the digits."""


_AROUND: Final = ("Ctrl+Up", "Ctrl+Down")
"""To the contradiction before, and to the next."""


class Deciding(QWidget):
    """What contradicts each other, one after the other."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._found: dict[str, Contested] = {}
        self._decided = ""
        """The one that was decided last; it is shown when that is taken back."""
        self.sides: Sides | None = None
        session.retranslated.connect(self._say_again)
        self.list = _Tray(self._drawn)
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self._show())
        self.with_left = parts.Check()
        say(self.with_left.setText, _("Also those left side by side"))
        self.with_left.toggled.connect(lambda _on: self.refresh())
        self.lately = parts.button(
            _("Decided lately…"), self._show_decided, role="link", icon="clock-counter-clockwise"
        )
        self._place = parts.label(role="small")
        self._tray = QStackedWidget()
        self._empty, self._pages = QStackedWidget(), QStackedWidget()
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self._split())
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self._pages)
        for keys, step in zip(_AROUND, (-1, 1), strict=True):
            shortcut = QShortcut(pressed(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda step=step: self.go(step))

    def _split(self) -> QWidget:
        split, pane = QWidget(), QWidget()
        pane.setFixedWidth(u(58))
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 0, 0, u(2))
        column.addWidget(self.list, 1)
        column.addWidget(parts.indented(self.with_left, 4))
        column.addWidget(self.lately, 0, Qt.AlignmentFlag.AlignLeading)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addLayout(self._way())
        right.addWidget(self._tray, 1)
        row = QHBoxLayout(split)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(pane)
        row.addWidget(parts.line(vertical=True))
        row.addLayout(right, 1)
        return split

    def _way(self) -> QHBoxLayout:
        """Where in the tray one is, and the keys that lead through it."""
        hint = parts.label(
            _("1–9 choose · 0 leave side by side · {enter} confirm · {around} previous, next",
              enter=Keys("Return"), around=Keys(", ".join(_AROUND))), role="small", wrap=True,
        )  # fmt: skip
        row = QHBoxLayout()
        row.setContentsMargins(u(6), u(2), u(6), 0)
        row.setSpacing(u(2))
        row.addWidget(self._place)
        row.addWidget(hint, 1)
        row.addWidget(parts.icon_button("caret-up", with_keys(_("Previous"), _AROUND[0]), lambda: self.go(-1)))
        row.addWidget(parts.icon_button("caret-down", with_keys(_("Next"), _AROUND[1]), lambda: self.go(1)))
        return row

    # showing

    def refresh(self) -> None:
        """Read what is undecided now; the place in the list stays."""
        number = max(0, self.list.currentIndex().row())
        shown = self.list.key
        every = self._session.workspace.contested()
        left = sum(one.left for one in every)
        self.with_left.setVisible(bool(left))
        found = {key_of(one): one for one in every if not one.left or self.with_left.isChecked()}
        if self._decided in found and self._decided not in self._found:
            shown = self._decided
        self._found |= found
        self.list.drawn.show_keys(list(found))
        self._found = found
        if not self._found:
            self._show_empty(left)
        self._pages.setCurrentIndex(1 if self._found else 0)
        count = self.list.rows.rowCount()
        if count and not self.list.select(shown):
            self.list.select(self.list.drawn.keys[min(number, count - 1)])
        self._show()

    def _show_empty(self, left: int) -> None:
        while (old := self._empty.widget(0)) is not None:
            self._empty.removeWidget(old)
            old.deleteLater()
        why = _(
            "When two people have written different things in the same place without knowing it, both are "
            "kept and shown here side by side until somebody decides."
        )
        steps = [parts.button(_look_at(left), lambda: self.with_left.setChecked(True), role="link")] if left else []
        steps.append(parts.button(_("Decided lately…"), self._show_decided, role="link"))
        self._empty.addWidget(parts.Empty("check-circle", _("Nothing to decide"), why, *steps))

    def _show_decided(self) -> None:
        from ui.dialogs.decided import DecidedLately

        self._session.settle()
        DecidedLately(self.window(), self._session, self.open).open()

    def _drawn(self, keys: Sequence[str]) -> list[Row]:
        """The rows of some contradictions."""
        found = [self._found[key] for key in keys]
        titles: dict[tuple[str, str], str] = {}
        for language in {one.language for one in found}:
            records = [one.record for one in found if one.language == language]
            read = self._session.workspace.titles(records, language or window_language())
            titles.update(((record, language), title) for record, title in read.items())
        return [
            self._row(key, one, titles.get((one.record, one.language), ""))
            for key, one in zip(keys, found, strict=True)
        ]

    def _row(self, key: str, one: Contested, title: str) -> Row:
        kind = KINDS[one.kind].one if one.kind in KINDS else one.kind
        end = str(_("side by side")) if one.left else str(one.values or "")
        means = str(plural("{n} value", "{n} values", one.values)) if one.values and not one.left else ""
        apart = told_apart(self._session.workspace, one.record, 1)
        return Row(key, title or str(kind), dotted((kind, apart, _about(one))), end, means=means)

    def _show(self) -> None:
        """Lay the values of the current contradiction side by side; one that is as it was stays as it is."""
        where = self._found.get(self.list.key)
        one = None if where is None else self._session.workspace.disagreement(where)
        if one is not None and self.sides is not None and self.sides.one == one:
            self._tell_place()
            return
        while (old := self._tray.widget(0)) is not None:
            self._tray.removeWidget(old)
            old.deleteLater()
        self.sides = None
        if one is not None:
            self.sides = Sides(self._session, one)
            self.sides.decided.connect(partial(self._over, self.list.key))
            self._tray.addWidget(Column(self.sides))
        self._tell_place()

    def _over(self, key: str) -> None:
        self._decided = key
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_again(self) -> None:
        """Lay out the values anew, in the window's language now."""
        self.sides = None
        self._show()

    def _tell_place(self) -> None:
        self._place.setText(str(_("{n} of {all}", n=self.list.currentIndex().row() + 1, all=len(self._found))))

    def open(self, key: str) -> None:
        """Lay out one contradiction, also one that was left side by side."""
        if key not in self._found:
            self.with_left.setChecked(True)
        self.list.select(key)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # by keys

    def go(self, step: int) -> None:
        """Go to the next contradiction, or the one before; at the end, to the other end."""
        count = self.list.rows.rowCount()
        if count:
            self.list.select(self.list.drawn.keys[(self.list.currentIndex().row() + step) % count])
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What no editor wanted: a digit chooses, Enter does it."""
        modifiers = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        place = _DIGITS.get(Qt.Key(event.key())) if not event.text().isdecimal() else int(event.text())
        if self.sides is not None and not modifiers:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.sides.confirm()
                return
            if place is not None and self.sides.choose(place):
                self._bring_into_view(self.sides.leaving if place == LEAVE else self.sides.cards[place - 1])
                return
        super().keyPressEvent(event)

    def _bring_into_view(self, chosen: QWidget) -> None:
        column = self._tray.currentWidget()
        if isinstance(column, Column):
            column.ensureWidgetVisible(chosen, u(4), u(4))


class _Tray(RowList):
    """The list; what chooses and confirms is not a search in it."""

    def __init__(self, draw: Callable[[Sequence[str]], list[Row]]) -> None:
        self.drawn = DrawnModel(draw)
        super().__init__(_("Contradictions"), self.drawn)
        self.drawn.setParent(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.text().isdecimal() or Qt.Key(event.key()) in _DIGITS
        if digit or event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)


def _about(one: Contested) -> str:
    """What is to be decided of a record, in two or three words."""
    return str(_("delete or keep?")) if one.field == DELETED else field_label(one.kind, one.field, one.language)


def _look_at(left: int) -> Message:
    return plural("Look at the one that was left side by side", "Look at the {n} that were left side by side", left)
