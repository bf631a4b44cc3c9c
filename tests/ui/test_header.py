"""The top of a form: what is shown of a long title, and of what is said below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.widgets.header import Header
from ui.words.say import plain_tip

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

MEETINGS = (
    "7.ª reunión del grupo de partes interesadas de la ciudad",
    "الاجتماع السابع لمجموعة أصحاب المصلحة في المدينة",
)
ABOUT = ("11 January 2018, 09:30–12:00", "Town hall, second floor", "8 people present", "BEY/MIN/2018/1")


class Form(QWidget):
    """A header above something that takes the rest."""

    def __init__(self) -> None:
        super().__init__()
        self.header = Header()
        self.rest = QWidget()
        page = QVBoxLayout(self)
        page.addWidget(self.header)
        page.addWidget(self.rest, 1)

    @property
    def title(self) -> QLabel:
        """The label of the title."""
        return self.header._title

    @property
    def about(self) -> QLabel:
        """The label below it."""
        return self.header._subtitle

    def wide(self, width: int) -> None:
        """Be so wide that a title has just so much room."""
        around = self.width() - self.title.width()
        self.resize(width + around, 400)
        self.grab()


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    """A form that is shown."""
    made = Form()
    qtbot.addWidget(made)
    made.resize(1200, 400)
    with qtbot.waitExposed(made):
        made.show()
    return made


def lines(label: QLabel) -> list[str]:
    """What is shown, and not what it stands for."""
    return QLabel.text(label).split("\n")


@pytest.mark.parametrize("title", MEETINGS)
@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_a_title_is_cut_only_after_two_lines(form: Form, title: str, direction: Qt.LayoutDirection) -> None:
    form.setLayoutDirection(direction)
    form.header.show_texts(title, *ABOUT)
    needed = form.title.fontMetrics().horizontalAdvance(title)
    form.wide(needed + 1)
    assert lines(form.title) == [title]
    one_line = form.title.height()
    form.wide(needed - 1)
    assert lines(form.title) == [title]
    assert form.title.height() < one_line, "somewhat smaller"
    form.wide(needed * 3 // 4)
    first, second = lines(form.title)
    assert f"{first} {second}" == title, "broken between words"
    assert not form.title.toolTip()
    assert one_line < form.title.height() < 2 * one_line
    assert form.title.height() >= form.title.heightForWidth(form.title.width())
    form.wide(needed // 3)
    shown = lines(form.title)
    assert len(shown) == 2
    assert shown[1].endswith("…")
    assert form.title.toolTip() == plain_tip(title)
    assert form.title.text() == form.title.accessibleName() == title
    form.wide(needed + 1)
    assert lines(form.title) == [title]
    assert form.title.height() == one_line
    assert not form.title.toolTip()


def test_what_is_said_of_it_loses_its_last_parts_whole(form: Form) -> None:
    form.header.show_texts("", *ABOUT, "")
    metrics = form.about.fontMetrics()
    for count in range(len(ABOUT), 0, -1):
        shown = " · ".join(ABOUT[:count] if count == len(ABOUT) else (*ABOUT[:count], "…"))
        form.wide(metrics.horizontalAdvance(shown))
        assert lines(form.about) == [shown]
        assert form.about.toolTip() == ("" if count == len(ABOUT) else plain_tip(" · ".join(ABOUT)))
    form.wide(metrics.horizontalAdvance(ABOUT[0]) // 2)
    assert lines(form.about)[0].endswith("…")
    assert ABOUT[0].startswith(lines(form.about)[0].rstrip("…"))
    assert form.about.text() == " · ".join(ABOUT)


def test_letters_that_count_as_two_are_not_torn(form: Form) -> None:
    title = "😀" * 6 + " " + "Ateliers 😀 du matin 😀 et du soir"
    form.header.show_texts(title)
    form.wide(form.title.fontMetrics().horizontalAdvance(title) * 2 // 3)
    assert " ".join(lines(form.title)) == title
