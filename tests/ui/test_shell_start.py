"""A start reads what the first list needs and no more: each of these would make everybody wait."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

START = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from ui import app

class Watched(app.Window):
    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.usable.connect(lambda: (print(*sys.modules), QApplication.quit()))

app.Window = Watched
app.main(Path(sys.argv[1]))
"""
FORMED = (
    START.replace("(print(*sys.modules), QApplication.quit())", "look()")
    .replace(
        "class Watched",
        """
def look():
    if any(type(widget).__name__ == "MemberForm" and widget.isVisible() for widget in QApplication.allWidgets()):
        print(*sys.modules)
        QApplication.quit()
    else:
        QTimer.singleShot(1, look)

class Watched""",
    )
    .replace("from PySide6.QtWidgets", "from PySide6.QtCore import QTimer\nfrom PySide6.QtWidgets")
)
LATER = frozenset({
    "babel", "click", "dataclasses", "importlib.resources", "openpyxl", "sqlite_utils",
    "typing_extensions",
    "desktop_app.commands", "desktop_app.documents", "desktop_app.exchange", "desktop_app.workspace.merging.absorbing",
    "desktop_app.workspace.file.backup",
    "desktop_app.workspace.check", "desktop_app.workspace.current.fold",
    "ui.dialogs.frame", "ui.editors", "ui.forms.member", "ui.pages.meetings", "ui.main.palette",
})  # fmt: skip


LATER_STILL = frozenset({"babel", "openpyxl", "rapidfuzz", "desktop_app.documents", "desktop_app.exchange"})


def read_by(code: str, city_file: Path, folder: Path) -> set[str]:
    path = folder / "Tunis.roundtable"
    shutil.copy(city_file, path)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", code, str(path)]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True, timeout=60)
    return set(done.stdout.split())


def test_a_start_reads_no_more_than_its_first_list_needs(city_file: Path, tmp_path: Path) -> None:
    read = read_by(START, city_file, tmp_path)
    assert "ui.pages.stakeholders" in read
    assert not read & LATER


def test_a_first_form_reads_nothing_of_documents_and_exchange(city_file: Path, tmp_path: Path) -> None:
    read = read_by(FORMED, city_file, tmp_path)
    assert "ui.forms.member" in read
    assert not read & LATER_STILL
