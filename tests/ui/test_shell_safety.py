"""Passphrase, recovery sheet, lock and backups at the window, on real files."""

from __future__ import annotations

import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMessageBox, QPushButton

from desktop_app import settings
from desktop_app.documents import pdf
from desktop_app.errors import PassphraseNeeded
from desktop_app.records import Audience, Person
from desktop_app.workspace import Export, OldBackups, Workspace
from desktop_app.workspace.changes.held import Manifest
from desktop_app.workspace.file import recovery
from tests.ui.conftest import show
from ui.dialogs.backups import Backups
from ui.dialogs.history import HistoryWindow
from ui.dialogs.protection import Protection
from ui.dialogs.recovery import RecoverySheet
from ui.dialogs.unlocking import AskToOpen
from ui.main.safety.guard import Guard, guard
from ui.main.safety.locking import Lock
from ui.main.window import Window

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from ui.main.opening import Opener
    from ui.session import Session

PHRASE, OTHER = "trois petits mots", "un citron vert dans la lune"
PATIENCE = 20_000


@pytest.fixture
def open_window(qapp: QApplication, qtbot: QtBot, opener: Opener, workspace: Workspace) -> Iterator[Window]:
    """A window that opened the small city as a person does, under a passphrase."""
    path = workspace.path
    workspace.set_passphrase(PHRASE)
    key = workspace.recovery_key()
    workspace.close()
    window = show(Window(qapp, opener), qtbot)
    opener.open(window, path, key)
    shown(window, qtbot)
    yield window
    window.close()


def shown(window: Window, qtbot: QtBot) -> None:
    """The first page stands there, whole."""
    qtbot.waitUntil(lambda: window.shell is not None and window.shell.page is not None, timeout=PATIENCE)
    QTest.qWait(50)


def session_of(window: Window) -> Session:
    assert window.session is not None
    return window.session


def done(window: Window, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not session_of(window).jobs.running and not window.busy, timeout=PATIENCE)


def said(window: Window) -> str:
    assert window.shell is not None
    return window.shell.notices.words.text()


def lock_of(window: Window, qtbot: QtBot) -> Lock:
    made = guard(window, session_of(window)).lock
    done(window, qtbot)
    return made


# the passphrase


def test_a_passphrase_is_set_and_everything_goes_on(window: Window, qtbot: QtBot) -> None:
    session = session_of(window)
    path = session.workspace.path
    session.workspace.backup("merge")
    window.do("passphrase")
    asked = window.findChild(Protection)
    assert asked is not None
    asked.do.click()
    assert "protects nothing" in asked.refusal
    QTest.keyClicks(asked.first, "motdepasse")
    qtbot.waitUntil(lambda: "within the hour" in asked.estimate.text())
    asked.first.clear()
    QTest.keyClicks(asked.first, OTHER)
    qtbot.waitUntil(lambda: "lifetime" in asked.estimate.text())
    QTest.keyClicks(asked.again, OTHER[:-1])
    asked.do.click()
    assert "not the same" in asked.refusal
    QTest.keyClicks(asked.again, OTHER[-1])
    QTest.keyClick(asked.again, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: session.workspace.protected, timeout=PATIENCE)
    done(window, qtbot)
    assert "recovery sheet" in said(window)
    assert window.shell is not None
    assert window.shell.notices.offer.isVisible()
    assert window.shell.notices.offer.text() == "Recovery sheet…"
    assert "Protected" in " ".join(label.text() for label in window.shell.sidebar.findChildren(type(asked.estimate)))
    person = session.workspace.all(Person)[0]
    session.workspace.edit(person.id, {"notes": "under the new one"})
    (kept,) = session.workspace.backups()
    with Workspace.open(kept.path, passphrase=OTHER) as copy:
        assert copy.find(Person, person.id) is not None
    window.do("close_workspace")
    with Workspace.open(path, passphrase=OTHER) as again:
        assert again.find(Person, person.id) is not None


def test_only_the_minutes_change_and_the_passphrase_is_taken_away(open_window: Window, qtbot: QtBot) -> None:
    workspace = session_of(open_window).workspace
    salt = workspace.salt
    open_window.do("passphrase")
    asked = open_window.findChild(Protection)
    assert asked is not None
    asked.minutes.setCurrentIndex(asked.minutes.findData(5))
    asked.do.click()
    assert settings.load().idle_minutes == 5
    assert workspace.salt == salt
    qtbot.waitUntil(lambda: open_window.findChild(Protection) is None)
    open_window.do("passphrase")
    asked = open_window.findChild(Protection)
    assert asked is not None
    assert asked.choices.chosen is OldBackups.RENEW
    asked.remove.setChecked(True)
    assert not asked.first.isEnabled()
    asked.do.click()
    qtbot.waitUntil(lambda: not workspace.protected, timeout=PATIENCE)
    done(open_window, qtbot)
    assert "removed" in said(open_window)


# the recovery sheet


def test_the_recovery_sheet_is_saved_and_opens_the_file(
    open_window: Window, opener: Opener, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = session_of(open_window).workspace
    rows, path, number = (
        recovery.rows_of(workspace.recovery_key()),
        workspace.path,
        recovery.sheet_number(workspace.salt),
    )
    sheet = tmp_path / "sheet.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(sheet), ""))
    open_window.do("recovery")
    asked = open_window.findChild(RecoverySheet)
    assert asked is not None
    asked.language.setCurrentIndex(asked.language.findData("ar"))
    asked.do.click()
    qtbot.waitUntil(sheet.exists, timeout=PATIENCE)
    done(open_window, qtbot)
    assert "sheet.pdf" in said(open_window)
    assert not [left for left in tmp_path.rglob("*") if left.is_file() and rows[0][:9].encode() in left.read_bytes()]
    open_window.do("close_workspace")
    opener.open(open_window, path)
    opening = open_window.findChild(AskToOpen)
    assert opening is not None
    QTest.mouseClick(opening.opening.change, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(opening.opening.rows.hasFocus)
    assert number in opening.opening._which.text()
    QTest.keyClicks(opening.opening.rows, rows[0])
    opening.do.click()
    assert "64 characters" in opening.refusal
    opening.opening.rows.setPlainText("\n".join(rows).lower().replace(" ", "-"))
    QTest.keyClick(opening.opening.rows, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: open_window.session is not None, timeout=PATIENCE)
    qtbot.waitUntil(lambda: "recovery sheet" in said(open_window))


def test_what_has_no_passphrase_is_told_so(window: Window) -> None:
    window.do("recovery")
    assert "needs no recovery sheet" in said(window)
    window.do("lock")
    assert "Only a workspace with a passphrase" in said(window)
    assert window.shell is not None
    assert window.shell.notices.offer.text() == "Passphrase…"


# the lock


def is_locked(lock: Lock) -> bool:
    return lock.locked


def typed(lock: Lock, text: str) -> None:
    assert lock.cover is not None
    line = lock.cover.opening.line
    line.clear()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)


def test_locked_everything_is_covered_and_comes_back_as_it_was(open_window: Window, qtbot: QtBot) -> None:
    window, session = open_window, session_of(open_window)
    lock = lock_of(window, qtbot)
    assert window.shell is not None
    shell = window.shell
    page = shell.go("stakeholders")
    person = session.workspace.all(Person)[2]
    shell.open(person.id)
    record, form = page.current, shell.page
    window.do("history")
    history = window.findChild(HistoryWindow)
    assert history is not None
    window.commands.actions["lock"].trigger()
    assert lock.locked
    assert window.centralWidget() is lock.cover
    assert not shell.isVisible()
    assert not history.isVisible()
    assert lock.cover is not None
    possible = {name for name, action in window.commands.actions.items() if action.isEnabled()}
    assert possible == {"quit", "about", "shortcuts"}
    (label,) = [one for one in lock.cover.findChildren(QLabel) if one.buddy() is lock.cover.opening]
    assert label.isVisible()
    assert label.text() == "Passphrase"
    lock.cover.opening.change.click()
    assert label.text() == "Recovery key"
    lock.cover.opening.change.click()
    with pytest.raises(Exception, match="is locked"):
        session.workspace.get(person.id)
    typed(lock, "wrong one")
    qtbot.waitUntil(lambda: bool(lock.cover and lock.cover.refusal), timeout=PATIENCE)
    assert lock.locked
    typed(lock, PHRASE)
    qtbot.waitUntil(lambda: not lock.locked, timeout=PATIENCE)
    assert window.shell is shell
    assert shell.isVisible()
    assert history.isVisible()
    assert (shell.page, page.current) == (form, record)
    assert session.workspace.get(person.id) == person
    assert window.commands.actions["undo"].isEnabled()
    history.close()
    session.workspace.edit(person.id, {"notes": "after"})
    assert session.workspace.undo()


def test_what_was_being_typed_is_there_after_the_lock(open_window: Window, qtbot: QtBot) -> None:
    lock = lock_of(open_window, qtbot)
    session = session_of(open_window)

    class Holder:
        written = 0

        def settle(self) -> None:
            person = session.workspace.all(Person)[0]
            session.workspace.edit(person.id, {"notes": "typed a moment ago"})
            self.written += 1

    holder = Holder()
    session.unsettled(holder)
    lock.request()
    assert lock.locked
    assert holder.written == 1
    typed(lock, PHRASE)
    qtbot.waitUntil(lambda: not lock.locked, timeout=PATIENCE)
    assert any(person.notes == "typed a moment ago" for person in session.workspace.all(Person))


def test_the_recovery_sheet_opens_the_lock_too(open_window: Window, qtbot: QtBot) -> None:
    lock = lock_of(open_window, qtbot)
    rows = recovery.rows_of(session_of(open_window).workspace.recovery_key())
    lock.request()
    assert lock.cover is not None
    QTest.mouseClick(lock.cover.opening.change, Qt.MouseButton.LeftButton)
    lock.cover.opening.rows.setPlainText(" ".join([*rows[:3], rows[0]]))
    lock.cover.do.click()
    assert "Row 4" in lock.cover.refusal
    lock.cover.opening.rows.setPlainText("\n".join(rows))
    lock.cover.do.click()
    qtbot.waitUntil(lambda: not lock.locked, timeout=PATIENCE)


def test_it_locks_itself_after_so_many_minutes_and_not_while_somebody_is_there(
    open_window: Window, qtbot: QtBot
) -> None:
    now = [1000.0]
    lock = Lock(open_window, session_of(open_window), lambda: now[0])
    handle = open_window.windowHandle()
    now[0] += 14 * 60
    lock.look()
    assert not lock.locked
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(handle, QKeyEvent(kind, Qt.Key.Key_Shift, Qt.KeyboardModifier.NoModifier))
    now[0] += 14 * 60
    lock.look()
    assert not lock.locked, "a key was pressed fourteen minutes ago"
    open_window.remember(idle_minutes=0)
    now[0] += 24 * 3600
    lock.look()
    assert not lock.locked, "never, if the person wants it so"
    open_window.remember(idle_minutes=15)
    lock.look()
    assert is_locked(lock)
    typed(lock, PHRASE)
    qtbot.waitUntil(lambda: not lock.locked, timeout=PATIENCE)
    lock.look()
    assert not lock.locked, "whoever opened it is there"


def test_work_under_way_holds_the_lock_off(open_window: Window, qtbot: QtBot) -> None:
    import threading

    from desktop_app.language import _

    lock = lock_of(open_window, qtbot)
    session, go_on = session_of(open_window), threading.Event()
    finished: list[object] = []
    session.jobs.run(lambda _progress: go_on.wait(20), finished.append, doing=_("Work"))
    lock.request()
    assert not lock.locked
    assert "current work has finished" in said(open_window)
    go_on.set()
    qtbot.waitUntil(lambda: lock.locked, timeout=PATIENCE)
    assert finished == [True]


def test_a_locked_window_can_be_closed(open_window: Window, qtbot: QtBot) -> None:
    path = session_of(open_window).workspace.path
    lock_of(open_window, qtbot).request()
    open_window.close()
    with pytest.raises(PassphraseNeeded):
        Workspace.open(path)
    Workspace.open(path, passphrase=PHRASE).close()


# backups


def test_today_s_backup_is_made_in_the_background_and_once(window: Window, qtbot: QtBot) -> None:
    session = session_of(window)
    watch = Guard(window, session)
    done(window, qtbot)
    assert [made.reason for made in session.workspace.backups()] == ["daily"]
    session.workspace.edit(session.workspace.all(Person)[0].id, {"notes": "x"})
    done(window, qtbot)
    watch._looked = date(2018, 1, 15)
    session.workspace.edit(session.workspace.all(Person)[0].id, {"notes": "y"})
    done(window, qtbot)
    assert len(session.workspace.backups()) == 1, "one of today is there"


def test_a_disk_without_room_is_said_once(window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(".")._replace(free=1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    session = session_of(window)
    heard: list[object] = []
    session.noticed.connect(heard.append)
    watch = Guard(window, session)
    done(window, qtbot)
    assert "too little room" in said(window)
    watch._looked = None
    watch.look()
    done(window, qtbot)
    assert len(heard) == 1


def test_a_backup_is_put_back_with_one_click(open_window: Window, qtbot: QtBot) -> None:
    window, workspace = open_window, session_of(open_window).workspace
    person = workspace.all(Person)[0]
    workspace.edit(person.id, {"notes": "before"})
    workspace.backup("merge")
    site = workspace.site
    workspace.edit(person.id, {"notes": "after"})
    window.do("backups")
    qtbot.waitUntil(lambda: window.findChild(Backups) is not None, timeout=PATIENCE)
    listed = window.findChild(Backups)
    assert listed is not None
    introduction = next(one for one in listed.findChildren(QLabel) if one.wordWrap())
    qtbot.waitUntil(introduction.isVisible)
    assert introduction.height() >= introduction.heightForWidth(introduction.width())
    row = listed.list.rows.at(0)
    assert "before a merge" in row.detail
    assert "1 change behind" in row.detail
    listed.put_back.click()
    qtbot.waitUntil(lambda: window.session is not None and window.session.workspace is not workspace, timeout=PATIENCE)
    shown(window, qtbot)
    again = session_of(window).workspace
    qtbot.waitUntil(lambda: "as it was on" in said(window))
    found = again.find(Person, person.id)
    assert found is not None
    assert found.notes == "before"
    assert again.site != site
    assert "replaced" in {made.reason for made in again.backups()}


def test_a_backup_under_an_earlier_passphrase_asks_for_it(open_window: Window, qtbot: QtBot) -> None:
    window, workspace = open_window, session_of(open_window).workspace
    path = workspace.path
    workspace.backup("merge")
    workspace.set_passphrase(OTHER)
    sent = Export(0, "", "Leïla", "Madrid", Audience.NETWORK, "a.rtbundle", "0" * 64, False, 1, 45, {})
    workspace.note_export(sent, Manifest())
    window.do("backups")
    qtbot.waitUntil(lambda: window.findChild(Backups) is not None, timeout=PATIENCE)
    listed = window.findChild(Backups)
    assert listed is not None
    assert "with an earlier passphrase" in listed.list.rows.at(0).detail
    listed.put_back.click()
    asked = window.findChild(AskToOpen)
    assert asked is not None
    QTest.keyClicks(asked.line, OTHER)
    asked.do.click()
    qtbot.waitUntil(lambda: bool(asked.refusal), timeout=PATIENCE)
    assert session_of(window).workspace is workspace, "nothing was closed"
    asked.line.setText(PHRASE)
    asked.do.click()
    qtbot.waitUntil(lambda: window.session is not None and window.session.workspace is not workspace, timeout=PATIENCE)
    shown(window, qtbot)
    window.do("close_workspace")
    with Workspace.open(path, passphrase=PHRASE) as again:
        assert [export.file for export in again.exports()] == ["a.rtbundle"]


def test_a_damaged_workspace_offers_its_backups(
    qapp: QApplication, qtbot: QtBot, opener: Opener, workspace: Workspace
) -> None:
    path, fingerprint = workspace.path, workspace.fingerprint()
    workspace.backup("daily")
    workspace.close()
    content = bytearray(path.read_bytes())
    content[100:4000] = bytes(3900)
    path.write_bytes(content)
    window = show(Window(qapp, opener), qtbot)
    opener.open(window, path)
    box = window.findChild(QMessageBox)
    assert box is not None
    offer = next(button for button in box.findChildren(QPushButton) if button.text() == "Backups…")
    QTest.mouseClick(offer, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.findChild(Backups) is not None)
    listed = window.findChild(Backups)
    assert listed is not None
    listed.put_back.click()
    qtbot.waitUntil(lambda: window.session is not None, timeout=PATIENCE)
    shown(window, qtbot)
    assert session_of(window).workspace.fingerprint() == fingerprint
    qtbot.waitUntil(lambda: "could not be read" in said(window))
    window.close()


# where the file lies


def test_a_synchronised_folder_is_told_until_the_person_has_heard_enough(
    qapp: QApplication, qtbot: QtBot, opener: Opener, workspace: Workspace, tmp_path: Path
) -> None:
    folder = tmp_path / "Dropbox"
    folder.mkdir()
    workspace.close()
    path = folder / "Tunis.roundtable"
    shutil.copy(workspace.path, path)
    for told in (True, False):
        window = show(Window(qapp, opener), qtbot)
        opener.open(window, path)
        shown(window, qtbot)
        Guard(window, session_of(window))
        done(window, qtbot)
        assert ("Dropbox synchronises" in said(window)) == told
        if told:
            assert window.shell is not None
            window.shell.notices.offer.click()
        window.close()


def test_the_sheet_is_drawn_without_a_window() -> None:
    """The key goes from the workspace to the page, through nothing that keeps it."""
    from desktop_app.documents.recovery import build
    from desktop_app.workspace import RecoveryKey

    rows = recovery.rows_of(RecoveryKey(bytes(range(32))))
    content = pdf.render(build("a.roundtable", rows, "ABC-DEF", "ar", on=date(2018, 1, 15)))
    assert content.startswith(b"%PDF-")
