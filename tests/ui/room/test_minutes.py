"""Live minute-taking, with real keys: an outliner's habits, and nothing typed is ever lost."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from desktop_app.records import AgendaItem, Entry, Meeting, Membership, Person, When
from tests.hands import strike
from ui.editors import RecordPicker
from ui.minutes.details import details_of
from ui.minutes.model import Column
from ui.minutes.panel import MinutesPanel
from ui.minutes.rows import Part, Row
from ui.pages.meetings import MeetingsPage
from ui.words.speech import speak

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from tests.ui.meeting_room import Room
    from ui.main.window import Window
    from ui.session import Notice, Session

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
Key = Qt.Key


@pytest.fixture
def panel(session: Session, room: Room, qtbot: QtBot) -> MinutesPanel:
    made = MinutesPanel(session, room.meeting, today=date(2018, 1, 15))
    qtbot.addWidget(made)
    made.resize(760, 600)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    made.view.setFocus()
    return made


def at(panel: MinutesPanel, room: Room, number: int, where: int = 1) -> None:
    """Put the caret into an entry."""
    panel.view.go((Part.ENTRY, room.entries[number]), where)
    panel.view.editor.setFocus()


def keys(panel: MinutesPanel, text: str) -> None:
    QTest.keyClicks(panel.view.editor, text)


def press(panel: MinutesPanel, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(panel.view.editor, key, modifier)


def said(panel: MinutesPanel) -> list[str]:
    return [row.text for row in panel.view.table.rows]


def column(panel: MinutesPanel) -> Column | None:
    """The field that is open."""
    return panel.fields.column


def entry(panel: MinutesPanel, record: str) -> Entry:
    found = panel.view.session.workspace.find(Entry, record)
    assert found is not None
    return found


def test_typing_settles_after_a_pause(panel: MinutesPanel, room: Room, qtbot: QtBot) -> None:
    at(panel, room, 0)
    keys(panel, " Again.")
    assert entry(panel, room.entries[0]).text.within("en").endswith("places.")
    qtbot.waitUntil(lambda: entry(panel, room.entries[0]).text.within("en").endswith("places. Again."))


def test_a_space_typed_before_the_pause_is_still_there_after_it(panel: MinutesPanel, room: Room) -> None:
    at(panel, room, 0)
    keys(panel, " Again ")
    panel.view.settle()
    assert panel.view.editor.value().endswith(" Again ")
    keys(panel, "and again")
    panel.view.settle()
    assert entry(panel, room.entries[0]).text.within("en").endswith("Again and again")


def test_enter_at_the_end_begins_a_note_below(panel: MinutesPanel, room: Room) -> None:
    at(panel, room, 1)
    press(panel, Key.Key_Return)
    keys(panel, "It was sent on Friday.")
    press(panel, Key.Key_Return)
    keys(panel, "Second")
    panel.view.settle()
    assert said(panel)[2:5] == ["Send the map of reception places", "It was sent on Friday.", "Second"]
    assert panel.view.row is not None
    assert panel.view.row.kind == "note"


def test_enter_in_the_middle_splits_and_keeps_what_was_typed(panel: MinutesPanel, room: Room) -> None:
    at(panel, room, 2, -1)
    keys(panel, "Yes. ")
    press(panel, Key.Key_Return)
    assert said(panel)[4:6] == ["Yes.", "The regional office reported 412 children."]
    assert panel.view.at == 5
    assert panel.view.editor.at_start
    assert panel.view.table.row(4).record == room.entries[2]


def test_enter_at_the_start_begins_above(panel: MinutesPanel, room: Room) -> None:
    at(panel, room, 2, -1)
    press(panel, Key.Key_Return)
    keys(panel, "Before that")
    panel.view.settle()
    assert said(panel)[3:6] == ["Access to schooling", "Before that", "The regional office reported 412 children."]


def test_an_entry_left_empty_leaves_no_trace(panel: MinutesPanel, room: Room, session: Session) -> None:
    count = session.workspace.count(Entry)
    at(panel, room, 0)
    press(panel, Key.Key_Return)
    assert len(said(panel)) == 7
    press(panel, Key.Key_Up)
    assert len(said(panel)) == 6
    assert session.workspace.count(Entry) == count


def test_backspace_in_an_empty_entry_goes_back_to_the_one_above(panel: MinutesPanel, room: Room) -> None:
    at(panel, room, 0)
    press(panel, Key.Key_Return)
    press(panel, Key.Key_Backspace)
    assert panel.view.row is not None
    assert panel.view.row.record == room.entries[0]
    assert panel.view.editor.at_end


def test_an_emptied_entry_is_deleted_by_backspace_and_undone(panel: MinutesPanel, room: Room, session: Session) -> None:
    at(panel, room, 2)
    panel.view.editor.selectAll()
    press(panel, Key.Key_Backspace)
    press(panel, Key.Key_Backspace)
    assert session.workspace.find(Entry, room.entries[2]) is None
    session.undo()
    assert session.workspace.find(Entry, room.entries[2]) is not None


def test_backspace_at_the_start_makes_a_note_and_then_joins(panel: MinutesPanel, room: Room) -> None:
    at(panel, room, 1, -1)
    press(panel, Key.Key_Backspace)
    assert entry(panel, room.entries[1]).kind == "note"
    press(panel, Key.Key_Backspace)
    assert said(panel)[1] == "The chair recalled the list of reception places. Send the map of reception places"
    keys(panel, "And: ")
    panel.view.settle()
    assert "places. And: Send the map" in said(panel)[1]


def test_delete_at_the_end_joins_what_is_below(panel: MinutesPanel, room: Room) -> None:
    at(panel, room, 2)
    press(panel, Key.Key_Delete)
    assert (
        said(panel)[4] == "The regional office reported 412 children. Enrolment shall not depend on a residence permit."
    )
    keys(panel, " Then")
    assert "children. Then Enrolment" in panel.view.editor.value()


@pytest.mark.parametrize(("digit", "kind"), [(Key.Key_1, "note"), (Key.Key_2, "decision"), (Key.Key_3, "action")])
def test_a_key_changes_the_kind_and_keeps_typing_that_has_not_settled(
    panel: MinutesPanel, room: Room, digit: Qt.Key, kind: str
) -> None:
    at(panel, room, 0)
    keys(panel, " Unsettled")
    press(panel, digit, CTRL)
    assert entry(panel, room.entries[0]).kind == kind
    assert entry(panel, room.entries[0]).text.within("en").endswith("Unsettled")
    assert panel.view.editor.value().endswith("Unsettled")
    keys(panel, " and on")
    panel.view.settle()
    assert entry(panel, room.entries[0]).text.within("en").endswith("Unsettled and on")


def test_an_entry_can_be_a_decision_before_its_first_word(panel: MinutesPanel, room: Room) -> None:
    at(panel, room, 0)
    press(panel, Key.Key_Return)
    press(panel, Key.Key_2, CTRL)
    keys(panel, "Agreed")
    panel.view.settle()
    assert panel.view.row is not None
    assert entry(panel, panel.view.row.record).kind == "decision"


def test_up_and_down_walk_the_rows(panel: MinutesPanel, room: Room) -> None:
    at(panel, room, 0)
    press(panel, Key.Key_Up)
    assert panel.view.at == 0
    press(panel, Key.Key_Up)
    assert panel.view.at == 0
    for expected in (1, 2, 3):
        press(panel, Key.Key_Down)
        assert panel.view.at == expected


def test_left_at_the_start_goes_to_the_end_of_the_row_above(panel: MinutesPanel, room: Room) -> None:
    at(panel, room, 1, -1)
    press(panel, Key.Key_Left)
    assert panel.view.at == 1
    assert panel.view.editor.at_end
    press(panel, Key.Key_Right)
    assert panel.view.at == 2
    assert panel.view.editor.at_start


def test_up_in_a_text_of_several_lines_stays_in_it(panel: MinutesPanel, room: Room) -> None:
    at(panel, room, 2)
    press(panel, Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    keys(panel, "second line")
    press(panel, Key.Key_Up)
    assert panel.view.at == 4
    press(panel, Key.Key_Up)
    assert panel.view.at == 3
    assert entry(panel, room.entries[2]).text.within("en") == "The regional office reported 412 children.\nsecond line"


def test_alt_moves_an_entry_with_its_typing(panel: MinutesPanel, room: Room) -> None:
    at(panel, room, 1)
    keys(panel, "!")
    press(panel, Key.Key_Up, ALT)
    assert said(panel)[1] == "Send the map of reception places!"
    assert panel.view.at == 1
    press(panel, Key.Key_Down, ALT)
    press(panel, Key.Key_Down, ALT)
    assert entry(panel, room.entries[1]).agenda_item == room.items[1]


def test_enter_twice_goes_to_the_next_item_and_at_the_end_makes_one(panel: MinutesPanel, room: Room) -> None:
    at(panel, room, 1)
    press(panel, Key.Key_Return)
    press(panel, Key.Key_Return)
    assert panel.view.row is not None
    assert panel.view.row.key == (Part.ITEM, room.items[1])
    at(panel, room, 3)
    press(panel, Key.Key_Return)
    press(panel, Key.Key_Return)
    keys(panel, "Any other business")
    press(panel, Key.Key_Return)
    keys(panel, "Nothing")
    panel.view.settle()
    assert said(panel)[-2:] == ["Any other business", "Nothing"]
    assert panel.view.session.workspace.count(AgendaItem) == 3


def test_a_new_item_and_its_conclusion_by_key(panel: MinutesPanel, room: Room) -> None:
    at(panel, room, 0)
    press(panel, Key.Key_Return, CTRL)
    keys(panel, "Housing")
    press(panel, Key.Key_4, CTRL)
    keys(panel, "Postponed")
    panel.view.settle()
    item = panel.view.session.workspace.all(AgendaItem, meeting=room.meeting)[1]
    assert (item.title.within("en"), item.conclusion.within("en")) == ("Housing", "Postponed")


def test_a_speaker_named_before_the_first_word_is_kept_with_it(panel: MinutesPanel, room: Room) -> None:
    at(panel, room, 0)
    press(panel, Key.Key_Return)
    keys(panel, "@amina")
    press(panel, Key.Key_Return)
    assert panel.view.row is not None
    assert panel.view.row.who_name == "Amina El Idrissi"
    keys(panel, "She agreed.")
    panel.view.settle()
    assert panel.view.row is not None
    made = entry(panel, panel.view.row.record)
    assert (made.text.within("en"), made.speaker) == ("She agreed.", room.people["Amina"])


def test_at_names_a_speaker_at_the_beginning_of_a_note(panel: MinutesPanel, room: Room) -> None:
    at(panel, room, 0, -1)
    keys(panel, "@ami")
    assert panel.completion.offered == ["Amina El Idrissi"]
    press(panel, Key.Key_Return)
    assert entry(panel, room.entries[0]).speaker == room.people["Amina"]
    assert panel.view.editor.value() == "The chair recalled the list of reception places."
    assert len(said(panel)) == 6


def test_at_names_the_owner_of_an_action_who_leaves_the_text(panel: MinutesPanel, room: Room, session: Session) -> None:
    at(panel, room, 1)
    keys(panel, ", by @cla")
    press(panel, Key.Key_Tab)
    found = entry(panel, room.entries[1])
    assert found.owner == room.people["Claire"]
    assert found.text.within("en") == "Send the map of reception places"
    session.undo()
    assert not entry(panel, room.entries[1]).owner


def test_at_the_start_of_an_action_a_name_is_who_does_it(panel: MinutesPanel, room: Room) -> None:
    at(panel, room, 1, -1)
    keys(panel, "@cla")
    press(panel, Key.Key_Return)
    found = entry(panel, room.entries[1])
    assert (found.owner, found.text.within("en")) == (room.people["Claire"], "Send the map of reception places")


def test_a_name_in_the_sentence_of_an_action_stays_in_it(panel: MinutesPanel, room: Room) -> None:
    at(panel, room, 1)
    keys(panel, " with @cla")
    press(panel, Key.Key_Tab)
    panel.view.settle()
    found = entry(panel, room.entries[1])
    assert not found.owner
    assert found.text.within("en") == "Send the map of reception places with Claire Dubois"
    keys(panel, ", @ami")
    press(panel, Key.Key_Return)
    keys(panel, " and @you")
    press(panel, Key.Key_Return)  # an owner is known: it is a name
    panel.view.settle()
    found = entry(panel, room.entries[1])
    assert found.owner == room.people["Amina"]
    assert found.text.within("en").endswith("with Claire Dubois and Youssef Benali")


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("Call @cla", "Call Claire Dubois"),
        ("Contacter @cla", "Contacter Claire Dubois"),
        ("Invite everybody, @cla", "Invite everybody"),
        ("Map – @cla", "Map"),
        ("Carte à envoyer par @cla", "Carte à envoyer"),
        ("إعداد الخريطة من طرف @cla", "إعداد الخريطة"),
    ],
)
def test_an_owner_at_the_end_leaves_a_sentence_that_can_be_read(
    panel: MinutesPanel, room: Room, typed: str, text: str
) -> None:
    at(panel, room, 1)
    panel.view.editor.selectAll()
    for letter in typed:
        strike(panel.view.editor, letter)
    press(panel, Key.Key_Return)
    panel.view.settle()
    found = entry(panel, room.entries[1])
    assert found.owner == room.people["Claire"]
    assert next(iter(found.text.values())) == text


@pytest.mark.parametrize("typed", ["in 2 weeks", " in 2 weeks"])
def test_what_follows_a_name_is_one_space_away(panel: MinutesPanel, room: Room, typed: str) -> None:
    at(panel, room, 1)
    keys(panel, ", @cla")
    press(panel, Key.Key_Return)
    keys(panel, typed)
    assert panel.view.editor.value() == "Send the map of reception places in 2 weeks"
    press(panel, Key.Key_Return)
    found = entry(panel, room.entries[1])
    assert (found.owner, found.due_on) == (room.people["Claire"], "2018-01-29")
    assert found.text.within("en") == "Send the map of reception places"

    at(panel, room, 0)
    keys(panel, " Thanks to @cla")
    press(panel, Key.Key_Return)
    keys(panel, typed)
    assert panel.view.editor.value().endswith("Thanks to Claire Dubois in 2 weeks")


def test_a_mark_after_a_name_stands_against_it(panel: MinutesPanel, room: Room) -> None:
    at(panel, room, 0)
    keys(panel, " Thanks to @cla")
    press(panel, Key.Key_Return)
    keys(panel, ", and to all")
    assert panel.view.editor.value().endswith("Thanks to Claire Dubois, and to all")


def test_another_date_is_offered_for_an_action_that_has_one(panel: MinutesPanel, room: Room, session: Session) -> None:
    session.workspace.edit(room.entries[1], {"due_on": "2018-02-02"})
    at(panel, room, 1)
    for letter in " قبل 15 يناير 2027":
        strike(panel.view.editor, letter)
    assert panel.completion.offered
    press(panel, Key.Key_Return)
    found = entry(panel, room.entries[1])
    assert found.due_on == "2027-01-15"
    assert found.text.within("en") == "Send the map of reception places"
    keys(panel, " by 15 January 2027")
    assert not panel.completion.offered, "it is the date that it has"


def test_a_name_within_a_note_is_a_name_and_nothing_else(panel: MinutesPanel, room: Room) -> None:
    at(panel, room, 0)
    keys(panel, " Thanks to @cla")
    press(panel, Key.Key_Return)
    panel.view.settle()
    found = entry(panel, room.entries[0])
    assert found.text.within("en").endswith("Thanks to Claire Dubois")
    assert not found.speaker
    assert not found.owner


def test_at_finds_names_of_the_other_script(panel: MinutesPanel, room: Room, session: Session) -> None:
    wafa = session.workspace.add(Person, {"given_name": "وفاء", "family_name": "ساسي"})
    at(panel, room, 1)
    keys(panel, ", @wafa")
    assert panel.completion.offered == ["وفاء ساسي"]
    press(panel, Key.Key_Return)
    assert entry(panel, room.entries[1]).owner == wafa


def test_at_offers_members_first_and_organisations_too(panel: MinutesPanel, room: Room) -> None:
    at(panel, room, 1)
    keys(panel, " @")
    assert panel.completion.offered == ["Amina El Idrissi", "Claire Dubois", "Youssef Benali", "Human Rights Council"]
    keys(panel, "cndh")
    assert panel.completion.offered[-1] == "Human Rights Council"
    press(panel, Key.Key_Up)
    press(panel, Key.Key_Return)
    assert entry(panel, room.entries[1]).owner == room.body


def test_who_left_the_group_comes_after_who_sits_in_it(panel: MinutesPanel, room: Room, session: Session) -> None:
    (membership,) = session.workspace.all(Membership, person=room.people["Amina"])
    session.workspace.edit(membership.id, {"ends_on": "2018-01-14"})
    at(panel, room, 1)
    keys(panel, " @")
    assert panel.completion.offered[:2] == ["Claire Dubois", "Amina El Idrissi"]


def test_escape_puts_the_offer_away_and_enter_goes_on(panel: MinutesPanel, room: Room) -> None:
    at(panel, room, 0)
    keys(panel, " @am")
    press(panel, Key.Key_Escape)
    assert panel.completion.offered == []
    press(panel, Key.Key_Return)
    assert said(panel)[1].endswith("@am")


def test_an_address_is_no_name(panel: MinutesPanel, room: Room) -> None:
    at(panel, room, 0)
    keys(panel, " write to info@am")
    assert panel.completion.offered == []


def test_a_topic_is_written_and_tags_the_meeting(panel: MinutesPanel, room: Room, session: Session) -> None:
    at(panel, room, 0)
    keys(panel, " #educ")
    press(panel, Key.Key_Return)
    panel.view.settle()
    assert entry(panel, room.entries[0]).text.within("en").endswith("Education")
    meeting = session.workspace.find(Meeting, room.meeting)
    assert meeting is not None
    assert meeting.topics == ("education",)


def test_a_date_is_offered_on_an_action_and_taken_with_tab(panel: MinutesPanel, room: Room) -> None:
    at(panel, room, 1)
    keys(panel, " in 2 weeks")
    assert panel.completion.offered == ["Due 29 January 2018"]
    press(panel, Key.Key_Tab)
    found = entry(panel, room.entries[1])
    assert found.due_on == "2018-01-29"
    assert found.text.within("en") == "Send the map of reception places"


def test_enter_takes_a_date_that_says_until_when(panel: MinutesPanel, room: Room) -> None:
    at(panel, room, 1)
    keys(panel, " in 2 weeks")
    press(panel, Key.Key_Return)
    found = entry(panel, room.entries[1])
    assert (found.due_on, found.text.within("en")) == ("2018-01-29", "Send the map of reception places")
    press(panel, Key.Key_Return)
    assert len(said(panel)) == 7


def test_enter_goes_on_where_the_date_may_be_about_something_else(panel: MinutesPanel, room: Room) -> None:
    at(panel, room, 1)
    keys(panel, " of 2 February")
    assert panel.completion.offered == ["Due 2 February 2018"]
    press(panel, Key.Key_Return)
    found = entry(panel, room.entries[1])
    assert not found.due_on
    assert found.text.within("en").endswith("of 2 February")
    assert len(said(panel)) == 7


def test_no_date_is_offered_on_a_note(panel: MinutesPanel, room: Room) -> None:
    at(panel, room, 0)
    keys(panel, " in 2 weeks")
    assert panel.completion.offered == []


def test_tab_goes_through_owner_and_due_date(panel: MinutesPanel, room: Room, qtbot: QtBot) -> None:
    at(panel, room, 1)
    press(panel, Key.Key_Tab)
    assert column(panel) is Column.WHO
    owner = panel.view.viewport().focusWidget()
    assert owner is not None
    assert owner.accessibleName() == "Owner"
    QTest.keyClick(owner, Key.Key_Tab)
    assert column(panel) is Column.WHEN
    due = panel.view.viewport().focusWidget()
    assert due is not None
    QTest.keyClicks(due, "next friday")
    QTest.keyClick(due, Key.Key_Return)
    assert entry(panel, room.entries[1]).due_on == "2018-01-19"
    assert column(panel) is None
    assert panel.view.editor.hasFocus()


def test_votes_are_typed_as_three_numbers(panel: MinutesPanel, room: Room) -> None:
    at(panel, room, 3)
    press(panel, Key.Key_Tab)
    votes = panel.view.viewport().focusWidget()
    assert votes is not None
    QTest.keyClicks(votes, "12, 1, 2")
    QTest.keyClick(votes, Key.Key_Return)
    found = entry(panel, room.entries[3])
    assert (found.votes_for, found.votes_against, found.votes_abstaining) == (12, 1, 2)


def test_a_due_date_that_means_nothing_stays_where_it_is_typed(panel: MinutesPanel, room: Room) -> None:
    at(panel, room, 1)
    panel.fields.open(Column.WHEN)
    due = panel.view.viewport().focusWidget()
    assert due is not None
    QTest.keyClicks(due, "soon")
    QTest.keyClick(due, Key.Key_Return)
    assert column(panel) is Column.WHEN
    QTest.keyClick(due, Key.Key_Escape)
    assert column(panel) is None
    assert not entry(panel, room.entries[1]).due_on


def test_undo_settles_first_and_the_caret_stays(panel: MinutesPanel, room: Room, session: Session) -> None:
    at(panel, room, 0)
    keys(panel, " One.")
    panel.view.settle()
    keys(panel, " Two.")
    session.undo()
    assert panel.view.editor.value().endswith("places. One.")
    assert panel.view.editor.at_end
    session.redo()
    assert panel.view.editor.value().endswith("places. One. Two.")


def test_a_change_by_somebody_else_does_not_move_the_caret(panel: MinutesPanel, room: Room, session: Session) -> None:
    at(panel, room, 2)
    press(panel, Key.Key_Home)
    for _step in range(4):
        press(panel, Key.Key_Right)
    session.workspace.edit(room.entries[2], {"text": {"en": "The regional office reported 472 children."}})
    assert panel.view.editor.value() == "The regional office reported 472 children."
    assert panel.view.editor.textCursor().position() == 4
    session.workspace.edit(room.entries[0], {"text": {"en": "Another row\nis higher now"}})
    assert panel.view.row is not None
    assert panel.view.row.record == room.entries[2]
    assert panel.view.editor.textCursor().position() == 4


def test_typing_that_has_not_settled_is_not_overwritten(panel: MinutesPanel, room: Room, session: Session) -> None:
    at(panel, room, 2)
    keys(panel, " Typed")
    session.workspace.edit(room.entries[2], {"text": {"en": "Somebody else’s"}})
    assert panel.view.editor.value().endswith(" Typed")
    panel.view.settle()
    assert entry(panel, room.entries[2]).text.within("en").endswith(" Typed")


def test_rows_that_come_from_elsewhere_appear_around_the_caret(
    panel: MinutesPanel, room: Room, session: Session
) -> None:
    at(panel, room, 2)
    position = entry(panel, room.entries[2]).position
    session.workspace.add(
        Entry, {"agenda_item": room.items[1], "kind": "note", "text": {"en": "Earlier"}, "position": "0" + position}
    )
    assert said(panel)[4] == "Earlier"
    assert panel.view.at == 5
    session.workspace.delete(room.items[0])
    assert panel.view.at == 2


def test_typing_into_a_row_that_somebody_deletes_becomes_an_entry_of_its_own(
    panel: MinutesPanel, room: Room, session: Session
) -> None:
    at(panel, room, 3)
    keys(panel, " Typed")
    session.workspace.delete(room.entries[3])
    keys(panel, " on")
    panel.view.settle()
    assert panel.view.row is not None
    assert panel.view.row.record != room.entries[3]
    assert said(panel)[-1] == "Enrolment shall not depend on a residence permit. Typed on"
    assert panel.view.row.kind == "decision"


def test_a_row_deleted_under_a_resting_caret_is_gone(panel: MinutesPanel, room: Room, session: Session) -> None:
    at(panel, room, 2)
    session.workspace.delete(room.entries[2])
    panel.view.settle()
    assert panel.view.row is not None
    assert panel.view.row.key == (Part.ITEM, room.items[1])
    assert len(said(panel)) == 5


def test_deleting_the_whole_meeting_under_the_caret_breaks_nothing(
    panel: MinutesPanel, room: Room, session: Session
) -> None:
    at(panel, room, 2)
    keys(panel, " Typed")
    session.workspace.delete(room.meeting)
    panel.view.settle()
    assert said(panel) == []


def test_an_empty_agenda_begins_with_its_first_item(session: Session, room: Room, qtbot: QtBot) -> None:
    meeting = session.workspace.add(Meeting, {"title": {"en": "New"}, "starts_at": "2018-02-01", "kind": "workshop"})
    made = MinutesPanel(session, meeting)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    made.setFocus()
    assert made.view.editor.hasFocus()
    QTest.keyClicks(made.view.editor, "Opening")
    QTest.keyClick(made.view.editor, Key.Key_Return)
    QTest.keyClicks(made.view.editor, "The mayor opened.")
    made.view.settle()
    assert [row.text for row in made.view.table.rows] == ["Opening", "The mayor opened."]


def test_the_owner_is_chosen_by_typing_and_the_date_comes_next(panel: MinutesPanel, room: Room, qtbot: QtBot) -> None:
    at(panel, room, 1)
    press(panel, Key.Key_Tab)
    owner = panel.view.viewport().focusWidget()
    assert isinstance(owner, RecordPicker)
    QTest.keyClicks(owner, "clai")
    QTest.keyClick(owner._popup, Key.Key_Return)
    qtbot.waitUntil(lambda: entry(panel, room.entries[1]).owner == room.people["Claire"])
    assert column(panel) is Column.WHEN


def test_paragraphs_are_pasted_as_plain_text_into_one_entry(panel: MinutesPanel, room: Room) -> None:
    at(panel, room, 0)
    QGuiApplication.clipboard().setText("\u202e reversed\x0b\nتقترح جمعية الأمل\r\nthird")
    panel.view.editor.paste()
    panel.view.settle()
    text = entry(panel, room.entries[0]).text.within("en")
    assert text.splitlines()[1:] == ["تقترح جمعية الأمل", "third"]
    panel.view.go((Part.ITEM, room.items[0]))
    panel.view.editor.paste()
    assert "\n" not in panel.view.editor.value()


def test_undo_by_key_reaches_the_log(window: Window, session: Session, room: Room, qtbot: QtBot) -> None:
    assert window.shell is not None
    assert window.session is not None
    page = window.shell.go("meetings")
    assert isinstance(page, MeetingsPage)
    assert page.open(room.entries[0])
    assert page.minutes is not None
    editor = page.minutes.view.editor
    QTest.keyClicks(editor, " One.")
    QTest.keyClick(editor, Key.Key_Z, CTRL)
    assert editor.value() == "The chair recalled the list of reception places."
    QTest.keyClick(editor, Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert editor.value().endswith(" One.")


def test_minutes_turn_round_with_the_window(
    panel: MinutesPanel, room: Room, session: Session, qapp: QApplication
) -> None:
    at(panel, room, 1)
    left = panel.view.editor.x()
    speak(qapp, "ar")
    session.retranslated.emit()
    assert panel.view.editor.x() < left
    assert panel.view.editor.accessibleName() == "إجراء, Matters arising"
    speak(qapp, "en")
    session.retranslated.emit()
    assert panel.view.editor.x() == left


def test_a_screen_reader_finds_owner_and_date_in_the_table(panel: MinutesPanel, room: Room, session: Session) -> None:
    session.workspace.edit(room.entries[1], {"owner": room.people["Amina"], "due_on": "2018-01-08"})
    table = QAccessible.queryAccessibleInterface(panel.view)
    said = [table.child(at).text(QAccessible.Text.Name) for at in range(table.childCount())]
    assert "Amina El Idrissi" in said
    assert "8 Jan 2018 · overdue" in said


def test_a_refused_title_stays_in_its_row(panel: MinutesPanel, room: Room, session: Session, qtbot: QtBot) -> None:
    panel.view.go((Part.ITEM, room.items[0]))
    panel.view.editor.setPlainText("x" * 501)
    with qtbot.waitSignal(session.noticed):
        press(panel, Key.Key_Down)
    assert panel.view.at == 0
    assert len(panel.view.editor.value()) == 501


def test_a_row_is_as_high_painted_as_edited(panel: MinutesPanel, room: Room, session: Session) -> None:
    session.workspace.edit(room.entries[0], {"speaker": room.people["Amina"]})
    texts = ("Short", "word " * 80, "تقترح جمعية الأمل " * 12, "One\nتقترح\nthree " * 3, "Supercalifragilistic" * 30)
    for text in (*texts, *("word " * count for count in range(8, 40, 3))):
        session.workspace.edit(room.entries[0], {"text": {"en": text}})
        panel.view.go((Part.ITEM, room.items[0]))
        painted = panel.view.rowHeight(1)
        at(panel, room, 0)
        assert panel.view.rowHeight(1) == painted, text[:20]


def test_a_click_on_an_owner_opens_its_field(panel: MinutesPanel, room: Room, session: Session) -> None:
    session.workspace.edit(room.entries[1], {"owner": room.people["Amina"]})
    view = panel.view
    box = view.placed(2, view.places(2).details)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(box.left() + 8, box.center().y()))
    assert column(panel) is Column.WHO
    assert view.at == 2


def test_a_click_puts_the_caret_where_it_falls(panel: MinutesPanel, room: Room) -> None:
    view = panel.view
    box = view.placed(1, view.places(1).text)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(box.left() + 60, box.top() + 8))
    assert view.at == 1
    assert 3 < view.editor.textCursor().position() < 20


def test_a_screen_reader_hears_what_a_row_is(panel: MinutesPanel, room: Room) -> None:
    at(panel, room, 1)
    assert panel.view.editor.accessibleName() == "Action, Matters arising"
    press(panel, Key.Key_2, CTRL)
    assert panel.view.editor.accessibleName() == "Decision, Matters arising"
    model = panel.view.table
    assert model.headerData(Column.WHO, Qt.Orientation.Horizontal) == "Owner or speaker"


def test_the_buttons_show_the_keys_and_do_the_same(panel: MinutesPanel, room: Room) -> None:
    at(panel, room, 0)
    keys(panel, " typed")
    panel.kinds["action"].trigger()
    assert entry(panel, room.entries[0]).kind == "action"
    assert entry(panel, room.entries[0]).text.within("en").endswith("typed")
    assert panel.kinds["action"].isChecked()
    assert panel.kinds["action"].shortcut().toString() == "Ctrl+3"


def test_letters_of_another_language_are_said_once_and_can_be_taken_back(panel: MinutesPanel, room: Room) -> None:
    heard: list[Notice] = []
    panel.view.session.noticed.connect(heard.append)
    at(panel, room, 1)
    for _time in range(2):
        press(panel, Key.Key_Return)
        for letter in "تُرسل الخريطة":
            strike(panel.view.editor, letter)
        panel.view.settle()
    assert panel.view.row is not None
    assert panel.view.row.language == "ar"
    (notice,) = heard
    assert (str(notice.sentence), str(notice.offer)) == ("Saved as العربية, judging by its letters.", "It is English")
    assert notice.taken is not None
    notice.taken()
    assert [row.language for row in panel.view.table.rows[3:5]] == ["en", "ar"]


def test_the_menu_says_in_which_language_a_row_is_kept(panel: MinutesPanel, room: Room, qtbot: QtBot) -> None:
    at(panel, room, 0)
    panel.menu(QPoint(10, 10))
    (menu,) = [menu for menu in panel.findChildren(QMenu) if menu.title() == "Language of this text"]
    actions = {action.text(): action for action in menu.actions()}
    assert [name for name, action in actions.items() if action.isChecked()] == ["English"]
    actions["Français"].trigger()
    assert dict(entry(panel, room.entries[0]).text) == {"fr": "The chair recalled the list of reception places."}


def test_an_action_that_is_done_says_so_and_when() -> None:
    on = date(2018, 1, 20)
    action = Row(Part.ENTRY, "a", "i", "Write", "en", kind="action", due=When("2018-01-10"))
    done = action.within(implementation="completed", closed=When("2018-01-15"))

    assert len(details_of(action, on)) == 2
    said = details_of(done, on)[-1]
    assert (said.icon, said.tone) == ("check-circle", "decision")
    assert "Completed" in said.text
    assert "15" in said.text
