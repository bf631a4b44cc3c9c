"""Whatever several cities write, and in whatever order their bundles come, some twice and some in part: one result.

Histories are generated over several installations; what must always hold is asked of every one of them.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.errors import Unknown
from desktop_app.exchange import bundle, merge
from desktop_app.exchange.bundle import lines
from desktop_app.records import KINDS, AgendaItem, Audience, Meeting, Organisation
from desktop_app.workspace import Workspace
from tests.exchange import bundle_sample as sample

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from random import Random

    from desktop_app.records import RecordId
    from desktop_app.workspace import Change

Begun: TypeAlias = "tuple[Path, list[RecordId]]"
SITES: Final = 3
KEPT: Final = settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))


@pytest.fixture(autouse=True, scope="module")
def _without_backups() -> Iterator[None]:
    """Hundreds of merges here; that a backup is made is asked elsewhere."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Workspace, "backup", lambda self, _reason: self.path)
        yield


@dataclass
class Network:
    """Several installations, and what was ever written at any of them."""

    folder: Path
    places: list[Workspace]
    records: list[RecordId]
    written: dict[bytes, Change] = field(default_factory=dict)
    sent: int = 0

    def note(self) -> None:
        for place in self.places:
            self.written.update((change.id, change) for change in place.changes())

    def bundle_from(self, place: int) -> bundle.Incoming:
        self.sent += 1
        path = self.folder / f"{self.sent}.rtbundle"
        bundle.write(self.places[place], path, audience=Audience.INTERNAL)
        return bundle.read(path)

    def part_of(self, incoming: bundle.Incoming, keep: Callable[[int], bool]) -> bundle.Incoming:
        """The same bundle with some of its changes lost, as a sender with an older copy would have made it."""
        self.sent += 1
        kept = [lines.encode(change) for number, change in enumerate(incoming.changes()) if keep(number)]
        content = sample.packed([sample.compact(sample.HEADER), *kept])
        return bundle.read(sample.put(self.folder, content, f"{self.sent}.rtbundle"))


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Begun:
    """A workspace with a few records, to be copied: a copy is an installation of its own."""
    path = tmp_path_factory.mktemp("begun") / "begun.roundtable"
    with Workspace.create(path, city=None, author="Salma") as first:
        meeting = first.draft(Meeting, {"title": {"fr": "Séance"}})
        return path, [
            first.draft(Organisation, {"name": {"fr": "Commune"}}),
            first.draft(Organisation, {"acronym": "C"}),
            meeting,
            first.draft(AgendaItem, {"meeting": meeting, "title": {"fr": "Budget"}}),
        ]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace without a record, to be copied."""
    path = tmp_path_factory.mktemp("empty") / "empty.roundtable"
    Workspace.create(path, city=None, author="Nobody").close()
    return path


@contextmanager
def network(begun: Begun) -> Iterator[Network]:
    origin, records = begun
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        places = [stack.enter_context(copied(origin, folder, f"Author {number}")) for number in range(SITES)]
        assert len({place.site for place in places}) == SITES
        yield Network(folder, places, records)


def copied(origin: Path, folder: Path, author: str) -> Workspace:
    path = folder / f"{author}.roundtable"
    shutil.copyfile(origin, path)
    return Workspace.open(path, author=author)


def shown(place: Workspace) -> dict[str, object]:
    """Everything that a person sees of a workspace."""
    return {
        "records": {record for kind in KINDS.values() for record in map(repr, place.all(kind))},
        "disagreements": {
            (
                one.record, one.kind, one.field, one.language,
                frozenset((other.change, repr(other.value), other.author, other.at, other.shown)
                          for other in one.alternatives),
            )
            for one in place.disagreements()
        },
        "fingerprint": place.fingerprint(),
    }  # fmt: skip


TEXTS: Final = st.sampled_from(["Commune", "Ville", "Mairie", "", "بلدية", "Gemeinde"])
SITE: Final = st.integers(0, SITES - 1)
RECORD: Final = st.integers(0, 3)
STEP: Final = st.one_of(
    st.tuples(st.just("name"), SITE, RECORD, TEXTS),
    st.tuples(st.just("line"), SITE, RECORD, TEXTS),
    st.tuples(st.just("delete"), SITE, RECORD, st.just("")),
    st.tuples(st.just("restore"), SITE, RECORD, st.just("")),
    st.tuples(st.just("undo"), SITE, RECORD, st.just("")),
    st.tuples(st.just("decide"), SITE, RECORD, TEXTS),
    st.tuples(st.just("send"), SITE, SITE, st.just("")),
    st.tuples(st.just("send a part"), SITE, SITE, st.text("01", min_size=1, max_size=9)),
)
HISTORY: Final = st.lists(STEP, max_size=14)


def play(here: Network, history: Iterable[tuple[str, int, int, str]]) -> None:
    for what, where, which, text in history:
        if what.startswith("send"):
            incoming = here.bundle_from(where)
            if text:
                incoming = here.part_of(incoming, lambda number, text=text: text[number % len(text)] == "1")  # type: ignore[misc]
            deliver(here.places[which], incoming)
        else:
            write(here.places[where], here.records[which], what, text)
    here.note()


def write(place: Workspace, record: RecordId, what: str, text: str) -> None:
    try:
        if what == "delete":
            place.delete(record)
        elif what == "restore":
            place.restore(record)
        elif what == "undo":
            place.undo()
        elif what == "decide":
            for one in place.disagreements():
                place.resolve(one.record, one.field, language=one.language, keep=one.alternatives[-1].change)
        else:
            organisation = isinstance(place.get(record), Organisation)
            names = ("name", "acronym") if organisation else ("title", "title")
            values: dict[str, object] = {names[0]: {"fr": text}} if what == "name" else {names[1]: text}
            place.edit(record, values, language="en")
    except Unknown:
        pass  # it is not here yet, or is deleted: a person could not have done it


def deliver(place: Workspace, incoming: bundle.Incoming) -> None:
    """Merge a bundle, and hold the plan to what the merge does."""
    before = {(one.record, one.field, one.language) for one in place.disagreements()}
    was = place.fingerprint()
    plan = merge.rehearse(place, incoming)
    assert place.fingerprint() == was
    applied = merge.apply(place, incoming)
    assert (plan.arriving, plan.known) == (applied.new, applied.known)
    assert applied.new + applied.known == incoming.count
    after = {(one.record, one.field, one.language) for one in place.disagreements()}
    foretold = {(item.record, item.field, item.language) for item in plan.contradicts}
    settled = {(item.record, item.field, item.language) for item in plan.settled}
    gone = {record for record, *_cell in before if place.find(KINDS[place.kind_of(record)], record) is None}
    assert after - before <= foretold <= after
    assert settled.isdisjoint(after)
    assert {one for one in before - after if one[0] not in gone and one[1] != "deleted"} <= settled
    for item in plan.items:
        assert (place.find(KINDS[item.kind], item.record) is None) is (item.what is merge.What.DELETED)
        if item.what is not merge.What.DELETED:
            assert item.title == place.title(item.record, "en")


@KEPT
@given(HISTORY, st.randoms(use_true_random=False))
def test_all_orders_end_in_one_state_and_nothing_is_lost(
    begun: Begun, history: list[tuple[str, int, int, str]], order: Random
) -> None:
    with network(begun) as here:
        play(here, history)
        bundles = [here.bundle_from(place) for place in range(SITES)]
        for place in here.places:
            coming = bundles * 2
            order.shuffle(coming)
            for incoming in coming:
                deliver(place, incoming)
        first, *others = map(shown, here.places)
        assert all(other == first for other in others)
        for place in here.places:
            assert {change.id: change for change in place.changes()}.items() >= here.written.items()
            assert not place.check().problems


@KEPT
@given(HISTORY)
def test_twice_is_once_and_by_way_of_another_is_the_same(
    begun: Begun, empty: Path, history: list[tuple[str, int, int, str]]
) -> None:
    with network(begun) as here:
        play(here, history)
        first = here.bundle_from(0)
        merge.apply(here.places[1], first)
        by_way = here.bundle_from(1)
        with copied(empty, here.folder, "end") as end, copied(empty, here.folder, "straight") as straight:
            merge.apply(end, by_way)
            merge.apply(straight, first)
            merge.apply(straight, by_way)
            assert shown(end) == shown(straight)
            assert merge.rehearse(straight, first).adds_nothing
            assert merge.apply(straight, first).new == 0
            assert shown(end) == shown(straight)


@KEPT
@given(HISTORY, st.randoms(use_true_random=False))
def test_a_file_rehearsed_after_others_does_what_it_does_once_they_are_merged(
    begun: Begun, empty: Path, history: list[tuple[str, int, int, str]], order: Random
) -> None:
    with network(begun) as here:
        play(here, history)
        bundles = [here.bundle_from(place) for place in range(SITES)]
        bundles.append(here.part_of(bundles[0], lambda number: number % 2 == 0))
        order.shuffle(bundles)
        with copied(empty, here.folder, "end") as end:
            for place in (end, here.places[0]):
                foretold = [merge.rehearse(place, one, earlier=bundles[:n]) for n, one in enumerate(bundles)]
                for plan, incoming in zip(foretold, bundles, strict=True):
                    once_merged = merge.rehearse(place, incoming)
                    assert plan.counts == once_merged.counts
                    assert plan.items == once_merged.items
                    assert (plan.arriving, plan.known) == (once_merged.arriving, once_merged.known)
                    assert plan.awaited == once_merged.awaited
                    merge.apply(place, incoming)


def test_a_record_that_came_whole_with_an_earlier_file_is_called_as_it_is_then(begun: Begun, empty: Path) -> None:
    """The file that is rehearsed brings it too, so that nothing of it arrives; and it is not here yet."""
    with network(begun) as here, copied(empty, here.folder, "end") as end:
        whole = here.bundle_from(0)
        meeting, line = here.records[2:]
        told = [change.record == meeting for change in whole.changes()]
        plan = merge.rehearse(end, whole, earlier=[here.part_of(whole, told.__getitem__)])
        (item,) = (one for one in plan.items if one.record == line)
        assert item.names[meeting] == "Séance"


def test_a_history_of_every_sort_plays(begun: Begun) -> None:
    """The generated histories do what they say; else the properties above would hold of nothing."""
    with network(begun) as here:
        play(here, [
            ("line", 0, 0, "Ville"), ("line", 1, 0, "Mairie"), ("delete", 1, 1, ""), ("line", 2, 1, "Commune"),
            ("send", 0, 1, ""), ("send", 1, 2, ""), ("send a part", 2, 0, "01"), ("decide", 1, 0, ""),
            ("delete", 0, 2, ""), ("send", 0, 2, ""),
        ])  # fmt: skip
        sorts = Counter(one.field for place in here.places for one in place.disagreements())
        assert sorts
        assert here.places[0].find(AgendaItem, here.records[3]) is None
