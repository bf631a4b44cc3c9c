"""Erasures that travel: in bundles before all changes, strict as all else, rehearsed, merged, and never undone by an
old file."""

from __future__ import annotations

import gzip
import shutil
import time
from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING, Final
from unittest.mock import patch

import msgspec
import pytest

from desktop_app.errors import FileRefused
from desktop_app.exchange import bundle, merge
from desktop_app.exchange.bundle import erasure_lines
from desktop_app.exchange.strict import Malformed
from desktop_app.progress import Cancelled
from desktop_app.records import Audience, Meeting, Person
from desktop_app.workspace import Card, How, Obstacle, Workspace
from desktop_app.workspace.kept import exports
from desktop_app.workspace.kept.erasure import content, received
from tests.exchange import bundle_sample as sample

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop_app.language import Message
    from desktop_app.workspace import Erasure

TUNIS: Final = {"code": "TNTUN", "name": {"fr": "Tunis"}, "country": "TN"}
LYON: Final = {"code": "FRLIO", "name": {"fr": "Lyon"}, "country": "FR"}


@dataclass
class Network:
    folder: Path
    tunis: Workspace
    lyon: Workspace
    person: str
    meeting: str
    sent: int = 0

    def bundle(self, place: Workspace, audience: Audience = Audience.NETWORK) -> bundle.Incoming:
        self.sent += 1
        path = self.folder / f"{self.sent}.rtbundle"
        bundle.write(place, path, audience=audience, to="Lyon")
        return bundle.read(path)

    def erase(self) -> None:
        proposal = self.tunis.erasures.propose(self.person)
        self.tunis.erasures.erase(proposal, proposal.mentions)


@pytest.fixture
def network(tmp_path: Path) -> Iterator[Network]:
    with (
        Workspace.create(tmp_path / "tunis.roundtable", city=TUNIS, author="Amina", language="fr") as tunis,
        Workspace.create(tmp_path / "lyon.roundtable", city=LYON, author="Luc", language="fr") as lyon,
    ):
        person = tunis.add(Person, {"family_name": "Benchérif", "given_name": "Leïla", "phone": "+216 71 555 333"})
        meeting = tunis.draft(Meeting, {"title": {"fr": "Séance avec Mme Benchérif"}, "chair": person})
        yield Network(tmp_path, tunis, lyon, person, meeting)


def confirm(place: Workspace, other: Workspace) -> None:
    own = other.keyring.own()
    key = other.keyring.verify_key
    place.keyring.pin(Card(other.city, "TNTUN", "Tunis", key, own.recipient, own.made_at), How.CONFIRMED)


def test_it_is_rehearsed_merged_and_stays_whatever_comes_later(network: Network) -> None:
    old = network.bundle(network.tunis)
    merge.apply(network.lyon, old)
    network.erase()
    new = network.bundle(network.tunis, Audience.PUBLIC)
    assert len(new.erasures) == 2
    held = merge.rehearse(network.lyon, new)
    assert {(item.kind, item.field) for item in held.held} == {("person", ""), ("meeting", "title")}
    confirm(network.lyon, network.tunis)
    plan = merge.rehearse(network.lyon, new)
    assert {(item.kind, item.title, item.field) for item in plan.erased} == {
        ("person", "Leïla Benchérif", ""),
        ("meeting", "Séance avec Mme Benchérif", "title"),
    }
    assert (plan.arriving_erasures, plan.held, plan.adds_nothing) == (2, (), False)
    assert merge.apply(network.lyon, new).absorbed.erasures == 2
    for again in (old, new, network.bundle(network.tunis)):
        merge.apply(network.lyon, again)
        assert network.lyon.get(network.person) == network.tunis.get(network.person)
        assert network.lyon.search("benchérif") == []
    assert network.lyon.get(network.meeting) == network.tunis.get(network.meeting)
    assert not network.lyon.check().problems
    assert merge.rehearse(network.lyon, old).adds_nothing


def test_the_first_file_of_a_stranger_erases_nothing(network: Network) -> None:
    merge.apply(network.lyon, network.bundle(network.tunis))
    network.erase()
    merge.apply(network.lyon, network.bundle(network.tunis))
    assert {known.obstacle for known in network.lyon.erasures.all()} == {Obstacle.NOT_CONFIRMED}
    assert [person.family_name for person in network.lyon.all(Person)] == ["Benchérif"]
    confirm(network.lyon, network.tunis)
    assert [person.family_name for person in network.lyon.all(Person)] == [""]


class _Stopping:
    """Somebody who thinks better of it."""

    def step(self, done: int, total: int | None = None, doing: Message | None = None) -> None:
        raise Cancelled


def test_a_card_that_is_not_confirmed_after_all_erases_nothing(network: Network) -> None:
    """The card and what waits for it are one: there is no confirmed card for which something is still held."""
    network.erase()
    merge.apply(network.lyon, network.bundle(network.tunis))
    (pinned,) = network.lyon.keyring.cards()
    with pytest.raises(Cancelled):
        network.lyon.keyring.pin(pinned.card, How.CONFIRMED, progress=_Stopping())
    assert network.lyon.keyring.cards() == [pinned]
    assert not any(known.done for known in network.lyon.erasures.all())
    network.lyon.keyring.pin(pinned.card, How.CONFIRMED)
    assert all(known.done for known in network.lyon.erasures.all())
    assert not network.lyon.check().problems


def test_it_goes_on_by_way_of_a_city_for_which_it_is_held(network: Network, tmp_path: Path) -> None:
    network.erase()
    merge.apply(network.lyon, network.bundle(network.tunis))
    with Workspace.create(tmp_path / "third.roundtable", city=None, author="Coordinator") as third:
        confirm(third, network.tunis)
        merge.apply(third, network.bundle(network.lyon))
        assert all(known.done for known in third.erasures.all())
        assert len(third.erasures.all()) == 2


def test_a_plan_says_what_shows_afterwards(network: Network, tmp_path: Path) -> None:
    """A file from before the erasure, with an edit that nobody has seen, adds a change and shows nothing of it."""
    network.tunis.close()
    copy = Workspace.open(shutil.copyfile(network.tunis.path, tmp_path / "copy.roundtable"))
    with Workspace.open(network.tunis.path) as tunis, copy:
        copy.keyring.adopt(tunis.keyring.own())
        copy.edit(network.person, {"phone": "+216 71 999 999"})
        late = network.bundle(copy, Audience.INTERNAL)
        proposal = tunis.erasures.propose(network.person)
        tunis.erasures.erase(proposal)
        plan = merge.rehearse(tunis, late)
        assert (plan.arriving, plan.changed, plan.contradicts, plan.adds_nothing) == (2, (), (), False)
        merge.apply(tunis, late)
        assert tunis.get(network.person) == Person(id=network.person, city=tunis.city, confidentiality="network")


def test_a_value_that_somebody_erased_for_himself_is_filled_in_and_foretold(network: Network, tmp_path: Path) -> None:
    full = network.bundle(network.tunis)
    merge.apply(network.lyon, full)
    proposal = network.lyon.erasures.propose(network.person)
    network.lyon.erasures.erase(proposal)
    with Workspace.create(tmp_path / "third.roundtable", city=None, author="Coordinator") as third:
        merge.apply(third, network.bundle(network.lyon))
        assert [person.family_name for person in third.all(Person)] == [""]
        plan = merge.rehearse(third, full)
        assert (plan.arriving, plan.filled, plan.adds_nothing) == (0, 3, False)
        assert {(item.field, item.theirs and item.theirs.value) for item in plan.changed} == {
            ("family_name", "Benchérif"), ("given_name", "Leïla"), ("phone", "+216 71 555 333"),
        }  # fmt: skip
        merge.apply(third, full)
        assert [person.family_name for person in third.all(Person)] == ["Benchérif"]


def test_whoever_has_an_earlier_file_is_to_be_told(network: Network) -> None:
    network.bundle(network.tunis)
    later = network.tunis.add(Person, {"family_name": "Autre", "given_name": "Nom"})
    assert [export.recipient for export in network.tunis.erasures.propose(network.person).holders.exports] == ["Lyon"]
    assert network.tunis.erasures.propose(later).holders.exports == ()
    network.tunis.edit(network.person, {"confidentiality": "internal"})
    network.bundle(network.tunis)
    assert len(network.tunis.erasures.propose(network.person).holders.exports) == 1


# lines


def an_erasure(network: Network) -> Erasure:
    network.erase()
    return network.tunis.erasures.travelling()[0]


def test_a_line_gives_the_erasure_again(network: Network) -> None:
    one = an_erasure(network)
    assert erasure_lines.decode(erasure_lines.encode(one)) == one


@pytest.mark.parametrize("place", range(1, 10))
def test_every_part_is_signed(network: Network, place: int) -> None:
    parts = msgspec.json.decode(erasure_lines.encode(an_erasure(network)))
    other: dict[type, object] = {str: "00000000-0000-0000-0000-000000000001", int: 5, list: ["AAAA"]}
    parts[place] = "other" if place in (2, 3) else other[type(parts[place])]
    with pytest.raises(Malformed):
        erasure_lines.decode(msgspec.json.encode(parts))


def test_no_second_spelling(network: Network) -> None:
    line = erasure_lines.encode(an_erasure(network))
    for wrong in (line.replace(b",", b", ", 1), line[:-1], line + b" ", line.replace(b'"erasure"', b'"erasures"')):
        with pytest.raises(Malformed):
            erasure_lines.decode(wrong)


@pytest.mark.parametrize(
    ("field", "language", "spares"),
    [("city", "", 0), ("deleted", "", 0), ("confidentiality", "", 0), ("", "fr", 0), ("", "", 1), ("title", "*", 1),
     ("a b", "", 0), ("title", "fr\n", 0)],
)  # fmt: skip
def test_what_no_erasure_may_say_is_refused_though_it_is_signed(
    network: Network, field: str, language: str, spares: int
) -> None:
    ring = network.tunis.keyring
    parts = (network.person, field, language, network.tunis.city, network.tunis.site, 1, (b"\x01" * 32,) * spares)
    key = ring.verify_key
    with pytest.raises(Malformed):
        erasure_lines.decode(erasure_lines.encode(received(*parts, key, ring.sign(content(*parts, key)))))


def test_twice_out_of_order_or_after_a_change_is_refused(network: Network, tmp_path: Path) -> None:
    network.erase()
    whole = network.bundle(network.tunis)
    header, first, second, change, *_rest = gzip.decompress(whole.packed).splitlines()
    for said in ([first, first], [second, first], [change, first]):
        with pytest.raises(FileRefused, match="line"):
            bundle.read(sample.put(tmp_path, sample.packed([header, *said]), "wrong.rtbundle"))


def test_one_more_than_is_taken_is_refused(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    network.erase()
    monkeypatch.setattr(erasure_lines, "MAX_ERASURES", 1)
    with pytest.raises(FileRefused):
        network.bundle(network.tunis)


def test_what_was_erased_here_is_said_of_a_file_that_holds_it(network: Network) -> None:
    incoming = network.bundle(network.tunis)
    merge.apply(network.lyon, incoming)
    assert (merge.rehearse(network.lyon, incoming).adds_nothing, merge.rehearse(network.lyon, incoming).forgotten) == (
        True, 0,
    )  # fmt: skip
    network.lyon.erasures.erase(network.lyon.erasures.propose(network.person))
    plan = merge.rehearse(network.lyon, incoming)
    assert plan.adds_nothing
    assert plan.forgotten > 0
    merge.apply(network.lyon, incoming)
    assert network.lyon.is_erased(network.person)


def test_whom_to_inform_is_still_known_after_the_erasure(network: Network) -> None:
    network.bundle(network.tunis)
    merge.apply(network.lyon, network.bundle(network.tunis))
    proposal = network.lyon.erasures.propose(network.person)
    assert ([one.sender for one in proposal.holders.imports], proposal.holders.cities) == (
        ["Amina, Tunis"], (network.tunis.city,),
    )  # fmt: skip
    network.erase()
    with patch.object(exports, "time", SimpleNamespace(time_ns=lambda: time.time_ns() + 2_000_000_000)):
        network.bundle(network.tunis)  # times are told by the second
    network.lyon.erasures.erase(proposal)
    whole = next(one.number for one in network.tunis.erasures.all() if one.erasure.record == network.person)
    assert len(network.tunis.erasures.holders(whole).exports) == 2, "the third went out without it"
    here = next(one.number for one in network.lyon.erasures.all() if one.erasure.record == network.person)
    assert network.lyon.erasures.holders(here) == proposal.holders
    assert (network.tunis.erasures.any_here_alone, network.lyon.erasures.any_here_alone) == (False, True)


def test_what_an_earlier_file_erases_is_shown_of_no_later_one(network: Network) -> None:
    """Both are rehearsed together; the earlier one would erase what the later one is compared with."""
    merge.apply(network.lyon, network.bundle(network.tunis))
    confirm(network.lyon, network.tunis)
    with Workspace.create(network.folder / "colleague.roundtable", city=None, author="Sami", language="fr") as other:
        merge.apply(other, network.bundle(network.tunis))
        other.edit(network.person, {"phone": "+216 71 777 999", "given_name": "Lilia"})
        late = network.bundle(other)
    alone = merge.rehearse(network.lyon, late)
    assert "+216 71 555 333" in {item.ours.value for item in alone.changed if item.ours}
    network.erase()
    erasing = network.bundle(network.tunis)
    after = merge.rehearse(network.lyon, late, earlier=[erasing])
    assert not {"+216 71 555 333", "+216 71 777 999", "Leïla", "Lilia", "Benchérif"} & {
        str(side.value) for item in after.items for side in (item.ours, item.theirs) if side is not None
    }
    assert after.erased == (), "said of the file that erases it"
    merge.apply(network.lyon, erasing)
    assert after.counts == merge.rehearse(network.lyon, late).counts
