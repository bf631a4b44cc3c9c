"""What is written in the window has the room that it needs, in every language: nothing is cut off at an edge."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec import structs
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QLabel

from desktop_app.language import LANGUAGES, _, window_language
from desktop_app.records import Attendance, Meeting, Membership, vocabulary
from ui.app import dress
from ui.list_page import ListPage
from ui.pages import PAGES
from ui.pages.documents import DocumentsPage
from ui.pages.exchange import PARTS, ExchangePage
from ui.widgets.parts import Scrolled

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop_app.workspace import Workspace
    from ui.main.shell import Shell
    from ui.main.window import Window


def speaking(window: Window, language: str) -> Shell:
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    assert window.session is not None
    assert window.shell is not None
    dress(app, structs.replace(window.session.settings, language=language))
    return window.shell


def too_wide(window: Window) -> list[tuple[str, int, int]]:
    """The columns whose content needs more than their width, which cannot be scrolled sideways."""
    columns = ((one, one.widget()) for one in window.findChildren(Scrolled) if one.isVisible())
    return [
        (type(inner).__name__, inner.minimumSizeHint().width(), one.viewport().width())
        for one, inner in columns
        if inner is not None and inner.minimumSizeHint().width() > one.viewport().width()
    ]


@pytest.mark.parametrize("width", [1280, 1366])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_column_is_cut_off_at_its_side(
    window: Window, workspace: Workspace, qtbot: QtBot, language: str, width: int
) -> None:
    meeting = workspace.add(Meeting, {"title": {"fr": "Séance"}, "starts_at": "2018-01-15", "kind": "workshop"})
    for name in ("Ana Silva Marques", "Jürgen Großkopf-Überhuber"):
        workspace.add(Attendance, {"meeting": meeting, "guest_name": name, "status": "present"})
    shell = speaking(window, language)
    window.resize(width, 768)
    for page in PAGES:
        shown = shell.go(page.name)
        qtbot.waitUntil(lambda: not too_wide(window), timeout=5_000)
        if isinstance(shown, ExchangePage):
            qtbot.waitUntil(shown.sending.make.isEnabled, timeout=20_000)
            for part in PARTS:
                shown.part(part)
                qtbot.waitUntil(lambda: not too_wide(window), timeout=5_000)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_bar_of_documents_is_one_line_and_its_buttons_keep_their_names(window: Window, language: str) -> None:
    page = speaking(window, language).go("documents")
    assert isinstance(page, DocumentsPage)
    line, button = page.lacks, page.word
    apart = line.mapTo(page, line.rect().center()).y() - button.mapTo(page, button.rect().center()).y()
    assert abs(apart) < button.height() // 2
    assert page.pdf.accessibleName() == _("Save as PDF…").within(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_of_reports_opens_as_wide_as_its_longest_title(window: Window, language: str) -> None:
    page = speaking(window, language).go("documents")
    assert isinstance(page, DocumentsPage)
    combo = page.choices.report
    combo.setMaximumWidth(100)
    combo.showPopup()
    assert combo.view().width() >= combo.view().sizeHintForColumn(0)
    combo.hidePopup()


def test_a_role_is_read_whole_in_the_list_of_members(window: Window, workspace: Workspace) -> None:
    assert window.shell is not None
    page = window.shell.go("stakeholders")
    assert isinstance(page, ListPage)
    (reporting,) = workspace.all(Membership, group_role="rapporteur")
    row = page.list.rows.at(page.list.rows.row_of(reporting.id))
    assert row.detail.startswith(vocabulary("group_role").label("rapporteur", window_language()) + " · ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_notice_leaves_the_fingerprint_to_be_read(window: Window, workspace: Workspace, language: str) -> None:
    shell = speaking(window, language)
    page = shell.go("exchange")
    assert window.session is not None
    window.session.notice(_("“{name}” was made, protected by its passphrase.", name="w" * 400), offer=_("Undo"))
    said = next(one for one in page.findChildren(QLabel) if workspace.fingerprint() in one.text() and one.isVisible())
    metrics = said.fontMetrics()
    width = metrics.horizontalAdvance(workspace.fingerprint())
    left = said.width() - width if said.isRightToLeft() else 0
    shown = QRect(said.mapToGlobal(said.rect().topLeft()), said.size())
    shown.setLeft(shown.left() + left)
    shown.setWidth(width)
    notice = shell.notices
    assert notice.isVisible()
    assert not shown.intersects(QRect(notice.mapToGlobal(notice.rect().topLeft()), notice.size()))
