"""Time to a usable window on a workspace with 10,000 records, whole process, warm, against a bare PySide6 window.

Each time is that of a whole process, from its start to its end, with everything warm and compiled. The bare one, a
window with a label, ends at the first turn of its event loop. Ours ends at the first turn after the list of people was
painted: all its rows are there, sorted, and keys and clicks are heard. A second figure is of a process that ends when
the form of the first person stands beside the list, which the window makes by itself right after.

Beside the time on the clock stands the processor's, which other work on the machine disturbs less.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from time import perf_counter

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

ROUNDS = 15
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
gc.disable()  # as the program itself does before it reads the window
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from desktop_app import __main__ as roundtable
from ui import app

def stands(window):
    shown = window.shell.page.list
    assert shown.isVisible() and shown.model().rowCount() == 4_500
    if sys.argv[2] == "usable":
        QApplication.quit()
    else:
        look()

def look():
    if any(type(widget).__name__ == "MemberForm" and widget.isVisible() for widget in QApplication.allWidgets()):
        QTimer.singleShot(0, QApplication.quit)
    else:
        QTimer.singleShot(1, look)

use = app.Window.use
app.Window.use = lambda window, session: (use(window, session), window.usable.connect(lambda: stands(window)))
sys.exit(roundtable.main([sys.argv[1]]))
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


def seconds(code: str, *arguments: str, settings: str) -> tuple[float, float]:
    """How long a process takes to run this code and end: on the clock, and of the processor."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "ROUNDTABLE_SETTINGS": settings}
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # both sides start from compiled files, as an installation does
    begun, used = perf_counter(), getrusage(RUSAGE_CHILDREN)
    command = [sys.executable, "-c", code, *arguments]
    subprocess.run(command, env=environment, check=True, capture_output=True, timeout=60)
    now = getrusage(RUSAGE_CHILDREN)  # `os.times` counts in steps of 10 ms
    processor = now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime
    return perf_counter() - begun, processor


def main() -> None:
    """Take them in turn; the first round only warms the caches."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "w.roundtable"
        make(path)
        rounds = [
            [
                seconds(BARE, settings=name),
                seconds(OURS, str(path), "usable", settings=name),
                seconds(OURS, str(path), "formed", settings=name),
            ]
            for _ in range(ROUNDS + 1)
        ][1:]
    for side, what in enumerate(("on the clock", "processor's time")):
        bare, usable, formed = (statistics.median(taken[n][side] for taken in rounds) * 1e3 for n in range(3))
        print(f"{what}: bare {bare:.0f} ms, usable {usable:.0f} ms, with its first form {formed:.0f} ms")
        for number, state in ((1, "usable"), (2, "with its first form")):
            ratios = sorted(taken[number][side] / taken[0][side] for taken in rounds)
            print(f"  {state}: {statistics.median(ratios):.2f} times, from {ratios[0]:.2f} to {ratios[-1]:.2f}")


if __name__ == "__main__":
    main()
