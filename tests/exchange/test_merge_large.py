"""Where there is much of one record it is read in parts, its long values left out at first: all else is the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from desktop_app.exchange import bundle, merge
from desktop_app.exchange.merge import rehearsal
from desktop_app.exchange.merge.plan import What
from desktop_app.workspace import Workspace
from desktop_app.workspace.changes import outgoing
from tests.exchange import bundle_sample as sample

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop_app.workspace import Change

LENGTH = 3_000


def change(record: int, field: str = "text", value: object = "", **more: Any) -> Change:
    """One of a recommendation."""
    return sample.change(record, field, value, kind="recommendation", **more)


def history(record: int) -> list[Change]:
    """A long text in several versions, one that contradicts the last, a short field, and a deletion taken back."""
    made = [change(record, value="a" * LENGTH, seq=1)]
    for number, letter in enumerate("bcd", start=2):
        made.append(change(record, value=letter * LENGTH, seq=number, parents=(made[-1].id,)))
    rival = change(record, value="r" * LENGTH, seq=9, at=2_000_000_000_000, parents=(made[0].id,))
    gone = change(record, "deleted", {"saw": [made[-1].id.hex()], "root": ""}, language="", seq=10)
    back = change(record, "deleted", None, language="", seq=11, parents=(gone.id,))
    return [*made, rival, change(record, "symbol", "T/1", language="", seq=8), gone, back]


def theirs(record: int) -> list[Change]:
    """What comes to it: the contradiction is decided, and another begins, or a language follows."""
    every = history(record)
    decided = change(record, value="e" * LENGTH, seq=20, parents=(every[3].id, every[4].id))
    rival = change(record, value="f" * LENGTH, seq=21, parents=(every[3].id, every[4].id))
    arabic = change(record, value="ت" * LENGTH, language="ar", seq=22)
    return [*every, decided, rival if record % 2 else arabic]


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.create(tmp_path / "a.roundtable", city=None, author="Salma") as made:
        changes = sample.ordered([one for record in (1, 2, 3) for one in history(record)])
        made.absorb(changes, label="", digest="", sender="")
        yield made


@pytest.fixture
def incoming(tmp_path: Path) -> bundle.Incoming:
    made = [one for record in (1, 2, 4) for one in theirs(record)]
    return bundle.read(sample.put(tmp_path, sample.packed(sample.of(made))))


def test_a_rehearsal_says_the_same_however_little_it_holds(
    place: Workspace, incoming: bundle.Incoming, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = merge.rehearse(place, incoming)
    assert {What.NEW, What.FURTHER, What.SETTLED} <= {item.what for item in usual.items}
    for heavy in (0, LENGTH + 500, 3 * LENGTH):
        monkeypatch.setattr(rehearsal, "_HEAVY", heavy)
        slim = merge.rehearse(place, incoming)
        assert (slim.items, slim.counts) == (usual.items, usual.counts)
        assert (slim.arriving, slim.known, slim.awaited) == (usual.arriving, usual.known, usual.awaited)


def test_what_there_is_no_room_to_show_is_counted(
    place: Workspace, incoming: bundle.Incoming, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = merge.rehearse(place, incoming)
    monkeypatch.setattr(rehearsal, "_ROOM", LENGTH)
    for heavy in (0, 2**23):
        monkeypatch.setattr(rehearsal, "_HEAVY", heavy)
        plan = merge.rehearse(place, incoming)
        assert plan.counts == usual.counts
        shown = [side for item in plan.items for side in (item.ours, item.theirs) if side is not None]
        assert sum(len(str(side.value)) for side in shown) <= 3 * LENGTH


@pytest.mark.parametrize(("many", "heavy"), [(2, 2**22), (10_000, 0), (10_000, 3 * LENGTH)])
def test_changes_leave_in_one_order_in_whatever_parts_they_are_read(
    place: Workspace, many: int, heavy: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = list(place.changes())
    assert usual == sample.ordered(usual)
    monkeypatch.setattr(outgoing, "_MANY", many)
    monkeypatch.setattr(outgoing, "_HEAVY", heavy)
    assert list(place.changes()) == usual
    first = usual[0].record
    assert list(place.changes([first])) == [one for one in usual if one.record == first]
