"""The page of meetings: its list, the roll, what is missing, and the next meeting of a series."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop_app.documents import report_named
from desktop_app.records import (
    AgendaItem,
    Attendance,
    Audience,
    City,
    Entry,
    Meeting,
    Membership,
    Person,
    Translated,
    When,
)
from desktop_app.workspace import linking
from tests.documents.reading import all_words
from ui.editors import MomentEdit
from ui.meetings.checklist import missing
from ui.meetings.counting import counted_on
from ui.meetings.due import OpenActions
from ui.meetings.following import following, following_symbol, next_start
from ui.minutes.rows import Part
from ui.pages.meetings import ATTENDANCE, DETAILS, MINUTES, MeetingsPage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop_app.workspace import Workspace
    from tests.ui.meeting_room import Room
    from ui.session import Notice, Session

Key = Qt.Key


@pytest.fixture
def page(session: Session, room: Room, qtbot: QtBot) -> MeetingsPage:
    made = MeetingsPage(session, clock=lambda: datetime(2018, 1, 20, 9))
    qtbot.addWidget(made)
    made.resize(1000, 700)
    with qtbot.waitActive(made):
        made.show()
    return made


def meeting(page: MeetingsPage) -> Meeting:
    found = page.session.workspace.find(Meeting, page.current)
    assert found is not None
    return found


def statuses(page: MeetingsPage) -> dict[str, str]:
    return {one.person: one.status for one in page.session.workspace.all(Attendance, meeting=page.current)}


# the details


def test_the_end_is_typed_as_a_time_of_the_same_day(page: MeetingsPage, room: Room) -> None:
    page.turn_to(DETAILS)
    for name, typed, shown in (
        ("starts_at", "22/11/2026 10h", "22 November 2026, 10:00"),
        ("ends_at", "12h30", "22 November 2026, 12:30"),
    ):
        editor = page.details.binding.rows[name].editor
        assert isinstance(editor, MomentEdit)
        editor.setFocus()
        editor.selectAll()
        QTest.keyClicks(editor, typed)
        QTest.keyClick(editor, Key.Key_Tab)
        page.session.settle()
        assert editor.text() == shown
    assert (meeting(page).starts_at, meeting(page).ends_at) == ("2026-11-22T10:00", "2026-11-22T12:30")


# the list


def test_the_list_says_what_waits(page: MeetingsPage, room: Room, qtbot: QtBot) -> None:
    workspace = page.session.workspace
    qtbot.waitUntil(lambda: "1 action open" in page.list.rows.at(0).detail)
    workspace.edit(room.entries[1], {"due_on": "2018-01-16"})
    assert "1 action overdue" in page.list.rows.at(0).detail
    assert (page.list.rows.at(0).end, page.list.rows.at(0).tone) == ("1", "danger")
    workspace.edit(room.entries[1], {"implementation": "completed"})
    assert page.list.rows.at(0).detail == "15 Jan 2018 · Draft"
    workspace.edit(room.entries[0], {"kind": "action"})
    assert "1 action open" in page.list.rows.at(0).detail
    workspace.edit(room.entries[0], {"kind": "note"})
    assert page.list.rows.at(0).detail == "15 Jan 2018 · Draft"


def test_meetings_come_the_latest_first_and_those_to_come_are_planned(page: MeetingsPage, room: Room) -> None:
    made = page.session.workspace.add(
        Meeting, {"title": {"en": "13th meeting"}, "starts_at": "2018-02-12", "kind": "stakeholder_group"}
    )
    assert page.list.rows.keys == [made, room.meeting]
    assert page.list.rows.at(0).detail == "12 Feb 2018 · Planned"


def test_a_meeting_this_evening_is_planned_until_it_begins(session: Session, room: Room, qtbot: QtBot) -> None:
    session.workspace.edit(room.meeting, {"starts_at": "2018-01-15T18:30"})
    hour = [9, 19]
    page = MeetingsPage(session, clock=lambda: datetime(2018, 1, 15, hour[0]))
    qtbot.addWidget(page)
    page.show()
    page.open(room.meeting)
    assert page.list.rows.at(0).detail == "15 Jan 2018 · Planned"
    assert page._approve.isHidden()
    hour.pop(0)
    page.refresh(None)
    assert page.list.rows.at(0).detail.startswith("15 Jan 2018 · Draft")
    assert not page._approve.isHidden()


def test_a_meeting_of_another_city_says_whose_it_is(page: MeetingsPage, room: Room) -> None:
    workspace = page.session.workspace
    lyon = workspace.add(City, {"code": "FRLIO", "name": {"fr": "Lyon"}, "country": "FR"})
    theirs = workspace.draft(Meeting, {"title": {"en": "7th meeting"}, "starts_at": "2018-01-16", "city": lyon})
    details = {page.list.rows.at(row).key: page.list.rows.at(row).detail for row in range(2)}
    assert details[theirs] == "Lyon · 16 Jan 2018 · Draft"
    assert not details[room.meeting].startswith(("Tunis", "Lyon"))


def test_going_to_an_entry_opens_its_meeting_at_it(page: MeetingsPage, room: Room) -> None:
    page.turn_to(DETAILS)
    assert page.open(room.entries[3])
    assert page.tabs.currentIndex() == MINUTES
    assert page.minutes is not None
    assert page.minutes.view.row is not None
    assert page.minutes.view.row.key == (Part.ENTRY, room.entries[3])


def test_typing_is_kept_when_another_meeting_is_chosen(page: MeetingsPage, room: Room) -> None:
    workspace = page.session.workspace
    made = workspace.add(Meeting, {"title": {"en": "Other"}, "starts_at": "2018-01-10", "kind": "workshop"})
    page.open(room.entries[0])
    assert page.minutes is not None
    QTest.keyClicks(page.minutes.view.editor, " Unsettled")
    page.open(made)
    entry = workspace.find(Entry, room.entries[0])
    assert entry is not None
    assert entry.text.within("en").endswith("Unsettled")


def test_delete_is_undone(page: MeetingsPage, room: Room) -> None:
    page.delete()
    assert page.list.rows.rowCount() == 0
    page.session.undo()
    assert page.list.rows.keys == [room.meeting]
    assert page.session.workspace.count(Entry) == 4


# the roll


def test_one_key_an_answer_and_on_to_the_next(page: MeetingsPage, room: Room) -> None:
    page.turn_to(ATTENDANCE)
    roll = page.attendance.roll
    assert [roll.rows.at(at).title for at in range(roll.rows.rowCount())] == ["Claire Dubois", "Amina El Idrissi"]
    QTest.keyClick(roll, Key.Key_1)
    QTest.keyClick(roll, Key.Key_2)
    assert statuses(page) == {room.people["Claire"]: "present", room.people["Amina"]: "excused"}
    assert page.attendance.summary.text() == "1 person present · 1 person excused"
    QTest.keyClick(roll, Key.Key_0)
    assert statuses(page) == {room.people["Claire"]: "present"}


def test_the_roll_stands_as_in_the_minutes_and_counts_alike(page: MeetingsPage, room: Room) -> None:
    from desktop_app.documents import report_named

    workspace = page.session.workspace
    workspace.edit(room.meeting, {"chair": room.people["Amina"]})
    for person in room.people.values():
        workspace.add(Attendance, {"meeting": room.meeting, "person": person, "status": "present"})
    workspace.add(Attendance, {"meeting": room.meeting, "guest_name": "Abel Aas", "status": "present"})
    page.turn_to(ATTENDANCE)
    roll = page.attendance.roll.rows
    assert [roll.at(at).title for at in range(4)] == [
        "Amina El Idrissi", "Youssef Benali", "Claire Dubois", "Abel Aas",
    ]  # fmt: skip
    assert page.attendance.summary.text() == "3 people present · 1 guest"
    report = report_named("minutes")
    minutes = report.document(
        report.gather(workspace, [room.meeting]), "en", audience=Audience.INTERNAL, on=date(2018, 1, 20)
    )
    said = all_words(minutes)
    assert said.index("Amina El Idrissi\n") < said.index("Youssef Benali") < said.index("Claire Dubois")
    assert "3 people present, 1 guest" in said


def test_the_roll_puts_the_chair_before_all_others(page: MeetingsPage, room: Room) -> None:
    page.session.workspace.edit(room.meeting, {"chair": room.people["Claire"]})
    assert page.attendance.roll.rows.keys == [room.people["Claire"], room.people["Amina"]]


def test_somebody_known_by_two_records_has_one_row_with_a_name(page: MeetingsPage, room: Room) -> None:
    workspace = page.session.workspace
    twin = workspace.add(Person, {"given_name": "Amina", "family_name": "El Idrissi"})
    linking.link(workspace, room.people["Amina"], twin)
    made = workspace.add(Attendance, {"meeting": room.meeting, "person": twin, "status": "present"})
    assert page.open(made)
    roll = page.attendance.roll
    titles = [roll.rows.at(at).title for at in range(roll.rows.rowCount())]
    assert titles == ["Claire Dubois", "Amina El Idrissi"]
    assert roll.rows.at(roll.currentIndex().row()).title == "Amina El Idrissi"
    assert page.attendance.summary.text() == "1 person present"
    workspace.add(Attendance, {"meeting": room.meeting, "person": room.people["Amina"], "status": "excused"})
    assert page.attendance.summary.text() == "1 person present"
    assert "1 person present" in page._header._subtitle.text()
    assert "excused" not in page._header._subtitle.text()


def test_a_french_keyboard_answers_without_shift(page: MeetingsPage, room: Room) -> None:
    page.turn_to(ATTENDANCE)
    QTest.keyClick(page.attendance.roll, Key.Key_Eacute)
    assert statuses(page) == {room.people["Claire"]: "excused"}


def test_a_click_on_an_answer_gives_it(page: MeetingsPage, room: Room) -> None:
    page.turn_to(ATTENDANCE)
    roll = page.attendance.roll
    row = roll.visualRect(roll.place(1))
    box = roll.answers_of(1)["absent"]
    QTest.mouseClick(roll.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    assert row.contains(box)
    assert statuses(page) == {room.people["Amina"]: "absent"}


def test_somebody_else_and_a_guest_are_added_by_name(page: MeetingsPage, room: Room, qtbot: QtBot) -> None:
    page.turn_to(ATTENDANCE)
    panel = page.attendance
    panel.guest.setFocus()
    QTest.keyClicks(panel.guest, "youss")
    QTest.keyClick(panel.guest._popup, Key.Key_Return)
    qtbot.waitUntil(lambda: statuses(page) == {room.people["Youssef"]: "present"})
    panel.guest.setFocus()
    QTest.keyClicks(panel.guest, "Delegate of the prefecture")
    QTest.keyClick(panel.guest._popup, Key.Key_Return)
    qtbot.waitUntil(lambda: panel.roll.rows.at(panel.roll.rows.rowCount() - 1).title == "Delegate of the prefecture")
    guests = page.session.workspace.all(Attendance, guest_name="Delegate of the prefecture")
    assert [one.status for one in guests] == ["present"]


def test_somebody_whose_name_is_in_the_other_script_is_added(page: MeetingsPage, room: Room, qtbot: QtBot) -> None:
    wafa = page.session.workspace.add(Person, {"given_name": "وفاء", "family_name": "ساسي"})
    page.turn_to(ATTENDANCE)
    panel = page.attendance
    panel.guest.setFocus()
    QTest.keyClicks(panel.guest, "Wafa")
    assert panel.guest._found.at(0).title == "وفاء ساسي"
    QTest.keyClick(panel.guest._popup, Key.Key_Return)
    qtbot.waitUntil(lambda: statuses(page) == {wafa: "present"})


def test_who_came_instead_is_asked_and_an_alternate_offered(page: MeetingsPage, room: Room) -> None:
    workspace = page.session.workspace
    noticed: list[Notice] = []
    page.session.noticed.connect(noticed.append)
    page.turn_to(ATTENDANCE)
    page.attendance.answer(room.people["Amina"], "represented")
    (one,) = workspace.all(Attendance, meeting=room.meeting)
    said = [str(gap.sentence) for gap in missing(workspace, room.meeting, "en")]
    assert "It is not recorded who represented Amina El Idrissi." in said
    assert str(noticed[-1].offer) == "Say who"
    assert noticed[-1].taken is not None
    noticed[-1].taken()
    assert page.attendance.more.rows["represented_by"].editor.hasFocus()

    alternate = {"person": room.people["Claire"], "organisation": room.body, "alternate_of": room.people["Amina"]}
    workspace.add(Membership, {**alternate, "starts_on": "2017-01", "group_role": "alternate"})
    page.attendance.answer(room.people["Amina"], "present")
    page.attendance.answer(room.people["Amina"], "represented")
    assert str(noticed[-1].offer) == "Represented by Claire Dubois"
    noticed[-1].taken()
    assert workspace.get(one.id).represented_by == room.people["Claire"]  # type: ignore[attr-defined]


def test_who_came_instead_is_said_on_the_row(page: MeetingsPage, room: Room) -> None:
    page.turn_to(ATTENDANCE)
    page.attendance.answer(room.people["Amina"], "represented")
    (one,) = page.session.workspace.all(Attendance, meeting=room.meeting)
    page.session.workspace.edit(one.id, {"represented_by": room.people["Youssef"]})
    assert "represented by Youssef Benali" in page.attendance.roll.rows.at(1).detail
    assert page.attendance.roll.rows.at(1).said.startswith("Amina El Idrissi, Represented")


# what is missing


def test_the_checklist_names_what_is_missing_in_order(page: MeetingsPage, room: Room) -> None:
    said = [str(one.sentence) for one in missing(page.session.workspace, room.meeting, "en")]
    assert said == [
        "It is not recorded who chaired the meeting.",
        "Nobody is recorded as present.",
        "Nobody is named for “Send the map of reception places”.",
    ]


def test_the_checklist_follows_and_ends(page: MeetingsPage, room: Room, qtbot: QtBot) -> None:
    workspace = page.session.workspace
    assert page.waiting.text() == "3 things missing"
    workspace.edit(room.meeting, {"chair": room.people["Amina"]})
    workspace.add(Attendance, {"meeting": room.meeting, "person": room.people["Amina"], "status": "present"})
    workspace.edit(room.entries[1], {"owner": room.people["Claire"]})
    said = [str(one.sentence) for one in missing(workspace, room.meeting, "en")]
    assert said[0] == "Of 1 member of the group, nothing is recorded: Claire Dubois."
    workspace.add(Attendance, {"meeting": room.meeting, "person": room.people["Claire"], "status": "excused"})
    qtbot.waitUntil(lambda: [str(one.sentence) for one in page.waiting.found] ==
                    ["No date is set for “Send the map of reception places”."])  # fmt: skip
    workspace.edit(room.entries[1], {"due_on": "2018-02-02"})
    qtbot.waitUntil(lambda: page.waiting.text() == "Complete")
    assert not page.waiting.isEnabled()


def test_members_of_whom_nothing_is_recorded_are_missing_in_print_too(page: MeetingsPage, room: Room) -> None:
    workspace = page.session.workspace
    workspace.add(Attendance, {"meeting": room.meeting, "person": room.people["Amina"], "status": "present"})
    (said,) = [
        one.sentence for one in missing(workspace, room.meeting, "en") if "nothing is recorded" in str(one.sentence)
    ]
    report = report_named("minutes")
    dossier = report.gather(workspace, [room.meeting])
    assert said in [gap.sentence for gap in report.gaps(dossier, "en", on=date(2018, 1, 20))]
    hidden = workspace.find(Person, room.people["Claire"])
    assert hidden is not None
    workspace.edit(hidden.id, {"confidentiality": "internal"})
    printed = report.gaps(
        report.gather(workspace, [room.meeting]), "en", on=date(2018, 1, 20), audience=Audience.NETWORK
    )
    assert not [gap for gap in printed if "nothing is recorded" in str(gap.sentence)]


@pytest.mark.parametrize(("answer", "complete"), [("present", True), ("excused", False), ("", False)])
def test_a_chair_who_was_not_there_is_missing(page: MeetingsPage, room: Room, answer: str, complete: bool) -> None:
    workspace = page.session.workspace
    workspace.edit(room.meeting, {"chair": room.people["Amina"]})
    workspace.add(Attendance, {"meeting": room.meeting, "person": room.people["Claire"], "status": "present"})
    if answer:
        workspace.add(Attendance, {"meeting": room.meeting, "person": room.people["Amina"], "status": answer})
    said = [str(one.sentence) for one in missing(workspace, room.meeting, "en")]
    assert ("The chair is not among those present." not in said) is complete


@pytest.mark.parametrize(
    ("begins", "ends", "told"),
    [("2018-01-11T14:00", "2018-01-09T16:30", True), ("2018-01-11T14:00", "2018-01-11", False),
     ("2018-01", "2017-12-31", True), ("2018-01-11T14:00", "", False), ("", "2018-01-11", False)],
)  # fmt: skip
def test_a_meeting_that_ends_before_it_begins_is_told(
    page: MeetingsPage, room: Room, begins: str, ends: str, told: bool
) -> None:
    page.session.workspace.edit(room.meeting, {"starts_at": begins, "ends_at": ends})
    said = [str(one.sentence) for one in missing(page.session.workspace, room.meeting, "en")]
    assert ("The meeting ends before it begins." in said) is told


def test_an_item_that_ends_without_anything_is_named(page: MeetingsPage, room: Room) -> None:
    page.session.workspace.edit(room.entries[3], {"kind": "note"})
    said = [str(one.sentence) for one in missing(page.session.workspace, room.meeting, "en")]
    assert "Item 2, “Access to schooling”, ends without a decision, an action or a conclusion." in said


def test_what_is_missing_is_one_click_away(page: MeetingsPage, room: Room) -> None:
    page.waiting.chosen.emit(next(one for one in page.waiting.found if one.field == "owner"))
    assert page.minutes is not None
    assert page.minutes.fields.column is not None
    page.waiting.chosen.emit(page.waiting.found[0])
    assert page.tabs.currentIndex() == DETAILS
    assert page.details.binding.rows["chair"].editor.hasFocus()


# the next of the series


def test_the_next_meeting_carries_the_series(page: MeetingsPage, room: Room) -> None:
    workspace = page.session.workspace
    workspace.edit(room.meeting, {"chair": room.people["Amina"], "place": "Town hall"})
    workspace.edit(room.entries[3], {"kind": "note"})
    page.follow()
    made = meeting(page)
    assert made.id != room.meeting
    assert (made.previous, made.chair, made.place) == (room.meeting, room.people["Amina"], "Town hall")
    assert made.title.within("en") == "13th meeting"
    assert made.starts_at == "2018-02-12T10:00"
    agenda = [item.title.within("en") for item in workspace.all(AgendaItem, meeting=made.id)]
    assert agenda == ["Matters arising", "Access to schooling"]
    assert statuses(page) == {room.people["Amina"]: "invited", room.people["Claire"]: "invited"}
    assert page.session.workspace.undo()
    assert workspace.count(Meeting) == 1


def test_a_series_keeps_its_rhythm(workspace: Workspace, room: Room) -> None:
    workspace.edit(room.meeting, {"starts_at": "2018-01-15T10:00"})
    first = workspace.add(Meeting, {"title": {"en": "11th"}, "starts_at": "2018-01-02T09:00", "kind": "workshop"})
    workspace.edit(room.meeting, {"previous": first})
    last = workspace.find(Meeting, room.meeting)
    assert last is not None
    assert next_start(workspace, last) == When("2018-01-29T10:00")


@pytest.mark.parametrize(
    ("title", "after"),
    [
        ("12th meeting", "13th meeting"),
        ("The 20th meeting", "The 21st meeting"),
        ("10th meeting", "11th meeting"),
        ("12e réunion du groupe", "13e réunion du groupe"),
        ("1re réunion", "2e réunion"),
        ("Troisième réunion du groupe", "Quatrième réunion du groupe"),
        ("الاجتماع الثالث لمجموعة الأطراف", "الاجتماع الرابع لمجموعة الأطراف"),
        ("الجلسة الأولى", "الجلسة الثانية"),
        ("Tercera reunión", "Cuarta reunión"),
        ("الاجتماع العاشر", ""),
        ("Dialogue of 2018", ""),
        ("Working session", ""),
        ("Meeting 3 of 12", ""),
        ("Second meeting of the third group", ""),
    ],
)
def test_a_title_counts_on_where_it_counts(title: str, after: str) -> None:
    assert counted_on(Translated(en=title)) == ({"en": after} if after else {})


def test_following_a_meeting_without_a_date_asks_for_one(workspace: Workspace, room: Room) -> None:
    made = workspace.draft(Meeting, {"title": {"en": "Undated"}})
    found = workspace.find(Meeting, following(workspace, made))
    assert found is not None
    assert not found.starts_at


# matters arising


def test_what_earlier_meetings_asked_for_is_ticked_off_here(page: MeetingsPage, room: Room, qtbot: QtBot) -> None:
    workspace = page.session.workspace
    assert page.arising.isHidden()
    page.follow()
    page.turn_to(MINUTES)
    assert page.arising.head.text() == "Matters arising: 1 open action"
    page.arising.head.click()
    page.arising.list.setFocus()
    QTest.keyClick(page.arising.list, Key.Key_Space)
    action = workspace.find(Entry, room.entries[1])
    assert action is not None
    assert (action.implementation, action.closed_on) == ("completed", "2018-01-20"), (
        "it is done today, not on a day to come"
    )
    assert page.arising.head.text() == "Matters arising: all done"
    assert page.arising.list.rows.at(0).end == "done"
    QTest.keyClick(page.arising.list, Key.Key_Space)
    action = workspace.find(Entry, room.entries[1])
    assert action is not None
    assert action.is_open_action
    with qtbot.waitSignal(page.session.navigated, check_params_cb=lambda record: record == room.entries[1]):
        QTest.keyClick(page.arising.list, Key.Key_Return)


def test_what_is_to_be_done_in_all_meetings_is_one_list(page: MeetingsPage, room: Room, qtbot: QtBot) -> None:
    workspace = page.session.workspace
    workspace.edit(room.entries[1], {"due_on": "2018-01-18"})
    page.follow()
    qtbot.waitUntil(page.due.isVisible)
    assert page.due.text() == "1 open action, overdue: 1"
    page.due.click()
    shown = page.findChild(OpenActions)
    assert shown is not None
    assert [shown.list.rows.at(at).key for at in range(shown.list.rows.rowCount())] == [room.entries[1]]
    shown.list.ticked.emit(room.entries[1])
    action = workspace.find(Entry, room.entries[1])
    assert action is not None
    assert (action.implementation, action.closed_on) == ("completed", "2018-01-20")
    assert shown.list.rows.at(0).end == "done"
    qtbot.waitUntil(page.due.isHidden)
    with qtbot.waitSignal(page.session.navigated, check_params_cb=lambda record: record == room.entries[1]):
        shown.list.opened.emit(room.entries[1])


def test_the_list_of_actions_begins_as_wide_as_its_content_up_to_the_screen(
    page: MeetingsPage, room: Room, qtbot: QtBot
) -> None:
    workspace = page.session.workspace
    long = "Ask the regional health office for the figures of the last two years and of this one"
    widths = []
    for text in ("Short", long, long * 9):
        workspace.edit(room.entries[1], {"text": text})
        shown = OpenActions(page, page.session, date(2018, 1, 20))
        with qtbot.waitExposed(shown):
            shown.open()
        widths.append(shown.width())
        assert shown.width() <= shown.screen().availableGeometry().width()
        shown.reject()
    assert widths[0] < widths[1] < widths[2] == page.screen().availableGeometry().width()


# approving, making, and being empty


def test_approving_is_offered_once_the_meeting_was_held_and_is_undone(page: MeetingsPage, room: Room) -> None:
    noticed: list[Notice] = []
    page.session.noticed.connect(noticed.append)
    page.approval.approve()
    assert meeting(page).status == "draft", "four things are missing"
    assert "It is not recorded who chaired" in str(noticed[-1].sentence)
    assert page.waiting.list.isVisible()
    assert noticed[-1].taken is not None
    noticed[-1].taken()
    assert (meeting(page).status, meeting(page).approved_on) == ("approved", "2018-01-20")
    page.session.undo()
    assert (meeting(page).status, meeting(page).approved_on) == ("draft", "")


def test_make_minutes_asks_for_the_document(page: MeetingsPage, room: Room, qtbot: QtBot) -> None:
    from ui import documents

    with qtbot.waitSignal(page.session.asked, check_params_cb=lambda name: name == "page:documents"):
        page.make_minutes()
    assert documents.asked_for(page.session) == ("minutes", room.meeting)
    assert documents.asked_for(page.session) is None


def test_inviting_says_that_nothing_is_sent(page: MeetingsPage, room: Room, qtbot: QtBot) -> None:
    page._more.menu().aboutToShow.emit()
    (action,) = [one for one in page._more.menu().actions() if one.text() == "Invite all members"]
    assert "Nothing is sent" in action.toolTip()
    assert page._more.menu().toolTipsVisible()
    with qtbot.waitSignal(page.session.noticed, check_params_cb=lambda told: "Nothing was sent" in str(told.sentence)):
        action.trigger()
    assert set(statuses(page).values()) == {"invited"}
    with qtbot.waitSignal(page.session.noticed, check_params_cb=lambda told: "already" in str(told.sentence)):
        action.trigger()


def test_the_first_meeting_of_a_city_has_a_symbol_to_begin_with(page: MeetingsPage, room: Room) -> None:
    workspace = page.session.workspace
    page.new()
    assert meeting(page).symbol == "TNG/MIN/2018/1"
    page.new()
    assert meeting(page).symbol == "TNG/MIN/2018/2"
    assert following_symbol(workspace, "workshop", 2018) == ""


def test_a_new_meeting_begins_with_its_title(page: MeetingsPage, room: Room) -> None:
    page.new()
    assert meeting(page).starts_at == "2018-01-20"
    assert page.tabs.currentIndex() == DETAILS
    title = page.details.binding.rows["title"].editor
    QTest.keyClicks(title.focusProxy() or title, "Dialogue")
    page.session.settle()
    assert meeting(page).title.within("en") == "Dialogue"


def test_the_commands_of_the_page_can_be_asked_for_by_name(page: MeetingsPage) -> None:
    names = [str(command.name) for command in page.commands()]
    assert names[:2] == ["New meeting from this one", "Make the minutes"]
    assert {"Preview beside the minutes", "Approve these minutes"} < set(names)
