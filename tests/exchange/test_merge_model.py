"""A workspace against a model of ten lines: histories with skewed clocks, delivered in parts, in any order, some twice.

The histories are drawn as graphs rather than written by a workspace, so that they reach what people rarely do: a change
that comes before the one it builds on, from a laptop whose clock is years behind.
"""

from __future__ import annotations

import itertools
import shutil
import tempfile
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.exchange.merge.compare import Standing
from desktop_app.records import Organisation
from desktop_app.workspace import Workspace
from desktop_app.workspace.changes.presence import deletion
from tests.exchange import bundle_sample as sample

if TYPE_CHECKING:
    from desktop_app.workspace import Change

RECORD: Final = str(uuid.UUID(int=1))
CELLS: Final = (("acronym", ""), ("name", "fr"), ("deleted", ""))
_made: Final = itertools.count(1)


@st.composite
def histories(draw: st.DrawFn) -> list[Change]:
    """Changes of one record, each after those that it builds on; its clock says anything."""
    made: list[Change] = [sample.change(1, "city", None, language="")]
    for _turn in range(draw(st.integers(1, 9))):
        field, language = draw(st.sampled_from(CELLS))
        cell = [change.id for change in made if change.field == field]
        parents = draw(st.sets(st.sampled_from(cell), max_size=3)) if cell else set()
        value: object = draw(st.sampled_from(["A", "B", None]))
        if field == "deleted":
            others = [change.id for change in made if change.field != field]
            value = sample.parsed(deletion(draw(st.sets(st.sampled_from(others))), RECORD)) if value else None
        made.append(
            sample.change(1, field, value, language=language, parents=tuple(parents), seq=next(_made),
                          at=draw(st.integers(0, 4)))
        )  # fmt: skip
    return made


def shown(place: Workspace, cell: tuple[str, str]) -> str | None:
    found = place.find(Organisation, RECORD)
    if found is None:
        return None
    return found.acronym if cell[0] == "acronym" else found.name.get("fr", "")


def agrees(place: Workspace, given_: list[Change]) -> None:
    """Whether the workspace shows what the model says of the same changes."""
    model = Standing(given_)
    assert (place.find(Organisation, RECORD) is None) is (model.presence.agreed or not given_)
    disagreeing = {(one.field, one.language) for one in place.disagreements()}
    contested = {("deleted", "")} if model.presence.contested else set()
    if not model.presence.agreed:
        contested |= {cell for cell in CELLS[:2] if len(model.values(cell)) > 1}
        for cell in CELLS[:2]:
            head = model.shown(cell)
            assert shown(place, cell) == (("" if head is None else head.json or "") if given_ else None)
    assert disagreeing == contested
    assert sorted(change.id for change in place.changes([RECORD])) == sorted(change.id for change in given_)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("model") / "empty.roundtable"
    Workspace.create(path, city=None, author="Nobody").close()
    return path


@settings(deadline=None, max_examples=100, suppress_health_check=list(HealthCheck))
@given(histories(), st.data())
def test_after_every_delivery_the_workspace_shows_what_the_model_says(
    empty: Path, history: list[Change], data: st.DataObject
) -> None:
    deliveries = data.draw(st.lists(st.lists(st.sampled_from(history), min_size=1, max_size=6), max_size=4))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.roundtable"
        shutil.copyfile(empty, path)
        with Workspace.open(path) as place:
            here: dict[bytes, Change] = {}
            for delivery in [*deliveries, history]:
                absorbed = place.absorb(delivery, label="", digest="", sender="")
                assert absorbed.new == len({change.id for change in delivery} - here.keys())
                here.update((change.id, change) for change in delivery)
                agrees(place, list(here.values()))
                assert absorbed.disagreements == (len(place.disagreements()) if absorbed.new else 0)
            assert not place.check().problems


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_a_head_that_stood_second_is_shown_when_the_first_proves_superseded(
    empty: Path, tmp_path: Path, order: tuple[int, ...]
) -> None:
    """The latest text is from a laptop whose clock is years behind, and what it builds on may come last."""
    first = sample.change(1, "acronym", "A", language="", seq=1, at=4)
    second = sample.change(1, "acronym", "B", language="", seq=2, at=0, parents=(first.id,))
    third = sample.change(1, "acronym", "C", language="", seq=3, at=1, parents=(second.id,))
    shutil.copyfile(empty, tmp_path / "model.roundtable")
    with Workspace.open(tmp_path / "model.roundtable") as place:
        given_: list[Change] = []
        for number in order:
            given_.append((first, second, third)[number])
            place.absorb(given_[-1:], label="", digest="", sender="")
            agrees(place, given_)
        assert shown(place, ("acronym", "")) == "C"
