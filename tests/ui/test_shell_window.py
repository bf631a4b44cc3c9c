"""The window as a person meets it: pages, menus, languages, sizes, undo, notices, dropped files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont, QKeySequence, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QStyle, QWidget

from desktop_app.language import _
from desktop_app.records import Audience, Membership, Person
from tests.ui.conftest import show
from ui.forms.binding import FieldRow
from ui.look import tokens
from ui.main import notices, safety
from ui.main.commands import table
from ui.main.palette import Finder
from ui.main.window import Window
from ui.pages import PAGES
from ui.pages.documents import DocumentsPage
from ui.pages.exchange import ExchangePage
from ui.pages.stakeholders import StakeholdersPage
from ui.session import Session
from ui.widgets import delegates

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop_app.workspace import Workspace
    from ui.main.opening import Opener
    from ui.main.shell import Shell


def press(window: Window, keys: str) -> None:
    """A shortcut, wherever the focus is."""
    QTest.keySequence(window.focusWidget(), QKeySequence(keys))


@pytest.fixture
def page(shell: Shell, qtbot: QtBot) -> StakeholdersPage:
    """The first page, with its form."""
    found = shell.page
    assert isinstance(found, StakeholdersPage)
    qtbot.waitUntil(found.member.isVisible)
    return found


def names(page: StakeholdersPage) -> list[str]:
    return [page.list.rows.at(number).title for number in range(page.list.rows.rowCount())]


# the window


def test_only_the_first_page_is_made_at_the_start(shell: Shell) -> None:
    assert list(shell._pages) == ["stakeholders"]


def test_the_sidebar_says_how_many_there_are(shell: Shell, workspace: Workspace, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: shell.sidebar.pages.rows.at(0).end == "8")
    assert shell.sidebar.pages.rows.at(0).title == "Stakeholders"
    workspace.delete(workspace.all(Membership)[0].id)
    assert shell.sidebar.pages.rows.at(0).end == "7"


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_every_page_can_be_named_whole_in_the_sidebar(
    window: Window, shell: Shell, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: dict[str, bool] = {}

    def note(painter: QPainter, _option: object, rect: QRect, text: str, *_colour: object, **_end: object) -> None:
        drawn[text] = drawn.get(text, True) and painter.fontMetrics().horizontalAdvance(text) <= rect.width()

    monkeypatch.setattr(delegates, "draw_text", note)
    monkeypatch.setattr(shell.sidebar, "_count", lambda _kind: 9999)
    window.do(f"language:{language}")
    for place in PAGES:
        shell.sidebar.select(place.name)
        shell.sidebar.grab()
    assert all(drawn[str(place.title)] for place in PAGES), drawn


def test_no_two_commands_have_one_shortcut() -> None:
    keys = [said.keys for said in table() if said.keys]
    assert len(keys) == len(set(keys))


def test_each_command_in_the_menus_can_be_asked_for(window: Window) -> None:
    handled = {"new_workspace", "open_workspace", "recent", "language", "appearance", *safety.COMMANDS}
    for said in table():
        name = said.name.partition(":")[0]
        assert name in handled or hasattr(window, f"_do_{name}"), name


def test_undo_and_redo_are_two_keys_wherever_the_focus_is(
    window: Window, page: StakeholdersPage, workspace: Workspace
) -> None:
    line = page.member.person.rows["given_name"].editor
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_End)
    QTest.keyClicks(line, "x")
    person = page.member.person.record
    assert isinstance(person, Person)
    before = person.given_name
    press(window, "Ctrl+Z")
    assert workspace.get(person.id).given_name == before, "typing that had not settled is settled, then taken back"  # type: ignore[attr-defined]
    press(window, "Ctrl+Shift+Z")
    assert workspace.get(person.id).given_name == before + "x"  # type: ignore[attr-defined]
    assert line.text() == before + "x"  # type: ignore[attr-defined]


def test_moving_the_focus_writes_what_was_typed(page: StakeholdersPage, workspace: Workspace) -> None:
    line = page.member.person.rows["given_name"].editor
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_End)
    QTest.keyClicks(line, "x")
    QTest.keyClick(line, Qt.Key.Key_Tab)
    assert not line.hasFocus()
    person = page.member.person.record
    assert person is not None
    assert workspace.get(person.id).given_name.endswith("x")  # type: ignore[attr-defined]


def test_the_window_turns_round_for_arabic_and_back_without_a_restart(
    window: Window, shell: Shell, page: StakeholdersPage, qapp: QApplication
) -> None:
    window.do("language:ar")
    assert window.layoutDirection() == Qt.LayoutDirection.RightToLeft
    qapp.processEvents()
    assert shell.sidebar.x() > window.width() // 2
    assert shell.sidebar.pages.rows.at(0).title == str(next(p.title for p in PAGES))
    assert page.member.membership.rows["group_role"].editor.currentText() == "الرئاسة"  # type: ignore[attr-defined]
    window.do("language:en")
    qapp.processEvents()
    assert window.layoutDirection() == Qt.LayoutDirection.LeftToRight
    assert page.member.membership.rows["group_role"].editor.currentText() == "Chair"  # type: ignore[attr-defined]
    assert window._opener.settings.language == "en"


def test_larger_text_keeps_the_place(window: Window, page: StakeholdersPage, qapp: QApplication) -> None:
    page.list.select(page.list.rows.keys[3])
    shown, shell = page.current, window.shell
    for _time in range(5):
        press(window, "Ctrl++")
    assert window._opener.settings.scale_percent == 200
    qapp.processEvents()
    assert window.shell is not None
    assert window.shell is not shell
    assert window.shell.page is not None
    assert window.shell.page.current == shown
    assert window.shell.sidebar.rail
    press(window, "Ctrl+0")
    qapp.processEvents()
    assert not window.shell.sidebar.rail


def test_larger_text_keeps_what_is_typed_and_chosen(
    window: Window, page: StakeholdersPage, session_of: Session, qtbot: QtBot
) -> None:
    QTest.keyClicks(page.filter, "dub")
    assert window.shell is not None
    documents = window.shell.go("documents")
    assert isinstance(documents, DocumentsPage)
    documents.choices.use("stakeholders")
    documents.choices.language.set_value("es")
    exchange = window.shell.go("exchange")
    assert isinstance(exchange, ExchangePage)
    QTest.keyClicks(exchange.sending.to, "The coordination")
    exchange.sending.choices[Audience.INTERNAL].click()
    for _time in range(3):  # each takes down a page that still waits for what would leave
        window.do("larger")
        window.build_anew()
    qtbot.waitUntil(lambda: not session_of.jobs.running, timeout=20_000)
    again = window.shell.page
    assert isinstance(again, ExchangePage)
    assert again is not exchange
    assert again.sending.to.text() == "The coordination"
    assert again.sending.audience is Audience.INTERNAL
    documents = window.shell.go("documents")
    assert isinstance(documents, DocumentsPage)
    assert (documents.choices.choice.report, documents.choices.choice.language) == ("stakeholders", "es")
    members = window.shell.go("stakeholders")
    assert isinstance(members, StakeholdersPage)
    assert members.filter.text() == "dub"
    window.do("normal_size")


def test_a_form_waits_for_a_window_that_was_covered_before_it_was_made(
    window: Window, page: StakeholdersPage, qtbot: QtBot
) -> None:
    """A workspace may lock itself between the list and the form: then there is nothing that a form could read."""
    window.build_anew()
    assert window.shell is not None
    again = window.shell.page
    assert isinstance(again, StakeholdersPage)
    QApplication.sendPostedEvents()  # Qt shows it later; timers wait
    again.list.grab()
    assert again.list.is_painted
    assert again._member is None
    shown = window.cover(QWidget())
    QTest.qWait(30)
    assert again._member is None
    window.uncover(shown)
    qtbot.waitUntil(lambda: again._member is not None)


def test_the_part_of_a_page_stays_when_text_grows(window: Window, shell: Shell) -> None:
    page = shell.go("exchange")
    assert isinstance(page, ExchangePage)
    page.part("missing")
    window.build_anew()
    assert window.shell is not None
    again = window.shell.page
    assert isinstance(again, ExchangePage)
    assert again.begun()["part"] == "missing"


def test_the_finder_closes_when_what_was_behind_it_is_gone(window: Window, page: StakeholdersPage) -> None:
    page.list.setFocus()
    assert window.session is not None
    assert window.shell is not None
    finder = Finder(window, window.session, window.shell, window.commands.actions)
    finder.begin()
    window.build_anew()
    QTest.keyClick(finder.line, Qt.Key.Key_Escape)
    assert not finder.isVisible()


def test_a_narrow_window_has_a_rail(window: Window, shell: Shell) -> None:
    window.resize(800, 600)
    assert shell.sidebar.rail
    assert shell.sidebar.pages.key == "stakeholders"
    window.resize(1280, 800)
    assert not shell.sidebar.rail


def test_dark_can_be_chosen(window: Window) -> None:
    window.do("appearance:dark")
    assert tokens.colours().dark
    window.do("appearance:light")
    assert not tokens.colours().dark


def test_a_notice_is_said_and_its_offer_taken(shell: Shell, session_of: Session) -> None:
    taken: list[int] = []
    session_of.notice(_("Done."), offer=_("Undo"), taken=lambda: taken.append(1))
    bar = shell.notices
    assert bar.isVisible()
    assert bar.words.text() == "Done."
    bar.offer.click()
    assert taken == [1]
    assert not bar.isVisible()


@pytest.fixture
def session_of(window: Window) -> Session:
    """The window's own session."""
    assert window.session is not None
    return window.session


def test_a_refusal_that_was_read_does_not_follow_to_the_next_page(
    shell: Shell, session_of: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    session_of.warn(_("Done."))
    shell._go_on("meetings")
    assert shell.notices.isVisible(), "nobody had the time to read it"
    monkeypatch.setattr(notices, "_READ", 0)
    shell._go_on("recommendations")
    assert not shell.notices.isVisible()


def test_peoples_names_in_notices_are_no_markup(shell: Shell, session_of: Session) -> None:
    session_of.notice(_("“{name}” was deleted.", name="<b>Amina</b>"))
    assert shell.notices.words.text() == "“<b>Amina</b>” was deleted."
    assert shell.notices.words.textFormat() == Qt.TextFormat.PlainText


def test_every_label_of_the_window_shows_plain_text(window: Window, page: StakeholdersPage) -> None:
    loose = [
        label.text()
        for label in window.findChildren(QLabel)
        if label.textFormat() != Qt.TextFormat.PlainText and label.text() and label.text() != "Ctrl+K"
    ]
    assert not loose


def test_everything_that_takes_the_focus_has_a_name(window: Window, page: StakeholdersPage) -> None:
    nameless = [
        type(widget).__name__
        for widget in window.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and not spoken(widget)
    ]
    assert not nameless


def spoken(widget: QWidget) -> str:
    """What a screen reader would call a widget."""
    from PySide6.QtGui import QAccessible

    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def test_a_label_stands_on_the_line_of_what_its_field_says(window: Window, page: StakeholdersPage) -> None:
    rows = [row for row in page.findChildren(FieldRow) if row.isVisible() and isinstance(row.editor, QLineEdit)]
    of_one_line = [row for row in rows if row.height() == row.editor.height()]
    assert len(of_one_line) > 3
    for row in of_one_line:
        label, field = row.label, row.editor
        line = QSize(1, label.fontMetrics().height())
        where = QStyle.alignedRect(label.layoutDirection(), label.alignment(), line, label.contentsRect())
        said = where.top() + label.fontMetrics().ascent()
        typed = (field.height() - field.fontMetrics().height()) // 2 + field.fontMetrics().ascent()
        apart = label.mapTo(window, QPoint(0, said)).y() - field.mapTo(window, QPoint(0, typed)).y()
        assert abs(apart) <= 1, label.text()


def test_the_keyboard_alone_reaches_every_field_and_comes_back(window: Window, page: StakeholdersPage) -> None:
    page.filter.setFocus()
    seen: set[QWidget] = set()
    for _time in range(400):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        focused = window.focusWidget()
        if focused in seen and focused is page.filter:
            break
        seen.add(focused)
    editors = [
        row.editor for binding in (page.member.person, page.member.organisation) for row in binding.rows.values()
    ]
    reached = {editor for editor in editors if editor in seen or any(editor.isAncestorOf(widget) for widget in seen)}
    assert set(editors) == reached


# stakeholders


def test_a_member_is_added_from_the_keyboard(window: Window, page: StakeholdersPage, workspace: Workspace) -> None:
    press(window, "Ctrl+N")
    QTest.keyClicks(window.focusWidget(), "Nadia")
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    QTest.keyClicks(window.focusWidget(), "Trabelsi")
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    picker = window.focusWidget()
    QTest.keyClicks(picker, "Barreau de Tunis")
    QTest.keyClick(picker._popup, Qt.Key.Key_Return)  # type: ignore[attr-defined]
    QTest.qWait(10)
    assert window.session is not None
    window.session.settle()
    member = workspace.get(page.current)
    assert isinstance(member, Membership)
    assert workspace.title(member.person, "en") == "Nadia Trabelsi"
    assert workspace.title(member.organisation, "en") == "Barreau de Tunis"
    assert "Nadia Trabelsi" in names(page)
    assert page._header._title.text() == "Nadia Trabelsi"


def test_deleting_asks_nothing_because_it_can_be_undone(
    window: Window, shell: Shell, page: StakeholdersPage, workspace: Workspace
) -> None:
    before = names(page)
    page.list.select(page.list.rows.keys[1])
    gone = page.list.rows.at(1).title
    page.delete()
    assert names(page) == [name for name in before if name != gone]
    assert shell.notices.words.text() == f"“{gone}” was deleted."
    assert page.current == page.list.rows.keys[1], "the next one is shown"
    shell.notices.offer.click()
    assert names(page) == before


def test_the_filter_narrows_the_list_and_shows_the_first(window: Window, page: StakeholdersPage) -> None:
    press(window, "Ctrl+F")
    assert page.filter.hasFocus()
    QTest.keyClicks(page.filter, "croissant")
    assert len(names(page)) == 1
    assert page._header._title.text() == "فاطمة الزهراء"
    QTest.keyClicks(page.filter, "zzz")
    assert names(page) == []
    assert page._none.isVisible()
    page.filter.clear()
    assert len(names(page)) == 8


def test_an_empty_page_offers_the_first_step(
    qapp: QApplication, qtbot: QtBot, opener: Opener, empty_workspace: Workspace
) -> None:
    window = show(Window(qapp, opener), qtbot, Session(empty_workspace, opener.settings))
    assert window.shell is not None
    page = window.shell.page
    assert isinstance(page, StakeholdersPage)
    assert page._empty is not None
    assert page._empty.isVisible()
    page._empty.first_step.click()  # type: ignore[attr-defined]
    assert names(page) == ["New member"]
    assert page.member.person.rows["given_name"].editor.hasFocus()


def test_an_organisation_is_shared_by_its_members(page: StakeholdersPage, workspace: Workspace) -> None:
    amina = next(
        key for key in page.list.rows.keys if page.list.rows.at(page.list.rows.row_of(key)).title == "Ana Silva"
    )
    page.list.select(amina)
    line = page.member.organisation.rows["acronym"].editor
    line.setFocus()
    QTest.keyClicks(line, "AAA")
    page.session.settle()
    details = [page.list.rows.at(number).detail for number in range(8)]
    assert sum(detail.endswith("· AAA") for detail in details) == 2


def test_the_type_of_an_organisation_suggests_its_player(page: StakeholdersPage, workspace: Workspace) -> None:
    body = page.member.organisation.record
    assert body is not None
    workspace.edit(body.id, {"player": ""})
    combo = page.member.organisation.rows["type"].editor
    combo.setFocus()
    QTest.keyClick(combo, Qt.Key.Key_Up)
    assert workspace.get(body.id).player  # type: ignore[attr-defined]


def test_a_row_that_moves_stays_the_one_that_is_shown(page: StakeholdersPage, workspace: Workspace) -> None:
    for name in ("Zz", "Aa", "Mm"):
        shown = page.current
        person = page.member.person.record
        assert person is not None
        workspace.edit(person.id, {"given_name": name})
        assert page.current == shown
        assert page.list.key == shown
        assert page._header._title.text().startswith(name)


def test_an_organisation_that_loses_its_last_member_can_still_be_reached(
    page: StakeholdersPage, workspace: Workspace
) -> None:
    member = next(m for m in workspace.all(Membership) if m.group_role == "rapporteur")
    page.open(member.id)
    page.delete()
    assert page.open(member.organisation)
    assert page.list.rows.at(page.list.currentIndex().row()).detail == "Organisation without a member"
    assert page._header._title.text() == "Institut national du travail et des études sociales"


def test_a_record_that_comes_from_elsewhere_is_there_at_once(page: StakeholdersPage, workspace: Workspace) -> None:
    person = workspace.add(Person, {"given_name": "Zohra", "family_name": "Zitouni"})
    assert names(page)[-2] == "Zohra Zitouni"
    assert page.open(person)
    assert page._header._title.text() == "Zohra Zitouni"


def test_where_a_value_is_from_is_one_key_away(window: Window, page: StakeholdersPage, qtbot: QtBot) -> None:
    from ui.dialogs.history import HistoryWindow

    person = page.member.person.record
    assert person is not None
    page.session.workspace.edit(person.id, {"phone": "+216 71 222 333"})
    press(window, "Ctrl+H")
    shown = window.findChild(HistoryWindow)
    assert shown is not None
    row = shown.list.rows.at(0)
    assert row.title == "Telephone: +216 71 222 333"
    assert row.detail == "Leïla Ben Salah (you) · Tunis"
    QTest.keyClick(shown, Qt.Key.Key_Escape)


# Ctrl+K


@pytest.fixture
def finder(window: Window) -> Finder:
    """Ctrl+K, pressed."""
    press(window, "Ctrl+K")
    found = window.findChild(Finder)
    assert found is not None
    return found


def test_people_are_found_as_one_types_and_gone_to(window: Window, shell: Shell, finder: Finder) -> None:
    QTest.keyClicks(finder.line, "dub")
    QTest.qWait(20)
    row = finder.rows.at(0)
    assert (row.title, row.end) == ("Claire Dubois", "Person")
    QTest.keyClick(finder.line, Qt.Key.Key_Return)
    assert not finder.isVisible()
    page = shell.page
    assert isinstance(page, StakeholdersPage)
    assert page._header._title.text() == "Claire Dubois"


def test_commands_are_found_and_run(window: Window, finder: Finder, page: StakeholdersPage) -> None:
    QTest.keyClicks(finder.line, "larger")
    QTest.qWait(20)
    assert finder.rows.at(0).title == "Larger text"
    QTest.keyClick(finder.line, Qt.Key.Key_Return)
    assert window._opener.settings.scale_percent == 110
    window.do("normal_size")


def test_a_word_file_that_came_back_is_found_in_the_menu_and_by_name(window: Window, finder: Finder) -> None:
    assert "read_back" in window.commands.actions
    finder.line.setText("word came back")
    finder.search()
    assert finder.rows.at(0).key == "do:read_back"


def test_what_the_page_can_do_is_found_and_run(
    window: Window, finder: Finder, page: StakeholdersPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    monkeypatch.setattr(page, "leavers", lambda: asked.append("leavers"))
    QTest.keyClicks(finder.line, "who left")
    QTest.qWait(20)
    assert [finder.rows.at(number).title for number in range(finder.rows.rowCount())] == ["People who left long ago"]
    QTest.keyClick(finder.line, Qt.Key.Key_Return)
    assert asked == ["leavers"]


def test_the_arrows_go_round_and_escape_gives_the_focus_back(window: Window, page: StakeholdersPage) -> None:
    page.filter.setFocus()
    press(window, "Ctrl+K")
    finder = window.findChild(Finder)
    assert finder is not None
    QTest.keyClick(finder.line, Qt.Key.Key_Up)
    assert finder.list.currentIndex().row() == finder.rows.rowCount() - 1
    QTest.keyClick(finder.line, Qt.Key.Key_Down)
    assert finder.list.currentIndex().row() == 0
    QTest.keyClick(finder.line, Qt.Key.Key_Escape)
    assert page.filter.hasFocus()


def test_nothing_found_is_said(finder: Finder) -> None:
    QTest.keyClicks(finder.line, "qqqq")
    QTest.qWait(20)
    assert finder._nothing.text() == "Nothing was found for “qqqq”."


# files


def test_a_file_of_another_kind_is_refused_in_a_sentence(window: Window, tmp_path: Path, qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QMessageBox

    window._opener.take_files(window, [tmp_path / "song.mp3"])
    box = window.findChild(QMessageBox)
    assert box is not None
    assert box.text() == "Roundtable does not know what to do with the file “song.mp3”."
    assert box.textFormat() == Qt.TextFormat.PlainText
    box.accept()


def test_the_mark_of_unsaved_is_nowhere(shell: Shell) -> None:
    said = [label.text() for label in shell.sidebar.findChildren(QLabel)]
    assert "All changes saved" in said
    assert "Not protected" in said


def test_strong_text_is_set_by_weight(qapp: QApplication) -> None:
    assert tokens.sized(qapp.font(), 1, strong=True).weight() == QFont.Weight.DemiBold


def test_undo_says_what_it_undid(window: Window, shell: Shell, page: StakeholdersPage, workspace: Workspace) -> None:
    person = page.member.person.record
    assert person is not None
    workspace.edit(person.id, {"family_name": "Changed"})
    window.do("undo")
    said = shell.notices.words.text()
    assert said.startswith("Undone: Family name of “")
    window.do("redo")
    assert shell.notices.words.text().startswith("Done again: Family name of “")
    workspace.delete(person.id)
    window.do("undo")
    assert shell.notices.words.text().startswith("Undone: “")
    assert " is back" in shell.notices.words.text()
