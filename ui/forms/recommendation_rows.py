"""The list of recommendations, by their symbols; and the symbol of the next one."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from desktop_app.language import _, plural, window_language
from desktop_app.records import City, Evidence, Recommendation, vocabulary
from ui import symbols
from ui.followed import Followed
from ui.widgets.models import Row
from ui.words.reading import dotted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop_app.workspace import Changed, Workspace


class RecommendationRows:
    """Rows with the title, symbol and status, and at the end how many pieces of evidence there are."""

    def __init__(self, workspace: Workspace) -> None:
        self._city = workspace.city
        self._cities = Followed(workspace, City)
        self._recommendations = Followed(workspace, Recommendation)
        self._evidence = Followed(workspace, Evidence)

    def hear(self, changed: Changed | None) -> None:
        """Take over what changed; ``None``: anything may have."""
        self._recommendations.hear(changed)
        self._evidence.hear(changed)
        self._cities.hear(changed)

    def rows(self) -> list[Row]:
        """All recommendations as rows."""
        evidence = Counter(one.recommendation for one in self._evidence.records.values())
        return [_row(one, evidence[one.id]) for one in in_order(self._recommendations.records.values())]

    def next_symbol(self, year: int) -> str:
        """The symbol for a new one of our own in a year."""
        own = [one.symbol for one in self._recommendations.records.values() if one.city == self._city]
        city = self._cities.records.get(self._city)
        if city is not None and not any(own):
            return symbols.first_symbol(city.code, "REC", year)
        return symbols.next_symbol(own, year)


def _row(one: Recommendation, evidence: int) -> Row:
    language = window_language()
    title = one.title.best(language, one.language)[0] or str(_("Recommendation without a title"))
    status = vocabulary("recommendation_status").label(one.status, language)
    means = plural("{n} piece of evidence", "{n} pieces of evidence", evidence) if evidence else ""
    return Row(one.id, title, dotted((one.symbol, status)), str(evidence or ""), means=str(means))


def in_order(found: Iterable[Recommendation]) -> list[Recommendation]:
    """By symbol, its numbers as numbers; those without one last, as they came."""
    return sorted(found, key=lambda one: symbols.in_order(one.symbol))
