"""Counts for people to look at: a table with shares, and the chart that shows the same."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from desktop_app.documents.blocks import Bar, Chart, Column, Table, cell, rich
from desktop_app.language import Message, _
from desktop_app.records import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop_app.documents.wording import Wording


def by_code(wording: Wording, name: str, codes: Iterable[str]) -> list[tuple[str, int]]:
    """How many of each code of a vocabulary, in its order and by its labels; what has none comes last."""
    count = Counter(codes)
    known = [(wording.label(name, code), count[code]) for code in vocabulary(name).codes if count[code]]
    others = sum(count.values()) - sum(number for _label, number in known)
    return [*known, (wording.say(_("Not recorded")), others)] if others else known


def codes_with(name: str, present: Iterable[str]) -> list[str]:
    """All codes of a vocabulary in its order, and after them those of a later version that are present."""
    known = vocabulary(name).codes
    return [*known, *sorted({code for code in present if code}.difference(known))]


def count_table(
    wording: Wording, what: Message, unit: Message, counted: Sequence[tuple[str, int | None]], summary: Message
) -> Table:
    """A table of counts. ``None`` is a number too small to be told without telling who."""
    return Table(
        columns=(Column(78), Column(22)),
        header=(cell(wording.run(what)), cell(wording.run(unit), align="figures")),
        rows=[
            (
                cell(label),
                cell(wording.say(_("under 5")) if number is None else wording.number(number), align="figures"),
            )
            for label, number in counted
        ],
        summary=wording.say(summary),
        first_column_is_header=True,
    )


def count_chart(wording: Wording, caption: Message, counted: Sequence[tuple[str, int]], unit: Message) -> Chart:
    """The same as bars, one below the other."""
    said = (wording.say(_("{label}: {value}", label=label, value=wording.number(number))) for label, number in counted)
    return Chart(
        bars=tuple(Bar(label, (number,)) for label, number in counted),
        series=(wording.say(unit),),
        summary=wording.say(_("{label}: {value}", label=caption, value=wording.joined(list(said)))),
        caption=rich(wording.run(caption)),
    )


def stacked_chart(
    wording: Wording,
    caption: Message,
    series: Sequence[str],
    bars: Sequence[tuple[str, tuple[int, ...]]],
    *,
    upright: bool = False,
) -> Chart:
    """Bars in parts, each part named in the legend; its words say every number."""
    said = (
        f"{label} ({wording.joined([f'{name} {wording.number(n)}' for name, n in zip(series, values, strict=True)])})"
        for label, values in bars
    )
    return Chart(
        bars=tuple(Bar(label, values) for label, values in bars),
        series=tuple(series),
        summary=wording.say(_("{label}: {value}", label=caption, value=wording.joined(list(said)))),
        caption=rich(wording.run(caption)),
        upright=upright,
    )
