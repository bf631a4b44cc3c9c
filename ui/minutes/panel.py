"""The minutes of a meeting with their commands: a bar that shows the keys, so that nobody has to be told them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAction, QFontMetrics, QIcon, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QMenu,
    QSizePolicy,
    QStyle,
    QStyleOptionToolButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.language import LANGUAGES, OWN_NAMES, Message, _
from ui.look import icons
from ui.look.tokens import SECONDARY, colours, sized, u
from ui.minutes.completion import Completion
from ui.minutes.fields import Fields
from ui.minutes.gestures import Gestures
from ui.minutes.model import Column
from ui.minutes.mouse import Mouse
from ui.minutes.rows import Key, Part
from ui.minutes.view import MinutesView
from ui.minutes.writing import begin_item
from ui.widgets import parts
from ui.words.keys import Keys, pressed
from ui.words.say import say, say_tip

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from desktop_app.records import RecordId
    from ui.session import Session

_KINDS: Final = {
    "note": (_("Note"), "note", ("Ctrl+1", "Ctrl+&")),
    "decision": (_("Decision"), "scales", ("Ctrl+2", "Ctrl+É")),
    "action": (_("Action"), "check-square", ("Ctrl+3", 'Ctrl+"')),
}
"""The second key of each is where French keyboards have the digit, which they give only with Shift."""


_HINT: Final = _(
    "{enter} starts a new entry; {keys} set its kind.",
    enter=Keys("Return"), keys=Keys(", ".join(keys[0] for _name, _icon, keys in _KINDS.values())),
)  # fmt: skip


class KeyButton(QToolButton):
    """A button that says its action and, muted, the key that does the same."""

    def __init__(self, action: QAction) -> None:
        super().__init__()
        self.setDefaultAction(action)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.amount = 2
        """How much there is room for: the icon (0), the words too (1), the key too (2)."""

    def show_amount(self, amount: int) -> None:
        """Show as much as there is room for."""
        if amount != self.amount:
            self.amount = amount
            self.updateGeometry()
            self.update()

    def _key(self) -> str:
        return str(Keys(self.defaultAction().shortcut().toString()))

    def width_for(self, amount: int) -> int:
        """The width that it needs to show so much."""
        width = u(6.8)
        if amount >= 1:
            width += self.fontMetrics().horizontalAdvance(self.text()) + u(1.4)
        if amount >= 2 and self._key():
            width += self._small_width() + u(1.4)
        return width

    def sizeHint(self) -> QSize:
        return QSize(self.width_for(self.amount), u(7.4))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.width_for(0), u(7.4))

    def _small_width(self) -> int:
        return QFontMetrics(sized(self.font(), SECONDARY)).horizontalAdvance(self._key())

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionToolButton()
        self.initStyleOption(option)
        option.text, option.icon = "", QIcon()
        painter = QPainter(self)
        self.style().drawComplexControl(QStyle.ComplexControl.CC_ToolButton, option, painter, self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        enabled, chosen = self.isEnabled(), self.isChecked()
        painter.setOpacity(1 if enabled else 0.45)
        side = u(4)
        self.defaultAction().icon().paint(
            painter, self._placed(QRect(u(1.4), (self.height() - side) // 2, side, side)), Qt.AlignmentFlag.AlignCenter,
            QIcon.Mode.Normal, QIcon.State.On if chosen else QIcon.State.Off,
        )  # fmt: skip
        left = u(6.4)
        if self.amount >= 1:
            width = self.fontMetrics().horizontalAdvance(self.text()) + 1
            painter.setPen(colours().accent if chosen else colours().text)
            self._words(painter, QRect(left, 0, width, self.height()), self.text())
            left += width + u(1.4)
        if self.amount >= 2:
            painter.setFont(sized(self.font(), SECONDARY))
            painter.setPen(colours().muted)
            self._words(painter, QRect(left, 0, self._small_width() + 2, self.height()), self._key())
        painter.end()

    def _placed(self, box: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), box)

    def _words(self, painter: QPainter, box: QRect, text: str) -> None:
        painter.drawText(self._placed(box), Qt.AlignmentFlag.AlignCenter.value | Qt.TextFlag.TextSingleLine.value, text)


class MinutesPanel(QWidget):
    """The minutes of one meeting: the rows, and below them the commands."""

    def __init__(self, session: Session, meeting: RecordId, *, today: date | None = None) -> None:
        super().__init__()
        self.view: Final = MinutesView(session, meeting, today=today)
        self.fields: Final = Fields(self.view)
        self.completion: Final = Completion(self.view, self.fields)
        self.gestures: Final = Gestures(self.view, self.fields)
        self.mouse: Final = Mouse(self.view, self.fields, self.gestures, self.menu)
        self.kinds: Final = {kind: self._kind(kind) for kind in _KINDS}
        self.conclude: Final = self._action(
            _("Conclusion"), "check-circle", ("Ctrl+4", "Ctrl+'"), self.gestures.conclude
        )
        self.new_item: Final = self._action(
            _("Agenda item"), "plus", ("Ctrl+Return", "Ctrl+Enter"), self.gestures.new_item
        )
        self.up: Final = self._action(_("Move up"), "arrow-up", ("Alt+Up",), lambda: self.gestures.move(-1))
        self.down: Final = self._action(_("Move down"), "arrow-down", ("Alt+Down",), lambda: self.gestures.move(1))
        self.remove: Final = self._action(_("Delete this row"), "trash", ("Ctrl+Shift+Delete",), self.gestures.remove)
        self._buttons: list[KeyButton] = []
        self._arrange()
        self.view.moved.connect(self._reflect)
        self._reflect()
        self.setFocusProxy(self.view)
        self.begin()

    def _kind(self, kind: str) -> QAction:
        name, icon, keys = _KINDS[kind]
        made = self._action(name, icon, keys, lambda: self.gestures.set_kind(kind))
        made.setCheckable(True)
        return made

    def _action(self, name: Message, icon: str, keys: tuple[str, ...], does: Callable[[], None]) -> QAction:
        made = QAction(self)
        say(made.setText, name)
        made.setIcon(icons.icon(icon))
        made.setShortcuts([pressed(key) for key in keys])
        made.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        made.triggered.connect(lambda _checked=False: self._done(does))
        self.addAction(made)
        return made

    def _done(self, does: Callable[[], None]) -> None:
        """Do it, and give the keyboard back to the text."""
        if self.fields.close(write=True):
            does()
            self._reflect()
            self.view.editor.setFocus()

    def _arrange(self) -> None:
        bar = parts.Foot(4, 1)
        bar.setProperty("ground", "surface")
        row = bar.row
        row.setSpacing(u(1))
        for action in (*self.kinds.values(), self.conclude, self.new_item):
            button = KeyButton(action)
            self._buttons.append(button)
            row.addWidget(button)
        row.addStretch()
        more = parts.icon_button("dots-three", _("More commands"))
        more.clicked.connect(lambda: self.menu(more.mapToGlobal(QPoint(0, 0)), above=True))
        row.addWidget(more)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self.view, 1)
        page.addWidget(parts.line())
        page.addWidget(bar)
        say(self.view.setAccessibleName, _("Minutes"))
        say_tip(self.view.setWhatsThis, _HINT)

    def show_missing(self, key: Key | None, field: str) -> None:
        """Go to where something is missing: a row, and a field of it."""
        if key is None:
            self.gestures.new_item()
        else:
            self.view.go(key)
        self.view.editor.setFocus()
        columns = {"owner": Column.WHO, "due_on": Column.WHEN}
        if field in columns:
            self.fields.open(columns[field])

    def protect(self, protected: bool) -> None:
        """Let the minutes be read alone, because they are approved; or be written again."""
        if protected != self.view.editor.isReadOnly():
            self.fields.close(write=False)
            self.view.editor.protect(protected)
            self._reflect()

    def retire(self) -> None:
        """Write what is typed and listen no more; another meeting takes this one's place."""
        self.fields.close(write=True)
        self.view.retire()

    def begin(self) -> None:
        """Stand on the first row, so that the keyboard can go there; in an empty agenda on one that is begun."""
        if not self.view.table.rows:
            begin_item(self.view.outline, None)
            self.view.refresh()
        self.view.load(0)

    def menu(self, at: QPoint, *, above: bool = False) -> None:
        """All commands with their keys, where somebody asked for them."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if not above:
            self._add_editing(menu)
        menu.addActions(list(self.kinds.values()))
        menu.addSeparator()
        menu.addActions([self.conclude, self.new_item])
        menu.addSeparator()
        menu.addActions([self.up, self.down, self.remove])
        if not self.view.editor.isReadOnly():
            self._add_languages(menu)
        menu.popup(at - QPoint(0, menu.sizeHint().height()) if above else at)

    def _add_languages(self, menu: QMenu) -> None:
        """In which language the row is kept, and the others that it may be in."""
        row = self.view.row
        if row is None or not row.text:
            return
        inner = menu.addMenu(str(_("Language of this text")))
        inner.setIcon(icons.icon("translate"))
        for language in dict.fromkeys((*LANGUAGES, row.language)):
            action = inner.addAction(OWN_NAMES.get(language, language))
            action.setCheckable(True)
            action.setChecked(language == row.language)
            action.triggered.connect(
                lambda _checked=False, language=language: self._done(lambda: self.gestures.set_language(language))
            )

    def _add_editing(self, menu: QMenu) -> None:
        """Cut, copy and paste, as every text has them."""
        editor = self.view.editor
        selected = editor.textCursor().hasSelection()
        for name, does, can in (
            (_("Cut"), editor.cut, selected and not editor.isReadOnly()),
            (_("Copy"), editor.copy, selected),
            (_("Paste"), editor.paste, editor.canPaste()),
        ):
            menu.addAction(str(name), does).setEnabled(can)
        menu.addSeparator()

    def _reflect(self) -> None:
        """Show what the current row is."""
        row = self.view.row
        free = not self.view.editor.isReadOnly()
        is_entry = row is not None and row.part is Part.ENTRY
        for kind, action in self.kinds.items():
            action.setEnabled(is_entry and free)
            action.setChecked(is_entry and row is not None and row.kind == kind)
        for action in (self.conclude, self.up, self.down, self.remove):
            action.setEnabled(row is not None and free)
        self.new_item.setEnabled(free)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - u(17) - u(1) * len(self._buttons)
        all_, kinds = len(self._buttons), len(_KINDS)
        levels = ([2] * all_, [2] * kinds + [1] * (all_ - kinds), [1] * all_, [0] * all_)
        for amounts in levels:
            pairs = list(zip(self._buttons, amounts, strict=True))
            if amounts[0] == 0 or sum(button.width_for(amount) for button, amount in pairs) <= room:
                break
        for button, amount in pairs:
            button.show_amount(amount)
