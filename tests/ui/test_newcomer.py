"""What somebody who sees the window for the first time must not stumble over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from desktop_app.language import _
from desktop_app.records import City, Membership, Person, Recommendation
from desktop_app.workspace import Workspace
from tests.ui.conftest import show
from ui.dialogs.protection import Protection
from ui.dialogs.unlocking import AskToOpen
from ui.main.window import Window
from ui.pages.documents import DocumentsPage
from ui.pages.stakeholders import StakeholdersPage
from ui.session import Session

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from ui.main.opening import Opener
    from ui.main.shell import Shell


def test_members_say_of_which_city_they_are_where_there_are_several(window: Window, shell: Shell, qtbot: QtBot) -> None:
    page = shell.page
    assert isinstance(page, StakeholdersPage)
    workspace = shell.session.workspace
    assert not any("Tunis" in row.end for row in page.rows())
    lyon = workspace.add(City, {"code": "FRLIO", "name": {"en": "Lyon"}, "country": "FR"})
    person = workspace.add(Person, {"family_name": "Chapuis", "given_name": "Anne", "city": lyon})
    seat = workspace.draft(Membership, {"person": person, "city": lyon})
    page.refresh(None)
    ends = {row.key: row.end for row in page.rows()}
    assert ends[seat] == "Lyon"
    assert {end for key, end in ends.items() if key != seat and end} == {"Tunis"}


def test_a_notice_covers_nothing_that_is_missing_and_ends_with_its_page(
    window: Window, shell: Shell, qtbot: QtBot
) -> None:
    page = shell.go("documents")
    assert isinstance(page, DocumentsPage)
    shell.session.notice(_("Linked. Nothing was rewritten."))
    qtbot.waitUntil(shell.notices.isVisible)
    told = shell.notices.mapTo(window, shell.notices.rect().topLeft())
    beneath = page.lacks.mapTo(window, page.lacks.rect().bottomLeft())
    assert told.y() > beneath.y()
    shell.sidebar.pages.setFocus()
    QTest.keyClick(shell.sidebar.pages, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: not shell.notices.isVisible())


def test_a_number_beside_a_recommendation_says_what_it_counts(shell: Shell) -> None:
    from ui.forms.recommendation_rows import _row

    row = _row(Recommendation(id="r", symbol="TUN/1"), 5)
    assert (row.end, row.means) == ("5", "5 pieces of evidence")
    assert row.tip.endswith("5 pieces of evidence")
    assert "5 pieces of evidence" in row.said


def test_a_coordinator_is_not_offered_a_city_of_hers(
    qapp: QApplication, qtbot: QtBot, opener: Opener, tmp_path: Path
) -> None:
    workspace = Workspace.create(tmp_path / "network.roundtable", city=None, author="Leïla")
    window = show(Window(qapp, opener), qtbot, Session(workspace, opener.settings))
    assert not window.commands.actions["our_city"].isVisible()
    assert window.shell is not None
    sidebar = window.shell.sidebar
    (name,) = [label for label in sidebar.findChildren(QLabel) if label.text() == "network"]
    assert str(workspace.path) in name.toolTip()


def test_a_first_passphrase_replaces_none(window: Window) -> None:
    asked = Protection(window, "a.roundtable", protected=False, backups=2, minutes=15)
    words = [button.text() for button in asked.choices.buttons.values()]
    assert words == ["Renew them with the new passphrase", "Leave them as they are", "Delete them"]
    assert asked.do.text() == "Set the passphrase"
    asked.close()


def test_what_is_asked_for_is_named(window: Window, tmp_path: Path) -> None:
    path = tmp_path / "kept.roundtable"
    Workspace.create(path, city=None, author="Leïla", passphrase="several odd words").close()
    asked = AskToOpen(window, path)
    labels = asked.findChildren(QLabel)
    name = next(label for label in labels if label.buddy() is asked.opening)
    assert name.text() == "Passphrase"
    assert any("Open it with its passphrase or its recovery sheet." in label.text() for label in labels)
    QTest.mouseClick(asked.opening.change, Qt.MouseButton.LeftButton)
    assert name.text() == "Recovery key"
    asked.close()
