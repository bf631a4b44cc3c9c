"""What the rehearsal of files says: of each file, of each thing that it would do, and of all of them together."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from desktop_app.language import Message, _, list_mark, plural, window_language
from desktop_app.records import KINDS, When
from desktop_app.workspace.changes.change import DELETED
from ui.dialogs.history import field_label
from ui.exchange import opened
from ui.exchange.overview import kind_place, whole_of
from ui.widgets.models import Row
from ui.words import dates
from ui.words.counted import counted
from ui.words.reading import dotted
from ui.words.tidy import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop_app.exchange.merge import Item, Plan
    from ui.exchange.waiting import Refused, Rehearsed
    from ui.look.icons import Role
    from ui.session import Session

SEVERAL: Final = 2
AHEAD: Final = _("Nothing is written yet. A backup is made before the merge.")
SHOWN: Final = 2_000
"""Items of one file that are listed; a first merge of a city may have tens of thousands."""


def file_row(one: Rehearsed, sender: str, *, alone: bool) -> Row:
    """A file by its sender; by its own name too where the sender sent several."""
    from desktop_app.exchange.merge import brought

    plan = one.plan
    detail = brought(plan.totals)
    if plan.adds_nothing:
        detail = str(_("nothing new"))
    if not one.incoming.header.city_name:
        detail = dotted((_("Coordinator"), detail))
    if plan.awaited:
        detail = dotted((detail, _("another file is awaited")))
    tone: Role = "action" if plan.contradicts else "muted"
    title = sender if alone else dotted((sender, one.incoming.path.name))
    return Row(
        one.incoming.digest, title, detail, dates.short(When(one.incoming.header.made_at[:10])), detail_tone=tone
    )


def refused_row(one: Refused) -> Row:
    """A file that cannot be taken in."""
    return Row(one.key, one.path.name, str(_("cannot be merged")), icon="warning", detail_tone="danger")


def rank(item: Item) -> tuple[int, int, str]:
    """What wants to be looked at comes first: contradictions, what goes, what changes; each of them kind by kind."""
    order = {"contradicts": 0, "further": 0, "deleted": 1, "erased": 1, "new": 3}
    return order.get(item.what.value, 2), kind_place(item.kind), folded(item.title)


def item_row(session: Session, number: int, item: Item) -> Row:
    kind = str(KINDS[item.kind].one) if item.kind in KINDS else item.kind
    name, tone, picture = _SORTS[item.what.value]
    detail = kind
    if item.field == DELETED:
        detail = dotted((kind, opened.who_deleted(item) or ""))
    elif item.field:
        ours, theirs = opened.said(session, item, item.ours), opened.said(session, item, item.theirs)
        label = field_label(item.kind, item.field, item.language)
        detail = dotted((kind, _("{label}: {value}", label=label, value=_between(item, ours, theirs))))
    title = str(opened.titled(item)) or kind
    return Row(str(number), title, detail, str(name), tone, picture)


def _between(item: Item, ours: str, theirs: str) -> str:
    """Both sides in a line: with an arrow where one takes the place of the other, which a contradiction does not."""
    beside = item.what.value in ("contradicts", "further")
    return f"{ours or '—'} {'|' if beside else '→'} {theirs or '—'}"


_SORTS: Final[dict[str, tuple[Message, Role, str]]] = {
    "new": (_("new"), "decision", "plus"),
    "changed": (_("field changed"), "muted", "pencil-simple"),
    "contradicts": (_("contradicts"), "action", "scales"),
    "further": (_("another version"), "action", "scales"),
    "settled": (_("settled"), "decision", "check"),
    "deleted": (_("deleted"), "danger", "trash"),
    "restored": (_("restored"), "decision", "arrow-counter-clockwise"),
    "erased": (_("erased"), "danger", "eraser"),
    "held": (_("to be erased, held"), "muted", "eraser"),
}


def _awaited(plan: Plan) -> Message | None:
    """That a part of the story is still on its way, where it is."""
    if not plan.awaited:
        return None
    return plural(
        "It builds on {n} change that is not here yet: another file has it, and may come later.",
        "It builds on {n} changes that are not here yet: another file has them, and may come later.",
        plan.awaited,
    )


def _forgotten(plan: Plan) -> Message | None:
    """That some of it does not come back, where it was erased here."""
    if not plan.forgotten:
        return None
    return plural(
        "{n} value in it was erased here, and stays erased.",
        "{n} values in it were erased here, and stay erased.",
        plan.forgotten,
    )


def counts_of(plans: Iterable[Plan]) -> str:
    """How much there is of each sort in some files, merged one after the other; ``""`` for nothing."""
    from desktop_app.exchange.merge import brought_together

    return brought_together(plans)


def new_kinds(plans: Iterable[Plan]) -> str:
    """Of which kinds the new records are, and how many of them are parts of others; ``""`` where nothing is new."""
    from desktop_app.exchange.merge import What

    new: Counter[str] = Counter()
    for plan in plans:
        new.update({kind: counts.get(What.NEW, 0) for kind, counts in plan.counts.items()})
    inside = sum(number for kind, number in new.items() if whole_of(kind) != kind)
    wholes = counted({kind: number for kind, number in new.items() if number and whole_of(kind) == kind})
    parts = plural("{n} record inside others, such as an entry of minutes",
                   "{n} records inside others, such as entries of minutes", inside)  # fmt: skip
    said = list_mark(window_language()).join(filter(None, (wholes, str(parts) if inside else "")))
    return str(_("New: {what}.", what=said)) if said else ""


def together(found: Sequence[Rehearsed]) -> Message | None:
    """What all files would do together, which are merged one after the other."""
    if len(found) < SEVERAL:
        return None
    counts = counts_of(one.plan for one in found) or _("nothing new")
    return plural(
        "{n} file: {counts}", "All {n} files, each compared with those above it: {counts}", len(found), counts=counts
    )


def summary(one: Rehearsed, *, above: bool) -> str:
    """What there is to be known of a file before it is merged; ``above``: others stand before it."""
    remarks = (_change(one, above=above), _forgotten(one.plan), _awaited(one.plan))
    return " ".join(str(said) for said in remarks if said is not None)


def _change(one: Rehearsed, *, above: bool) -> Message:
    if one.plan.adds_nothing and one.plan.forgotten:
        return _("Nothing would change.")
    if one.plan.adds_nothing and above:
        return _("Nothing would change: everything in this file is already here or in a file above it.")
    if one.plan.adds_nothing:
        return _("Nothing would change: everything in this file is already here.")
    more = one.plan.unlisted + max(0, len(one.plan.items) - SHOWN)
    if more > 0:
        return plural(
            "Nothing is written yet. {n} more is not listed.", "Nothing is written yet. {n} more are not listed.", more
        )
    return AHEAD
