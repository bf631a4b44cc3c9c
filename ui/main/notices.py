"""What the window says at its foot: notices that pass, refusals that stay, and work that is under way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QElapsedTimer, QSize, Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QGridLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from desktop_app.language import Message, _, plural
from ui.look.icons import icon
from ui.look.tokens import FRAME, u
from ui.widgets import parts
from ui.widgets.announcing import announce
from ui.widgets.lines import Lines
from ui.words.reading import directed
from ui.words.say import say

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QShowEvent

    from ui.jobs import Job
    from ui.session import Notice

_PASSES: Final = 8_000
_READ = 2_000
"""Milliseconds after which a refusal is taken as read by whoever goes elsewhere."""
_MOST: Final = 5
"""Lines of a notice; what is longer is read in its tip."""
_LOOKS: Final = 150
"""Milliseconds between two looks at how far a job is."""

SOON: Final = 500
"""Milliseconds of work before the person is shown anything."""


class NoticeBar(QFrame):
    """One notice at a time, with at most one offer. It passes by itself unless it is a refusal or has the focus."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "notice")
        self.words = Lines(most=_MOST)
        self.offer = QPushButton()
        self.offer.setProperty("role", "offer")
        self.offer.clicked.connect(self._take)
        self._close = parts.icon_button("x", _("Close"), self.hide)
        self._close.setProperty("role", "offer")
        self._notice: Notice | None = None
        self._lay_out()
        self._stands = QElapsedTimer()
        self._timer = QTimer(self, singleShot=True, interval=_PASSES)
        self._timer.timeout.connect(self._pass)
        self.hide()

    def _lay_out(self) -> None:
        """The sentence with the cross in its corner, and below it what is offered."""
        self._close.setIconSize(QSize(u(4), u(4)))
        inset = u(0.5) + FRAME  # as far as the words of what is offered stand from the edge of their button
        self.words.setContentsMargins(inset, u(0.5), inset, u(0.5))
        card = QGridLayout(self)
        card.setContentsMargins(u(1.5), u(1.5), u(1.5), u(1))
        card.setHorizontalSpacing(0)
        card.setVerticalSpacing(0)
        card.setColumnStretch(0, 1)
        card.addWidget(self.words, 0, 0)
        card.addWidget(self._close, 0, 1, Qt.AlignmentFlag.AlignTop)
        card.addWidget(self.offer, 1, 0, 1, 2, Qt.AlignmentFlag.AlignLeading)

    def fit(self, width: int, height: int) -> None:
        """Cut the sentence after fewer lines where the card would be higher than there is room; not below two."""
        for most in range(_MOST, 1, -1):
            self.words.most = most
            if height_of(self, width) <= height:
                return

    def tell(self, notice: Notice) -> None:
        """Show a notice in place of the last one, and let a screen reader say it."""
        self._notice = notice
        self.setProperty("role", "warning" if notice.warning else "notice")
        self._close.setIcon(icon("x", "action" if notice.warning else "surface"))
        self.style().polish(self)
        for part in (self.words, self.offer, self._close):
            part.style().polish(part)
        say(self.words.setText, notice.sentence, form=directed)
        self.offer.setVisible(notice.offer is not None)
        if notice.offer is not None:
            say(self.offer.setText, notice.offer)
        self.show()
        self._stands.start()
        announce(self, str(notice.sentence))
        if notice.warning:
            self._timer.stop()
        else:
            self._timer.start()

    def _take(self) -> None:
        self.hide()
        if self._notice is not None and self._notice.taken is not None:
            self._notice.taken()

    def end(self) -> None:
        """What was said is over; a refusal stays until it was read."""
        if self._notice is not None and not self._notice.warning:
            self.hide()

    def leave(self) -> None:
        """The person turns to another page: what was said of the former is over, and a refusal too that was read."""
        if self._notice is not None and (not self._notice.warning or self._stands.hasExpired(_READ)):
            self.hide()

    def _pass(self) -> None:
        if self.window().focusWidget() in (self.offer, self._close):
            self._timer.start()
        else:
            self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)


def height_of(card: QWidget, width: int) -> int:
    """How high what is laid out in a card is in a width, with what was said while it was hidden."""
    inner = card.layout()
    if inner is None:
        return card.sizeHint().height()
    inner.invalidate()
    return inner.totalHeightForWidth(width) if inner.hasHeightForWidth() else inner.totalSizeHint().height()


class JobView(QFrame):
    """How far a job is, an estimate, and Cancel."""

    def __init__(self, job: Job, *, narrow: bool = False) -> None:
        """Make it; ``narrow`` for the place of a notice, with Cancel below."""
        super().__init__()
        self.setProperty("role", "card")
        self._job = job
        self._doing = Lines(most=3)
        self._left = parts.label(role="small")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setMaximum(0)
        self.cancel = parts.button(_("Cancel"), self._cancel)
        all_of_it = QBoxLayout(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight, self)
        margin = u(2) if narrow else u(4)
        all_of_it.setContentsMargins(margin, u(2) if narrow else u(3), margin, u(2) if narrow else u(3))
        all_of_it.setSpacing(u(2) if narrow else u(4))
        words = QVBoxLayout()
        words.setSpacing(u(1))
        words.addWidget(self._doing)
        words.addWidget(self._bar)
        words.addWidget(self._left)
        all_of_it.addLayout(words, 1)
        all_of_it.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        self._timer = QTimer(self, interval=_LOOKS)
        self._timer.timeout.connect(self._look)
        job.ended.connect(self._over)
        self._look()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look()
        self._timer.start()
        announce(self, self._doing.text())

    def _over(self) -> None:
        self._timer.stop()
        self.hide()
        self.deleteLater()

    def _cancel(self) -> None:
        self._job.cancel()
        self.cancel.setEnabled(False)
        self._look()

    def _look(self) -> None:
        job = self._job
        self._doing.setText(str(_("Stopping…") if job.cancelling else job.doing))
        self._bar.setAccessibleName(self._doing.text())
        self._bar.setMaximum(1000 if job.total else 0)
        if job.total:
            self._bar.setValue(min(1000, 1000 * job.done // job.total))
        seconds = job.seconds_left
        self._left.setText("" if seconds is None or job.cancelling else str(time_left(seconds)))


def time_left(seconds: float) -> Message:
    """An estimate as people give one."""
    if seconds < 5:
        return _("A few seconds left")
    if seconds < 90:
        tens = 5 * round(seconds / 5)
        return plural("About {n} second left", "About {n} seconds left", tens)
    return plural("About {n} minute left", "About {n} minutes left", round(seconds / 60))


class Veil(QWidget):
    """Lies over the window, or over the dialog that is open, while a job needs it to stand still: nothing else can be
    clicked or typed."""

    def __init__(self, window: QWidget, job: Job) -> None:
        over = QApplication.activeModalWidget() or window
        super().__init__(over)
        self._view = JobView(job)
        self._view.setFixedWidth(u(90))
        self._view.hide()
        page = QVBoxLayout(self)
        page.addWidget(self._view, 0, Qt.AlignmentFlag.AlignCenter)
        self._before: QWidget | None = over.focusWidget()
        self.setGeometry(over.rect())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.show()
        self.raise_()
        self.setFocus()
        QTimer.singleShot(SOON, self, self._appear)
        job.ended.connect(self._over)

    def _appear(self) -> None:
        self._view.show()
        self._view.cancel.setFocus()

    def _over(self) -> None:
        focused = QApplication.focusWidget()
        kept_it = focused is None or focused is self or self.isAncestorOf(focused)
        self.hide()
        self.deleteLater()
        if kept_it and self._before is not None and isValid(self._before) and self._before.isVisible():
            self._before.setFocus()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002  # Qt's own name and shape
        return True  # the focus stays here until the job ends

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._view.cancel.click()
