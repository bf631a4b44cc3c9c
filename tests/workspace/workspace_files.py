"""What the tests of the workspace share."""

from __future__ import annotations

import shutil
from pathlib import Path

from desktop_app.workspace import Workspace

TUNIS = {"code": "TNTUN", "name": {"fr": "Tunis", "ar": "تونس"}, "country": "TN"}


def quick_folder() -> str | None:
    """A folder whose files cost no disk; nothing where there is none."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


def copied(origin: Path, folder: Path | str, name: str) -> Workspace:
    """A copy of a closed workspace, open: an installation of its own."""
    return Workspace.open(Path(shutil.copyfile(origin, Path(folder) / name)))


def merged(source: Workspace, target: Workspace, label: str = "bundle") -> None:
    """Everything of one workspace taken into another, as a merge does in the end."""
    target.absorb(source.changes(), label=label, digest="", sender=source.author)
