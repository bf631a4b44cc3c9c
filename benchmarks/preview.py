"""From a key press in the minutes until the pages beside them have been painted with it, in minutes of 20 pages.

    python benchmarks/preview.py [--keys 60] [--every 130]

A real window with the page of meetings, shown beside the live preview; real key events at a typist's pace (``every``
milliseconds), each followed until the preview has painted, from a document in which the letter stands, all that is in
view. Keys that come while a document is made are answered by the next one, and their time counts in full. Beside it
stands for how long the window's thread was busy or kept waiting at most: how much later than it should a timer of one
millisecond was served, and how much of the processor's time the window's thread used between two services of it. The
processor's time between key and paint, of all threads together, is about what the clock
would show on a machine that has nothing else to do: other work does not count in it. Offscreen unless QT_QPA_PLATFORM
says otherwise.
"""

from __future__ import annotations

import argparse
import gc
import os
import statistics
import sys
import tempfile
import uuid
from datetime import datetime
from pathlib import Path
from time import perf_counter, process_time, thread_time
from typing import TYPE_CHECKING, NamedTuple

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("ROUNDTABLE_SETTINGS", tempfile.mkdtemp())

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from benchmarks.documents import sentence
from benchmarks.typesetters import arabic
from desktop_app.records import AgendaItem, Entry, Meeting, Record
from desktop_app.records.position import spread
from desktop_app.settings import Settings
from desktop_app.workspace import Workspace
from ui.app import application, dress
from ui.minutes.rows import Part
from ui.pages.meetings import MeetingsPage
from ui.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable

ENTRIES = 120
ITEMS = 10
TYPED = {
    "en": "and the delegation agrees that children stay at school ",
    "ar": "وتتفق البلدية على أن يبقى الأطفال في المدرسة ",
}


def make(path: Path, language: str) -> tuple[Workspace, str]:
    """Minutes of about 20 pages: the workspace, and an entry in the midst of them."""
    city = {"code": "MATNG", "name": {"en": "Tangier"}, "country": "MA"}
    workspace = Workspace.create(path, city=city, author="A", language=language)
    meeting = workspace.add(Meeting, {"title": {language: TYPED[language]}, "starts_at": "2018-01-15T10:00"})
    made: list[tuple[type[Record], dict[str, object]]] = []
    middle = ""
    for number, place in enumerate(spread(ITEMS)):
        item = str(uuid.uuid4())
        made.append((AgendaItem, {"id": item, "meeting": meeting, "title": {language: said(number, 5, language)},
                                  "position": place}))  # fmt: skip
        for entry, position in enumerate(spread(ENTRIES // ITEMS)):
            kind = ("note", "note", "decision", "action")[entry % 4]
            text = {language: said(number * 50 + entry, 40, language)}
            id_ = str(uuid.uuid4())
            middle = id_ if (number, entry) == (ITEMS // 2, 1) else middle
            made.append((Entry, {"id": id_, "agenda_item": item, "kind": kind, "text": text, "position": position}))
    workspace.add_all(made)
    return workspace, middle


def said(start: int, count: int, language: str) -> str:
    """So many words; among the Arabic ones, some in Latin letters and numbers."""
    return sentence(start, count) if language == "en" else arabic(start, count, mixed=True)


class Moment(NamedTuple):
    """A time by the clock, and by the processor's time of all threads of this process."""

    clock: float
    processor: float


def moment() -> Moment:
    """Now."""
    return Moment(perf_counter(), process_time())


class Watch(QObject):
    """Sees when the preview paints, and how late the window's thread is."""

    def __init__(self, page: MeetingsPage) -> None:
        super().__init__()
        assert page.live is not None
        self.live = page.live
        self.pressed: list[Moment] = []
        """When the keys were pressed that are not on the pages yet."""
        self.waited: list[Moment] = []
        self.late = self.busy = 0.0
        """At most: how late the window's thread was, and for how long it was at work without a break."""
        self._worked = thread_time()
        self._making: list[Moment] = []
        self._awaited: list[Moment] = []
        self._beat = perf_counter()
        self._timer = QTimer(self, interval=1)
        self._timer.timeout.connect(self._served)
        self._timer.start()
        page.session.jobs.started.connect(lambda _job: self._begun())
        self.live.shown.connect(self._made)
        self.live.preview.viewport().installEventFilter(self)

    def _served(self) -> None:
        now = perf_counter()
        self.late, self._beat = max(self.late, now - self._beat), now
        worked = thread_time()
        self.busy, self._worked = max(self.busy, worked - self._worked), worked

    def _begun(self) -> None:
        """A document is made of all that was typed before."""
        self._making, self.pressed = self._making + self.pressed, []

    def _made(self) -> None:
        self._awaited, self._making = self._awaited + self._making, []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        if event.type() == QEvent.Type.Paint and self._awaited and self.live.preview.is_current:
            QTimer.singleShot(0, self._painted)
        return False

    def _painted(self) -> None:
        now = moment()
        self.waited += [Moment(now.clock - at.clock, now.processor - at.processor) for at in self._awaited]
        self._awaited = []


def tell(what: str, watch: Watch, cpu: float) -> None:
    """Print what was measured, and how long it took; ``cpu``: seconds of the processor for a key."""
    print(what)
    for name, waits in (
        ("clock", sorted(wait.clock for wait in watch.waited)),
        ("processor", sorted(wait.processor for wait in watch.waited)),
    ):
        p50, p95 = statistics.median(waits), waits[int(len(waits) * 0.95)]
        print(f"  {name:9}  p50 {p50 * 1e3:4.0f}  p95 {p95 * 1e3:4.0f}  longest {waits[-1] * 1e3:4.0f} ms")
    print(
        f"  the window's thread at most {watch.late * 1e3:.0f} ms late, {watch.busy * 1e3:.0f} ms at work in one go;"
        f" processor {cpu * 1e3:.0f} ms a key"
    )


def measure(language: str, keys: int, every: int, folder: Path) -> None:
    """Type, and say how long it took."""
    workspace, entry = make(folder / f"{language}.roundtable", language)
    session = Session(workspace, Settings(language="en", author="A"))
    page = MeetingsPage(session, clock=lambda: datetime(2018, 1, 20, 9))
    page.resize(1400, 900)
    page.show()
    QTest.qWaitForWindowActive(page)
    page.open(entry)
    page.look_beside()
    assert page.minutes is not None
    assert page.live is not None
    until(lambda: page.live is not None and not page.live.waits)
    page.minutes.view.go((Part.ENTRY, entry))
    watch = Watch(page)
    for at in range(8):
        press(page, watch, TYPED[language][at])
        QTest.qWait(400)
    watch.waited.clear()
    watch.late = watch.busy = 0.0
    begun, cpu = perf_counter(), process_time()
    for at in range(keys):
        due = begun + at * every / 1000
        while perf_counter() < due:
            QTest.qWait(1)
        press(page, watch, TYPED[language][at % len(TYPED[language])])
    until(lambda: len(watch.waited) >= keys)
    cpu = (process_time() - cpu) / keys
    tell(f"{language}: {page.live.preview.pages} pages, {keys} keys, one in {every} ms", watch, cpu)
    page.close()
    session.close()


def press(page: MeetingsPage, watch: Watch, letter: str) -> None:
    """One key, as it comes from the window system."""
    assert page.minutes is not None
    watch.pressed.append(moment())
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(page.minutes.view.editor, event)


def until(holds: Callable[[], bool]) -> None:
    """Let the window live until something holds."""
    for _ in range(60_000):
        if holds():
            return
        QTest.qWait(1)
    raise TimeoutError


def main() -> None:
    """English, then Arabic."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--keys", type=int, default=60)
    asked.add_argument("--every", type=int, default=130)
    wanted = asked.parse_args()
    dress(application(), Settings(language="en", author="A", appearance="light"))
    gc.freeze()
    with tempfile.TemporaryDirectory() as folder:
        for language in ("en", "ar"):
            measure(language, wanted.keys, wanted.every, Path(folder))


if __name__ == "__main__":
    main()
