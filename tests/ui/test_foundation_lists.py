"""The model of every list keeps its promises to Qt whatever rows follow each other."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from ui.widgets.models import Row, RowModel

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
