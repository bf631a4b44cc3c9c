"""Tables with more columns than a page has room for: one after the other, each with the first column again."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from desktop_app.documents.blocks import Table, rich
from desktop_app.language import _

if TYPE_CHECKING:
    from desktop_app.documents.wording import Wording


def in_parts(wording: Wording, table: Table, most: int) -> list[Table]:
    """The table as tables of at most so many columns beside the first, which says in each what a row is about.

    All have about as many columns; their captions say which of how many. One that is narrow enough stays as it is.
    """
    count = len(table.columns) - 1
    if count <= most:
        return [table]
    parts = -(-count // most)
    edges = [1 + count * part // parts for part in range(parts + 1)]
    return [
        Table(
            columns=(table.columns[0], *table.columns[start:stop]),
            header=(table.header[0], *table.header[start:stop]),
            rows=[(row[0], *row[start:stop]) for row in table.rows],
            summary=table.summary,
            caption=rich(_said(wording, start, stop - 1, count)),
            first_column_is_header=table.first_column_is_header,
        )
        for start, stop in pairwise(edges)
    ]


def _said(wording: Wording, first: int, last: int, count: int) -> str:
    numbers = (wording.number(number) for number in (first, last, count))
    names = ("first", "last", "count")
    return wording.say(_("Columns {first} to {last} of {count}", **dict(zip(names, numbers, strict=True))))
