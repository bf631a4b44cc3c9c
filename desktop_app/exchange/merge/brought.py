"""How much a file brings, in the words in which it is said everywhere: before it is merged, afterwards, and on the
command line. It is counted in records; contradictions are counted as they are decided, one by one."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from desktop_app.exchange.merge.plan import What
from desktop_app.language import _, list_mark, plural, window_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from desktop_app.exchange.merge.plan import Item, Plan
    from desktop_app.language import Message
    from desktop_app.workspace import Import


def brought(counts: Mapping[What, int]) -> str:
    """How many records there are of each sort, in the order in which people want to know it; ``""`` for none."""
    new, changed, deleted, restored = (counts.get(sort, 0) for sort in _OF_RECORDS)
    return _listed(
        (new, plural("{n} new record", "{n} new records", new)),
        (changed, plural("{n} record changed", "{n} records changed", changed)),
        *_contradictions(counts),
        (deleted, plural("{n} record deleted", "{n} records deleted", deleted)),
        (restored, plural("{n} record restored", "{n} records restored", restored)),
        *_erasures(counts),
    )


def brought_together(plans: Iterable[Plan]) -> str:
    """The same of several files, each rehearsed after those before it: a contradiction about which several of them
    write is one.
    """
    found = list(plans)
    counts = sum((Counter(plan.totals) for plan in found), Counter())
    fresh = {_cell(item) for plan in found for item in plan.contradicts}
    if counts[What.FURTHER]:
        counts[What.FURTHER] = len({_cell(item) for plan in found for item in plan.further} - fresh)
    return brought(counts)


def _cell(item: Item) -> tuple[str, str, str]:
    return item.record, item.field, item.language


def brought_of(counts: Mapping[What, int]) -> str:
    """The same of records of a kind that was just named."""
    new, changed, deleted, restored = (counts.get(sort, 0) for sort in _OF_RECORDS)
    return _listed(
        (new, plural("{n} new", "{n} new", new)),
        (changed, plural("{n} changed", "{n} changed", changed)),
        *_contradictions(counts),
        (deleted, plural("{n} deleted", "{n} deleted", deleted)),
        (restored, plural("{n} restored", "{n} restored", restored)),
        *_erasures(counts),
    )


def brought_by(one: Import) -> str:
    """The same of a file that came in before, as its rehearsal said it then."""
    if one.brought is None:
        return str(plural("{n} change", "{n} changes", one.new))
    return brought({what: one.brought.get(what.value, 0) for what in What}) or str(_("nothing new"))


_OF_RECORDS: Final = (What.NEW, What.CHANGED, What.DELETED, What.RESTORED)


def _contradictions(counts: Mapping[What, int]) -> tuple[tuple[int, Message], ...]:
    found, settled = counts.get(What.CONTRADICTS, 0), counts.get(What.SETTLED, 0)
    further = counts.get(What.FURTHER, 0)
    return (
        (found, plural("{n} contradiction", "{n} contradictions", found)),
        (
            further,
            plural(
                "another version in {n} earlier contradiction", "other versions in {n} earlier contradictions", further
            ),
        ),
        (settled, plural("{n} contradiction decided", "{n} contradictions decided", settled)),
    )


def _erasures(counts: Mapping[What, int]) -> tuple[tuple[int, Message], ...]:
    erased, held = counts.get(What.ERASED, 0), counts.get(What.HELD, 0)
    return (
        (erased, plural("{n} erasure", "{n} erasures", erased)),
        (held, plural("{n} erasure held", "{n} erasures held", held)),
    )


def _listed(*said: tuple[int, Message]) -> str:
    return list_mark(window_language()).join(str(words) for number, words in said if number)
