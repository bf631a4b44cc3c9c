"""Checking the workspace: pages of the file, every change's id, and the state against the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPlainTextEdit

from desktop_app.language import _, plural
from ui.dialogs.frame import Ask

if TYPE_CHECKING:
    from desktop_app.workspace import CheckReport
    from ui.session import Session


def check(session: Session) -> None:
    """Check in the background, and say what was found."""

    def told(report: CheckReport) -> None:
        if report.problems:
            _show_problems(session, report)
        else:
            session.notice(
                _(
                    "The workspace is sound. Its contents code is {fingerprint}.",
                    fingerprint=session.workspace.fingerprint(),
                )
            )

    session.jobs.run(session.workspace.check, told, doing=_("Checking the workspace"), alone=True)


def _show_problems(session: Session, report: CheckReport) -> None:
    from PySide6.QtWidgets import QApplication

    window = QApplication.activeWindow()
    if window is None:
        return
    count = len(report.problems)
    shown = Ask(
        window,
        plural("{n} problem was found", "{n} problems were found", count),
        _("Make a copy of the file before you go on, and hand this list to whoever looks after Roundtable."),
        _("Close"),
    )
    text = QPlainTextEdit("\n".join(str(problem) for problem in report.problems))
    text.setReadOnly(True)
    shown.add(_("Problems"), text)
    shown.cancel.hide()
    shown.then(shown.accept)
    session.warn(plural("{n} problem was found in the workspace.", "{n} problems were found in the workspace.", count))
