"""What every page of the window is: something with a place in the sidebar, which shows what is true now."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from desktop_app.language import _
from ui.widgets import parts
from ui.words.keys import pressed
from ui.words.say import plain_tip

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from PySide6.QtGui import QShowEvent

    from desktop_app.language import Message
    from desktop_app.records import RecordId
    from desktop_app.workspace import Changed
    from ui.session import Session


class Command(msgspec.Struct, frozen=True):
    """Something that a person can ask for by name, in a menu or with Ctrl+K."""

    name: Message
    run: Callable[[], None]
    icon: str = "command"
    keys: str = ""
    """Its shortcut, by Qt's names."""
    tip: Message | None = None
    """What it does and does not do, where the name may be taken for more."""


def more(commands: Callable[[], Sequence[Command]]) -> QToolButton:
    """The button with the three dots: a menu of commands, asked for whenever it opens."""
    button = parts.icon_button("dots-three", _("More"))
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    menu = QMenu(button)
    menu.setToolTipsVisible(True)
    button.setMenu(menu)

    def fill() -> None:
        menu.clear()
        for command in commands():
            action = menu.addAction(str(command.name), command.run)
            action.setToolTip(plain_tip(str(command.tip or "")))
            if command.keys:
                action.setShortcut(pressed(command.keys))

    menu.aboutToShow.connect(fill)
    return button


class Page(QWidget):
    """A page. It is made when it is first shown, and told of changes while it is visible."""

    name: ClassVar[str]
    """Its name in settings and tests."""
    title: ClassVar[Message]
    icon: ClassVar[str]
    kinds: ClassVar[frozenset[str]]
    """Kinds of record that it shows: a change of one refreshes it, and going to one comes here."""

    painted = Signal()
    """What it lists stands on the screen for the first time."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._stale = True
        session.changed.connect(self._changed)
        session.retranslated.connect(self._retranslated)

    @classmethod
    def count(cls, session: Session) -> int | None:  # noqa: ARG003  # for pages that count
        """What the sidebar says at the end of the page's name; ``None`` for nothing. Must be quick."""
        return None

    def refresh(self, changed: Changed | None) -> None:
        """Show what is true now. ``None``: anything may have changed."""

    def open(self, record: RecordId) -> bool:
        """Show a record of one of its kinds; whether it could."""
        return False

    def new(self) -> None:
        """Make a new one of what the page is about (Ctrl+N)."""

    @property
    def current(self) -> RecordId:
        """The record that is shown, so that the page can be made anew on it; ``""`` for none."""
        return ""

    def begun(self) -> Mapping[str, str]:
        """What is chosen and typed here and written nowhere, by names of the page's own, to be made anew with it."""
        return {}

    def go_on_with(self, begun: Mapping[str, str]) -> None:
        """Take up what `begun` gave."""

    def records(self) -> Sequence[RecordId]:
        """The records whose history is meant when somebody asks where what is shown is from, the chief one first."""
        return [self.current] if self.current else []

    def cell(self) -> tuple[RecordId, str, str] | None:
        """The one field, in a language, that all of the page is about: record, field, language; ``None`` for none."""
        return None

    def part(self, name: str) -> None:
        """Show one of the page's parts, by its name."""

    def begin(self, name: str) -> None:
        """Show one of its parts, and take the first step there."""
        self.part(name)

    def undo(self) -> bool:
        """Take back what was done on the page last and is no step of the workspace; whether there was such a thing."""
        return False

    def take_files(self, paths: Sequence[Path]) -> None:
        """Do what the page does with files that were dropped on the window."""

    def to_filter(self) -> None:
        """Go to where the page's list is filtered (Ctrl+F)."""

    def commands(self) -> Sequence[Command]:
        """What can be asked for by name while the page is shown."""
        return ()

    def _changed(self, changed: Changed) -> None:
        if not self.kinds & changed.kinds:
            return
        if self.isVisible():
            self.refresh(changed)
        else:
            self._stale = True

    def _retranslated(self) -> None:
        if self.isVisible():
            self.refresh(None)
        else:
            self._stale = True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.refresh(None)
