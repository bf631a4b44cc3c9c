"""How workspaces are opened, made and joined, and where files go that are dropped on the window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from msgspec import structs
from PySide6.QtCore import QTimer

from desktop_app import settings as kept
from desktop_app.errors import Damaged, PassphraseNeeded, RoundtableError, WrongPassphrase, refusing
from desktop_app.language import _
from ui import report
from ui.jobs import Jobs
from ui.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_app.exchange.bundle import Incoming
    from desktop_app.progress import Progress
    from desktop_app.settings import Settings
    from desktop_app.workspace import Secret, Workspace
    from ui.dialogs.frame import Ask, NewFile
    from ui.dialogs.unlocking import AskToOpen
    from ui.main.window import Window

T = TypeVar("T")

WORKSPACE: Final = ".roundtable"
BUNDLE: Final = ".rtbundle"
DOCUMENT: Final = ".docx"
CARD: Final = ".rtcard"
SHEETS: Final = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv"})
_WATCH_AFTER: Final = 2_000
"""Milliseconds after a workspace is shown, in which it is the person's alone."""


class Opener:
    """Keeps the settings, and knows every way to come to an open workspace."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.jobs = Jobs()

    def remember(self, **choices: object) -> None:
        """Keep a choice of the person at this machine."""
        self.settings = structs.replace(self.settings, **choices)
        kept.save(self.settings)

    def begin(self, window: Window, path: Path | None) -> None:
        """At the start: the file that was named, or the one that was open last."""
        last = next((Path(recent) for recent in self.settings.recent[:1]), None)
        if path is not None:
            self.open(window, path)
        elif last is not None and last.exists():
            self.open(window, last)

    # commands

    def do(self, window: Window, name: str) -> None:
        """Run a command that concerns files, by its name."""
        what, _colon, argument = name.partition(":")
        if argument:
            self.open(window, Path(argument))
            return
        commands: dict[str, Callable[[Window], None]] = {
            "open_workspace": self._ask_what_to_open,
            "new_workspace": self._ask_for_new,
            "join": self._ask_what_to_join,
            "demo": self._demo,
        }
        if what in commands:
            commands[what](window)
        else:
            from ui.main import safety

            safety.do(self, window, what)

    def take_files(self, window: Window, paths: list[Path]) -> None:
        """Files that were dropped on the window: each goes where files of its kind go."""
        workspaces = [path for path in paths if path.suffix == WORKSPACE]
        bundles = [path for path in paths if path.suffix == BUNDLE]
        documents = [path for path in paths if path.suffix.lower() == DOCUMENT]
        cards = [path for path in paths if path.suffix.lower() == CARD]
        sheets = [path for path in paths if path.suffix.lower() in SHEETS]
        if workspaces and window.session is not None:
            self._ask_to_change(window, workspaces[0])
        elif workspaces:
            self.open(window, workspaces[0])
        elif bundles and window.session is None:
            self.join(window, bundles[0])
        elif (bundles or cards) and window.session is not None:
            window.merge_files([*cards, *bundles])
        elif cards:
            report.say_refusal(_("Open or start a workspace first; then you can add the card."), window)
        elif documents and window.session is not None:
            from ui.documents.amendments import read_amendments

            read_amendments(window.session, window, documents[0])
        elif sheets and window.session is not None:
            window.import_sheet(sheets[0])
        elif sheets:
            report.say_refusal(_("Open or start a workspace first; then you can import the list."), window)
        else:
            name = paths[0].name
            report.say_refusal(_("Roundtable does not know what to do with the file “{name}”.", name=name), window)

    def _ask_to_change(self, window: Window, path: Path) -> None:
        """Open another workspace only where that is wanted: whoever merges may have taken it for a file to merge."""
        from ui.dialogs.frame import Ask

        why = _(
            "It will be opened in place of this one, and nothing in it will be merged. To merge what is in "
            "it, ask the people who work with it for a file made under Exchange › Send."
        )
        asked = Ask(window, _("“{name}” is a whole workspace", name=path.name), why, _("Open it"))

        def yes() -> None:
            asked.accept()
            self.open(window, path)

        asked.then(yes)

    # opening

    def _ask_what_to_open(self, window: Window) -> None:
        chosen = choose_file(window, str(_("Open")), f"Roundtable (*{WORKSPACE})")
        if chosen:
            self.open(window, chosen)

    def open(self, window: Window, path: Path, passphrase: Secret = None) -> None:
        """Open a workspace; a protected one asks for its passphrase first."""
        from desktop_app.workspace import Workspace

        if window.session is not None and _same(window.session.workspace.path, path):
            return
        try:
            workspace = Workspace.open(path, passphrase=passphrase)
        except PassphraseNeeded:
            self._ask_passphrase(window, path)
        except Damaged as refused:
            from ui.main.safety import offer_backups

            offer_backups(self, window, path, refused.sentence)
        except RoundtableError as refused:
            report.say_refusal(refused.sentence, window)
        else:
            self.use(window, workspace)

    def _ask_passphrase(self, window: Window, path: Path) -> None:
        from desktop_app.workspace import Workspace
        from ui.dialogs.unlocking import AskToOpen

        asked = AskToOpen(window, path)

        def opened(workspace: Workspace) -> None:
            asked.accept()
            self.use(window, workspace)
            if asked.opening.by_sheet and window.session is not None:
                window.session.notice(
                    _("Opened with the recovery sheet. Set a new passphrase; after that, the sheet no longer works."),
                    offer=_("Passphrase…"),
                    taken=lambda: window.do("passphrase"),
                )

        asked.then(lambda: self.unlock(asked, lambda secret: Workspace.open(path, passphrase=secret), opened))

    def unlock(self, asked: AskToOpen, work: Callable[[Secret], T], opened: Callable[[T], None]) -> None:
        """Do something with what was typed, on another thread; what is wrong with it is said in the dialog."""
        try:
            secret = asked.opening.secret()
        except RoundtableError as refused:
            asked.refuse(refused.sentence)
            return

        def wrong(refused: RoundtableError) -> None:
            asked.refuse(refused.sentence)
            if isinstance(refused, WrongPassphrase):
                asked.opening.wrong()

        self.jobs.run(lambda _progress: work(secret), opened, doing=_("Opening the file"), refused=wrong, alone=True)

    def use(self, window: Window, workspace: Workspace) -> None:
        """Show a workspace that is open, and remember where it lies."""
        before, self.settings = self.settings, self.settings.opened(workspace.path)
        if self.settings != before:
            kept.save(self.settings)
        session = Session(workspace, self.settings)
        window.use(session)
        QTimer.singleShot(_WATCH_AFTER, session, lambda: self._watch(window, session))

    def _watch(self, window: Window, session: Session) -> None:
        """See to backups and the lock, once the person can work."""
        from ui.main.safety.guard import guard

        guard(window, session)

    # making

    def _ask_for_new(self, window: Window) -> None:
        from ui.dialogs.new_workspace import NewWorkspace

        asked = NewWorkspace(window, self.settings)

        def taken() -> None:
            answer = asked.answer()
            if answer is not None:
                self._make(window, answer, asked, lambda _workspace, _progress: None)

        asked.then(taken)

    def _make(self, window: Window, answer: NewFile, asked: Ask, fill: Callable[[Workspace, Progress], None]) -> None:
        """Make a workspace on another thread, since a passphrase's key takes its time, fill it and open it."""
        from desktop_app.workspace import Workspace

        def work(progress: Progress) -> Workspace:
            with refusing(answer.path):
                answer.path.parent.mkdir(parents=True, exist_ok=True)
            workspace = Workspace.create(
                answer.path,
                city=answer.city,
                author=answer.author,
                passphrase=answer.passphrase,
                language=answer.language,
            )
            try:
                fill(workspace, progress)
            except BaseException:
                workspace.close()
                answer.path.unlink(missing_ok=True)
                raise
            return workspace

        def done(workspace: Workspace) -> None:
            self.remember(author=answer.author)
            asked.accept()
            self.use(window, workspace)

        self.jobs.run(
            work,
            done,
            doing=_("Making the workspace"),
            refused=lambda refused: asked.refuse(refused.sentence),
            alone=True,
        )

    # joining

    def _ask_what_to_join(self, window: Window) -> None:
        chosen = choose_file(window, str(_("The file that you were sent")), f"Roundtable (*{BUNDLE} *{WORKSPACE})")
        if chosen:
            self.join(window, chosen)

    def join(self, window: Window, path: Path) -> None:
        """Begin with a file that somebody sent: a bundle fills a new workspace, a workspace is opened."""
        if path.suffix == WORKSPACE:
            self.open(window, path)
            return
        from ui.exchange.receiving import read_bundle

        read_bundle(self.jobs, window, path, lambda incoming: self._ask_to_join(window, incoming))

    def _ask_to_join(self, window: Window, incoming: Incoming) -> None:
        from ui.dialogs.join import Join

        asked = Join(window, self.settings, incoming)

        def taken() -> None:
            answer = asked.answer()
            if answer is not None:
                self._make(window, answer, asked, asked.fill)

        asked.then(taken)

    # the demo

    def _demo(self, window: Window) -> None:
        """Make the demo where the person keeps documents, or open the one that is there."""
        import platformdirs

        folder = Path(platformdirs.user_documents_dir()) / "Roundtable demo"
        merged = folder / "network.roundtable"
        if merged.exists():
            self.open(window, merged)
            return

        def work(progress: Progress) -> Path:
            from desktop_app import demo

            return demo.make(folder, progress).merged

        self.jobs.run(work, lambda path: self.open(window, path), doing=_("Making the demo"),
                      refused=lambda refused: report.say_refusal(refused.sentence, window), alone=True)  # fmt: skip


def choose_file(window: Window, title: str, kinds: str) -> Path | None:
    """One file from the system's own dialog."""
    from PySide6.QtWidgets import QFileDialog

    chosen, _kind = QFileDialog.getOpenFileName(window, title, "", kinds)
    return Path(chosen) if chosen else None


def _same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()
