"""Approved minutes are read; they are written in again only once somebody reopened them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop_app.records import AgendaItem, Attendance, Entry, Meeting
from ui.approval import REOPEN, is_approved
from ui.minutes.rows import Part
from ui.pages.meetings import ATTENDANCE, DETAILS, MINUTES, MeetingsPage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.meeting_room import Room
    from ui.session import Session

Key = Qt.Key


@pytest.fixture
def page(session: Session, room: Room, qtbot: QtBot) -> MeetingsPage:
    made = MeetingsPage(session, clock=lambda: datetime(2018, 1, 20, 9))
    qtbot.addWidget(made)
    made.resize(1000, 700)
    with qtbot.waitActive(made):
        made.show()
    made.open(room.meeting)
    return made


def everything(page: MeetingsPage) -> list[object]:
    workspace = page.session.workspace
    return [*workspace.all(AgendaItem), *workspace.all(Entry), *workspace.all(Attendance)]


def test_no_key_changes_approved_minutes(page: MeetingsPage, room: Room) -> None:
    assert page.open(room.entries[1])
    page.approval.approve_all_the_same()
    before = everything(page)
    assert page.minutes is not None
    editor = page.minutes.view.editor
    editor.setFocus()
    for key in (Key.Key_X, Key.Key_Backspace, Key.Key_Delete, Key.Key_Return, Key.Key_Tab):
        QTest.keyClick(editor, key)
    QTest.keyClick(editor, Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    for number in (Key.Key_1, Key.Key_2, Key.Key_4, Key.Key_Return):
        QTest.keyClick(editor, number, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(editor, Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(editor, Key.Key_Delete, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    page.session.settle()
    assert everything(page) == before
    assert page.minutes.fields.column is None


def test_the_caret_still_goes_through_them_and_text_can_be_copied(page: MeetingsPage, room: Room) -> None:
    page.approval.approve_all_the_same()
    assert page.open(room.entries[0])
    assert page.minutes is not None
    editor = page.minutes.view.editor
    QTest.keyClick(editor, Key.Key_Return)
    assert page.minutes.view.row is not None
    assert page.minutes.view.row.key == (Part.ENTRY, room.entries[1])
    QTest.keyClick(editor, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert editor.textCursor().selectedText() == "Send the map of reception places"


def test_attendance_and_details_are_read_alone(page: MeetingsPage, room: Room) -> None:
    page.approval.approve_all_the_same()
    page.turn_to(ATTENDANCE)
    page.attendance.roll.select(room.people["Amina"])
    QTest.keyClick(page.attendance.roll, Key.Key_1)
    page.invite()
    assert not page.session.workspace.all(Attendance)
    assert not page.attendance.guest.isEnabled()
    page.turn_to(DETAILS)
    assert not page.details.binding.rows["starts_at"].isEnabled()
    assert page.details.binding.rows["confidentiality"].isEnabled()
    page.delete()
    assert page.session.workspace.count(Meeting) == 1


def test_reopening_makes_a_draft_in_one_step_that_history_shows(page: MeetingsPage, room: Room) -> None:
    workspace = page.session.workspace
    page.approval.approve_all_the_same()
    assert page.approved.isVisible()
    assert REOPEN in [command.name for command in page.commands()]
    QTest.mouseClick(page.approved.reopen, Qt.MouseButton.LeftButton)
    assert [item.value for item in workspace.history(room.meeting) if item.field == "status"][:2] == [
        "draft",
        "approved",
    ]
    assert not page.approved.isVisible()
    assert not is_approved(workspace, room.entries[0])
    page.turn_to(MINUTES)
    assert page.minutes is not None
    page.open(room.entries[1])
    QTest.keyClicks(page.minutes.view.editor, " today")
    page.session.settle()
    entry = workspace.find(Entry, room.entries[1])
    assert entry is not None
    assert entry.text["en"] == "Send the map of reception places today"
    page.session.undo()
    page.session.undo()
    assert page.approved.isVisible()
    assert is_approved(workspace, room.entries[0])
