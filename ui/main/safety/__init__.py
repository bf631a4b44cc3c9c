"""What the window does to keep a workspace safe. Read when first asked for, never on the way to an open window."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from desktop_app.language import Message, _, plural
from ui.main.safety.guard import guard
from ui.main.safety.restoring import offer_backups, show_backups

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_app.errors import RoundtableError
    from desktop_app.progress import Progress
    from desktop_app.workspace import Backup
    from ui.dialogs.protection import Protecting, Protection
    from ui.main.opening import Opener
    from ui.main.window import Window
    from ui.session import Session

__all__ = ["COMMANDS", "do", "offer_backups"]


def do(opener: Opener, window: Window, name: str) -> None:
    """Run one of the commands that keep the open workspace safe."""
    session = window.session
    if session is None:
        return
    if session.jobs.running and name != "lock":
        session.notice(_("Please wait until the current work has finished."))
        return
    COMMANDS[name](opener, window, session)


def _lock(_opener: Opener, window: Window, session: Session) -> None:
    if session.workspace.protected:
        guard(window, session).lock.request()
    else:
        _offer_passphrase(window, session, _("Only a workspace with a passphrase can be locked."))


def _offer_passphrase(window: Window, session: Session, sentence: Message) -> None:
    session.notice(sentence, offer=_("Passphrase…"), taken=lambda: window.do("passphrase"))


def _ask_passphrase(opener: Opener, window: Window, session: Session) -> None:
    from ui.dialogs.protection import Protection

    workspace = session.workspace
    asked = Protection(
        window,
        workspace.path.name,
        protected=workspace.protected,
        backups=len(workspace.backups()),
        minutes=opener.settings.idle_minutes,
    )

    def taken() -> None:
        answer = asked.answer()
        if answer is None:
            return
        window.remember(idle_minutes=answer.minutes)
        if answer.changes:
            _write_anew(window, session, asked, answer)
        else:
            asked.accept()

    asked.then(taken)


def _write_anew(window: Window, session: Session, asked: Protection, answer: Protecting) -> None:
    """Put the file under another passphrase, or under none; then offer to print a recovery sheet for it."""
    workspace = session.workspace
    protected = workspace.protected

    def work(progress: Progress) -> list[Backup]:
        return workspace.set_passphrase(answer.passphrase, backups=answer.backups, progress=progress)

    def done(left: list[Backup]) -> None:
        asked.accept()
        if window.shell is not None:
            window.shell.say_protection()
        printing = workspace.protected
        session.notice(
            _said(answer, left, protected=protected),
            offer=_("Recovery sheet…") if printing else None,
            taken=(lambda: session.asked.emit("recovery")) if printing else None,
        )

    session.jobs.run(
        work, done, doing=_("Rewriting the file"), refused=lambda refused: asked.refuse(refused.sentence), alone=True
    )


def _said(answer: Protecting, left: list[Backup], *, protected: bool) -> Message:
    """What is said once it is done; ``protected``: whether there was a passphrase before."""
    if left and not protected:
        return plural(
            "The file now has its passphrase. {n} backup has none, and can be read by whoever has it.",
            "The file now has its passphrase. {n} backups have none, and can be read by whoever has them.",
            len(left),
        )
    if left:
        return plural(
            "The passphrase was changed. {n} backup still has an earlier one, or none.",
            "The passphrase was changed. {n} backups still have earlier ones, or none.",
            len(left),
        )
    if answer.passphrase is None:
        return _("The passphrase was removed: whoever has the file can read it.")
    if not protected:
        return _("The file now has its passphrase. Print a recovery sheet, in case the passphrase is forgotten.")
    return _("The file now has its new passphrase. Print a new recovery sheet; earlier ones no longer work.")


def _ask_recovery(_opener: Opener, window: Window, session: Session) -> None:
    from ui.dialogs.recovery import RecoverySheet

    if not session.workspace.protected:
        _offer_passphrase(window, session, _("A workspace without a passphrase needs no recovery sheet."))
        return
    asked = RecoverySheet(window, session.workspace.path.name)

    def taken() -> None:
        name = f"{session.workspace.path.stem} – {_('Recovery sheet')}.pdf"
        chosen, _kind = QFileDialog.getSaveFileName(
            window, str(_("Save the PDF…")), str(session.workspace.path.with_name(name)), "PDF (*.pdf)"
        )
        if chosen:
            write_sheet(session, Path(chosen), asked.language.currentData(), asked.refuse, asked.accept)

    asked.then(taken)


def write_sheet(
    session: Session, path: Path, language: str, refuse: Callable[[Message], None], done: Callable[[], object]
) -> None:
    """Write the recovery sheet on another thread: the fonts take a moment."""
    workspace = session.workspace

    def work(_progress: Progress) -> None:
        from desktop_app.documents import pdf, recovery
        from desktop_app.workspace.file import recovery as key

        rows, number = key.rows_of(workspace.recovery_key()), key.sheet_number(workspace.salt)
        recovery.write(pdf.render(recovery.build(workspace.path.name, rows, number, language, on=date.today())), path)

    def written(_nothing: None) -> None:
        done()
        session.notice(
            _("The recovery sheet is in “{name}”. Print it, lock it away, and delete the PDF.", name=path.name),
            offer=_("Open"),
            taken=lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))),
        )

    def refused(error: RoundtableError) -> None:
        refuse(error.sentence)

    session.jobs.run(work, written, doing=_("Making the recovery sheet"), refused=refused, alone=True)


COMMANDS: Final[dict[str, Callable[[Opener, Window, Session], None]]] = {
    "passphrase": _ask_passphrase,
    "recovery": _ask_recovery,
    "backups": show_backups,
    "lock": _lock,
}
"""By their names in `ui.main.commands`."""
