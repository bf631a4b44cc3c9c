"""What fills the window while a workspace is open: the sidebar, and the pages, each made when it is first shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from desktop_app.errors import Unknown
from ui.main.banner import Banner
from ui.main.notices import SOON, JobView, NoticeBar, Veil
from ui.main.sidebar import Sidebar
from ui.pages import PAGES, place_of
from ui.widgets import parts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop_app.records import RecordId
    from desktop_app.workspace import Changed
    from ui.jobs import Job
    from ui.page import Page
    from ui.session import Session


class Shell(QWidget):
    """Sidebar and page; at the foot of the sidebar, or beside a rail's, notices and work under way."""

    searched = Signal()
    paged = Signal(str)
    """Another page is shown; its name."""

    def __init__(
        self, session: Session, *, rail: bool = False, begun: Mapping[str, Mapping[str, str]] | None = None
    ) -> None:
        """Make it.

        Args:
            session: what it shows.
            rail: whether the sidebar is narrow.
            begun: what was begun on the pages of another before it, by their names.
        """
        super().__init__()
        self.session = session
        self._pages: dict[str, Page] = {}
        self._begun = dict(begun or {})
        self.sidebar = self._make_sidebar(rail=rail)
        self._stack = QStackedWidget()
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addWidget(parts.line(vertical=True))
        self.notices = NoticeBar()
        self._banner = Banner(self, self._stack, self.notices)
        self._banner.stand_by(self.sidebar)
        row.addWidget(self._stack, 1)
        session.changed.connect(self._changed)
        session.navigated.connect(self.open)
        session.noticed.connect(self.notices.tell)
        session.stepped.connect(self.notices.end)
        session.retranslated.connect(lambda: self.sidebar.refresh())
        session.jobs.started.connect(self._show_job)
        session.jobs.refused.connect(lambda refused: session.warn(refused.sentence))

    # pages

    @property
    def page(self) -> Page | None:
        """The page that is shown."""
        return self._pages.get(self.sidebar.pages.key)

    def go(self, name: str) -> Page:
        """Show a page, made now if this is the first time."""
        self.session.settle()
        if name not in self._pages:
            place = next(place for place in PAGES if place.name == name)
            self._pages[name] = place.make(self.session)
            self._pages[name].go_on_with(self._begun.pop(name, {}))
            self._stack.addWidget(self._pages[name])
        page = self._pages[name]
        self._stack.setCurrentWidget(page)
        self.sidebar.select(name)
        self.paged.emit(name)
        return page

    def begun(self) -> dict[str, Mapping[str, str]]:
        """What is begun on each page, so that another shell can go on with it."""
        return self._begun | {name: page.begun() for name, page in self._pages.items()}

    def _go_on(self, name: str) -> None:
        """The person turns to another page: what was said of the former is over."""
        if self._pages.get(name) is not self._stack.currentWidget():
            self.notices.leave()
        self.go(name)

    def open(self, record: RecordId) -> bool:
        """Show a record where records of its kind are shown; whether it was found."""
        try:
            kind = self.session.workspace.get(record).kind_name
        except Unknown:
            return False
        place = place_of(kind)
        return place is not None and self.go(place.name).open(record)

    def _changed(self, changed: Changed) -> None:
        self.sidebar.refresh()

    @property
    def current(self) -> RecordId:
        """The record that the page shows, if it shows one."""
        return self.page.current if self.page is not None else ""

    def use_rail(self, *, rail: bool) -> None:
        """Make the sidebar a rail, or wide again."""
        if rail != self.sidebar.rail:
            self._replace_sidebar(rail=rail)

    def say_protection(self) -> None:
        """Say in the sidebar whether the file is protected, after that has changed."""
        self._replace_sidebar(rail=self.sidebar.rail)

    def _replace_sidebar(self, *, rail: bool) -> None:
        shown, had_focus = self.sidebar.pages.key, self.sidebar.pages.hasFocus()
        old, self.sidebar = self.sidebar, self._make_sidebar(rail=rail)
        self._row.replaceWidget(old, self.sidebar)
        old.deleteLater()
        self._banner.stand_by(self.sidebar)
        self.sidebar.select(shown)
        if had_focus:
            self.keyboard_start()

    def _make_sidebar(self, *, rail: bool) -> Sidebar:
        made = Sidebar(self.session, rail=rail)
        made.chosen.connect(self._go_on)
        made.searched.connect(self.searched)
        return made

    # work under way

    def _show_job(self, job: Job) -> None:
        if job.alone:
            Veil(self.window(), job)
            return
        view = JobView(job, narrow=True)
        view.hide()
        self._banner.add(view)
        QTimer.singleShot(SOON, view, view.show)

    def keyboard_start(self) -> None:
        """Put the focus where the keyboard is of use first."""
        self.sidebar.pages.setFocus(Qt.FocusReason.OtherFocusReason)
