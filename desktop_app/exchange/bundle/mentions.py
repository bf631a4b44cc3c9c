"""People who are named in texts that leave, although what is known of them stays.

Leaving out a record does not leave out a name that somebody typed into the minutes. So before a bundle leaves, its
texts are searched for the family names of the people in the workspace, whatever accents or Arabic letter variants they
are written with. What is found may be a word like any other ("Petit"): it is for a person to look at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop_app.records import KINDS
from desktop_app.records.types import InLanguages, Text
from desktop_app.workspace.current.fold import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from desktop_app.records import Person, RecordId
    from desktop_app.workspace import Change

_SHORTEST: Final = 3
"""Letters of a family name that is looked for: shorter ones are words of every language."""


class Mentions:
    """Looks for people's names in texts."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], RecordId]]] = {}
        self._called: dict[RecordId, str] = {}
        self._found: set[RecordId] = set()
        self._against_rule: set[RecordId] = set()
        for person in people:
            name = tuple(words(person.family_name))
            if sum(map(len, name)) >= _SHORTEST:
                self._by_first.setdefault(name[0], []).append((name, person.id))
                self._called[person.id] = person.called("", lambda _other: "")

    def look(self, change: Change, *, unnamed: bool) -> None:
        """Look for names in the text of a change, if it is one.

        Args:
            change: one that leaves.
            unnamed: whether it is about a meeting in which nobody may be named.
        """
        if not self._by_first or change.value is None or not _is_free_text(change):
            return
        for person in self._named_in(str(change.json)):
            (self._against_rule if unnamed else self._found).add(person)

    def named(self, leaving: set[RecordId]) -> tuple[str, ...]:
        """Who is named in the texts and is not among the people who leave anyway, or is named against the rule."""
        found = (self._found - leaving) | self._against_rule
        return tuple(sorted((self._called[person] for person in found), key=str.casefold))

    def _named_in(self, text: str) -> Iterator[RecordId]:
        said = words(text)
        for first in self._by_first.keys() & set(said):
            for place in _places(said, first):
                for name, person in self._by_first[first]:
                    if tuple(said[place : place + len(name)]) == name:
                        yield person


def _places(said: Sequence[str], word: str) -> Iterator[int]:
    """Where a word stands that is there."""
    place = -1
    for _time in range(said.count(word)):
        place = said.index(word, place + 1)
        yield place


def _is_free_text(change: Change) -> bool:
    declared = KINDS[change.kind].fields.get(change.field) if change.kind in KINDS else None
    return declared is not None and not declared.personal and isinstance(declared.type, Text | InLanguages)
