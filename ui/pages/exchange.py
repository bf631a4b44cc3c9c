"""Exchange: making a file to send, taking files in, what is to be decided, and what came in and went out before."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout

from desktop_app.language import Message, _
from ui.exchange.absent import Absent
from ui.exchange.alike import Alike
from ui.exchange.arrived import Arrived
from ui.exchange.cities import Cities
from ui.exchange.coming import Coming
from ui.exchange.deciding import Deciding
from ui.exchange.departed import Departed
from ui.exchange.forgotten import Forgotten
from ui.exchange.passed import Passed
from ui.exchange.sending import Sending
from ui.look.tokens import LARGE, u
from ui.page import Page
from ui.widgets import parts
from ui.widgets.header import Header
from ui.words.say import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from desktop_app.records import RecordId
    from desktop_app.workspace import Changed, Workspace
    from ui.session import Session

PARTS: Final[dict[str, Message]] = {
    "send": _("Send"),
    "receive": _("Receive"),
    "decide": _("To decide"),
    "same": _("Likely duplicates"),
    "arrived": _("Received"),
    "departed": _("Files made"),
    "forgotten": _("Erasures"),
    "missing": _("What is missing"),
    "cities": _("Cities"),
}


class ExchangePage(Page):
    """Parts behind tabs. Each is told of changes only while it is shown."""

    name: ClassVar = "exchange"
    title: ClassVar = _("Exchange")
    icon: ClassVar = "arrows-left-right"
    kinds: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.sending = Sending(session)
        self.coming = Coming(session, self._merged)
        self.deciding = Deciding(session)
        self.arrived = Arrived(session)
        self.departed = Departed(session)
        self.forgotten = Forgotten(session)
        self.same = Alike(session)
        self._offered = 0
        self._looked = False
        self.same.counted.connect(self._count_same)
        self.coming.done.chosen.connect(self.part)
        self.coming.counted.connect(self._say_counts)
        self.absent = Absent(session)
        self.cities = Cities(session)
        self._parts = {
            "send": self.sending, "receive": self.coming, "decide": self.deciding, "same": self.same,
            "arrived": self.arrived, "departed": self.departed, "forgotten": self.forgotten,
            "missing": self.absent, "cities": self.cities,
        }  # fmt: skip
        self._header = Header()
        self.tabs = _bar(large=session.settings.scale_percent > LARGE)
        self._stack = QStackedWidget()
        for number, (name, text) in enumerate(PARTS.items()):
            self.tabs.addTab("")
            say(self.tabs.setTabText, number, text)
            self._stack.addWidget(self._parts[name])
        if not session.workspace.city and not session.workspace.has_records:
            self.tabs.setCurrentIndex(list(PARTS).index("receive"))  # a coordinator begins with what cities send
            self._stack.setCurrentWidget(self.coming)
        self.tabs.currentChanged.connect(self._turned)
        self.tabs.tabBarClicked.connect(lambda _number: self.session.stepped.emit())
        self.tabs.tabBarClicked.connect(lambda _number: QTimer.singleShot(0, self, self._to_the_tray))
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, u(1))
        page.setSpacing(0)
        page.addWidget(self._header)
        page.addWidget(parts.indented(self.tabs, 4))
        page.addWidget(parts.line())
        page.addWidget(self._stack, 1)

    def refresh(self, changed: Changed | None) -> None:
        self._say_counts()
        # Nine tabs are more than the window has room for in every language, and most cities never need this one.
        self.tabs.setTabVisible(list(PARTS).index("forgotten"), self.session.workspace.erasures.any_known)
        said = _fingerprint(self.session.workspace)
        part = self._stack.currentWidget()
        # Where each fingerprint is one of a card, this one would be taken for one; of nothing there is none to compare.
        quiet = part is self.cities or not self.session.workspace.has_records
        self._header.show_texts(str(self.title), "" if quiet else str(said))
        if not self._looked and part is not self.same and self.session.workspace.imports():
            self.same.refresh()  # so that its tab has its number from the beginning
        self._looked = True
        if isinstance(part, Sending | Coming | Deciding | Passed | Alike | Absent | Cities):
            part.refresh()

    def _say_counts(self) -> None:
        waiting, same = self.session.workspace.undecided(), self._offered
        decide = _("To decide ({n})", n=waiting) if waiting else PARTS["decide"]
        alike = _("Likely duplicates ({n})", n=same) if same else PARTS["same"]
        files = self.coming.waiting
        receive = _("Receive ({n})", n=files) if files else PARTS["receive"]
        for name, text in (("receive", receive), ("decide", decide), ("same", alike)):
            self.tabs.setTabText(list(PARTS).index(name), str(text))

    def _changed(self, changed: Changed) -> None:
        """Any change may settle or raise a contradiction, whatever its kind."""
        if self.isVisible():
            self.refresh(changed)
        else:
            self._stale = True

    def _turned(self, number: int) -> None:
        self.session.settle()
        if self._stack.currentWidget() is self.coming:
            self.coming.put_away()
        self._stack.setCurrentIndex(number)
        self.refresh(None)

    def begun(self) -> Mapping[str, str]:
        return {"part": list(PARTS)[self.tabs.currentIndex()], **self.sending.begun()}

    def go_on_with(self, begun: Mapping[str, str]) -> None:
        if begun:
            self.sending.go_on_with(begun)
            self.tabs.setCurrentIndex(list(PARTS).index(begun["part"]))

    def part(self, name: str) -> None:
        self.tabs.setCurrentIndex(list(PARTS).index(name))
        self.tabs.setFocus()
        self._to_the_tray()

    def begin(self, name: str) -> None:
        """As every page; ``decide:`` and the key of a contradiction, or ``arrived:`` and the number of an import, goes
        to that one."""
        name, _colon, key = name.partition(":")
        self.part(name)
        if key and name == "arrived":
            self.arrived.list.select(key)
        elif key:
            self.deciding.open(key)
        elif name == "receive":
            self.coming.begin()
        elif name == "send":
            self.sending.to.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _to_the_tray(self) -> None:
        """Give the keys to the contradictions where they are shown: digits and Enter decide there."""
        if self._stack.currentWidget() is self.deciding and self.deciding.sides is not None:
            self.deciding.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_files(self, paths: Sequence[Path]) -> None:
        cards = [path for path in paths if path.suffix.lower() == ".rtcard"]
        self.part("cities" if cards else "receive")
        self.cities.take(cards)
        self.coming.take([path for path in paths if path not in cards])

    def undo(self) -> bool:
        return self._stack.currentWidget() is self.coming and self.coming.undo()

    def records(self) -> Sequence[RecordId]:
        cell = self.cell()
        return () if cell is None else cell[:1]

    def cell(self) -> tuple[RecordId, str, str] | None:
        sides = self.deciding.sides if self._stack.currentWidget() is self.deciding else None
        return None if sides is None else (sides.one.record, sides.one.field, sides.one.language)

    def _merged(self) -> None:
        """Stay, as `Merged` says why; who is likely the same is looked for meanwhile."""
        self.same.refresh()

    def _count_same(self, offered: int) -> None:
        if self.session.closed:  # it was counted beside the window, which may be gone by now
            return
        self._offered = offered
        self._say_counts()
        self.coming.done.tell_same(offered)


def _fingerprint(workspace: Workspace) -> Message:
    """What two people compare who want to know whether they have the same, and what it does not say."""
    if workspace.erasures.any_here_alone:
        return _(
            "Contents code {fingerprint}: where another workspace shows the same one, the contents are the same, except"
            " what was erased in one place only. A card’s fingerprint stands under Cities.",
            fingerprint=workspace.fingerprint(),
        )
    return _(
        "Contents code {fingerprint}: another workspace that shows the same one has the same contents. A card’s"
        " fingerprint stands under Cities.",
        fingerprint=workspace.fingerprint(),
    )


def _bar(*, large: bool) -> QTabBar:
    """The tabs; ``large`` ones are more than there is room for, and too short to be cut: arrows lead to the others."""
    bar = QTabBar()
    bar.setDrawBase(False)
    bar.setExpanding(False)
    bar.setUsesScrollButtons(large)
    bar.setElideMode(Qt.TextElideMode.ElideNone if large else Qt.TextElideMode.ElideRight)
    say(bar.setAccessibleName, _("Parts of the exchange"))
    return bar
