"""Erasing, withdrawing and retention on the command line: what is shown before, what is asked, and what is left."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import pytest

from tests.commands.test_command_line import Said, file, lines, roundtable

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["file", "roundtable"]  # fixtures
LEILA: Final = {"family_name": "Benchérif", "given_name": "Leïla", "phone": "+216 71 555 333"}


class Group:
    def __init__(self, run: Callable[..., Said], path: Path) -> None:
        self.run = run
        self.path = path
        (self.person,) = self.add("person", LEILA)
        (organisation,) = self.add("organisation", {"name": "Commune", "type": "local_authority"})
        self.add(
            "membership",
            {"person": self.person, "organisation": organisation, "starts_on": "2010", "ends_on": "2012",
             "function": "Directrice"},
        )  # fmt: skip
        meeting = {"title": "Séance avec Mme Benchérif", "kind": "stakeholder_group", "starts_at": "2018-01-15"}
        (self.meeting,) = self.add("meeting", meeting)

    def add(self, kind: str, *records: object) -> list[str]:
        added = self.run("add", kind, self.path, stdin=lines(*records))
        assert added.code == 0, added.err
        return added.out.split()

    def shown(self, record: str) -> dict[str, object]:
        found: dict[str, object] = json.loads(self.run("show", self.path, record, "--json").out)
        return found


@pytest.fixture
def group(roundtable: Callable[..., Said], file: Path) -> Group:
    return Group(roundtable, file)


def test_nothing_is_erased_without_an_answer(group: Group) -> None:
    stopped = group.run("erase", group.path, group.person)
    assert stopped.code == 1
    assert "Séance avec Mme Benchérif" in stopped.out
    assert group.shown(group.person)["family_name"] == "Benchérif"


def test_a_person_is_erased_and_what_still_names_her_is_said(group: Group) -> None:
    sent = group.path.parent / "out.rtbundle"
    assert group.run("export", group.path, sent).code == 0
    done = group.run("erase", group.path, group.person, "--yes")
    assert done.code == 0, done.err
    assert "out.rtbundle" in done.out
    assert "1 text still names" in done.err
    assert "family_name" not in group.shown(group.person)
    assert group.run("search", group.path, "directrice", "--json").out.strip() == "[]"
    assert group.run("merge", group.path, sent).code == 0
    assert "family_name" not in group.shown(group.person)
    assert group.run("check", group.path).code == 0
    refused = group.run("set", group.path, group.person, "family_name=Benchérif")
    assert (refused.code, "erased" in refused.err) == (1, True)


def test_texts_are_masked_where_they_are_asked_for(group: Group) -> None:
    done = group.run("erase", group.path, group.person, "--yes", "--texts", "--json")
    said = json.loads(done.out)
    assert [(one["record"], one["masked"]) for one in said["texts"]] == [(group.meeting, True)]
    assert (said["here_alone"], said["failed_backups"], len(said["erasures"])) == (0, [], 3)
    assert group.shown(group.meeting)["title"] == {"fr": "Séance avec Mme […]"}
    listed = json.loads(group.run("erasures", group.path, "--json").out)
    assert {one["done"] for one in listed} == {True}
    assert "erased" in group.run("erasures", group.path).out


def test_one_field_in_one_language(group: Group) -> None:
    assert group.run("set", group.path, group.meeting, "title.ar=جلسة").code == 0
    assert group.run("erase", group.path, group.meeting, "--field", "title.fr", "--yes").code == 0
    assert group.shown(group.meeting)["title"] == {"ar": "جلسة"}
    assert group.run("erase", group.path, group.meeting, "--field", "city", "--yes").code == 1


def test_what_another_city_asks_for_is_held_and_carried_out_by_hand(
    group: Group, roundtable: Callable[..., Said]
) -> None:
    folder = group.path.parent
    lyon, bundle = folder / "lyon.roundtable", folder / "out.rtbundle"
    new = ("--city", "FRLIO", "--name", "Lyon", "--country", "FR", "--author", "Luc")
    assert roundtable("new", lyon, *new).code == 0
    assert roundtable("export", group.path, bundle).code == 0
    assert roundtable("merge", lyon, bundle).code == 0
    assert group.run("erase", group.path, group.person, "--yes").code == 0
    assert roundtable("export", group.path, bundle).code == 0
    merged = roundtable("merge", lyon, bundle)
    assert "2 erasures held" in merged.out
    listed = json.loads(roundtable("erasures", lyon, "--json").out)
    assert {one["held"] for one in listed} == {"not confirmed"}
    assert roundtable("erasures", lyon, "--carry-out", "zz", "--yes").code == 1
    for one in listed:
        assert roundtable("erasures", lyon, "--carry-out", one["number"][:12], "--yes").code == 0
    assert "family_name" not in json.loads(roundtable("show", lyon, group.person, "--json").out)


def test_an_import_is_withdrawn_and_comes_back(group: Group, roundtable: Callable[..., Said]) -> None:
    lyon, bundle = group.path.parent / "lyon.roundtable", group.path.parent / "out.rtbundle"
    new = ("--city", "FRLIO", "--name", "Lyon", "--country", "FR", "--author", "Luc")
    assert roundtable("new", lyon, *new).code == 0
    assert roundtable("export", group.path, bundle).code == 0
    was = roundtable("fingerprint", lyon).out
    assert roundtable("merge", lyon, bundle).code == 0
    now = roundtable("fingerprint", lyon).out
    (listed,) = json.loads(roundtable("imports", lyon, "--json").out)
    assert roundtable("withdraw", lyon, listed["number"]).code == 1
    done = roundtable("withdraw", lyon, listed["number"], "--yes")
    assert done.code == 0, done.err
    assert was.strip() in done.out
    assert roundtable("show", lyon, group.person).code == 1
    assert "withdrawn" in roundtable("imports", lyon).out
    assert roundtable("withdraw", lyon, listed["number"], "--yes").code == 1
    assert roundtable("merge", lyon, bundle).code == 0
    assert roundtable("fingerprint", lyon).out == now


def test_who_left_long_ago_is_listed_and_erased_when_told_to(group: Group) -> None:
    (stays,) = group.add("person", {"family_name": "Reste", "given_name": "Nour"})
    listed = json.loads(group.run("retention", group.path, "--json").out)
    assert (listed["months"], [one["person"] for one in listed["leavers"]]) == (24, [group.person])
    assert json.loads(group.run("retention", group.path, "--months", "1200", "--json").out)["leavers"] == []
    assert group.run("retention", group.path, "--months", "-1").code == 1
    assert group.run("retention", group.path, "--months", "12", "--erase", "--yes").code == 0
    assert "family_name" not in group.shown(group.person)
    assert group.shown(stays)["family_name"] == "Reste"
    assert json.loads(group.run("retention", group.path, "--json").out)["leavers"] == []
