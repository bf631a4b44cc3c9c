"""What stands where files were taken in once they are merged: what was done, and the ways on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop_app.language import Message, _, plural
from ui.look.tokens import u
from ui.widgets import parts
from ui.widgets.announcing import announce
from ui.words.reading import directed
from ui.words.say import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ui.exchange.waiting import Refused
    from ui.session import Session


class Merged(QWidget):
    """The end of every merge, whatever it brought: one stays where one was, and chooses where to go.

    A merge that led to what there is to decide, or to who is likely the same, or to the list of imports, each as it
    happened to end, left people wondering where they were. And looking for who is the same takes a while: its answer
    must not turn the page under somebody's hands, so it only writes itself on its button, which is there already.
    """

    chosen = Signal(str)
    """The name of a part of the exchange to go to."""

    looked = Signal()
    """What was not merged is to be looked at."""

    def __init__(self, session: Session, choose: QWidget) -> None:
        """Make it. ``choose`` takes in more files."""
        super().__init__()
        self._session = session
        self._title = parts.label(role="heading")
        self._counts = parts.label(wrap=True)
        self._counts.centre()
        self._kinds = parts.label(role="muted", wrap=True)
        self._kinds.centre()
        self.left = parts.label(role="muted", wrap=True)
        """What was left side by side, where nothing else is to be decided."""
        self.left.centre()
        self.away = NotMerged(self.looked.emit)
        self.ways = {name: self._way(name) for name in ("decide", "same", "arrived")}
        self.tell_same(None)
        inner = QWidget()
        page = QVBoxLayout(inner)
        page.setContentsMargins(u(8), u(8), u(8), u(8))
        page.setSpacing(u(3))
        page.addStretch(2)
        page.addWidget(parts.Picture("check-circle", 12, "decision"), 0, Qt.AlignmentFlag.AlignHCenter)
        page.addWidget(self._title, 0, Qt.AlignmentFlag.AlignHCenter)
        self._counts.setFixedWidth(u(110))
        self._kinds.setFixedWidth(u(110))
        page.addWidget(self._counts, 0, Qt.AlignmentFlag.AlignHCenter)
        kinds = QHBoxLayout()
        kinds.addStretch()
        kinds.addWidget(self._kinds)
        kinds.addStretch()
        page.addLayout(kinds)
        page.addWidget(self.away, 0, Qt.AlignmentFlag.AlignHCenter)
        page.addLayout(parts.paragraph(_("A backup was made first. Each file can still be withdrawn under Received.")))
        page.addSpacing(u(2))
        for way in self.ways.values():
            page.addWidget(way, 0, Qt.AlignmentFlag.AlignHCenter)
        self.left.setFixedWidth(u(110))
        page.addWidget(self.left, 0, Qt.AlignmentFlag.AlignHCenter)
        page.addWidget(choose, 0, Qt.AlignmentFlag.AlignHCenter)
        page.addStretch(3)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(parts.Scrolled(inner))

    def _way(self, name: str) -> QPushButton:
        made = parts.button(_("See what was received"), lambda: self.chosen.emit(name))
        made.setMinimumWidth(u(84))  # wider where its words are
        made.setAutoDefault(True)  # Enter presses it
        return made

    def tell(self, title: Message, counts: str, kinds: str, refused: Sequence[Refused] = ()) -> None:
        """Say what was merged and what was not, and let the keyboard go on with what comes first: Enter goes there."""
        self.away.show_files(refused)
        say(self._title.setText, title, form=directed)
        self._counts.setText(directed(counts))
        self._counts.setVisible(bool(counts))
        self._kinds.setText(directed(kinds))
        self._kinds.setVisible(bool(kinds))
        self.tell_same(None)
        self.refresh()
        first = next(way for way in self.ways.values() if way.isEnabled())
        for way in self.ways.values():
            way.setProperty("role", "primary" if way is first else "")
            way.style().polish(way)
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, " ".join(filter(None, (str(title), counts, self.away.said))))

    def refresh(self) -> None:
        """Count again what is to be decided."""
        workspace = self._session.workspace
        waiting = workspace.undecided()
        left = 0 if waiting else sum(one.left for one in workspace.contested())
        self.left.setText(str(plural(
            "{n} contradiction was left side by side before.",
            "{n} contradictions were left side by side before.", left,
        )))  # fmt: skip
        self.left.setVisible(bool(left))
        self._offer("decide", waiting, plural("Decide {n} contradiction", "Decide {n} contradictions", waiting),
                    _("Nothing to decide"))  # fmt: skip

    def tell_same(self, pairs: int | None) -> None:
        """Say how many pairs are likely the same; ``None`` while nobody knows."""
        some = plural("Look at {n} likely duplicate", "Look at {n} likely duplicates", pairs or 0)
        none = _("Looking for likely duplicates") if pairs is None else _("No likely duplicates")
        self._offer("same", pairs or 0, some, none)

    def _offer(self, name: str, count: int, some: Message, none: Message) -> None:
        say(self.ways[name].setText, some if count else none)
        self.ways[name].setEnabled(bool(count))


class NotMerged(QFrame):
    """The files that could not be taken in when the others were merged, each with the reason; hidden without any."""

    def __init__(self, look: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("role", "warning")
        self.setFixedWidth(u(110))
        self._title, self._why = parts.label(role="strong", wrap=True), parts.label(wrap=True)
        self.look = parts.button(_("Look at what was not merged"), look, role="link", icon="warning")
        page = QVBoxLayout(self)
        page.setContentsMargins(u(3), u(2), u(3), u(2))
        page.setSpacing(u(1))
        for part in (self._title, self._why):
            page.addWidget(part)
        page.addWidget(self.look, 0, Qt.AlignmentFlag.AlignLeading)

    @property
    def said(self) -> str:
        """All of it in words; ``""`` without any."""
        return "" if self.isHidden() else f"{self._title.text()} {self._why.text()}"

    def show_files(self, refused: Sequence[Refused]) -> None:
        """Name other files."""
        self.setVisible(bool(refused))
        number = len(refused)
        self._title.setText(directed(str(plural("{n} file was not merged", "{n} files were not merged", number))))
        lines = (_("{label}: {value}", label=one.path.name, value=one.sentence) for one in refused)
        self._why.setText("\n".join(directed(str(line)) for line in lines))
