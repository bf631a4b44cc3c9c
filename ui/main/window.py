"""The one window: menus, and in the middle either the first choices or an open workspace."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from desktop_app.language import _, window_language
from ui.look import theme
from ui.look.tokens import u
from ui.main.commands import Commands
from ui.main.notices import Veil
from ui.main.shell import Shell
from ui.words.speech import speak

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent, QShowEvent

    from desktop_app.records import RecordId
    from desktop_app.settings import Settings
    from ui.jobs import Jobs
    from ui.page import Page
    from ui.session import Session

_SIZES: Final = (80, 90, 100, 110, 125, 150, 175, 200)
_NARROW: Final = 200
"""Units of width below which the sidebar is a rail."""


class Opens(Protocol):
    """What the window asks of whoever opens workspaces."""

    settings: Settings
    jobs: Jobs

    def do(self, window: Window, name: str) -> None:
        """Run a command that concerns files, by its name."""

    def take_files(self, window: Window, paths: list[Path]) -> None:
        """Files that were dropped on the window."""

    def remember(self, **choices: object) -> None:
        """Keep a choice of the person at this machine."""


class Window(QMainWindow):
    """Knows how to ask for things; `ui.main.opening` knows how workspaces are opened and made."""

    usable = Signal()
    """The list of the first page stands on the screen, and keys and clicks are heard; its form follows."""

    def __init__(self, app: QApplication, opener: Opens) -> None:
        super().__init__()
        self._app = app
        self._opener = opener
        self.session: Session | None = None
        self.shell: Shell | None = None
        self.commands = Commands(self, self.menuBar(), self.do)
        self.commands.check("language", window_language())
        self.commands.check("appearance", opener.settings.appearance)
        opener.jobs.started.connect(lambda job: Veil(self, job))
        self.setAcceptDrops(True)
        self.resize(self._first_size())
        app.focusChanged.connect(self._focus_moved)
        app.styleHints().colorSchemeChanged.connect(lambda _scheme: self._dress())

    def _first_size(self) -> QSize:
        room = QGuiApplication.primaryScreen().availableGeometry().size()
        return QSize(min(u(280), room.width()), min(u(180), room.height()))

    # what fills it

    def show_start(self) -> None:
        """The first choices, with what was open lately."""
        from ui.main.start import Start

        self._leave()
        self.setWindowTitle("Roundtable")
        self.commands.set_open(is_open=False)
        self.commands.show_recent(self._opener.settings.recent)
        start = Start(self.do, self._opener.settings.recent)
        self.setCentralWidget(start)
        start.setFocus()

    def use(self, session: Session) -> None:
        """Show an open workspace on its first page."""
        self._leave()
        self.session = session
        session.asked.connect(self.do)
        self.setWindowTitle(f"{session.workspace.path.stem} — Roundtable")
        self.commands.set_open(is_open=True)
        self.commands.actions["our_city"].setVisible(bool(session.workspace.city))
        self.commands.show_recent(session.settings.recent)
        page = self._build("stakeholders")
        assert self.shell is not None
        self.shell.keyboard_start()
        page.painted.connect(self.usable)

    def _build(self, page: str, record: RecordId = "", begun: Mapping[str, Mapping[str, str]] | None = None) -> Page:
        """Make the shell anew, as it has to look now, on the page where the person was."""
        assert self.session is not None
        self.shell = Shell(self.session, rail=self.width() < u(_NARROW), begun=begun)
        self.shell.searched.connect(lambda: self.do("find"))
        self.setCentralWidget(self.shell)
        shown = self.shell.go(page)
        if record:
            shown.open(record)
        return shown

    def cover(self, cover: QWidget) -> QWidget:
        """Put something in the place of all that is shown, which is given back to be shown again with `uncover`."""
        shown = self.takeCentralWidget()
        assert shown is not None
        self.shell = None
        self.setAcceptDrops(False)
        self.setCentralWidget(cover)
        cover.show()  # now; Qt would show it when it next has time
        return shown

    def uncover(self, shown: QWidget) -> None:
        """Show again what was covered."""
        cover = self.takeCentralWidget()
        if cover is not None:
            cover.deleteLater()
        self.setCentralWidget(shown)
        shown.show()
        self.setAcceptDrops(True)
        if isinstance(shown, Shell):
            self.shell = shown
            shown.use_rail(rail=self.width() < u(_NARROW))

    def overlays(self) -> list[QWidget]:
        """What lies over the page now."""
        beside = (self.centralWidget(), self.menuBar())
        inner = self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        return [widget for widget in inner if widget.isVisible() and not widget.isWindow() and widget not in beside]

    def _leave(self) -> None:
        if self.session is not None:
            self.session.close()
            self.session.deleteLater()
        self.session = self.shell = None

    # what is asked of it

    def do(self, name: str) -> None:
        """Run a command by its name; what is being typed is written first."""
        if self.session is not None:
            self.session.settle()
        what, _colon, argument = name.partition(":")
        method = getattr(self, f"_do_{what}", None)
        if method is None:
            self._opener.do(self, name)
        elif argument:
            method(argument)
        else:
            method()

    def _do_our_city(self) -> None:
        if self.session is not None and self.session.workspace.city:
            from ui.dialogs.our_city import OurCity

            OurCity(self, self.session).open()
        elif self.session is not None:
            self.session.notice(_("This is a coordinator’s workspace; it belongs to no city."))

    def _do_undo(self) -> None:
        of_page = self.shell is not None and self.shell.page is not None and self.shell.page.undo()
        if self.session is not None and not of_page:
            self.session.undo()

    def _do_redo(self) -> None:
        if self.session is not None:
            self.session.redo()

    def _do_deleted(self) -> None:
        from ui.dialogs.deleted import DeletedRecords

        if self.session is not None:
            DeletedRecords(self, self.session).open()

    def _do_new(self) -> None:
        if self.shell is not None and self.shell.page is not None:
            self.shell.page.new()

    def _do_filter(self) -> None:
        if self.shell is not None and self.shell.page is not None:
            self.shell.page.to_filter()

    def _do_find(self) -> None:
        from ui.main.palette import Finder

        if self.session is not None and self.shell is not None:
            Finder(self, self.session, self.shell, self.commands.actions).begin()

    def _do_page(self, name: str) -> None:
        if self.shell is not None:
            self.shell.go(name)

    def _do_language(self, language: str) -> None:
        speak(self._app, language)
        self.remember(language=language)
        self.commands.check("language", window_language())
        if self.session is not None:
            self.session.retranslated.emit()

    def _do_appearance(self, appearance: str) -> None:
        self.remember(appearance=appearance)
        self._dress()

    def _do_larger(self) -> None:
        self._resize_text(next((size for size in _SIZES if size > self._scale), _SIZES[-1]))

    def _do_smaller(self) -> None:
        self._resize_text(next((size for size in reversed(_SIZES) if size < self._scale), _SIZES[0]))

    def _do_normal_size(self) -> None:
        self._resize_text(100)

    def _do_history(self) -> None:
        from ui.dialogs.history import HistoryWindow
        from ui.forms.provenance import cell_of

        if self.session is None or self.shell is None or self.shell.page is None:
            return
        inside = cell_of(self.focusWidget())
        cell = self.shell.page.cell() if inside is None else (*inside, "")
        records = list(self.shell.page.records())
        if cell is not None and cell[0] not in records:
            records.append(cell[0])
        if not records:
            self.session.notice(_("Select something first; then its history can be shown."))
            return
        HistoryWindow(self, self.session, records, self.session.title(records[0]), cell).open()

    def _do_bundle(self) -> None:
        self._exchange("send")

    def _do_merge(self) -> None:
        self._exchange("receive")

    def _do_decide(self, contradiction: str) -> None:
        self._exchange(f"decide:{contradiction}")

    def _do_arrived(self, number: str) -> None:
        self._exchange(f"arrived:{number}")

    def _exchange(self, part: str) -> None:
        if self.shell is not None:
            self.shell.go("exchange").begin(part)

    def merge_files(self, paths: list[Path]) -> None:
        """Rehearse the merge of bundles that were dropped or chosen, and ask about city cards."""
        if self.shell is not None:
            self.shell.go("exchange").take_files(paths)

    def _do_import(self) -> None:
        from ui.importing import choose_sheet

        if self.session is not None:
            choose_sheet(self, self.session)

    def import_sheet(self, path: Path) -> None:
        """Bring in a spreadsheet that was dropped."""
        from ui.importing import begin

        if self.session is not None:
            begin(self, self.session, path)

    def _do_read_back(self) -> None:
        from ui.documents.amendments import ask_for_word_file

        if self.session is not None:
            ask_for_word_file(self.session, self)

    def _do_take(self, path: str) -> None:
        self._opener.take_files(self, [Path(path)])

    def _do_check(self) -> None:
        from ui.main.checking import check

        if self.session is not None:
            check(self.session)

    def _do_shortcuts(self) -> None:
        from ui.main.help import Shortcuts

        Shortcuts(self).open()

    def _do_guide(self) -> None:
        from ui.main.guide import Guide

        Guide(self).show()

    def _do_about(self) -> None:
        from ui.main.help import About

        About(self).open()

    def _do_close_workspace(self) -> None:
        self.show_start()

    def _do_quit(self) -> None:
        self.close()

    def _focus_moved(self, before: QWidget | None, _now: QWidget | None) -> None:
        """Leaving a field writes what was typed into it."""
        if before is not None and self.session is not None:
            self.session.settle()

    @property
    def settings(self) -> Settings:
        """The choices of the person at this machine."""
        return self._opener.settings

    @property
    def busy(self) -> bool:
        """Whether something is under way that needs the whole window."""
        return bool(self._opener.jobs.running)

    # how it looks

    @property
    def _scale(self) -> int:
        return self._opener.settings.scale_percent

    def _resize_text(self, percent: int) -> None:
        if percent == self._scale:
            return
        self.remember(scale_percent=percent)
        if self.session is None:
            self._dress()
            self.show_start()
            return
        QTimer.singleShot(0, self, self.build_anew)  # not from within a key press of what is taken down

    def build_anew(self) -> None:
        """Take the shell down, dress the application, and build the shell again on the same place."""
        assert self.shell is not None
        place = self.shell.sidebar.pages.key, self.shell.current, self.shell.begun()
        old = self.takeCentralWidget()
        if old is not None:
            old.deleteLater()
            QCoreApplication.sendPostedEvents(old, QEvent.Type.DeferredDelete.value)  # what goes need not be dressed
        self.shell = None
        self._dress()
        self._build(*place)

    def _dress(self) -> None:
        settings = self._opener.settings
        theme.apply(self._app, appearance=settings.appearance, scale_percent=settings.scale_percent)
        self.update()

    def remember(self, **choices: object) -> None:
        """Keep a choice of the person at this machine."""
        self._opener.remember(**choices)
        if self.session is not None:
            self.session.settings = self._opener.settings

    # what happens to it

    def showEvent(self, event: QShowEvent) -> None:
        if self.centralWidget() is None:
            self.show_start()
        super().showEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.shell is not None:
            self.shell.use_rail(rail=self.width() < u(_NARROW))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self._opener.take_files(self, paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._leave()
        super().closeEvent(event)
