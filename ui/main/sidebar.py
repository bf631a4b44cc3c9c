"""The sidebar: whose workspace it is, the way to everything, the pages, and whether all is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop_app.language import _, window_language
from desktop_app.records import City, Membership
from ui.look.icons import icon
from ui.look.tokens import LARGE, u
from ui.pages import PAGES
from ui.widgets import parts
from ui.widgets.delegates import Sidebar as SidebarRows
from ui.widgets.models import Row
from ui.widgets.row_list import RowList
from ui.words.keys import Keys, with_keys
from ui.words.say import plain_tip, say, say_tip

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance

    from desktop_app.records import Record
    from ui.session import Session


class Sidebar(QWidget):
    """Fifty units wide, or what the pages' names need; a rail of icons where the text is large or the window small."""

    chosen = Signal(str)
    """The name of a page."""
    searched = Signal()
    """The person wants to find something."""

    def __init__(self, session: Session, *, rail: bool = False) -> None:
        super().__init__()
        self._session = session
        self.rail = rail or session.settings.scale_percent > LARGE
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.pages = _Pages(rail=self.rail)
        self.pages.selectionModel().currentChanged.connect(self._selected)
        self._city = parts.Elided("strong")
        self._group = parts.Elided("small")
        for label in (self._city, self._group):
            label.setToolTip(plain_tip(str(session.workspace.path)))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, u(3), 0, u(3))
        column.setSpacing(u(1))
        if not self.rail:
            column.addWidget(parts.indented(self._city, 5))
            column.addWidget(parts.indented(self._group, 5))
            column.addSpacing(u(1))
        column.addWidget(parts.indented(_SearchButton(self.searched, rail=self.rail), 3.5 if self.rail else 4))
        column.addSpacing(u(1))
        column.addWidget(self.pages, 1)
        self._foot = self._add_foot(column)
        self._show_names([Row(place.name, str(place.title), icon=place.icon) for place in PAGES])
        # What is counted appears a turn after the first paint: it need not keep anyone waiting.
        self.pages.painted.connect(lambda: QTimer.singleShot(0, self, self.refresh))

    def _add_foot(self, column: QVBoxLayout) -> QWidget:
        """Put in what is always so of the file; the first of it."""
        kept = _Foot("check-circle")
        say(kept.words.setText, _("All changes saved"))
        say_tip(kept.setToolTip, _("There is nothing to save: everything is saved as you type it."))
        protected = self._session.workspace.protected
        safe = _Foot("lock" if protected else "lock-open")
        say(safe.words.setText, _("Protected by a passphrase") if protected else _("Not protected"))
        say_tip(
            safe.setToolTip,
            _("The file can be read only with its passphrase.")
            if protected
            else _("Whoever has the file can read it. Set a passphrase in the menu File."),
        )
        lines = [parts.indented(foot, 5) for foot in (kept, safe)]
        for foot, line in zip((kept, safe), lines, strict=True):
            foot.words.setVisible(not self.rail)
            column.addWidget(line)
        return lines[0]

    def free(self) -> QRect:
        """The room between the pages' names and the foot."""
        rows = self.pages.model().rowCount()
        names = self.pages.visualRect(self.pages.model().index(rows - 1, 0))
        top = self.pages.viewport().mapTo(self, names.bottomLeft()).y() + 1
        return QRect(0, top, self.width(), self._foot.y() - top)

    def refresh(self) -> None:
        """Show the city, the counts and the pages' names as they are now."""
        if not self._session.closed:
            self._show_names([self._row(place.name) for place in PAGES])

    def _show_names(self, pages: list[Row]) -> None:
        workspace = self._session.workspace
        city = workspace.find(City, workspace.city)
        self._city.setText(city.called(window_language(), self._session.title) if city else workspace.path.stem)
        self._group.setText(str(_("Stakeholder group") if city else _("Coordinator")))
        shown = self.pages.key
        self.pages.rows.show(pages)
        self.setFixedWidth(u(15) if self.rail else max(u(50), self.pages.sizeHintForColumn(0)))
        if shown:
            self.select(shown)

    def _row(self, name: str) -> Row:
        place = next(place for place in PAGES if place.name == name)
        if place.name == "exchange":
            waiting = self._session.workspace.undecided()
            return Row(name, str(place.title), end=str(waiting or ""), tone="action", icon=place.icon)
        count = self._count(place.counts) if place.counts else 0
        return Row(name, str(place.title), end=f"{count}" if count else "", icon=place.icon)

    def _count(self, kind: type[Record]) -> int:
        """How many there are; of people and organisations that are linked as the same, each membership once."""
        workspace = self._session.workspace
        count = workspace.count(kind)
        if kind is Membership and workspace.groups():
            from desktop_app.workspace import linking

            count -= linking.said_twice(workspace)
        return count

    def select(self, name: str) -> None:
        """Mark a page as the one that is shown."""
        self.pages.select(name)

    def _selected(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self.pages.rows.at(index.row()).key)


class _Pages(RowList):
    def __init__(self, *, rail: bool) -> None:
        super().__init__(_("Pages"))
        delegate = SidebarRows(self)
        delegate.rail = rail
        self.setItemDelegate(delegate)


class _SearchButton(QPushButton):
    """Looks like a field, because that is what it opens."""

    def __init__(self, searched: SignalInstance, *, rail: bool) -> None:
        super().__init__()
        self.setProperty("role", "search")
        self.setIcon(icon("magnifying-glass"))
        self.setIconSize(QSize(u(4), u(4)))
        say(self.setAccessibleName, _("Search everything"))
        say_tip(self.setToolTip, with_keys(_("Search everything"), "Ctrl+K"))
        self.clicked.connect(searched)
        if rail:
            return
        say(self.setText, _("Search"))
        keys = QLabel(str(Keys("Ctrl+K")))
        keys.setProperty("role", "small")
        keys.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout(self)
        row.setContentsMargins(u(2), 0, u(2.5), 0)
        row.addStretch()
        row.addWidget(keys)


class _Foot(QWidget):
    def __init__(self, name: str) -> None:
        super().__init__()
        picture = parts.Picture(name, 4)
        self.words = parts.Elided("small")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(u(2))
        row.addWidget(picture)
        row.addWidget(self.words, 1)
