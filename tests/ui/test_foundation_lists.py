"""The model of every list keeps its promises to Qt whatever rows follow each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QStyleOptionViewItem

from desktop_app.language import _
from ui.widgets.delegates import TwoLines
from ui.widgets.models import Row, RowModel
from ui.widgets.row_list import RowList

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

TITLES = st.sampled_from(["a", "b", "ç"])
ROWS = st.lists(st.integers(0, 12), unique=True, max_size=10).flatmap(
    lambda keys: st.tuples(*(st.tuples(st.just(str(key)), TITLES).map(lambda said: Row(*said)) for key in keys))
)


class Mirror:
    """Follows a model by its signals alone, as a view does."""

    def __init__(self, model: RowModel) -> None:
        self.model = model
        self.rows: list[Row] = []
        model.rowsAboutToBeRemoved.connect(self._remove)
        model.rowsInserted.connect(self._insert)
        model.dataChanged.connect(self._change)

    def _remove(self, _parent: QModelIndex, first: int, last: int) -> None:
        del self.rows[first : last + 1]

    def _insert(self, _parent: QModelIndex, first: int, last: int) -> None:
        self.rows[first:first] = [self.model.at(number) for number in range(first, last + 1)]

    def _change(self, first: QModelIndex, last: QModelIndex) -> None:
        for number in range(first.row(), last.row() + 1):
            self.rows[number] = self.model.at(number)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(ROWS, st.sampled_from(["", "a", "c"])), max_size=6))
def test_a_view_that_follows_the_signals_sees_the_rows(steps: list[tuple[tuple[Row, ...], str]]) -> None:
    model = RowModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    mirror = Mirror(model)
    for rows, text in steps:
        model.filter(text)
        model.show(rows)
        assert mirror.rows == [row for row in rows if text in row.folded]
        assert model.total == len(rows)
    del tester


def test_one_renamed_row_leaves_the_others_alone() -> None:
    model = RowModel()
    model.show([Row(str(number), f"row {number}") for number in range(100)])
    changed: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last: changed.append((first.row(), last.row())))
    removed: list[int] = []
    model.rowsRemoved.connect(lambda _parent, first, _last: removed.append(first))
    model.show([Row(str(number), "renamed" if number == 40 else f"row {number}") for number in range(100)])
    assert changed == [(40, 40)]
    assert not removed


def test_a_filter_finds_every_word_in_any_order_and_accent() -> None:
    model = RowModel()
    model.show([Row("1", "Leïla Ben Salah", "Ville de Tunis"), Row("2", "Ana Silva", "Al Amal")])
    model.filter("tunis LEILA")
    assert model.keys == ["1"]
    model.filter("")
    assert model.keys == ["1", "2"]


def test_a_screen_reader_is_told_the_whole_row() -> None:
    model = RowModel()
    model.show([Row("1", "Ana", "Al Amal", "3")])
    assert model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole) == "Ana, 3, Al Amal"


def test_what_may_not_show_whole_is_told_by_the_tip() -> None:
    short = Row("k", "Title", "Person · Telephone", "12")
    assert short.tip == ""
    long = Row("k", "T" * 31, "D" * 31, "Network coordination")
    assert long.tip.split("\n") == ["T" * 31, "D" * 31, "Network coordination"]


LONG: Final = "Inter-institutional coordination of the cities and their partners"


def _sentences(qtbot: QtBot, width: int, *titles: str) -> RowList:
    shown = RowList(_("Meetings"), sentences=True)
    qtbot.addWidget(shown)
    shown.rows.show([Row(str(number), title, "12 Dec 2017", "2") for number, title in enumerate(titles)])
    shown.resize(width, 400)
    shown.show()
    qtbot.waitExposed(shown)
    return shown


def _lines(shown: RowList, number: int) -> list[str]:
    delegate, option = shown.itemDelegate(), QStyleOptionViewItem()
    assert isinstance(delegate, TwoLines)
    option.rect, option.font = shown.visualRect(shown.place(number)), shown.font()
    return delegate.title_lines(option, shown.rows.at(number))


@pytest.mark.parametrize("title", [LONG, "التنسيق بين المؤسسات في المدن وشركائها ولقاء التعلّم بين الأقران"])
def test_a_title_too_long_for_its_line_goes_on_in_a_second(qtbot: QtBot, title: str) -> None:
    shown = _sentences(qtbot, 270, "Short", title)
    short, long = (shown.visualRect(shown.place(number)).height() for number in range(2))
    assert long > short
    assert _lines(shown, 0) == ["Short"]
    first, second = _lines(shown, 1)
    assert f"{first} {second}".split() == title.split()


def test_rows_are_measured_again_where_the_list_is_widened(qtbot: QtBot) -> None:
    shown = _sentences(qtbot, 270, LONG)
    narrow = shown.visualRect(shown.place(0)).height()
    shown.resize(900, 400)
    qtbot.waitUntil(lambda: shown.visualRect(shown.place(0)).height() < narrow)
    assert _lines(shown, 0) == [LONG]


def test_a_row_whose_title_grows_gets_room_for_it(qtbot: QtBot) -> None:
    shown = _sentences(qtbot, 270, "Short", "Short too")
    short = shown.visualRect(shown.place(0)).height()
    shown.rows.show([Row("0", LONG, "12 Dec 2017", "2"), Row("1", "Short too", "12 Dec 2017", "2")])
    qtbot.waitUntil(lambda: shown.visualRect(shown.place(0)).height() > short)
    assert shown.visualRect(shown.place(1)).top() >= shown.visualRect(shown.place(0)).bottom()
