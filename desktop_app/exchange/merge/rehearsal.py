"""The rehearsal of a merge: both sides of every record next to each other, some thousand at a time.

However much arrives, memory holds one chunk of it, the first items of each sort, and counts.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import chain, groupby
from typing import TYPE_CHECKING, Final, TypeAlias

from msgspec import structs

from desktop_app.exchange import trust
from desktop_app.exchange.bundle import crowd
from desktop_app.exchange.merge.compare import Standing, beginning, compare, filled, holds, joined
from desktop_app.exchange.merge.earlier import Earlier
from desktop_app.exchange.merge.plan import Item, Plan, Side, What
from desktop_app.exchange.merge.titles import DEPTH, Titles
from desktop_app.language import _, window_language
from desktop_app.progress import SILENT
from desktop_app.records import KINDS
from desktop_app.workspace import Most
from desktop_app.workspace.changes.change import DELETED
from desktop_app.workspace.changes.log import brief
from desktop_app.workspace.changes.site import KIND as SITE
from desktop_app.workspace.kept.erasure import EVERY

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from desktop_app.exchange.bundle import Incoming
    from desktop_app.exchange.merge.compare import Compared
    from desktop_app.progress import Progress
    from desktop_app.records import RecordId
    from desktop_app.workspace import Change, Erasure, Workspace

Key: TypeAlias = "tuple[RecordId, str]"
CHUNK: Final = 20_000
"""Changes of a bundle that are compared at a time; a record is never split."""
_HEAVY: Final = 2**23
"""Characters of their values after which no more are; and of a record, after which no long value is kept at first."""
_ROOM: Final = 2**24
"""Characters of all that a plan shows."""
LISTED: Final = 1_000
"""Items of each sort that a plan names; the others it counts."""


def rehearse(
    workspace: Workspace, incoming: Incoming, progress: Progress = SILENT, *, earlier: Sequence[Incoming] = ()
) -> Plan:
    """What merging a bundle would do. Nothing is written.

    Args:
        workspace: into which it would be merged.
        incoming: the bundle, checked whole.
        progress: told how many changes were compared.
        earlier: bundles that are to be merged before it: it is compared with what would be here then, without what
            they erase.

    Raises:
        OtherKey: its sender is known by another key.
        NotForUs: it was made for others.
        TooLarge: with what is here it comes to more about one thing than people write.
        Cancelled: the person asked to stop.
    """
    standing = trust.standing(workspace, incoming)
    rehearsal = _Rehearsal(workspace, incoming.erasures, earlier)
    done = 0
    for chunk in _chunks(incoming.changes()):
        progress.step(done, incoming.count, _("Comparing with what is here"))
        crowd.require_few(rehearsal.compare(chunk), incoming.path)
        done += len(chunk)
    progress.step(done, incoming.count, _("Comparing with what is here"))
    rehearsal.compare_staying(incoming, progress)
    rehearsal.look_up(incoming, progress)
    rehearsal.fill(incoming, progress)
    return rehearsal.plan(incoming, standing)


class _Rehearsal:
    def __init__(self, workspace: Workspace, erasures: Sequence[Erasure], earlier: Sequence[Incoming]) -> None:
        self._workspace = workspace
        self._earlier = Earlier(earlier)
        before = {erasure.id: erasure for one in earlier for erasure in one.erasures}
        self._before = before.keys()
        self._foresight_before = workspace.erasures.foresee(before.values())
        self._foresight = workspace.erasures.foresee({**before, **{one.id: one for one in erasures}}.values())
        self._items: list[Item] = []
        self._counts: dict[str, Counter[What]] = {}
        self._listed: Counter[What] = Counter()
        self._unlisted = 0
        self._changed = ""
        """The record whose change was counted last: of one record several fields may change."""
        self._room = _ROOM
        self._titles = Titles(workspace, complete=not earlier)
        self._wholes: dict[RecordId, RecordId] = {}
        """Of the parts that are deleted with their whole, which that is."""
        self._agreed: dict[RecordId, bool] = {}
        """Of other records of whose deletion something is said, whether it is agreed."""
        self._arriving = self._known = self._awaited = self._filled = self._forgotten = 0

    def compare(self, theirs: Sequence[Change]) -> Most:
        """Compare some records; gives what there is most of in any of them."""
        most = Most()
        news = self._news(theirs)
        records = {record for record, _kind in news}
        ours = self._ours(records, self._earlier.next_of(records))
        for key, changes in news.items():
            found = self._compared(*key, ours.get(key, []), changes)
            self._arriving += found.arriving
            self._known += found.known
            self._awaited += found.awaited
            self._filled += found.filled
            self._forgotten += found.forgotten
            most = most.or_more(found.most)
            self._note_deletion(key[0], found)
            self._list(key, found)
        return most

    def _list(self, key: Key, found: Compared) -> None:
        if found.after is not None and found.items and key[1] != SITE:
            listed = [_opened(item, found.after) for item in found.items if self._count(item)]
            self._items += listed
            self._room -= sum(map(_letters, listed))
            self._titles.keep(*key, found.after, needed=bool(listed))

    def _note_deletion(self, record: RecordId, found: Compared) -> None:
        if found.whole:
            self._wholes[record] = found.whole
        elif found.after is not None and found.after.shown((DELETED, "")) is not None:
            self._agreed[record] = self._agreed.get(record, False) or found.after.presence.agreed

    def compare_staying(self, incoming: Incoming, progress: Progress) -> None:
        """Compare once more, for what is to be seen of them, the parts that are deleted with a record which stays."""
        staying = self._staying()
        if not staying:
            return
        for chunk in _chunks(change for change in incoming.changes() if change.record in staying):
            progress.step(0, None, _("Comparing with what is here"))
            records = {change.record for change in chunk}
            ours = self._ours(records, self._earlier.of(records))
            for key, changes in groupby(chunk, key=_key):
                self._list(key, self._compared(*key, ours.get(key, []), list(changes), stays=True))

    def _staying(self) -> set[RecordId]:
        wholes = set(self._wholes.values()) - self._agreed.keys()
        for (record, _kind), changes in self._ours(wholes, self._earlier.of(wholes)).items() if wholes else ():
            self._agreed[record] = self._agreed.get(record, False) or Standing(changes).presence.agreed
        return {part for part, whole in self._wholes.items() if not self._agreed.get(whole, True)}

    def _news(self, theirs: Sequence[Change]) -> dict[Key, list[Change]]:
        """The changes of those records of which something is not here, or is going to be erased."""
        whole = self._workspace.whole({change.record for change in theirs})
        news: dict[Key, list[Change]] = {}
        for key, group in groupby(theirs, key=_key):
            changes = list(group)
            if all(change.id in whole for change in changes) and not self._foresight.is_about(key[0]):
                self._known += len(changes)
            else:
                news[key] = changes
        return news

    def _ours(self, records: Collection[RecordId], earlier: Iterable[Change]) -> dict[Key, list[Change]]:
        """What is here of some records, and what comes before."""
        ours: dict[Key, dict[bytes, Change]] = {}
        for change in chain(_lightened(self._workspace.changes(records)), _lightened(earlier)):
            ours.setdefault(_key(change), {}).setdefault(change.id, change)
        return {key: list(self._left(key[0], changes.values())) for key, changes in ours.items()}

    def _left(self, record: RecordId, changes: Collection[Change]) -> Iterable[Change]:
        """Changes of a record as they are once the files before are merged, which may erase some."""
        if not self._foresight_before.is_about(record):
            return changes
        erasures = self._foresight_before.effective(record, changes)
        return [one.erased() if any(erasure.covers(one) for erasure in erasures) else one for one in changes]

    def _count(self, item: Item) -> bool:
        """Count an item; gives whether it is among the first of its sort, which are listed."""
        if item.what is not What.CHANGED or item.record != self._changed:
            self._counts.setdefault(item.kind, Counter())[item.what] += 1
        if item.what is What.CHANGED:
            self._changed = item.record
        self._listed[item.what] += 1
        listed = self._listed[item.what] <= LISTED and self._room > 0
        self._unlisted += not listed
        return listed

    def look_up(self, incoming: Incoming, progress: Progress) -> None:
        """Read once more what the titles of the listed depend on, where too much arrives to remember it all."""
        for _depth in range(DEPTH - 1):
            sought = self._titles.sought(record for item in self._items for record in (item.record, *_named(item)))
            if not sought:
                return
            progress.step(0, None, _("Comparing with what is here"))
            theirs = _lightened(change for change in incoming.changes() if change.record in sought)
            arriving = {key: list(changes) for key, changes in groupby(theirs, key=_key)}
            ours = self._ours(sought, self._earlier.of(sought))
            for key in {**ours, **arriving}:
                found, coming = ours.get(key, []), arriving.get(key, [])
                after = joined(found, coming, self._in_effect(key[0], found, coming))
                self._titles.keep(*key, after, needed=True)

    def fill(self, incoming: Incoming, progress: Progress) -> None:
        """Read once more what is shown of records for whose values there was no room at first."""
        wanted = {side.later: item.record for item in self._items for side in _sides(item) if side.later}
        if not wanted:
            return
        progress.step(0, None, _("Comparing with what is here"))
        found: dict[bytes, Change] = {}
        records = set(wanted.values())
        for change in chain(self._workspace.changes(records), self._earlier.of(records), incoming.changes()):
            if change.id in wanted and change.value is not None and change.id not in found and self._room > 0:
                found[change.id] = change
                self._room -= len(change.value)
        self._items = [_filled(item, found) for item in self._items]

    def _compared(
        self, record: RecordId, kind: str, ours: list[Change], theirs: list[Change], *, stays: bool = False
    ) -> Compared:
        return compare(record, kind, ours, theirs, self._in_effect(record, ours, theirs), stays=stays)

    def _in_effect(self, record: RecordId, ours: list[Change], theirs: list[Change]) -> Sequence[Erasure]:
        """The erasures about a record that will be in effect."""
        return self._foresight.effective(record, [*ours, *theirs]) if self._foresight.is_about(record) else ()

    def _erasures(self) -> Iterator[Item]:
        """What the erasures that arrive would do; and those that wait here and that the file lets take effect."""
        language = window_language()
        for known in self._foresight.coming():
            one = known.erasure
            if one.id in self._before:
                continue
            what = What.ERASED if known.obstacle is None else What.HELD
            kind, title = self._workspace.kind_of(one.record), self._workspace.title(one.record, language)
            yield Item(what, one.record, kind, title, one.field, "" if one.language == EVERY else one.language)

    def _called(self, item: Item) -> Item:
        """An item with the names of its record and of those that it names."""
        names = {record: self._titles.of(record) for record in _named(item)}
        title = self._titles.of(item.record)
        here = "" if item.what is What.NEW else self._workspace.title(item.record, window_language())
        return replace(item, title=title, was=here if here != title else "", names=names)

    def plan(self, incoming: Incoming, standing: trust.Standing) -> Plan:
        items = [self._called(item) for item in self._items]
        items += [item for item in self._erasures() if self._count(item)]
        counts = {kind: dict(counted) for kind, counted in self._counts.items()}
        return Plan(
            incoming, standing, tuple(items), counts, self._unlisted, self._arriving, self._known,
            sum(one.id not in self._before for one in self._foresight.arriving),
            self._filled, self._forgotten, self._awaited,
        )  # fmt: skip


def _opened(item: Item, after: Standing) -> Item:
    """An item with all that can be looked at in it."""
    return replace(item, holds=holds(item.kind, after)) if item.what is What.NEW else item


def _sides(item: Item) -> Iterator[Side]:
    """All that is shown of an item."""
    yield from (side for side in (item.ours, item.theirs) if side is not None)
    yield from (side for _name, _language, side in item.holds)


def _letters(item: Item) -> int:
    """Characters of what is shown of an item."""
    return sum(len(str(side.value)) for side in _sides(item))


def _filled(item: Item, found: Mapping[bytes, Change]) -> Item:
    """An item with the values that were found since."""
    held = tuple((name, language, beginning(filled(item.kind, side, found))) for name, language, side in item.holds)
    ours, theirs = (side and filled(item.kind, side, found) for side in (item.ours, item.theirs))
    return replace(item, ours=ours, theirs=theirs, holds=held)


def _named(item: Item) -> Iterator[RecordId]:
    """The records that the values of an item name."""
    sides = ((item.field, side) for side in (item.ours, item.theirs) if side is not None)
    for name, side in chain(sides, ((name, side) for name, _language, side in item.holds)):
        declared = KINDS[item.kind].fields.get(name) if item.kind in KINDS else None
        if declared is not None and declared.refers_to and side.value:
            yield from side.value if isinstance(side.value, tuple) else (str(side.value),)


def _key(change: Change) -> Key:
    return change.record, change.kind


def _chunks(changes: Iterator[Change]) -> Iterator[list[Change]]:
    chunk: list[Change] = []
    weight = 0
    for change in _lightened(changes):
        if chunk and (len(chunk) >= CHUNK or weight >= _HEAVY) and change.record != chunk[-1].record:
            yield chunk
            chunk, weight = [], 0
        chunk.append(change)
        weight += len(change.value or "")
    if chunk:
        yield chunk


def _lightened(changes: Iterable[Change]) -> Iterator[Change]:
    """Changes by record; where there is much of one, the others of it with their values brief."""
    record, weight = "", 0
    for change in changes:
        if change.record != record:
            record, weight = change.record, 0
        if weight < _HEAVY or change.field == DELETED:
            weight += len(change.value or "")
            yield change
        else:
            yield structs.replace(change, value=brief(change.value))
