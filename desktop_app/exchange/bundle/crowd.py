"""More about one thing than people write: what would cost every reader memory and time without end.

The bounds are far beyond what work comes to. An installation that writes in a cell names what it sees there, so that of
each installation at most one change is not named by another: so many values side by side take as many installations
that wrote in one place without having heard of each other. Whoever writes on names what stood there: few changes have
more than two parents. And a person who writes in one record, with a pause every four seconds, takes 300 hours for as
many changes of it as are allowed. Of the longest text that a field takes, eighty may stand in a record, in all its
languages and whatever disagrees.

Only where a record has more changes than a cell may have heads, or more text than may stand in it, is each of them
looked at.
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
from desktop_app.workspace import Most
from desktop_app.workspace.changes.change import DELETED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from desktop_app.exchange.bundle.lines import Line
    from desktop_app.workspace import Change

MAX_HEADS: Final = 10_000
"""Changes of one cell that no other change of it in the file names as a parent."""
MAX_LETTERS: Final = 2**24
"""Characters, as JSON, of the values of such changes of one record together."""
MAX_OF_RECORD: Final = 300_000
"""Changes of one record."""
MAX_PARENTS: Final = 200_000
"""Parents in all, and `PARENTS_EACH` more for each change."""
PARENTS_EACH: Final = 4

_LITTLE: Final = 10_000
"""Characters of a cell's values together that are not worth looking at."""
_record: Final = attrgetter("record")
_parents: Final = attrgetter("parents")


class Crowd:
    """Looks at the lines of one bundle, in their order, for records of which there is much."""

    def __init__(self) -> None:
        self.found = False
        """Whether there was one: what stands side by side in its cells is still to be counted (`of_bundle`)."""
        self._count = self._parents = self._beginnings = 0
        self._last = ""
        self._of_last = self._size = 0
        self._cell: tuple[str, str, str] | None = None

    def is_too_large(self, lines: Sequence[Line], size: int) -> bool:
        """Whether there is too much already; given the next lines, and how many bytes they are."""
        if not lines:
            return False
        self._count += len(lines)
        self._parents += sum(map(len, map(_parents, lines)))
        by_record = Counter(map(_record, lines))
        if self._last in by_record:
            by_record[self._last] += self._of_last
        self._weigh(lines[0].record, lines[-1].record, size)
        self._last = lines[-1].record
        self._of_last = by_record[self._last]
        if self._parents > MAX_PARENTS + PARENTS_EACH * self._count:
            return True
        most = max(by_record.values())
        return most > MAX_HEADS and (most > MAX_OF_RECORD or self._begins_too_often(lines, by_record))

    def _weigh(self, first: str, last: str, size: int) -> None:
        """Note whether a record may have more text than may stand side by side; counted in whole blocks."""
        self._size = size + (self._size if first == self._last else 0)
        self.found |= self._size > MAX_LETTERS
        if first != last:
            self._size = size

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
            "“{name}” cannot be used: it holds more values in one place than people ever write. Nothing was changed.",
            name=path.name,
        )
    )


def of_bundle(changes: Iterable[Change]) -> Most:
    """The most that stands in any cell and record, given changes in the order of a bundle; nothing where all is small.

    What was ever said of a record's being deleted counts whole, since all of it is held when it is compared.
    """
    most = Most()
    for _id, of_record in groupby(changes, key=_record):
        standing = 0
        for cell, of_cell in groupby(of_record, key=cell_of):
            found = _standing(of_cell, whole=cell[2] == DELETED)
            most = most.or_more(found)
            standing += found.letters
        most = most.or_more(Most(letters=standing))
    return most


def _standing(cell: Iterable[Change], *, whole: bool) -> Most:
    """What stands in a cell; of one with little, whatever is in it.

    By eight bytes of each id, through a hash that nobody outside this process can foresee.
    """
    letters: dict[int, int] = {}
    named = array("q")
    for change in cell:
        letters[hash(change.id)] = len(change.value or "")
        named.extend(map(hash, change.parents))
    every = Most(len(letters), sum(letters.values()))
    if every.heads <= MAX_HEADS and every.letters <= _LITTLE:
        return Most(letters=every.letters)
    for one in named:
        letters.pop(one, None)
    return Most(len(letters), every.letters if whole else sum(letters.values()))


def is_too_much(most: Most) -> bool:
    """Whether it is more than people write."""
    return most.heads > MAX_HEADS or most.letters > MAX_LETTERS or most.of_record > MAX_OF_RECORD


def require_few(most: Most, path: Path) -> None:
    """See that there is no more about one thing than others take.

    Raises:
        TooLarge: there is.
    """
    if is_too_much(most):
        raise refusal(path)
