"""Time to a usable window on a workspace with 10,000 records, from the start of the process, against a bare window.

Both begin when the process is started, with everything warm and compiled. The bare one, a PySide6 window with a label,
ends at the first turn of its event loop. Ours ends at the first turn after the list of people was painted: all its rows
are there, sorted, and keys and clicks are heard. A second figure says when the form of the first person stands beside
the list, which the window makes by itself right after.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

ROUNDS = 21
BARE = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QLabel

def usable():
    print("usable", flush=True)
    QApplication.quit()

application = QApplication([])
window = QMainWindow()
window.setCentralWidget(QLabel("Roundtable"))
window.show()
QTimer.singleShot(0, usable)
application.exec()
"""
OURS = """
import gc
import sys
gc.disable()  # as the program itself does before it reads the window
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QListView
from desktop_app import __main__ as roundtable
from ui import app

class Watched(app.Window):
    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.usable.connect(self.report)
        self.looks = QTimer(self, interval=1)
        self.looks.timeout.connect(self.look)

    def report(self):
        lists = self.shell.page.findChildren(QListView)
        assert [view.model().rowCount() for view in lists if view.isVisible()] == [4_500]
        print("usable", flush=True)
        self.looks.start()

    def look(self):
        if any(type(widget).__name__ == "MemberForm" and widget.isVisible() for widget in QApplication.allWidgets()):
            self.looks.stop()
            QTimer.singleShot(0, self.end)

    def end(self):
        print("formed", flush=True)
        QApplication.quit()

app.Window = Watched
roundtable.main([sys.argv[1]])
"""


def make(path: Path) -> None:
    """A workspace with 10,000 records: people, memberships and organisations."""
    from desktop_app.records import Membership, Organisation, Person
    from desktop_app.workspace import Workspace

    city = {"code": "TNTUN", "name": {"fr": "Tunis"}, "country": "TN"}
    with Workspace.create(path, city=city, author="A") as workspace:
        kind = "civil_society_organisation"
        organisations = workspace.add_all(
            [(Organisation, {"name": {"fr": f"Association {n}"}, "type": kind}) for n in range(1_000)]
        )
        people = workspace.add_all(
            [(Person, {"family_name": f"Famille {n}", "given_name": f"Prénom {n}"}) for n in range(4_500)]
        )
        workspace.add_all(
            [
                (Membership, {"person": person, "organisation": organisations[n % 1_000], "starts_on": "2016-03-03"})
                for n, person in enumerate(people)
            ]
        )


def moments(code: str, *arguments: str, settings: str) -> list[float]:
    """When a process that runs this code says something, each line, in seconds from its start."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "ROUNDTABLE_SETTINGS": settings}
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # both sides start from compiled files, as an installation does
    begun = perf_counter()
    command = [sys.executable, "-c", code, *arguments]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        said = [perf_counter() - begun for _line in process.stdout]
    assert process.returncode == 0
    return said


def main() -> None:
    """Take the two in turn; the first round only warms the caches."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "w.roundtable"
        make(path)
        rounds = [(*moments(BARE, settings=name), *moments(OURS, str(path), settings=name)) for _ in range(ROUNDS + 1)][
            1:
        ]
    bare, usable, formed = (statistics.median(times) * 1e3 for times in zip(*rounds, strict=True))
    print(
        f"bare window {bare:.0f} ms; Roundtable on 10,000 records {usable:.0f} ms, with its first form {formed:.0f} ms"
    )
    for place, what in ((1, "usable"), (2, "with its first form")):
        ratios = sorted(times[place] / times[0] for times in rounds)
        print(f"{what}: {statistics.median(ratios):.2f} times, from {ratios[0]:.2f} to {ratios[-1]:.2f}")


if __name__ == "__main__":
    main()
