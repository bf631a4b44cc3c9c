"""Taking steps back, and doing them again: further changes, which say once more what was there before.

A step takes back only what it wrote itself. Where somebody has written since and had seen it, that stays; where
somebody wrote at the same time without having seen it, both values stay side by side as before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.records import KINDS
from desktop_app.workspace.changes import presence
from desktop_app.workspace.changes.aside import LEFT, OPEN
from desktop_app.workspace.changes.change import DELETED
from desktop_app.workspace.writing.cells import NULL, Cell, default_text
from desktop_app.workspace.writing.steps import ABSENT, NOTHING, Item

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop_app.workspace.changes.log import Place
    from desktop_app.workspace.writing.pen import Pen
    from desktop_app.workspace.writing.steps import Steps


def take_back(pen: Pen, steps: Steps, items: Iterable[Item], *, as_it_stood: bool = False) -> list[Item]:
    """Take back what a step wrote, within a transaction; gives what would take that back in turn.

    With ``as_it_stood`` a deletion that stands again sees no more than it did, whatever was written here since.
    """
    found = list(items)
    new = {item.record for item in found if item.adds}
    done = []
    for item in reversed(found):
        if item.field == DELETED or item.record not in new:  # what a record said goes with it
            done += _take_back(pen, steps, item, as_it_stood=as_it_stood)
    return done


def _take_back(pen: Pen, steps: Steps, item: Item, *, as_it_stood: bool) -> list[Item]:
    place = pen.log.record(item.record)
    if place is None or place.kind not in KINDS:
        return []
    if item.after[0] in (LEFT, OPEN):
        pen.aside.set((item.record, item.field, item.language), item.before[1:], pen.author.name)
        return [Item(item.record, item.field, item.language, item.after, item.before)]
    if item.field != DELETED and pen.presence.is_gone(place.number):
        return []
    heads = pen.heads(place, item.field, item.language)
    nothing = item.after == [NOTHING]
    ours = [head.id for head in heads if nothing or head.id.hex() in item.after]
    if not ours and not nothing:
        return []
    values = {id_: _value(pen, place, item, id_) for id_ in item.before}
    back: dict[str, str] = {}
    for value in reversed(dict.fromkeys(values.values())):  # the one that was shown is the latest, so is shown again
        said = value if item.field != DELETED or as_it_stood else _again(pen, place, value, item)
        back[value] = pen.write(place, Cell(item.field, item.language, said), ours).id.hex()
    for id_, value in values.items():
        if id_ not in (NOTHING, ABSENT):
            steps.stand_in(id_, back[value])
    overwritten = [id_.hex() for id_ in ours] or [NOTHING]
    return [Item(item.record, item.field, item.language, overwritten, list(back.values())[::-1])]


def _value(pen: Pen, place: Place, item: Item, id_: str) -> str:
    if id_ == ABSENT:
        return presence.deletion((), item.record)
    if id_ != NOTHING:
        slot = pen.log.slot(place.kind, item.field, item.language)
        return pen.log.value(place.number, slot, bytes.fromhex(id_)) or NULL
    return default_text(KINDS[place.kind], item.field)


def _again(pen: Pen, place: Place, value: str, item: Item) -> str:
    """What deletes or restores again: a deletion sees what it saw, and what was written here since the step."""
    said = presence.read(value)
    if said is None:
        return NULL
    step = [] if item.adds else [bytes.fromhex(id_) for id_ in item.after if id_ != NOTHING]
    own = pen.log.other_heads_since(place.number, place.kind, pen.author.site, step)
    return presence.deletion({*map(bytes.fromhex, said.saw), *own}, said.root)
