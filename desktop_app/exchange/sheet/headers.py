"""Headers compared with everything that a column may be called, and the row in which they stand."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz, process

from desktop_app.exchange.sheet.folding import fold, squashed, tidy
from desktop_app.exchange.sheet.table import HEAD
from desktop_app.exchange.sheet.words import headers, meaning

if TYPE_CHECKING:
    from desktop_app.exchange.sheet.table import Sheet
    from desktop_app.exchange.sheet.targets import Target

SURE: Final = 0.85
"""From here on a header is taken for a slot without a doubt."""

_NEAR: Final = 80.0
"""How alike, of 100, two texts must be for one to be a slip of the other."""
_PARTS: Final = re.compile(r"\s*(?:[/\n|:]|\s[-–]\s)\s*")
_BRACKETS: Final = re.compile(r"[(\[（][^)\]）]*[)\]）]")
_VALUE_LIKE: Final = re.compile(r"@|\d{3}|\d[./-]\d")
_LONGEST: Final = 80


class Names:
    """Everything that the columns of a target may be called, ready to be compared with headers."""

    def __init__(self, target: Target) -> None:
        self._squashed: dict[str, set[str]] = defaultdict(set)
        self._folded: dict[str, set[str]] = defaultdict(set)
        for slot in target.slots.values():
            for name in (*slot.names, *headers().get(slot.key, ())):
                if folded := fold(name):
                    self._squashed[squashed(name)].add(slot.key)
                    self._folded[folded].add(slot.key)
        self._choices = list(self._folded)
        self._known: dict[str, dict[str, float]] = {}

    def likeness(self, header: str) -> dict[str, float]:
        """By slot, how much a header sounds like it, from 0 to 1."""
        if header not in self._known:
            best: dict[str, float] = {}
            for text, weight in _variants(header):
                for slot, score in self._scores(text).items():
                    best[slot] = max(best.get(slot, 0.0), score * weight)
            self._known[header] = best
        return self._known[header]

    def is_header(self, text: str) -> float:
        """How much a text sounds like the header of any column."""
        if len(text) > _LONGEST or _VALUE_LIKE.search(text):
            return 0.0
        return max(self.likeness(text).values(), default=0.0)

    def _scores(self, text: str) -> dict[str, float]:
        exact = self._squashed.get(squashed(text))
        if exact:
            return dict.fromkeys(exact, 1.0)
        folded = fold(text)
        if not 2 < len(folded) <= _LONGEST:
            return {}
        scores = self._contained(folded)
        for name, score, _index in process.extract(
            folded, self._choices, scorer=fuzz.ratio, score_cutoff=_NEAR, limit=6
        ):
            for slot in self._folded[name]:
                scores[slot] = max(scores.get(slot, 0.0), score / 100 * 0.95)
        return scores

    def _contained(self, folded: str) -> dict[str, float]:
        """Slots of which a name stands within a header: *Numéro de téléphone (bureau)*."""
        fillers = meaning("filler")
        words = [word for word in folded.split() if word not in fillers]
        size = sum(map(len, words))
        scores: dict[str, float] = {}
        for name in self._choices:
            inner = name.split()
            if len(name) > 2 and size and set(inner) <= set(words):
                score = 0.5 + 0.35 * sum(map(len, inner)) / size
                for slot in self._folded[name]:
                    scores[slot] = max(scores.get(slot, 0.0), min(score, SURE - 0.01))
        return scores


def _variants(header: str) -> list[tuple[str, float]]:
    """A header as it stands, without what is in brackets, and its parts, with how much each counts."""
    whole = tidy(header)
    bare = _BRACKETS.sub(" ", whole).strip()
    parts = [part for part in _PARTS.split(bare) if part.strip()]
    return [(whole, 1.0), (bare, 1.0), *((part, 0.97) for part in parts if len(parts) > 1)]


def find_header(sheet: Sheet, names: Names) -> int | None:
    """The row, among the first, whose cells sound most like headers; ``None`` where no row's do.

    Two cells must, or half of those in the row: a title that happens to contain a word is no header.
    """
    best, score = None, 0.0
    for row, cells in enumerate(sheet.rows[:HEAD]):
        filled = [text for cell in cells if (text := cell.strip())]
        found = [likeness for text in filled if (likeness := names.is_header(text)) >= 0.7]
        values = sum(_VALUE_LIKE.search(text) is not None for text in filled)
        points = sum(found) - values
        enough = len(found) >= 2 or (len(found) * 2 >= len(filled) and max(found, default=0.0) == 1.0)
        if enough and points > score + 1e-9:
            best, score = row, points
    return best
