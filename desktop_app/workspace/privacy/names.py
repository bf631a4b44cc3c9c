"""Where a text names a person: every spelling that the person's record ever had, word by word, in any script.

Names are compared folded, so that accents, capitals, hyphens and the forms of Arabic letters do not matter, and as
whole words, with or without the Arabic article or a particle that is written together with the word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from desktop_app.workspace.current.fold import WORD, fold, fold_with_places, words

if TYPE_CHECKING:
    from collections.abc import Iterable

MASK: Final = "[…]"
"""What stands in a text where a name stood: in every language the sign of an omission."""
_PARTICLES: Final = "وفبلك"
"""Arabic words of one letter that are written together with the next one: and, so, by, to, like."""
_PARTICLES_AT_ONCE: Final = 2
_SHORTEST: Final = 3
"""Letters of a family name that is looked for by itself: shorter ones are words of every language."""


class Named(NamedTuple):
    """Where a text names somebody."""

    start: int
    end: int
    sure: bool
    """Whether it is more than the family name alone, which may be a word like any other."""


class Spellings:
    """The names by which one person is looked for."""

    def __init__(self, families: Iterable[str], givens: Iterable[str], others: Iterable[str] = ()) -> None:
        """Take the spellings.

        Args:
            families: every family name that the record ever had.
            givens: every given name.
            others: what else stands for the person alone: e-mail addresses, telephone numbers.
        """
        self._sure: dict[tuple[str, ...], bool] = {}
        given_names = [name for name in (tuple(words(given)) for given in givens) if name]
        for family in filter(None, (tuple(words(family)) for family in families)):
            if sum(map(len, family)) >= _SHORTEST:
                self._sure.setdefault(family, False)
            for given in given_names:
                self._sure[given + family] = self._sure[family + given] = True
        for other in filter(None, (tuple(words(other)) for other in others)):
            self._sure[other] = True
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for name in sorted(self._sure, key=len, reverse=True):
            self._by_first.setdefault(name[0], []).append(name)

    def may_be_in(self, text: str) -> bool:
        """Whether it is worth looking closer: a quick answer, never wrongly no."""
        folded = fold(text)
        return any(first in folded for first in self._by_first)

    def found_in(self, text: str) -> list[Named]:
        """Where the text names the person, the longest names first tried, without overlaps."""
        folded, places = fold_with_places(text)
        said = list(WORD.finditer(folded))
        found, at = [], 0
        while at < len(said):
            name = self._name_at([match[0] for match in said[at : at + 12]])
            if name:
                start, end = said[at].start(), said[at + len(name) - 1].end()
                found.append(Named(places[start], places[end - 1] + 1, self._sure[name]))
            at += len(name) or 1
        return found

    def masked(self, text: str) -> str:
        """The text without the names."""
        for named in reversed(self.found_in(text)):
            text = text[: named.start] + MASK + text[named.end :]
        return text

    def _name_at(self, said: list[str]) -> tuple[str, ...]:
        forms = [_forms(word) for word in said]
        for first in forms[0]:
            for name in self._by_first.get(first, ()):
                if len(name) <= len(forms) and all(word in form for word, form in zip(name, forms, strict=False)):
                    return name
        return ()


def _forms(word: str) -> tuple[str, ...]:
    """A word of a folded text as it may stand in a name: up to two particles may be written together with it."""
    forms = [word]
    while len(forms) <= _PARTICLES_AT_ONCE and forms[-1][:1] in _PARTICLES and forms[-1]:
        forms.append(forms[-1][1:])
    return (*forms, *("".join(words(form)) for form in forms))
