"""The list of what is missing: every sentence whole, whatever their number, the width and the size of the text."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.language import Message, _
from ui.look import theme
from ui.look.tokens import u
from ui.widgets.steps import Steps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.fixture(params=[100, 200])
def scale(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[int]:
    theme.apply(qapp, appearance="light", scale_percent=request.param)
    yield request.param
    theme.apply(qapp, appearance="light")


def sentences(count: int) -> list[Message]:
    return [
        _("Roundtable does not know what to do with the file “{name}”.", name=f"{n} " + "word " * (n % 23))
        for n in range(count)
    ]


def shown(qtbot: QtBot, count: int, width: int) -> tuple[QWidget, Steps]:
    page = QWidget()
    column = QVBoxLayout(page)
    steps = Steps(_("What is missing"))
    column.addWidget(steps)
    column.addStretch()
    qtbot.addWidget(page)
    page.resize(width, 700)
    with qtbot.waitExposed(page):
        page.show()
    steps.show_steps(sentences(count))
    qtbot.wait(1)
    steps.doItemsLayout()
    return page, steps


@pytest.mark.parametrize("count", [0, 1, 30, 500])
@pytest.mark.parametrize("width", [1024 - 500, 1280 - 540])
def test_every_sentence_is_whole_and_can_be_reached(qtbot: QtBot, scale: int, count: int, width: int) -> None:
    _page, steps = shown(qtbot, count, width)
    assert steps.rows.rowCount() == count
    places = [steps.visualRect(steps.place(number)) for number in range(count)]
    metrics = QFontMetrics(steps.font())
    for place, one in zip(places, sentences(count), strict=True):
        room = QRect(0, 0, place.width() - u(16), 1 << 14)
        assert metrics.boundingRect(room, Qt.TextFlag.TextWordWrap.value, str(one)).height() <= place.height()
    assert all(one.bottom() < other.top() for one, other in pairwise(places))
    fit = [place for place in places if place.bottom() < steps.viewport().height()]
    assert steps.height() == sum(place.height() for place in fit)  # none is cut at the end
    assert bool(fit) == bool(count)
    if count == 500:
        steps.scrollToBottom()
        assert steps.visualRect(steps.place(499)).bottom() < steps.viewport().height()


def test_a_click_and_enter_lead_to_what_is_missing(qtbot: QtBot) -> None:
    _page, steps = shown(qtbot, 30, 700)
    with qtbot.waitSignal(steps.chosen) as clicked:
        QTest.mouseClick(steps.viewport(), Qt.MouseButton.LeftButton, pos=steps.visualRect(steps.place(1)).center())
    assert clicked.args == [1]
    QTest.keyClick(steps, Qt.Key.Key_End)
    with qtbot.waitSignal(steps.chosen) as pressed:
        QTest.keyClick(steps, Qt.Key.Key_Return)
    assert pressed.args == [29]
