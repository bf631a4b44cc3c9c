"""Where notices and work under way stand: whole, covering nothing that is used, moving nothing."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)

from desktop_app.language import _
from ui.main.notices import JobView
from ui.pages import PAGES
from ui.widgets.header import Header
from ui.widgets.parts import Foot
from ui.words.say import plain_tip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from desktop_app.progress import Progress
    from ui.main.shell import Shell
    from ui.main.window import Window

CALLED = "Donner le micro aux jeunes arrivés récemment et à leurs familles"
USED = (QAbstractButton, QAbstractSpinBox, QComboBox, QLineEdit, QTabBar, QTextEdit, Foot, Header)


@pytest.fixture(autouse=True)
def as_before(window: Window) -> Iterator[None]:
    """Leave language and size of the text as they were."""
    yield
    window.do("language:en")
    window.do("normal_size")


def shell_of(window: Window) -> Shell:
    """What fills the window now; another size of the text makes another."""
    assert window.shell is not None
    return window.shell


def settled(window: Window, qtbot: QtBot) -> None:
    """Wait until nothing is worked out or laid out any more, and all that comes after the first paint is there."""
    session = window.session
    assert session is not None
    qtbot.waitUntil(lambda: not session.jobs.running, timeout=20_000)
    stood: list[dict[QWidget, QRect]] = []

    def stands() -> bool:
        window.grab()
        QApplication.processEvents()
        stood.append(places(shell_of(window)))
        qtbot.wait(80)
        return len(stood) > 5 and all(one == stood[-1] for one in stood[-5:])

    qtbot.waitUntil(stands, timeout=20_000)


def tell(window: Window, qtbot: QtBot, called: str = CALLED) -> QWidget:
    """Say that something was deleted; the card that says it."""
    assert window.session is not None
    window.session.notice(_("“{name}” was deleted.", name=called), offer=_("Undo"), taken=lambda: None)
    settled(window, qtbot)
    assert shell_of(window).notices.isVisible()
    return shell_of(window).notices


def place(widget: QWidget, shell: Shell) -> QRect:
    """Where a widget is, as far as it is not scrolled out of sight."""
    seen = QRect(widget.mapTo(shell, QPoint()), widget.size())
    within = widget.parentWidget()
    while within is not None and within is not shell:
        seen &= QRect(within.mapTo(shell, QPoint()), within.size())
        within = within.parentWidget()
    return seen


def places(shell: Shell) -> dict[QWidget, QRect]:
    """Where everything is that is not a notice."""
    page = shell.page
    assert page is not None
    return {
        one: place(one, shell)
        for part in (page, shell.sidebar)
        for one in (part, *part.findChildren(QWidget))
        if one.isVisible()
    }


def whole(card: QWidget, shell: Shell) -> None:
    """Its words and its buttons are all to be seen."""
    words = shell.notices.words
    assert shell.rect().contains(place(card, shell))
    assert words.height() >= words.heightForWidth(words.width())
    for button in card.findChildren(QAbstractButton):
        assert not button.isVisible() or card.rect().contains(button.geometry())
        assert not button.isVisible() or button.width() >= button.sizeHint().width()
        assert not button.isVisible() or not button.geometry().intersects(words.contentsRect().translated(words.pos()))


def covers_nothing(card: QWidget, shell: Shell) -> None:
    """What is clicked, written in or read to know where one is stays free."""
    over = place(card, shell)
    rows, names = shell.sidebar.pages, shell.sidebar.pages.viewport()
    for row in range(len(PAGES)):
        name = rows.visualRect(rows.model().index(row, 0))
        assert not over.intersects(QRect(names.mapTo(shell, name.topLeft()), name.size()))
    covered = [
        one
        for one, where in places(shell).items()
        if isinstance(one, USED) and not (isinstance(one, QTextEdit) and one.isReadOnly()) and where.intersects(over)
    ]
    assert not covered


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("size", [(800, 600), (1100, 600), (1366, 768), (1920, 1080)])
def test_a_notice_is_whole_covers_nothing_that_is_used_and_moves_nothing(
    window: Window, shell: Shell, size: tuple[int, int], language: str, qtbot: QtBot
) -> None:
    window.do(f"language:{language}")
    window.resize(*size)
    for name in (page.name for page in PAGES):
        page = shell.go(name)
        settled(window, qtbot)
        before = places(shell)
        card = tell(window, qtbot)
        whole(card, shell)
        covers_nothing(card, shell)
        over = place(card, shell)
        assert shell.sidebar.rail == over.intersects(place(page, shell)), "over the page only beside a rail"
        assert shell.sidebar.rail or over.bottom() < place(shell.sidebar._foot, shell).top()
        assert places(shell) == before, "nothing moves when it comes"
        shell.notices._pass()
        settled(window, qtbot)
        assert not shell._banner.isVisible(), "and it takes no room when it has gone"
        assert places(shell) == before, "nor when it goes"


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(("larger", "size"), [(3, (1300, 600)), (4, (1920, 1080)), (6, (1366, 768))])
def test_a_notice_is_whole_where_the_text_is_large_or_the_window_low(
    window: Window, larger: int, size: tuple[int, int], language: str, qtbot: QtBot
) -> None:
    window.do(f"language:{language}")
    for _step in range(larger):
        window.do("larger")
    window.resize(*size)
    settled(window, qtbot)
    shell = shell_of(window)
    for name in ("stakeholders", "meetings"):
        shell.go(name)
        settled(window, qtbot)
        card = tell(window, qtbot)
        whole(card, shell)
        over, rows = place(card, shell), shell.sidebar.pages
        assert not over.intersects(place(rows, shell)) or over.top() >= rows.mapTo(shell, rows.rect().topLeft()).y()
        foot = place(shell.sidebar._foot, shell)
        assert not over.intersects(foot)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_long_sentence_is_cut_after_five_lines_and_read_whole_in_its_tip(
    window: Window, shell: Shell, language: str, qtbot: QtBot
) -> None:
    window.do(f"language:{language}")
    tell(window, qtbot, CALLED)
    assert not shell.notices.words.toolTip()
    card = tell(window, qtbot, " ".join([CALLED] * 5))
    words = shell.notices.words
    assert words.height() < 6 * words.fontMetrics().lineSpacing()
    assert words.text().count(CALLED) == 5
    assert words.toolTip() == plain_tip(words.text())
    assert words.accessibleName() == words.text()
    whole(card, shell)
    covers_nothing(card, shell)
    tell(window, qtbot, CALLED)
    assert not words.toolTip()


def test_a_name_without_a_space_is_broken_too(window: Window, shell: Shell, qtbot: QtBot) -> None:
    card = tell(window, qtbot, "registre-des-participants_😀_" + "x" * 30 + ".rtbundle")
    assert not shell.notices.words.toolTip()
    whole(card, shell)


def test_what_is_clicked_away_from_over_a_page_is_followed_by_nothing(
    window: Window, shell: Shell, qtbot: QtBot
) -> None:
    window.resize(800, 600)
    page = shell.go("stakeholders")
    settled(window, qtbot)
    tell(window, qtbot)
    cross = shell.notices._close.mapTo(window, shell.notices._close.rect().center())
    QTest.mouseClick(shell.notices._close, Qt.MouseButton.LeftButton)
    assert not shell.notices.isVisible()
    assert not page.isAncestorOf(window.childAt(cross) or window), "as long as a second click may come"
    qtbot.waitUntil(lambda: page.isAncestorOf(window.childAt(cross) or window), timeout=5_000)


def test_what_is_said_next_does_not_stand_where_a_bar_of_another_page_had_lifted_it(
    window: Window, shell: Shell, qtbot: QtBot
) -> None:
    window.resize(800, 600)
    shell.go("exchange")
    settled(window, qtbot)
    lifted = place(tell(window, qtbot), shell)
    shell.notices.hide()
    shell.go("documents")
    settled(window, qtbot)
    below = place(tell(window, qtbot), shell)
    assert below.size() == lifted.size()
    assert below.bottom() > lifted.bottom()


def test_a_notice_follows_the_sidebar_that_becomes_a_rail(window: Window, shell: Shell, qtbot: QtBot) -> None:
    card = tell(window, qtbot)
    assert place(shell.sidebar, shell).contains(place(card, shell))
    window.resize(800, 600)
    settled(window, qtbot)
    covers_nothing(card, shell)
    assert not place(shell.sidebar, shell).intersects(place(card, shell))
    window.resize(1280, 800)
    settled(window, qtbot)
    assert place(shell.sidebar, shell).contains(place(card, shell))


def test_the_keyboard_comes_to_what_is_offered_and_puts_it_away(window: Window, shell: Shell, qtbot: QtBot) -> None:
    tell(window, qtbot)
    shell.keyboard_start()
    focused = window.focusWidget()
    for _step in range(4):
        if focused is shell.notices.offer:
            break
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        focused = window.focusWidget()
    assert focused is shell.notices.offer
    QTest.keyClick(focused, Qt.Key.Key_Escape)
    assert not shell.notices.isVisible()


@pytest.mark.parametrize("size", [(800, 600), (1280, 800)])
def test_work_under_way_stands_in_the_same_place_beside_a_notice(
    window: Window, shell: Shell, size: tuple[int, int], qtbot: QtBot
) -> None:
    session, go_on = window.session, threading.Event()
    assert session is not None
    window.resize(*size)
    settled(window, qtbot)
    before = places(shell)

    def work(progress: Progress) -> None:
        progress.step(3, 10)
        go_on.wait(20)

    session.jobs.run(work, lambda _nothing: None, doing=_("Checking “{name}”", name=CALLED))
    view = shell.findChild(JobView)
    assert view is not None
    qtbot.waitUntil(view.isVisible, timeout=5_000)
    session.notice(_("“{name}” was deleted.", name=CALLED), offer=_("Undo"), taken=lambda: None)
    qtbot.wait(200)
    assert places(shell) == before
    covers_nothing(view, shell)
    covers_nothing(shell.notices, shell)
    assert not place(view, shell).intersects(place(shell.notices, shell))
    assert view.rect().contains(view.cancel.geometry())
    go_on.set()
    settled(window, qtbot)
    qtbot.waitUntil(lambda: shell.findChild(JobView) is None)
    shell.notices.hide()
    assert places(shell) == before
