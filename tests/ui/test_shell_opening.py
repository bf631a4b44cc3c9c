"""The first start and every way to come to an open workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox

from desktop_app.language import _
from desktop_app.records import City, Membership, city_id
from desktop_app.workspace import Workspace
from tests.ui.conftest import show
from tests.ui.two_writers import sent_back
from ui.app import main
from ui.dialogs.frame import Ask
from ui.dialogs.join import Join
from ui.dialogs.new_workspace import NewWorkspace
from ui.dialogs.unlocking import AskToOpen
from ui.look import theme
from ui.main.notices import JobView
from ui.main.start import Start
from ui.main.window import Window

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from desktop_app.progress import Progress
    from ui.main.opening import Opener

PHRASE = "three little words"


@pytest.fixture
def start(qapp: QApplication, qtbot: QtBot, opener: Opener) -> Window:
    """The window as it is the first time."""
    return show(Window(qapp, opener), qtbot)


def opened(window: Window) -> Workspace:
    assert window.session is not None
    return window.session.workspace


def is_open(window: Window, qtbot: QtBot) -> Workspace:
    qtbot.waitUntil(lambda: window.session is not None, timeout=20_000)
    qtbot.waitUntil(lambda: window.shell is not None and window.shell.page is not None)
    return opened(window)


def test_the_first_start_offers_exactly_three_things(start: Window) -> None:
    middle = start.centralWidget()
    assert isinstance(middle, Start)
    assert [choice.accessibleName() for choice in middle.choices] == [
        "Start a workspace for my city", "Join with a file that I was sent", "Open the demo",
    ]  # fmt: skip
    assert middle.choices[0].hasFocus()
    assert not start.commands.actions["undo"].isEnabled()
    assert start.commands.actions["open_workspace"].isEnabled()


def test_a_workspace_is_started_from_the_keyboard(start: Window, tmp_path: Path, qtbot: QtBot) -> None:
    QTest.keyClick(start.focusWidget(), Qt.Key.Key_Space)
    asked = start.findChild(NewWorkspace)
    assert asked is not None
    QTest.keyClicks(asked.city, "tun")
    QTest.keyClick(asked.city._popup, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: asked.code.text() == "TNTUN")
    assert asked.country.currentData() == "TN"
    asked.place.line.setText(str(tmp_path / "mine"))
    QTest.keyClick(asked.passphrase, Qt.Key.Key_Return)
    workspace = is_open(start, qtbot)
    assert workspace.path == tmp_path / "mine.roundtable"
    assert workspace.author == "Leïla Ben Salah"
    city = workspace.find(City, workspace.city)
    assert city is not None
    assert (city.id, city.name["ar"], city.authority) == (city_id("TNTUN"), "تونس", city.authority)
    assert start._opener.settings.recent[0] == str(workspace.path)


def test_a_coordinator_starts_without_a_city(start: Window, tmp_path: Path, qtbot: QtBot) -> None:
    asked = asked_for_a_new_one(start, qtbot)
    assert asked.city.isVisibleTo(asked)
    asked.network.click()
    assert not any(field.isVisibleTo(asked) for field in (asked.city, asked.country, asked.code))
    assert asked.place.path.name == "All cities.roundtable"
    asked.place.line.setText(str(tmp_path / "network"))
    asked.do.click()
    workspace = is_open(start, qtbot)
    assert workspace.city == ""
    assert not workspace.all(City)


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("city", "", "Enter the name of the city."),
        ("country", "", "Choose the country."),
        ("code", "T", "The city’s code has five letters"),
        ("author", " ", "Write your name"),
        ("again", "other", "not the same"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_made(
    start: Window, tmp_path: Path, field: str, text: str, sentence: str
) -> None:
    start.do("new_workspace")
    asked = start.findChild(NewWorkspace)
    assert asked is not None
    asked.city.setText("Sfax")
    asked.country.setCurrentIndex(asked.country.findData("TN"))
    assert asked.code.text() == "TNSFA", "proposed from the name"
    asked.place.line.setText(str(tmp_path / "Sfax"))
    if field == "country":
        asked.country.setCurrentIndex(0)
    else:
        getattr(asked, field).setText(text)
    asked.do.click()
    assert sentence in asked.refusal
    assert asked.focusWidget() is getattr(asked, "passphrase" if field == "again" else field)
    assert not list(tmp_path.glob("*.roundtable"))
    if field == "country":
        asked.country.setCurrentIndex(asked.country.findData("TN"))
    else:
        getattr(asked, field).setText("Other")
    assert not asked.refusal, "it is being mended"


def asked_for_a_new_one(start: Window, qtbot: QtBot) -> NewWorkspace:
    start.do("new_workspace")
    asked = start.findChild(NewWorkspace)
    assert asked is not None
    activate(asked, qtbot)
    return asked


def activate(asked: NewWorkspace, qtbot: QtBot) -> None:
    """As a window system does by itself, also after a list over the dialog has closed."""
    asked.activateWindow()
    qtbot.waitUntil(asked.isActiveWindow)


def test_a_dialog_keeps_its_buttons_on_the_screen_at_the_largest_size(
    qapp: QApplication, start: Window, qtbot: QtBot
) -> None:
    theme.apply(qapp, appearance="light", scale_percent=200)
    asked = asked_for_a_new_one(start, qtbot)
    room = asked.screen().availableGeometry()
    assert asked.width() <= room.width()
    assert asked.height() <= room.height()
    assert asked.rect().contains(asked.do.geometry())
    QTest.keyClick(asked.place.line, Qt.Key.Key_Tab)
    asked.again.setFocus(Qt.FocusReason.TabFocusReason)
    assert asked.passphrase.height() >= asked.passphrase.sizeHint().height(), "nothing is squeezed"


def test_half_a_name_proposes_no_code(start: Window, qtbot: QtBot) -> None:
    asked = asked_for_a_new_one(start, qtbot)
    asked.country.setCurrentIndex(asked.country.findData("TN"))
    asked.city.setFocus()
    QTest.keyClicks(asked.city, "Sfa")
    assert asked.code.text() == ""
    QTest.keyClicks(asked.city, "x")
    QTest.keyClick(asked.city, Qt.Key.Key_Tab)
    assert asked.code.text() == "TNSFA"


def test_a_known_city_is_known_by_its_whole_name(start: Window, qtbot: QtBot) -> None:
    asked = asked_for_a_new_one(start, qtbot)
    QTest.keyClicks(asked.city, "lisbon")
    QTest.keyClick(asked.city._popup, Qt.Key.Key_Escape)
    activate(asked, qtbot)
    QTest.keyClick(asked.city, Qt.Key.Key_Tab)
    assert (asked.city.text(), asked.country.currentData(), asked.code.text()) == ("Lisbon", "PT", "PTLIS")


def test_work_before_a_workspace_is_open_is_shown_and_can_be_stopped(start: Window, qtbot: QtBot) -> None:
    def forever(progress: Progress) -> None:
        while True:
            progress.step(1, 2)

    start._opener.jobs.run(forever, lambda _none: None, doing=_("Checking"))
    qtbot.waitUntil(lambda: any(view.isVisible() for view in start.findChildren(JobView)))
    QTest.keyClick(start.focusWidget(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not start._opener.jobs.running)
    qtbot.waitUntil(lambda: not start.findChildren(JobView))


def test_a_file_that_is_there_already_is_never_replaced(start: Window, workspace: Workspace, qtbot: QtBot) -> None:
    path = workspace.path
    workspace.close()
    before = path.read_bytes()
    start.do("new_workspace")
    asked = start.findChild(NewWorkspace)
    assert asked is not None
    asked.city.setText("Sfax")
    asked.country.setCurrentIndex(asked.country.findData("TN"))
    asked.place.line.setText(str(path))
    asked.do.click()
    qtbot.waitUntil(lambda: bool(asked.refusal), timeout=20_000)
    assert path.read_bytes() == before


def test_a_protected_workspace_asks_for_its_passphrase(
    start: Window, opener: Opener, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "p.roundtable"
    Workspace.create(path, city=None, author="A", passphrase=PHRASE).close()
    opener.open(start, path)
    asked = start.findChild(AskToOpen)
    assert asked is not None
    QTest.keyClicks(asked.line, "wrong one")
    QTest.keyClick(asked.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(asked.refusal), timeout=20_000)
    QTest.keyClicks(asked.line, PHRASE)
    QTest.keyClick(asked.line, Qt.Key.Key_Return)
    assert is_open(start, qtbot).protected
    assert start.shell is not None


def test_a_damaged_file_is_a_sentence(start: Window, opener: Opener, tmp_path: Path) -> None:
    path = tmp_path / "broken.roundtable"
    path.write_bytes(b"\x00" * 8192)
    opener.open(start, path)
    box = start.findChild(QMessageBox)
    assert box is not None
    assert "broken.roundtable" in box.text()
    assert start.session is None
    box.accept()


def test_joining_takes_over_what_a_colleague_sent(
    start: Window, opener: Opener, workspace: Workspace, tmp_path: Path, qtbot: QtBot
) -> None:
    opener.join(start, sent_back(workspace, tmp_path))
    qtbot.waitUntil(lambda: start.findChild(Join) is not None, timeout=20_000)
    asked = start.findChild(Join)
    assert asked is not None
    asked.author.setText("Nadia Trabelsi")
    asked.place.line.setText(str(tmp_path / "joined"))
    asked.do.click()
    made = is_open(start, qtbot)
    assert made.author == "Nadia Trabelsi"
    assert made.city == city_id("TNTUN")
    assert made.count(Membership) == 7
    assert made.disagreements() == []


def test_the_last_workspace_is_there_at_once(
    qapp: QApplication, workspace: Workspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop_app import settings
    from desktop_app.settings import Settings

    workspace.close()
    settings.save(Settings(language="en", appearance="light").opened(workspace.path))
    seen: list[Window] = []

    def instead() -> int:
        seen.extend(widget for widget in qapp.topLevelWidgets() if isinstance(widget, Window) and widget.isVisible())
        return 0

    monkeypatch.setattr(type(qapp), "exec", lambda *_self: instead())
    monkeypatch.setattr("sys.excepthook", lambda *_error: None)
    assert main(None) == 0
    assert [str(opened(window).path) for window in seen] == [str(workspace.path)]
    seen[0].close()


def test_a_workspace_among_files_to_merge_is_opened_only_where_that_is_wanted(
    window: Window, workspace: Workspace, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "Lyon.roundtable"
    Workspace.create(path, city={"code": "FRLIO", "name": {"fr": "Lyon"}, "country": "FR"}, author="Luc").close()
    window.do(f"take:{path}")
    question = window.findChildren(Ask)[-1]
    assert question.windowTitle() == "“Lyon.roundtable” is a whole workspace"
    question.cancel.click()
    assert window.session is not None
    assert window.session.workspace is workspace
    window.do(f"take:{path}")
    window.findChildren(Ask)[-1].do.click()
    qtbot.waitUntil(lambda: window.session is not None and window.session.workspace.path == path, timeout=20_000)
