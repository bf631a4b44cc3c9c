"""The charts, each defined once: reports print them, and the window shows the same."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from desktop_app.documents.counting import by_code, count_chart, stacked_chart
from desktop_app.language import _
from desktop_app.records import vocabulary
from desktop_app.records.meeting import CLOSED

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from desktop_app.documents.blocks import Chart
    from desktop_app.documents.wording import Wording
    from desktop_app.records import Commitment, Entry

_MONTH: Final = 7
"""Characters of a date down to its month."""
_MOST_MONTHS: Final = 18


def composition(wording: Wording, types: Iterable[str]) -> Chart:
    """How many organisations of each type a group has."""
    counted = by_code(wording, "organisation_type", types)
    return count_chart(wording, _("Organisations by type"), counted, _("Organisations"))


def by_player(wording: Wording, commitments: Iterable[Commitment]) -> Chart:
    """How many commitments of each aspect each player has."""
    aspects = vocabulary("commitment_aspect").codes
    players = vocabulary("player").codes
    count = Counter((c.player if c.player in players else "", c.aspect) for c in commitments)
    names = [(player, wording.label("player", player)) for player in players]
    if any(not player for player, _aspect in count):
        names.append(("", wording.say(_("Others"))))
    bars = [(name, tuple(count[player, aspect] for aspect in aspects)) for player, name in names]
    series = [wording.label("commitment_aspect", aspect) for aspect in aspects]
    return stacked_chart(wording, _("What players do, commit to and need"), series, bars)


def over_time(wording: Wording, actions: Iterable[Entry], on: date) -> Chart | None:
    """Actions by the month in which they are due, and whether they are done, open or overdue on a day; nothing where
    they are due in one month alone. What was due long before the others is summed up in the first bar.
    """
    months: dict[str, Counter[str]] = {}
    for entry in actions:
        if len(entry.due_on) >= _MONTH and entry.implementation != "cancelled":
            state = "late" if entry.is_overdue(on) else "done" if entry.implementation in CLOSED else "open"
            months.setdefault(entry.due_on[:_MONTH], Counter())[state] += 1
    if len(months) < 2:
        return None
    series = [wording.say(label) for label in (_("Overdue"), _("Still open"), _("Done"))]
    shown = _filled(sorted(months))[-_MOST_MONTHS:]
    earlier = sum((count for month, count in months.items() if month < shown[0]), Counter[str]())
    counted = [(_dated(month), months.get(month, Counter[str]())) for month in shown]
    if earlier:
        counted.insert(0, (wording.say(_("before {month}", month=_dated(shown[0]))), earlier))
    bars = [(label, tuple(count[state] for state in ("late", "open", "done"))) for label, count in counted]
    return stacked_chart(wording, _("Actions by the month in which they are due"), series, bars, upright=True)


def _dated(month: str) -> str:
    return f"{month[5:]}/{month[:4]}"


def _filled(months: Sequence[str]) -> list[str]:
    """All months from the first to the last, so that a silent month is seen."""
    year, month = int(months[0][:4]), int(months[0][5:])
    found: list[str] = []
    while f"{year:04}-{month:02}" <= months[-1] and len(found) < 1200:
        found.append(f"{year:04}-{month:02}")
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return found
