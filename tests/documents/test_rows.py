"""After which rows of a table a page may end."""

from __future__ import annotations

from desktop_app.documents.blocks import Column, Listing, Table, cell, rich
from desktop_app.documents.rows import held, held_items


def table(first: list[str], other: str = "1", *, headed: bool = True) -> Table:
    return Table(
        columns=(Column(1), Column(1)),
        header=(cell("Sector"), cell("Organisations")),
        rows=[(cell(name), cell(other)) for name in first],
        summary="",
        first_column_is_header=headed,
    )


def test_a_small_table_is_kept_whole() -> None:
    assert held(table(["a", "b", "c"])) == [True, True, False]


def test_no_row_of_a_larger_one_stands_alone() -> None:
    names = [str(number) for number in range(20)]
    assert [at for at, stays in enumerate(held(table(names))) if stays] == [0, 18]
    assert held(table(["a", "b"], "long " * 15)) == [True, False]


def test_a_row_of_many_lines_may_stand_alone() -> None:
    assert held(table(["a", "b", "c"], "long " * 40)) == [False, False, False]


def test_rows_that_go_on_about_the_one_above_stay_with_it() -> None:
    names = ["a", "b", "c", "", "", "f", "g", *map(str, range(20))]
    assert [at for at, stays in enumerate(held(table(names))) if stays] == [0, 2, 3, 25]
    assert [at for at, stays in enumerate(held(table(names, headed=False))) if stays] == [0, 25]


def test_no_short_item_of_a_list_stands_alone() -> None:
    short, long = rich("a guest"), rich("many words " * 20)
    assert held_items(Listing((short,) * 3)) == [True, True, False]
    assert held_items(Listing((short,) * 5)) == [True, False, False, True, False]
    assert held_items(Listing((long, short, long))) == [False, False, False]
    assert held_items(Listing((short,))) == [False]
    assert held_items(Listing(())) == []


def test_a_table_of_one_row_or_none() -> None:
    assert held(table(["a"])) == [False]
    assert held(table([])) == []
