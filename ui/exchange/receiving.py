"""Reading bundles that came in: on another thread, and with their passphrase where they have one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop_app.errors import PassphraseNeeded, RoundtableError, WrongPassphrase
from desktop_app.language import _
from ui import report
from ui.dialogs.passphrase import AskPassphrase

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from desktop_app.exchange.bundle import Incoming
    from desktop_app.progress import Progress
    from desktop_app.workspace import Keyring
    from ui.jobs import Jobs


def read_bundle(
    jobs: Jobs,
    window: QWidget,
    path: Path,
    done: Callable[[Incoming], None],
    refused: Callable[[RoundtableError], None] | None = None,
    keyring: Keyring | None = None,
    put_off: Callable[[RoundtableError], None] | None = None,
) -> None:
    """Check a bundle whole and hand it over; asks for its passphrase if it has one.

    Args:
        jobs: where it is read.
        window: over which a question is asked.
        path: the bundle.
        done: takes it when it was checked.
        refused: takes the reason why it cannot be used; without it a small window says so.
        keyring: whose keys open it, where it is encrypted to city cards.
        put_off: called when nobody gave the passphrase that it needs.
    """
    tell = refused or (lambda error: report.say_refusal(error.sentence, window))
    _Reading(jobs, window, path, done, tell, keyring, put_off or (lambda _error: None)).begin()


@dataclass(frozen=True)
class _Reading:
    """One bundle that is read: at once, and again with each passphrase until one opens it."""

    jobs: Jobs
    window: QWidget
    path: Path
    done: Callable[[Incoming], None]
    tell: Callable[[RoundtableError], None]
    keyring: Keyring | None
    put_off: Callable[[RoundtableError], None]

    def begin(self) -> None:
        self._read(None, self.done, self._without_passphrase)

    def _read(
        self, phrase: str | None, done: Callable[[Incoming], None], refused: Callable[[RoundtableError], None]
    ) -> None:
        def work(progress: Progress) -> Incoming:
            from desktop_app.exchange import bundle

            return bundle.read(self.path, passphrase=phrase, keyring=self.keyring, progress=progress)

        self.jobs.run(work, done, doing=_("Checking “{name}”", name=self.path.name), refused=refused)

    def _without_passphrase(self, error: RoundtableError) -> None:
        if isinstance(error, PassphraseNeeded):
            self._ask(error)
        else:
            self.tell(error)

    def _ask(self, needed: PassphraseNeeded) -> None:
        asked = AskPassphrase(self.window, self.path.name)
        asked.rejected.connect(lambda: self.put_off(needed))

        def opened(incoming: Incoming) -> None:
            asked.accept()
            self.done(incoming)

        def wrong(error: RoundtableError) -> None:
            if isinstance(error, WrongPassphrase):
                asked.refuse(error.sentence)
                asked.line.selectAll()
            else:
                asked.accept()
                self.tell(error)

        asked.then(lambda: self._read(asked.line.text(), opened, wrong))
