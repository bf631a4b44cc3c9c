"""The pages beside the minutes follow every key, before it is written to the log, and never hold a key up."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop_app.records import Entry
from ui.minutes.rows import Part
from ui.pages.meetings import DETAILS, MINUTES, MeetingsPage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.meeting_room import Room
    from ui.documents.live import LiveMinutes
    from ui.minutes.view import MinutesView
    from ui.session import Session


@pytest.fixture
def page(session: Session, room: Room, qtbot: QtBot) -> MeetingsPage:
    made = MeetingsPage(session, clock=lambda: datetime(2018, 1, 20, 9))
    qtbot.addWidget(made)
    made.resize(1300, 800)
    with qtbot.waitActive(made):
        made.show()
    made.open(room.entries[1])
    made.look_beside()
    wait(made, qtbot)
    return made


def live(page: MeetingsPage) -> LiveMinutes:
    assert page.live is not None
    return page.live


def view(page: MeetingsPage) -> MinutesView:
    assert page.minutes is not None
    return page.minutes.view


def wait(page: MeetingsPage, qtbot: QtBot) -> None:
    """Until all that was typed is on the pages."""
    qtbot.waitUntil(lambda: not live(page).waits, timeout=30_000)


def written(page: MeetingsPage) -> bytes:
    """All pages of the version that is shown, as a file."""
    versions, version = live(page)._versions, live(page).version
    assert versions is not None
    assert version is not None
    looks = [version.proof.look(number) for number in range(len(version.proof))]
    return versions.proofs.pdf([look for look in looks if look is not None])


def text(page: MeetingsPage) -> str:
    """What the pages say."""
    document = pypdfium2.PdfDocument(written(page))
    said = " ".join("".join(sheet.get_textpage().get_text_range() for sheet in document).split())
    document.close()
    return said


def test_a_key_is_on_the_pages_before_it_is_in_the_log(page: MeetingsPage, room: Room, qtbot: QtBot) -> None:
    view(page).go((Part.ENTRY, room.entries[1]))
    view(page)._pause.setInterval(3_600_000)
    QTest.keyClicks(view(page).editor, " today")
    wait(page, qtbot)
    assert "Send the map of reception places today" in text(page)
    assert live(page).preview.is_current
    entry = page.session.workspace.get(room.entries[1])
    assert isinstance(entry, Entry)
    assert entry.text["en"] == "Send the map of reception places"


def test_keys_that_come_quickly_are_all_shown_at_last(page: MeetingsPage, room: Room, qtbot: QtBot) -> None:
    view(page).go((Part.ENTRY, room.entries[1]))
    for letter in " at the latest on Monday":
        QTest.keyClicks(view(page).editor, letter)
        qtbot.wait(3)
    wait(page, qtbot)
    assert "Send the map of reception places at the latest on Monday" in text(page)
    assert not page.session.jobs.running


def test_an_entry_is_shown_from_its_first_letter(page: MeetingsPage, room: Room, qtbot: QtBot) -> None:
    view(page).go((Part.ENTRY, room.entries[1]))
    QTest.keyClick(view(page).editor, Qt.Key.Key_Return)
    view(page)._pause.setInterval(3_600_000)
    QTest.keyClicks(view(page).editor, "Nobody objected")
    wait(page, qtbot)
    assert "Nobody objected" in text(page)
    QTest.keyClicks(view(page).editor, " to that.")
    page.session.settle()
    wait(page, qtbot)
    assert text(page).count("Nobody objected to that.") == 1


def test_what_changes_elsewhere_is_shown_too(page: MeetingsPage, room: Room, qtbot: QtBot) -> None:
    page.session.workspace.edit(room.items[0], {"title": {"en": "Another matter"}})
    wait(page, qtbot)
    assert "Another matter" in text(page)
    page.session.workspace.delete(room.items[0])
    wait(page, qtbot)
    assert "Another matter" not in text(page)


def test_nothing_is_made_while_nobody_looks(page: MeetingsPage, room: Room, qtbot: QtBot) -> None:
    before = live(page).version
    page.turn_to(DETAILS)
    page.session.workspace.edit(room.meeting, {"title": {"en": "Another meeting"}})
    qtbot.wait(50)
    assert live(page).version is before
    page.turn_to(MINUTES)
    wait(page, qtbot)
    assert "Another meeting" in text(page)
    page.look_beside()
    assert not live(page).isVisible()


def test_the_pages_turn_to_what_is_typed(page: MeetingsPage, room: Room, qtbot: QtBot) -> None:
    many = [
        (Entry, {"agenda_item": room.items[1], "kind": "note", "text": {"en": f"Note {n}. " * 30}}) for n in range(60)
    ]
    last = page.session.workspace.add_all(many)[-1]
    wait(page, qtbot)
    assert live(page).preview.pages > 4
    bar = live(page).preview.verticalScrollBar()
    bar.setValue(0)
    view(page).go((Part.ENTRY, last))
    QTest.keyClicks(view(page).editor, "!")
    wait(page, qtbot)
    assert bar.value() > bar.pageStep()
