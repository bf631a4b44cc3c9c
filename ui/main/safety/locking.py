"""The lock while nobody is there: all that is shown is covered, the file is closed, and comes back as it was."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.errors import RoundtableError, WrongPassphrase
from desktop_app.language import _
from ui.dialogs.unlocking import Opening
from ui.look.tokens import u
from ui.widgets import parts
from ui.widgets.announcing import announce
from ui.words.reading import directed
from ui.words.say import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QAction, QKeyEvent, QWindow

    from desktop_app.language import Message
    from ui.main.window import Window
    from ui.session import Session

_TICKS: Final = 10_000
_SIGNS: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.InputMethod,
        QEvent.Type.TabletMove,
    }
)
"""What a person does at a window."""
_STILL_POSSIBLE: Final = frozenset({"quit", "about", "shortcuts"})


class Idle(QObject):
    """Notices how long nobody touched the keyboard or the mouse in any of the program's windows."""

    def __init__(self, parent: QObject, clock: Callable[[], float] = time.time) -> None:
        super().__init__(parent)
        self._clock = clock
        self._last = clock()
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._watch)
            self._watch(QGuiApplication.focusWindow())

    def _watch(self, window: QWindow | None) -> None:
        """Windows, and not every widget: what they hear is what people do."""
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS:
            self.touch()
        return False

    def touch(self) -> None:
        """Somebody is there."""
        self._last = self._clock()

    @property
    def seconds(self) -> float:
        """For how long nobody was; by the clock on the wall, so that a night in sleep counts."""
        return max(0.0, self._clock() - self._last)


class Lock(QObject):
    """Locks the workspace when nobody is there, or at once, and opens it again."""

    def __init__(self, window: Window, session: Session, clock: Callable[[], float] = time.time) -> None:
        super().__init__(session)
        self._window, self._session = window, session
        self._wanted = False
        self.cover: Cover | None = None
        self._shell: QWidget | None = None
        self._hidden: list[QWidget] = []
        self._disabled: list[QAction] = []
        self._focus: QWidget | None = None
        self.idle = Idle(self, clock)
        self._ticks = QTimer(self, interval=_TICKS)
        self._ticks.timeout.connect(self.look)
        self._ticks.start()

    @property
    def locked(self) -> bool:
        """Whether it is locked."""
        return self.cover is not None

    def look(self) -> None:
        """Lock, if it is time."""
        limit = 60 * self._window.settings.idle_minutes
        if self._wanted or (limit and self.idle.seconds >= limit):
            self._lock()

    def request(self) -> None:
        """Lock at once, or as soon as the work that is under way has ended."""
        self._wanted = True
        self._lock()
        if not self.locked and self._wanted:
            self._session.notice(_("It will be locked when the current work has finished."))
            for job in self._session.jobs.running:
                job.ended.connect(lambda: QTimer.singleShot(0, self, self.look))

    def _lock(self) -> None:
        workspace = self._session.workspace
        if self.locked or not workspace.protected or self._session.jobs.running or self._window.busy:
            return
        self._wanted = False
        try:
            self._session.settle()
            workspace.lock_up()
        except RoundtableError as refused:  # what is being typed cannot be written: better unlocked than lost
            self._session.warn(refused.sentence)
            return
        self._cover()

    def _cover(self) -> None:
        self._focus = QApplication.focusWidget()
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        self._hidden = [
            widget for widget in QApplication.topLevelWidgets() if widget.isVisible() and widget is not self._window
        ]
        self._hidden += self._window.overlays()
        for widget in self._hidden:
            widget.hide()
        self._disabled = self._window.commands.leave_only(_STILL_POSSIBLE)
        workspace = self._session.workspace
        self.cover = Cover(workspace.path.stem, workspace.salt)
        self.cover.asked.connect(self._open)
        self._shell = self._window.cover(self.cover)
        self.cover.opening.setFocus()
        announce(self.cover, str(_("The workspace is locked.")))

    def _open(self) -> None:
        cover = self.cover
        if cover is None or not cover.do.isEnabled():
            return
        try:
            secret = cover.opening.secret()
        except RoundtableError as refused:
            cover.refuse(refused.sentence)
            return
        cover.wait(waiting=True)

        def wrong(refused: RoundtableError) -> None:
            cover.wait(waiting=False)
            cover.refuse(refused.sentence)
            if isinstance(refused, WrongPassphrase):
                cover.opening.wrong()

        self._session.jobs.run(
            lambda _progress: self._session.workspace.unlock(secret),
            self._uncover,
            doing=_("Opening the file"),
            refused=wrong,
        )

    def _uncover(self, as_it_was: bool) -> None:
        cover, self.cover = self.cover, None
        assert cover is not None
        assert self._shell is not None
        cover.opening.clear()
        self.idle.touch()
        self._window.uncover(self._shell)
        for action in self._disabled:
            action.setEnabled(True)
        for widget in self._hidden:
            widget.show()
        if self._focus is not None and self._focus.isVisible():
            self._focus.setFocus()
        self._hidden, self._focus, self._shell = [], None, None
        if not as_it_was:
            self._window.build_anew()


class Cover(QWidget):
    """What stands in the place of everything while the workspace is locked."""

    asked = Signal()
    """The person wants to open it with what was typed."""

    def __init__(self, name: str, salt: bytes) -> None:
        super().__init__()
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.opening = Opening(salt)
        self.opening.setFixedWidth(u(80))
        self._name = parts.label(self.opening.called(), role="muted")
        self._name.setFixedWidth(u(80))
        self._name.setBuddy(self.opening)
        self.do = parts.button(_("Open"), self.asked.emit, role="primary")
        self._refusal = parts.label(role="refusal", wrap=True)
        self._refusal.setFixedWidth(u(80))
        self._refusal.hide()
        middle = Qt.AlignmentFlag.AlignHCenter
        page = QVBoxLayout(self)
        page.setContentsMargins(u(8), u(8), u(8), u(8))
        page.setSpacing(u(3))
        page.addStretch(2)
        page.addWidget(parts.Picture("lock", 12), 0, middle)
        page.addWidget(parts.label(_("“{name}” is locked", name=name), role="title"), 0, middle)
        page.addLayout(parts.paragraph(_("Everything is saved. You will find the same page when you open it again.")))
        page.addSpacing(u(2))
        for part in (self._name, self.opening, self._refusal):
            row = QHBoxLayout()  # a widget that is aligned is not asked how high its words are
            row.addStretch(1)
            row.addWidget(part)
            row.addStretch(1)
            page.addLayout(row)
        page.addWidget(self.do, 0, middle)
        page.addStretch(3)
        self.opening.change.clicked.connect(self._turned)

    def _turned(self) -> None:
        say(self._name.setText, self.opening.called())
        self.refuse(None)

    def wait(self, *, waiting: bool) -> None:
        """Take nothing more while what was typed is tried."""
        self.opening.setEnabled(not waiting)
        self.do.setEnabled(not waiting)

    def refuse(self, sentence: Message | None) -> None:
        """Say why it stays locked."""
        self._refusal.setVisible(sentence is not None)
        if sentence is not None:
            say(self._refusal.setText, sentence, form=directed)
            announce(self, str(sentence))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.asked.emit()
        else:
            super().keyPressEvent(event)

    @property
    def refusal(self) -> str:
        """Why it stays locked; ``""`` for nothing."""
        return "" if self._refusal.isHidden() else self._refusal.text()
