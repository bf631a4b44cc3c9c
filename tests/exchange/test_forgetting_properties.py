"""Several installations that write, erase, withdraw and send each other bundles, whole or in part: what was erased is
nowhere, and all that hold the same show the same.
"""

from __future__ import annotations

import gzip
import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.errors import InvalidValue, Unknown
from desktop_app.exchange import bundle, merge
from desktop_app.progress import SILENT
from desktop_app.records import Audience, Meeting, Membership, Organisation, Person
from desktop_app.workspace import Card, How, Workspace
from tests.exchange import bundle_sample as sample
from tests.workspace.plain_files import bytes_beside, plain_files
from tests.workspace.workspace_files import TUNIS, quick_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from random import Random

    from desktop_app.exchange.bundle import Incoming

NAME: Final = "Zanzibarina"
"""Stands in every value that is said of the person, and as ``zanzibarina`` in the index."""
SITES: Final = 4
"""Three installations of Tunis, and a coordinator's."""
WHERE: Final = st.integers(0, SITES - 1)
STEP: Final = st.one_of(
    st.tuples(st.just("say"), WHERE, st.integers(0, 9)),
    st.tuples(st.just("write"), WHERE, st.integers(0, 9)),
    st.tuples(st.just("erase"), st.integers(0, 2), st.integers(0, 2)),
    st.tuples(st.just("undo"), WHERE, st.just(0)),
    st.tuples(st.just("backup"), WHERE, st.just(0)),
    st.tuples(st.just("withdraw"), WHERE, st.integers(0, 3)),
    st.tuples(st.sampled_from(["send", "send", "send a part"]), WHERE, st.integers(0, 99)),
)


class Network:
    """The installations, each in a file that is not encrypted, with real backups."""

    def __init__(self, origin: Path, folder: Path, stack: ExitStack) -> None:
        self.folder = folder
        self.sent = 0
        self.places: list[Workspace] = []
        for number in range(SITES - 1):
            path = folder / str(number) / "tunis.roundtable"
            shutil.copytree(origin.parent, path.parent)
            self.places.append(stack.enter_context(Workspace.open(path, author=f"Author {number}")))
        (folder / "network").mkdir()
        third = Workspace.create(folder / "network" / "n.roundtable", city=None, author="Coordinator")
        self.places.append(stack.enter_context(third))
        own = self.places[0].keyring.own()
        key = self.places[0].keyring.verify_key
        third.keyring.pin(Card(self.places[0].city, "TNTUN", "Tunis", key, own.recipient, own.made_at), How.CONFIRMED)
        self.person = self.places[0].all(Person)[0].id
        self.seat = self.places[0].all(Membership)[0].id
        self.meeting = self.places[0].all(Meeting)[0].id
        self.erased = False

    def bundle(self, place: int, keep: Callable[[int], bool] | None = None) -> Incoming:
        """A bundle of all that one has; of a part of it, as an older copy would have made it."""
        self.sent += 1
        path = self.folder / f"{self.sent}.rtbundle"
        bundle.write(self.places[place], path, audience=Audience.INTERNAL)
        if keep is None:
            return bundle.read(path)
        lines = gzip.decompress(path.read_bytes()).splitlines()[1:-1]
        kept = [line for number, line in enumerate(lines) if line.startswith(b'["erasure"') or keep(number)]
        count = sum(not line.startswith(b'["erasure"') for line in kept)
        content = sample.packed([sample.compact(sample.HEADER), *kept], count=count)
        return bundle.read(sample.put(self.folder, content, path.name))

    def step(self, what: str, where: int, which: int) -> None:
        place = self.places[where]
        try:
            if what == "say":
                place.edit(self.person, {("notes", "honorific", "phone")[which % 3]: f"{NAME} {which}"[: 12 + which]})
                place.edit(self.seat, {"function": {"fr": f"{NAME} {which}"}})
            elif what == "write":
                place.edit(self.meeting, {"title": {"fr": f"Séance {which}"}, "symbol": str(which)})
                place.edit(self.seat, {"group_role": "chair" if which % 2 else "member"})
            elif what == "undo":
                place.undo()
            elif what == "backup":
                place.backup("by hand")
        except (InvalidValue, Unknown):
            return  # it was erased, is not here, or is no telephone number: a person could not have done it
        if what == "erase":
            proposal = place.erasures.propose(self.person)
            place.erasures.erase(proposal, proposal.mentions)
            self.erased = True
        elif what == "withdraw":
            present = [one.number for one in place.imports() if not one.withdrawn]
            if present:
                place.withdraw(present[which % len(present)])
        elif what.startswith("send"):
            part = (lambda number: (number * 7 + which) % 3 > 0) if what == "send a part" else None
            merge.apply(self.places[which % SITES], self.bundle(where, part))

    def all_to_all(self, order: Random) -> None:
        """What each has, to each, in any order."""
        coming = [self.bundle(place) for place in range(SITES)]
        for place in self.places:
            order.shuffle(coming)
            for incoming in coming:
                merge.apply(place, incoming)


def shown(place: Workspace) -> object:
    kinds = (Person, Membership, Meeting, Organisation)
    said = [sorted(map(repr, place.all(kind))) for kind in kinds]
    contradicted = [
        (one.record, one.field, one.language, [(other.change, other.shown) for other in one.alternatives])
        for one in place.disagreements()
    ]
    return said, list(place.changes()), contradicted, place.fingerprint()


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A workspace of Tunis in which a person is named wherever a person can be, with a backup that says so."""
    folder = tmp_path_factory.mktemp("origin") / "here"
    folder.mkdir()
    with plain_files():
        with Workspace.create(folder / "tunis.roundtable", city=TUNIS, author="Amina", language="fr") as place:
            place.keyring.own()
            organisation = place.add(Organisation, {"name": {"fr": "Commune"}, "type": "local_authority"})
            person = place.add(Person, {"family_name": NAME, "given_name": "Leïla"})
            values = {"person": person, "organisation": organisation, "starts_on": "2015", "function": {"fr": NAME}}
            place.add(Membership, values)
            place.draft(Meeting, {"title": {"fr": f"Avec {NAME.upper()}"}, "chair": person})
            place.search(NAME)
            place.backup("before")
        yield folder / "tunis.roundtable"


@pytest.fixture
def _without_most_backups(monkeypatch: pytest.MonkeyPatch) -> None:
    """Dozens of merges here, each with a backup: that one is made is asked elsewhere."""
    real = Workspace.backup
    monkeypatch.setattr(
        Workspace, "backup",
        lambda self, reason, progress=SILENT: real(self, reason, progress) if reason == "by hand" else self.path,
    )  # fmt: skip


@pytest.mark.usefixtures("_without_most_backups")
@settings(deadline=None, max_examples=12, suppress_health_check=list(HealthCheck))
@given(st.lists(STEP, max_size=10), st.randoms(use_true_random=False))
def test_what_was_erased_is_nowhere_and_all_show_the_same(
    origin: Path, steps: Sequence[tuple[str, int, int]], order: Random
) -> None:
    with plain_files(), tempfile.TemporaryDirectory(dir=quick_folder()) as made, ExitStack() as stack:
        here = Network(origin, Path(made), stack)
        for step in steps:
            here.step(*step)
        here.all_to_all(order)
        first, *others = map(shown, here.places)
        assert all(other == first for other in others)
        for place in here.places:
            assert not place.check().problems
            if here.erased:
                assert place.get(here.person) == Person(
                    id=here.person, city=here.places[0].city, confidentiality="network"
                )
                assert place.search(NAME) == []
        if here.erased:
            for file, content in bytes_beside(here.folder / "0").items():
                named = [name for name in (NAME, NAME.lower(), NAME.upper()) if name.encode() in content]
                assert file.endswith(".rtbundle") or not named, (file, named)
