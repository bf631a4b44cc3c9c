"""Everything that can be asked of the window: one table, from which come the menus, the shortcuts and Ctrl+K."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import msgspec
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from desktop_app.language import LANGUAGES, OWN_NAMES, Message, _, direction, window_language
from ui.look.icons import icon
from ui.pages import PAGES
from ui.words.keys import Keys, pressed
from ui.words.say import say

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from PySide6.QtWidgets import QMenuBar, QWidget


class Said(msgspec.Struct, frozen=True):
    """A command as people know it. ``open``: it needs an open workspace."""

    name: str
    text: Message
    keys: str = ""
    icon: str = "command"
    open: bool = True


FILE: Final = (
    Said("new_workspace", _("New workspace…"), "", "file-plus", open=False),
    Said("open_workspace", _("Open…"), "Ctrl+O", "folder-open", open=False),
    Said("recent", _("Open recent"), "", "clock-counter-clockwise", open=False),
    None,
    Said("import", _("Import a spreadsheet…"), "Ctrl+I", "table"),
    Said("merge", _("Merge received files…"), "Ctrl+M", "git-merge"),
    Said("read_back", _("Read a Word file that came back…"), "", "arrow-u-down-left"),
    Said("bundle", _("Make a file to send…"), "Ctrl+E", "export"),
    None,
    Said("our_city", _("Our city…"), "", "buildings"),
    Said("passphrase", _("Passphrase…"), "", "lock"),
    Said("recovery", _("Recovery sheet…"), "", "file-pdf"),
    Said("backups", _("Backups…"), "", "clock-counter-clockwise"),
    Said("check", _("Check the workspace…"), "", "shield-check"),
    None,
    Said("lock", _("Lock now"), "Ctrl+L", "lock"),
    Said("close_workspace", _("Close workspace"), "Ctrl+W", "x"),
    Said("quit", _("Quit"), "Ctrl+Q", "sign-in", open=False),
)
EDIT: Final = (
    Said("undo", _("Undo"), "Ctrl+Z", "arrow-counter-clockwise"),
    Said("redo", _("Redo"), "Ctrl+Shift+Z", "arrow-clockwise"),
    Said("deleted", _("Deleted…"), "", "trash"),
    None,
    Said("new", _("New"), "Ctrl+N", "plus"),
    Said("filter", _("Filter the list"), "Ctrl+F", "funnel"),
    Said("find", _("Find anything…"), "Ctrl+K", "magnifying-glass"),
    Said("history", _("Where this is from…"), "Ctrl+H", "clock-counter-clockwise"),
)
VIEW: Final = (
    *(Said(f"page:{place.name}", place.title, f"Alt+{number}", place.icon) for number, place in enumerate(PAGES, 1)),
    None,
    Said("language", _("Language"), icon="translate", open=False),
    Said("appearance", _("Appearance"), icon="moon", open=False),
    Said("larger", _("Larger text"), "Ctrl++", "text-aa", open=False),
    Said("smaller", _("Smaller text"), "Ctrl+-", "text-aa", open=False),
    Said("normal_size", _("Normal size"), "Ctrl+0", "text-aa", open=False),
)
HELP: Final = (
    Said("guide", _("User’s guide"), "F1", "notebook", open=False),
    Said("shortcuts", _("Keyboard shortcuts"), "Ctrl+F1", "keyboard", open=False),
    Said("about", _("About Roundtable"), "", "info", open=False),
)
APPEARANCES: Final = {"system": _("Same as the system"), "light": _("Light"), "dark": _("Dark")}
_MENUS: Final = ((_("&File"), FILE), (_("&Edit"), EDIT), (_("&View"), VIEW), (_("&Help"), HELP))


class Commands:
    """The window's actions by name, in its menus."""

    def __init__(self, window: QWidget, bar: QMenuBar, do: Callable[[str], None]) -> None:
        """Fill the menu bar.

        Args:
            window: whose shortcuts they are.
            bar: the menu bar.
            do: called with the name of a command that the person asked for.
        """
        self._window, self._do = window, do
        self.actions: dict[str, QAction] = {}
        self._needing: list[QAction] = []
        self.recent = QMenu(window)
        self.chosen_by = {"language": QMenu(window), "appearance": QMenu(window)}
        self._groups: list[QActionGroup] = []
        self._add_choices("language", {code: OWN_NAMES[code] for code in LANGUAGES})
        self._add_choices("appearance", APPEARANCES)
        for title, table in _MENUS:
            menu = QMenu(window)
            say(menu.setTitle, title)
            bar.addMenu(menu)
            for said in table:
                if said is None:
                    menu.addSeparator()
                else:
                    self._add(menu, said)

    def _add(self, menu: QMenu, said: Said) -> None:
        inner = self.recent if said.name == "recent" else self.chosen_by.get(said.name)
        if inner is not None:
            say(inner.setTitle, said.text)
            inner.setIcon(icon(said.icon, "text"))
            menu.addMenu(inner)
            return
        action = QAction(icon(said.icon, "text"), "", self._window)
        say(action.setText, said.text, form=partial(_beside_keys, said.keys))
        if said.keys:
            action.setShortcut(pressed(said.keys))
        if said.name == "larger":
            action.setShortcuts([pressed("Ctrl++"), pressed("Ctrl+=")])
        action.triggered.connect(lambda _checked=False, name=said.name: self._do(name))
        menu.addAction(action)
        self.actions[said.name] = action
        if said.open:
            self._needing.append(action)

    def _add_choices(self, name: str, choices: dict[str, str] | dict[str, Message]) -> None:
        group = QActionGroup(self._window)
        self._groups.append(group)
        for key, text in choices.items():
            action = QAction(self._window)
            if isinstance(text, Message):
                say(action.setText, text)
            else:
                action.setText(text)
            action.setCheckable(True)
            action.triggered.connect(lambda _checked=False, asked=f"{name}:{key}": self._do(asked))
            group.addAction(action)
            self.chosen_by[name].addAction(action)
            self.actions[f"{name}:{key}"] = action

    def check(self, name: str, key: str) -> None:
        """Mark a choice, such as the language in force."""
        self.actions[f"{name}:{key}"].setChecked(True)

    def set_open(self, *, is_open: bool) -> None:
        """Let the commands that need a workspace be asked for, or not."""
        for action in self._needing:
            action.setEnabled(is_open)

    def leave_only(self, names: Collection[str]) -> list[QAction]:
        """Let nothing be asked for but these; gives back what is to be possible again."""
        left = [action for name, action in self.actions.items() if action.isEnabled() and name not in names]
        left += [menu.menuAction() for menu in (self.recent, *self.chosen_by.values()) if menu.isEnabled()]
        for action in left:
            action.setEnabled(False)
        return left

    def show_recent(self, paths: tuple[str, ...]) -> None:
        """Fill the menu of workspaces opened lately."""
        self.recent.clear()
        self.recent.setEnabled(bool(paths))
        for path in paths:
            shown = path if len(path) < 70 else "…" + path[-68:]
            action = self.recent.addAction(shown.replace("&", "&&"))
            action.triggered.connect(lambda _checked=False, path=path: self._do(f"open:{path}"))


def _beside_keys(keys: str, text: str) -> str:
    """A menu's entry with its shortcut, which Qt would write from the right in Arabic: “++Ctrl”."""
    if not keys or direction(window_language()) == "ltr":
        return text
    return f"{text}\t{Keys(keys)}"


def table() -> tuple[Said, ...]:
    """Every command with a shortcut or a menu entry of its own, in the menus' order."""
    return tuple(said for _title, entries in _MENUS for said in entries if said is not None)
