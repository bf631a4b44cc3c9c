"""Bugs to plant: each a way in which a merge could lose something, to see whether the tests would notice.

Each is planted from outside, by taking the place of a function or of a part of its SQL. One that no longer fits the
program survives, which says that it is time to plant it elsewhere.
"""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias
from unittest.mock import patch

import msgspec

from desktop_app.records import KINDS
from desktop_app.workspace import Workspace
from desktop_app.workspace.changes import log, presence
from desktop_app.workspace.changes.change import canonical
from desktop_app.workspace.current.search import Search
from desktop_app.workspace.current.state import State
from desktop_app.workspace.file.counters import Counters
from desktop_app.workspace.file.store import Store
from desktop_app.workspace.kept import erasing, obstacles
from desktop_app.workspace.kept.erasing import Erasing
from desktop_app.workspace.kept.keyring import Keyring
from desktop_app.workspace.kept.obstacles import Obstacle
from desktop_app.workspace.merging import joining
from desktop_app.workspace.merging.absorbing import Absorber
from desktop_app.workspace.merging.joining import Joining
from desktop_app.workspace.merging.settling import Settler
from desktop_app.workspace.merging.withdrawing import Withdrawing
from desktop_app.workspace.writing import editing

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from desktop_app.progress import Progress
    from desktop_app.workspace import Change
    from desktop_app.workspace.changes.held import Manifest
    from desktop_app.workspace.changes.log import Head
    from desktop_app.workspace.changes.presence import Verdict
    from desktop_app.workspace.kept.erasure import Erasure
    from desktop_app.workspace.writing.cells import Cell

Plant: TypeAlias = "Callable[[ExitStack], None]"


@dataclass(frozen=True)
class Mutation:
    """One bug."""

    name: str
    plant: Plant

    @contextmanager
    def planted(self) -> Iterator[None]:
        """Have the bug in the program meanwhile."""
        with ExitStack() as stack:
            self.plant(stack)
            yield


MUTATIONS: Final[list[Mutation]] = []


def _bug(name: str) -> Callable[[Plant], Plant]:
    def note(plant: Plant) -> Plant:
        MUTATIONS.append(Mutation(name, plant))
        return plant

    return note


def arriving(stack: ExitStack, alter: Callable[[Workspace, Change], Change | None]) -> None:
    """Alter or leave out what arrives, change by change."""
    absorb = Absorber.absorb

    def altered(
        self: Absorber,
        changes: Iterable[Change],
        batch: int,
        progress: Progress,
        *,
        held: Manifest | None = None,
    ) -> tuple[int, int]:
        if batch:  # not our own
            come = (alter(_with(self), change) for change in list(changes))
            changes = [change for change in come if change is not None]
        return absorb(self, changes, batch, progress, held=held)

    stack.enter_context(patch.object(Absorber, "absorb", altered))


def _with(absorber: Absorber) -> Workspace:
    """Enough of a workspace to look things up."""
    found = object.__new__(Workspace)
    found._store, found._log = absorber._store, absorber._log
    return found


def heads_here(place: Workspace, change: Change) -> Sequence[Head]:
    """The heads that the cell of an arriving change has."""
    row = place._store.value("select n from record where id = ? and kind = ?", change.record, change.kind)
    if row is None:
        return []
    return place._log.heads(row, place._log.slot(change.kind, change.field, change.language))


def sql(stack: ExitStack, old: str, new: str) -> None:
    """Have a part of the program's SQL say something else."""
    run, run_many = Store.run, Store.run_many

    def altered(self: Store, said: str, *values: object) -> int:
        return run(self, said.replace(old, new), *values)

    def altered_many(self: Store, said: str, rows: Iterable[object]) -> None:
        run_many(self, said.replace(old, new), rows)

    stack.enter_context(patch.object(Store, "run", altered))
    stack.enter_context(patch.object(Store, "run_many", altered_many))


@_bug("first wins")
def _first_wins(stack: ExitStack) -> None:
    arriving(stack, lambda place, change: None if heads_here(place, change) else change)


@_bug("last writer wins")
def _last_wins(stack: ExitStack) -> None:
    arriving(
        stack,
        lambda place, change: None if any(head.at > change.at for head in heads_here(place, change)) else change,
    )


@_bug("parents dropped")
def _parents_dropped(stack: ExitStack) -> None:
    arriving(stack, lambda _place, change: msgspec.structs.replace(change, parents=()))


@_bug("all but the first parent dropped")
def _parents_cut(stack: ExitStack) -> None:
    arriving(stack, lambda _place, change: msgspec.structs.replace(change, parents=change.parents[:1]))


@_bug("unknown kinds left out")
def _unknown_left_out(stack: ExitStack) -> None:
    arriving(stack, lambda _place, change: change if change.kind in KINDS or change.kind == "site" else None)


@_bug("values cleaned on the way in")
def _cleaned(stack: ExitStack) -> None:
    def clean(_place: Workspace, change: Change) -> Change:
        said = change.json
        return msgspec.structs.replace(change, value=canonical(said.strip())) if isinstance(said, str) else change

    arriving(stack, clean)


def ranking(stack: ExitStack, ranked: Callable[[list[Head]], list[Head]]) -> None:
    """Rank the heads of a cell, of which there is at least one, in another way."""
    for module in (log, joining):
        stack.enter_context(
            patch.object(module, "ranked", lambda heads: ranked(heads) if (heads := list(heads)) else [])
        )


@_bug("heads decided by the clock")
def _clock_decides(stack: ExitStack) -> None:
    """A latest value is taken for the only one: nobody hears of the others."""
    right = log.ranked

    def only(heads: list[Head]) -> list[Head]:
        first, *others = right(heads)
        return [first._replace(live=log.ONLY), *(head._replace(live=log.TWIN) for head in others)]

    ranking(stack, only)


@_bug("local edits ranked the wrong way round")
def _reversed(stack: ExitStack) -> None:
    def backwards(heads: Iterable[Head]) -> list[Head]:
        ordered = sorted(heads, key=lambda head: (head.at, head.id))
        if not ordered:
            return []
        others = [one._replace(live=log.TWIN if one.value == ordered[0].value else log.OTHER) for one in ordered[1:]]
        contested = any(one.live == log.OTHER for one in others)
        return [ordered[0]._replace(live=log.SHOWN if contested else log.ONLY), *others]

    stack.enter_context(patch.object(log, "ranked", backwards))


@_bug("a cell that had several heads before is not ranked again")
def _not_ranked_again(stack: ExitStack) -> None:
    right = log.ranked
    ranking(stack, lambda heads: heads if len(heads) == 1 else right(heads))


@_bug("equal times ranked by arrival")
def _ranked_by_arrival(stack: ExitStack) -> None:
    stack.enter_context(patch.object(log, "standing", lambda head: (head.value is not None, head.at)))


@_bug("parents that have not come are not awaited")
def _not_awaited(stack: ExitStack) -> None:
    stack.enter_context(patch.object(Joining, "_awaited", lambda _self, _wanted: {}))


@_bug("a new record's older changes stay heads")
def _founded_unranked(stack: ExitStack) -> None:
    settle = Joining._settle

    def unranked(
        self: Joining,
        at: joining.Cell,
        fresh: Sequence[Change],
        heads: Sequence[Head] = (),
        awaited: Collection[bytes] = (),
    ) -> None:
        for change in fresh if not heads and not awaited else ():
            self._add(at, change, log.ONLY)
        if heads or awaited:
            settle(self, at, fresh, heads, awaited)

    stack.enter_context(patch.object(Joining, "_settle", unranked))


@_bug("fingerprint by exclusive or")
def _xor(stack: ExitStack) -> None:
    def count(self: Counters, ids: Iterable[bytes]) -> None:
        for id_ in ids:
            self.fingerprint ^= int.from_bytes(id_, "big")

    stack.enter_context(patch.object(Counters, "count", count))


@_bug("fingerprint that depends on the order")
def _chained(stack: ExitStack) -> None:
    def count(self: Counters, ids: Iterable[bytes]) -> None:
        for id_ in ids:
            self.fingerprint = (self.fingerprint * 3 + int.from_bytes(id_, "big")) % (1 << 256)

    stack.enter_context(patch.object(Counters, "count", count))


@_bug("counters not read again after a rollback")
def _counters_kept(stack: ExitStack) -> None:
    def undo(self: Store, *, outermost: bool) -> None:
        on_rollback, self.on_rollback = self.on_rollback, []
        try:
            take_back(self, outermost=outermost)
        finally:
            self.on_rollback = on_rollback

    take_back = Store._undo
    stack.enter_context(patch.object(Store, "_undo", undo))


@_bug("a deletion sees what its author had not seen")
def _sees_all(stack: ExitStack) -> None:
    verdict = presence.verdict

    def blind(heads: Iterable[Head], _others: Iterable[bytes]) -> Verdict:
        return verdict(heads, ())

    stack.enter_context(patch.object(presence, "verdict", blind))


@_bug("one deletion is enough, whoever restored")
def _one_is_enough(stack: ExitStack) -> None:
    verdict = presence.verdict

    def hasty(heads: Iterable[Head], others: Iterable[bytes]) -> Verdict:
        deleting = [head for head in heads if presence.read(head.value) is not None]
        return verdict(deleting, others)

    stack.enter_context(patch.object(presence, "verdict", hasty))


@_bug("a resolution that names one head only")
def _resolves_one(stack: ExitStack) -> None:
    overwrite = editing.Editor._overwrite

    def once(self: editing.Editor, place: log.Place, cell: Cell, heads: Sequence[Head]) -> None:
        overwrite(self, place, cell, heads[:1])

    stack.enter_context(patch.object(editing.Editor, "_overwrite", once))


@_bug("the state not refreshed after a merge")
def _not_refreshed(stack: ExitStack) -> None:
    stack.enter_context(patch.object(State, "refresh", lambda _self, _touched="", _kinds=(): None))


@_bug("the state of one language not written")
def _language_not_written(stack: ExitStack) -> None:
    write = State.set

    def lost(self: State, kind: type, number: int, field: str, language: str, value: str) -> None:
        if language != "ar":
            write(self, kind, number, field, language, value)

    stack.enter_context(patch.object(State, "set", lost))


@_bug("the deleted not settled after a merge")
def _not_settled(stack: ExitStack) -> None:
    stack.enter_context(patch.object(presence.Presence, "settle_all", lambda _self, _touched="": []))


@_bug("the parts of a record whose deletion is contradicted stay away")
def _parts_stay_away(stack: ExitStack) -> None:
    stack.enter_context(patch.object(presence.Presence, "_stands", lambda _self, _root, _known: False))


@_bug("parts not settled when their whole is")
def _parts_not_settled(stack: ExitStack) -> None:
    stack.enter_context(patch.object(presence.Presence, "_follow", lambda _self, _touched, _stands: []))


@_bug("search not brought up to date after a merge")
def _not_indexed(stack: ExitStack) -> None:
    index = Search.index

    def kept(self: Search, records: Sequence[int], *, new_from: int | None = None, long: Collection[int] = ()) -> None:
        if self._counters.stale.issuperset(records):
            index(self, records, new_from=new_from, long=long)

    stack.enter_context(patch.object(Search, "index", kept))


@_bug("what is remembered of heads kept through a merge")
def _heads_remembered(stack: ExitStack) -> None:
    stack.enter_context(patch.object(log.Log, "forget", lambda _self: None))


@_bug("a record born when it came")
def _born(stack: ExitStack) -> None:
    sql(stack, "and born > j.value", "and born is null and born > j.value")


@_bug("an erasure forgotten once it was carried out")
def _erased_once(stack: ExitStack) -> None:
    stack.enter_context(patch.object(Erasing, "redacted", lambda _self, change: change))


@_bug("an erasure not kept until what it covers comes")
def _erasure_not_kept(stack: ExitStack) -> None:
    add = Erasing.add

    def only_about_what_is_here(self: Erasing, erasures: Iterable[Erasure], batch: int) -> list[Erasure]:
        return add(self, [one for one in erasures if self.founders(one.record)], batch)

    stack.enter_context(patch.object(Erasing, "add", only_about_what_is_here))


@_bug("a redacted change never filled in")
def _not_filled_in(stack: ExitStack) -> None:
    stack.enter_context(patch.object(Absorber, "_fill_in", lambda _self, _chunk, _here: set()))


def _judge(stack: ExitStack, judge: Callable[[Erasure, set[str], Keyring], Obstacle | None]) -> None:
    """Let something else say whether an erasure takes effect, for what is here and for what would come."""
    for place in (erasing, obstacles):
        stack.enter_context(patch.object(place, "obstacle_to", judge))


@_bug("anybody's erasure takes effect")
def _anybody_erases(stack: ExitStack) -> None:
    _judge(stack, lambda _erasure, _founded, _keyring: None)


@_bug("an erasure by another key takes effect")
def _no_card_asked(stack: ExitStack) -> None:
    def hasty(erasure: Erasure, founded: set[str], _keyring: object) -> Obstacle | None:
        return None if founded == {erasure.city} else Obstacle.NOT_THEIRS

    _judge(stack, hasty)


@_bug("what was erased under keys that were given up is not said again")
def _not_said_again(stack: ExitStack) -> None:
    stack.enter_context(patch.object(Erasing, "signed_again", lambda _self: []))


@_bug("keys that were given up still count")
def _still_believed(stack: ExitStack) -> None:
    def every(self: Keyring) -> set[bytes]:
        return {bytes(keys.signing_key.verify_key) for keys in self.all_own()}

    stack.enter_context(patch.object(Keyring, "own_verify_keys", every))


@_bug("erasures do not leave with bundles")
def _erasures_stay(stack: ExitStack) -> None:
    stack.enter_context(patch.object(Erasing, "travelling", lambda _self: []))


@_bug("erasures do not count in the fingerprint")
def _erasures_uncounted(stack: ExitStack) -> None:
    add = Erasing.add

    def uncounted(self: Erasing, erasures: Iterable[Erasure], batch: int) -> list[Erasure]:
        with patch.object(self._counters, "count", lambda _ids: None):
            return add(self, erasures, batch)

    stack.enter_context(patch.object(Erasing, "add", uncounted))


@_bug("an erased head contradicts")
def _erased_contradicts(stack: ExitStack) -> None:
    right = log.ranked

    def contradicted(heads: list[Head]) -> list[Head]:
        first, *others = right(heads)
        others = [head._replace(live=log.TWIN if head.value == first.value else log.OTHER) for head in others]
        contested = any(head.live == log.OTHER for head in others)
        return [first._replace(live=log.SHOWN if contested else log.ONLY), *others]

    ranking(stack, contradicted)


@_bug("an erased head shown first")
def _erased_shown(stack: ExitStack) -> None:
    stack.enter_context(patch.object(log, "standing", lambda head: (head.at, head.id)))


@_bug("search keeps erased words")
def _words_kept(stack: ExitStack) -> None:
    settle = Settler._settle_records

    def kept(self: Settler, records: list[int]) -> None:
        with patch.object(self._search, "index", lambda _touched: None):
            settle(self, records)

    stack.enter_context(patch.object(Settler, "_settle_records", kept))


@_bug("the state keeps what was erased")
def _state_kept(stack: ExitStack) -> None:
    stack.enter_context(patch.object(Settler, "_settle_records", lambda _self, _records: None))


@_bug("a withdrawal takes what another file also held")
def _takes_all(stack: ExitStack) -> None:
    stack.enter_context(patch.object(Withdrawing, "_owner", staticmethod(lambda _others, _site, _seq: 0)))


@_bug("a withdrawal leaves what it takes in the fingerprint")
def _still_counted(stack: ExitStack) -> None:
    stack.enter_context(patch.object(Counters, "discount", lambda _self, ids: list(ids)))


@_bug("what was superseded is no head again after a withdrawal")
def _no_head_again(stack: ExitStack) -> None:
    stack.enter_context(patch.object(Settler, "_settle_heads", lambda _self, _cells: None))
