"""Putting a backup back: the workspace is closed, the backup takes its place, and it opens again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from desktop_app.language import Message, _
from ui import report
from ui.words import dates

if TYPE_CHECKING:
    from pathlib import Path

    from desktop_app.errors import RoundtableError
    from desktop_app.progress import Progress
    from desktop_app.workspace import Holding, Secret
    from ui.main.opening import Opener
    from ui.main.window import Window
    from ui.session import Session


def show_backups(opener: Opener, window: Window, session: Session) -> None:
    """List the backups of the open workspace, and put back the one that is chosen."""
    from ui.dialogs.backups import Backups

    workspace = session.workspace
    secret = workspace.recovery_key() if workspace.protected else None

    def work(progress: Progress) -> tuple[list[Holding], int]:
        return workspace.survey_backups(progress), workspace.count_changes()

    def show(found: tuple[list[Holding], int]) -> None:
        shown = Backups(window, *found)
        shown.chosen.connect(lambda holding: _chosen(opener, window, workspace.path, holding, secret))
        shown.open()

    session.jobs.run(work, show, doing=_("Checking the backups"), alone=True)


def offer_backups(opener: Opener, window: Window, path: Path, sentence: Message) -> None:
    """Say why a workspace cannot be opened, and offer its backups where there are any."""
    from desktop_app.workspace.file import backup
    from ui.dialogs.backups import Backups

    found = backup.survey(path, None)
    if not found:
        report.say_refusal(sentence, window)
        return
    box = QMessageBox(QMessageBox.Icon.Warning, "Roundtable", str(sentence), parent=window)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    offer = box.addButton(str(_("Backups…")), QMessageBox.ButtonRole.AcceptRole)
    box.addButton(QMessageBox.StandardButton.Close)

    def show() -> None:
        shown = Backups(window, found, None)
        shown.chosen.connect(lambda holding: _restore_unknown(opener, window, path, holding))
        shown.open()

    offer.clicked.connect(show)
    box.open()


def _chosen(opener: Opener, window: Window, path: Path, holding: Holding, secret: Secret) -> None:
    if holding.changes is not None:
        put_back(opener, window, path, holding, secret)
        return
    _ask_for_its_own(opener, window, path, holding)


def _restore_unknown(opener: Opener, window: Window, path: Path, holding: Holding) -> None:
    """Put back one of which it is not known whether it is protected."""
    from desktop_app.workspace.file.key import fits_some_page, key_for, salt_of

    if fits_some_page(holding.backup.path, key_for(None, salt_of(holding.backup.path))):
        put_back(opener, window, path, holding, None)
    else:
        _ask_for_its_own(opener, window, path, holding)


def _ask_for_its_own(opener: Opener, window: Window, path: Path, holding: Holding) -> None:
    from desktop_app.workspace.file.key import fits_some_page, key_for, salt_of
    from ui.dialogs.unlocking import AskToOpen

    made = holding.backup
    if fits_some_page(made.path, key_for(None, salt_of(made.path))):
        put_back(opener, window, path, holding, None)
        return
    why = _("The backup of {when} opens with the passphrase of that time.", when=dates.written_at(made.made_at))
    asked = AskToOpen(window, made.path, why)

    def known(secret: Secret) -> Secret:
        salt = salt_of(made.path)
        key = key_for(secret, salt)
        if not fits_some_page(made.path, key):
            from desktop_app.workspace.file.lifecycle import why_unreadable

            raise why_unreadable(made.path, secret, salt)
        return secret

    def go_on(secret: Secret) -> None:
        asked.accept()
        put_back(opener, window, path, holding, secret)

    asked.then(lambda: opener.unlock(asked, known, go_on))


def put_back(opener: Opener, window: Window, path: Path, holding: Holding, secret: Secret) -> None:
    """Close the workspace, put the backup in its place, and open it; what is there now becomes a backup."""
    from desktop_app.workspace import Workspace
    from desktop_app.workspace.file.restoring import what_went_back

    before = _secret_of(window)
    window.show_start()

    def work(_progress: Progress) -> bool:
        return Workspace.restore_backup(holding.backup, path, passphrase=secret, present=before)

    def done(kept: bool) -> None:
        opener.open(window, path, secret)
        if window.session is not None and not kept:
            window.session.warn(what_went_back(), offer=_("Backups…"), taken=lambda: window.do("backups"))
        elif window.session is not None:
            window.session.notice(
                _(
                    "The workspace is as it was on {when}; the list of sent files, cards, keys and erasures are "
                    "those of today. What it replaced is among the backups.",
                    when=dates.written_at(holding.backup.made_at),
                ),
                offer=_("Backups…"),
                taken=lambda: window.do("backups"),
            )

    def refused(error: RoundtableError) -> None:
        opener.open(window, path, before)
        report.say_refusal(error.sentence, window)

    opener.jobs.run(work, done, doing=_("Putting the backup back"), refused=refused, alone=True)


def _secret_of(window: Window) -> Secret:
    if window.session is None or not window.session.workspace.protected:
        return None
    return window.session.workspace.recovery_key()
