"""What is asked of one workspace, given the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NoReturn

from msgspec.structs import replace

from desktop_app.progress import SILENT
from desktop_app.records import AgendaItem, City, Meeting, Organisation, Person
from desktop_app.workspace import check
from desktop_app.workspace.changes.log import ONLY, OTHER, SHOWN, SUPERSEDED
from reliability.merging.rules import Model

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop_app.records import Disagreement, Record
    from desktop_app.workspace import Absorbed, Change, Workspace
    from desktop_app.workspace.kept.erasure import Erasure

KINDS: Final = (City, Meeting, AgendaItem, Organisation, Person)


class Broken(AssertionError):
    """Something that must always hold did not; says which of the seven."""

    def __init__(self, invariant: int, what: str) -> None:
        super().__init__(f"invariant {invariant}: {what}")
        self.invariant = invariant


def broken(invariant: int, what: str) -> NoReturn:
    """Say what did not hold."""
    raise Broken(invariant, what)


def merged(place: Workspace, changes: Iterable[Change], erasures: Iterable[Erasure] = ()) -> Absorbed:
    """Merge."""
    return place.absorb(changes, erasures=erasures, label="", digest="", sender="")


def take(place: Workspace, changes: Iterable[Change], erasures: Iterable[Erasure] = ()) -> int:
    """Merge; gives how many changes were new."""
    return merged(place, changes, erasures).new


def agrees(place: Workspace, model: Model) -> None:
    """Hold a workspace, and what is shown and contested in it, to the rules."""
    heads_agree(place, model)
    if contradictions(place) != model.contradictions():
        broken(2, "not every disagreement is shown, or one that is none")
    for kind, records in model.records(KINDS).items():
        if {record for one in KINDS if one.kind_name == kind for record in everything(place, one)} != records:
            broken(5, f"the records of kind {kind} are not what the log says")


def heads_agree(place: Workspace, model: Model) -> None:
    """Hold the log of a workspace to the rules."""
    rows = place._store.rows(
        "select r.id, s.kind, s.field, s.language, c.id, c.live from change c join record r on r.n = c.record"
        f" join slot s on s.n = c.slot where c.live > {SUPERSEDED}"
    )
    heads: dict[tuple[str, str, str, str], dict[bytes, int]] = {}
    for record, kind, name, language, id_, live in rows:
        heads.setdefault((record, kind, name, language), {})[bytes(id_)] = live
    for (kind, record), cells in model.cells.items():
        for (name, language), cell in cells.items():
            _cell_agrees(heads.get((record, kind, name, language), {}), model.heads(cell))
    if {bytes(id_) for (id_,) in place._store.rows("select id from change")} != model.changes.keys():
        broken(2, "the log holds other changes than what was heard")
    values = "select id, value is not null from change"
    if {bytes(id_): bool(there) for id_, there in place._store.rows(values)} != {
        id_: change.value is not None for id_, change in model.changes.items()
    }:
        broken(3, "a value is there that was erased, or gone that was not")
    if place._counters.fingerprint != model.fingerprint():
        broken(1, "the fingerprint is not the sum of the ids")
    if {bytes(id_) for (id_,) in place._store.rows("select id from missing")} != model.awaited():
        broken(2, "other parents are awaited than those that are missing")


def _cell_agrees(found: dict[bytes, int], heads: Sequence[Change]) -> None:
    if found.keys() != {head.id for head in heads}:
        broken(2, "other heads than those that no change names")
    contested = len(Model.values(heads)) > 1
    shown_as = SHOWN if contested else ONLY
    if heads and [(id_, live) for id_, live in found.items() if live <= SHOWN] != [(heads[0].id, shown_as)]:
        broken(1, "another head is shown than the latest, or not as what it is")
    if any(live == OTHER for live in found.values()) is not contested:
        broken(2, "heads with different values are not marked as such")


def everything(place: Workspace, kind: type[Record]) -> Sequence[Record]:
    """The records of a kind."""
    return place.all(kind)


def contradictions(place: Workspace) -> set[tuple[str, str, str]]:
    """The cells in which people disagree, as the workspace says with their values and without."""
    every, places = place.disagreements(), place.contested()
    if [(one.record, one.kind, one.field, one.language) for one in places] != [
        (one.record, one.kind, one.field, one.language) for one in every
    ]:
        broken(2, "the list of disagreements names others than there are")
    if every and place.disagreement(places[-1]) != every[-1]:
        broken(2, "a disagreement says something else by itself than among the others")
    return {(one.record, one.field, one.language) for one in every}


def shown(place: Workspace) -> object:
    """Everything that a person sees of a workspace, and what two people compare by telephone."""
    heads = f"select id, live, value from change where live > {SUPERSEDED} order by id"
    return (
        [everything(place, kind) for kind in KINDS],
        place._store.rows(heads),
        [whoever_brought_it(one) for one in place.disagreements()],
        place.fingerprint(),
        {text: {hit.record for hit in place.search(text)} for text in ("ville", "b")},
    )


def whoever_brought_it(one: Disagreement) -> Disagreement:
    """A disagreement without the files that its values came in: those are each workspace's own."""
    return replace(one, alternatives=tuple(replace(said, batch="") for said in one.alternatives))


def rebuilt(place: Workspace) -> None:
    """The state, the ids and the fingerprint are what a rebuild gives."""
    found = check._verify(place._store, place._erasing, 0, SILENT)
    if found.forged or found.fingerprint != place._counters.fingerprint:
        broken(1, "an id or the fingerprint is not what the log gives")
    if found.back:
        broken(3, "a value is there that was erased")
    differences = check._differences(place._store, place._state, place._presence)
    if differences:
        broken(5, str(differences[0]))
