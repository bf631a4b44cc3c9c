"""Whoever is named in minutes does not vanish by a delete; and what was deleted can be seen and had back later."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop_app.records import AgendaItem, Attendance, Entry, Meeting, Membership, Person, When
from desktop_app.workspace.named import Named, named
from ui.dialogs.deleted import DeletedRecords
from ui.dialogs.leaving import Leaving, said
from ui.pages.stakeholders import StakeholdersPage

if TYPE_CHECKING:
    from desktop_app.records import RecordId
    from desktop_app.workspace import Workspace
    from ui.main.shell import Shell
    from ui.main.window import Window

Left = Qt.MouseButton.LeftButton


@pytest.fixture
def page(shell: Shell) -> StakeholdersPage:
    made = shell.go("stakeholders")
    assert isinstance(made, StakeholdersPage)
    return made


@pytest.fixture
def amina(workspace: Workspace) -> Membership:
    """Somebody who spoke, was there, and has something to do."""
    member = next(one for one in workspace.all(Membership) if one.group_role == "chair")
    meeting = workspace.add(
        Meeting, {"title": {"fr": "1re réunion"}, "starts_at": "2018-01-15", "chair": member.person}
    )
    item = workspace.add(AgendaItem, {"meeting": meeting, "title": {"fr": "Santé"}})
    workspace.add(Attendance, {"meeting": meeting, "person": member.person})
    for kind in ("note", "action"):
        who = {"owner": member.person} if kind == "action" else {"speaker": member.person}
        workspace.add(Entry, {"agenda_item": item, "kind": kind, "text": {"fr": "Dit"}, **who})
    return member


def test_where_somebody_is_named_is_counted(workspace: Workspace, amina: Membership) -> None:
    assert named(workspace, amina.person) == Named(meetings=1, actions=1)
    assert said(named(workspace, amina.person)) == "1 meeting, 1 action"
    silva = next(one for one in workspace.all(Membership) if one.group_role == "alternate")
    assert not named(workspace, silva.person)


def test_who_is_named_in_minutes_may_leave_and_stays(
    window: Window, page: StakeholdersPage, workspace: Workspace, amina: Membership
) -> None:
    page.open(amina.id)
    page.delete()
    question = window.findChild(Leaving)
    assert question is not None
    assert workspace.find(Person, amina.person) is not None
    QTest.keyClick(question.do, Qt.Key.Key_Return)
    after = workspace.find(Membership, amina.id)
    assert after is not None
    assert after.ends_on
    assert workspace.find(Person, amina.person) is not None
    page.delete()  # the membership has ended: nothing is asked, nothing goes
    assert workspace.find(Person, amina.person) is not None


def test_a_membership_by_mistake_goes_alone(
    window: Window, page: StakeholdersPage, workspace: Workspace, amina: Membership
) -> None:
    page.open(amina.id)
    page.delete()
    question = window.findChild(Leaving)
    assert question is not None
    QTest.mouseClick(question.mistaken, Left)
    assert workspace.find(Membership, amina.id) is None
    assert workspace.find(Person, amina.person) is not None


def test_an_organisation_that_answers_for_an_action_stays(
    page: StakeholdersPage, workspace: Workspace, amina: Membership
) -> None:
    action = next(one for one in workspace.all(Entry) if one.kind == "action")
    workspace.edit(action.id, {"owner": amina.organisation})
    for member in workspace.all(Membership, organisation=amina.organisation):
        workspace.delete(member.id)
    page.open(amina.organisation)
    page.delete()
    assert workspace.title(amina.organisation, "fr")


def deleted_id(workspace: Workspace) -> RecordId:
    silva = next(one for one in workspace.all(Membership) if one.group_role == "alternate")
    return silva.person


def test_what_was_deleted_is_listed_and_restored(window: Window, page: StakeholdersPage, workspace: Workspace) -> None:
    person = deleted_id(workspace)
    workspace.delete(person)
    workspace.add(Person, {"given_name": "Later", "family_name": "Step"})
    window.do("deleted")
    dialog = window.findChild(DeletedRecords)
    assert dialog is not None
    assert dialog.list.rows.at(0).title == "Ana Silva"
    assert dialog.list.rows.at(0).detail.startswith("Person · Leïla Ben Salah")
    QTest.mouseClick(dialog.restore, Left)
    assert workspace.find(Person, person) is not None
    assert not workspace.deleted()
    assert not dialog.restore.isEnabled()


def test_a_part_is_restored_into_approved_minutes_by_nobody(
    window: Window, workspace: Workspace, amina: Membership
) -> None:
    entry = workspace.all(Entry)[0]
    meeting = workspace.all(Meeting)[0]
    workspace.delete(entry.id)
    workspace.edit(meeting.id, {"status": "approved"})
    window.do("deleted")
    dialog = window.findChild(DeletedRecords)
    assert dialog is not None
    QTest.mouseClick(dialog.restore, Left)
    assert workspace.find(Entry, entry.id) is None
    workspace.edit(meeting.id, {"status": "draft"})
    QTest.mouseClick(dialog.restore, Left)
    assert workspace.find(Entry, entry.id) is not None


def test_a_whole_is_listed_once_with_its_parts(workspace: Workspace, amina: Membership) -> None:
    meeting = workspace.all(Meeting)[0]
    workspace.delete(meeting.id)
    (found,) = workspace.deleted()
    assert (found.record, found.parts) == (meeting.id, 4)
    assert found.sketch.with_values() == meeting
    assert When(found.at[:10])
