"""The window under test: offscreen, with settings of its own, on a small city in a real file."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


from PySide6.QtCore import Qt

from desktop_app.language import window_language
from desktop_app.settings import Settings
from desktop_app.workspace import Workspace
from tests.ui.small_city import small_city
from ui import report
from ui.app import dress
from ui.look import theme
from ui.main.opening import Opener
from ui.main.window import Window
from ui.session import Session

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from ui.main.shell import Shell

CITY = {"code": "TNTUN", "name": {"en": "Tunis", "fr": "Tunis", "ar": "تونس"}, "country": "TN"}
SETTINGS = Settings(language="en", author="Leïla Ben Salah", appearance="light")


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the settings of whoever runs it."""
    monkeypatch.setenv("ROUNDTABLE_SETTINGS", str(tmp_path / "settings"))


@pytest.fixture(autouse=True)
def plain_english(qapp: QApplication) -> None:
    """Each test begins in English, light, at 100 per cent."""
    if window_language() == "en" and qapp.layoutDirection() == Qt.LayoutDirection.LeftToRight and qapp.styleSheet():
        theme.apply(qapp, appearance=SETTINGS.appearance)
    else:
        dress(qapp, SETTINGS)


@pytest.fixture(scope="session")
def city_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small city, made once and copied for each test."""
    path = tmp_path_factory.mktemp("city") / "Tunis.roundtable"
    with Workspace.create(path, city=CITY, author="Leïla Ben Salah", language="fr") as workspace:
        small_city(workspace)
    return path


@pytest.fixture
def workspace(city_file: Path, tmp_path: Path) -> Iterator[Workspace]:
    """A workspace with the people of `small_city`."""
    path = tmp_path / "Tunis.roundtable"
    shutil.copy(city_file, path)
    opened = Workspace.open(path)
    yield opened
    opened.close()


@pytest.fixture
def empty_workspace(tmp_path: Path) -> Iterator[Workspace]:
    """A workspace in which nobody has written anything."""
    made = Workspace.create(tmp_path / "Empty.roundtable", city=CITY, author="Leïla Ben Salah", language="fr")
    yield made
    made.close()


@pytest.fixture
def session(workspace: Workspace, qapp: QApplication) -> Iterator[Session]:
    """An open session without a window."""
    made = Session(workspace, SETTINGS)
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def opener() -> Opener:
    """What opens workspaces for the window."""
    return Opener(SETTINGS)


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot, opener: Opener, workspace: Workspace) -> Window:
    """The window on the small city, at 1280 × 800, with its first page shown."""
    return show(Window(qapp, opener), qtbot, Session(workspace, opener.settings))


@pytest.fixture
def shell(window: Window) -> Shell:
    """What fills the window."""
    assert window.shell is not None
    return window.shell


def show(window: Window, qtbot: QtBot, session: Session | None = None) -> Window:
    """Show a window as a person sees it after the start."""
    qtbot.addWidget(window)
    window.resize(1280, 800)
    if session is not None:
        window.use(session)
    with qtbot.waitActive(window):
        window.show()
    if session is not None:
        qtbot.waitUntil(lambda: window.shell is not None and window.shell.page is not None)
    return window


@pytest.fixture(autouse=True)
def no_report_left(qapp: QApplication) -> Iterator[None]:
    """A bug that was reported during a test fails it."""
    report.forget()
    yield
    told = report.told()
    report.forget()
    assert not told, told
