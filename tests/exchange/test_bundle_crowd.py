"""More about one thing than people write is refused, by bounds that no work comes near to."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.errors import TooLarge
from desktop_app.exchange import bundle, merge
from desktop_app.exchange.audience import heads
from desktop_app.exchange.bundle import crowd
from desktop_app.records import Audience, Organisation
from desktop_app.workspace import Workspace
from desktop_app.workspace.merging import absorbing, joining
from tests.exchange import bundle_sample as sample

if TYPE_CHECKING:
    from pathlib import Path

    from desktop_app.workspace import Change

BOUND = 20
LETTERS = 5_000


@pytest.fixture(autouse=True)
def _small_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    bounds = {"MAX_HEADS": BOUND, "MAX_LETTERS": LETTERS, "MAX_OF_RECORD": 3 * BOUND, "MAX_PARENTS": 5 * BOUND}
    for name, bound in bounds.items():
        monkeypatch.setattr(crowd, name, bound)
    monkeypatch.setattr(crowd, "_LITTLE", 0)
    monkeypatch.setattr(absorbing, "_WORTH_COUNTING", 0)
    monkeypatch.setattr(absorbing, "_LONG_CHUNK", BOUND)
    monkeypatch.setattr(joining, "_FEW", 2)
    monkeypatch.setattr(joining, "_LONG", 100)


def values(count: int, *parents: bytes, first: int = 0) -> list[Change]:
    """So many changes of one cell that have the same parents."""
    return [sample.change(1, value=n, seq=n + 1, parents=parents) for n in range(first, first + count)]


def same(count: int, *, first: int = 0) -> list[Change]:
    """So many changes of one cell that say the same."""
    return [sample.change(1, value="same", seq=n + 1) for n in range(first, first + count)]


def chain(count: int) -> list[Change]:
    made = values(1)
    for number in range(1, count):
        made.append(sample.change(1, value=number, seq=number + 1, parents=(made[-1].id,)))
    return made


def read(folder: Path, changes: list[Change]) -> bundle.Incoming:
    return bundle.read(sample.put(folder, sample.packed(sample.of(changes))))


def test_as_many_values_side_by_side_as_are_allowed_are_taken_and_one_more_is_refused(tmp_path: Path) -> None:
    root = sample.change(1, value="root", seq=900)
    for made in (values(BOUND), [root, *values(BOUND, root.id)], [*chain(30), *values(BOUND - 1, first=40)]):
        assert read(tmp_path, made).count == len(made)
        with pytest.raises(TooLarge) as caught:
            read(tmp_path, [*made, *values(1, *made[-1].parents, first=100)])
        assert "Nothing was changed." in str(caught.value)


def test_a_long_chain_is_taken_up_to_its_bound(tmp_path: Path) -> None:
    assert read(tmp_path, chain(3 * BOUND)).count == 3 * BOUND
    with pytest.raises(TooLarge):
        read(tmp_path, chain(3 * BOUND + 1))


def test_parents_that_are_many_beside_the_changes_are_refused(tmp_path: Path) -> None:
    many = tuple(n.to_bytes(32, "big") for n in range(5 * BOUND + crowd.PARENTS_EACH))
    assert read(tmp_path, [sample.change(1, parents=many)]).count == 1
    with pytest.raises(TooLarge):
        read(tmp_path, [sample.change(1, parents=(*many, b"x" * 32))])


def test_many_records_of_each_little_are_no_crowd(tmp_path: Path) -> None:
    made = [sample.change(n, value=m, seq=n * 10 + m) for n in range(1, 9) for m in range(BOUND - 1)]
    assert read(tmp_path, made).count == len(made)


def long_values(count: int, *, first: int = 0) -> list[Change]:
    """So many texts side by side in one cell that four of them are what may be there."""
    return [sample.change(1, value=str(n) * (LETTERS // 4 - 2), seq=n + 1) for n in range(first, first + count)]


def deletions(count: int) -> list[Change]:
    """A record that is deleted again and again, each time seeing very much."""
    made: list[Change] = []
    for number in range(count):
        parents = tuple(one.id for one in made[-1:])
        seen = {"saw": ["a" * (LETTERS // 4)], "root": ""}
        made.append(sample.change(1, "deleted", seen, language="", seq=number + 1, parents=parents))
    return made


def test_long_texts_side_by_side_are_counted_by_their_letters_one_after_the_other_not(tmp_path: Path) -> None:
    assert read(tmp_path, long_values(4)).count == 4
    with pytest.raises(TooLarge):
        read(tmp_path, long_values(5))
    languages = [
        sample.change(1, value="a" * (LETTERS // 4), language=code, seq=1) for code in ("ar", "en", "es", "fr")
    ]
    with pytest.raises(TooLarge):
        read(tmp_path, languages)
    after = long_values(1)
    for number in range(1, 9):
        after.append(sample.change(1, value=str(number) * 1200, seq=number + 1, parents=(after[-1].id,)))
    assert read(tmp_path, after).count == 9


def test_all_that_was_ever_said_of_a_deletion_counts(tmp_path: Path) -> None:
    assert read(tmp_path, deletions(3)).count == 3
    with pytest.raises(TooLarge):
        read(tmp_path, deletions(5))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (values(BOUND), values(BOUND, first=BOUND)),
        (same(BOUND), same(BOUND, first=BOUND)),
        (long_values(3), long_values(3, first=3)),
        (deletions(6)[:3], deletions(6)[3:]),
        (chain(2 * BOUND + 1), [sample.change(1, "acronym", n, language="", seq=n + 100) for n in range(BOUND)]),
    ],
    ids=["values", "identical values", "letters", "deletions", "of one record"],
)
def test_two_files_that_are_too_much_together_are_not_both_merged(
    tmp_path: Path, one: list[Change], other: list[Change]
) -> None:
    """Otherwise everybody would refuse what is sent from here. The rehearsal says so already."""
    with Workspace.create(tmp_path / "a.roundtable", city=None, author="Salma") as place:
        merge.apply(place, read(tmp_path, one))
        before = place.fingerprint()
        incoming = read(tmp_path, other)
        for attempt in (merge.rehearse, merge.apply):
            with pytest.raises(TooLarge):
                attempt(place, incoming)
        assert place.fingerprint() == before
        assert len(place.imports()) == 1
        sent = bundle.write(place, tmp_path / "a.rtbundle", audience=Audience.INTERNAL)
    assert bundle.read(sent.path).count == len(one)


def test_what_nobody_would_take_is_not_made(tmp_path: Path) -> None:
    with Workspace.create(tmp_path / "a.roundtable", city=None, author="Salma") as place:
        body = place.add(Organisation, {"name": {"fr": "Commune"}, "type": "media"})
        for number in range(3 * BOUND):
            place.edit(body, {"acronym": str(number)})
        with pytest.raises(TooLarge):
            bundle.write(place, tmp_path / "a.rtbundle", audience=Audience.INTERNAL)
    assert not (tmp_path / "a.rtbundle").exists()


@given(st.lists(st.lists(st.integers(0, 60), max_size=4), min_size=BOUND + 1, max_size=60))
def test_heads_are_counted_as_the_merge_counts_them(named: list[list[int]]) -> None:
    made: list[Change] = []
    for number, before in enumerate(named):
        parents = tuple({made[one].id for one in before if one < len(made)})
        made.append(sample.change(1, value=number, seq=number + 1, parents=parents))
    ordered = sample.ordered(made)
    assert all(one.id < other.id for one, other in pairwise(ordered))
    found = len(heads(made))
    assert crowd.of_bundle(ordered).heads == found
