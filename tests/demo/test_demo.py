"""The demo as a whole: nine cities, made once, merged in many orders, its documents opened by others."""

from __future__ import annotations

import random
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from desktop_app import demo
from desktop_app.errors import AlreadyThere
from desktop_app.exchange import bundle, matching, merge, trust
from desktop_app.progress import Cancelled
from desktop_app.records import City, Person, Recommendation
from desktop_app.workspace import How, Workspace, linking

if TYPE_CHECKING:
    from pathlib import Path

    from desktop_app.demo import Demo
    from desktop_app.language import Message


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    return demo.make(tmp_path_factory.mktemp("demo"))


def test_ten_random_orders_of_all_bundles_end_in_one_fingerprint(made: Demo, tmp_path: Path) -> None:
    with Workspace.open(made.merged) as merged:
        expected = merged.fingerprint()
    bundles = [*made.bundles.values(), made.folder / "bundles" / "network.rtbundle"]
    for order in range(10):
        shuffled = random.Random(order).sample(bundles, len(bundles)) + random.Random(order).choices(bundles, k=3)
        with Workspace.create(tmp_path / f"{order}.roundtable", city=None, author="Somebody else") as workspace:
            merge.apply_all(workspace, (bundle.read(path, passphrase=None) for path in shuffled))
            assert workspace.fingerprint() == expected
            assert [len(found.alternatives) for found in workspace.disagreements()] == [2]


def test_all_cities_are_in_the_merged_workspace_and_it_is_sound(made: Demo) -> None:
    with Workspace.open(made.merged) as workspace:
        assert len(workspace.all(City)) == 9
        assert workspace.count(Person) > 110
        assert {record.status for record in workspace.all(Recommendation)} >= {
            "draft",
            "discussed",
            "validated",
            "adopted",
        }
        assert not workspace.check().problems


def test_every_bundle_is_signed_and_the_coordinator_knows_the_nine_cities(made: Demo) -> None:
    with Workspace.open(made.merged) as workspace:
        known = workspace.keyring.cards()
        assert {pinned.card.city for pinned in known} == {city.id for city in workspace.all(City)}
        assert {pinned.how for pinned in known} == {How.CONFIRMED}
        for path in made.bundles.values():
            assert trust.standing(workspace, bundle.read(path)) is trust.Standing.CONFIRMED
    assert len(list((made.folder / "cards").iterdir())) == 10
    for path in made.workspaces.values():
        with Workspace.open(path) as city:
            assert [pinned.card.name for pinned in city.keyring.cards()] == ["Network coordination"]


def test_the_same_conflict_is_shown_the_same_way_everywhere(made: Demo, tmp_path: Path) -> None:
    with Workspace.open(made.merged) as merged:
        shown = {found.record: [a.value for a in found.alternatives if a.shown] for found in merged.disagreements()}
    with Workspace.create(tmp_path / "w.roundtable", city=None, author="B") as workspace:
        paths = [made.folder / "bundles" / "network.rtbundle", *reversed(made.bundles.values())]
        merge.apply_all(workspace, (bundle.read(path, passphrase=None) for path in paths))
        for found in workspace.disagreements():
            assert [a.value for a in found.alternatives if a.shown] == shown[found.record]


def test_poppler_reads_every_pdf_and_finds_the_city(made: Demo) -> None:
    for path in made.documents:
        if path.suffix == ".pdf" and path.name.startswith("Tangiers"):
            ended = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True)
            assert ended.stderr == b""
            assert "Tanger" in ended.stdout.decode()


def test_somebody_whom_two_cities_wrote_down_is_likely_the_same_and_nobody_else_is(made: Demo, tmp_path: Path) -> None:
    path = tmp_path / "network.roundtable"
    shutil.copy(made.merged, path)
    with Workspace.open(path) as workspace:
        found = {one.kind: one for one in matching.candidates(workspace)}
        assert set(found) == {"organisation", "person"}
        assert len(matching.candidates(workspace)) == 2
        titles = {workspace.title(record, "en") for record in (found["person"].one, found["person"].other)}
        assert titles == {"Petra Novák", "Petra Novak"}
        for one in found.values():
            linking.link(workspace, one.one, one.other)
        assert not matching.candidates(workspace)
        assert not [one for one in workspace.missing() if one.awaited], "what an audience may not see is not awaited"


def test_it_is_not_made_over_something_else(made: Demo) -> None:
    with pytest.raises(AlreadyThere):
        demo.make(made.folder)


def test_a_demo_that_is_stopped_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    class Impatient:
        def step(self, done: int, total: int | None = None, doing: Message | None = None) -> None:
            if done:
                raise Cancelled

    with pytest.raises(Cancelled):
        demo.make(tmp_path / "demo", Impatient())
    assert list((tmp_path / "demo").iterdir()) == []
