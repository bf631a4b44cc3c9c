"""The guide opens in a window of its own, and every link in it leads to a page that there is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

import resources
from desktop_app.language import LANGUAGES
from ui.main.guide import Guide

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ui.main.window import Window


def opened(window: Window, qtbot: QtBot) -> Guide:
    window.commands.actions["guide"].trigger()
    found = window.findChild(Guide)
    assert found is not None
    qtbot.waitExposed(found)
    return found


def test_a_heading_is_reached_and_words_are_found(window: Window, qtbot: QtBot) -> None:
    guide = opened(window, qtbot)
    assert guide.text.toPlainText().startswith("The user's guide")
    guide.headings.setFocus()
    QTest.keyClick(guide.headings, Qt.Key.Key_End)
    assert guide.text.verticalScrollBar().value() > 0
    QTest.keyClicks(guide.sought, "Chatham")
    QTest.keyClick(guide.sought, Qt.Key.Key_Return)
    assert guide.text.textCursor().selectedText() == "Chatham"


def test_links_lead_to_pages_that_there_are(window: Window, qtbot: QtBot) -> None:
    guide = opened(window, qtbot)
    pages = resources.names("guide/en")
    links = [link for page in pages for link in re.findall(r"\]\(([^)#]+)", resources.read_text(f"guide/en/{page}"))]
    assert links
    assert set(links) <= set(pages)
    for link in links:
        guide.text.anchorClicked.emit(QUrl(link))
        assert guide.text.toPlainText()
    guide.back.click()
    assert guide.headings.rows.rowCount() > 5


def test_a_page_from_right_to_left_begins_its_lines_and_tables_at_the_right(window: Window, qtbot: QtBot) -> None:
    guide = opened(window, qtbot)
    guide.text.show_page(
        "Enter يبدأ *مدخلًا*\n\n| أول | ثان |\n|---|---|\n| 1 | 2 |\n\nنص\n\n    roundtable",
        Qt.LayoutDirection.RightToLeft,
    )
    document = guide.text.document()
    assert document.firstBlock().textDirection() == Qt.LayoutDirection.RightToLeft
    assert document.lastBlock().textDirection() == Qt.LayoutDirection.LeftToRight
    layout = document.documentLayout()
    first, second, last = (layout.blockBoundingRect(document.find(words).block()) for words in ("أول", "ثان", "نص"))
    assert second.right() < first.left()
    assert first.right() > last.center().x()


def test_a_link_to_a_heading_brings_it_up(window: Window, qtbot: QtBot) -> None:
    guide = opened(window, qtbot)
    guide.text.anchorClicked.emit(QUrl("cards.md#new-keys"))
    shown = guide.text.cursorForPosition(guide.text.viewport().rect().topLeft() + QPoint(40, 20))
    assert shown.block().text() == "New keys"
    guide.text.anchorClicked.emit(QUrl("cards.md"))
    assert guide.text.verticalScrollBar().value() == 0


def test_a_table_from_right_to_left_is_copied_as_it_is_read(window: Window, qtbot: QtBot) -> None:
    guide = opened(window, qtbot)
    page = "| أول | ثان | ثالث |\n|---|---|---|\n| 1 **ب** | 2 | 3 |\n\nنص"
    guide.text.show_page(page, Qt.LayoutDirection.RightToLeft)
    guide.text.selectAll()
    guide.text.copy()
    copied = QGuiApplication.clipboard().mimeData()
    assert copied.text().split() == ["أول", "ثان", "ثالث", "1", "ب", "2", "3", "نص"]
    assert "<table dir='rtl'" in copied.html()
    assert copied.html().index("أول") < copied.html().index("ثان")


def test_keys_stand_in_their_order_among_letters_from_right_to_left(window: Window, qtbot: QtBot) -> None:
    guide = opened(window, qtbot)
    guide.text.show_page("اضغط Ctrl+↑، ثم", Qt.LayoutDirection.RightToLeft)
    assert guide.text.toPlainText() == "اضغط \u2066Ctrl+↑\u2069، ثم"


def test_links_are_called_by_titles_and_not_by_files() -> None:
    pages = [resources.read_text(f"guide/{language}/{name}")
             for language in LANGUAGES for name in resources.names(f"guide/{language}")]  # fmt: skip
    called = [said for page in pages for said in re.findall(r"\[([^\]]+)\]\([^)]+\)", page)]
    assert called
    assert not [said for said in called if said.endswith(".md")]
