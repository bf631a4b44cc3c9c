"""More about one thing than people write: what would cost every reader memory and time without end.

The bounds are far beyond what work comes to. An installation that writes in a cell names what it sees there, so that of
each installation at most one change is not named by another: so many values side by side take as many installations
that wrote in one place without having heard of each other. Whoever writes on names what stood there: few changes have
more than two parents. And a person who writes in one record, with a pause every four seconds, takes 300 hours for as
many changes of it as are allowed.

Only where a record has more changes than a cell may have heads is each of them looked at.
"""

from __future__ import annotations

from array import array
from collections import Counter
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from desktop_app.errors import TooLarge
from desktop_app.exchange.bundle.lines import cell_of
from desktop_app.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from desktop_app.exchange.bundle.lines import Line
    from desktop_app.workspace import Change

MAX_HEADS: Final = 10_000
"""Changes of one cell that no other change of it in the file names as a parent."""
MAX_OF_RECORD: Final = 300_000
"""Changes of one record."""
MAX_PARENTS: Final = 200_000
"""Parents in all, and `PARENTS_EACH` more for each change."""
PARENTS_EACH: Final = 4

_record: Final = attrgetter("record")
_parents: Final = attrgetter("parents")


class Crowd:
    """Looks at the lines of one bundle, in their order, for records of which there are many."""

    def __init__(self) -> None:
        self.found = False
        """Whether there was one: the heads of its cells are still to be counted (`most_heads`)."""
        self._count = self._parents = self._beginnings = 0
        self._last = ""
        self._of_last = 0
        self._cell: tuple[str, str, str] | None = None

    def is_too_large(self, lines: Sequence[Line]) -> bool:
        """Whether there is too much already; given the next lines."""
        if not lines:
            return False
        self._count += len(lines)
        self._parents += sum(map(len, map(_parents, lines)))
        by_record = Counter(map(_record, lines))
        if self._last in by_record:
            by_record[self._last] += self._of_last
        self._last = lines[-1].record
        self._of_last = by_record[self._last]
        if self._parents > MAX_PARENTS + PARENTS_EACH * self._count:
            return True
        most = max(by_record.values())
        return most > MAX_HEADS and (most > MAX_OF_RECORD or self._begins_too_often(lines, by_record))

    def _begins_too_often(self, lines: Iterable[Line], by_record: Mapping[str, int]) -> bool:
        """Whether a cell has more changes without a parent than it may have heads: that is known before the end."""
        self.found = True
        for line in lines:
            if by_record[line.record] > MAX_HEADS and not line.parents:
                cell = (line.record, line.field, line.language)
                self._beginnings = self._beginnings + 1 if cell == self._cell else 1
                self._cell = cell
                if self._beginnings > MAX_HEADS:
                    return True
        return False


def refusal(path: Path) -> TooLarge:
    """What is said of a file in which there is more."""
    return TooLarge(
        _(
            "“{name}” cannot be used: it holds more about one thing than people ever write. Nothing was changed.",
            name=path.name,
        )
    )


def most_heads(changes: Iterable[Change]) -> int:
    """How many heads the cell has that has the most, given changes in the order of a bundle; 0 where all are small.

    By eight bytes of each id, through a hash that nobody outside this process can foresee.
    """
    most = 0
    for _cell, group in groupby(changes, key=cell_of):
        ids: set[int] = set()
        named = array("q")
        for change in group:
            ids.add(hash(change.id))
            named.extend(map(hash, change.parents))
        if len(ids) > MAX_HEADS:
            ids.difference_update(named)
            most = max(most, len(ids))
    return most
