"""Long work off the window's thread: a plain callable that takes a `Progress`, and what happens when it ends."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from desktop_app.errors import RoundtableError
from desktop_app.progress import Cancelled
from ui import report

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_app.language import Message
    from desktop_app.progress import Progress

T = TypeVar("T")

_PATIENCE = 10.0
"""Seconds that closing the window waits for a job that was asked to stop."""


class Job(QObject):
    """One piece of work under way. Give it to `Jobs.run`; the window shows it and offers to cancel it."""

    ended = Signal()
    """On the window's thread, after the result or the refusal was handed over."""
    _finished = Signal()

    def __init__(self, doing: Message, *, alone: bool, parent: QObject | None = None) -> None:
        """Describe a job.

        Args:
            doing: what it does, for the person who waits.
            alone: it needs the workspace for itself, so the window takes no other input until it ends.
            parent: whoever keeps it.
        """
        super().__init__(parent)
        self.doing = doing
        self.alone = alone
        self.forsaken = False
        """Whether nobody is there any more to whom its result could be given."""
        self.done = 0
        self.total: int | None = None
        self.started = time.monotonic()
        self._unwanted = threading.Event()
        self._thread: threading.Thread | None = None
        self._finish: Callable[[], None] = lambda: None
        self._finished.connect(self._end)

    def step(self, done: int, total: int | None = None, doing: Message | None = None) -> None:
        """`Progress`, called on the job's own thread; the window looks at the numbers when it likes."""
        self.done, self.total = done, total
        if doing is not None:
            self.doing = doing
        if self._unwanted.is_set():
            raise Cancelled

    def cancel(self) -> None:
        """Ask the work to stop at its next step and leave everything as it was."""
        self._unwanted.set()

    @property
    def cancelling(self) -> bool:
        """Whether it was asked to stop."""
        return self._unwanted.is_set()

    @property
    def seconds_left(self) -> float | None:
        """An estimate from how far it is; ``None`` while there is nothing to go by."""
        passed = time.monotonic() - self.started
        if not self.total or self.done <= 0 or passed < 1:
            return None
        return passed * (self.total - self.done) / self.done

    def start(self, work: Callable[[Progress], Callable[[], None]]) -> None:
        """Run ``work`` on a thread of its own; what it returns is called on the window's thread at the end."""

        def run() -> None:
            self._finish = work(self)
            self._finished.emit()

        self._thread = threading.Thread(target=run, name="job", daemon=True)
        self._thread.start()

    def join(self, seconds: float) -> None:
        """Wait for its thread."""
        if self._thread is not None:
            self._thread.join(seconds)

    def _end(self) -> None:
        try:
            if not self.forsaken:
                self._finish()
        finally:
            self.ended.emit()


class Jobs(QObject):
    """The jobs of one session."""

    started = Signal(object)
    """A `Job`, for whoever shows progress."""
    refused = Signal(object)
    """A `RoundtableError` for which the job's owner had no answer of its own."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.running: list[Job] = []

    def run(
        self,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        *,
        doing: Message,
        refused: Callable[[RoundtableError], None] | None = None,
        cancelled: Callable[[], None] | None = None,
        alone: bool = False,
    ) -> Job:
        """Do ``work`` on another thread; exactly one of the callbacks follows, on the window's thread.

        Args:
            work: a callable that touches no widget. One that touches the workspace must be ``alone``, but for a backup.
            done: takes the result.
            doing: what the person reads while it lasts longer than half a second.
            refused: takes the world's error; without it the window says its sentence.
            cancelled: called when the person stopped it.
            alone: the window takes no other input meanwhile, because the workspace is in use.

        A bug in ``work`` goes to the report window.
        """
        job = Job(doing, alone=alone, parent=self)

        def attempt(progress: Progress) -> Callable[[], None]:
            try:
                result = work(progress)
            except Cancelled:
                return cancelled or (lambda: None)
            except RoundtableError as error:
                refusal = error
                return lambda: (refused or self.refused.emit)(refusal)
            except Exception as error:  # noqa: BLE001  # whatever a bug raises belongs into the report
                bug = error
                return lambda: report.tell(bug)
            return lambda: done(result)

        self.running.append(job)
        job.ended.connect(lambda: self._over(job))
        self.started.emit(job)
        job.start(attempt)
        return job

    def _over(self, job: Job) -> None:
        self.running.remove(job)
        job.deleteLater()

    def stop(self) -> None:
        """Cancel everything and wait a while for it to end; what was to be done with it has nothing to stand on."""
        for job in self.running:
            job.forsaken = True
            job.cancel()
        for job in self.running:
            job.join(_PATIENCE)


class Latest:
    """The one job of its sort that is still wanted: another takes its place, and what has ended is let go."""

    def __init__(self, owner: QObject) -> None:
        """Make it. ``owner``: takes what comes of the jobs; when it is gone, nobody wants them any more."""
        self._jobs: list[Job] = []
        """Those under way, the one that is wanted last."""
        owner.destroyed.connect(lambda: self._forsake())

    def replace(self, begin: Callable[[], Job]) -> None:
        """Ask the job before to stop if it is under way, and begin another."""
        for job in self._jobs:
            job.cancel()
        begun = begin()
        self._jobs.append(begun)
        begun.ended.connect(lambda: self._jobs.remove(begun))

    @property
    def wanted(self) -> bool:
        """Whether there is one under way that nobody has asked to stop."""
        return any(not job.cancelling for job in self._jobs)

    def _forsake(self) -> None:
        for job in self._jobs:
            job.forsaken = True
            job.cancel()
