"""What watches over an open workspace: its daily backup, where it lies, and whether anybody is there."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop_app import settings as kept
from desktop_app.errors import NoSpace, RoundtableError
from desktop_app.language import Message, _
from ui.main.safety.locking import Lock

if TYPE_CHECKING:
    from desktop_app.progress import Progress
    from ui.main.window import Window
    from ui.session import Session


def guard(window: Window, session: Session) -> Guard:
    """The guard of a session, made when it is first asked for."""
    return session.findChild(Guard) or Guard(window, session)


class Guard(QObject):
    """Lives as long as the session does."""

    def __init__(self, window: Window, session: Session) -> None:
        super().__init__(session)
        self._window, self._session = window, session
        self._looked: date | None = None
        self._told_of_room = False
        self.lock = Lock(window, session)
        session.changed.connect(lambda _changed: self.look())
        self._look_where_it_lies()
        self.look()

    # the daily backup

    def look(self) -> None:
        """Make today's backup in the background, where one is due and was not looked for today."""
        today = date.today()
        if self._looked == today:
            return
        self._looked = today
        workspace = self._session.workspace

        def work(progress: Progress) -> None:
            if workspace.backup_is_due(today):
                workspace.backup("daily", progress)

        self._session.jobs.run(work, lambda _nothing: None, doing=_("Making today’s backup"), refused=self._no_backup)

    def _no_backup(self, refused: RoundtableError) -> None:
        if isinstance(refused, NoSpace):
            if self._told_of_room:
                return
            self._told_of_room = True
        self._session.warn(refused.sentence)

    # where it lies

    def _look_where_it_lies(self) -> None:
        path = self._session.workspace.path.resolve()
        if str(path) in self._session.settings.well_placed:
            return

        def work(_progress: Progress) -> Message | None:
            from desktop_app.workspace.file import whereabouts

            return whereabouts.warning(path)

        def tell(warning: Message | None) -> None:
            if warning is not None:
                self._session.warn(warning, offer=_("Do not show this again"), taken=self._never_again)

        self._session.jobs.run(work, tell, doing=_("Checking where the file is"))

    def _never_again(self) -> None:
        settings = kept.load()
        self._window.remember(well_placed=(*settings.well_placed, str(self._session.workspace.path.resolve())))
