"""A coordinator's first day: where she begins, what she is told, and what stays when the window is made anew."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QStyleOptionViewItem

from desktop_app.exchange import bundle, merge
from desktop_app.exchange.merge import What
from desktop_app.language import LANGUAGES, _, plural
from desktop_app.records import Audience, Person
from desktop_app.workspace import Workspace
from tests.ui.conftest import SETTINGS, show
from ui.exchange.waiting import Refused
from ui.look.tokens import SECONDARY, sized, u
from ui.main.window import Window
from ui.pages.exchange import ExchangePage
from ui.session import Session
from ui.widgets.delegates import DenseSentences
from ui.widgets.models import Row

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from ui.main.opening import Opener

LYON = {"code": "FRLIO", "name": {"fr": "Lyon"}, "country": "FR"}
VIENNA = {"code": "ATVIE", "name": {"fr": "Vienne"}, "country": "AT"}


@pytest.fixture
def network(qapp: QApplication, qtbot: QtBot, opener: Opener, tmp_path: Path) -> Window:
    """The window of a coordinator who has nothing yet."""
    made = Workspace.create(tmp_path / "All cities.roundtable", city=None, author="Nadia", language="fr")
    return show(Window(qapp, opener), qtbot, Session(made, SETTINGS))


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """What two cities send, and between them a file of which the end is missing."""
    paths = []
    for code, city in (("lyon", LYON), ("vienna", VIENNA)):
        with Workspace.create(tmp_path / f"{code}.roundtable", city=city, author=f"Writer of {code}") as place:
            place.add(Person, {"family_name": code.title(), "given_name": "Ana", "phone": "+33 4 00 00 00 00"})
            paths.append(bundle.write(place, tmp_path / f"{code}.rtbundle", audience=Audience.NETWORK).path)
    broken = tmp_path / "broken.rtbundle"
    broken.write_bytes(paths[0].read_bytes()[:200])
    return [paths[0], broken, paths[1]]


def exchange(window: Window, qtbot: QtBot) -> ExchangePage:
    """The page, when nothing is under way on it."""
    assert window.shell is not None
    page = window.shell.go("exchange")
    assert isinstance(page, ExchangePage)
    qtbot.waitUntil(lambda: not page.session.jobs.running, timeout=20_000)
    return page


def taken(window: Window, qtbot: QtBot, files: list[Path]) -> ExchangePage:
    page = exchange(window, qtbot)
    page.take_files(files)
    qtbot.waitUntil(lambda: page.coming.files.rows.total == len(files), timeout=20_000)
    return exchange(window, qtbot)


def test_who_has_nothing_to_send_begins_where_files_are_received(network: Window, qtbot: QtBot) -> None:
    page = exchange(network, qtbot)
    assert page.coming.isVisible()
    assert "2222" not in page._header._subtitle.text()
    page.part("send")
    exchange(network, qtbot)
    assert not page.sending.make.isEnabled()


def test_tabs_stay_where_they_are_when_another_is_chosen(network: Window, qtbot: QtBot) -> None:
    page = exchange(network, qtbot)
    places = []
    for number in (0, 1, 4):
        page.tabs.setCurrentIndex(number)
        exchange(network, qtbot)
        places.append([page.tabs.tabRect(tab) for tab in range(page.tabs.count())])
    assert places[0] == places[1] == places[2]


def test_a_refused_file_stays_beside_the_others_and_is_looked_at_first(
    network: Window, qtbot: QtBot, files: list[Path]
) -> None:
    page = taken(network, qtbot, files)
    rows = page.coming.files.rows
    assert [rows.at(row).title for row in range(3)] == ["broken.rtbundle", "Lyon", "Vienna"]
    assert page.coming.files.key == rows.at(0).key
    assert "its end is missing" in page.coming.shown.away.why.text()
    page.coming.files.setFocus()
    QTest.keyClick(page.coming.files, Qt.Key.Key_Down)
    assert page.coming.shown.signed.isVisible()
    assert page.tabs.tabText(1) == "Receive (3)"
    page.coming.shown.merge.click()
    exchange(network, qtbot)
    done = page.coming.done
    assert done.away.isVisible()
    assert "1 file was not merged" in done.away.said
    assert "broken.rtbundle" in done.away.said
    assert "its end is missing" in done.away.said
    done.away.look.click()
    assert rows.total == 1, "what was not merged can still be read"
    away = page.coming.shown.away
    assert "no other file waits" in away.others.text()
    assert page.tabs.tabText(1) == "Receive (1)"
    away.rest.click()
    assert not page.coming.shown.isVisible()
    assert page.tabs.tabText(1) == "Receive"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scale", [100, 200])
def test_the_ways_on_after_a_merge_are_read_whole(network: Window, qtbot: QtBot, language: str, scale: int) -> None:
    network._do_language(language)
    network._resize_text(scale)
    network.resize(1024, 700)
    page = exchange(network, qtbot)
    done = page.coming.done
    page.coming._pages.setCurrentWidget(done)
    page.part("receive")
    away = Refused(Path("a file of Lyon that was sent once more.rtbundle"), _("This file is too large."))
    done.tell(plural("{n} file was merged", "{n} files were merged", 6), "", "", [away])
    for number in (None, 12):
        done.tell_same(number)
        qtbot.waitUntil(lambda: all(way.width() >= way.sizeHint().width() for way in done.ways.values()))
        for part in (*done.ways.values(), done.away):
            assert part.mapTo(done, part.rect().topLeft()).x() >= 0
            assert part.mapTo(done, part.rect().topRight()).x() < done.width()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_each_file_would_do_is_read_whole(network: Window, qtbot: QtBot, language: str) -> None:
    network._do_language(language)
    page = exchange(network, qtbot)
    page.part("receive")
    files = page.coming.files
    counts = {What.CHANGED: 3, What.CONTRADICTS: 1, What.DELETED: 1}
    said = merge.brought(counts)
    files.rows.show([Row("1", "Beirut", said, "22 Nov 2026"), Row("2", "Lyon", "—")])
    files.setFixedWidth(u(70))
    page.coming._pages.setCurrentWidget(page.coming.shown)
    network.grab()
    delegate = files.itemDelegate()
    assert isinstance(delegate, DenseSentences)
    option = QStyleOptionViewItem()
    option.initFrom(files)
    option.rect = files.visualRect(files.place(0))
    lines = delegate.detail_lines(option, files.rows.at(0))
    assert "".join(lines).replace(" ", "") == said.replace(" ", "")
    room = delegate._box(option, files.rows.at(0)).width()
    assert all(QFontMetrics(sized(option.font, SECONDARY)).horizontalAdvance(line) <= room for line in lines)
    assert len(lines) == 2 or language == "ar"
    assert (files.sizeHintForRow(0) > files.sizeHintForRow(1)) is (len(lines) > 1)


def test_larger_text_keeps_what_was_rehearsed(network: Window, qtbot: QtBot, files: list[Path]) -> None:
    page = taken(network, qtbot, files)
    rows = [page.coming.files.rows.at(row) for row in range(3)]
    page.coming.files.select(rows[2].key)
    network._resize_text(200)
    qtbot.waitUntil(lambda: network.shell is not None and network.shell.page is not page)
    anew = exchange(network, qtbot)
    assert anew is not page
    assert [anew.coming.files.rows.at(row) for row in range(3)] == rows
    assert anew.coming.files.key == rows[2].key
    assert anew.coming.shown.merge.isEnabled()


def test_what_was_rehearsed_is_said_in_the_same_words_once_it_is_here(
    network: Window, qtbot: QtBot, files: list[Path]
) -> None:
    page = taken(network, qtbot, [files[0], files[2]])
    rehearsed = [page.coming.files.rows.at(row).detail for row in range(2)]
    assert rehearsed == ["2 new records", "2 new records"]
    assert "New: 2 cities, 2 people." in page.coming.shown.summary.text()
    page.coming.shown.merge.click()
    exchange(network, qtbot)
    assert page.coming.done._counts.text() == "4 new records"
    page.part("arrived")
    for row, said in enumerate(reversed(rehearsed)):
        assert f" · {said} · " in page.arrived.list.rows.at(row).detail
    imports = page.session.workspace.imports()
    assert [merge.brought_by(one) for one in reversed(imports)] == rehearsed
