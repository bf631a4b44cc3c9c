"""Workspaces to test with: real files, in memory where the system has such a folder, since thousands are made."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop_app.workspace import Workspace
from tests.workspace.workspace_files import TUNIS, copied, quick_folder

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session", autouse=True)
def _settings_of_their_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ROUNDTABLE_SETTINGS", str(tmp_path_factory.mktemp("settings")))
        yield


@pytest.fixture(scope="session")
def template(_settings_of_their_own: None) -> Iterator[Path]:
    """A workspace of Tunis, closed, to be copied."""
    with tempfile.TemporaryDirectory(dir=quick_folder()) as folder:
        path = Path(folder) / "tunis.roundtable"
        Workspace.create(path, city=TUNIS, author="Amina", language="fr").close()
        yield path


@pytest.fixture(scope="session")
def empty(_settings_of_their_own: None) -> Iterator[Path]:
    """A coordinator's workspace, closed, to be copied."""
    with tempfile.TemporaryDirectory(dir=quick_folder()) as folder:
        path = Path(folder) / "network.roundtable"
        Workspace.create(path, city=None, author="Coordinator").close()
        yield path


@pytest.fixture
def folder() -> Iterator[Path]:
    """An empty folder."""
    with tempfile.TemporaryDirectory(dir=quick_folder()) as made:
        yield Path(made)


@pytest.fixture
def tunis(template: Path, folder: Path) -> Iterator[Workspace]:
    """An open workspace of Tunis."""
    with copied(template, folder, "tunis.roundtable") as workspace:
        yield workspace


@pytest.fixture
def network(empty: Path, folder: Path) -> Iterator[Workspace]:
    """An open workspace of a coordinator."""
    with copied(empty, folder, "network.roundtable") as workspace:
        yield workspace
