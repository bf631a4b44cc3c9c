"""Taking an import out again: what it alone brought goes, and the workspace is as if it had never come."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.errors import Unknown
from desktop_app.progress import Cancelled
from desktop_app.records import AgendaItem, Meeting, Organisation, Person
from desktop_app.workspace.changes.held import Held, Manifest
from reliability.merging.rules import Model
from tests.workspace.test_log_properties import RECORDS, SEEN, histories, state
from tests.workspace.workspace_files import copied, merged, quick_folder

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from desktop_app.workspace import Change, Workspace


def take(place: Workspace, changes: Iterable[Change]) -> int:
    return place.absorb(changes, label="file", digest="", sender="Luc").batch


def test_what_others_wrote_stays_although_it_builds_on_what_goes(tunis: Workspace, network: Workspace) -> None:
    meeting = network.draft(Meeting, {"title": {"fr": "Séance"}})
    organisation = network.draft(Organisation, {"acronym": "ONG"})
    number = take(tunis, network.changes())
    tunis.edit(meeting, {"title": {"fr": "Séance plénière"}})
    was = tunis.withdrawing.foresee(number)
    withdrawn = tunis.withdraw(number)
    assert (withdrawn.gone, withdrawn.kept) == (was.gone, was.kept)
    assert tunis.find(Organisation, organisation) is None
    assert tunis.get(meeting).called("fr", str) == "Séance plénière"
    assert [one.withdrawn for one in tunis.imports()] == [True]
    assert [made.reason for made in tunis.backups()] == ["withdraw"]
    assert not tunis.can_undo
    assert not tunis.check().problems
    take(tunis, network.changes())
    assert tunis.get(organisation) == network.get(organisation)
    assert tunis.get(meeting).called("fr", str) == "Séance plénière"
    assert not tunis.check().problems


def test_what_it_had_superseded_is_shown_again(tunis: Workspace, network: Workspace) -> None:
    meeting = tunis.draft(Meeting, {"title": {"fr": "Séance"}})
    merged(tunis, network)
    network.edit(meeting, {"title": {"fr": "Autre"}})
    number = take(tunis, network.changes())
    assert tunis.get(meeting).called("fr", str) == "Autre"
    tunis.withdraw(number)
    assert tunis.get(meeting).called("fr", str) == "Séance"
    assert [hit.record for hit in tunis.search("séance")] == [meeting]
    assert tunis.search("autre") == []


def test_what_another_import_held_as_well_stays_until_that_one_goes(tunis: Workspace, network: Workspace) -> None:
    organisation = network.draft(Organisation, {"acronym": "ONG"})
    first = take(tunis, network.changes())
    network.edit(organisation, {"acronym": "UN"})
    second = take(tunis, network.changes())
    assert tunis.withdraw(first).gone == 0
    assert [one.acronym for one in tunis.all(Organisation)] == ["UN"]
    tunis.withdraw(second)
    assert tunis.all(Organisation) == []
    for number in (first, second, 99):
        with pytest.raises(Unknown):
            tunis.withdraw(number)


def test_an_erasure_that_came_with_it_stays(tunis: Workspace, template: Path, folder: Path) -> None:
    with copied(template, folder, "other.roundtable") as colleague:
        colleague.keyring.adopt(tunis.keyring.own())
        person = colleague.add(Person, {"family_name": "Benchérif", "given_name": "Leïla"})
        full = list(colleague.changes())
        colleague.erasures.erase(colleague.erasures.propose(person))
        number = tunis.absorb(
            colleague.changes(), erasures=colleague.erasures.travelling(), label="", digest="", sender=""
        ).batch
        tunis.withdraw(number)
        assert tunis.find(Person, person) is None
        take(tunis, full)
        assert tunis.get(person) == Person(id=person, city=tunis.city, confidentiality="network")


def test_one_that_is_stopped_leaves_everything(tunis: Workspace, network: Workspace) -> None:
    network.draft(Organisation, {"acronym": "ONG"})
    number = take(tunis, network.changes())
    was = tunis.fingerprint()

    class Stop:
        def step(self, done: int, total: int | None = None, doing: object = None) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        tunis.withdrawing.withdraw(number, Stop())
    assert (tunis.fingerprint(), len(tunis.all(Organisation))) == (was, 1)
    assert not tunis.check().problems


@settings(deadline=None, max_examples=120, suppress_health_check=list(HealthCheck))
@given(histories(), st.data())
def test_it_is_as_if_the_withdrawn_had_never_come(empty: Path, changes: list[Change], data: st.DataObject) -> None:
    """Imports in any order, parts of each in others, some withdrawn in any order and merged again."""
    files = data.draw(st.lists(st.lists(st.sampled_from(changes), min_size=1, max_size=8), min_size=1, max_size=4))
    with tempfile.TemporaryDirectory(dir=quick_folder()) as folder, copied(empty, folder, "one") as place:
        here: dict[int, list[Change]] = {}
        for file in files:
            here[take(place, file)] = file
            if data.draw(st.integers(0, 2)) == 0:
                gone = data.draw(st.sampled_from(sorted(here)))
                place.withdrawing.withdraw(gone)
                again = here.pop(gone)
                agrees(place, [change for held in here.values() for change in held])
                if data.draw(st.integers(0, 1)) == 0:
                    here[take(place, again)] = again
            agrees(place, [change for held in here.values() for change in held])


def agrees(place: Workspace, changes: list[Change]) -> None:
    model = Model(changes)
    assert {change.id: change for change in place.changes()} == model.changes
    assert state(place) == model.records(SEEN)
    assert {(one.record, one.field, one.language) for one in place.disagreements()} == model.contradictions()
    assert {bytes(id_) for (id_,) in place._store.rows("select id from missing")} == model.awaited()
    assert place._counters.fingerprint == model.fingerprint()
    assert not place.check().problems


@settings(deadline=None, max_examples=200)
@given(st.lists(st.tuples(st.integers(0, 2), st.integers(1, 12) | st.integers(1, 2**63 - 1))))
def test_what_a_file_held_is_remembered_exactly(held: list[tuple[int, int]]) -> None:
    manifest = Manifest()
    for site, seq in held:
        manifest.note(RECORDS[site], seq)
    known = Held(manifest.packed())
    for site in range(4):
        for seq in {*range(14), *(seq + more for _site, seq in held for more in (-1, 0, 1))}:
            assert known.has(RECORDS[site], seq) is ((site, seq) in held)


def test_what_a_file_held_takes_little_space() -> None:
    """Two hundred thousand changes, of which every third was left out for its audience."""
    manifest = Manifest()
    for seq in range(200_000):
        if seq % 3:
            manifest.note(RECORDS[0], seq)
    assert len(manifest.packed()) < 2_000


def test_what_goes_altogether_and_what_goes_back_is_counted_apart(tunis: Workspace, network: Workspace) -> None:
    meeting = tunis.draft(Meeting, {"title": {"fr": "Séance"}})
    merged(tunis, network)
    network.edit(meeting, {"title": {"fr": "Autre"}})
    network.draft(Organisation, {"acronym": "ONG"})
    network.draft(Organisation, {"acronym": "OIM"})
    number = take(tunis, network.changes())
    foreseen = tunis.withdrawing.foresee(number)
    assert (foreseen.whole, foreseen.partly) == ({"organisation": 2}, {"meeting": 1})
    assert foreseen.records == 3, "for whom an installation writes is no record that anybody wrote"
    organisations, meetings = tunis.count(Organisation), tunis.count(Meeting)
    assert tunis.withdraw(number).records == 3
    assert (tunis.count(Organisation), tunis.count(Meeting)) == (organisations - 2, meetings)


def test_what_a_withdrawal_counts_and_touches_is_said_before_it(tunis: Workspace, network: Workspace) -> None:
    """Parts that went with their record are none of its number, and each decision that leaves the list is foreseen."""
    meetings = [tunis.draft(Meeting, {"title": {"fr": f"Séance {n}"}, "place": "Mairie"}) for n in range(4)]
    for n in range(3):
        tunis.draft(AgendaItem, {"meeting": meetings[0], "title": {"fr": f"Point {n}"}})
    merged(tunis, network)
    network.delete(meetings[0])
    for meeting in meetings[1:]:
        network.edit(meeting, {"place": "Rabat"})
        tunis.edit(meeting, {"place": "Tunis"})
    tunis.edit(meetings[0], {"place": "Tunis"})
    number = take(tunis, network.changes())
    waiting = tunis.disagreements()
    foreseen = tunis.withdrawing.foresee(number)
    assert (foreseen.records, foreseen.parts, foreseen.waiting) == (4, {"agenda_item": 3}, 4)
    assert foreseen.losing == ()
    first, second = (one for one in waiting if one.record in meetings[1:3])
    tunis.leave(first)
    tunis.resolve(second.record, "place", value="Salé")
    tunis.resolve(meetings[0], "deleted", value=False)
    before = {(one.record, one.field) for one in tunis.decided()}
    foreseen = tunis.withdrawing.foresee(number)
    assert foreseen.waiting == 1
    tunis.withdraw(number)
    after = {(one.record, one.field) for one in tunis.decided()}
    assert {(one.record, one.field) for one in foreseen.losing} == before - after
    assert before - after == {(first.record, "place"), (meetings[0], "deleted")}
    assert tunis.get(second.record).called("fr", str)
    assert tunis.undecided() == 0
    assert not tunis.check().problems


def test_a_file_is_called_by_its_name_and_among_its_like_by_its_time(tunis: Workspace, network: Workspace) -> None:
    body = network.draft(Organisation, {"acronym": "ONG"})
    tunis.absorb(network.changes(), label="Réseau, 2018-01-05", file="réseau.rtbundle", digest="", sender="Luc")
    assert [one.called for one in tunis.imports()] == ["réseau.rtbundle"]
    assert {item.batch for item in tunis.history(body)} == {"réseau.rtbundle"}
    tunis.absorb([], label="Réseau, 2018-01-06", file="réseau.rtbundle", digest="", sender="Luc")
    tunis.absorb([], label="Réseau, 2018-01-06", digest="", sender="Luc")
    unnamed, *alike = tunis.imports()
    assert unnamed.called == "Réseau, 2018-01-06", "as long as nobody knows what its file was called"
    for one in alike:
        assert one.called == f"réseau.rtbundle, {one.at[:19]}Z"
    assert {item.batch for item in tunis.history(body)} == {alike[-1].called}


def test_what_was_withdrawn_is_no_file_that_the_data_are_made_of(tunis: Workspace, network: Workspace) -> None:
    network.draft(Organisation, {"acronym": "ONG"})
    number = take(tunis, network.changes())
    assert [file.label for file in tunis.provenance().files] == ["file"]
    tunis.withdraw(number)
    assert tunis.provenance().files == ()
