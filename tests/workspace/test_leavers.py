"""Who left long enough ago to be forgotten."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from desktop_app.records import Membership, Organisation, Person
from desktop_app.workspace import linking
from desktop_app.workspace.leavers import leavers

if TYPE_CHECKING:
    from desktop_app.workspace import Workspace

TODAY = date(2018, 1, 15)


def person(place: Workspace, *ends: str) -> str:
    made = place.add(Person, {"family_name": "Ben Ali", "given_name": "Salma"})
    organisation = place.add(Organisation, {"name": {"fr": "Commune"}, "type": "local_authority"})
    for end in ends:
        values = {"person": made, "organisation": organisation, "starts_on": "2010", "ends_on": end}
        place.add(Membership, values)
    return made


@pytest.mark.parametrize(
    ("ends", "gone"),
    [
        ([], False), ([""], False), (["2012"], True), (["2012", ""], False), (["2012", "2017-12"], False),
        (["2015"], True), (["2016"], False), (["2016-01"], False), (["2015-12"], True), (["2016-01-14"], True),
        (["2016-01-15"], False), (["2020-01-01"], False),
    ],
)  # fmt: skip
def test_all_memberships_ended_long_ago(tunis: Workspace, ends: list[str], gone: bool) -> None:
    made = person(tunis, *ends)
    assert [leaver.person for leaver in leavers(tunis, TODAY)] == [made] * gone


def test_how_long_is_kept_in_the_workspace(tunis: Workspace) -> None:
    person(tunis, "2017")
    assert leavers(tunis, TODAY) == []
    tunis.erasures.keep_for(0)
    assert [leaver.ended for leaver in leavers(tunis, TODAY)] == ["2017"]


def test_a_linked_record_that_stays_keeps_the_other(tunis: Workspace) -> None:
    gone, stays = person(tunis, "2012"), person(tunis, "")
    linking.link(tunis, gone, stays)
    assert leavers(tunis, TODAY) == []
    linking.unlink(tunis, gone)
    assert [leaver.person for leaver in leavers(tunis, TODAY)] == [gone]


def test_the_linked_records_of_a_person_are_erased_together(tunis: Workspace) -> None:
    one, other = person(tunis, "2012"), person(tunis, "2012")
    linking.link(tunis, one, other)
    proposal = tunis.erasures.propose(one)
    assert {part.record for part in proposal.parts if part.kind == "person"} == {one, other}
    tunis.erasures.erase(proposal)
    assert {found.family_name for found in tunis.all(Person)} == {""}
    assert leavers(tunis, TODAY) == []
    assert not tunis.check().problems
