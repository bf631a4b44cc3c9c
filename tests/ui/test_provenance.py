"""Where each value is from: with one key in its field, in its field's menu, and with all that it was before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from desktop_app.exchange import bundle, merge
from desktop_app.records import Membership, Person
from tests.ui.two_writers import sent_back
from ui.dialogs.history import HistoryWindow
from ui.pages.stakeholders import StakeholdersPage

if TYPE_CHECKING:
    from pathlib import Path

    from desktop_app.workspace import Workspace
    from ui.main.shell import Shell
    from ui.main.window import Window


@pytest.fixture
def page(shell: Shell) -> StakeholdersPage:
    """The stakeholder list, on its first member, with the form made."""
    found = shell.go("stakeholders")
    assert isinstance(found, StakeholdersPage)
    return found


def history_of(window: Window, page: StakeholdersPage, name: str) -> HistoryWindow:
    row = page.member.person.rows[name]
    row.editor.setFocus()
    QTest.keyClick(row.editor, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    shown = window.findChild(HistoryWindow)
    assert shown is not None
    return shown


def test_one_key_in_a_field_tells_of_that_field(window: Window, page: StakeholdersPage, workspace: Workspace) -> None:
    person = page.member.person.record
    assert isinstance(person, Person)
    workspace.edit(person.id, {"notes": "Rappeler après la réunion de mars, le matin."})
    workspace.edit(person.id, {"notes": "Rappeler avant la réunion de mars, le matin."})
    workspace.edit(person.id, {"phone": "+216 71 222 333"})
    shown = history_of(window, page, "notes")
    titles = [shown.list.rows.at(number).title for number in range(shown.list.rows.rowCount())]
    assert titles == ["Notes: Rappeler avant la réunion de mars, le matin.",
                      "Notes: Rappeler après la réunion de mars, le matin."]  # fmt: skip
    assert shown._what.text() == "Notes: changed"
    assert "[without: après] [only here: avant] " in shown.said.accessibleName()
    assert shown.source.text().startswith("Leïla Ben Salah (you) · Tunis · ")
    assert shown.source.text().endswith(" · written here · shown now")
    shown.list.select(shown.list.rows.at(1).key)
    assert shown._what.text() == "Notes: written for the first time"
    assert shown.source.text().endswith("replaced since")
    shown.fields.setCurrentIndex(0)
    assert shown.list.rows.rowCount() > len(titles)


def test_a_value_that_came_in_a_file_says_in_which(
    window: Window, page: StakeholdersPage, workspace: Workspace, tmp_path: Path
) -> None:
    merge.apply(workspace, bundle.read(sent_back(workspace, tmp_path)))
    member = workspace.all(Membership)[0]
    page.open(member.person)
    shown = history_of(window, page, "phone")
    said = []
    for number in range(shown.list.rows.rowCount()):
        shown.list.select(shown.list.rows.at(number).key)
        said.append(shown.source.text())
    assert any("Sami Trabelsi" in text and "came with “from-sami.rtbundle”" in text for text in said)
    assert any("Leïla Ben Salah" in text and "written here" in text for text in said)
    assert sum("contradicted" in text for text in said) == 1


def test_a_decision_says_that_it_was_one(window: Window, page: StakeholdersPage, workspace: Workspace,
                                         tmp_path: Path) -> None:  # fmt: skip
    merge.apply(workspace, bundle.read(sent_back(workspace, tmp_path)))
    one = next(one for one in workspace.disagreements() if one.field == "phone")
    workspace.resolve(one.record, "phone", value="+216 70 111 222")
    page.open(one.record)
    assert history_of(window, page, "phone")._what.text() == "Telephone: decided between 2 values"


def test_the_menu_of_a_field_offers_it_too(window: Window, page: StakeholdersPage) -> None:
    editor = page.member.person.rows["email"].editor
    where = QPoint(5, 5)
    QApplication.sendEvent(editor, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, where, editor.mapToGlobal(where)))
    menu = next(menu for menu in editor.findChildren(QMenu) if menu.isVisible())
    action = menu.actions()[-1]
    assert action.text() == "Where this is from…"
    menu.close()
    action.trigger()
    shown = window.findChild(HistoryWindow)
    assert shown is not None
    assert shown.fields.currentText() == "Person · E-mail"


def test_an_earlier_value_is_taken_again_as_an_ordinary_edit(
    window: Window, page: StakeholdersPage, workspace: Workspace
) -> None:
    person = page.member.person.record
    assert isinstance(person, Person)
    workspace.edit(person.id, {"given_name": "Mistyped"})
    shown = history_of(window, page, "given_name")
    assert not shown.again.isEnabled()  # the newest is the one that is shown
    shown.list.select(shown.list.rows.at(1).key)
    assert shown.again.isEnabled()
    QTest.mouseClick(shown.again, Qt.MouseButton.LeftButton)
    assert workspace.get(person.id) == person
    assert shown.list.rows.rowCount() == 3
    window.do("undo")
    after = workspace.find(Person, person.id)
    assert after is not None
    assert after.given_name == "Mistyped"
