"""Time to a usable window on a workspace with 10,000 records, whole process, warm, against a bare PySide6 window.

The bare one ends at the first turn of the event loop; ours when the list of people is there and has been painted.
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

ROUNDS = 11
BARE = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QLabel
application = QApplication([])
window = QMainWindow()
window.setCentralWidget(QLabel("Roundtable"))
window.show()
QTimer.singleShot(0, application.quit)
application.exec()
"""
OURS = """
import gc
import sys
gc.disable()  # as the program itself does
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QListView
from desktop_app import __main__ as roundtable
from ui import app

def end_when_usable():
    for window in QApplication.topLevelWidgets():
        for view in window.findChildren(QListView):
            if view.isVisible() and view.model() is not None and view.model().rowCount() > 4_000:
                timer.stop()
                QTimer.singleShot(0, QApplication.quit)

application = app.application()
timer = QTimer(interval=2)
timer.timeout.connect(end_when_usable)
timer.start()
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


def seconds(code: str, *arguments: str, settings: str) -> float:
    """How long a process takes to run this code and end."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "ROUNDTABLE_SETTINGS": settings}
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # both sides start from compiled files, as an installation does
    begun = perf_counter()
    subprocess.run(
        [sys.executable, "-c", code, *arguments], env=environment, check=True, capture_output=True, timeout=30
    )
    return perf_counter() - begun


def main() -> None:
    """Take the two in turn; the first round only warms the caches."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "w.roundtable"
        make(path)
        pairs = [(seconds(BARE, settings=name), seconds(OURS, str(path), settings=name)) for _ in range(ROUNDS + 1)][1:]
    bare, ours = (statistics.median(times) for times in zip(*pairs, strict=True))
    ratios = sorted(theirs[1] / theirs[0] for theirs in pairs)
    print(f"bare window {bare * 1e3:.0f} ms, Roundtable on 10,000 records {ours * 1e3:.0f} ms")
    print(f"ratio, pair by pair: median {statistics.median(ratios):.2f}, from {ratios[0]:.2f} to {ratios[-1]:.2f}")


if __name__ == "__main__":
    main()
