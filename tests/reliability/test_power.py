"""When the power fails, whatever reached the disk opens again and holds everything that was acknowledged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop_app.records import Meeting
from desktop_app.workspace import Workspace
from desktop_app.workspace.file.key import PAGE_SIZE
from desktop_app.workspace.file.store import journal_of
from reliability.power import cuts
from reliability.power.recording import can_record
from reliability.power.scenarios import SCENARIOS
from tests.workspace.workspace_files import TUNIS

if TYPE_CHECKING:
    from pathlib import Path

recorded = pytest.mark.skipif(not can_record(), reason="needs Linux and a C compiler")


@recorded
@pytest.mark.parametrize("name", SCENARIOS)
def test_nothing_acknowledged_is_lost_and_nothing_is_half_there(name: str) -> None:
    looked = cuts.cut(name, 2, share=0.04)
    assert looked.found == []
    assert len(looked.disks) > 10


@recorded
def test_a_disk_that_does_not_sync_loses_something_and_this_is_seen() -> None:
    assert cuts.cut("edit", 1, share=0.03, synced=False).found


def test_a_free_page_that_was_torn_is_written_anew(tmp_path: Path) -> None:
    """SQLite keeps no copy of a free page that it takes into use, so a cut may leave it torn."""
    path = tmp_path / "a.roundtable"
    with Workspace.create(path, city=TUNIS, author="Amina") as place:
        place._store.run("create table filling as select randomblob(900000) as content")
        place._store.run("drop table filling")
        free = place._store.value("pragma freelist_count")
        pages = place._store.value("pragma page_count")
    assert free > 100
    with path.open("r+b") as file:
        file.seek((pages - 50) * PAGE_SIZE)
        file.write(b"torn" * 128)
    journal_of(path).write_bytes(b"\0" * 512)  # as a sudden end leaves it
    with Workspace.open(path) as place:
        assert not place.check().problems
        place.backup("test")
        place.add(Meeting, {"title": "Séance", "starts_at": "2018"})
        assert place._store.value("pragma page_count") < pages + free
