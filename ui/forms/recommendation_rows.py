"""The list of recommendations, by their symbols; and the symbol of the next one."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from desktop_app.language import _, window_language
from desktop_app.records import Evidence, Recommendation, vocabulary
from ui.followed import Followed
from ui.widgets.models import Row
from ui.words.reading import dotted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop_app.workspace import Changed, Workspace

_NUMBERED: Final = re.compile(r"(.*\D)(\d+)")
_FIGURES: Final = re.compile(r"(\d+)")


class RecommendationRows:
    """Rows with the title, symbol and status, and at the end how many pieces of evidence there are."""

    def __init__(self, workspace: Workspace) -> None:
        self._recommendations = Followed(workspace, Recommendation)
        self._evidence = Followed(workspace, Evidence)

    def hear(self, changed: Changed | None) -> None:
        """Take over what changed; ``None``: anything may have."""
        self._recommendations.hear(changed)
        self._evidence.hear(changed)

    def rows(self) -> list[Row]:
        """All recommendations as rows."""
        evidence = Counter(one.recommendation for one in self._evidence.records.values())
        return [_row(one, evidence[one.id]) for one in in_order(self._recommendations.records.values())]

    def next_symbol(self) -> str:
        """The symbol for a new one."""
        return next_symbol(self._recommendations.records.values())


def _row(one: Recommendation, evidence: int) -> Row:
    language = window_language()
    title = one.title.best(language, one.language)[0] or str(_("Recommendation without a title"))
    status = vocabulary("recommendation_status").label(one.status, language)
    return Row(one.id, title, dotted((one.symbol, status)), str(evidence or ""))


def in_order(found: Iterable[Recommendation]) -> list[Recommendation]:
    """By symbol, its numbers as numbers; those without one last, as they came."""
    return sorted(found, key=lambda one: (not one.symbol, *_parts(one.symbol)))


def _parts(symbol: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in _FIGURES.split(symbol)]


def next_symbol(found: Iterable[Recommendation]) -> str:
    """The symbol counted on from the last: ``TNG/REC/2017/5`` after ``TNG/REC/2017/4``; empty where there is none."""
    numbered = [match for one in in_order(found) if (match := _NUMBERED.fullmatch(one.symbol))]
    if not numbered:
        return ""
    return f"{numbered[-1][1]}{int(numbered[-1][2]) + 1}"
