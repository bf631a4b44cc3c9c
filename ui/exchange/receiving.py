"""Reading bundles that came in: on another thread, and with their passphrase where they have one."""

from __future__ import annotations

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
) -> None:
    """Check a bundle whole and hand it over; asks for its passphrase if it has one.

    Args:
        jobs: where it is read.
        window: over which a question is asked.
        path: the bundle.
        done: takes it when it was checked.
        refused: takes the reason why it cannot be used; without it a small window says so.
        keyring: whose keys open it, where it is encrypted to city cards.
    """
    tell = refused or (lambda error: report.say_refusal(error.sentence, window))

    def read(phrase: str | None, otherwise: Callable[[RoundtableError], None], took: Callable[[], object]) -> None:
        def work(progress: Progress) -> Incoming:
            from desktop_app.exchange import bundle

            return bundle.read(path, passphrase=phrase, keyring=keyring, progress=progress)

        def read_it(incoming: Incoming) -> None:
            took()
            done(incoming)

        jobs.run(
            work,
            read_it,
            doing=_("Checking “{name}”", name=path.name),
            refused=otherwise,
        )

    def first(error: RoundtableError) -> None:
        if isinstance(error, PassphraseNeeded):
            ask()
        else:
            tell(error)

    def ask() -> None:
        asked = AskPassphrase(window, path.name)

        def wrong(error: RoundtableError) -> None:
            if isinstance(error, WrongPassphrase):
                asked.refuse(error.sentence)
                asked.line.selectAll()
            else:
                asked.reject()
                tell(error)

        asked.then(lambda: read(asked.line.text(), wrong, asked.accept))

    read(None, first, lambda: None)
