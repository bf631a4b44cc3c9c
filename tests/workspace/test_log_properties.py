"""Whatever order changes come in, however often and however incomplete: the workspace is what a plain model says.

The model (`reliability.merging.rules`) works everything out anew from a set of changes, without SQL.
"""

from __future__ import annotations

import tempfile
import uuid
from typing import TYPE_CHECKING, Final

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from desktop_app.records import AgendaItem, Attendance, Person, Record
from desktop_app.workspace.changes.change import DELETED, canonical, parsed, received
from desktop_app.workspace.changes.presence import deletion
from desktop_app.workspace.merging import absorbing
from reliability.merging.asking import whoever_brought_it
from reliability.merging.rules import Model
from tests.workspace.workspace_files import copied, quick_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    import pytest

    from desktop_app.records import Json
    from desktop_app.workspace import Change, HistoryItem, Workspace

SEEN: Final = (AgendaItem, Person, Attendance)
RECORDS: Final = tuple(str(uuid.UUID(int=number)) for number in range(1, 5))
SITES: Final = tuple(str(uuid.UUID(int=number)) for number in range(100, 103))
VALUES: Final[dict[str, list[Json]]] = {
    "title": ["Budget", "", "الميزانية", None, 3, ["x"], "x\0y", " Ordre du jour\u00a0", "e\u0301te\u0301", "\u202eab"],
    "position": ["b", "a", None, "A!"],
    "meeting": [RECORDS[0], RECORDS[1].upper(), "x", "", None],
    "family_name": ["Ben Ali", "", "a\nb", None, "Ben Ali\r", "a" * 501],
    "languages": [["fr", "ar"], [], None, "fr", [1]],
    "arrived_at": ["2018-01", "2018-13", None, "", "2018-01-15T10:00"],
    "status": ["absent", "later code", None],
    "votes": [1, 2],
    "confidentiality": ["public", "secret"],
}
CELLS: Final = (
    ("agenda_item", "title", "fr"), ("agenda_item", "title", "ar"), ("agenda_item", "title", ""),
    ("agenda_item", "title", "Fr"), ("agenda_item", "position", ""), ("agenda_item", "meeting", ""),
    ("agenda_item", "votes", ""), ("person", "family_name", ""), ("person", "family_name", "fr"),
    ("person", "languages", ""), ("attendance", "arrived_at", ""), ("attendance", "status", ""),
    ("person", "confidentiality", ""), ("pilot_project", "title", "fr"),
)  # fmt: skip


@st.composite
def histories(draw: st.DrawFn) -> list[Change]:
    """Changes of several sites with clocks of their own; each names some of the changes that are there, or not yet."""
    changes: list[Change] = []
    records = draw(st.lists(st.sampled_from(RECORDS), min_size=1, max_size=3))
    cells = draw(st.lists(st.sampled_from(CELLS), min_size=1, max_size=4))  # few, so that changes meet
    for seq in range(draw(st.integers(1, 20))):
        kind, field, language = draw(st.sampled_from(cells))
        record = draw(st.sampled_from(records))
        before = [one for one in changes if (one.kind, one.record) == (kind, record)]
        if before and draw(st.integers(0, 4)) == 0:
            field, language = DELETED, ""
            others = [one.id for one in before if one.field != DELETED]
            seen = draw(st.sampled_from([others, others, others[:-1], []]))
            value = draw(st.sampled_from([deletion(set(seen), record), "null", '"later"']))
        else:
            value = canonical(draw(st.sampled_from(VALUES[field])))
        cell = [one.id for one in before if (one.field, one.language) == (field, language)]
        parents = set(draw(st.sampled_from([cell[-1:], cell[-2:], cell[:1], [], cell])))
        if draw(st.integers(0, 9)) == 0:
            parents.add(draw(st.sampled_from([one.id for one in changes] or [b"!" * 32])))
        changes.append(
            received(
                kind, record, field, language, value, seq.to_bytes(16, "big"), "A", draw(st.sampled_from(SITES)),
                seq + 1, draw(st.integers(1, 6)), tuple(sorted(parents)),
            )
        )  # fmt: skip
    return changes


def state(workspace: Workspace) -> dict[str, set[Record]]:
    return {kind.kind_name: set(workspace.all(kind)) for kind in SEEN}


def take(workspace: Workspace, changes: Sequence[Change]) -> None:
    workspace.absorb(changes, label="bundle", digest="", sender="")


def contradictions(workspace: Workspace) -> set[tuple[str, str, str]]:
    return {(one.record, one.field, one.language) for one in workspace.disagreements()}


@settings(deadline=None, max_examples=120, suppress_health_check=list(HealthCheck))
@given(histories(), st.data())
def test_any_delivery_is_what_the_rules_say(
    empty: Path, monkeypatch: pytest.MonkeyPatch, changes: list[Change], data: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory(dir=quick_folder()) as folder, copied(empty, folder, "one") as workspace:
        here: list[Change] = []
        monkeypatch.setattr(absorbing, "CHUNK", data.draw(st.integers(1, 8)))
        for part in deliveries(changes, data):
            take(workspace, part)
            here += part
            model = Model(here)
            assert {change.id: change for change in workspace.changes()} == model.changes
            assert state(workspace) == model.records(SEEN)
            assert contradictions(workspace) == model.contradictions()
        assert not workspace.check().problems
        assert awaited(workspace) == Model(here).awaited()


def awaited(workspace: Workspace) -> set[bytes]:
    return {bytes(id_) for (id_,) in workspace._store.rows("select id from missing")}


def deliveries(changes: Sequence[Change], data: st.DataObject) -> Iterator[list[Change]]:
    """Everything at last, in parts and in any order, some of it again."""
    order = data.draw(st.permutations(changes))
    while order:
        count = data.draw(st.integers(1, len(order)))
        part, order = order[:count], order[count:]
        again = data.draw(st.lists(st.sampled_from(changes), max_size=3))
        yield part + [change for change in again if change not in order]


def said_of(workspace: Workspace, record: str) -> list[HistoryItem]:
    """A record's history without the files in which it came."""
    return [replace(item, batch="") for item in workspace.history(record)]


@settings(deadline=None, max_examples=30, suppress_health_check=list(HealthCheck))
@given(histories(), st.data())
def test_any_two_deliveries_end_alike(empty: Path, changes: list[Change], data: st.DataObject) -> None:
    with (
        tempfile.TemporaryDirectory(dir=quick_folder()) as folder,
        copied(empty, folder, "one") as one,
        copied(empty, folder, "other") as other,
    ):
        take(one, changes)
        for part in deliveries(changes, data):
            take(other, part)
        assert one.fingerprint() == other.fingerprint()
        assert list(one.changes()) == list(other.changes())
        assert [*map(whoever_brought_it, one.disagreements())] == [*map(whoever_brought_it, other.disagreements())]
        for kind in SEEN:
            assert one.all(kind) == other.all(kind)
        assert found(one) == found(other)
        for change in changes:
            assert said_of(one, change.record) == said_of(other, change.record)
        assert other.absorb(changes, label="again", digest="", sender="").new == 0
        assert one.fingerprint() == other.fingerprint()


def found(workspace: Workspace) -> Mapping[str, set[str]]:
    return {text: {hit.record for hit in workspace.search(text)} for text in ("budget", "ben", "الميزانيه", "a")}


def test_a_head_that_is_alone_again_is_shown(network: Workspace) -> None:
    """Of a chain of three the middle comes last: it supersedes the first, and was superseded before it came."""

    for record, times in zip(RECORDS, ((3, 2, 1), (1, 2, 3)), strict=False):
        chain: list[Change] = []
        for value, at in zip(("Un", "Deux", "Trois"), times, strict=True):
            parents = tuple(change.id for change in chain[-1:])
            parts = ("person", record, "family_name", "", f'"{value}"', b"0" * 16, "A", SITES[0], at, at, parents)
            chain.append(received(*parts))
        take(network, chain[::2])
        take(network, chain[1:2])
        assert network.disagreements() == []
        assert [one.family_name for one in network.all(Person) if one.id == record] == ["Trois"]


def test_a_restoration_beside_a_deletion_keeps_the_record_and_says_so(network: Workspace) -> None:
    def of(field: str, value: str, at: int) -> Change:
        return received("person", RECORDS[0], field, "", value, b"0" * 16, "A", SITES[0], at, at, ())

    name = of("family_name", '"Ben Ali"', 1)
    changes = [name, of(DELETED, deletion([name.id], RECORDS[0]), 3), of(DELETED, "null", 2)]
    take(network, changes)
    assert [one.family_name for one in network.all(Person)] == ["Ben Ali"]
    assert contradictions(network) == Model(changes).contradictions() == {(RECORDS[0], DELETED, "")}
    assert [one.value for one in network.disagreements()[0].alternatives] == [1, None]
    network.resolve(RECORDS[0], DELETED, keep=changes[1].id.hex())
    assert (network.all(Person), network.disagreements()) == ([], [])


def test_the_model_knows_what_it_is_about() -> None:
    """A model that calls everything visible and agreed would agree with a workspace that loses everything."""
    one, other = (
        received("person", RECORDS[0], "family_name", "", f'"{name}"', b"0" * 16, "A", SITES[0], 1, 1, ())
        for name in ("Ben Ali", "Ben Salah")
    )
    assert Model([one, other]).contradictions() == {(RECORDS[0], "family_name", "")}
    gone = received(
        "person", RECORDS[0], DELETED, "", deletion([one.id], RECORDS[0]), b"0" * 16, "A", SITES[0], 2, 2, ()
    )
    assert Model([one, gone]).records(SEEN)["person"] == set()
    assert len(Model([one, other, gone]).records(SEEN)["person"]) == 1
    assert parsed(gone.value or "") == {"root": RECORDS[0], "saw": [one.id.hex()]}
