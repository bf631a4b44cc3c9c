"""Another value in place of those that contradict each other: an editor that begins with the one shown for the time
being, and beneath it the passages of the others, each taken with a click.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from desktop_app.errors import InvalidValue, RoundtableError
from desktop_app.language import _, list_mark, window_language
from desktop_app.records import Translated
from desktop_app.records.difference import Passage, are_alike, holds, is_same, passages, taken
from desktop_app.records.types import InLanguages, Text
from ui.editors import Line, Prose, editor_for
from ui.look.tokens import u
from ui.widgets import parts
from ui.widgets.flow import Flow
from ui.words.keys import pressed, with_keys
from ui.words.say import say, say_tip
from ui.words.tidy import short

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop_app.language import Message
    from desktop_app.records import Alternative, Disagreement, Field, Value
    from ui.editors.base import Editor
    from ui.session import Session

_LONGEST: Final = 48
"""Characters of a passage that its button shows."""


class Combining(QWidget):
    """The editor, the passages, and the button that decides."""

    decided = Signal(object)
    """It was decided for what is written; the value."""

    def __init__(self, session: Session, one: Disagreement, field: Field) -> None:
        super().__init__()
        self._session, self._one, self._field = session, one, field
        self.editor = self._make_editor()
        self._bound = cast("Editor", self.editor)
        self._base = self._start()
        self.pieces = self._pieces()
        name = _("Or combine them") if self.pieces else _("Or write another")
        say(self._bound.set_name, name)
        self._bound.set_value(self._base)
        self.editor.setMaximumWidth(u(127))
        self._refusal = parts.label(role="refusal", wrap=True)
        self._refusal.hide()
        self.use = parts.button(_("Use this"), self.take)
        say_tip(self.use.setToolTip, with_keys(_("Use this"), "Ctrl+Return"))
        page = QVBoxLayout(self)
        page.setContentsMargins(0, u(1), 0, 0)
        page.setSpacing(u(2))
        heading = parts.label(name, role="strong")
        heading.setBuddy(self.editor)
        page.addWidget(heading)
        page.addWidget(self.editor)
        if self.pieces:
            page.addWidget(parts.label(_("Take from the others:"), role="small"))
            page.addWidget(self._row_of_pieces())
        page.addWidget(self._refusal)
        page.addWidget(self.use, 0, Qt.AlignmentFlag.AlignLeading)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(pressed(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.take)

    @property
    def refusal(self) -> str:
        """Why what is written was not taken; ``""`` where all is well."""
        return "" if self._refusal.isHidden() else self._refusal.text()

    @property
    def _is_text(self) -> bool:
        return isinstance(self._field.type, InLanguages | Text)

    def _make_editor(self) -> QWidget:
        if isinstance(self._field.type, InLanguages):
            return Prose() if self._field.type.text.lines else Line()
        return editor_for(self._field, self._session)

    def _start(self) -> Value:
        """What the editor begins with: the value that is shown; of lists, everything that any of them names."""
        values = [one.value for one in self._one.alternatives]
        lists = [value for value in values if isinstance(value, tuple)]
        if lists:
            return tuple(dict.fromkeys(item for value in lists for item in value))
        return next((one.value for one in self._one.alternatives if one.shown), values[0])

    # passages of the others

    def _pieces(self) -> list[Piece]:
        if not self._is_text or not isinstance(self._base, str):
            return []
        places: list[tuple[Passage, list[Alternative]]] = []
        for other in self._one.alternatives:
            if not isinstance(other.value, str) or other.value == self._base or not are_alike(self._base, other.value):
                continue
            for passage in passages(self._base, other.value):
                same = next((whose for said, whose in places if is_same(said, passage)), None)
                if same is None:
                    places.append((passage, [other]))
                else:
                    same.append(other)
        places.sort(key=lambda place: place[0].start)
        found = [Piece(passage, self._whose(whose)) for passage, whose in places]
        for piece in found:
            piece.toggled.connect(lambda on, piece=piece: self._toggled(piece, on=on))
        return found

    def _whose(self, alternatives: Sequence[Alternative]) -> str:
        """Whose words they are: the cities; of colleagues of one city, their names."""
        cities = {one.city for one in self._one.alternatives}
        names = [(len(cities) > 1 and self._session.title(one.city)) or one.author for one in alternatives]
        return list_mark(window_language()).join(dict.fromkeys(names))

    def _row_of_pieces(self) -> QWidget:
        box = QWidget()
        flow = Flow(box, u(1.5))
        for piece in self.pieces:
            flow.addWidget(piece)
        return box

    def _toggled(self, piece: Piece, *, on: bool) -> None:
        """Say the text anew with the passages that are taken; what was typed by hand stays, and the words join it."""
        base = str(self._base)
        others = [other.passage for other in self.pieces if other.isChecked() and other is not piece]
        before = taken(base, others if on else [*others, piece.passage])
        if self._bound.value() == before:
            self._bound.set_value(taken(base, [*others, piece.passage] if on else others))
        elif on and not holds(str(self._bound.value()), piece.passage.new):
            self._insert(piece.passage.new)

    def _insert(self, words: str) -> None:
        if isinstance(self.editor, Prose):
            self.editor.textCursor().insertText(words)
        elif isinstance(self.editor, Line):
            self.editor.insert(words)

    # deciding

    def take(self) -> None:
        """Decide for what the editor says, or say below it why that is not taken."""
        one, field = self._one, self._field
        try:
            value = self._bound.value()
            field.check(Translated({one.language: str(value)}) if field.translated else value)
            self._session.workspace.resolve(one.record, one.field, language=one.language, value=value)
        except InvalidValue as refused:
            self._refuse(refused.sentence)
        except RoundtableError as refused:
            self._session.warn(refused.sentence)
        else:
            self.decided.emit(value)

    def _refuse(self, sentence: Message) -> None:
        say(self._refusal.setText, sentence)
        self._refusal.show()


class Piece(QToolButton):
    """A passage of another value: pressed while it is taken over."""

    def __init__(self, passage: Passage, whose: str) -> None:
        super().__init__()
        self.passage = passage
        self.setProperty("role", "chip")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        old, new = short(passage.old, _LONGEST), short(passage.new, _LONGEST)
        if not new:
            said = _("without “{text}”", text=old)
        elif not old:
            said = _("with “{text}”", text=new)
        else:
            said = _("“{new}” for “{old}”", new=new, old=old)
        say(self.setText, _("{whose}: {what}", whose=whose, what=said), form=_no_shortcut)
        say(self.setAccessibleName, _("{whose}: {what}", whose=whose, what=said))
        say_tip(self.setToolTip, _("{whose}: {what}", whose=whose, what=passage.new or "—"))


def _no_shortcut(text: str) -> str:
    return text.replace("&", "&&")
