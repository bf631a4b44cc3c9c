"""Linked records stand for the same, in whatever order they were linked, and unlinking brings back what was there."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.errors import InvalidValue
from desktop_app.records import Attendance, Audience, Meeting, Membership, Organisation, Person, When
from desktop_app.records.linked import Groups
from desktop_app.workspace import Workspace, linking
from tests.workspace.workspace_files import copied, merged, quick_folder

if TYPE_CHECKING:
    from pathlib import Path

    from desktop_app.records import RecordId

NAMES: Final = ("Amel", "Badr", "Chama", "Driss", "Emna", "Fethi")
PAIRS: Final = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=12)


def person(workspace: Workspace, given_name: str, **more: object) -> RecordId:
    return workspace.add(Person, {"given_name": given_name, "family_name": "Trabelsi", **more})


def partition(groups: Groups) -> set[frozenset[RecordId]]:
    return {frozenset(group) for group in groups}


@given(PAIRS, st.randoms(use_true_random=False))
def test_groups_are_the_same_in_any_order_and_whichever_way_links_point(
    pairs: list[tuple[int, int]], random: object
) -> None:
    links = [(str(one), str(other)) for one, other in pairs]
    turned = [(other, one) for one, other in links]
    random.shuffle(turned)  # type: ignore[attr-defined]
    groups = Groups(links)
    assert partition(groups) == partition(Groups(turned)) == partition(Groups(links + turned))
    for one, other in links:
        assert groups.one(one) == groups.one(other) == min(groups.members(one))
        assert {one, other} <= set(groups.members(one))


@settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=10))
def test_linking_joins_and_unlinking_takes_out_one_and_undo_brings_back(
    template: Path, steps: list[tuple[int, int]]
) -> None:
    """A step with two different numbers links those two; with the same twice it unlinks that one."""
    with (
        tempfile.TemporaryDirectory(dir=quick_folder()) as folder,
        copied(template, folder, "a.roundtable") as workspace,
    ):
        people = [person(workspace, name) for name in NAMES]
        model = [{one} for one in people]
        before = []
        for one, other in steps:
            mine = next(group for group in model if people[one] in group)
            theirs = next(group for group in model if people[other] in group)
            before.append(partition(workspace.groups()))
            if mine is not theirs:
                linking.link(workspace, people[one], people[other])
                model.remove(theirs)
                mine |= theirs
            elif one == other and len(mine) > 1:
                linking.unlink(workspace, people[one])
                mine.remove(people[one])
                model.append({people[one]})
            else:
                before.pop()
            assert partition(workspace.groups()) == {frozenset(group) for group in model if len(group) > 1}
        for was in reversed(before):
            assert workspace.undo()
            assert partition(workspace.groups()) == was


def test_two_who_link_the_same_two_do_not_contradict_each_other(template: Path, empty: Path, folder: Path) -> None:
    with copied(template, folder, "a.roundtable") as one, copied(empty, folder, "b.roundtable") as other:
        first, second = person(one, "Amel"), person(one, "Emel")
        merged(one, other)
        linking.link(one, first, second)
        linking.link(other, second, first)
        merged(one, other)
        assert other.disagreements() == []
        assert other.groups().one(first) == other.groups().one(second)


def test_links_that_contradict_each_other_both_hold_until_somebody_decides(
    template: Path, empty: Path, folder: Path
) -> None:
    with copied(template, folder, "a.roundtable") as one, copied(empty, folder, "b.roundtable") as other:
        low, middle, high = sorted(person(one, name) for name in NAMES[:3])
        merged(one, other)
        linking.link(one, high, low)
        linking.link(other, high, middle)
        merged(one, other)
        merged(other, one)
        assert len(other.disagreements()) == 1
        for workspace in (one, other):
            assert set(workspace.groups().members(low)) == {low, middle, high}
        linking.unlink(one, high)
        assert partition(one.groups()) == {frozenset((low, middle))}, "the others stay together"
        assert not one.disagreements()


def test_what_cannot_stand_for_the_same_is_refused(tunis: Workspace) -> None:
    body = tunis.add(Organisation, {"name": {"fr": "CRT"}, "type": "red_cross_crescent"})
    someone, other = person(tunis, "Amel"), person(tunis, "Emel")
    for pair in ((someone, body), (someone, someone)):
        with pytest.raises(InvalidValue):
            linking.link(tunis, *pair)
    with pytest.raises(InvalidValue):
        linking.unlink(tunis, someone)
    linking.link(tunis, someone, other)
    with pytest.raises(InvalidValue):
        linking.tell_apart(tunis, someone, other)


def test_who_was_told_apart_and_is_linked_after_all_is_no_longer_told_apart(tunis: Workspace) -> None:
    someone, other = person(tunis, "Amel"), person(tunis, "Emel")
    linking.tell_apart(tunis, other, someone)
    assert {*tunis.get(someone).not_same_as, *tunis.get(other).not_same_as} & {someone, other}  # type: ignore[attr-defined]
    linking.link(tunis, someone, other)
    assert not tunis.get(someone).not_same_as  # type: ignore[attr-defined]
    assert not tunis.get(other).not_same_as  # type: ignore[attr-defined]
    tunis.undo()
    assert not tunis.groups()


def test_a_link_to_who_is_deleted_or_nameless_does_not_hold(tunis: Workspace) -> None:
    someone, other = person(tunis, "Amel"), person(tunis, "Emel")
    linking.link(tunis, someone, other)
    tunis.delete(other)
    assert not tunis.groups()
    tunis.restore(other)
    assert tunis.groups()
    tunis.edit(other, {"given_name": "", "family_name": ""})
    assert not tunis.groups()


def test_a_dossier_shows_a_group_as_one_and_writes_nothing(tunis: Workspace) -> None:
    crt = tunis.add(Organisation, {"name": {"fr": "Croissant-Rouge"}, "type": "red_cross_crescent"})
    red = tunis.add(Organisation, {"name": {"ar": "الهلال الأحمر"}, "acronym": "CRT", "type": "red_cross_crescent"})
    first, second = person(tunis, "Amel", email="amel@example.org"), person(tunis, "Emel", phone="+216 71 000 000")
    for someone, body, since in ((first, crt, "2016"), (second, red, "2017")):
        tunis.add(Membership, {"person": someone, "organisation": body, "starts_on": since})
    meeting = tunis.add(Meeting, {"title": {"fr": "Réunion"}, "starts_at": "2018-01-15T10:00"})
    tunis.add(Attendance, {"meeting": meeting, "person": first, "status": "invited"})
    tunis.add(Attendance, {"meeting": meeting, "person": second, "status": "present"})
    before = tunis.fingerprint()
    linking.link(tunis, first, second)
    linking.link(tunis, crt, red)
    dossier = tunis.dossier([meeting])
    (one,) = dossier.all(Person)
    assert dossier.find(Person, first) == dossier.find(Person, second) == one
    assert (one.email, one.phone) == ("amel@example.org", "+216 71 000 000")
    (seen,) = dossier.all(Organisation)
    assert (seen.acronym, set(seen.name)) == ("CRT", {"fr", "ar"})
    (attendance,) = dossier.referring(Attendance, "person", second)
    assert (attendance.status, attendance.person) == ("present", one.id)
    (membership,) = dossier.referring(Membership, "person", first)
    assert (membership.starts_on, membership.organisation) == (When("2016"), seen.id)
    tunis.undo()
    tunis.undo()
    assert tunis.fingerprint() != before, "undoing is a change too"
    assert len(tunis.dossier([meeting]).all(Person)) == 2


def test_what_an_audience_may_not_see_does_not_come_back_through_a_link(tunis: Workspace) -> None:
    first = person(tunis, "Amel")
    second = person(tunis, "Emel", email="emel@example.org", confidentiality="internal")
    meeting = tunis.add(Meeting, {"title": {"fr": "Réunion"}, "starts_at": "2018-01-15T10:00", "chair": first})
    linking.link(tunis, first, second)
    dossier = tunis.dossier([meeting])
    assert dossier.all(Person)[0].email == "emel@example.org"
    (seen,) = dossier.for_audience(Audience.NETWORK).all(Person)
    assert (seen.id, seen.email) == (first, "")


def test_search_finds_a_group_once(tunis: Workspace) -> None:
    first, second = person(tunis, "Amel"), person(tunis, "Amel")
    assert {hit.record for hit in tunis.search("amel trabelsi")} == {first, second}
    linking.link(tunis, first, second)
    assert len(tunis.search("amel trabelsi")) == 1


@pytest.mark.parametrize("name", ["Amel", "Badr", "Chama"])
def test_search_shows_of_a_group_the_one_that_stands_for_it_wherever_which_came_first(
    tunis: Workspace, name: str
) -> None:
    group = [person(tunis, name) for _time in range(4)]
    for other in group[1:]:
        linking.link(tunis, group[0], other)
    assert [hit.record for hit in tunis.search(name)] == [tunis.groups().one(group[0])]
