"""The chart at the foot of a list: the report's own, asked for only by whoever unfolds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from desktop_app.records import Entry, Organisation
from tests.ui.conftest import SETTINGS
from ui.app import dress
from ui.list_page import ListPage

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from desktop_app.workspace import Workspace
    from ui.main.shell import Shell


def page_of(shell: Shell, name: str, qtbot: QtBot) -> ListPage:
    page = shell.go(name)
    assert isinstance(page, ListPage)
    qtbot.waitUntil(lambda: page.glance is not None)
    return page


def test_it_is_folded_and_nothing_is_counted_until_somebody_looks(shell: Shell, qtbot: QtBot) -> None:
    page = page_of(shell, "stakeholders", qtbot)
    assert page.glance is not None
    assert page.glance.scrolled.isHidden()
    assert page.glance.view.accessibleDescription() == ""


def test_it_says_what_it_draws_and_follows_what_is_written(shell: Shell, qtbot: QtBot) -> None:
    page = page_of(shell, "stakeholders", qtbot)
    glance = page.glance
    assert glance is not None
    glance.fold.click()
    assert glance.scrolled.isVisible()
    before = glance.view.accessibleDescription()
    assert before.startswith(glance.view.accessibleName())
    assert glance.view.height() > 0
    page.session.workspace.add(Organisation, {"name": {"fr": "Syndicat"}, "type": "trade_union"})
    qtbot.waitUntil(lambda: glance.view.accessibleDescription() != before)
    glance.fold.click()
    assert glance.scrolled.isHidden()


def test_too_little_for_a_picture_says_so(shell: Shell, workspace: Workspace, qtbot: QtBot) -> None:
    page = page_of(shell, "meetings", qtbot)
    glance = page.glance
    assert glance is not None
    for entry in workspace.all(Entry):
        workspace.edit(entry.id, {"due_on": ""})
    glance.fold.click()
    assert glance.view.isHidden()
    assert not glance._none.isHidden()


@pytest.mark.parametrize("appearance", ["light", "dark"])
def test_it_is_said_and_painted_again_in_another_language(
    shell: Shell, qtbot: QtBot, qapp: QApplication, appearance: str
) -> None:
    page = page_of(shell, "stakeholders", qtbot)
    glance = page.glance
    assert glance is not None
    glance.fold.click()
    dress(qapp, replace(SETTINGS, language="ar", appearance=appearance))
    page.session.retranslated.emit()
    qtbot.waitUntil(lambda: glance.view.accessibleName() == "المنظمات حسب النوع")
    picture = glance.view.grab().toImage()
    places = ((x, y) for x in range(0, picture.width(), 3) for y in range(0, picture.height(), 3))
    assert len({picture.pixelColor(*place).name() for place in places}) > 2
