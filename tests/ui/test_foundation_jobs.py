"""Long work off the window's thread: exactly one thing happens at its end, on the window's thread."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication

from desktop_app.errors import FileRefused, RoundtableError
from desktop_app.language import _
from ui import report
from ui.jobs import Jobs
from ui.main.notices import time_left

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop_app.progress import Progress


@pytest.fixture
def jobs(qtbot: QtBot) -> Jobs:
    """Jobs without a session."""
    return Jobs()


def on_the_windows_thread() -> bool:
    app = QApplication.instance()
    return app is not None and QThread.currentThread() is app.thread()


def test_a_result_is_handed_over_on_the_windows_thread(jobs: Jobs, qtbot: QtBot) -> None:
    seen: list[tuple[int, bool]] = []
    job = jobs.run(lambda _progress: threading.get_ident(), lambda ident: seen.append((ident, on_the_windows_thread())),
                   doing=_("Checking"))  # fmt: skip
    qtbot.waitUntil(lambda: not jobs.running)
    assert seen[0][0] != threading.get_ident()
    assert seen[0][1]
    assert job not in jobs.running


def test_the_worlds_error_goes_to_whoever_answers_for_it(jobs: Jobs, qtbot: QtBot) -> None:
    def refuse(_progress: Progress) -> None:
        raise FileRefused(_("No."))

    heard: list[RoundtableError] = []
    jobs.refused.connect(heard.append)
    jobs.run(refuse, lambda _none: None, doing=_("Checking"))
    qtbot.waitUntil(lambda: bool(heard))
    own: list[RoundtableError] = []
    jobs.run(refuse, lambda _none: None, doing=_("Checking"), refused=own.append)
    qtbot.waitUntil(lambda: bool(own))
    assert (len(heard), str(own[0])) == (1, "No.")


def test_cancelling_stops_at_the_next_step_and_gives_no_result(jobs: Jobs, qtbot: QtBot) -> None:
    begun = threading.Event()
    stopped: list[int] = []
    done: list[None] = []

    def endless(progress: Progress) -> None:
        begun.set()
        while True:
            progress.step(1, 10)

    job = jobs.run(endless, done.append, doing=_("Checking"), cancelled=lambda: stopped.append(1))
    assert begun.wait(5)
    job.cancel()
    qtbot.waitUntil(lambda: bool(stopped))
    assert not done


def test_what_ends_after_its_workspace_was_closed_is_given_to_nobody(jobs: Jobs, qtbot: QtBot) -> None:
    given: list[object] = []
    job = jobs.run(lambda _progress: "found", given.append, doing=_("Checking"))
    with qtbot.waitSignal(job.ended):
        jobs.stop()
    assert not given


def test_a_bug_is_reported_and_the_window_lives_on(
    jobs: Jobs, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_progress: Progress) -> None:
        raise ZeroDivisionError("planted")

    jobs.run(broken, lambda _none: None, doing=_("Checking"))
    qtbot.waitUntil(lambda: bool(report.told()))
    assert "planted" in report.told()[0]
    assert "planted" in capsys.readouterr().err
    shown = report._open[0]
    shown.copy()
    assert "planted" in QApplication.clipboard().text()
    shown.accept()
    report.forget()


def test_estimates_are_said_as_people_say_them() -> None:
    assert [str(time_left(seconds)) for seconds in (1, 33, 61, 130)] == [
        "A few seconds left", "About 35 seconds left", "About 60 seconds left", "About 2 minutes left",
    ]  # fmt: skip
