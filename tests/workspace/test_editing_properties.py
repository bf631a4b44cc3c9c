"""Whatever a person writes, takes back and does again: the state is what the log says, and nothing is lost."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING, Final

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.errors import Unknown
from desktop_app.records import AgendaItem, Attendance, Entry, Meeting, Person, Record
from tests.workspace.workspace_files import copied, quick_folder

if TYPE_CHECKING:
    from pathlib import Path

    from desktop_app.workspace import Workspace
    from desktop_app.workspace.current.search import Hit

KINDS: Final = (Meeting, AgendaItem, Entry, Person, Attendance)
TEXTS: Final = st.sampled_from(["Un toit", "سقف", "", "Straße", "Un toit\net deux"])
WHICH: Final = st.integers(0, 9)
EDITS: Final = st.one_of(
    st.tuples(st.just("text"), WHICH, st.sampled_from(["fr", "ar"]), TEXTS),
    st.tuples(st.just("kind"), WHICH, st.just(""), st.sampled_from(["note", "action", ""])),
    st.tuples(st.just("votes"), WHICH, st.just(""), st.sampled_from([None, 0, 7])),
    st.tuples(st.just("add"), WHICH, st.just("fr"), TEXTS),
    st.tuples(st.just("add all"), WHICH, st.just("fr"), TEXTS),
    st.tuples(st.just("delete"), WHICH, st.just(""), st.just("")),
    st.tuples(st.just("restore"), WHICH, st.just(""), st.just("")),
)
Edit = tuple[str, int, str, str | int | None]
STEPS: Final = st.lists(st.lists(EDITS, min_size=1, max_size=3), max_size=10)


def visible(place: Workspace) -> set[Record]:
    return {record for kind in KINDS for record in place.all(kind)}


def begin(place: Workspace) -> list[str]:
    meeting = place.add(Meeting, {"title": "Séance", "starts_at": "2018"})
    item = place.add(AgendaItem, {"meeting": meeting, "title": "Logement"})
    return [meeting, item, place.add(Entry, {"agenda_item": item, "text": "Un toit"})]


def play(place: Workspace, records: list[str], steps: list[list[Edit]]) -> list[set[Record]]:
    """Each step together; gives what was to be seen after each that wrote something."""
    seen = [visible(place)]
    for step in steps:
        before = place.fingerprint()
        with place.together():
            for edit in step:
                write(place, records, *edit)
        if place.fingerprint() != before:
            seen.append(visible(place))
    return seen


def write(place: Workspace, records: list[str], what: str, which: int, language: str, value: str | int | None) -> None:
    record = records[which % len(records)]
    try:
        if what.startswith("add"):
            new = [(Entry, {"agenda_item": records[1], "text": {language: value or "x"}})] * (which + 1)
            records += place.add_all(new) if what == "add all" else [place.draft(*new[0])]
        elif what == "delete":
            place.delete(record)
        elif what == "restore":
            place.restore(record)
        elif place.find(Entry, record):
            name = {"text": "text", "kind": "kind", "votes": "votes_for"}[what]
            place.edit(record, {name: {language: value} if what == "text" else value})
        else:
            place.edit(record, {"place" if place.find(Meeting, record) else "title": "Mairie"})
    except Unknown:
        pass  # it is deleted: a person could not have done it


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(STEPS, st.integers(0, 12), st.integers(0, 12))
def test_undo_and_redo_walk_through_what_was_there(
    template: Path, steps: list[list[Edit]], back: int, forth: int
) -> None:
    with tempfile.TemporaryDirectory(dir=quick_folder()) as folder, copied(template, folder, "a") as place:
        records = begin(place)
        seen = play(place, records, steps)
        written = {change.id: change for change in place.changes()}
        now = len(seen) - 1
        for _step in range(min(back, now)):
            now -= 1
            assert place.undo()
            assert visible(place) == seen[now]
        for _step in range(min(forth, len(seen) - 1 - now)):
            now += 1
            assert place.redo()
            assert visible(place) == seen[now]
        assert place.can_redo is (now < len(seen) - 1)
        assert {change.id: change for change in place.changes()}.items() >= written.items()
        assert place.disagreements() == []
        assert not place.check().problems


@settings(deadline=None, max_examples=30, suppress_health_check=list(HealthCheck))
@given(STEPS)
def test_search_and_state_are_what_a_rebuild_gives(template: Path, steps: list[list[Edit]]) -> None:
    with tempfile.TemporaryDirectory(dir=quick_folder()) as folder, copied(template, folder, "a") as place:
        play(place, begin(place), steps)
        before = visible(place), found(place), place.fingerprint()
        place.rebuild()
        assert (visible(place), found(place), place.fingerprint()) == before
        assert found(place)["toit"] == {
            record.id for record in place.all(Entry) if any("toit" in text for text in record.text.values())
        }


def found(place: Workspace) -> dict[str, set[str]]:
    hits: dict[str, list[Hit]] = {
        word: place.search(word) for word in ("toit", "strasse", "سقف", "mairie", "t", "seance")
    }
    return {word: {hit.record for hit in some} for word, some in hits.items()}
