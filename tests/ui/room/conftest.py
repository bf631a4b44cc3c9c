"""For tests in this folder, the workspace is the one of `meeting_room`: a meeting, and few people to name in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.meeting_room import Room, copy_of_room

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop_app.workspace import Workspace


@pytest.fixture
def placed(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Iterator[tuple[Workspace, Room]]:
    """The workspace with what stands in it."""
    workspace, room = copy_of_room(tmp_path_factory, tmp_path)
    yield workspace, room
    workspace.close()


@pytest.fixture
def workspace(placed: tuple[Workspace, Room]) -> Workspace:
    """The workspace of the meeting, in place of the small city's."""
    return placed[0]


@pytest.fixture
def room(placed: tuple[Workspace, Room]) -> Room:
    """What stands in it."""
    return placed[1]
