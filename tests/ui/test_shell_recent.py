"""Where nothing is open, what was open lately is offered first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.conftest import show
from ui.main.start import Start
from ui.main.window import Window

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from desktop_app.workspace import Workspace
    from ui.main.opening import Opener


def start_of(window: Window) -> Start:
    middle = window.centralWidget()
    assert isinstance(middle, Start)
    return middle


def test_a_workspace_that_was_closed_is_the_first_that_is_offered(window: Window, opener: Opener, qtbot: QtBot) -> None:
    assert window.session is not None
    path = window.session.workspace.path
    opener.remember(recent=(str(path),))
    window.do("close_workspace")
    (offered,) = start_of(window).recent
    assert offered.accessibleName() == "Tunis"
    assert str(path.parent) in offered.accessibleDescription()
    assert offered.hasFocus()
    QTest.keyClick(offered, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: window.session is not None and window.session.workspace.path == path)


def test_what_is_gone_is_not_offered(
    qapp: QApplication, qtbot: QtBot, opener: Opener, workspace: Workspace, tmp_path: Path
) -> None:
    workspace.close()
    opener.remember(recent=(str(tmp_path / "gone.roundtable"), str(workspace.path)))
    window = show(Window(qapp, opener), qtbot)
    assert [offered.accessibleName() for offered in start_of(window).recent] == [workspace.path.stem]
