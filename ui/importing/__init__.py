"""Bringing in a spreadsheet: its columns are matched, its rows looked at and corrected, then all of it is taken."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.language import _

if TYPE_CHECKING:
    from desktop_app.exchange.sheet import Sheet
    from desktop_app.progress import Progress
    from ui.session import Session

KINDS_OF_FILE = "*.xlsx *.xlsm *.xls *.xlsb *.ods *.csv *.tsv *.txt"
LISTS = _("Lists")


def choose_sheet(window: QWidget, session: Session) -> None:
    """Ask which file it is."""
    title = str(_("Import a spreadsheet…"))
    chosen, _kind = QFileDialog.getOpenFileName(window, title, "", f"{LISTS} ({KINDS_OF_FILE})")
    if chosen:
        begin(window, session, Path(chosen))


def begin(window: QWidget, session: Session, path: Path) -> None:
    """Read a file on another thread, and open the wizard on it."""
    session.settle()

    def work(_progress: Progress) -> Sheet:
        from desktop_app.exchange import sheet

        return sheet.read(path)

    def done(found: Sheet) -> None:
        from ui.importing.wizard import Wizard

        Wizard(window, session, found).open()

    session.jobs.run(work, done, doing=_("Reading “{name}”", name=path.name))
